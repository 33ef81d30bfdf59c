//! An answer of the gateway: its bytes, its node, and whether the platform signed it.

use serde_json::Value;
use tael_wire::charset::Charset;
use tael_wire::sign::{PublicKey, SignType};

use super::Response;

/// A signed answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// HTTP status, headers and all bytes.
    pub(crate) response: Response,
    /// `alipay_…_response` or `error_response`.
    pub(crate) key: String,
    /// The node.
    pub(crate) node: Value,
    /// The bytes of the node, as they were signed.
    pub(crate) bytes: Vec<u8>,
    /// True where there is a signature; then it is the platform's over these bytes.
    pub(crate) signed: bool,
}

impl Answer {
    /// Reads an answer: the node, then the signature if there is one, and nothing else, without a blank.
    #[track_caller]
    pub(super) fn read(response: Response, platform: &PublicKey, sign_type: SignType) -> Answer {
        let content_type = response.header("content-type").unwrap_or_default();
        let charset = content_type.split_once("charset=").and_then(|(_, name)| Charset::parse(name));
        let charset = charset.unwrap_or_else(|| panic!("no charset in {content_type:?}"));
        let shown = charset.decode_lossy(&response.body).into_owned();
        let (key, bytes, sign) = take_apart(&response.body).unwrap_or_else(|| panic!("no envelope: {shown}"));
        if let Some(sign) = &sign {
            let verified = platform.verify(sign_type, &bytes, sign);
            assert!(verified.is_ok(), "the answer's signature is wrong: {shown}");
        }
        let text = charset.decode(&bytes).unwrap_or_else(|e| panic!("{e}: {shown}"));
        let node = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {shown}"));
        Answer { key, node, bytes, signed: sign.is_some(), response }
    }

    /// The `trace_id` header.
    pub(crate) fn trace_id(&self) -> &str {
        self.response.header("trace_id").expect("every answer has a trace_id")
    }

    /// A text of the node; empty where it has none of this name.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.node[name].as_str().unwrap_or_default()
    }

    /// The answer of which 10000 is expected.
    #[track_caller]
    pub(crate) fn ok(self) -> Answer {
        assert!(self.signed && self.node["code"] == "10000", "{}", self.node);
        self
    }

    /// Asserts that this is a signed refusal with this sub_code.
    #[track_caller]
    pub(crate) fn refused(self, sub_code: &str) -> Answer {
        assert!(self.signed && self.node["sub_code"] == sub_code, "{}", self.node);
        self
    }
}

/// Takes `{"key":{…},"sign":"…"}` apart by its bytes; the sign may be absent.
fn take_apart(body: &[u8]) -> Option<(String, Vec<u8>, Option<String>)> {
    let rest = body.strip_prefix(b"{\"")?.strip_suffix(b"}")?;
    let end = rest.windows(3).position(|bytes| bytes == b"\":{")?;
    let (key, rest) = (std::str::from_utf8(&rest[..end]).ok()?, &rest[end + 2..]);
    let sign = rest.windows(10).rposition(|bytes| bytes == b"},\"sign\":\"");
    let (node, sign) = match sign {
        Some(at) => (&rest[..=at], Some(std::str::from_utf8(&rest[at + 10..]).ok()?.strip_suffix('"')?)),
        None => (rest, None),
    };
    let named = key.ends_with("_response") && node.ends_with(b"}");
    named.then(|| (key.to_owned(), node.to_owned(), sign.map(str::to_owned)))
}
