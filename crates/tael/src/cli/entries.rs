//! What `app`, `merchant` and `buyer` have in common: bodies from flags and JSON, lists, and what they print.

use std::io::Read;
use std::path::Path;

use clap::Args;
use serde_json::{Map, Value};

use super::print;
use super::words::told;

/// How an answer is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Shape {
    /// A table or lines for people.
    #[default]
    Text,
    /// JSON.
    Json,
}

/// Further members of a body.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Body {
    /// Further members: JSON, the name of a file that holds it, or - for standard input.
    #[arg(long, value_name = "JSON|FILE|-")]
    json: Option<String>,
}

impl Body {
    /// The members, those of flags first in rank.
    ///
    /// # Errors
    /// Where the JSON cannot be read or is no object.
    pub(crate) fn with(&self, flags: &[(&str, Option<Value>)]) -> anyhow::Result<Value> {
        let mut members = match &self.json {
            Some(source) => object(&text_of(source, "--json")?)?,
            None => Map::new(),
        };
        for (name, value) in flags {
            if let Some(value) = value {
                members.insert((*name).to_owned(), value.clone());
            }
        }
        Ok(Value::Object(members))
    }
}

fn object(text: &str) -> anyhow::Result<Map<String, Value>> {
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(told("--json must be a JSON object", "--json 须为 JSON 对象")),
        Err(error) => Err(told(format!("--json is not JSON: {error}"), format!("--json 不是 JSON：{error}"))),
    }
}

/// Text that a flag gives: itself where it looks like JSON, standard input for `-`, else what the file holds.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn text_of(source: &str, flag: &str) -> anyhow::Result<String> {
    if source.trim_start().starts_with(['{', '[']) {
        return Ok(source.to_owned());
    }
    if source == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    read(Path::new(source), flag)
}

/// What a file holds.
///
/// # Errors
/// Where it cannot be read; the sentence names flag and file.
pub(crate) fn read(path: &Path, flag: &str) -> anyhow::Result<String> {
    std::fs::read_to_string(path).map_err(|error| {
        told(
            format!("{flag}: cannot read {}: {error}", path.display()),
            format!("{flag}：无法读取 {}：{error}", path.display()),
        )
    })
}

/// The value of a flag as JSON.
pub(crate) fn value<T: Clone + Into<Value>>(flag: &Option<T>) -> Option<Value> {
    flag.clone().map(Into::into)
}

/// A segment of a path, with everything but letters, digits and `-_.` escaped.
pub(crate) fn segment(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

/// The rows of a list: the answer itself, or its only list.
pub(crate) fn rows(answer: &Value) -> &[Value] {
    match answer {
        Value::Array(rows) => rows,
        Value::Object(members) => members.values().find_map(Value::as_array).map_or(&[], Vec::as_slice),
        _ => &[],
    }
}

/// Prints rows as a table of these members, or as JSON.
pub(crate) fn list(answer: &Value, columns: &[&str], shape: Shape) {
    match shape {
        Shape::Json => print::json(&without_secrets(answer.clone())),
        Shape::Text => {
            let cells = |row: &Value| columns.iter().map(|name| cell(&row[*name])).collect();
            print::out(&print::table(columns, &rows(answer).iter().map(cells).collect::<Vec<_>>()));
        }
    }
}

/// Prints one entry.
pub(crate) fn show(answer: Value) {
    print::json(&without_secrets(answer));
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "-".into(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The document with stars where a member holds a secret.
pub(crate) fn without_secrets(mut document: Value) -> Value {
    hide(&mut document);
    document
}

fn hide(value: &mut Value) {
    const SECRET: [&str; 6] =
        ["aes_key", "pay_password", "private_key", "private_key_pkcs1", "private_key_pkcs8", "token"];
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if SECRET.contains(&name.as_str()) && member.is_string() {
                    *member = "******".into();
                } else {
                    hide(member);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(hide),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn flags_outrank_json_and_bad_json_is_refused() {
        let body = Body { json: Some(r#"{"name":"a","limits":{"single":"5.00"}}"#.into()) };
        let made = body.with(&[("name", Some("b".into())), ("status", None)]).unwrap();
        assert_eq!(made, json!({"name": "b", "limits": {"single": "5.00"}}));
        for wrong in ["{", "[1]", "/no/such/file.json"] {
            assert!(Body { json: Some(wrong.into()) }.with(&[]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn secrets_are_starred_and_paths_escaped() {
        let shown = without_secrets(
            json!({"apps": [{"aes_key": "abc", "app_id": "1"}], "token": "t", "pay_password": null}),
        );
        assert_eq!(
            shown,
            json!({"apps": [{"aes_key": "******", "app_id": "1"}], "token": "******", "pay_password": null})
        );
        assert_eq!(segment("../a b%"), "..%2Fa%20b%25");
        assert_eq!(rows(&json!({"n": 1, "apps": [1, 2]})).len(), 2);
        assert_eq!(rows(&json!([1])).len(), 1);
        assert!(rows(&json!("x")).is_empty());
    }
}
