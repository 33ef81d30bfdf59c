//! Purchases as a merchant and a buyer make them: create, pay, query, and what goes wrong between (semantics.md §1).

mod cashier;
mod channels;
mod codes;
mod faults;
mod funding;
mod known;
mod limits;
mod payers;
mod printed;
mod providers;
mod risks;
mod told;

use serde_json::{Value, json};

use crate::harness::{Answer, Client, Gateway, Shared};

/// The gateway of the tests that leave the clock alone.
static GATEWAY: Shared = Shared::new();

const CREATE: &str = "alipay.trade.create";
const PAY: &str = "alipay.trade.pay";
const QUERY: &str = "alipay.trade.query";

/// An order of 88.88 with these members, or without those that are null.
fn order(number: &str, change: Value) -> Value {
    changed(json!({"out_trade_no": number, "total_amount": "88.88", "subject": "苹果 16G"}), change)
}

/// The same for a payment by code.
fn payment(number: &str, code: &str, change: Value) -> Value {
    changed(order(number, json!({"auth_code": code, "scene": "bar_code"})), change)
}

fn changed(mut base: Value, change: Value) -> Value {
    for (name, value) in change.as_object().unwrap() {
        match value {
            Value::Null => base.as_object_mut().unwrap().remove(name),
            value => base.as_object_mut().unwrap().insert(name.clone(), value.clone()),
        };
    }
    base
}

/// The status of a trade as its merchant sees it.
#[track_caller]
fn status(gateway: &Gateway, client: &Client, number: &str) -> String {
    query(gateway, client, number).ok().text("trade_status").to_owned()
}

fn query(gateway: &Gateway, client: &Client, number: &str) -> Answer {
    gateway.asks(client, QUERY, &json!({"out_trade_no": number}))
}

/// The events of a trade's history.
fn events(trade: &Value) -> Vec<&str> {
    trade["history"].as_array().unwrap().iter().map(|step| step["event"].as_str().unwrap()).collect()
}
