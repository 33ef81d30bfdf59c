//! Key text as people paste it: PEM with its labels, or the base64 alone on one line or wrapped (protocol.md §1.5).

/// Why a text is not a key that can be used here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing but whitespace.
    #[error("the key is empty")]
    Empty,
    /// The text between the labels, or the whole of it, is not base64.
    #[error("the key is not base64 (a key is either PEM or the base64 between its BEGIN and END lines)")]
    NotBase64,
    /// A PEM text with a BEGIN line but no matching END line.
    #[error("the PEM text has no matching END line")]
    Unterminated,
    /// The key is of the other kind.
    #[error("this is a {found}, a {wanted} is needed")]
    WrongKind {
        /// What the text holds.
        found: &'static str,
        /// What was asked for.
        wanted: &'static str,
    },
    /// An X.509 certificate: certificate mode is not supported yet.
    #[error("this is a certificate; certificate mode is not supported, give the public key")]
    Certificate,
    /// A private key protected by a passphrase.
    #[error("the private key is encrypted; give it without a passphrase")]
    Encrypted,
    /// Base64, but not an RSA key in any form we know.
    #[error("not an RSA {0} (accepted: PKCS#1, and PKCS#8 or SubjectPublicKeyInfo, as PEM or base64)")]
    Malformed(&'static str),
    /// An RSA key whose size is not accepted.
    #[error("the key has {0} bits; accepted are 1024 to 4096")]
    Size(usize),
    /// The key could not be made or loaded by the cryptographic library.
    #[error("the cryptographic library refuses the key: {0}")]
    Library(String),
}

/// Sizes of RSA keys in bits that are accepted; RSA2 wants 2048 or more, old RSA keys have 1024 (protocol.md §1.5).
pub(super) const BITS: std::ops::RangeInclusive<usize> = 1024..=4096;

/// Checks the size of a key.
pub(super) fn check_size(bits: usize) -> Result<usize, KeyError> {
    if BITS.contains(&bits) { Ok(bits) } else { Err(KeyError::Size(bits)) }
}

/// The DER bytes of a key text, with the label of its PEM armour if it has one.
pub(super) fn der(text: &str) -> Result<(Option<&str>, Vec<u8>), KeyError> {
    let text = text.trim_matches(|character: char| character.is_whitespace() || character == '\u{FEFF}');
    // openssl may print attributes of the key before the BEGIN line
    let (label, body) = match text.split_once("-----BEGIN ") {
        Some((_, rest)) => {
            let (label, rest) = rest.split_once("-----").ok_or(KeyError::Unterminated)?;
            let end = format!("-----END {label}-----");
            let (body, _) = rest.split_once(end.as_str()).ok_or(KeyError::Unterminated)?;
            (Some(label), body)
        }
        None => (None, text),
    };
    if label.is_some_and(|label| label.ends_with("CERTIFICATE")) {
        return Err(KeyError::Certificate);
    }
    if label.is_some_and(|label| label.starts_with("ENCRYPTED")) || body.contains(",ENCRYPTED") {
        return Err(KeyError::Encrypted);
    }
    let digits: Vec<u8> = body.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    if digits.is_empty() {
        return Err(KeyError::Empty);
    }
    let der = base64_simd::STANDARD.decode_to_vec(&digits).map_err(|_| KeyError::NotBase64)?;
    Ok((label, der))
}
