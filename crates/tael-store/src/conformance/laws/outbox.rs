//! The outbox.

use std::sync::Arc;

use tael_core::id::{Book, Id, WorldId};
use tael_core::money::Fen;
use tael_core::notify;
use tael_core::time::Instant;

use super::{ask, conflict, open, outbound, outbound_ids, put};
use crate::conformance::sample::{Sample, delivery};
use crate::plan::{Plan, Write};
use crate::row::{AttemptEnd, Outbound, OutboundState};
use crate::store::{Page, Query, Store};

/// The notification of a paid trade that is written with it.
async fn paid(store: &dyn Store, shop: &mut Sample, out: &str) -> Arc<Outbound> {
    let (trade, order) = shop.order(out, Fen(100));
    let (_, pay) = shop.pay(&trade, 0);
    let row = pay.0.iter().find_map(|w| if let Write::Enqueue(row) = w { Some(row.clone()) } else { None });
    put(store, shop, vec![order, pay]).await;
    row.unwrap_or_else(|| panic!("a payment notifies"))
}

fn copy(row: &Outbound, id: i64, due: i64, host: &str) -> Write {
    Write::Enqueue(Arc::new(Outbound {
        id: Id(id),
        due: Some(Instant(due)),
        host: host.to_owned(),
        ..row.clone()
    }))
}

async fn due(store: &dyn Store, until: i64, limit: u32, except: &[&str]) -> Vec<i64> {
    due_per_host(store, until, (limit, u32::MAX), except).await
}

async fn due_per_host(
    store: &dyn Store,
    until: i64,
    (limit, per_host): (u32, u32),
    except: &[&str],
) -> Vec<i64> {
    let except_hosts = except.iter().map(|h| (*h).to_owned()).collect();
    let query =
        Query::DueOutbound { world: WorldId(1), until: Instant(until), limit, per_host, except_hosts };
    outbound_ids(&ask(store, query).await).iter().map(|id| id.0).collect()
}

pub(super) async fn notifications_come_in_the_order_of_their_time(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let row = paid(store, &mut shop, "T1").await;
    let rows = [
        copy(&row, 1, 300, "a:80"),
        copy(&row, 2, 100, "a:80"),
        copy(&row, 4, 200, "b:80"),
        copy(&row, 3, 200, "c:80"),
    ];
    put(store, &mut shop, vec![Plan(rows.into())]).await;
    assert_eq!(due(store, 1000, 9, &[]).await, [2, 3, 4, 1]);
    assert_eq!(due(store, 200, 9, &[]).await, [2, 3, 4]);
    assert_eq!(due(store, 1000, 2, &[]).await, [2, 3]);
    assert_eq!(due_per_host(store, 1000, (9, 1), &[]).await, [2, 3, 4]);
    assert_eq!(due_per_host(store, 1000, (9, 0), &[]).await, Vec::<i64>::new());
    assert_eq!(ask(store, Query::NextDue(WorldId(1))).await, Page::Due(Some(Instant(100))));
    let of_trade = outbound_ids(&ask(store, Query::OutboundOf(row.book, row.subject)).await);
    assert_eq!(of_trade, [Id(1), Id(2), Id(3), Id(4), row.id]);
}

/// Many dead hosts do not hide a healthy one.
pub(super) async fn hosts_can_be_left_out(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let row = paid(store, &mut shop, "T1").await;
    let dead = (1..=200).map(|n| copy(&row, n, n, &format!("dead{}:80", n % 50)));
    let healthy = copy(&row, 999, 500, "healthy:80");
    put(store, &mut shop, vec![Plan(dead.chain([healthy]).collect())]).await;
    let hosts: Vec<String> = (0..50).map(|n| format!("dead{n}:80")).collect();
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    assert_eq!(due(store, 1000, 1, &hosts).await, [999]);
    assert_eq!(due(store, 1000, 3, &hosts[1..]).await, [50, 100, 150]);
    assert_eq!(due(store, 1000, 1, &["healthy:80", "a\"b", "DEAD1:80"]).await, [1]);
}

