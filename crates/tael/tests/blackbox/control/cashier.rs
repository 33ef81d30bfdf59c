//! What the buyer does in the cashier: pays, is refused for every reason that the cashier knows, leaves.

use serde_json::{Value, json};

use super::{balanced, refused};
use crate::harness::Gateway;

fn pay(gateway: &Gateway, trade_no: &str, body: Value) -> (u16, Value) {
    gateway.control("POST", &format!("/trades/{trade_no}/pay"), body)
}

fn by(gateway: &Gateway, note: &str) -> Value {
    json!({"buyer_id": gateway.buyer(note), "pay_password": "111111"})
}

/// A buyer of this document.
fn buyer(gateway: &Gateway, document: Value) -> String {
    gateway.control_ok("POST", "/buyers", document)["user_id"].as_str().unwrap().to_owned()
}

#[test]
fn the_buyer_pays_and_everything_says_so() {
    let gateway = Gateway::start();
    let no = gateway.create(json!({"out_trade_no": "paid_1"}), &[]);
    let (status, paid) = pay(&gateway, &no, by(&gateway, "rich"));
    assert_eq!((status, &paid), (200, &json!({"trade_no": no, "trade_status": "TRADE_SUCCESS"})));
    let query = gateway.call("alipay.trade.query", &json!({"trade_no": no}), &[]).ok();
    assert_eq!((query.text("trade_status"), query.text("buyer_pay_amount")), ("TRADE_SUCCESS", "88.88"));
    // below what needs a password none need be typed; a channel may be chosen
    let no = gateway.create(json!({}), &[]);
    let chosen = json!({"buyer_id": gateway.buyer("rich"), "channel": "DEBIT_CARD", "sign_agreement": false});
    assert_eq!(pay(&gateway, &no, chosen).0, 200);
    let shown = gateway.control_ok("GET", &format!("/trades/{no}"), Value::Null);
    assert_eq!(shown["amounts"]["bills"], json!([{"channel": "DEBIT_CARD", "amount": "88.88"}]));
    balanced(&gateway);
}

#[test]
fn the_cashier_refuses_with_the_code_of_the_reason() {
    let gateway = Gateway::start();
    let unpaid = |members: Value| gateway.create(members, &[]);
    let no_such = "2026010122000000000000000000";
    refused(pay(&gateway, no_such, by(&gateway, "rich")), 409, "ACQ.TRADE_NOT_EXIST", "");
    refused(pay(&gateway, "nonsense", by(&gateway, "rich")), 409, "ACQ.TRADE_NOT_EXIST", "");

    let paid = unpaid(json!({}));
    assert_eq!(pay(&gateway, &paid, by(&gateway, "rich")).0, 200);
    refused(pay(&gateway, &paid, by(&gateway, "rich")), 409, "ACQ.TRADE_HAS_SUCCESS", "");

    let bound = unpaid(json!({"buyer_id": gateway.buyer("rich")}));
    refused(pay(&gateway, &bound, by(&gateway, "has a coupon")), 409, "ACQ.TRADE_BUYER_NOT_MATCH", "");

    let no = unpaid(json!({}));
    let nobody = json!({"buyer_id": "2088000000000000", "pay_password": "111111"});
    refused(pay(&gateway, &no, nobody), 409, "ACQ.BUYER_NOT_EXIST", "");
    refused(pay(&gateway, &no, by(&gateway, "blocked")), 409, "ACQ.BUYER_ENABLE_STATUS_FORBID", "");
    refused(pay(&gateway, &no, by(&gateway, "balance too low")), 409, "ACQ.BUYER_BALANCE_NOT_ENOUGH", "");
    let wrong = json!({"buyer_id": gateway.buyer("rich"), "pay_password": "000000"});
    refused(pay(&gateway, &no, wrong), 409, "WRONG_PASSWORD", "");
    let seller = json!({"buyer_id": gateway.demo_text("/merchant/partner_id"), "pay_password": "111111"});
    refused(pay(&gateway, &no, seller), 409, "ACQ.BUYER_SELLER_EQUAL", "");
    let lacking =
        json!({"buyer_id": gateway.buyer("rich"), "pay_password": "111111", "channel": "PREPAID_CARD"});
    refused(pay(&gateway, &no, lacking), 409, "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE", "");
    let poor = buyer(&gateway, json!({"channels": {"DEBIT_CARD": "1.00"}}));
    let card = json!({"buyer_id": poor, "pay_password": "111111", "channel": "DEBIT_CARD"});
    refused(pay(&gateway, &no, card), 409, "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH", "");
    let off = buyer(&gateway, json!({"balance": "500.00", "switches": {"balance": false}}));
    let off = json!({"buyer_id": off, "pay_password": "111111"});
    refused(pay(&gateway, &no, off), 409, "ACQ.ERROR_BALANCE_PAYMENT_DISABLE", "");
    for (limit, code) in [("day", "DAY"), ("month", "MONTH")] {
        let limited = buyer(&gateway, json!({"balance": "500.00", "limits": {limit: "88.87"}}));
        let body = json!({"buyer_id": limited, "pay_password": "111111"});
        refused(pay(&gateway, &no, body), 409, &format!("ACQ.BUYER_PAYMENT_AMOUNT_{code}_LIMIT_ERROR"), "");
    }
    let dear = unpaid(json!({"total_amount": "1000.01"}));
    refused(pay(&gateway, &dear, json!({"buyer_id": gateway.buyer("rich")})), 409, "WRONG_PASSWORD", "");

    let closed = unpaid(json!({"timeout_express": "1m"}));
    gateway.control_ok("POST", "/clock/advance", json!({"seconds": 60}));
    refused(pay(&gateway, &closed, by(&gateway, "rich")), 409, "ACQ.TRADE_HAS_CLOSE", "");
    // none of the refusals has left anything: the same trade can still be paid
    let shown = gateway.control_ok("GET", &format!("/trades/{no}"), Value::Null);
    assert_eq!((&shown["trade_status"], &shown["journals"]), (&json!("WAIT_BUYER_PAY"), &json!([])));
    assert_eq!(shown["history"].as_array().map(Vec::len), Some(1), "{shown}");
    assert_eq!(pay(&gateway, &no, by(&gateway, "rich")).0, 200);
    balanced(&gateway);
}

