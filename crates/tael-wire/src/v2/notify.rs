//! Asynchronous notifications and the parameters of return_url: built, signed by rule V1 and form-encoded
//! (protocol.md §5.2, §8.1, §8.2).

use std::borrow::Cow;

use super::{canonical, form};
use crate::charset::Charset;
use crate::sign::{SignError, SignType, Signer};

/// The parameters of a message to a merchant. Empty values are left out: SDKs disagree on whether they are signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    charset: Charset,
    parameters: Vec<(Cow<'static, str>, String)>,
}

impl Notification {
    /// A message in the charset of the request that it follows from (protocol.md §8.1).
    #[must_use]
    pub fn new(charset: Charset) -> Self {
        Self { charset, parameters: Vec::new() }
    }

    /// Sets a parameter; an empty value takes it away. Parameters are sent in the order they were first set.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> &mut Self {
        let (name, value) = (name.into(), value.into());
        let known = self.parameters.iter().position(|(known, _)| *known == name);
        match known {
            Some(index) if value.is_empty() => {
                self.parameters.remove(index);
            }
            Some(index) => self.parameters[index].1 = value,
            None if value.is_empty() => {}
            None => self.parameters.push((name, value)),
        }
        self
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The parameters in the order in which they are sent.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters.iter().map(|(name, value)| (name.as_ref(), value.as_str()))
    }

    /// The charset of the message.
    #[must_use]
    pub fn charset(&self) -> Charset {
        self.charset
    }

    /// The bytes to sign, rule V1: without `sign` and `sign_type`, sorted, in the message's charset.
    #[must_use]
    pub fn string_to_sign(&self) -> Vec<u8> {
        let encoded: Vec<_> = self
            .iter()
            .filter(|(name, _)| !matches!(*name, "sign" | "sign_type"))
            .map(|(name, value)| (self.charset.encode(name), self.charset.encode(value)))
            .collect();
        canonical::join(encoded.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
    }

    /// Signs the message: sets `sign_type` and `sign`. Anything set afterwards makes the signature void.
    ///
    /// # Errors
    /// [`SignError`] if the cryptographic library fails; the message then has no signature.
    pub fn sign(&mut self, sign_type: SignType, signer: &Signer) -> Result<&mut Self, SignError> {
        self.set("sign", "");
        let signature = signer.sign(sign_type, &self.string_to_sign())?;
        Ok(self.set("sign_type", sign_type.as_str()).set("sign", signature))
    }

    /// The message as a form body or as the query of a return_url, ASCII only.
    #[must_use]
    pub fn to_form(&self) -> String {
        form::encode(self.iter(), self.charset)
    }

    /// The `Content-Type` of the POST that carries the message (protocol.md §8.1).
    #[must_use]
    pub fn content_type(&self) -> String {
        format!("application/x-www-form-urlencoded; charset={}", self.charset.mime_name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_values_are_never_kept() {
        let mut message = Notification::new(Charset::Utf8);
        message.set("b", "1").set("empty", "").set("a", "2").set("b", "3").set("gone", "x").set("gone", "");
        assert_eq!(message.iter().collect::<Vec<_>>(), [("b", "3"), ("a", "2")]);
        assert_eq!(message.get("a"), Some("2"));
        assert_eq!(message.get("gone"), None);
        assert_eq!(message.to_form(), "b=3&a=2");
        assert_eq!(message.string_to_sign(), b"a=2&b=3");
    }

    #[test]
    fn the_string_is_in_the_charset_of_the_message() {
        for (charset, string, form) in [
            (Charset::Utf8, "s=镕€ 😀".as_bytes(), "s=%E9%95%95%E2%82%AC+%F0%9F%98%80"),
            (Charset::Gbk, &b"s=\xE9\x46\xA2\xE3 ?"[..], "s=%E9%46%A2%E3+%3F"),
            (Charset::Gb18030, &b"s=\xE9\x46\xA2\xE3 \x94\x39\xFC\x36"[..], "s=%E9%46%A2%E3+%94%39%FC%36"),
        ] {
            let mut message = Notification::new(charset);
            message.set("s", "镕€ 😀").set("sign", "x");
            assert_eq!(message.string_to_sign(), string);
            message.set("sign", "");
            assert_eq!(message.to_form(), form);
            assert!(message.content_type().ends_with(charset.mime_name()));
        }
    }
}
