//! Whatever the cart, the wallet and the contract: the parts add up, and no account pays more than it holds.

use proptest::prelude::*;

use super::super::state::samples::{buyer, opened};
use super::*;
use crate::channel::ChannelLists;
use crate::id::Id;
use crate::party::{ChannelSettings, CouponFunder, CouponKind};
use crate::trade::TradeData;

fn order(total: i64, change: impl FnOnce(&mut TradeData)) -> TradeData {
    let mut data = (*opened(None).0).clone();
    data.total = Fen(total);
    data.detail.discountable = Fen(total);
    change(&mut data);
    data
}

fn wallet(channels: &[Channel]) -> User {
    let (trade, _) = opened(None);
    User { channels: channels.to_vec(), ..User::new(buyer(1), trade.world, trade.book) }
}

fn coupon(amount: i64, funder: CouponFunder) -> Coupon {
    Coupon { id: format!("C{amount}").into(), ..Coupon::of(Fen(amount), funder) }
}

fn line(goods_id: &str, price: i64, hundredths: i64) -> GoodsLine {
    GoodsLine {
        goods_id: goods_id.into(),
        name: format!("货{goods_id}"),
        price: Fen(price),
        hundredths,
        more: None,
    }
}

fn now() -> Instant {
    opened(None).1.now
}

fn bills(payment: &Payment) -> Vec<(Channel, i64)> {
    payment.bills.iter().map(|b| (b.channel, b.amount.0)).collect()
}

#[test]
fn discounts_come_first_then_points_then_one_channel() {
    let trade = order(10_000, |_| {});
    let (merchant, platform) = (coupon(1_000, CouponFunder::Merchant), coupon(500, CouponFunder::Platform));
    let funding = Funding::new(&trade, &[&platform, &merchant], now()).with_points(Fen(300));
    let buyer = wallet(&[Channel::DebitCard]);
    assert_eq!(funding.usable(&buyer, None), Ok(vec![Channel::Balance, Channel::DebitCard]));
    let held = [(Channel::Balance, Fen(8_199)), (Channel::DebitCard, Fen(8_200))];
    let payment = funding.from_wallet(&buyer, &held, &Tariff::flat(Rate(6_000))).unwrap();
    let expected = [
        (Channel::MerchantDiscount, 1_000),
        (Channel::Coupon, 500),
        (Channel::Point, 300),
        (Channel::DebitCard, 8_200),
    ];
    assert_eq!(bills(&payment), expected);
    assert_eq!((payment.receipt, payment.buyer_pay), (Fen(9_000), Fen(8_500)));
    assert_eq!((payment.point, payment.invoice, payment.fee), (Fen(300), Fen(8_200), Fen(54)));
    assert_eq!((payment.discount, payment.mdiscount), (Fen(500), Fen(1_000)));
}

#[test]
fn discounts_stay_within_the_discountable_part() {
    let trade = order(10_000, |t| t.detail.discountable = Fen(700));
    let (first, second) = (coupon(600, CouponFunder::Merchant), coupon(500, CouponFunder::Platform));
    let third = coupon(200, CouponFunder::Platform);
    let funding = Funding::new(&trade, &[&first, &second, &third], now());
    let used: Vec<(&str, Fen)> =
        funding.vouchers().iter().map(|v| (v.coupon.id.as_str(), v.amount)).collect();
    assert_eq!(used, [("C600", Fen(600)), ("C500", Fen(100))], "the third finds nothing left");
    assert_eq!(funding.rest(), Fen(9_300));
}

#[test]
fn a_coupon_applies_where_its_terms_say() {
    let trade = order(1_000, |t| t.detail.funding.goods = vec![line("A", 300, 100)]);
    let ends = |at: &str| Some(at.to_owned());
    let base = coupon(100, CouponFunder::Platform);
    let other = Some(buyer(5));
    for (expected, coupon) in [
        (true, base.clone()),
        (true, Coupon { min_amount: Fen(1_000), ..base.clone() }),
        (false, Coupon { min_amount: Fen(1_001), ..base.clone() }),
        (false, Coupon { expires_at: ends(&now().to_string()), ..base.clone() }),
        (true, Coupon { expires_at: ends(&now().plus(1000).to_string()), ..base.clone() }),
        (true, Coupon { merchant: Some(trade.pid.clone()), ..base.clone() }),
        (false, Coupon { merchant: other, ..base.clone() }),
        (true, Coupon { goods_ids: vec!["A".into()], ..base.clone() }),
        (false, Coupon { goods_ids: vec!["B".into()], ..base }),
    ] {
        let used = !applied(&trade, &[&coupon], now()).is_empty();
        assert_eq!(used, expected, "{coupon:?}");
    }
}

