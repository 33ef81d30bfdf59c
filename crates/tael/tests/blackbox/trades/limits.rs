//! Time limits, at their instant (semantics.md §1.4). The clock is the test's own here.

use serde_json::{Value, json};

use super::{CREATE, PAY, events, order, payment, query, status};
use crate::harness::{Gateway, text};

#[test]
fn a_waiting_trade_closes_at_its_instant() {
    let gateway = Gateway::start();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let hour = gateway.now_plus(3600);
    let orders = [
        ("L_1m", json!({"timeout_express": "1m"}), 60),
        ("L_90m", json!({"timeout_express": "90m"}), 90 * 60),
        ("L_expire", json!({"time_expire": hour, "timeout_express": "1m"}), 3600),
        ("L_none", json!({}), 3 * 3600),
        ("L_2d", json!({"timeout_express": "2d"}), 2 * 86_400),
    ];
    let mut made = Vec::new();
    for (number, limit, seconds) in orders {
        let trade_no =
            gateway.asks(&shop.client, CREATE, &order(number, limit)).ok().text("trade_no").to_owned();
        made.push((number, trade_no, seconds));
    }
    let day_end = gateway.asks(&shop.client, CREATE, &order("L_1c", json!({"timeout_express": "1c"}))).ok();
    let day_end = gateway.trade(day_end.text("trade_no"));
    let (created, expires) = (text(&day_end, "/created_at"), text(&day_end, "/expires_at"));
    assert!(expires.ends_with(" 00:00:00") && expires > created, "{created} {expires}");
    assert_eq!(days_between(&created, &expires), 1);
    // waiting for the password closes too
    let code = gateway.auth_code(&buyer);
    let asked = json!({"total_amount": "2000.00", "timeout_express": "2m"});
    let waiting = gateway.asks(&shop.client, PAY, &payment("L_wait", &code, asked));
    assert_eq!(waiting.text("code"), "10003");
    made.push(("L_wait", waiting.text("trade_no").to_owned(), 120));

    let advanced = gateway.advance(3 * 86_400);
    // one of them by itself where the test meets midnight
    assert!(advanced["fired"].as_u64().is_some_and(|fired| (6..=7).contains(&fired)), "{advanced}");
    for (number, trade_no, seconds) in made {
        let trade = gateway.trade(&trade_no);
        assert_eq!(trade["trade_status"], "TRADE_CLOSED", "{number}");
        assert_eq!(
            trade["closed_at"], trade["expires_at"],
            "{number}: at its instant, not when somebody looked"
        );
        let lasted = seconds_between(&text(&trade, "/created_at"), &text(&trade, "/closed_at"));
        // L_expire was created within the second or two behind the look at the clock
        let slack = if number == "L_expire" { 30 } else { 0 };
        assert!((seconds - slack..=seconds).contains(&lasted), "{number}: {lasted}");
        assert_eq!(events(&trade).len(), if number == "L_wait" { 3 } else { 2 }, "{}", trade["history"]);
        assert_eq!(status(&gateway, &shop.client, number), "TRADE_CLOSED");
        gateway
            .asks(&shop.client, CREATE, &order(number, json!({"subject": "x"})))
            .refused("ACQ.TRADE_HAS_CLOSE");
        let (refused, said) = gateway.press(&trade_no, &buyer);
        assert_eq!((refused, &said["error"]["code"]), (409, &json!("ACQ.TRADE_HAS_CLOSE")));
    }
    gateway.audit();
}

#[test]
fn just_before_its_limit_a_trade_is_paid_and_stays_so() {
    let gateway = Gateway::start();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let trade_no = gateway.asks(&shop.client, CREATE, &order("P1", json!({"timeout_express": "10m"}))).ok();
    let trade_no = trade_no.text("trade_no").to_owned();
    // half a minute of real time is left for slow machines
    gateway.advance(570);
    assert_eq!(status(&gateway, &shop.client, "P1"), "WAIT_BUYER_PAY");
    gateway.pay(&trade_no, &buyer);
    gateway.advance(86_400);
    let answer = query(&gateway, &shop.client, "P1").ok();
    assert_eq!(answer.text("trade_status"), "TRADE_SUCCESS");
    // a code lives a minute
    let code = gateway.auth_code(&buyer);
    gateway.advance(60);
    let refused = gateway.asks(&shop.client, PAY, &payment("P2", &code, json!({})));
    refused.refused("ACQ.PAYMENT_AUTH_CODE_INVALID");
    gateway.audit();
}

#[test]
fn limits_outside_of_the_rules_are_refused() {
    let gateway = super::GATEWAY.get();
    let shop = gateway.shop();
    let (past, far) = (gateway.now_plus(-60), gateway.now_plus(15 * 86_400 + 60));
    let wrong: [(Value, &str); 8] = [
        (json!({"timeout_express": "0m"}), "ACQ.INVALID_PARAMETER"),
        (json!({"timeout_express": "1.5h"}), "ACQ.INVALID_PARAMETER"),
        (json!({"timeout_express": "16d"}), "ACQ.INVALID_PARAMETER"),
        (json!({"timeout_express": "361h"}), "ACQ.INVALID_PARAMETER"),
        (json!({"timeout_express": "2c"}), "ACQ.INVALID_PARAMETER"),
        (json!({"time_expire": far}), "ACQ.INVALID_PARAMETER"),
        (json!({"time_expire": past}), "ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR"),
        (json!({"time_expire": "2026-11-31 10:00:00"}), "ACQ.INVALID_PARAMETER"),
    ];
    for (limit, code) in wrong {
        gateway.asks(&shop.client, CREATE, &order("X1", limit)).refused(code);
    }
    query(&gateway, &shop.client, "X1").refused("ACQ.TRADE_NOT_EXIST");
}

fn seconds_between(from: &str, to: &str) -> i64 {
    let at = |text: &str| tael_core::time::Instant::parse_beijing(text).expect("a time").0;
    (at(to) - at(from)) / 1000
}

fn days_between(from: &str, to: &str) -> i64 {
    seconds_between(&format!("{} 00:00:00", &from[..10]), &format!("{} 00:00:00", &to[..10])) / 86_400
}
