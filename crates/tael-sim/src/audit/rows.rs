//! Streams of tables in key order, a page at a time, several at once on one snapshot.

use std::collections::VecDeque;
use std::sync::Arc;

use tael_core::agreement::Agreement;
use tael_core::authorisation::Authorisation;
use tael_core::item::{Item, SourceToken};
use tael_core::trade::Trade;
use tael_store::{
    Account, Attempt, AuthCode, BatchRow, BoughtRow, Counter, CouponUse, Cursor, HistoryRow, OperationRow,
    Outbound, Page, Query, Snapshot, StockRow, StoreError, StoredJournal, Table, Timer,
};

/// Rows read at a time.
const PAGE: u32 = 1_000;

/// A row of a table that can be scanned.
pub(super) trait Scanned: Sized {
    /// The table.
    const TABLE: Table;

    /// The rows of a page; `None` where it holds others.
    fn rows(page: Page) -> Option<Vec<Self>>;
}

macro_rules! scanned {
    ($($row:ty = $table:ident $page:ident;)*) => {
        $(impl Scanned for $row {
            const TABLE: Table = Table::$table;

            fn rows(page: Page) -> Option<Vec<$row>> {
                match page {
                    Page::$page(rows) => Some(rows),
                    _ => None,
                }
            }
        })*
    };
}

scanned! {
    Account = Account Accounts;
    Arc<Trade> = Trade Trades;
    StoredJournal = Journal Journals;
    HistoryRow = TradeEvent History;
    Arc<Outbound> = Outbox Outbound;
    Attempt = OutboxAttempt Attempts;
    Timer = Timer Timers;
    Counter = Counter Counters;
    BatchRow = Batch Batches;
    AuthCode = AuthCode AuthCodes;
    CouponUse = CouponUse CouponUses;
    Arc<Agreement> = Agreement Agreements;
    Arc<Authorisation> = Authorisation Authorisations;
    OperationRow = Operation Operations;
    Arc<Item> = Item Items;
    StockRow = Stock Stocks;
    BoughtRow = Bought Bought;
    SourceToken = Source Sources;
}

/// A table, from its first row to its last.
pub(super) struct Rows<T> {
    ahead: VecDeque<T>,
    after: Option<Cursor>,
    done: bool,
}

impl<T: Scanned> Rows<T> {
    pub(super) fn new() -> Rows<T> {
        Rows { ahead: VecDeque::new(), after: None, done: false }
    }

    /// The next row, without taking it.
    pub(super) async fn peek(&mut self, snapshot: &mut dyn Snapshot) -> Result<Option<&T>, StoreError> {
        if self.ahead.is_empty() && !self.done {
            let page = snapshot.page(Query::Scan(T::TABLE, self.after.take(), PAGE)).await?;
            self.after = page.end();
            self.done = self.after.is_none();
            let other =
                || StoreError::new(format!("the store answers something else than rows of {:?}", T::TABLE));
            self.ahead = T::rows(page).ok_or_else(other)?.into();
        }
        Ok(self.ahead.front())
    }

    /// The next row.
    pub(super) async fn next(&mut self, snapshot: &mut dyn Snapshot) -> Result<Option<T>, StoreError> {
        self.peek(snapshot).await?;
        Ok(self.ahead.pop_front())
    }

    /// The next row, where it is one of those wanted.
    pub(super) async fn next_if(
        &mut self,
        snapshot: &mut dyn Snapshot,
        wanted: impl Fn(&T) -> bool,
    ) -> Result<Option<T>, StoreError> {
        match self.peek(snapshot).await? {
            Some(row) if wanted(row) => Ok(self.ahead.pop_front()),
            _ => Ok(None),
        }
    }
}
