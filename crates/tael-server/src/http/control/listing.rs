//! Lists of directory rows, page by page.

use axum::Json;
use serde_json::{Value, json};
use smol_str::SmolStr;
use tael_api::admin::Place;
use tael_core::id::UserId;
use tael_store::{Directory, DirectoryKind, Page, Query};

use super::extract::{Params, defect};
use super::refused::Refused;
use crate::node::Node;

/// An answer of the control API.
pub(super) type Answer = Result<Json<Value>, Refused>;

/// A page of a list: `data`, and `next` for the `after` of the following page where there is more.
pub(super) fn page(data: Vec<Value>, next: Option<String>) -> Json<Value> {
    match next {
        Some(next) => Json(json!({ "data": data, "next": next })),
        None => Json(json!({ "data": data })),
    }
}

/// The rows of a kind in a world behind `after`, and the key of the last one where there may be more.
pub(super) async fn rows(
    node: &Node,
    place: Place,
    kind: DirectoryKind,
    merchant: Option<UserId>,
    params: &Params,
) -> Result<(Vec<Directory>, Option<String>), Refused> {
    let limit = params.limit()?;
    let for_one = merchant.is_some();
    // one more than asked for says whether there is more
    let query =
        Query::List { kind, world: Some(place.world), merchant, after: params.after(), limit: limit + 1 };
    let Page::Directory(mut rows) = node.store.page(query).await? else { return Err(defect("a list")) };
    let next = cut(&mut rows, limit, |row| key(row, for_one).to_string());
    Ok((rows, next))
}

/// Cuts rows to `limit`, of which one more was asked for; the key of the last one that is left where there are more.
pub(super) fn cut<T>(rows: &mut Vec<T>, limit: u32, key: impl Fn(&T) -> String) -> Option<String> {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    rows.last().filter(|_| more).map(key)
}

fn key(row: &Directory, of_one_merchant: bool) -> SmolStr {
    match row {
        Directory::Setting(row) => row.name.clone(),
        Directory::World(row) => SmolStr::new(row.id.0.to_string()),
        Directory::App(row) => row.app_id.0.clone(),
        Directory::Merchant(row) => row.partner_id.0.clone(),
        Directory::User(row) => row.user_id.0.clone(),
        Directory::Shop(row) if of_one_merchant => row.store_id.clone(),
        Directory::Shop(row) => SmolStr::new(format!("{}/{}", row.partner_id, row.store_id)),
        Directory::MiniProgram(row) => row.app_id.0.clone(),
        Directory::SubMerchant(row) => row.smid.clone(),
        Directory::AppAuth(row) => row.app_auth_token.clone(),
        Directory::RiskRules(row) => SmolStr::new(row.world.0.to_string()),
    }
}
