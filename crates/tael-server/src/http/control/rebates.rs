//! What service providers are owed a rebate for: it follows from the paid trades.

use std::sync::Arc;

use axum::extract::State;
use serde_json::{Value, json};
use tael_api::admin::Refusal;
use tael_core::trade::Trade;
use tael_store::{Cursor, Page, Query, Table};

use super::extract::{In, Params, defect};
use super::listing::{self, Answer};
use crate::node::Node;

/// Trades that are read at once.
const CHUNK: u32 = 500;
/// Chunks that one call reads at most: the list says where to go on, also where it has found nothing so far.
const CHUNKS_MAX: u32 = 20;

/// `GET /rebates?sys_service_provider_id=&limit=&after=`: in the order of the trades.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In, params: Params) -> Answer {
    let params = params.only(&["sys_service_provider_id", "limit", "after"])?;
    let (provider, limit) = (params.get("sys_service_provider_id"), params.limit()? as usize);
    let mut at = match params.after().map(|after| after.parse::<i64>()) {
        Some(Err(_)) => {
            return Err(Refusal::invalid("after", "the `next` of a page", "上一页的 `next`").into());
        }
        Some(Ok(after)) => after,
        None => i64::MIN,
    };
    let mut found = Vec::new();
    for _ in 0..CHUNKS_MAX {
        let cursor = Cursor { book: place.book.0, a: at, ..Cursor::default() };
        let query = Query::Scan(Table::Trade, Some(cursor), CHUNK);
        let Page::Trades(trades) = node.store.page(query).await? else { return Err(defect("trades")) };
        for trade in &trades {
            if trade.book != place.book {
                return Ok(listing::page(found, None));
            }
            if found.len() == limit {
                return Ok(listing::page(found, Some(at.to_string())));
            }
            at = trade.id.0;
            let shown = show(trade).filter(|_| trade.world == place.world);
            found.extend(shown.filter(|row| provider.is_none_or(|id| row["sys_service_provider_id"] == id)));
        }
        if trades.len() < CHUNK as usize {
            return Ok(listing::page(found, None));
        }
    }
    Ok(listing::page(found, Some(at.to_string())))
}

/// The record of a trade; `None` where nobody is owed anything for it.
pub(super) fn show(trade: &Trade) -> Option<Value> {
    let rebate = trade.rebate()?;
    Some(json!({
        "trade_no": trade.no,
        "sys_service_provider_id": rebate.sys_service_provider_id,
        "partner_id": rebate.partner_id,
        "receipt": rebate.receipt,
        "fee": rebate.fee,
        "at": rebate.at.to_string(),
    }))
}
