//! The wire, V2: requests in every shape, answers byte for byte (protocol.md §1–§4, semantics.md §12.6–12.7).

mod apps;
mod charsets;
mod connections;
mod limits;
mod overload;
mod pages;
mod refusals;
mod shapes;
mod signatures;

use tael_wire::charset::Charset;

use crate::harness::{Answer, Shared};

/// The gateway of this theme.
static GATEWAY: Shared = Shared::new();

/// A method that answers without moving anything.
const QUERY: &str = "alipay.trade.query";

/// The envelope of [`QUERY`].
const QUERY_KEY: &str = "alipay_trade_query_response";

/// A business answer that needs no state, and that only an admitted call gets.
const ADMITTED: &str = r#"{"code":"40004","msg":"Business Failed","sub_code":"ACQ.TRADE_NOT_EXIST","sub_msg":"交易不存在","buyer_pay_amount":"0.00","invoice_amount":"0.00","out_trade_no":"never","point_amount":"0.00","receipt_amount":"0.00"}"#;

/// The request that [`ADMITTED`] answers.
const NEVER: &str = r#"{"out_trade_no":"never"}"#;

/// Charsets, as requests and answers name them, with a text of €, an emoji, a rare character and an ordinary one in the bytes
/// that a request may carry.
const SAMPLES: [(&str, &str, &[u8]); 3] = [
    ("utf-8", "utf-8", b"\xE2\x82\xAC\xF0\x9F\x98\x80\xF0\xA0\xAE\xB7\xE6\x94\xAF"),
    ("GBK", "GBK", b"\xA2\xE3\x94\x39\xFC\x36\x95\x34\xB2\x35\xD6\xA7"),
    ("gb18030", "GB18030", b"\xA2\xE3\x94\x39\xFC\x36\x95\x34\xB2\x35\xD6\xA7"),
];

/// The node of an answer in a charset. It has nothing in it that encoders disagree about; what has, is written out in bytes.
fn in_charset(charset: &str, node: &str) -> Vec<u8> {
    Charset::parse(charset).unwrap().encode(node).into_owned()
}

/// Compares everything that an answer in utf-8 is made of. That its signature, where there is one, covers exactly these
/// bytes of the node, the reader has proved.
#[track_caller]
fn is(answer: &Answer, key: &str, signed: bool, node: &str) {
    is_in(answer, "utf-8", key, signed, node.as_bytes());
}

/// The same in any charset.
#[track_caller]
fn is_in(answer: &Answer, charset: &str, key: &str, signed: bool, node: &[u8]) {
    let shown = String::from_utf8_lossy(&answer.response.body).into_owned();
    assert!(answer.bytes == node, "{shown}\nwanted {}", String::from_utf8_lossy(node));
    assert_eq!((answer.key.as_str(), answer.signed), (key, signed), "{shown}");
    assert_eq!(answer.response.status, 200, "{shown}");
    let content_type = format!("text/html;charset={charset}");
    assert_eq!(answer.response.header("content-type"), Some(content_type.as_str()), "{shown}");
    assert_eq!(answer.trace_id().len(), 29, "{}", answer.trace_id());
}
