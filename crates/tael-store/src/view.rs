//! The view: what a decision sees of the store.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::agreement::Agreement;
use tael_core::authorisation::Authorisation;
use tael_core::id::{AppId, Book, Id, TradeNo, UserId, WorldId};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;
use tael_core::party::{App, AppAuth, Merchant, MiniProgram, RiskRules, Shop, SubMerchant, User};
use tael_core::trade::Trade;

use crate::key::{CounterKey, Key, Terms};
use crate::plan::{Directory, Plan, Write};
use crate::row::{Account, AuthCode, CouponUse, Outbound, OutboundState, Row, Setting, World};

mod library;

/// What must be loaded before a decision can go on. Not an error: the decision runs again with these rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need(pub BTreeSet<Key>);

/// Rows that were asked for (`None`: asked and absent), under the effects of the commands of the batch so far.
///
/// Asking for what is not loaded stops the decision with [`Need`]. So there is no second list of reads to forget, and
/// "absent" is never mistaken for "not asked". Balances and counters are the loaded row plus the deltas of the batch,
/// so that a delta posted before its row is loaded is not lost.
#[derive(Debug, Default)]
pub struct View {
    rows: BTreeMap<Key, Option<Row>>,
    balances: BTreeMap<(Book, AccountId), i64>,
    counts: BTreeMap<(Book, CounterKey), i64>,
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) = $key:expr => $variant:ident $row:ty;)*) => {
        $($(#[$doc])*
        ///
        /// # Errors
        /// [`Need`] where it is not loaded yet.
        pub fn $name(&self, $($arg: $type),*) -> Result<Option<&$row>, Need> {
            match self.row($key)? {
                Some(Row::$variant(row)) => Ok(Some(row)),
                Some(other) => unreachable!("the key's variant fixes the row's, got {other:?}"),
                None => Ok(None),
            }
        })*
    };
}

impl View {
    getters! {
        /// A setting of the installation.
        setting(name: &str) = Key::Setting(name.into()) => Setting Setting;
        /// A world.
        world(id: WorldId) = Key::World(id) => World World;
        /// An application.
        app(id: &AppId) = Key::App(id.clone()) => App Arc<App>;
        /// A merchant by PID.
        merchant(pid: &UserId) = Key::Merchant(pid.clone()) => Merchant Arc<Merchant>;
        /// A user by user id.
        user(id: &UserId) = Key::User(id.clone()) => User Arc<User>;
        /// The users with this login name.
        users_by_logon(world: WorldId, logon_id: &str) = Key::UsersByLogon(world, logon_id.into()) => UserIds Vec<UserId>;
        /// A store by the merchant's number.
        shop(pid: &UserId, store_id: &str) = Key::Shop(pid.clone(), store_id.into()) => Shop Arc<Shop>;
        /// A store by the platform's number.
        shop_by_alipay_id(pid: &UserId, id: &str) = Key::ShopByAlipayId(pid.clone(), id.into()) => Shop Arc<Shop>;
        /// The links of a mini program.
        mini_program(id: &AppId) = Key::MiniProgram(id.clone()) => MiniProgram Arc<MiniProgram>;
        /// A sub-merchant.
        sub_merchant(smid: &str) = Key::SubMerchant(smid.into()) => SubMerchant Arc<SubMerchant>;
        /// An authorisation by its token.
        app_auth(token: &str) = Key::AppAuth(token.into()) => AppAuth Arc<AppAuth>;
        /// The risk rules of a world.
        risk_rules(world: WorldId) = Key::RiskRules(world) => RiskRules Arc<RiskRules>;
        /// A payment code.
        auth_code(book: Book, code: &str) = Key::AuthCode(book, code.into()) => AuthCode AuthCode;
        /// The use of a coupon of a user; none where it can still be used.
        coupon_use(book: Book, user: &UserId, coupon: &str) = Key::CouponUse(book, user.clone(), coupon.into()) => CouponUse CouponUse;
        /// A trade by its key.
        trade(book: Book, id: Id) = Key::Trade(book, id) => Trade Arc<Trade>;
        /// A trade by the platform's number.
        trade_by_no(book: Book, no: &TradeNo) = Key::TradeByNo(book, no.clone()) => Trade Arc<Trade>;
        /// A trade by the merchant's order number.
        trade_by_out(book: Book, pid: &UserId, out: &str) = Key::TradeByOut(book, pid.clone(), out.into()) => Trade Arc<Trade>;
        /// A notification.
        outbound(book: Book, id: Id) = Key::Outbound(book, id) => Outbound Arc<Outbound>;
        /// An agreement.
        agreement(book: Book, no: &str) = Key::Agreement(book, no.into()) => Agreement Arc<Agreement>;
        /// The newest agreement of these terms.
        agreement_by_terms(book: Book, terms: &Terms) = Key::AgreementByTerms(book, terms.clone()) => Agreement Arc<Agreement>;
        /// The agreements of a user with a merchant that have not ended.
        agreements_of(book: Book, pid: &UserId, user: &UserId) = Key::AgreementsOf(book, pid.clone(), user.clone()) => Agreements Vec<Arc<Agreement>>;
        /// An authorisation.
        authorisation(book: Book, no: &str) = Key::Authorisation(book, no.into()) => Authorisation Arc<Authorisation>;
        /// An authorisation by the merchant's number.
        authorisation_by_out(book: Book, pid: &UserId, out: &str) = Key::AuthorisationByOut(book, pid.clone(), out.into()) => Authorisation Arc<Authorisation>;
    }

