//! How many deliveries are under way: in all, to each host, in each world.
//!
//! A host that confirms quickly gets more of them at a time, one more with each, so that its notifications are claimed and
//! recorded many at once; one that does not falls back to the few of a stranger.
//!
//! A delivery that has begun stands in line for its signature before it is posted, behind the answers under load. One that is
//! begun by the payment that it tells of (`launch`) is let in to a quick host whatever stands in line: no more of them can
//! than payments are under way, and what a host has to bear are the posts.

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
    total: Places,
    hosts: HashMap<String, Host>,
    worlds: HashMap<WorldId, usize>,
}

#[derive(Debug)]
struct Host {
    places: Places,
    /// So many at a time.
    most: usize,
}

/// How many more deliveries may begin.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Room {
    /// In all.
    pub(crate) total: usize,
    /// To one host at most.
    pub(crate) per_host: usize,
    /// Hosts that take none of them.
    pub(crate) full: Vec<String>,
}

/// Quick hosts that are remembered while nothing is under way to them.
const HOSTS_MAX: usize = 10_000;

/// The place of one delivery; given back when its host has answered, or when dropped. Until it is dropped the delivery is
/// under way in its world.
#[derive(Debug)]
pub(crate) struct Permit {
    gate: Arc<Gate>,
    host: String,
    world: WorldId,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// It is to be signed.
    InLine,
    /// It is at its host, or on the way there.
    Posting,
    /// The host has answered.
    Answered,
}

/// Deliveries that have begun and are not answered.
#[derive(Debug, Default)]
struct Places {
    in_line: usize,
    posting: usize,
}

impl Places {
    fn all(&self) -> usize {
        self.in_line + self.posting
    }

    fn of(&mut self, stage: Stage) -> Option<&mut usize> {
        match stage {
            Stage::InLine => Some(&mut self.in_line),
            Stage::Posting => Some(&mut self.posting),
            Stage::Answered => None,
        }
    }

    fn enter(&mut self, stage: Stage) {
        self.of(stage).into_iter().for_each(|count| *count += 1);
    }

