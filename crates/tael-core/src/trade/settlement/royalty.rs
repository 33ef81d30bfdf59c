//! Royalties at payment (`royalty_info`, `semantics.md §3.5`): lines in their order, all or none.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Destination;
use crate::id::UserId;
use crate::money::Fen;

/// A line of a royalty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoyaltyLine {
    /// Its place in the order of execution.
    pub serial: i64,
    /// The merchant's number of it (`out_relation_id`; the order number and the serial where none is sent).
    pub relation: String,
    /// Who pays: the payee of the trade, or who received by an earlier line.
    pub from: UserId,
    /// Who receives.
    pub to: Destination,
    /// The receiver as the request names it, where that is not where the money arrives (a store).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// How much.
    pub amount: Fen,
    /// The merchant's description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// What came of the royalties of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RoyaltyOutcome {
    /// All lines are paid.
    Executed,
    /// None is: the trade left too little for one of them (a discount that the merchant funds made the receipt smaller).
    Short,
}

/// What comes of these lines when the trade leaves `net` to its payee: each line is paid from what its payer has got of
/// this trade so far.
pub(super) fn outcome(lines: &[RoyaltyLine], payee: &UserId, net: Fen) -> RoyaltyOutcome {
    let mut has: BTreeMap<&UserId, Fen> = BTreeMap::from([(payee, net)]);
    for line in lines {
        let left = has.get(&line.from).copied().unwrap_or_default().checked_sub(line.amount);
        let Some(left) = left.filter(|left| *left >= Fen::ZERO) else { return RoyaltyOutcome::Short };
        has.insert(&line.from, left);
        if let Destination::User(user) = &line.to {
            let got = has.entry(user).or_default();
            *got = got.checked_add(line.amount).unwrap_or(*got);
        }
    }
    RoyaltyOutcome::Executed
}

/// What leaves the payee by these lines.
pub(super) fn leaving(lines: &[RoyaltyLine], payee: &UserId) -> Fen {
    let from_payee = lines.iter().filter(|line| line.from == *payee);
    Fen(from_payee.fold(0, |sum, line| line.amount.0.saturating_add(sum)))
}
