//! Random sequences of batches, on the model and on the candidate.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tael_core::agreement::AgreementStatus;
use tael_core::authorisation::Asset;
use tael_core::id::{Book, Id, UserId};
use tael_core::item::{Item, Step, StockKey, Unit};
use tael_core::ledger::{AccountId, AccountKind, JournalKind};
use tael_core::money::Fen;
use tael_core::party::{Shop, User};
use tael_core::time::{Instant, MINUTE};
use tael_core::trade::{Trade, TradeStatus};

use super::sample::{FUNDS, Sample, delivery, journal, of, user};
use super::{Harness, dump, ready};
use crate::key::{CounterKey, CounterKind, Key, Terms};
use crate::library::{BoughtKey, LibraryKey, LibraryWrite};
use crate::memory::MemoryStore;
use crate::plan::{Directory, Plan, Write};
use crate::row::{Outbound, Setting, Timer, TimerKind};
use crate::store::{CommitError, Page, Query, Store, Table};

/// One command. Numbers pick among what is there, so that every command means something in every state.
#[derive(Clone, Debug)]
enum Command {
    Order { out: u8, total: i64 },
    Pay { trade: usize, buyer: usize },
    TimeOut { trade: usize },
    Transfer { from: usize, to: usize, amount: i64 },
    Open { user: usize },
    Count { kind: usize, by: i64, ceiling: Option<i64> },
    Issue { code: u8, user: usize },
    Use { code: u8, trade: usize },
    Begin { outbound: usize, delivered: bool, end: bool },
    EndAgain { outbound: usize },
    Arm { subject: i64, due: i64, disarm: bool },
    Rename { user: usize, logon: u8 },
    Move { store: u8, alipay: Option<u8> },
    Set { name: u8, value: u8 },
    Sign { user: usize, external: u8 },
    Deduct { agreement: usize, unsign: bool },
    Freeze { user: usize, out: u8, amount: i64 },
    Release { authorisation: usize, amount: i64 },
    Offer { item: u8, sku: u8, left: Option<i64> },
    Stock { item: usize, step: usize, count: i64 },
    Buy { buyer: usize, by: i64, limit: Option<i64> },
    Withdraw { item: usize },
    Source { token: u8, uses: bool },
}

fn command() -> impl Strategy<Value = Command> {
    let one = 0..6_usize;
    let ceiling = proptest::option::of(0..60_i64);
    prop_oneof![
        4 => (0..8_u8, 1..FUNDS.0).prop_map(|(out, total)| Command::Order { out, total }),
        4 => (one.clone(), 0..3_usize).prop_map(|(trade, buyer)| Command::Pay { trade, buyer }),
        1 => one.clone().prop_map(|trade| Command::TimeOut { trade }),
        2 => (0..4_usize, 0..4_usize, 1..FUNDS.0).prop_map(|(from, to, amount)| Command::Transfer { from, to, amount }),
        1 => (0..4_usize).prop_map(|user| Command::Open { user }),
        3 => (0..3_usize, 0..30_i64, ceiling).prop_map(|(kind, by, ceiling)| Command::Count { kind, by, ceiling }),
        2 => (0..4_u8, 0..3_usize).prop_map(|(code, user)| Command::Issue { code, user }),
        2 => (0..4_u8, one.clone()).prop_map(|(code, trade)| Command::Use { code, trade }),
        3 => (one.clone(), any::<bool>(), any::<bool>())
            .prop_map(|(outbound, delivered, end)| Command::Begin { outbound, delivered, end }),
        1 => one.prop_map(|outbound| Command::EndAgain { outbound }),
        1 => (0..3_i64, 0..5_i64, any::<bool>()).prop_map(|(subject, due, disarm)| Command::Arm { subject, due, disarm }),
        1 => (0..4_usize, 0..3_u8).prop_map(|(user, logon)| Command::Rename { user, logon }),
        1 => (0..3_u8, proptest::option::of(0..2_u8)).prop_map(|(store, alipay)| Command::Move { store, alipay }),
        1 => (0..2_u8, 0..3_u8).prop_map(|(name, value)| Command::Set { name, value }),
        2 => (0..3_usize, 0..2_u8).prop_map(|(user, external)| Command::Sign { user, external }),
        2 => (0..6_usize, any::<bool>()).prop_map(|(agreement, unsign)| Command::Deduct { agreement, unsign }),
        1 => (0..3_usize, 0..4_u8, 1..FUNDS.0).prop_map(|(user, out, amount)| Command::Freeze { user, out, amount }),
        2 => (0..6_usize, 1..FUNDS.0).prop_map(|(authorisation, amount)| Command::Release { authorisation, amount }),
        2 => (0..4_u8, 0..4_u8, proptest::option::of(0..5_i64)).prop_map(|(item, sku, left)| Command::Offer { item, sku, left }),
        3 => (0..6_usize, 0..3_usize, 1..4_i64).prop_map(|(item, step, count)| Command::Stock { item, step, count }),
        1 => (0..3_usize, -2..3_i64, proptest::option::of(0..4_i64)).prop_map(|(buyer, by, limit)| Command::Buy { buyer, by, limit }),
        1 => (0..6_usize).prop_map(|item| Command::Withdraw { item }),
        1 => (0..2_u8, any::<bool>()).prop_map(|(token, uses)| Command::Source { token, uses }),
    ]
}

