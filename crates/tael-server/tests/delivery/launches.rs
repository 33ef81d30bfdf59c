//! Deliveries that begin in the commit of what they tell of.

use std::sync::Arc;

use tael_core::id::Id;
use tael_core::notify::slot;
use tael_server::outbound::{Launch, Limits};
use tael_store::{OutboundState, Plan, Write};

use crate::bench::{BOOK, Bench, Setup, outbound, platform_key};
use crate::receiver::Receiver;

/// Commits a notification together with the beginning of its delivery, where that may begin.
async fn commit(bench: &Bench, receiver: &Receiver) -> (Id, Vec<Launch>) {
    let (dispatcher, url, host) = (bench.dispatcher.clone(), receiver.url.clone(), receiver.host.clone());
    let decision = move |_: &_, env: &_| {
        let row = outbound(Id(1), &url, &host, env);
        let id = row.id;
        let mut plan = Plan::none().with(Write::Enqueue(Arc::new(row)));
        let launches = dispatcher.begin_with(&mut plan, env.now);
        Ok((plan, (id, launches)))
    };
    bench.run(decision).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_recorded_with_its_notification_and_leaves_when_it_is_launched() {
    let bench = Bench::start(Setup::default()).await;
    let mut receiver = Receiver::willing().await;
    let (id, launches) = commit(&bench, &receiver).await;
    let row = bench.outbound(id).await;
    assert_eq!((row.attempts, row.due, row.state), (1, slot(row.created_at, 2), OutboundState::Pending));
    let [attempt] = &bench.attempts(id).await[..] else { panic!("one attempt") };
    assert_eq!((attempt.n, attempt.at, &attempt.end), (1, row.created_at, &None));

    bench.dispatcher.launch(launches, None);
    receiver.next().await.verify(platform_key());
    // an advance waits for what is under way, and finds nothing more to do
    assert_eq!(bench.settle().await, 0);
    let [attempt] = &bench.attempts(id).await[..] else { panic!("one attempt") };
    assert!(attempt.end.as_ref().is_some_and(|end| end.delivered));
    assert_eq!(bench.outbound(id).await.state, OutboundState::Delivered);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_not_launched_keeps_nobody_waiting_and_follows_in_its_next_slot() {
    let bench = Bench::start(Setup::default()).await;
    let mut receiver = Receiver::willing().await;
    let (id, launches) = commit(&bench, &receiver).await;
    assert_eq!(launches.len(), 1);
    drop(launches);
    assert_eq!(bench.settle().await, 0, "its slot is used");
    bench.advancer.advance(crate::bench::WORLD, 240).await.unwrap();
    receiver.next().await.verify(platform_key());
    assert_eq!(bench.attempts(id).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_host_has_no_place_for_is_delivered_from_the_outbox() {
    let limits = Limits { per_host: 1, per_quick_host: 1, ..Limits::default() };
    let bench = Bench::start(Setup { limits, ..Setup::default() }).await;
    let mut receiver = Receiver::willing().await;
    let (first, launches) = commit(&bench, &receiver).await;
    let (second, none) = commit(&bench, &receiver).await;
    assert_eq!((launches.len(), none.len()), (1, 0));
    assert_eq!(bench.outbound(second).await.attempts, 0);
    bench.dispatcher.launch(launches, None);
    bench.dispatcher.wake();
    for _ in 0..2 {
        receiver.next().await;
    }
    bench.settle().await;
    for id in [first, second] {
        let attempts = bench.attempts(id).await;
        assert!(attempts.len() == 1 && attempts[0].end.as_ref().is_some_and(|end| end.delivered), "{id:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_begins_while_the_dispatcher_stops() {
    let bench = Bench::start(Setup::default()).await;
    let receiver = Receiver::willing().await;
    bench.dispatcher.stop().await;
    let (id, launches) = commit(&bench, &receiver).await;
    assert!(launches.is_empty() && bench.attempts(id).await.is_empty());
    assert_eq!(bench.outbound(id).await.book, BOOK);
}
