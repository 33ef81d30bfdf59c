//! Items of mini programs, and source ids.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::Value;
use tael_api::admin::{item, source_id};
use tael_core::id::AppId;
use tael_store::{Page, Query};

use super::extract::{Body, Id, In, Params, defect};
use super::listing::{self, Answer};
use super::refused::Refused;
use crate::node::Node;

/// `GET /items?app_id=`: by rising number.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["limit", "after", "app_id"])?;
    let limit = params.limit()?;
    let query = Query::Items {
        book: place.book,
        world: place.world,
        app: params.get("app_id").map(AppId::from),
        after: params.after(),
        limit: limit + 1,
    };
    let Page::Items(mut rows) = node.store.page(query).await? else { return Err(defect("items")) };
    let next = listing::cut(&mut rows, limit, |row| row.no.to_string());
    Ok(listing::page(rows.iter().map(|row| item::show(row)).collect(), next))
}

/// `GET /items/{item_id}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(no): Id) -> Answer {
    Ok(Json(node.read(place.world, |view, _| item::get(place, &no, view)).await??))
}

/// `PATCH /items/{item_id}`.
pub(super) async fn change(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(no): Id,
    Body(body): Body,
) -> Answer {
    let decision = move |view: &_, env: &_| item::change(place, &no, &body, view, env);
    Ok(Json(node.write(place.world, decision).await??))
}

/// `POST /items/{item_id}/review`.
pub(super) async fn review(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(no): Id,
    Body(body): Body,
) -> Answer {
    let decision = move |view: &_, env: &_| item::review(place, &no, &body, view, env);
    Ok(Json(node.write(place.world, decision).await??))
}

/// `POST /source-ids`.
pub(super) async fn source_id(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let open_ids = Arc::clone(&node.open_ids);
    let decision = move |view: &_, env: &_| source_id::create(place, &body, &*open_ids, view, env);
    Ok((StatusCode::CREATED, Json(node.write(place.world, decision).await??)))
}
