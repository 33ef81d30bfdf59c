//! alipay.trade.create by real state: `semantics.md §1.3, §1.4, §12.2`.

use std::sync::Arc;

use serde_json::{Value, json};
use tael_core::id::{AppId, UserId, WorldId};
use tael_core::money::Fen;
use tael_core::party::{App, ContractStatus, MerchantStatus, MiniProgram, User, UserStatus};
use tael_core::time::{DAY, HOUR, MINUTE};
use tael_core::trade::TradeStatus;
use tael_store::Directory;

use crate::testing::{FRIEND, OTHER_PID, PASSWORD, PID, RICH, World, a_user, member, now};

const METHOD: &str = "alipay.trade.create";

fn order(change: Value) -> Value {
    let mut order =
        json!({"out_trade_no": "T1", "total_amount": "88.88", "subject": "苹果 16G", "buyer_id": RICH});
    for (name, value) in change.as_object().unwrap() {
        match value {
            Value::Null => order.as_object_mut().unwrap().remove(name),
            value => order.as_object_mut().unwrap().insert(name.clone(), value.clone()),
        };
    }
    order
}

/// The verdict on an order in a world as `change` leaves it.
fn judged(change: impl FnOnce(&World), request: Value) -> &'static str {
    let world = World::new();
    change(&world);
    let verdict = world.verdict(METHOD, &order(request));
    assert_eq!(
        world.trade("T1").is_some(),
        verdict == "10000",
        "{verdict}: a refused creation leaves nothing"
    );
    verdict
}

#[test]
fn a_new_order_makes_a_waiting_trade() {
    let world = World::new();
    let answer = world.call(METHOD, &order(json!({"body": "说明", "timeout_express": "90m"})));
    let trade = world.trade("T1").unwrap();
    assert_eq!(answer.code, "10000");
    assert_eq!(member(&answer.body, "trade_no"), Some(trade.no.as_str()));
    assert_eq!(member(&answer.body, "out_trade_no"), Some("T1"));
    assert_eq!((trade.status, trade.total, trade.version), (TradeStatus::WaitBuyerPay, Fen(8888), 1));
    assert_eq!(trade.buyer, Some(UserId::from(RICH)));
    assert_eq!(trade.payee, UserId::from(PID));
    assert_eq!(trade.expires_at, now().plus(90 * MINUTE));
    assert!(world.notifications("T1").is_empty(), "WAIT_BUYER_PAY is silent by default");
}

#[test]
fn the_same_order_again_is_the_same_trade() {
    let world = World::new();
    let first = world.call(METHOD, &order(json!({})));
    for again in [
        json!({}),
        json!({"total_amount": 88.88}),
        json!({"body": "other", "timeout_express": "5m"}),
        json!({"buyer_id": null}),
    ] {
        let answer = world.call(METHOD, &order(again));
        assert_eq!(answer.body, first.body);
    }
    assert_eq!(world.trade("T1").unwrap().version, 1);
    assert_eq!(world.trade("T1").unwrap().detail.body, None, "the first accepted values win");
}

#[test]
fn a_known_number_is_judged_in_order() {
    let world = World::new();
    world.call(METHOD, &order(json!({})));
    let verdict = |change: Value| world.verdict(METHOD, &order(change));
    // buyer before content
    assert_eq!(verdict(json!({"buyer_id": FRIEND, "subject": "other"})), "ACQ.TRADE_BUYER_NOT_MATCH");
    assert_eq!(verdict(json!({"buyer_id": "2088999999999999"})), "ACQ.TRADE_BUYER_NOT_MATCH");
    for change in [
        json!({"total_amount": "88.89"}),
        json!({"subject": "苹果"}),
        json!({"discountable_amount": "80.00"}),
        json!({"undiscountable_amount": "8.88"}),
        json!({"seller_id": OTHER_PID}),
    ] {
        assert_eq!(verdict(change.clone()), "ACQ.CONTEXT_INCONSISTENT", "{change}");
    }
    world.press(world.trade("T1").unwrap().no.as_str(), RICH, Some(PASSWORD)).unwrap();
    assert_eq!(verdict(json!({"buyer_id": FRIEND, "subject": "other"})), "ACQ.TRADE_HAS_SUCCESS");
    world.check();
}

#[test]
fn a_number_is_the_merchants_own() {
    let world = World::new();
    world.call(METHOD, &order(json!({})));
    world.app.lock().unwrap().partner_id = Some(UserId::from(OTHER_PID));
    let other = world.call(METHOD, &order(json!({"total_amount": "1.00"})));
    assert_eq!(other.code, "10000");
    assert_ne!(member(&other.body, "trade_no"), Some(world.trade("T1").unwrap().no.as_str()));
}

