//! When a notification is delivered: eight slots on the world's clock.

use serde_json::{Value, json};
use tael_core::time::Instant;

use super::{create, only, value, verified};
use crate::harness::{Delivery, Gateway, Receiver, text};

/// The slots behind the first, in seconds after the event (protocol.md §8.1).
const SLOTS: [i64; 7] = [240, 840, 1_440, 5_040, 12_240, 33_840, 87_840];

const DAYS_30: u64 = 30 * 86_400;

fn seconds(text: &str) -> i64 {
    Instant::parse_beijing(text).expect("a time").0 / 1000
}

/// What no delivery changes: everything but the time and the signature.
fn constant(delivery: &Delivery) -> Vec<(String, Vec<u8>)> {
    let kept = delivery.parameters().iter().filter(|p| !matches!(p.name.as_str(), "notify_time" | "sign"));
    let mut kept: Vec<_> = kept.map(|p| (p.name.clone(), p.raw.clone())).collect();
    kept.sort();
    kept
}

#[test]
fn a_merchant_who_never_says_success_is_told_eight_times() {
    let gateway = Gateway::start();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let receiver = Receiver::answering(&["fail", "", "success!", "成功", "{\"code\":\"success\"}", "fail"]);
    let trade_no = create(&gateway, &shop.client, "R1", receiver.url());
    gateway.pay(&trade_no, &buyer);
    let first = receiver.next();
    gateway.advance(DAYS_30);
    let mut deliveries = vec![first];
    deliveries.extend(std::iter::from_fn(|| receiver.try_next()));
    assert_eq!(deliveries.len(), 8);
    let told = only(&gateway, &trade_no);
    let event = seconds(&text(&told, "/created_at"));
    let attempts = told["attempts"].as_array().unwrap();
    assert_eq!(attempts.len(), 8);
    for (n, (delivery, attempt)) in deliveries.iter().zip(attempts).enumerate() {
        verified(&gateway, delivery);
        assert_eq!(constant(delivery), constant(&deliveries[0]), "delivery {}", n + 1);
        let at = seconds(&text(attempt, "/at"));
        assert_eq!(value(delivery, "notify_time"), attempt["at"], "delivery {}", n + 1);
        match n {
            0 => assert!((0..=30).contains(&(at - event)), "at once: {told}"),
            _ => assert_eq!(at - event, SLOTS[n - 1], "slot {}", n + 1),
        }
        assert_eq!((&attempt["delivered"], &attempt["status"]), (&json!(false), &json!(200)));
    }
    assert_eq!(told["next_try"], Value::Null, "{told}");
    assert_ne!(told["state"], "DELIVERED");
    // given up; once more by hand all the same
    gateway.advance(DAYS_30);
    assert!(receiver.try_next().is_none());
    let by_hand =
        gateway.control_ok("POST", &format!("/notifications/{}/redeliver", text(&told, "/id")), json!({}));
    assert_eq!(by_hand["n"], 9);
    let ninth = receiver.next();
    verified(&gateway, &ninth);
    assert_eq!(constant(&ninth), constant(&deliveries[0]));
    gateway.audit();
}

#[test]
fn after_success_nothing_follows() {
    let gateway = Gateway::start();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    for (number, answers, expected) in [
        ("S1", vec!["success"], 1),
        ("S2", vec!["fail", "fail", "success"], 3),
        // any letter case and blanks around it, as recorded merchants answer
        ("S3", vec!["fail", " SUCCESS\n"], 2),
    ] {
        let receiver = Receiver::answering(&answers);
        let trade_no = create(&gateway, &shop.client, number, receiver.url());
        gateway.pay(&trade_no, &buyer);
        receiver.next();
        gateway.advance(DAYS_30);
        let more = std::iter::from_fn(|| receiver.try_next()).count();
        assert_eq!(1 + more, expected, "{number}");
        let told = only(&gateway, &trade_no);
        assert_eq!((&told["state"], &told["next_try"]), (&json!("DELIVERED"), &Value::Null), "{told}");
    }
    gateway.audit();
}

/// Nobody listens there: each slot fails and is kept with its reason.
#[test]
fn a_dead_address_uses_up_its_slots() {
    let gateway = Gateway::start();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let trade_no = create(&gateway, &shop.client, "D1", &format!("http://127.0.0.1:{port}/n"));
    gateway.pay(&trade_no, &buyer);
    gateway.advance(DAYS_30);
    let told = only(&gateway, &trade_no);
    let attempts = told["attempts"].as_array().unwrap();
    assert_eq!((attempts.len(), &told["next_try"]), (8, &Value::Null), "{told}");
    assert!(attempts.iter().all(|a| a["delivered"] == json!(false) && a["error"].is_string()), "{told}");
    gateway.audit();
}

#[test]
fn a_slot_survives_a_restart() {
    let gateway = Gateway::start();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let receiver = Receiver::answering(&["fail", "success"]);
    let trade_no = create(&gateway, &shop.client, "A1", receiver.url());
    gateway.pay(&trade_no, &buyer);
    let first = receiver.next();
    let gateway = gateway.restart();
    gateway.advance(240);
    let second = receiver.next();
    verified(&gateway, &second);
    assert_eq!(constant(&second), constant(&first));
    assert_eq!(only(&gateway, &trade_no)["state"], "DELIVERED");
    gateway.audit();
}
