//! `POST /clock/advance`: everything at its own instant, in order.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::response::IntoResponse;
use tael_core::id::Id;
use tael_core::notify::{SLOTS, slot};
use tael_core::time::{DAY, HOUR, MINUTE};
use tael_core::trade::TradeStatus;
use tael_server::clock::{WorldClock, real};
use tael_server::outbound::Limits;
use tael_store::{Key, OutboundState, Row};

use crate::bench::{BOOK, Bench, Setup, WORLD};
use crate::receiver::Receiver;

async fn closed_at(bench: &Bench, id: Id) -> Option<tael_core::time::Instant> {
    let Some(Row::Trade(trade)) = bench.load(Key::Trade(BOOK, id)).await else { panic!("a trade") };
    assert_eq!(trade.status, TradeStatus::TradeClosed);
    trade.closed_at
}

/// Thirty days: trades that time out, a notification that is refused in all its slots, one that a time-out triggers.
#[tokio::test(flavor = "multi_thread")]
async fn thirty_days_fire_each_event_at_its_own_instant_in_order() {
    let bench = Bench::start(Setup::default()).await;
    let mut receiver = Receiver::answering(|_| (200, "fail".into())).await;
    let refused = bench.notify(&receiver, 1).await;
    receiver.next().await;
    bench.settle().await;
    let start = bench.outbound(refused).await.created_at;

    let limits = [20 * DAY, 5 * MINUTE, 90 * MINUTE, 12 * MINUTE, 30 * HOUR, 29 * DAY];
    let mut trades = Vec::new();
    for (n, limit) in limits.iter().enumerate() {
        trades.push(bench.trade(&format!("T{n}"), *limit, None).await);
    }
    let notified = bench.trade("N", 3 * HOUR, Some(receiver.url.clone())).await;
    let begun = bench.clock().now();
    let advanced = bench.advancer.advance(WORLD, 30 * 86_400).await.unwrap();

    // 7 slots left of the first, 7 trades, 8 slots of the notification that the last of them triggers
    assert_eq!(advanced.fired, 7 + 7 + 8);
    assert!(advanced.now >= begun.plus(30 * DAY) && advanced.now < begun.plus(30 * DAY + MINUTE));
    let attempts = bench.attempts(refused).await;
    for n in 2..=SLOTS {
        assert_eq!(Some(attempts[n as usize - 1].at), slot(start, n), "slot {n}");
    }
    assert_eq!(bench.outbound(refused).await.state, OutboundState::Exhausted);
    for id in trades {
        let Some(Row::Trade(trade)) = bench.load(Key::Trade(BOOK, id)).await else { panic!("a trade") };
        assert_eq!(closed_at(&bench, id).await, Some(trade.expires_at));
    }

    // as the merchant saw it: the instants of both schedules, in order
    let at = closed_at(&bench, notified).await.unwrap();
    let mut instants: Vec<_> = (2..=SLOTS).filter_map(|n| slot(start, n)).collect();
    instants.extend((1..=SLOTS).filter_map(|n| slot(at, n)));
    instants.sort();
    let seen: Vec<String> = receiver.rest().iter().map(|got| got.get("notify_time").to_owned()).collect();
    assert_eq!(seen, instants.iter().map(ToString::to_string).collect::<Vec<_>>());
}

/// What a merchant does when it is notified happens at the instant of the notification.
#[tokio::test(flavor = "multi_thread")]
async fn the_clock_stands_while_a_delivery_is_under_way() {
    let (clocks, seen) = (Arc::new(Mutex::new(None::<Arc<WorldClock>>)), Arc::new(Mutex::new(Vec::new())));
    let (read, saw) = (Arc::clone(&clocks), Arc::clone(&seen));
    let receiver = Receiver::start(move |_| {
        let now = read.lock().unwrap().as_ref().map(|clock| clock.now());
        saw.lock().unwrap().extend(now);
        std::future::ready("fail".into_response())
    })
    .await;
    let bench = Bench::start(Setup::default()).await;
    let id = bench.notify(&receiver, 1).await;
    bench.settle().await;
    *clocks.lock().unwrap() = Some(bench.clock());
    bench.advancer.advance(WORLD, 86_400).await.unwrap();
    let attempts = bench.attempts(id).await;
    let instants: Vec<_> = attempts[1..].iter().map(|attempt| attempt.at).collect();
    assert_eq!((*seen.lock().unwrap()).clone(), instants);
    // slot 8 is due after 24 h 24 min
    assert_eq!(instants.len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_offset_is_kept_and_never_falls() {
    let bench = Bench::start(Setup::default()).await;
    let (first, second) =
        tokio::join!(bench.advancer.advance(WORLD, 3600), bench.advancer.advance(WORLD, 60));
    // advances of one world wait for each other: they add up
    let latest = first.unwrap().now.max(second.unwrap().now);
    assert!(latest >= real().plus(3_659_000));
    let Some(Row::World(world)) = bench.load(Key::World(WORLD)).await else { panic!("a world") };
    assert!(world.offset >= bench.clock().offset() && world.offset <= 3_660_000);
    // a node that starts now is not behind
    assert!(WorldClock::new(world.offset).now() >= latest);
    let before = bench.clock().now();
    assert!(bench.advancer.advance(WORLD, 0).await.unwrap().now >= before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_host_costs_one_time_limit_of_an_advance() {
    let limits = Limits { delivery: Duration::from_millis(300), ..Limits::default() };
    let bench = Bench::start(Setup { limits, ..Setup::default() }).await;
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let host = silent.local_addr().unwrap().to_string();
    let mut healthy = Receiver::willing().await;
    let id = bench.enqueue(1, format!("http://{host}/"), host, |row| row.due = Some(row.created_at)).await;
    let begun = std::time::Instant::now();
    let later = bench.trade("N", DAY, Some(healthy.url.clone())).await;
    let advanced = bench.advancer.advance(WORLD, 2 * 86_400).await.unwrap();
    let errors: Vec<String> = bench
        .attempts(id)
        .await
        .into_iter()
        .map(|attempt| attempt.end.and_then(|end| end.error).unwrap())
        .collect();
    assert_eq!(errors.len(), 8);
    let waited = errors.iter().filter(|error| error.contains("no answer within")).count();
    let skipped = errors.iter().filter(|error| error.contains("earlier in this advance")).count();
    // slot 1 may have begun before the advance did
    assert!((1..=2).contains(&waited) && waited + skipped == 8, "{errors:?}");
    assert!(begun.elapsed() < Duration::from_millis(300) * 8, "{:?}", begun.elapsed());
    assert_eq!(bench.outbound(id).await.state, OutboundState::Exhausted);
    assert_eq!(healthy.rest().len(), 1);
    assert!(closed_at(&bench, later).await.is_some() && advanced.fired >= 9);
}
