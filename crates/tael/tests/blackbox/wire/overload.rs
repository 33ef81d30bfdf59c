//! A gateway that takes no more requests says so at once, signed (20000 isp.unknow-error).

use serde_json::json;
use tael_wire::sign::SignType;

use super::{ADMITTED, NEVER, QUERY, QUERY_KEY, is};
use crate::harness::{Answer, Gateway, Request};

const BUSY: &str = r#"{"code":"20000","msg":"Service Currently Unavailable","sub_code":"isp.unknow-error","sub_msg":"系统繁忙"}"#;

#[test]
fn beyond_its_limit_a_gateway_refuses_at_once_and_signed() {
    let gateway = Gateway::start_with(&[], &[("TAEL_GATEWAY__IN_FLIGHT_MAX", "1")]);
    let client = gateway.client();
    let call = client.call(QUERY, NEVER);
    gateway.fault(json!({"kind": "delay", "delay_ms": 8_000, "match": {"alipay_sdk": "held"}}));
    std::thread::scope(|scope| {
        // it may itself meet another one under way, and tries again then
        let hold = || gateway.ask(call.clone().set("alipay_sdk", "held").signed().post());
        let admitted = |answer: &Answer| answer.text("code") != "20000";
        let held = scope.spawn(move || std::iter::repeat_with(hold).find(admitted).unwrap());
        // until the held request is under way, others are answered
        let other = || gateway.ask(call.signed().post());
        let first = std::iter::repeat_with(other).find(|answer| answer.text("code") == "20000").unwrap();
        is(&first, QUERY_KEY, true, BUSY);
        // with RSA the refusal is signed so, in its charset; a page is a page; unknown methods share an envelope
        let rsa = call.clone().set("sign_type", "RSA").signed().post();
        is(&gateway.ask_as(SignType::Rsa, rsa), QUERY_KEY, true, BUSY);
        let unknown = call.clone().set("method", "alipay.trade.nothing").signed().post();
        is(&gateway.ask(unknown), "error_response", true, BUSY);
        let gbk = gateway.ask(call.clone().charset("GBK").signed().post());
        assert_eq!(gbk.response.header("content-type"), Some("text/html;charset=GBK"));
        assert_eq!((gbk.text("sub_msg"), gbk.signed), ("系统繁忙", true));
        let page = gateway.send(call.clone().set("method", "alipay.trade.page.pay").signed().get_request());
        assert_eq!((page.status, page.header("content-type")), (200, Some("text/html;charset=GBK")));
        // health and control do not queue behind merchants
        assert_eq!(gateway.send(Request::new("GET", "/readyz")).status, 200);
        is(&held.join().unwrap(), QUERY_KEY, true, ADMITTED);
    });
    is(&gateway.ask(call.signed().post()), QUERY_KEY, true, ADMITTED);
    gateway.stop();
}
