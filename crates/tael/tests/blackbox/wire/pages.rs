//! Methods that a browser calls are refused with a page in GBK (protocol.md §3.4, semantics.md §12.6).

use super::{GATEWAY, NEVER};
use crate::harness::{Gateway, Request};

/// 调试错误，请回到请求来源地，重新发起请求。
const TITLE: &[u8] = b"\xB5\xF7\xCA\xD4\xB4\xED\xCE\xF3\xA3\xAC\xC7\xEB\xBB\xD8\xB5\xBD\xC7\xEB\xC7\xF3\xC0\xB4\xD4\xB4\xB5\xD8\xA3\xAC\xD6\xD8\xD0\xC2\xB7\xA2\xC6\xF0\xC7\xEB\xC7\xF3\xA1\xA3";
/// 错误代码, 错误原因
const CODE: &[u8] = b"<dt>\xB4\xED\xCE\xF3\xB4\xFA\xC2\xEB</dt><dd>";
const REASON: &[u8] = b"</dd>\n<dt>\xB4\xED\xCE\xF3\xD4\xAD\xD2\xF2</dt><dd>";

#[track_caller]
fn is_page(gateway: &Gateway, request: Request, code: &str, reason: &[u8]) {
    let response = gateway.send(request);
    let shown = String::from_utf8_lossy(&response.body);
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some("text/html;charset=GBK"), "{shown}");
    assert_eq!(response.header("trace_id").map(str::len), Some(29));
    let has = |bytes: &[u8]| response.body.windows(bytes.len()).any(|window| window == bytes);
    assert!(response.body.starts_with(b"<!DOCTYPE html>") && has(TITLE), "{shown}");
    assert!(has(&[CODE, code.as_bytes(), REASON, reason, b"</dd>"].concat()), "wanted {code}: {shown}");
}

#[test]
fn every_refusal_of_a_page_method_is_a_page() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    for method in ["alipay.trade.page.pay", "alipay.trade.wap.pay", "alipay.user.agreement.page.sign"] {
        let call = client.call(method, NEVER);
        // 不存在的方法名: none of them works yet
        is_page(
            &gateway,
            call.signed().get_request(),
            "invalid-method",
            b"\xB2\xBB\xB4\xE6\xD4\xDA\xB5\xC4\xB7\xBD\xB7\xA8\xC3\xFB",
        );
        // 无效的AppID参数
        let unknown = call.clone().set("app_id", "2021000000000000");
        is_page(
            &gateway,
            unknown.signed().get_request(),
            "invalid-app-id",
            b"\xCE\xDE\xD0\xA7\xB5\xC4AppID\xB2\xCE\xCA\xFD",
        );
        // 缺少签名参数
        is_page(
            &gateway,
            call.unsigned().post(),
            "missing-signature",
            b"\xC8\xB1\xC9\xD9\xC7\xA9\xC3\xFB\xB2\xCE\xCA\xFD",
        );
        // 文件上传失败
        let query = call.signed().form(|_| true);
        let broken = Request::new("POST", &format!("/gateway.do?{query}")).body("multipart/form-data", "x");
        is_page(&gateway, broken, "upload-fail", b"\xCE\xC4\xBC\xFE\xC9\xCF\xB4\xAB\xCA\xA7\xB0\xDC");
    }
}

/// The page shows the string to sign, which anybody may fill: nothing of it is markup.
#[test]
fn what_a_page_echoes_is_escaped() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    let call = client.call("alipay.trade.page.pay", "<script>alert('支€😀')</script>");
    let response = gateway.send(call.unsigned().set("sign", b"AAAA").get_request());
    let has = |bytes: &[u8]| response.body.windows(bytes.len()).any(|window| window == bytes);
    assert!(has(b"invalid-signature"));
    assert!(!has(b"<script"), "{}", String::from_utf8_lossy(&response.body));
    // the emoji is not of GBK
    assert!(has(b"&lt;script&gt;alert(&#39;\xD6\xA7\xA2\xE3?&#39;)&lt;/script&gt;"));
}