/// Batches of commands; each with the minutes that pass before it.
fn sequence() -> impl Strategy<Value = Vec<(i64, Vec<Command>)>> {
    proptest::collection::vec((0..8_i64, proptest::collection::vec(command(), 1..5)), 1..12)
}

pub(super) fn compare(harness: &Harness<'_>, sequences: u32) {
    let config = Config { cases: sequences, failure_persistence: None, ..Config::default() };
    let outcomes = RefCell::new(BTreeMap::new());
    let outcome = TestRunner::new(config).run(&sequence(), |batches| {
        let fresh = (harness.fresh)();
        let mut verdict = Ok(Outcomes::new());
        let store = fresh.store.as_ref();
        (harness.drive)(Box::pin(async { verdict = Both::run(store, batches).await }));
        verdict.map(|seen| {
            let mut outcomes = outcomes.borrow_mut();
            seen.into_iter().for_each(|(kind, count)| *outcomes.entry(kind).or_default() += count);
        })
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let outcomes: Outcomes = outcomes.into_inner();
    println!("outcomes of {sequences} random sequences: {outcomes:?}");
    for kind in ["Ok", "Conflict", "Duplicate", "Insufficient", "Limit"] {
        assert!(sequences < 32 || outcomes.contains_key(kind), "no sequence met {kind}: {outcomes:?}");
    }
}

/// How often batches ended in which way.
type Outcomes = BTreeMap<&'static str, u32>;

fn kind(result: &Result<(), CommitError>) -> &'static str {
    match result {
        Ok(()) => "Ok",
        Err(CommitError::Conflict(_)) => "Conflict",
        Err(CommitError::Duplicate(_)) => "Duplicate",
        Err(CommitError::Insufficient(..)) => "Insufficient",
        Err(CommitError::Limit(..)) => "Limit",
        Err(CommitError::Store(_)) => "Store",
    }
}

struct Both<'a> {
    model: MemoryStore,
    candidate: &'a dyn Store,
    shop: Sample,
}