#[test]
fn the_limit_closes_at_its_instant() {
    let world = World::new();
    world.call(METHOD, &order(json!({"timeout_express": "1m"})));
    world.wait(MINUTE - 1);
    assert_eq!(world.verdict(METHOD, &order(json!({}))), "10000");
    assert_eq!(world.fire(), 0);
    world.wait(1);
    assert_eq!(world.verdict(METHOD, &order(json!({}))), "ACQ.TRADE_HAS_CLOSE", "before its timer fires");
    assert_eq!(world.fire(), 1);
    let closed = world.trade("T1").unwrap();
    assert_eq!((closed.status, closed.closed_at), (TradeStatus::TradeClosed, Some(now().plus(MINUTE))));
    assert_eq!(world.verdict(METHOD, &order(json!({}))), "ACQ.TRADE_HAS_CLOSE");
    assert!(world.notifications("T1").is_empty(), "a time-out is silent by default");
}

#[test]
fn a_switched_on_close_is_notified() {
    let world = World::new();
    let mut app = world.app.lock().unwrap().clone();
    app.notify.insert("TRADE_CLOSED".into(), true);
    app.notify.insert("WAIT_BUYER_PAY".into(), true);
    world.put(Directory::App(Arc::new(app.clone())));
    *world.app.lock().unwrap() = app;
    world.call(METHOD, &order(json!({"timeout_express": "1c"})));
    world.wait(DAY);
    world.fire();
    let told: Vec<_> = world.notifications("T1").iter().map(|n| n.params.clone()).collect();
    let status = |n: usize, name: &str| told[n].iter().find(|(k, _)| k == name).map(|(_, v)| v.clone());
    assert_eq!(status(0, "trade_status").as_deref(), Some("WAIT_BUYER_PAY"));
    assert_eq!(status(1, "trade_status").as_deref(), Some("TRADE_CLOSED"));
    assert_eq!(status(1, "gmt_close").as_deref(), Some("2026-11-23 00:00:00"));
    assert_eq!(status(1, "refund_fee").as_deref(), Some("0.00"));
    assert_eq!(status(0, "gmt_payment"), None);
}

#[test]
fn time_limits_default_by_product() {
    let expiry = |request: Value| {
        let world = World::new();
        jsapi(&world, &[PID]);
        assert_eq!(world.verdict(METHOD, &order(request)), "10000");
        world.trade("T1").unwrap().expires_at
    };
    assert_eq!(expiry(json!({})), now().plus(3 * HOUR));
    assert_eq!(expiry(json!({"product_code": "JSAPI_PAY", "op_app_id": MINI})), now().plus(15 * DAY));
    let both = json!({"time_expire": "2026-11-22 10:05:00", "timeout_express": "90m"});
    assert_eq!(expiry(both), now().plus(5 * MINUTE));
    assert_eq!(
        judged(|_| {}, json!({"time_expire": "2026-11-22 09:59:59"})),
        "ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR"
    );
    assert_eq!(judged(|_| {}, json!({"time_expire": "2026-12-07 10:00:01"})), "ACQ.INVALID_PARAMETER");
}

const MINI: &str = "2021000000000009";

fn jsapi(world: &World, linked_to: &[&str]) {
    world.put(Directory::MiniProgram(Arc::new(MiniProgram {
        app_id: AppId::from(MINI),
        world: WorldId::MAIN,
        linked_to: linked_to.iter().map(UserId::from).collect(),
    })));
}

#[test]
fn mini_programs_pay_by_jsapi() {
    let jsapi_order = |change: Value| {
        let mut request = json!({"product_code": "JSAPI_PAY", "op_app_id": MINI});
        request.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        request
    };
    assert_eq!(judged(|w| jsapi(w, &[PID]), jsapi_order(json!({}))), "10000");
    assert_eq!(judged(|w| jsapi(w, &[OTHER_PID]), jsapi_order(json!({}))), "ACQ.UNBOUND_APPLICATION");
    assert_eq!(judged(|_| {}, jsapi_order(json!({}))), "ACQ.OPEN_ID_NOT_TINY_APP");
    assert_eq!(judged(|_| {}, jsapi_order(json!({"op_app_id": ""}))), "ACQ.OPEN_ID_NOT_TINY_APP");
    assert_eq!(
        judged(|w| jsapi(w, &[PID]), json!({"op_app_id": MINI})),
        "ACQ.PRODUCT_NOT_SUPPORT_IN_TINY_APP"
    );
    let mini_app = |w: &World| w.app.lock().unwrap().mini_program = true;
    assert_eq!(judged(mini_app, json!({})), "ACQ.PRODUCT_NOT_SUPPORT_IN_TINY_APP");
    let component = json!({"extend_params": {"trade_component_order_id": "1"}});
    assert_eq!(judged(|_| {}, component), "ACQ.BIZ_PRODUCT_NOT_ALLOWED");
    assert_eq!(judged(|w| jsapi(w, &[PID]), jsapi_order(json!({"buyer_id": ""}))), "ACQ.INVALID_PARAMETER");
}

