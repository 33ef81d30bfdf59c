//! States, transitions, and the trade itself.

use std::ops::Deref;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::settlement::{HeldAs, Release};
use super::{FundingTerms, Payment, Rebate, Settlement, TradeContext};
use crate::agreement::Offer;
use crate::channel::ChannelLists;
use crate::env::Env;
use crate::id::{AppId, Book, Id, TradeNo, UserId, WorldId};
use crate::money::Fen;
use crate::time::Instant;

/// The states of a trade (`semantics.md §1.1`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TradeStatus {
    /// Created, waiting for the buyer.
    WaitBuyerPay,
    /// Paid; refunds are possible.
    TradeSuccess,
    /// Paid and final.
    TradeFinished,
    /// Unpaid and over, or fully refunded.
    TradeClosed,
}

impl TradeStatus {
    /// Every state.
    pub const ALL: [TradeStatus; 4] = [
        TradeStatus::WaitBuyerPay,
        TradeStatus::TradeSuccess,
        TradeStatus::TradeFinished,
        TradeStatus::TradeClosed,
    ];

    /// The text of the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            TradeStatus::WaitBuyerPay => "WAIT_BUYER_PAY",
            TradeStatus::TradeSuccess => "TRADE_SUCCESS",
            TradeStatus::TradeFinished => "TRADE_FINISHED",
            TradeStatus::TradeClosed => "TRADE_CLOSED",
        }
    }

    /// The state with this text.
    #[must_use]
    pub fn parse(text: &str) -> Option<TradeStatus> {
        TradeStatus::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// True for SUCCESS and FINISHED: the money has been received.
    #[must_use]
    pub fn is_paid(self) -> bool {
        matches!(self, TradeStatus::TradeSuccess | TradeStatus::TradeFinished)
    }
}

/// What happens to a trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TradeEvent {
    /// It was created.
    Created,
    /// The buyer is asked to confirm a payment on the phone (10003).
    AwaitingConfirmation,
    /// The buyer opened the cashier and left it.
    Abandoned,
    /// The buyer paid.
    Paid,
    /// Its time limit passed.
    TimedOut,
    /// A deduction was accepted, to be made a little later.
    Accepted,
    /// An attempt to make an accepted deduction was refused.
    Refused,
    /// It was closed before its limit.
    Closed,
    /// Its receipt, which was waiting in period mode, is settled.
    Settled,
    /// Its receipt is not frozen for royalties any more.
    RoyaltyReleased,
}

impl TradeEvent {
    /// Every event.
    pub const ALL: [TradeEvent; 10] = [
        TradeEvent::Created,
        TradeEvent::AwaitingConfirmation,
        TradeEvent::Abandoned,
        TradeEvent::Paid,
        TradeEvent::TimedOut,
        TradeEvent::Accepted,
        TradeEvent::Refused,
        TradeEvent::Closed,
        TradeEvent::Settled,
        TradeEvent::RoyaltyReleased,
    ];

    /// The stored name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            TradeEvent::Created => "CREATED",
            TradeEvent::AwaitingConfirmation => "AWAITING_CONFIRMATION",
            TradeEvent::Abandoned => "ABANDONED",
            TradeEvent::Paid => "PAID",
            TradeEvent::TimedOut => "TIMED_OUT",
            TradeEvent::Accepted => "ACCEPTED",
            TradeEvent::Refused => "REFUSED",
            TradeEvent::Closed => "CLOSED",
            TradeEvent::Settled => "SETTLED",
            TradeEvent::RoyaltyReleased => "ROYALTY_RELEASED",
        }
    }

    /// The event with this stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<TradeEvent> {
        TradeEvent::ALL.into_iter().find(|e| e.as_str() == text)
    }
}

/// A row of the transition table: from (`None`: no trade yet), event, to.
pub type Transition = (Option<TradeStatus>, TradeEvent, TradeStatus);

