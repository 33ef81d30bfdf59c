//! The request log.

use serde_json::{Value, json};

use super::refused;
use crate::harness::Gateway;

#[test]
fn a_call_is_found_by_its_trace_id() {
    let gateway = Gateway::start();
    let code = {
        let path = format!("/buyers/{}/auth-codes", gateway.buyer("rich"));
        gateway.control_ok("POST", &path, json!({}))["auth_code"].as_str().unwrap().to_owned()
    };
    let order = json!({
        "out_trade_no": "logged_1", "total_amount": "1.00", "subject": "茶", "auth_code": code, "colour": "green",
    });
    let answer = gateway.call("alipay.trade.pay", &order, &[]).ok();
    let logged = gateway.control_ok("GET", &format!("/requests/{}", answer.trace_id()), Value::Null);
    assert_eq!((&logged["method"], &logged["verdict"]), (&json!("alipay.trade.pay"), &json!("accepted")));
    assert_eq!(logged["app_id"], gateway.demo_text("/app/app_id"));
    assert!(logged["string_to_sign"].as_str().unwrap().starts_with("app_id="), "{logged}");
    assert_eq!(logged["unknown_fields"], json!(["colour"]));
    assert!(!logged.to_string().contains(&code), "payment codes are secrets: {logged}");
    assert_eq!(logged["answer"]["alipay_trade_pay_response"]["code"], "10000", "{logged}");
}

#[test]
fn calls_are_listed_by_app_the_newest_first() {
    let gateway = Gateway::start();
    let app = gateway.demo_text("/app/app_id");
    let mut traces: Vec<String> = (0..3)
        .map(|n| {
            gateway
                .call("alipay.trade.query", &json!({"out_trade_no": format!("n{n}")}), &[])
                .trace_id()
                .to_owned()
        })
        .collect();
    traces.reverse();
    let ids = |page: &Value| -> Vec<String> {
        page["data"].as_array().unwrap().iter().map(|e| e["trace_id"].as_str().unwrap().to_owned()).collect()
    };
    let page = gateway.control_ok("GET", &format!("/requests?app_id={app}&limit=2"), Value::Null);
    assert_eq!((ids(&page), page["next"].as_str()), (traces[..2].to_vec(), Some(traces[1].as_str())));
    let rest = gateway.control_ok(
        "GET",
        &format!("/requests?app_id={app}&limit=2&after={}", traces[1]),
        Value::Null,
    );
    assert_eq!((ids(&rest), rest.get("next")), (traces[2..].to_vec(), None));
    let other = gateway.control_ok("GET", "/requests?app_id=2021000000000000", Value::Null);
    assert_eq!(other["data"], json!([]));
    refused(gateway.control("GET", "/requests/unknown", Value::Null), 404, "NOT_FOUND", "");
    refused(gateway.control("GET", "/requests?limit=0", Value::Null), 400, "INVALID_VALUE", "limit");
    refused(
        gateway.control("GET", "/requests?verdict=refused", Value::Null),
        400,
        "UNKNOWN_MEMBER",
        "verdict",
    );
}
