//! The writes by which a receipt is held at payment and released later (`semantics.md §2.4, §3.4`).

use std::sync::Arc;

use tael_core::env::Env;
use tael_core::id::Book;
use tael_core::ledger::{Journal, Unbalanced};
use tael_core::trade::settlement::HeldAs;
use tael_core::trade::{Trade, TradeError};

use crate::plan::{Happening, Plan, Write};
use crate::row::{Timer, TimerKind};

/// Posts a journal, and before opens those of its accounts that are opened with their first posting.
pub fn post(book: Book, journal: Journal, plan: &mut Plan) {
    for posting in journal.postings().iter().filter(|posting| posting.account.opens_when_used()) {
        plan.push(Write::OpenAccount(book, posting.account));
    }
    plan.push(Write::Post(book, journal));
}

/// Arms the timer that releases what is held of a trade's receipt, where anything is.
pub fn arm(trade: &Trade, plan: &mut Plan) {
    plan.0.extend(Timer::of_held(trade).map(Write::Arm));
}

/// Why nothing is released.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReleased {
    /// Nothing is held so, or it is not due.
    #[error(transparent)]
    Trade(#[from] TradeError),
    /// Its journal would not balance.
    #[error(transparent)]
    Journal(#[from] Unbalanced),
}

/// What is held as `held` is released, because that is due: journal, step of the trade, and its timers.
///
/// # Errors
/// [`NotReleased`].
pub fn release(trade: &Trade, held: HeldAs, env: &Env) -> Result<(Arc<Trade>, Plan), NotReleased> {
    let (released, release) = trade.release(held, env.now)?;
    let of = released.detail.settlement.as_deref().ok_or(TradeError::NothingHeld)?;
    let journal = release.journal(env.ids.next(), trade.id, &trade.payee, of)?;
    let released = Arc::new(released);
    let kind = TimerKind::of_held(held);
    let mut plan = Plan::none().with(Write::Disarm { book: trade.book, kind, subject: trade.id });
    post(trade.book, journal, &mut plan);
    plan.push(Write::UpdateTrade {
        trade: Arc::clone(&released),
        happening: Happening::new(held.release_event(), Some(trade.status), env.now),
    });
    arm(&released, &mut plan);
    Ok((released, plan))
}
