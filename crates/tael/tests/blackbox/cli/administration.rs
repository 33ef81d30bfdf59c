//! `tael app`, `tael merchant`, `tael buyer`: on a running node by each way to it, and on the store itself.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::{Value, json};

use super::sign::post;
use super::tool::{Node, Scratch, command, ended, tael};
use crate::harness::Gateway;

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}")).to_owned()
}

/// Makes a merchant, its application and a buyer; the merchant's PID and the application's number.
fn furnish(data: &Path, key: &str) -> (String, String) {
    let merchant =
        tael(data, &["merchant", "create", "--name", "茶馆", "--product", "FACE_TO_FACE_PAYMENT"]).json();
    let pid = text(&merchant, "partner_id");
    let app = tael(data, &["app", "create", "--partner-id", &pid, "--new-key", key]).json();
    let buyer = tael(
        data,
        &[
            "buyer",
            "create",
            "--logon-id",
            "b@x.example",
            "--name",
            "B",
            "--pay-password",
            "222222",
            "--balance",
            "10.00",
        ],
    );
    assert!(!buyer.stdout.contains("222222"), "{buyer:?}");
    let user = text(&buyer.json(), "user_id");
    let changed =
        tael(data, &["buyer", "update", &user, "--status", "FROZEN", "--json", r#"{"certified":false}"#]);
    let changed = changed.json();
    assert_eq!((&changed["status"], &changed["certified"]), (&json!("FROZEN"), &json!(false)));
    assert!(tael(data, &["buyer", "list"]).ok().contains("b@x.example"));
    assert_eq!(text(&tael(data, &["buyer", "show", &user]).json(), "balance"), "10.00");
    let code = tael(data, &["buyer", "code", &user]);
    assert!(code.code == 1 || text(&code.json(), "auth_code").starts_with("28"));
    (pid, text(&app, "app_id"))
}

#[test]
fn a_store_without_a_node_is_administered_and_served_afterwards() {
    let (scratch, keys) = (Scratch::new(), Scratch::new());
    let data = scratch.path();
    tael(data, &["app", "list"]).fails(2, "name its directory with --data");
    assert!(!data.exists(), "a list makes nothing");
    let key = keys.file("app.key");
    let key = key.to_str().unwrap();
    let (pid, app_id) = furnish(data, key);
    assert_eq!(std::fs::metadata(key).unwrap().permissions().mode() & 0o777, 0o600);
    let listed = tael(data, &["merchant", "list"]).ok();
    assert!(listed.contains(&pid) && listed.contains("茶馆"), "{listed}");
    tael(data, &["app", "create", "--partner-id", &pid, "--new-key", key]).fails(2, "not overwritten");
    let shown = tael(data, &["app", "show", &app_id]).ok();
    assert!(!shown.contains(std::fs::read_to_string(key).unwrap().trim()), "{shown}");
    let node = Node::start(data, &["serve"]).unwrap();
    let form = tael(
        data,
        &[
            "sign",
            "--app-id",
            &app_id,
            "--key",
            key,
            "--method",
            "alipay.trade.query",
            "--biz-content",
            r#"{"out_trade_no":"a"}"#,
            "--output",
            "form",
        ],
    );
    let answer = post(&format!("{}/gateway.do", node.endpoint), form.ok().trim());
    assert!(answer.contains("ACQ.TRADE_NOT_EXIST"), "{answer}");
    node.stop();
    assert!(tael(data, &["audit"]).ok().contains("everything holds"));
}

#[test]
fn a_rotated_key_counts_at_once() {
    let (gateway, keys) = (Gateway::start(), Scratch::new());
    let data = gateway.data();
    let (old, new) = (keys.file("old.key"), keys.file("new.key"));
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let (pid, app_id) = furnish(data, old);
    let asked = |key: &str| {
        let args = ["sign", "--app-id", &app_id, "--key", key, "--method", "alipay.trade.query"];
        let more = ["--biz-content", r#"{"out_trade_no":"a"}"#, "--output", "form"];
        post(gateway.demo_text("/gateway_url"), tael(data, &[&args[..], &more].concat()).ok().trim())
    };
    assert!(asked(old).contains("ACQ.TRADE_NOT_EXIST"));
    tael(data, &["app", "rotate-key", &app_id, "--new-key", new]).ok();
    assert!(asked(old).contains("isv.invalid-signature"));
    assert!(asked(new).contains("ACQ.TRADE_NOT_EXIST"));
    // refused ones leave no key file behind
    let lost = keys.file("lost.key");
    let lost = lost.to_str().unwrap();
    tael(data, &["app", "rotate-key", "2021000000000000", "--new-key", lost]).fails(1, "NOT_FOUND");
    tael(data, &["app", "create", "--partner-id", "2088000000000000", "--new-key", lost])
        .fails(2, "partner_id");
    assert!(!Path::new(lost).exists());
    tael(data, &["app", "rotate-key", &app_id]).fails(2, "--new-key FILE");
    tael(data, &["app", "create", "--partner-id", &pid]).fails(2, "--new-key FILE");
    tael(data, &["app", "rotate-key", &app_id, "--public-key", "/no/such/key"]).fails(2, "/no/such/key");
    tael(data, &["app", "rotate-key", &app_id, "--public-key", old]).fails(2, "private key");
    let offline = tael(data, &["app", "update", &app_id, "--status", "OFFLINE"]).json();
    assert_eq!(offline["status"], "OFFLINE");
    assert!(asked(new).contains("not-online-app"));
    tael(data, &["app", "update", &app_id, "--status", "ASLEEP"]).fails(2, "status");
    tael(data, &["app", "update", &app_id, "--json", r#"{"colour":"red"}"#]).fails(2, "colour");
    tael(data, &["merchant", "update", &pid, "--json", "[]"]).fails(2, "JSON object");
    let merchant =
        tael(data, &["merchant", "update", &pid, "--status", "INACTIVE", "--certified", "false"]).json();
    assert_eq!((&merchant["status"], &merchant["certified"]), (&json!("INACTIVE"), &json!(false)));
    assert_eq!(tael(data, &["merchant", "show", &pid]).json()["name"], "茶馆");
    gateway.stop();
}

#[test]
fn another_node_is_reached_by_socket_and_by_token() {
    let (gateway, elsewhere) = (Gateway::start(), Scratch::new());
    let here = elsewhere.path();
    let (url, token) = (gateway.demo_text("/control/url"), gateway.demo_text("/control/token"));
    let app_id = gateway.demo_text("/app/app_id");
    let socket = gateway.demo_text("/admin_socket");
    assert!(tael(here, &["app", "list", "--admin", socket]).ok().contains(app_id));
    assert!(tael(here, &["app", "list", "--control", url, "--token", token]).ok().contains(app_id));
    let mut variable = command(here, &["app", "list", "--control", url]);
    variable.env("TAEL_CONTROL_TOKEN", token);
    assert!(ended(variable).ok().contains(app_id));
    tael(here, &["app", "list", "--control", url]).fails(2, "--token TOKEN");
    tael(here, &["app", "list", "--control", url, "--token", "wrong"]).fails(2, "UNAUTHORIZED");
    tael(here, &["app", "list", "--control", "https://x/control/v1", "--token", "t"]).fails(2, "only http");
    tael(here, &["app", "list", "--token", "t"]).fails(2, "--control");
    tael(here, &["app", "list", "--admin", "/no/such.sock"]).fails(2, "/no/such.sock");
    tael(here, &["app", "list", "--admin", socket, "--world", "mars"]).fails(1, "mars");
    let many = tael(here, &["buyer", "list", "--admin", socket, "--format", "json"]).json();
    assert!(many.as_array().unwrap().len() >= 6);
    gateway.stop();
}
