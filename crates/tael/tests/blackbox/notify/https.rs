//! Notifications to https addresses: only to who proves to be the one that the address names (protocol.md §8).

use serde_json::{Value, json};

use super::{create, only, value, verified};
use crate::harness::{Authority, Gateway, Receiver};

/// A gateway on a machine that trusts this authority.
fn trusting(authority: &Authority) -> Gateway {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let n = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("root-{}-{n}.pem", std::process::id()));
    std::fs::write(&path, authority.pem()).unwrap();
    Gateway::start_with(&[], &[("SSL_CERT_FILE", path.to_str().unwrap())])
}

fn paid(gateway: &Gateway, receiver: &Receiver) -> String {
    let trade_no = create(gateway, &gateway.client(), &gateway.fresh_number(), receiver.url());
    gateway.pay(&trade_no, &gateway.buyer("rich"));
    gateway.control_ok("POST", "/clock/advance", json!({"seconds": 0}));
    trade_no
}

fn first_attempt(notification: &Value) -> &Value {
    &notification["attempts"][0]
}

#[test]
fn a_known_certificate_is_delivered_to() {
    let authority = Authority::new();
    let gateway = trusting(&authority);
    let receiver = Receiver::over_tls(authority.server("localhost"));
    let trade_no = paid(&gateway, &receiver);
    let delivery = receiver.next();
    assert_eq!(value(&delivery, "trade_no"), trade_no);
    verified(&gateway, &delivery);
    let notification = only(&gateway, &trade_no);
    assert_eq!(notification["state"], "DELIVERED", "{notification}");
    assert_eq!(first_attempt(&notification)["status"], 200);
    gateway.stop();
}

#[test]
fn a_strange_certificate_is_not_delivered_to() {
    let authority = Authority::new();
    let gateway = trusting(&authority);
    // the right name from an authority that the gateway does not know, and a wrong name from the one that it knows
    for server in [Authority::new().server("localhost"), authority.server("shop.example")] {
        let receiver = Receiver::over_tls(server);
        let trade_no = paid(&gateway, &receiver);
        let notification = only(&gateway, &trade_no);
        assert_eq!(notification["state"], "PENDING", "{notification}");
        let error = first_attempt(&notification)["error"].as_str().unwrap();
        assert!(error.contains("certificate"), "{error}");
        assert!(receiver.try_next().is_none(), "nothing is told to a stranger");
    }
    gateway.stop();
}
