//! Applications and mini programs; edits are in force for the next call.

use serde_json::{Value, json};
use tael_wire::sign::PrivateKey;

use super::refused;
use crate::harness::Gateway;

#[test]
fn an_app_is_made_shown_and_patched() {
    let gateway = Gateway::start();
    let key = gateway.demo_text("/second_app/public_key");
    let pid = gateway.demo_text("/merchant/partner_id");
    let body = json!({
        "app_id": "2021999988887777", "partner_id": pid, "public_key": key, "sign_type": "RSA2",
        "aes_key": "AAAAAAAAAAAAAAAAAAAAAA==", "mini_program": false, "open_id_mode": true,
        "strict": {"forbidden_chars": true}, "status": "ONLINE", "methods_forbidden": ["alipay.trade.pay"],
        "gateway_url": "https://merchant.example/gateway", "notify": {"TRADE_CLOSED": true, "refund": false},
    });
    let (status, made) = gateway.control("POST", "/apps", body.clone());
    assert_eq!(status, 201, "{made}");
    for (name, value) in body.as_object().unwrap() {
        if name == "strict" {
            assert_eq!(made["strict"]["forbidden_chars"], true);
        } else {
            assert_eq!(&made[name], value, "{name}");
        }
    }
    assert!(made.get("world").is_none(), "{made}");
    let path = "/apps/2021999988887777";
    assert_eq!(gateway.control_ok("GET", path, Value::Null), made);
    let patch =
        json!({"status": "OFFLINE", "methods_forbidden": [], "notify": {"refund": null}, "aes_key": null});
    let patched = gateway.control_ok("PATCH", path, patch);
    assert_eq!((&patched["status"], &patched["methods_forbidden"]), (&json!("OFFLINE"), &json!([])));
    assert_eq!((&patched["notify"], patched.get("aes_key")), (&json!({"TRADE_CLOSED": true}), None));
    assert_eq!(patched["gateway_url"], made["gateway_url"]);
    refused(gateway.control("POST", "/apps", body), 409, "ALREADY_EXISTS", "app_id");
    let fresh = gateway.control_ok("POST", "/apps", json!({}));
    assert_eq!(fresh["app_id"].as_str().map(str::len), Some(16));
}

#[test]
fn edits_are_in_force_for_the_very_next_call() {
    let gateway = Gateway::start();
    let path = format!("/apps/{}", gateway.demo_text("/app/app_id"));
    let call = || gateway.call("alipay.trade.query", &json!({"out_trade_no": "x"}), &[]);
    call().refused("ACQ.TRADE_NOT_EXIST");
    for (patch, sub_code) in [
        (json!({"status": "OFFLINE"}), "not-online-app"),
        (json!({"status": "PUNISHED"}), "isv.app-api-punished"),
        (json!({"status": "ONLINE", "methods_forbidden": ["alipay.trade.query"]}), "isv.forbidden-api"),
        (
            json!({"methods_forbidden": [], "methods_unsigned": ["alipay.trade.query"]}),
            "isv.insufficient-isv-permissions",
        ),
        (
            json!({"methods_unsigned": [], "public_key": gateway.demo_text("/second_app/public_key")}),
            "isv.invalid-signature",
        ),
        (json!({"public_key": null}), "isv.missing-signature-config"),
        (json!({"public_key": gateway.demo_text("/app/public_key")}), "ACQ.TRADE_NOT_EXIST"),
    ] {
        gateway.control_ok("PATCH", &path, patch.clone());
        let answer = call();
        assert_eq!(answer.text("sub_code"), sub_code, "{patch}: {}", answer.node);
    }
}

