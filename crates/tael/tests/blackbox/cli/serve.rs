//! `tael serve`: what it refuses to start on, and what it does not offer.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::tool::{Ended, Node, Scratch, command, ended, tael};

#[track_caller]
fn refused(data: &Path, args: &[&str], complaint: &str) {
    let all: Vec<&str> = ["serve"].iter().chain(args).copied().collect();
    match Node::start(data, &all) {
        Err(ended) => ended.fails(2, complaint),
        Ok(node) => panic!("it started on {}", node.endpoint),
    }
}

fn chmod(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn an_unsafe_configuration_is_refused_by_name() {
    let scratch = Scratch::new();
    let outside = ended(command(scratch.path(), &["serve", "--listen", "0.0.0.0:0"]));
    outside.fails(2, "public-url: 0.0.0.0:0 is reached from other machines");
    refused(scratch.path(), &["--public-url", "pay.example"], "public-url: ");
    refused(scratch.path(), &["--public-url", "http://pay.example"], "plain-http: ");
    refused(scratch.path(), &["--allow", "everything"], "none of the checks");
    let config = scratch.file("tael.toml");
    std::fs::write(&config, "[control]\nenabled = true\n[gateway]\npublic_url = \"https://pay.example\"\n")
        .unwrap();
    refused(scratch.path(), &["--config", config.to_str().unwrap()], "control-api: ");
    assert!(!scratch.path().join("tael.db").exists(), "nothing was made");
}

#[test]
fn open_data_and_the_demo_world_are_refused() {
    let scratch = Scratch::new();
    Node::start(scratch.path(), &["dev"]).unwrap().stop();
    refused(scratch.path(), &[], "demo-world: ");
    let store = scratch.path().join("tael.db");
    chmod(&store, 0o644);
    refused(scratch.path(), &[], "chmod go= ");
    chmod(&store, 0o600);
    chmod(scratch.path(), 0o777);
    refused(scratch.path(), &[], "chmod go-w ");
    // one finding overruled, the other stays
    refused(scratch.path(), &["--allow", "open-data"], "demo-world: ");
    chmod(scratch.path(), 0o700);
}

#[test]
fn it_serves_without_demo_world_and_with_the_control_api_on_its_socket_alone() {
    let scratch = Scratch::new();
    let node = Node::start(scratch.path(), &["serve"]).unwrap();
    assert_eq!(std::fs::metadata(scratch.path()).unwrap().permissions().mode() & 0o777, 0o700);
    assert!(!scratch.path().join("demo.json").exists());
    let url = format!("{}/control/v1", node.endpoint);
    tael(scratch.path(), &["app", "list", "--control", &url, "--token", "x"]).fails(1, "404");
    assert_eq!(tael(scratch.path(), &["app", "list", "--format", "json"]).json(), serde_json::json!([]));
    tael(scratch.path(), &["trigger", "pay"]).fails(2, "no trade waits");
    let log = node.stop();
    assert!(log.contains("draining"), "{log}");
    // the same data serves again, and its URL may be named
    let again = Node::start(scratch.path(), &["serve", "--public-url", "https://pay.example/"]).unwrap();
    assert_eq!(again.endpoint, "https://pay.example");
    drop(again);
}

#[test]
fn private_addresses_are_not_notified() {
    let scratch = Scratch::new();
    let node = Node::start(scratch.path(), &["serve"]).unwrap();
    let key = scratch.file("app.key");
    let key = key.to_str().unwrap();
    let merchant =
        tael(scratch.path(), &["merchant", "create", "--name", "Shop", "--product", "FACE_TO_FACE_PAYMENT"]);
    let pid = merchant.json()["partner_id"].as_str().unwrap().to_owned();
    let app = tael(scratch.path(), &["app", "create", "--partner-id", &pid, "--new-key", key]).json();
    let buyer = tael(
        scratch.path(),
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
    let biz = serde_json::json!({"out_trade_no": "a1", "subject": "Tea", "total_amount": "1.00", "buyer_id": buyer.json()["user_id"]});
    let gateway = format!("{}/gateway.do", node.endpoint);
    let answer = |notify_url: &str| {
        let (biz, notify) = (biz.to_string(), format!("notify_url={notify_url}"));
        let form = tael(
            scratch.path(),
            &[
                "sign",
                "--method",
                "alipay.trade.create",
                "--app-id",
                app["app_id"].as_str().unwrap(),
                "--key",
                key,
                "--biz-content",
                &biz,
                "--param",
                &notify,
                "--output",
                "form",
            ],
        );
        super::sign::post(&gateway, form.ok().trim())
    };
    let refused = answer("http://127.0.0.1:9/notify");
    assert!(refused.contains("isv.invalid-parameter"), "{refused}");
    let taken = answer("https://shop.example/notify");
    assert!(taken.contains("\"code\":\"10000\""), "{taken}");
    node.stop();
}

#[test]
fn two_processes_do_not_share_a_store() {
    let (first, second) = (Scratch::new(), Scratch::new());
    let node = Node::start(first.path(), &["serve"]).unwrap();
    let url = format!("sqlite:{}", first.path().join("tael.db").display());
    refused(second.path(), &["--database-url", &url], "stop that process first");
    let listed: Ended = tael(second.path(), &["app", "list", "--database-url", &url]);
    listed.fails(2, "only one Tael works on a data file");
    node.stop();
}