/// Every transition that exists (`semantics.md §1.2`); what is not here cannot happen.
pub const TRANSITIONS: &[Transition] = &[
    (None, TradeEvent::Created, TradeStatus::WaitBuyerPay),
    (Some(TradeStatus::WaitBuyerPay), TradeEvent::AwaitingConfirmation, TradeStatus::WaitBuyerPay),
    (Some(TradeStatus::WaitBuyerPay), TradeEvent::Abandoned, TradeStatus::WaitBuyerPay),
    (Some(TradeStatus::WaitBuyerPay), TradeEvent::Paid, TradeStatus::TradeSuccess),
    (Some(TradeStatus::WaitBuyerPay), TradeEvent::TimedOut, TradeStatus::TradeClosed),
    (Some(TradeStatus::WaitBuyerPay), TradeEvent::Accepted, TradeStatus::WaitBuyerPay),
    (Some(TradeStatus::WaitBuyerPay), TradeEvent::Refused, TradeStatus::WaitBuyerPay),
    (Some(TradeStatus::WaitBuyerPay), TradeEvent::Closed, TradeStatus::TradeClosed),
    (Some(TradeStatus::TradeSuccess), TradeEvent::Settled, TradeStatus::TradeSuccess),
    (Some(TradeStatus::TradeFinished), TradeEvent::Settled, TradeStatus::TradeFinished),
    (Some(TradeStatus::TradeSuccess), TradeEvent::RoyaltyReleased, TradeStatus::TradeSuccess),
    (Some(TradeStatus::TradeFinished), TradeEvent::RoyaltyReleased, TradeStatus::TradeFinished),
];

/// The API whose request made a trade; it decides the defaults of the notification switches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TradeApi {
    /// alipay.trade.create
    Create,
    /// alipay.trade.pay
    Pay,
}

/// Where and how a merchant wants to be notified: as the request said that made the trade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotifyTarget {
    /// `notify_url`.
    pub url: String,
    /// Charset of the request, as it is named on the wire.
    pub charset: SmolStr,
    /// `RSA2` or `RSA`.
    pub sign_type: SmolStr,
}

/// A deduction that was accepted (`is_async_pay`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsyncPay {
    /// The agreement.
    pub agreement_no: SmolStr,
    /// `pay_params.async_type`.
    pub kind: AsyncKind,
    /// What follows a refused attempt.
    pub then: AfterRefusal,
    /// When the next attempt is made; `None`: none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Instant>,
}

/// The kinds of asynchronous payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AsyncKind {
    /// Attempts until the trade closes.
    NormalAsync,
    /// One attempt at once.
    NearRealTimeAsync,
}

/// What follows a refused attempt (`pay_params.retry_type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AfterRefusal {
    /// Another attempt, an hour later, until the time limit.
    Retry,
    /// Nothing: the trade waits for its time limit.
    Wait,
    /// The trade is closed.
    Close,
}

/// Facts of a trade that no statement of a store searches by; kept as one JSON document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TradeDetail {
    /// Which API made it.
    pub api: TradeApi,
    /// The product, FACE_TO_FACE_PAYMENT where the request named none.
    pub product_code: SmolStr,
    /// Title.
    pub subject: String,
    /// Description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The part that takes part in discounts.
    pub discountable: Fen,
    /// The part that does not.
    pub undiscountable: Fen,
    /// The trade component order that it pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component_order: Option<String>,
    /// The channels that it admits.
    #[serde(default)]
    pub channels: ChannelLists,
    /// What else it says about how it may be paid.
    #[serde(default, skip_serializing_if = "FundingTerms::is_empty")]
    pub funding: FundingTerms,
    /// Store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_id: Option<String>,
    /// The store's name, as answers show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_name: Option<String>,
    /// Terminal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal_id: Option<String>,
    /// Given back unchanged in notifications.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passback_params: Option<String>,
    /// What the buyer is asked to sign with the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// A deduction that is accepted and made a little later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asynchronous: Option<AsyncPay>,
    /// Where to notify; `None`: nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notify: Option<NotifyTarget>,
    /// The platform's number of the store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alipay_store_id: Option<String>,
    /// How it is settled; `None`: the payee's own, at once in its balance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settlement: Option<Box<Settlement>>,
    /// Parties besides merchant, payee and buyer.
    #[serde(default, skip_serializing_if = "TradeContext::is_empty")]
    pub context: TradeContext,
    /// How it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<Payment>,
}