    /// What an account holds; `None` where there is no such account.
    ///
    /// # Errors
    /// [`Need`] where the account is not loaded yet.
    pub fn balance(&self, book: Book, id: AccountId) -> Result<Option<Fen>, Need> {
        match self.row(Key::Account(book, id))? {
            Some(Row::Account(account)) => {
                let delta = self.balances.get(&(book, id)).copied().unwrap_or(0);
                Ok(Some(Fen(account.balance.0.saturating_add(delta))))
            }
            Some(other) => unreachable!("the key's variant fixes the row's, got {other:?}"),
            None => Ok(None),
        }
    }

    /// What a counter has come to; zero where it was never counted.
    ///
    /// # Errors
    /// [`Need`] where the counter is not loaded yet.
    pub fn counted(&self, book: Book, key: CounterKey) -> Result<Fen, Need> {
        let stored = match self.row(Key::Counter(book, key))? {
            Some(Row::Counter(counter)) => counter.used.0,
            Some(other) => unreachable!("the key's variant fixes the row's, got {other:?}"),
            None => 0,
        };
        Ok(Fen(stored.saturating_add(self.counts.get(&(book, key)).copied().unwrap_or(0))))
    }

    /// Adds loaded rows; rows that are there already, perhaps changed by the batch, stay.
    pub fn add(&mut self, loaded: impl IntoIterator<Item = (Key, Option<Row>)>) {
        for (key, row) in loaded {
            if let Entry::Vacant(entry) = self.rows.entry(key.clone()) {
                entry.insert(row);
                self.catch_up(&key);
            }
        }
    }

    /// True where this key has been loaded.
    #[must_use]
    pub fn knows(&self, key: &Key) -> bool {
        self.rows.contains_key(key)
    }

    /// Takes in the writes of a decided command, so that the next one in the batch sees them.
    pub fn apply(&mut self, plan: &Plan) {
        for write in &plan.0 {
            self.apply_write(write);
        }
    }

