//! Coupons of a buyer, as the control API takes and shows them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tael_core::env::Env;
use tael_core::money::Rate;
use tael_core::party::{Coupon, User};
use tael_core::time::Instant;
use tael_store::{Asked, Need, View};

use super::document::{check_amount, check_user_id};
use super::refusal::Refusal;

/// The member that shows the use of a coupon; what a body says of it is not looked at.
const USED_BY: &str = "used_by";

/// The rules of a user's coupons.
pub(super) fn check(coupons: &[Coupon]) -> Result<(), Refusal> {
    let mut ids = BTreeSet::new();
    for (index, coupon) in coupons.iter().enumerate() {
        let field = |name: &str| format!("coupons[{index}].{name}");
        check_one(coupon, &field)?;
        if !coupon.id.is_empty() && !ids.insert(&coupon.id) {
            return Err(Refusal::invalid(field("id"), "an id that no other coupon has", "未重复的编号"));
        }
    }
    Ok(())
}

fn check_one(coupon: &Coupon, field: &impl Fn(&str) -> String) -> Result<(), Refusal> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if coupon.id.len() > 64 || !coupon.id.chars().all(plain) {
        let zh = "不超过 64 个字符，仅含字母、数字、- 和 _";
        return Err(Refusal::invalid(field("id"), "at most 64 letters, digits, - and _", zh));
    }
    check_amount(&field("amount"), coupon.amount)?;
    check_amount(&field("min_amount"), coupon.min_amount)?;
    if !coupon.amount.is_positive() && coupon.rate.is_none_or(|rate| rate == Rate(0)) {
        return Err(Refusal::invalid(field("amount"), "above zero, or a rate", "大于 0，或填写 rate"));
    }
    if coupon.expires_at.as_deref().is_some_and(|at| Instant::parse_beijing(at).is_none()) {
        let zh = " yyyy-MM-dd HH:mm:ss 格式";
        return Err(Refusal::invalid(field("expires_at"), "yyyy-MM-dd HH:mm:ss", zh));
    }
    if let Some(pid) = &coupon.merchant {
        check_user_id(field("merchant"), pid)?;
    }
    let texts = [("name", &coupon.name), ("template_id", &coupon.template_id), ("memo", &coupon.memo)];
    for (name, text) in texts {
        if text.as_ref().is_some_and(|t| t.is_empty() || t.chars().count() > 64) {
            return Err(Refusal::invalid(field(name), "1 to 64 characters", " 1 到 64 个字符"));
        }
    }
    if let Some(bought) = &coupon.purchase {
        let parts = [("buyer", bought.buyer), ("merchant", bought.merchant), ("platform", bought.platform)];
        for (name, amount) in parts {
            check_amount(&field(&format!("purchase.{name}")), amount)?;
        }
    }
    Ok(())
}

/// Gives a number to each coupon that has none: the day and a fresh key, 28 digits.
pub(super) fn number(user: &mut User, env: &Env) {
    for coupon in user.coupons.iter_mut().filter(|c| c.id.is_empty()) {
        coupon.id = format!("{}{:020}", env.now.beijing_day(), env.ids.next().0).into();
    }
}

/// Takes the uses, which [`show`] adds, out of a body.
pub(super) fn strip(body: &mut Map<String, Value>) {
    for coupon in body.get_mut("coupons").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(members) = coupon.as_object_mut() {
            members.remove(USED_BY);
        }
    }
}

/// Adds to each used coupon of a shown buyer the number of the trade that used it.
///
/// # Errors
/// [`Need`].
pub(super) fn show(user: &User, shown: &mut Map<String, Value>, view: &View) -> Result<(), Need> {
    let uses = user.coupons.iter().map(|c| view.coupon_use(user.book, &user.user_id, &c.id));
    let uses: Vec<_> = uses.collect();
    uses.iter().fold(Asked::new(), |asked, usage| asked.and(usage.clone())).join()?;
    let trades: Vec<_> = uses
        .into_iter()
        .map(|usage| usage?.map_or(Ok(None), |usage| view.trade(usage.book, usage.trade)))
        .collect();
    trades.iter().fold(Asked::new(), |asked, trade| asked.and(trade.clone())).join()?;
    let coupons = shown.get_mut("coupons").and_then(Value::as_array_mut).into_iter().flatten();
    for (coupon, trade) in coupons.zip(trades) {
        if let (Some(members), Some(trade)) = (coupon.as_object_mut(), trade?) {
            members.insert(USED_BY.to_owned(), json!(trade.no));
        }
    }
    Ok(())
}
