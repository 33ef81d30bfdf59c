//! The request log.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use tael_api::admin::{Kind, Refusal};

use super::extract::{Id, In, Params};
use super::refused::Refused;
use crate::committer::Failure;
use crate::node::Node;
use crate::request_log::{Entry, Filter};

/// A page of calls. Entries are written as they are kept, with the members of their answers in order.
#[derive(Serialize)]
pub(super) struct Calls {
    data: Vec<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// `GET /requests?app_id=&limit=&after=`: the newest calls first; `after` is the trace id of the last one seen.
pub(super) async fn list(
    State(node): State<Arc<Node>>,
    In(place): In,
    params: Params,
) -> Result<Json<Calls>, Refused> {
    let params = params.only(&["app_id", "limit", "after"])?;
    let limit = params.limit()? as usize;
    let filter = Filter {
        world: Some(place.world.0),
        app_id: params.get("app_id").map(str::to_owned),
        before: params.after().map(|after| after.to_string()),
        limit: limit + 1,
    };
    let mut data = node.request_log.list(&filter).await;
    let more = data.len() > limit;
    data.truncate(limit);
    let next = data.last().filter(|_| more).map(|entry| entry.trace_id.clone());
    let data = data.iter().map(|entry| written(entry)).collect::<Result<_, _>>()?;
    Ok(Json(Calls { data, next }))
}

/// `GET /requests/{trace_id}`.
pub(super) async fn show(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(id): Id,
) -> Result<Json<Box<RawValue>>, Refused> {
    let entry = node.request_log.get(&id).await.filter(|entry| entry.world == place.world.0);
    let entry = entry.ok_or_else(|| {
        Refused::from(Refusal::new(
            Kind::NotFound,
            "NOT_FOUND",
            format!("the request log has no call {id}: the trace_id header of the answer names it, and old calls give way"),
            format!("请求日志中没有 {id}：编号见响应头 trace_id，较早的请求会被清除"),
        ))
    })?;
    Ok(Json(written(&entry)?))
}

/// The entry as JSON text: its answer keeps the order of its members.
fn written(entry: &Entry) -> Result<Box<RawValue>, Refused> {
    to_raw_value(entry).map_err(|error| Failure::Defect(format!("a logged call is not JSON: {error}")).into())
}
