//! Answers: the object that is signed, and the envelope around it (protocol.md §3).

use std::borrow::Cow;

use crate::charset::Charset;
use crate::json::{self, Object};

/// The member of an answer that carries the object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Envelope {
    /// `<method>_response`, by its node name (see [`node_name`]).
    Method(String),
    /// `error_response`: no method is known, or the method is alipay.system.oauth.token and refused
    /// (semantics.md §12.6).
    ErrorResponse,
}

impl Envelope {
    /// The envelope of a method's answers; `error_response` when the text is not the name of a method.
    #[must_use]
    pub fn of(method: &str) -> Self {
        if is_method_name(method) { Self::Method(node_name(method)) } else { Self::ErrorResponse }
    }

    /// The name of the member.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Method(node) => node,
            Self::ErrorResponse => "error_response",
        }
    }
}

/// Whether a text can be a method's name: letters, digits and dots, at most 128 (protocol.md §1.3, semantics.md §12.6).
#[must_use]
pub fn is_method_name(method: &str) -> bool {
    (1..=128).contains(&method.len())
        && method.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

/// The name of the member that answers a method: dots become underscores, `_response` is added (protocol.md §3.1).
#[must_use]
pub fn node_name(method: &str) -> String {
    let mut name = method.replace('.', "_");
    name.push_str("_response");
    name
}

/// The four members that come first in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head<'a> {
    /// The gateway's code, e.g. `10000`.
    pub code: &'a str,
    /// Its message, e.g. `Success`.
    pub msg: &'a str,
    /// The cause of a refusal; never on success: java takes any sub_code for a failure (protocol.md §4).
    pub sub_code: Option<Cow<'a, str>>,
    /// The text of the cause.
    pub sub_msg: Option<Cow<'a, str>>,
}

impl<'a> Head<'a> {
    /// The head of a plain success.
    pub const SUCCESS: Head<'static> = Head { code: "10000", msg: "Success", sub_code: None, sub_msg: None };

    fn members(&'a self) -> [(&'static str, Option<&'a str>); 4] {
        [
            ("code", Some(self.code)),
            ("msg", Some(self.msg)),
            ("sub_code", self.sub_code.as_deref()),
            ("sub_msg", self.sub_msg.as_deref()),
        ]
    }
}

/// The object of an answer in the answer's charset: code, msg, sub_code and sub_msg first, then the members of `body`
/// in alphabetical order (protocol.md §3.3 rule 3). The signature covers exactly these bytes.
///
/// Members of `body` that carry one of the four names are not written. Without a head (the success of
/// alipay.system.oauth.token, protocol.md §12) all members are.
#[must_use]
pub fn object_bytes(head: Option<&Head<'_>>, body: &Object, charset: Charset) -> Vec<u8> {
    let mut text = String::with_capacity(512);
    text.push('{');
    let members = head.map(Head::members);
    for (name, value) in members.iter().flatten() {
        let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
        if !text.ends_with('{') {
            text.push(',');
        }
        json::write_text(&mut text, name);
        text.push(':');
        json::write_text(&mut text, value);
    }
    json::write_members(&mut text, body, |name| {
        members.is_none_or(|members| members.iter().all(|(reserved, _)| *reserved != name))
    });
    text.push('}');
    match charset.encode(&text) {
        // utf-8, or ASCII only: the text's own buffer will do
        Cow::Borrowed(_) => text.into_bytes(),
        Cow::Owned(bytes) => bytes,
    }
}

/// Puts the object into its envelope: response key first, then `alipay_cert_sn` (certificate mode only), then `sign`
/// (protocol.md §3.3 rules 1, 2, 6 and 11). An answer that is not signed has no `sign` member.
#[must_use]
pub fn splice(envelope: &Envelope, object: &[u8], cert_sn: Option<&str>, sign: Option<&str>) -> Vec<u8> {
    let key = envelope.key();
    let mut answer = Vec::with_capacity(key.len() + object.len() + sign.map_or(0, str::len) + 96);
    answer.extend_from_slice(b"{\"");
    answer.extend_from_slice(key.as_bytes());
    answer.extend_from_slice(b"\":");
    answer.extend_from_slice(object);
    for (name, value) in [("alipay_cert_sn", cert_sn), ("sign", sign)] {
        let Some(value) = value else { continue };
        answer.extend_from_slice(b",\"");
        answer.extend_from_slice(name.as_bytes());
        answer.extend_from_slice(b"\":\"");
        // hex and base64 hold nothing to escape, and `/` must stay as it is here
        answer.extend_from_slice(value.as_bytes());
        answer.push(b'"');
    }
    answer.push(b'}');
    answer
}
