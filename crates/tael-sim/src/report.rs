//! What an audit found.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

/// So many findings are kept, the first in the order of their tables and rows; the others are only counted.
pub const FINDINGS_MAX: usize = 100;

/// Which invariant does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// The balances of a book do not sum to zero.
    Book,
    /// A balance is not the sum of its postings, below its floor, or its account is missing.
    Balance,
    /// A journal does not balance, or is of an unknown kind.
    Journal,
    /// The hash chain is broken: a step, or a journal that belongs to none.
    Chain,
    /// A trade's columns contradict its state.
    Trade,
    /// A trade's history has gaps, or does not lead to its state.
    History,
    /// The amounts of a payment contradict each other, or its journal is missing, doubled or another.
    Payment,
    /// A waiting or holding trade has no timer at its instant, or another one has.
    Timer,
    /// What is held of a receipt does not follow from its payment and releases, or is not what its postings and the
    /// accounts say.
    Settlement,
    /// A notification belongs to no trade, or contradicts its deliveries.
    Outbox,
    /// A counter is not the sum of the paid trades.
    Counter,
    /// A payment code was used for a trade that is not there, or not its owner's.
    AuthCode,
    /// A coupon was used for a trade that says otherwise, twice, or is used without a row that says so.
    Coupon,
    /// An agreement has come to something else than the trades that it paid.
    Agreement,
    /// An authorisation contradicts its operations, the trades that it paid, or the money that is frozen.
    Authorisation,
    /// An item contradicts itself or another one, or a source its times.
    Item,
    /// A stock is missing, belongs to nothing, or is negative; or a buyer has ordered fewer pieces than none.
    Stock,
}

/// A row that violates an invariant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The table of the row.
    pub table: &'static str,
    /// The row, as people know it: the number of a trade, the key of a journal or notification, owner and kind of an
    /// account.
    pub id: String,
    /// Which invariant.
    pub kind: Kind,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.table, self.id, self.message)
    }
}

/// The head of a book's hash chain, to be kept elsewhere: whoever rewrites the past cannot arrive at it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The book.
    pub book: i16,
    /// The last step.
    pub seq: i64,
    /// Its hash, in hex.
    pub hash: String,
}

/// How much was audited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each member counts the rows of its name")]
pub struct Totals {
    pub books: u64,
    pub batches: u64,
    pub journals: u64,
    pub postings: u64,
    pub accounts: u64,
    pub trades: u64,
    pub paid_trades: u64,
    pub transitions: u64,
    pub timers: u64,
    pub notifications: u64,
    pub deliveries: u64,
    pub counters: u64,
    pub payment_codes: u64,
    pub coupons: u64,
    pub agreements: u64,
    pub authorisations: u64,
    pub items: u64,
    pub stocks: u64,
}

/// The outcome of an audit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How much was audited.
    pub totals: Totals,
    /// The heads of the hash chains.
    pub heads: Vec<Head>,
    /// The first [`FINDINGS_MAX`] rows that violate an invariant, sorted by table and row.
    pub findings: BTreeSet<Finding>,
    /// How many there are in all.
    pub findings_total: u64,
}

impl Report {
    /// True where every invariant holds.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings_total == 0
    }

    pub(crate) fn find(
        &mut self,
        kind: Kind,
        table: &'static str,
        id: impl ToString,
        message: impl Into<String>,
    ) {
        self.findings_total += 1;
        self.findings.insert(Finding { table, id: id.to_string(), kind, message: message.into() });
        if self.findings.len() > FINDINGS_MAX {
            self.findings.pop_last();
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = &self.totals;
        writeln!(
            f,
            "{} trades ({} paid), {} journals with {} postings on {} accounts, {} batches in {} books, {} notifications \
             with {} deliveries",
            t.trades,
            t.paid_trades,
            t.journals,
            t.postings,
            t.accounts,
            t.batches,
            t.books,
            t.notifications,
            t.deliveries
        )?;
        for head in &self.heads {
            writeln!(f, "book {}: chain of {} steps, head {}", head.book, head.seq, head.hash)?;
        }
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        match self.findings_total {
            0 => write!(f, "everything holds"),
            n if n > self.findings.len() as u64 => {
                write!(f, "{n} violations, the first {} shown", self.findings.len())
            }
            n => write!(f, "{n} violations"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_bounded_and_sorted() {
        let mut report = Report::default();
        for n in (0..500).rev() {
            report.find(Kind::Trade, "trade", format!("{n:03}"), "wrong");
        }
        assert_eq!((report.findings.len(), report.findings_total), (FINDINGS_MAX, 500));
        let ids: Vec<&str> = report.findings.iter().map(|f| f.id.as_str()).collect();
        assert_eq!((ids[0], ids[99]), ("000", "099"));
        assert!(report.to_string().ends_with("500 violations, the first 100 shown"));
        assert!(!report.is_clean() && Report::default().is_clean());
    }
}
