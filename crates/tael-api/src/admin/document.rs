//! Rows as documents: shown, made and changed by JSON merge patch (RFC 7396: `null` takes a member away, arrays are
//! replaced whole).

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tael_core::id::{Book, UserId, WorldId};
use tael_core::money::Fen;

use super::read::{read, unknown};
use super::refusal::{Kind, Refusal};

/// Where something is made: the world of the call and its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The world.
    pub world: WorldId,
    /// Its book.
    pub book: Book,
}

/// A row that operators edit as a document.
pub(super) trait Document: Serialize + DeserializeOwned {
    /// Members of the document; what else the row has is Tael's own.
    const MEMBERS: &'static [&'static str];
    /// The member that names it and never changes.
    const ID: &'static str;

    /// The rules of single members.
    fn check(&self) -> Result<(), Refusal>;
}

/// The row as a document.
pub(super) fn show<T: Document>(row: &T) -> Value {
    let mut value = whole(row);
    if let Some(members) = value.as_object_mut() {
        members.retain(|name, _| T::MEMBERS.contains(&name.as_str()));
    }
    value
}

/// A new row: `given` by Tael, under what the body says.
pub(super) fn make<T: Document>(given: Value, body: Map<String, Value>) -> Result<T, Refusal> {
    merged(given, body)
}

/// The row after a patch.
pub(super) fn patch<T: Document>(row: &T, patch: Map<String, Value>) -> Result<T, Refusal> {
    let before = whole(row);
    if let Some(id) = patch.get(T::ID).filter(|id| before.get(T::ID) != Some(id)) {
        return Err(immutable(T::ID, id));
    }
    merged(before, patch)
}

fn merged<T: Document>(mut base: Value, patch: Map<String, Value>) -> Result<T, Refusal> {
    check_members(&patch, T::MEMBERS)?;
    merge(&mut base, Value::Object(patch));
    let row: T = read(base, "")?;
    row.check()?;
    Ok(row)
}

fn whole<T: Document>(row: &T) -> Value {
    // rows are made of texts, numbers and maps with text keys: all of them are JSON
    serde_json::to_value(row).unwrap_or_default()
}

/// Refuses members that are not in the list.
///
/// # Errors
/// [`Refusal`].
pub fn check_members(body: &Map<String, Value>, members: &[&str]) -> Result<(), Refusal> {
    match body.keys().find(|name| !members.contains(&name.as_str())) {
        Some(name) => Err(unknown(name.clone(), members)),
        None => Ok(()),
    }
}

/// Numbers of applications and sub-merchants: letters, digits, `-` and `_`, at most 32.
pub(super) fn check_number(field: &str, number: &str) -> Result<(), Refusal> {
    let sound = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if (1..=32).contains(&number.len()) && number.bytes().all(sound) {
        return Ok(());
    }
    Err(Refusal::invalid(field, "1 to 32 letters, digits, - or _", " 1 到 32 位字母、数字、- 或 _"))
}

/// A user id where one is needed: `2088` and twelve digits.
pub(super) fn check_user_id(field: impl Into<String>, id: &UserId) -> Result<(), Refusal> {
    match id.serial() {
        Some(_) => Ok(()),
        None => Err(Refusal::invalid(field, "2088 and twelve digits", " 2088 加 12 位数字")),
    }
}

/// An amount that may not be negative.
pub(super) fn check_amount(field: &str, amount: Fen) -> Result<(), Refusal> {
    if (Fen::ZERO..=AMOUNT_MAX).contains(&amount) {
        return Ok(());
    }
    Err(Refusal::invalid(
        field,
        &format!("an amount from 0.00 to {AMOUNT_MAX}, not {amount}"),
        &format!(" 0.00 到 {AMOUNT_MAX} 之间的金额，实际为 {amount}"),
    ))
}

/// The most that an operator may put into an account or a limit: a trillion yuan, so that no sum of a book overflows.
const AMOUNT_MAX: Fen = Fen::yuan(1_000_000_000_000);

/// Refuses a patch of the member that names the row.
pub(super) fn immutable(field: &str, sent: &Value) -> Refusal {
    let en = format!(
        "`{field}` never changes and cannot become {sent}: leave it out, or make another one with POST"
    );
    let zh = format!("`{field}` 不可更改，不能改为 {sent}：请去掉，或用 POST 新建");
    Refusal::new(Kind::Invalid, "IMMUTABLE_MEMBER", en, zh).at(field)
}

/// Applies a merge patch (RFC 7396).
pub(super) fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Some(members) = target.as_object_mut() else { return };
    for (name, value) in patch {
        if value.is_null() {
            members.remove(&name);
        } else {
            merge(members.entry(name).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn patches_merge_as_the_rfc_prints() {
        // the examples of RFC 7396, appendix A
        for (target, patch, result) in [
            (json!({"a":"b"}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":"b"}), json!({"b":"c"}), json!({"a":"b","b":"c"})),
            (json!({"a":"b"}), json!({"a":null}), json!({})),
            (json!({"a":["b"]}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":{"b":"c"}}), json!({"a":{"b":"d","c":null}}), json!({"a":{"b":"d"}})),
            (json!({"a":[{"b":"c"}]}), json!({"a":[1]}), json!({"a":[1]})),
            (json!(["a", "b"]), json!(["c", "d"]), json!(["c", "d"])),
            (json!({"a":"foo"}), json!("bar"), json!("bar")),
            (json!({"e":null}), json!({"a":1}), json!({"e":null,"a":1})),
            (json!([1, 2]), json!({"a":"b","c":null}), json!({"a":"b"})),
            (json!({}), json!({"a":{"bb":{"ccc":null}}}), json!({"a":{"bb":{}}})),
        ] {
            let mut merged = target.clone();
            merge(&mut merged, patch.clone());
            assert_eq!(merged, result, "{target} with {patch}");
        }
    }
}
