//! The books after purchases of every kind: what each account holds is what its postings say, and all of them are nothing
//! together (semantics.md §2.3–2.4).

use serde_json::{Value, json};

use crate::harness::{Gateway, Shop, text};

/// The balance of an account by its number.
fn balance(gateway: &Gateway, account: &str) -> String {
    text(&gateway.control_ok("GET", &format!("/ledger/accounts/{account}"), Value::Null), "/balance")
}

/// Fen of an amount as the control API writes it.
fn fen(amount: &Value) -> i64 {
    let text = amount.as_str().expect("an amount is a text");
    let (yuan, rest) = text.split_once('.').expect("two decimals");
    assert_eq!(rest.len(), 2, "{text}");
    format!("{yuan}{rest}").parse().expect("digits")
}

/// Pays an order by code; its trade as the control API shows it.
#[track_caller]
fn sell(gateway: &Gateway, shop: &Shop, buyer: &str, number: &str, amount: &str) -> Value {
    let biz = json!({
        "out_trade_no": number, "total_amount": amount, "subject": "s", "scene": "bar_code",
        "auth_code": gateway.auth_code(buyer),
    });
    let paid = gateway.asks(&shop.client, "alipay.trade.pay", &biz).ok();
    gateway.trade(paid.text("trade_no"))
}

#[test]
fn every_payment_posts_to_nothing_and_fees_are_rounded_half_up() {
    let gateway = Gateway::start();
    let shop = gateway.shop();
    let plain = gateway.new_buyer(json!({"balance": "5000.00"}));
    let card = gateway.new_buyer(json!({"balance": "0.00", "channels": {"DEBIT_CARD": "500.00"}}));
    // 0.6 % of the amount: 0.0048 is nothing, 0.0049… too, 0.005 is a fen
    let sales = [
        (&plain, "0.01", 0),
        (&plain, "0.83", 0),
        (&plain, "0.84", 1),
        (&plain, "88.88", 53),
        (&plain, "1000.00", 600),
        (&card, "100.00", 60),
    ];
    let (mut received, mut fees, mut payee_account) = (0, 0, None);
    for (index, (buyer, amount, fee)) in sales.into_iter().enumerate() {
        let trade = sell(&gateway, &shop, buyer, &format!("B{index}"), amount);
        let [journal] = trade["journals"].as_array().unwrap().as_slice() else { panic!("{trade}") };
        let postings = journal["postings"].as_array().unwrap();
        let sum: i64 = postings.iter().map(|line| fen(&line["amount"])).sum();
        assert!(sum == 0 && postings.len() >= 2, "{journal}");
        let amounts = &trade["amounts"];
        assert_eq!(fen(&amounts["fee"]), fee, "{amount}: {amounts}");
        let bills = amounts["bills"].as_array().unwrap();
        let billed: i64 = bills.iter().map(|bill| fen(&bill["amount"])).sum();
        assert_eq!(billed, fen(&amounts["total"]), "{amounts}");
        received += fen(&amounts["receipt"]);
        fees += fee;
        let payee = postings.iter().find(|line| line["owner"] == json!(shop.pid));
        payee_account = payee.map(|line| text(line, "/account")).or(payee_account);
    }
    let account = payee_account.expect("the payee is posted to");
    assert_eq!(fen(&json!(balance(&gateway, &account))), received - fees);
    let all = gateway.control_ok("GET", "/ledger/trial-balance", Value::Null);
    assert_eq!((&all["balanced"], &all["debit"]), (&json!(true), &all["credit"]), "{all}");
    let spent = gateway.control_ok("GET", &format!("/buyers/{plain}"), Value::Null);
    assert_eq!(fen(&spent["balance"]), 500_000 - 1 - 83 - 84 - 8_888 - 100_000);
    gateway.audit();
}
