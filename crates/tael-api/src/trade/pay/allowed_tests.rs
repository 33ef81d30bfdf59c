//! Payments by what the buyer has allowed beforehand: agreements and authorisations.

use serde_json::{Value, json};
use tael_core::channel::Channel;
use tael_core::money::{Fen, Rate};
use tael_core::party::{Contract, User, UserSwitches};
use tael_core::time::DAY;
use tael_core::trade::TradeStatus;

use crate::testing::{FRIEND, OTHER_PID, PID, POOR, RICH, World, a_user, member};

const PAY: &str = "alipay.trade.pay";

/// A merchant that may deduct and freeze.
fn world() -> World {
    let world = World::new();
    world.merchant(|m| {
        for product in ["GENERAL_WITHHOLDING", "CYCLE_PAY_AUTH", "PREAUTH_PAY", "PRE_AUTH"] {
            m.contracts.push(Contract::plain(product, Rate(6000)));
        }
    });
    world
}

fn rule() -> Value {
    json!({"period_type": "MONTH", "period": 1, "execute_time": "2026-11-25", "single_amount": "10.00",
        "total_amount": "25.00", "total_payments": 3})
}

fn agree(world: &World, change: Value) -> String {
    let mut body = json!({"user_id": RICH, "partner_id": PID, "period_rule_params": rule()});
    body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    world.operate("agreements", None, &body).unwrap()["agreement_no"].as_str().unwrap().to_owned()
}

fn deduction(out: &str, no: &str, amount: &str) -> Value {
    json!({"out_trade_no": out, "total_amount": amount, "subject": "会员", "product_code": "GENERAL_WITHHOLDING",
        "agreement_params": {"agreement_no": no}})
}

fn with(mut request: Value, member: &str, value: Value) -> Value {
    request[member] = value;
    request
}

#[test]
fn a_deduction_needs_no_buyer_and_moves_the_plan() {
    let world = world();
    let no = agree(&world, json!({}));
    // the buyer would have to confirm this amount, and has switched everything off but the balance
    let switches = UserSwitches { mobile: false, face: false, ..UserSwitches::default() };
    world.hold(&User { switches, password_free_up_to: Fen::ZERO, ..a_user(RICH, "13800000001") }, &[]);
    let answer = world.call(PAY, &deduction("D1", &no, "9.99"));
    assert_eq!(answer.code, "10000", "{answer:?}");
    assert_eq!(member(&answer.body, "buyer_user_id"), Some(RICH));
    let known = world.operate("agreements", Some(&no), &json!({})).unwrap();
    assert_eq!(known["next_deduct_time"], "2026-12-25");
    assert_eq!((&known["deducted"]["count"], &known["deducted"]["sum"]), (&json!(1), &json!("9.99")));
    assert_eq!(world.verdict(PAY, &deduction("D2", &no, "1.00")), "ACQ.CYCLE_PAY_DATE_NOT_MATCH");
    assert!(world.trade("D2").is_none(), "a refused deduction reserves nothing");
    world.wait(28 * DAY);
    assert_eq!(
        world.verdict(PAY, &with(deduction("D2", &no, "1.00"), "product_code", "CYCLE_PAY_AUTH".into())),
        "10000"
    );
    // the same number again: it is paid, and the plan has not moved
    assert_eq!(world.verdict(PAY, &deduction("D2", &no, "1.00")), "ACQ.TRADE_HAS_SUCCESS");
    world.check();
}

#[test]
fn a_deduction_that_fails_leaves_the_plan() {
    let world = world();
    let no = agree(&world, json!({"user_id": POOR}));
    let answer = world.call(PAY, &deduction("D1", &no, "9.99"));
    assert_eq!(answer.sub_code, Some("ACQ.BUYER_BALANCE_NOT_ENOUGH"));
    assert_eq!(world.trade("D1").unwrap().status, TradeStatus::WaitBuyerPay);
    let known = world.operate("agreements", Some(&no), &json!({})).unwrap();
    assert_eq!((&known["next_deduct_time"], &known["deducted"]["count"]), (&json!("2026-11-25"), &json!(0)));
    world.hold(&a_user(POOR, "13800000003"), &[(Channel::Balance, Fen(10_000))]);
    assert_eq!(world.verdict(PAY, &deduction("D1", &no, "9.99")), "10000");
}

