//! Who may use the control API, and what everybody may ask.

use serde_json::json;

use crate::harness::{Gateway, Request};

#[test]
fn a_gateway_is_ready_signs_what_it_says_and_ends_on_sigterm() {
    let gateway = Gateway::start();
    let ready = gateway.send(Request::new("GET", "/readyz"));
    assert_eq!(ready.status, 200, "{ready:?}");
    let answer = gateway.call("alipay.trade.query", &json!({"out_trade_no": "never_seen"}), &[]);
    let answer = answer.refused("ACQ.TRADE_NOT_EXIST");
    assert_eq!(answer.key, "alipay_trade_query_response");
    assert_eq!(answer.trace_id().len(), 29);
    gateway.stop();
}
