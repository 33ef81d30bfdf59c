//! Settlement: what is held of each receipt, against the postings of its journals, the balances of the accounts that hold,
//! and its releases (`semantics.md §2.4, §3.3–3.5`).

use std::collections::HashMap;

use tael_core::id::{Book, Id};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;
use tael_core::trade::settlement::Release;
use tael_core::trade::{Settlement, Trade, TradeEvent};
use tael_store::{HistoryRow, StoredJournal};

use super::ledger::yuan;
use super::{Audit, digest};
use crate::report::Kind;

/// What accounts hold for trades, by the ledger and by the trades.
#[derive(Default)]
pub(super) struct Holdings {
    /// What the journals of each trade have left on such accounts.
    posted: HashMap<(Book, Id), Vec<(AccountId, i128)>>,
    /// The journals that released held money of each trade, in order: their keys and digests of time and lines.
    releases: HashMap<(Book, Id), Vec<(Id, u64)>>,
    /// What such accounts hold.
    balances: HashMap<(Book, AccountId), Fen>,
    /// What they must hold by the trades.
    held: HashMap<(Book, AccountId), i128>,
}

impl Audit {
    /// Takes in what a journal moves on accounts that hold.
    pub(super) fn holding_lines(&mut self, journal: &StoredJournal) {
        for (account, amount) in journal.lines.iter().filter(|(account, _)| account.holds_receipts()) {
            let Some(trade) = journal.trade else {
                let message = format!("moves {amount} on {account:?} for no trade");
                self.find(Kind::Settlement, "journal", journal.id.0, message);
                continue;
            };
            let posted = self.holdings.posted.entry((journal.book, trade)).or_default();
            match posted.iter_mut().find(|(known, _)| known == account) {
                Some((_, sum)) => *sum += i128::from(amount.0),
                None => posted.push((*account, i128::from(amount.0))),
            }
        }
    }

    /// Takes in a journal that releases held money.
    pub(super) fn release_journal(&mut self, journal: &StoredJournal) {
        let Some(trade) = journal.trade else {
            return self.find(Kind::Settlement, "journal", journal.id.0, "is a release of no trade");
        };
        let of = digest(journal.at, journal.lines.iter().copied());
        self.holdings.releases.entry((journal.book, trade)).or_default().push((journal.id, of));
    }

    /// Takes in the balance of an account.
    pub(super) fn holding_balance(&mut self, book: Book, account: AccountId, balance: Fen) {
        if account.holds_receipts() {
            self.holdings.balances.insert((book, account), balance);
        }
    }

    /// A trade's settlement: follows from its payment, and is what journals and history say.
    pub(super) fn settlement(&mut self, trade: &Trade, history: &[HistoryRow]) {
        let own = (trade.book, trade.id);
        let posted = self.holdings.posted.remove(&own).unwrap_or_default();
        let journals = self.holdings.releases.remove(&own).unwrap_or_default();
        let held = trade.detail.settlement.as_deref().and_then(Settlement::held);
        let account = held.and_then(|held| Some((held.held.account(&trade.payee)?, held.amount)));
        if let Some((account, amount)) = account {
            *self.holdings.held.entry((trade.book, account)).or_default() += i128::from(amount.0);
        }
        for message in [
            progress_fault(trade),
            releases_fault(trade, &journals),
            history_fault(trade, history),
            posted_fault(&posted, account),
        ]
        .into_iter()
        .flatten()
        {
            self.find(Kind::Settlement, "trade", &trade.no, message);
        }
    }

