//! alipay.trade.pay by real state: `semantics.md §1.3, §1.5, §12.2`.

use std::sync::Arc;

use serde_json::{Value, json};
use tael_core::channel::Channel;
use tael_core::id::UserId;
use tael_core::money::Fen;
use tael_core::party::{MerchantStatus, User, UserLimits, UserStatus, UserSwitches};
use tael_core::time::SECOND;
use tael_core::trade::TradeStatus;
use tael_store::Directory;

use crate::testing::{FRIEND, OTHER_PID, PASSWORD, PID, POOR, RICH, World, a_user, member, now};

const METHOD: &str = "alipay.trade.pay";

fn order(code: &str, change: Value) -> Value {
    let mut order =
        json!({"out_trade_no": "T1", "total_amount": "88.88", "subject": "苹果", "auth_code": code});
    order.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    order
}

/// Pays with a fresh code of `buyer`; the verdict, and whether a waiting trade was left.
fn judged(change: impl FnOnce(&World), buyer: &str, request: Value) -> (&'static str, bool) {
    let world = World::new();
    change(&world);
    let before = world.balance(buyer);
    let answer = world.call(METHOD, &order(&world.code(buyer), request));
    let verdict = answer.sub_code.unwrap_or(answer.code);
    let trade = world.trade("T1");
    if verdict != "10000" {
        assert_eq!(world.balance(buyer), before, "{verdict}: no money moves");
    }
    if let Some(trade) = trade.as_ref().filter(|_| verdict != "10000") {
        assert_eq!(trade.status, TradeStatus::WaitBuyerPay);
        assert_eq!(member(&answer.body, "trade_no"), Some(trade.no.as_str()));
    }
    world.check();
    (verdict, trade.is_some() && verdict != "10000")
}

