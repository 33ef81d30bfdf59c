//! Agreements: what buyers have allowed merchants to deduct.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::Value;
use tael_api::admin::{Place, agreement};
use tael_core::agreement::Agreement;
use tael_core::id::UserId;
use tael_store::{Page, Plan, Query};

use super::extract::{Body, Id, In, Params, defect};
use super::listing::{self, Answer};
use super::refused::Refused;
use crate::node::Node;

/// `GET /agreements?user_id=`: by rising number.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["limit", "after", "user_id"])?;
    let limit = params.limit()?;
    let query = Query::Agreements {
        book: place.book,
        world: place.world,
        user: params.get("user_id").map(UserId::from),
        after: params.after(),
        limit: limit + 1,
    };
    let Page::Agreements(mut rows) = node.store.page(query).await? else { return Err(defect("agreements")) };
    let next = listing::cut(&mut rows, limit, |row| row.no.to_string());
    Ok(listing::page(rows.iter().map(|row| agreement::show(row)).collect(), next))
}

/// `POST /agreements`.
pub(super) async fn create(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let open_ids = Arc::clone(&node.open_ids);
    let decision = move |view: &_, env: &_| agreement::create(place, &body, &*open_ids, view, env);
    Ok((StatusCode::CREATED, Json(node.write(place.world, decision).await??)))
}

/// `GET /agreements/{agreement_no}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(no): Id) -> Answer {
    Ok(Json(node.read(place.world, |view, _| agreement::get(place, &no, view)).await??))
}

/// `PATCH /agreements/{agreement_no}`.
pub(super) async fn change(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(no): Id,
    Body(body): Body,
) -> Answer {
    let open_ids = Arc::clone(&node.open_ids);
    let decision = move |view: &_, env: &_| agreement::change(place, &no, &body, &*open_ids, view, env);
    Ok(Json(node.write(place.world, decision).await??))
}

/// The agreement of this number.
pub(super) async fn find(node: &Node, place: Place, no: &str) -> Result<Arc<Agreement>, Refused> {
    let row = node.read(place.world, |view, _| Ok((Plan::none(), view.agreement(place.book, no)?.cloned())));
    row.await?.filter(|row| row.world == place.world).ok_or_else(|| agreement::not_found(no).into())
}
