//! Settlement: where a receipt arrives, what is held on the way, and what is split off at payment
//! (`semantics.md §2.4, §3.2–3.5`).
//!
//! It is decided when the trade is created and kept with it; the payment executes it as the credit side of its journal
//! ([`super::credits`]), and what it holds leaves by a [`Release`] each.

mod held;
mod royalty;

use serde::{Deserialize, Serialize};
use smol_str::{SmolStr, format_smolstr};

use crate::id::{Id, UserId};
use crate::ledger::{AccountId, AccountKind, Posting, Unbalanced};
use crate::money::Fen;
use crate::party::ContractMode;
use crate::time::{DAY, Instant};

pub use held::{Held, HeldAs, Landing, Progress, Release};
pub use royalty::{RoyaltyLine, RoyaltyOutcome};

/// How long a royalty keeps the receipt frozen unless it is finished before (`semantics.md §3.4`).
pub const FREEZE_DAYS: u16 = 30;

/// The longest wait in period mode, and the wait where the order names none (`settle_period_time`, 1d to 365d).
pub const PERIOD_MAX_DAYS: u16 = 365;

/// Where money arrives.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// The balance of a user.
    User(UserId),
    /// An account at a bank, by the alias of a bound card or a bank number: the money leaves the book.
    Bank(String),
}

impl Destination {
    /// The account of the ledger that is credited; `None` where the user's id has no accounts.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Destination::User(user) => AccountId::of(user, AccountKind::Balance),
            Destination::Bank(_) => Some(AccountId::platform(AccountKind::BankClearing)),
        }
    }

    /// User id, alias or number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Destination::User(user) => user.as_str(),
            Destination::Bank(number) => number,
        }
    }
}

/// For whom is settled (`settle_entity_type`, `settle_entity_id`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "id")]
pub enum SettleEntity {
    /// A second-level merchant, by its number.
    SecondMerchant(String),
    /// A store, by the merchant's number of it.
    Store(String),
}

/// How a trade is settled. A trade without one is its payee's own and at once in the payee's balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// How the contract collects.
    #[serde(default)]
    pub mode: ContractMode,
    /// The second-level merchant that sells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smid: Option<SmolStr>,
    /// Where the receipt arrives in the end.
    pub destination: Destination,
    /// For whom, where the order says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<SettleEntity>,
    /// `summary_dimension`: by what settlements to a card are batched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary_dimension: Option<String>,
    /// In period mode: so many days after the payment it is settled without being confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_days: Option<u16>,
    /// True where the receipt stays frozen for royalties to come (`royalty_freeze`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub freeze: bool,
    /// What is split off at payment, in the order of execution.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub royalties: Vec<RoyaltyLine>,
    /// Where the terminal says that it stands (`bkagent_req_info.location`, indirect mode).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal_location: Option<String>,
    /// What has come of it since the payment; `None` before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
}

impl Settlement {
    /// The settlement of a payee's own trade, at once.
    #[must_use]
    pub fn plain(payee: &UserId) -> Settlement {
        Settlement {
            mode: ContractMode::Plain,
            smid: None,
            destination: Destination::User(payee.clone()),
            entity: None,
            summary_dimension: None,
            period_days: None,
            freeze: false,
            royalties: Vec::new(),
            terminal_location: None,
            progress: None,
        }
    }

    /// True where it says nothing that a trade without a settlement would not do.
    #[must_use]
    pub fn is_plain(&self, payee: &UserId) -> bool {
        *self == Settlement::plain(payee)
    }

    /// The credit side of the payment: `net`, the receipt less the fee, goes to what holds it or to the destination, less
    /// the royalties, which go to their receivers in their order. The amounts sum to `net`.
    ///
    /// # Errors
    /// [`Unbalanced::Lines`] where a party has no accounts.
    pub fn credits(&self, payee: &UserId, net: Fen) -> Result<Vec<Posting>, Unbalanced> {
        let owner = |account: Option<AccountId>| account.ok_or(Unbalanced::Lines);
        let first = match self.held_first() {
            Some(held) => held.account(payee),
            None => self.destination.account(),
        };
        let lines = match self.royalty(payee, net) {
            Some(RoyaltyOutcome::Executed) => self.royalties.as_slice(),
            _ => &[],
        };
        let mut postings = vec![Posting { account: owner(first)?, amount: self.rest(payee, net) }];
        for line in lines {
            if line.from != *payee {
                let from = owner(AccountId::of(&line.from, AccountKind::Balance))?;
                postings.push(Posting { account: from, amount: -line.amount });
            }
            postings.push(Posting { account: owner(line.to.account())?, amount: line.amount });
        }
        Ok(postings)
    }

    /// What is held right after the payment, and where.
    fn held_first(&self) -> Option<HeldAs> {
        match self.period_days {
            Some(_) => Some(HeldAs::PendingSettlement),
            None => self.freeze.then_some(HeldAs::RoyaltyFrozen),
        }
    }

    /// What is left of `net` for the destination when the royalties are paid.
    #[must_use]
    pub fn rest(&self, payee: &UserId, net: Fen) -> Fen {
        match self.royalty(payee, net) {
            Some(RoyaltyOutcome::Executed) => Fen(net.0 - royalty::leaving(&self.royalties, payee).0),
            _ => net,
        }
    }

    /// What comes of the royalties of a payment that leaves `net`: all lines or none. `None` where there are none.
    #[must_use]
    pub fn royalty(&self, payee: &UserId, net: Fen) -> Option<RoyaltyOutcome> {
        (!self.royalties.is_empty()).then(|| royalty::outcome(&self.royalties, payee, net))
    }

    /// The progress right after a payment at `at` that leaves `net`.
    #[must_use]
    pub fn begun(&self, payee: &UserId, net: Fen, at: Instant) -> Progress {
        let rest = self.rest(payee, net);
        let held = self.held_first().filter(|_| rest.is_positive()).map(|held| {
            let days = self.period_days.unwrap_or(FREEZE_DAYS);
            Held { held, amount: rest, since: at, due: at.plus(i64::from(days) * DAY) }
        });
        Progress { royalty: self.royalty(payee, net), held, releases: Vec::new() }
    }

    /// The progress when what is held is released whole at `at`, and the release. Money of the period that is to be frozen
    /// for royalties is so from then on; anything else arrives at its destination. `None` where nothing is held.
    #[must_use]
    pub fn released(&self, at: Instant) -> Option<(Progress, Release)> {
        let mut progress = self.progress.clone()?;
        let held = progress.held.take()?;
        let freezes = held.held == HeldAs::PendingSettlement && self.freeze;
        let to = if freezes { Landing::RoyaltyFrozen } else { Landing::Destination };
        let release = Release { at, from: held.held, to, amount: held.amount };
        if freezes {
            let due = at.plus(i64::from(FREEZE_DAYS) * DAY);
            progress.held = Some(Held { held: HeldAs::RoyaltyFrozen, amount: held.amount, since: at, due });
        }
        progress.releases.push(release);
        Some((progress, release))
    }

    /// What is held now.
    #[must_use]
    pub fn held(&self) -> Option<&Held> {
        self.progress.as_ref()?.held.as_ref()
    }

    /// `settlement_id` of a paid trade in indirect mode: day of the payment and the trade's key, 28 digits.
    #[must_use]
    pub fn clearing_no(&self, trade: Id, paid_at: Instant) -> Option<SmolStr> {
        let indirect = self.mode == ContractMode::Indirect;
        indirect.then(|| format_smolstr!("{}{:020}", paid_at.beijing_day(), trade.0))
    }
}

#[cfg(test)]
mod tests;
