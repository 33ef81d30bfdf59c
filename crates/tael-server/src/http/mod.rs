//! HTTP: the listener and the skins behind it.

pub mod control;
pub mod health;
pub mod listener;
pub mod v2;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use http::{HeaderValue, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use self::control::Access;
use crate::node::Node;

/// Everything that a gateway's public listener answers; the control API only where it is turned on.
pub fn router(node: Arc<Node>) -> Router {
    let router = common(Arc::clone(&node));
    if node.options.control_api {
        router.nest(control::PREFIX, control::router(node, Access::Token))
    } else {
        router
    }
}

/// Everything that the admin socket answers: the control API without a token.
pub fn admin_router(node: Arc<Node>) -> Router {
    common(Arc::clone(&node)).nest(control::PREFIX, control::router(node, Access::Owner))
}

fn common(node: Arc<Node>) -> Router {
    Router::new()
        .route("/gateway.do", any(gateway))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .with_state(node)
}

/// How long the body of a request may take to arrive. A slow client holds a connection until then, never a permit.
const BODY_PATIENCE: Duration = Duration::from_secs(30);

/// Marks an answer that is not to be sent: its connection breaks.
#[derive(Clone, Copy, Debug)]
pub struct Dropped;

async fn gateway(State(node): State<Arc<Node>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let text = |name| parts.headers.get(name).and_then(|v: &HeaderValue| v.to_str().ok()).map(str::to_owned);
    let remote = parts.extensions.get::<listener::Remote>().map(|r| r.0.to_string()).unwrap_or_default();
    let mut incoming = v2::Incoming {
        query: parts.uri.query().map(str::to_owned),
        content_type: text(header::CONTENT_TYPE),
        body: None,
        remote,
    };
    let limit = v2::body_bytes_max(incoming.content_type.as_deref());
    match tokio::time::timeout(BODY_PATIENCE, Limited::new(body, limit).collect()).await {
        Ok(Ok(collected)) => incoming.body = Some(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {}
        // the caller has gone: nobody is left to answer
        Ok(Err(_)) => return StatusCode::BAD_REQUEST.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    }
    let _under_way = node.metrics.enter();
    let Ok(permit) = Arc::clone(&node.permits).try_acquire_owned() else {
        return respond(v2::busy(&node, &incoming));
    };
    let signing = node.signing.clone();
    let served = signing.spawn(async move {
        let outgoing = v2::serve(node, incoming).await;
        drop(permit);
        outgoing
    });
    match served.await {
        Ok(outgoing) => respond(outgoing),
        Err(error) => {
            tracing::error!(%error, "a request failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn respond(outgoing: v2::Outgoing) -> Response {
    let mut response = Response::new(Body::from(outgoing.written.body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(outgoing.written.content_type));
    if let Ok(trace_id) = HeaderValue::from_str(&outgoing.trace_id) {
        headers.insert("trace_id", trace_id);
    }
    if outgoing.close {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if outgoing.dropped {
        response.extensions_mut().insert(Dropped);
    }
    response
}
