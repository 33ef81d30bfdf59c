//! Each kind of settlement, and each refusal of step 4, by create and by pay.

mod royalties;

use std::sync::Arc;

use serde_json::{Value, json};
use tael_core::id::{Book, UserId, WorldId};
use tael_core::ledger::{AccountId, AccountKind};
use tael_core::money::Fen;
use tael_core::party::{
    ContractMode, SettleAccount, SettleAccountType, SubMerchant, SubMerchantStatus, User, UserStatus,
};
use tael_core::time::DAY;
use tael_core::trade::TradeStatus;
use tael_core::trade::settlement::{Destination, HeldAs};
use tael_store::{Directory, Plan, View};
use tael_wire::json::Object;

use crate::testing::{FRIEND, OTHER_PID, PASSWORD, PID, RICH, World, a_user, member};

const CREATE: &str = "alipay.trade.create";
const PAY: &str = "alipay.trade.pay";
const QUERY: &str = "alipay.trade.query";
const SMID: &str = "2088000603999128";
/// The user whom the sub-merchant is settled to.
const SELLER: &str = "2088000000000500";
const SELLER_NAME: &str = "seller@tael.example";

fn merged(base: Value, change: &Value) -> Value {
    let mut base = base;
    for (name, value) in change.as_object().unwrap() {
        base[name] = value.clone();
    }
    base
}

fn account(kind: SettleAccountType, value: &str, certified: bool) -> SettleAccount {
    SettleAccount { kind, value: value.into(), certified }
}

fn a_sub() -> SubMerchant {
    SubMerchant {
        smid: SMID.into(),
        owner: UserId::from(PID),
        world: WorldId::MAIN,
        mode: ContractMode::Direct,
        status: SubMerchantStatus::Active,
        provider_punished: false,
        settle_accounts: vec![
            account(SettleAccountType::CardAliasNo, "A0001", true),
            account(SettleAccountType::CardAliasNo, "A0002", false),
            account(SettleAccountType::UserId, SELLER, true),
            account(SettleAccountType::UserId, FRIEND, false),
        ],
        default_settle_account: None,
    }
}

fn sub(w: &World, change: impl FnOnce(&mut SubMerchant)) {
    let mut row = a_sub();
    change(&mut row);
    w.put(Directory::SubMerchant(Arc::new(row)));
}

fn seller(w: &World, change: impl FnOnce(&mut User)) {
    let mut user = a_user(SELLER, SELLER_NAME);
    change(&mut user);
    w.hold(&user, &[]);
}

fn platform(w: &World, mode: ContractMode, period: bool) {
    w.merchant(|m| {
        m.contracts[0].mode = mode;
        m.contracts[0].settle_period = period;
    });
    sub(w, |s| s.mode = mode);
    seller(w, |_| ());
}

/// A world in direct-pay mode.
fn direct(w: &World) {
    platform(w, ContractMode::Direct, false);
}

fn order(change: &Value) -> Value {
    merged(json!({"out_trade_no": "T1", "total_amount": "88.88", "subject": "x"}), change)
}

/// What both methods say to an order in a world; they must say the same.
fn judged(prepare: &dyn Fn(&World), change: Value) -> &'static str {
    let world = World::new();
    prepare(&world);
    let created = world.verdict(CREATE, &order(&change));
    let world = World::new();
    prepare(&world);
    let paid = world.verdict(PAY, &merged(order(&change), &json!({"auth_code": world.code(RICH)})));
    assert_eq!(created, paid, "{change}");
    assert_eq!(world.trade("T1").is_some(), paid == "10000", "a refusal of step 4 leaves nothing: {change}");
    world.check();
    paid
}

fn entry(change: Value) -> Value {
    let base = json!({"trans_in_type": "cardAliasNo", "trans_in": "A0001", "amount": "88.88"});
    json!({"settle_info": {"settle_detail_infos": [merged(base, &change)]}})
}

fn of_sub(change: Value) -> Value {
    merged(entry(change), &json!({"sub_merchant": {"merchant_id": SMID}}))
}

fn held(w: &World, owner: &str, kind: AccountKind) -> Fen {
    let id = AccountId::of(&UserId::from(owner), kind).unwrap();
    w.run(|view: &View, _| Ok((Plan::none(), view.balance(Book::MAIN, id)?))).unwrap_or_default()
}

