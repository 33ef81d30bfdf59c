//! Who may use the control API.

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use tael_api::admin::{Kind, Refusal};

use super::refused::{self, Language, Refused};
use crate::node::Node;

/// How callers prove who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// By the bearer token: on the public listener.
    Token,
    /// By having opened the admin socket, which its owner alone can.
    Owner,
}

/// Lets those in who may, and speaks the caller's language to the others.
pub(super) async fn guard(
    State((node, access)): State<(Arc<Node>, Access)>,
    request: Request,
    next: Next,
) -> Response {
    let language = Language::of(request.headers());
    let allowed = access == Access::Owner || bears(request.headers(), &node.secrets.control_token);
    let response = if allowed { next.run(request).await } else { unauthorised().into_response() };
    refused::write(response, language)
}

fn bears(headers: &HeaderMap, token: &str) -> bool {
    let sent = headers.get(header::AUTHORIZATION).map(|v| v.as_bytes()).unwrap_or_default();
    let Some((scheme, sent)) = sent.split_at_checked(7) else { return false };
    scheme.eq_ignore_ascii_case(b"bearer ") && verify_slices_are_equal(sent, token.as_bytes()).is_ok()
}

fn unauthorised() -> Refused {
    Refused::new(
        StatusCode::UNAUTHORIZED,
        Refusal::new(
            Kind::Invalid,
            "UNAUTHORIZED",
            "send the header `Authorization: Bearer TOKEN`; demo.json has the token as control.token",
            "请发送请求头 `Authorization: Bearer TOKEN`；令牌见 demo.json 的 control.token",
        ),
    )
}
