//! `tael audit`: on running and on stopped data, and on data that somebody has changed.

use rusqlite::Connection;
use serde_json::json;

use super::tool::{Node, Scratch, tael};
use crate::harness::Gateway;

#[test]
fn a_running_node_is_audited_beside_its_work() {
    let gateway = Gateway::start();
    let biz = json!({"out_trade_no": "a1", "subject": "Tea", "total_amount": "5.00", "buyer_id": gateway.buyer("rich")});
    gateway.call("alipay.trade.create", &biz, &[]).ok();
    tael(gateway.data(), &["trigger", "pay"]).ok();
    let text = tael(gateway.data(), &["audit"]).ok();
    assert!(text.contains("1 trades (1 paid)") && text.contains("everything holds"), "{text}");
    let report = tael(gateway.data(), &["audit", "--format", "json"]).json();
    assert_eq!((&report["clean"], &report["totals"]["paid_trades"]), (&json!(true), &json!(1)), "{report}");
    // the node goes on
    gateway.call("alipay.trade.query", &json!({"out_trade_no": "a1"}), &[]).ok();
    gateway.stop();
}

#[test]
fn changed_rows_are_named_and_the_exit_code_is_1() {
    let scratch = Scratch::new();
    tael(scratch.path(), &["audit"]).fails(2, "does not exist");
    Node::start(scratch.path(), &["dev"]).unwrap().stop();
    assert!(tael(scratch.path(), &["audit"]).ok().contains("everything holds"));
    let store = Connection::open(scratch.path().join("tael.db")).unwrap();
    let changed =
        store.execute("update account set balance = balance + 1 where balance = 10000 * 100", []).unwrap();
    assert!(changed > 0, "there is an account to change");
    drop(store);
    let found = tael(scratch.path(), &["audit"]);
    assert_eq!(found.code, 1, "{found:?}");
    assert!(found.stdout.lines().any(|line| line.starts_with("account ")), "{found:?}");
    let report = tael(scratch.path(), &["audit", "--format", "json"]);
    assert_eq!(report.code, 1);
    let report: serde_json::Value = serde_json::from_str(&report.stdout).unwrap();
    assert_eq!(report["clean"], false);
    assert!(report["findings"].as_array().unwrap().iter().any(|f| f["table"] == "account"), "{report}");
}