/// Creates the order and pays it; the paid trade.
fn sell(w: &World, change: Value) -> Arc<tael_core::trade::Trade> {
    let change = merged(json!({"total_amount": "100.00"}), &change);
    assert_eq!(w.verdict(CREATE, &order(&change)), "10000", "{change}");
    let no = w.trade("T1").unwrap().no.clone();
    let paid = w.press(no.as_str(), RICH, Some(PASSWORD)).unwrap();
    w.check();
    paid
}

fn query(w: &World) -> Object {
    let asked = json!({"out_trade_no": "T1", "query_options": ["trade_settle_info"]});
    w.call(QUERY, &asked).body
}

#[test]
fn sub_merchants_follow_the_mode_of_the_contract() {
    let with = |mode, change: fn(&mut SubMerchant)| {
        move |w: &World| {
            platform(w, mode, false);
            sub(w, |s| {
                s.mode = mode;
                change(s);
            });
        }
    };
    let (direct, indirect, plain) = (ContractMode::Direct, ContractMode::Indirect, ContractMode::Plain);
    let sold = of_sub(json!({}));
    let same = |_: &mut SubMerchant| ();
    assert_eq!(judged(&with(direct, same), sold.clone()), "10000");
    assert_eq!(judged(&with(indirect, same), sold.clone()), "10000");
    assert_eq!(judged(&with(indirect, same), json!({"sub_merchant": {"merchant_id": SMID}})), "10000");
    let missing = "ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID";
    assert_eq!(judged(&with(direct, same), entry(json!({}))), missing);
    assert_eq!(judged(&with(indirect, same), json!({})), "ACQ.SECONDARY_MERCHANT_ID_BLANK");
    let unknown = json!({"sub_merchant": {"merchant_id": "1"}});
    assert_eq!(judged(&with(direct, same), unknown), "ACQ.SECONDARY_MERCHANT_ID_INVALID");
    let elsewhere = with(direct, |s| s.world = WorldId(9));
    assert_eq!(judged(&elsewhere, sold.clone()), "ACQ.SECONDARY_MERCHANT_ID_INVALID");
    let not_match = "ACQ.SECONDARY_MERCHANT_NOT_MATCH";
    assert_eq!(judged(&with(direct, |s| s.mode = ContractMode::Indirect), sold.clone()), not_match);
    assert_eq!(judged(&with(direct, |s| s.owner = UserId::from(OTHER_PID)), sold.clone()), not_match);
    assert_eq!(judged(&with(plain, same), sold.clone()), not_match);
    let closed = with(direct, |s| s.status = SubMerchantStatus::Closed);
    assert_eq!(judged(&closed, sold.clone()), "ACQ.SECONDARY_MERCHANT_STATUS_ERROR");
    let punished = with(direct, |s| s.provider_punished = true);
    assert_eq!(judged(&punished, sold.clone()), "ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT");
    // in the order of the document: the status first
    let both = with(direct, |s| (s.provider_punished, s.status) = (true, SubMerchantStatus::Frozen));
    assert_eq!(judged(&both, sold), "ACQ.SECONDARY_MERCHANT_STATUS_ERROR");
    let typed = json!({"sub_merchant": {"merchant_id": SMID, "merchant_type": "bank"}});
    assert_eq!(judged(&with(direct, same), typed), "ACQ.SUB_MERCHANT_TYPE_INVALID");
}

#[test]
fn a_platform_is_its_own_payee() {
    let seller = |id: &str| merged(of_sub(json!({})), &json!({"seller_id": id}));
    assert_eq!(judged(&direct, seller(PID)), "10000");
    let allowed = |w: &World| {
        direct(w);
        w.merchant(|m| {
            m.contracts[0].mode = ContractMode::Direct;
            m.receive_accounts = vec![UserId::from(OTHER_PID)];
        });
    };
    assert_eq!(judged(&allowed, seller(OTHER_PID)), "ACQ.INVALID_RECEIVE_ACCOUNT");
    let plain = |w: &World| w.merchant(|m| m.receive_accounts = vec![UserId::from(OTHER_PID)]);
    assert_eq!(judged(&plain, json!({"seller_id": OTHER_PID})), "10000");
}

