//! Operator rules in place of risk systems (interfaces.md, /risk-rules).

use serde_json::{Value, json};

use super::{CREATE, PAY, order, payment, query, status};
use crate::harness::{Gateway, text};

/// The rules are a world's, so these tests have one of their own.
#[test]
fn a_rule_refuses_what_it_matches_until_it_is_taken_away() {
    let gateway = Gateway::start();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let risk = "ACQ.PAYMENT_REQUEST_HAS_RISK";
    let pay = |number: &str, change: Value| {
        gateway.asks(&shop.client, PAY, &payment(number, &gateway.auth_code(&buyer), change))
    };
    let address = |ip: &str| json!({"business_params": {"mc_create_trade_ip": ip}});
    let rules = [
        ("buyer", buyer.clone(), json!({})),
        ("merchant", shop.pid.clone(), json!({})),
        ("app", shop.client.app_id.clone(), json!({})),
        ("amount", ">88.87".to_owned(), json!({})),
        ("ip", "203.0.113.0/24".to_owned(), address("203.0.113.9")),
    ];
    for (index, (subject, pattern, members)) in rules.into_iter().enumerate() {
        let number = format!("K{index}");
        let body = json!({"subject": subject, "match": pattern, "code": risk, "text": "风险拦截"});
        let rule = gateway.control_ok("POST", "/risk-rules", body);
        let refused = pay(&number, members.clone()).refused(risk);
        assert_eq!(refused.text("sub_msg"), "风险拦截");
        // a refusal for a reason of the payer's leaves the trade waiting
        let trade_no = refused.text("trade_no").to_owned();
        assert_eq!(status(&gateway, &shop.client, &number), "WAIT_BUYER_PAY");
        let (refused, said) = gateway.press(&trade_no, &buyer);
        assert_eq!((refused, &said["error"]["code"]), (409, &json!(risk)), "{subject}");
        let path = format!("/risk-rules/{}", text(&rule, "/id"));
        assert_eq!(gateway.control_ok("GET", &path, Value::Null), rule);
        assert_eq!(gateway.control_ok("DELETE", &path, Value::Null), json!({"removed": 1}));
        pay(&number, members).ok();
    }
    // what does not match is paid
    for (subject, pattern) in [
        ("buyer", gateway.new_buyer(json!({}))),
        ("merchant", gateway.shop().pid),
        ("amount", "<88.88".to_owned()),
        ("ip", "203.0.113.0/24".to_owned()),
    ] {
        gateway.control_ok(
            "POST",
            "/risk-rules",
            json!({"subject": subject, "match": pattern, "code": risk}),
        );
    }
    pay("K9", json!({})).ok();
    pay("K10", address("198.51.100.1")).ok();
    assert_eq!(gateway.control_ok("DELETE", "/risk-rules", Value::Null), json!({"removed": 4}));
    gateway.audit();
}

#[test]
fn a_rule_answers_only_codes_of_the_method_s_table() {
    let gateway = Gateway::start();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    for code in [
        "ACQ.PAYMENT_FAIL",
        "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH",
        "ACQ.PAYMENT_REQUEST_HAS_RISK",
        "ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT",
    ] {
        let body = json!({"subject": "buyer", "match": "*", "code": code});
        gateway.control_ok("POST", "/risk-rules", body);
    }
    // create lacks the risk code and knows no channel yet; the certification it has
    let number = gateway.fresh_number();
    let named = |change: Value| {
        let mut order = order(&number, json!({"buyer_id": buyer}));
        order.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        gateway.asks(&shop.client, CREATE, &order)
    };
    named(json!({})).refused("ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT");
    query(&gateway, &shop.client, &number).refused("ACQ.TRADE_NOT_EXIST");
    gateway.control_ok("DELETE", "/risk-rules/4", Value::Null);
    let trade_no = named(json!({})).ok().text("trade_no").to_owned();
    // at the cashier all codes are there, the order's before the channel's
    for (rule, code) in [
        ("3", "ACQ.PAYMENT_REQUEST_HAS_RISK"),
        ("1", "ACQ.PAYMENT_FAIL"),
        ("2", "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH"),
    ] {
        let (refused, said) = gateway.press(&trade_no, &buyer);
        assert_eq!((refused, &said["error"]["code"]), (409, &json!(code)));
        let code_of_buyer = gateway.auth_code(&buyer);
        gateway.asks(&shop.client, PAY, &payment(&number, &code_of_buyer, json!({}))).refused(code);
        gateway.control_ok("DELETE", &format!("/risk-rules/{rule}"), Value::Null);
    }
    gateway.pay(&trade_no, &buyer);
    gateway.audit();
}

#[test]
fn rules_that_mean_nothing_are_refused() {
    let gateway = super::GATEWAY.get();
    let good = json!({"subject": "amount", "match": ">1.00", "code": "ACQ.PAYMENT_FAIL", "text": "x"});
    for (change, field) in [
        (json!({"subject": "weather"}), "subject"),
        (json!({"match": "1.00"}), "match"),
        (json!({"match": null}), "match"),
        (json!({"subject": "buyer"}), "match"),
        (json!({"code": "ACQ.TRADE_HAS_SUCCESS"}), "code"),
        (json!({"code": null}), "code"),
        (json!({"text": ""}), "text"),
        (json!({"colour": "red"}), "colour"),
    ] {
        let (status, said) =
            gateway.control("POST", "/risk-rules", super::changed(good.clone(), change.clone()));
        assert_eq!((status, &said["error"]["field"]), (400, &json!(field)), "{change} {said}");
    }
    let (status, _) = gateway.control("GET", "/risk-rules/nothing", Value::Null);
    let (deleted, _) = gateway.control("DELETE", "/risk-rules/nothing", Value::Null);
    assert_eq!((status, deleted), (404, 404));
}
