//! Redaction of text that has no structure to go by: broken JSON, echoes, form pieces, prose.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::names::{Class, class_of, masked};

/// The end of a sensitive name, quotes and spaces, a separator, and the quote that opens the value. Quotes come plain,
/// escaped, HTML-escaped (the echo of protocol.md §3.4) and percent-encoded.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let quote = r#"(?:\\*(?:"|'|&(?:amp;)*(?:quot|apos|#0*3[49]);|%(?:25)*2[27]))"#;
    let names = "auth_?code|token|secret|private_?key|aes_?key|cert_?no|id_?card(?:_?no)?|identity_?card(?:_?no)?|\
                 identity_?hash|mobile(?:_?no|_?number)?|phone(?:_?no|_?number)?|tel_?number|card_?no|\
                 password|passwd|passcode|pwd";
    let pattern = format!(
        r"(?i)(?:{names})(?:{quote}|\s|%20|\+)*(?:=>|=|:|：|%(?:25)*3[DA])(?:\s|%20)*([\[{{(])?({quote})?"
    );
    Regex::new(&pattern).expect("the pattern is fixed and its test reads it")
});

/// Masks the values that follow a sensitive name, and hands each of them to `found`.
pub(super) fn mask_named<'t>(text: &'t str, found: &mut dyn FnMut(&str)) -> Cow<'t, str> {
    // without a separator there is nothing to find, and most values have none; 0xef begins `：`
    if text.bytes().any(|b| matches!(b, b':' | b'=' | b'%' | 0xef)) {
        mask_named_slowly(text, found)
    } else {
        Cow::Borrowed(text)
    }
}

fn mask_named_slowly<'t>(text: &'t str, found: &mut dyn FnMut(&str)) -> Cow<'t, str> {
    let mut out = String::new();
    let mut done = 0;
    let mut from = 0;
    while let Some(hit) = NAMED.captures_at(text, from) {
        let (start, end) = span(&hit);
        from = end;
        let Some(class) = class_at(text, start, end) else { continue };
        let value_end = if hit.get(1).is_some() {
            // an object or a list where a text belongs, in JSON that cannot be read: nobody knows where it ends
            text.len()
        } else {
            end + value_length(&text[end..], hit.get(2).map(|quote| quote.as_str()))
        };
        let value = &text[end..value_end];
        if value.is_empty() || value == "null" {
            continue;
        }
        found(value);
        out.push_str(&text[done..end]);
        out.push_str(&masked(class, value));
        done = value_end;
        from = value_end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

fn span(hit: &Captures<'_>) -> (usize, usize) {
    hit.get(0).map_or((0, 0), |whole| (whole.start(), whole.end()))
}

/// The class of the whole name, of which the pattern has found the end.
fn class_at(text: &str, start: usize, end: usize) -> Option<Class> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let begins = text[..start].rfind(|c| !is_part(c)).map_or(0, |at| {
        // the character that is no part of the name may be a wide one
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let name = &text[begins..end];
    let name = &name[..name.find(|c| !is_part(c)).unwrap_or(name.len())];
    class_of(name)
}

/// How far a value reaches: to the quote that closes it, else to the first character that ends a bare one.
fn value_length(rest: &str, quote: Option<&str>) -> usize {
    let Some(quote) = quote else {
        let ends = |c: char| c.is_whitespace() || "&\"',}])；;<>，\\".contains(c);
        return rest.find(ends).unwrap_or(rest.len()).min(rest.find("%26").unwrap_or(rest.len()));
    };
    let bare = quote.trim_start_matches('\\');
    let escaped = quote.len() > bare.len();
    let mut from = 0;
    while let Some(at) = rest[from..].find(bare) {
        let at = from + at;
        let backslashes = rest[..at].bytes().rev().take_while(|b| *b == b'\\').count();
        if escaped || backslashes % 2 == 0 {
            return at - backslashes;
        }
        from = at + bare.len();
    }
    rest.len()
}

/// The fewest characters of a secret that are looked for: an echo may have been cut.
pub(super) const PIECE_CHARACTERS_MIN: usize = 8;

/// Masks a known secret, also where it is escaped, and pieces of it that were cut off behind.
pub(super) fn mask_secret<'t>(text: Cow<'t, str>, secret: &str) -> Cow<'t, str> {
    let Some(first) = secret.chars().next() else { return text };
    let mut out = String::new();
    let mut done = 0;
    let mut from = 0;
    while let Some(at) = text[from..].find(|c| c == first || ESCAPES.contains(&c)) {
        let at = from + at;
        let there = &text[at..];
        let length = match (matched(there, secret, plain), matched(there, secret, unescaped)) {
            (a, b) if a.characters >= b.characters => a,
            (_, b) => b,
        };
        if length.whole || length.characters >= PIECE_CHARACTERS_MIN {
            out.push_str(&text[done..at]);
            out.push_str(&if length.whole { masked(Class::Secret, secret) } else { "****".to_owned() });
            done = at + length.bytes;
            from = done;
        } else {
            from = at + there.chars().next().map_or(1, char::len_utf8);
        }
    }
    if done == 0 {
        return text;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// How much of a secret stands at some place of a text.
struct Matched {
    /// Characters of the secret.
    characters: usize,
    /// Bytes of the text.
    bytes: usize,
    /// Whether that is all of the secret.
    whole: bool,
}

fn matched(text: &str, secret: &str, next: fn(&str) -> Option<(char, usize)>) -> Matched {
    let mut so_far = Matched { characters: 0, bytes: 0, whole: true };
    for expected in secret.chars() {
        match next(&text[so_far.bytes..]) {
            Some((character, bytes)) if character == expected => {
                so_far.characters += 1;
                so_far.bytes += bytes;
            }
            _ => return Matched { whole: false, ..so_far },
        }
    }
    so_far
}

/// Characters that begin an escape.
const ESCAPES: [char; 3] = ['\\', '&', '%'];

fn plain(text: &str) -> Option<(char, usize)> {
    text.chars().next().map(|c| (c, c.len_utf8()))
}

/// The character at the start of a text and its bytes there, read through the escapes of JSON, HTML and forms.
fn unescaped(text: &str) -> Option<(char, usize)> {
    match *text.as_bytes().first()? {
        b'\\' => {
            let after = text.trim_start_matches('\\');
            let slashes = text.len() - after.len();
            let hex = after.strip_prefix('u').and_then(|hex| hex.get(..4));
            if let Some(c) = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
                return Some((c, slashes + 5));
            }
            match plain(after) {
                Some((c @ ('/' | '"' | '\''), bytes)) => Some((c, slashes + bytes)),
                _ => Some(('\\', slashes)),
            }
        }
        b'&' => {
            let mut after = &text[1..];
            while let Some(inner) = after.strip_prefix("amp;") {
                after = inner;
            }
            let entities =
                [("quot;", '"'), ("lt;", '<'), ("gt;", '>'), ("#39;", '\''), ("#34;", '"'), ("apos;", '\'')];
            let entity = entities.iter().find_map(|(name, c)| Some((after.strip_prefix(name)?, *c)));
            let (rest, character) = entity.unwrap_or((after, '&'));
            Some((character, text.len() - rest.len()))
        }
        b'%' => {
            let mut after = &text[1..];
            while let Some(inner) = after.strip_prefix("25") {
                after = inner;
            }
            match after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                Some(byte) if byte.is_ascii() => Some((char::from(byte), text.len() - after.len() + 2)),
                _ => Some(('%', text.len() - after.len())),
            }
        }
        _ => plain(text),
    }
}

