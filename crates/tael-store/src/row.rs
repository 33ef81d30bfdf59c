//! Rows: what a store keeps under a key.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use tael_core::agreement::Agreement;
use tael_core::authorisation::{Authorisation, Operation};
use tael_core::id::{AppId, Book, Id, UserId, WorldId};
use tael_core::ledger::{AccountId, Journal};
use tael_core::money::Fen;
use tael_core::party::{App, AppAuth, Merchant, MiniProgram, RiskRules, Shop, SubMerchant, User};
use tael_core::time::Instant;
use tael_core::trade::settlement::HeldAs;
use tael_core::trade::{Trade, TradeEvent, TradeStatus};

use crate::key::CounterKey;
use crate::library::LibraryRow;

/// A loaded row. Its variant follows from the variant of the key.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant holds the row of its name")]
pub enum Row {
    Setting(Setting),
    World(World),
    App(Arc<App>),
    Merchant(Arc<Merchant>),
    User(Arc<User>),
    UserIds(Vec<UserId>),
    Shop(Arc<Shop>),
    MiniProgram(Arc<MiniProgram>),
    SubMerchant(Arc<SubMerchant>),
    AppAuth(Arc<AppAuth>),
    RiskRules(Arc<RiskRules>),
    AuthCode(AuthCode),
    CouponUse(CouponUse),
    Account(Account),
    Counter(Counter),
    Trade(Arc<Trade>),
    Outbound(Arc<Outbound>),
    Agreement(Arc<Agreement>),
    Agreements(Vec<Arc<Agreement>>),
    Authorisation(Arc<Authorisation>),
    Library(LibraryRow),
}

/// Something that the installation as a whole must remember: its platform key, its control token, its secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: SmolStr,
    /// Its value; may be secret.
    pub value: Arc<str>,
}

impl std::fmt::Debug for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setting").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A tenant and its clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    /// Its number.
    pub id: WorldId,
    /// Its name, as in the `tael-world` header.
    pub name: SmolStr,
    /// Its book in the embedded store.
    pub book: Book,
    /// Milliseconds that its clock is ahead of real time; never falls.
    pub offset: i64,
}

/// A payment code that a buyer's phone shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthCode {
    /// The book of the buyer.
    pub book: Book,
    /// The code.
    pub code: SmolStr,
    /// Whose it is.
    pub user: UserId,
    /// `bar_code`, `wave_code` or `security_code`.
    pub scene: SmolStr,
    /// From when on it is dead.
    pub expires_at: Instant,
    /// The trade that has used it.
    pub used_by: Option<Id>,
}

/// That a coupon has been used; one that has not been has no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponUse {
    /// The book of the trade.
    pub book: Book,
    /// Whose coupon it was.
    pub user: UserId,
    /// Its number among those of the user.
    pub coupon: SmolStr,
    /// The trade that it was used for.
    pub trade: Id,
}

/// An account of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The book.
    pub book: Book,
    /// The number.
    pub id: AccountId,
    /// What its postings sum to.
    pub balance: Fen,
}

/// A counter and what it has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// The book.
    pub book: Book,
    /// Whose, of what, when.
    pub key: CounterKey,
    /// The sum.
    pub used: Fen,
}

/// A timer: something that happens at an instant of a world's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timer {
    /// When, on the world's clock.
    pub due: Instant,
    /// The book.
    pub book: Book,
    /// The world.
    pub world: WorldId,
    /// What happens.
    pub kind: TimerKind,
    /// To what: the key of a trade.
    pub subject: Id,
}

impl Timer {
    /// The timer that a trade needs whose receipt is held; `None` where nothing is.
    #[must_use]
    pub fn of_held(trade: &Trade) -> Option<Timer> {
        let held = trade.detail.settlement.as_deref()?.held()?;
        let kind = TimerKind::of_held(held.held);
        Some(Timer { due: held.due, book: trade.book, world: trade.world, kind, subject: trade.id })
    }
}

/// What a timer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[repr(u8)]
pub enum TimerKind {
    /// Closes a trade that is not paid.
    TradeTimeout = 1,
    /// Settles the receipt of a trade in period mode that was not confirmed before.
    SettlementDue = 2,
    /// Releases a receipt that is frozen for royalties.
    RoyaltyRelease = 3,
    /// Makes a deduction that was accepted.
    AsyncPayment = 4,
}

impl TimerKind {
    /// What releases money that is held so.
    #[must_use]
    pub fn of_held(held: HeldAs) -> TimerKind {
        match held {
            HeldAs::PendingSettlement => TimerKind::SettlementDue,
            HeldAs::RoyaltyFrozen => TimerKind::RoyaltyRelease,
        }
    }

    /// Every kind, in the order of the codes.
    pub const ALL: [TimerKind; 4] = [
        TimerKind::TradeTimeout,
        TimerKind::SettlementDue,
        TimerKind::RoyaltyRelease,
        TimerKind::AsyncPayment,
    ];

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: i64) -> Option<TimerKind> {
        TimerKind::ALL.into_iter().find(|kind| *kind as i64 == code)
    }
}

/// Where a notification stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OutboundState {
    /// A slot is left.
    Pending,
    /// The merchant answered `success`.
    Delivered,
    /// All slots are used.
    Exhausted,
}

impl OutboundState {
    /// The stored name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            OutboundState::Pending => "PENDING",
            OutboundState::Delivered => "DELIVERED",
            OutboundState::Exhausted => "EXHAUSTED",
        }
    }

    /// The state with this stored name.
    #[must_use]
    pub fn parse(name: &str) -> Option<OutboundState> {
        [OutboundState::Pending, OutboundState::Delivered, OutboundState::Exhausted]
            .into_iter()
            .find(|s| s.as_str() == name)
    }
}

