//! The ledger: journals balance, balances are the sums of their postings, each book sums to zero.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use tael_core::ledger::{AccountKind, JournalKind};
use tael_core::money::Fen;
use tael_store::{Account, BatchRow, Snapshot, StoreError, StoredJournal};

use super::chain::Chains;
use super::rows::Rows;
use super::{Audit, PaymentJournal};
use crate::report::Kind;

/// How far journals are read ahead for a batch that lacks some; further ones are missing.
const AHEAD_MAX: usize = 200_000;

impl Audit {
    /// Batches and journals side by side.
    pub(super) async fn journals(&mut self, snapshot: &mut dyn Snapshot) -> Result<(), StoreError> {
        let (mut batches, mut journals) = (Rows::<BatchRow>::new(), Rows::<StoredJournal>::new());
        let mut chains = Chains::default();
        let mut ends = BTreeMap::new();
        while let Some(batch) = batches.next(snapshot).await? {
            self.report.totals.batches += 1;
            while chains.of(&batch) < batch.journals as usize && chains.held() < AHEAD_MAX {
                let Some(journal) = journals.next_if(snapshot, |j| j.book <= batch.book).await? else {
                    break;
                };
                self.journal(&journal);
                chains.hold(journal);
            }
            // also those that the batch does not count
            while let Some(journal) =
                journals.next_if(snapshot, |j| (j.book, j.batch) == (batch.book, batch.id)).await?
            {
                self.journal(&journal);
                chains.hold(journal);
            }
            chains.step(&batch, &mut self.report);
            let hash: String = batch.hash.iter().map(|b| format!("{b:02x}")).collect();
            ends.insert(batch.book.0, (batch.seq, hash));
        }
        while let Some(journal) = journals.next(snapshot).await? {
            self.journal(&journal);
            chains.hold(journal);
        }
        chains.end(&ends, &mut self.report);
        Ok(())
    }

    fn journal(&mut self, journal: &StoredJournal) {
        let id = journal.id.0;
        self.report.totals.journals += 1;
        self.report.totals.postings += journal.lines.len() as u64;
        for (account, amount) in &journal.lines {
            *self.sums.entry((journal.book, *account)).or_default() += i128::from(amount.0);
        }
        let sum: i128 = journal.lines.iter().map(|(_, amount)| i128::from(amount.0)).sum();
        if sum != 0 {
            self.find(
                Kind::Journal,
                "journal",
                id,
                format!("its postings sum to {}, not to zero", yuan(sum)),
            );
        }
        if journal.lines.len() < 2 || journal.lines.iter().any(|(_, amount)| *amount == Fen::ZERO) {
            let lines = journal.lines.len();
            self.find(
                Kind::Journal,
                "journal",
                id,
                format!("of its {lines} postings at least two must move money"),
            );
        }
        self.holding_lines(journal);
        match JournalKind::parse(&journal.kind) {
            None => {
                self.find(Kind::Journal, "journal", id, format!("is of the unknown kind {}", journal.kind))
            }
            Some(JournalKind::Payment) => self.payment_journal(journal),
            Some(JournalKind::Settlement | JournalKind::RoyaltyRelease) => self.release_journal(journal),
            Some(
                JournalKind::Funding | JournalKind::AuthorisationFreeze | JournalKind::AuthorisationRelease,
            ) => {}
        }
    }

    fn payment_journal(&mut self, journal: &StoredJournal) {
        let Some(trade) = journal.trade else {
            return self.find(Kind::Payment, "journal", journal.id.0, "is a payment of no trade");
        };
        match self.payments.entry((journal.book, trade)) {
            Entry::Occupied(mut entry) => entry.get_mut().count += 1,
            Entry::Vacant(entry) => {
                entry.insert(PaymentJournal::of(journal));
            }
        }
    }

    /// Every account against the sum of its postings.
    pub(super) async fn accounts(&mut self, snapshot: &mut dyn Snapshot) -> Result<(), StoreError> {
        let mut rows = Rows::<Account>::new();
        let mut books: BTreeMap<i16, i128> = BTreeMap::new();
        while let Some(account) = rows.next(snapshot).await? {
            self.report.totals.accounts += 1;
            let Account { book, id, balance } = account;
            *books.entry(book.0).or_default() += i128::from(balance.0);
            self.holding_balance(book, id, balance);
            if id.kind() == Some(AccountKind::AuthorisationFrozen) {
                self.frozen.insert((book, id), i128::from(balance.0));
            }
            let sum = self.sums.remove(&(book, id)).unwrap_or_default();
            if sum != i128::from(balance.0) {
                let message = format!("holds {balance}, but its postings sum to {}", yuan(sum));
                self.find(Kind::Balance, "account", format!("{id:?}"), message);
            }
            if balance < id.floor() {
                self.find(
                    Kind::Balance,
                    "account",
                    format!("{id:?}"),
                    format!("holds {balance}, less than it may"),
                );
            }
        }
        for ((book, id), sum) in std::mem::take(&mut self.sums) {
            let message = format!("does not exist in book {}, but has postings of {}", book.0, yuan(sum));
            self.find(Kind::Balance, "account", format!("{id:?}"), message);
        }
        for (book, sum) in books.into_iter().filter(|(_, sum)| *sum != 0) {
            self.find(Kind::Book, "book", book, format!("its balances sum to {}, not to zero", yuan(sum)));
        }
        Ok(())
    }
}

/// A sum of fen in yuan, however large.
pub(super) fn yuan(fen: i128) -> String {
    match i64::try_from(fen) {
        Ok(fen) => Fen(fen).to_string(),
        Err(_) => format!("{fen} fen"),
    }
}
