//! An answer of the gateway: its bytes, its node, and whether the platform signed it.

use serde_json::Value;
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
    #[track_caller]
    pub(super) fn read(response: Response, platform: &PublicKey) -> Answer {
        let envelope = response.json();
        let members = envelope.as_object().expect("an answer is an object");
        let found = members.iter().find(|(key, _)| key.ends_with("_response"));
        let (key, node) = found.unwrap_or_else(|| panic!("no node in {envelope}"));
        let bytes = node_bytes(&response.body, key);
        let sign = envelope["sign"].as_str();
        if let Some(sign) = sign {
            let verified = platform.verify(SignType::Rsa2, &bytes, sign);
            assert!(verified.is_ok(), "the answer's signature is wrong: {envelope}");
        }
        Answer { key: key.clone(), node: node.clone(), bytes, signed: sign.is_some(), response }
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

/// The bytes of the object behind `"key":`, by counting braces outside of texts.
fn node_bytes(body: &[u8], key: &str) -> Vec<u8> {
    let start = format!("{{\"{key}\":");
    let node = body.strip_prefix(start.as_bytes()).expect("the node is the first member");
    let (mut depth, mut text, mut escaped) = (0, false, false);
    for (index, byte) in node.iter().enumerate() {
        match (byte, text) {
            (_, true) if escaped => escaped = false,
            (b'\\', true) => escaped = true,
            (b'"', _) => text = !text,
            (b'{', false) => depth += 1,
            (b'}', false) => {
                depth -= 1;
                if depth == 0 {
                    return node[..=index].to_vec();
                }
            }
            _ => {}
        }
    }
    panic!("the node does not end");
}