impl Both<'_> {
    async fn run(
        candidate: &dyn Store,
        batches: Vec<(i64, Vec<Command>)>,
    ) -> Result<Outcomes, TestCaseError> {
        let mut both = Both { model: MemoryStore::new(), candidate, shop: Sample::new(Book(0), 3) };
        let opening = both.shop.opening();
        both.commit(vec![opening]).await?;
        let mut outcomes = Outcomes::new();
        for (minutes, commands) in batches {
            both.shop.now = both.shop.now.plus(minutes * MINUTE);
            let plans = commands.into_iter().map(|command| both.plan(command)).collect();
            *outcomes.entry(both.commit(plans).await?).or_default() += 1;
        }
        Ok(outcomes)
    }

    /// Commits on both, and compares the outcomes and everything that is there afterwards.
    async fn commit(&mut self, plans: Vec<Plan>) -> Result<&'static str, TestCaseError> {
        let keys = keys(&plans);
        let batch = self.shop.batch(plans);
        let outcome = |result: Result<(), CommitError>| match result {
            Err(CommitError::Store(_)) => "the store refuses".to_owned(),
            other => format!("{other:?}"),
        };
        let result = self.model.commit(batch.clone()).await;
        let kind = kind(&result);
        let expected = outcome(result);
        let got = outcome(self.candidate.commit(batch.clone()).await);
        prop_assert_eq!(&got, &expected, "outcome of {:?}", batch);
        let read = async |store: &dyn Store| match store.load(&keys).await {
            Ok(rows) => format!("{rows:#?}"),
            Err(error) => format!("{error}"),
        };
        prop_assert_eq!(read(self.candidate).await, read(&self.model).await);
        prop_assert_eq!(dump(self.candidate).await, dump(&self.model).await, "after {:?}", expected);
        for query in self.questions() {
            let (got, expected) = (self.candidate.page(query.clone()).await, self.model.page(query).await);
            prop_assert_eq!(format!("{got:?}"), format!("{expected:?}"));
        }
        Ok(kind)
    }

    fn questions(&self) -> Vec<Query> {
        let (world, until) = (self.shop.world.id, self.shop.now);
        let except_hosts = vec!["127.0.0.1:9000".to_owned()];
        vec![
            Query::DueTimers { world, until, limit: 2 },
            Query::DueOutbound { world, until, limit: 2, per_host: 2, except_hosts: Vec::new() },
            Query::DueOutbound { world, until, limit: 2, per_host: 1, except_hosts },
            Query::NextDue(world),
            Query::LatestOutbound(world, 2),
            Query::Totals(self.shop.world.book),
        ]
    }

    /// The plan of a command on the present state; within a batch, commands may so contradict each other.
    fn plan(&mut self, command: Command) -> Plan {
        let book = self.shop.world.book;
        match command {
            Command::Order { out, total } => self.shop.order(&format!("T{out}"), Fen(total)).1,
            Command::Pay { trade, buyer } => match self.trade(trade) {
                Some(t) if t.status_at(self.shop.now) == TradeStatus::WaitBuyerPay => {
                    self.shop.pay(&t, buyer).1
                }
                _ => Plan::none(),
            },
            Command::TimeOut { trade } => match self.trade(trade) {
                Some(t) if t.time_out(self.shop.now).is_ok() => self.shop.time_out(&t).1,
                _ => Plan::none(),
            },
            Command::Transfer { from, to, amount } => self.transfer(from, to, amount),
            Command::Open { user } => Plan::none().with(Write::OpenAccount(book, self.account(user))),
            Command::Count { kind, by, ceiling } => {
                let key = CounterKey { owner: 1, kind: CounterKind::ALL[kind], period: 20_261_122 };
                Plan::none().with(Write::Count { book, key, by: Fen(by), ceiling: ceiling.map(Fen) })
            }
            Command::Issue { code, user } => {
                Plan::none().with(Write::IssueCode(self.shop.code(&format!("28{code}"), user)))
            }
            Command::Use { code, trade } => {
                let trade = self.trade(trade).map_or(Id(1), |t| t.id);
                Plan::none().with(Write::UseCode { book, code: format!("28{code}").into(), trade })
            }
            Command::Begin { outbound, delivered, end } => match self.outbound(outbound) {
                Some(row) => {
                    let [mut plan, then] = delivery(&row, delivered);
                    plan.0.extend(then.0.into_iter().filter(|_| end));
                    plan
                }
                None => Plan::none(),
            },
            Command::EndAgain { outbound } => match self.outbound(outbound) {
                Some(row) => {
                    let before = Outbound { attempts: row.attempts.saturating_sub(1), ..(*row).clone() };
                    let [_, end] = delivery(&before, true);
                    end
                }
                None => Plan::none(),
            },
            Command::Arm { subject, due, disarm } => self.arm(Id(subject), Instant(due), disarm),
            Command::Rename { user: n, logon } => {
                let id = self.shop.buyers.get(n).unwrap_or(&self.shop.merchant);
                let row = User {
                    logon_id: ["a", "b", ""][logon as usize].into(),
                    ..user(id, self.shop.world.id, book)
                };
                Plan::none().with(Write::Put(Directory::User(Arc::new(row))))
            }
            Command::Move { store, alipay } => self.store(store, alipay),
            Command::Set { name, value } => {
                let row = Setting { name: format!("n{name}").into(), value: format!("v{value}").into() };
                Plan::none().with(Write::Put(Directory::Setting(row)))
            }
            Command::Sign { user, external } => self.shop.agreement(user, &format!("E{external}")).1,
            Command::Deduct { agreement, unsign } => self.deduct(agreement, unsign),
            Command::Freeze { user, out, amount } => {
                self.shop.authorisation(user, &format!("A{out}"), Fen(amount)).1
            }
            Command::Release { authorisation, amount } => {
                let rows = match ready(self.model.page(Query::Scan(Table::Authorisation, None, 100))) {
                    Ok(Page::Authorisations(rows)) => rows,
                    other => unreachable!("a scan of authorisations answers them, got {other:?}"),
                };
                match rows.get(authorisation % rows.len().max(1)) {
                    Some(row) if row.admits(Fen(amount), Asset::Fund, self.shop.now).is_ok() => {
                        self.shop.thaw(row, Fen(amount)).1
                    }
                    _ => Plan::none(),
                }
            }
            Command::Offer { item, sku, left } => {
                let row = self.shop.item(&format!("I{item}"), &[&format!("S{sku}")]);
                let approve = self.shop.approve(&row, left).1;
                let mut plan = Plan::none().with(Write::Library(LibraryWrite::InsertItem(row)));
                plan.0.extend(approve.0);
                plan
            }
            Command::Stock { item, step, count } => {
                let key =
                    StockKey::whole(self.item(item).map_or(Unit { item: Id(9), sku: 1 }, |i| i.unit(1)));
                let step = [Step::take, Step::give_back, Step::sell][step](count);
                Plan::none().with(Write::Library(LibraryWrite::MoveStock { book, key, step }))
            }
            Command::Buy { buyer, by, limit } => {
                let key = BoughtKey { item: Id(7), period: 0, buyer: self.shop.buyers[buyer].clone() };
                Plan::none().with(Write::Library(LibraryWrite::CountBought { book, key, by, limit }))
            }
            Command::Withdraw { item } => {
                let gone = self.item(item).map(|row| Write::Library(LibraryWrite::DeleteItem(row)));
                Plan(gone.into_iter().collect())
            }
            Command::Source { token, uses } => {
                let row = self.shop.source(&format!("t{token}"), 0);
                let (token, order) = (row.token.clone(), Id(5));
                Plan::none().with(Write::Library(match uses {
                    true => LibraryWrite::UseSource { book, token, order },
                    false => LibraryWrite::IssueSource(row),
                }))
            }
        }
    }

    fn item(&self, n: usize) -> Option<Arc<Item>> {
        match ready(self.model.page(Query::Scan(Table::Item, None, 100))) {
            Ok(Page::Items(rows)) => rows.get(n % rows.len().max(1)).cloned(),
            other => unreachable!("a scan of items answers items, got {other:?}"),
        }
    }

    /// A deduction by an agreement, or its end.
    fn deduct(&self, n: usize, unsign: bool) -> Plan {
        let rows = match ready(self.model.page(Query::Scan(Table::Agreement, None, 100))) {
            Ok(Page::Agreements(rows)) => rows,
            other => unreachable!("a scan of agreements answers them, got {other:?}"),
        };
        let Some(row) = rows.get(n % rows.len().max(1)) else { return Plan::none() };
        let after = match unsign {
            true => Ok(row.changed(|a| a.status = AgreementStatus::Unsign)),
            false => row.deduct(Fen(1), self.shop.now),
        };
        after.map_or(Plan::none(), |after| Plan::none().with(Write::UpdateAgreement(Arc::new(after))))
    }

    fn trade(&self, n: usize) -> Option<Arc<Trade>> {
        match ready(self.model.page(Query::Scan(Table::Trade, None, 100))) {
            Ok(Page::Trades(rows)) => rows.get(n % rows.len().max(1)).cloned(),
            other => unreachable!("a scan of trades answers trades, got {other:?}"),
        }
    }

    fn outbound(&self, n: usize) -> Option<Arc<Outbound>> {
        match ready(self.model.page(Query::Scan(Table::Outbox, None, 100))) {
            Ok(Page::Outbound(rows)) => rows.get(n % rows.len().max(1)).cloned(),
            other => unreachable!("a scan of the outbox answers notifications, got {other:?}"),
        }
    }

    /// The account of a buyer, or one that is there only when it was opened.
    fn account(&self, n: usize) -> AccountId {
        match self.shop.buyers.get(n) {
            Some(buyer) => of(buyer, AccountKind::Balance),
            None => of(&self.shop.merchant, AccountKind::PendingSettlement),
        }
    }

    fn transfer(&mut self, from: usize, to: usize, amount: i64) -> Plan {
        let lines = [(self.account(from), Fen(-amount)), (self.account(to), Fen(amount))];
        let id = self.shop.env().ids.next();
        Plan::none()
            .with(Write::Post(self.shop.world.book, journal(id, JournalKind::Funding, self.shop.now, &lines)))
    }

    fn arm(&self, subject: Id, due: Instant, disarm: bool) -> Plan {
        let (book, world, kind) = (self.shop.world.book, self.shop.world.id, TimerKind::TradeTimeout);
        Plan::none().with(match disarm {
            true => Write::Disarm { book, kind, subject },
            false => Write::Arm(Timer { due, book, world, kind, subject }),
        })
    }

    fn store(&self, store: u8, alipay: Option<u8>) -> Plan {
        let row = Shop {
            store_id: format!("S{store}").into(),
            partner_id: self.shop.merchant.clone(),
            world: self.shop.world.id,
            alipay_store_id: alipay.map(|n| format!("A{n}").into()),
            name: None,
            account: None,
        };
        Plan::none().with(Write::Put(Directory::Shop(Arc::new(row))))
    }
}

