//! Notifications on their way: what is due is claimed, signed, posted and recorded (`protocol.md §8`,
//! `semantics.md §12.8–12.9`).
//!
//! A delivery is recorded before its POST leaves, so a slot is sent at most once, whatever dies in between. What is
//! due is a question to the store, never a timer in memory: a clock that is advanced misses nothing.

mod connector;
mod deliver;
mod faults;
mod form;
mod gate;
mod heard;
mod launch;
mod policy;
mod post;
mod run;
mod step;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tael_core::id::{Book, Id, WorldId};
use tael_core::time::Instant;
use tael_store::{Attempt, Key, Outbound, Page, Query, Row, Store, StoreError};
use tael_wire::sign::Signer;
use tokio::runtime::Handle;
use tokio::sync::{Notify, OwnedSemaphorePermit, broadcast};
use tokio::task::JoinHandle;

pub use deliver::Signing;
pub use faults::{DeliveryFault, DeliveryFaults, NoFaults};
pub use gate::Limits;
pub use heard::Heard;
pub use launch::Launch;
pub use policy::{Policy, URL_MAX, UrlRefusal};
pub(crate) use step::SilentHosts;

use crate::clock::Clocks;
use crate::committer::{Committer, Failure};
use crate::pace::Turns;
use crate::telemetry::Delivered;
use deliver::{Deliverer, Delivery, Reason};
use gate::{Gate, Permit};
use post::Poster;

/// Hears of the end of each delivery.
pub type Observe = Arc<dyn Fn(Delivered) + Send + Sync>;

/// What a dispatcher is made of.
pub struct Parts {
    /// Where the outbox is.
    pub store: Arc<dyn Store>,
    /// Records deliveries.
    pub committer: Committer,
    /// The worlds whose notifications are delivered.
    pub clocks: Arc<Clocks>,
    /// The turns that the dispatcher shares with timers and advances.
    pub turns: Arc<Turns>,
    /// The gateway's key.
    pub signer: Arc<Signer>,
    /// Where notifications may go.
    pub policy: Policy,
    /// How many may be under way.
    pub limits: Limits,
    /// Faults that tests ask for.
    pub faults: Arc<dyn DeliveryFaults>,
    /// Told how each delivery ended, for the metrics.
    pub observe: Observe,
    /// What the loop runs on that finds what is due. Not what answers are signed on.
    pub runtime: Handle,
    /// What deliveries run on, and how they are signed.
    pub signing: Signing,
}

/// Delivers notifications until it is stopped. Cheap to clone.
#[derive(Clone)]
pub struct Dispatcher(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    clocks: Arc<Clocks>,
    turns: Arc<Turns>,
    runtime: Handle,
    /// What deliveries run on: where they are signed, so that they hop between threads as little as they can.
    deliveries: Handle,
    deliverer: Deliverer,
    gate: Arc<Gate>,
    woken: Notify,
    stopping: AtomicBool,
    task: Mutex<Option<JoinHandle<()>>>,
}

