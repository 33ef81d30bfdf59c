//! The tables as ordered maps, and rows by their keys.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::agreement::Agreement;
use tael_core::authorisation::{Authorisation, Operation};
use tael_core::id::{AppId, Book, Id, TradeNo, UserId, WorldId};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;
use tael_core::party::{App, AppAuth, Merchant, MiniProgram, RiskRules, Shop, SubMerchant, User};
use tael_core::trade::Trade;

use super::library::Library;
use crate::key::{CounterKey, Key, Terms};
use crate::row::{
    Account, Attempt, AuthCode, BatchRow, Counter, CouponUse, HistoryRow, Outbound, Row, Setting,
    StoredJournal, Timer, World,
};

/// Owner and kind in one number, and the period: the order in which counters are scanned.
pub(super) type CounterAt = (Book, i64, i32);

/// All tables.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// The world of each book that was ever written in, as far as it is known.
    pub(super) books: BTreeMap<Book, Option<WorldId>>,
    pub(super) settings: BTreeMap<SmolStr, Setting>,
    pub(super) worlds: BTreeMap<WorldId, World>,
    pub(super) apps: BTreeMap<AppId, Arc<App>>,
    pub(super) merchants: BTreeMap<UserId, Arc<Merchant>>,
    pub(super) users: BTreeMap<UserId, Arc<User>>,
    pub(super) shops: BTreeMap<(UserId, SmolStr), Arc<Shop>>,
    pub(super) mini_programs: BTreeMap<AppId, Arc<MiniProgram>>,
    pub(super) sub_merchants: BTreeMap<SmolStr, Arc<SubMerchant>>,
    pub(super) app_auths: BTreeMap<SmolStr, Arc<AppAuth>>,
    pub(super) risk_rules: BTreeMap<WorldId, Arc<RiskRules>>,
    pub(super) accounts: BTreeMap<(Book, AccountId), Fen>,
    pub(super) counters: BTreeMap<CounterAt, Counter>,
    pub(super) trades: BTreeMap<(Book, Id), Arc<Trade>>,
    pub(super) trades_by_no: BTreeMap<(Book, TradeNo), Id>,
    pub(super) trades_by_out: BTreeMap<(Book, UserId, SmolStr), Id>,
    pub(super) requests: BTreeMap<(Book, Id), Arc<str>>,
    pub(super) events: BTreeMap<(Book, Id, u32), HistoryRow>,
    pub(super) journals: BTreeMap<(Book, Id), StoredJournal>,
    pub(super) batches: BTreeMap<(Book, i64), BatchRow>,
    pub(super) outbox: BTreeMap<(Book, Id), Arc<Outbound>>,
    pub(super) attempts: BTreeMap<(Book, Id, u32), Attempt>,
    pub(super) timers: BTreeMap<(Book, i64, Id), Timer>,
    pub(super) codes: BTreeMap<(Book, SmolStr), AuthCode>,
    pub(super) code_uses: BTreeMap<(Book, SmolStr), Id>,
    pub(super) agreements: BTreeMap<(Book, Id), Arc<Agreement>>,
    pub(super) authorisations: BTreeMap<(Book, Id), Arc<Authorisation>>,
    pub(super) operations: BTreeMap<(Book, Id, u32), Operation>,
    /// By the serial of the user.
    pub(super) coupon_uses: BTreeMap<(Book, i64, SmolStr), CouponUse>,
    pub(super) library: Library,
}

