//! utf-8, GBK, gb2312 and gb18030, in and out, compared by bytes (protocol.md §1.4, §3.5, semantics.md §12.7).

use super::{GATEWAY, NEVER, QUERY, QUERY_KEY, is_in};
use crate::harness::Request;

/// A text of what encoders disagree about: €, an emoji, a rare character, one of GBK that gb2312 lacks, an ordinary one,
/// and the slash, which answers escape.
struct Text {
    /// The charset as requests name it, and as answers do.
    name: &'static str,
    answered: &'static str,
    /// As a request carries it.
    sent: &'static [u8],
    /// As an answer carries it.
    got: &'static [u8],
}

const UTF8: &[u8] = b"\xE2\x82\xAC\xF0\x9F\x98\x80\xF0\xA0\xAE\xB7\xE9\x95\x95\xE6\x94\xAF/";
const UTF8_OUT: &[u8] = b"\xE2\x82\xAC\xF0\x9F\x98\x80\xF0\xA0\xAE\xB7\xE9\x95\x95\xE6\x94\xAF\\/";
/// Also what a GBK request may carry: gb18030 is its superset.
const GB18030: &[u8] = b"\xA2\xE3\x94\x39\xFC\x36\x95\x34\xB2\x35\xE9\x46\xD6\xA7/";
const GB18030_OUT: &[u8] = b"\xA2\xE3\x94\x39\xFC\x36\x95\x34\xB2\x35\xE9\x46\xD6\xA7\\/";
/// A character that the charset lacks is a question mark.
const GBK_OUT: &[u8] = b"\xA2\xE3??\xE9\x46\xD6\xA7\\/";

const TEXTS: [Text; 6] = [
    Text { name: "utf-8", answered: "utf-8", sent: UTF8, got: UTF8_OUT },
    Text { name: "UTF-8", answered: "utf-8", sent: UTF8, got: UTF8_OUT },
    Text { name: "GBK", answered: "GBK", sent: GB18030, got: GBK_OUT },
    Text { name: "gbk", answered: "GBK", sent: GB18030, got: GBK_OUT },
    Text { name: "gb2312", answered: "GB2312", sent: GB18030, got: GBK_OUT },
    Text { name: "gb18030", answered: "GB18030", sent: GB18030, got: GB18030_OUT },
];

