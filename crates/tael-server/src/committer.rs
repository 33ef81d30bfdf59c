//! The committer: one thread that decides and commits commands in batches (architecture.md, decisions 2–5).
//!
//! Whatever is queued makes the next batch, up to [`BATCH_MAX`]; only while more answers wait for their signature than
//! the signers can make meanwhile does it gather ([`backlog`]), and records that nobody waits for come along with others. Each command is decided on one view,
//! sees those decided before it, and hears of its outcome only after the commit. A batch that the store refuses is split
//! until the command at fault stands alone.

mod backlog;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_util::future::FutureExt;
use tael_core::env::Env;
use tael_core::id::{Id, Ids, WorldId};
use tael_core::time::Instant;
use tael_store::rounds::{self, Decide, Undecided};
use tael_store::{Batch, CommitError, Need, Page, Plan, Query, Store, View};
use tokio::sync::oneshot;

pub use backlog::Unsigned;

use crate::clock::{self, Clocks};
use crate::crash::{self, Point};
use backlog::Backlog;

/// The most commands of a batch.
pub const BATCH_MAX: usize = 256;

/// How long commands that nobody waits for wait for others.
const ALONE_MAX: Duration = Duration::from_millis(10);

/// How often a command that conflicts alone is decided again.
const ATTEMPTS_MAX: u32 = 4;

/// Why a command has no outcome.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The queue is full; nothing was done.
    #[error("the gateway is busy")]
    Busy,
    /// The committer has stopped; nothing was done.
    #[error("the gateway is shutting down")]
    Stopped,
    /// The store failed; what was done is unknown to the caller, who must query.
    #[error("the store failed: {0}")]
    Store(String),
    /// The command cannot be decided or keeps violating a constraint; nothing was done.
    #[error("defect: {0}")]
    Defect(String),
}

/// How soon a command must be committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Haste {
    /// Its answer will be signed, which may take longer than the commit.
    Signed,
    /// Somebody waits for it, and nobody signs.
    Waited,
    /// Nobody waits: it travels with the next others, and alone only where none come soon.
    Any,
}

/// Something to decide and commit.
pub trait Command: Decide + Send {
    /// The world whose clock it sees.
    fn world(&self) -> WorldId;

    /// The instant that it sees instead of the clock's, for timers that fire at their own instant.
    fn instant(&self) -> Option<Instant> {
        None
    }

    /// How soon it must be committed.
    fn haste(&self) -> Haste {
        Haste::Waited
    }

    /// Takes the surroundings for the decisions to come; called again when it must be decided anew.
    fn begin(&mut self, env: Env);

    /// Hears of the outcome, after the commit.
    fn finish(self: Box<Self>, outcome: Result<(), Failure>);
}

struct Queued(Box<dyn Command>);

impl AsMut<dyn Decide + Send> for Queued {
    fn as_mut(&mut self) -> &mut (dyn Decide + Send + 'static) {
        &mut *self.0
    }
}

/// What a committer has done so far.
#[derive(Debug, Default)]
pub struct Counts {
    /// Batches committed.
    pub batches: std::sync::atomic::AtomicU64,
    /// Commands committed.
    pub commands: std::sync::atomic::AtomicU64,
    /// Rounds of loading and deciding.
    pub rounds: std::sync::atomic::AtomicU64,
    /// Batches refused by a constraint and split.
    pub refused: std::sync::atomic::AtomicU64,
    /// Commands that wait.
    pub queued: std::sync::atomic::AtomicU64,
}

/// The way to the committer's thread.
#[derive(Clone, Debug)]
pub struct Committer {
    queue: SyncSender<Message>,
    counts: Arc<Counts>,
    backlog: Arc<Backlog>,
}

enum Message {
    Command(Queued),
    Stop,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Message::Command(_) => "Command",
            Message::Stop => "Stop",
        })
    }
}

