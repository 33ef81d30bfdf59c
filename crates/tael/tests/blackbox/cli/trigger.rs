//! `tael trigger`.

use serde_json::json;

use super::tool::{Scratch, tael};
use crate::harness::Gateway;

fn order(gateway: &Gateway, number: &str, buyer: bool) -> String {
    let mut biz = json!({"out_trade_no": number, "subject": "Tea", "total_amount": "5.00"});
    // a trade names its buyer, or is for a mini program's
    biz["buyer_id"] = gateway.buyer(if buyer { "rich" } else { "balance too low" }).into();
    gateway.call("alipay.trade.create", &biz, &[]).ok().text("trade_no").to_owned()
}

#[test]
fn each_event_does_what_it_says() {
    let gateway = Gateway::start();
    let run = |args: &[&str]| tael(gateway.data(), &[&["trigger"], args].concat());
    run(&["pay"]).fails(2, "no trade waits for its buyer");
    let first = order(&gateway, "a1", true);
    let refused = run(&["refuse"]).ok();
    assert!(refused.contains("WRONG_PASSWORD") && refused.contains("WAIT_BUYER_PAY"), "{refused}");
    assert!(refused.contains(&first), "{refused}");
    assert!(run(&["abandon"]).ok().contains("WAIT_BUYER_PAY"));
    assert!(run(&["blocked", "--trade-no", &first]).ok().contains("refused: ACQ."));
    let paid = run(&["pay"]).ok();
    assert!(paid.contains("paid by ") && paid.contains("TRADE_SUCCESS"), "{paid}");
    run(&["pay"]).fails(2, "no trade waits");
    // paid once more by name: the answer is no
    let again = run(&["pay", "--trade-no", &first]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.stdout.contains("ACQ.TRADE_HAS_SUCCESS"), "{again:?}");
    order(&gateway, "a2", true);
    let twice = run(&["pay-twice"]).ok();
    assert!(twice.contains("paid by ") && twice.contains("refused: ACQ.TRADE_HAS_SUCCESS"), "{twice}");
    order(&gateway, "a3", false);
    let poor = run(&["insufficient"]).ok();
    assert!(poor.contains("ACQ.BUYER_BALANCE_NOT_ENOUGH"), "{poor}");
    run(&["pay", "--trade-no", "2026"]).fails(1, "NOT_FOUND");
    run(&["pay", "--trade-no", &first, "--buyer", "2088000000000000"]).fails(2, "--pay-password");
    run(&["dance"]).fails(2, "dance");
    gateway.stop();
}

#[test]
fn without_a_node_nobody_acts() {
    let scratch = Scratch::new();
    tael(scratch.path(), &["trigger", "pay"]).fails(2, "start it with `tael dev`");
    tael(scratch.path(), &["listen"]).fails(2, "start it with `tael dev`");
}
