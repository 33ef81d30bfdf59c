//! Stores of merchants.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tael_core::id::UserId;
use tael_core::party::Shop;
use tael_store::{Directory, Need, Plan, View, Write};

use super::document::{self, Document, Place, check_user_id, immutable};
use super::merchant;
use super::refusal::{Outcome, Refusal, Stop, settle};

const NAME: (&str, &str) = ("store", "门店");
const PATH: &str = "/stores";

impl Document for Shop {
    const MEMBERS: &'static [&'static str] =
        &["store_id", "partner_id", "alipay_store_id", "name", "account"];
    const ID: &'static str = "store_id";

    fn check(&self) -> Result<(), Refusal> {
        let ids = [("store_id", Some(&self.store_id)), ("alipay_store_id", self.alipay_store_id.as_ref())];
        for (field, id) in ids {
            if id.is_some_and(|id| !(1..=32).contains(&id.chars().count())) {
                return Err(Refusal::invalid(field, "1 to 32 characters", " 1 到 32 个字符"));
            }
        }
        check_user_id("partner_id", &self.partner_id)?;
        self.account.as_ref().map_or(Ok(()), |account| check_user_id("account", account))
    }
}

/// Makes a store. From its first one on a merchant's orders must name one that it has (`semantics.md §3.1`).
///
/// # Errors
/// [`Need`].
pub fn create(place: Place, body: &Map<String, Value>, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let shop: Shop = document::make(json!({"world": place.world}), body.clone())?;
        let merchant = merchant::existing(place, &shop.partner_id, "partner_id", view)?;
        if view.shop(&shop.partner_id, &shop.store_id)?.is_some() {
            return Err(Refusal::exists(NAME, &shop.store_id, "store_id", PATH).into());
        }
        let has_stores = merchant.has_stores;
        let merchant = Arc::clone(merchant);
        let (mut plan, shown) = put(place, shop, view)?;
        if !has_stores {
            let mut merchant = merchant;
            Arc::make_mut(&mut merchant).has_stores = true;
            plan.push(Write::Put(Directory::Merchant(merchant)));
        }
        Ok((plan, shown))
    })())
}

fn put(place: Place, shop: Shop, view: &View) -> Result<(Plan, Value), Stop> {
    if let Some(account) = &shop.account
        && view.user(account)?.is_none_or(|user| user.world != place.world)
    {
        return Err(Refusal::dangling("account", ("user", "用户"), account.as_str(), "/buyers").into());
    }
    if let Some(id) = &shop.alipay_store_id
        && let Some(other) = view.shop_by_alipay_id(&shop.partner_id, id)?
        && other.store_id != shop.store_id
    {
        return Err(Refusal::exists(NAME, &other.store_id, "alipay_store_id", PATH).into());
    }
    let shown = document::show(&shop);
    Ok((Plan::none().with(Write::Put(Directory::Shop(Arc::new(shop)))), shown))
}

/// Changes a store.
///
/// # Errors
/// [`Need`].
pub fn change(
    place: Place,
    owner: &UserId,
    id: &str,
    patch: &Map<String, Value>,
    view: &View,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let shop = find(place, owner, id, view)?;
        if let Some(sent) =
            patch.get("partner_id").filter(|sent| sent.as_str() != Some(shop.partner_id.as_str()))
        {
            return Err(immutable("partner_id", sent).into());
        }
        put(place, document::patch(shop.as_ref(), patch.clone())?, view)
    })())
}

/// Shows a store.
///
/// # Errors
/// [`Need`].
pub fn get(place: Place, owner: &UserId, id: &str, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle(find(place, owner, id, view).map(|shop| (Plan::none(), document::show(shop.as_ref()))))
}

/// A store as a list shows it.
#[must_use]
pub fn show(shop: &Shop) -> Value {
    document::show(shop)
}

/// The refusal of a store that nobody has.
#[must_use]
pub fn not_found(id: &str) -> Refusal {
    Refusal::not_found(NAME, id, PATH)
}

fn find<'v>(place: Place, owner: &UserId, id: &str, view: &'v View) -> Result<&'v Arc<Shop>, Stop> {
    let shop = view.shop(owner, id)?.filter(|shop| shop.world == place.world);
    shop.ok_or_else(|| not_found(id).into())
}