impl Committer {
    /// Starts the thread. Keys are those of `node`, behind the highest that the store has.
    ///
    /// # Errors
    /// [`Failure::Store`] where the store cannot be read or the thread not started.
    pub fn start(
        store: Arc<dyn Store>,
        clocks: Arc<Clocks>,
        node: u16,
        queue_max: usize,
    ) -> Result<(Committer, JoinHandle<()>), Failure> {
        let highest = match store.page(Query::HighestId).now_or_never() {
            Some(Ok(Page::Id(id))) => id,
            Some(Ok(other)) => return Err(Failure::Defect(format!("not a key: {other:?}"))),
            Some(Err(error)) => return Err(Failure::Store(error.message)),
            None => return Err(Failure::Defect("the embedded store answers at once".into())),
        };
        let (queue, inbox) = sync_channel(queue_max);
        let counts = Arc::new(Counts::default());
        let backlog = Backlog::new();
        let mut lane = Lane {
            store,
            clocks,
            ids: Ids::new(node, highest),
            counts: Arc::clone(&counts),
            backlog: Arc::clone(&backlog),
        };
        let thread = std::thread::Builder::new()
            .name("committer".into())
            .spawn(move || lane.run(&inbox))
            .map_err(|e| Failure::Store(e.to_string()))?;
        Ok((Committer { queue, counts, backlog }, thread))
    }

    /// What has been done so far.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Queues a command. A full queue finishes it with [`Failure::Busy`] at once.
    pub fn submit(&self, command: Box<dyn Command>) {
        // counted before it is sent, for the thread counts down what it receives
        self.counts.queued.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let sent = self.queue.try_send(Message::Command(Queued(command)));
        if sent.is_err() {
            self.counts.queued.fetch_sub(1, std::sync::atomic::Ordering::Relaxed);
        }
        match sent {
            Ok(()) => {}
            Err(TrySendError::Full(message)) => refuse(message, Failure::Busy),
            Err(TrySendError::Disconnected(message)) => refuse(message, Failure::Stopped),
        }
    }