/// The stored facts of a trade. Read-only outside this module's transitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TradeData {
    /// The key.
    pub id: Id,
    /// The book.
    pub book: Book,
    /// The world.
    pub world: WorldId,
    /// The number of the wire.
    pub no: TradeNo,
    /// Whose order number it is.
    pub pid: UserId,
    /// The merchant's order number.
    pub out_trade_no: SmolStr,
    /// The application whose request made it.
    pub app_id: AppId,
    /// The state, as stored; see [`Trade::status_at`].
    pub status: TradeStatus,
    /// Counts the transitions, from 1.
    pub version: u32,
    /// The amount of the order.
    pub total: Fen,
    /// Who receives.
    pub payee: UserId,
    /// Who pays, as soon as that is bound.
    pub buyer: Option<UserId>,
    /// When it was made.
    pub created_at: Instant,
    /// From when on it is over unless paid.
    pub expires_at: Instant,
    /// When it was paid.
    pub paid_at: Option<Instant>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Everything else.
    pub detail: TradeDetail,
}

impl TradeData {
    fn attempt_again_at(&mut self, due: Option<Instant>) {
        if let Some(asynchronous) = &mut self.detail.asynchronous {
            asynchronous.due = due;
        }
    }
}

/// Why a transition is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TradeError {
    /// It is paid already.
    #[error("the trade has been paid")]
    HasSuccess,
    /// It is closed, or its time limit has passed.
    #[error("the trade is closed")]
    HasClosed,
    /// Another buyer is bound to it.
    #[error("the trade is bound to another buyer")]
    OtherBuyer,
    /// Its time limit has not passed yet.
    #[error("the trade's time limit has not passed")]
    NotDue,
    /// Nothing of its receipt is held so.
    #[error("nothing of the trade's receipt is held")]
    NothingHeld,
}

/// What a trade is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The book of the merchant.
    pub book: Book,
    /// The world.
    pub world: WorldId,
    /// Whose order number it is.
    pub pid: UserId,
    /// The merchant's order number.
    pub out_trade_no: SmolStr,
    /// The calling application.
    pub app_id: AppId,
    /// The amount.
    pub total: Fen,
    /// Who receives.
    pub payee: UserId,
    /// Who shall pay, if that is known.
    pub buyer: Option<UserId>,
    /// From when on it is over.
    pub expires_at: Instant,
    /// Everything else.
    pub detail: TradeDetail,
}

/// A trade. It changes by its transitions only; each gives the changed trade, one version on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trade(TradeData);

impl Deref for Trade {
    type Target = TradeData;
    fn deref(&self) -> &TradeData {
        &self.0
    }
}

impl Trade {
    /// The trade that a store has kept.
    #[must_use]
    pub fn stored(data: TradeData) -> Trade {
        Trade(data)
    }

    /// Opens a trade (event [`TradeEvent::Created`]).
    #[must_use]
    pub fn open(opening: Opening, env: &Env) -> Trade {
        let id = env.ids.next();
        Trade(TradeData {
            id,
            book: opening.book,
            world: opening.world,
            no: id.trade_no(env.now, opening.book),
            pid: opening.pid,
            out_trade_no: opening.out_trade_no,
            app_id: opening.app_id,
            status: TradeStatus::WaitBuyerPay,
            version: 1,
            total: opening.total,
            payee: opening.payee,
            buyer: opening.buyer,
            created_at: env.now,
            expires_at: opening.expires_at,
            paid_at: None,
            closed_at: None,
            detail: opening.detail,
        })
    }

