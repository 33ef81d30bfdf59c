//! Clocks: real time, and each world's own (`semantics.md §12.8`). The only place that reads the machine's clock.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use tael_core::id::WorldId;
use tael_core::time::Instant;

/// Real time. For keys, leases and measurements; decisions see a world's clock.
#[must_use]
pub fn real() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A stopwatch for measurements.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(std::time::Instant);

/// Starts a stopwatch.
#[must_use]
pub fn stopwatch() -> Stopwatch {
    Stopwatch(std::time::Instant::now())
}

impl Stopwatch {
    /// Microseconds since it was started.
    #[must_use]
    pub fn micros(self) -> u64 {
        u64::try_from(self.0.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// Microseconds since it was started, starting it anew.
    pub fn lap(&mut self) -> u64 {
        let micros = self.micros();
        self.0 = std::time::Instant::now();
        micros
    }
}

const RUNNING: i64 = i64::MIN;

/// The clock of one world: real time plus an offset that never falls, or standing still while it is being advanced.
#[derive(Debug)]
pub struct WorldClock {
    offset: AtomicI64,
    stands_at: AtomicI64,
}

impl WorldClock {
    /// A running clock, so many milliseconds ahead of real time.
    #[must_use]
    pub fn new(offset: i64) -> WorldClock {
        WorldClock { offset: AtomicI64::new(offset), stands_at: AtomicI64::new(RUNNING) }
    }

    /// The world's time.
    #[must_use]
    pub fn now(&self) -> Instant {
        match self.stands_at.load(Ordering::Acquire) {
            RUNNING => real().plus(self.offset.load(Ordering::Acquire)),
            at => Instant(at),
        }
    }

    /// Milliseconds ahead of real time.
    #[must_use]
    pub fn offset(&self) -> i64 {
        self.offset.load(Ordering::Acquire)
    }

    /// Stops the clock at `at`, or moves a standing one on to it; it never goes back.
    pub fn stand(&self, at: Instant) {
        let at = at.max(self.now());
        self.stands_at.store(at.0, Ordering::Release);
    }

    /// Lets a standing clock run on from where it stands.
    pub fn run(&self) {
        let stands_at = self.stands_at.load(Ordering::Acquire);
        if stands_at != RUNNING {
            self.offset.fetch_max(stands_at - real().0, Ordering::AcqRel);
            self.stands_at.store(RUNNING, Ordering::Release);
        }
    }

    /// Takes over an offset that another node has set; offsets never fall.
    pub fn catch_up(&self, offset: i64) {
        self.offset.fetch_max(offset, Ordering::AcqRel);
    }
}

/// The clocks of all worlds.
#[derive(Debug, Default)]
pub struct Clocks(RwLock<BTreeMap<WorldId, Arc<WorldClock>>>);

impl Clocks {
    /// The clock of a world; one that is not known yet runs with real time.
    #[must_use]
    pub fn of(&self, world: WorldId) -> Arc<WorldClock> {
        if let Some(clock) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&world) {
            return Arc::clone(clock);
        }
        let mut clocks = self.0.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(clocks.entry(world).or_insert_with(|| Arc::new(WorldClock::new(0))))
    }

    /// The worlds whose clocks are known.
    #[must_use]
    pub fn worlds(&self) -> Vec<WorldId> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).keys().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_never_goes_back() {
        let clock = WorldClock::new(5_000);
        let before = clock.now();
        assert!(before >= real().plus(4_000));
        clock.stand(before.plus(60_000));
        assert_eq!(clock.now(), before.plus(60_000));
        clock.stand(before);
        assert_eq!(clock.now(), before.plus(60_000));
        clock.run();
        assert!(clock.now() >= before.plus(60_000) && clock.offset() > 5_000);
        clock.catch_up(0);
        assert!(clock.offset() > 5_000);
    }
}
