//! Which Rust type a field has, the same for requests and responses.

use anyhow::bail;

use super::model::{Field, Items};

/// The kind of a field, as the engine names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Money,
    Number,
    Integer,
    Boolean,
    JsonText,
    Object,
    Array,
    List,
}

/// The kind of a field.
pub(crate) fn kind(field: &Field) -> anyhow::Result<Kind> {
    if let Some(semantic) = &field.semantic {
        return match semantic.as_str() {
            "money_cny_yuan" => Ok(Kind::Money),
            "count_as_string" => Ok(Kind::Integer),
            _ => bail!("{}: unknown semantic {semantic}", field.name),
        };
    }
    Ok(match field.kind.as_str() {
        "string" | "date" => Kind::Text,
        "price" => Kind::Money,
        // the SDKs have whole numbers wherever no decimals are stated
        "number" if field.decimals.is_none() => Kind::Integer,
        "number" => Kind::Number,
        "integer" => Kind::Integer,
        "boolean" => Kind::Boolean,
        "json_string" => Kind::JsonText,
        "object" => Kind::Object,
        "array" if field.children.is_empty() => Kind::List,
        "array" => Kind::Array,
        other => bail!("{}: unknown type {other}", field.name),
    })
}

/// The kind of the elements of an array of scalars.
pub(crate) fn item(field: &Field) -> anyhow::Result<Kind> {
    let name = match &field.items {
        Some(Items::Type(name)) => name,
        Some(Items::Limited { kind, .. }) => kind,
        None => bail!("{}: an array without children and items", field.name),
    };
    Ok(match name.as_str() {
        "string" => Kind::Text,
        "price" => Kind::Money,
        "number" | "integer" => Kind::Integer,
        other => bail!("{}: unknown type of items {other}", field.name),
    })
}

/// True for `yyyy-MM-dd HH:mm:ss`, which becomes a point in time.
pub(crate) fn is_instant(field: &Field) -> bool {
    field.format.as_deref() == Some("yyyy-MM-dd HH:mm:ss")
}

/// The Rust type of a scalar of a kind; `enumeration` where it has known values.
pub(crate) fn scalar(field: &Field, kind: Kind, enumeration: Option<&str>) -> String {
    if let Some(name) = enumeration {
        return name.to_owned();
    }
    match kind {
        Kind::Money => "Fen",
        Kind::Integer => "i64",
        Kind::Boolean => "bool",
        _ if is_instant(field) => "Instant",
        _ => "String",
    }
    .to_owned()
}

/// What stands for the name in a doc comment: path, label, description.
pub(crate) fn summary(field: &Field, path: &str) -> String {
    let label = field.label_zh.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
    format!("`{path}`{label}: {}", field.description)
}
