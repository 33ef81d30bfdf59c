//! Rewrites the scalars of a JSON text and leaves every other byte as it was sent.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::names::{Class, class_of};

/// A string, number or word of a JSON text, or the name of a member.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scalar<'a> {
    /// The text without quotes and escapes.
    pub(super) text: &'a str,
    /// The name of the member that holds it, itself or in an array; empty at the top.
    pub(super) name: &'a str,
    /// The class of the innermost member around it that has one.
    pub(super) class: Option<Class>,
    /// Whether it is the name of a member.
    pub(super) is_name: bool,
}

/// The JSON in a text: without a byte order mark, and only where it is an object or array that can be read.
pub(super) fn sound(text: &str) -> Option<&str> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let opens = json.trim_start().starts_with(['{', '[']);
    (opens && serde_json::from_str::<IgnoredAny>(json).is_ok()).then_some(json)
}

/// An object or array that is being read.
struct Open<'a> {
    class: Option<Class>,
    name: Cow<'a, str>,
}

/// Rewrites a JSON text that [`sound`] has found readable: each scalar becomes the string that `visit` returns, or
/// stays to the byte where that is `None`.
pub(super) fn rewrite(json: &str, visit: &mut dyn FnMut(Scalar<'_>) -> Option<String>) -> String {
    let mut out = String::with_capacity(json.len());
    let mut around: Vec<Open<'_>> = Vec::new();
    let mut member: Option<Open<'_>> = None;
    let mut rest = json;
    while let Some(&first) = rest.as_bytes().first() {
        let length = match first {
            b'"' => string_length(rest),
            b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
            b' ' | b'\t' | b'\r' | b'\n' => 1,
            _ => word_length(rest),
        };
        let (token, tail) = rest.split_at(length);
        rest = tail;
        match first {
            b'{' | b'[' => {
                let outer = around.last();
                around.push(member.take().unwrap_or_else(|| Open {
                    class: outer.and_then(|o| o.class),
                    name: outer.map_or(Cow::Borrowed(""), |o| o.name.clone()),
                }));
                out.push_str(token);
            }
            b'}' | b']' => {
                around.pop();
                member = None;
                out.push_str(token);
            }
            b',' => {
                member = None;
                out.push_str(token);
            }
            b':' | b' ' | b'\t' | b'\r' | b'\n' => out.push_str(token),
            _ => {
                let text = if first == b'"' { unescape(token) } else { Cow::Borrowed(token) };
                let is_name = first == b'"' && member.is_none() && tail.trim_start().starts_with(':');
                let holder = member.as_ref().or(around.last());
                let scalar = Scalar {
                    text: &text,
                    name: holder.map_or("", |h| h.name.as_ref()),
                    class: holder.and_then(|h| h.class),
                    is_name,
                };
                match visit(scalar) {
                    Some(new) => push_quoted(&mut out, &new),
                    None => out.push_str(token),
                }
                if is_name {
                    let class = class_of(&text).or(around.last().and_then(|o| o.class));
                    member = Some(Open { class, name: text });
                }
            }
        }
    }
    out
}

/// The length of the string at the start of `text`, quotes included; of all of it where it does not end.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the number or word at the start of `text`.
fn word_length(text: &str) -> usize {
    let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '"' | '{' | '}' | '[' | ']' | ',' | ':');
    text.find(ends).unwrap_or(text.len())
}

/// The text of a string token. Escapes that mean nothing are kept, half a surrogate pair becomes U+FFFD.
fn unescape(token: &str) -> Cow<'_, str> {
    let inner = token.strip_prefix('"').unwrap_or(token);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let (character, used) = match after.chars().next() {
            Some('n') => ('\n', 1),
            Some('r') => ('\r', 1),
            Some('t') => ('\t', 1),
            Some('b') => ('\u{8}', 1),
            Some('f') => ('\u{c}', 1),
            Some('u') => unicode_escape(&after[1..]),
            Some(other) => (other, other.len_utf8()),
            None => ('\\', 0),
        };
        text.push(character);
        rest = &after[used..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character of `\uXXXX`, given what follows the `u`, and how much of the text from the `u` on it takes.
fn unicode_escape(digits: &str) -> (char, usize) {
    let unit = |from: usize| digits.get(from..from + 4).and_then(|four| u32::from_str_radix(four, 16).ok());
    match unit(0) {
        Some(high @ 0xd800..=0xdbff) => {
            let low = if digits.get(4..6) == Some("\\u") { unit(6) } else { None };
            match low {
                Some(low @ 0xdc00..=0xdfff) => {
                    let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                    (char::from_u32(code).unwrap_or('\u{fffd}'), 11)
                }
                _ => ('\u{fffd}', 5),
            }
        }
        Some(code) => (char::from_u32(code).unwrap_or('\u{fffd}'), 5),
        None => ('u', 1),
    }
}

fn push_quoted(out: &mut String, text: &str) {
    // a string always has a JSON form
    out.push_str(&serde_json::to_string(text).unwrap_or_else(|_| "\"****\"".to_owned()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upper(json: &str) -> String {
        rewrite(json, &mut |s| (!s.is_name).then(|| format!("{}={}", s.name, s.text)))
    }

    #[test]
    fn what_is_not_visited_stays_to_the_byte() {
        let json = "\t{ \"a\" : [1, 2.50,\"x\\/y\\u4f60\"],\"a\":{\"b\":null}}\r\n";
        assert_eq!(rewrite(json, &mut |_| None), json);
    }

    #[test]
    fn scalars_know_their_member() {
        assert_eq!(
            upper(r#"{"a":[1,"x",{"b":true}],"c":"d","e":{}}"#),
            r#"{"a":["a=1","a=x",{"b":"b=true"}],"c":"c=d","e":{}}"#
        );
        assert_eq!(upper("[1,[2]]"), r#"["=1",["=2"]]"#);
    }

    #[test]
    fn classes_reach_into_arrays_and_objects() {
        let mut seen = Vec::new();
        rewrite(r#"{"auth_code":{"x":["1"]},"y":"2"}"#, &mut |s| {
            if !s.is_name {
                seen.push((s.text.to_owned(), s.class));
            }
            None
        });
        assert_eq!(seen, [("1".to_owned(), Some(Class::Secret)), ("2".to_owned(), None)]);
    }

    #[test]
    fn escaped_names_and_values_are_read() {
        let mut seen = Vec::new();
        rewrite(r#"{"auth\u005fcode":"\u0032\u0038\ud83d\ude00\ud83d"}"#, &mut |s| {
            seen.push((s.text.to_owned(), s.class));
            None
        });
        assert_eq!(seen[1], ("28😀\u{fffd}".to_owned(), Some(Class::Secret)));
    }

    #[test]
    fn only_readable_objects_and_arrays_are_json() {
        assert_eq!(sound("\u{feff}{\"a\":1}"), Some("{\"a\":1}"));
        for text in ["", "1", "\"a\"", "{\"a\":1", "{'a':1}", "{\"a\":1}}", "{\"a\":\"\n\"}"] {
            assert_eq!(sound(text), None, "{text}");
        }
        assert_eq!(sound(&"[".repeat(100_000)), None);
    }
}
