//! Authorisations of service providers by merchants.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::Value;
use tael_api::admin::app_auth;
use tael_store::{Directory, DirectoryKind};

use super::extract::{Body, Id, In, Params};
use super::listing::{self, Answer};
use super::refused::Refused;
use crate::keys;
use crate::node::Node;

/// `GET /app-auths`.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["limit", "after"])?;
    let (rows, next) = listing::rows(&node, place, DirectoryKind::AppAuth, None, &params).await?;
    let shown = rows.into_iter().filter_map(|row| match row {
        Directory::AppAuth(row) => Some(app_auth::show(&row)),
        _ => None,
    });
    Ok(listing::page(shown.collect(), next))
}

/// `POST /app-auths`.
pub(super) async fn create(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let mut random = keys::random_hex(15);
    // 30 digits come of 15 bytes, a token has 29
    random.truncate(29);
    let decision = move |view: &_, env: &_| app_auth::create(place, &body, &random, view, env);
    let made = node.write(place.world, decision).await??;
    node.directory.edited();
    Ok((StatusCode::CREATED, Json(made)))
}

/// `GET /app-auths/{app_auth_token}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(token): Id) -> Answer {
    Ok(Json(node.read(place.world, |view, _| app_auth::get(place, &token, view)).await??))
}

/// `PATCH /app-auths/{app_auth_token}`.
pub(super) async fn change(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(token): Id,
    Body(body): Body,
) -> Answer {
    let decision = move |view: &_, _: &_| app_auth::change(place, &token, &body, view);
    let changed = node.write(place.world, decision).await??;
    node.directory.edited();
    Ok(Json(changed))
}
