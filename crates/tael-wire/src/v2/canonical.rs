//! The string to sign, over the bytes that were signed (protocol.md §2 and §8.2, semantics.md §12.7).

use super::parse::{Parameter, RawRequest};

/// Which parameters count. The first is the rule; the others are what some SDKs sign instead (protocol.md §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// Without `sign`, files and empty values; `sign_type` stays.
    Standard,
    /// Empty values stay too: node and python sign them.
    EmptyKept,
    /// Values `0` are dropped like empty ones: php's `array_filter`.
    ZeroDropped,
}

impl Variant {
    fn keeps(self, parameter: &Parameter) -> bool {
        match self {
            Self::Standard => !parameter.raw.is_empty(),
            Self::EmptyKept => true,
            Self::ZeroDropped => !parameter.raw.is_empty() && parameter.raw != b"0",
        }
    }
}

/// The bytes that the signature of a request must cover.
#[must_use]
pub fn request_string(request: &RawRequest, variant: Variant) -> Vec<u8> {
    let kept = request.parameters().iter().filter(|p| p.raw_name != b"sign" && variant.keeps(p));
    join(kept.map(|p| (p.raw_name.as_slice(), p.raw.as_slice())))
}

/// The strings that a lenient gateway accepts a signature over, the standard one first; a variant that makes no
/// difference for this request is left out.
#[must_use]
pub fn request_strings(request: &RawRequest) -> Vec<(Variant, Vec<u8>)> {
    let mut strings = vec![(Variant::Standard, request_string(request, Variant::Standard))];
    for variant in [Variant::EmptyKept, Variant::ZeroDropped] {
        let differs = |p: &Parameter| p.raw_name != b"sign" && variant.keeps(p) != Variant::Standard.keeps(p);
        if request.parameters().iter().any(differs) {
            strings.push((variant, request_string(request, variant)));
        }
    }
    strings
}

/// The bytes that the signature of a received notification or return_url must cover, rule V1: without `sign`,
/// `sign_type` and empty values (protocol.md §8.2).
#[must_use]
pub fn notification_string(notification: &RawRequest) -> Vec<u8> {
    let kept = notification
        .parameters()
        .iter()
        .filter(|p| p.raw_name != b"sign" && p.raw_name != b"sign_type" && Variant::Standard.keeps(p));
    join(kept.map(|p| (p.raw_name.as_slice(), p.raw.as_slice())))
}

/// Sorts pairs by the bytes of their names and joins them to `a=1&b=2`, values as they are.
#[must_use]
pub fn join<'a>(pairs: impl IntoIterator<Item = (&'a [u8], &'a [u8])>) -> Vec<u8> {
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by_key(|(name, _)| *name);
    let mut string = Vec::with_capacity(pairs.iter().map(|(name, value)| name.len() + value.len() + 2).sum());
    for (name, value) in pairs {
        if !string.is_empty() {
            string.push(b'&');
        }
        string.extend_from_slice(name);
        string.push(b'=');
        string.extend_from_slice(value);
    }
    string
}

/// The string to sign as the answer to a bad signature shows it: as text, HTML-escaped (protocol.md §3.4).
#[must_use]
pub fn echo(request: &RawRequest) -> String {
    escape_echo(&request.charset().decode_lossy(&request_string(request, Variant::Standard)))
}

/// Escapes text for an echo or an HTML page: `& " < > '` (semantics.md §12.7).
#[must_use]
pub fn escape_echo(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 4);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
