//! HTTP: the listener and the skins behind it.

pub mod control;
pub mod health;
pub mod listener;
pub mod v2;

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::{any, get};
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};

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
        .route(GATEWAY, any(gateway))
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

/// The path of the gateway (`protocol.md §1`).
const GATEWAY: &str = "/gateway.do";

async fn gateway(State(node): State<Arc<Node>>, request: Request) -> Response {
    let remote = request.extensions().get::<listener::Remote>();
    let remote = remote.map(|remote| remote.0.to_string()).unwrap_or_default();
    call(node, remote, request).await.map(Body::new)
}

/// Answers a call of the gateway.
async fn call<B>(node: Arc<Node>, remote: String, request: http::Request<B>) -> http::Response<Full<Bytes>>
where
    B: hyper::body::Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = request.into_parts();
    let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    let mut incoming = v2::Incoming {
        query: parts.uri.query().map(str::to_owned),
        content_type: content_type.map(str::to_owned),
        body: None,
        remote,
    };
    let limit = v2::body_bytes_max(incoming.content_type.as_deref());
    let whole = pin!(Limited::new(body, limit).collect());
    match tokio::time::timeout(BODY_PATIENCE, whole).await {
        Ok(Ok(collected)) => incoming.body = Some(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {}
        // the caller has gone: nobody is left to answer
        Ok(Err(_)) => return empty(StatusCode::BAD_REQUEST),
        Err(_) => return empty(StatusCode::REQUEST_TIMEOUT),
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
            empty(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

fn empty(status: StatusCode) -> http::Response<Full<Bytes>> {
    let mut response = http::Response::new(Full::default());
    *response.status_mut() = status;
    response
}

fn respond(outgoing: v2::Outgoing) -> http::Response<Full<Bytes>> {
    let mut response = http::Response::new(Full::new(outgoing.written.body));
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
