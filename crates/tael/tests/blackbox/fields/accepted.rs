//! What a table accepts.

use serde::Deserialize;
use serde_json::value::RawValue;
use tael_api::schema::cases::{Case, Expected};
use tael_api::schema::{Api, Tree};

use super::judged::judged;
use super::{Caller, Stage, apis, is_of_items, is_refused, on_connections, short};
use crate::harness::{Answer, Gateway};

#[test]
fn an_accepted_field_is_accepted_and_shown_unchanged() {
    let gateway = Gateway::start();
    let stage = Stage::set(&gateway);
    let mut wrong = Vec::new();
    let mut tried = 0;
    for api in apis() {
        let all = stage.cases(api);
        let cases: Vec<&Case> = all.iter().filter(|case| !is_refused(case)).collect();
        tried += cases.len();
        wrong.extend(on_connections(&gateway, &cases, |caller, index, case| {
            let sent = request(caller, &stage, api, index, case);
            let answer = caller.call(stage.shop(api, case.field), api, &sent);
            let why = complaint(&gateway, api, case, &answer)?;
            Some(format!("{} {}\n  sent {}\n  {}", api.method, case.name, short(&sent), short(&why)))
        }));
        if api.method == "alipay.trade.create" {
            // what is queried
            let mut caller = Caller { gateway: &gateway, connection: gateway.connect() };
            let base = stage.base(api, &stage.plain).to_string();
            caller.call(&stage.plain, api, &base).ok();
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 1_000, "{tried}");
    gateway.audit();
}

/// The request of a case with what must be its own: a number that is new, a payment code that lives.
fn request(caller: &Caller<'_>, stage: &Stage, api: &Api, index: usize, case: &Case) -> String {
    if api.method == "alipay.open.app.item.create" {
        return case.with("out_item_id", &format!("item_{index}"));
    }
    if api.method == "alipay.trade.query" || is_of_items(api) {
        return case.biz_content.clone();
    }
    let number = format!("{}_{index}", &api.method["alipay.trade.".len()..]);
    let sent = case.with("out_trade_no", &number);
    if api.method != "alipay.trade.pay" {
        return sent;
    }
    let case = Case { biz_content: sent, ..case.clone() };
    case.with("auth_code", &caller.gateway.auth_code(&stage.buyer))
}

/// What is wrong with the answer to a good request, if anything.
fn complaint(gateway: &Gateway, api: &Api, case: &Case, answer: &Answer) -> Option<String> {
    let Expected::Accepted { path, value } = &case.expected else { return None };
    if answer.node["code"] != "10000" {
        let known = judged(api, case.field).is_some_and(|codes| codes.contains(&answer.text("sub_code")));
        return (!known).then(|| answer.node.to_string());
    }
    if api.method == "alipay.trade.query" || is_of_items(api) {
        return None;
    }
    let is = shown(gateway, answer.text("trade_no"), path);
    (is != *value).then(|| format!("shown as {} instead of {}", short(&is), short(value)))
}

/// A value of the request as `GET /trades/{trade_no}` shows it, by its text: numbers keep their digits.
pub(super) fn shown(gateway: &Gateway, trade_no: &str, path: &str) -> String {
    #[derive(Deserialize)]
    struct Shown {
        request: Box<RawValue>,
    }
    let shown = gateway.control_text(&format!("/trades/{trade_no}"));
    let shown: Shown = serde_json::from_str(&shown).expect("a trade has its request");
    let request = Tree::from_json(shown.request.get()).expect("a request");
    request.get(path).map(|node| node.to_json()).unwrap_or_default()
}
