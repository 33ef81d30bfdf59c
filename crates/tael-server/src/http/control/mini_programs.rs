//! Mini programs and the merchants that they are linked to.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::Value;
use tael_api::admin::mini_program;
use tael_core::id::AppId;
use tael_store::{Directory, DirectoryKind};

use super::extract::{Body, Id, In, Params};
use super::listing::{self, Answer};
use super::refused::Refused;
use crate::node::Node;

/// `GET /mini-programs`.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["limit", "after"])?;
    let (rows, next) = listing::rows(&node, place, DirectoryKind::MiniProgram, None, &params).await?;
    let shown = rows.into_iter().filter_map(|row| match row {
        Directory::MiniProgram(row) => Some(mini_program::show(&row)),
        _ => None,
    });
    Ok(listing::page(shown.collect(), next))
}

/// `POST /mini-programs`.
pub(super) async fn create(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let made =
        node.write(place.world, move |view, env| mini_program::create(place, &body, view, env)).await??;
    node.directory.edited();
    Ok((StatusCode::CREATED, Json(made)))
}

/// `GET /mini-programs/{app_id}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(id): Id) -> Answer {
    let id = AppId::from(id);
    Ok(Json(node.read(place.world, |view, _| mini_program::get(place, &id, view)).await??))
}

/// `PATCH /mini-programs/{app_id}`.
pub(super) async fn change(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(id): Id,
    Body(body): Body,
) -> Answer {
    let id = AppId::from(id);
    let decision = move |view: &_, _: &_| mini_program::change(place, &id, &body, view);
    let changed = node.write(place.world, decision).await??;
    node.directory.edited();
    Ok(Json(changed))
}
