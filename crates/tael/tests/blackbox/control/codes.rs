//! Payment codes of the buyer's phone.

use serde_json::{Value, json};

use super::{balanced, refused};
use crate::harness::Gateway;

fn show(gateway: &Gateway, scene: Value) -> (String, String) {
    let path = format!("/buyers/{}/auth-codes", gateway.buyer("rich"));
    let code = gateway.control_ok("POST", &path, scene);
    (code["auth_code"].as_str().unwrap().to_owned(), code["expires_at"].as_str().unwrap().to_owned())
}

fn pay(gateway: &Gateway, code: &str, scene: &str) -> crate::harness::Answer {
    let order = json!({
        "out_trade_no": gateway.fresh_number(), "total_amount": "1.00", "subject": "咖啡", "auth_code": code, "scene": scene,
    });
    gateway.call("alipay.trade.pay", &order, &[])
}

#[test]
fn a_code_works_once_and_dies_on_the_worlds_clock() {
    let gateway = Gateway::start();
    let (code, expires_at) = show(&gateway, json!({"scene": "bar_code"}));
    assert!((16..=24).contains(&code.len()) && code.starts_with("28"), "{code}");
    assert_eq!(expires_at.len(), 19);
    pay(&gateway, &code, "bar_code").ok();
    pay(&gateway, &code, "bar_code").refused("ACQ.PAYMENT_AUTH_CODE_INVALID");

    let (late, expires_at) = show(&gateway, json!({}));
    let advanced = gateway.control_ok("POST", "/clock/advance", json!({"seconds": 61}));
    assert!(advanced["now"].as_str().unwrap() > expires_at.as_str(), "{advanced} {expires_at}");
    pay(&gateway, &late, "bar_code").refused("ACQ.PAYMENT_AUTH_CODE_INVALID");
    // half a minute later it is still good
    let (alive, _) = show(&gateway, json!({"scene": "wave_code"}));
    gateway.control_ok("POST", "/clock/advance", json!({"seconds": 30}));
    pay(&gateway, &alive, "wave_code").ok();
    let (face, _) = show(&gateway, json!({"scene": "security_code"}));
    assert!(face.starts_with("fp"), "{face}");
    pay(&gateway, &face, "security_code").ok();
    balanced(&gateway);
}

#[test]
fn bad_scenes_and_buyers_are_refused() {
    let gateway = Gateway::start();
    let path = format!("/buyers/{}/auth-codes", gateway.buyer("rich"));
    refused(gateway.control("POST", &path, json!({"scene": "radio"})), 400, "INVALID_VALUE", "scene");
    refused(gateway.control("POST", &path, json!({"scene": 1})), 400, "INVALID_TYPE", "scene");
    refused(gateway.control("POST", &path, json!({"scenery": "bar_code"})), 400, "UNKNOWN_MEMBER", "scenery");
    let nobody = gateway.control("POST", "/buyers/2088000000000000/auth-codes", json!({}));
    refused(nobody, 404, "NOT_FOUND", "");
}
