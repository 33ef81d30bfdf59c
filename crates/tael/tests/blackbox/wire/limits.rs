//! How much a request may bring: 1 MB, uploads 50 MB, 512 parameters (semantics.md §12.1).

use tael_wire::sign::SignType;

use super::{ADMITTED, GATEWAY, NEVER, QUERY, QUERY_KEY, is};
use crate::harness::{Answer, Gateway, Request};

const INVALID: &str =
    r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-parameter","sub_msg":"参数无效"}"#;
const UPLOAD: &str =
    r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.upload-fail","sub_msg":"文件上传失败"}"#;

const MB: usize = 1024 * 1024;

/// Posts a body over a connection that the client would keep, and says whether the gateway closed it.
fn post(gateway: &Gateway, target: &str, content_type: &str, body: &[u8]) -> (Answer, bool) {
    let mut connection = gateway.connect();
    let head = format!(
        "POST {target} HTTP/1.1\r\nhost: x\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    connection.write(head.as_bytes()).unwrap();
    // a gateway that has seen enough may close before everything is written
    let _ = connection.write(body);
    let answer = gateway.read(SignType::Rsa2, connection.read().unwrap());
    let closed = answer.response.header("connection") == Some("close");
    if closed {
        assert!(connection.has_ended());
    } else {
        let again = gateway.client().call(QUERY, NEVER).signed().form(|_| true);
        is(&gateway.read(SignType::Rsa2, connection.post("/gateway.do", &again)), QUERY_KEY, true, ADMITTED);
    }
    (answer, closed)
}

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn a_form_of_more_than_a_megabyte_is_refused_and_its_connection_closed() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    let signed = client.call(QUERY, NEVER).signed();
    // separators without anything between them are no parameters
    let padded = |form: String, length: usize| form.clone() + &"&".repeat(length - form.len());
    let all = signed.form(|_| true);
    let (answer, closed) = post(&gateway, "/gateway.do", FORM, padded(all.clone(), MB).as_bytes());
    is(&answer, QUERY_KEY, true, ADMITTED);
    assert!(!closed);
    // query and body together
    let (query, body) =
        (signed.form(|name| name != "biz_content"), signed.form(|name| name == "biz_content"));
    let target = format!("/gateway.do?{query}");
    let largest = padded(body, MB - query.len());
    is(&post(&gateway, &target, FORM, largest.as_bytes()).0, QUERY_KEY, true, ADMITTED);
    let (answer, closed) = post(&gateway, &target, FORM, (largest + "&").as_bytes());
    is(&answer, QUERY_KEY, true, INVALID);
    assert!(closed);
    // nothing in the query: the body is not read, so that nobody is known
    let (answer, closed) = post(&gateway, "/gateway.do?charset=utf-8", FORM, padded(all, MB + 1).as_bytes());
    is(&answer, "error_response", false, INVALID);
    assert!(closed);
}

#[test]
fn a_body_beyond_all_limits_is_not_read_to_its_end() {
    let gateway = GATEWAY.get();
    let query = gateway.client().call(QUERY, NEVER).signed().form(|_| true);
    let body = vec![b'x'; 50 * MB + 1];
    for content_type in [FORM, "multipart/form-data; boundary=B"] {
        let (answer, closed) = post(&gateway, &format!("/gateway.do?{query}"), content_type, &body);
        is(&answer, QUERY_KEY, true, INVALID);
        assert!(closed);
    }
}

#[test]
fn at_most_512_parameters_are_read() {
    let gateway = GATEWAY.get();
    let signed = gateway.client().call(QUERY, NEVER).signed();
    let all = signed.form(|_| true);
    let more = |count: usize| "&charset=utf-8".repeat(count);
    let known = all.split('&').count();
    let request = Request::new("POST", "/gateway.do?").form(&format!("{all}{}", more(512 - known)));
    is(&gateway.ask(request), QUERY_KEY, true, ADMITTED);
    let form = more(513 - known);
    let (answer, closed) = post(&gateway, &format!("/gateway.do?{all}"), FORM, form.as_bytes());
    is(&answer, QUERY_KEY, true, INVALID);
    assert!(closed);
}

#[test]
fn an_upload_that_cannot_be_read_is_refused_in_the_envelope_of_its_method() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    let target = |method: &str| {
        let query = client.call(method, NEVER).signed().form(|name| name != "biz_content");
        format!("/gateway.do?{query}")
    };
    let broken: [(&str, &[u8]); 5] = [
        ("multipart/form-data", b"--B\r\n"),
        ("multipart/form-data; boundary=B", b""),
        ("multipart/form-data; boundary=B", b"--C\r\n\r\n--C--\r\n"),
        ("multipart/form-data; boundary=B", b"--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx"),
        ("multipart/form-data; boundary=B", b"--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--\r\n"),
    ];
    for (content_type, body) in broken {
        let (answer, closed) = post(&gateway, &target(QUERY), content_type, body);
        is(&answer, QUERY_KEY, true, UPLOAD);
        assert!(!closed);
    }
    let (content_type, body) = broken[4];
    // who calls is known by the query only
    let (answer, _) = post(&gateway, "/gateway.do?charset=utf-8", content_type, body);
    is(&answer, "error_response", false, UPLOAD);
    let unknown = target(QUERY).replace(&client.app_id, "2021000000000000");
    is(&post(&gateway, &unknown, content_type, body).0, QUERY_KEY, false, UPLOAD);
    let token = target("alipay.system.oauth.token");
    is(&post(&gateway, &token, content_type, body).0, "error_response", true, UPLOAD);
}
