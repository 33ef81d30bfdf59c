//! What Tael keeps, and the contract that every store fulfils.
//!
//! A decision reads through a [`View`] and answers with a [`Plan`]; [`rounds`] loads what decisions ask for and decides
//! a whole batch; a [`Store`] loads rows and commits batches, all or nothing. The [`memory`] store is the model that the
//! real ones are compared with, by the suite in `conformance`.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod chain;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod holding;
mod key;
mod library;
pub mod memory;
mod plan;
pub mod rounds;
mod row;
mod store;
pub mod sums;
mod view;

pub use key::{CounterKey, CounterKind, Key, Terms};
pub use library::{BoughtKey, BoughtRow, ItemsPart, LibraryKey, LibraryRow, LibraryWrite, StockRow};
pub use plan::{Directory, Happening, Plan, Write};
pub use row::{
    Account, Attempt, AttemptEnd, AuthCode, BatchRow, BookRow, Counter, CouponUse, HistoryRow, OperationRow,
    Outbound, OutboundState, Row, Setting, StoredJournal, Timer, TimerKind, Topic, World,
};
pub use store::{
    Batch, BoxFuture, CommitError, Cursor, DirectoryKind, Loaded, Page, Query, Snapshot, Store, StoreError,
    TABLE_NAMES, Table,
};
pub use view::{Asked, Join, Need, View};
