//! What a table refuses.

use std::collections::BTreeMap;

use tael_api::schema::cases::{Case, Expected};

use super::{Stage, apis, is_refused, on_connections, short};
use crate::harness::Gateway;

#[test]
fn a_refused_field_is_named_with_its_code_and_nothing_is_written() {
    let gateway = Gateway::start();
    let stage = Stage::set(&gateway);
    let mut wrong = Vec::new();
    let mut tried = 0;
    for api in apis() {
        let all = stage.cases(api);
        let mut fields: BTreeMap<&str, Vec<&Case>> = BTreeMap::new();
        for case in all.iter().filter(|case| is_refused(case)) {
            fields.entry(case.field.path).or_default().push(case);
        }
        for (field, cases) in fields {
            let before = gateway.row_counts();
            tried += cases.len();
            wrong.extend(on_connections(&gateway, &cases, |caller, _, case| {
                let Expected::Refused { code, path } = &case.expected else { return None };
                let answer = caller.call(stage.shop(api, case.field), api, &case.biz_content);
                let said = answer.text("sub_msg");
                let right = answer.signed
                    && answer.key == format!("{}_response", api.method.replace('.', "_"))
                    && (answer.text("code"), answer.text("sub_code")) == ("40004", code)
                    && names(said, path);
                let sent = short(&case.biz_content);
                (!right).then(|| {
                    format!("{}\n  sent {sent}\n  want {code} {path}\n  is   {}", case.name, answer.node)
                })
            }));
            assert_eq!(gateway.row_counts(), before, "{} {field} has written something", api.method);
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 1_000, "{tried}");
    gateway.audit();
}

/// The message names the path behind what kind of mistake it is, and not only a longer path that begins with it.
fn names(said: &str, path: &str) -> bool {
    said.split_once('：').is_some_and(|(_, rest)| {
        rest.match_indices(path).any(|(at, _)| {
            let end = rest[at + path.len()..].chars().next();
            end.is_none_or(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[')))
        })
    })
}
