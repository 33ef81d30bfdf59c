//! Buyers: made, shown, patched; their money comes and goes by journals.

use serde_json::{Value, json};

use super::{balanced, refused};
use crate::harness::Gateway;

#[test]
fn a_buyer_is_made_shown_and_patched() {
    let gateway = Gateway::start();
    let everything = json!({
        "user_id": "2088123412341234", "logon_id": "13900001234", "name": "王小明", "pay_password": "654321",
        "status": "NORMAL", "certified": true, "corporate": false, "balance": "100.00",
        "channels": {"MONEY_FUND": "50", "CREDIT_LINE": "1000.5", "DEBIT_CARD": "500.00"},
        "switches": {"balance": true, "mobile": false, "face": true},
        "limits": {"day": "1000.00", "month": "20000.00"}, "points": 70,
        "coupons": [{"amount": "5.00", "funder": "PLATFORM", "min_amount": "0.00", "expires_at": "2030-01-31 00:00:00"}],
        "identity": {"name": "王小明", "cert_no": "110101199003074477", "mobile": "13900001234", "birth_date": "1990-03-07"},
        "wallet_reachable": false, "password_free_up_to": "10.00",
    });
    let (status, made) = gateway.control("POST", "/buyers", everything.clone());
    assert_eq!(status, 201, "{made}");
    let mut made = made;
    let id = made["coupons"][0].as_object_mut().unwrap().remove("id").unwrap();
    assert_eq!(id.as_str().unwrap().len(), 28, "Tael numbers a coupon that has no number");
    let mut expected = everything.clone();
    expected.as_object_mut().unwrap().remove("pay_password");
    expected["channels"] = json!({"MONEY_FUND": "50.00", "CREDIT_LINE": "1000.50", "DEBIT_CARD": "500.00"});
    assert_eq!(made, expected);
    expected["coupons"][0]["id"] = id;
    let path = "/buyers/2088123412341234";
    assert_eq!(gateway.control_ok("GET", path, Value::Null), expected);
    refused(gateway.control("POST", "/buyers", everything), 409, "ALREADY_EXISTS", "user_id");

    // arrays are replaced whole, objects merged, null takes away, the rest stays
    let patch = json!({
        "status": "FROZEN", "coupons": [], "switches": {"balance": false}, "limits": {"month": null},
        "balance": "30.00", "channels": {"DEBIT_CARD": null, "BANK_PAY": "7.00"}, "points": null, "name": null,
    });
    let patched = gateway.control_ok("PATCH", path, patch);
    expected["status"] = json!("FROZEN");
    expected["coupons"] = json!([]);
    expected["switches"]["balance"] = json!(false);
    expected["limits"] = json!({"day": "1000.00"});
    expected["balance"] = json!("30.00");
    expected["channels"] = json!({"MONEY_FUND": "50.00", "CREDIT_LINE": "1000.50", "BANK_PAY": "7.00"});
    expected["points"] = json!(0);
    expected["name"] = json!("");
    assert_eq!(patched, expected);
    assert_eq!(gateway.control_ok("GET", path, Value::Null), expected);
    // nothing to change is no change; the id may be said again
    assert_eq!(gateway.control_ok("PATCH", path, json!({})), expected);
    assert_eq!(gateway.control_ok("PATCH", path, json!({"user_id": "2088123412341234"})), expected);
    // a channel that was taken away is empty when it comes back
    let back = gateway.control_ok("PATCH", path, json!({"channels": {"DEBIT_CARD": "1.00"}}));
    assert_eq!(back["channels"]["DEBIT_CARD"], "1.00");
    let none = gateway.control_ok("PATCH", path, json!({"channels": null, "balance": null}));
    assert_eq!((&none["channels"], &none["balance"]), (&json!({}), &json!("0.00")));
    balanced(&gateway);
}

#[test]
fn what_is_not_said_has_a_sensible_default() {
    let gateway = Gateway::start();
    let made = gateway.control_ok("POST", "/buyers", json!({}));
    let id = made["user_id"].as_str().unwrap();
    assert!(id.len() == 16 && id.starts_with("2088"), "{made}");
    assert_eq!(made["logon_id"], format!("{id}@tael.example"));
    assert_eq!((&made["status"], &made["certified"]), (&json!("NORMAL"), &json!(true)));
    assert_eq!((&made["balance"], &made["points"]), (&json!("0.00"), &json!(0)));
    let shown = gateway.control_ok("GET", &format!("/buyers/{id}"), Value::Null);
    assert_eq!(shown, made);
    assert!(!shown.to_string().contains("password_hash") && !shown.to_string().contains("salt"), "{shown}");
    let listed = gateway.control_ok("GET", "/buyers?limit=1000", Value::Null);
    assert!(listed["data"].as_array().unwrap().contains(&made), "{listed}");
}

