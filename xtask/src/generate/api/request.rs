//! The typed request of an API.

use std::collections::BTreeSet;

use anyhow::ensure;

use super::model::{Api, Field};
use super::scalar::{self, Kind};
use super::{NOTE, below, doc, literal, names, table};

/// `request.rs` of an API.
pub(crate) fn write(api: &Api) -> anyhow::Result<String> {
    let mut types = Types::new();
    types.object("Request", &format!("An accepted request of `{}`.", api.method), &api.request, "")?;
    let mut out = format!("//! The request of `{}`, typed. {NOTE}\n\n", api.method);
    out.push_str("use crate::schema::typed::{FromMembers, Reader");
    out.push_str(if types.enums.is_empty() { "};\n" } else { ", values};\n" });
    out.push_str("use crate::schema::{Defect, Tree};\n");
    if types.structs.contains("Fen") {
        out.push_str("use tael_core::money::Fen;\n");
    }
    if types.structs.contains("Instant") {
        out.push_str("use tael_core::time::Instant;\n");
    }
    out.push('\n');
    out.push_str(&types.structs);
    out.push_str(
        "impl Request {\n/// Reads an accepted request.\n///\n/// # Errors\n/// [`Defect`] where the tree was not accepted by \
         this API's table.\npub fn from_tree(tree: &Tree) -> Result<Request, Defect> {\nRequest::read(tree)\n}\n}\n\n",
    );
    out.push_str(&types.enums);
    Ok(out)
}

/// Structs and enumerations of one side of an API; their names are those of their paths.
struct Types {
    used: BTreeSet<String>,
    structs: String,
    enums: String,
}

impl Types {
    fn new() -> Types {
        Types { used: BTreeSet::new(), structs: String::new(), enums: String::new() }
    }

    fn object(&mut self, name: &str, about: &str, fields: &[Field], path: &str) -> anyhow::Result<()> {
        ensure!(self.used.insert(name.to_owned()), "two types are called {name}");
        let mut members = String::new();
        let mut reading = String::new();
        let mut inner = Vec::new();
        for field in fields {
            let path = below(path, &field.name);
            let (ty, read) = self.field(field, &path)?;
            members.push_str(&doc(&scalar::summary(field, &path)));
            members.push_str(&format!("pub {}: {ty},\n", names::field(&field.name)));
            reading.push_str(&format!("{}: members.{read}?,\n", names::field(&field.name)));
            if !field.children.is_empty() {
                inner.push((field, path));
            }
        }
        // an API or object without members reads nothing
        let reader = if fields.is_empty() { "_members" } else { "members" };
        self.structs.push_str(&format!(
            "{}#[derive(Clone, Debug, PartialEq, Eq)]\npub struct {name} {{\n{members}}}\n\n\
             impl FromMembers for {name} {{\nfn from_members({reader}: &mut Reader<'_>) -> Result<{name}, Defect> {{\n\
             Ok({name} {{\n{reading}}})\n}}\n}}\n\n",
            doc(about),
        ));
        for (field, path) in inner {
            self.object(&names::of_path(&path), &scalar::summary(field, &path), &field.children, &path)?;
        }
        Ok(())
    }

    /// The Rust type of a member, and the call that reads it.
    fn field(&mut self, field: &Field, path: &str) -> anyhow::Result<(String, String)> {
        let kind = scalar::kind(field)?;
        let (name, enumeration) = (literal(&field.name), self.enumeration(field, kind, path)?);
        let required = table::is_required(field)?;
        Ok(match kind {
            Kind::Array => (format!("Vec<{}>", names::of_path(path)), format!("list({name})")),
            Kind::List => {
                let item = scalar::scalar(field, scalar::item(field)?, enumeration.as_deref());
                (format!("Vec<{item}>"), format!("list({name})"))
            }
            Kind::Object if field.children.is_empty() => ensure_optional("String", name, required),
            Kind::Object => ensure_optional(&names::of_path(path), name, required),
            kind => {
                let ty = scalar::scalar(field, kind, enumeration.as_deref());
                match field.separator {
                    Some(separator) => (format!("Vec<{ty}>"), format!("split({name}, {separator:?})")),
                    None => ensure_optional(&ty, name, required),
                }
            }
        })
    }

    fn enumeration(&mut self, field: &Field, kind: Kind, path: &str) -> anyhow::Result<Option<String>> {
        if field.values.is_empty() || kind == Kind::Boolean {
            return Ok(None);
        }
        let name = names::of_path(path);
        ensure!(self.used.insert(name.clone()), "two types are called {name}");
        self.enums.push_str(&enumeration(&name, field, path));
        Ok(Some(name))
    }
}

fn ensure_optional(ty: &str, name: String, required: bool) -> (String, String) {
    if required {
        (ty.to_owned(), format!("required({name})"))
    } else {
        (format!("Option<{ty}>"), format!("optional({name})"))
    }
}

/// The call of the macro that declares the known values of a field.
pub(super) fn enumeration(name: &str, field: &Field, path: &str) -> String {
    let mut used = BTreeSet::new();
    let mut variants = String::new();
    let mut aliases = String::new();
    let mut named = Vec::new();
    for value in field.values.iter().filter(|value| value.alias_of.is_none()) {
        let variant = names::variant(&value.value, &mut used);
        for line in doc(&format!("`{}`: {}.", value.value, value.meaning_en.trim_end_matches('.'))).lines() {
            variants.push_str(&format!("        {line}\n"));
        }
        variants.push_str(&format!("        {variant} = {},\n", literal(&value.value)));
        named.push((&value.value, variant));
    }
    for value in &field.values {
        if let Some(target) = &value.alias_of
            && let Some((_, variant)) = named.iter().find(|(text, _)| *text == target)
        {
            aliases.push_str(&format!("        {} => {variant},\n", literal(&value.value)));
        }
    }
    let kind = if field.enum_open { "open" } else { "closed" };
    let about: String =
        doc(&scalar::summary(field, path)).lines().map(|line| format!("    {line}\n")).collect();
    let aliases = if aliases.is_empty() { "{}".to_owned() } else { format!("{{\n{aliases}    }}") };
    format!("values! {{\n{about}    {kind} {name} {{\n{variants}    }} means {aliases}\n}}\n\n")
}
