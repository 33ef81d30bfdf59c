//! The contract of a store: load, commit, read.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::agreement::Agreement;
use tael_core::authorisation::Authorisation;
use tael_core::id::{AppId, Book, Id, UserId, WorldId};
use tael_core::item::{Item, SourceToken, StockKey};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;
use tael_core::time::Instant;
use tael_core::trade::Trade;

use crate::key::{CounterKey, Key};
use crate::library::{BoughtKey, BoughtRow, StockRow};
use crate::plan::{Directory, Plan};
use crate::row::{
    Account, Attempt, AuthCode, BatchRow, BookRow, Counter, CouponUse, HistoryRow, OperationRow, Outbound,
    Row, StoredJournal, Timer,
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
    /// A row has moved on since it was loaded (`trade_event_pk`, `auth_code_use_pk`, `coupon_use_pk`,
    /// `outbox_attempt_pk`, `agreement_version`, `authorisation_operation_pk`).
    /// A row has moved on since it was loaded (`trade_event_pk`, `auth_code_use_pk`,
    /// `outbox_attempt_pk`, `agreement_version`, `authorisation_operation_pk`, `item_version`, `stock_floor`,
    /// `purchase_limit`, `source_token_use`).
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

    /// A read model as of the snapshot. The audit reads all tables of one snapshot this way.
    fn page(&mut self, query: Query) -> BoxFuture<'_, Result<Page, StoreError>>;
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
    Agreement,
    Authorisation,
    Operation,
    CouponUse,
    Item,
    Stock,
    Bought,
    Source,
}

impl Table {
    /// Every table.
    pub const ALL: [Table; 18] = [
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
        Table::Agreement,
        Table::Authorisation,
        Table::Operation,
        Table::CouponUse,
        Table::Item,
        Table::Stock,
        Table::Bought,
        Table::Source,
    ];
}

/// The names of all tables of a store, as [`Query::RowCounts`] and findings of the audit give them.
pub const TABLE_NAMES: [&str; 34] = [
    "book",
    "setting",
    "world",
    "app",
    "merchant",
    "user",
    "shop",
    "mini_program",
    "sub_merchant",
    "app_auth",
    "risk_rules",
    "account",
    "counter",
    "trade",
    "trade_request",
    "trade_event",
    "journal",
    "entry",
    "batch",
    "outbox",
    "outbox_attempt",
    "timer",
    "auth_code",
    "auth_code_use",
    "agreement",
    "authorisation",
    "authorisation_operation",
    "coupon_use",
    "item",
    "item_sku",
    "stock",
    "purchase",
    "material",
    "source_token",
];

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
    AppAuth,
    RiskRules,
}

/// A position in a scan: the key of the last row seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Cursor {
    /// Book.
    pub book: i16,
    /// First column behind the book; the kind for timers, owner and kind in one number for counters, the owner for coupons.
    pub a: i64,
    /// Second one (version, attempt, period, subject), or 0.
    pub b: i64,
    /// The code of a payment code, the number of a coupon, else empty.
    /// The code of a payment code, the token of a source, the channel of a stock, the buyer of a purchase, else empty.
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
        /// At most so many to one host, its earliest: more of them could not be delivered at once anyway. The cost of the
        /// question grows with the number of hosts, not with what is queued for them.
        per_host: u32,
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
    /// The notifications of a trade or of another subject, by key.
    OutboundOf(Book, Id),
    /// The attempts of a notification, by number.
    AttemptsOf(Book, Id),
    /// The newest notifications of a world first.
    LatestOutbound(WorldId, u32),
    /// All books that were ever written in, with the heads of their chains.
    Books,
    /// Sums of positive and of negative balances of a book.
    Totals(Book),
    /// The highest key that any row has: trades, journals, notifications, batches, agreements, authorisations and their
    /// operations, items, pictures. Zero where there are none.
    HighestId,
    /// True where a batch with this key is written. Batches of empty plans are not.
    HasBatch(Id),
    /// Rows of a table behind the cursor, in key order.
    Scan(Table, Option<Cursor>, u32),
    /// Directory rows of a kind whose text key lies behind `after`, in key order. The text key of a world is its
    /// number in decimals (ordered as a number; so that of a world's risk rules), of a store its `store_id` where a merchant is given and
    /// `partner_id/store_id` where none is. Settings belong to no world.
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
    /// Agreements of a world in a book whose number lies behind `after`, by number.
    Agreements {
        /// The book.
        book: Book,
        /// The world.
        world: WorldId,
        /// Signed by whom; by anybody where absent.
        user: Option<UserId>,
        /// The number of the last row seen.
        after: Option<SmolStr>,
        /// At most so many.
        limit: u32,
    },
    /// Authorisations of a world in a book whose number lies behind `after`, by number.
    Authorisations {
        /// The book.
        book: Book,
        /// The world.
        world: WorldId,
        /// Of whose money; anybody's where absent.
        payer: Option<UserId>,
        /// The number of the last row seen.
        after: Option<SmolStr>,
        /// At most so many.
        limit: u32,
    },
    /// Items of a world in a book whose `item_id` lies behind `after`, by `item_id`.
    Items {
        /// The book.
        book: Book,
        /// The world.
        world: WorldId,
        /// Of which application; all where absent.
        app: Option<AppId>,
        /// The `item_id` of the last row seen.
        after: Option<SmolStr>,
        /// At most so many.
        limit: u32,
    },
    /// The operations of an authorisation, by version.
    OperationsOf(Book, Id),
    /// How many rows each table has, the directory's included, in the order of [`TABLE_NAMES`].
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
    Books(Vec<BookRow>),
    AuthCodes(Vec<AuthCode>),
    Agreements(Vec<Arc<Agreement>>),
    Authorisations(Vec<Arc<Authorisation>>),
    Operations(Vec<OperationRow>),
    CouponUses(Vec<CouponUse>),
    Items(Vec<Arc<Item>>),
    Stocks(Vec<StockRow>),
    Bought(Vec<BoughtRow>),
    Sources(Vec<SourceToken>),
    Directory(Vec<Directory>),
    RowCounts(Vec<(String, i64)>),
}

