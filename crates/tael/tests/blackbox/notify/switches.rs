//! Which transitions are notified: the defaults of the API, and the application's own switches (semantics.md §1.9).

use serde_json::{Value, json};

use super::{create, value, verified};
use crate::harness::{Gateway, Receiver, text};

#[test]
fn by_default_only_a_payment_is_notified() {
    let gateway = Gateway::start();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let receiver = Receiver::answering(&["success"]);
    create(&gateway, &shop.client, "T1", receiver.url());
    let paid = create(&gateway, &shop.client, "T2", receiver.url());
    gateway.pay(&paid, &buyer);
    assert_eq!(value(&receiver.next(), "out_trade_no"), "T2");
    gateway.advance(86_400);
    assert!(receiver.try_next().is_none(), "a time-out is silent");
    let list = gateway.control_ok("GET", "/notifications", Value::Null);
    assert_eq!(list["data"].as_array().map(Vec::len), Some(1));
    gateway.audit();
}

#[test]
fn an_application_may_switch_each_status() {
    let gateway = Gateway::start();
    let switches = json!({"WAIT_BUYER_PAY": true, "TRADE_CLOSED": true, "TRADE_SUCCESS": false});
    let shop = gateway.shop_with(json!({}), json!({"notify": switches}));
    let buyer = gateway.new_buyer(json!({}));
    let receiver = Receiver::answering(&["success"]);
    let closed = create(&gateway, &shop.client, "W1", receiver.url());
    let waiting = receiver.next();
    verified(&gateway, &waiting);
    assert_eq!(
        (value(&waiting, "trade_status"), value(&waiting, "trade_no")),
        ("WAIT_BUYER_PAY", closed.as_str())
    );
    for absent in ["gmt_payment", "receipt_amount", "fund_bill_list", "buyer_id", "gmt_close", "refund_fee"] {
        assert!(waiting.get(absent).is_none(), "{absent}");
    }
    let paid = create(&gateway, &shop.client, "W2", receiver.url());
    receiver.next();
    gateway.pay(&paid, &buyer);
    gateway.advance(3600);
    let close = receiver.next();
    verified(&gateway, &close);
    let trade = gateway.trade(&closed);
    assert_eq!((value(&close, "trade_status"), value(&close, "trade_no")), ("TRADE_CLOSED", closed.as_str()));
    assert_eq!(
        (value(&close, "refund_fee"), value(&close, "gmt_close")),
        ("0.00", text(&trade, "/closed_at").as_str())
    );
    // delivered at the instant of the event, not at the end of the hour
    assert_eq!(value(&close, "notify_time"), value(&close, "gmt_close"));
    assert!(receiver.try_next().is_none(), "the payment was switched off");
    gateway.audit();
}

#[test]
fn without_an_address_nobody_is_told() {
    let gateway = Gateway::start();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let trade_no = create(&gateway, &shop.client, "Q1", "");
    gateway.pay(&trade_no, &buyer);
    assert_eq!(gateway.trade(&trade_no)["notifications"], json!([]));
}

#[test]
fn faults_deliver_twice_and_out_of_order() {
    let gateway = Gateway::start();
    let shop = gateway.shop_with(json!({}), json!({"notify": {"WAIT_BUYER_PAY": true}}));
    let buyer = gateway.new_buyer(json!({}));
    let receiver = Receiver::answering(&["success"]);
    gateway.fault(json!({"kind": "duplicate_notify", "match": {"out_trade_no": "F1"}}));
    create(&gateway, &shop.client, "F1", receiver.url());
    let (once, twice) = (receiver.next(), receiver.next());
    assert_eq!(once.body, twice.body);
    verified(&gateway, &once);
    gateway.fault(json!({"kind": "notify_out_of_order", "match": {"out_trade_no": "F2"}}));
    let trade_no = create(&gateway, &shop.client, "F2", receiver.url());
    gateway.pay(&trade_no, &buyer);
    let order = [receiver.next(), receiver.next()];
    assert_eq!(order.each_ref().map(|d| value(d, "trade_status")), ["TRADE_SUCCESS", "WAIT_BUYER_PAY"]);
    gateway.audit();
}
