//! Second-level merchants.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::Value;
use tael_api::admin::sub_merchant;
use tael_store::{Directory, DirectoryKind};

use super::extract::{Body, Id, In, Params};
use super::listing::{self, Answer};
use super::refused::Refused;
use crate::node::Node;

/// `GET /sub-merchants`.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["limit", "after"])?;
    let (rows, next) = listing::rows(&node, place, DirectoryKind::SubMerchant, None, &params).await?;
    let shown = rows.into_iter().filter_map(|row| match row {
        Directory::SubMerchant(row) => Some(sub_merchant::show(&row)),
        _ => None,
    });
    Ok(listing::page(shown.collect(), next))
}

/// `POST /sub-merchants`.
pub(super) async fn create(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let made =
        node.write(place.world, move |view, env| sub_merchant::create(place, &body, view, env)).await??;
    node.directory.edited();
    Ok((StatusCode::CREATED, Json(made)))
}

/// `GET /sub-merchants/{smid}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(id): Id) -> Answer {
    Ok(Json(node.read(place.world, |view, _| sub_merchant::get(place, &id, view)).await??))
}

/// `PATCH /sub-merchants/{smid}`.
pub(super) async fn change(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(id): Id,
    Body(body): Body,
) -> Answer {
    let decision = move |view: &_, _: &_| sub_merchant::change(place, &id, &body, view);
    let changed = node.write(place.world, decision).await??;
    node.directory.edited();
    Ok(Json(changed))
}
