//! What of a receipt is held, and how it is released.

use serde::{Deserialize, Serialize};

use super::{RoyaltyOutcome, Settlement};
use crate::id::{Id, UserId};
use crate::ledger::{AccountId, AccountKind, Journal, JournalKind, Posting, Unbalanced};
use crate::money::Fen;
use crate::time::Instant;
use crate::trade::TradeEvent;

/// As what money is held: on an account of this kind of the payee, apart from its balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum HeldAs {
    /// It waits for settlement (period mode).
    PendingSettlement,
    /// It is frozen for royalties.
    RoyaltyFrozen,
}

impl HeldAs {
    /// The kind of the account.
    #[must_use]
    pub fn kind(self) -> AccountKind {
        match self {
            HeldAs::PendingSettlement => AccountKind::PendingSettlement,
            HeldAs::RoyaltyFrozen => AccountKind::RoyaltyFrozen,
        }
    }

    /// What its release is in the history of a trade.
    #[must_use]
    pub fn release_event(self) -> TradeEvent {
        match self {
            HeldAs::PendingSettlement => TradeEvent::Settled,
            HeldAs::RoyaltyFrozen => TradeEvent::RoyaltyReleased,
        }
    }

    /// The account of a payee; `None` where the payee's id has no accounts.
    #[must_use]
    pub fn account(self, payee: &UserId) -> Option<AccountId> {
        AccountId::of(payee, self.kind())
    }
}

/// An amount that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// As what.
    pub held: HeldAs,
    /// How much; never nothing.
    pub amount: Fen,
    /// Since when.
    pub since: Instant,
    /// When it is released unless it was before.
    pub due: Instant,
}

/// Where released money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Landing {
    /// To the destination of the settlement.
    Destination,
    /// It is settled, and frozen for royalties from now on.
    RoyaltyFrozen,
}

/// One release of held money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// When.
    pub at: Instant,
    /// As what it was held.
    pub from: HeldAs,
    /// Where it went.
    pub to: Landing,
    /// How much.
    pub amount: Fen,
}

impl Release {
    /// The kind of its journal.
    #[must_use]
    pub fn journal_kind(&self) -> JournalKind {
        match self.from {
            HeldAs::PendingSettlement => JournalKind::Settlement,
            HeldAs::RoyaltyFrozen => JournalKind::RoyaltyRelease,
        }
    }

    /// The journal of this release of a trade's settlement.
    ///
    /// # Errors
    /// [`Unbalanced`] where a party has no accounts, or nothing is released.
    pub fn journal(&self, id: Id, trade: Id, payee: &UserId, of: &Settlement) -> Result<Journal, Unbalanced> {
        let to = match self.to {
            Landing::Destination => of.destination.account(),
            Landing::RoyaltyFrozen => HeldAs::RoyaltyFrozen.account(payee),
        };
        let account = |account: Option<AccountId>| account.ok_or(Unbalanced::Lines);
        let postings = vec![
            Posting { account: account(self.from.account(payee))?, amount: -self.amount },
            Posting { account: account(to)?, amount: self.amount },
        ];
        Journal::balanced(id, self.journal_kind(), Some(trade), self.at, postings)
    }
}

/// What has come of a settlement since the payment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What came of the royalties at payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub royalty: Option<RoyaltyOutcome>,
    /// What is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
    /// What was released, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<Release>,
}