/// What a notification tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Topic {
    /// A trade.
    Trade,
    /// An agreement.
    Agreement,
}

impl Topic {
    /// The stored name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Topic::Trade => "TRADE",
            Topic::Agreement => "AGREEMENT",
        }
    }

    /// The topic with this stored name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Topic> {
        [Topic::Trade, Topic::Agreement].into_iter().find(|t| t.as_str() == name)
    }
}

/// A notification in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outbound {
    /// The book.
    pub book: Book,
    /// The key.
    pub id: Id,
    /// The world.
    pub world: WorldId,
    /// `notify_id`, the same in every delivery.
    pub notify_id: SmolStr,
    /// What it tells of.
    pub topic: Topic,
    /// The key of what it tells of.
    pub subject: Id,
    /// The number of what it tells of: `trade_no`, `agreement_no`.
    pub subject_no: SmolStr,
    /// The application that is told.
    pub app_id: AppId,
    /// Where to.
    pub url: String,
    /// `host:port` of the URL, for the limit of concurrent deliveries per host.
    pub host: String,
    /// Charset of the body, as it is named on the wire.
    pub charset: SmolStr,
    /// `RSA2` or `RSA`.
    pub sign_type: SmolStr,
    /// Parameters that are the same in every delivery: everything but notify_time and sign.
    pub params: Vec<(SmolStr, String)>,
    /// Enqueued, on the world's clock: the instant of slot 1.
    pub created_at: Instant,
    /// When the next slot is due: always the instant of a slot. A delivery in a slot moves it to the first slot behind
    /// the time of the delivery (`tael_core::notify::slot_after`), so slots that passed while no node ran are made up
    /// for once; a delivery by hand leaves it. `None` when no slot is left.
    pub due: Option<Instant>,
    /// Deliveries begun so far, in slots and by hand together: the highest number of its [`Attempt`]s, which count from
    /// 1 without a gap. Not the number of slots used.
    pub attempts: u32,
    /// Where it stands.
    pub state: OutboundState,
}

/// One delivery of a notification. It is recorded before its POST leaves (`semantics.md §12.9`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The book.
    pub book: Book,
    /// The notification.
    pub outbound: Id,
    /// Which delivery, from 1. Deliveries by hand count on behind those so far and use up no slot: the slots that are
    /// left keep their instants and get the numbers behind.
    pub n: u32,
    /// When it began, on the world's clock.
    pub at: Instant,
    /// How it ended; `None` while under way, or when the node died in between.
    pub end: Option<AttemptEnd>,
}

/// How a delivery ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptEnd {
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// The answer's body, at most 16 KB of it.
    pub body: String,
    /// How long it took, in milliseconds.
    pub millis: i64,
    /// What went wrong on the way.
    pub error: Option<String>,
    /// True where the merchant confirmed.
    pub delivered: bool,
}

/// A stored journal with the batch that wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredJournal {
    /// The book.
    pub book: Book,
    /// The batch.
    pub batch: Id,
    /// The journal, as the rows say; not checked for balance.
    pub id: Id,
    /// Stored name of its kind.
    pub kind: SmolStr,
    /// The trade that moved the money.
    pub trade: Option<Id>,
    /// When, on the world's clock.
    pub at: Instant,
    /// The lines in their order.
    pub lines: Vec<(AccountId, Fen)>,
}

impl StoredJournal {
    /// The stored form of a journal.
    #[must_use]
    pub fn of(book: Book, batch: Id, journal: &Journal) -> StoredJournal {
        StoredJournal {
            book,
            batch,
            id: journal.id(),
            kind: SmolStr::new_static(journal.kind().as_str()),
            trade: journal.trade(),
            at: journal.at(),
            lines: journal.postings().iter().map(|p| (p.account, p.amount)).collect(),
        }
    }
}

/// A book and the head of its hash chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookRow {
    /// The book.
    pub book: Book,
    /// The world that it belongs to, as far as it is known.
    pub world: Option<WorldId>,
    /// Position of the last step of its chain.
    pub seq: i64,
    /// The hash of that step.
    pub hash: [u8; 32],
}

/// A step of the hash chain of a book: one per batch that wrote anything in it, so that a batch whose outcome is unknown
/// can be looked for. A batch that only wrote rows of no book has its step in the book of the main world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// The book.
    pub book: Book,
    /// Position in the book's chain, from 1.
    pub seq: i64,
    /// The batch.
    pub id: Id,
    /// How many journals it posted in this book; may be none.
    pub journals: u32,
    /// SHA-256 over the previous hash and these journals, see [`crate::chain`].
    pub hash: [u8; 32],
}

/// A transition of a trade, as its history shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// The book.
    pub book: Book,
    /// The trade.
    pub trade: Id,
    /// The version that the transition made.
    pub version: u32,
    /// What happened.
    pub event: TradeEvent,
    /// The state before; `None` for the creation.
    pub from: Option<TradeStatus>,
    /// The state after.
    pub to: TradeStatus,
    /// When, on the world's clock.
    pub at: Instant,
    /// A remark, for instance the code of a refused payment.
    pub note: Option<String>,
}

/// An operation of an authorisation, as its history shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationRow {
    /// The book.
    pub book: Book,
    /// The authorisation.
    pub authorisation: Id,
    /// The operation.
    pub operation: Operation,
}
