//! The time limit of a trade passes (`semantics.md §1.4`).

use std::sync::Arc;

use tael_core::env::Env;
use tael_core::id::{Book, Id};
use tael_core::trade::{TradeEvent, TradeStatus};
use tael_store::{Happening, Need, Plan, TimerKind, View, Write};

use super::notice::Notice;
use crate::open_id::OpenIds;

/// Closes a waiting trade whose limit has passed; true where it did. A trade that was paid meanwhile stays as it is.
///
/// # Errors
/// [`Need`].
pub fn close(
    book: Book,
    id: Id,
    open_ids: &dyn OpenIds,
    view: &View,
    env: &Env,
) -> Result<(Plan, bool), Need> {
    let mut plan = Plan::none().with(Write::Disarm { book, kind: TimerKind::TradeTimeout, subject: id });
    let Some(trade) = view.trade(book, id)? else { return Ok((plan, false)) };
    let Ok(closed) = trade.time_out(env.now) else {
        let due = trade.status == TradeStatus::WaitBuyerPay;
        // not due yet: the timer stays
        return Ok((if due { Plan::none() } else { plan }, false));
    };
    let closed = Arc::new(closed);
    if trade.detail.asynchronous.is_some() {
        plan.push(Write::Disarm { book, kind: TimerKind::AsyncPayment, subject: id });
    }
    let app = view.app(&trade.app_id)?;
    let buyer = match &trade.buyer {
        Some(buyer) => view.user(buyer)?,
        None => None,
    };
    let payee = view.user(&trade.payee)?;
    plan.push(Write::UpdateTrade {
        trade: Arc::clone(&closed),
        happening: Happening::new(TradeEvent::TimedOut, Some(TradeStatus::WaitBuyerPay), closed.expires_at),
    });
    if let Some(app) = app {
        let notice = Notice {
            trade: &closed,
            buyer: buyer.map(Arc::as_ref),
            payee: payee.map(Arc::as_ref),
            app,
            open_ids,
        };
        notice.enqueue(env, &mut plan);
    }
    Ok((plan, true))
}