/// Digits of a payment code (`semantics.md §12.3`).
const CODE_DIGITS: std::ops::RangeInclusive<usize> = 16..=24;
/// The shortest word that can be any of the following.
const WORD_MIN: usize = *CODE_DIGITS.start();
/// The shortest code of a face; they have 35 characters and more.
const FACE_CODE_MIN: usize = 30;
/// The shortest token of the form `202611BB…`.
const TOKEN_MIN: usize = 24;

/// Masks what looks like a payment code or a token wherever it stands, except the texts in `kept`.
pub(super) fn mask_shapes<'t>(text: Cow<'t, str>, kept: &[String]) -> Cow<'t, str> {
    let mut out = String::new();
    let mut done = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    // no word reaches from before `at` into what follows; a long word that begins within the step covers its last byte
    while let Some(&last) = bytes.get(at + WORD_MIN - 1) {
        if !last.is_ascii_alphanumeric() {
            at += WORD_MIN;
            continue;
        }
        let is_part = |b: &&u8| b.is_ascii_alphanumeric();
        let middle = at + WORD_MIN;
        let word_start = middle - bytes[at..middle].iter().rev().take_while(is_part).count();
        let word_end = middle + bytes[middle..].iter().take_while(is_part).count();
        at = word_end;
        if word_end - word_start < WORD_MIN {
            continue;
        }
        // in `%2228…` the first two characters belong to the escape
        let escaped = word_start > 0 && bytes[word_start - 1] == b'%';
        for start in [Some(word_start), escaped.then_some(word_start + 2)].into_iter().flatten() {
            for (from, to) in shapes(&text, start, word_end) {
                let shape = &text[from..to];
                if from >= done && !kept.iter().any(|k| k == shape) {
                    out.push_str(&text[done..from]);
                    out.push_str(&masked(Class::Secret, shape));
                    done = to;
                }
            }
        }
    }
    if done == 0 {
        return text;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Where payment codes and tokens stand in a word of letters and digits.
fn shapes(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let word = &text.as_bytes()[start..end];
    if !word.iter().any(u8::is_ascii_digit) {
        return Vec::new();
    }
    let digits = |bytes: &[u8]| bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let is_token = word.len() >= TOKEN_MIN && digits(word) == 6 && word[6..].starts_with(b"BB");
    let is_face = word.len() >= FACE_CODE_MIN && word.starts_with(b"fp");
    if is_token || is_face {
        return vec![(start, end)];
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < word.len() {
        let length = digits(&word[at..]);
        if CODE_DIGITS.contains(&length) && matches!(&word[at..at + 2], [b'2', b'5'..=b'9'] | [b'3', b'0']) {
            found.push((start + at, start + at + length));
        }
        at += length.max(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "ab/cd+ef==XYZ0123";

    fn named(text: &str) -> String {
        mask_named(text, &mut |_| {}).into_owned()
    }

    #[test]
    fn values_behind_sensitive_names_are_masked() {
        for (text, expected) in [
            ("auth_token=abcdefghijkl&x=1", "auth_token=ab****kl&x=1"),
            ("{\"auth_token\":\"abcdefghijkl\"", "{\"auth_token\":\"ab****kl\""),
            ("{'auth_token' : 'abcdef ghijkl'}", "{'auth_token' : 'ab****kl'}"),
            ("{auth_token:abcdefghijkl}", "{auth_token:ab****kl}"),
            ("{\\\"auth_token\\\":\\\"abcdefghijkl\\\"}", "{\\\"auth_token\\\":\\\"ab****kl\\\"}"),
            (
                "&quot;authToken&quot;:&quot;abcd&amp;efghijkl&quot;",
                "&quot;authToken&quot;:&quot;ab****kl&quot;",
            ),
            ("%22auth_token%22%3A%22abcdefghijkl%22", "%22auth_token%22%3A%22ab****kl%22"),
            ("x_auth_token => 'abcdefghijkl'", "x_auth_token => 'ab****kl'"),
            ("付auth_token：abcdefghijkl，好", "付auth_token：ab****kl，好"),
            ("\"pay_password\":\"a b,c\\\"d\"}", "\"pay_password\":\"****\"}"),
            ("\"mobile\":13812345678}", "\"mobile\":13****78}"),
            ("\"token\":{\"x\":\"abcdefghijkl\"}", "\"token\":{****"),
            ("\"auth_token\":\"abcdefghijkl", "\"auth_token\":\"ab****kl"),
        ] {
            let masked = named(text);
            if text.contains(":{") {
                assert!(!masked.contains("abcdefghijkl"), "{masked}");
            } else {
                assert_eq!(masked, expected);
            }
        }
    }

    #[test]
    fn other_values_stay() {
        for text in [
            "subject=a&total_amount=1.00",
            "\"auth_code_type\":\"bar_code\"",
            "page_token=abcdefghijkl",
            "auth_token=",
            "\"auth_token\":\"\"",
            "\"auth_token\":null",
            "a token of thanks",
            "",
        ] {
            assert_eq!(named(text), text);
        }
    }

    #[test]
    fn known_secrets_are_masked_also_where_cut() {
        let mask = |text: &'static str| mask_secret(Cow::Borrowed(text), TOKEN).into_owned();
        assert_eq!(mask("x ab/cd+ef==XYZ0123 y ab/cd+ef==XYZ0123"), "x ab****23 y ab****23");
        assert_eq!(mask("got ab/cd+ef==X"), "got ****");
        assert_eq!(mask("got ab/cd+e"), "got ab/cd+e");
        assert_eq!(mask("ab\\/cd+ef==XYZ0123 ab\\\\/cd+ef\\u003d=XYZ0123!"), "ab****23 ab****23!");
        assert_eq!(mask("%61b%2Fcd%252Bef%3D%3dXYZ0123."), "ab****23.");
        assert_eq!(mask("%"), "%");
        let html = |text: &'static str| mask_secret(Cow::Borrowed(text), "a&b\"c<d>e'long tail").into_owned();
        assert_eq!(html("x a&amp;b&quot;c&lt;d&gt;e&#39;long tail y"), "x a&****il y");
        assert_eq!(html("x a&amp;amp;b&amp;quot;c&amp;lt;d&gt;e'long tail y"), "x a&****il y");
        assert_eq!(html("a&b\\\"c<d>e'long tail"), "a&****il");
        assert_eq!(mask(""), "");
    }

    #[test]
    fn payment_codes_and_tokens_are_known_by_their_shape() {
        let mask =
            |text: &'static str| mask_shapes(Cow::Borrowed(text), &["2612221000001234".into()]).into_owned();
        for (text, expected) in [
            ("28763443825664394", "28****94"),
            ("got 28763443825664394!", "got 28****94!"),
            ("%2228763443825664394%22", "%2228****94%22"),
            ("x28763443825664394y", "x28****94y"),
            ("付28763443825664394款", "付28****94款"),
            ("201509BBeff9351ad1874306903e96b91d248A36", "20****36"),
            ("fp0123456789abcdef0123456789abcdef0", "fp****f0"),
            // ordinary numbers
            ("2026112222001404121400123456", "2026112222001404121400123456"),
            ("2088102146225135", "2088102146225135"),
            ("287634438256643", "287634438256643"),
            ("2612221000001234", "2612221000001234"),
        ] {
            assert_eq!(mask(text), expected, "{text}");
        }
    }
}
