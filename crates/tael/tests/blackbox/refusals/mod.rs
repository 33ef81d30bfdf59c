//! Every code of every table, reached only by public requests and by what an operator sets (semantics.md §7.1, §12.2):
//! a table for each family of codes, and a test that finds the codes that none of them reaches.

mod allowed;
mod known;
mod merchant;
mod parties;
mod payment;
mod syntax;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use tael_api::{registry, states};

use crate::harness::{Gateway, Shared, Shop};

static GATEWAY: Shared = Shared::new();

const CREATE: &str = "alipay.trade.create";
const PAY: &str = "alipay.trade.pay";
const QUERY: &str = "alipay.trade.query";

/// How a code is reached.
struct Case {
    /// The methods that answer it so.
    methods: &'static [&'static str],
    /// The code.
    code: &'static str,
    /// What the operator sets and what the request says.
    stage: fn(&mut Scene<'_>),
    /// trade.pay leaves the trade waiting for somebody else (§1.5).
    leaves: bool,
}

const fn case(methods: &'static [&'static str], code: &'static str, stage: fn(&mut Scene<'_>)) -> Case {
    Case { methods, code, stage, leaves: false }
}

const fn leaving(methods: &'static [&'static str], code: &'static str, stage: fn(&mut Scene<'_>)) -> Case {
    Case { methods, code, stage, leaves: true }
}

/// A shop, its buyer, and a request that would succeed.
struct Scene<'g> {
    gateway: &'g Gateway,
    shop: Shop,
    buyer: String,
    method: &'static str,
    number: String,
    request: Value,
}

impl<'g> Scene<'g> {
    fn new(gateway: &'g Gateway, method: &'static str) -> Scene<'g> {
        let (shop, buyer, number) = (gateway.shop(), gateway.new_buyer(json!({})), gateway.fresh_number());
        let mut request = json!({"out_trade_no": number});
        if method != QUERY {
            request["total_amount"] = "88.88".into();
            request["subject"] = "苹果".into();
        }
        if method == CREATE {
            request["buyer_id"] = buyer.as_str().into();
        }
        if method == PAY {
            request["auth_code"] = gateway.auth_code(&buyer).into();
        }
        Scene { gateway, shop, buyer, method, number, request }
    }

    /// Sets a member of the request; null takes it out.
    fn say(&mut self, name: &str, value: Value) {
        let members = self.request.as_object_mut().unwrap();
        match value {
            Value::Null => drop(members.remove(name)),
            value => drop(members.insert(name.to_owned(), value)),
        }
    }

    fn merchant(&self, patch: Value) {
        self.gateway.change(&format!("/merchants/{}", self.shop.pid), patch);
    }

    fn payer(&self, patch: Value) {
        self.gateway.change(&format!("/buyers/{}", self.buyer), patch);
    }

    fn contract(&self, product: &str, mode: &str) {
        let contract = json!({"product_code": product, "mode": mode, "rate": "0.006"});
        self.merchant(json!({"contracts": [contract]}));
    }

    /// The first request for the number, which succeeds.
    fn first(&self) -> String {
        let order = json!({"out_trade_no": self.number, "total_amount": "88.88", "subject": "苹果"});
        self.gateway.asks(&self.shop.client, CREATE, &order).ok().text("trade_no").to_owned()
    }
}

/// Reaches a case by one of its methods and looks at all of the answer.
fn reach(case: &Case, method: &'static str) {
    let gateway = GATEWAY.get();
    let mut scene = Scene::new(&gateway, method);
    (case.stage)(&mut scene);
    let label = format!("{} of {method}", case.code);
    let answer = gateway.asks(&scene.shop.client, method, &scene.request);
    let seen = (answer.text("code"), answer.text("sub_code"));
    assert_eq!(seen, ("40004", case.code), "{label}: {}", answer.node);
    assert!(answer.signed, "{label}");
    let api = registry::by_name(method).unwrap().api();
    let row = api.error(case.code).unwrap_or_else(|| panic!("{label} is not in the table"));
    // what the schema refuses goes on to say which member and why
    let said = answer.text("sub_msg");
    let more = said.strip_prefix(row.message_zh).unwrap_or_else(|| panic!("{label}: {said}"));
    assert!(more.is_empty() || more.starts_with('：'), "{label}: {said}");
    // what the operator reads about it
    let record = gateway.control_ok("GET", &format!("/requests/{}", answer.trace_id()), Value::Null);
    assert!(record["diagnosis"]["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{label}: {record}");
    let is_decided = more.is_empty() && case.code != "ACQ.SYSTEM_ERROR";
    if method == PAY && is_decided {
        let zero = ["buyer_pay_amount", "invoice_amount", "point_amount", "receipt_amount"];
        assert!(zero.iter().all(|name| answer.text(name) == "0.00"), "{label}: {}", answer.node);
        assert_eq!(answer.text("out_trade_no"), scene.number, "{label}");
        assert_eq!(!answer.text("trade_no").is_empty(), case.leaves, "{label}: {}", answer.node);
    }
}

fn reach_all(cases: &[Case]) {
    for case in cases {
        case.methods.iter().for_each(|method| reach(case, method));
    }
}

/// Families whose codes are reached by tests of their own folders, which name them.
const ELSEWHERE: [&str; 5] = ["allowed", "trades", "settlement", "control", "items"];

/// No code of a table is forgotten: it is reached here, named by a test of its family, or never raised for a reason that
/// `tael errors` tells.
#[test]
fn every_code_of_every_table_is_reached_or_has_a_reason() {
    let cases =
        [allowed::CASES, known::CASES, merchant::CASES, parties::CASES, payment::CASES, syntax::CASES];
    let reached: BTreeSet<(&str, &str)> = cases
        .iter()
        .flat_map(|family| family.iter())
        .flat_map(|case| case.methods.iter().map(|method| (*method, case.code)))
        .collect();
    let elsewhere = sources();
    let mut forgotten = Vec::new();
    for api in registry::all().map(|method| method.api()) {
        for row in api.errors {
            let state = states::of(api, row.code).unwrap_or_else(|| panic!("{} is explained", row.code));
            let silent = state.silence(api.method).is_some();
            let here = reached.contains(&(api.method, row.code));
            assert!(!(silent && here), "{} of {} is reached, but said never to be", row.code, api.method);
            let named = elsewhere.contains(&format!("\"{}\"", row.code));
            if !silent && !here && !named {
                forgotten.push(format!("{} of {}", row.code, api.method));
            }
        }
    }
    assert!(forgotten.is_empty(), "no test reaches {forgotten:#?}");
}

/// The sources of the other families' tests.
fn sources() -> String {
    fn read(path: &Path, text: &mut String) {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            match entry.path() {
                folder if folder.is_dir() => read(&folder, text),
                file => text.push_str(&std::fs::read_to_string(file).unwrap()),
            }
        }
    }
    let mut text = String::new();
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/blackbox");
    ELSEWHERE.iter().for_each(|folder| read(&top.join(folder), &mut text));
    text
}
