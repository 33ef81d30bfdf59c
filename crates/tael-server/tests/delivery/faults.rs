//! Faults of delivery that tests ask for.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use tael_core::id::Id;
use tael_server::outbound::{DeliveryFault, DeliveryFaults};
use tael_store::{Outbound, OutboundState};

use crate::bench::{Bench, Setup, WORLD};
use crate::receiver::Receiver;

/// The fault befalls each of these trades once.
struct Once(DeliveryFault, Mutex<HashSet<Id>>);

impl DeliveryFaults for Once {
    fn take(&self, fault: DeliveryFault, outbound: &Outbound) -> bool {
        fault == self.0 && self.1.lock().unwrap().remove(&outbound.subject)
    }
}

async fn bench(fault: DeliveryFault, trade: i64) -> Bench {
    let faults = Arc::new(Once(fault, Mutex::new(HashSet::from([Id(trade)]))));
    Bench::start(Setup { faults, ..Setup::default() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duplicate_is_the_same_to_the_byte_and_one_attempt() {
    let bench = bench(DeliveryFault::Duplicate, 1).await;
    let mut receiver = Receiver::willing().await;
    let id = bench.notify(&receiver, 1).await;
    let (first, second) = (receiver.next().await, receiver.next().await);
    assert_eq!(first.body, second.body);
    bench.settle().await;
    assert_eq!(bench.attempts(id).await.len(), 1);
    bench.notify(&receiver, 1).await;
    receiver.next().await;
    bench.settle().await;
    assert!(receiver.rest().is_empty(), "the fault is used up");
}

#[tokio::test(flavor = "multi_thread")]
async fn out_of_order_comes_behind_the_next_one_of_the_trade() {
    let bench = bench(DeliveryFault::OutOfOrder, 1).await;
    let mut receiver = Receiver::willing().await;
    let first = bench.notify(&receiver, 1).await;
    bench.settle().await;
    bench.notify(&receiver, 2).await;
    bench.settle().await;
    assert_eq!(receiver.rest().len(), 1, "another trade's sets nothing free");
    let second = bench.notify(&receiver, 1).await;
    let arrived = [receiver.next().await, receiver.next().await].map(|got| got.get("notify_id").to_owned());
    let expected = [bench.outbound(second).await, bench.outbound(first).await];
    assert_eq!(arrived, expected.map(|row| row.notify_id.to_string()));
    bench.settle().await;
    let attempts = bench.attempts(first).await;
    assert!(attempts[0].end.as_ref().unwrap().error.as_ref().unwrap().contains("notify_out_of_order"));
    assert!(attempts[1].end.as_ref().unwrap().delivered);
    assert_eq!(bench.outbound(first).await.state, OutboundState::Delivered);
}

#[tokio::test(flavor = "multi_thread")]
async fn out_of_order_comes_in_its_next_slot_where_no_other_follows() {
    let bench = bench(DeliveryFault::OutOfOrder, 1).await;
    let mut receiver = Receiver::willing().await;
    let id = bench.notify(&receiver, 1).await;
    bench.advancer.advance(WORLD, 239).await.unwrap();
    assert!(receiver.rest().is_empty());
    bench.advancer.advance(WORLD, 1).await.unwrap();
    assert_eq!(receiver.rest().len(), 1);
    assert_eq!(bench.outbound(id).await.attempts, 2);
}
