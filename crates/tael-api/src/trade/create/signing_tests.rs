//! `agreement_sign_params`: what may be offered, and what comes of it when the buyer ticks it and pays.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};
use tael_core::id::{Book, Id};
use tael_core::money::Rate;
use tael_core::party::Contract;
use tael_store::{Outbound, Page, Query, Topic};

use crate::testing::{PID, RICH, World, member};

const CREATE: &str = "alipay.trade.create";

fn world() -> World {
    let world = World::new();
    world.merchant(|m| m.contracts.push(Contract::plain("GENERAL_WITHHOLDING", Rate(6000))));
    world
}

fn sign_params() -> Value {
    json!({"product_code": "GENERAL_WITHHOLDING", "personal_product_code": "CYCLE_PAY_AUTH_P",
        "sign_scene": "INDUSTRY|DIGITAL_MEDIA", "access_params": {"channel": "ALIPAYAPP"},
        "external_agreement_no": "test20190701", "external_logon_id": "13888888888",
        "period_rule_params": {"period_type": "MONTH", "period": 1, "execute_time": "2026-12-22",
            "single_amount": "10.99", "total_amount": "600", "total_payments": 12},
        "sign_notify_url": "http://127.0.0.1:9/sign"})
}

fn order(out: &str, params: Value) -> Value {
    json!({"out_trade_no": out, "total_amount": "9.99", "subject": "会员", "buyer_id": RICH,
        "agreement_sign_params": params})
}

/// The parameters with a change at a pointer; null takes the member away.
fn changed(pointer: &str, value: Value) -> Value {
    let mut params = sign_params();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = params.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
    match value {
        Value::Null => drop(parent.remove(name)),
        value => drop(parent.insert(name.to_owned(), value)),
    }
    params
}

fn notices(world: &World) -> Vec<std::sync::Arc<Outbound>> {
    let Page::Outbound(rows) = world.page(Query::LatestOutbound(tael_core::id::WorldId::MAIN, 50)) else {
        panic!("notifications")
    };
    rows.into_iter().filter(|row| row.topic == Topic::Agreement).collect()
}

#[test]
fn an_agreement_comes_into_force_when_the_buyer_ticks_it_and_pays() {
    let world = world();
    let made = world.call(CREATE, &order("S1", sign_params()));
    assert_eq!(made.code, "10000", "{made:?}");
    let no = member(&made.body, "trade_no").unwrap().to_owned();
    world.signs.store(true, Ordering::Relaxed);
    // a payment that is refused signs nothing
    assert_eq!(world.press(&no, RICH, Some("wrong")).unwrap_err(), "WRONG_PASSWORD");
    assert!(notices(&world).is_empty());
    let paid = world.press(&no, RICH, None).unwrap();
    let signed = paid.detail.payment.as_ref().and_then(|p| p.signed.clone()).unwrap();
    let shown = world.operate("agreements", Some(&signed), &json!({})).unwrap();
    assert_eq!(
        (&shown["status"], &shown["user_id"], &shown["partner_id"]),
        (&json!("NORMAL"), &json!(RICH), &json!(PID))
    );
    // the payment is no deduction: the first plan is open still
    assert_eq!((&shown["next_deduct_time"], &shown["deducted"]["count"]), (&json!("2026-12-22"), &json!(0)));
    let [notice] = &notices(&world)[..] else { panic!("one notice of the signing") };
    assert_eq!((notice.url.as_str(), &notice.subject_no), ("http://127.0.0.1:9/sign", &signed));
    let told = |name: &str| notice.params.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    assert_eq!(told("notify_type"), Some("dut_user_sign"));
    assert_eq!((told("agreement_no"), told("status")), (Some(signed.as_str()), Some("NORMAL")));
    assert_eq!(told("external_agreement_no"), Some("test20190701"));
    assert_eq!((told("alipay_user_id"), told("invalid_time")), (Some(RICH), Some("2115-02-01 00:00:00")));
    assert_eq!(world.notifications("S1").len(), 1, "the payment is notified beside it");

    // the same terms: the same agreement, and no second notice
    let again = world.call(CREATE, &order("S2", sign_params()));
    let paid = world.press(member(&again.body, "trade_no").unwrap(), RICH, None).unwrap();
    assert_eq!(paid.detail.payment.as_ref().and_then(|p| p.signed.clone()), Some(signed.clone()));
    assert_eq!(notices(&world).len(), 1);
    // its end is told too
    world.operate("agreements", Some(&signed), &json!({"status": "UNSIGN"})).unwrap();
    assert_eq!(notices(&world).len(), 2);
    let ended = world.operate("agreements", Some(&signed), &json!({"status": "NORMAL"})).unwrap_err();
    assert_eq!(ended.code, "AGREEMENT_ENDED");
    world.check();
}

