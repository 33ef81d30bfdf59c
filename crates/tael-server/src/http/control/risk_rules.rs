//! Operator rules in place of risk systems.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::{Value, json};
use tael_api::admin::{Place, risk_rule};

use super::extract::{Body, Id, In};
use super::listing::Answer;
use super::refused::Refused;
use crate::node::Node;

/// `GET /risk-rules`: the rules of the world, in the order in which they are asked.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In) -> Answer {
    let rules = node.read(place.world, |view, _| risk_rule::list(place, view)).await?;
    Ok(Json(json!({ "data": rules })))
}

/// `POST /risk-rules`.
pub(super) async fn create(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let made = node.write(place.world, move |view, _| risk_rule::create(place, &body, view)).await??;
    Ok((StatusCode::CREATED, Json(made)))
}

/// `GET /risk-rules/{id}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(id): Id) -> Answer {
    Ok(Json(node.read(place.world, |view, _| risk_rule::get(place, &id, view)).await??))
}

/// `DELETE /risk-rules`: how many there were.
pub(super) async fn clear(State(node): State<Arc<Node>>, In(place): In) -> Answer {
    removed(&node, place, None).await
}

/// `DELETE /risk-rules/{id}`.
pub(super) async fn remove(State(node): State<Arc<Node>>, In(place): In, Id(id): Id) -> Answer {
    removed(&node, place, Some(id)).await
}

async fn removed(node: &Node, place: Place, id: Option<String>) -> Answer {
    let decision = move |view: &_, _: &_| risk_rule::remove(place, id.as_deref(), view);
    Ok(Json(json!({ "removed": node.write(place.world, decision).await?? })))
}