#[test]
fn contracts_and_merchants_must_be_in_force() {
    assert_eq!(judged(|w| w.merchant(|m| m.contracts.clear()), json!({})), "ACQ.ACCESS_FORBIDDEN");
    let expired = |w: &World| w.merchant(|m| m.contracts[0].status = ContractStatus::Expired);
    assert_eq!(judged(expired, json!({})), "ACQ.ACCESS_FORBIDDEN");
    assert_eq!(judged(|_| {}, json!({"product_code": "QUICK_MSECURITY_PAY"})), "ACQ.ACCESS_FORBIDDEN");
    assert_eq!(judged(|w| w.app.lock().unwrap().partner_id = None, json!({})), "ACQ.PARTNER_ERROR");
    assert_eq!(
        judged(|w| w.merchant(|m| m.status = MerchantStatus::Disabled), json!({})),
        "ACQ.PARTNER_ERROR"
    );
    let inactive = |w: &World| w.merchant(|m| m.status = MerchantStatus::Inactive);
    assert_eq!(judged(inactive, json!({})), "ACQ.MERCHANT_STATUS_NOT_NORMAL");
}

#[test]
fn the_payee_is_the_stores_account_then_seller_id_then_the_merchant() {
    let payee = |change: &dyn Fn(&World), request: Value| {
        let world = World::new();
        change(&world);
        let verdict = world.verdict(METHOD, &order(request));
        world.trade("T1").map(|t| t.payee.to_string()).ok_or(verdict)
    };
    let receives = |w: &World| w.merchant(|m| m.receive_accounts.push(UserId::from(FRIEND)));
    let store = |w: &World| {
        w.merchant(|m| (m.has_stores, m.receive_accounts) = (true, vec![UserId::from(OTHER_PID)]));
        w.shop("NJ_001", Some(FRIEND));
        w.shop("NJ_002", None);
    };
    assert_eq!(payee(&receives, json!({"seller_id": FRIEND})).as_deref(), Ok(FRIEND));
    assert_eq!(payee(&receives, json!({"seller_id": PID})).as_deref(), Ok(PID));
    assert_eq!(payee(&receives, json!({"seller_id": OTHER_PID})), Err("ACQ.INVALID_RECEIVE_ACCOUNT"));
    assert_eq!(payee(&receives, json!({"seller_id": "2088000000009999"})), Err("ACQ.SELLER_NOT_EXIST"));
    assert_eq!(payee(&store, json!({"store_id": "NJ_001", "seller_id": OTHER_PID})).as_deref(), Ok(FRIEND));
    assert_eq!(
        payee(&store, json!({"store_id": "NJ_002", "seller_id": OTHER_PID})).as_deref(),
        Ok(OTHER_PID)
    );
    assert_eq!(payee(&store, json!({"store_id": "NJ_003"})), Err("ACQ.INVALID_STORE_ID"));
    assert_eq!(payee(&store, json!({"alipay_store_id": "1"})), Err("ACQ.INVALID_STORE_ID"));
    assert_eq!(payee(&|_| {}, json!({"store_id": "free text"})).as_deref(), Ok(PID));
    let blocked = |w: &World| w.merchant(|m| m.status = MerchantStatus::Blocked);
    assert_eq!(payee(&blocked, json!({})), Err("ACQ.SELLER_BEEN_BLOCKED"));
}

