//! A node: everything that one process of the gateway is made of.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use serde_json::Value;
use tael_api::admin;
use tael_api::open_id::OpenIds;
use tael_core::env::Env;
use tael_core::id::{Book, Id, Ids, WorldId};
use tael_core::time::Instant;
use tael_store::rounds::ROUNDS_MAX;
use tael_store::{
    DirectoryKind, Key, Need, Outbound, Page, Plan, Query, Store, StoreError, View, World, Write,
};
use tokio::sync::Semaphore;

use crate::admit::UrlCheck;
use crate::advance::Advancer;
use crate::answer::Writer;
use crate::clock::{self, Clocks};
use crate::committer::{Committer, Failure, Unsigned};
use crate::directory::Directory;
use crate::faults::{FaultKind, Faults};
use crate::keys::Secrets;
use crate::outbound::{DeliveryFault, DeliveryFaults, Dispatcher, Launch};
use crate::pace::PAUSE_MAX;
use crate::request_log::RequestLog;
use crate::telemetry::Metrics;
use crate::timers::Timers;

/// What kind of node this is and how much it takes.
#[derive(Clone, Debug)]
pub struct Options {
    /// `dev` or `serve`; shown by `/readyz` and the log.
    pub mode: &'static str,
    /// The number of this node, 0 to 511.
    pub node: u16,
    /// Requests under way at most; more are refused at once.
    pub in_flight_max: usize,
    /// Commands that wait for the committer at most.
    pub queue_max: usize,
    /// Refusals of unknown applications are signed too.
    pub sign_unknown_app: bool,
    /// The control API answers on the public listener.
    pub control_api: bool,
}

/// One process of the gateway.
pub struct Node {
    /// What it is.
    pub options: Options,
    /// What it keeps.
    pub store: Arc<dyn Store>,
    /// Decides and commits.
    pub committer: Committer,
    /// Clocks of the worlds.
    pub clocks: Arc<Clocks>,
    /// Applications.
    pub directory: Directory,
    /// Writes answers.
    pub writer: Writer,
    /// Secrets of the installation.
    pub secrets: Secrets,
    /// Open ids of the installation.
    pub open_ids: Arc<dyn OpenIds>,
    /// Which addresses may be notified.
    pub check_url: Box<UrlCheck>,
    /// Injected faults.
    pub faults: Arc<Faults>,
    /// The request log.
    pub request_log: Arc<RequestLog>,
    /// Metrics.
    pub metrics: Arc<Metrics>,
    /// Delivers notifications.
    pub dispatcher: Dispatcher,
    /// Fires timers.
    pub timers: Timers,
    /// Advances clocks.
    pub advancer: Advancer,
    /// Where requests are read, verified and answered, away from timers, dispatcher and admin socket.
    pub signing: tokio::runtime::Handle,
    /// Who may sign now: as many as there are processors. The others wait here and not in the run queue, where everything
    /// else would wait behind them.
    pub turns_to_sign: Arc<Semaphore>,
    /// A permit covers a request from verification to the signature.
    pub permits: Arc<Semaphore>,
    /// Counts traces.
    pub traces: AtomicU32,
    /// demo.json of this node, as soon as it listens; only where there is a demo world.
    pub demo: OnceLock<Value>,
}

impl Node {
    /// Decides a call that only reads, on a snapshot.
    ///
    /// # Errors
    /// [`Failure::Store`], [`Failure::Defect`].
    pub async fn read<T>(
        &self,
        world: WorldId,
        decide: impl Fn(&View, &Env) -> Result<(Plan, T), Need>,
    ) -> Result<T, Failure> {
        let store = |e: StoreError| Failure::Store(e.message);
        let mut snapshot = self.store.snapshot().await.map_err(store)?;
        let now = self.clocks.of(world).now();
        let env = Env::new(now, Ids::new(0, Id(0)).block(clock::real()), 0);
        let mut view = View::default();
        for _ in 0..ROUNDS_MAX {
            match decide(&view, &env.restarted()) {
                Ok((plan, answer)) if plan.is_empty() => return Ok(answer),
                Ok(_) => return Err(Failure::Defect("a reading method wants to write".into())),
                Err(Need(keys)) => view.add(snapshot.load(&keys).await.map_err(store)?),
            }
        }
        Err(Failure::Defect("a reading method asks without end".into()))
    }

