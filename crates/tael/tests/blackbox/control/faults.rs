//! Faults on order.

use serde_json::{Value, json};

use super::refused;
use crate::harness::{Gateway, Request};

fn query(gateway: &Gateway, number: &str) -> crate::harness::Answer {
    gateway.call("alipay.trade.query", &json!({"out_trade_no": number}), &[])
}

#[test]
fn a_fault_befalls_what_it_names_as_often_as_ordered() {
    let gateway = Gateway::start();
    let order = json!({
        "method": "alipay.trade.query", "kind": "system_error", "times": 1, "match": {"out_trade_no": "a"},
    });
    let (status, rule) = gateway.control("POST", "/faults", order);
    assert_eq!((status, &rule["left"]), (201, &json!(1)), "{rule}");
    assert_eq!(gateway.control_ok("GET", "/faults", Value::Null)["data"], json!([rule]));
    query(&gateway, "b").refused("ACQ.TRADE_NOT_EXIST");
    let failed = query(&gateway, "a");
    assert_eq!((failed.text("code"), failed.text("sub_code")), ("20000", "aop.ACQ.SYSTEM_ERROR"));
    query(&gateway, "a").refused("ACQ.TRADE_NOT_EXIST");
    assert_eq!(gateway.control_ok("GET", "/faults", Value::Null)["data"][0]["left"], 0);
}

#[test]
fn a_dropped_response_was_done_all_the_same() {
    let gateway = Gateway::start();
    gateway.control_ok("POST", "/faults", json!({"kind": "drop_response", "method": "alipay.trade.create"}));
    let order = json!({"out_trade_no": "dropped_1", "total_amount": "1.00", "subject": "苹果"});
    let form = gateway.signed_form("alipay.trade.create", &order, &[]);
    assert!(gateway.try_send(Request::new("POST", "/gateway.do").form(&form)).is_err());
    assert_eq!(query(&gateway, "dropped_1").ok().text("trade_status"), "WAIT_BUYER_PAY");
}

#[test]
fn faults_are_taken_away() {
    let gateway = Gateway::start();
    for _ in 0..3 {
        gateway.control_ok("POST", "/faults", json!({"kind": "business_system_error"}));
    }
    assert_eq!(gateway.control_ok("DELETE", "/faults/fault-2", Value::Null), json!({"removed": 1}));
    refused(gateway.control("DELETE", "/faults/fault-2", Value::Null), 404, "NOT_FOUND", "");
    assert_eq!(gateway.control_ok("DELETE", "/faults", Value::Null), json!({"removed": 2}));
    query(&gateway, "a").refused("ACQ.TRADE_NOT_EXIST");
}

#[test]
fn bad_faults_are_refused() {
    let gateway = Gateway::start();
    for (body, code, field) in [
        (json!({}), "MISSING_MEMBER", "kind"),
        (json!({"kind": "meteor"}), "INVALID_VALUE", "kind"),
        (json!({"kind": "delay"}), "MISSING_MEMBER", "delay_ms"),
        (json!({"kind": "system_error", "often": 1}), "UNKNOWN_MEMBER", "often"),
        (json!({"kind": "system_error", "times": 0}), "INVALID_VALUE", "times"),
        (json!({"kind": "system_error", "match": {"a": []}}), "INVALID_VALUE", "match.a"),
    ] {
        refused(gateway.control("POST", "/faults", body), 400, code, field);
    }
    assert_eq!(gateway.control_ok("GET", "/faults", Value::Null)["data"], json!([]));
}
