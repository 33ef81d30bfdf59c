//! A little world for the tests of methods: the memory store, a clock that stands, decisions run as the committer runs
//! them.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::FutureExt;
use tael_core::channel::Channel;
use tael_core::env::Env;
use tael_core::id::{AppId, Book, Id, Ids, TradeNo, UserId, WorldId};
use tael_core::ledger::{AccountId, AccountKind};
use tael_core::money::{Fen, Rate};
use tael_core::party::{App, Contract, Merchant, Shop, User};
use tael_core::time::Instant;
use tael_core::trade::{NotifyTarget, Trade};
use tael_store::memory::MemoryStore;
use tael_store::{
    Batch, Directory, Key, Need, Outbound, Page, Plan, Query, Row, Store, View, World as WorldRow, Write,
};
use tael_wire::json::Object;

use crate::method::{Answer, Call, CallFaults, DynMethod};
use crate::open_id::{OpenIds, Opened};
use crate::schema::Options;
use crate::trade::cashier::{self, PayButton};
use crate::trade::funding::Choice;
use crate::{admin, registry, trade, wallet};

/// Open ids that anybody can read: `app:user`.
struct PlainOpenIds;

impl OpenIds for PlainOpenIds {
    fn of(&self, app: &AppId, user: &UserId) -> Option<String> {
        Some(format!("{app}:{user}"))
    }

    fn open(&self, app: &AppId, open_id: &str) -> Opened {
        match open_id.split_once(':') {
            Some((own, user)) if own == app.as_str() => Opened::User(UserId::from(user)),
            Some(_) => Opened::OtherApp,
            None => Opened::Unknown,
        }
    }
}

/// The world.
pub(crate) struct World {
    store: MemoryStore,
    ids: Mutex<Ids>,
    now: Mutex<Instant>,
    rounds: AtomicUsize,
    /// The calling application; changes are effective at once.
    pub(crate) app: Mutex<App>,
    /// The buyers tick the agreements that orders offer.
    pub(crate) signs: AtomicBool,
    /// Faults of the calls to come.
    pub(crate) faults: CallFaults,
}

/// The merchant.
pub(crate) const PID: &str = "2088000000000100";
/// Another merchant.
pub(crate) const OTHER_PID: &str = "2088000000000200";
/// A rich buyer.
pub(crate) const RICH: &str = "2088000000000001";
/// Another rich buyer.
pub(crate) const FRIEND: &str = "2088000000000002";
/// A buyer with one fen.
pub(crate) const POOR: &str = "2088000000000003";
/// The password of every buyer.
pub(crate) const PASSWORD: &str = "111111";

pub(crate) fn now() -> Instant {
    Instant::parse_beijing("2026-11-22 10:00:00").unwrap()
}

pub(crate) fn a_user(id: &str, logon_id: &str) -> User {
    User {
        logon_id: logon_id.into(),
        name: "张三".into(),
        password_hash: wallet::hash_password("salt", PASSWORD),
        password_salt: "salt".into(),
        certified: true,
        ..User::new(UserId::from(id), WorldId::MAIN, Book::MAIN)
    }
}

pub(crate) fn a_merchant(pid: &str) -> Merchant {
    let rate = Rate(6000);
    Merchant {
        name: "商户".into(),
        certified: true,
        contracts: vec![Contract::plain("FACE_TO_FACE_PAYMENT", rate), Contract::plain("JSAPI_PAY", rate)],
        ..Merchant::new(UserId::from(pid), WorldId::MAIN, Book::MAIN)
    }
}

fn an_app() -> App {
    App { partner_id: Some(UserId::from(PID)), ..App::new(AppId::from("2021000000000001"), WorldId::MAIN) }
}

impl World {
    /// Two merchants, three buyers.
    pub(crate) fn new() -> World {
        let world = World {
            store: MemoryStore::new(),
            ids: Mutex::new(Ids::new(0, Id(0))),
            now: Mutex::new(now()),
            rounds: AtomicUsize::new(0),
            app: Mutex::new(an_app()),
            signs: AtomicBool::new(false),
            faults: CallFaults::default(),
        };
        let row = WorldRow { id: WorldId::MAIN, name: "main".into(), book: Book::MAIN, offset: 0 };
        world.run(|_, _| Ok((admin::found_world(row.clone()), ())));
        world.put(Directory::App(Arc::new(an_app())));
        for (index, pid) in [PID, OTHER_PID].into_iter().enumerate() {
            let merchant = Arc::new(a_merchant(pid));
            let user = Arc::new(User { corporate: true, ..a_user(pid, &format!("m{index}@tael.example")) });
            world.run(|view, _| Ok((admin::put_merchant(&merchant, &user, view)?, ())));
        }
        for (id, logon, balance) in [
            (RICH, "13800000001", 100_000_000),
            (FRIEND, "13800000002", 100_000_000),
            (POOR, "13800000003", 1),
        ] {
            world.hold(&a_user(id, logon), &[(Channel::Balance, Fen(balance))]);
        }
        world
    }

