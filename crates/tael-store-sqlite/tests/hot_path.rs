//! The path of orders and payments: what is committed, and what it costs.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use tael_core::id::Book;
use tael_core::ledger::AccountKind;
use tael_core::money::Fen;
use tael_store::conformance::sample::{FUNDS, Sample, of};
use tael_store::conformance::{Scratch, ready};
use tael_store::{Key, Page, Plan, Query, Row, Store};
use tael_store_sqlite::{Options, SqliteStore};

const BATCH: usize = 64;

fn scratch() -> Scratch {
    Scratch::within(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// Processor time of this thread in seconds; zero where the system does not tell.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or_default() / 1e9
}

/// Orders and payments in batches of 64, loaded as decisions do; prints the processor time per command. Optimised and with
/// TAEL_HOT_ROUNDS=500 the figures mean something.
#[test]
fn batches_of_orders_and_payments() {
    let dir = scratch();
    let store = SqliteStore::open(dir.path("tael.db"), &Options::default()).unwrap();
    let mut shop = Sample::new(Book::MAIN, 32);
    let plan = shop.opening();
    ready(store.commit(shop.batch(vec![plan]))).unwrap();

    let rounds = std::env::var("TAEL_HOT_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(4);
    let (mut ordering, mut paying) = (0.0, 0.0);
    for round in 0..rounds {
        let (trades, plans): (Vec<_>, Vec<Plan>) =
            (0..BATCH).map(|i| shop.order(&format!("T{round}-{i}"), Fen(100))).unzip();
        let keys: BTreeSet<Key> = trades
            .iter()
            .flat_map(|t| {
                [Key::TradeByOut(t.book, t.pid.clone(), t.out_trade_no.clone()), Key::Merchant(t.pid.clone())]
            })
            .collect();
        let start = cpu();
        assert!(
            ready(store.load(&keys))
                .unwrap()
                .iter()
                .all(|(k, r)| r.is_some() == matches!(k, Key::Merchant(_)))
        );
        ready(store.commit(shop.batch(plans))).unwrap();
        ordering += cpu() - start;

        let (paid, plans): (Vec<_>, Vec<Plan>) =
            trades.iter().enumerate().map(|(i, t)| shop.pay(t, i % 32)).unzip();
        let keys: BTreeSet<Key> = paid
            .iter()
            .flat_map(|t| {
                let buyer = t.buyer.clone().unwrap();
                let account = of(&buyer, AccountKind::Balance);
                [Key::TradeByNo(t.book, t.no.clone()), Key::User(buyer), Key::Account(t.book, account)]
            })
            .collect();
        let start = cpu();
        ready(store.load(&keys)).unwrap();
        ready(store.commit(shop.batch(plans))).unwrap();
        paying += cpu() - start;
        for trade in paid {
            let key = Key::Trade(trade.book, trade.id);
            let loaded = ready(store.load(&BTreeSet::from([key.clone()]))).unwrap();
            assert_eq!(loaded, vec![(key, Some(Row::Trade(trade)))]);
        }
    }
    let per = |seconds: f64| seconds * 1e6 / (rounds * BATCH) as f64;
    println!(
        "an order {:.1} µs, a payment {:.1} µs of processor time in batches of {BATCH}",
        per(ordering),
        per(paying)
    );

    let Page::Totals { positive, negative } = ready(store.page(Query::Totals(Book::MAIN))).unwrap() else {
        panic!("the answer's variant follows from the query's");
    };
    assert_eq!((positive, negative), (Fen(64 * FUNDS.0), Fen(-64 * FUNDS.0)));
}
