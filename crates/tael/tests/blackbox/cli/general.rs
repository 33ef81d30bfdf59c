//! What all subcommands share: usage, configuration, the log, `dev` and `migrate`.

use std::path::Path;

use rusqlite::Connection;

use super::tool::{Node, Scratch, command, ended, tael};

#[test]
fn wrong_usage_and_wrong_configuration_end_with_2() {
    let scratch = Scratch::new();
    tael(scratch.path(), &["nonsense"]).fails(2, "nonsense");
    tael(scratch.path(), &["dev", "--listen", "here"]).fails(2, "--listen");
    tael(scratch.path(), &["migrate", "--log", "info,=="]).fails(2, "log filter");
    tael(scratch.path(), &["migrate", "--log-format", "xml"]).fails(2, "xml");
    let file = scratch.file("tael.toml");
    std::fs::write(&file, "[gateway]\nlisten_on = 1\n").unwrap();
    tael(scratch.path(), &["migrate", "--config", file.to_str().unwrap()]).fails(2, "configuration");
    tael(scratch.path(), &["migrate", "--config", "/no/such/file"]).fails(2, "/no/such/file");
    let mut variable = command(scratch.path(), &["migrate"]);
    variable.env("TAEL_GATEWAY__LISTEN", "nowhere");
    ended(variable).fails(2, "configuration");
    tael(scratch.path(), &["migrate", "--database-url", "mysql://x"]).fails(2, "mysql://x");
}

#[test]
fn dev_shows_each_sdk_on_the_first_start_and_never_a_key() {
    let scratch = Scratch::new();
    let node = Node::start(scratch.path(), &["dev", "--log-format", "json"]).unwrap();
    let demo = tael(scratch.path(), &["demo"]).json();
    for sdk in ["node ", "python ", "java ", "go ", "php "] {
        assert!(node.said.contains(&format!("    {sdk}")), "{sdk} is not in {}", node.said);
    }
    let app_id = demo["app"]["app_id"].as_str().unwrap();
    assert!(node.said.matches(app_id).count() >= 6 && node.said.contains(&node.endpoint), "{}", node.said);
    let secrets = ["/app/private_key_pkcs1", "/app/private_key_pkcs8", "/app/aes_key", "/control/token"];
    let hidden = |text: &str| {
        for pointer in secrets {
            assert!(!text.contains(demo.pointer(pointer).unwrap().as_str().unwrap()), "{pointer} is shown");
        }
    };
    hidden(&node.said);
    let log = node.stop();
    hidden(&log);
    let lines: Vec<&str> = log.lines().filter(|line| !line.starts_with("tael: ")).collect();
    assert!(!lines.is_empty(), "something is logged");
    for line in lines {
        let event: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
        assert!(event["level"].is_string() && event["timestamp"].is_string(), "{event}");
    }
    let again = Node::start(scratch.path(), &["dev", "--log", "off"]).unwrap();
    assert!(again.said.contains(app_id) && !again.said.contains("new AlipaySdk"), "{}", again.said);
    assert!(again.stop().lines().all(|line| line.starts_with("tael: ")));
}

fn change(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn migrate_says_what_there_is_and_refuses_what_it_does_not_know() {
    let scratch = Scratch::new();
    tael(scratch.path(), &["migrate"]).fails(2, "does not exist");
    let store = scratch.file("tael.db");
    let foreign = scratch.file("recipes.db");
    change(&foreign, "create table recipes (id integer)");
    let url = format!("sqlite:{}", foreign.display());
    tael(scratch.path(), &["migrate", "--database-url", &url]).fails(2, "another program");
    Node::start(scratch.path(), &["dev"]).unwrap().stop();
    assert!(tael(scratch.path(), &["migrate"]).ok().contains("nothing to do"));
    assert!(tael(scratch.path(), &["migrate", "--check"]).ok().contains("nothing to do"));
    change(&store, "insert into schema_version (version, name, checksum) values (99, 'future', 'x')");
    for subcommand in [&["migrate"][..], &["audit"], &["app", "list"]] {
        tael(scratch.path(), subcommand)
            .fails(2, "has schema version 99, but this Tael knows versions up to");
    }
    let mut chinese = command(scratch.path(), &["migrate"]);
    chinese.env("LANG", "zh_CN.UTF-8");
    ended(chinese).fails(2, "结构版本为 99");
}
