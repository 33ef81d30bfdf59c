//! Merchants and sub-merchants.

use serde_json::{Value, json};

use super::{balanced, refused};
use crate::harness::Gateway;

#[test]
fn a_merchant_is_made_sells_and_is_patched() {
    let gateway = Gateway::start();
    let body = json!({
        "name": "新商户", "status": "NORMAL", "certified": true,
        "contracts": [{"product_code": "FACE_TO_FACE_PAYMENT", "mode": "PLAIN", "rate": "0.01", "status": "ACTIVE", "query_returns_fund_bill": true}],
        "limits": {"single": "5000.00", "suspended": false}, "receive_accounts": [], "forbidden_words": ["枪"],
        "ip_required": false, "card_aliases": ["A0002"], "default_settle_account": "2088000000000001",
    });
    let (status, made) = gateway.control("POST", "/merchants", body.clone());
    assert_eq!(status, 201, "{made}");
    let pid = made["partner_id"].as_str().unwrap();
    for (name, value) in body.as_object().unwrap() {
        assert_eq!(&made[name], value, "{name}");
    }
    assert!(made.get("world").is_none() && made.get("has_stores").is_none(), "{made}");
    let path = format!("/merchants/{pid}");
    assert_eq!(gateway.control_ok("GET", &path, Value::Null), made);
    let account = gateway.control_ok("GET", &format!("/buyers/{pid}"), Value::Null);
    assert_eq!((&account["corporate"], &account["name"]), (&json!(true), &json!("新商户")));

    // the demo app now belongs to it: the next order is the new merchant's
    gateway.control_ok(
        "PATCH",
        &format!("/apps/{}", gateway.demo_text("/app/app_id")),
        json!({"partner_id": pid}),
    );
    let no = gateway.create(json!({}), &[]);
    let pay = json!({"buyer_id": gateway.buyer("rich"), "pay_password": "111111"});
    gateway.control_ok("POST", &format!("/trades/{no}/pay"), pay);
    let shown = gateway.control_ok("GET", &format!("/trades/{no}"), Value::Null);
    assert_eq!((&shown["payee"], &shown["amounts"]["fee"]), (&json!(pid), &json!("0.89")));
    assert_eq!(gateway.control_ok("GET", &format!("/buyers/{pid}"), Value::Null)["balance"], "87.99");
    balanced(&gateway);

    let patched = gateway.control_ok(
        "PATCH",
        &path,
        json!({"contracts": [], "limits": {"single": null}, "name": "旧商户"}),
    );
    assert_eq!((&patched["contracts"], &patched["limits"]), (&json!([]), &json!({"suspended": false})));
    let order = json!({"out_trade_no": "after_1", "total_amount": "1.00", "subject": "苹果"});
    gateway.call("alipay.trade.create", &order, &[]).refused("ACQ.ACCESS_FORBIDDEN");
    for (status, code) in [("INACTIVE", "ACQ.MERCHANT_STATUS_NOT_NORMAL"), ("DISABLED", "ACQ.PARTNER_ERROR")]
    {
        let contracts = json!([{"product_code": "FACE_TO_FACE_PAYMENT"}]);
        gateway.control_ok("PATCH", &path, json!({"contracts": contracts, "status": status}));
        gateway.call("alipay.trade.create", &order, &[]).refused(code);
    }
}

