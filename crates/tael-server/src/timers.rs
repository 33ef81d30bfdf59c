//! Timers: what happens at an instant of a world's clock (`semantics.md §1.4, §12.8`).
//!
//! A timer is a row, and firing it is an ordinary command that sees the timer's own instant, however late it is run.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::join_all;
use tael_core::env::Env;
use tael_core::id::WorldId;
use tael_core::time::Instant;
use tael_store::{Need, Page, Plan, Query, Store, Timer, View};
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::clock::Clocks;
use crate::committer::{Committer, Failure};
use crate::pace::{PAUSE_AFTER_FAILURE, PAUSE_MAX, Turns, patiently, pause_until};

/// What a timer does: a decision at its instant, and true where something happened. The plan must disarm the timer or
/// arm it for later, unless it was armed anew meanwhile.
pub type Fire = Arc<dyn Fn(&Timer, &View, &Env) -> Result<(Plan, bool), Need> + Send + Sync>;

/// The most timers that are fired at once.
const PAGE: u32 = 128;

/// What timers are made of.
pub struct Parts {
    /// Where the timers are.
    pub store: Arc<dyn Store>,
    /// Runs what they do.
    pub committer: Committer,
    /// The worlds whose timers fire.
    pub clocks: Arc<Clocks>,
    /// The turns shared with dispatcher and advances.
    pub turns: Arc<Turns>,
    /// What they do.
    pub fire: Fire,
    /// Told when timers have fired, since they may have enqueued notifications: wakes the dispatcher.
    pub fired: Arc<dyn Fn() + Send + Sync>,
    /// What the loop runs on.
    pub runtime: Handle,
}

/// Fires timers until it is stopped. Cheap to clone.
#[derive(Clone)]
pub struct Timers(Arc<Inner>);

struct Inner {
    parts: Parts,
    woken: Notify,
    stopping: AtomicBool,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Timers {
    /// Starts firing on `parts.runtime`.
    #[must_use]
    pub fn start(parts: Parts) -> Timers {
        let inner = Arc::new(Inner {
            parts,
            woken: Notify::new(),
            stopping: AtomicBool::new(false),
            task: Mutex::default(),
        });
        let task = inner.parts.runtime.spawn(run(Arc::clone(&inner)));
        *inner.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
        Timers(inner)
    }

    /// Says that a commit has armed timers, or that a clock has moved.
    pub fn wake(&self) {
        self.0.woken.notify_one();
    }

    /// Fires nothing more and waits for what is being fired.
    pub async fn stop(&self) {
        self.0.stopping.store(true, Ordering::Release);
        self.wake();
        let task = self.0.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            // a loop that panicked has ended too
            let _ = task.await;
        }
    }

    /// Fires every timer of a world that is due by its clock; of how many something came.
    pub(crate) async fn fire_due(&self, world: WorldId) -> Result<u32, Failure> {
        self.0.fire_due(world).await
    }
}

async fn run(inner: Arc<Inner>) {
    while !inner.stopping.load(Ordering::Acquire) {
        let mut pause = PAUSE_MAX;
        for world in inner.parts.clocks.worlds() {
            pause = pause.min(inner.turn(world).await);
        }
        tokio::select! {
            () = inner.woken.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

impl Inner {
    /// Fires what is due in a world, unless it is being advanced; how long nothing more is due.
    async fn turn(&self, world: WorldId) -> Duration {
        let Some(_turn) = self.parts.turns.try_share(world) else { return PAUSE_MAX };
        let next = match self.fire_due(world).await {
            Ok(fired) => {
                if fired > 0 {
                    (self.parts.fired)();
                }
                self.due(world, Instant(i64::MAX), 1).await
            }
            Err(failure) => Err(failure),
        };
        match next {
            Ok(next) => pause_until(next.first().map(|timer| timer.due), &self.parts.clocks.of(world)),
            Err(failure) => {
                tracing::warn!(%failure, ?world, "timers that are due could not be fired");
                PAUSE_AFTER_FAILURE
            }
        }
    }

    async fn fire_due(&self, world: WorldId) -> Result<u32, Failure> {
        let (mut seen, mut fired) = (HashSet::new(), 0);
        loop {
            let due = self.due(world, self.parts.clocks.of(world).now(), PAGE).await?;
            let Some(first) = due.first().copied() else { return Ok(fired) };
            let fresh: Vec<Timer> = due.into_iter().filter(|timer| seen.insert(*timer)).collect();
            if fresh.is_empty() {
                return Err(Failure::Defect(format!("a timer is still armed after it has fired: {first:?}")));
            }
            for happened in join_all(fresh.into_iter().map(|timer| self.fire(timer))).await {
                fired += u32::from(happened?);
            }
        }
    }

    async fn fire(&self, timer: Timer) -> Result<bool, Failure> {
        let fire = Arc::clone(&self.parts.fire);
        let decision = move |view: &View, env: &Env| fire(&timer, view, env);
        patiently(&self.parts.committer, timer.world, Some(timer.due), decision).await
    }

    async fn due(&self, world: WorldId, until: Instant, limit: u32) -> Result<Vec<Timer>, Failure> {
        match self.parts.store.page(Query::DueTimers { world, until, limit }).await {
            Ok(Page::Timers(timers)) => Ok(timers),
            Ok(other) => Err(Failure::Defect(format!("not timers: {other:?}"))),
            Err(error) => Err(Failure::Store(error.message)),
        }
    }
}
