//! Counters: what was received and paid, recomputed from the paid trades.

use tael_core::id::{Book, UserId};
use tael_store::{Counter, CounterKey, Snapshot, StoreError};

use super::Audit;
use super::ledger::yuan;
use super::rows::Rows;
use crate::report::Kind;

impl Audit {
    pub(super) async fn counters(&mut self, snapshot: &mut dyn Snapshot) -> Result<(), StoreError> {
        let mut rows = Rows::<Counter>::new();
        while let Some(Counter { book, key, used }) = rows.next(snapshot).await? {
            self.report.totals.counters += 1;
            let sum = self.counted.remove(&(book, key)).unwrap_or_default();
            if sum != i128::from(used.0) {
                let message = format!("has come to {used}, the paid trades to {}", yuan(sum));
                self.find(Kind::Counter, "counter", name(book, key), message);
            }
        }
        for ((book, key), sum) in std::mem::take(&mut self.counted) {
            let message = format!("is not there, the paid trades come to {}", yuan(sum));
            self.find(Kind::Counter, "counter", name(book, key), message);
        }
        Ok(())
    }
}

/// Owner, kind and period; the book where it is not the main world's.
fn name(book: Book, key: CounterKey) -> String {
    let owner = UserId::from_serial(key.owner);
    let place = if book == Book::MAIN { String::new() } else { format!("book {}/", book.0) };
    format!("{place}{owner}/{:?}/{}", key.kind, key.period)
}