#[test]
fn bad_merchants_are_refused() {
    let gateway = Gateway::start();
    let pid = gateway.demo_text("/merchant/partner_id");
    for (body, code, field) in [
        (json!({"book": 1}), "UNKNOWN_MEMBER", "book"),
        (json!({"has_stores": true}), "UNKNOWN_MEMBER", "has_stores"),
        (json!({"status": "RICH"}), "INVALID_VALUE", "status"),
        (json!({"contracts": {}}), "INVALID_TYPE", "contracts"),
        (json!({"contracts": [{}]}), "MISSING_MEMBER", "contracts[0].product_code"),
        (json!({"contracts": [{"product_code": ""}]}), "INVALID_VALUE", "contracts[0].product_code"),
        (json!({"contracts": [{"product_code": "X", "rate": 0.006}]}), "INVALID_TYPE", "contracts[0].rate"),
        (json!({"contracts": [{"product_code": "X", "rate": "1.5"}]}), "INVALID_VALUE", "contracts[0].rate"),
        (json!({"contracts": [{"product_code": "X", "fee": "1"}]}), "UNKNOWN_MEMBER", "contracts[0].fee"),
        (
            json!({"contracts": [{"product_code": "X", "mode": "SIDEWAYS"}]}),
            "INVALID_VALUE",
            "contracts[0].mode",
        ),
        (json!({"limits": {"single": 100}}), "INVALID_TYPE", "limits.single"),
        (json!({"limits": {"single": "-1.00"}}), "INVALID_VALUE", "limits.single"),
        (json!({"limits": {"yearly": "1.00"}}), "UNKNOWN_MEMBER", "limits.yearly"),
        (json!({"receive_accounts": ["me"]}), "INVALID_VALUE", "receive_accounts[0]"),
        (json!({"forbidden_words": ["a", ""]}), "INVALID_VALUE", "forbidden_words[1]"),
        (json!({"ip_required": "yes"}), "INVALID_TYPE", "ip_required"),
    ] {
        refused(gateway.control("POST", "/merchants", body.clone()), 400, code, field);
        refused(gateway.control("PATCH", &format!("/merchants/{pid}"), body), 400, code, field);
    }
    refused(
        gateway.control("POST", "/merchants", json!({"partner_id": "2088"})),
        400,
        "INVALID_VALUE",
        "partner_id",
    );
    refused(
        gateway.control("POST", "/merchants", json!({"partner_id": pid})),
        409,
        "ALREADY_EXISTS",
        "partner_id",
    );
    refused(gateway.control("GET", "/merchants/2088", Value::Null), 404, "NOT_FOUND", "");
    refused(gateway.control("PATCH", "/merchants/2088", json!({})), 404, "NOT_FOUND", "");
    let other = json!({"partner_id": "2088000000000000"});
    refused(
        gateway.control("PATCH", &format!("/merchants/{pid}"), other),
        400,
        "IMMUTABLE_MEMBER",
        "partner_id",
    );
}

#[test]
fn sub_merchants_belong_to_a_merchant() {
    let gateway = Gateway::start();
    let pid = gateway.demo_text("/merchant/partner_id");
    let body = json!({
        "owner": pid, "mode": "INDIRECT", "status": "ACTIVE", "provider_punished": false,
        "settle_accounts": [{"type": "userId", "value": "2088000000000001", "certified": true}],
        "default_settle_account": "2088000000000001",
    });
    let made = gateway.control_ok("POST", "/sub-merchants", body.clone());
    for (name, value) in body.as_object().unwrap() {
        assert_eq!(&made[name], value, "{name}");
    }
    let smid = made["smid"].as_str().unwrap();
    let path = format!("/sub-merchants/{smid}");
    let patched = gateway.control_ok("PATCH", &path, json!({"status": "FROZEN", "settle_accounts": []}));
    assert_eq!((&patched["status"], &patched["settle_accounts"]), (&json!("FROZEN"), &json!([])));
    assert_eq!(gateway.control_ok("GET", &path, Value::Null), patched);
    assert_eq!(gateway.control_ok("GET", "/sub-merchants", Value::Null)["data"], json!([patched]));
    let post = |body: Value| gateway.control("POST", "/sub-merchants", body);
    refused(post(json!({"smid": smid, "owner": pid})), 409, "ALREADY_EXISTS", "smid");
    refused(post(json!({})), 400, "MISSING_MEMBER", "owner");
    refused(post(json!({"owner": "2088000000000000"})), 400, "UNKNOWN_REFERENCE", "owner");
    refused(post(json!({"owner": pid, "smid": "a/b"})), 400, "INVALID_VALUE", "smid");
    let account = json!([{"type": "wallet", "value": "x"}]);
    refused(
        post(json!({"owner": pid, "settle_accounts": account})),
        400,
        "INVALID_VALUE",
        "settle_accounts[0].type",
    );
    let account = json!([{"type": "userId", "value": ""}]);
    refused(
        post(json!({"owner": pid, "settle_accounts": account})),
        400,
        "INVALID_VALUE",
        "settle_accounts[0].value",
    );
    refused(post(json!({"owner": pid, "rating": 5})), 400, "UNKNOWN_MEMBER", "rating");
    let other = gateway.demo_text("/second_merchant/partner_id");
    refused(gateway.control("PATCH", &path, json!({"owner": other})), 400, "IMMUTABLE_MEMBER", "owner");
    refused(gateway.control("GET", "/sub-merchants/x", Value::Null), 404, "NOT_FOUND", "");
}