#[test]
fn each_check_has_its_code() {
    let world = world();
    let mut serial = 0;
    let mut judged = |change: Value, request: &dyn Fn(&str) -> Value| {
        serial += 1;
        let mut sign = json!({"external_agreement_no": format!("E{serial}"), "user_id": FRIEND});
        sign.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let no = agree(&world, sign);
        let verdict = world.verdict(PAY, &request(&no));
        world.operate("agreements", Some(&no), &json!({"status": "UNSIGN"})).unwrap();
        verdict
    };
    let plain = |no: &str| deduction("X1", no, "9.00");
    assert_eq!(judged(json!({}), &|_| deduction("X1", "2026", "9.00")), "ACQ.AGREEMENT_NOT_EXIST");
    let over = json!({"invalid_time": "2026-11-22 10:00:00", "status": "STOP"});
    assert_eq!(judged(over, &plain), "ACQ.AGREEMENT_INVALID");
    for status in ["TEMP", "STOP"] {
        assert_eq!(judged(json!({"status": status}), &plain), "ACQ.AGREEMENT_STATUS_NOT_NORMAL");
    }
    let product = |no: &str| with(plain(no), "product_code", "FACE_TO_FACE_PAYMENT".into());
    assert_eq!(judged(json!({}), &product), "ACQ.AGREEMENT_ERROR");
    assert_eq!(judged(json!({}), &|no| with(plain(no), "buyer_id", RICH.into())), "ACQ.AGREEMENT_ERROR");
    assert_eq!(judged(json!({"partner_id": OTHER_PID}), &plain), "ACQ.AGREEMENT_ERROR");
    let mut late = rule();
    late["execute_time"] = "2026-11-28".into();
    assert_eq!(judged(json!({"period_rule_params": late}), &plain), "ACQ.CYCLE_PAY_DATE_NOT_MATCH");
    let much = |no: &str| deduction("X1", no, "10.01");
    assert_eq!(judged(json!({}), &much), "ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED");
    assert_eq!(judged(json!({}), &|no| with(plain(no), "buyer_id", FRIEND.into())), "10000");
}

#[test]
fn signed_sums_and_numbers_end() {
    for (rule_member, value, code) in [
        ("total_amount", "11.00", "ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED"),
        ("total_payments", "1", "ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED"),
    ] {
        let world = world();
        let mut rule = rule();
        rule[rule_member] = if value == "1" { json!(1) } else { json!(value) };
        let no = agree(&world, json!({"period_rule_params": rule}));
        assert_eq!(world.verdict(PAY, &deduction("D1", &no, "10.00")), "10000");
        world.operate("agreements", Some(&no), &json!({"next_deduct_time": "2026-11-26"})).unwrap();
        assert_eq!(world.verdict(PAY, &deduction("D2", &no, "1.01")), code);
    }
}

#[test]
fn terms_are_signed_once_and_ten_are_enough() {
    let world = world();
    agree(&world, json!({}));
    let again = json!({"user_id": RICH, "partner_id": PID, "period_rule_params": rule()});
    assert_eq!(world.operate("agreements", None, &again).unwrap_err().code, "ALREADY_EXISTS");
    let external = |n: i32| with(again.clone(), "external_agreement_no", format!("E{n}").into());
    for n in 1..10 {
        world.operate("agreements", None, &external(n)).unwrap();
    }
    assert_eq!(world.operate("agreements", None, &external(10)).unwrap_err().code, "TOO_MANY_AGREEMENTS");
    for (member, value, field) in [
        ("external_agreement_no", json!("a-b"), "external_agreement_no"),
        ("user_id", json!("2088000000000999"), "user_id"),
        ("sign_scene", json!(7), "sign_scene"),
        ("invalid_time", json!("soon"), "invalid_time"),
        ("unknown", json!(1), "unknown"),
        (
            "period_rule_params",
            json!({"period_type": "DAY", "period": 6, "execute_time": "2026-11-25", "single_amount": "1.00"}),
            "period_rule_params.period",
        ),
    ] {
        let refusal = world.operate("agreements", None, &with(external(11), member, value)).unwrap_err();
        assert_eq!(refusal.field.as_deref(), Some(field), "{refusal:?}");
    }
}

fn freeze(world: &World, change: Value) -> String {
    let mut body = json!({"user_id": RICH, "partner_id": PID, "amount": "100.00"});
    body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    world.operate("authorisations", None, &body).unwrap()["auth_no"].as_str().unwrap().to_owned()
}

