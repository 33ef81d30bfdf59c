//! The audit: one snapshot, each table streamed once, findings by row.
//!
//! Kept in memory are sums (per account and counter), the timers, and of each trade a few numbers: about a hundred bytes.

mod agreements;
mod chain;
mod codes;
mod counters;
mod funding;
mod ledger;
mod library;
mod outbox;
mod rows;
mod settlement;
mod trades;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use tael_core::id::{Book, Id, UserId};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;
use tael_core::time::Instant;
use tael_core::trade::Trade;
use tael_store::{CounterKey, Page, Query, Snapshot, Store, StoreError, StoredJournal};

use crate::report::{Head, Kind, Report};

/// Proves every invariant of a store as of now; commits may go on meanwhile.
///
/// The embedded store answers on the calling thread, so run this on one that may be busy for as long as it takes to read
/// every row once.
///
/// # Errors
/// [`StoreError`] where rows cannot be read; the message names the row.
pub async fn audit(store: &dyn Store) -> Result<Report, StoreError> {
    let mut snapshot = store.snapshot().await?;
    let mut audit = Audit::default();
    audit.books(snapshot.as_mut()).await?;
    audit.journals(snapshot.as_mut()).await?;
    audit.accounts(snapshot.as_mut()).await?;
    audit.trades(snapshot.as_mut()).await?;
    audit.agreements(snapshot.as_mut()).await?;
    audit.authorisations(snapshot.as_mut()).await?;
    audit.library(snapshot.as_mut()).await?;
    audit.outbox(snapshot.as_mut()).await?;
    audit.counters(snapshot.as_mut()).await?;
    audit.codes(snapshot.as_mut()).await?;
    audit.coupons(snapshot.as_mut()).await?;
    Ok(audit.report)
}

/// What is known so far.
#[derive(Default)]
struct Audit {
    report: Report,
    /// Sum of the postings of each account.
    sums: HashMap<(Book, AccountId), i128>,
    /// Payment journals, by their trade.
    payments: HashMap<(Book, Id), PaymentJournal>,
    /// What the counters must have come to.
    counted: HashMap<(Book, CounterKey), i128>,
    /// The trades that there are.
    known: HashMap<(Book, Id), Known>,
    /// The coupons that payments used.
    used: funding::Used,
    /// What is held of receipts.
    holdings: settlement::Holdings,
    /// Digests of the numbers of the agreements that there are.
    agreed: HashMap<(Book, Id), u64>,
    /// What the trades say that agreements paid, by the digest of its number.
    deducted: HashMap<(Book, u64), agreements::Paid>,
    /// What the trades say that authorisations paid, by the digest of its number.
    thawed: HashMap<(Book, u64), agreements::Paid>,
    /// What accounts of frozen money hold, less what authorisations freeze.
    frozen: HashMap<(Book, AccountId), i128>,
}

/// What outbox and payment codes must agree with.
struct Known {
    /// Digest of the trade's number.
    no: u64,
    /// Serial of the buyer's user id.
    buyer: Option<i64>,
}

impl Known {
    fn of(trade: &Trade) -> Known {
        Known { no: hash(&trade.no), buyer: trade.buyer.as_ref().and_then(UserId::serial) }
    }
}

/// The payment journals of a trade.
struct PaymentJournal {
    /// The first of them.
    id: Id,
    /// How many there are; more than one is wrong.
    count: u32,
    /// Of time and lines of the first.
    digest: u64,
}

/// Time and lines of a journal as one number, whatever the order of the lines.
fn digest(at: Instant, lines: impl IntoIterator<Item = (AccountId, Fen)>) -> u64 {
    let mut lines: Vec<(AccountId, Fen)> = lines.into_iter().collect();
    lines.sort();
    hash(&(at, lines))
}

/// A value as one number, the same throughout an audit.
fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl PaymentJournal {
    fn of(journal: &StoredJournal) -> PaymentJournal {
        PaymentJournal { id: journal.id, count: 1, digest: digest(journal.at, journal.lines.iter().copied()) }
    }
}

impl Audit {
    async fn books(&mut self, snapshot: &mut dyn Snapshot) -> Result<(), StoreError> {
        let Page::Books(books) = snapshot.page(Query::Books).await? else {
            return Err(StoreError::new("the store answers something else than its books"));
        };
        self.report.totals.books = books.len() as u64;
        let hex = |hash: [u8; 32]| hash.iter().map(|b| format!("{b:02x}")).collect();
        self.report.heads =
            books.into_iter().map(|b| Head { book: b.book.0, seq: b.seq, hash: hex(b.hash) }).collect();
        Ok(())
    }

    fn find(&mut self, kind: Kind, table: &'static str, id: impl ToString, message: impl Into<String>) {
        self.report.find(kind, table, id, message);
    }
}
