//! Advancing a world's clock, event by event (`semantics.md §12.8`).

use std::sync::Arc;

use tael_core::env::Env;
use tael_core::id::WorldId;
use tael_core::time::{Instant, SECOND};
use tael_store::{Directory, Page, Plan, Query, Store, View, Write};
use tokio::runtime::Handle;

use crate::clock::{self, Clocks, WorldClock};
use crate::committer::{Committer, Failure};
use crate::outbound::{Dispatcher, SilentHosts};
use crate::pace::{Turns, patiently};
use crate::timers::Timers;

/// What advances are made of.
pub struct Parts {
    /// Where it stands what is due.
    pub store: Arc<dyn Store>,
    /// Records how far the clock has come.
    pub committer: Committer,
    /// The clocks.
    pub clocks: Arc<Clocks>,
    /// The same turns as those of `dispatcher` and `timers`.
    pub turns: Arc<Turns>,
    /// Makes the deliveries.
    pub dispatcher: Dispatcher,
    /// Fires the timers.
    pub timers: Timers,
    /// What an advance runs on: to its end, also when its caller has gone away.
    pub runtime: Handle,
}

/// Advances clocks. Cheap to clone.
#[derive(Clone)]
pub struct Advancer(Arc<Parts>);

/// What an advance has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advanced {
    /// The world's clock at its end.
    pub now: Instant,
    /// Timers that did something, and deliveries.
    pub fired: u32,
}

/// Why a clock was not advanced to the end. What had fired until then has fired, and the clock runs on from there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdvanceError {
    /// There is no such world.
    #[error("there is no world {}", .0.0)]
    UnknownWorld(WorldId),
    /// Something that was due could not be read, fired or recorded.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl Advancer {
    /// An advancer of these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Advancer {
        Advancer(Arc::new(parts))
    }

    /// Moves a world's clock on by so many seconds. It stands at each instant at which something is due while timers
    /// and deliveries of that instant, and what they trigger, come to their end; then it runs on. Advances of one world
    /// wait for each other.
    ///
    /// # Errors
    /// [`AdvanceError`].
    pub async fn advance(&self, world: WorldId, seconds: u32) -> Result<Advanced, AdvanceError> {
        let parts = Arc::clone(&self.0);
        let whole = self.0.runtime.spawn(async move { parts.advance(world, seconds).await });
        whole.await.unwrap_or(Err(AdvanceError::Failure(Failure::Stopped)))
    }
}

/// A clock that stands; it runs on however the advance ends.
struct Standing(Arc<WorldClock>);

impl Drop for Standing {
    fn drop(&mut self) {
        self.0.run();
    }
}

impl Parts {
    async fn advance(&self, world: WorldId, seconds: u32) -> Result<Advanced, AdvanceError> {
        let turn = self.turns.take(world).await;
        self.dispatcher.settle(world).await;
        let clock = Standing(self.clocks.of(world));
        let outcome = self.step_to(world, &clock.0, i64::from(seconds) * SECOND).await;
        let now = clock.0.now();
        drop((clock, turn));
        self.timers.wake();
        self.dispatcher.wake();
        outcome.map(|fired| Advanced { now, fired })
    }

    async fn step_to(&self, world: WorldId, clock: &WorldClock, millis: i64) -> Result<u32, AdvanceError> {
        let start = clock.now();
        let target = start.plus(millis);
        let (hosts, mut fired) = (SilentHosts::default(), 0);
        let mut at = start;
        loop {
            clock.stand(at);
            // before anything is written with this instant: a restart must not find the clock behind it
            self.record(world, at).await?;
            fired += self.fire_due(world, &hosts).await?;
            if at >= target {
                return Ok(fired);
            }
            at = match self.next_due(world).await? {
                Some(next) => next.clamp(at, target),
                None => target,
            };
        }
    }

    /// Fires what is due now until nothing is.
    async fn fire_due(&self, world: WorldId, hosts: &SilentHosts) -> Result<u32, AdvanceError> {
        let mut fired = 0;
        loop {
            let timers = self.timers.fire_due(world).await?;
            let deliveries = self.dispatcher.deliver_due(world, hosts).await?;
            fired += timers + deliveries;
            if timers + deliveries == 0 {
                return Ok(fired);
            }
        }
    }

    async fn next_due(&self, world: WorldId) -> Result<Option<Instant>, AdvanceError> {
        match self.store.page(Query::NextDue(world)).await {
            Ok(Page::Due(due)) => Ok(due),
            Ok(other) => Err(Failure::Defect(format!("not a due time: {other:?}")).into()),
            Err(error) => Err(Failure::Store(error.message).into()),
        }
    }

    /// Records that the clock has come to `at`.
    async fn record(&self, world: WorldId, at: Instant) -> Result<(), AdvanceError> {
        let offset = at.0 - clock::real().0;
        let decision = move |view: &View, _: &Env| {
            let Some(row) = view.world(world)? else { return Ok((Plan::none(), false)) };
            if row.offset >= offset {
                return Ok((Plan::none(), true));
            }
            let mut row = row.clone();
            row.offset = offset;
            Ok((Plan::none().with(Write::Put(Directory::World(row))), true))
        };
        match patiently(&self.committer, world, None, decision).await? {
            true => Ok(()),
            false => Err(AdvanceError::UnknownWorld(world)),
        }
    }
}
