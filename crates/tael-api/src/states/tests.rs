//! The explanations hold what the code says: a code counts as raised where the schema names it or a function that the
//! method's decision calls does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::registry;
use crate::schema::{Api, Choice, Codes, Condition, Field};

/// Functions of the hand-written sources: the name of the module and of the function, and the text of the body.
type Functions = BTreeMap<(String, String), String>;

#[test]
fn every_code_is_explained_and_the_claim_is_true() {
    let functions = functions();
    for method in registry::all() {
        let api = method.api();
        let raised = raised(api, &functions);
        for row in api.errors {
            let state = super::of(api, row.code).unwrap_or_else(|| panic!("{} of {}", row.code, api.method));
            assert!(!state.en.is_empty() && !state.zh.is_empty(), "{}", row.code);
            assert_eq!(
                state.silence(api.method).is_none(),
                raised.contains(row.code),
                "{} of {}: is it raised?",
                row.code,
                api.method
            );
        }
    }
}

#[test]
fn no_explanation_is_left_over_or_doubled() {
    let mut seen = BTreeSet::new();
    for state in super::FAMILIES.iter().flat_map(|family| family.iter()) {
        assert!(seen.insert(state.code), "{} twice", state.code);
        assert!(registry::all().any(|m| m.api().error(state.code).is_some()), "{} of no method", state.code);
        for silent in state.silent.iter().filter(|s| !s.method.is_empty()) {
            let method = registry::by_name(silent.method).unwrap_or_else(|| panic!("{}", silent.method));
            assert!(method.api().error(state.code).is_some(), "{} of {}", state.code, silent.method);
        }
    }
    assert!(super::of(registry::by_name("alipay.trade.query").unwrap().api(), "ACQ.AUTH_NO_ERROR").is_none());
}

fn raised(api: &'static Api, functions: &Functions) -> BTreeSet<&'static str> {
    // every method can be told to answer so (`/faults`)
    let mut codes = BTreeSet::from(["ACQ.SYSTEM_ERROR", "SYSTEM_ERROR", api.invalid_parameter]);
    schema_codes(api.request, &mut codes);
    let folder = api.method.rsplit('.').next().unwrap().to_owned();
    let names = called_by((folder, "decide".into()), functions);
    for row in api.errors {
        if names.contains(&variant(row.code)) {
            codes.insert(row.code);
        }
    }
    codes
}

/// The variant of the generated enumeration: `ACQ.TRADE_HAS_CLOSE` is `TradeHasClose`.
fn variant(code: &str) -> String {
    let plain = code.strip_prefix("ACQ.");
    let words = plain.unwrap_or(code).split('_').map(|word| word[..1].to_owned() + &word[1..].to_lowercase());
    plain.map_or("Plain", |_| "").to_owned() + &words.collect::<String>()
}

fn schema_codes(fields: &'static [Field], found: &mut BTreeSet<&'static str>) {
    let of_condition = |condition: Option<&'static Condition>| condition.and_then(|c| c.code);
    for field in fields {
        let Codes { missing, length, range, items, values, pattern } = field.codes;
        found.extend([missing, length, range, items, values, pattern].into_iter().flatten());
        found.extend(of_condition(field.required_when));
        found.extend(of_condition(field.forbidden_when));
        let choice: Option<&'static Choice> = field.choice;
        found.extend(choice.and_then(|c| c.only_when.as_ref()).and_then(|when| when.condition.code));
        schema_codes(field.children, found);
    }
}

/// The variants of `Code` in everything that a function calls, however far down. A call is a name before a bracket or
/// alone as an argument: with the module before it, or of the same module, or the method of a type of another one.
fn called_by(start: (String, String), functions: &Functions) -> BTreeSet<String> {
    const WITH_METHODS: [&str; 4] = ["order", "payment", "method", "notice"];
    let (mut seen, mut todo, mut codes) = (BTreeSet::new(), vec![start], BTreeSet::new());
    while let Some(function) = todo.pop() {
        let Some(body) = functions.get(&function) else { continue };
        if !seen.insert(function.clone()) {
            continue;
        }
        let words: Vec<(usize, &str)> = words(body).collect();
        for pair in words.windows(2) {
            let ((at, first), (next, second)) = (pair[0], pair[1]);
            if &body[at + first.len()..next] == "::" {
                if first == "Code" || first == "Error" {
                    codes.insert(second.to_owned());
                }
                todo.push((first.to_owned(), second.to_owned()));
            }
        }
        for (_, word) in words {
            todo.push((function.0.clone(), word.to_owned()));
            todo.extend(WITH_METHODS.map(|module| (module.to_owned(), word.to_owned())));
        }
    }
    codes
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter_map(move |word| {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

fn functions() -> Functions {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Functions::new();
    read(&src.join("wallet.rs"), &mut found);
    read(&src.join("method.rs"), &mut found);
    read(&src.join("trade"), &mut found);
    read(&src.join("item"), &mut found);
    assert!(found.contains_key(&("limits".into(), "of_buyer".into())), "the sources are not where they were");
    found
}

fn read(path: &Path, found: &mut Functions) {
    if path.is_dir() {
        std::fs::read_dir(path).unwrap().for_each(|entry| read(&entry.unwrap().path(), found));
        return;
    }
    let name = match path.file_stem().unwrap().to_str().unwrap() {
        "mod" => path.parent().unwrap().file_name().unwrap().to_str().unwrap(),
        name => name,
    };
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap();
    for (at, _) in text.match_indices("fn ") {
        let rest = &text[at + 3..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(0);
        if let Some(body) = body(rest) {
            found.entry((name.to_owned(), rest[..end].to_owned())).or_default().push_str(body);
        }
    }
}

/// What stands between the first brace and its match; `None` for a function without a body.
fn body(text: &str) -> Option<&str> {
    let open = text.find('{')?;
    if text[..open].contains(';') {
        return None;
    }
    let mut depth = 0;
    for (at, c) in text[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&text[open..open + at]);
        }
    }
    None
}
