//! Who funds a payment, from request to ledger, answer and notification: `semantics.md §2, §12.2, §12.5`.

use std::sync::Arc;

use serde_json::{Value, json};
use tael_core::channel::Channel;
use tael_core::id::{Book, UserId, WorldId};
use tael_core::ledger::AccountKind;
use tael_core::money::{Fen, Rate};
use tael_core::party::{
    ChannelSettings, ContractMode, Coupon, CouponFunder, Purchase, SubMerchant, SubMerchantStatus, User,
};
use tael_store::Directory;

use super::Choice;
use crate::method::Answer;
use crate::testing::{OTHER_PID, PASSWORD, PID, RICH, World, a_user};

const CREATE: &str = "alipay.trade.create";
const PAY: &str = "alipay.trade.pay";
const QUERY: &str = "alipay.trade.query";
const BUYER: &str = "2088000000000077";

fn buyer(world: &World, change: impl FnOnce(&mut User), holdings: &[(Channel, Fen)]) {
    let mut user = a_user(BUYER, "13800000077");
    change(&mut user);
    world.hold(&user, holdings);
}

fn coupon(id: &str, amount: Fen, funder: CouponFunder) -> Coupon {
    Coupon { id: id.into(), ..Coupon::of(amount, funder) }
}

fn order(number: &str, change: Value) -> Value {
    let mut order = json!({"out_trade_no": number, "total_amount": "88.88", "subject": "苹果"});
    order.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    order
}

fn pay(world: &World, number: &str, change: Value) -> Answer {
    let mut request = order(number, change);
    request["auth_code"] = world.code(BUYER).into();
    world.call(PAY, &request)
}

fn body(answer: &Answer) -> Value {
    assert_eq!(answer.code, "10000", "{answer:?}");
    serde_json::from_str(&answer.body.to_json()).unwrap()
}

fn told(world: &World, number: &str) -> Value {
    let params = world.notifications(number)[0].params.clone();
    Value::Object(params.into_iter().map(|(name, value)| (name.to_string(), value.into())).collect())
}

fn id(user: &str) -> UserId {
    UserId::from(user)
}

/// A goods voucher that merchant and brand share, a red packet of the platform, points.
fn discounts(user: &mut User) {
    user.use_points = true;
    user.coupons = vec![
        Coupon {
            goods_ids: vec!["A".into()],
            merchant_share: Some(Rate(250_000)),
            name: Some("水果券".into()),
            memo: Some("只限苹果".into()),
            template_id: Some("T7".into()),
            purchase: Some(Purchase { buyer: Fen(300), merchant: Fen(100), platform: Fen::ZERO }),
            hyb: true,
            ..coupon("V1", Fen(800), CouponFunder::Brand)
        },
        coupon("R1", Fen(500), CouponFunder::Platform),
    ];
}

const GOODS: &str = r#"[{"goods_id":"A","goods_name":"苹果","quantity":"2","price":"3.50"}]"#;