#[test]
fn goods_coupons_take_off_their_lines_only() {
    let goods = vec![line("A", 300, 200), line("B", 5_000, 100), line("A", 100, 150)];
    let trade = order(5_750, |t| t.detail.funding.goods = goods);
    let fixed = Coupon { goods_ids: vec!["A".into()], ..coupon(2_000, CouponFunder::Brand) };
    let rate = Coupon {
        rate: Some(Rate(100_000)),
        goods_ids: vec!["B".into()],
        merchant_share: Some(Rate(250_000)),
        ..coupon(0, CouponFunder::Platform)
    };
    let vouchers = applied(&trade, &[&fixed, &rate], now());
    let parts: Vec<(i64, i64, Vec<i64>)> = vouchers
        .iter()
        .map(|v| (v.amount.0, v.merchant_contribute.0, v.goods.iter().map(|g| g.amount.0).collect()))
        .collect();
    assert_eq!(parts, [(750, 0, vec![600, 150]), (500, 125, vec![500])]);
}

#[test]
fn lists_rule_discounts_and_points_too() {
    let enable = |list: &str| ChannelLists { enable: Some(list.into()), disable: None };
    let disable = |list: &str| ChannelLists { enable: None, disable: Some(list.into()) };
    let (merchant, platform) = (coupon(100, CouponFunder::Merchant), coupon(50, CouponFunder::Platform));
    let red = Coupon { kind: Some(CouponKind::RedPacket), ..coupon(10, CouponFunder::Merchant) };
    for (lists, rest) in [
        (ChannelLists::default(), 833),
        (enable("balance"), 1_000),
        (enable("balance,mdiscount"), 900),
        (enable("balance,COUPON"), 950),
        (enable("balance,voucher"), 840),
        (enable("balance,point"), 993),
        (disable("mdiscount"), 933),
        (disable("promotion"), 933),
        (disable("voucher"), 993),
        (disable("point"), 840),
    ] {
        let trade = order(1_000, |t| t.detail.channels = lists.clone());
        let funding = Funding::new(&trade, &[&merchant, &platform, &red], now()).with_points(Fen(7));
        assert_eq!(funding.rest(), Fen(rest), "{lists:?}");
    }
}

#[test]
fn each_channel_refuses_by_its_own_state() {
    let every = [Channel::MoneyFund, Channel::DebitCard, Channel::CreditLine, Channel::CreditCard];
    let mut user = wallet(&every);
    let trade = order(1_000, |_| {});
    let usable =
        |user: &User, trade: &TradeData, chosen| Funding::new(trade, &[], now()).usable(user, chosen);
    assert_eq!(usable(&user, &trade, None).unwrap().len(), 5);
    user.switches.balance = false;
    assert_eq!(usable(&user, &trade, None).unwrap(), every);
    assert_eq!(usable(&user, &trade, Some(Channel::Balance)), Err(Unfunded::BalanceOff));
    assert_eq!(usable(&user, &trade, Some(Channel::BankPay)), Err(Unfunded::NoChannel));
    for channel in every {
        let off = ChannelSettings { enabled: false, ..ChannelSettings::default() };
        user.channel_settings.insert(channel, off);
    }
    assert_eq!(usable(&user, &trade, None), Err(Unfunded::BalanceOff));
    assert_eq!(usable(&user, &trade, Some(Channel::CreditLine)), Err(Unfunded::NoChannel));
    user.channel_settings.clear();
    user.preferred_channel = Some(Channel::CreditCard);
    let preferred = [Channel::CreditCard, Channel::MoneyFund, Channel::DebitCard, Channel::CreditLine];
    assert_eq!(usable(&user, &trade, None).unwrap(), preferred);
    let virtual_goods = order(1_000, |t| t.detail.funding.virtual_goods = true);
    assert!(!usable(&user, &virtual_goods, None).unwrap().contains(&Channel::CreditLine));
    let points = Funding::new(&trade, &[], now()).with_points(Fen(10)).usable(&user, Some(Channel::Point));
    let short = Unfunded::Short { channel: Channel::Point, available: Fen(10), due: Fen(990) };
    assert_eq!(points, Err(short));
}