#[test]
fn settle_info_is_needed_once_and_fits_the_trade() {
    // mandatory in direct-pay mode, and only there
    assert_eq!(judged(&direct, json!({"sub_merchant": {"merchant_id": SMID}})), "ACQ.INVALID_PARAMETER");
    assert_eq!(judged(&|_| {}, json!({})), "10000");
    let mut two = of_sub(json!({}));
    let first = two["settle_info"]["settle_detail_infos"][0].clone();
    two["settle_info"]["settle_detail_infos"].as_array_mut().unwrap().push(first);
    assert_eq!(judged(&direct, two), "ACQ.INVALID_PARAMETER");
    assert_eq!(judged(&direct, of_sub(json!({"amount": "88.87"}))), "ACQ.ILLEGAL_ARGUMENT");
    assert_eq!(judged(&direct, of_sub(json!({"trans_in_type": "wallet"}))), "ACQ.INVALID_PARAMETER");
    assert_eq!(judged(&direct, of_sub(json!({"trans_in": ""}))), "ACQ.INVALID_PARAMETER");
    assert_eq!(judged(&direct, of_sub(json!({"trans_in_type": "defaultSettle"}))), "ACQ.ILLEGAL_ARGUMENT");
    assert_eq!(judged(&direct, of_sub(json!({"summary_dimension": "D"}))), "10000");
    let dimension = json!({"summary_dimension": "D", "trans_in_type": "userId", "trans_in": SELLER});
    assert_eq!(judged(&direct, of_sub(dimension)), "ACQ.ILLEGAL_ARGUMENT");
}

#[test]
fn settlement_accounts_are_those_of_the_on_boarding() {
    let to = |kind: &str, name: &str| of_sub(json!({"trans_in_type": kind, "trans_in": name}));
    assert_eq!(judged(&direct, to("cardSerialNo", "A0001")), "10000", "the older name");
    let no_card = "ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID";
    assert_eq!(judged(&direct, to("cardAliasNo", "A0003")), no_card);
    assert_eq!(judged(&direct, to("cardAliasNo", SELLER)), no_card);
    let other = "ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID";
    assert_eq!(judged(&direct, to("userId", SELLER)), "10000");
    assert_eq!(judged(&direct, to("loginName", SELLER_NAME)), "10000", "the same user by the other name");
    assert_eq!(judged(&direct, to("userId", RICH)), other);
    assert_eq!(judged(&direct, to("userId", "2088999999999999")), other);
    assert_eq!(judged(&direct, to("userId", "A0001")), other);
    assert_eq!(judged(&direct, to("loginName", "nobody@tael.example")), other);
    assert_eq!(judged(&direct, to("loginName", "13800000001")), other);
    let by_name = |w: &World| {
        direct(w);
        sub(w, |s| s.settle_accounts = vec![account(SettleAccountType::LoginName, SELLER_NAME, true)]);
    };
    assert_eq!(judged(&by_name, to("userId", SELLER)), "10000");
    let twins = |w: &World| {
        by_name(w);
        w.hold(&a_user("2088000000000501", SELLER_NAME), &[]);
    };
    assert_eq!(judged(&twins, to("loginName", SELLER_NAME)), "ACQ.USER_LOGONID_DUP");
    // a merchant that sells itself: its own account, who may receive for it, its cards
    let own = |w: &World| {
        seller(w, |_| ());
        w.merchant(|m| {
            m.card_aliases = vec!["B0001".into()];
            m.receive_accounts = vec![UserId::from(SELLER)];
        });
    };
    let own_to = |kind: &str, name: &str| entry(json!({"trans_in_type": kind, "trans_in": name}));
    assert_eq!(judged(&own, own_to("cardAliasNo", "B0001")), "10000");
    assert_eq!(judged(&own, own_to("cardAliasNo", "A0001")), no_card);
    assert_eq!(judged(&own, own_to("userId", PID)), "10000");
    assert_eq!(judged(&own, own_to("loginName", SELLER_NAME)), "10000");
    assert_eq!(judged(&own, own_to("userId", RICH)), other);
}

#[test]
fn settlement_accounts_must_be_certified_and_in_order() {
    let to = |kind: &str, name: &str| of_sub(json!({"trans_in_type": kind, "trans_in": name}));
    let invalid = "ACQ.CUSTOMER_VALIDATE_ERROR";
    assert_eq!(judged(&direct, to("cardAliasNo", "A0002")), invalid);
    assert_eq!(judged(&direct, to("userId", FRIEND)), invalid);
    let states: [fn(&mut User); 4] = [
        |u| u.certified = false,
        |u| u.status = UserStatus::Frozen,
        |u| u.status = UserStatus::Cancelled,
        |u| u.status = UserStatus::Disabled,
    ];
    for state in states {
        let prepare = |w: &World| {
            direct(w);
            seller(w, state);
        };
        assert_eq!(judged(&prepare, to("userId", SELLER)), invalid);
        assert_eq!(judged(&prepare, to("loginName", SELLER_NAME)), invalid);
    }
    let unknown = |w: &World| w.merchant(|m| m.certified = false);
    assert_eq!(judged(&unknown, entry(json!({"trans_in_type": "userId", "trans_in": PID}))), invalid);
}

