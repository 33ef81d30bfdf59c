//! Error enumerations: one per API, and the union of their codes.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::ensure;

use super::model::Api;
use super::{NOTE, doc, invalid_parameter, literal, names};

/// `error.rs` of an API.
pub(crate) fn write(api: &Api) -> anyhow::Result<String> {
    let mut named = Vec::new();
    let mut used = BTreeSet::new();
    let prefixed: BTreeSet<String> = api
        .errors
        .iter()
        .filter(|row| row.code.starts_with("ACQ."))
        .map(|row| names::error(&row.code))
        .collect();
    for row in &api.errors {
        let mut name = names::error(&row.code);
        if !row.code.starts_with("ACQ.") && prefixed.contains(&name) {
            name = format!("Plain{name}");
        }
        ensure!(used.insert(name.clone()), "two codes are called {name}");
        named.push((name, row));
    }
    let mut out = format!(
        "//! The business errors of `{}`. {NOTE}\n\nuse super::table::API;\nuse crate::generated::Code;\n\n",
        api.method
    );
    out.push_str(&doc(&format!("A business error of `{}`: the rows of its own table.", api.method)));
    out.push_str("#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum Error {\n");
    for (name, row) in &named {
        out.push_str(&doc(&format!("`{}` {}: {}", row.code, row.message_zh, row.solution_en)));
        out.push_str(&format!("{name},\n"));
    }
    out.push_str(
        "}\n\nimpl Error {\n/// All errors, in the order of the table.\npub const ALL: &[Error] = &[\n",
    );
    for (name, _) in &named {
        out.push_str(&format!("Error::{name},\n"));
    }
    out.push_str(
        "];\n\n/// The error that a code is in this method; `None` where its table lacks the code.\n#[must_use]\n\
         pub fn of(code: Code) -> Option<Error> {\nSome(match code {\n",
    );
    for (name, row) in &named {
        out.push_str(&format!("Code::{} => Error::{name},\n", names::code(&row.code)));
    }
    out.push_str("#[allow(unreachable_patterns, reason = \"while the union has no other codes\")]\n_ => return None,\n})\n}\n\n");
    out.push_str("/// The `sub_code`.\n#[must_use]\npub fn code(self) -> &'static str {\nAPI.errors[self as usize].code\n}\n\n");
    out.push_str("/// The `sub_msg` of the wire.\n#[must_use]\npub fn message_zh(self) -> &'static str {\nAPI.errors[self as usize].message_zh\n}\n\n");
    out.push_str("/// Cause and fix.\n#[must_use]\npub fn fix_en(self) -> &'static str {\nAPI.errors[self as usize].fix_en\n}\n}\n");
    Ok(out)
}

/// `code.rs`: the union of the codes of all APIs.
pub(crate) fn union(apis: &[Api]) -> anyhow::Result<String> {
    let mut codes: BTreeMap<String, (&str, Vec<&str>)> = BTreeMap::new();
    for api in apis {
        let own = api.errors.iter().map(|row| row.code.as_str());
        for code in own.chain(std::iter::once(invalid_parameter(api))) {
            let entry = codes.entry(names::code(code)).or_insert((code, Vec::new()));
            ensure!(entry.0 == code, "{} and {code} have one name", entry.0);
            if entry.1.last() != Some(&api.method.as_str()) {
                entry.1.push(&api.method);
            }
        }
    }
    let mut out = format!("//! Every business code of every declared API. {NOTE}\n\n");
    out.push_str(
        "/// A business code (`sub_code`). Rules that several methods share name their refusals by it; each method has the ones\n\
         /// that its own table knows (`Error::of`). A code without the `ACQ.` prefix is called `Plain…`.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum Code {\n",
    );
    for (name, (code, methods)) in &codes {
        out.push_str(&doc(&format!("`{code}`, of {}.", methods.join(", "))));
        out.push_str(&format!("{name},\n"));
    }
    out.push_str("}\n\nimpl Code {\n/// All codes.\npub const ALL: &[Code] = &[\n");
    for name in codes.keys() {
        out.push_str(&format!("Code::{name},\n"));
    }
    out.push_str(
        "];\n\n/// The code on the wire.\n#[must_use]\npub fn as_str(self) -> &'static str {\nmatch self {\n",
    );
    for (name, (code, _)) in &codes {
        out.push_str(&format!("Code::{name} => {},\n", literal(code)));
    }
    out.push_str("}\n}\n}\n");
    Ok(out)
}
