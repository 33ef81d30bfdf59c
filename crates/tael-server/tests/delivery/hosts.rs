//! Many hosts: dead ones do not hold up the others, and none is overrun.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::response::IntoResponse;
use tokio::sync::Barrier;

use crate::bench::{Bench, Setup};
use crate::receiver::Receiver;

/// Half of the dead hosts take connections and never answer, half refuse them; each has a queue.
#[tokio::test(flavor = "multi_thread")]
async fn fifty_dead_hosts_do_not_hold_up_a_healthy_one() {
    let bench = Bench::start(Setup::default()).await;
    let listeners: Vec<TcpListener> = (0..50).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    let hosts: Vec<String> = listeners.iter().map(|l| l.local_addr().unwrap().to_string()).collect();
    let silent: Vec<TcpListener> = listeners.into_iter().step_by(2).collect();
    for trade in 0..8 {
        for host in &hosts {
            bench.enqueue(trade, format!("http://{host}/"), host.clone(), |_| ()).await;
        }
    }
    let mut healthy = Receiver::willing().await;
    let begun = Instant::now();
    bench.notify(&healthy, 99).await;
    healthy.next().await;
    let took = begun.elapsed();
    println!("the healthy host's first slot took {took:?}");
    // the dead ones take 10 s each
    assert!(took < Duration::from_secs(3), "{took:?}");
    drop(silent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_does_not_confirm_gets_four_deliveries_at_a_time() {
    assert_eq!(most_at_a_time("fail").await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_confirms_quickly_gets_more_but_not_all() {
    let most = most_at_a_time("success").await;
    assert!((5..=16).contains(&most), "{most}");
}

/// How many of 80 notifications are under way at a time to a host that gives this answer to four together.
async fn most_at_a_time(answer: &'static str) -> usize {
    let bench = Bench::start(Setup::default()).await;
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counted, peak, barrier) = (Arc::clone(&now), Arc::clone(&most), Arc::new(Barrier::new(4)));
    let mut receiver = Receiver::start(move |_| {
        let (now, most, four) = (Arc::clone(&counted), Arc::clone(&peak), Arc::clone(&barrier));
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::AcqRel) + 1, Ordering::AcqRel);
            // fewer than four at a time would wait here for ever
            four.wait().await;
            now.fetch_sub(1, Ordering::AcqRel);
            answer.into_response()
        }
    })
    .await;
    for trade in 0..80 {
        bench.notify(&receiver, trade).await;
    }
    for _ in 0..80 {
        receiver.next().await;
    }
    bench.settle().await;
    most.load(Ordering::Acquire)
}
