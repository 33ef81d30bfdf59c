//! Who may use the control API, and what it says to those who may not or who ask for what is not there.

use serde_json::{Value, json};

use super::refused;
use crate::harness::{Gateway, Request};

#[test]
fn a_gateway_is_ready_signs_what_it_says_and_ends_on_sigterm() {
    let gateway = Gateway::start();
    let ready = gateway.send(Request::new("GET", "/readyz"));
    assert_eq!(ready.status, 200, "{ready:?}");
    let answer = gateway.call("alipay.trade.query", &json!({"out_trade_no": "never_seen"}), &[]);
    let answer = answer.refused("ACQ.TRADE_NOT_EXIST");
    assert_eq!(answer.key, "alipay_trade_query_response");
    assert_eq!(answer.trace_id().len(), 29);
    gateway.stop();
}

#[test]
fn the_token_opens_it_and_nothing_else_does() {
    let gateway = Gateway::start();
    let token = gateway.demo_text("/control/token").to_owned();
    let longer = format!("Bearer {token}0");
    let cut = format!("Bearer {}", &token[1..]);
    for authorization in ["", "Bearer ", "Bearer wrong", "Basic Og==", &token, &longer, &cut] {
        for path in ["/clock", "/buyers", "/nowhere"] {
            let request = Request::new("GET", &format!("/control/v1{path}"));
            let request = match authorization {
                "" => request,
                value => request.header("authorization", value),
            };
            let response = gateway.send(request);
            assert_eq!(response.header("www-authenticate"), Some("Bearer"));
            refused((response.status, response.json()), 401, "UNAUTHORIZED", "");
        }
    }
    let lower = Request::new("GET", "/control/v1/clock").header("authorization", &format!("bearer {token}"));
    assert_eq!(gateway.send(lower).status, 200);
    // the admin socket belongs to its owner: no token is asked for
    let response = gateway.send_to_socket(Request::new("GET", "/control/v1/demo"));
    assert_eq!((response.status, &response.json()), (200, gateway.demo()));
    assert_eq!(&gateway.control_ok("GET", "/demo", Value::Null), gateway.demo());
}

#[test]
fn what_is_not_there_is_said_in_json_and_in_the_callers_language() {
    let gateway = Gateway::start();
    refused(gateway.control("GET", "/nowhere", Value::Null), 404, "NO_SUCH_PATH", "");
    refused(gateway.control("DELETE", "/clock", Value::Null), 405, "METHOD_NOT_ALLOWED", "");
    let ask = |path: &str, name: &str, value: &str| {
        gateway.send_to_socket(Request::new("GET", &format!("/control/v1{path}")).header(name, value))
    };
    let response = ask("/clock", "tael-world", "mars");
    refused((response.status, response.json()), 404, "UNKNOWN_WORLD", "tael-world");
    assert_eq!(ask("/clock", "tael-world", "main").status, 200);
    let chinese = ask("/buyers/2088000000000000", "accept-language", "zh-CN,zh;q=0.9").json();
    assert!(chinese["error"]["message"].as_str().unwrap().contains("不存在买家"), "{chinese}");
    let english = ask("/buyers/2088000000000000", "accept-language", "fr").json();
    assert!(english["error"]["message"].as_str().unwrap().contains("no buyer"), "{english}");
    let allowed = gateway.send_to_socket(Request::new("PUT", "/control/v1/buyers"));
    assert!(allowed.header("allow").is_some_and(|a| a.contains("POST")), "{allowed:?}");
}

#[test]
fn bodies_must_be_json_objects_of_a_sane_size() {
    let gateway = Gateway::start();
    let post = |body: &[u8]| {
        let request = Request::new("POST", "/control/v1/buyers").body("application/json", body);
        let response = gateway.send_to_socket(request);
        (response.status, response.json())
    };
    for body in ["[]", "1", "\"x\"", "null", "{", "{\"a\":1}x", "{a:1}", "\u{feff}{}"] {
        refused(post(body.as_bytes()), 400, "INVALID_JSON", "");
    }
    refused(post(b"{\"name\":\"\xff\"}"), 400, "INVALID_JSON", "");
    let padded = |length: usize| format!("{{\"name\":\"{}\"}}", "x".repeat(length - 11)).into_bytes();
    refused(post(&padded(1024 * 1024 + 1)), 413, "TOO_LARGE", "");
    assert_eq!(post(&padded(1024 * 1024)).0, 201);
    assert_eq!(post(b"").0, 201, "no body is an empty one");
    // as `curl -d` sends it
    let curl = Request::new("POST", "/control/v1/buyers").form("{\"name\":\"curl\"}");
    assert_eq!(gateway.send_to_socket(curl).json()["name"], "curl");
    let deep = format!("{{\"name\":{}{}}}", "[".repeat(2_000), "]".repeat(2_000));
    refused(post(deep.as_bytes()), 400, "INVALID_JSON", "");
}

#[test]
fn lists_are_paged() {
    let gateway = Gateway::start();
    for n in 0..3 {
        gateway.control_ok("POST", "/apps", json!({"app_id": format!("paged_{n}")}));
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = gateway.control_ok("GET", &format!("/apps?limit=2&after={after}"), Value::Null);
        let data = page["data"].as_array().unwrap();
        assert!(data.len() <= 2 && !data.is_empty());
        seen.extend(data.iter().map(|app| app["app_id"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }
    let mut sorted = seen.clone();
    sorted.sort();
    sorted.dedup();
    // the demo world has three apps and a mini program
    assert_eq!((seen.len(), &seen), (7, &sorted));
    for limit in ["0", "1001", "-1", "x", "1.5"] {
        refused(
            gateway.control("GET", &format!("/apps?limit={limit}"), Value::Null),
            400,
            "INVALID_VALUE",
            "limit",
        );
    }
    refused(gateway.control("GET", "/apps?page=2", Value::Null), 400, "UNKNOWN_MEMBER", "page");
    refused(gateway.control("GET", "/apps?limit=1&limit=2", Value::Null), 400, "BAD_QUERY", "");
}
