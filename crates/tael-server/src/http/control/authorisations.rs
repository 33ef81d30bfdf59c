//! Authorisations: money of buyers that is frozen for merchants.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::Value;
use tael_api::admin::authorisation;
use tael_core::id::UserId;
use tael_store::{Page, Query};

use super::extract::{Body, Id, In, Params, defect};
use super::listing::{self, Answer};
use super::refused::Refused;
use crate::node::Node;

/// `GET /authorisations?user_id=`: by rising number.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["limit", "after", "user_id"])?;
    let limit = params.limit()?;
    let query = Query::Authorisations {
        book: place.book,
        world: place.world,
        payer: params.get("user_id").map(UserId::from),
        after: params.after(),
        limit: limit + 1,
    };
    let Page::Authorisations(mut rows) = node.store.page(query).await? else {
        return Err(defect("authorisations"));
    };
    let next = listing::cut(&mut rows, limit, |row| row.no.to_string());
    Ok(listing::page(rows.iter().map(|row| authorisation::show(row)).collect(), next))
}

/// `POST /authorisations`.
pub(super) async fn create(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let decision = move |view: &_, env: &_| authorisation::create(place, &body, view, env);
    Ok((StatusCode::CREATED, Json(node.write(place.world, decision).await??)))
}

/// `GET /authorisations/{auth_no}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(no): Id) -> Answer {
    Ok(Json(node.read(place.world, |view, _| authorisation::get(place, &no, view)).await??))
}

/// `PATCH /authorisations/{auth_no}`.
pub(super) async fn change(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(no): Id,
    Body(body): Body,
) -> Answer {
    let decision = move |view: &_, env: &_| authorisation::change(place, &no, &body, view, env);
    Ok(Json(node.write(place.world, decision).await??))
}
