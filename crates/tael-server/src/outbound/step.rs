//! Deliveries during an advance of a world's clock: all of one instant together, each waited for.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::join_all;
use tael_core::id::WorldId;
use tael_store::Outbound;
use tokio::sync::Semaphore;

use super::deliver::Reason;
use super::run::Progress;
use super::{Dispatcher, Inner};
use crate::committer::Failure;

/// What an advance has learned of hosts: those that did not answer in time are not tried again.
#[derive(Default)]
pub(crate) struct SilentHosts(Mutex<HashMap<String, Arc<Host>>>);

struct Host {
    places: Semaphore,
    silent: AtomicBool,
}

impl SilentHosts {
    fn of(&self, host: &str, places: usize) -> Arc<Host> {
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(hosts.entry(host.to_owned()).or_insert_with(|| {
            Arc::new(Host { places: Semaphore::new(places), silent: AtomicBool::new(false) })
        }))
    }
}

impl Dispatcher {
    /// Waits until no delivery of a world is under way.
    pub(crate) async fn settle(&self, world: WorldId) {
        self.0.gate.idle(Some(world)).await;
    }

    /// Delivers everything that is due in a world whose clock stands, with what that triggers; how many deliveries
    /// there were.
    pub(crate) async fn deliver_due(&self, world: WorldId, hosts: &SilentHosts) -> Result<u32, Failure> {
        let (mut delivered, mut progress) = (0, Progress::default());
        let clock = self.0.clocks.of(world);
        loop {
            let rows =
                self.0.due(world, clock.now(), self.0.gate.limits.total, usize::MAX, Vec::new()).await?;
            if rows.is_empty() {
                return Ok(delivered);
            }
            let before = delivered;
            for result in join_all(rows.iter().map(|row| self.0.deliver_now(row, hosts))).await {
                delivered += result?;
            }
            progress.made(delivered > before)?;
        }
    }
}

impl Inner {
    async fn deliver_now(&self, row: &Outbound, hosts: &SilentHosts) -> Result<u32, Failure> {
        let host = hosts.of(&row.host, self.gate.limits.per_host);
        let Ok(_place) = host.places.acquire().await else {
            return Err(Failure::Stopped);
        };
        let _permit = self.gate.enter(row.world, &row.host);
        let Some(begun) = self.deliverer.begin(row, Reason::Slot).await? else { return Ok(0) };
        if host.silent.load(Ordering::Acquire) {
            self.deliverer
                .skip(&begun, "not sent: the host did not answer earlier in this advance of the clock")
                .await;
            return Ok(1);
        }
        let delivery = self.deliverer.deliver(begun, Reason::Slot).await;
        if delivery.timed_out {
            host.silent.store(true, Ordering::Release);
        }
        Ok(1 + self.deliver_released(&delivery).await)
    }
}
