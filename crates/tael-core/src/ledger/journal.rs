//! Journals: immutable, balanced sets of postings.

use serde::{Deserialize, Serialize};

use super::AccountId;
use crate::id::Id;
use crate::money::Fen;
use crate::time::Instant;

/// One line of a journal: what the balance of the account changes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// The account.
    pub account: AccountId,
    /// The change of its balance; never zero.
    pub amount: Fen,
}

/// Why money moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum JournalKind {
    /// A buyer paid a trade.
    Payment,
    /// An operator set what a channel of a user holds.
    Funding,
    /// A receipt that waited in period mode was settled.
    Settlement,
    /// A receipt that was frozen for royalties was released.
    RoyaltyRelease,
    /// Money of a buyer is frozen by a pre-authorisation.
    AuthorisationFreeze,
    /// Frozen money of a buyer goes back to where it came from.
    AuthorisationRelease,
}

impl JournalKind {
    /// Every kind.
    pub const ALL: [JournalKind; 6] = [
        JournalKind::Payment,
        JournalKind::Funding,
        JournalKind::Settlement,
        JournalKind::RoyaltyRelease,
        JournalKind::AuthorisationFreeze,
        JournalKind::AuthorisationRelease,
    ];

    /// The stored name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            JournalKind::Payment => "PAYMENT",
            JournalKind::Funding => "FUNDING",
            JournalKind::Settlement => "SETTLEMENT",
            JournalKind::RoyaltyRelease => "ROYALTY_RELEASE",
            JournalKind::AuthorisationFreeze => "AUTHORISATION_FREEZE",
            JournalKind::AuthorisationRelease => "AUTHORISATION_RELEASE",
        }
    }

    /// The kind with this stored name.
    #[must_use]
    pub fn parse(name: &str) -> Option<JournalKind> {
        JournalKind::ALL.into_iter().find(|k| k.as_str() == name)
    }
}

/// A balanced journal. It can only be made by [`Journal::balanced`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    id: Id,
    kind: JournalKind,
    trade: Option<Id>,
    at: Instant,
    postings: Vec<Posting>,
}

/// Why postings are not a journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unbalanced {
    /// The sum is not zero (or does not fit).
    #[error("postings sum to {0:?}, not to zero")]
    Sum(Option<Fen>),
    /// Fewer than two lines, or a line without an amount.
    #[error("a journal needs at least two postings, none of them zero")]
    Lines,
}

impl Journal {
    /// A journal of these postings at `at` (the world's clock).
    ///
    /// # Errors
    /// [`Unbalanced`] where the postings do not sum to zero, or are none.
    pub fn balanced(
        id: Id,
        kind: JournalKind,
        trade: Option<Id>,
        at: Instant,
        postings: Vec<Posting>,
    ) -> Result<Journal, Unbalanced> {
        if postings.len() < 2 || postings.iter().any(|p| p.amount == Fen::ZERO) {
            return Err(Unbalanced::Lines);
        }
        match postings.iter().try_fold(Fen::ZERO, |sum, p| sum.checked_add(p.amount)) {
            Some(Fen::ZERO) => Ok(Journal { id, kind, trade, at, postings }),
            sum => Err(Unbalanced::Sum(sum)),
        }
    }

    /// The key.
    #[must_use]
    pub fn id(&self) -> Id {
        self.id
    }

    /// Why money moved.
    #[must_use]
    pub fn kind(&self) -> JournalKind {
        self.kind
    }

    /// The trade that moved it.
    #[must_use]
    pub fn trade(&self) -> Option<Id> {
        self.trade
    }

    /// When, on the world's clock.
    #[must_use]
    pub fn at(&self) -> Instant {
        self.at
    }

    /// The lines.
    #[must_use]
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(amounts: &[i64]) -> Vec<Posting> {
        amounts
            .iter()
            .enumerate()
            .map(|(i, a)| Posting { account: AccountId(i as i64), amount: Fen(*a) })
            .collect()
    }

    #[test]
    fn only_balanced_postings_are_a_journal() {
        let make = |amounts: &[i64]| {
            Journal::balanced(Id(1), JournalKind::Payment, None, Instant(0), lines(amounts))
        };
        assert!(make(&[-100, 99, 1]).is_ok());
        assert_eq!(make(&[-100, 99]), Err(Unbalanced::Sum(Some(Fen(-1)))));
        assert_eq!(make(&[i64::MAX, i64::MAX]), Err(Unbalanced::Sum(None)));
        assert_eq!(make(&[]), Err(Unbalanced::Lines));
        assert_eq!(make(&[0, 0]), Err(Unbalanced::Lines));
    }

    proptest! {
        #[test]
        fn a_journal_never_changes_the_sum_of_a_book(amounts in proptest::collection::vec(-1000i64..1000, 0..6)) {
            if let Ok(journal) = Journal::balanced(Id(1), JournalKind::Payment, None, Instant(0), lines(&amounts)) {
                prop_assert_eq!(journal.postings().iter().map(|p| p.amount.0).sum::<i64>(), 0);
            } else {
                prop_assert!(amounts.len() < 2 || amounts.contains(&0) || amounts.iter().sum::<i64>() != 0);
            }
        }
    }
}