#[test]
fn a_text_goes_in_and_comes_out_in_any_two_charsets() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    for (index, from) in TEXTS.iter().enumerate() {
        let number = format!("charset_{index}");
        let biz = [
            format!(r#"{{"out_trade_no":"{number}","total_amount":"0.01","subject":"s","terminal_id":""#)
                .as_bytes(),
            from.sent,
            b"\"}",
        ]
        .concat();
        let call = client.call("alipay.trade.create", "").charset(from.name).set_bytes("biz_content", &biz);
        let created = gateway.ask(call.signed().post());
        let trade_no = created.text("trade_no").to_owned();
        let node = format!(
            r#"{{"code":"10000","msg":"Success","out_trade_no":"{number}","trade_no":"{trade_no}"}}"#
        );
        is_in(&created, from.answered, "alipay_trade_create_response", true, node.as_bytes());
        for to in &TEXTS {
            let call = client.call(QUERY, &format!(r#"{{"out_trade_no":"{number}"}}"#)).charset(to.name);
            let head = format!(
                r#"{{"code":"10000","msg":"Success","buyer_pay_amount":"0.00","invoice_amount":"0.00","out_trade_no":"{number}","point_amount":"0.00","receipt_amount":"0.00","terminal_id":""#
            );
            let tail = format!(
                r#"","total_amount":"0.01","trade_no":"{trade_no}","trade_status":"WAIT_BUYER_PAY"}}"#
            );
            let node = [head.as_bytes(), to.got, tail.as_bytes()].concat();
            is_in(&gateway.ask(call.signed().post()), to.answered, QUERY_KEY, true, &node);
        }
    }
}

/// A number that is not of its pattern is refused and named as it came; the Chinese text before it is in the same charset.
fn refused(got: &[u8], text: &[u8]) -> Vec<u8> {
    let head = br#"{"code":"40004","msg":"Business Failed","sub_code":"ACQ.INVALID_PARAMETER","sub_msg":""#
        .as_slice();
    [head, text, got, b"\"}"].concat()
}

/// 参数无效：out_trade_no 格式不正确（^[A-Za-z0-9_]{1,64}$），实际为
const REFUSED_UTF8: &[u8] = b"\xE5\x8F\x82\xE6\x95\xB0\xE6\x97\xA0\xE6\x95\x88\xEF\xBC\x9Aout_trade_no \xE6\xA0\xBC\xE5\xBC\x8F\xE4\xB8\x8D\xE6\xAD\xA3\xE7\xA1\xAE\xEF\xBC\x88^[A-Za-z0-9_]{1,64}$\xEF\xBC\x89\xEF\xBC\x8C\xE5\xAE\x9E\xE9\x99\x85\xE4\xB8\xBA ";
const REFUSED_GBK: &[u8] = b"\xB2\xCE\xCA\xFD\xCE\xDE\xD0\xA7\xA3\xBAout_trade_no \xB8\xF1\xCA\xBD\xB2\xBB\xD5\xFD\xC8\xB7\xA3\xA8^[A-Za-z0-9_]{1,64}$\xA3\xA9\xA3\xAC\xCA\xB5\xBC\xCA\xCE\xAA ";

#[test]
fn the_charset_is_found_where_sdks_put_it() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    let biz = |number: &[u8]| [b"{\"out_trade_no\":\"".as_slice(), number, b"\"}"].concat();
    let utf8 = client.call(QUERY, "").set_bytes("biz_content", &biz(UTF8));
    let gbk = client.call(QUERY, "").charset("GBK").set_bytes("biz_content", &biz(GB18030));
    let (in_utf8, in_gbk) = (refused(UTF8_OUT, REFUSED_UTF8), refused(GBK_OUT, REFUSED_GBK));
    let body =
        |form: String, content_type: &str| Request::new("POST", "/gateway.do").body(content_type, form);
    const FORM: &str = "application/x-www-form-urlencoded";
    // in the Content-Type and the body, as smartwalle sends it
    let request = body(utf8.signed().form(|_| true), &format!("{FORM};charset=utf-8"));
    is_in(&gateway.ask(request), "utf-8", QUERY_KEY, true, &in_utf8);
    let request = body(gbk.signed().form(|_| true), &format!("{FORM}; charset=gbk"));
    is_in(&gateway.ask(request), "GBK", QUERY_KEY, true, &in_gbk);
    // in the body only: lenient
    is_in(&gateway.ask(body(utf8.signed().form(|_| true), FORM)), "utf-8", QUERY_KEY, true, &in_utf8);
    is_in(&gateway.ask(body(gbk.signed().form(|_| true), FORM)), "GBK", QUERY_KEY, true, &in_gbk);
    is_in(&gateway.ask(utf8.signed().multipart(|_| false)), "utf-8", QUERY_KEY, true, &in_utf8);
    is_in(&gateway.ask(gbk.signed().multipart(|_| false)), "GBK", QUERY_KEY, true, &in_gbk);
    // nowhere: GBK
    let nowhere = gbk.without("charset");
    is_in(&gateway.ask(nowhere.signed().post()), "GBK", QUERY_KEY, true, &in_gbk);
    // nowhere but in the Content-Type
    let request = body(utf8.without("charset").signed().form(|_| true), &format!("{FORM};charset=UTF-8"));
    is_in(&gateway.ask(request), "utf-8", QUERY_KEY, true, &in_utf8);
}

/// Signatures are verified over the bytes that came, also where decoding and encoding again would change them.
#[test]
fn bytes_that_no_encoder_writes_are_verified_as_they_came() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    let biz = |number: &[u8]| [b"{\"out_trade_no\":\"".as_slice(), number, b"\"}"].concat();
    // a browser's € in GBK; it is answered as Java's
    let call = client.call(QUERY, "").charset("GBK").set_bytes("biz_content", &biz(b"\x80"));
    is_in(&gateway.ask(call.signed().post()), "GBK", QUERY_KEY, true, &refused(b"\xA2\xE3", REFUSED_GBK));
    // bytes that are no text at all become U+FFFD, which GBK lacks
    let call = client.call(QUERY, "").charset("GBK").set_bytes("biz_content", &biz(b"a\xFFb"));
    is_in(&gateway.ask(call.signed().post()), "GBK", QUERY_KEY, true, &refused(b"a?b", REFUSED_GBK));
    let call = client.call(QUERY, "").set_bytes("biz_content", &biz(b"a\xFFb"));
    let node = refused(b"a\xEF\xBF\xBDb", REFUSED_UTF8);
    is_in(&gateway.ask(call.signed().post()), "utf-8", QUERY_KEY, true, &node);
    // GBK characters whose second byte is a backslash or a brace, in which a scanner of JSON bytes would get lost
    let call =
        client.call(QUERY, "").charset("GBK").set_bytes("biz_content", &biz(b"\x81\x5C\x81\x7B\x81\x7D"));
    let node = refused(b"\x81\x5C\x81\x7B\x81\x7D", REFUSED_GBK);
    is_in(&gateway.ask(call.signed().post()), "GBK", QUERY_KEY, true, &node);
}

#[test]
fn the_echo_of_a_wrong_signature_is_in_the_charset_of_the_request() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    // 验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：
    const TEXT: &[u8] = b"\xD1\xE9\xC7\xA9\xB3\xF6\xB4\xED\xA3\xAC\xBD\xA8\xD2\xE9\xBC\xEC\xB2\xE9\xC7\xA9\xC3\xFB\xD7\xD6\xB7\xFB\xB4\xAE\xBB\xF2\xC7\xA9\xC3\xFB\xCB\xBD\xD4\xBF\xD3\xEB\xD3\xA6\xD3\xC3\xB9\xAB\xD4\xBF\xCA\xC7\xB7\xF1\xC6\xA5\xC5\xE4\xA3\xAC\xCD\xF8\xB9\xD8\xC9\xFA\xB3\xC9\xB5\xC4\xD1\xE9\xC7\xA9\xD7\xD6\xB7\xFB\xB4\xAE\xCE\xAA\xA3\xBA";
    for (name, answered, echoed) in
        [("GBK", "GBK", GBK_OUT), ("gb2312", "GB2312", GBK_OUT), ("gb18030", "GB18030", GB18030_OUT)]
    {
        let call = client
            .call(QUERY, NEVER)
            .charset(name)
            .set("timestamp", "2026-11-22 10:00:00")
            .set_bytes("body", GB18030);
        let answer = gateway.ask(call.unsigned().set("sign", b"AAAA").post());
        let node = [
            br#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-signature","sub_msg":""#,
            TEXT,
            format!(
                "app_id={}&amp;biz_content={{&quot;out_trade_no&quot;:&quot;never&quot;}}&amp;body=",
                client.app_id
            )
            .as_bytes(),
            echoed,
            format!(
                "&amp;charset={name}&amp;format=json&amp;method=alipay.trade.query&amp;sign_type=RSA2&amp;\
                 timestamp=2026-11-22 10:00:00&amp;version=1.0\"}}"
            )
            .as_bytes(),
        ]
        .concat();
        is_in(&answer, answered, QUERY_KEY, true, &node);
    }
}
