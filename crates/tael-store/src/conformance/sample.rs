//! A small shop for tests: a world, a merchant and buyers with money, and the plans of what happens among them.
//!
//! The plans are shaped like those of the API methods, so that the audit has nothing to say about them.

use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};
use tael_core::channel::{Channel, ChannelLists};
use tael_core::env::Env;
use tael_core::id::{AppId, Book, Id, Ids, UserId, WorldId};
use tael_core::ledger::{AccountId, AccountKind, Journal, JournalKind, Posting};
use tael_core::money::{Fen, Rate};
use tael_core::notify;
use tael_core::party::{App, Contract, Merchant, User};
use tael_core::time::{Instant, MINUTE};
use tael_core::trade::{
    FundingTerms, NotifyTarget, Opening, Payment, Settlement, Trade, TradeApi, TradeContext, TradeDetail,
    TradeEvent, TradeStatus,
};

use crate::holding;
use crate::{
    AttemptEnd, AuthCode, Batch, CounterKey, CounterKind, CouponUse, Directory, Happening, Outbound,
    OutboundState, Plan, Timer, TimerKind, Topic, World, Write,
};

/// What each buyer has in each of its two accounts at the start.
pub const FUNDS: Fen = Fen(10_000_000);

/// The shop and its clock.
#[derive(Debug)]
pub struct Sample {
    /// The world's clock; tests move it.
    pub now: Instant,
    /// The world.
    pub world: World,
    /// The merchant's application.
    pub app_id: AppId,
    /// The merchant.
    pub merchant: UserId,
    /// The buyers.
    pub buyers: Vec<UserId>,
    ids: Ids,
    real: i64,
}

impl Sample {
    /// A shop in this book, with so many buyers. The same arguments give the same keys.
    #[must_use]
    pub fn new(book: Book, buyers: i64) -> Sample {
        let start = Instant(1_795_312_800_000 + i64::from(book.0) * 1_000_000);
        let first = i64::from(book.0) * 1_000_000;
        Sample {
            now: start,
            world: World {
                id: WorldId(i32::from(book.0) + 1),
                name: format_smolstr!("world-{}", book.0),
                book,
                offset: 0,
            },
            app_id: AppId::from(format!("20210000000{:05}", book.0)),
            merchant: UserId::from_serial(first + 1),
            buyers: (0..buyers).map(|n| UserId::from_serial(first + 100 + n)).collect(),
            ids: Ids::new(1, Id(0)),
            real: start.0,
        }
    }

    /// Fresh surroundings of a decision.
    pub fn env(&mut self) -> Env {
        self.real += 1;
        Env::new(self.now, self.ids.block(Instant(self.real)), self.real as u64)
    }

    /// A batch of these plans under a fresh key.
    pub fn batch(&mut self, plans: Vec<Plan>) -> Batch {
        Batch { id: self.env().ids.next(), plans }
    }

    /// Everything that is there at the start, in one plan.
    pub fn opening(&mut self) -> Plan {
        let (book, world) = (self.world.book, self.world.id);
        let mut plan = Plan::none().with(Write::Put(Directory::World(self.world.clone())));
        plan.push(Write::Put(Directory::App(Arc::new(self.app()))));
        plan.push(Write::Put(Directory::Merchant(Arc::new(merchant(&self.merchant, world, book)))));
        for id in std::iter::once(&self.merchant).chain(&self.buyers) {
            plan.push(Write::Put(Directory::User(Arc::new(user(id, world, book)))));
        }
        let bank = AccountId::platform(AccountKind::BankClearing);
        plan.push(Write::OpenAccount(book, bank));
        plan.push(Write::OpenAccount(book, AccountId::platform(AccountKind::FeeIncome)));
        plan.push(Write::OpenAccount(book, of(&self.merchant, AccountKind::Balance)));
        for buyer in self.buyers.clone() {
            let (balance, card) = (of(&buyer, AccountKind::Balance), of(&buyer, AccountKind::DebitCard));
            plan.push(Write::OpenAccount(book, balance));
            plan.push(Write::OpenAccount(book, card));
            let lines = [(balance, FUNDS), (card, FUNDS), (bank, Fen(-2 * FUNDS.0))];
            let journal = journal(self.env().ids.next(), JournalKind::Funding, self.now, &lines);
            plan.push(Write::Post(book, journal));
        }
        plan
    }

    fn app(&self) -> App {
        App { partner_id: Some(self.merchant.clone()), ..App::new(self.app_id.clone(), self.world.id) }
    }

    /// A waiting trade with its time limit, in 15 minutes.
    pub fn order(&mut self, out_trade_no: &str, total: Fen) -> (Arc<Trade>, Plan) {
        self.order_settled(out_trade_no, total, None)
    }

    /// The same with a settlement.
    pub fn order_settled(
        &mut self,
        out_trade_no: &str,
        total: Fen,
        settlement: Option<Settlement>,
    ) -> (Arc<Trade>, Plan) {
        self.order_with(out_trade_no, total, |detail| detail.settlement = settlement.map(Box::new))
    }