    /// What the service provider that the trade names is owed a rebate for; `None` before it is paid, or where it names none.
    #[must_use]
    pub fn rebate(&self) -> Option<Rebate> {
        let payment = self.detail.payment.as_ref()?;
        Some(Rebate {
            sys_service_provider_id: self.detail.context.service_provider.clone()?,
            partner_id: self.pid.clone(),
            receipt: payment.receipt,
            fee: payment.fee,
            at: self.paid_at?,
        })
    }

    /// The state at `now`: a trade whose limit has passed is closed in every decision and answer, also before its
    /// timer fires (`semantics.md §12.2`).
    #[must_use]
    pub fn status_at(&self, now: Instant) -> TradeStatus {
        match self.status {
            TradeStatus::WaitBuyerPay if now >= self.expires_at => TradeStatus::TradeClosed,
            status => status,
        }
    }

    /// Binds the buyer who is asked to confirm a payment.
    ///
    /// # Errors
    /// [`TradeError`] where the trade is not waiting, or for somebody else.
    pub fn await_confirmation(&self, buyer: &UserId, now: Instant) -> Result<Trade, TradeError> {
        self.waiting(now)?;
        self.for_buyer(buyer)?;
        Ok(self.step(|t| t.buyer = Some(buyer.clone())))
    }

    /// Records that the buyer left the cashier.
    ///
    /// # Errors
    /// [`TradeError`] where the trade is not waiting.
    pub fn abandon(&self, now: Instant) -> Result<Trade, TradeError> {
        self.waiting(now)?;
        Ok(self.step(|_| ()))
    }

    /// The buyer pays.
    ///
    /// # Errors
    /// [`TradeError`] where the trade is not waiting, or for somebody else.
    pub fn pay(&self, payment: Payment, now: Instant) -> Result<Trade, TradeError> {
        self.waiting(now)?;
        self.for_buyer(&payment.buyer)?;
        Ok(self.step(|t| {
            t.status = TradeStatus::TradeSuccess;
            t.buyer = Some(payment.buyer.clone());
            t.paid_at = Some(now);
            t.attempt_again_at(None);
            if let Some(settlement) = &mut t.detail.settlement {
                let net = payment.net();
                settlement.progress = Some(settlement.begun(&t.payee, net, now));
            }
            t.detail.payment = Some(payment);
        }))
    }

    /// What of its receipt is held as `held` is released, because that is due.
    ///
    /// # Errors
    /// [`TradeError::NothingHeld`] where nothing is held so or the trade is not paid, [`TradeError::NotDue`].
    pub fn release(&self, held: HeldAs, now: Instant) -> Result<(Trade, Release), TradeError> {
        let settlement = self.detail.settlement.as_deref().ok_or(TradeError::NothingHeld)?;
        let due = settlement.held().filter(|h| h.held == held).ok_or(TradeError::NothingHeld)?.due;
        if !self.status.is_paid() {
            return Err(TradeError::NothingHeld);
        }
        if now < due {
            return Err(TradeError::NotDue);
        }
        let (progress, release) = settlement.released(now).ok_or(TradeError::NothingHeld)?;
        let trade = self.step(|t| {
            if let Some(settlement) = &mut t.detail.settlement {
                settlement.progress = Some(progress);
            }
        });
        Ok((trade, release))
    }

    /// The time limit passed: the trade was over at that very instant, however late the timer is.
    ///
    /// # Errors
    /// [`TradeError`] where the trade is not waiting any more, or not due.
    pub fn time_out(&self, now: Instant) -> Result<Trade, TradeError> {
        match self.status {
            TradeStatus::TradeClosed => Err(TradeError::HasClosed),
            TradeStatus::TradeSuccess | TradeStatus::TradeFinished => Err(TradeError::HasSuccess),
            TradeStatus::WaitBuyerPay if now < self.expires_at => Err(TradeError::NotDue),
            TradeStatus::WaitBuyerPay => Ok(self.step(|t| {
                t.status = TradeStatus::TradeClosed;
                t.closed_at = Some(t.expires_at);
                t.attempt_again_at(None);
            })),
        }
    }

