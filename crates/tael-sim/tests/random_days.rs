//! Whatever happens in a shop, its books hold.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use proptest::prelude::*;
use tael_core::id::Book;
use tael_core::money::Fen;
use tael_core::time::{DAY, MINUTE};
use tael_core::trade::{Settlement, Trade, TradeStatus};
use tael_sim::audit;
use tael_store::conformance::ready;
use tael_store::conformance::sample::{Sample, delivery, delivery_at};
use tael_store::memory::MemoryStore;
use tael_store::{Page, Plan, Query, Store, Table, Timer};

#[derive(Clone, Debug)]
enum Step {
    Order(i64, Option<(u16, bool)>),
    Pay(usize, usize),
    Deliver(usize, bool, bool),
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (1..1_000_000_i64, proptest::option::of((0..3_u16, any::<bool>())))
            .prop_map(|(total, held)| Step::Order(total, held)),
        (0..20_usize, 0..3_usize).prop_map(|(trade, buyer)| Step::Pay(trade, buyer)),
        (0..20_usize, any::<bool>(), any::<bool>())
            .prop_map(|(row, late, end)| Step::Deliver(row, late, end)),
        (1..20_i64).prop_map(Step::Wait),
        (1..40_i64).prop_map(|days| Step::Wait(days * DAY / MINUTE)),
    ]
}

fn trades(store: &dyn Store) -> Vec<Arc<Trade>> {
    match ready(store.page(Query::Scan(Table::Trade, None, 1000))).unwrap() {
        Page::Trades(rows) => rows,
        other => panic!("expected trades, got {other:?}"),
    }
}

fn plans(store: &dyn Store, shop: &mut Sample, n: usize, step: Step) -> Vec<Plan> {
    let now = shop.now;
    match step {
        Step::Order(total, held) => {
            let settlement = held.map(|(days, freeze)| Settlement {
                period_days: (days > 0).then_some(days),
                freeze,
                ..Settlement::plain(&shop.merchant)
            });
            vec![shop.order_settled(&format!("T{n}"), Fen(total), settlement).1]
        }
        Step::Pay(trade, buyer) => {
            let waiting = trades(store).into_iter().filter(|t| t.status_at(now) == TradeStatus::WaitBuyerPay);
            waiting.skip(trade).take(1).map(|t| shop.pay(&t, buyer).1).collect()
        }
        Step::Deliver(row, late, delivered) => {
            match ready(store.page(Query::Scan(Table::Outbox, None, 1000))).unwrap() {
                Page::Outbound(rows) => {
                    let due = rows.into_iter().filter(|o| o.due.is_some());
                    due.skip(row)
                        .take(1)
                        .flat_map(|o| match late {
                            // long after its last slot
                            true => delivery_at(&o, now.plus(DAY * 2), delivered),
                            false => delivery(&o, delivered),
                        })
                        .collect()
                }
                other => panic!("expected notifications, got {other:?}"),
            }
        }
        Step::Wait(minutes) => {
            shop.now = now.plus(minutes * MINUTE);
            let now = shop.now;
            let mut plans = Vec::new();
            for trade in trades(store) {
                if trade.time_out(now).is_ok() {
                    plans.push(shop.time_out(&trade).1);
                } else if Timer::of_held(&trade).is_some_and(|timer| timer.due <= now) {
                    plans.push(shop.release(&trade).1);
                }
            }
            plans
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_books_of_a_shop_hold(steps in proptest::collection::vec(step(), 1..60)) {
        let (store, mut shop) = (MemoryStore::new(), Sample::new(Book::MAIN, 3));
        let opening = shop.opening();
        ready(store.commit(shop.batch(vec![opening]))).unwrap();
        for (n, step) in steps.into_iter().enumerate() {
            let plans = plans(&store, &mut shop, n, step);
            ready(store.commit(shop.batch(plans))).unwrap();
        }
        let report = ready(audit(&store)).unwrap();
        prop_assert!(report.is_clean(), "{}", report);
        prop_assert_eq!(report.totals.trades as usize, trades(&store).len());
    }
}