/// Why a notification is not delivered by hand.
#[derive(Debug, Clone, thiserror::Error)]
pub enum RedeliverError {
    /// There is no such notification.
    #[error("there is no such notification")]
    Unknown,
    /// The gateway is shutting down.
    #[error("the gateway is shutting down")]
    Stopping,
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The delivery could not be recorded; none was made.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl Dispatcher {
    /// Starts delivering on `parts.runtime`.
    #[must_use]
    pub fn start(parts: Parts) -> Dispatcher {
        let poster = Poster::new(parts.policy, &parts.limits);
        let inner = Arc::new(Inner {
            store: parts.store,
            clocks: parts.clocks,
            turns: parts.turns,
            runtime: parts.runtime,
            deliveries: parts.signing.runtime.clone(),
            deliverer: Deliverer::new(
                parts.committer,
                parts.signer,
                poster,
                parts.faults,
                parts.observe,
                parts.signing,
            ),
            gate: Gate::new(parts.limits),
            woken: Notify::new(),
            stopping: AtomicBool::new(false),
            task: Mutex::default(),
        });
        let task = inner.runtime.spawn(run::run(Arc::clone(&inner)));
        *inner.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
        Dispatcher(inner)
    }

    /// Says that a commit has enqueued notifications, or that a clock has moved.
    pub fn wake(&self) {
        self.0.woken.notify_one();
    }

    /// Hears of each delivery of this node that ends from now on, in every world.
    #[must_use]
    pub fn follow(&self) -> broadcast::Receiver<Arc<Heard>> {
        self.0.deliverer.followers().follow()
    }

    /// Delivers a notification once more now, whatever its state, and gives the recorded attempt. It uses up no slot:
    /// the rest of the schedule of a pending notification stays, unless the merchant confirms.
    ///
    /// # Errors
    /// [`RedeliverError`]; none where the delivery was made and failed, which the attempt tells.
    pub async fn redeliver(&self, book: Book, id: Id) -> Result<Attempt, RedeliverError> {
        if self.0.stopping() {
            return Err(RedeliverError::Stopping);
        }
        let row = self.0.outbound(book, id).await?.ok_or(RedeliverError::Unknown)?;
        let inner = Arc::clone(&self.0);
        // a task of its own: a caller that goes away leaves no delivery without an end
        let delivery = self.0.runtime.spawn(async move { inner.by_hand(&row).await });
        delivery.await.map_err(|_| RedeliverError::Stopping)?
    }

    /// Claims nothing more and waits for the deliveries under way, at most as long as one may take. To be called
    /// before the committer stops, or their ends are not recorded.
    pub async fn stop(&self) {
        self.0.stopping.store(true, Ordering::Release);
        self.wake();
        let task = self.0.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            // a loop that panicked has ended too
            let _ = task.await;
        }
        let slack = Duration::from_secs(1);
        if tokio::time::timeout(self.0.gate.limits.delivery + slack, self.0.gate.idle(None)).await.is_err() {
            tracing::warn!("deliveries are still under way; their slots count as used");
        }
    }
}

impl Inner {
    fn stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    async fn outbound(&self, book: Book, id: Id) -> Result<Option<Arc<Outbound>>, StoreError> {
        let key = Key::Outbound(book, id);
        let loaded = self.store.load(&BTreeSet::from([key])).await?;
        Ok(loaded.into_iter().find_map(|(_, row)| match row {
            Some(Row::Outbound(row)) => Some(row),
            _ => None,
        }))
    }

    async fn by_hand(&self, row: &Outbound) -> Result<Attempt, RedeliverError> {
        let _permit = self.gate.enter(row.world, &row.host);
        let begun = self.deliverer.begin(row, Reason::ByHand).await?.ok_or(RedeliverError::Unknown)?;
        let (n, at) = (begun.n, begun.at);
        let delivery = self.deliverer.deliver(begun, Reason::ByHand).await;
        let end = Some(delivery.end.clone());
        self.deliver_released(&delivery).await;
        Ok(Attempt { book: row.book, outbound: row.id, n, at, end })
    }

    /// Delivers what was held back behind a delivery, each once by hand; how many were.
    async fn deliver_released(&self, delivery: &Delivery) -> u32 {
        let mut delivered = 0;
        for (book, id) in &delivery.released {
            let Ok(Some(row)) = self.outbound(*book, *id).await else { continue };
            if let Ok(Some(begun)) = self.deliverer.begin(&row, Reason::Released).await {
                self.deliverer.deliver(begun, Reason::Released).await;
                delivered += 1;
            }
        }
        delivered
    }

    async fn due(
        &self,
        world: WorldId,
        until: Instant,
        limit: usize,
        per_host: usize,
        except_hosts: Vec<String>,
    ) -> Result<Vec<Arc<Outbound>>, Failure> {
        let at_most = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (limit, per_host) = (at_most(limit), at_most(per_host));
        match self.store.page(Query::DueOutbound { world, until, limit, per_host, except_hosts }).await {
            Ok(Page::Outbound(rows)) => Ok(rows),
            Ok(other) => Err(Failure::Defect(format!("not notifications: {other:?}"))),
            Err(error) => Err(Failure::Store(error.message)),
        }
    }

    /// Makes a delivery in its slot, in a task of its own; with a turn to sign where there is one to hand on.
    fn deliver_in_background(
        self: &Arc<Self>,
        begun: deliver::Begun,
        turn: Option<OwnedSemaphorePermit>,
        mut permit: Permit,
    ) {
        let inner = Arc::clone(self);
        self.deliveries.spawn(async move {
            let delivery = inner.deliverer.deliver_unwatched(begun, turn, &mut permit).await;
            inner.deliver_released(&delivery).await;
            drop(permit);
        });
    }
}