    /// A deduction is accepted, to be made when it is due.
    ///
    /// # Errors
    /// [`TradeError`] where the trade is not waiting, or for somebody else.
    pub fn accept(&self, buyer: &UserId, asynchronous: AsyncPay, now: Instant) -> Result<Trade, TradeError> {
        self.waiting(now)?;
        self.for_buyer(buyer)?;
        Ok(self.step(|t| {
            t.buyer = Some(buyer.clone());
            t.detail.asynchronous = Some(asynchronous);
        }))
    }

    /// An attempt at an accepted deduction was refused; the next one is made at `again`, if at all.
    ///
    /// # Errors
    /// [`TradeError`] where the trade is not waiting.
    pub fn refuse(&self, again: Option<Instant>, now: Instant) -> Result<Trade, TradeError> {
        self.waiting(now)?;
        Ok(self.step(|t| t.attempt_again_at(again)))
    }

    /// It is closed before its limit.
    ///
    /// # Errors
    /// [`TradeError`] where the trade is not waiting.
    pub fn close(&self, now: Instant) -> Result<Trade, TradeError> {
        self.waiting(now)?;
        Ok(self.step(|t| {
            (t.status, t.closed_at) = (TradeStatus::TradeClosed, Some(now));
            t.attempt_again_at(None);
        }))
    }

    fn waiting(&self, now: Instant) -> Result<(), TradeError> {
        match self.status_at(now) {
            TradeStatus::WaitBuyerPay => Ok(()),
            TradeStatus::TradeClosed => Err(TradeError::HasClosed),
            TradeStatus::TradeSuccess | TradeStatus::TradeFinished => Err(TradeError::HasSuccess),
        }
    }

    fn for_buyer(&self, buyer: &UserId) -> Result<(), TradeError> {
        match &self.buyer {
            Some(bound) if bound != buyer => Err(TradeError::OtherBuyer),
            _ => Ok(()),
        }
    }

    fn step(&self, change: impl FnOnce(&mut TradeData)) -> Trade {
        let mut data = self.0.clone();
        data.version += 1;
        change(&mut data);
        Trade(data)
    }
}

#[cfg(test)]
pub(super) mod samples {
    use super::*;
    use crate::id::Ids;

    pub(in crate::trade) fn buyer(n: i64) -> UserId {
        UserId::from_serial(n)
    }

    /// A trade of one yuan that waits.
    pub(in crate::trade) fn opened(bound: Option<UserId>) -> (Trade, Env) {
        let now = Instant::parse_beijing("2026-11-22 10:00:00").unwrap();
        let env = Env::new(now, Ids::new(0, Id(0)).block(now), 1);
        let detail = TradeDetail {
            api: TradeApi::Create,
            product_code: "JSAPI_PAY".into(),
            subject: "苹果".into(),
            body: None,
            discountable: Fen(100),
            undiscountable: Fen(0),
            component_order: None,
            channels: ChannelLists::default(),
            funding: FundingTerms::default(),
            store_id: None,
            store_name: None,
            terminal_id: None,
            passback_params: None,
            notify: None,
            alipay_store_id: None,
            asynchronous: None,
            offer: None,
            settlement: None,
            context: TradeContext::default(),
            payment: None,
        };
        let opening = Opening {
            book: Book::MAIN,
            world: WorldId::MAIN,
            pid: buyer(9),
            out_trade_no: "T1".into(),
            app_id: AppId::from("2021000000000001"),
            total: Fen(100),
            payee: buyer(9),
            buyer: bound,
            expires_at: now.plus(1000),
            detail,
        };
        (Trade::open(opening, &env), env)
    }
}

