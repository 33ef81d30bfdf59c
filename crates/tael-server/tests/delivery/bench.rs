//! A gateway's outgoing half on a store in memory.

use std::sync::{Arc, LazyLock};

use smol_str::SmolStr;
use tael_core::channel::ChannelLists;
use tael_core::env::Env;
use tael_core::id::{AppId, Book, Id, UserId, WorldId};
use tael_core::money::Fen;
use tael_core::time::Instant;
use tael_core::trade::{
    NotifyTarget, Opening, Trade, TradeApi, TradeContext, TradeDetail, TradeEvent, TradeStatus,
};
use tael_server::advance::{self, Advancer};
use tael_server::clock::{Clocks, WorldClock};
use tael_server::committer::{Committer, Failure};
use tael_server::outbound::{self, DeliveryFaults, Dispatcher, Limits, NoFaults, Policy};
use tael_server::pace::Turns;
use tael_server::timers::{self, Fire, Timers};
use tael_store::memory::MemoryStore;
use tael_store::{
    Attempt, Directory, Happening, Key, Need, Outbound, OutboundState, Page, Plan, Query, Row, Store, Timer,
    TimerKind, View, World, Write,
};
use tael_wire::sign::{PrivateKey, PublicKey, Signer};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use crate::receiver::Receiver;

pub(crate) const WORLD: WorldId = WorldId::MAIN;
pub(crate) const BOOK: Book = Book::MAIN;

static KEY: LazyLock<PrivateKey> = LazyLock::new(|| PrivateKey::generate(2048).unwrap());

pub(crate) fn platform_key() -> &'static PublicKey {
    KEY.public_key()
}

/// How a bench differs from an ordinary gateway.
pub(crate) struct Setup {
    pub(crate) policy: Policy,
    pub(crate) limits: Limits,
    pub(crate) faults: Arc<dyn DeliveryFaults>,
    pub(crate) fire: Fire,
}

impl Default for Setup {
    fn default() -> Setup {
        Setup {
            policy: Policy::dev(),
            limits: Limits::default(),
            faults: Arc::new(NoFaults),
            fire: Arc::new(close_and_notify),
        }
    }
}

pub(crate) struct Bench {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) committer: Committer,
    pub(crate) clocks: Arc<Clocks>,
    pub(crate) dispatcher: Dispatcher,
    pub(crate) timers: Timers,
    pub(crate) advancer: Advancer,
    setup: Setup,
    turns: Arc<Turns>,
}

impl Bench {
    pub(crate) async fn start(setup: Setup) -> Bench {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let clocks = Arc::new(Clocks::default());
        assert_eq!(clocks.of(WORLD).offset(), 0);
        let (committer, _) = Committer::start(Arc::clone(&store), Arc::clone(&clocks), 1, 4096).unwrap();
        let turns = Arc::new(Turns::default());
        let dispatcher = dispatcher(&setup, &store, &committer, &clocks, &turns);
        let woken = dispatcher.clone();
        let timers = Timers::start(timers::Parts {
            store: Arc::clone(&store),
            committer: committer.clone(),
            clocks: Arc::clone(&clocks),
            turns: Arc::clone(&turns),
            fire: Arc::clone(&setup.fire),
            fired: Arc::new(move || woken.wake()),
            runtime: Handle::current(),
        });
        let advancer = Advancer::new(advance::Parts {
            store: Arc::clone(&store),
            committer: committer.clone(),
            clocks: Arc::clone(&clocks),
            turns: Arc::clone(&turns),
            dispatcher: dispatcher.clone(),
            timers: timers.clone(),
            runtime: Handle::current(),
        });
        let bench = Bench { store, committer, clocks, dispatcher, timers, advancer, setup, turns };
        let world = World { id: WORLD, name: "main".into(), book: BOOK, offset: 0 };
        bench.write(move |_| Write::Put(Directory::World(world.clone()))).await;
        bench
    }

    /// One more dispatcher on the same store, as another node has one.
    pub(crate) fn another_dispatcher(&self) -> Dispatcher {
        dispatcher(&self.setup, &self.store, &self.committer, &self.clocks, &self.turns)
    }

    pub(crate) fn clock(&self) -> Arc<WorldClock> {
        self.clocks.of(WORLD)
    }