    /// Decides and commits, and wakes whoever has work of it.
    ///
    /// # Errors
    /// See [`Committer::run`].
    pub async fn write<T: Send + 'static>(
        &self,
        world: WorldId,
        decide: impl FnMut(&View, &Env) -> Result<(Plan, T), Need> + Send + 'static,
    ) -> Result<T, Failure> {
        let (answer, work) =
            self.committer.run(world, None, noticing(self.dispatcher.clone(), decide)).await?;
        self.wake(&work);
        self.dispatcher.launch(work.launches, None);
        Ok(answer)
    }

    /// Like [`Node::write`], for an answer that will be signed; what comes with it is for then.
    ///
    /// # Errors
    /// See [`Committer::run`].
    pub(crate) async fn write_to_sign<T: Send + 'static>(
        &self,
        world: WorldId,
        decide: impl FnMut(&View, &Env) -> Result<(Plan, T), Need> + Send + 'static,
    ) -> Result<(T, ToSign), Failure> {
        let decide = noticing(self.dispatcher.clone(), decide);
        let ((answer, work), unsigned) = self.committer.run_to_sign(world, decide).await?;
        self.wake(&work);
        Ok((answer, ToSign { unsigned, launches: work.launches }))
    }

    fn wake(&self, work: &Work) {
        if work.notifications {
            self.dispatcher.wake();
        }
        if work.timers {
            self.timers.wake();
        }
    }

    /// The trace id of the next request: 29 characters (`protocol.md §3.1`).
    #[must_use]
    pub fn next_trace(&self) -> String {
        let n = self.traces.fetch_add(1, Ordering::Relaxed);
        format!(
            "{:04x}{:04x}{:013}{:08}",
            self.options.node,
            std::process::id() & 0xFFFF,
            clock::real().0,
            n % 100_000_000
        )
    }
}

/// Makes the main world, which everything is in where nobody names another, unless the store has it already.
///
/// # Errors
/// [`Failure`].
pub async fn found_main_world(node: &Node) -> Result<(), Failure> {
    let id = WorldId::MAIN;
    let store = |e: StoreError| Failure::Store(e.message);
    let mut snapshot = node.store.snapshot().await.map_err(store)?;
    let rows = snapshot.load(&BTreeSet::from([Key::World(id)])).await.map_err(store)?;
    if matches!(rows.first(), Some((_, Some(_)))) {
        return Ok(());
    }
    let world = World { id, name: "main".into(), book: Book::MAIN, offset: 0 };
    node.committer.run(id, None, move |_, _| Ok((admin::found_world(world.clone()), ()))).await
}

/// Reads the worlds and sets their clocks.
///
/// # Errors
/// [`StoreError`].
pub async fn load_clocks(store: &dyn Store, clocks: &Clocks) -> Result<(), StoreError> {
    let query =
        Query::List { kind: DirectoryKind::World, world: None, merchant: None, after: None, limit: 10_000 };
    let Page::Directory(rows) = store.page(query).await? else {
        return Err(StoreError::new("a list of worlds is not a directory page"));
    };
    for row in rows {
        if let tael_store::Directory::World(world) = row {
            clocks.of(world.id).catch_up(world.offset);
        }
    }
    Ok(())
}

/// What a committed answer has to do with signing.
#[derive(Default)]
pub(crate) struct ToSign {
    /// To be dropped when the answer is signed.
    pub(crate) unsigned: Option<Unsigned>,
    /// Deliveries that have begun, to be signed next.
    pub(crate) launches: Vec<Launch>,
}

/// A decision that also begins the deliveries of what it enqueues, and tells what it leaves for others to do.
fn noticing<T>(
    dispatcher: Dispatcher,
    mut decide: impl FnMut(&View, &Env) -> Result<(Plan, T), Need> + Send + 'static,
) -> impl FnMut(&View, &Env) -> Result<(Plan, (T, Work)), Need> + Send + 'static {
    move |view, env| {
        let (mut plan, answer) = decide(view, env)?;
        let work = Work::of(&mut plan, env.now, &dispatcher);
        Ok((plan, (answer, work)))
    }
}

/// What a plan leaves for others to do soon.
struct Work {
    /// Deliveries that have begun.
    launches: Vec<Launch>,
    /// Others are due.
    notifications: bool,
    timers: bool,
}

impl Work {
    fn of(plan: &mut Plan, now: Instant, dispatcher: &Dispatcher) -> Work {
        let soon = now.plus(i64::try_from(PAUSE_MAX.as_millis()).unwrap_or(i64::MAX));
        // later ones are found by the loop itself
        let timers = plan.0.iter().any(|w| matches!(w, Write::Arm(timer) if timer.due <= soon));
        let enqueued = plan.0.iter().filter(|w| matches!(w, Write::Enqueue(_))).count();
        let launches = if enqueued > 0 { dispatcher.begin_with(plan, now) } else { Vec::new() };
        Work { notifications: launches.len() < enqueued, launches, timers }
    }
}

/// Faults of delivery, from the rules that operators set.
pub struct OrderedFaults(pub Arc<Faults>);

impl DeliveryFaults for OrderedFaults {
    fn take(&self, fault: DeliveryFault, outbound: &Outbound) -> bool {
        let kind = match fault {
            DeliveryFault::Duplicate => FaultKind::DuplicateNotify,
            DeliveryFault::OutOfOrder => FaultKind::NotifyOutOfOrder,
        };
        let param = |name: &str| outbound.params.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone());
        self.0.take(outbound.world, &[kind], "", param).is_some()
    }
}
