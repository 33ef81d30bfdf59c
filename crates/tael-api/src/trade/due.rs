//! What a timer of a trade does when its instant has come (`semantics.md §1.4, §2.4, §3.4`).

use tael_core::env::Env;
use tael_core::id::{Book, Id};
use tael_core::trade::TradeError;
use tael_core::trade::settlement::HeldAs;
use tael_store::holding::{self, NotReleased};
use tael_store::{Need, Plan, Timer, TimerKind, View, Write};

use super::{asynchronous, timeout};
use crate::open_id::OpenIds;

/// Does what the timer is for; true where something came of it. A timer that fires twice, or late, does it once.
///
/// # Errors
/// [`Need`].
pub fn fire(timer: &Timer, open_ids: &dyn OpenIds, view: &View, env: &Env) -> Result<(Plan, bool), Need> {
    let (book, subject) = (timer.book, timer.subject);
    match timer.kind {
        TimerKind::TradeTimeout => timeout::close(book, subject, open_ids, view, env),
        TimerKind::AsyncPayment => asynchronous::attempt(book, subject, open_ids, view, env),
        TimerKind::SettlementDue => release(book, subject, HeldAs::PendingSettlement, view, env),
        TimerKind::RoyaltyRelease => release(book, subject, HeldAs::RoyaltyFrozen, view, env),
    }
}

/// Releases what is held so of a trade's receipt, unless it was released before.
fn release(book: Book, id: Id, held: HeldAs, view: &View, env: &Env) -> Result<(Plan, bool), Need> {
    let over = Plan::none().with(Write::Disarm { book, kind: TimerKind::of_held(held), subject: id });
    let Some(trade) = view.trade(book, id)? else { return Ok((over, false)) };
    match holding::release(trade, held, env) {
        Ok((_, plan)) => Ok((plan, true)),
        // armed anew meanwhile: the timer stays
        Err(NotReleased::Trade(TradeError::NotDue)) => Ok((Plan::none(), false)),
        Err(_) => Ok((over, false)),
    }
}