#[test]
fn a_limit_counts_like_a_balance() {
    let mut user = wallet(&[Channel::DebitCard]);
    let limit = ChannelSettings { limit: Some(Fen(999)), bank_code: Some("ICBC".into()), enabled: true };
    user.channel_settings.insert(Channel::DebitCard, limit);
    let trade = order(1_000, |_| {});
    let held = [(Channel::Balance, Fen(0)), (Channel::DebitCard, Fen(5_000))];
    let refused = Funding::new(&trade, &[], now()).from_wallet(&user, &held, &Tariff::default());
    let due = Fen(1_000);
    assert_eq!(refused, Err(Unfunded::Short { channel: Channel::DebitCard, available: Fen(999), due }));
    let trade = order(999, |_| {});
    let paid = Funding::new(&trade, &[], now()).from_wallet(&user, &held, &Tariff::default()).unwrap();
    assert_eq!(paid.bills[0].bank_code.as_deref(), Some("ICBC"));
}

#[test]
fn instalments_are_paid_by_the_credit_line_with_their_fee() {
    let terms = |number, seller_bears| {
        order(10_000, |t| t.detail.funding.instalments = Some(InstalmentTerms { number, seller_bears }))
    };
    let user = wallet(&[Channel::CreditLine, Channel::DebitCard]);
    let trade = terms(6, false);
    let funding = || Funding::new(&trade, &[], now());
    assert_eq!(funding().usable(&user, None), Ok(vec![Channel::CreditLine]));
    let tariff = Tariff::flat(Rate(6_000));
    let short = funding().from_wallet(&user, &[(Channel::CreditLine, Fen(10_449))], &tariff);
    let (channel, due) = (Channel::CreditLine, Fen(10_450));
    assert_eq!(short, Err(Unfunded::Short { channel, available: Fen(10_449), due }));
    let paid = funding().from_wallet(&user, &[(Channel::CreditLine, Fen(10_450))], &tariff).unwrap();
    assert_eq!(paid.bills[0].real_amount, Some(Fen(10_450)));
    assert_eq!(paid.net(), Fen(9_940));
    let trade = terms(12, true);
    let funding = Funding::new(&trade, &[], now());
    let paid = funding.from_wallet(&user, &[(Channel::CreditLine, Fen(10_000))], &tariff).unwrap();
    assert_eq!((paid.bills[0].real_amount, paid.net()), (None, Fen(10_000 - 60 - 750)));
    let trade = terms(7, true);
    let none = Funding::new(&trade, &[], now()).from_wallet(&user, &[], &tariff);
    assert_eq!(none, Err(Unfunded::NoChannel));
}

fn funders() -> impl Strategy<Value = CouponFunder> {
    prop_oneof![Just(CouponFunder::Platform), Just(CouponFunder::Merchant), Just(CouponFunder::Brand)]
}

fn coupons() -> impl Strategy<Value = Coupon> {
    let terms = (funders(), any::<Option<bool>>(), 0..3_000i64, 0..20_000i64);
    let shares = (proptest::option::of(0..=1_000_000i64), proptest::option::of(0..=1_000_000i64));
    let goods = proptest::collection::vec("[ABC]", 0..3);
    (terms, shares, goods).prop_map(|((funder, red, amount, min), (share, rate), goods_ids)| Coupon {
        kind: red.map(|red| if red { CouponKind::RedPacket } else { CouponKind::Voucher }),
        merchant_share: share.map(Rate),
        rate: rate.map(Rate),
        min_amount: Fen(min),
        goods_ids,
        ..Coupon::of(Fen(amount), funder)
    })
}

fn lists() -> impl Strategy<Value = ChannelLists> {
    let names = "(balance|moneyFund|credit_group|voucher|promotion|point|mdiscount|debitCardExpress|,){0,6}";
    (names, 0..4u8).prop_map(|(list, which)| match which {
        0 => ChannelLists { enable: Some(list), disable: None },
        1 => ChannelLists { enable: None, disable: Some(list) },
        _ => ChannelLists::default(),
    })
}

