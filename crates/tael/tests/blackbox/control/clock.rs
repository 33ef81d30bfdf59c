//! The world's clock.

use serde_json::{Value, json};

use super::refused;
use crate::harness::Gateway;

#[test]
fn the_clock_goes_on_closes_what_is_due_and_never_back() {
    let gateway = Gateway::start();
    let before = gateway.control_ok("GET", "/clock", Value::Null)["now"].as_str().unwrap().to_owned();
    let no = gateway.create(json!({"timeout_express": "90m"}), &[]);
    let shown = gateway.control_ok("GET", &format!("/trades/{no}"), Value::Null);
    let advanced = gateway.control_ok("POST", "/clock/advance", json!({"seconds": 5400}));
    assert_eq!(advanced["fired"], 1, "{advanced}");
    let after = advanced["now"].as_str().unwrap();
    assert!(after > before.as_str() && after.len() == 19, "{before} {after}");
    let closed = gateway.control_ok("GET", &format!("/trades/{no}"), Value::Null);
    assert_eq!(closed["trade_status"], "TRADE_CLOSED", "{closed}");
    // at its own instant, however late the clock is
    assert_eq!(closed["closed_at"], shown["expires_at"]);
    assert_eq!(
        closed["history"][1],
        json!({
            "at": shown["expires_at"], "event": "TIMED_OUT", "from": "WAIT_BUYER_PAY", "to": "TRADE_CLOSED",
        })
    );
    let idle = gateway.control_ok("POST", "/clock/advance", json!({"seconds": 0}));
    assert_eq!(idle["fired"], 0);
    let gateway = gateway.restart();
    let now = gateway.control_ok("GET", "/clock", Value::Null)["now"].as_str().unwrap().to_owned();
    assert!(now.as_str() >= after, "{now} {after}");
}

#[test]
fn bad_advances_are_refused() {
    let gateway = Gateway::start();
    for (body, code) in [
        (json!({}), "MISSING_MEMBER"),
        (json!({"seconds": null}), "INVALID_TYPE"),
        (json!({"seconds": "60"}), "INVALID_TYPE"),
        (json!({"seconds": -1}), "INVALID_TYPE"),
        (json!({"seconds": 1.5}), "INVALID_TYPE"),
        (json!({"seconds": 4_294_967_296_u64}), "INVALID_TYPE"),
        (json!({"seconds": 400_000_000}), "INVALID_VALUE"),
    ] {
        refused(gateway.control("POST", "/clock/advance", body), 400, code, "seconds");
    }
    refused(gateway.control("POST", "/clock/advance", json!({"hours": 1})), 400, "UNKNOWN_MEMBER", "hours");
}
