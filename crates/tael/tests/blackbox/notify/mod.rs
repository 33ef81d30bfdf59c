//! Notifications as a merchant receives them (protocol.md §8, semantics.md §1.9, §12.8–12.9).

mod content;
mod https;
mod schedule;
mod switches;

use serde_json::{Value, json};

use crate::harness::{Client, Delivery, Gateway};

const CREATE: &str = "alipay.trade.create";
const PAY: &str = "alipay.trade.pay";

/// Creates an order that is notified here; its trade_no.
#[track_caller]
fn create(gateway: &Gateway, client: &Client, number: &str, notify_url: &str) -> String {
    let order =
        json!({"out_trade_no": number, "total_amount": "88.88", "subject": "苹果", "timeout_express": "30m"});
    let call = client.call(CREATE, &order.to_string()).set("notify_url", notify_url);
    gateway.ask_as(client.sign_type, call.signed().post()).ok().text("trade_no").to_owned()
}

/// Verifies as a merchant does, by rule V1: everything but sign and sign_type, sorted, over the bytes that came.
#[track_caller]
pub(crate) fn verified(gateway: &Gateway, delivery: &Delivery) {
    let mut kept: Vec<_> = delivery
        .parameters()
        .iter()
        .filter(|p| !matches!(p.name.as_str(), "sign" | "sign_type"))
        .map(|p| [p.raw_name.as_slice(), b"=", p.raw.as_slice()].concat())
        .collect();
    // no name is the beginning of another one with a character below `=` behind it
    kept.sort();
    let sign_type = tael_wire::sign::SignType::parse(value(delivery, "sign_type")).expect("a sign_type");
    let sign = value(delivery, "sign");
    let verdict = gateway.platform().verify(sign_type, &kept.join(&b'&'), sign);
    assert!(verdict.is_ok(), "{:?}", String::from_utf8_lossy(&delivery.body));
    assert!(delivery.parameters().iter().all(|p| !p.raw.is_empty()), "an empty parameter is never sent");
}

#[track_caller]
fn value<'d>(delivery: &'d Delivery, name: &str) -> &'d str {
    delivery.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", String::from_utf8_lossy(&delivery.body)))
}

/// The only notification of a trade, as the control API shows it.
#[track_caller]
fn only(gateway: &Gateway, trade_no: &str) -> Value {
    let trade = gateway.trade(trade_no);
    let [only] = trade["notifications"].as_array().unwrap().as_slice() else { panic!("{trade}") };
    only.clone()
}
