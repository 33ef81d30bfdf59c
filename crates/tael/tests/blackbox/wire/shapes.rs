//! Requests in every shape in which SDKs send them (protocol.md §1.1–§1.3, §1.6).

use super::{ADMITTED, GATEWAY, NEVER, QUERY, QUERY_KEY, SAMPLES, in_charset, is, is_in};
use crate::harness::{Request, escape};

#[test]
fn parameters_may_stand_in_the_query_or_in_the_body_in_any_split() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    let names = [
        "app_id",
        "method",
        "format",
        "charset",
        "sign_type",
        "timestamp",
        "version",
        "biz_content",
        "alipay_sdk",
        "body",
        "sign",
    ];
    for (charset, answered, bytes) in SAMPLES {
        let call = client.call(QUERY, NEVER).charset(charset).set("alipay_sdk", "sdk & more");
        let signed = call.set_bytes("body", bytes).signed();
        let admitted = in_charset(charset, ADMITTED);
        let is_admitted = |request| is_in(&gateway.ask(request), answered, QUERY_KEY, true, &admitted);
        is_admitted(signed.get_request());
        is_admitted(signed.split(|_| false));
        is_admitted(signed.split(|_| true));
        for one in names {
            is_admitted(signed.split(|name| name == one));
            is_admitted(signed.split(|name| name != one));
            is_admitted(signed.multipart(|name| name == one));
        }
        // a file is not signed, so it changes nothing; with everything in the query it is all there is in the body
        is_admitted(signed.multipart(|_| true));
        is_admitted(signed.multipart(|_| false));
    }
}

#[test]
fn a_target_may_be_absolute() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    for (charset, answered, bytes) in SAMPLES {
        let signed = client.call(QUERY, NEVER).charset(charset).set_bytes("body", bytes).signed();
        let admitted = in_charset(charset, ADMITTED);
        let is_admitted = |request| is_in(&gateway.ask(request), answered, QUERY_KEY, true, &admitted);
        let query = signed.form(|name| name != "biz_content");
        for base in [
            format!("http://{}/gateway.do", gateway.address()),
            "http://127.0.0.1/gateway.do".to_owned(),
            "https://openapi.alipay.com/gateway.do".to_owned(),
        ] {
            let body = signed.form(|name| name == "biz_content");
            is_admitted(Request::new("POST", &format!("{base}?{query}")).form(&body));
            let all = signed.form(|_| true);
            is_admitted(Request::new("GET", &format!("{base}?{all}")));
        }
    }
}

#[test]
fn a_parameter_may_come_twice() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    let signed = client.call(QUERY, NEVER).signed();
    let all = signed.form(|_| true);
    // in both places with one value, as gopay sends charset
    let request = Request::new("POST", "/gateway.do?charset=utf-8&sign_type=RSA2").form(&all);
    is(&gateway.ask(request), QUERY_KEY, true, ADMITTED);
    // with two values the body's counts, and of two in the body the last
    let other = escape(br#"{"out_trade_no":"other"}"#);
    let request = Request::new("POST", &format!("/gateway.do?biz_content={other}&version=7")).form(&all);
    is(&gateway.ask(request), QUERY_KEY, true, ADMITTED);
    let request = Request::new("POST", "/gateway.do").form(&format!("biz_content={other}&{all}"));
    is(&gateway.ask(request), QUERY_KEY, true, ADMITTED);
    let request = Request::new("POST", "/gateway.do").form(&format!("{all}&biz_content={other}"));
    assert_eq!(gateway.ask(request).text("sub_code"), "isv.invalid-signature");
}

#[test]
fn escapes_may_be_written_in_every_way() {
    let gateway = GATEWAY.get();
    let signed = gateway.client().call(QUERY, NEVER).set("alipay_sdk", "a b~(c)*d'!").signed();
    let all = signed.form(|_| true);
    for form in [
        all.replace("%20", "+"),
        // small hex digits; base64 has none of these letters behind a percent sign but those of escapes
        all.replace("%2B", "%2b").replace("%2F", "%2f").replace("%3D", "%3d").replace("%7B", "%7b"),
        all.replace("%7E", "~").replace("%28", "(").replace("%2A", "*").replace("%21", "!"),
        all.replace("%3A", ":").replace("%2C", ","),
    ] {
        is(&gateway.ask(Request::new("POST", "/gateway.do").form(&form)), QUERY_KEY, true, ADMITTED);
        is(&gateway.ask(Request::new("GET", &format!("/gateway.do?{form}"))), QUERY_KEY, true, ADMITTED);
    }
    // a plus sign of base64 that was not escaped is a space then, as with the real gateway
    let damaged = all.replace("%2B", "+");
    if damaged != all {
        let answer = gateway.ask(Request::new("POST", "/gateway.do").form(&damaged));
        assert_eq!(answer.text("sub_code"), "isv.invalid-signature");
    }
}

#[test]
fn a_body_may_come_under_any_content_type() {
    let gateway = GATEWAY.get();
    let signed = gateway.client().call(QUERY, NEVER).signed();
    let all = signed.form(|_| true);
    for content_type in [
        "application/x-www-form-urlencoded;charset=UTF-8",
        "application/x-www-form-urlencoded; charset=\"utf-8\"",
        "APPLICATION/X-WWW-FORM-URLENCODED",
        "text/plain",
        "application/json",
    ] {
        let request = Request::new("POST", "/gateway.do?charset=utf-8").body(content_type, all.clone());
        is(&gateway.ask(request), QUERY_KEY, true, ADMITTED);
    }
    // no Content-Type at all
    let mut connection = gateway.connect();
    let head = format!("POST /gateway.do HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n{all}", all.len());
    connection.write(head.as_bytes()).unwrap();
    is(&gateway.read(tael_wire::sign::SignType::Rsa2, connection.read().unwrap()), QUERY_KEY, true, ADMITTED);
}

#[test]
fn a_connection_carries_many_requests_also_in_chunks() {
    let gateway = GATEWAY.get();
    let signed = gateway.client().call(QUERY, NEVER).signed();
    let (query, body) =
        (signed.form(|name| name != "biz_content"), signed.form(|name| name == "biz_content"));
    let target = format!("/gateway.do?{query}");
    let mut connection = gateway.connect();
    let mut traces = Vec::new();
    let read = |response| gateway.read(tael_wire::sign::SignType::Rsa2, response);
    for _ in 0..3 {
        let answer = read(connection.post(&target, &body));
        is(&answer, QUERY_KEY, true, ADMITTED);
        traces.push(answer.trace_id().to_owned());
    }
    // three at once, the body of each in chunks
    let (first, last) = body.split_at(7);
    let chunked = format!(
        "POST {target} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{first}\r\n{:X};x=y\r\n{last}\r\n0\r\n\r\n",
        first.len(),
        last.len()
    );
    connection.write(chunked.repeat(3).as_bytes()).unwrap();
    for _ in 0..3 {
        let answer = read(connection.read().unwrap());
        is(&answer, QUERY_KEY, true, ADMITTED);
        traces.push(answer.trace_id().to_owned());
    }
    traces.sort();
    traces.dedup();
    assert_eq!(traces.len(), 6, "each request has a trace of its own");
}