#[cfg(test)]
mod tests {
    use super::samples::{buyer, opened};
    use super::*;
    use crate::channel::Channel;
    use crate::money::Rate;
    use crate::time::DAY;

    fn payment(by: i64) -> Payment {
        Payment::single(buyer(by), Channel::Balance, Fen(100), Rate(6000))
    }

    /// Every event in every state gives what the transition table says, and nothing else.
    #[test]
    fn the_transition_table_is_the_behaviour() {
        let (fresh, env) = opened(None);
        let before = env.now;
        let after = fresh.expires_at;
        let asynchronous = AsyncPay {
            agreement_no: "1".into(),
            kind: AsyncKind::NormalAsync,
            then: AfterRefusal::Retry,
            due: Some(before),
        };
        for status in TradeStatus::ALL {
            let mut data = (*fresh).clone();
            data.status = status;
            let trade = Trade::stored(data);
            let holding = |held: HeldAs| {
                let mut data = (*trade).clone();
                let mut settlement = Settlement::plain(&data.payee);
                (settlement.period_days, settlement.freeze) =
                    ((held == HeldAs::PendingSettlement).then_some(1), held == HeldAs::RoyaltyFrozen);
                settlement.progress = Some(settlement.begun(&data.payee, Fen(100), before));
                data.detail.settlement = Some(Box::new(settlement));
                Trade::stored(data).release(held, before.plus(30 * DAY)).map(|(trade, _)| trade)
            };
            for event in TradeEvent::ALL {
                let result = match event {
                    TradeEvent::Created => continue,
                    TradeEvent::AwaitingConfirmation => trade.await_confirmation(&buyer(1), before),
                    TradeEvent::Abandoned => trade.abandon(before),
                    TradeEvent::Paid => trade.pay(payment(1), before),
                    TradeEvent::TimedOut => trade.time_out(after),
                    TradeEvent::Accepted => trade.accept(&buyer(1), asynchronous.clone(), before),
                    TradeEvent::Refused => trade.refuse(None, before),
                    TradeEvent::Closed => trade.close(before),
                    TradeEvent::Settled => holding(HeldAs::PendingSettlement),
                    TradeEvent::RoyaltyReleased => holding(HeldAs::RoyaltyFrozen),
                };
                let expected = TRANSITIONS.iter().find(|(from, e, _)| *from == Some(status) && *e == event);
                assert_eq!(
                    result.as_ref().ok().map(|t| t.status),
                    expected.map(|(_, _, to)| *to),
                    "{status:?} {event:?}"
                );
                if let Ok(next) = result {
                    assert_eq!(next.version, trade.version + 1);
                }
            }
        }
    }

    #[test]
    fn the_limit_holds_at_the_instant() {
        let (trade, _) = opened(None);
        let last = trade.expires_at.plus(-1);
        assert_eq!(trade.status_at(last), TradeStatus::WaitBuyerPay);
        assert!(trade.pay(payment(1), last).is_ok());
        assert_eq!(trade.status_at(trade.expires_at), TradeStatus::TradeClosed);
        assert_eq!(trade.pay(payment(1), trade.expires_at), Err(TradeError::HasClosed));
        assert_eq!(trade.time_out(last), Err(TradeError::NotDue));
        let closed = trade.time_out(trade.expires_at.plus(86_400_000)).unwrap();
        assert_eq!(closed.closed_at, Some(trade.expires_at));
    }

    #[test]
    fn a_bound_buyer_alone_may_pay() {
        let (trade, env) = opened(Some(buyer(1)));
        assert_eq!(trade.pay(payment(2), env.now), Err(TradeError::OtherBuyer));
        let paid = trade.pay(payment(1), env.now).unwrap();
        assert_eq!(
            (paid.status, paid.buyer.clone(), paid.paid_at),
            (TradeStatus::TradeSuccess, Some(buyer(1)), Some(env.now))
        );
        assert_eq!(paid.pay(payment(1), env.now), Err(TradeError::HasSuccess));
    }
}