fn library_keys(write: &LibraryWrite) -> Vec<Key> {
    let keys: Vec<LibraryKey> = match write {
        LibraryWrite::InsertItem(row) | LibraryWrite::UpdateItem(row) | LibraryWrite::DeleteItem(row) => {
            let skus = row.out_sku_ids().map(|sku| LibraryKey::ItemBySku(row.app.clone(), sku.clone()));
            let stocks = row.stocks().into_iter().map(LibraryKey::Stock);
            let own = [
                LibraryKey::Item(row.no.clone()),
                LibraryKey::ItemByOut(row.app.clone(), row.out_item_id.clone()),
            ];
            skus.chain(stocks).chain(own).collect()
        }
        LibraryWrite::SetStock { key, .. }
        | LibraryWrite::MoveStock { key, .. }
        | LibraryWrite::DropStock { key, .. } => vec![LibraryKey::Stock(key.clone())],
        LibraryWrite::CountBought { key, .. } => vec![LibraryKey::Bought(key.clone())],
        LibraryWrite::InsertMaterial(row) => vec![LibraryKey::MaterialByKey(row.key.clone())],
        LibraryWrite::IssueSource(row) => vec![LibraryKey::Source(row.token.clone())],
        LibraryWrite::UseSource { token, .. } => vec![LibraryKey::Source(token.clone())],
    };
    let book = write.place().0;
    keys.into_iter().map(|key| Key::Library(book, key)).collect()
}