    /// Decides and commits `decision` and gives what it answered, after the commit.
    ///
    /// # Errors
    /// [`Failure`]; only after [`Failure::Store`] may something have been done.
    pub async fn run<T, F>(&self, world: WorldId, at: Option<Instant>, decision: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnMut(&View, &Env) -> Result<(Plan, T), Need> + Send + 'static,
    {
        self.send(world, at, Haste::Waited, decision).await.map(|(answer, _)| answer)
    }

    /// Like [`Committer::run`], for a record that nobody waits for: it shares the transaction of the next commands, and has
    /// one of its own only where none come within a moment.
    ///
    /// # Errors
    /// See [`Committer::run`].
    pub async fn run_along<T, F>(&self, world: WorldId, decision: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnMut(&View, &Env) -> Result<(Plan, T), Need> + Send + 'static,
    {
        self.send(world, None, Haste::Any, decision).await.map(|(answer, _)| answer)
    }

    /// Like [`Committer::run`], for an answer that will be signed: while it waits for that, commits may gather.
    ///
    /// # Errors
    /// See [`Committer::run`].
    pub async fn run_to_sign<T, F>(
        &self,
        world: WorldId,
        decision: F,
    ) -> Result<(T, Option<Unsigned>), Failure>
    where
        T: Send + 'static,
        F: FnMut(&View, &Env) -> Result<(Plan, T), Need> + Send + 'static,
    {
        self.send(world, None, Haste::Signed, decision).await
    }

    async fn send<T, F>(
        &self,
        world: WorldId,
        at: Option<Instant>,
        haste: Haste,
        decision: F,
    ) -> Result<(T, Option<Unsigned>), Failure>
    where
        T: Send + 'static,
        F: FnMut(&View, &Env) -> Result<(Plan, T), Need> + Send + 'static,
    {
        let (reply, outcome) = oneshot::channel();
        let backlog = (haste == Haste::Signed).then(|| Arc::clone(&self.backlog));
        let command = FnCommand { world, at, haste, env: None, answer: None, backlog, reply, decision };
        self.submit(Box::new(command));
        outcome.await.unwrap_or(Err(Failure::Stopped))
    }

    /// Lets the thread finish what is queued and end.
    pub fn stop(&self) {
        // a full queue is being worked off: wait for a place
        let _ = self.queue.send(Message::Stop);
    }
}

fn refuse(message: Message, why: Failure) {
    if let Message::Command(Queued(command)) = message {
        command.finish(Err(why));
    }
}

struct FnCommand<T, F> {
    world: WorldId,
    at: Option<Instant>,
    haste: Haste,
    env: Option<Env>,
    answer: Option<T>,
    /// Of answers that will be signed.
    backlog: Option<Arc<Backlog>>,
    reply: oneshot::Sender<Result<(T, Option<Unsigned>), Failure>>,
    decision: F,
}

impl<T, F> Decide for FnCommand<T, F>
where
    F: FnMut(&View, &Env) -> Result<(Plan, T), Need>,
{
    fn decide(&mut self, view: &View) -> Result<Plan, Need> {
        let env = self.env.as_ref().map(Env::restarted).expect("a command is begun before it is decided");
        let (plan, answer) = (self.decision)(view, &env)?;
        self.answer = Some(answer);
        Ok(plan)
    }
}

impl<T: Send, F> Command for FnCommand<T, F>
where
    F: FnMut(&View, &Env) -> Result<(Plan, T), Need> + Send,
{
    fn world(&self) -> WorldId {
        self.world
    }

    fn instant(&self) -> Option<Instant> {
        self.at
    }

    fn haste(&self) -> Haste {
        self.haste
    }

    fn begin(&mut self, env: Env) {
        (self.env, self.answer) = (Some(env), None);
    }

    fn finish(self: Box<Self>, outcome: Result<(), Failure>) {
        let FnCommand { answer, backlog, reply, .. } = *self;
        let answer =
            outcome.and_then(|()| answer.ok_or(Failure::Defect("committed without an answer".into())));
        // a caller that has gone away is not told
        let _ = reply.send(answer.map(|answer| (answer, backlog.map(|backlog| backlog.enter()))));
    }
}

struct Lane {
    store: Arc<dyn Store>,
    clocks: Arc<Clocks>,
    ids: Ids,
    counts: Arc<Counts>,
    backlog: Arc<Backlog>,
}

/// What makes the next batch.
#[derive(Default)]
struct Taken {
    batch: Vec<Queued>,
    /// Commands are among them that somebody waits for.
    waited: bool,
    /// Commands are among them that are signed for.
    signed: bool,
    stop: bool,
}

impl Taken {
    fn take(&mut self, message: Message) {
        match message {
            Message::Command(command) => {
                match command.0.haste() {
                    Haste::Signed => self.signed = true,
                    Haste::Waited => self.waited = true,
                    Haste::Any => {}
                }
                self.batch.push(command);
            }
            Message::Stop => self.stop = true,
        }
    }
}

impl Lane {
    fn run(&mut self, inbox: &Receiver<Message>) {
        while let Ok(first) = inbox.recv() {
            let since = clock::stopwatch();
            let mut taken = Taken::default();
            taken.take(first);
            loop {
                let room = BATCH_MAX - taken.batch.len();
                inbox.try_iter().take(room).for_each(|message| taken.take(message));
                if taken.stop || taken.batch.len() >= BATCH_MAX {
                    break;
                }
                if !taken.waited && !taken.signed {
                    let left = ALONE_MAX.saturating_sub(Duration::from_micros(since.micros()));
                    match inbox.recv_timeout(left) {
                        Ok(message) => taken.take(message),
                        Err(_) => break,
                    }
                } else if !self.backlog.gather(since, taken.waited) {
                    break;
                }
            }
            let Taken { batch, stop, .. } = taken;
            self.counts.queued.fetch_sub(batch.len() as u64, std::sync::atomic::Ordering::Relaxed);
            self.process(batch, 1);
            if stop {
                for message in inbox.try_iter() {
                    refuse(message, Failure::Stopped);
                }
                return;
            }
        }
    }

    fn process(&mut self, mut batch: Vec<Queued>, attempt: u32) {
        if batch.is_empty() {
            return;
        }
        match self.decide_and_commit(&mut batch) {
            Ok(()) => {
                self.counts.batches.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                self.counts.commands.fetch_add(batch.len() as u64, std::sync::atomic::Ordering::Relaxed);
                finish(batch, &Ok(()));
            }
            Err(Refused::Failure(failure)) => {
                tracing::error!(%failure, commands = batch.len(), "a batch failed");
                finish(batch, &Err(failure));
            }
            Err(Refused::Constraint(why)) if batch.len() > 1 => {
                tracing::warn!(%why, commands = batch.len(), "a batch is split");
                self.counts.refused.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let rest = batch.split_off(batch.len() / 2);
                self.process(batch, 1);
                self.process(rest, 1);
            }
            Err(Refused::Constraint(why)) if attempt < ATTEMPTS_MAX => {
                tracing::warn!(%why, attempt, "a command is decided again");
                self.process(batch, attempt + 1);
            }
            Err(Refused::Constraint(why)) => {
                tracing::error!(%why, "a command keeps violating a constraint");
                finish(batch, &Err(Failure::Defect(why)));
            }
        }
    }

    fn decide_and_commit(&mut self, batch: &mut [Queued]) -> Result<(), Refused> {
        let real = clock::real();
        let mut nows = BTreeMap::new();
        for Queued(command) in batch.iter_mut() {
            let world = command.world();
            let now = *nows.entry(world).or_insert_with(|| self.clocks.of(world).now());
            let env = Env::new(command.instant().unwrap_or(now), self.ids.block(real), rand::random());
            command.begin(env);
        }
        let id = self.ids.block(real).next();
        let mut view = View::default();
        let store = Arc::clone(&self.store);
        let decided = block_on(rounds::decide(batch, &mut view, async |keys| store.load(keys).await));
        let mut decided = match decided {
            Ok(decided) => decided,
            Err(Undecided::Store(error)) => return Err(Refused::Failure(Failure::Store(error.message))),
            Err(endless @ Undecided::Endless(_)) => return Err(Refused::Constraint(endless.to_string())),
        };
        self.counts.rounds.fetch_add(decided.rounds as u64, std::sync::atomic::Ordering::Relaxed);
        let plans: Vec<Plan> = decided.order.iter().map(|&i| std::mem::take(&mut decided.plans[i])).collect();
        if plans.iter().all(Plan::is_empty) {
            return Ok(());
        }
        crash::pass(Point::BeforeCommit);
        let committed = self.commit(Batch { id, plans });
        crash::pass(Point::AfterCommit);
        committed
    }

    fn commit(&self, batch: Batch) -> Result<(), Refused> {
        let id = batch.id;
        match block_on(self.store.commit(batch)) {
            Ok(()) => Ok(()),
            Err(CommitError::Store(error)) if error.unknown => self.resolve(id, error.message),
            Err(CommitError::Store(error)) => Err(Refused::Failure(Failure::Store(error.message))),
            Err(constraint) => Err(Refused::Constraint(constraint.to_string())),
        }
    }

    /// A commit whose outcome is unknown is done if its batch is there.
    fn resolve(&self, id: Id, message: String) -> Result<(), Refused> {
        match block_on(self.store.page(Query::HasBatch(id))) {
            Ok(Page::Truth(true)) => Ok(()),
            _ => Err(Refused::Failure(Failure::Store(message))),
        }
    }
}

enum Refused {
    Constraint(String),
    Failure(Failure),
}

fn finish(batch: Vec<Queued>, outcome: &Result<(), Failure>) {
    for Queued(command) in batch {
        command.finish(outcome.clone());
    }
}

/// Drives a store's future on this thread. The embedded store's are ready at once; others park the thread.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Arc::new(Unpark(std::thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            std::task::Poll::Ready(value) => return value,
            std::task::Poll::Pending => std::thread::park(),
        }
    }
}