    fn apply_write(&mut self, write: &Write) {
        match write {
            Write::InsertTrade { trade, .. } | Write::UpdateTrade { trade, .. } => self.put_trade(trade),
            Write::IssueCode(code) => {
                self.put(Key::AuthCode(code.book, code.code.clone()), Row::AuthCode(code.clone()));
            }
            Write::UseCode { book, code, trade } => {
                if let Some(Some(Row::AuthCode(row))) = self.rows.get_mut(&Key::AuthCode(*book, code.clone()))
                {
                    row.used_by = Some(*trade);
                }
            }
            Write::UseCoupon(usage) => {
                let key = Key::CouponUse(usage.book, usage.user.clone(), usage.coupon.clone());
                self.put(key, Row::CouponUse(usage.clone()));
            }
            Write::OpenAccount(book, id) => {
                let row = self.rows.entry(Key::Account(*book, *id)).or_insert(None);
                row.get_or_insert(Row::Account(Account { book: *book, id: *id, balance: Fen::ZERO }));
            }
            Write::Post(book, journal) => {
                for posting in journal.postings() {
                    *self.balances.entry((*book, posting.account)).or_default() += posting.amount.0;
                }
            }
            Write::Count { book, key, by, .. } => *self.counts.entry((*book, *key)).or_default() += by.0,
            Write::Enqueue(outbound) => {
                self.put(Key::Outbound(outbound.book, outbound.id), Row::Outbound(Arc::clone(outbound)));
            }
            Write::BeginAttempt { book, outbound, n, next, .. } => {
                self.change_outbound(*book, *outbound, |row| {
                    (row.attempts, row.due) = (*n, *next);
                })
            }
            Write::EndAttempt { book, outbound, end, .. } => self.change_outbound(*book, *outbound, |row| {
                if end.delivered {
                    (row.state, row.due) = (OutboundState::Delivered, None);
                } else if row.due.is_none() && row.state == OutboundState::Pending {
                    row.state = OutboundState::Exhausted;
                }
            }),
            Write::InsertAgreement(row) | Write::UpdateAgreement(row) => self.put_agreement(row),
            Write::InsertAuthorisation { authorisation: row, .. }
            | Write::UpdateAuthorisation { authorisation: row, .. } => {
                let out = Key::AuthorisationByOut(row.book, row.pid.clone(), row.out_order_no.clone());
                self.put(out, Row::Authorisation(Arc::clone(row)));
                self.put(Key::Authorisation(row.book, row.no.clone()), Row::Authorisation(Arc::clone(row)));
            }
            Write::Arm(_) | Write::Disarm { .. } => {}
            Write::Library(write) => self.take_library(write),
            Write::Put(directory) => self.put_directory(directory),
        }
    }

    fn put_directory(&mut self, directory: &Directory) {
        let (key, row) = match directory {
            Directory::Setting(row) => (Key::Setting(row.name.clone()), Row::Setting(row.clone())),
            Directory::World(row) => (Key::World(row.id), Row::World(row.clone())),
            Directory::App(row) => (Key::App(row.app_id.clone()), Row::App(Arc::clone(row))),
            Directory::Merchant(row) => {
                (Key::Merchant(row.partner_id.clone()), Row::Merchant(Arc::clone(row)))
            }
            Directory::User(row) => {
                // look-ups by login name that the batch has loaded may be stale now: ask again from what is known
                self.move_logon(row);
                (Key::User(row.user_id.clone()), Row::User(Arc::clone(row)))
            }
            Directory::Shop(row) => {
                if let Some(id) = &row.alipay_store_id {
                    let key = Key::ShopByAlipayId(row.partner_id.clone(), id.clone());
                    self.put(key, Row::Shop(Arc::clone(row)));
                }
                (Key::Shop(row.partner_id.clone(), row.store_id.clone()), Row::Shop(Arc::clone(row)))
            }
            Directory::MiniProgram(row) => {
                (Key::MiniProgram(row.app_id.clone()), Row::MiniProgram(Arc::clone(row)))
            }
            Directory::SubMerchant(row) => {
                (Key::SubMerchant(row.smid.clone()), Row::SubMerchant(Arc::clone(row)))
            }
            Directory::AppAuth(row) => {
                (Key::AppAuth(row.app_auth_token.clone()), Row::AppAuth(Arc::clone(row)))
            }
            Directory::RiskRules(row) => (Key::RiskRules(row.world), Row::RiskRules(Arc::clone(row))),
        };
        self.put(key, row);
    }

    fn move_logon(&mut self, user: &User) {
        for (key, row) in &mut self.rows {
            let (Key::UsersByLogon(world, logon), row) = (key, row) else { continue };
            let belongs = *world == user.world && *logon == user.logon_id && !user.logon_id.is_empty();
            let ids = match row.get_or_insert(Row::UserIds(Vec::new())) {
                Row::UserIds(ids) => ids,
                other => unreachable!("the key's variant fixes the row's, got {other:?}"),
            };
            ids.retain(|id| *id != user.user_id);
            if belongs {
                ids.push(user.user_id.clone());
                ids.sort();
            }
            if ids.is_empty() {
                *row = None;
            }
        }
    }

    fn put_trade(&mut self, trade: &Arc<Trade>) {
        let row = || Row::Trade(Arc::clone(trade));
        self.put(Key::Trade(trade.book, trade.id), row());
        self.put(Key::TradeByNo(trade.book, trade.no.clone()), row());
        self.put(Key::TradeByOut(trade.book, trade.pid.clone(), SmolStr::clone(&trade.out_trade_no)), row());
    }

