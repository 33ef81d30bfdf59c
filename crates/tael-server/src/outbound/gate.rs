//! How many deliveries are under way: in all, to each host, in each world.
//!
//! A host that confirms quickly gets more of them at a time, one more with each, so that its notifications are claimed and
//! recorded many at once; one that does not falls back to the few of a stranger.

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
    /// Concurrent ones to one that confirms quickly.
    pub per_quick_host: usize,
    /// Concurrent ones in all.
    pub total: usize,
    /// How long resolving a name and connecting may take together (`semantics.md §12.9`).
    pub connect: Duration,
    /// How long a delivery may take, from the name to the end of the answer (`semantics.md §12.9`).
    pub delivery: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            per_host: 4,
            per_quick_host: 16,
            total: 256,
            connect: Duration::from_secs(3),
            delivery: Duration::from_secs(10),
        }
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
    hosts: HashMap<String, Host>,
    worlds: HashMap<WorldId, usize>,
}

#[derive(Debug)]
struct Host {
    under_way: usize,
    /// So many at a time.
    most: usize,
}

/// Quick hosts that are remembered while nothing is under way to them.
const HOSTS_MAX: usize = 10_000;

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
        let free = match under_way.hosts.get(host) {
            Some(host) => host.under_way < host.most,
            None => self.limits.per_host > 0,
        };
        (under_way.total < self.limits.total && free).then(|| self.count_in(&mut under_way, world, host))
    }

    /// A place whatever the limits, for deliveries that somebody waits for.
    pub(crate) fn enter(self: &Arc<Self>, world: WorldId, host: &str) -> Permit {
        self.count_in(&mut self.lock(), world, host)
    }

    fn count_in(self: &Arc<Self>, under_way: &mut UnderWay, world: WorldId, host: &str) -> Permit {
        under_way.total += 1;
        if under_way.hosts.len() >= HOSTS_MAX {
            under_way.hosts.retain(|_, host| host.under_way > 0);
        }
        let stranger = Host { under_way: 0, most: self.limits.per_host };
        under_way.hosts.entry(host.to_owned()).or_insert(stranger).under_way += 1;
        *under_way.worlds.entry(world).or_default() += 1;
        Permit { gate: Arc::clone(self), host: host.to_owned(), world }
    }

    /// How many more deliveries may begin, and the hosts that take none of them.
    pub(crate) fn room(&self) -> (usize, Vec<String>) {
        let under_way = self.lock();
        let full = under_way.hosts.iter().filter(|(_, host)| host.under_way >= host.most);
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

impl Permit {
    /// Tells whether the host has confirmed, and quickly.
    pub(crate) fn answered(&self, quickly: bool) {
        let limits = &self.gate.limits;
        if let Some(host) = self.gate.lock().hosts.get_mut(&self.host) {
            host.most = match quickly {
                true => (host.most + 1).min(limits.per_quick_host.max(limits.per_host)),
                false => limits.per_host,
            };
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let limits = &self.gate.limits;
        let mut under_way = self.gate.lock();
        let was_full = under_way.total >= limits.total;
        under_way.total -= 1;
        let mut opens = true;
        if let Some(host) = under_way.hosts.get_mut(&self.host) {
            host.under_way -= 1;
            let is_quick = host.most > limits.per_host;
            // the next ones to a quick host are claimed together, when half of its places are free
            opens = !is_quick || host.under_way <= host.most / 2;
            if host.under_way == 0 && !is_quick {
                under_way.hosts.remove(&self.host);
            }
        }
        if let Some(count) = under_way.worlds.get_mut(&self.world) {
            *count -= 1;
            if *count == 0 {
                under_way.worlds.remove(&self.world);
            }
        }
        drop(under_way);
        self.gate.ended.notify_waiters();
        if (opens || was_full) && self.gate.wanted.load(Ordering::Acquire) {
            self.gate.freed.notify_one();
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

    #[test]
    fn a_quick_host_gets_more_places_and_is_looked_at_when_half_are_free() {
        let gate = Gate::new(Limits { per_host: 2, per_quick_host: 6, total: 100, ..Limits::default() });
        let enter = || gate.try_enter(WORLD, "a:80");
        for _ in 0..9 {
            enter().unwrap().answered(true);
        }
        let mut places: Vec<_> = std::iter::from_fn(enter).collect();
        assert_eq!((places.len(), gate.room()), (6, (94, vec!["a:80".to_owned()])));
        gate.want(true);
        places.truncate(4);
        assert!(gate.freed().now_or_never().is_none(), "four of six are under way");
        places.truncate(3);
        assert!(gate.freed().now_or_never().is_some());
        places.pop().unwrap().answered(false);
        assert!(enter().is_none(), "two are under way, as many as a stranger may have");
        places.pop();
        assert!(gate.freed().now_or_never().is_some() && enter().is_some());
        places.clear();
        assert!(gate.lock().hosts.is_empty());
    }
}
