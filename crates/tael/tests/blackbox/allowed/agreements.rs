//! Agreements: signed with a payment or elsewhere, deducted by plan.

use serde_json::{Value, json};

use super::{CREATE, PAY, agree, day, deduction, shop};
use crate::harness::{Gateway, Receiver, Shared, text};

static GATEWAY: Shared = Shared::new();

#[test]
fn a_buyer_signs_with_a_payment_and_is_deducted_by_plan() {
    // a gateway of its own: its clock moves
    let gateway = Gateway::start();
    let shop = shop(&gateway);
    let buyer = gateway.new_buyer(json!({"balance": "1000.00", "password_free_up_to": "0.00"}));
    let receiver = Receiver::answering(&["success"]);
    let order = json!({"out_trade_no": "S1", "total_amount": "1.00", "subject": "s", "agreement_sign_params": {
        "product_code": "GENERAL_WITHHOLDING", "personal_product_code": "CYCLE_PAY_AUTH_P",
        "sign_scene": "INDUSTRY|DIGITAL_MEDIA", "access_params": {"channel": "ALIPAYAPP"},
        "external_agreement_no": "test20190701", "sign_notify_url": receiver.url(),
        "period_rule_params": {"period_type": "DAY", "period": 7, "execute_time": day(&gateway, 8), "single_amount": "10.00"}}});
    let made = gateway.asks(&shop.client, CREATE, &order).ok();
    let path = format!("/trades/{}/pay", made.text("trade_no"));
    let tick = json!({"buyer_id": buyer, "pay_password": "111111", "sign_agreement": true});
    let paid = gateway.control_ok("POST", &path, tick);
    let no = text(&paid, "/agreement_no");
    assert_eq!(text(&gateway.trade(made.text("trade_no")), "/agreement_no"), no);

    let got = receiver.next();
    let told = |name: &str| got.raw(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert_eq!(told("notify_type").as_deref(), Some("dut_user_sign"));
    assert_eq!(told("agreement_no").as_deref(), Some(no.as_str()));
    assert_eq!(told("external_agreement_no").as_deref(), Some("test20190701"));
    assert!(told("sign").is_some_and(|sign| !sign.is_empty()));
    crate::notify::verified(&gateway, &got);
    let list = gateway.control_ok("GET", &format!("/notifications?agreement_no={no}"), Value::Null);
    assert_eq!(text(&list, "/data/0/agreement_no"), no, "{list}");

    // the plan is eight days away, the window opens five days before
    let verdict = |number: &str| {
        let answer = gateway.asks(&shop.client, PAY, &deduction(number, &no, "5.00"));
        answer.node.get("sub_code").or(answer.node.get("code")).and_then(Value::as_str).unwrap().to_owned()
    };
    assert_eq!(verdict("D1"), "ACQ.CYCLE_PAY_DATE_NOT_MATCH");
    gateway.advance(3 * 86_400);
    assert_eq!(verdict("D1"), "10000", "no password, whatever the buyer's limit");
    assert_eq!(verdict("D2"), "ACQ.CYCLE_PAY_DATE_NOT_MATCH");
    gateway.advance(7 * 86_400);
    assert_eq!(verdict("D2"), "10000");
    let shown = gateway.control_ok("GET", &format!("/agreements/{no}"), Value::Null);
    assert_eq!((&shown["deducted"]["count"], &shown["deducted"]["sum"]), (&json!(2), &json!("10.00")));
    // the plan was missed: it stays where it is until it is moved
    gateway.advance(30 * 86_400);
    assert_eq!(verdict("D3"), "ACQ.CYCLE_PAY_DATE_NOT_MATCH");
    let moved = json!({"next_deduct_time": day(&gateway, 2)});
    gateway.control_ok("PATCH", &format!("/agreements/{no}"), moved);
    assert_eq!(verdict("D3"), "10000");
    gateway.control_ok("PATCH", &format!("/agreements/{no}"), json!({"status": "UNSIGN"}));
    assert_eq!(verdict("D4"), "ACQ.AGREEMENT_STATUS_NOT_NORMAL");
    gateway.audit();
}

#[test]
fn agreements_are_made_shown_listed_and_changed() {
    let gateway = GATEWAY.get();
    let shop = shop(&gateway);
    let buyer = gateway.new_buyer(json!({}));
    let numbers: Vec<String> = (0..3)
        .map(|n| agree(&gateway, &shop, &buyer, json!({"external_agreement_no": format!("E{n}")})))
        .collect();
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let page =
            gateway.control_ok("GET", &format!("/agreements?user_id={buyer}&limit=2{after}"), Value::Null);
        seen.extend(page["data"].as_array().unwrap().iter().map(|row| text(row, "/agreement_no")));
        match page.get("next").and_then(Value::as_str) {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen, numbers);
    let (status, refusal) = gateway.control("GET", "/agreements/2026", Value::Null);
    assert_eq!((status, text(&refusal, "/error/code")), (404, "NOT_FOUND".to_owned()));
    let path = format!("/agreements/{}", numbers[0]);
    for (patch, code) in [
        (json!({"status": "GONE"}), "INVALID_VALUE"),
        (json!({"agreement_no": "1"}), "UNKNOWN_MEMBER"),
        (json!({"next_deduct_time": "tomorrow"}), "INVALID_VALUE"),
    ] {
        let (status, refusal) = gateway.control("PATCH", &path, patch.clone());
        assert_eq!((status, text(&refusal, "/error/code")), (400, code.to_owned()), "{patch}: {refusal}");
    }
    gateway.control_ok("PATCH", &path, json!({"status": "STOP"}));
    let answer = gateway.asks(&shop.client, PAY, &deduction(&gateway.fresh_number(), &numbers[0], "1.00"));
    assert_eq!(answer.text("sub_code"), "ACQ.AGREEMENT_STATUS_NOT_NORMAL");
    gateway.control_ok("PATCH", &path, json!({"status": "NORMAL", "invalid_time": gateway.now_plus(-1)}));
    let answer = gateway.asks(&shop.client, PAY, &deduction(&gateway.fresh_number(), &numbers[0], "1.00"));
    assert_eq!(answer.text("sub_code"), "ACQ.AGREEMENT_INVALID");
}

#[test]
fn an_accepted_deduction_is_made_at_once_or_again() {
    let gateway = Gateway::start();
    let shop = shop(&gateway);
    let buyer = gateway.new_buyer(json!({"balance": "0.00"}));
    let later = |number: &str, retry: &str| {
        let mut request = deduction(
            number,
            &agree(&gateway, &shop, &buyer, json!({"external_agreement_no": number})),
            "5.00",
        );
        request["is_async_pay"] = true.into();
        request["pay_params"] = json!({"async_type": "NORMAL_ASYNC", "retry_type": retry});
        request["timeout_express"] = "2h".into();
        let answer = gateway.asks(&shop.client, PAY, &request);
        assert_eq!(
            (answer.text("code"), answer.text("async_pay_apply_status")),
            ("10003", "S"),
            "{}",
            answer.node
        );
        answer.text("trade_no").to_owned()
    };
    let (closed, again) = (later("L1", "NONE_AND_CLOSETRADE"), later("L2", "RETY"));
    gateway.advance(60);
    let status = |no: &str| text(&gateway.trade(no), "/trade_status");
    assert_eq!((status(&closed), status(&again)), ("TRADE_CLOSED".to_owned(), "WAIT_BUYER_PAY".to_owned()));
    let steps = gateway.trade(&closed)["history"].clone();
    assert_eq!(text(&steps, "/2/note"), "ACQ.BUYER_BALANCE_NOT_ENOUGH", "{steps}");
    gateway.audit();
    gateway.change(&format!("/buyers/{buyer}"), json!({"balance": "10.00"}));
    gateway.advance(3_600);
    assert_eq!(status(&again), "TRADE_SUCCESS");
    gateway.audit();
}
