//! How much of a call is kept.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// Bytes of JSON of all parameters, of the string to sign, and of the answer.
const PARAMETERS_MAX: usize = 24 * 1024;
const SIGNED_MAX: usize = 16 * 1024;
const ANSWER_MAX: usize = 16 * 1024;
/// Bytes of JSON of one of the smaller texts (a hint, a path, an id), and how many of each list are kept.
const NOTE_MAX: usize = 128;
const HINT_MAX: usize = 512;
pub(super) const LIST_MAX: usize = 16;

/// The most bytes that an entry takes as JSON.
pub(super) const ENTRY_BYTES_MAX: usize = 96 * 1024;

/// Cuts the parts of an entry, so that the whole stays below [`ENTRY_BYTES_MAX`].
#[derive(Debug, Default)]
pub(super) struct Budget {
    truncated: bool,
}

impl Budget {
    /// Whether anything was cut so far.
    pub(super) fn truncated(&self) -> bool {
        self.truncated
    }

    /// A short text.
    pub(super) fn note(&mut self, text: String) -> String {
        self.cut(text, HINT_MAX)
    }

    /// The string to sign.
    pub(super) fn signed(&mut self, text: String) -> String {
        self.cut(text, SIGNED_MAX)
    }

    /// The answer: JSON as it stands, anything else (a page, an answer that must be cut) as a string, no answer as null.
    pub(super) fn answer(&mut self, text: String) -> Box<RawValue> {
        if text.is_empty() {
            return Box::default();
        }
        if text.starts_with('{') && text.len() <= ANSWER_MAX {
            // one entry is one line; line breaks inside strings are escaped already
            let line = text.trim().replace(['\n', '\r'], " ");
            if let Ok(raw) = RawValue::from_string(line) {
                return raw;
            }
        }
        serde_json::value::to_raw_value(&self.cut(text, ANSWER_MAX)).unwrap_or_default()
    }

    /// The first members of a list.
    pub(super) fn few<T>(&mut self, mut list: Vec<T>) -> Vec<T> {
        self.truncated |= list.len() > LIST_MAX;
        list.truncate(LIST_MAX);
        list
    }

    /// The parameters; the longest values give way first.
    pub(super) fn parameters(&mut self, pairs: Vec<(String, String)>) -> BTreeMap<String, String> {
        // the ordinary request fits however it is escaped
        let bytes: usize = pairs.iter().map(|(n, v)| n.len() + v.len() + 1).sum();
        if bytes * WIDEST <= PARAMETERS_MAX && pairs.iter().all(|(n, _)| n.len() * WIDEST <= NOTE_MAX) {
            return pairs.into_iter().collect();
        }
        let cost = |pairs: &[(String, String)], most: usize| -> usize {
            pairs.iter().map(|(n, v)| width(n).min(NOTE_MAX) + width(v).min(most) + 6).sum()
        };
        let mut most = PARAMETERS_MAX;
        while most > NOTE_MAX && cost(&pairs, most) > PARAMETERS_MAX {
            most /= 2;
        }
        let mut left = PARAMETERS_MAX;
        let mut kept = BTreeMap::new();
        for (name, value) in pairs {
            let (name, value) = (self.cut(name, NOTE_MAX), self.cut(value, most));
            let used = width(&name) + width(&value) + 6;
            if used > left {
                self.truncated = true;
                break;
            }
            left -= used;
            kept.insert(name, value);
        }
        kept
    }

    fn cut(&mut self, text: String, most: usize) -> String {
        if text.len() * WIDEST <= most || width(&text) <= most {
            return text;
        }
        self.truncated = true;
        // room for the remark
        let room = most.saturating_sub(40);
        let mut used = 0;
        let too_far = text.bytes().position(|byte| {
            used += byte_width(byte);
            used > room
        });
        let mut end = too_far.unwrap_or(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        format!("{}… ({} bytes cut)", &text[..end], text.len() - end)
    }
}

/// Bytes of a text inside a JSON string.
fn width(text: &str) -> usize {
    text.bytes().map(byte_width).sum()
}

/// The most bytes that one byte of text becomes in a JSON string.
const WIDEST: usize = 6;

fn byte_width(byte: u8) -> usize {
    match byte {
        b'"' | b'\\' => 2,
        0..=0x1f => WIDEST,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_stay() {
        let mut budget = Budget::default();
        assert_eq!(budget.note("付款".into()), "付款");
        assert_eq!(budget.answer("{}".into()).get(), "{}");
        assert!(!budget.truncated());
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let mut budget = Budget::default();
        let cut = budget.signed("付".repeat(100_000));
        assert!(width(&cut) <= SIGNED_MAX && cut.ends_with("bytes cut)"), "{}", width(&cut));
        assert!(budget.truncated());
        assert!(width(&budget.signed("\u{1}".repeat(100_000))) <= SIGNED_MAX);
    }

    #[test]
    fn a_long_value_leaves_room_for_the_short_ones() {
        let mut budget = Budget::default();
        let pairs =
            vec![("biz_content".to_owned(), "x".repeat(1_000_000)), ("app_id".to_owned(), "1".to_owned())];
        let kept = budget.parameters(pairs);
        assert_eq!(kept["app_id"], "1");
        assert!(kept["biz_content"].len() > PARAMETERS_MAX / 4);
        let many = (0..600).map(|n| (format!("p{n:03}{}", "n".repeat(300)), "\"".repeat(10_000))).collect();
        let kept = budget.parameters(many);
        assert!(kept.iter().map(|(n, v)| width(n) + width(v) + 6).sum::<usize>() <= PARAMETERS_MAX);
        assert!(!kept.is_empty());
    }
}
