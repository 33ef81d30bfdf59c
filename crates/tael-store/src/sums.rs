//! Sums: what a batch comes to per account, counter and book, so that a store writes each of them once.

use std::collections::BTreeMap;

use tael_core::id::{Book, Id, WorldId};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;

use crate::key::CounterKey;
use crate::plan::{Directory, Write};
use crate::row::StoredJournal;
use crate::store::{Batch, StoreError};

/// What a batch adds to a counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rise {
    /// By how much in all.
    pub by: i64,
    /// What the counter may come to with all of it, so that none of the batch's counts passes the ceiling that it named;
    /// `None` where nothing limits it. A count of nothing, or downwards, is not limited.
    pub ceiling: Option<i64>,
}

/// A book that a batch writes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// The world that it belongs to, as far as a row of the batch says so.
    pub world: Option<WorldId>,
    /// The journals posted in it, by rising key.
    pub journals: Vec<StoredJournal>,
}

/// A batch, summed. The order of the maps is the order in which rows are to be locked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// What each account changes by. An account whose changes cancel out is here too: it must exist.
    pub accounts: BTreeMap<(Book, AccountId), i64>,
    /// What each counter changes by.
    pub counters: BTreeMap<(Book, CounterKey), Rise>,
    /// Every book that is written in; that of the main world where the batch only writes rows of no book.
    pub books: BTreeMap<Book, Touched>,
}

impl Sums {
    /// The sums of a batch.
    ///
    /// # Errors
    /// Where a sum does not fit 64 bits.
    pub fn of(batch: &Batch) -> Result<Sums, StoreError> {
        let mut sums = Sums::default();
        let mut any = false;
        for write in batch.plans.iter().flat_map(|plan| &plan.0) {
            any = true;
            if let Some((book, world)) = place(write) {
                let touched = sums.books.entry(book).or_default();
                touched.world = touched.world.or(world);
            }
            sums.take(batch.id, write)?;
        }
        if any && sums.books.is_empty() {
            sums.books.entry(Book::MAIN).or_default();
        }
        for touched in sums.books.values_mut() {
            touched.journals.sort_by_key(|journal| journal.id);
        }
        Ok(sums)
    }

    fn take(&mut self, batch: Id, write: &Write) -> Result<(), StoreError> {
        match write {
            Write::Post(book, journal) => {
                for posting in journal.postings() {
                    let sum = self.accounts.entry((*book, posting.account)).or_default();
                    *sum = add(*sum, posting.amount)?;
                }
                let touched = self.books.entry(*book).or_default();
                touched.journals.push(StoredJournal::of(*book, batch, journal));
            }
            Write::Count { book, key, by, ceiling } => {
                let rise = self.counters.entry((*book, *key)).or_default();
                rise.by = add(rise.by, *by)?;
                // kept as an allowance above the sum so far, that later counts use up
                let allowed = rise.ceiling.map(|c| c.saturating_add(by.0));
                let named = ceiling.filter(|_| by.is_positive()).map(|c| c.0);
                rise.ceiling = match (allowed, named) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
            }
            _ => {}
        }
        Ok(())
    }
}

fn add(sum: i64, amount: Fen) -> Result<i64, StoreError> {
    sum.checked_add(amount.0).ok_or_else(|| StoreError::new("the amounts of a batch do not fit 64 bits"))
}

/// The book of a write, and its world where the write says so.
fn place(write: &Write) -> Option<(Book, Option<WorldId>)> {
    Some(match write {
        Write::InsertTrade { trade, .. } | Write::UpdateTrade { trade, .. } => {
            (trade.book, Some(trade.world))
        }
        Write::InsertAgreement(row) | Write::UpdateAgreement(row) => (row.book, Some(row.world)),
        Write::InsertAuthorisation { authorisation: row, .. }
        | Write::UpdateAuthorisation { authorisation: row, .. } => (row.book, Some(row.world)),
        Write::Library(write) => write.place(),
        Write::IssueCode(code) => (code.book, None),
        Write::UseCoupon(usage) => (usage.book, None),
        Write::Enqueue(outbound) => (outbound.book, Some(outbound.world)),
        Write::Arm(timer) => (timer.book, Some(timer.world)),
        Write::UseCode { book, .. }
        | Write::OpenAccount(book, _)
        | Write::Post(book, _)
        | Write::Count { book, .. }
        | Write::BeginAttempt { book, .. }
        | Write::EndAttempt { book, .. }
        | Write::Disarm { book, .. } => (*book, None),
        Write::Put(Directory::World(row)) => (row.book, Some(row.id)),
        Write::Put(Directory::Merchant(row)) => (row.book, Some(row.world)),
        Write::Put(Directory::User(row)) => (row.book, Some(row.world)),
        Write::Put(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::CounterKind;
    use crate::plan::Plan;

    fn counts(steps: &[(i64, Option<i64>)]) -> Rise {
        let key = CounterKey { owner: 1, kind: CounterKind::PaidDay, period: 20_261_122 };
        let count = |(by, ceiling): &(i64, Option<i64>)| {
            Plan::none().with(Write::Count { book: Book::MAIN, key, by: Fen(*by), ceiling: ceiling.map(Fen) })
        };
        let batch = Batch { id: Id(1), plans: steps.iter().map(count).collect() };
        Sums::of(&batch).unwrap().counters[&(Book::MAIN, key)]
    }

    #[test]
    fn the_ceiling_of_a_sum_is_the_tightest_of_its_steps() {
        assert_eq!(counts(&[(10, Some(100))]), Rise { by: 10, ceiling: Some(100) });
        // 10 up to 100 and then 5 without a limit: at most 90 before, so 105 in the end
        assert_eq!(counts(&[(10, Some(100)), (5, None)]), Rise { by: 15, ceiling: Some(105) });
        assert_eq!(counts(&[(10, Some(100)), (5, Some(50))]), Rise { by: 15, ceiling: Some(50) });
        assert_eq!(counts(&[(10, Some(50)), (5, Some(100))]), Rise { by: 15, ceiling: Some(55) });
        assert_eq!(counts(&[(0, Some(5)), (-3, Some(1))]), Rise { by: -3, ceiling: None });
    }

    #[test]
    fn a_batch_of_directory_rows_touches_the_main_book() {
        let world = crate::row::World { id: WorldId(2), name: "t".into(), book: Book(7), offset: 0 };
        let put = |d| Batch { id: Id(1), plans: vec![Plan::none().with(Write::Put(d))] };
        let sums = Sums::of(&put(Directory::World(world))).unwrap();
        assert_eq!(sums.books.keys().collect::<Vec<_>>(), [&Book(7)]);
        let empty = Batch { id: Id(1), plans: vec![Plan::none(), Plan::none()] };
        assert!(Sums::of(&empty).unwrap().books.is_empty());
    }
}