#[test]
fn the_default_account_is_what_on_boarding_set() {
    let default = || json!({"trans_in_type": "defaultSettle", "trans_in": ""});
    assert_eq!(judged(&direct, of_sub(default())), "ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST");
    let lands = |name: &'static str| {
        let w = World::new();
        direct(&w);
        sub(&w, |s| s.default_settle_account = Some(name.into()));
        let verdict = w.verdict(CREATE, &order(&of_sub(default())));
        let settlement = w.trade("T1").and_then(|t| t.detail.settlement.clone());
        settlement.map(|s| s.destination).ok_or(verdict)
    };
    let user = |id: &str| Ok(Destination::User(UserId::from(id)));
    assert_eq!(lands("A0001"), Ok(Destination::Bank("A0001".into())));
    assert_eq!(lands(SELLER), user(SELLER));
    // not among the accounts: by what it looks like
    assert_eq!(lands("C0009"), Ok(Destination::Bank("C0009".into())));
    assert_eq!(lands(SELLER_NAME), user(SELLER));
    assert_eq!(lands(RICH), user(RICH));
    assert_eq!(lands("A0002"), Err("ACQ.CUSTOMER_VALIDATE_ERROR"));
    assert_eq!(lands(FRIEND), Err("ACQ.CUSTOMER_VALIDATE_ERROR"));
    let own = |w: &World| w.merchant(|m| m.default_settle_account = Some("B0001".into()));
    assert_eq!(judged(&own, entry(default())), "10000");
    let store = merged(default(), &json!({"settle_entity_type": "Store", "settle_entity_id": "S1"}));
    assert_eq!(judged(&own, entry(store)), "ACQ.ILLEGAL_ARGUMENT");
}

#[test]
fn settle_entities_are_the_seller_or_a_store() {
    let shops = |w: &World| {
        direct(w);
        w.shop("S1", None);
    };
    let entity = |kind: &str, id: Value| of_sub(json!({"settle_entity_type": kind, "settle_entity_id": id}));
    assert_eq!(judged(&shops, entity("Store", json!("S1"))), "10000");
    assert_eq!(judged(&shops, entity("Store", json!("S2"))), "ACQ.STORE_INFO_INVALID");
    assert_eq!(judged(&shops, entity("Store", Value::Null)), "ACQ.STORE_INFO_INVALID");
    assert_eq!(judged(&direct, entity("Store", json!("S1"))), "ACQ.STORE_INFO_INVALID");
    assert_eq!(judged(&shops, entity("SecondMerchant", json!(SMID))), "10000");
    assert_eq!(judged(&shops, entity("SecondMerchant", Value::Null)), "10000");
    assert_eq!(judged(&shops, entity("SecondMerchant", json!("2088"))), "ACQ.ILLEGAL_ARGUMENT");
    let plain = |w: &World| w.merchant(|m| m.card_aliases = vec!["A0001".into()]);
    let of_nobody = entry(json!({"settle_entity_type": "SecondMerchant", "settle_entity_id": SMID}));
    assert_eq!(judged(&plain, of_nobody), "10000", "as the printed sample of trade.create");
}

#[test]
fn a_store_may_be_named_by_either_number() {
    let shops = |w: &World| {
        w.merchant(|m| m.has_stores = true);
        for (id, platform) in [("S1", "P1"), ("S2", "P2")] {
            w.shop_named(id, Some(platform), None);
        }
    };
    assert_eq!(judged(&shops, json!({"store_id": "S1", "alipay_store_id": "P1"})), "10000");
    assert_eq!(judged(&shops, json!({"store_id": "S1", "alipay_store_id": "P2"})), "ACQ.ILLEGAL_ARGUMENT");
    let w = World::new();
    shops(&w);
    sell(&w, json!({"alipay_store_id": "P2"}));
    let told = query(&w);
    assert_eq!((member(&told, "store_id"), member(&told, "alipay_store_id")), (Some("S2"), Some("P2")));
}

