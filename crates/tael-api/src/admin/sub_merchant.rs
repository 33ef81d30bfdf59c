//! Second-level merchants.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use smol_str::{SmolStr, format_smolstr};
use tael_core::env::Env;
use tael_core::party::SubMerchant;
use tael_store::{Directory, Need, Plan, View, Write};

use super::document::{self, Document, Place, check_number, check_user_id, immutable};
use super::merchant;
use super::refusal::{Outcome, Refusal, Stop, settle};

const NAME: (&str, &str) = ("sub-merchant", "二级商户");
const PATH: &str = "/sub-merchants";

impl Document for SubMerchant {
    const MEMBERS: &'static [&'static str] = &[
        "smid",
        "owner",
        "mode",
        "status",
        "provider_punished",
        "settle_accounts",
        "default_settle_account",
    ];
    const ID: &'static str = "smid";

    fn check(&self) -> Result<(), Refusal> {
        check_number("smid", &self.smid)?;
        check_user_id("owner", &self.owner)?;
        match self.settle_accounts.iter().position(|account| account.value.is_empty()) {
            Some(index) => {
                Err(Refusal::invalid(format!("settle_accounts[{index}].value"), "an account", "非空的账户"))
            }
            None => Ok(()),
        }
    }
}

/// Makes a sub-merchant; without `smid` it gets one.
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
        let given = json!({"smid": free_smid(view, env)?, "world": place.world});
        let sub: SubMerchant = document::make(given, body.clone())?;
        merchant::existing(place, &sub.owner, "owner", view)?;
        if view.sub_merchant(&sub.smid)?.is_some() {
            return Err(Refusal::exists(NAME, &sub.smid, "smid", PATH).into());
        }
        Ok(put(sub))
    })())
}

fn put(sub: SubMerchant) -> (Plan, Value) {
    let shown = document::show(&sub);
    (Plan::none().with(Write::Put(Directory::SubMerchant(Arc::new(sub)))), shown)
}

fn free_smid(view: &View, env: &Env) -> Result<SmolStr, Need> {
    loop {
        let smid = format_smolstr!("2088{:012}", env.random() % 1_000_000_000_000);
        if view.sub_merchant(&smid)?.is_none() {
            return Ok(smid);
        }
    }
}

/// Changes a sub-merchant.
///
/// # Errors
/// [`Need`].
pub fn change(
    place: Place,
    smid: &str,
    patch: &Map<String, Value>,
    view: &View,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let sub = find(place, smid, view)?;
        if let Some(sent) = patch.get("owner").filter(|sent| sent.as_str() != Some(sub.owner.as_str())) {
            return Err(immutable("owner", sent).into());
        }
        Ok(put(document::patch(sub.as_ref(), patch.clone())?))
    })())
}

/// Shows a sub-merchant.
///
/// # Errors
/// [`Need`].
pub fn get(place: Place, smid: &str, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle(find(place, smid, view).map(|sub| (Plan::none(), document::show(sub.as_ref()))))
}

/// A sub-merchant as a list shows it.
#[must_use]
pub fn show(sub: &SubMerchant) -> Value {
    document::show(sub)
}

fn find<'v>(place: Place, smid: &str, view: &'v View) -> Result<&'v Arc<SubMerchant>, Stop> {
    let sub = view.sub_merchant(smid)?.filter(|sub| sub.world == place.world);
    sub.ok_or_else(|| Refusal::not_found(NAME, smid, PATH).into())
}
