//! `tael listen`: deliveries printed and forwarded.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use super::tool::{command, tael};
use crate::harness::Gateway;

const PATIENCE: Duration = Duration::from_secs(60);

/// A merchant's server: its URL, and the bodies that it was posted.
fn receiver() -> (String, Receiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/notify", listener.local_addr().unwrap());
    let (told, bodies) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut reader = BufReader::new(stream);
            let (mut length, mut content_type) = (0, String::new());
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) <= 2 {
                    break;
                }
                let (name, value) = line.split_once(':').unwrap_or((&line, ""));
                match name.to_lowercase().as_str() {
                    "content-length" => length = value.trim().parse().unwrap(),
                    "content-type" => content_type = value.trim().to_owned(),
                    _ => {}
                }
            }
            let mut body = vec![0; length];
            if reader.read_exact(&mut body).is_err() {
                continue;
            }
            let answer = "HTTP/1.1 200 OK\r\ncontent-length: 7\r\nconnection: close\r\n\r\nsuccess";
            let _ = reader.get_mut().write_all(answer.as_bytes());
            if told.send((content_type, String::from_utf8(body).unwrap())).is_err() {
                return;
            }
        }
    });
    (url, bodies)
}

/// Starts listening and waits until it does.
fn listening(gateway: &Gateway, args: &[&str]) -> Child {
    let mut command = command(gateway.data(), &[&["listen"], args].concat());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("listening"), "{line}");
    child
}

fn buy(gateway: &Gateway, number: &str, notify_url: &str) {
    let biz = json!({"out_trade_no": number, "subject": "茶 & €", "total_amount": "5.00", "buyer_id": gateway.buyer("rich")});
    gateway.call("alipay.trade.create", &biz, &[("notify_url", notify_url)]).ok();
    tael(gateway.data(), &["trigger", "pay"]).ok();
}

#[test]
fn what_is_delivered_is_printed_and_forwarded_to_the_byte() {
    let gateway = Gateway::start();
    let ((shop, delivered), (copy, forwarded)) = (receiver(), receiver());
    let child = listening(&gateway, &["--forward-to", &copy, "--count", "1", "--format", "json"]);
    buy(&gateway, "a1", &shop);
    let original = delivered.recv_timeout(PATIENCE).unwrap();
    assert_eq!(forwarded.recv_timeout(PATIENCE).unwrap(), original);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let line: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(line["form"].as_str(), Some(original.1.as_str()));
    assert_eq!((&line["status"], &line["body"]), (&json!(200), &json!("success")));
    assert_eq!(line["forwarded"], json!({"status": 200, "body": "success"}));
    gateway.stop();
}

#[test]
fn a_target_that_is_down_is_told_and_a_node_that_stops_ends_it() {
    let gateway = Gateway::start();
    let (shop, delivered) = receiver();
    let mut child = listening(&gateway, &["--forward-to", "http://127.0.0.1:1/"]);
    buy(&gateway, "a1", &shop);
    delivered.recv_timeout(PATIENCE).unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let printed: Vec<String> = lines.take(3).collect();
    assert!(printed[0].contains(&shop) && printed[0].contains("200"), "{printed:?}");
    assert!(printed[1].contains("out_trade_no=a1"), "{printed:?}");
    assert!(printed[2].contains("forwarded:") && printed[2].contains("refused"), "{printed:?}");
    // stops at once although somebody follows
    gateway.stop();
    assert!(child.wait().unwrap().success());
}

#[test]
fn wrong_targets_are_refused_before_anything() {
    let gateway = Gateway::start();
    tael(gateway.data(), &["listen", "--forward-to", "shop.example"]).fails(2, "--forward-to");
    tael(gateway.data(), &["listen", "--forward-to", "https://shop.example/"]).fails(2, "plain http only");
    gateway.stop();
}