#[test]
fn a_direct_receipt_is_the_sub_merchants() {
    let w = World::new();
    direct(&w);
    let paid = sell(&w, of_sub(json!({"trans_in_type": "userId", "trans_in": SELLER, "amount": "100.00"})));
    assert_eq!((w.balance(SELLER), w.balance(PID)), (Fen(9_940), Fen(0)));
    assert!(paid.detail.settlement.as_ref().unwrap().held().is_none());
    let told = query(&w).to_json();
    assert!(told.contains(r#""operation_type":"settle""#) && told.contains(r#""amount":"99.40""#), "{told}");
    assert!(!told.contains("SELLER_NOT_RECEIVED") && !told.contains("biz_settle_mode"), "{told}");
    let w = World::new();
    direct(&w);
    sell(&w, of_sub(json!({"amount": "100.00"})));
    assert_eq!((w.balance(SELLER), w.balance(PID)), (Fen(0), Fen(0)), "it left the book to the card");
}

#[test]
fn an_indirect_trade_has_its_numbers() {
    let w = World::new();
    platform(&w, ContractMode::Indirect, false);
    let location =
        json!({"sub_merchant": {"merchant_id": SMID}, "bkagent_req_info": {"location": "+37.28,-121.26"}});
    let order = merged(order(&location), &json!({"auth_code": w.code(RICH)}));
    let paid = w.call(PAY, &order).body;
    let clearing = member(&paid, "settlement_id").unwrap().to_owned();
    assert!(clearing.len() == 28 && clearing.starts_with("20261122"), "{clearing}");
    assert!(paid.to_json().contains(r#""estter_location":"+37.28,-121.26""#));
    let told = query(&w);
    assert_eq!(member(&told, "settlement_id"), Some(clearing.as_str()));
    assert_eq!(member(&told, "alipay_sub_merchant_id"), Some(SMID));
    assert!(told.to_json().contains(r#""estter_location":"+37.28,-121.26""#));
    assert_eq!(w.balance(PID), Fen(8_835), "the acquirer receives");
}

#[test]
fn in_period_mode_the_receipt_waits_until_it_is_due() {
    let w = World::new();
    platform(&w, ContractMode::Direct, true);
    let mut order = of_sub(json!({"trans_in_type": "userId", "trans_in": SELLER, "amount": "100.00"}));
    order["settle_info"]["settle_period_time"] = "3d".into();
    let paid = sell(&w, order);
    let waits = *paid.detail.settlement.as_ref().unwrap().held().unwrap();
    assert_eq!((waits.held, waits.amount), (HeldAs::PendingSettlement, Fen(9_940)));
    assert_eq!(held(&w, PID, AccountKind::PendingSettlement), Fen(9_940));
    assert_eq!((w.balance(SELLER), w.balance(PID)), (Fen(0), Fen(0)));
    let told = query(&w);
    assert_eq!(member(&told, "biz_settle_mode"), Some("PERIOD"));
    assert_eq!(member(&told, "additional_status"), Some("SELLER_NOT_RECEIVED"));
    let details = told.to_json();
    assert!(
        details.contains(r#""trade_unsettled_amount":"99.40""#) && details.contains("on_settle"),
        "{details}"
    );
    w.wait(3 * DAY - 1);
    assert_eq!(w.fire(), 0, "not yet");
    w.wait(1);
    assert_eq!((w.fire(), w.fire()), (1, 0), "once");
    assert_eq!((held(&w, PID, AccountKind::PendingSettlement), w.balance(SELLER)), (Fen(0), Fen(9_940)));
    let trade = w.trade("T1").unwrap();
    assert_eq!((trade.status, trade.version), (TradeStatus::TradeSuccess, 3));
    let told = query(&w);
    assert_eq!(
        (member(&told, "biz_settle_mode"), member(&told, "additional_status")),
        (Some("PERIOD"), None)
    );
    let details = told.to_json();
    assert!(details.contains(r#""trade_unsettled_amount":"0.00""#), "{details}");
    assert!(details.contains(r#""operation_type":"settle""#) && !details.contains("on_settle"), "{details}");
    w.check();
}

#[test]
fn a_timer_that_fires_twice_or_late_releases_once() {
    let w = World::new();
    platform(&w, ContractMode::Plain, true);
    let paid = sell(&w, json!({}));
    let timer = tael_store::Timer::of_held(&paid).unwrap();
    // where the order names no time: the longest
    assert_eq!(timer.due, paid.paid_at.unwrap().plus(365 * DAY));
    struct Nobody;
    impl crate::open_id::OpenIds for Nobody {
        fn of(&self, _: &tael_core::id::AppId, _: &UserId) -> Option<String> {
            None
        }
        fn open(&self, _: &tael_core::id::AppId, _: &str) -> crate::open_id::Opened {
            crate::open_id::Opened::Unknown
        }
    }
    let fire = |w: &World, timer| w.run(|v, e| crate::trade::due::fire(&timer, &Nobody, v, e));
    assert!(!fire(&w, timer), "before its time nothing happens, and the timer stays");
    w.wait(400 * DAY);
    let other = tael_store::Timer { kind: tael_store::TimerKind::RoyaltyRelease, ..timer };
    assert!(!fire(&w, other), "nothing is frozen");
    assert!(fire(&w, timer));
    assert!(!fire(&w, timer), "the second time finds nothing");
    assert_eq!((w.balance(PID), held(&w, PID, AccountKind::PendingSettlement)), (Fen(9_940), Fen(0)));
    assert_eq!(w.fire(), 0);
}

#[test]
fn a_period_needs_the_contract_and_its_bounds() {
    let period = |time: &str| {
        let mut order = of_sub(json!({}));
        order["settle_info"]["settle_period_time"] = time.into();
        order
    };
    let signed = |w: &World| platform(w, ContractMode::Direct, true);
    for time in ["1d", "365d"] {
        assert_eq!(judged(&signed, period(time)), "10000");
        assert_eq!(judged(&direct, period(time)), "ACQ.ILLEGAL_ARGUMENT");
    }
    for time in ["0d", "366d", "1.5d", "3h", "d"] {
        assert_eq!(judged(&signed, period(time)), "ACQ.INVALID_PARAMETER", "{time}");
    }
}

#[test]
fn a_frozen_receipt_is_released_after_thirty_days() {
    let freeze = json!({"extend_params": {"royalty_freeze": "true"}});
    let w = World::new();
    let paid = sell(&w, freeze.clone());
    assert_eq!(paid.detail.settlement.as_ref().unwrap().held().unwrap().held, HeldAs::RoyaltyFrozen);
    assert_eq!((held(&w, PID, AccountKind::RoyaltyFrozen), w.balance(PID)), (Fen(9_940), Fen(0)));
    w.wait(30 * DAY - 1);
    assert_eq!(w.fire(), 0);
    w.wait(1);
    assert_eq!(w.fire(), 1);
    assert_eq!((held(&w, PID, AccountKind::RoyaltyFrozen), w.balance(PID)), (Fen(0), Fen(9_940)));
    let w = World::new();
    sell(&w, json!({"extend_params": {"royalty_freeze": "false"}}));
    assert_eq!((w.trade("T1").unwrap().detail.settlement.clone(), w.balance(PID)), (None, Fen(9_940)));
    // behind a period the freeze begins when the receipt is settled
    let w = World::new();
    platform(&w, ContractMode::Plain, true);
    sell(&w, freeze);
    w.wait(365 * DAY);
    assert_eq!(w.fire(), 1);
    assert_eq!(held(&w, PID, AccountKind::RoyaltyFrozen), Fen(9_940));
    w.wait(30 * DAY);
    assert_eq!((w.fire(), w.balance(PID)), (1, Fen(9_940)));
    w.check();
}

/// What a seller bears of an instalment plan never comes into what is held.
#[test]
fn a_held_receipt_is_less_what_the_seller_bears_of_instalments() {
    use tael_core::channel::Channel;
    let w = World::new();
    platform(&w, ContractMode::Plain, true);
    w.hold(
        &a_user(FRIEND, "13800000002"),
        &[(Channel::CreditLine, Fen(1_000_000)), (Channel::Balance, Fen(0))],
    );
    let terms = json!({"extend_params": {"hb_fq_num": "3", "hb_fq_seller_percent": "100"}});
    let change = merged(json!({"total_amount": "100.00"}), &terms);
    assert_eq!(w.verdict(CREATE, &order(&change)), "10000");
    let no = w.trade("T1").unwrap().no.clone();
    let paid = w.press(no.as_str(), FRIEND, Some(PASSWORD)).unwrap();
    let payment = paid.detail.payment.clone().unwrap();
    assert!(payment.net() < Fen(9_940), "{payment:?}");
    assert_eq!(paid.detail.settlement.as_ref().unwrap().held().unwrap().amount, payment.net());
    assert_eq!(held(&w, PID, AccountKind::PendingSettlement), payment.net());
    w.check();
}
