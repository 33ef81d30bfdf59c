//! Merchants.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tael_core::env::Env;
use tael_core::id::UserId;
use tael_core::party::{Merchant, User};
use tael_store::{Directory, Need, Plan, View, Write};

use super::document::{self, Document, Place, check_amount, check_user_id};
use super::refusal::{Outcome, Refusal, Stop, settle};
use super::{buyer, put_merchant};

const NAME: (&str, &str) = ("merchant", "商户");
const PATH: &str = "/merchants";

impl Document for Merchant {
    const MEMBERS: &'static [&'static str] = &[
        "partner_id",
        "name",
        "status",
        "certified",
        "contracts",
        "limits",
        "receive_accounts",
        "forbidden_words",
        "ip_required",
        "card_aliases",
        "default_settle_account",
        "royalty_receivers",
        "royalty_max_ratio",
    ];
    const ID: &'static str = "partner_id";

    fn check(&self) -> Result<(), Refusal> {
        check_user_id("partner_id", &self.partner_id)?;
        for (index, contract) in self.contracts.iter().enumerate() {
            if contract.product_code.is_empty() {
                let field = format!("contracts[{index}].product_code");
                return Err(Refusal::invalid(field, "a product such as JSAPI_PAY", "产品码，如 JSAPI_PAY"));
            }
        }
        for (index, user) in self.receive_accounts.iter().enumerate() {
            check_user_id(format!("receive_accounts[{index}]"), user)?;
        }
        if let Some(index) = self.forbidden_words.iter().position(String::is_empty) {
            return Err(Refusal::invalid(format!("forbidden_words[{index}]"), "a word", "非空的词"));
        }
        if let Some(index) = self.royalty_receivers.iter().position(|receiver| receiver.account.is_empty()) {
            let field = format!("royalty_receivers[{index}].account");
            return Err(Refusal::invalid(field, "an account", "非空的账户"));
        }
        if !(1..=100).contains(&self.royalty_max_ratio) {
            return Err(Refusal::invalid("royalty_max_ratio", "1 to 100 (percent)", " 1 到 100（百分比）"));
        }
        let limits = &self.limits;
        let amounts = [
            ("limits.single", limits.single),
            ("limits.month", limits.month),
            ("limits.receive", limits.receive),
            ("limits.punish_single", limits.punish_single),
            ("limits.punish_day", limits.punish_day),
            ("limits.uncertified", limits.uncertified),
        ];
        amounts
            .iter()
            .try_for_each(|(field, amount)| amount.map_or(Ok(()), |amount| check_amount(field, amount)))
    }
}

/// Makes a merchant with its user account; without `partner_id` it gets one. It is certified unless the body says not,
/// and has signed nothing but what `contracts` says.
///
/// # Errors
/// [`Need`].
pub fn create(
    place: Place,
    body: &Map<String, Value>,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let given = json!({
            "partner_id": buyer::free_user_id(view, env)?, "world": place.world, "book": place.book, "certified": true,
        });
        let merchant: Merchant = document::make(given, body.clone())?;
        let pid = &merchant.partner_id;
        let taken = match view.user(pid)? {
            Some(user) => user.world != place.world,
            None => false,
        };
        if taken || view.merchant(pid)?.is_some() {
            return Err(Refusal::exists(NAME, pid.as_str(), "partner_id", PATH).into());
        }
        let account: User = document::make(
            json!({
                "user_id": pid, "world": place.world, "book": place.book, "name": merchant.name,
                "logon_id": format!("{pid}@tael.example"), "certified": merchant.certified, "corporate": true,
            }),
            Map::new(),
        )?;
        let shown = document::show(&merchant);
        Ok((put_merchant(&Arc::new(merchant), &Arc::new(account), view)?, shown))
    })())
}

/// Changes a merchant.
///
/// # Errors
/// [`Need`].
pub fn change(
    place: Place,
    id: &UserId,
    patch: &Map<String, Value>,
    view: &View,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let merchant: Merchant = document::patch(find(place, id, view)?.as_ref(), patch.clone())?;
        let shown = document::show(&merchant);
        Ok((Plan::none().with(Write::Put(Directory::Merchant(Arc::new(merchant)))), shown))
    })())
}

/// Shows a merchant.
///
/// # Errors
/// [`Need`].
pub fn get(place: Place, id: &UserId, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle(find(place, id, view).map(|merchant| (Plan::none(), document::show(merchant.as_ref()))))
}

/// A merchant as a list shows it.
#[must_use]
pub fn show(merchant: &Merchant) -> Value {
    document::show(merchant)
}

fn find<'v>(place: Place, id: &UserId, view: &'v View) -> Result<&'v Arc<Merchant>, Stop> {
    let merchant = view.merchant(id)?.filter(|merchant| merchant.world == place.world);
    merchant.ok_or_else(|| Refusal::not_found(NAME, id.as_str(), PATH).into())
}

/// The merchant that a member of another document names.
pub(super) fn existing<'v>(
    place: Place,
    id: &UserId,
    field: &str,
    view: &'v View,
) -> Result<&'v Arc<Merchant>, Stop> {
    let merchant = view.merchant(id)?.filter(|merchant| merchant.world == place.world);
    merchant.ok_or_else(|| Refusal::dangling(field, NAME, id.as_str(), PATH).into())
}