    fn put_agreement(&mut self, agreement: &Arc<Agreement>) {
        let book = agreement.book;
        let row = || Row::Agreement(Arc::clone(agreement));
        self.put(Key::Agreement(book, agreement.no.clone()), row());
        // one that has ended never changes again, so what changes is the newest of its terms
        self.put(Key::AgreementByTerms(book, Terms::of(agreement)), row());
        let of = Key::AgreementsOf(book, agreement.pid.clone(), agreement.user.clone());
        if let Some(live) = self.rows.get_mut(&of) {
            take_in(live, agreement);
        }
    }

    /// Agreements that the batch has changed before the list in which they stand was loaded.
    fn catch_up(&mut self, list: &Key) {
        let Key::AgreementsOf(book, pid, user) = list else { return };
        let own: Vec<Arc<Agreement>> = self
            .rows
            .iter()
            .filter_map(|(key, row)| match (key, row) {
                (Key::Agreement(b, _), Some(Row::Agreement(a))) if b == book => Some(a),
                _ => None,
            })
            .filter(|a| a.pid == *pid && a.user == *user)
            .cloned()
            .collect();
        if let Some(live) = self.rows.get_mut(list) {
            own.iter().for_each(|agreement| take_in(live, agreement));
        }
    }

    fn change_outbound(&mut self, book: Book, id: Id, change: impl FnOnce(&mut Outbound)) {
        if let Some(Some(Row::Outbound(row))) = self.rows.get_mut(&Key::Outbound(book, id)) {
            change(Arc::make_mut(row));
        }
    }

    fn put(&mut self, key: Key, row: Row) {
        self.rows.insert(key, Some(row));
    }

    fn row(&self, key: Key) -> Result<Option<&Row>, Need> {
        match self.rows.get(&key) {
            Some(row) => Ok(row.as_ref()),
            None => Err(Need(BTreeSet::from([key]))),
        }
    }
}

/// Brings a list of agreements that have not ended to this state of one of them.
fn take_in(live: &mut Option<Row>, agreement: &Arc<Agreement>) {
    let rows = match live.get_or_insert(Row::Agreements(Vec::new())) {
        Row::Agreements(rows) => rows,
        other => unreachable!("the key's variant fixes the row's, got {other:?}"),
    };
    rows.retain(|row| row.id != agreement.id);
    if agreement.is_live() {
        rows.push(Arc::clone(agreement));
        rows.sort_by_key(|row| row.id);
    }
    if rows.is_empty() {
        *live = None;
    }
}

/// Gathers asks whose answers are looked at later, so that they are loaded in one round.
#[derive(Debug, Default)]
#[must_use]
pub struct Asked(BTreeSet<Key>);

impl Asked {
    /// Nothing asked yet.
    pub fn new() -> Asked {
        Asked::default()
    }

    /// One more ask.
    pub fn and<T>(mut self, ask: Result<T, Need>) -> Asked {
        if let Err(Need(keys)) = ask {
            self.0.extend(keys);
        }
        self
    }

    /// Goes on when everything asked for is loaded.
    ///
    /// # Errors
    /// [`Need`] for what is not.
    pub fn join(self) -> Result<(), Need> {
        if self.0.is_empty() { Ok(()) } else { Err(Need(self.0)) }
    }
}

/// Joins independent asks into one round.
pub trait Join {
    /// What is there when all are loaded.
    type Out;

    /// All values, or everything that is still needed for them.
    ///
    /// # Errors
    /// The union of the needs.
    fn join(self) -> Result<Self::Out, Need>;
}

macro_rules! join {
    ($($type:ident $index:tt),*) => {
        impl<$($type),*> Join for ($(Result<$type, Need>,)*) {
            type Out = ($($type,)*);

            fn join(self) -> Result<Self::Out, Need> {
                let mut need = BTreeSet::new();
                $(if let Err(Need(keys)) = &self.$index { need.extend(keys.iter().cloned()); })*
                if need.is_empty() {
                    Ok(($(self.$index.unwrap_or_else(|_| unreachable!("no need, so each ask has its value")),)*))
                } else {
                    Err(Need(need))
                }
            }
        }
    };
}
join!(A 0, B 1);
join!(A 0, B 1, C 2);
join!(A 0, B 1, C 2, D 3);
join!(A 0, B 1, C 2, D 3, E 4);