    /// The end: money held for trades that are not there, and every account against the trades that it holds for.
    pub(super) fn held_accounts(&mut self) {
        let Holdings { posted, releases, balances, mut held } = std::mem::take(&mut self.holdings);
        for (book, trade) in posted.keys().chain(releases.keys()) {
            let message = format!("of book {} is not there, but its money was held", book.0);
            self.find(Kind::Settlement, "trade", trade.0, message);
        }
        for ((book, account), balance) in balances {
            let sum = held.remove(&(book, account)).unwrap_or_default();
            if sum != i128::from(balance.0) {
                let message = format!("holds {balance}, its trades {}", yuan(sum));
                self.find(Kind::Settlement, "account", format!("{account:?}"), message);
            }
        }
        for ((book, account), sum) in held {
            let message = format!("does not exist in book {}, but must hold {}", book.0, yuan(sum));
            self.find(Kind::Settlement, "account", format!("{account:?}"), message);
        }
    }
}

/// What has come of a settlement follows from the payment and the releases.
fn progress_fault(trade: &Trade) -> Option<String> {
    let settlement = trade.detail.settlement.as_deref()?;
    let (Some(payment), Some(paid_at)) = (&trade.detail.payment, trade.paid_at) else {
        return settlement.progress.is_some().then(|| "is settled, but not paid".to_owned());
    };
    let Some(progress) = &settlement.progress else {
        return Some("is paid, but nothing says how its receipt was settled".to_owned());
    };
    let net = payment.net();
    let begun = settlement.begun(&trade.payee, net, paid_at);
    let mut again = Settlement { progress: Some(begun), ..settlement.clone() };
    for (index, release) in progress.releases.iter().enumerate() {
        match again.released(release.at) {
            Some((next, same)) if same == *release => again.progress = Some(next),
            _ => return Some(format!("release {} does not follow from what was held", index + 1)),
        }
    }
    (again.progress.as_ref() != Some(progress))
        .then(|| "what is held does not follow from its payment and releases".to_owned())
}

fn releases(trade: &Trade) -> &[Release] {
    let progress = trade.detail.settlement.as_deref().and_then(|s| s.progress.as_ref());
    progress.map_or(&[], |progress| progress.releases.as_slice())
}

/// Each release has its journal, and no other releases anything.
fn releases_fault(trade: &Trade, journals: &[(Id, u64)]) -> Option<String> {
    let (releases, settlement) = (releases(trade), trade.detail.settlement.as_deref());
    if releases.len() != journals.len() {
        return Some(format!("was released {} times, by {} journals", releases.len(), journals.len()));
    }
    let wrong = releases.iter().zip(journals).find(|(release, (id, found))| {
        let journal = settlement.map(|of| release.journal(*id, trade.id, &trade.payee, of));
        !matches!(&journal, Some(Ok(journal)) if
            digest(journal.at(), journal.postings().iter().map(|p| (p.account, p.amount))) == *found)
    });
    wrong.map(|(_, (id, _))| format!("journal {} does not move what the release says", id.0))
}

/// Each release has its step of the history, and no other step releases anything.
fn history_fault(trade: &Trade, history: &[HistoryRow]) -> Option<String> {
    let events = [TradeEvent::Settled, TradeEvent::RoyaltyReleased];
    let steps = history.iter().filter(|row| events.contains(&row.event)).map(|row| (row.event, row.at));
    (!steps.eq(releases(trade).iter().map(|release| (release.from.release_event(), release.at))))
        .then(|| "its history does not show its releases".to_owned())
}

/// The postings of a trade leave exactly what it holds.
fn posted_fault(posted: &[(AccountId, i128)], held: Option<(AccountId, Fen)>) -> Option<String> {
    let of =
        |account: AccountId| posted.iter().find(|(known, _)| *known == account).map_or(0, |(_, sum)| *sum);
    if let Some((account, amount)) = held
        && of(account) != i128::from(amount.0)
    {
        return Some(format!("holds {amount} on {account:?}, its postings {}", yuan(of(account))));
    }
    let other = posted.iter().find(|(id, sum)| *sum != 0 && held.is_none_or(|(account, _)| account != *id));
    other.map(|(account, sum)| format!("holds nothing on {account:?}, its postings {}", yuan(*sum)))
}
