//! What the dispatcher, the timers and advances of a clock share: whose turn it is in a world, and how long to pause.
//!
//! Pauses and retries are on real time; what is due is asked of the store, on the world's clock (`semantics.md §12.8`).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tael_core::env::Env;
use tael_core::id::WorldId;
use tael_core::time::Instant;
use tael_store::{Need, Plan, View};
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};

use crate::clock::WorldClock;
use crate::committer::{Committer, Failure};

/// The longest sleep of a loop that nobody wakes. Another node may have enqueued something meanwhile.
pub(crate) const PAUSE_MAX: Duration = Duration::from_secs(10);

/// How long a loop waits before it tries again what has failed.
pub(crate) const PAUSE_AFTER_FAILURE: Duration = Duration::from_millis(250);

/// How long a command waits for a place in the committer's queue.
const PAUSE_WHILE_BUSY: Duration = Duration::from_millis(20);

/// Whose turn it is in each world: the loops of dispatcher and timers share it, an advance has it alone.
#[derive(Debug, Default)]
pub struct Turns(Mutex<BTreeMap<WorldId, Arc<RwLock<()>>>>);

impl Turns {
    /// A turn for a loop; `None` while an advance has it or waits for it.
    pub(crate) fn try_share(&self, world: WorldId) -> Option<OwnedRwLockReadGuard<()>> {
        self.of(world).try_read_owned().ok()
    }

    /// The turn for one advance, when the loops and earlier advances are done.
    pub(crate) async fn take(&self, world: WorldId) -> OwnedRwLockWriteGuard<()> {
        self.of(world).write_owned().await
    }

    fn of(&self, world: WorldId) -> Arc<RwLock<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(turns.entry(world).or_default())
    }
}

/// How long to sleep until `next`, on the clock of its world.
pub(crate) fn pause_until(next: Option<Instant>, clock: &WorldClock) -> Duration {
    let left =
        next.map(|at| Duration::from_millis(at.0.saturating_sub(clock.now().0).max(0).cast_unsigned()));
    left.map_or(PAUSE_MAX, |left| left.min(PAUSE_MAX))
}

/// Runs a command of the machinery itself, which waits where a request would be told that the gateway is busy.
pub(crate) async fn patiently<T, F>(
    committer: &Committer,
    world: WorldId,
    at: Option<Instant>,
    decision: F,
) -> Result<T, Failure>
where
    T: Send + 'static,
    F: FnMut(&View, &Env) -> Result<(Plan, T), Need> + Clone + Send + 'static,
{
    retry(|| committer.run(world, at, decision.clone())).await
}

/// The same for a record that nobody waits for ([`Committer::run_along`]).
pub(crate) async fn along<T, F>(committer: &Committer, world: WorldId, decision: F) -> Result<T, Failure>
where
    T: Send + 'static,
    F: FnMut(&View, &Env) -> Result<(Plan, T), Need> + Clone + Send + 'static,
{
    retry(|| committer.run_along(world, decision.clone())).await
}

async fn retry<T, R: Future<Output = Result<T, Failure>>>(run: impl Fn() -> R) -> Result<T, Failure> {
    loop {
        match run().await {
            Err(Failure::Busy) => tokio::time::sleep(PAUSE_WHILE_BUSY).await,
            outcome => return outcome,
        }
    }
}