pub(super) async fn a_delivery_begins_once_and_ends_once(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let row = paid(store, &mut shop, "T1").await;
    let (book, id) = (row.book, row.id);
    let [begin, end] = delivery(&row, false);
    conflict(store, &mut shop, end.0.clone(), "outbox_attempt_pk").await;
    put(store, &mut shop, vec![begin.clone()]).await;
    conflict(store, &mut shop, begin.0.clone(), "outbox_attempt_pk").await;
    let begun = outbound(store, book, id).await;
    assert_eq!(
        (begun.attempts, begun.due, begun.state),
        (1, notify::slot(row.created_at, 2), OutboundState::Pending)
    );
    put(store, &mut shop, vec![end.clone()]).await;
    conflict(store, &mut shop, end.0.clone(), "outbox_attempt_pk").await;
    assert_eq!(*outbound(store, book, id).await, *begun, "a refusal leaves the next slot");

    let [begin, end] = delivery(&begun, true);
    put(store, &mut shop, vec![Plan(begin.0.into_iter().chain(end.0).collect())]).await;
    let done = outbound(store, book, id).await;
    assert_eq!((done.attempts, done.due, done.state), (2, None, OutboundState::Delivered));
    let Page::Attempts(attempts) = ask(store, Query::AttemptsOf(book, id)).await else {
        panic!("the answer is attempts");
    };
    let ends: Vec<_> =
        attempts.iter().map(|a| (a.n, a.end.as_ref().map(|e| (e.status, e.delivered)))).collect();
    assert_eq!(ends, [(1, Some((Some(500), false))), (2, Some((Some(200), true)))]);

    let absent = Write::BeginAttempt { book, outbound: Id(1), n: 1, at: row.created_at, next: None };
    conflict(store, &mut shop, vec![absent], "outbox_attempt_pk").await;
}

pub(super) async fn a_delivery_begins_in_the_plan_that_enqueues_it(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let known = paid(store, &mut shop, "T1").await;
    let book = known.book;
    for (offset, n, other) in [(1, 1, None), (2, 2, None), (3, 1, Some(known.id))] {
        let row = Outbound { id: Id(known.id.0 + 1_000 + offset), ..Outbound::clone(&known) };
        let outbound = other.unwrap_or(row.id);
        let (at, next) = (row.created_at, notify::slot(row.created_at, 2));
        let begin = Write::BeginAttempt { book, outbound, n, at, next };
        put(store, &mut shop, vec![Plan(vec![Write::Enqueue(Arc::new(row.clone())), begin.clone()])]).await;
        // the one that begins is the one that was named, with the number that was named
        let begun = self::outbound(store, book, outbound).await;
        assert_eq!((begun.attempts, begun.due), (n, next));
        let Page::Attempts(attempts) = ask(store, Query::AttemptsOf(book, outbound)).await else {
            panic!("the answer is attempts");
        };
        assert_eq!(
            attempts.iter().map(|a| (a.n, a.at, a.end.is_some())).collect::<Vec<_>>(),
            [(n, at, false)]
        );
        if outbound == row.id {
            assert_eq!(*begun, Outbound { attempts: n, due: next, ..row });
        } else {
            assert_eq!(*self::outbound(store, book, row.id).await, row);
        }
        conflict(store, &mut shop, vec![begin], "outbox_attempt_pk").await;
    }
}

pub(super) async fn the_last_refusal_exhausts(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let row = paid(store, &mut shop, "T1").await;
    let (book, id) = (row.book, row.id);
    for n in 1..=notify::SLOTS {
        let before = outbound(store, book, id).await;
        assert_eq!((before.attempts, before.state), (n - 1, OutboundState::Pending));
        put(store, &mut shop, delivery(&before, false).into()).await;
    }
    let after = outbound(store, book, id).await;
    assert_eq!((after.attempts, after.due, after.state), (notify::SLOTS, None, OutboundState::Exhausted));
    // by hand, afterwards
    let n = notify::SLOTS + 1;
    let end = AttemptEnd {
        status: None,
        body: String::new(),
        millis: 10_000,
        error: Some("timeout".into()),
        delivered: true,
    };
    let by_hand = vec![
        Write::BeginAttempt { book, outbound: id, n, at: Instant(1), next: None },
        Write::EndAttempt { book, outbound: id, n, end },
    ];
    put(store, &mut shop, vec![Plan(by_hand)]).await;
    assert_eq!(outbound(store, book, id).await.state, OutboundState::Delivered);
}

pub(super) async fn the_newest_notifications_come_first(store: &dyn Store) {
    let mut shops = [open(store, Book(0)).await, open(store, Book(1)).await];
    let mut ids = Vec::new();
    for n in 0..4 {
        ids.insert(0, paid(store, &mut shops[0], &format!("T{n}")).await.id);
        paid(store, &mut shops[1], &format!("T{n}")).await;
    }
    assert_eq!(outbound_ids(&ask(store, Query::LatestOutbound(WorldId(1), 9)).await), ids);
    assert_eq!(outbound_ids(&ask(store, Query::LatestOutbound(WorldId(1), 3)).await), ids[..3]);
    assert_eq!(outbound_ids(&ask(store, Query::LatestOutbound(WorldId(7), 3)).await), [Id(0); 0]);
}
