//! Merchants.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::Value;
use tael_api::admin::merchant;
use tael_core::id::UserId;
use tael_store::{Directory, DirectoryKind};

use super::extract::{Body, Id, In, Params};
use super::listing::{self, Answer};
use super::refused::Refused;
use crate::node::Node;

/// `GET /merchants`.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["limit", "after"])?;
    let (rows, next) = listing::rows(&node, place, DirectoryKind::Merchant, None, &params).await?;
    let shown = rows.into_iter().filter_map(|row| match row {
        Directory::Merchant(row) => Some(merchant::show(&row)),
        _ => None,
    });
    Ok(listing::page(shown.collect(), next))
}

/// `POST /merchants`.
pub(super) async fn create(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let made = node.write(place.world, move |view, env| merchant::create(place, &body, view, env)).await??;
    node.directory.edited();
    Ok((StatusCode::CREATED, Json(made)))
}

/// `GET /merchants/{partner_id}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(id): Id) -> Answer {
    let id = UserId::from(id);
    Ok(Json(node.read(place.world, |view, _| merchant::get(place, &id, view)).await??))
}

/// `PATCH /merchants/{partner_id}`.
pub(super) async fn change(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(id): Id,
    Body(body): Body,
) -> Answer {
    let id = UserId::from(id);
    let decision = move |view: &_, _: &_| merchant::change(place, &id, &body, view);
    let changed = node.write(place.world, decision).await??;
    node.directory.edited();
    Ok(Json(changed))
}