#[test]
fn nothing_is_signed_unless_it_is_offered_and_ticked() {
    let world = world();
    let offered = world.call(CREATE, &order("S1", sign_params()));
    let paid = world.press(member(&offered.body, "trade_no").unwrap(), RICH, None).unwrap();
    assert_eq!(paid.detail.payment.as_ref().unwrap().signed, None);
    world.signs.store(true, Ordering::Relaxed);
    let plain = json!({"out_trade_no": "S2", "total_amount": "9.99", "subject": "会员", "buyer_id": RICH});
    let made = world.call(CREATE, &plain);
    assert_eq!(
        world.press(member(&made.body, "trade_no").unwrap(), RICH, None).unwrap_err(),
        "NOTHING_TO_SIGN"
    );
    assert!(notices(&world).is_empty());
    let query = Query::Agreements {
        book: Book::MAIN,
        world: tael_core::id::WorldId::MAIN,
        user: None,
        after: None,
        limit: 9,
    };
    assert!(matches!(world.page(query), Page::Agreements(rows) if rows.is_empty()));
}

#[test]
fn the_notice_goes_to_the_first_address_that_there_is() {
    let world = world();
    world.signs.store(true, Ordering::Relaxed);
    let made = world.call(CREATE, &order("S1", changed("/sign_notify_url", Value::Null)));
    world.press(member(&made.body, "trade_no").unwrap(), RICH, None).unwrap();
    let [notice] = &notices(&world)[..] else { panic!("one notice") };
    assert_eq!(notice.url, "http://127.0.0.1:9/notify");
    assert!(notice.id > Id(0));
}

#[test]
fn what_breaks_the_rules_is_refused() {
    let world = world();
    let verdict = |params: Value| world.verdict(CREATE, &order("S1", params));
    for (pointer, value) in [
        ("/product_code", Value::Null),
        ("/personal_product_code", Value::Null),
        ("/sign_scene", Value::Null),
        ("/access_params", Value::Null),
        ("/access_params/channel", json!("PIGEON")),
        ("/product_code", json!("OTHER")),
        ("/period_rule_params", Value::Null),
        ("/external_agreement_no", json!("a-b")),
        ("/sign_scene", json!("DEFAULT|DEFAULT")),
        ("/sign_notify_url", json!("ftp://a/b")),
        ("/sign_notify_url", json!("http://")),
        ("/period_rule_params/period_type", json!("WEEK")),
        ("/period_rule_params/period", json!(0)),
        ("/period_rule_params/execute_time", json!("2026-11-21")),
        ("/period_rule_params/execute_time", json!("2026-11-29")),
        ("/period_rule_params/execute_time", json!("2026-02-30")),
        ("/period_rule_params/single_amount", json!("0.00")),
        ("/period_rule_params/total_amount", json!("10.98")),
        ("/period_rule_params/total_payments", json!(0)),
    ] {
        assert_eq!(verdict(changed(pointer, value.clone())), "ACQ.INVALID_PARAMETER", "{pointer} {value}");
    }
    let mut weekly = sign_params();
    weekly["period_rule_params"]["period_type"] = "DAY".into();
    assert_eq!(verdict(weekly.clone()), "ACQ.INVALID_PARAMETER", "a period of one day");
    weekly["period_rule_params"]["period"] = 7.into();
    weekly["period_rule_params"]["execute_time"] = "2026-11-30".into();
    assert_eq!(verdict(weekly), "10000");
    assert_eq!(
        verdict(changed("/personal_product_code", json!("GENERAL_WITHHOLDING_P"))),
        "ACQ.INVALID_PARAMETER"
    );
}

#[test]
fn merchants_need_the_contract_and_buyers_the_room() {
    let world = World::new();
    assert_eq!(world.verdict(CREATE, &order("S1", sign_params())), "ACQ.ACCESS_FORBIDDEN");
    world.merchant(|m| m.contracts.push(Contract::plain("CYCLE_PAY_AUTH", Rate(0))));
    assert_eq!(world.verdict(CREATE, &order("S1", sign_params())), "10000");
    let rule =
        json!({"period_type": "MONTH", "period": 1, "execute_time": "2026-12-22", "single_amount": "1.00"});
    for n in 0..10 {
        let body = json!({"user_id": RICH, "partner_id": PID, "period_rule_params": rule, "external_agreement_no": format!("E{n}")});
        world.operate("agreements", None, &body).unwrap();
    }
    assert_eq!(world.verdict(CREATE, &order("S2", sign_params())), "ACQ.ILLEGAL_ARGUMENT");
    // an order that names no buyer finds out when it is paid
    let trade = world.trade("S1").unwrap();
    world.signs.store(true, Ordering::Relaxed);
    assert_eq!(world.press(trade.no.as_str(), RICH, None).unwrap_err(), "TOO_MANY_AGREEMENTS");
    world.signs.store(false, Ordering::Relaxed);
    assert!(world.press(trade.no.as_str(), RICH, None).is_ok());
}
