//! `tael sign`: what it signs is accepted.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::tool::{Scratch, tael};
use crate::harness::Shared;

static GATEWAY: Shared = Shared::new();

/// Sends a form by POST, or nothing by GET where it is empty; the body of the answer.
pub(super) fn post(url: &str, form: &str) -> String {
    let (authority, path) = url.trim_start_matches("http://").split_once('/').expect("a path");
    let mut stream = TcpStream::connect(authority).expect("the gateway listens");
    let method = if form.is_empty() { "GET" } else { "POST" };
    let head = format!(
        "{method} /{path} HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        form.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(form.as_bytes())).expect("it is sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("it answers");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.split_once("\r\n\r\n").expect("a head").1.to_owned()
}

const BIZ: &str = r#"{"out_trade_no":"none","query_options":["fund_bill_list"]}"#;

#[test]
fn forms_urls_and_curl_lines_are_accepted() {
    let gateway = GATEWAY.get();
    let sign = |output: &str, more: &[&str]| {
        let args =
            ["sign", "--demo", "--method", "alipay.trade.query", "--biz-content", BIZ, "--output", output];
        tael(gateway.data(), &[&args[..], more].concat()).ok().trim().to_owned()
    };
    let url = gateway.demo_text("/gateway_url");
    for charset in ["utf-8", "GBK", "gb18030"] {
        let more = ["--charset", charset, "--param", "notify_url=http://127.0.0.1:9/通知?a=b&c=€"];
        for answer in [post(url, &sign("form", &more)), post(&sign("url", &more), "")] {
            assert!(answer.contains("ACQ.TRADE_NOT_EXIST"), "{charset}: {answer}");
        }
    }
    let answer = post(url, &sign("form", &["--sign-type", "RSA"]));
    assert!(answer.contains("ACQ.TRADE_NOT_EXIST") || answer.contains("isv."), "{answer}");
    let curl = sign("curl", &[]);
    assert!(curl.starts_with(&format!("curl '{url}?charset=utf-8'")), "{curl}");
    let string = sign("string", &[]);
    assert!(
        string.starts_with("app_id=") && string.contains(&format!("&biz_content={BIZ}&charset=utf-8&")),
        "{string}"
    );
    assert_eq!(sign("sign", &["--param", "timestamp=2026-01-01 00:00:00"]).len(), 344);
    let all = sign("all", &[]);
    assert!(all.contains("string to sign:") && all.contains("signature:") && all.contains(url), "{all}");
    let key = gateway.demo_text("/app/private_key_pkcs8");
    assert!(!all.contains(key), "the key is not shown");
}

#[test]
fn keys_and_contents_come_from_files_and_bad_ones_are_refused() {
    let (gateway, scratch) = (GATEWAY.get(), Scratch::new());
    let (key, biz) = (scratch.file("app.key"), scratch.file("biz.json"));
    std::fs::write(&key, gateway.demo_text("/app/private_key_pkcs1")).unwrap();
    std::fs::write(&biz, format!("{BIZ}\n")).unwrap();
    let (key, biz) = (key.to_str().unwrap(), biz.to_str().unwrap());
    let base = ["sign", "--method", "alipay.trade.query", "--app-id", gateway.demo_text("/app/app_id")];
    let run = |more: &[&str]| tael(scratch.path(), &[&base[..], more].concat());
    let form = run(&["--key", key, "--biz-content", biz, "--output", "form"]).ok();
    let answer = post(gateway.demo_text("/gateway_url"), form.trim());
    assert!(answer.contains("ACQ.TRADE_NOT_EXIST"), "{answer}");
    run(&[]).fails(2, "--key");
    run(&["--key", "/no/such/key"]).fails(2, "/no/such/key");
    run(&["--key", biz]).fails(2, "--key cannot be used");
    run(&["--key", key, "--charset", "latin1"]).fails(2, "latin1");
    run(&["--key", key, "--sign-type", "MD5"]).fails(2, "MD5");
    run(&["--key", key, "--param", "nothing"]).fails(2, "NAME=VALUE");
    run(&["--key", key, "--biz-content", "/no/such/biz"]).fails(2, "/no/such/biz");
    let odd = run(&["--key", key, "--biz-content", "{not json", "--output", "string"]);
    assert!(odd.stderr.contains("not JSON") && odd.ok().contains("biz_content={not json"));
    tael(scratch.path(), &["sign", "--demo", "--method", "m"]).fails(2, "no demo world");
}