    pub(crate) fn hold(&self, user: &User, holdings: &[(Channel, Fen)]) {
        let user = Arc::new(user.clone());
        self.run(|view, env| Ok((admin::put_user(&user, holdings, view, env)?, ())));
    }

    pub(crate) fn put(&self, row: Directory) {
        self.run(|_, _| Ok((Plan::none().with(Write::Put(row.clone())), ())));
    }

    /// Changes the merchant.
    pub(crate) fn merchant(&self, change: impl FnOnce(&mut Merchant)) {
        let mut row = a_merchant(PID);
        change(&mut row);
        self.put(Directory::Merchant(Arc::new(row)));
    }

    /// Registers a store of the merchant.
    pub(crate) fn shop(&self, store_id: &str, account: Option<&str>) {
        self.shop_named(store_id, None, account);
    }

    /// The same with the platform's number of it.
    pub(crate) fn shop_named(&self, store_id: &str, alipay_store_id: Option<&str>, account: Option<&str>) {
        self.put(Directory::Shop(Arc::new(Shop {
            store_id: store_id.into(),
            partner_id: UserId::from(PID),
            world: WorldId::MAIN,
            alipay_store_id: alipay_store_id.map(Into::into),
            name: Some("门店".into()),
            account: account.map(UserId::from),
        })));
    }

    pub(crate) fn wait(&self, millis: i64) {
        let mut now = self.now.lock().unwrap();
        *now = now.plus(millis);
    }

    /// Decides and commits, as the committer does.
    pub(crate) fn run<T>(&self, decide: impl Fn(&View, &Env) -> Result<(Plan, T), Need>) -> T {
        let mut ids = self.ids.lock().unwrap();
        let now = *self.now.lock().unwrap();
        let env = Env::new(now, ids.block(now), ids.block(now).next().0.cast_unsigned());
        let mut view = View::default();
        for round in 1..=12 {
            match decide(&view, &env.restarted()) {
                Err(Need(keys)) => view.add(self.load(&keys)),
                Ok((plan, answer)) => {
                    let batch = Batch { id: ids.block(now).next(), plans: vec![plan] };
                    self.store.commit(batch).now_or_never().unwrap().unwrap();
                    self.rounds.store(round, Ordering::Relaxed);
                    return answer;
                }
            }
        }
        panic!("more than twelve rounds");
    }

    /// How often the last decision was run.
    pub(crate) fn rounds(&self) -> usize {
        self.rounds.load(Ordering::Relaxed)
    }

    fn load(&self, keys: &BTreeSet<Key>) -> Vec<(Key, Option<Row>)> {
        self.store.load(keys).now_or_never().unwrap().unwrap()
    }

    pub(crate) fn page(&self, query: Query) -> Page {
        self.store.page(query).now_or_never().unwrap().unwrap()
    }

    fn context(&self) -> Call {
        let app = self.app.lock().unwrap().clone();
        Call {
            world: WorldId::MAIN,
            book: Book::MAIN,
            pid: app.partner_id.clone(),
            auth_app_id: None,
            app: Arc::new(app),
            notify: Some(NotifyTarget {
                url: "http://127.0.0.1:9/notify".into(),
                charset: "utf-8".into(),
                sign_type: "RSA2".into(),
            }),
            open_ids: Arc::new(PlainOpenIds),
            faults: self.faults,
        }
    }

    /// Calls a method.
    pub(crate) fn call(&self, method: &str, biz_content: &serde_json::Value) -> Answer {
        let method: &dyn DynMethod = registry::by_name(method).unwrap();
        match method.prepare(self.context(), &biz_content.to_string(), Options::default()) {
            Ok(prepared) => self.run(|view, env| (prepared.decide)(view, env)),
            Err(refused) => *refused,
        }
    }