fn authorised(out: &str, no: &str, amount: &str) -> Value {
    json!({"out_trade_no": out, "total_amount": amount, "subject": "房费", "product_code": "PREAUTH_PAY", "auth_no": no})
}

#[test]
fn frozen_money_pays_and_the_rest_goes_back() {
    let world = world();
    let before = world.balance(RICH);
    let no = freeze(&world, json!({}));
    assert_eq!(world.balance(RICH), Fen(before.0 - 10_000));
    let shown = |world: &World| world.operate("authorisations", Some(&no), &json!({})).unwrap();
    assert_eq!(world.verdict(PAY, &authorised("A1", &no, "30.00")), "10000");
    let row = shown(&world);
    assert_eq!((&row["rest_amount"], &row["order_status"]), (&json!("70.00"), &json!("AUTHORIZED")));
    assert_eq!(world.verdict(PAY, &authorised("A2", &no, "70.01")), "ACQ.AUTH_AMOUNT_NOT_ENOUGH");
    assert_eq!(world.verdict(PAY, &authorised("A2", &no, "100.01")), "ACQ.REQUEST_AMOUNT_EXCEED");
    assert!(world.trade("A2").is_none());
    let complete = with(authorised("A2", &no, "20.00"), "auth_confirm_mode", "COMPLETE".into());
    assert_eq!(world.verdict(PAY, &with(complete, "product_code", "PRE_AUTH_ONLINE".into())), "10000");
    let row = shown(&world);
    assert_eq!((&row["rest_amount"], &row["order_status"]), (&json!("0.00"), &json!("FINISH")));
    assert_eq!((&row["total_pay_amount"], &row["total_unfreeze_amount"]), (&json!("50.00"), &json!("50.00")));
    assert_eq!(world.balance(RICH), Fen(before.0 - 5_000));
    assert_eq!(world.verdict(PAY, &authorised("A3", &no, "1.00")), "ACQ.AUTH_ORDER_HAS_FINISHED");
    world.check();
}

#[test]
fn each_state_of_an_authorisation_has_its_code() {
    let world = world();
    let no = freeze(&world, json!({"order_status": "INIT", "out_order_no": "O1"}));
    let judge = |request: Value| world.verdict(PAY, &request);
    assert_eq!(judge(authorised("A1", &no, "1.00")), "ACQ.AUTH_ORDER_NOT_PAID");
    world.operate("authorisations", Some(&no), &json!({"order_status": "AUTHORIZED"})).unwrap();
    let plain = || authorised("A1", &no, "1.00");
    assert_eq!(
        judge(with(plain(), "product_code", "PRE_AUTH".into())),
        "ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT"
    );
    assert_eq!(judge(with(plain(), "buyer_id", FRIEND.into())), "ACQ.AUTH_NO_ERROR");
    assert_eq!(judge(authorised("A1", "2026", "1.00")), "ACQ.AUTH_NO_ERROR");
    let elsewhere = freeze(&world, json!({"partner_id": OTHER_PID}));
    assert_eq!(judge(authorised("A1", &elsewhere, "1.00")), "ACQ.AUTH_NO_ERROR");
    let payee = freeze(&world, json!({"payee_user_id": FRIEND}));
    assert_eq!(judge(authorised("A1", &payee, "1.00")), "ACQ.AUTH_NO_ERROR");
    world.operate("authorisations", Some(&no), &json!({"order_status": "CLOSED"})).unwrap();
    assert_eq!(judge(plain()), "ACQ.AUTH_ORDER_HAS_CLOSED");
    // not frozen in time
    let late = freeze(&world, json!({"order_status": "INIT", "pay_timeout": "1m"}));
    world.wait(60_000);
    assert_eq!(judge(authorised("A1", &late, "1.00")), "ACQ.AUTH_ORDER_HAS_CLOSED");
    let refused = |body: Value| world.operate("authorisations", None, &body).unwrap_err();
    let body = json!({"user_id": POOR, "partner_id": PID, "amount": "100.00"});
    assert_eq!(refused(body.clone()).code, "NOT_ENOUGH");
    for (member, value) in [
        ("amount", json!("0.00")),
        ("amount", json!("x")),
        ("credit_amount", json!("1.00")),
        ("product_code", json!("JSAPI_PAY")),
        ("out_order_no", json!("a b")),
        ("pay_timeout", json!("1s")),
        ("order_status", json!("FINISH")),
        ("payee_user_id", json!("2088000000000999")),
    ] {
        assert_eq!(refused(with(body.clone(), member, value)).field.as_deref(), Some(member));
    }
    let same = json!({"user_id": RICH, "partner_id": PID, "amount": "1.00", "out_order_no": "O1"});
    assert_eq!(refused(same).code, "ALREADY_EXISTS");
    world.check();
}

