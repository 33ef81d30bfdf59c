//! alipay.trade.query: `semantics.md §1.6`.

use serde_json::{Value, json};
use tael_core::id::UserId;
use tael_core::time::HOUR;
use tael_wire::json::Value as Wire;

use crate::testing::{OTHER_PID, PASSWORD, RICH, World, member};

const METHOD: &str = "alipay.trade.query";

fn created(change: Value) -> (World, String) {
    let world = World::new();
    let mut order =
        json!({"out_trade_no": "T1", "total_amount": "88.88", "subject": "苹果", "buyer_id": RICH});
    order.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    assert_eq!(world.verdict("alipay.trade.create", &order), "10000");
    let no = world.trade("T1").unwrap().no.to_string();
    (world, no)
}

#[test]
fn an_unknown_trade_answers_zero_amounts() {
    let world = World::new();
    let answer = world.call(METHOD, &json!({"out_trade_no": "T1"}));
    assert_eq!(answer.sub_code, Some("ACQ.TRADE_NOT_EXIST"));
    assert_eq!(member(&answer.body, "out_trade_no"), Some("T1"));
    assert_eq!(member(&answer.body, "receipt_amount"), Some("0.00"));
    assert_eq!(world.verdict(METHOD, &json!({})), "ACQ.INVALID_PARAMETER");
}

#[test]
fn a_trade_is_found_by_either_number_and_trade_no_wins() {
    let (world, no) = created(json!({}));
    for request in [
        json!({"out_trade_no": "T1"}),
        json!({"trade_no": no}),
        json!({"trade_no": no, "out_trade_no": "T9"}),
    ] {
        let answer = world.call(METHOD, &request);
        assert_eq!(member(&answer.body, "trade_no"), Some(no.as_str()), "{request}");
        assert_eq!(member(&answer.body, "trade_status"), Some("WAIT_BUYER_PAY"));
        assert_eq!(member(&answer.body, "total_amount"), Some("88.88"));
        assert_eq!(member(&answer.body, "buyer_pay_amount"), Some("0.00"));
        assert_eq!(member(&answer.body, "send_pay_date"), None);
        assert!(!answer.body.to_json().contains("fund_bill_list"));
    }
    assert_eq!(world.verdict(METHOD, &json!({"trade_no": "x", "out_trade_no": "T1"})), "ACQ.TRADE_NOT_EXIST");
}

#[test]
fn another_merchants_trade_does_not_exist() {
    let (world, no) = created(json!({}));
    world.app.lock().unwrap().partner_id = Some(UserId::from(OTHER_PID));
    assert_eq!(world.verdict(METHOD, &json!({"trade_no": no})), "ACQ.TRADE_NOT_EXIST");
    assert_eq!(world.verdict(METHOD, &json!({"out_trade_no": "T1"})), "ACQ.TRADE_NOT_EXIST");
    world.app.lock().unwrap().partner_id = None;
    assert_eq!(world.verdict(METHOD, &json!({"trade_no": no})), "ACQ.TRADE_NOT_EXIST");
}

#[test]
fn a_paid_trade_shows_its_amounts_and_asked_groups() {
    let (world, no) = created(json!({"store_id": "NJ_001", "terminal_id": "T"}));
    world.press(&no, RICH, Some(PASSWORD)).unwrap();
    let answer = world.call(METHOD, &json!({"trade_no": no, "query_options": ["mdiscount_amount"]}));
    for (name, value) in [
        ("trade_status", "TRADE_SUCCESS"),
        ("receipt_amount", "88.88"),
        ("buyer_pay_amount", "88.88"),
        ("invoice_amount", "88.88"),
        ("mdiscount_amount", "0.00"),
        ("send_pay_date", "2026-11-22 10:00:00"),
        ("buyer_user_id", RICH),
        ("buyer_user_type", "PRIVATE"),
        ("store_id", "NJ_001"),
        ("terminal_id", "T"),
    ] {
        assert_eq!(member(&answer.body, name), Some(value), "{name}");
    }
    let Some(Wire::Array(bills)) = answer.body.get("fund_bill_list") else {
        panic!("face to face answers its bills")
    };
    assert_eq!(bills.len(), 1);
    world.merchant(|m| m.contracts[0].query_returns_fund_bill = Some(false));
    let bills = |options: Value| {
        world
            .call(METHOD, &json!({"trade_no": no, "query_options": options}))
            .body
            .get("fund_bill_list")
            .cloned()
    };
    assert!(bills(json!([])).is_none_or(|b| b == Wire::Array(Vec::new())));
    assert!(matches!(bills(json!(["fund_bill_list"])), Some(Wire::Array(b)) if b.len() == 1));
}

#[test]
fn a_trade_is_closed_at_its_limit() {
    let (world, no) = created(json!({"timeout_express": "1h"}));
    world.wait(HOUR - 1);
    let status =
        || member(&world.call(METHOD, &json!({"trade_no": no})).body, "trade_status").map(str::to_owned);
    assert_eq!(status().as_deref(), Some("WAIT_BUYER_PAY"));
    world.wait(1);
    assert_eq!(status().as_deref(), Some("TRADE_CLOSED"));
}
