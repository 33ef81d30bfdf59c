//! The JSON of `biz_content` as sent: number texts, duplicate keys and the order of members are kept.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The deepest nesting that is read (`semantics.md §12.1`).
pub const DEPTH_MAX: usize = 32;
/// The largest `biz_content`, in bytes of UTF-8.
pub const SIZE_MAX: usize = 512 * 1024;

/// Why a text is no `biz_content`; the gateway answers `isv.illegal-json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotJson {
    /// Broken JSON.
    #[error("is not JSON")]
    Syntax,
    /// JSON, but not an object.
    #[error("is not a JSON object")]
    NotAnObject,
    /// Nested deeper than [`DEPTH_MAX`].
    #[error("is nested deeper than {DEPTH_MAX} levels")]
    TooDeep,
    /// Longer than [`SIZE_MAX`].
    #[error("is longer than {SIZE_MAX} bytes")]
    TooLarge,
}

/// Members in the order of the text, duplicates included.
pub(crate) type Members<'a> = Vec<(Cow<'a, str>, Token<'a>)>;

/// A value as sent.
#[derive(Debug)]
pub(crate) enum Token<'a> {
    Null,
    Bool(bool),
    /// The number's own text.
    Number(&'a str),
    Text(Cow<'a, str>),
    Array(Vec<Token<'a>>),
    Object(Members<'a>),
}

impl<'a> Token<'a> {
    /// Null and empty text mean the same as absent.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Token::Null => true,
            Token::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    /// The text of a scalar.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match self {
            Token::Text(text) => Some(text),
            Token::Number(text) => Some(text),
            Token::Bool(true) => Some("true"),
            Token::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// Reads any JSON value, at most `depth` levels deep.
    pub(crate) fn parse(text: &'a str, depth: usize) -> Result<Token<'a>, NotJson> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|_| NotJson::Syntax)?;
        Token::of(raw, depth)
    }

    fn of(raw: &'a RawValue, depth: usize) -> Result<Token<'a>, NotJson> {
        let text = raw.get();
        Ok(match text.as_bytes().first() {
            Some(b'n') => Token::Null,
            Some(b't') => Token::Bool(true),
            Some(b'f') => Token::Bool(false),
            Some(b'"') => Token::Text(string(text)?),
            Some(b'[') => {
                let depth = depth.checked_sub(1).ok_or(NotJson::TooDeep)?;
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|_| NotJson::Syntax)?;
                Token::Array(items.into_iter().map(|item| Token::of(item, depth)).collect::<Result<_, _>>()?)
            }
            Some(b'{') => Token::Object(members(text, depth)?),
            _ => Token::Number(text),
        })
    }
}

/// Reads the text of `biz_content`. A byte order mark before it is skipped; an empty text is an empty object.
pub(crate) fn biz_content(text: &str) -> Result<Members<'_>, NotJson> {
    if text.len() > SIZE_MAX {
        return Err(NotJson::TooLarge);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    match text.as_bytes().first() {
        None => Ok(Vec::new()),
        Some(b'{') => members(text, DEPTH_MAX),
        Some(_) => Err(match serde_json::from_str::<&RawValue>(text) {
            Ok(_) => NotJson::NotAnObject,
            Err(_) => NotJson::Syntax,
        }),
    }
}

fn members(text: &str, depth: usize) -> Result<Members<'_>, NotJson> {
    let depth = depth.checked_sub(1).ok_or(NotJson::TooDeep)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let raw = reader.deserialize_map(RawMembers).map_err(|_| NotJson::Syntax)?;
    reader.end().map_err(|_| NotJson::Syntax)?;
    raw.into_iter().map(|(name, value)| Ok((name, Token::of(value, depth)?))).collect()
}

/// A JSON string with its quotes, which the reader has found well formed but for the code points of its escapes.
fn string(text: &str) -> Result<Cow<'_, str>, NotJson> {
    match text.get(1..text.len() - 1) {
        Some(inner) if !inner.contains('\\') => Ok(Cow::Borrowed(inner)),
        _ => serde_json::from_str(text).map(Cow::Owned).map_err(|_| NotJson::Syntax),
    }
}

struct RawMembers;

impl<'de> Visitor<'de> for RawMembers {
    type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::with_capacity(16);
        while let Some(name) = map.next_key_seed(Name)? {
            members.push((name, map.next_value()?));
        }
        Ok(members)
    }
}

/// A key, borrowed where it has no escapes.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_text_and_keys_their_order() {
        let members =
            biz_content("\u{feff} {\"b\": 88.880, \"a\": \"x\\n\\u4e2d\", \"b\": [1e2, null, true]} ")
                .expect("an object");
        let shown = format!("{members:?}");
        assert_eq!(
            shown,
            r#"[("b", Number("88.880")), ("a", Text("x\n中")), ("b", Array([Number("1e2"), Null, Bool(true)]))]"#
        );
    }

    #[test]
    fn what_is_no_object_is_named() {
        for (text, why) in [
            ("[]", NotJson::NotAnObject),
            ("12", NotJson::NotAnObject),
            ("null", NotJson::NotAnObject),
            ("{", NotJson::Syntax),
            ("{}x", NotJson::Syntax),
            ("{'a':1}", NotJson::Syntax),
            ("{\"a\":01}", NotJson::Syntax),
            ("{\"a\":1,}", NotJson::Syntax),
            ("{\"a\":\"\\ud800\"}", NotJson::Syntax),
            ("{\"a\":\"\u{1}\"}", NotJson::Syntax),
            ("out_trade_no=1", NotJson::Syntax),
        ] {
            assert_eq!(biz_content(text).expect_err(text), why, "{text}");
        }
        for empty in ["", " ", "\u{feff}", "{}"] {
            assert!(biz_content(empty).expect(empty).is_empty());
        }
    }

    #[test]
    fn depth_and_size_are_limited() {
        let nested = |levels: usize| format!("{}{}", "{\"a\":".repeat(levels - 1) + "{", "}".repeat(levels));
        assert!(biz_content(&nested(DEPTH_MAX)).is_ok());
        assert_eq!(biz_content(&nested(DEPTH_MAX + 1)).expect_err("too deep"), NotJson::TooDeep);
        let long = |bytes: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(bytes - 8));
        assert!(biz_content(&long(SIZE_MAX)).is_ok());
        assert_eq!(biz_content(&long(SIZE_MAX + 1)).expect_err("too long"), NotJson::TooLarge);
        let deep = "[".repeat(200_000);
        assert_eq!(biz_content(&format!("{{\"a\":{deep}}}")).expect_err("unclosed"), NotJson::Syntax);
    }
}
