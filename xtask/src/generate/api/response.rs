//! The typed answer of an API.

use std::collections::BTreeSet;

use anyhow::ensure;

use super::model::{Api, Field};
use super::scalar::{self, Kind};
use super::{NOTE, below, doc, literal, names, request};

/// `response.rs` of an API.
pub(crate) fn write(api: &Api) -> anyhow::Result<String> {
    let mut types = Types { used: BTreeSet::new(), structs: String::new(), enums: String::new() };
    let about = format!("The answer of `{}`. What is not set is not sent.", api.method);
    types.object("Response", &about, &api.response, "")?;
    let mut out = format!("//! The answer of `{}`, typed. {NOTE}\n\n", api.method);
    if !types.enums.is_empty() {
        out.push_str("use crate::schema::typed::values;\n");
    }
    let json_text = if types.structs.contains("json_text") { ", json_text" } else { "" };
    let set =
        if api.response.is_empty() { "ToObject".to_owned() } else { format!("ToObject{json_text}, set") };
    out.push_str(&format!("use crate::schema::answer::{{{set}}};\nuse tael_wire::json::Object;\n"));
    if types.structs.contains("Fen") {
        out.push_str("use tael_core::money::Fen;\n");
    }
    if types.structs.contains("Instant") {
        out.push_str("use tael_core::time::Instant;\n");
    }
    out.push('\n');
    out.push_str(&types.structs);
    out.push_str(
        "impl Response {\n/// The members of the answer's node beside `code` and `msg`.\n#[must_use]\npub fn object(&self) -> Object {\n\
         self.to_object()\n}\n}\n\n",
    );
    out.push_str(&types.enums);
    Ok(out)
}

struct Types {
    used: BTreeSet<String>,
    structs: String,
    enums: String,
}

impl Types {
    fn object(&mut self, name: &str, about: &str, fields: &[Field], path: &str) -> anyhow::Result<()> {
        ensure!(self.used.insert(name.to_owned()), "two types are called {name}");
        let mut members = String::new();
        let mut setting = Vec::new();
        let mut inner = Vec::new();
        for field in fields {
            let path = below(path, &field.name);
            let rust = names::field(&field.name);
            let (ty, json_text) = self.field(field, &path)?;
            members.push_str(&doc(&scalar::summary(field, &path)));
            members.push_str(&format!("pub {rust}: {ty},\n"));
            let value = if json_text { format!("json_text(&self.{rust})") } else { format!("&self.{rust}") };
            let borrowed = if json_text { format!("&{value}") } else { value };
            setting.push((&field.name, format!("set(&mut object, {}, {borrowed});\n", literal(&field.name))));
            if !field.children.is_empty() {
                inner.push((field, path));
            }
        }
        // the object is sorted by name: setting in that order costs nothing
        setting.sort();
        let setting: String = setting.into_iter().map(|(_, call)| call).collect();
        let body = if setting.is_empty() {
            "Object::new()".to_owned()
        } else {
            format!("let mut object = Object::new();\n{setting}object")
        };
        self.structs.push_str(&format!(
            "{}#[derive(Clone, Debug, Default, PartialEq, Eq)]\npub struct {name} {{\n{members}}}\n\n\
             impl ToObject for {name} {{\nfn to_object(&self) -> Object {{\n{body}\n}}\n}}\n\n",
            doc(about),
        ));
        for (field, path) in inner {
            self.object(&names::of_path(&path), &scalar::summary(field, &path), &field.children, &path)?;
        }
        Ok(())
    }

    /// The Rust type of a member, and whether it is written as JSON text.
    fn field(&mut self, field: &Field, path: &str) -> anyhow::Result<(String, bool)> {
        let kind = scalar::kind(field)?;
        let enumeration = if field.values.is_empty() || kind == Kind::Boolean {
            None
        } else {
            let name = names::of_path(path);
            ensure!(self.used.insert(name.clone()), "two types are called {name}");
            self.enums.push_str(&request::enumeration(&name, field, path));
            Some(name)
        };
        Ok(match kind {
            Kind::Array => (format!("Vec<{}>", names::of_path(path)), false),
            Kind::List => {
                let item = scalar::scalar(field, scalar::item(field)?, enumeration.as_deref());
                (format!("Vec<{item}>"), false)
            }
            Kind::Object if field.children.is_empty() => ("Option<Object>".to_owned(), false),
            Kind::Object => (format!("Option<{}>", names::of_path(path)), false),
            Kind::JsonText if !field.children.is_empty() => {
                let list =
                    field.example.as_ref().and_then(|e| e.as_str()).is_some_and(|e| e.starts_with('['));
                let name = names::of_path(path);
                (if list { format!("Vec<{name}>") } else { format!("Option<{name}>") }, true)
            }
            kind => (format!("Option<{}>", scalar::scalar(field, kind, enumeration.as_deref())), false),
        })
    }
}
