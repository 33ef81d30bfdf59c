//! Notifications as they are delivered, a JSON object a line, for `tael listen`.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use http::header;
use serde_json::{Value, json};
use tael_core::id::WorldId;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::extract::{In, Params};
use super::notifications::subject_name;
use super::refused::Refused;
use crate::http::listener::Stopping;
use crate::node::Node;
use crate::outbound::Heard;

/// `GET /notifications/stream`: each delivery of this node in the world, from now on, until the caller goes or the node
/// stops. A caller that reads too slowly gets `{"missed": n}` for what it has missed.
pub(super) async fn notifications(
    State(node): State<Arc<Node>>,
    In(place): In,
    stopping: Option<Extension<Stopping>>,
    params: Params,
) -> Result<Response, Refused> {
    params.only(&[])?;
    let followed = Followed {
        deliveries: node.dispatcher.follow(),
        world: place.world,
        stopping: stopping.map(|Extension(stopping)| stopping),
    };
    let lines = stream::unfold(followed, |mut followed| async move {
        let line = followed.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(format!("{line}\n"))), followed))
    });
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(lines)).into_response())
}

struct Followed {
    deliveries: Receiver<Arc<Heard>>,
    world: WorldId,
    stopping: Option<Stopping>,
}

impl Followed {
    /// The next line; `None` when the node stops.
    async fn next(&mut self) -> Option<Value> {
        loop {
            let stopped = async {
                match &mut self.stopping {
                    // a closed channel means that the listener has ended
                    Some(Stopping(stop)) => drop(stop.wait_for(|stop| *stop).await),
                    None => std::future::pending().await,
                }
            };
            let heard = tokio::select! {
                heard = self.deliveries.recv() => heard,
                () = stopped => return None,
            };
            match heard {
                Ok(heard) if heard.row.world == self.world => return Some(line(&heard)),
                Ok(_) => {}
                Err(RecvError::Lagged(missed)) => return Some(json!({ "missed": missed })),
                Err(RecvError::Closed) => return None,
            }
        }
    }
}

fn line(heard: &Heard) -> Value {
    let Heard { row, n, at, end, content_type, form } = heard;
    json!({
        "id": row.id.0.to_string(),
        "notify_id": row.notify_id,
        subject_name(row): row.subject_no,
        "app_id": row.app_id,
        "url": row.url,
        "n": n,
        "at": at.to_string(),
        "delivered": end.delivered,
        "status": end.status,
        "body": end.body,
        "error": end.error,
        "latency_ms": end.millis,
        "content_type": content_type,
        // percent-encoded, so it is ASCII whatever the charset
        "form": String::from_utf8_lossy(form),
    })
}