    /// Calls a method and gives its sub_code, or its code on success.
    pub(crate) fn verdict(&self, method: &str, biz_content: &serde_json::Value) -> &'static str {
        let answer = self.call(method, biz_content);
        answer.sub_code.unwrap_or(answer.code)
    }

    /// A payment code of a buyer.
    pub(crate) fn code(&self, user: &str) -> String {
        let user = UserId::from(user);
        let shown = self.run(|view, env| admin::show_code(&user, "bar_code", view, env));
        shown.unwrap().code.to_string()
    }

    /// The buyer presses the pay button; gives the code of a refusal.
    pub(crate) fn press(
        &self,
        trade_no: &str,
        buyer: &str,
        password: Option<&str>,
    ) -> Result<Arc<Trade>, &'static str> {
        self.press_with(trade_no, buyer, password, Choice::default())
    }

    /// The same, having chosen how to pay.
    pub(crate) fn press_with(
        &self,
        trade_no: &str,
        buyer: &str,
        password: Option<&str>,
        choice: Choice,
    ) -> Result<Arc<Trade>, &'static str> {
        let button = PayButton {
            book: Book::MAIN,
            world: WorldId::MAIN,
            trade_no: TradeNo::from(trade_no),
            buyer: UserId::from(buyer),
            password: password.map(str::to_owned),
            choice,
            sign_agreement: self.signs.load(Ordering::Relaxed),
        };
        self.run(|view, env| button.decide(&PlainOpenIds, view, env)).map_err(|r| r.code)
    }

    pub(crate) fn abandon(&self, trade_no: &str) -> Result<Arc<Trade>, &'static str> {
        let no = TradeNo::from(trade_no);
        self.run(|view, env| cashier::abandon(Book::MAIN, WorldId::MAIN, &no, view, env)).map_err(|r| r.code)
    }

    /// Fires the timers that are due; of how many something came.
    pub(crate) fn fire(&self) -> usize {
        let until = *self.now.lock().unwrap();
        let Page::Timers(due) = self.page(Query::DueTimers { world: WorldId::MAIN, until, limit: 100 })
        else {
            panic!("timers")
        };
        let closed = due.iter().filter(|t| self.run(|v, e| trade::due::fire(t, &PlainOpenIds, v, e)));
        closed.count()
    }

    /// What an operator makes at `path` (`agreements`, `authorisations`) of `body`, or changes with a number.
    pub(crate) fn operate(
        &self,
        path: &str,
        no: Option<&str>,
        body: &serde_json::Value,
    ) -> Result<serde_json::Value, admin::Refusal> {
        let place = admin::Place { world: WorldId::MAIN, book: Book::MAIN };
        let body = body.as_object().expect("an object");
        let ids = &PlainOpenIds;
        self.run(|view, env| match (path, no) {
            ("agreements", None) => admin::agreement::create(place, body, ids, view, env),
            ("agreements", Some(no)) => admin::agreement::change(place, no, body, ids, view, env),
            (_, None) => admin::authorisation::create(place, body, view, env),
            (_, Some(no)) => admin::authorisation::change(place, no, body, view, env),
        })
    }

    pub(crate) fn trade(&self, out_trade_no: &str) -> Option<Arc<Trade>> {
        let key = Key::TradeByOut(Book::MAIN, UserId::from(PID), out_trade_no.into());
        match self.load(&BTreeSet::from([key])).pop() {
            Some((_, Some(Row::Trade(trade)))) => Some(trade),
            _ => None,
        }
    }

    pub(crate) fn balance(&self, user: &str) -> Fen {
        let id = UserId::from(user);
        self.held(&id, Channel::Balance)
    }

    /// What a channel of a user holds.
    pub(crate) fn held(&self, user: &UserId, channel: Channel) -> Fen {
        let held = self.run(|view, _| Ok((Plan::none(), admin::holding(Book::MAIN, user, channel, view)?)));
        held.unwrap_or_default()
    }

    /// What an account of the platform holds.
    pub(crate) fn platform(&self, kind: AccountKind) -> Fen {
        let account = AccountId::platform(kind);
        self.run(|view, _| Ok((Plan::none(), view.balance(Book::MAIN, account)?))).unwrap_or_default()
    }

    pub(crate) fn notifications(&self, out_trade_no: &str) -> Vec<Arc<Outbound>> {
        let trade = self.trade(out_trade_no).unwrap();
        match self.page(Query::OutboundOf(Book::MAIN, trade.id)) {
            Page::Outbound(rows) => rows,
            other => panic!("{other:?}"),
        }
    }

    /// The books balance.
    pub(crate) fn check(&self) {
        let Page::Totals { positive, negative } = self.page(Query::Totals(Book::MAIN)) else {
            panic!("totals")
        };
        assert_eq!(positive.0 + negative.0, 0);
    }
}

/// A member of an answer as text.
pub(crate) fn member<'a>(body: &'a Object, name: &str) -> Option<&'a str> {
    match body.get(name) {
        Some(tael_wire::json::Value::Text(text)) => Some(text),
        _ => None,
    }
}
