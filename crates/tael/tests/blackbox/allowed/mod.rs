//! What buyers allow beforehand: agreements and authorisations, from outside (semantics.md §4, §5).

mod agreements;
mod authorisations;
mod races;

use serde_json::{Value, json};

use crate::harness::{Gateway, Shop};

const PAY: &str = "alipay.trade.pay";
const CREATE: &str = "alipay.trade.create";

/// A shop that may deduct and freeze.
fn shop(gateway: &Gateway) -> Shop {
    let products =
        ["FACE_TO_FACE_PAYMENT", "GENERAL_WITHHOLDING", "CYCLE_PAY_AUTH", "PREAUTH_PAY", "PRE_AUTH"];
    let contracts: Vec<Value> =
        products.iter().map(|product| json!({"product_code": product, "rate": "0.006"})).collect();
    gateway.shop_with(json!({"contracts": contracts}), json!({}))
}

/// The first ten characters of the world's clock, so many days on.
fn day(gateway: &Gateway, days: i64) -> String {
    gateway.now_plus(days * 86_400).chars().take(10).collect()
}

/// A weekly agreement whose first plan is open today.
fn agree(gateway: &Gateway, shop: &Shop, buyer: &str, change: Value) -> String {
    let mut body = json!({"user_id": buyer, "partner_id": shop.pid, "period_rule_params": {
        "period_type": "DAY", "period": 7, "execute_time": day(gateway, 1), "single_amount": "10.00",
        "total_amount": "25.00", "total_payments": 3}});
    body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    crate::harness::text(&gateway.control_ok("POST", "/agreements", body), "/agreement_no")
}

fn deduction(number: &str, agreement: &str, amount: &str) -> Value {
    json!({"out_trade_no": number, "total_amount": amount, "subject": "s", "product_code": "GENERAL_WITHHOLDING",
        "agreement_params": {"agreement_no": agreement}})
}

fn freeze(gateway: &Gateway, shop: &Shop, buyer: &str, change: Value) -> String {
    let mut body = json!({"user_id": buyer, "partner_id": shop.pid, "amount": "100.00"});
    body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    crate::harness::text(&gateway.control_ok("POST", "/authorisations", body), "/auth_no")
}

fn authorised(number: &str, auth_no: &str, amount: &str) -> Value {
    json!({"out_trade_no": number, "total_amount": amount, "subject": "s", "product_code": "PREAUTH_PAY",
        "auth_no": auth_no})
}
