//! Faults on order, and what a careful merchant finds out afterwards (interfaces.md, `/faults`).

use std::time::{Duration, Instant};

use serde_json::json;

use super::{CREATE, GATEWAY, PAY, order, payment, query, status};

#[test]
fn a_system_error_has_done_nothing() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let code = gateway.auth_code(&buyer);
    let matched = json!({"out_trade_no": "E_1"});
    gateway.fault(json!({"method": PAY, "kind": "system_error", "times": 2, "match": matched}));
    for _ in 0..2 {
        let failed = gateway.asks(&shop.client, PAY, &payment("E_1", &code, json!({})));
        let node = r#"{"code":"20000","msg":"Service Currently Unavailable","sub_code":"aop.ACQ.SYSTEM_ERROR","sub_msg":"系统异常"}"#;
        assert_eq!((failed.bytes.as_slice(), failed.signed), (node.as_bytes(), true));
    }
    query(&gateway, &shop.client, "E_1").refused("ACQ.TRADE_NOT_EXIST");
    gateway.asks(&shop.client, PAY, &payment("E_1", &code, json!({}))).ok();
    gateway
        .fault(json!({"method": CREATE, "kind": "business_system_error", "match": {"out_trade_no": "E_2"}}));
    let failed = gateway.asks(&shop.client, CREATE, &order("E_2", json!({})));
    assert_eq!((failed.text("code"), failed.signed), ("40004", true));
    assert!(failed.text("sub_code").ends_with("SYSTEM_ERROR"), "{}", failed.node);
    query(&gateway, &shop.client, "E_2").refused("ACQ.TRADE_NOT_EXIST");
    gateway.asks(&shop.client, CREATE, &order("E_2", json!({}))).ok();
    gateway.audit();
}

#[test]
fn a_lost_answer_is_found_by_the_retry() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    gateway.fault(json!({"method": CREATE, "kind": "drop_response", "match": {"out_trade_no": "D_1"}}));
    gateway.fault(json!({"method": PAY, "kind": "drop_response", "match": {"out_trade_no": "D_2"}}));
    let lost = |method: &str, biz: &serde_json::Value| {
        let call = shop.client.call(method, &biz.to_string());
        let sent = gateway.try_send(call.signed().post());
        assert!(sent.is_err(), "{sent:?}");
    };
    let create = order("D_1", json!({}));
    lost(CREATE, &create);
    let made = query(&gateway, &shop.client, "D_1").ok();
    let again = gateway.asks(&shop.client, CREATE, &create).ok();
    assert_eq!(again.text("trade_no"), made.text("trade_no"));
    let pay = payment("D_2", &gateway.auth_code(&buyer), json!({}));
    lost(PAY, &pay);
    assert_eq!(status(&gateway, &shop.client, "D_2"), "TRADE_SUCCESS");
    gateway.asks(&shop.client, PAY, &pay).refused("ACQ.TRADE_HAS_SUCCESS");
    let left = gateway.control_ok("GET", &format!("/buyers/{buyer}"), serde_json::Value::Null);
    assert_eq!(left["balance"], "9911.12", "paid once");
    gateway.audit();
}

#[test]
fn a_delay_delays_and_nothing_else() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    gateway.fault(json!({"kind": "delay", "delay_ms": 300, "match": {"out_trade_no": "S_1"}}));
    let started = Instant::now();
    gateway.asks(&shop.client, CREATE, &order("S_1", json!({}))).ok();
    assert!(started.elapsed() >= Duration::from_millis(300));
    let spent = gateway.control_ok("GET", "/faults", serde_json::Value::Null);
    let rules = spent["data"].as_array().unwrap();
    let rule = rules.iter().find(|rule| rule["match"]["out_trade_no"] == "S_1").unwrap();
    assert_eq!(rule["left"], 0);
}

#[test]
fn a_buyer_may_be_made_to_confirm() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    gateway.fault(json!({"method": PAY, "kind": "user_paying", "match": {"out_trade_no": "U_1"}}));
    let answer = gateway.asks(
        &shop.client,
        PAY,
        &payment("U_1", &gateway.auth_code(&buyer), json!({"total_amount": "0.01"})),
    );
    assert_eq!((answer.text("code"), answer.signed), ("10003", true));
    gateway.pay(answer.text("trade_no"), &buyer);
    assert_eq!(status(&gateway, &shop.client, "U_1"), "TRADE_SUCCESS");
    gateway.audit();
}