#[test]
fn the_buyer_is_found_by_id_open_id_and_login_name() {
    let bound = |request: Value| {
        let world = World::new();
        let verdict = world.verdict(METHOD, &order(request));
        world.trade("T1").map(|t| t.buyer.clone().map(|b| b.to_string())).ok_or(verdict)
    };
    let open_id = format!("2021000000000001:{FRIEND}");
    assert_eq!(bound(json!({"buyer_id": null})), Ok(None));
    assert_eq!(bound(json!({"buyer_id": null, "buyer_logon_id": "13800000002"})), Ok(Some(FRIEND.into())));
    assert_eq!(bound(json!({"buyer_id": null, "buyer_open_id": open_id})), Ok(Some(FRIEND.into())));
    assert_eq!(bound(json!({"buyer_id": FRIEND, "buyer_open_id": open_id})), Ok(Some(FRIEND.into())));
    assert_eq!(bound(json!({"buyer_open_id": open_id})), Err("ACQ.INVALID_PARAMETER"));
    assert_eq!(bound(json!({"buyer_logon_id": "13800000002"})), Err("ACQ.INVALID_PARAMETER"));
    assert_eq!(bound(json!({"buyer_id": "2088999999999999"})), Err("ACQ.BUYER_NOT_EXIST"));
    assert_eq!(bound(json!({"buyer_id": null, "buyer_logon_id": "nobody"})), Err("ACQ.BUYER_NOT_EXIST"));
    assert_eq!(
        bound(json!({"buyer_id": null, "buyer_open_id": "2021000000000002:x"})),
        Err("invalid-openid")
    );
    assert_eq!(bound(json!({"buyer_id": null, "buyer_open_id": "nonsense"})), Err("ACQ.BUYER_NOT_EXIST"));
    let double = |w: &World| w.hold(&a_user("2088000000000009", "13800000002"), &[]);
    let by_name = json!({"buyer_id": null, "buyer_logon_id": "13800000002"});
    assert_eq!(judged(double, by_name), "ACQ.USER_LOGONID_DUP");
    let mode = |w: &World| w.app.lock().unwrap().open_id_mode = true;
    assert_eq!(judged(mode, json!({})), "ACQ.BUYER_NOT_EXIST");
    assert_eq!(judged(mode, json!({"buyer_id": null, "buyer_open_id": open_id})), "10000");
}

#[test]
fn the_buyers_account_must_be_in_order() {
    let state = |status| move |w: &World| w.hold(&User { status, ..a_user(RICH, "13800000001") }, &[]);
    assert_eq!(judged(state(UserStatus::Frozen), json!({})), "ACQ.BUYER_ENABLE_STATUS_FORBID");
    assert_eq!(judged(state(UserStatus::Disabled), json!({})), "ACQ.BUYER_ENABLE_STATUS_FORBID");
    assert_eq!(judged(state(UserStatus::Cancelled), json!({})), "ACQ.BUYER_NOT_EXIST");
    assert_eq!(judged(|_| {}, json!({"buyer_id": PID})), "ACQ.BUYER_SELLER_EQUAL");
}

#[test]
fn amounts_and_limits() {
    assert_eq!(judged(|_| {}, json!({"total_amount": "0.00"})), "ACQ.TOTAL_FEE_EXCEED");
    assert_eq!(judged(|_| {}, json!({"total_amount": "100000000.01"})), "ACQ.TOTAL_FEE_EXCEED");
    assert_eq!(
        judged(|_| {}, json!({"discountable_amount": "80", "undiscountable_amount": "8.89"})),
        "ACQ.INVALID_PARAMETER"
    );
    let limited = |w: &World| w.merchant(|m| m.limits.single = Some(Fen(8887)));
    assert_eq!(judged(limited, json!({})), "ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION");
    let punished = |w: &World| w.merchant(|m| m.limits.punish_single = Some(Fen(8887)));
    assert_eq!(judged(punished, json!({})), "ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT");
    let suspended = |w: &World| w.merchant(|m| m.limits.suspended = true);
    assert_eq!(judged(suspended, json!({})), "ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT");
    let spent = |w: &World| {
        w.merchant(|m| m.limits.punish_day = Some(Fen(10_000)));
        w.verdict(METHOD, &json!({"out_trade_no": "T0", "total_amount": "50.00", "subject": "x"}));
        w.press(w.trade("T0").unwrap().no.as_str(), RICH, Some(PASSWORD)).unwrap();
    };
    assert_eq!(judged(spent, json!({})), "ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT");
    assert_eq!(judged(spent, json!({"total_amount": "50.00"})), "10000");
}

#[test]
fn words_and_addresses() {
    let words = |w: &World| w.merchant(|m| m.forbidden_words = vec!["16g".into()]);
    assert_eq!(judged(words, json!({})), "ACQ.EXIST_FORBIDDEN_WORD");
    assert_eq!(judged(words, json!({"subject": "x", "body": "a 16G one"})), "ACQ.EXIST_FORBIDDEN_WORD");
    assert_eq!(judged(words, json!({"subject": "x"})), "10000");
    let ip = |w: &World| w.merchant(|m| m.ip_required = true);
    assert_eq!(judged(ip, json!({})), "ACQ.RISK_MERCHANT_IP_NOT_EXIST");
    assert_eq!(judged(ip, json!({"business_params": {"mc_create_trade_ip": "127.0.0.1"}})), "10000");
    assert_eq!(judged(ip, json!({"business_params": {"mcCreateTradeIp": "127.0.0.1"}})), "10000");
}

#[test]
fn an_app_row_that_lacks_everything_still_answers() {
    let world = World::new();
    let app = App { partner_id: Some(UserId::from("2088000000009999")), ..world.app.lock().unwrap().clone() };
    *world.app.lock().unwrap() = app;
    assert_eq!(world.verdict(METHOD, &order(json!({}))), "ACQ.PARTNER_ERROR");
}