#[test]
fn credit_is_frozen_advanced_and_named() {
    let world = world();
    let none =
        json!({"user_id": RICH, "partner_id": PID, "amount": "100.00", "pre_auth_type": "CREDIT_AUTH"});
    assert_eq!(world.operate("authorisations", None, &none).unwrap_err().code, "NOT_ENOUGH");
    let user = User { channels: vec![Channel::CreditLine], ..a_user(RICH, "13800000001") };
    world.hold(&user, &[(Channel::CreditLine, Fen(10_000))]);
    let no = freeze(&world, json!({"pre_auth_type": "CREDIT_AUTH", "credit_amount": "90.00"}));
    let request = with(authorised("A1", &no, "40.00"), "advance_payment_type", "ENJOY_PAY_V2".into());
    let answer = world.call(PAY, &request);
    assert_eq!(answer.code, "10000", "{answer:?}");
    let query = world.call("alipay.trade.query", &json!({"out_trade_no": "A1"}));
    for body in [&answer.body, &query.body] {
        assert_eq!(member(body, "auth_trade_pay_mode"), Some("CREDIT_PREAUTH_PAY"));
        assert_eq!(member(body, "pre_auth_pay_amount"), Some("40.00"));
        assert_eq!(member(body, "credit_pay_mode"), Some("creditAdvanceV2"));
        assert_eq!(member(body, "credit_biz_order_id"), Some(no.as_str()));
    }
    assert_eq!(member(&answer.body, "advance_amount"), Some("30.00"));
    // credit first, where that is asked for
    let request = with(
        authorised("A3", &no, "20.00"),
        "business_params",
        json!({"priority_unfreeze_asset": "CREDIT_ASSET"}),
    );
    assert_eq!(world.verdict(PAY, &request), "10000");
    let row = world.operate("authorisations", Some(&no), &json!({})).unwrap();
    assert_eq!((&row["rest_credit_amount"], &row["rest_fund_amount"]), (&json!("40.00"), &json!("0.00")));
    // without use first, pay later nothing is advanced
    let answer = world.call(PAY, &authorised("A2", &no, "40.00"));
    assert_eq!(member(&answer.body, "auth_trade_pay_mode"), Some("CREDIT_PREAUTH_PAY"));
    assert_eq!(
        (member(&answer.body, "credit_pay_mode"), member(&answer.body, "advance_amount")),
        (None, None)
    );
    world.check();
}

/// Agreement, then authorisation, then code decides (`semantics.md §12.4`).
#[test]
fn the_first_credential_decides() {
    let world = world();
    let code = world.code(FRIEND);
    let no = agree(&world, json!({}));
    let both =
        with(with(deduction("D1", &no, "1.00"), "auth_code", code.as_str().into()), "auth_no", "2026".into());
    let both = with(both, "scene", "bar_code".into());
    assert_eq!(member(&world.call(PAY, &both).body, "buyer_user_id"), Some(RICH));
    let frozen = freeze(&world, json!({}));
    let two = with(
        with(authorised("D2", &frozen, "1.00"), "auth_code", code.as_str().into()),
        "scene",
        "bar_code".into(),
    );
    assert_eq!(member(&world.call(PAY, &two).body, "buyer_user_id"), Some(RICH));
    // the code has not been used
    let alone = json!({"out_trade_no": "D3", "total_amount": "1.00", "subject": "x", "scene": "bar_code", "auth_code": code});
    assert_eq!(member(&world.call(PAY, &alone).body, "buyer_user_id"), Some(FRIEND));
}

#[test]
fn products_need_their_contracts() {
    let world = World::new();
    let no = agree(&world, json!({}));
    assert_eq!(world.verdict(PAY, &deduction("D1", &no, "1.00")), "ACQ.ACCESS_FORBIDDEN");
    let frozen = freeze(&world, json!({}));
    assert_eq!(world.verdict(PAY, &authorised("D1", &frozen, "1.00")), "ACQ.ACCESS_FORBIDDEN");
}

