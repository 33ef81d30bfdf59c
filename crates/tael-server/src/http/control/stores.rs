//! Stores. Their numbers are the merchant's own, so `?partner_id=` says whose one is meant where several have it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::Value;
use smol_str::{SmolStr, format_smolstr};
use tael_api::admin::{Kind, Place, Refusal, shop};
use tael_core::id::UserId;
use tael_store::{Directory, DirectoryKind, Page, Query};

use super::extract::{Body, Id, In, Params, defect};
use super::listing::{self, Answer};
use super::refused::Refused;
use crate::node::Node;

/// `GET /stores?partner_id=`.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["limit", "after", "partner_id"])?;
    let owner = params.get("partner_id").map(UserId::from);
    let (rows, next) = listing::rows(&node, place, DirectoryKind::Shop, owner, &params).await?;
    let shown = rows.into_iter().filter_map(|row| match row {
        Directory::Shop(row) => Some(shop::show(&row)),
        _ => None,
    });
    Ok(listing::page(shown.collect(), next))
}

/// `POST /stores`.
pub(super) async fn create(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let made = node.write(place.world, move |view, _| shop::create(place, &body, view)).await??;
    node.directory.edited();
    Ok((StatusCode::CREATED, Json(made)))
}

/// `GET /stores/{store_id}?partner_id=`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(id): Id, params: Params) -> Answer {
    let owner = owner(&node, place, &id, params).await?;
    Ok(Json(node.read(place.world, |view, _| shop::get(place, &owner, &id, view)).await??))
}

/// `PATCH /stores/{store_id}?partner_id=`.
pub(super) async fn change(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(id): Id,
    params: Params,
    Body(body): Body,
) -> Answer {
    let owner = owner(&node, place, &id, params).await?;
    let decision = move |view: &_, _: &_| shop::change(place, &owner, &id, &body, view);
    let changed = node.write(place.world, decision).await??;
    node.directory.edited();
    Ok(Json(changed))
}

/// Whose store is meant: the merchant that the query names, else the only one that has a store of this number.
async fn owner(node: &Node, place: Place, id: &str, params: Params) -> Result<UserId, Refused> {
    let params = params.only(&["partner_id"])?;
    if let Some(owner) = params.get("partner_id") {
        return Ok(UserId::from(owner));
    }
    let mut owners = owners(node, place, id).await?;
    match (owners.pop(), owners.is_empty()) {
        (Some(owner), true) => Ok(owner),
        (None, _) => Err(shop::not_found(id).into()),
        (Some(_), false) => Err(Refused::from(
            Refusal::new(
                Kind::Conflict,
                "AMBIGUOUS",
                format!("several merchants have a store {id}: add ?partner_id=2088… to say whose is meant"),
                format!("有多个商户拥有门店 {id}：请加 ?partner_id=2088… 指明商户"),
            )
            .at("partner_id"),
        )),
    }
}

async fn owners(node: &Node, place: Place, id: &str) -> Result<Vec<UserId>, Refused> {
    let (mut owners, mut after): (Vec<UserId>, Option<SmolStr>) = (Vec::new(), None);
    loop {
        let kind = DirectoryKind::Shop;
        let query = Query::List { kind, world: Some(place.world), merchant: None, after, limit: 1_000 };
        let Page::Directory(rows) = node.store.page(query).await? else { return Err(defect("stores")) };
        let mut last = None;
        for row in &rows {
            let Directory::Shop(shop) = row else { continue };
            if shop.store_id == id {
                owners.push(shop.partner_id.clone());
            }
            last = Some(format_smolstr!("{}/{}", shop.partner_id, shop.store_id));
        }
        match last {
            Some(last) => after = Some(last),
            None => return Ok(owners),
        }
    }
}