#[test]
fn discounts_and_points_come_before_the_balance() {
    let world = World::new();
    buyer(&world, discounts, &[(Channel::Balance, Fen(100_000)), (Channel::Point, Fen(88))]);
    let (pool, platform) =
        (world.platform(AccountKind::PointPool), world.platform(AccountKind::PlatformPromotion));
    let goods: Value = serde_json::from_str(GOODS).unwrap();
    let paid = body(&pay(&world, "T1", json!({"goods_detail": goods})));
    // 7.00 of goods A: 1.75 by the merchant, 5.25 by the brand; 5.00 by the platform; 0.88 in points
    for (name, value) in [
        ("total_amount", "88.88"),
        ("receipt_amount", "87.13"),
        ("buyer_pay_amount", "76.88"),
        ("point_amount", "0.88"),
        ("invoice_amount", "76.00"),
        ("mdiscount_amount", "1.75"),
        ("discount_amount", "10.25"),
        ("hyb_amount", "7.00"),
    ] {
        assert_eq!(paid[name], value, "{name}");
    }
    assert_eq!(
        paid["fund_bill_list"],
        json!([
            {"amount": "1.75", "fund_channel": "MDISCOUNT"},
            {"amount": "5.25", "fund_channel": "DISCOUNT"},
            {"amount": "5.00", "fund_channel": "COUPON"},
            {"amount": "0.88", "fund_channel": "POINT"},
            {"amount": "76.00", "fund_channel": "ALIPAYACCOUNT"},
        ])
    );
    let vouchers = json!([
        {
            "amount": "7.00", "id": "V1", "memo": "只限苹果", "merchant_contribute": "1.75", "name": "水果券",
            "other_contribute": "5.25",
            "other_contribute_detail": [{"contribute_amount": "5.25", "contribute_type": "BRAND_CONTRIBUTE"}],
            "purchase_ant_contribute": "0.00", "purchase_buyer_contribute": "3.00",
            "purchase_merchant_contribute": "1.00", "template_id": "T7", "type": "ALIPAY_CASH_VOUCHER",
        },
        {
            "amount": "5.00", "id": "R1", "merchant_contribute": "0.00", "name": "红包", "other_contribute": "5.00",
            "other_contribute_detail": [{"contribute_amount": "5.00", "contribute_type": "PLATFORM_CONTRIBUTE"}],
            "type": "ALIPAY_FIX_VOUCHER",
        },
    ]);
    assert_eq!(paid["voucher_detail_list"], vouchers);
    let goods = json!(r#"[{"discount_amount":"7.00","goods_id":"A","goods_name":"苹果","voucher_id":"V1"}]"#);
    assert_eq!(paid["discount_goods_detail"], goods);

    // each from its own account
    assert_eq!(world.held(&id(BUYER), Channel::Balance), Fen(100_000 - 7_600));
    assert_eq!(world.held(&id(BUYER), Channel::Point), Fen::ZERO);
    assert_eq!(world.platform(AccountKind::PlatformPromotion), Fen(platform.0 - 500));
    assert_eq!(world.platform(AccountKind::BrandPromotion), Fen(-525));
    assert_eq!(world.platform(AccountKind::MerchantDiscounts), Fen(-175));
    assert_eq!(
        world.platform(AccountKind::PointPool),
        pool,
        "the points were charged to the pool when given"
    );
    assert_eq!(world.balance(PID), Fen(8_713 - 52));

    let queried = body(&world.call(QUERY, &json!({"out_trade_no": "T1"})));
    for name in ["fund_bill_list", "voucher_detail_list", "discount_goods_detail", "hyb_amount"] {
        assert_eq!(queried[name], paid[name], "{name}: face-to-face contracts give it unasked");
    }
    let notice = told(&world, "T1");
    assert_eq!(notice["discount_goods_detail"], goods);
    assert_eq!(notice["hyb_amount"], "7.00");
    let vouchers: Value = serde_json::from_str(notice["voucher_detail_list"].as_str().unwrap()).unwrap();
    assert_eq!(
        vouchers[1],
        json!({
            "amount": "5.00", "id": "R1", "merchantContribute": "0.00", "name": "红包", "otherContribute": "5.00",
            "type": "ALIPAY_FIX_VOUCHER",
        })
    );
    // they are used up
    let again = body(&pay(&world, "T2", json!({})));
    assert_eq!((&again["buyer_pay_amount"], &again["voucher_detail_list"]), (&json!("88.88"), &Value::Null));
    world.check();
}

#[test]
fn groups_come_with_query_options_or_by_contract() {
    let world = World::new();
    world.merchant(|m| m.contracts[0].query_returns_fund_bill = Some(false));
    buyer(&world, discounts, &[(Channel::Balance, Fen(100_000))]);
    let goods: Value = serde_json::from_str(GOODS).unwrap();
    let paid = body(&pay(&world, "T1", json!({"goods_detail": goods})));
    let groups = ["voucher_detail_list", "discount_goods_detail", "mdiscount_amount", "discount_amount"];
    for name in groups {
        assert_eq!(paid[name], Value::Null, "{name}");
    }
    assert!(paid["fund_bill_list"].is_array());
    let queried = body(&world.call(QUERY, &json!({"out_trade_no": "T1"})));
    for name in groups.into_iter().chain(["fund_bill_list", "hyb_amount"]) {
        assert_eq!(queried[name], Value::Null, "{name}");
        let asked = json!({"out_trade_no": "T1", "query_options": [name]});
        assert_ne!(body(&world.call(QUERY, &asked))[name], Value::Null, "{name}");
    }
    let asked = pay(&world, "T2", json!({"query_options": groups}));
    assert_eq!(
        body(&asked)["mdiscount_amount"],
        "0.00",
        "what is asked for is answered, also where it is nothing"
    );
}

#[test]
fn the_cashier_takes_what_the_buyer_chose() {
    let world = World::new();
    buyer(
        &world,
        discounts,
        &[(Channel::Balance, Fen(100_000)), (Channel::Point, Fen(88)), (Channel::DebitCard, Fen(8_388))],
    );
    let press = |number: &str, choice: Choice| {
        world.call(CREATE, &order(number, json!({})));
        let no = world.trade(number).unwrap().no.to_string();
        world.press_with(&no, BUYER, Some(PASSWORD), choice)
    };
    let coupons = |ids: &[&str]| Some(ids.iter().map(|id| (*id).into()).collect());
    let unknown = Choice { coupons: coupons(&["R1", "X"]), ..Choice::default() };
    assert_eq!(press("T1", unknown).unwrap_err(), "COUPON_NOT_USABLE");
    let goods = Choice { coupons: coupons(&["V1"]), ..Choice::default() };
    assert_eq!(press("T1", goods).unwrap_err(), "COUPON_NOT_USABLE", "the order has no such goods");
    let none = Choice { points: Some(false), coupons: coupons(&[]), channel: Some(Channel::DebitCard) };
    assert_eq!(press("T1", none).unwrap_err(), "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH");
    let chosen = Choice { points: Some(false), coupons: coupons(&["R1"]), channel: Some(Channel::DebitCard) };
    let paid = press("T1", chosen.clone()).unwrap();
    let payment = paid.detail.payment.as_ref().unwrap();
    let bills: Vec<_> = payment.bills.iter().map(|b| (b.channel, b.amount.0)).collect();
    assert_eq!(bills, [(Channel::Coupon, 500), (Channel::DebitCard, 8_388)]);
    assert_eq!(press("T2", chosen).unwrap_err(), "COUPON_NOT_USABLE", "it is used");
    let points = Choice { channel: Some(Channel::Point), ..Choice::default() };
    assert_eq!(press("T2", points).unwrap_err(), "ACQ.BUYER_BALANCE_NOT_ENOUGH");
    let default = press("T2", Choice::default()).unwrap();
    assert_eq!(default.detail.payment.as_ref().unwrap().point, Fen(88), "as the wallet is set");
    world.check();
}

#[test]
fn a_coupon_keeps_to_its_merchant_and_may_pay_everything() {
    let world = World::new();
    let bound = Coupon { merchant: Some(id(OTHER_PID)), ..coupon("O", Fen(9_000), CouponFunder::Merchant) };
    buyer(&world, |u| u.coupons = vec![bound], &[]);
    assert_eq!(pay(&world, "T1", json!({})).sub_code, Some("ACQ.BUYER_BALANCE_NOT_ENOUGH"));
    let own = Coupon { merchant: Some(id(PID)), ..coupon("P", Fen(9_000), CouponFunder::Merchant) };
    buyer(&world, |u| u.coupons = vec![own], &[]);
    let before = world.balance(PID);
    let paid = body(&pay(&world, "T1", json!({})));
    assert_eq!((&paid["receipt_amount"], &paid["buyer_pay_amount"]), (&json!("0.00"), &json!("0.00")));
    assert_eq!(world.balance(PID), before, "the merchant gave it away");
    world.check();
}

#[test]
fn refusals_are_named_by_state() {
    let off = |channel| {
        move |user: &mut User| {
            let settings = ChannelSettings { enabled: false, ..ChannelSettings::default() };
            user.channel_settings.insert(channel, settings);
        }
    };
    let world = World::new();
    let mut n = 0;
    let mut judged = |change: &dyn Fn(&mut User), holdings: &[(Channel, Fen)], request: Value| {
        n += 1;
        buyer(&world, change, holdings);
        pay(&world, &format!("N{n}"), request).sub_code.unwrap_or("10000")
    };
    let none = "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE";
    let rich = [(Channel::Balance, Fen(100_000))];
    let only = |list: &str| json!({"disable_pay_channels": list});
    assert_eq!(judged(&|_| (), &rich, only("balance")), none);
    assert_eq!(judged(&|_| (), &rich, only("BALANCE,nonsense")), none);
    assert_eq!(judged(&off(Channel::Balance), &rich, json!({})), none);
    assert_eq!(
        judged(&|u| u.switches.balance = false, &rich, json!({})),
        "ACQ.ERROR_BALANCE_PAYMENT_DISABLE"
    );
    let card = [(Channel::Balance, Fen::ZERO), (Channel::DebitCard, Fen(8_887))];
    assert_eq!(judged(&|_| (), &card, json!({})), "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH");
    let fund = [(Channel::DebitCard, Fen::ZERO), (Channel::MoneyFund, Fen(8_887))];
    assert_eq!(judged(&|_| (), &fund, json!({})), "ACQ.BUYER_BALANCE_NOT_ENOUGH");
    let limited = |user: &mut User| {
        let settings = ChannelSettings { limit: Some(Fen(8_887)), ..ChannelSettings::default() };
        user.channel_settings.insert(Channel::Balance, settings);
    };
    assert_eq!(judged(&limited, &rich, json!({})), "ACQ.BUYER_BALANCE_NOT_ENOUGH");
    let credit = [(Channel::Balance, Fen::ZERO), (Channel::CreditLine, Fen(90_000))];
    assert_eq!(judged(&|_| (), &credit, only("credit_group")), "ACQ.BUYER_BALANCE_NOT_ENOUGH");
    assert_eq!(judged(&|_| (), &credit, json!({})), "10000");
    let fq = |number: &str| json!({"extend_params": {"hb_fq_num": number}});
    assert_eq!(judged(&|_| (), &rich, fq("3")), none);
    // 88.88 and 2.3 % of it
    let short = [(Channel::CreditLine, Fen(9_091))];
    assert_eq!(judged(&|_| (), &short, fq("3")), "ACQ.BUYER_BALANCE_NOT_ENOUGH");
    assert_eq!(judged(&|_| (), &[(Channel::CreditLine, Fen(9_092))], fq("3")), "10000");
    assert_eq!(judged(&off(Channel::CreditLine), &credit, fq("3")), none);
    assert_eq!(judged(&|_| (), &rich, fq("5")), "ACQ.INVALID_PARAMETER");
    world.check();
}

#[test]
fn virtual_goods_are_not_paid_on_credit() {
    let world = World::new();
    let credit = [(Channel::Balance, Fen::ZERO), (Channel::CreditLine, Fen(90_000))];
    buyer(&world, |_| (), &credit);
    let goods = json!({"logistics_detail": {"logistics_type": "VIRTUAL"}});
    assert_eq!(world.verdict(CREATE, &order("T1", goods.clone())), "10000");
    let no = world.trade("T1").unwrap().no.to_string();
    assert_eq!(world.press(&no, BUYER, Some(PASSWORD)).unwrap_err(), "ACQ.BUYER_BALANCE_NOT_ENOUGH");
    let choice = Choice { channel: Some(Channel::CreditLine), ..Choice::default() };
    let refused = world.press_with(&no, BUYER, Some(PASSWORD), choice).unwrap_err();
    assert_eq!(refused, "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE");
    let mut both = order("T2", goods);
    both["extend_params"] = json!({"fq_num": "3"});
    assert_eq!(world.verdict(CREATE, &both), "ACQ.ILLEGAL_ARGUMENT");
}

#[test]
fn instalments_have_a_fee_that_somebody_bears() {
    let world = World::new();
    world.merchant(|m| {
        m.contracts[0].returns_charge_info = Some(true);
        m.contracts[0].original_rate = Some(Rate(10_000));
        m.contracts[0].instalment_rates.inst_id = Some("MYBK".into());
    });
    let line = Fen(100_000);
    buyer(&world, |_| (), &[(Channel::CreditLine, line)]);
    let paid =
        body(&pay(&world, "T1", json!({"extend_params": {"hb_fq_num": "6", "hb_fq_seller_percent": "0"}})));
    // 88.88 at 4.5 %: 3.9996
    let bill = json!([{"amount": "88.88", "fund_channel": "PCREDIT", "real_amount": "92.88"}]);
    assert_eq!(paid["fund_bill_list"], bill);
    assert_eq!(world.held(&id(BUYER), Channel::CreditLine), Fen(line.0 - 9_288));
    assert_eq!(world.balance(PID), Fen(8_888 - 53));
    let trade_fee = json!({
        "charge_fee": "0.53", "charge_type": "trade", "is_rating_on_switch": "N", "is_rating_on_trade_receiver": "Y",
        "original_charge_fee": "0.89", "switch_fee_rate": "0.006",
    });
    assert_eq!(paid["charge_info_list"], json!([trade_fee]));
    let queried = body(&world.call(QUERY, &json!({"out_trade_no": "T1"})));
    let info = json!({"fq_amount": "88.88", "fq_inst_id": "MYBK", "user_install_num": "6"});
    assert_eq!(queried["hb_fq_pay_info"], info);
    assert_eq!(
        told(&world, "T1")["hb_fq_pay_info"],
        r#"{"fqAmount":"88.88","fqInstId":"MYBK","userInstallNum":"6"}"#
    );
    let sold =
        body(&pay(&world, "T2", json!({"extend_params": {"fq_num": "3", "fq_seller_percent": "100"}})));
    // 2.3 %: 2.04424
    assert_eq!(sold["fund_bill_list"], json!([{"amount": "88.88", "fund_channel": "PCREDIT"}]));
    let hbfq = json!({
        "charge_fee": "2.04", "charge_type": "hbfq", "is_rating_on_switch": "N", "is_rating_on_trade_receiver": "Y",
        "original_charge_fee": "2.04", "switch_fee_rate": "0.023",
    });
    assert_eq!(sold["charge_info_list"], json!([trade_fee, hbfq]));
    assert_eq!(world.balance(PID), Fen(2 * (8_888 - 53) - 204));
    assert_eq!(world.platform(AccountKind::InstalmentIncome), Fen(400 + 204));
    world.check();
}

#[test]
fn indirect_contracts_answer_what_they_charge() {
    let world = World::new();
    world.merchant(|m| {
        m.contracts[0].mode = ContractMode::Indirect;
        m.contracts[0].charge_flags = Some("bluesea_1".into());
    });
    world.put(Directory::SubMerchant(Arc::new(SubMerchant {
        smid: "2088000000000900".into(),
        owner: id(PID),
        world: WorldId::MAIN,
        mode: ContractMode::Indirect,
        status: SubMerchantStatus::Active,
        provider_punished: false,
        settle_accounts: Vec::new(),
        default_settle_account: None,
    })));
    buyer(&world, |_| (), &[(Channel::Balance, Fen(100_000))]);
    let sub = json!({"sub_merchant": {"merchant_id": "2088000000000900"}});
    let paid = body(&pay(&world, "T1", sub));
    let queried = body(&world.call(QUERY, &json!({"out_trade_no": "T1"})));
    for answer in [&paid, &queried, &told(&world, "T1")] {
        assert_eq!(
            (&answer["charge_amount"], &answer["charge_flags"]),
            (&json!("0.53"), &json!("bluesea_1"))
        );
    }
    assert_eq!(queried["charge_info_list"], paid["charge_info_list"]);
    assert_eq!(paid["charge_info_list"][0]["charge_type"], "trade");
}

#[test]
fn cards_tell_their_bank_and_what_is_left() {
    let world = World::new();
    let bank = ChannelSettings { bank_code: Some("ICBC".into()), ..ChannelSettings::default() };
    let change = |user: &mut User| {
        user.preferred_channel = Some(Channel::DebitCard);
        user.channel_settings.insert(Channel::DebitCard, bank.clone());
    };
    let holdings = [
        (Channel::Balance, Fen(100_000)),
        (Channel::DebitCard, Fen(10_000)),
        (Channel::PrepaidCard, Fen(9_000)),
        (Channel::BankPay, Fen(9_000)),
    ];
    buyer(&world, change, &holdings);
    let paid = body(&pay(&world, "T1", json!({})));
    let bill = json!([{"amount": "88.88", "bank_code": "ICBC", "fund_channel": "BANKCARD", "fund_type": "DEBIT_CARD"}]);
    assert_eq!((&paid["fund_bill_list"], &paid["card_balance"]), (&bill, &Value::Null));
    buyer(&world, |u| u.preferred_channel = Some(Channel::PrepaidCard), &holdings);
    let paid = body(&pay(&world, "T2", json!({})));
    assert_eq!(paid["fund_bill_list"], json!([{"amount": "88.88", "fund_channel": "PCARD"}]));
    assert_eq!(paid["card_balance"], "1.12");
    assert_eq!(world.held(&id(RICH), Channel::PrepaidCard), Fen::ZERO);
    assert_eq!(world.trade("T2").unwrap().book, Book::MAIN);
    world.check();
}
