//! `tael demo`.

use super::tool::{Node, Scratch, command, ended, tael};

#[test]
fn every_format_prints_from_a_running_node_and_from_the_file() {
    let scratch = Scratch::new();
    let node = Node::start(scratch.path(), &["dev"]).unwrap();
    let running = tael(scratch.path(), &["demo"]).json();
    let text = |pointer: &str| running.pointer(pointer).unwrap().as_str().unwrap().to_owned();
    assert_eq!(text("/endpoint"), node.endpoint);
    let formats = [
        ("env", "/app/private_key_pkcs8"),
        ("node", "/app/private_key_pkcs1"),
        ("python", "/app/private_key_pkcs1"),
        ("java", "/app/private_key_pkcs8"),
        ("go", "/app/private_key_pkcs1"),
        ("php", "/app/private_key_pkcs1"),
    ];
    let all = || -> Vec<String> {
        let print = |(format, _): &(&str, &str)| tael(scratch.path(), &["demo", "--format", format]).ok();
        formats.iter().map(print).collect()
    };
    let printed = all();
    for ((format, key), printed) in formats.iter().zip(&printed) {
        for pointer in ["/gateway_url", "/app/app_id", "/platform/public_key", key] {
            assert!(printed.contains(&text(pointer)), "{format} lacks {pointer}");
        }
    }
    node.stop();
    assert_eq!(all(), printed);
    std::fs::write(scratch.path().join("demo.json"), "{").unwrap();
    tael(scratch.path(), &["demo"]).fails(2, "damaged");
}

#[test]
fn where_there_is_none_it_says_so() {
    let scratch = Scratch::new();
    tael(scratch.path(), &["demo"]).fails(2, "start `tael dev` first");
    tael(scratch.path(), &["demo", "--format", "cobol"]).fails(2, "cobol");
    let mut chinese = command(scratch.path(), &["demo"]);
    chinese.env("LC_ALL", "zh_CN.UTF-8");
    ended(chinese).fails(2, "请先启动");
    let node = Node::start(scratch.path(), &["serve"]).unwrap();
    tael(scratch.path(), &["demo"]).fails(1, "NO_DEMO_WORLD");
    node.stop();
}