#[test]
fn bad_buyers_are_refused_by_the_member_and_nothing_is_made() {
    let gateway = Gateway::start();
    let before = gateway.control_ok("GET", "/buyers?limit=1000", Value::Null);
    for (body, code, field) in [
        (json!({"nick": "x"}), "UNKNOWN_MEMBER", "nick"),
        (json!({"world": 2}), "UNKNOWN_MEMBER", "world"),
        (json!({"password_hash": "x"}), "UNKNOWN_MEMBER", "password_hash"),
        (json!({"user_id": "2088"}), "INVALID_VALUE", "user_id"),
        (json!({"user_id": 2_088_123_412_341_234_u64}), "INVALID_TYPE", "user_id"),
        (json!({"name": 5}), "INVALID_TYPE", "name"),
        (json!({"pay_password": 111_111}), "INVALID_TYPE", "pay_password"),
        (json!({"pay_password": ""}), "INVALID_VALUE", "pay_password"),
        (json!({"status": "HAPPY"}), "INVALID_VALUE", "status"),
        (json!({"certified": "yes"}), "INVALID_TYPE", "certified"),
        (json!({"balance": 100}), "INVALID_TYPE", "balance"),
        (json!({"balance": 0.5}), "INVALID_TYPE", "balance"),
        (json!({"balance": "-1"}), "INVALID_VALUE", "balance"),
        (json!({"balance": "1.005"}), "INVALID_VALUE", "balance"),
        (json!({"balance": "1e3"}), "INVALID_VALUE", "balance"),
        (json!({"balance": "1000000000000.01"}), "INVALID_VALUE", "balance"),
        (json!({"channels": {"BALANCE": "1.00"}}), "UNKNOWN_MEMBER", "channels.BALANCE"),
        (json!({"channels": {"GOLD": "1.00"}}), "UNKNOWN_MEMBER", "channels.GOLD"),
        (json!({"channels": {"DEBIT_CARD": 1}}), "INVALID_TYPE", "channels.DEBIT_CARD"),
        (json!({"channels": ["DEBIT_CARD"]}), "INVALID_TYPE", "channels"),
        (json!({"switches": {"nfc": true}}), "UNKNOWN_MEMBER", "switches.nfc"),
        (json!({"switches": [true, true, true]}), "INVALID_TYPE", "switches"),
        (json!({"limits": {"day": 1000}}), "INVALID_TYPE", "limits.day"),
        (json!({"limits": {"day": "-5.00"}}), "INVALID_VALUE", "limits.day"),
        (json!({"points": "70"}), "INVALID_TYPE", "points"),
        (json!({"points": -1}), "INVALID_TYPE", "points"),
        (json!({"coupons": [{"amount": "5.00"}]}), "MISSING_MEMBER", "coupons[0].funder"),
        (json!({"coupons": [{"amount": "5", "funder": "ME"}]}), "INVALID_VALUE", "coupons[0].funder"),
        (json!({"coupons": [{"amount": 5, "funder": "PLATFORM"}]}), "INVALID_TYPE", "coupons[0].amount"),
        (
            json!({"coupons": [{"amount": "5", "funder": "PLATFORM", "expires_at": "tomorrow"}]}),
            "INVALID_VALUE",
            "coupons[0].expires_at",
        ),
        (json!({"identity": {"birth_date": "1990-02-30"}}), "INVALID_VALUE", "identity.birth_date"),
        (json!({"password_free_up_to": 5}), "INVALID_TYPE", "password_free_up_to"),
    ] {
        refused(gateway.control("POST", "/buyers", body.clone()), 400, code, field);
        if field != "user_id" {
            let path = format!("/buyers/{}", gateway.buyer("rich"));
            refused(gateway.control("PATCH", &path, body), 400, code, field);
        }
    }
    let (_, number) = gateway.control("POST", "/buyers", json!({"balance": 100}));
    let message = number["error"]["message"].as_str().unwrap();
    assert!(message.contains("decimal string of yuan") && message.contains("100"), "{message}");
    assert_eq!(gateway.control_ok("GET", "/buyers?limit=1000", Value::Null), before);
    for id in ["2088000000000000", "nobody", "%E4%B8%AD", "20880000000000001"] {
        refused(gateway.control("GET", &format!("/buyers/{id}"), Value::Null), 404, "NOT_FOUND", "");
        refused(gateway.control("PATCH", &format!("/buyers/{id}"), json!({})), 404, "NOT_FOUND", "");
    }
    let path = format!("/buyers/{}", gateway.buyer("rich"));
    refused(
        gateway.control("PATCH", &path, json!({"user_id": "2088000000000000"})),
        400,
        "IMMUTABLE_MEMBER",
        "user_id",
    );
    refused(gateway.control("GET", "/buyers/%FF", Value::Null), 400, "BAD_PATH", "");
    balanced(&gateway);
}

#[test]
fn accounts_show_what_channels_hold() {
    let gateway = Gateway::start();
    let buyer = gateway.control_ok("POST", "/buyers", json!({"balance": "12.34"}));
    let serial: i64 = buyer["user_id"].as_str().unwrap()[4..].parse().unwrap();
    // the number of an account: owner and kind, of which 1 is the balance
    let path = format!("/ledger/accounts/{}", serial << 8 | 1);
    let account = gateway.control_ok("GET", &path, Value::Null);
    assert_eq!((&account["balance"], &account["kind"]), (&json!("12.34"), &json!("BALANCE")));
    assert_eq!(account["owner"], buyer["user_id"]);
    for id in ["0", "x", "-1", "99999999999999999999"] {
        refused(gateway.control("GET", &format!("/ledger/accounts/{id}"), Value::Null), 404, "NOT_FOUND", "");
    }
    let bank = gateway.control_ok("GET", "/ledger/accounts/43", Value::Null);
    assert!(bank["owner"].is_null() && bank["kind"] == "BANK_CLEARING", "{bank}");
    balanced(&gateway);
}

#[test]
fn what_was_changed_survives_a_restart() {
    let gateway = Gateway::start();
    let buyer =
        gateway.control_ok("POST", "/buyers", json!({"balance": "5.00", "channels": {"BANK_PAY": "1.00"}}));
    let path = format!("/buyers/{}", buyer["user_id"].as_str().unwrap());
    let gateway = gateway.restart();
    assert_eq!(gateway.control_ok("GET", &path, Value::Null), buyer);
    balanced(&gateway);
    gateway.stop();
}