impl Page {
    /// The position behind the last row of a scan's answer: where the next scan goes on. `None` where there is no row,
    /// or for answers that no scan gives.
    #[must_use]
    pub fn end(&self) -> Option<Cursor> {
        let at = |book: Book, a: i64, b: i64| Cursor { book: book.0, a, b, text: SmolStr::default() };
        Some(match self {
            Page::Accounts(rows) => rows.last().map(|r| at(r.book, r.id.0, 0))?,
            Page::Trades(rows) => rows.last().map(|r| at(r.book, r.id.0, 0))?,
            Page::Journals(rows) => rows.last().map(|r| at(r.book, r.id.0, 0))?,
            Page::History(rows) => rows.last().map(|r| at(r.book, r.trade.0, i64::from(r.version)))?,
            Page::Outbound(rows) => rows.last().map(|r| at(r.book, r.id.0, 0))?,
            Page::Attempts(rows) => rows.last().map(|r| at(r.book, r.outbound.0, i64::from(r.n)))?,
            Page::Timers(rows) => rows.last().map(|r| at(r.book, r.kind as i64, r.subject.0))?,
            Page::Counters(rows) => {
                rows.last().map(|r| at(r.book, r.key.packed(), i64::from(r.key.period)))?
            }
            Page::Batches(rows) => rows.last().map(|r| at(r.book, r.seq, 0))?,
            Page::AuthCodes(rows) => {
                rows.last().map(|r| Cursor { text: r.code.clone(), ..at(r.book, 0, 0) })?
            }
            Page::Agreements(rows) => rows.last().map(|r| at(r.book, r.id.0, 0))?,
            Page::Authorisations(rows) => rows.last().map(|r| at(r.book, r.id.0, 0))?,
            Page::Operations(rows) => {
                rows.last().map(|r| at(r.book, r.authorisation.0, i64::from(r.operation.version)))?
            }
            Page::CouponUses(rows) => rows.last().map(|r| {
                let owner = r.user.serial().unwrap_or_default();
                Cursor { text: r.coupon.clone(), ..at(r.book, owner, 0) }
            })?,
            Page::Items(rows) => rows.last().map(|r| at(r.book, r.id.0, 0))?,
            Page::Stocks(rows) => rows.last().map(|r| {
                let StockKey { unit, scene } = &r.key;
                Cursor { text: scene.clone(), ..at(r.book, unit.item.0, i64::from(unit.sku)) }
            })?,
            Page::Bought(rows) => rows.last().map(|r| {
                let BoughtKey { item, period, buyer } = &r.key;
                Cursor { text: buyer.0.clone(), ..at(r.book, item.0, i64::from(*period)) }
            })?,
            Page::Sources(rows) => {
                rows.last().map(|r| Cursor { text: r.token.clone(), ..at(r.book, 0, 0) })?
            }
            _ => return None,
        })
    }
}
