//! The credit side of a payment: where the receipt less the fee goes.

use super::TradeData;
use crate::ledger::{AccountId, AccountKind, Posting, Unbalanced};
use crate::money::Fen;

/// The postings that take `net`, the receipt less the fee: to the payee's balance, or as the trade's settlement says. They
/// sum to `net`; lines of nothing may be among them. What they depend on stands in the trade, so that the audit can ask
/// again.
///
/// # Errors
/// [`Unbalanced::Lines`] where a receiver has no accounts.
pub fn credits(trade: &TradeData, net: Fen) -> Result<Vec<Posting>, Unbalanced> {
    if let Some(settlement) = &trade.detail.settlement {
        return settlement.credits(&trade.payee, net);
    }
    let payee = AccountId::of(&trade.payee, AccountKind::Balance).ok_or(Unbalanced::Lines)?;
    Ok(vec![Posting { account: payee, amount: net }])
}
