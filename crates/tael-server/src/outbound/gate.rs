//! How many deliveries are under way: in all, to each host, in each world.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tael_core::id::WorldId;
use tokio::sync::Notify;

/// Limits of deliveries. Total over per-host is how many dead hosts do not hold up the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Concurrent ones to one `host:port`.
    pub per_host: usize,
    /// Concurrent ones in all.
    pub total: usize,
    /// How long resolving a name and connecting may take together (`semantics.md §12.9`).
    pub connect: Duration,
    /// How long a delivery may take, from the name to the end of the answer (`semantics.md §12.9`).
    pub delivery: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { per_host: 4, total: 256, connect: Duration::from_secs(3), delivery: Duration::from_secs(10) }
    }
}

/// Counts the deliveries under way.
#[derive(Debug)]
pub(crate) struct Gate {
    pub(crate) limits: Limits,
    under_way: Mutex<UnderWay>,
    /// True while something waits for a place.
    wanted: AtomicBool,
    freed: Notify,
    ended: Notify,
}

#[derive(Debug, Default)]
struct UnderWay {
    total: usize,
    hosts: HashMap<String, usize>,
    worlds: HashMap<WorldId, usize>,
}

/// The place of one delivery; given back when dropped.
#[derive(Debug)]
pub(crate) struct Permit {
    gate: Arc<Gate>,
    host: String,
    world: WorldId,
}

impl Gate {
    pub(crate) fn new(limits: Limits) -> Arc<Gate> {
        Arc::new(Gate {
            limits,
            under_way: Mutex::default(),
            wanted: AtomicBool::new(false),
            freed: Notify::new(),
            ended: Notify::new(),
        })
    }

    /// A place within the limits.
    pub(crate) fn try_enter(self: &Arc<Self>, world: WorldId, host: &str) -> Option<Permit> {
        let mut under_way = self.lock();
        let at_host = under_way.hosts.get(host).copied().unwrap_or(0);
        (under_way.total < self.limits.total && at_host < self.limits.per_host)
            .then(|| self.count_in(&mut under_way, world, host))
    }

    /// A place whatever the limits, for deliveries that somebody waits for.
    pub(crate) fn enter(self: &Arc<Self>, world: WorldId, host: &str) -> Permit {
        self.count_in(&mut self.lock(), world, host)
    }

    fn count_in(self: &Arc<Self>, under_way: &mut UnderWay, world: WorldId, host: &str) -> Permit {
        under_way.total += 1;
        *under_way.hosts.entry(host.to_owned()).or_default() += 1;
        *under_way.worlds.entry(world).or_default() += 1;
        Permit { gate: Arc::clone(self), host: host.to_owned(), world }
    }

    /// How many more deliveries may begin, and the hosts that take none of them.
    pub(crate) fn room(&self) -> (usize, Vec<String>) {
        let under_way = self.lock();
        let full = under_way.hosts.iter().filter(|(_, n)| **n >= self.limits.per_host);
        let full = full.map(|(host, _)| host.clone()).collect();
        (self.limits.total.saturating_sub(under_way.total), full)
    }

    /// Says whether [`Gate::freed`] is to report places that become free.
    pub(crate) fn want(&self, wanted: bool) {
        self.wanted.store(wanted, Ordering::Release);
    }

    /// Ends when a place has become free since it was wanted.
    pub(crate) async fn freed(&self) {
        self.freed.notified().await;
    }

    /// Ends when nothing is under way (in this world).
    pub(crate) async fn idle(&self, world: Option<WorldId>) {
        loop {
            let mut ended = std::pin::pin!(self.ended.notified());
            // registered before the count is read, so that no end is missed
            ended.as_mut().enable();
            let left = match world {
                Some(world) => self.lock().worlds.contains_key(&world),
                None => self.lock().total > 0,
            };
            if !left {
                return;
            }
            ended.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, UnderWay> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut under_way = self.gate.lock();
        under_way.total -= 1;
        let UnderWay { hosts, worlds, .. } = &mut *under_way;
        count_out(hosts, &self.host);
        count_out(worlds, &self.world);
        drop(under_way);
        self.gate.ended.notify_waiters();
        if self.gate.wanted.load(Ordering::Acquire) {
            self.gate.freed.notify_one();
        }
    }
}

fn count_out<K: std::hash::Hash + Eq>(counts: &mut HashMap<K, usize>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    const WORLD: WorldId = WorldId::MAIN;

    #[test]
    fn limits_hold_per_host_and_in_all() {
        let gate = Gate::new(Limits { per_host: 2, total: 3, ..Limits::default() });
        let first = gate.try_enter(WORLD, "a:80").unwrap();
        let second = gate.try_enter(WORLD, "a:80").unwrap();
        assert!(gate.try_enter(WORLD, "a:80").is_none());
        assert_eq!(gate.room(), (1, vec!["a:80".to_owned()]));
        let third = gate.try_enter(WORLD, "b:80").unwrap();
        assert!(gate.try_enter(WORLD, "c:80").is_none());
        drop(first);
        assert!(gate.try_enter(WORLD, "a:80").is_some());
        let by_hand = gate.enter(WORLD, "c:80");
        assert_eq!(gate.room(), (0, Vec::new()));
        drop((second, third, by_hand));
        assert_eq!(gate.room(), (3, Vec::new()));
        assert!(gate.lock().hosts.is_empty() && gate.lock().worlds.is_empty());
    }

    #[test]
    fn ends_are_heard_of() {
        let gate = Gate::new(Limits::default());
        let permit = gate.enter(WORLD, "a:80");
        let mut idle = Box::pin(gate.idle(Some(WORLD)));
        assert!((&mut idle).now_or_never().is_none());
        assert!(gate.idle(Some(WorldId(2))).now_or_never().is_some());
        assert!(gate.idle(None).now_or_never().is_none());
        gate.want(true);
        drop(permit);
        assert!(idle.now_or_never().is_some());
        assert!(gate.freed().now_or_never().is_some());
        gate.want(false);
        drop(gate.enter(WORLD, "a:80"));
        assert!(gate.freed().now_or_never().is_none());
    }
}
