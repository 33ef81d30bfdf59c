//! Timers on a running clock.

use std::sync::Arc;

use tael_core::id::WorldId;
use tael_core::time::Instant;
use tael_core::trade::TradeStatus;
use tael_server::advance::AdvanceError;
use tael_server::committer::Failure;
use tael_store::{Key, Page, Plan, Query, Row};

use crate::bench::{BOOK, Bench, Setup, WORLD};
use crate::receiver::Receiver;

#[tokio::test(flavor = "multi_thread")]
async fn a_late_timer_fires_at_its_own_instant() {
    let bench = Bench::start(Setup::default()).await;
    let mut receiver = Receiver::willing().await;
    // its limit passed an hour ago, as after a restart
    let hour = 3_600_000;
    let id = bench.trade("T1", -hour, Some(receiver.url.clone())).await;
    bench.timers.wake();
    receiver.next().await;
    let Some(Row::Trade(trade)) = bench.load(Key::Trade(BOOK, id)).await else { panic!("a trade") };
    assert_eq!((trade.status, trade.closed_at), (TradeStatus::TradeClosed, Some(trade.expires_at)));
    bench.settle().await;
    let Page::Outbound(rows) = bench.store.page(Query::OutboundOf(BOOK, id)).await.unwrap() else {
        panic!("notifications")
    };
    assert_eq!(rows[0].created_at, trade.expires_at, "what it triggers bears its instant");
    bench.timers.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_loop_sleeps_until_the_next_timer_is_due() {
    let bench = Bench::start(Setup::default()).await;
    let mut receiver = Receiver::willing().await;
    let id = bench.trade("T1", 300, Some(receiver.url.clone())).await;
    bench.timers.wake();
    receiver.next().await;
    let Some(Row::Trade(trade)) = bench.load(Key::Trade(BOOK, id)).await else { panic!("a trade") };
    assert_eq!(trade.closed_at, Some(trade.expires_at));
    assert!(bench.clock().now() >= trade.expires_at);
}

/// A defective timer that never goes away is reported, not fired for ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_timer_that_stays_armed_is_a_defect() {
    let fire = Arc::new(|_: &_, _: &_, _: &_| Ok((Plan::none(), true)));
    let bench = Bench::start(Setup { fire, ..Setup::default() }).await;
    bench.trade("T1", 60_000, None).await;
    let before = bench.clock().now();
    let outcome = bench.advancer.advance(WORLD, 90).await;
    assert!(matches!(outcome, Err(AdvanceError::Failure(Failure::Defect(_)))), "{outcome:?}");
    // the clock has come to the timer and runs on from there
    let now = bench.clock().now();
    assert!(now >= before.plus(59_000) && now < before.plus(89_000), "{now:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_worlds_events_stay() {
    let bench = Bench::start(Setup::default()).await;
    bench.trade("T1", 60_000, None).await;
    let outcome = bench.advancer.advance(WorldId(2), 3600).await;
    assert_eq!(outcome, Err(AdvanceError::UnknownWorld(WorldId(2))));
    let due = bench.store.page(Query::DueTimers { world: WORLD, until: Instant(i64::MAX), limit: 9 }).await;
    assert!(matches!(due.unwrap(), Page::Timers(timers) if timers.len() == 1));
}
