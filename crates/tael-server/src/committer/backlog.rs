//! Answers that are committed and wait for their signature.
//!
//! A transaction of one payment costs several times as much of the processor as its part of one of many. So while the
//! signers have enough to do, commits gather: nobody waits longer for it, since the answers stand in the signers' queue
//! either way. When the signers are about to run dry, everything that has gathered is committed at once. Without a backlog,
//! and so without load, nothing ever waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::Thread;
use std::time::Duration;

use crate::clock::Stopwatch;

/// Commits gather for so long at most, in microseconds.
const GATHER_MAX: u64 = 50_000;

/// Commands that nobody signs for wait for so long at most, in microseconds.
const WAIT_MAX: u64 = 10_000;

/// So many answers for each processor keep its signer busy while a batch is committed.
const BUSY: usize = 2;

/// How many answers wait for their signature.
#[derive(Debug)]
pub(super) struct Backlog {
    unsigned: AtomicUsize,
    /// From so many on commits gather.
    busy: usize,
    /// The committer's thread sleeps until the signers need more.
    gathering: AtomicBool,
}

/// An answer that is committed and not signed yet. To be dropped when it is.
#[derive(Debug)]
pub struct Unsigned {
    backlog: Arc<Backlog>,
    committer: Thread,
}

impl Backlog {
    pub(super) fn new() -> Arc<Backlog> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Arc::new(Backlog {
            unsigned: AtomicUsize::new(0),
            busy: BUSY * cores,
            gathering: AtomicBool::new(false),
        })
    }

    /// One more; called by the committer's thread.
    pub(super) fn enter(self: &Arc<Self>) -> Unsigned {
        self.unsigned.fetch_add(1, Ordering::SeqCst);
        Unsigned { backlog: Arc::clone(self), committer: std::thread::current() }
    }

    /// Sleeps while the signers have enough to do, for a moment at most. False where they have not, and what has gathered
    /// since then is to be committed. Where `others` have gathered, for which nobody signs, they have waited long enough
    /// sooner.
    pub(super) fn gather(&self, since: Stopwatch, others: bool) -> bool {
        let most = if others { WAIT_MAX } else { GATHER_MAX };
        let left = most.saturating_sub(since.micros());
        if left == 0 || !self.is_busy() {
            return false;
        }
        self.gathering.store(true, Ordering::SeqCst);
        // the last signature may have been made before the line above
        if self.is_busy() {
            std::thread::park_timeout(Duration::from_micros(left.min(WAIT_MAX)));
        }
        self.gathering.store(false, Ordering::SeqCst);
        true
    }

    fn is_busy(&self) -> bool {
        self.unsigned.load(Ordering::SeqCst) > self.busy
    }
}

impl Drop for Unsigned {
    fn drop(&mut self) {
        let left = self.backlog.unsigned.fetch_sub(1, Ordering::SeqCst) - 1;
        if left <= self.backlog.busy && self.backlog.gathering.swap(false, Ordering::SeqCst) {
            self.committer.unpark();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::stopwatch;

    #[test]
    fn commits_gather_while_the_signers_are_busy_and_no_longer() {
        let backlog = Backlog::new();
        assert!(!backlog.gather(stopwatch(), false), "without load nothing waits");
        let mut unsigned: Vec<_> = (0..=backlog.busy).map(|_| backlog.enter()).collect();
        for (others, most) in [(true, WAIT_MAX), (false, GATHER_MAX)] {
            let since = stopwatch();
            while backlog.gather(since, others) {}
            assert!(since.micros() >= most, "nobody has signed: the time limit ends it");
        }

        // a signature wakes the committer at once
        let last = unsigned.pop().unwrap();
        let signer = std::thread::spawn({
            let backlog = Arc::clone(&backlog);
            move || {
                while !backlog.gathering.load(Ordering::SeqCst) {
                    std::thread::yield_now();
                }
                drop(last);
            }
        });
        let mut woken = 0;
        while backlog.gather(stopwatch(), false) {
            woken += 1;
        }
        assert!(woken >= 1);
        signer.join().unwrap();
        drop(unsigned);
        assert_eq!(backlog.unsigned.load(Ordering::SeqCst), 0);
    }
}
