//! Applications.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::Value;
use tael_api::admin::app;
use tael_core::id::AppId;
use tael_store::{Directory, DirectoryKind};

use super::extract::{Body, Id, In, Params};
use super::listing::{self, Answer};
use super::refused::Refused;
use crate::node::Node;

/// `GET /apps`.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["limit", "after"])?;
    let (rows, next) = listing::rows(&node, place, DirectoryKind::App, None, &params).await?;
    let shown = rows.into_iter().filter_map(|row| match row {
        Directory::App(row) => Some(app::show(&row)),
        _ => None,
    });
    Ok(listing::page(shown.collect(), next))
}

/// `POST /apps`.
pub(super) async fn create(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let platform = node.secrets.signer.public_key().clone();
    let made =
        node.write(place.world, move |view, env| app::create(place, &body, &platform, view, env)).await??;
    node.directory.edited();
    Ok((StatusCode::CREATED, Json(made)))
}

/// `GET /apps/{app_id}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(id): Id) -> Answer {
    let id = AppId::from(id);
    Ok(Json(node.read(place.world, |view, _| app::get(place, &id, view)).await??))
}

/// `PATCH /apps/{app_id}`.
pub(super) async fn change(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(id): Id,
    Body(body): Body,
) -> Answer {
    let id = AppId::from(id);
    let platform = node.secrets.signer.public_key().clone();
    let decision = move |view: &_, _: &_| app::change(place, &id, &body, &platform, view);
    let changed = node.write(place.world, decision).await??;
    node.directory.edited();
    Ok(Json(changed))
}
