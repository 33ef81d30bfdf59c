//! The character sets of the wire: utf-8, GBK, gb2312 and, as an extension, gb18030.
//!
//! Sources: protocol.md §1.4 and §3.5, semantics.md §12.7. The gateway signs and verifies bytes, so what matters
//! here is which bytes Java and PHP clients expect, not what a browser would write: a character that the charset
//! lacks becomes `?`, and `€` in GBK is `A2 E3` (the WHATWG encoder writes `80`, which Java cannot read).

use std::borrow::Cow;

use encoding_rs::{EncoderResult, GB18030};

/// A character set that a request may name (protocol.md §1.3, `charset`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Charset {
    /// `utf-8`
    Utf8,
    /// `GBK`: what the gateway assumes when a request names no charset.
    Gbk,
    /// `gb2312`: read and written like GBK, its superset (protocol.md §1.4).
    Gb2312,
    /// `gb18030`: an extension that the official gateway does not have (semantics.md §12.6).
    Gb18030,
}

/// Bytes that do not form text in the charset they claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not valid {} text", .0.mime_name())]
pub struct Undecodable(pub Charset);

impl Charset {
    /// The charset that a request's `charset` parameter or Content-Type names, in any case; `None` if unknown.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        const NAMES: [(&str, Charset); 5] = [
            ("utf-8", Charset::Utf8),
            ("utf8", Charset::Utf8),
            ("gbk", Charset::Gbk),
            ("gb2312", Charset::Gb2312),
            ("gb18030", Charset::Gb18030),
        ];
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, charset)| *charset)
    }

    /// The name to write into `Content-Type: text/html;charset=…` (protocol.md §3.1, §3.5).
    #[must_use]
    pub fn mime_name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Gbk => "GBK",
            Self::Gb2312 => "GB2312",
            Self::Gb18030 => "GB18030",
        }
    }

    /// The `Content-Type` of a V2 answer in this charset (protocol.md §3.1: `text/html` although it is JSON).
    #[must_use]
    pub fn answer_content_type(self) -> &'static str {
        match self {
            Self::Utf8 => "text/html;charset=utf-8",
            Self::Gbk => "text/html;charset=GBK",
            Self::Gb2312 => "text/html;charset=GB2312",
            Self::Gb18030 => "text/html;charset=GB18030",
        }
    }

    /// Decodes strictly. A byte order mark is kept as a character: whoever reads the text decides about it.
    ///
    /// # Errors
    /// [`Undecodable`] when the bytes hold a sequence that is not of this charset.
    pub fn decode(self, bytes: &[u8]) -> Result<Cow<'_, str>, Undecodable> {
        match self {
            Self::Utf8 => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| Undecodable(self)),
            Self::Gbk | Self::Gb2312 | Self::Gb18030 => {
                GB18030.decode_without_bom_handling_and_without_replacement(bytes).ok_or(Undecodable(self))
            }
        }
    }

    /// Decodes and puts U+FFFD where the bytes are not of this charset.
    #[must_use]
    pub fn decode_lossy(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes),
            Self::Gbk | Self::Gb2312 | Self::Gb18030 => GB18030.decode_without_bom_handling(bytes).0,
        }
    }

    /// Encodes by Java's rule: a character that the charset lacks becomes `?`, never an HTML reference.
    ///
    /// GB18030 holds every character but U+E5E5, a private-use one that its WHATWG table leaves out.
    #[must_use]
    pub fn encode(self, text: &str) -> Cow<'_, [u8]> {
        if self == Self::Utf8 || text.is_ascii() {
            return Cow::Borrowed(text.as_bytes());
        }
        let bytes = encode_gb18030(text);
        Cow::Owned(if self == Self::Gb18030 { bytes } else { without_four_byte_sequences(&bytes) })
    }
}

/// All of `text` in GB18030, `?` for what even that lacks.
fn encode_gb18030(text: &str) -> Vec<u8> {
    let mut encoder = GB18030.new_encoder();
    let mut bytes = Vec::with_capacity(text.len() * 2 + 16);
    let mut rest = text;
    loop {
        let (result, read) = encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
        rest = &rest[read..];
        match result {
            EncoderResult::InputEmpty => return bytes,
            EncoderResult::Unmappable(_) => bytes.push(b'?'),
            EncoderResult::OutputFull => bytes.reserve(rest.len() * 2 + 16),
        }
    }
}