#[test]
fn a_payment_moves_money_once() {
    let world = World::new();
    let code = world.code(RICH);
    let answer = world.call(METHOD, &order(&code, json!({})));
    assert_eq!(answer.code, "10000", "{answer:?}");
    for (name, value) in [
        ("total_amount", "88.88"),
        ("receipt_amount", "88.88"),
        ("buyer_pay_amount", "88.88"),
        ("invoice_amount", "88.88"),
        ("point_amount", "0.00"),
        ("buyer_user_id", RICH),
        ("buyer_logon_id", "138****0001"),
        ("buyer_user_type", "PRIVATE"),
        ("gmt_payment", "2026-11-22 10:00:00"),
    ] {
        assert_eq!(member(&answer.body, name), Some(value), "{name}");
    }
    assert_eq!(world.balance(RICH), Fen(100_000_000 - 8888));
    assert_eq!(world.balance(PID), Fen(8888 - 53), "less the fee of 0.6 %, 53.328 rounded half up");
    assert_eq!(world.verdict(METHOD, &order(&code, json!({}))), "ACQ.TRADE_HAS_SUCCESS");
    assert_eq!(
        world.verdict(METHOD, &order(&code, json!({"out_trade_no": "T2"}))),
        "ACQ.PAYMENT_AUTH_CODE_INVALID"
    );
    assert_eq!(world.balance(RICH), Fen(100_000_000 - 8888));
    let told = world.notifications("T1");
    assert_eq!(told.len(), 1);
    let param = |name: &str| told[0].params.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
    assert_eq!(param("trade_status"), Some("TRADE_SUCCESS"));
    assert_eq!(param("fund_bill_list"), Some(r#"[{"amount":"88.88","fundChannel":"ALIPAYACCOUNT"}]"#));
    assert_eq!(param("seller_email"), Some("m0@tael.example"));
    assert_eq!(param("notify_id").map(str::len), Some(34));
    assert!(told[0].params.iter().all(|(_, v)| !v.is_empty()));
    world.check();
}

#[test]
fn codes_expire_and_work_once() {
    let world = World::new();
    let code = world.code(RICH);
    world.wait(60 * SECOND - 1);
    let live = world.code(RICH);
    world.wait(1);
    assert_eq!(world.verdict(METHOD, &order(&code, json!({}))), "ACQ.PAYMENT_AUTH_CODE_INVALID");
    assert!(world.trade("T1").is_none());
    assert_eq!(world.verdict(METHOD, &order(&live, json!({}))), "10000");
    for wrong in ["28763443825664394", "1", "287634438256643941234567890", "２8763443825664394", "fp!"] {
        let answer = world.verdict(METHOD, &order(wrong, json!({"out_trade_no": "T2"})));
        assert_eq!(answer, "ACQ.PAYMENT_AUTH_CODE_INVALID", "{wrong}");
    }
    let long = "9".repeat(65);
    assert_eq!(world.verdict(METHOD, &order(&long, json!({}))), "ACQ.PAYMENT_AUTH_CODE_INVALID");
    let missing = json!({"out_trade_no": "T2", "total_amount": "1", "subject": "x"});
    assert_eq!(world.verdict(METHOD, &missing), "ACQ.INVALID_PARAMETER");
}

#[test]
fn above_the_free_amount_the_buyer_confirms() {
    let world = World::new();
    let code = world.code(RICH);
    let waiting = world.call(METHOD, &order(&code, json!({"total_amount": "1000.01"})));
    assert_eq!((waiting.code, waiting.msg), ("10003", " order success pay inprocess"));
    assert_eq!((waiting.sub_code, waiting.sub_msg), (None, None));
    assert_eq!(member(&waiting.body, "total_amount"), Some("1000.01"));
    assert_eq!(member(&waiting.body, "buyer_user_id"), Some(RICH));
    assert_eq!(member(&waiting.body, "gmt_payment"), None);
    let no = member(&waiting.body, "trade_no").unwrap();
    // the code serves no other order, and nobody else may pay this one
    let other = order(&code, json!({"out_trade_no": "T2"}));
    assert_eq!(world.verdict(METHOD, &other), "ACQ.PAYMENT_AUTH_CODE_INVALID");
    assert_eq!(world.press(no, FRIEND, Some(PASSWORD)).unwrap_err(), "ACQ.TRADE_BUYER_NOT_MATCH");
    let friend = order(&world.code(FRIEND), json!({"total_amount": "1000.01"}));
    assert_eq!(world.verdict(METHOD, &friend), "ACQ.TRADE_BUYER_NOT_MATCH");
    assert_eq!(world.press(no, RICH, None).unwrap_err(), "WRONG_PASSWORD");
    assert_eq!(world.press(no, RICH, Some("222222")).unwrap_err(), "WRONG_PASSWORD");
    assert_eq!(world.abandon(no).unwrap().status, TradeStatus::WaitBuyerPay);
    let paid = world.press(no, RICH, Some(PASSWORD)).unwrap();
    assert_eq!(paid.status, TradeStatus::TradeSuccess);
    assert_eq!(world.press(no, RICH, Some(PASSWORD)).unwrap_err(), "ACQ.TRADE_HAS_SUCCESS");
    assert_eq!(world.abandon(no).unwrap_err(), "ACQ.TRADE_HAS_SUCCESS");
    assert_eq!(world.balance(RICH), Fen(100_000_000 - 100_001));
    assert_eq!(judged(|_| {}, RICH, json!({"total_amount": "1000.00"})), ("10000", false));
    world.check();
}

#[test]
fn the_user_paying_fault_makes_a_small_payment_wait() {
    let mut world = World::new();
    world.faults.user_paying = true;
    assert_eq!(world.verdict(METHOD, &order(&world.code(RICH), json!({}))), "10003");
}

#[test]
fn a_refused_first_payment_leaves_the_trade_for_a_friend() {
    let world = World::new();
    let poor = world.call(METHOD, &order(&world.code(POOR), json!({})));
    assert_eq!(poor.sub_code, Some("ACQ.BUYER_BALANCE_NOT_ENOUGH"));
    let left = world.trade("T1").unwrap();
    assert_eq!((left.status, &left.buyer), (TradeStatus::WaitBuyerPay, &None));
    let friend = world.call(METHOD, &order(&world.code(FRIEND), json!({})));
    assert_eq!(friend.code, "10000");
    assert_eq!(member(&friend.body, "trade_no"), Some(left.no.as_str()));
    assert_eq!(world.trade("T1").unwrap().buyer, Some(UserId::from(FRIEND)));
    assert_eq!(world.fire(), 0);
    world.check();
}

#[test]
fn what_leaves_a_trade_and_what_does_not() {
    let user = |change: fn(&mut User)| {
        move |w: &World| {
            let mut user = a_user(RICH, "13800000001");
            change(&mut user);
            w.hold(&user, &[]);
        }
    };
    let merchant = |change: fn(&mut tael_core::party::Merchant)| move |w: &World| w.merchant(change);
    let nothing = json!({});
    // reasons of the payer or the channel leave the trade waiting
    assert_eq!(
        judged(user(|u| u.status = UserStatus::Frozen), RICH, nothing.clone()),
        ("ACQ.BUYER_ENABLE_STATUS_FORBID", true)
    );
    assert_eq!(
        judged(user(|u| u.status = UserStatus::Cancelled), RICH, nothing.clone()),
        ("ACQ.BUYER_ENABLE_STATUS_FORBID", true)
    );
    let off = |balance, mobile, face| UserSwitches { balance, mobile, face };
    assert_eq!(
        judged(
            move |w| w.hold(&User { switches: off(false, true, true), ..a_user(RICH, "1") }, &[]),
            RICH,
            nothing.clone()
        ),
        ("ACQ.ERROR_BALANCE_PAYMENT_DISABLE", true)
    );
    assert_eq!(
        judged(
            move |w| w.hold(&User { switches: off(true, false, true), ..a_user(RICH, "1") }, &[]),
            RICH,
            nothing.clone()
        ),
        ("ACQ.MOBILE_PAYMENT_SWITCH_OFF", true)
    );
    assert_eq!(
        judged(
            move |w| w.hold(&User { switches: off(true, true, false), ..a_user(RICH, "1") }, &[]),
            RICH,
            nothing.clone()
        ),
        ("ACQ.USER_FACE_PAYMENT_SWITCH_OFF", true)
    );
    let limits = |day, month| UserLimits { day, month, ..UserLimits::default() };
    assert_eq!(
        judged(
            move |w| w.hold(&User { limits: limits(Some(Fen(8887)), None), ..a_user(RICH, "1") }, &[]),
            RICH,
            nothing.clone()
        ),
        ("ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR", true)
    );
    assert_eq!(
        judged(
            move |w| w.hold(&User { limits: limits(None, Some(Fen(8887))), ..a_user(RICH, "1") }, &[]),
            RICH,
            nothing.clone()
        ),
        ("ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR", true)
    );
    assert_eq!(
        judged(user(|u| u.wallet_reachable = false), RICH, json!({"total_amount": "2000"})),
        ("ACQ.PULL_MOBILE_CASHIER_FAIL", true)
    );
    assert_eq!(
        judged(|_| {}, RICH, json!({"disable_pay_channels": "balance"})),
        ("ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE", true)
    );
    // syntax, contract, payee, code and the merchant's own limits leave nothing
    assert_eq!(
        judged(merchant(|m| m.contracts.clear()), RICH, nothing.clone()),
        ("ACQ.ACCESS_FORBIDDEN", false)
    );
    assert_eq!(
        judged(merchant(|m| m.status = MerchantStatus::Blocked), RICH, nothing.clone()),
        ("ACQ.SELLER_BEEN_BLOCKED", false)
    );
    assert_eq!(judged(|_| {}, PID, nothing.clone()), ("ACQ.BUYER_SELLER_EQUAL", false));
    assert_eq!(
        judged(merchant(|m| m.limits.month = Some(Fen(8887))), RICH, nothing.clone()),
        ("ACQ.BEYOND_PER_RECEIPT_RESTRICTION", false)
    );
    assert_eq!(
        judged(merchant(|m| m.limits.receive = Some(Fen(8887))), RICH, nothing.clone()),
        ("ACQ.BEYOND_PAY_RESTRICTION", false)
    );
    assert_eq!(
        judged(merchant(|m| m.forbidden_words = vec!["苹果".into()]), RICH, nothing.clone()),
        ("ACQ.EXIST_FORBIDDEN_WORD", false)
    );
    assert_eq!(judged(|_| {}, RICH, json!({"seller_id": OTHER_PID})), ("ACQ.INVALID_RECEIVE_ACCOUNT", false));
    assert_eq!(
        judged(|_| {}, RICH, json!({"agreement_params": {"agreement_no": "1"}})),
        ("ACQ.AGREEMENT_NOT_EXIST", false)
    );
    assert_eq!(judged(|_| {}, RICH, json!({"auth_no": "1"})), ("ACQ.AUTH_NO_ERROR", false));
}

#[test]
fn the_first_sufficient_channel_pays() {
    let paid_by = |holdings: &[(Channel, Fen)], request: Value| {
        let world = World::new();
        world.hold(&a_user(POOR, "13800000003"), holdings);
        let verdict = world.verdict(METHOD, &order(&world.code(POOR), request));
        let trade = world.trade("T1").unwrap();
        world.check();
        trade.detail.payment.as_ref().map(|p| p.bills[0].channel).ok_or(verdict)
    };
    let (little, enough) = (Fen(1), Fen(10_000));
    assert_eq!(paid_by(&[(Channel::Balance, enough)], json!({})), Ok(Channel::Balance));
    assert_eq!(paid_by(&[(Channel::DebitCard, enough)], json!({})), Ok(Channel::DebitCard));
    assert_eq!(
        paid_by(&[(Channel::CreditLine, enough), (Channel::MoneyFund, enough)], json!({})),
        Ok(Channel::MoneyFund)
    );
    assert_eq!(
        paid_by(
            &[(Channel::Balance, enough), (Channel::CreditLine, enough)],
            json!({"disable_pay_channels": "balance"})
        ),
        Ok(Channel::CreditLine)
    );
    assert_eq!(paid_by(&[(Channel::DebitCard, little)], json!({})), Err("ACQ.BUYER_BALANCE_NOT_ENOUGH"));
    assert_eq!(
        paid_by(&[(Channel::Balance, Fen(0)), (Channel::DebitCard, little)], json!({})),
        Err("ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH")
    );
}

#[test]
fn both_parts_make_the_total() {
    let world = World::new();
    let mut request =
        order(&world.code(RICH), json!({"discountable_amount": "8.88", "undiscountable_amount": "80.00"}));
    request.as_object_mut().unwrap().remove("total_amount");
    assert_eq!(world.verdict(METHOD, &request), "10000");
    let trade = world.trade("T1").unwrap();
    assert_eq!(
        (trade.total, trade.detail.discountable, trade.detail.undiscountable),
        (Fen(8888), Fen(888), Fen(8000))
    );
    request.as_object_mut().unwrap().remove("discountable_amount");
    assert_eq!(world.verdict(METHOD, &request), "ACQ.INVALID_PARAMETER");
}

#[test]
fn a_created_trade_is_paid_by_its_number() {
    let world = World::new();
    let create = json!({"out_trade_no": "T1", "total_amount": "88.88", "subject": "苹果", "buyer_id": RICH, "timeout_express": "1m"});
    assert_eq!(world.verdict("alipay.trade.create", &create), "10000");
    let created = world.trade("T1").unwrap();
    assert_eq!(world.verdict(METHOD, &order(&world.code(FRIEND), json!({}))), "ACQ.TRADE_BUYER_NOT_MATCH");
    assert_eq!(
        world.verdict(METHOD, &order(&world.code(RICH), json!({"subject": "x"}))),
        "ACQ.CONTEXT_INCONSISTENT"
    );
    assert_eq!(world.verdict(METHOD, &order("2800000000000000", json!({}))), "ACQ.PAYMENT_AUTH_CODE_INVALID");
    world.wait(59 * SECOND);
    let paid = world.call(METHOD, &order(&world.code(RICH), json!({})));
    assert_eq!(member(&paid.body, "trade_no"), Some(created.no.as_str()));
    world.wait(60 * SECOND);
    assert_eq!(world.fire(), 0, "its time limit is off");
    assert_eq!(world.trade("T1").unwrap().status, TradeStatus::TradeSuccess);
    world.check();
}

#[test]
fn open_id_mode_hides_user_ids() {
    let world = World::new();
    let mut app = world.app.lock().unwrap().clone();
    app.open_id_mode = true;
    world.put(Directory::App(Arc::new(app.clone())));
    *world.app.lock().unwrap() = app;
    let answer = world.call(METHOD, &order(&world.code(RICH), json!({})));
    assert_eq!(member(&answer.body, "buyer_user_id"), None);
    assert_eq!(member(&answer.body, "buyer_open_id"), Some("2021000000000001:2088000000000001"));
    let told = &world.notifications("T1")[0].params;
    assert!(told.iter().any(|(k, _)| k == "buyer_open_id") && told.iter().all(|(k, _)| k != "buyer_id"));
    assert_eq!(world.trade("T1").unwrap().paid_at, Some(now()));
}
