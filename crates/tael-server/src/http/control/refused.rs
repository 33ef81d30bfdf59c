//! Refusals on their way out: HTTP status, and the sentence in the language of the caller.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Map, json};
use tael_api::admin::{Kind, Refusal};
use tael_store::StoreError;

use crate::committer::Failure;

/// A refusal with its HTTP status. The response carries it as an extension; [`write`] makes the body, in the outermost
/// layer, where the caller's language is known.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    status: StatusCode,
    refusal: Box<Refusal>,
}

impl Refused {
    pub(super) fn new(status: StatusCode, refusal: Refusal) -> Refused {
        Refused { status, refusal: Box::new(refusal) }
    }

    pub(super) fn method_not_allowed(refusal: Refusal) -> Refused {
        Refused::new(StatusCode::METHOD_NOT_ALLOWED, refusal)
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Refused {
        let status = match refusal.kind {
            Kind::Invalid => StatusCode::BAD_REQUEST,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Conflict => StatusCode::CONFLICT,
        };
        Refused::new(status, refusal)
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Refused {
        let (status, code, en, zh) = match &failure {
            Failure::Busy => (
                StatusCode::SERVICE_UNAVAILABLE,
                "BUSY",
                "nothing was done: try again in a moment",
                "未做任何更改：请稍后重试",
            ),
            Failure::Stopped => (
                StatusCode::SERVICE_UNAVAILABLE,
                "STOPPING",
                "nothing was done: try again when it is back",
                "未做任何更改：请待重新启动后重试",
            ),
            Failure::Store(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "STORE_FAILED",
                "look whether it was done before trying again, and at the log of the gateway",
                "重试之前请先查询是否已生效，并查看网关日志",
            ),
            Failure::Defect(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "DEFECT",
                "nothing was done: please report this with the log of the gateway",
                "未做任何更改：请附网关日志报告此问题",
            ),
        };
        let sentence = |advice: &str| format!("{failure}: {advice}");
        Refused::new(status, Refusal::new(Kind::Conflict, code, sentence(en), sentence(zh)))
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Refused {
        Failure::Store(error.message).into()
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The language of sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Chinese,
}

impl Language {
    /// The first of the languages that the caller prefers and Tael speaks; English where there is none.
    pub(super) fn of(headers: &HeaderMap) -> Language {
        let text = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let mut ranges: Vec<(f32, Language)> = text
            .split(',')
            .filter_map(|range| {
                let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
                let quality =
                    parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse().ok())?;
                let primary = tag.trim().split('-').next()?.to_ascii_lowercase();
                let language = match primary.as_str() {
                    "zh" => Language::Chinese,
                    "en" => Language::English,
                    _ => return None,
                };
                (quality > 0.0).then_some((quality, language))
            })
            .collect();
        // stable: of equal ones the first stays first
        ranges.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranges.first().map_or(Language::English, |(_, language)| *language)
    }
}

/// Writes the body of a refusal; other responses pass.
pub(super) fn write(response: Response, language: Language) -> Response {
    let Some(Refused { status, refusal }) = response.extensions().get::<Refused>().cloned() else {
        return response;
    };
    let message = match language {
        Language::English => &refusal.en,
        Language::Chinese => &refusal.zh,
    };
    let mut error = Map::new();
    error.insert("code".into(), refusal.code.into());
    error.insert("message".into(), message.as_str().into());
    if let Some(field) = &refusal.field {
        error.insert("field".into(), field.as_str().into());
    }
    let mut written = (status, Json(json!({ "error": error }))).into_response();
    // what the router has said of its own, such as Allow, stays
    for (name, value) in response.headers() {
        if !written.headers().contains_key(name) && name != header::CONTENT_LENGTH {
            written.headers_mut().insert(name.clone(), value.clone());
        }
    }
    if status == StatusCode::UNAUTHORIZED {
        written.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callers_language_is_spoken() {
        let language = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(text));
            Language::of(&headers)
        };
        for text in ["zh", "zh-CN,zh;q=0.9,en;q=0.8", "fr, ZH-tw", "en;q=0.5,zh;q=0.7", "en;q=0,zh;q=0.1"] {
            assert_eq!(language(text), Language::Chinese, "{text}");
        }
        for text in ["", "en", "fr", "en-US,zh;q=0.9", "zh;q=0", "zh;q=x", ";;,,"] {
            assert_eq!(language(text), Language::English, "{text}");
        }
        assert_eq!(Language::of(&HeaderMap::new()), Language::English);
    }
}