    /// The same with another detail.
    pub fn order_with(
        &mut self,
        out_trade_no: &str,
        total: Fen,
        change: impl FnOnce(&mut TradeDetail),
    ) -> (Arc<Trade>, Plan) {
        let env = self.env();
        let mut detail = detail(total);
        change(&mut detail);
        let opening = Opening {
            book: self.world.book,
            world: self.world.id,
            pid: self.merchant.clone(),
            out_trade_no: SmolStr::new(out_trade_no),
            app_id: self.app_id.clone(),
            total,
            payee: self.merchant.clone(),
            buyer: None,
            expires_at: env.now.plus(15 * MINUTE),
            detail,
        };
        let trade = Arc::new(Trade::open(opening, &env));
        let timer = Timer {
            due: trade.expires_at,
            book: trade.book,
            world: trade.world,
            kind: TimerKind::TradeTimeout,
            subject: trade.id,
        };
        let request = format!(
            r#"{{"out_trade_no":"{out_trade_no}","total_amount":"{total}","subject":"苹果一箱","product_code":"JSAPI_PAY"}}"#
        );
        let plan = Plan::none()
            .with(Write::InsertTrade {
                trade: Arc::clone(&trade),
                happening: Happening::new(TradeEvent::Created, None, env.now),
                request: request.into(),
            })
            .with(Write::Arm(timer));
        (trade, plan)
    }

    /// The payment of a waiting trade by a buyer, with everything that hangs on it.
    ///
    /// # Panics
    /// Where the trade is not waiting.
    pub fn pay(&mut self, trade: &Trade, buyer: usize) -> (Arc<Trade>, Plan) {
        let payment = Payment::single(self.buyers[buyer].clone(), Channel::Balance, trade.total, Rate(6_000));
        self.pay_with(trade, payment)
    }

    /// This payment of a waiting trade, with everything that hangs on it.
    ///
    /// # Panics
    /// Where the trade is not waiting, or the parts of the payment do not add up.
    pub fn pay_with(&mut self, trade: &Trade, payment: Payment) -> (Arc<Trade>, Plan) {
        let env = self.env();
        let paid =
            trade.pay(payment.clone(), env.now).unwrap_or_else(|e| unreachable!("the trade waits: {e}"));
        let paid = Arc::new(paid);
        let journal = payment
            .journal(env.ids.next(), trade, env.now)
            .unwrap_or_else(|e| unreachable!("the parts of the payment add up: {e}"));
        let mut plan = Plan::none().with(Write::UpdateTrade {
            trade: Arc::clone(&paid),
            happening: Happening::new(TradeEvent::Paid, Some(trade.status), env.now),
        });
        holding::post(trade.book, journal, &mut plan);
        for voucher in &payment.vouchers {
            plan.push(Write::UseCoupon(CouponUse {
                book: trade.book,
                user: payment.buyer.clone(),
                coupon: voucher.coupon.id.clone(),
                trade: trade.id,
            }));
        }
        for (owner, kind) in [
            (&trade.payee, CounterKind::ReceivedDay),
            (&trade.payee, CounterKind::ReceivedMonth),
            (&trade.payee, CounterKind::ReceivedTotal),
            (&payment.buyer, CounterKind::PaidDay),
            (&payment.buyer, CounterKind::PaidMonth),
        ] {
            let key =
                CounterKey::at(owner, kind, env.now).unwrap_or_else(|| unreachable!("{owner} is a user id"));
            plan.push(Write::Count { book: trade.book, key, by: trade.total, ceiling: None });
        }
        plan.push(disarm(trade));
        holding::arm(&paid, &mut plan);
        plan.push(Write::Enqueue(Arc::new(self.notification(&paid, env.ids.next()))));
        (paid, plan)
    }

    /// The release of what is held of a paid trade's receipt.
    ///
    /// # Panics
    /// Where nothing is held, or it is not due.
    pub fn release(&mut self, trade: &Trade) -> (Arc<Trade>, Plan) {
        let env = self.env();
        let held = trade.detail.settlement.as_deref().and_then(|of| of.held());
        let held = held.unwrap_or_else(|| unreachable!("money of the trade is held")).held;
        holding::release(trade, held, &env).unwrap_or_else(|e| unreachable!("the release is due: {e}"))
    }

    /// The end of a trade whose time limit has passed.
    ///
    /// # Panics
    /// Where the limit has not passed, or the trade is not waiting.
    pub fn time_out(&mut self, trade: &Trade) -> (Arc<Trade>, Plan) {
        let closed = trade.time_out(self.now).unwrap_or_else(|e| unreachable!("the limit has passed: {e}"));
        let closed = Arc::new(closed);
        let happening = Happening::new(TradeEvent::TimedOut, Some(trade.status), trade.expires_at);
        let plan = Plan::none()
            .with(Write::UpdateTrade { trade: Arc::clone(&closed), happening })
            .with(disarm(trade));
        (closed, plan)
    }