fn later(out: &str, no: &str, params: Value) -> Value {
    with(with(deduction(out, no, "5.00"), "is_async_pay", true.into()), "pay_params", params)
}

#[test]
fn an_accepted_deduction_is_made_by_the_clock() {
    for (kind, mode) in [("NORMAL_ASYNC", "NORMAL_ASYNC_PAY"), ("NEAR_REAL_TIME_ASYNC", "ASYNC_REALTIME_PAY")]
    {
        let world = world();
        let no = agree(&world, json!({}));
        let answer = world.call(PAY, &later("L1", &no, json!({"async_type": kind})));
        assert_eq!(answer.code, "10003", "{answer:?}");
        assert_eq!(member(&answer.body, "async_payment_mode"), Some(mode));
        assert_eq!(member(&answer.body, "async_pay_apply_status"), Some("S"));
        assert_eq!(world.trade("L1").unwrap().status, TradeStatus::WaitBuyerPay);
        assert_eq!(world.fire(), 1);
        let trade = world.trade("L1").unwrap();
        assert_eq!(trade.status, TradeStatus::TradeSuccess);
        assert_eq!(world.notifications("L1").len(), 1, "the result comes by notification");
        let query = world.call("alipay.trade.query", &json!({"out_trade_no": "L1"}));
        assert_eq!(member(&query.body, "async_pay_apply_status"), Some("S"));
        let known = world.operate("agreements", Some(&no), &json!({})).unwrap();
        assert_eq!(known["deducted"]["count"], 1);
        world.wait(16 * DAY);
        assert_eq!(world.fire(), 0, "no timer is left");
        world.check();
    }
    // without an agreement there is nothing to be late with
    let world = world();
    let code = world.code(RICH);
    let plain = json!({"out_trade_no": "L2", "total_amount": "1.00", "subject": "x", "scene": "bar_code", "auth_code": code, "is_async_pay": true});
    assert_eq!(world.verdict(PAY, &plain), "10000");
}

#[test]
fn what_follows_a_refused_attempt_is_what_was_asked_for() {
    let world = world();
    let limit = |request: Value| with(request, "timeout_express", "3h".into());
    for (out, retry) in [
        ("L1", json!("NONE_AND_CLOSETRADE")),
        ("L2", json!("NONE")),
        ("L3", json!("RETY")),
        ("L4", Value::Null),
    ] {
        let no = agree(&world, json!({"user_id": POOR, "external_agreement_no": out}));
        let params = json!({"async_type": "NORMAL_ASYNC", "retry_type": retry});
        assert_eq!(world.verdict(PAY, &limit(later(out, &no, params))), "10003");
    }
    assert_eq!(world.fire(), 4);
    let status = |out: &str| world.trade(out).unwrap().status;
    assert_eq!(status("L1"), TradeStatus::TradeClosed);
    for out in ["L2", "L3", "L4"] {
        assert_eq!(status(out), TradeStatus::WaitBuyerPay, "{out}");
    }
    world.hold(&a_user(POOR, "13800000003"), &[(Channel::Balance, Fen(10_000))]);
    world.wait(60 * 60 * 1000);
    assert_eq!(world.fire(), 2);
    assert_eq!((status("L2"), status("L3")), (TradeStatus::WaitBuyerPay, TradeStatus::TradeSuccess));
    assert_eq!(status("L4"), TradeStatus::TradeSuccess);
    world.wait(2 * 60 * 60 * 1000);
    assert_eq!(world.fire(), 1);
    assert_eq!(status("L2"), TradeStatus::TradeClosed);
    world.check();
}

#[test]
fn an_accepted_deduction_is_judged_again_when_it_is_made() {
    let world = world();
    let no = agree(&world, json!({}));
    assert_eq!(world.verdict(PAY, &later("L1", &no, json!({"retry_type": "NONE_AND_CLOSETRADE"}))), "10003");
    world.operate("agreements", Some(&no), &json!({"status": "STOP"})).unwrap();
    assert_eq!(world.fire(), 1);
    assert_eq!(world.trade("L1").unwrap().status, TradeStatus::TradeClosed);
    // and what the agreement does not admit is not accepted
    assert_eq!(world.verdict(PAY, &later("L2", &no, json!({}))), "ACQ.AGREEMENT_STATUS_NOT_NORMAL");
    assert!(world.trade("L2").is_none());
}
