//! Notifications as the control API shows them, and their delivery by hand.

use serde_json::{Value, json};

use super::{balanced, refused};
use crate::harness::{Gateway, Receiver};

#[test]
fn every_attempt_is_shown_and_one_more_can_be_made() {
    let gateway = Gateway::start();
    let receiver = Receiver::answering(&["no", "success", "success"]);
    let no = gateway.create(json!({}), &[("notify_url", receiver.url())]);
    let pay = json!({"buyer_id": gateway.buyer("rich"), "pay_password": "111111"});
    gateway.control_ok("POST", &format!("/trades/{no}/pay"), pay);
    let first = receiver.next();
    assert_eq!(first.get("trade_status"), Some("TRADE_SUCCESS"));
    // the second slot is due four minutes after the first; the advance returns when it is recorded
    gateway.control_ok("POST", "/clock/advance", json!({"seconds": 240}));
    assert_eq!(receiver.next().get("notify_id"), first.get("notify_id"));

    let list = gateway.control_ok("GET", &format!("/notifications?trade_no={no}"), Value::Null);
    let [told] = list["data"].as_array().unwrap().as_slice() else { panic!("{list}") };
    assert_eq!((&told["state"], &told["next_try"]), (&json!("DELIVERED"), &Value::Null));
    assert_eq!(told["notify_id"], first.get("notify_id").unwrap());
    assert_eq!((&told["trade_no"], &told["url"]), (&json!(no), &json!(receiver.url())));
    let [refusing, confirmed] = told["attempts"].as_array().unwrap().as_slice() else { panic!("{told}") };
    assert_eq!(
        (&refusing["n"], &refusing["status"], &refusing["body"]),
        (&json!(1), &json!(200), &json!("no"))
    );
    assert_eq!((&refusing["delivered"], &confirmed["delivered"]), (&json!(false), &json!(true)));
    assert!(confirmed["latency_ms"].as_i64().is_some(), "{told}");
    let shown = gateway.control_ok("GET", &format!("/trades/{no}"), Value::Null);
    assert_eq!(&shown["notifications"][0], told);

    let path = format!("/notifications/{}", told["id"].as_str().unwrap());
    let by_hand = gateway.control_ok("POST", &format!("{path}/redeliver"), Value::Null);
    assert_eq!((&by_hand["n"], &by_hand["body"]), (&json!(3), &json!("success")));
    assert_eq!(receiver.next().get("notify_id"), first.get("notify_id"));
    let again = gateway.control_ok("GET", &path, Value::Null);
    assert_eq!(again["attempts"].as_array().map(Vec::len), Some(3));
    assert_eq!(gateway.control_ok("GET", "/notifications?limit=1", Value::Null)["data"], json!([again]));
    assert!(receiver.try_next().is_none());
    balanced(&gateway);
}

#[test]
fn a_dead_address_is_shown_with_its_error_and_next_try() {
    let gateway = Gateway::start();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let no = gateway.create(json!({}), &[("notify_url", &format!("http://127.0.0.1:{port}/"))]);
    let pay = json!({"buyer_id": gateway.buyer("rich"), "pay_password": "111111"});
    gateway.control_ok("POST", &format!("/trades/{no}/pay"), pay);
    gateway.control_ok("POST", "/clock/advance", json!({"seconds": 0}));
    let list = gateway.control_ok("GET", &format!("/notifications?trade_no={no}"), Value::Null);
    let told = &list["data"][0];
    assert_eq!(told["state"], "PENDING", "{told}");
    assert!(told["next_try"].as_str() > told["created_at"].as_str(), "{told}");
    let attempt = &told["attempts"][0];
    assert!(
        attempt["status"].is_null() && attempt["error"].as_str().is_some_and(|e| !e.is_empty()),
        "{told}"
    );
}

#[test]
fn unknown_notifications_and_trades_are_not_found() {
    let gateway = Gateway::start();
    for id in ["1", "x", "-5", "99999999999999999999999"] {
        refused(gateway.control("GET", &format!("/notifications/{id}"), Value::Null), 404, "NOT_FOUND", "");
        refused(
            gateway.control("POST", &format!("/notifications/{id}/redeliver"), json!({})),
            404,
            "NOT_FOUND",
            "",
        );
    }
    refused(gateway.control("GET", "/notifications?trade_no=1", Value::Null), 404, "NOT_FOUND", "");
    refused(
        gateway.control("GET", "/notifications?state=PENDING", Value::Null),
        400,
        "UNKNOWN_MEMBER",
        "state",
    );
    assert_eq!(gateway.control_ok("GET", "/notifications", Value::Null)["data"], json!([]));
}
