//! Batches: all or nothing, and the chain over them.

use tael_core::id::{Book, Id, WorldId};
use tael_core::money::Fen;

use super::{ask, open, put};
use crate::chain;
use crate::conformance::dump;
use crate::key::{CounterKey, CounterKind};
use crate::plan::{Plan, Write};
use crate::row::{BatchRow, StoredJournal};
use crate::store::{CommitError, Page, Query, Store, Table};

/// Whichever of the plans fails, and however late, nothing of the others is there.
pub(super) async fn a_batch_that_fails_leaves_nothing(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (waiting, order) = shop.order("OLD", Fen(100));
    put(store, &mut shop, vec![order]).await;
    let before = dump(store).await;

    let key = CounterKey { owner: 1, kind: CounterKind::PaidDay, period: 20_261_122 };
    let limited = Write::Count { book: Book(0), key, by: Fen(2), ceiling: Some(Fen(1)) };
    let (_, twin) = shop.order("OLD", Fen(1));
    let (_, pay_again) = shop.pay(&waiting, 1);
    let poor = shop.order("POOR", Fen(1_000_000_000)).0;
    let (_, overdraft) = shop.pay(&poor, 0);
    for bad in [Plan::none().with(limited), twin, pay_again, overdraft] {
        for place in 0..3 {
            let (_, fresh) = shop.order("NEW", Fen(5));
            let (_, pay) = shop.pay(&waiting, 0);
            let mut plans = vec![fresh, pay];
            plans.insert(place, bad.clone());
            let batch = shop.batch(plans);
            let id = batch.id;
            assert!(store.commit(batch).await.is_err(), "a batch with {bad:?} must fail");
            assert_eq!(before, dump(store).await);
            assert_eq!(ask(store, Query::HasBatch(id)).await, Page::Truth(false));
        }
    }
    let (_, pay) = shop.pay(&waiting, 0);
    put(store, &mut shop, vec![pay]).await;
}

pub(super) async fn a_batch_of_nothing_writes_nothing(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let before = dump(store).await;
    let batch = shop.batch(vec![Plan::none(), Plan::none()]);
    let id = batch.id;
    assert!(store.commit(batch).await.is_ok());
    assert_eq!(before, dump(store).await);
    assert_eq!(ask(store, Query::HasBatch(id)).await, Page::Truth(false));
}

/// An unknown outcome is resolved by looking for the batch, whatever it wrote.
pub(super) async fn a_batch_is_found_by_its_key(store: &dyn Store) {
    let mut shop = open(store, Book(3)).await;
    let (_, order) = shop.order("T1", Fen(1));
    let app = crate::Directory::MiniProgram(std::sync::Arc::new(tael_core::party::MiniProgram {
        app_id: shop.app_id.clone(),
        world: shop.world.id,
        linked_to: Vec::new(),
    }));
    for plan in [order, Plan::none().with(Write::Put(app))] {
        let batch = shop.batch(vec![plan.clone()]);
        let id = batch.id;
        assert_eq!(ask(store, Query::HasBatch(id)).await, Page::Truth(false));
        assert!(store.commit(batch).await.is_ok());
        assert_eq!(ask(store, Query::HasBatch(id)).await, Page::Truth(true));
    }
    let mut twice =
        shop.batch(vec![Plan::none().with(Write::OpenAccount(Book(3), tael_core::ledger::AccountId(41)))]);
    assert!(store.commit(twice.clone()).await.is_ok());
    twice.plans = vec![shop.order("T2", Fen(1)).1];
    match store.commit(twice).await {
        Err(CommitError::Duplicate(name)) if name == "batch_id_key" => {}
        other => panic!("a batch is written once, got {other:?}"),
    }
}

pub(super) async fn the_chain_has_no_gap(store: &dyn Store) {
    let mut shops = [open(store, Book(0)).await, open(store, Book(1)).await];
    for round in 0..3 {
        let mut plans = Vec::new();
        for shop in &mut shops {
            for n in 0..2 {
                let (trade, order) = shop.order(&format!("T{round}-{n}"), Fen(100));
                let (_, pay) = shop.pay(&trade, n);
                // the keys of the journals fall within the batch
                plans.insert(0, Plan(order.0.into_iter().chain(pay.0).collect()));
            }
        }
        put(store, &mut shops[0], plans).await;
    }
    let (Page::Batches(batches), Page::Journals(journals)) = (
        ask(store, Query::Scan(Table::Batch, None, 1000)).await,
        ask(store, Query::Scan(Table::Journal, None, 1000)).await,
    ) else {
        panic!("the answers' variants follow from the queries'");
    };
    let Page::Books(books) = ask(store, Query::Books).await else { panic!("the answer is books") };
    assert_eq!(books.len(), 2);
    for (head, book) in books.into_iter().zip([Book(0), Book(1)]) {
        assert_eq!((head.book, head.world), (book, Some(WorldId(i32::from(book.0) + 1))));
        let chained: Vec<&BatchRow> = batches.iter().filter(|b| b.book == book).collect();
        assert_eq!(chained.len(), 4, "one step per batch");
        let mut previous = chain::GENESIS;
        for (row, seq) in chained.into_iter().zip(1..) {
            let own = |j: &&StoredJournal| j.book == book && j.batch == row.id;
            let posted: Vec<&StoredJournal> = journals.iter().filter(own).collect();
            assert_eq!((row.seq, row.journals as usize), (seq, posted.len()));
            previous = chain::next(&previous, row.id, posted);
            assert_eq!(row.hash, previous);
        }
        assert_eq!((head.seq, head.hash), (4, previous));
        assert!(journals.iter().any(|j| j.book == book && j.id > Id(0)));
    }
}
