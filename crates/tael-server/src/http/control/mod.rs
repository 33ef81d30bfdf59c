//! The control API, `/control/v1`: what the buyer, the clock and the operator do (`interfaces.md`).
//!
//! Nothing is decided here. Each resource has a file; writes are decisions of [`tael_api::admin`] and
//! [`tael_api::trade`] that the committer runs, reads are pages and snapshots of the store.

mod access;
mod agreements;
mod app_auths;
mod apps;
mod authorisations;
mod buyers;
mod clock;
mod demo;
mod extract;
mod faults;
mod follow;
mod items;
mod ledger;
mod listing;
mod merchants;
mod mini_programs;
mod notifications;
mod rebates;
mod refused;
mod requests;
mod risk_rules;
mod settlement;
mod stores;
mod sub_merchants;
mod trades;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use http::{Method, Uri};
use tael_api::admin::{Kind, Refusal};

pub use access::Access;
use refused::Refused;

use crate::node::Node;

/// Where the control API is mounted.
pub const PREFIX: &str = "/control/v1";

/// The control API, to be nested under [`PREFIX`].
pub fn router(node: Arc<Node>, access: Access) -> Router {
    Router::new()
        .route("/clock", get(clock::show))
        .route("/clock/advance", post(clock::advance))
        .route("/demo", get(demo::show))
        .route("/buyers", get(buyers::list).post(buyers::create))
        .route("/buyers/{id}", get(buyers::show).patch(buyers::change))
        .route("/buyers/{id}/auth-codes", post(buyers::auth_code))
        .route("/trades/{id}", get(trades::show))
        .route("/trades/{id}/pay", post(trades::pay))
        .route("/trades/{id}/abandon", post(trades::abandon))
        .route("/ledger/accounts/{id}", get(ledger::account))
        .route("/ledger/trial-balance", get(ledger::trial_balance))
        .route("/notifications", get(notifications::list))
        .route("/notifications/stream", get(follow::notifications))
        .route("/notifications/{id}", get(notifications::show))
        .route("/notifications/{id}/redeliver", post(notifications::redeliver))
        .route("/requests", get(requests::list))
        .route("/requests/{id}", get(requests::show))
        .route("/faults", get(faults::list).post(faults::create).delete(faults::clear))
        .route("/faults/{id}", axum::routing::delete(faults::remove))
        .route("/apps", get(apps::list).post(apps::create))
        .route("/apps/{id}", get(apps::show).patch(apps::change))
        .route("/app-auths", get(app_auths::list).post(app_auths::create))
        .route("/app-auths/{id}", get(app_auths::show).patch(app_auths::change))
        .route("/rebates", get(rebates::list))
        .route("/risk-rules", get(risk_rules::list).post(risk_rules::create).delete(risk_rules::clear))
        .route("/risk-rules/{id}", get(risk_rules::show).delete(risk_rules::remove))
        .route("/merchants", get(merchants::list).post(merchants::create))
        .route("/merchants/{id}", get(merchants::show).patch(merchants::change))
        .route("/stores", get(stores::list).post(stores::create))
        .route("/stores/{id}", get(stores::show).patch(stores::change))
        .route("/mini-programs", get(mini_programs::list).post(mini_programs::create))
        .route("/mini-programs/{id}", get(mini_programs::show).patch(mini_programs::change))
        .route("/sub-merchants", get(sub_merchants::list).post(sub_merchants::create))
        .route("/sub-merchants/{id}", get(sub_merchants::show).patch(sub_merchants::change))
        .route("/agreements", get(agreements::list).post(agreements::create))
        .route("/agreements/{id}", get(agreements::show).patch(agreements::change))
        .route("/authorisations", get(authorisations::list).post(authorisations::create))
        .route("/authorisations/{id}", get(authorisations::show).patch(authorisations::change))
        .route("/items", get(items::list))
        .route("/items/{id}", get(items::show).patch(items::change))
        .route("/items/{id}/review", post(items::review))
        .route("/source-ids", post(items::source_id))
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(from_fn_with_state((Arc::clone(&node), access), access::guard))
        .with_state(node)
}

async fn no_such_path(uri: Uri) -> Refused {
    let path = uri.path();
    Refused::from(Refusal::new(
        Kind::NotFound,
        "NO_SUCH_PATH",
        format!("the control API has no {path}: see the list of its calls in the documentation"),
        format!("控制接口没有 {path}：请查阅文档中的接口列表"),
    ))
}

async fn no_such_method(method: Method, uri: Uri) -> Refused {
    let path = uri.path();
    Refused::method_not_allowed(Refusal::new(
        Kind::Invalid,
        "METHOD_NOT_ALLOWED",
        format!("{path} does not take {method}: the header Allow says what it takes"),
        format!("{path} 不支持 {method}：可用的方法见响应头 Allow"),
    ))
}
