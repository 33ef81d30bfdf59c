//! Payments with discounts, points and instalments: whatever they are, the books hold; and what of them is corrupted is
//! found, by the row that it lies in.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use proptest::prelude::*;
use rusqlite::Connection;
use tael_core::channel::Channel;
use tael_core::id::Book;
use tael_core::ledger::{AccountId, AccountKind, JournalKind};
use tael_core::money::{Fen, Rate};
use tael_core::party::{Coupon, CouponFunder, CouponKind, User};
use tael_core::trade::{Funding, FundingTerms, GoodsLine, InstalmentTerms, Tariff, Trade};
use tael_sim::{Kind, audit};
use tael_store::conformance::sample::{Sample, journal, of, user};
use tael_store::conformance::{Scratch, ready};
use tael_store::memory::MemoryStore;
use tael_store::{Plan, Store, Write};
use tael_store_sqlite::{Options, SqliteStore};

/// What each buyer has on a credit line and in points.
const LINE: Fen = Fen(50_000);
const POINTS: Fen = Fen(700);

fn buyer(shop: &Sample, n: usize) -> User {
    let mut buyer = user(&shop.buyers[n], shop.world.id, shop.world.book);
    buyer.channels.extend([Channel::CreditLine, Channel::Point]);
    buyer
}

/// The shop's opening, and credit lines and points of its buyers.
fn opening(shop: &mut Sample) -> Plan {
    let mut plan = shop.opening();
    let (book, at) = (shop.world.book, shop.now);
    for (source, kind, amount) in [
        (AccountKind::CreditCapital, AccountKind::CreditLine, LINE),
        (AccountKind::PointPool, AccountKind::Points, POINTS),
    ] {
        let source = AccountId::platform(source);
        plan.push(Write::OpenAccount(book, source));
        for owner in shop.buyers.clone() {
            let account = of(&owner, kind);
            plan.push(Write::OpenAccount(book, account));
            let lines = [(account, amount), (source, -amount)];
            plan.push(Write::Post(book, journal(shop.env().ids.next(), JournalKind::Funding, at, &lines)));
        }
    }
    plan.push(Write::OpenAccount(book, AccountId::platform(AccountKind::PlatformPromotion)));
    plan
}

fn line(goods_id: &str, price: i64) -> GoodsLine {
    GoodsLine {
        goods_id: goods_id.into(),
        name: "苹果".into(),
        price: Fen(price),
        hundredths: 100,
        more: None,
    }
}

fn tariff() -> Tariff {
    Tariff::flat(Rate(6_000))
}

struct Day {
    dir: Scratch,
    store: SqliteStore,
    trade: Arc<Trade>,
}

/// One trade, paid with a goods voucher of the merchant, a red packet, points, and the credit line in six.
fn day() -> Day {
    let dir = Scratch::within(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let store = SqliteStore::open(dir.path("tael.db"), &Options::default()).unwrap();
    let mut shop = Sample::new(Book(0), 1);
    let opening = opening(&mut shop);
    ready(store.commit(shop.batch(vec![opening]))).unwrap();
    let (trade, order) = shop.order_with("FIRST", Fen(10_000), |detail| {
        detail.funding = FundingTerms {
            goods: vec![line("A", 4_000)],
            virtual_goods: false,
            instalments: Some(InstalmentTerms { number: 6, seller_bears: false }),
        };
    });
    let voucher = Coupon {
        id: "V1".into(),
        goods_ids: vec!["A".into()],
        ..Coupon::of(Fen(1_000), CouponFunder::Merchant)
    };
    let packet =
        Coupon { id: "R1".into(), min_amount: Fen(5_000), ..Coupon::of(Fen(500), CouponFunder::Platform) };
    let funding = Funding::new(&trade, &[&voucher, &packet], shop.now).with_points(Fen(300));
    let payment = funding.from_wallet(&buyer(&shop, 0), &[(Channel::CreditLine, LINE)], &tariff()).unwrap();
    let (trade, pay) = shop.pay_with(&trade, payment);
    ready(store.commit(shop.batch(vec![order, pay]))).unwrap();
    Day { dir, store, trade }
}

#[test]
fn a_funded_payment_has_no_finding() {
    let day = day();
    let report = ready(audit(&day.store)).unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.totals.coupons, 2);
}

#[test]
fn corrupted_fundings_are_found() {
    let no = day().trade.no.to_string();
    let set =
        |path: &str, value: &str| format!("update trade set detail=json_set(detail, '$.{path}', '{value}')");
    let payment = |sql: String| (sql, Kind::Payment, "trade", no.clone());
    let usage = |sql: &str, coupon: &str| (sql.to_owned(), Kind::Coupon, "coupon_use", coupon.to_owned());
    let cases = [
        payment(set("payment.vouchers[0].amount", "9.00")),
        payment(set("payment.vouchers[0].merchant_contribute", "11.00")),
        payment(set("payment.vouchers[0].goods[0].amount", "9.00")),
        payment(set("payment.vouchers[0].goods[0].goods_id", "B")),
        payment(set("payment.vouchers[1].coupon.funder", "BRAND")),
        payment(set("payment.vouchers[1].coupon.min_amount", "100.01")),
        payment("update trade set detail=json_remove(detail, '$.payment.vouchers[1]')".to_owned()),
        payment(set("discountable", "14.99")),
        payment(set("payment.bills[3].real_amount", "85.70")),
        payment("update trade set detail=json_remove(detail, '$.payment.bills[3].real_amount')".to_owned()),
        payment(set("payment.bills[3].channel", "DEBIT_CARD")),
        payment(set("payment.instalments.fee", "3.00")),
        payment(set("payment.instalments.amount", "81.99")),
        payment("update trade set detail=json_remove(detail, '$.payment.instalments')".to_owned()),
        usage("delete from coupon_use where coupon='V1'", "V1"),
        usage("update coupon_use set trade=5 where coupon='R1'", "R1"),
        usage("update coupon_use set user=user+1 where coupon='R1'", "R1"),
        usage("insert into coupon_use (book, user, coupon, trade) values (0, 7, 'X', 5)", "X"),
    ];
    for (sql, kind, table, id) in cases {
        let day = day();
        // numbers of another day's trade are other numbers
        let id = if table == "trade" { day.trade.no.to_string() } else { id };
        let changed = Connection::open(day.dir.path("tael.db")).unwrap().execute(&sql, []).unwrap();
        assert!(changed > 0, "{sql} changes nothing");
        let report = ready(audit(&day.store)).unwrap();
        let found = report.findings.iter().any(|f| (f.kind, f.table, &f.id) == (kind, table, &id));
        assert!(found, "{sql} must be found as {kind:?} of {table} {id}, but the report says:\n{report}");
    }
}

