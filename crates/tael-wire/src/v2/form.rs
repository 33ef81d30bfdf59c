//! `application/x-www-form-urlencoded`, both ways, over bytes.

use crate::charset::Charset;

/// One `name=value` of a form, percent-decoded but still in the form's charset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) name: Vec<u8>,
    pub(crate) value: Vec<u8>,
    /// Whether name or value holds a `%` that is not an escape, which is kept as it stands.
    pub(crate) malformed: bool,
}

/// Splits a query or a body into its pairs, in order. Pieces without a name are no parameters and left out.
pub(crate) fn pairs(form: &[u8]) -> impl Iterator<Item = Pair> + '_ {
    form.split(|byte| *byte == b'&').filter_map(|piece| {
        let (name, value) = match piece.iter().position(|byte| *byte == b'=') {
            Some(at) => (&piece[..at], &piece[at + 1..]),
            None => (piece, &piece[piece.len()..]),
        };
        let (name, name_malformed) = percent_decode(name);
        let (value, value_malformed) = percent_decode(value);
        (!name.is_empty()).then_some(Pair { name, value, malformed: name_malformed || value_malformed })
    })
}

/// Decodes `%XX` and `+`. A `%` without two hex digits is kept literally, as browsers do, and reported.
pub(crate) fn percent_decode(text: &[u8]) -> (Vec<u8>, bool) {
    let mut decoded = Vec::with_capacity(text.len());
    let mut malformed = false;
    let mut rest = text;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match (byte, tail) {
            (b'+', _) => decoded.push(b' '),
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                decoded.push(hex_value(*high) << 4 | hex_value(*low));
                rest = after;
            }
            (b'%', _) => {
                malformed = true;
                decoded.push(b'%');
            }
            _ => decoded.push(*byte),
        }
    }
    (decoded, malformed)
}

/// The value of a character known to be a hex digit.
fn hex_value(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }
}

/// Encodes pairs as a form in `charset`. Every byte that is not an unreserved ASCII character becomes `%XX`, also the
/// second byte of a GBK character where that happens to be a letter (Java's decoder cannot read it otherwise); a
/// space becomes `+`. Pairs with an empty value are left out: an empty parameter is never sent (protocol.md §8.2).
#[must_use]
pub fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, charset: Charset) -> String {
    let mut form = String::new();
    for (name, value) in pairs {
        if value.is_empty() {
            continue;
        }
        if !form.is_empty() {
            form.push('&');
        }
        encode_text(&mut form, name, charset);
        form.push('=');
        encode_text(&mut form, value, charset);
    }
    form
}

fn encode_text(form: &mut String, text: &str, charset: Charset) {
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if character.is_ascii() {
            match character {
                'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' | '.' | '*' => form.push(character),
                ' ' => form.push('+'),
                _ => push_escaped(form, &[character as u8]),
            }
            rest = &rest[1..];
        } else {
            // a run at a time: to set up an encoder costs more than to encode a character
            let end = rest.find(|character: char| character.is_ascii()).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            push_escaped(form, &charset.encode(run));
            rest = after;
        }
    }
}

fn push_escaped(form: &mut String, bytes: &[u8]) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in bytes {
        form.push('%');
        form.push(char::from(HEX[usize::from(byte >> 4)]));
        form.push(char::from(HEX[usize::from(byte & 15)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(form: &str) -> Vec<(String, String)> {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        pairs(form.as_bytes()).map(|pair| (text(pair.name), text(pair.value))).collect()
    }

    #[test]
    fn forms_are_split_and_decoded() {
        let cases: [(&str, &[(&str, &str)]); 9] = [
            ("", &[]),
            ("a=1&b=2", &[("a", "1"), ("b", "2")]),
            ("a=1=2&&b&=x&=", &[("a", "1=2"), ("b", "")]),
            ("a=%2B+%20%e6%94%AF", &[("a", "+  支")]),
            ("a%3D=%26", &[("a=", "&")]),
            ("a=100%&b=%zz&c=%4", &[("a", "100%"), ("b", "%zz"), ("c", "%4")]),
            ("a=%%41", &[("a", "%A")]),
            ("a=%2", &[("a", "%2")]),
            ("a=;b=1", &[("a", ";b=1")]),
        ];
        for (form, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            assert_eq!(decoded(form), expected, "{form}");
        }
        let malformed: Vec<bool> = pairs(b"a=100%&b=%41&%x=1&c=%e").map(|pair| pair.malformed).collect();
        assert_eq!(malformed, [true, false, true, true]);
    }

    #[test]
    fn both_bytes_of_a_gbk_character_are_encoded() {
        assert_eq!(encode([("s", "镕 a+b&€")], Charset::Gbk), "s=%E9%46+a%2Bb%26%A2%E3");
        assert_eq!(encode([("s", "镕 a+b&€")], Charset::Utf8), "s=%E9%95%95+a%2Bb%26%E2%82%AC");
        assert_eq!(encode([("s", "😀")], Charset::Gbk), "s=%3F");
        assert_eq!(encode([("s", "😀𠮷")], Charset::Gb18030), "s=%94%39%FC%36%95%34%B2%35");
        assert_eq!(encode([("a", ""), ("b", "~'()!*-_.")], Charset::Utf8), "b=%7E%27%28%29%21*-_.");
        assert_eq!(encode([], Charset::Utf8), "");
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_read_back(values in prop::collection::vec(("[a-z支€ &=%+]{1,5}", ".{1,20}"), 0..6)) {
            prop_assume!(!values.iter().any(|(_, value)| value.contains('\u{E5E5}')));
            for charset in [Charset::Utf8, Charset::Gb18030] {
                let form = encode(values.iter().map(|(n, v)| (n.as_str(), v.as_str())), charset);
                let back: Vec<(String, String)> = pairs(form.as_bytes())
                    .map(|pair| {
                        let text = |bytes: &[u8]| charset.decode(bytes).unwrap().into_owned();
                        (text(&pair.name), text(&pair.value))
                    })
                    .collect();
                prop_assert_eq!(&back, &values);
            }
        }
    }
}