#[test]
fn bad_apps_are_refused() {
    let gateway = Gateway::start();
    let private = gateway.demo_text("/app/private_key_pkcs8");
    let own = gateway.demo_text("/platform/public_key");
    let short = PrivateKey::generate(1024).unwrap().public_key().spki_base64();
    for (body, code, field) in [
        (json!({"appid": "1"}), "UNKNOWN_MEMBER", "appid"),
        (json!({"world": 1}), "UNKNOWN_MEMBER", "world"),
        (json!({"public_key": "not a key"}), "INVALID_KEY", "public_key"),
        (json!({"public_key": private}), "INVALID_KEY", "public_key"),
        (json!({"public_key": own}), "INVALID_KEY", "public_key"),
        (json!({"public_key_rsa": ""}), "INVALID_KEY", "public_key_rsa"),
        (json!({"public_key": 1}), "INVALID_TYPE", "public_key"),
        (json!({"app_cert": "-----BEGIN CERTIFICATE-----"}), "NOT_SUPPORTED", "app_cert"),
        (json!({"sign_type": "SM2"}), "INVALID_VALUE", "sign_type"),
        (json!({"aes_key": "AAAA"}), "INVALID_VALUE", "aes_key"),
        (json!({"aes_key": "****"}), "INVALID_VALUE", "aes_key"),
        (json!({"status": "SLEEPING"}), "INVALID_VALUE", "status"),
        (json!({"strict": {"everything": true}}), "UNKNOWN_MEMBER", "strict.everything"),
        (json!({"strict": true}), "INVALID_TYPE", "strict"),
        (json!({"methods_forbidden": "alipay.trade.pay"}), "INVALID_TYPE", "methods_forbidden"),
        (json!({"methods_forbidden": ["a", "b c"]}), "INVALID_VALUE", "methods_forbidden[1]"),
        (json!({"methods_unsigned": [1]}), "INVALID_TYPE", "methods_unsigned[0]"),
        (json!({"gateway_url": "ftp://x"}), "INVALID_VALUE", "gateway_url"),
        (json!({"notify": {"TRADE_LOST": true}}), "UNKNOWN_MEMBER", "notify.TRADE_LOST"),
        (json!({"notify": {"refund": 1}}), "INVALID_TYPE", "notify.refund"),
        (json!({"partner_id": "2088000000000000"}), "UNKNOWN_REFERENCE", "partner_id"),
    ] {
        refused(gateway.control("POST", "/apps", body.clone()), 400, code, field);
        let path = format!("/apps/{}", gateway.demo_text("/app/app_id"));
        refused(gateway.control("PATCH", &path, body), 400, code, field);
    }
    for id in ["", "a b", "123456789012345678901234567890123"] {
        refused(gateway.control("POST", "/apps", json!({"app_id": id})), 400, "INVALID_VALUE", "app_id");
    }
    gateway.control_ok("POST", "/apps", json!({"public_key": short, "sign_type": "RSA"}));
    refused(gateway.control("GET", "/apps/2021", Value::Null), 404, "NOT_FOUND", "");
    refused(gateway.control("PATCH", "/apps/2021", json!({})), 404, "NOT_FOUND", "");
    let path = format!("/apps/{}", gateway.demo_text("/app/app_id"));
    refused(gateway.control("PATCH", &path, json!({"app_id": "2021"})), 400, "IMMUTABLE_MEMBER", "app_id");
    // nothing of all this has touched the app
    gateway.call("alipay.trade.query", &json!({"out_trade_no": "x"}), &[]).refused("ACQ.TRADE_NOT_EXIST");
}

#[test]
fn mini_programs_are_linked_to_merchants() {
    let gateway = Gateway::start();
    let (pid, other) =
        (gateway.demo_text("/merchant/partner_id"), gateway.demo_text("/second_merchant/partner_id"));
    let made = gateway.control_ok(
        "POST",
        "/mini-programs",
        json!({"app_id": "2021111122223333", "linked_to": [pid]}),
    );
    assert_eq!(made, json!({"app_id": "2021111122223333", "linked_to": [pid]}));
    assert_eq!(gateway.control_ok("GET", "/apps/2021111122223333", Value::Null)["mini_program"], true);
    let path = "/mini-programs/2021111122223333";
    let patched = gateway.control_ok("PATCH", path, json!({"linked_to": [other]}));
    assert_eq!(patched["linked_to"], json!([other]));
    assert_eq!(gateway.control_ok("GET", path, Value::Null), patched);
    let listed = gateway.control_ok("GET", "/mini-programs", Value::Null);
    assert_eq!(listed["data"].as_array().map(Vec::len), Some(2), "{listed}");
    let post = |body: Value| gateway.control("POST", "/mini-programs", body);
    refused(post(json!({"app_id": "2021111122223333"})), 409, "ALREADY_EXISTS", "app_id");
    refused(post(json!({"app_id": gateway.demo_text("/app/app_id")})), 409, "NOT_A_MINI_PROGRAM", "app_id");
    refused(post(json!({"linked_to": ["2088000000000000"]})), 400, "UNKNOWN_REFERENCE", "linked_to[0]");
    refused(post(json!({"linked_to": pid})), 400, "INVALID_TYPE", "linked_to");
    refused(post(json!({"links": []})), 400, "UNKNOWN_MEMBER", "links");
    refused(gateway.control("GET", "/mini-programs/2021", Value::Null), 404, "NOT_FOUND", "");
    refused(gateway.control("PATCH", path, json!({"app_id": "1"})), 400, "IMMUTABLE_MEMBER", "app_id");
}