    pub(crate) async fn run<T: Send + 'static>(
        &self,
        decision: impl FnMut(&View, &Env) -> Result<(Plan, T), Need> + Send + 'static,
    ) -> Result<T, Failure> {
        self.committer.run(WORLD, None, decision).await
    }

    pub(crate) async fn write(&self, mut write: impl FnMut(&Env) -> Write + Send + 'static) {
        self.run(move |_, env| Ok((Plan::none().with(write(env)), ()))).await.unwrap();
    }

    /// Enqueues a notification of trade `trade` to `receiver` and wakes the dispatcher.
    pub(crate) async fn notify(&self, receiver: &Receiver, trade: i64) -> Id {
        self.enqueue(trade, receiver.url.clone(), receiver.host.clone(), |_| ()).await
    }

    pub(crate) async fn enqueue(
        &self,
        trade: i64,
        url: String,
        host: String,
        change: impl Fn(&mut Outbound) + Send + 'static,
    ) -> Id {
        let id = self.run(move |_, env| {
            let mut row = outbound(Id(trade), &url, &host, env);
            change(&mut row);
            let id = row.id;
            Ok((Plan::none().with(Write::Enqueue(Arc::new(row))), id))
        });
        let id = id.await.unwrap();
        self.dispatcher.wake();
        id
    }

    /// A waiting trade whose limit passes after so many milliseconds, with its timer; notified to `target` then.
    pub(crate) async fn trade(&self, number: &str, limit: i64, target: Option<String>) -> Id {
        let number = SmolStr::new(number);
        let id = self.run(move |_, env| {
            let trade = Arc::new(Trade::open(opening(&number, env.now.plus(limit), target.clone()), env));
            let timer = Timer {
                due: trade.expires_at,
                book: BOOK,
                world: WORLD,
                kind: TimerKind::TradeTimeout,
                subject: trade.id,
            };
            let id = trade.id;
            let happening = Happening::new(TradeEvent::Created, None, env.now);
            let insert = Write::InsertTrade { trade, happening, request: "{}".into() };
            Ok((Plan::none().with(insert).with(Write::Arm(timer)), id))
        });
        id.await.unwrap()
    }

    /// Everything that is due has been delivered when this ends.
    pub(crate) async fn settle(&self) -> u32 {
        self.advancer.advance(WORLD, 0).await.unwrap().fired
    }

    pub(crate) async fn attempts(&self, id: Id) -> Vec<Attempt> {
        match self.store.page(Query::AttemptsOf(BOOK, id)).await.unwrap() {
            Page::Attempts(attempts) => attempts,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn outbound(&self, id: Id) -> Arc<Outbound> {
        match self.load(Key::Outbound(BOOK, id)).await {
            Some(Row::Outbound(row)) => row,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn load(&self, key: Key) -> Option<Row> {
        self.store.load(&[key].into()).await.unwrap().remove(0).1
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.committer.stop();
    }
}

fn dispatcher(
    setup: &Setup,
    store: &Arc<dyn Store>,
    committer: &Committer,
    clocks: &Arc<Clocks>,
    turns: &Arc<Turns>,
) -> Dispatcher {
    Dispatcher::start(outbound::Parts {
        store: Arc::clone(store),
        committer: committer.clone(),
        clocks: Arc::clone(clocks),
        turns: Arc::clone(turns),
        signer: Arc::new(Signer::new(&KEY).unwrap()),
        policy: setup.policy,
        limits: setup.limits,
        faults: Arc::clone(&setup.faults),
        observe: Arc::new(|_| {}),
        runtime: Handle::current(),
        signing: outbound::Signing { runtime: Handle::current(), turns: Arc::new(Semaphore::new(2)) },
    })
}

/// A notification of a trade.
pub(crate) fn outbound(trade: Id, url: &str, host: &str, env: &Env) -> Outbound {
    let id = env.ids.next();
    let notify_id = SmolStr::new(format!("{:034}", id.0));
    let params =
        [("notify_type", "trade_status_sync"), ("notify_id", &notify_id), ("subject", "支付 € 😀 𠮷 a+b")];
    Outbound {
        book: BOOK,
        id,
        world: WORLD,
        topic: tael_store::Topic::Trade,
        subject: trade,
        subject_no: SmolStr::new(format!("{:028}", trade.0)),
        app_id: AppId::from("2021000000000001"),
        url: url.to_owned(),
        host: host.to_owned(),
        charset: "utf-8".into(),
        sign_type: "RSA2".into(),
        params: params.iter().map(|(name, value)| (SmolStr::new(name), (*value).to_owned())).collect(),
        notify_id,
        created_at: env.now,
        due: Some(env.now),
        attempts: 0,
        state: OutboundState::Pending,
    }
}

fn opening(number: &SmolStr, expires_at: Instant, target: Option<String>) -> Opening {
    let payee = UserId::from_serial(9);
    Opening {
        book: BOOK,
        world: WORLD,
        pid: payee.clone(),
        out_trade_no: number.clone(),
        app_id: AppId::from("2021000000000001"),
        total: Fen(100),
        payee,
        buyer: None,
        expires_at,
        detail: TradeDetail {
            api: TradeApi::Create,
            product_code: "JSAPI_PAY".into(),
            subject: "苹果".into(),
            body: None,
            discountable: Fen(100),
            undiscountable: Fen(0),
            component_order: None,
            funding: Default::default(),
            channels: ChannelLists::default(),
            store_id: None,
            store_name: None,
            terminal_id: None,
            passback_params: None,
            notify: target.map(|url| NotifyTarget { url, charset: "utf-8".into(), sign_type: "RSA2".into() }),
            alipay_store_id: None,
            asynchronous: None,
            offer: None,
            settlement: None,
            context: TradeContext::default(),
            payment: None,
        },
    }
}

/// Closes a trade whose limit has passed, and notifies that where the trade says where to.
fn close_and_notify(timer: &Timer, view: &View, env: &Env) -> Result<(Plan, bool), Need> {
    let mut plan =
        Plan::none().with(Write::Disarm { book: timer.book, kind: timer.kind, subject: timer.subject });
    let trade = view.trade(timer.book, timer.subject)?.expect("the trade of its timer");
    let Ok(closed) = trade.time_out(env.now) else { return Ok((plan, false)) };
    if let Some(target) = &closed.detail.notify {
        let host = target.url.trim_start_matches("http://").trim_end_matches("/notify");
        plan.push(Write::Enqueue(Arc::new(outbound(closed.id, &target.url, host, env))));
    }
    let happening = Happening::new(TradeEvent::TimedOut, Some(TradeStatus::WaitBuyerPay), env.now);
    plan.push(Write::UpdateTrade { trade: Arc::new(closed), happening });
    Ok((plan, true))
}
