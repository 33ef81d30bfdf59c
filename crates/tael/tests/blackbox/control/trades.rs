//! Trades as the control API shows them.

use serde_json::{Value, json};

use super::{balanced, refused};
use crate::harness::Gateway;

#[test]
fn a_paid_trade_shows_request_amounts_history_and_journal() {
    let gateway = Gateway::start();
    let order = json!({
        "out_trade_no": "shown_1", "total_amount": "88.88", "subject": "苹果 / 香蕉", "body": "一箱",
        "goods_detail": [{"goods_id": "apple-01", "goods_name": "苹果", "quantity": 1, "price": "88.88"}],
        "store_id": "NJ_001",
    });
    let no = gateway.call("alipay.trade.create", &order, &[]).ok().text("trade_no").to_owned();
    let path = format!("/trades/{no}");
    let waiting = gateway.control_ok("GET", &path, Value::Null);
    assert_eq!(waiting["trade_status"], "WAIT_BUYER_PAY");
    assert_eq!(
        waiting["amounts"],
        json!({"total": "88.88", "discountable": "88.88", "undiscountable": "0.00"})
    );
    assert!(waiting.get("paid_at").is_none() && waiting.get("buyer").is_none(), "{waiting}");
    assert_eq!(waiting["request"]["subject"], "苹果 / 香蕉");
    assert_eq!(waiting["request"]["goods_detail"][0]["goods_id"], "apple-01");

    let rich = gateway.buyer("rich");
    gateway.control_ok("POST", &format!("{path}/pay"), json!({"buyer_id": rich, "pay_password": "111111"}));
    let paid = gateway.control_ok("GET", &path, Value::Null);
    let pid = gateway.demo_text("/merchant/partner_id");
    assert_eq!((&paid["trade_no"], &paid["out_trade_no"]), (&json!(no), &json!("shown_1")));
    assert_eq!((&paid["pid"], &paid["payee"], &paid["buyer"]), (&json!(pid), &json!(pid), &json!(rich)));
    assert_eq!(paid["app_id"], gateway.demo_text("/app/app_id"));
    assert_eq!(paid["request"], waiting["request"]);
    assert_eq!(
        paid["amounts"],
        json!({
            "total": "88.88", "discountable": "88.88", "undiscountable": "0.00", "receipt": "88.88",
            "buyer_pay": "88.88", "point": "0.00", "invoice": "88.88", "discount": "0.00", "mdiscount": "0.00",
            "fee": "0.53", "bills": [{"channel": "BALANCE", "amount": "88.88"}],
        })
    );
    let (at, paid_at) = (&paid["created_at"], &paid["paid_at"]);
    assert_eq!(
        paid["history"],
        json!([
            {"at": at, "event": "CREATED", "from": null, "to": "WAIT_BUYER_PAY"},
            {"at": paid_at, "event": "PAID", "from": "WAIT_BUYER_PAY", "to": "TRADE_SUCCESS"},
        ])
    );
    let journal = &paid["journals"][0];
    assert_eq!((&journal["kind"], &journal["at"]), (&json!("PAYMENT"), paid_at));
    let lines: Vec<(&str, &str, &str)> = journal["postings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            let text = |name: &str| p[name].as_str().unwrap_or_default();
            (text("owner"), text("kind"), text("amount"))
        })
        .collect();
    assert_eq!(
        lines,
        [(rich.as_str(), "BALANCE", "-88.88"), (pid, "BALANCE", "88.35"), ("", "FEE_INCOME", "0.53")]
    );
    assert_eq!(paid["journals"].as_array().map(Vec::len), Some(1));
    // each account of the journal can be looked at
    for line in journal["postings"].as_array().unwrap() {
        let account = gateway.control_ok(
            "GET",
            &format!("/ledger/accounts/{}", line["account"].as_str().unwrap()),
            Value::Null,
        );
        assert_eq!(account["kind"], line["kind"]);
    }
    balanced(&gateway);
}

#[test]
fn unknown_trades_are_not_found() {
    let gateway = Gateway::start();
    for no in ["2026010122000000000000000000", "x", "%E4%B8%AD%E6%96%87"] {
        refused(gateway.control("GET", &format!("/trades/{no}"), Value::Null), 404, "NOT_FOUND", "");
    }
}