impl State {
    /// The row under a key.
    pub(super) fn row(&self, key: &Key) -> Option<Row> {
        match key {
            Key::Setting(name) => self.settings.get(name).cloned().map(Row::Setting),
            Key::World(id) => self.worlds.get(id).cloned().map(Row::World),
            Key::App(id) => self.apps.get(id).cloned().map(Row::App),
            Key::Merchant(pid) => self.merchants.get(pid).cloned().map(Row::Merchant),
            Key::User(id) => self.users.get(id).cloned().map(Row::User),
            Key::UsersByLogon(world, logon) => {
                let named = |u: &&Arc<User>| u.world == *world && u.logon_id == *logon && !logon.is_empty();
                let ids: Vec<UserId> = self.users.values().filter(named).map(|u| u.user_id.clone()).collect();
                (!ids.is_empty()).then_some(Row::UserIds(ids))
            }
            Key::Shop(pid, id) => self.shops.get(&(pid.clone(), id.clone())).cloned().map(Row::Shop),
            Key::ShopByAlipayId(pid, id) => {
                let named = |s: &&Arc<Shop>| s.partner_id == *pid && s.alipay_store_id.as_ref() == Some(id);
                self.shops.values().find(named).cloned().map(Row::Shop)
            }
            Key::MiniProgram(id) => self.mini_programs.get(id).cloned().map(Row::MiniProgram),
            Key::SubMerchant(id) => self.sub_merchants.get(id).cloned().map(Row::SubMerchant),
            Key::AppAuth(token) => self.app_auths.get(token).cloned().map(Row::AppAuth),
            Key::RiskRules(world) => self.risk_rules.get(world).cloned().map(Row::RiskRules),
            Key::AuthCode(book, code) => {
                self.codes.get(&(*book, code.clone())).map(|c| Row::AuthCode(self.code(c)))
            }
            Key::CouponUse(book, user, coupon) => user
                .serial()
                .and_then(|owner| self.coupon_uses.get(&(*book, owner, coupon.clone())))
                .cloned()
                .map(Row::CouponUse),
            Key::Account(book, id) => {
                let account = |balance: &Fen| Account { book: *book, id: *id, balance: *balance };
                self.accounts.get(&(*book, *id)).map(account).map(Row::Account)
            }
            Key::Counter(book, key) => self.counters.get(&at(*book, *key)).copied().map(Row::Counter),
            Key::Trade(book, id) => self.trade(*book, id),
            Key::TradeByNo(book, no) => {
                self.trades_by_no.get(&(*book, no.clone())).and_then(|id| self.trade(*book, id))
            }
            Key::TradeByOut(book, pid, out) => self
                .trades_by_out
                .get(&(*book, pid.clone(), out.clone()))
                .and_then(|id| self.trade(*book, id)),
            Key::Outbound(book, id) => self.outbox.get(&(*book, *id)).cloned().map(Row::Outbound),
            Key::Agreement(book, no) => {
                self.agreements_in(*book).find(|a| a.no == *no).cloned().map(Row::Agreement)
            }
            Key::AgreementByTerms(book, terms) => self
                .agreements_in(*book)
                .filter(|a| Terms::of(a) == *terms)
                .last()
                .cloned()
                .map(Row::Agreement),
            Key::AgreementsOf(book, pid, user) => {
                let live = |a: &&Arc<Agreement>| a.pid == *pid && a.user == *user && a.is_live();
                let rows: Vec<_> = self.agreements_in(*book).filter(live).cloned().collect();
                (!rows.is_empty()).then_some(Row::Agreements(rows))
            }
            Key::Authorisation(book, no) => {
                self.authorisations_in(*book).find(|a| a.no == *no).cloned().map(Row::Authorisation)
            }
            Key::AuthorisationByOut(book, pid, out) => {
                let named = |a: &&Arc<Authorisation>| a.pid == *pid && a.out_order_no == *out;
                self.authorisations_in(*book).find(named).cloned().map(Row::Authorisation)
            }
            Key::Library(book, key) => self.library.row(*book, key).map(Row::Library),
        }
    }

    /// The agreements of a book by rising key.
    pub(super) fn agreements_in(&self, book: Book) -> impl Iterator<Item = &Arc<Agreement>> {
        self.agreements.range((book, Id(i64::MIN))..=(book, Id(i64::MAX))).map(|(_, row)| row)
    }

    /// The authorisations of a book by rising key.
    pub(super) fn authorisations_in(&self, book: Book) -> impl Iterator<Item = &Arc<Authorisation>> {
        self.authorisations.range((book, Id(i64::MIN))..=(book, Id(i64::MAX))).map(|(_, row)| row)
    }

    /// A payment code with its use.
    pub(super) fn code(&self, code: &AuthCode) -> AuthCode {
        AuthCode { used_by: self.code_uses.get(&(code.book, code.code.clone())).copied(), ..code.clone() }
    }

    fn trade(&self, book: Book, id: &Id) -> Option<Row> {
        self.trades.get(&(book, *id)).cloned().map(Row::Trade)
    }
}

/// Where a counter stands.
pub(super) fn at(book: Book, key: CounterKey) -> CounterAt {
    (book, key.packed(), key.period)
}
