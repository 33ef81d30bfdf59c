//! Plans: what a decision wants written.

use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::agreement::Agreement;
use tael_core::authorisation::{Authorisation, Operation};
use tael_core::id::{Book, Id};
use tael_core::ledger::{AccountId, Journal};
use tael_core::money::Fen;
use tael_core::party::{App, AppAuth, Merchant, MiniProgram, RiskRules, Shop, SubMerchant, User};
use tael_core::time::Instant;
use tael_core::trade::{Trade, TradeEvent, TradeStatus};

use crate::key::CounterKey;
use crate::library::LibraryWrite;
use crate::row::{AttemptEnd, AuthCode, CouponUse, Outbound, Setting, Timer, TimerKind, World};

/// What happened to a trade, for its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// The event.
    pub event: TradeEvent,
    /// The state before.
    pub from: Option<TradeStatus>,
    /// When, on the world's clock.
    pub at: Instant,
    /// A remark.
    pub note: Option<String>,
}

impl Happening {
    /// An event at `at` that found the trade in state `from`.
    #[must_use]
    pub fn new(event: TradeEvent, from: Option<TradeStatus>, at: Instant) -> Happening {
        Happening { event, from, at, note: None }
    }
}

/// A row that operators edit, written whole.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant holds the row of its name")]
pub enum Directory {
    Setting(Setting),
    World(World),
    App(Arc<App>),
    Merchant(Arc<Merchant>),
    User(Arc<User>),
    Shop(Arc<Shop>),
    MiniProgram(Arc<MiniProgram>),
    SubMerchant(Arc<SubMerchant>),
    AppAuth(Arc<AppAuth>),
    RiskRules(Arc<RiskRules>),
}

/// One write. The constraint that guards it is named; a batch in which one is violated is not written at all.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// A new trade with its first history row and the request that made it.
    /// `trade_pk`, `trade_no_key`, `trade_out_key`.
    InsertTrade {
        /// The trade, in version 1.
        trade: Arc<Trade>,
        /// Its creation.
        happening: Happening,
        /// The accepted request as JSON text.
        request: Arc<str>,
    },
    /// A trade one version on, with the history row. `trade_event_pk`: two transitions of one version conflict.
    UpdateTrade {
        /// The trade after the transition.
        trade: Arc<Trade>,
        /// The transition.
        happening: Happening,
    },
    /// A payment code, shown to a buyer. `auth_code_pk`.
    IssueCode(AuthCode),
    /// A payment code is used. `auth_code_use_pk`: it works once.
    UseCode {
        /// The book of the code.
        book: Book,
        /// The code.
        code: SmolStr,
        /// By which trade.
        trade: Id,
    },
    /// A coupon is used. `coupon_use_pk`: it works once.
    UseCoupon(CouponUse),
    /// An account with balance zero, unless it exists.
    OpenAccount(Book, AccountId),
    /// A journal. `journal_pk`, and `account_floor` for each of its accounts.
    Post(Book, Journal),
    /// A counter rises (is made if need be). `counter_ceiling`.
    Count {
        /// The book.
        book: Book,
        /// Which counter.
        key: CounterKey,
        /// By how much.
        by: Fen,
        /// What it may come to.
        ceiling: Option<Fen>,
    },
    /// A notification for the outbox. `outbox_pk`.
    Enqueue(Arc<Outbound>),
    /// Delivery `n` begins: recorded before its POST leaves; the notification has `attempts = n` and `due = next` then.
    /// `outbox_attempt_pk`: a slot is begun once.
    BeginAttempt {
        /// The book.
        book: Book,
        /// The notification.
        outbound: Id,
        /// Which delivery.
        n: u32,
        /// When, on the world's clock.
        at: Instant,
        /// In a slot: the first slot behind `at`, `None` behind the last. By hand: `due` as it was, so that the
        /// rest of the schedule stays.
        next: Option<Instant>,
    },
    /// Delivery `n` has ended.
    EndAttempt {
        /// The book.
        book: Book,
        /// The notification.
        outbound: Id,
        /// Which delivery.
        n: u32,
        /// How.
        end: AttemptEnd,
    },
    /// A timer, replacing that of the same kind and subject.
    Arm(Timer),
    /// No timer of this kind any more.
    Disarm {
        /// The book.
        book: Book,
        /// What it does.
        kind: TimerKind,
        /// To what.
        subject: Id,
    },
    /// A new agreement. `agreement_pk`, `agreement_no_key`, `agreement_terms_key`: at most one of the same terms that
    /// has not ended.
    InsertAgreement(Arc<Agreement>),
    /// An agreement one version on. `agreement_version`: two changes of one version conflict.
    UpdateAgreement(Arc<Agreement>),
    /// A new authorisation with its first operation. `authorisation_pk`, `authorisation_no_key`,
    /// `authorisation_out_key`.
    InsertAuthorisation {
        /// The authorisation, in version 1.
        authorisation: Arc<Authorisation>,
        /// The operation that made it.
        operation: Operation,
    },
    /// An authorisation one version on, with the operation that did it. `authorisation_operation_pk`: two operations of
    /// one version conflict.
    UpdateAuthorisation {
        /// The authorisation after the operation.
        authorisation: Arc<Authorisation>,
        /// The operation.
        operation: Operation,
    },
    /// A write in the item library.
    Library(LibraryWrite),
    /// A directory row, inserted or replaced.
    Put(Directory),
}

/// The writes of one command, in order; all or nothing.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Plan(pub Vec<Write>);

impl Plan {
    /// Nothing to write.
    pub fn none() -> Plan {
        Plan(Vec::new())
    }

    /// One more write.
    pub fn with(mut self, write: Write) -> Plan {
        self.0.push(write);
        self
    }

    /// One more write, in place.
    pub fn push(&mut self, write: Write) {
        self.0.push(write);
    }

    /// True where nothing is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
