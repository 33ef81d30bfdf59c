//! An amount in its two parts: own money and credit.

use serde::{Deserialize, Serialize};

use crate::id::{Id, UserId};
use crate::ledger::{AccountId, AccountKind, Journal, JournalKind, Posting, Unbalanced};
use crate::money::Fen;
use crate::time::Instant;

/// What an amount is taken from first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asset {
    /// Own money.
    #[default]
    Fund,
    /// Credit.
    Credit,
}

/// An amount of own money and of credit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parts {
    /// Own money, out of the balance.
    pub fund: Fen,
    /// Credit, out of the credit line.
    pub credit: Fen,
}

impl Parts {
    /// Nothing.
    pub const ZERO: Parts = Parts { fund: Fen::ZERO, credit: Fen::ZERO };

    /// Both together.
    #[must_use]
    pub fn total(self) -> Fen {
        Fen(self.fund.0.saturating_add(self.credit.0))
    }

    /// These and those.
    #[must_use]
    pub fn plus(self, other: Parts) -> Parts {
        Parts {
            fund: Fen(self.fund.0.saturating_add(other.fund.0)),
            credit: Fen(self.credit.0.saturating_add(other.credit.0)),
        }
    }

    /// These without those.
    #[must_use]
    pub fn minus(self, other: Parts) -> Parts {
        Parts {
            fund: Fen(self.fund.0.saturating_sub(other.fund.0)),
            credit: Fen(self.credit.0.saturating_sub(other.credit.0)),
        }
    }

    /// `amount` out of these, from this asset first; `None` where they hold less.
    #[must_use]
    pub fn take(self, amount: Fen, first: Asset) -> Option<Parts> {
        if amount > self.total() || amount < Fen::ZERO {
            return None;
        }
        Some(match first {
            Asset::Fund => {
                let fund = self.fund.min(amount);
                Parts { fund, credit: Fen(amount.0 - fund.0) }
            }
            Asset::Credit => {
                let credit = self.credit.min(amount);
                Parts { fund: Fen(amount.0 - credit.0), credit }
            }
        })
    }

    /// The journal that freezes these of a user, or (with negative parts) releases them to where they came from.
    ///
    /// # Errors
    /// [`Unbalanced`] where nothing moves or the user has no accounts.
    pub fn journal(
        self,
        id: Id,
        kind: JournalKind,
        user: &UserId,
        at: Instant,
    ) -> Result<Journal, Unbalanced> {
        let of = |kind: AccountKind| AccountId::of(user, kind).ok_or(Unbalanced::Lines);
        let mut postings = vec![
            Posting { account: of(AccountKind::Balance)?, amount: -self.fund },
            Posting { account: of(AccountKind::CreditLine)?, amount: -self.credit },
            Posting { account: of(AccountKind::AuthorisationFrozen)?, amount: self.total() },
        ];
        postings.retain(|p| p.amount != Fen::ZERO);
        Journal::balanced(id, kind, None, at, postings)
    }

    /// The same, the other way.
    #[must_use]
    pub fn negated(self) -> Parts {
        Parts { fund: -self.fund, credit: -self.credit }
    }
}