    fn leave(&mut self, stage: Stage) {
        self.of(stage).into_iter().for_each(|count| *count -= 1);
    }
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
            Some(host) => host.places.all() < host.most,
            None => self.limits.per_host > 0,
        };
        let free = free && under_way.total.all() < self.limits.total;
        free.then(|| self.count_in(&mut under_way, world, host, Stage::InLine))
    }

    /// A place for a delivery that is begun by what it tells of, without a look at what else is due. While something may
    /// wait for a place, half of a stranger's are left to it.
    pub(crate) fn try_line_up(self: &Arc<Self>, world: WorldId, host: &str) -> Option<Permit> {
        let wanted = self.wanted.load(Ordering::Acquire);
        let few = if wanted { self.limits.per_host / 2 } else { self.limits.per_host };
        let mut under_way = self.lock();
        let free = match under_way.hosts.get(host) {
            Some(host) if host.most > self.limits.per_host => host.places.posting < host.most,
            Some(host) => host.places.all() < few,
            None => few > 0,
        };
        let free = free && under_way.total.posting < self.limits.total;
        free.then(|| self.count_in(&mut under_way, world, host, Stage::InLine))
    }

    /// A place whatever the limits, for deliveries that somebody waits for.
    pub(crate) fn enter(self: &Arc<Self>, world: WorldId, host: &str) -> Permit {
        self.count_in(&mut self.lock(), world, host, Stage::Posting)
    }

    fn count_in(
        self: &Arc<Self>,
        under_way: &mut UnderWay,
        world: WorldId,
        host: &str,
        stage: Stage,
    ) -> Permit {
        under_way.total.enter(stage);
        if under_way.hosts.len() >= HOSTS_MAX {
            under_way.hosts.retain(|_, host| host.places.all() > 0);
        }
        let stranger = || Host { places: Places::default(), most: self.limits.per_host };
        under_way.hosts.entry(host.to_owned()).or_insert_with(stranger).places.enter(stage);
        *under_way.worlds.entry(world).or_default() += 1;
        Permit { gate: Arc::clone(self), host: host.to_owned(), world, stage }
    }

    /// How many more deliveries may begin.
    pub(crate) fn room(&self) -> Room {
        let under_way = self.lock();
        let full = under_way.hosts.iter().filter(|(_, host)| host.places.all() >= host.most);
        let most = under_way.hosts.values().map(|host| host.most).max().unwrap_or_default();
        Room {
            total: self.limits.total.saturating_sub(under_way.total.all()),
            per_host: most.max(self.limits.per_host),
            full: full.map(|(host, _)| host.clone()).collect(),
        }
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
                None => !self.lock().worlds.is_empty(),
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
    /// It is signed and leaves for its host.
    pub(crate) fn posts(&mut self) {
        let mut under_way = self.gate.lock();
        let was = std::mem::replace(&mut self.stage, Stage::Posting);
        under_way.total.leave(was);
        under_way.total.enter(self.stage);
        if let Some(host) = under_way.hosts.get_mut(&self.host) {
            host.places.leave(was);
            host.places.enter(self.stage);
        }
    }

    /// Tells whether the host has confirmed, and quickly, and gives the place back.
    pub(crate) fn answered(&mut self, quickly: bool) {
        let limits = &self.gate.limits;
        if let Some(host) = self.gate.lock().hosts.get_mut(&self.host) {
            host.most = match quickly {
                true => (host.most + 1).min(limits.per_quick_host.max(limits.per_host)),
                false => limits.per_host,
            };
        }
        self.give_back();
    }

    fn give_back(&mut self) {
        let was = std::mem::replace(&mut self.stage, Stage::Answered);
        if was == Stage::Answered {
            return;
        }
        let limits = &self.gate.limits;
        let mut under_way = self.gate.lock();
        let was_full = under_way.total.all() >= limits.total;
        under_way.total.leave(was);
        let mut opens = true;
        if let Some(host) = under_way.hosts.get_mut(&self.host) {
            host.places.leave(was);
            let is_quick = host.most > limits.per_host;
            // the next ones to a quick host are claimed together, when half of its places are free
            opens = !is_quick || host.places.all() <= host.most / 2;
            if host.places.all() == 0 && !is_quick {
                under_way.hosts.remove(&self.host);
            }
        }
        drop(under_way);
        if (opens || was_full) && self.gate.wanted.load(Ordering::Acquire) {
            self.gate.freed.notify_one();
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.give_back();
        let mut under_way = self.gate.lock();
        if let Some(count) = under_way.worlds.get_mut(&self.world) {
            *count -= 1;
            if *count == 0 {
                under_way.worlds.remove(&self.world);
            }
        }
        drop(under_way);
        self.gate.ended.notify_waiters();
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
        let room = |total, per_host, full: &[&str]| Room {
            total,
            per_host,
            full: full.iter().map(|host| (*host).to_owned()).collect(),
        };
        assert_eq!(gate.room(), room(1, 2, &["a:80"]));
        let third = gate.try_enter(WORLD, "b:80").unwrap();
        assert!(gate.try_enter(WORLD, "c:80").is_none());
        drop(first);
        assert!(gate.try_enter(WORLD, "a:80").is_some());
        let by_hand = gate.enter(WORLD, "c:80");
        assert_eq!(gate.room(), room(0, 2, &[]));
        drop((second, third, by_hand));
        assert_eq!(gate.room(), room(3, 2, &[]));
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
    fn half_of_a_strangers_places_are_left_to_what_waits() {
        let gate = Gate::new(Limits { per_host: 4, total: 100, ..Limits::default() });
        let enter = || gate.try_line_up(WORLD, "a:80");
        gate.want(true);
        let mut places: Vec<_> = std::iter::from_fn(enter).collect();
        assert_eq!(places.len(), 2);
        gate.want(false);
        places.extend(std::iter::from_fn(enter));
        assert_eq!(places.len(), 4);
        gate.want(true);
        places.truncate(2);
        assert!(gate.freed().now_or_never().is_some() && enter().is_none());
        assert!(gate.try_enter(WORLD, "a:80").is_some());
    }

    #[test]
    fn a_quick_host_is_told_of_payments_whatever_stands_in_line() {
        let limits = Limits { per_host: 1, per_quick_host: 2, total: 100, ..Limits::default() };
        let gate = Gate::new(limits);
        let line_up = || gate.try_line_up(WORLD, "a:80");
        line_up().unwrap().answered(true);
        let mut lined: Vec<_> = (0..9).map(|_| line_up().unwrap()).collect();
        assert!(gate.try_enter(WORLD, "a:80").is_none());
        lined[0].posts();
        assert!(line_up().is_some());
        lined[1].posts();
        assert!(line_up().is_none(), "two are posted at a time");
        lined[1].answered(true);
        assert!(line_up().is_some());
        drop(lined);
        assert_eq!(gate.room().total, 100);
    }

    #[test]
    fn a_place_is_free_when_the_host_has_answered_and_the_delivery_goes_on() {
        let gate = Gate::new(Limits { per_host: 1, per_quick_host: 1, ..Limits::default() });
        let mut permit = gate.enter(WORLD, "a:80");
        assert!(gate.try_enter(WORLD, "a:80").is_none());
        permit.answered(true);
        assert!(gate.try_enter(WORLD, "a:80").is_some());
        assert!(gate.idle(Some(WORLD)).now_or_never().is_none() && gate.idle(None).now_or_never().is_none());
        drop(permit);
        assert!(gate.idle(Some(WORLD)).now_or_never().is_some() && gate.idle(None).now_or_never().is_some());
        assert_eq!(gate.room().total, gate.limits.total);
    }

    #[test]
    fn a_quick_host_gets_more_places_and_is_looked_at_when_half_are_free() {
        let gate = Gate::new(Limits { per_host: 2, per_quick_host: 6, total: 100, ..Limits::default() });
        let enter = || gate.try_enter(WORLD, "a:80");
        for _ in 0..9 {
            enter().unwrap().answered(true);
        }
        let mut places: Vec<_> = std::iter::from_fn(enter).collect();
        let room = Room { total: 94, per_host: 6, full: vec!["a:80".to_owned()] };
        assert_eq!((places.len(), gate.room()), (6, room));
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
