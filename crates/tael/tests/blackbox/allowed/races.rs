//! Sixty-four deductions at once: exactly the possible ones win.

use std::sync::Barrier;

use serde_json::{Value, json};
use tael_wire::sign::SignType;

use super::{PAY, agree, authorised, deduction, freeze, shop};
use crate::harness::{Gateway, Shop};

const CLIENTS: usize = 64;

/// Sends one request of each client at the same time; how many answers had which code.
fn race(gateway: &Gateway, shop: &Shop, request: impl Fn(usize) -> Value) -> Vec<String> {
    let start = Barrier::new(CLIENTS);
    let forms: Vec<String> = (0..CLIENTS)
        .map(|n| shop.client.call(PAY, &request(n).to_string()).signed().form(|_| true))
        .collect();
    std::thread::scope(|scope| {
        let running: Vec<_> = forms
            .iter()
            .map(|form| {
                let (mut connection, start) = (gateway.connect(), &start);
                scope.spawn(move || {
                    start.wait();
                    connection.post("/gateway.do?charset=utf-8", form)
                })
            })
            .collect();
        let read = |response| {
            let answer = gateway.read(SignType::Rsa2, response);
            let code = answer.node.get("sub_code").or(answer.node.get("code"));
            code.and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        running.into_iter().map(|thread| read(thread.join().unwrap())).collect()
    })
}

fn count(codes: &[String], code: &str) -> usize {
    codes.iter().filter(|c| *c == code).count()
}

#[test]
fn one_plan_is_deducted_once() {
    let gateway = Gateway::start();
    let shop = shop(&gateway);
    let buyer = gateway.new_buyer(json!({"balance": "10000.00"}));
    for round in 0..5 {
        let no = agree(&gateway, &shop, &buyer, json!({"external_agreement_no": format!("E{round}")}));
        let codes = race(&gateway, &shop, |n| deduction(&format!("D{round}_{n}"), &no, "1.00"));
        assert_eq!(count(&codes, "10000"), 1, "{codes:?}");
        assert_eq!(count(&codes, "ACQ.CYCLE_PAY_DATE_NOT_MATCH"), CLIENTS - 1, "{codes:?}");
        let shown = gateway.control_ok("GET", &format!("/agreements/{no}"), Value::Null);
        assert_eq!(shown["deducted"]["count"], 1);
    }
    gateway.audit();
}

#[test]
fn one_rest_is_spent_once() {
    let gateway = Gateway::start();
    let shop = shop(&gateway);
    let buyer = gateway.new_buyer(json!({"balance": "10000.00"}));
    for round in 0..5 {
        let no = freeze(&gateway, &shop, &buyer, json!({}));
        // three times thirty fit into a hundred
        let codes = race(&gateway, &shop, |n| authorised(&format!("A{round}_{n}"), &no, "30.00"));
        assert_eq!(count(&codes, "10000"), 3, "{codes:?}");
        assert_eq!(count(&codes, "ACQ.AUTH_AMOUNT_NOT_ENOUGH"), CLIENTS - 3, "{codes:?}");
    }
    gateway.audit();
}