#[test]
fn limits_of_the_payee_are_the_cashiers_too() {
    let gateway = Gateway::start();
    let path = format!("/merchants/{}", gateway.demo_text("/merchant/partner_id"));
    let no = gateway.create(json!({}), &[]);
    for (limits, code) in [
        (json!({"suspended": true}), "ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT"),
        (json!({"suspended": false, "single": "88.87"}), "ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION"),
        (json!({"single": null, "punish_single": "88.87"}), "ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT"),
        (json!({"punish_single": null, "punish_day": "88.87"}), "ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT"),
        (json!({"punish_day": null, "month": "88.87"}), "ACQ.BEYOND_PER_RECEIPT_RESTRICTION"),
        (json!({"month": null, "receive": "88.87"}), "ACQ.BEYOND_PAY_RESTRICTION"),
    ] {
        gateway.control_ok("PATCH", &path, json!({"limits": limits}));
        refused(pay(&gateway, &no, by(&gateway, "rich")), 409, code, "");
    }
    gateway.control_ok("PATCH", &path, json!({"limits": {"receive": "88.88"}}));
    assert_eq!(pay(&gateway, &no, by(&gateway, "rich")).0, 200);
    balanced(&gateway);
}

#[test]
fn a_new_password_works_and_the_old_one_does_not() {
    let gateway = Gateway::start();
    let id = buyer(
        &gateway,
        json!({"balance": "500.00", "pay_password": "123123", "password_free_up_to": "0.00"}),
    );
    let no = gateway.create(json!({}), &[]);
    gateway.control_ok("PATCH", &format!("/buyers/{id}"), json!({"pay_password": "321321"}));
    refused(pay(&gateway, &no, json!({"buyer_id": id, "pay_password": "123123"})), 409, "WRONG_PASSWORD", "");
    assert_eq!(pay(&gateway, &no, json!({"buyer_id": id, "pay_password": "321321"})).0, 200);
    balanced(&gateway);
}

#[test]
fn bad_clicks_are_refused() {
    let gateway = Gateway::start();
    let no = gateway.create(json!({}), &[]);
    for (body, code, field) in [
        (json!({}), "MISSING_MEMBER", "buyer_id"),
        (json!({"buyer_id": 2088}), "INVALID_TYPE", "buyer_id"),
        (json!({"buyer_id": "x", "pay_password": 111_111}), "INVALID_TYPE", "pay_password"),
        (json!({"buyer_id": "x", "channel": "GOLD"}), "INVALID_VALUE", "channel"),
        (json!({"buyer_id": "x", "sign_agreement": "no"}), "INVALID_TYPE", "sign_agreement"),
        (json!({"buyer_id": "x", "amount": "1.00"}), "UNKNOWN_MEMBER", "amount"),
    ] {
        refused(pay(&gateway, &no, body), 400, code, field);
    }
}

#[test]
fn leaving_is_recorded_and_changes_nothing() {
    let gateway = Gateway::start();
    let no = gateway.create(json!({}), &[]);
    let path = format!("/trades/{no}/abandon");
    let left = gateway.control_ok("POST", &path, Value::Null);
    assert_eq!(left, json!({"trade_no": no, "trade_status": "WAIT_BUYER_PAY"}));
    let shown = gateway.control_ok("GET", &format!("/trades/{no}"), Value::Null);
    let events: Vec<&str> =
        shown["history"].as_array().unwrap().iter().filter_map(|h| h["event"].as_str()).collect();
    assert_eq!(events, ["CREATED", "ABANDONED"]);
    assert_eq!(pay(&gateway, &no, by(&gateway, "rich")).0, 200);
    refused(gateway.control("POST", &path, json!({})), 409, "ACQ.TRADE_HAS_SUCCESS", "");
    refused(gateway.control("POST", "/trades/1/abandon", json!({})), 409, "ACQ.TRADE_NOT_EXIST", "");
    refused(gateway.control("POST", &path, json!({"why": "tired"})), 400, "UNKNOWN_MEMBER", "why");
}