/// A payment: total, discountable per cent, coupons, points, instalments, buyer.
#[derive(Clone, Debug)]
struct Purchase {
    total: i64,
    discountable: i64,
    goods: Vec<i64>,
    coupons: Vec<Coupon>,
    points: bool,
    instalments: Option<InstalmentTerms>,
    buyer: usize,
}

fn coupon() -> impl Strategy<Value = Coupon> {
    let funder =
        prop_oneof![Just(CouponFunder::Platform), Just(CouponFunder::Merchant), Just(CouponFunder::Brand)];
    let kind = prop_oneof![Just(CouponKind::RedPacket), Just(CouponKind::Voucher)];
    let number = prop_oneof![Just("C1"), Just("C2"), Just("C3"), Just("C4")];
    let share = proptest::option::of(0..=1_000_000i64);
    (number, 1..3_000i64, funder, kind, share, any::<bool>()).prop_map(
        |(id, amount, funder, kind, share, goods)| Coupon {
            id: id.into(),
            kind: Some(kind),
            merchant_share: share.map(Rate),
            goods_ids: if goods { vec!["A".into()] } else { Vec::new() },
            ..Coupon::of(Fen(amount), funder)
        },
    )
}

fn purchase() -> impl Strategy<Value = Purchase> {
    let goods = proptest::collection::vec(1..4_000i64, 0..3);
    let coupons = proptest::collection::vec(coupon(), 0..4);
    let number = prop_oneof![Just(3u8), Just(6), Just(12)];
    let instalments = proptest::option::of((number, any::<bool>()));
    (1..20_000i64, 0..=100i64, goods, coupons, any::<bool>(), instalments, 0..2usize).prop_map(
        |(total, part, goods, coupons, points, instalments, buyer)| Purchase {
            total,
            discountable: total * part / 100,
            goods,
            coupons,
            points,
            instalments: instalments.map(|(number, seller_bears)| InstalmentTerms { number, seller_bears }),
            buyer,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_books_hold_whatever_funds(purchases in proptest::collection::vec(purchase(), 1..25)) {
        let (store, mut shop) = (MemoryStore::new(), Sample::new(Book::MAIN, 2));
        let opening = opening(&mut shop);
        ready(store.commit(shop.batch(vec![opening]))).unwrap();
        let (mut left, mut used) = ([(LINE, POINTS); 2], Vec::new());
        let mut paid = 0;
        for (n, p) in purchases.into_iter().enumerate() {
            let (trade, order) = shop.order_with(&format!("T{n}"), Fen(p.total), |detail| {
                detail.discountable = Fen(p.discountable);
                detail.funding = FundingTerms {
                    goods: p.goods.iter().map(|price| line("A", *price)).collect(),
                    virtual_goods: false,
                    instalments: p.instalments,
                };
            });
            ready(store.commit(shop.batch(vec![order]))).unwrap();
            let mut coupons: Vec<&Coupon> = Vec::new();
            for coupon in &p.coupons {
                let fresh = !used.contains(&(p.buyer, coupon.id.clone()));
                if fresh && coupons.iter().all(|c| c.id != coupon.id) {
                    coupons.push(coupon);
                }
            }
            let (credit, points) = left[p.buyer];
            let funding = Funding::new(&trade, &coupons, shop.now);
            let funding = if p.points { funding.with_points(points) } else { funding };
            let payer = buyer(&shop, p.buyer);
            let Ok(usable) = funding.usable(&payer, Some(Channel::CreditLine)) else { continue };
            let held: Vec<_> = usable.into_iter().map(|channel| (channel, credit)).collect();
            let Ok(payment) = funding.from_wallet(&payer, &held, &tariff()) else { continue };
            let drawn = payment.bills.iter().find(|b| b.channel == Channel::CreditLine);
            let drawn = drawn.map_or(Fen::ZERO, |bill| bill.real_amount.unwrap_or(bill.amount));
            left[p.buyer] = (Fen(credit.0 - drawn.0), Fen(points.0 - payment.point.0));
            used.extend(payment.vouchers.iter().map(|v| (p.buyer, v.coupon.id.clone())));
            let (_, pay) = shop.pay_with(&trade, payment);
            ready(store.commit(shop.batch(vec![pay]))).unwrap();
            paid += 1;
        }
        let report = ready(audit(&store)).unwrap();
        prop_assert!(report.is_clean(), "{}", report);
        prop_assert_eq!(report.totals.coupons as usize, used.len());
        prop_assert_eq!(report.totals.paid_trades, paid);
    }
}
