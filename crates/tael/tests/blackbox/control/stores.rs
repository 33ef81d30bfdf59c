//! Stores of merchants.

use serde_json::{Value, json};

use super::refused;
use crate::harness::Gateway;

#[test]
fn a_store_is_made_shown_and_patched() {
    let gateway = Gateway::start();
    let (pid, rich) = (gateway.demo_text("/merchant/partner_id"), gateway.buyer("rich"));
    let body = json!({"store_id": "BJ_002", "partner_id": pid, "alipay_store_id": "2016000000000000000001", "name": "北京店", "account": rich});
    assert_eq!(gateway.control_ok("POST", "/stores", body.clone()), body);
    assert_eq!(gateway.control_ok("GET", "/stores/BJ_002", Value::Null), body);
    let patched = gateway.control_ok("PATCH", "/stores/BJ_002", json!({"name": "新店", "account": null}));
    assert_eq!((&patched["name"], patched.get("account")), (&json!("新店"), None));
    let listed = gateway.control_ok("GET", &format!("/stores?partner_id={pid}"), Value::Null);
    let ids: Vec<&str> =
        listed["data"].as_array().unwrap().iter().filter_map(|s| s["store_id"].as_str()).collect();
    assert_eq!(ids, ["BJ_002", "NJ_001"]);
    // both demo merchants have a store NJ_001
    refused(gateway.control("GET", "/stores/NJ_001", Value::Null), 409, "AMBIGUOUS", "partner_id");
    let shown = gateway.control_ok("GET", &format!("/stores/NJ_001?partner_id={pid}"), Value::Null);
    assert_eq!(shown["partner_id"], pid);
    refused(gateway.control("POST", "/stores", body), 409, "ALREADY_EXISTS", "store_id");
}

#[test]
fn the_first_store_makes_store_ids_count() {
    let gateway = Gateway::start();
    let contracts = json!([{"product_code": "FACE_TO_FACE_PAYMENT"}]);
    let made = gateway.control_ok("POST", "/merchants", json!({"contracts": contracts}));
    let pid = made["partner_id"].as_str().unwrap();
    gateway.control_ok(
        "PATCH",
        &format!("/apps/{}", gateway.demo_text("/app/app_id")),
        json!({"partner_id": pid}),
    );
    gateway.create(json!({"store_id": "ANY_1"}), &[]);
    gateway.control_ok("POST", "/stores", json!({"store_id": "SH_001", "partner_id": pid}));
    let order = |store: &str| json!({"out_trade_no": gateway.fresh_number(), "total_amount": "1.00", "subject": "苹果", "store_id": store});
    let unknown = gateway.call("alipay.trade.create", &order("ANY_1"), &[]);
    assert_eq!(unknown.text("code"), "40004", "{}", unknown.node);
    gateway.call("alipay.trade.create", &order("SH_001"), &[]).ok();
}

#[test]
fn bad_stores_are_refused() {
    let gateway = Gateway::start();
    let pid = gateway.demo_text("/merchant/partner_id");
    let post = |body: Value| gateway.control("POST", "/stores", body);
    refused(post(json!({"partner_id": pid})), 400, "MISSING_MEMBER", "store_id");
    refused(post(json!({"store_id": "X"})), 400, "MISSING_MEMBER", "partner_id");
    refused(
        post(json!({"store_id": "X", "partner_id": "2088000000000000"})),
        400,
        "UNKNOWN_REFERENCE",
        "partner_id",
    );
    refused(post(json!({"store_id": "X", "partner_id": "me"})), 400, "INVALID_VALUE", "partner_id");
    refused(post(json!({"store_id": "", "partner_id": pid})), 400, "INVALID_VALUE", "store_id");
    refused(post(json!({"store_id": 7, "partner_id": pid})), 400, "INVALID_TYPE", "store_id");
    refused(post(json!({"store_id": "X", "partner_id": pid, "floor": 3})), 400, "UNKNOWN_MEMBER", "floor");
    let account = json!({"store_id": "X", "partner_id": pid, "account": "2088000000000000"});
    refused(post(account), 400, "UNKNOWN_REFERENCE", "account");
    gateway.control_ok(
        "POST",
        "/stores",
        json!({"store_id": "A", "partner_id": pid, "alipay_store_id": "P1"}),
    );
    let taken = json!({"store_id": "B", "partner_id": pid, "alipay_store_id": "P1"});
    refused(post(taken), 409, "ALREADY_EXISTS", "alipay_store_id");
    let patch = |body: Value| gateway.control("PATCH", "/stores/A", body);
    refused(patch(json!({"store_id": "B"})), 400, "IMMUTABLE_MEMBER", "store_id");
    let other = gateway.demo_text("/second_merchant/partner_id");
    refused(patch(json!({"partner_id": other})), 400, "IMMUTABLE_MEMBER", "partner_id");
    refused(gateway.control("GET", "/stores/nowhere", Value::Null), 404, "NOT_FOUND", "");
    refused(
        gateway.control("GET", &format!("/stores/A?partner_id={other}"), Value::Null),
        404,
        "NOT_FOUND",
        "",
    );
}
