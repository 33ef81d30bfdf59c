//! Timers.

use tael_core::id::{Book, Id, WorldId};
use tael_core::time::Instant;

use super::{ask, open, put};
use crate::plan::{Plan, Write};
use crate::row::{Timer, TimerKind};
use crate::store::{Page, Query, Store};

fn timer(book: i16, subject: i64, due: i64) -> Timer {
    Timer {
        due: Instant(due),
        book: Book(book),
        world: WorldId(i32::from(book) + 1),
        kind: TimerKind::TradeTimeout,
        subject: Id(subject),
    }
}

async fn due(store: &dyn Store, world: i32, until: i64, limit: u32) -> Vec<i64> {
    match ask(store, Query::DueTimers { world: WorldId(world), until: Instant(until), limit }).await {
        Page::Timers(rows) => rows.iter().map(|t| t.subject.0).collect(),
        other => panic!("expected timers, got {other:?}"),
    }
}

pub(super) async fn timers_come_in_the_order_of_their_time(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    assert_eq!(ask(store, Query::NextDue(WorldId(1))).await, Page::Due(None));
    let arm = |rows: &[(i64, i64)]| Plan(rows.iter().map(|(s, d)| Write::Arm(timer(0, *s, *d))).collect());
    put(store, &mut shop, vec![arm(&[(1, 300), (2, 100), (4, 200), (3, 200)])]).await;
    assert_eq!(due(store, 1, 1000, 10).await, [2, 3, 4, 1]);
    assert_eq!(due(store, 1, 200, 10).await, [2, 3, 4], "due at the instant itself");
    assert_eq!(due(store, 1, 199, 10).await, [2]);
    assert_eq!(due(store, 1, 1000, 2).await, [2, 3]);
    assert_eq!(ask(store, Query::NextDue(WorldId(1))).await, Page::Due(Some(Instant(100))));
    // armed again: moved, not doubled
    put(store, &mut shop, vec![arm(&[(2, 400)])]).await;
    assert_eq!(due(store, 1, 1000, 10).await, [3, 4, 1, 2]);
    let disarm =
        |subject| Write::Disarm { book: Book(0), kind: TimerKind::TradeTimeout, subject: Id(subject) };
    put(store, &mut shop, vec![Plan(vec![disarm(3), disarm(77)])]).await;
    assert_eq!(due(store, 1, 1000, 10).await, [4, 1, 2]);
}

pub(super) async fn a_world_does_not_see_anothers_timers(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let rows = [timer(0, 1, 100), timer(1, 1, 50), timer(1, 2, 60)];
    put(store, &mut shop, vec![Plan(rows.map(Write::Arm).into())]).await;
    assert_eq!((due(store, 1, 1000, 9).await, due(store, 2, 1000, 9).await), (vec![1], vec![1, 2]));
    assert_eq!(due(store, 3, 1000, 9).await, [0; 0]);
    assert_eq!(ask(store, Query::NextDue(WorldId(2))).await, Page::Due(Some(Instant(50))));
}
