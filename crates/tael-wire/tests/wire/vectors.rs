//! Access to the test vectors.

use std::path::Path;

use serde_json::Value;
use tael_wire::v2::parse::{ParseOptions, RawRequest, target_query};

/// One file of `spec/vectors`.
pub(crate) fn load(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/vectors").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A text inside a vector, by JSON pointer.
pub(crate) fn text<'a>(vector: &'a Value, pointer: &str) -> &'a str {
    vector.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {pointer}"))
}

/// The bytes of a hex text.
pub(crate) fn hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// Reads a request as the server does, with the default limits.
pub(crate) fn parse(target: &str, content_type: Option<&str>, body: &[u8]) -> RawRequest {
    let query = target_query(target).map(str::as_bytes);
    RawRequest::parse(query, content_type, body, &ParseOptions::default()).unwrap()
}
