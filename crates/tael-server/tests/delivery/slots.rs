//! What a delivery is, how it is judged and recorded, and which slot comes next.

use std::sync::Arc;

use tael_core::id::Id;
use tael_core::notify::slot;
use tael_core::time::{DAY, HOUR, MINUTE};
use tael_server::outbound::{Policy, RedeliverError};
use tael_store::{OutboundState, Plan, Write};
use tael_wire::charset::Charset;
use tokio::sync::Notify;

use crate::bench::{BOOK, Bench, Setup, platform_key};
use crate::receiver::Receiver;

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_signed_in_the_charset_and_type_of_the_request() {
    let bench = Bench::start(Setup::default()).await;
    let mut receiver = Receiver::willing().await;
    for (name, charset) in [("UTF-8", Charset::Utf8), ("GBK", Charset::Gbk), ("gb18030", Charset::Gb18030)] {
        for sign_type in ["RSA2", "RSA"] {
            let (url, host) = (receiver.url.clone(), receiver.host.clone());
            let change = move |row: &mut tael_store::Outbound| {
                (row.charset, row.sign_type) = (name.into(), sign_type.into());
                row.params.push(("body".into(), String::new()));
            };
            let id = bench.enqueue(1, url, host, change).await;
            let got = receiver.next().await;
            let content_type = format!("application/x-www-form-urlencoded; charset={}", charset.mime_name());
            assert_eq!(got.content_type, content_type);
            assert_eq!(got.get("charset"), name);
            assert_eq!(got.get("sign_type"), sign_type);
            let subject = charset.encode("支付 € 😀 𠮷 a+b").into_owned();
            assert_eq!(got.form.raw("subject"), Some(subject.as_slice()), "{name}");
            assert_eq!(got.form.get("body"), None, "an empty parameter is never sent");
            got.verify(platform_key());

            bench.settle().await;
            let [attempt] = &bench.attempts(id).await[..] else { panic!("one attempt") };
            assert_eq!((attempt.n, got.get("notify_time")), (1, &*attempt.at.to_string()));
            let end = attempt.end.clone().unwrap();
            assert_eq!(
                (end.status, &*end.body, end.error, end.delivered),
                (Some(200), "success", None, true)
            );
            let row = bench.outbound(id).await;
            assert_eq!((row.state, row.due, row.attempts), (OutboundState::Delivered, None, 1));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_success_ends_the_schedule() {
    let bench = Bench::start(Setup::default()).await;
    let cases = [
        (200, "success".to_owned(), true, None),
        (200, " SUCCESS\n".to_owned(), true, Some("exactly")),
        (200, "fail".to_owned(), false, Some("not success")),
        (200, format!("success{}", " ".repeat(1 << 20)), false, Some("not success")),
        (201, "success".to_owned(), false, Some("201")),
        (302, "success".to_owned(), false, Some("redirects are not followed")),
        (404, "success".to_owned(), false, Some("404")),
        (500, String::new(), false, Some("500")),
    ];
    for (status, body, delivered, error) in cases {
        let sent = body.clone();
        let mut receiver = Receiver::answering(move |_| (status, sent.clone())).await;
        let id = bench.notify(&receiver, 1).await;
        receiver.next().await;
        bench.settle().await;
        let row = bench.outbound(id).await;
        let attempts = bench.attempts(id).await;
        let end = attempts[0].end.as_ref().unwrap();
        assert_eq!((end.status, end.delivered), (Some(status), delivered), "{status} {body:.20}");
        assert_eq!(end.body, body[..body.len().min(16 * 1024)]);
        match error {
            Some(part) => assert!(end.error.as_ref().unwrap().contains(part), "{:?}", end.error),
            None => assert_eq!(end.error, None),
        }
        let next = if delivered { None } else { Some(row.created_at.plus(4 * MINUTE)) };
        assert_eq!((row.due, row.attempts), (next, 1));
        assert!(receiver.rest().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_on_the_way_is_recorded() {
    let bench = Bench::start(Setup::default()).await;
    let receiver = Receiver::willing().await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    // https to a server that speaks none fails in the handshake
    for (url, part) in [
        (format!("http://{closed}/"), "refused"),
        (format!("https://{}/", receiver.host), ""),
        ("http://no-such-host.invalid/".to_owned(), ""),
        ("http://169.254.169.254/latest".to_owned(), "169.254.169.254"),
        ("nonsense".to_owned(), "absolute"),
    ] {
        let id = bench.enqueue(1, url.clone(), "somewhere:80".into(), |_| ()).await;
        bench.settle().await;
        let attempts = bench.attempts(id).await;
        let end = attempts[0].end.as_ref().unwrap();
        assert_eq!((end.status, end.delivered), (None, false), "{url}");
        let error = end.error.as_ref().unwrap();
        assert!(!error.is_empty() && error.contains(part), "{url}: {error}");
        assert_eq!(bench.outbound(id).await.state, OutboundState::Pending);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_judged_by_the_address_behind_them() {
    let bench = Bench::start(Setup { policy: Policy::serve(), ..Setup::default() }).await;
    let mut receiver = Receiver::willing().await;
    let port = receiver.host.rsplit(':').next().unwrap().to_owned();
    let url = format!("http://localhost:{port}/notify");
    assert_eq!(Policy::serve().check_url(&url), Ok(()), "a name says nothing yet");
    let id = bench.enqueue(1, url, format!("localhost:{port}"), |_| ()).await;
    bench.settle().await;
    let attempts = bench.attempts(id).await;
    let error = attempts[0].end.as_ref().unwrap().error.clone().unwrap();
    assert!(error.contains("may not be notified"), "{error}");
    assert!(receiver.rest().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_by_hand_uses_up_no_slot() {
    let bench = Bench::start(Setup::default()).await;
    let mut receiver = Receiver::answering(|n| (if n == 3 { 200 } else { 500 }, "success".into())).await;
    let id = bench.notify(&receiver, 1).await;
    let first = receiver.next().await;
    bench.settle().await;
    let start = bench.outbound(id).await.created_at;

    let attempt = bench.dispatcher.redeliver(BOOK, id).await.unwrap();
    assert_eq!((attempt.n, attempt.end.unwrap().status), (2, Some(500)));
    assert_eq!(receiver.next().await.get("notify_id"), first.get("notify_id"));
    let row = bench.outbound(id).await;
    assert_eq!((row.due, row.attempts, row.state), (slot(start, 2), 2, OutboundState::Pending));

    // the second slot comes at its time and is delivery 3; the third is still due 10 minutes later
    bench.advancer.advance(crate::bench::WORLD, 240).await.unwrap();
    let attempts = bench.attempts(id).await;
    assert_eq!((attempts.len(), attempts[2].n, Some(attempts[2].at)), (3, 3, slot(start, 2)));
    assert_eq!(bench.outbound(id).await.due, slot(start, 3));

    // confirmed by hand: nothing is left to do
    assert!(bench.dispatcher.redeliver(BOOK, id).await.unwrap().end.unwrap().delivered);
    let row = bench.outbound(id).await;
    assert_eq!((row.due, row.attempts, row.state), (None, 4, OutboundState::Delivered));

    // refused afterwards: still delivered
    assert!(!bench.dispatcher.redeliver(BOOK, id).await.unwrap().end.unwrap().delivered);
    assert_eq!(bench.outbound(id).await.state, OutboundState::Delivered);
    assert!(matches!(bench.dispatcher.redeliver(BOOK, Id(7)).await, Err(RedeliverError::Unknown)));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_send_each_slot_once() {
    let bench = Bench::start(Setup::default()).await;
    let other = bench.another_dispatcher();
    let mut receiver = Receiver::willing().await;
    let mut ids = Vec::new();
    for trade in 0..40 {
        ids.push(bench.notify(&receiver, trade).await);
        other.wake();
    }
    let mut seen = std::collections::BTreeSet::new();
    for _ in &ids {
        assert!(seen.insert(receiver.next().await.get("notify_id").to_owned()), "delivered twice");
    }
    other.stop().await;
    bench.dispatcher.stop().await;
    assert!(receiver.rest().is_empty());
    for id in ids {
        assert_eq!(bench.attempts(id).await.len(), 1);
    }
}

/// A node dies between the record of a delivery and its end: the slot counts as used, the next one comes.
#[tokio::test(flavor = "multi_thread")]
async fn a_slot_that_was_begun_is_not_sent_again() {
    let bench = Bench::start(Setup::default()).await;
    let mut receiver = Receiver::willing().await;
    let (url, host) = (receiver.url.clone(), receiver.host.clone());
    // due in a minute, so that the attempt can be written before the dispatcher's
    let id = bench
        .enqueue(1, url, host, |row| {
            row.created_at = row.created_at.plus(MINUTE);
            row.due = Some(row.created_at);
        })
        .await;
    let start = bench.outbound(id).await.created_at;
    let next = slot(start, 2);
    bench.write(move |env| Write::BeginAttempt { book: BOOK, outbound: id, n: 1, at: env.now, next }).await;
    bench.advancer.advance(crate::bench::WORLD, 200).await.unwrap();
    assert!(receiver.rest().is_empty());
    bench.advancer.advance(crate::bench::WORLD, 200).await.unwrap();
    assert_eq!(receiver.rest().len(), 1);
    let attempts = bench.attempts(id).await;
    assert_eq!((attempts.len(), attempts[0].end.clone()), (2, None));
    assert_eq!((Some(attempts[1].at), attempts[1].n), (next, 2));
    assert_eq!(bench.outbound(id).await.state, OutboundState::Delivered);
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_waits_for_what_is_under_way_and_begins_nothing() {
    let bench = Bench::start(Setup::default()).await;
    let answer = Arc::new(Notify::new());
    let gate = Arc::clone(&answer);
    let mut receiver = Receiver::start(move |_| {
        let gate = Arc::clone(&gate);
        async move {
            gate.notified().await;
            axum::response::IntoResponse::into_response("success")
        }
    })
    .await;
    let id = bench.notify(&receiver, 1).await;
    receiver.next().await;
    let dispatcher = bench.dispatcher.clone();
    let mut stop = Box::pin(dispatcher.stop());
    assert!(futures_util::FutureExt::now_or_never(&mut stop).is_none(), "a delivery is under way");
    answer.notify_one();
    stop.await;
    assert!(bench.attempts(id).await[0].end.as_ref().unwrap().delivered);

    let later = bench.notify(&receiver, 2).await;
    let redelivered = bench.dispatcher.redeliver(BOOK, id).await;
    assert!(matches!(redelivered, Err(RedeliverError::Stopping)));
    bench.run(|_, _| Ok((Plan::none(), ()))).await.unwrap();
    assert!(bench.attempts(later).await.is_empty() && receiver.rest().is_empty());
}

/// Slots that passed while no gateway ran are made up for by one delivery, and the others keep their time.
#[tokio::test(flavor = "multi_thread")]
async fn slots_missed_while_the_gateway_was_down_are_made_up_for_once() {
    let bench = Bench::start(Setup::default()).await;
    let mut receiver = Receiver::answering(|_| (500, String::new())).await;
    let cases = [(MINUTE, Some(2)), (HOUR, Some(5)), (10 * HOUR, Some(8)), (2 * DAY, None)];
    for (ago, next) in cases {
        let (url, host) = (receiver.url.clone(), receiver.host.clone());
        let earlier = move |row: &mut tael_store::Outbound| {
            row.created_at = row.created_at.plus(-ago);
            row.due = Some(row.created_at);
        };
        let id = bench.enqueue(1, url, host, earlier).await;
        receiver.next().await;
        bench.settle().await;
        let row = bench.outbound(id).await;
        assert_eq!(row.due, next.and_then(|n| slot(row.created_at, n)), "{ago}");
        let state = if next.is_some() { OutboundState::Pending } else { OutboundState::Exhausted };
        assert_eq!((row.state, row.attempts), (state, 1));
        assert!(receiver.rest().is_empty());
    }
}
