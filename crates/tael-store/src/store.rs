//! The contract of a store: load, commit, read.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::id::{Book, Id, UserId, WorldId};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;
use tael_core::time::Instant;
use tael_core::trade::Trade;

use crate::key::{CounterKey, Key};
use crate::plan::{Directory, Plan};
use crate::row::{
    Account, Attempt, AuthCode, BatchRow, Counter, HistoryRow, Outbound, Row, StoredJournal, Timer,
};

/// A boxed future, so that stores can be chosen at run time.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Loaded rows; every key that was asked for is there, `None` where it has no row.
pub type Loaded = Vec<(Key, Option<Row>)>;

/// The plans of decided commands, written in one transaction.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// Its key. A commit whose outcome is unknown is resolved by looking for it.
    pub id: Id,
    /// The plans in the order of the decisions.
    pub plans: Vec<Plan>,
}

/// The store cannot do what it was asked: a broken disk, a lost connection, rows that cannot be read.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct StoreError {
    /// What went wrong, for the operator.
    pub message: String,
    /// True where the outcome of a commit is unknown.
    pub unknown: bool,
}

impl StoreError {
    /// An error of which nothing was written.
    pub fn new(message: impl Into<String>) -> StoreError {
        StoreError { message: message.into(), unknown: false }
    }
}

/// Why a batch was not written. Nothing of it is.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CommitError {
    /// A row has moved on since it was loaded (`trade_event_pk`, `auth_code_use_pk`, `outbox_attempt_pk`).
    #[error("conflict on {0}")]
    Conflict(String),
    /// A key exists already (`trade_out_key`, `trade_no_key`, `journal_pk` …).
    #[error("duplicate {0}")]
    Duplicate(String),
    /// An account would go below its floor (`account_floor`), or does not exist.
    #[error("account {1:?} of book {0:?} does not hold enough")]
    Insufficient(Book, AccountId),
    /// A counter would pass its ceiling (`counter_ceiling`).
    #[error("counter {1:?} of book {0:?} would pass its ceiling")]
    Limit(Book, CounterKey),
    /// The store itself failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a store keeps, durably.
///
/// Laws, checked for each backend by the conformance suite: a batch is written whole or not at all; what was committed
/// is seen by every later load; a snapshot sees no later commit; constraints hold whatever the order of batches.
pub trait Store: Send + Sync + 'static {
    /// The rows under these keys, after all commits so far. For the committer.
    fn load<'a>(&'a self, keys: &'a BTreeSet<Key>) -> BoxFuture<'a, Result<Loaded, StoreError>>;

    /// Writes a batch in one durable transaction.
    fn commit(&self, batch: Batch) -> BoxFuture<'_, Result<(), CommitError>>;

    /// A consistent reading state for a query that loads in several rounds.
    fn snapshot(&self) -> BoxFuture<'_, Result<Box<dyn Snapshot>, StoreError>>;

    /// A read model: lists, scans, sums.
    fn page(&self, query: Query) -> BoxFuture<'_, Result<Page, StoreError>>;

    /// Which backend this is, for logs and `/readyz`.
    fn name(&self) -> &'static str;
}

/// A consistent reading state.
pub trait Snapshot: Send {
    /// The rows under these keys, as of the snapshot.
    fn load<'a>(&'a mut self, keys: &'a BTreeSet<Key>) -> BoxFuture<'a, Result<Loaded, StoreError>>;
}

/// Tables that can be scanned in key order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the table of its name")]
pub enum Table {
    Account,
    Trade,
    Journal,
    TradeEvent,
    Outbox,
    OutboxAttempt,
    Timer,
    Counter,
    Batch,
    AuthCode,
}

impl Table {
    /// Every table.
    pub const ALL: [Table; 10] = [
        Table::Account,
        Table::Trade,
        Table::Journal,
        Table::TradeEvent,
        Table::Outbox,
        Table::OutboxAttempt,
        Table::Timer,
        Table::Counter,
        Table::Batch,
        Table::AuthCode,
    ];
}

/// Directory rows that can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the kind of its name")]
pub enum DirectoryKind {
    Setting,
    World,
    App,
    Merchant,
    User,
    Shop,
    MiniProgram,
    SubMerchant,
}

/// A position in a scan: the key of the last row seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Cursor {
    /// Book.
    pub book: i16,
    /// First column behind the book.
    pub a: i64,
    /// Second one (version, attempt, period, subject), or 0.
    pub b: i64,
    /// The code of a payment code, else empty.
    pub text: SmolStr,
}

/// A question that is not one row by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Timers of a world due at `until` or before, in the order of their due time.
    DueTimers {
        /// The world.
        world: WorldId,
        /// The latest due time, inclusive.
        until: Instant,
        /// At most so many.
        limit: u32,
    },
    /// Notifications of a world due at `until` or before, in the order of their due time, except those to these hosts.
    DueOutbound {
        /// The world.
        world: WorldId,
        /// The latest due time, inclusive.
        until: Instant,
        /// At most so many.
        limit: u32,
        /// Hosts that take no more deliveries now.
        except_hosts: Vec<String>,
    },
    /// When the next timer or notification of a world is due.
    NextDue(WorldId),
    /// The history of a trade, by version.
    History(Book, Id),
    /// The request that made a trade.
    RequestOf(Book, Id),
    /// The journals of a trade, by key.
    JournalsOf(Book, Id),
    /// The notifications of a trade, by key.
    OutboundOf(Book, Id),
    /// The attempts of a notification, by number.
    AttemptsOf(Book, Id),
    /// The newest notifications of a world first.
    LatestOutbound(WorldId, u32),
    /// Sums of positive and of negative balances of a book.
    Totals(Book),
    /// The highest key that any row has.
    HighestId,
    /// True where a batch with this key is written.
    HasBatch(Id),
    /// Rows of a table behind the cursor, in key order.
    Scan(Table, Option<Cursor>, u32),
    /// Directory rows of a kind whose text key lies behind `after`, in key order; worlds by number.
    List {
        /// Which.
        kind: DirectoryKind,
        /// Of which world; all where absent.
        world: Option<WorldId>,
        /// Of which merchant (stores); all where absent.
        merchant: Option<UserId>,
        /// The text key of the last row seen.
        after: Option<SmolStr>,
        /// At most so many.
        limit: u32,
    },
    /// How many rows each table has, the directory's included.
    RowCounts,
}

/// The answer to a [`Query`]; the variant follows from the query's.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant holds the rows of its name")]
pub enum Page {
    Timers(Vec<Timer>),
    Outbound(Vec<Arc<Outbound>>),
    Due(Option<Instant>),
    History(Vec<HistoryRow>),
    Request(Option<String>),
    Journals(Vec<StoredJournal>),
    Attempts(Vec<Attempt>),
    Totals { positive: Fen, negative: Fen },
    Id(Id),
    Truth(bool),
    Accounts(Vec<Account>),
    Trades(Vec<Arc<Trade>>),
    Counters(Vec<Counter>),
    Batches(Vec<BatchRow>),
    AuthCodes(Vec<AuthCode>),
    Directory(Vec<Directory>),
    RowCounts(Vec<(String, i64)>),
}
