//! One number from 32 connections and two applications of one merchant at once (semantics.md §12.3).

use std::sync::Barrier;

use serde_json::{Value, json};
use tael_wire::sign::SignType;

use crate::harness::{Answer, Client, Gateway, text};

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 200;

/// Sends a form of each round over 32 connections at the same time, half of them for each application, and hands the
/// answers of each round on when all are there.
fn rounds(gateway: &Gateway, forms: &[[String; 2]], mut check: impl FnMut(usize, Vec<Answer>)) {
    let (start, end) = (Barrier::new(CONNECTIONS + 1), Barrier::new(CONNECTIONS + 1));
    let (told, answers) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        for index in 0..CONNECTIONS {
            let (told, start, end) = (told.clone(), &start, &end);
            let mut connection = gateway.connect();
            scope.spawn(move || {
                for round in forms {
                    start.wait();
                    let response = connection.post("/gateway.do?charset=utf-8", &round[index % 2]);
                    let _ = told.send(response);
                    end.wait();
                }
            });
        }
        for round in 0..forms.len() {
            start.wait();
            end.wait();
            let read = |response| gateway.read(SignType::Rsa2, response);
            check(round, answers.try_iter().map(read).collect());
        }
    });
}

/// Two applications of one merchant.
fn apps(gateway: &Gateway) -> [Client; 2] {
    let shop = gateway.shop();
    let other = gateway.app(json!({"partner_id": shop.pid}));
    [shop.client, other]
}

fn forms(clients: &[Client; 2], method: &str, biz: &Value) -> [String; 2] {
    clients.each_ref().map(|client| client.call(method, &biz.to_string()).signed().form(|_| true))
}

#[test]
fn the_same_order_from_all_sides_is_one_trade() {
    let gateway = Gateway::start();
    let clients = apps(&gateway);
    let order =
        |round: usize| json!({"out_trade_no": format!("C{round}"), "total_amount": "1.00", "subject": "s"});
    let sent: Vec<_> =
        (0..ROUNDS).map(|round| forms(&clients, "alipay.trade.create", &order(round))).collect();
    rounds(&gateway, &sent, |round, answers| {
        assert_eq!(answers.len(), CONNECTIONS);
        for answer in &answers {
            assert_eq!(answer.text("code"), "10000", "round {round}: {}", answer.node);
            assert_eq!(answer.bytes, answers[0].bytes, "round {round}: one trade");
        }
    });
    let count = |table: &str| gateway.row_counts().into_iter().find(|(name, _)| *name == table).unwrap().1;
    assert_eq!((count("trade"), count("trade_event")), (ROUNDS as i64, ROUNDS as i64));
    gateway.audit();
}

#[test]
fn the_same_payment_from_all_sides_pays_once() {
    let gateway = Gateway::start();
    let clients = apps(&gateway);
    let buyer = gateway.new_buyer(json!({"balance": "1000.00"}));
    let before = gateway.row_counts();
    let mut codes = Vec::new();
    let mut sent = Vec::new();
    for round in 0..ROUNDS {
        let code = gateway.auth_code(&buyer);
        let biz = json!({
            "out_trade_no": format!("P{round}"), "total_amount": "1.00", "subject": "s", "scene": "bar_code",
            "auth_code": code,
        });
        sent.push(forms(&clients, "alipay.trade.pay", &biz));
        codes.push(code);
    }
    let mut trades = Vec::new();
    rounds(&gateway, &sent, |round, answers| {
        assert_eq!(answers.len(), CONNECTIONS);
        let (paid, others): (Vec<_>, Vec<_>) =
            answers.into_iter().partition(|answer| answer.text("code") == "10000");
        let [paid] = &paid[..] else { panic!("round {round}: {} were paid", paid.len()) };
        for other in others {
            other.refused("ACQ.TRADE_HAS_SUCCESS");
        }
        trades.push(paid.text("trade_no").to_owned());
    });
    for (index, trade_no) in trades.iter().enumerate().step_by(20) {
        let trade = gateway.trade(trade_no);
        assert_eq!(trade["journals"].as_array().unwrap().len(), 1, "{trade}");
        assert_eq!(text(&trade, "/out_trade_no"), format!("P{index}"));
    }
    let after = gateway.row_counts();
    let grown = |table: &str| {
        let rows = |counts: &[(&str, i64)]| counts.iter().find(|(name, _)| *name == table).unwrap().1;
        rows(&after) - rows(&before)
    };
    // one of each per round: trade, journal, code, use of the code
    for table in ["trade", "journal", "auth_code", "auth_code_use"] {
        assert_eq!(grown(table), ROUNDS as i64, "{table}");
    }
    let left = gateway.control_ok("GET", &format!("/buyers/{buyer}"), Value::Null);
    assert_eq!(left["balance"], "800.00");
    gateway.audit();
}

/// One code at two tills: whoever comes first has it, and the other sells nothing.
#[test]
fn one_code_for_many_orders_pays_one() {
    let gateway = Gateway::start();
    let clients = apps(&gateway);
    let buyer = gateway.new_buyer(json!({"balance": "1000.00"}));
    let two = |round: usize| {
        let code = gateway.auth_code(&buyer);
        [0, 1].map(|app: usize| {
            let biz = json!({
                "out_trade_no": format!("O{round}_{app}"), "total_amount": "1.00", "subject": "s",
                "scene": "bar_code", "auth_code": code,
            });
            clients[app].call("alipay.trade.pay", &biz.to_string()).signed().form(|_| true)
        })
    };
    let sent: Vec<_> = (0..20).map(two).collect();
    rounds(&gateway, &sent, |round, answers| {
        let paid = answers.iter().filter(|answer| answer.text("code") == "10000").count();
        assert_eq!(paid, 1, "round {round}");
        for other in answers.iter().filter(|answer| answer.text("code") != "10000") {
            let code = other.text("sub_code");
            assert!(
                matches!(code, "ACQ.TRADE_HAS_SUCCESS" | "ACQ.PAYMENT_AUTH_CODE_INVALID"),
                "{}",
                other.node
            );
        }
    });
    let left = gateway.control_ok("GET", &format!("/buyers/{buyer}"), Value::Null);
    assert_eq!(left["balance"], "980.00");
    gateway.audit();
}
