//! Buyers and the payment codes of their phones.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::Value;
use tael_api::admin::buyer;
use tael_core::id::UserId;
use tael_store::{Directory, DirectoryKind, Plan};

use super::extract::{Body, Id, In, Params};
use super::listing::{self, Answer};
use super::refused::Refused;
use crate::keys;
use crate::node::Node;

/// `GET /buyers`.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["limit", "after"])?;
    let (rows, next) = listing::rows(&node, place, DirectoryKind::User, None, &params).await?;
    let users: Vec<_> = rows
        .into_iter()
        .filter_map(|row| if let Directory::User(user) = row { Some(user) } else { None })
        .collect();
    let shown = node.read(place.world, |view, _| {
        let mut need: Option<tael_store::Need> = None;
        let mut shown = Vec::with_capacity(users.len());
        for user in &users {
            match buyer::show(user, view) {
                Ok(document) => shown.push(document),
                Err(tael_store::Need(keys)) => {
                    need.get_or_insert_with(|| tael_store::Need(Default::default())).0.extend(keys);
                }
            }
        }
        need.map_or(Ok((Plan::none(), shown)), Err)
    });
    Ok(listing::page(shown.await?, next))
}

/// `POST /buyers`.
pub(super) async fn create(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let salt = keys::random_hex(8);
    let made =
        node.write(place.world, move |view, env| buyer::create(place, &body, &salt, view, env)).await??;
    Ok((StatusCode::CREATED, Json(made)))
}

/// `GET /buyers/{user_id}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(id): Id) -> Answer {
    let id = UserId::from(id);
    Ok(Json(node.read(place.world, |view, _| buyer::get(place, &id, view)).await??))
}

/// `PATCH /buyers/{user_id}`.
pub(super) async fn change(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(id): Id,
    Body(body): Body,
) -> Answer {
    let (id, salt) = (UserId::from(id), keys::random_hex(8));
    let decision = move |view: &_, env: &_| buyer::change(place, &id, &body, &salt, view, env);
    Ok(Json(node.write(place.world, decision).await??))
}

/// `POST /buyers/{user_id}/auth-codes`.
pub(super) async fn auth_code(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(id): Id,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let id = UserId::from(id);
    let code =
        node.write(place.world, move |view, env| buyer::auth_code(place, &id, &body, view, env)).await??;
    Ok((StatusCode::CREATED, Json(code)))
}