/// GBK is the part of GB18030 that takes at most two bytes: a four-byte sequence is one missing character.
fn without_four_byte_sequences(gb18030: &[u8]) -> Vec<u8> {
    let mut gbk = Vec::with_capacity(gb18030.len());
    let mut rest = gb18030;
    while let [first, tail @ ..] = rest {
        let length = match tail.first() {
            _ if first.is_ascii() => 1,
            Some(b'0'..=b'9') => 4,
            _ => 2,
        };
        let (character, after) = rest.split_at(length.min(rest.len()));
        if length == 4 {
            gbk.push(b'?');
        } else {
            gbk.extend_from_slice(character);
        }
        rest = after;
    }
    gbk
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Charset; 4] = [Charset::Utf8, Charset::Gbk, Charset::Gb2312, Charset::Gb18030];

    #[test]
    fn names_are_read_in_any_case() {
        for (name, charset) in [
            ("utf-8", Charset::Utf8),
            ("UTF-8", Charset::Utf8),
            ("Utf8", Charset::Utf8),
            ("GBK", Charset::Gbk),
            ("gbk", Charset::Gbk),
            ("GB2312", Charset::Gb2312),
            ("gb18030", Charset::Gb18030),
        ] {
            assert_eq!(Charset::parse(name), Some(charset), "{name}");
            assert_eq!(Charset::parse(charset.mime_name()), Some(charset));
            assert!(charset.answer_content_type().ends_with(charset.mime_name()));
        }
        for name in ["", "latin1", "iso-8859-1", "utf-16", " utf-8", "gbk,gbk", "utf-8\0"] {
            assert_eq!(Charset::parse(name), None, "{name:?}");
        }
    }

    /// The three characters on which decoders and encoders disagree most, and two ordinary ones.
    #[test]
    fn bytes_of_euro_emoji_and_a_rare_character() {
        type Bytes = &'static [u8];
        let cases: [(&str, Bytes, Bytes, Bytes); 6] = [
            ("€", &[0xE2, 0x82, 0xAC], &[0xA2, 0xE3], &[0xA2, 0xE3]),
            ("😀", &[0xF0, 0x9F, 0x98, 0x80], b"?", &[0x94, 0x39, 0xFC, 0x36]),
            ("𠮷", &[0xF0, 0xA0, 0xAE, 0xB7], b"?", &[0x95, 0x34, 0xB2, 0x35]),
            ("㐂", &[0xE3, 0x90, 0x82], b"?", &[0x81, 0x39, 0xEF, 0x31]),
            ("支", &[0xE6, 0x94, 0xAF], &[0xD6, 0xA7], &[0xD6, 0xA7]),
            ("镕a", &[0xE9, 0x95, 0x95, b'a'], &[0xE9, 0x46, b'a'], &[0xE9, 0x46, b'a']),
        ];
        for (text, utf8, gbk, gb18030) in cases {
            assert_eq!(&*Charset::Utf8.encode(text), utf8, "{text} utf-8");
            assert_eq!(&*Charset::Gbk.encode(text), gbk, "{text} gbk");
            assert_eq!(&*Charset::Gb2312.encode(text), gbk, "{text} gb2312");
            assert_eq!(&*Charset::Gb18030.encode(text), gb18030, "{text} gb18030");
            assert_eq!(Charset::Gb18030.decode(gb18030).unwrap(), text);
            assert_eq!(Charset::Utf8.decode(utf8).unwrap(), text);
        }
        // what WHATWG's encoder would write is still read
        assert_eq!(Charset::Gbk.decode(&[0x80]).unwrap(), "€");
    }

    #[test]
    fn a_missing_character_is_one_question_mark_among_its_neighbours() {
        assert_eq!(&*Charset::Gbk.encode("支😀付?"), &[0xD6, 0xA7, b'?', 0xB8, 0xB6, b'?']);
        assert_eq!(&*Charset::Gb18030.encode("a\u{E5E5}b"), b"a?b");
    }

    #[test]
    fn bad_sequences_are_refused_or_replaced() {
        assert_eq!(Charset::Utf8.decode(&[b'a', 0xBD, 0xBB]), Err(Undecodable(Charset::Utf8)));
        assert_eq!(Charset::Gbk.decode(&[0xD6]), Err(Undecodable(Charset::Gbk)));
        assert_eq!(Charset::Gbk.decode(&[0xFF, 0xFF]), Err(Undecodable(Charset::Gbk)));
        assert_eq!(Charset::Utf8.decode_lossy(&[b'a', 0xFF]), "a\u{FFFD}");
        assert_eq!(Charset::Gbk.decode_lossy(&[b'a', 0xFF]), "a\u{FFFD}");
        assert_eq!(Undecodable(Charset::Gbk).to_string(), "not valid GBK text");
    }

    proptest! {
        #[test]
        fn utf8_and_gb18030_lose_nothing(text in any::<String>()) {
            prop_assume!(!text.contains('\u{E5E5}'));
            for charset in [Charset::Utf8, Charset::Gb18030] {
                let bytes = charset.encode(&text).into_owned();
                prop_assert_eq!(charset.decode(&bytes).unwrap(), text.as_str());
            }
        }

        #[test]
        fn gbk_keeps_the_count_of_characters(text in any::<String>()) {
            let bytes = Charset::Gbk.encode(&text).into_owned();
            let back = Charset::Gbk.decode(&bytes).unwrap();
            prop_assert_eq!(back.chars().count(), text.chars().count());
            for (sent, kept) in text.chars().zip(back.chars()) {
                prop_assert!(sent == kept || kept == '?', "{sent:?} became {kept:?}");
            }
        }

        #[test]
        fn decoding_never_panics(bytes in any::<Vec<u8>>()) {
            for charset in ALL {
                let lossy = charset.decode_lossy(&bytes);
                if let Ok(strict) = charset.decode(&bytes) {
                    prop_assert_eq!(strict, lossy);
                }
            }
        }
    }
}