fn carts() -> impl Strategy<Value = TradeData> {
    let goods = proptest::collection::vec(("[ABCD]", 0..5_000i64, 1..500i64), 0..6);
    let terms = (any::<bool>(), proptest::option::of((0..4usize, any::<bool>())), lists());
    (1..30_000i64, 0..=100i64, goods, terms).prop_map(|(total, part, goods, (unreal, fq, channels))| {
        order(total, |t| {
            t.detail.discountable = Fen(total * part / 100);
            t.detail.channels = channels;
            t.detail.funding = FundingTerms {
                goods: goods.iter().map(|(id, price, count)| line(id, *price, *count)).collect(),
                virtual_goods: unreal,
                instalments: fq
                    .map(|(n, seller_bears)| InstalmentTerms { number: [3, 6, 12, 9][n], seller_bears }),
            };
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_always_add_up(
        trade in carts(),
        coupons in proptest::collection::vec(coupons(), 0..5),
        holdings in proptest::collection::vec(0..40_000i64, 5),
        (points, rate, original) in (0..20_000i64, 0..=1_000_000i64, proptest::option::of(0..=1_000_000i64)),
    ) {
        let user = wallet(&Channel::OWN_MONEY[1..5]);
        let refs: Vec<&Coupon> = coupons.iter().collect();
        let tariff = Tariff { original_rate: original.map(Rate), ..Tariff::flat(Rate(rate)) };
        let funding = Funding::new(&trade, &refs, now()).with_points(Fen(points));
        prop_assert!(funding.rest() >= Fen::ZERO);
        let Ok(usable) = funding.usable(&user, None) else { return Ok(()) };
        let held: Vec<(Channel, Fen)> =
            usable.iter().map(|c| (*c, Fen(holdings[Channel::OWN_MONEY.iter().position(|o| o == c).unwrap()]))).collect();
        let Ok(paid) = funding.from_wallet(&user, &held, &tariff) else { return Ok(()) };

        let sum = |of: &[Channel]| paid.bills.iter().filter(|b| of.contains(&b.channel)).map(|b| b.amount.0).sum::<i64>();
        let platform = sum(&[Channel::Coupon, Channel::Discount]);
        let merchant = sum(&[Channel::MerchantCoupon, Channel::MerchantDiscount]);
        prop_assert_eq!(paid.bills.iter().map(|b| b.amount.0).sum::<i64>(), trade.total.0);
        prop_assert_eq!((paid.discount.0, paid.mdiscount.0), (platform, merchant));
        prop_assert_eq!(paid.receipt.0, trade.total.0 - merchant);
        prop_assert_eq!(paid.buyer_pay.0, paid.receipt.0 - platform);
        prop_assert_eq!(paid.invoice.0, paid.buyer_pay.0 - paid.point.0);
        prop_assert!(platform + merchant <= trade.detail.discountable.0, "discounts stay within their part");
        prop_assert_eq!(paid.vouchers.iter().map(|v| v.amount.0).sum::<i64>(), platform + merchant);
        prop_assert!(paid.bills.iter().all(|b| b.amount.is_positive() && trade.detail.channels.admit(b.channel)));
        prop_assert!(paid.net() >= Fen::ZERO && paid.point.0 <= points);
        for voucher in &paid.vouchers {
            prop_assert!(voucher.merchant_contribute >= Fen::ZERO && voucher.other_contribute() >= Fen::ZERO);
            let lines: i64 = voucher.goods.iter().map(|g| g.amount.0).sum();
            prop_assert_eq!(lines, if voucher.coupon.goods_ids.is_empty() { 0 } else { voucher.amount.0 });
        }
        let own: Vec<_> = paid.bills.iter().filter(|b| Channel::OWN_MONEY.contains(&b.channel)).collect();
        prop_assert!(own.len() <= 1, "one channel pays the rest");
        for bill in own {
            let (_, balance) = held.iter().find(|(c, _)| *c == bill.channel).unwrap();
            prop_assert!(bill.real_amount.unwrap_or(bill.amount) <= *balance);
            prop_assert_eq!(paid.instalments.is_some(), trade.detail.funding.instalments.is_some());
            prop_assert!(paid.instalments.is_none() || bill.channel == Channel::CreditLine);
        }
        prop_assert!(paid.journal(Id(2), &trade, now()).is_ok());
    }
}