    /// A payment code of a buyer that works for a minute.
    #[must_use]
    pub fn code(&self, code: &str, buyer: usize) -> AuthCode {
        AuthCode {
            book: self.world.book,
            code: code.into(),
            user: self.buyers[buyer].clone(),
            scene: "bar_code".into(),
            expires_at: self.now.plus(MINUTE),
            used_by: None,
        }
    }

    /// That a buyer's coupon was used for a trade.
    #[must_use]
    pub fn coupon_use(&self, coupon: &str, buyer: usize, trade: &Trade) -> CouponUse {
        CouponUse {
            book: self.world.book,
            user: self.buyers[buyer].clone(),
            coupon: coupon.into(),
            trade: trade.id,
        }
    }

    fn notification(&self, trade: &Trade, id: Id) -> Outbound {
        Outbound {
            book: trade.book,
            id,
            world: trade.world,
            notify_id: format_smolstr!("{:032x}", id.0),
            topic: Topic::Trade,
            subject: trade.id,
            subject_no: trade.no.0.clone(),
            app_id: trade.app_id.clone(),
            url: "http://127.0.0.1:9000/notify".to_owned(),
            host: "127.0.0.1:9000".to_owned(),
            charset: "utf-8".into(),
            sign_type: "RSA2".into(),
            params: vec![
                ("out_trade_no".into(), trade.out_trade_no.to_string()),
                ("trade_no".into(), trade.no.to_string()),
                ("trade_status".into(), TradeStatus::TradeSuccess.as_str().to_owned()),
                ("total_amount".into(), trade.total.to_string()),
            ],
            created_at: self.now,
            due: notify::slot(self.now, 1),
            attempts: 0,
            state: OutboundState::Pending,
        }
    }
}

/// The next delivery of a notification, at the instant at which it is due: its beginning and its end.
pub fn delivery(row: &Outbound, delivered: bool) -> [Plan; 2] {
    delivery_at(row, row.due.unwrap_or(row.created_at), delivered)
}

/// The next delivery of a notification, perhaps late: its beginning and its end. Slots that have passed are not made up
/// for.
pub fn delivery_at(row: &Outbound, at: Instant, delivered: bool) -> [Plan; 2] {
    let n = row.attempts + 1;
    let (book, outbound) = (row.book, row.id);
    let begin = Write::BeginAttempt { book, outbound, n, at, next: notify::slot_after(row.created_at, at) };
    let end = AttemptEnd {
        status: Some(if delivered { 200 } else { 500 }),
        body: if delivered { "success".to_owned() } else { "fail".to_owned() },
        millis: 3,
        error: None,
        delivered,
    };
    [Plan::none().with(begin), Plan::none().with(Write::EndAttempt { book, outbound, n, end })]
}

/// A user with a debit card.
#[must_use]
pub fn user(id: &UserId, world: WorldId, book: Book) -> User {
    User {
        logon_id: format!("{id}@example.com").into(),
        name: "张三".into(),
        channels: vec![Channel::DebitCard],
        ..User::new(id.clone(), world, book)
    }
}

/// A merchant with a contract.
#[must_use]
pub fn merchant(pid: &UserId, world: WorldId, book: Book) -> Merchant {
    Merchant {
        name: "水果店".into(),
        contracts: vec![Contract::plain("JSAPI_PAY", Rate(6_000))],
        ..Merchant::new(pid.clone(), world, book)
    }
}

/// The account of a user.
///
/// # Panics
/// Where the id is no user id, or the kind is the platform's.
#[must_use]
pub fn of(owner: &UserId, kind: AccountKind) -> AccountId {
    AccountId::of(owner, kind)
        .unwrap_or_else(|| unreachable!("{owner} is a user id and {kind:?} a user's account"))
}

/// A journal of these lines.
///
/// # Panics
/// Where they do not balance.
#[must_use]
pub fn journal(id: Id, kind: JournalKind, at: Instant, lines: &[(AccountId, Fen)]) -> Journal {
    let postings =
        lines.iter().map(|(account, amount)| Posting { account: *account, amount: *amount }).collect();
    Journal::balanced(id, kind, None, at, postings).unwrap_or_else(|e| unreachable!("the lines balance: {e}"))
}

fn disarm(trade: &Trade) -> Write {
    Write::Disarm { book: trade.book, kind: TimerKind::TradeTimeout, subject: trade.id }
}

fn detail(total: Fen) -> TradeDetail {
    TradeDetail {
        api: TradeApi::Create,
        product_code: "JSAPI_PAY".into(),
        subject: "苹果一箱".to_owned(),
        body: Some("红富士, 5 kg".to_owned()),
        discountable: total,
        undiscountable: Fen::ZERO,
        component_order: None,
        channels: ChannelLists::default(),
        funding: FundingTerms::default(),
        store_id: Some("S1".to_owned()),
        store_name: None,
        terminal_id: None,
        passback_params: None,
        notify: Some(NotifyTarget {
            url: "http://127.0.0.1:9000/notify".to_owned(),
            charset: "utf-8".into(),
            sign_type: "RSA2".into(),
        }),
        alipay_store_id: None,
        asynchronous: None,
        offer: None,
        settlement: None,
        context: TradeContext::default(),
        payment: None,
    }
}