/// Keys that a batch may change, and the look-ups that hang on them.
fn keys(plans: &[Plan]) -> BTreeSet<Key> {
    let mut keys = BTreeSet::new();
    for write in plans.iter().flat_map(|plan| &plan.0) {
        match write {
            Write::InsertTrade { trade, .. } | Write::UpdateTrade { trade, .. } => {
                keys.insert(Key::Trade(trade.book, trade.id));
                keys.insert(Key::TradeByNo(trade.book, trade.no.clone()));
                keys.insert(Key::TradeByOut(trade.book, trade.pid.clone(), trade.out_trade_no.clone()));
            }
            Write::Post(book, journal) => {
                keys.extend(journal.postings().iter().map(|p| Key::Account(*book, p.account)));
            }
            Write::Count { book, key, .. } => {
                keys.insert(Key::Counter(*book, *key));
            }
            Write::IssueCode(code) => {
                keys.insert(Key::AuthCode(code.book, code.code.clone()));
            }
            Write::InsertAgreement(row) | Write::UpdateAgreement(row) => {
                keys.insert(Key::Agreement(row.book, row.no.clone()));
                keys.insert(Key::AgreementByTerms(row.book, Terms::of(row)));
                keys.insert(Key::AgreementsOf(row.book, row.pid.clone(), row.user.clone()));
            }
            Write::InsertAuthorisation { authorisation: row, .. }
            | Write::UpdateAuthorisation { authorisation: row, .. } => {
                keys.insert(Key::Authorisation(row.book, row.no.clone()));
                keys.insert(Key::AuthorisationByOut(row.book, row.pid.clone(), row.out_order_no.clone()));
            }
            Write::Library(write) => keys.extend(library_keys(write)),
            Write::Put(Directory::User(row)) => {
                keys.insert(Key::User(row.user_id.clone()));
                keys.extend(["a", "b", ""].map(|logon| Key::UsersByLogon(row.world, logon.into())));
            }
            Write::Put(Directory::Shop(row)) => {
                let pid: &UserId = &row.partner_id;
                keys.insert(Key::Shop(pid.clone(), row.store_id.clone()));
                keys.extend(["A0", "A1"].map(|id| Key::ShopByAlipayId(pid.clone(), id.into())));
            }
            Write::Put(Directory::Setting(row)) => {
                keys.insert(Key::Setting(row.name.clone()));
            }
            _ => {}
        }
    }
    keys
}
