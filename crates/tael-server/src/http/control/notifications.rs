//! Notifications and their deliveries.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};
use tael_api::admin::{Kind, Place, Refusal};
use tael_core::id::{Id as Key, TradeNo};
use tael_store::{Attempt, Outbound, Page, Plan, Query, Topic};

use super::extract::{Body, Id, In, Params, defect};
use super::listing::{self, Answer};
use super::refused::Refused;
use super::{agreements, trades};
use crate::node::Node;
use crate::outbound::RedeliverError;

/// `GET /notifications?trade_no=&agreement_no=&limit=`: those of a trade or an agreement in the order of their making,
/// else the newest of the world first.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["trade_no", "agreement_no", "limit"])?;
    let query = match (params.get("trade_no"), params.get("agreement_no")) {
        (None, Some(no)) => {
            let found = agreements::find(&node, place, no).await?;
            Query::OutboundOf(found.book, found.id)
        }
        (Some(no), _) => {
            let no = TradeNo::from(no);
            let find = node.read(place.world, |view, _| {
                Ok((
                    Plan::none(),
                    view.trade_by_no(place.book, &no)?.filter(|t| t.world == place.world).cloned(),
                ))
            });
            let trade = find.await?.ok_or_else(|| trades::not_found(no.as_str()))?;
            Query::OutboundOf(trade.book, trade.id)
        }
        (None, None) => Query::LatestOutbound(place.world, params.limit()?),
    };
    let Page::Outbound(rows) = node.store.page(query).await? else { return Err(defect("notifications")) };
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        shown.push(with_attempts(&node, &row).await?);
    }
    Ok(listing::page(shown, None))
}

/// `GET /notifications/{id}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In, Id(id): Id) -> Answer {
    let row = find(&node, place, &id).await?;
    Ok(Json(with_attempts(&node, &row).await?))
}

/// `POST /notifications/{id}/redeliver`: once more now, whatever its state; the attempt that was made.
pub(super) async fn redeliver(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(id): Id,
    Body(body): Body,
) -> Answer {
    tael_api::admin::check_members(&body, &[])?;
    let row = find(&node, place, &id).await?;
    match node.dispatcher.redeliver(row.book, row.id).await {
        Ok(made) => Ok(Json(attempt(&made))),
        Err(RedeliverError::Unknown) => Err(not_found(&id)),
        Err(RedeliverError::Stopping) => Err(crate::committer::Failure::Stopped.into()),
        Err(RedeliverError::Store(error)) => Err(error.into()),
        Err(RedeliverError::Failure(failure)) => Err(failure.into()),
    }
}

async fn find(node: &Node, place: Place, id: &str) -> Result<Arc<Outbound>, Refused> {
    let key = Key(id.parse().map_err(|_| not_found(id))?);
    let row = node.read(place.world, |view, _| Ok((Plan::none(), view.outbound(place.book, key)?.cloned())));
    row.await?.filter(|row| row.world == place.world).ok_or_else(|| not_found(id))
}

fn not_found(id: &str) -> Refused {
    Refused::from(Refusal::new(
        Kind::NotFound,
        "NOT_FOUND",
        format!("there is no notification {id} in this world: GET /notifications lists them"),
        format!("此环境中不存在通知 {id}：GET /notifications 可列出"),
    ))
}

async fn with_attempts(node: &Node, row: &Outbound) -> Result<Value, Refused> {
    let Page::Attempts(attempts) = node.store.page(Query::AttemptsOf(row.book, row.id)).await? else {
        return Err(defect("attempts"));
    };
    Ok(summary(row, &attempts))
}

/// A notification with its attempts.
pub(super) fn summary(row: &Outbound, attempts: &[Attempt]) -> Value {
    let parameters: Map<String, Value> =
        row.params.iter().map(|(name, value)| (name.to_string(), value.as_str().into())).collect();
    json!({
        // more digits than a double has
        "id": row.id.0.to_string(),
        "notify_id": row.notify_id,
        subject_name(row): row.subject_no,
        "app_id": row.app_id,
        "url": row.url,
        "charset": row.charset,
        "sign_type": row.sign_type,
        "state": row.state,
        "created_at": row.created_at.to_string(),
        "next_try": row.due.map(|at| at.to_string()),
        "parameters": parameters,
        "attempts": attempts.iter().map(attempt).collect::<Vec<_>>(),
    })
}

/// The member that names what a notification tells of.
pub(super) fn subject_name(row: &Outbound) -> &'static str {
    match row.topic {
        Topic::Trade => "trade_no",
        Topic::Agreement => "agreement_no",
    }
}

fn attempt(row: &Attempt) -> Value {
    let mut shown = json!({"n": row.n, "at": row.at.to_string(), "ended": row.end.is_some()});
    let (Some(members), Some(end)) = (shown.as_object_mut(), &row.end) else { return shown };
    members.insert("delivered".into(), end.delivered.into());
    members.insert("status".into(), json!(end.status));
    members.insert("body".into(), end.body.as_str().into());
    members.insert("latency_ms".into(), end.millis.into());
    if let Some(error) = &end.error {
        members.insert("error".into(), error.as_str().into());
    }
    shown
}
