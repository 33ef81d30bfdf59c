//! Refusals of the control API.

use std::fmt;

use http::StatusCode;
use serde_json::Value;

use crate::cli::{NO, USAGE};

/// The control API said no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// HTTP status.
    pub(crate) status: StatusCode,
    /// Its code.
    pub(crate) code: String,
    /// Why.
    pub(crate) message: String,
    /// The member of the body that it is about.
    pub(crate) field: Option<String>,
}

impl Refused {
    /// The exit code of a command that ends so: 2 where the command line is wrong, 1 where the answer is no.
    pub(crate) fn exit_code(&self) -> u8 {
        match self.status {
            StatusCode::BAD_REQUEST
            | StatusCode::UNAUTHORIZED
            | StatusCode::METHOD_NOT_ALLOWED
            | StatusCode::UNSUPPORTED_MEDIA_TYPE
            | StatusCode::UNPROCESSABLE_ENTITY => USAGE,
            _ => NO,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if let Some(field) = &self.field {
            write!(f, " ({field})")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Refused {}

/// The document of an answer, or the refusal.
pub(super) fn judge(status: StatusCode, text: &str) -> anyhow::Result<Value> {
    if status.is_success() {
        if text.is_empty() {
            return Ok(Value::Null);
        }
        return Ok(serde_json::from_str(text)?);
    }
    let document: Value = serde_json::from_str(text).unwrap_or_default();
    let member = |name: &str| document.pointer(&format!("/error/{name}")).and_then(Value::as_str);
    Err(Refused {
        status,
        code: member("code").map_or_else(|| status.to_string(), str::to_owned),
        message: member("message").map_or_else(|| text.chars().take(200).collect(), str::to_owned),
        field: member("field").map(str::to_owned),
    }
    .into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_read_and_have_their_exit_codes() {
        assert_eq!(judge(StatusCode::OK, r#"{"a":1}"#).unwrap()["a"], 1);
        assert_eq!(judge(StatusCode::NO_CONTENT, "").unwrap(), Value::Null);
        let text = r#"{"error":{"code":"UNKNOWN_MEMBER","message":"there is no member x","field":"x"}}"#;
        let error = judge(StatusCode::BAD_REQUEST, text).unwrap_err();
        let refused = error.downcast_ref::<Refused>().unwrap();
        assert_eq!(refused.to_string(), "UNKNOWN_MEMBER (x): there is no member x");
        assert_eq!(refused.exit_code(), USAGE);
        let error = judge(StatusCode::NOT_FOUND, "nothing here").unwrap_err();
        let refused = error.downcast_ref::<Refused>().unwrap();
        assert_eq!((refused.exit_code(), refused.to_string().as_str()), (NO, "404 Not Found: nothing here"));
        assert!(judge(StatusCode::OK, "<html>").is_err());
    }
}
