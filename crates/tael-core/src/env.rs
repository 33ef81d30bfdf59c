//! What a decision may know of the outside: the world's clock, fresh keys, randomness. A value, never a global.

use std::cell::Cell;

use crate::id::IdBlock;
use crate::time::Instant;

/// The surroundings of one decision. Deciding again with [`Env::restarted`] sees exactly the same.
#[derive(Clone, Debug)]
pub struct Env {
    /// The world's clock.
    pub now: Instant,
    /// Fresh keys.
    pub ids: IdBlock,
    seed: u64,
    drawn: Cell<u64>,
}

impl Env {
    /// Surroundings with this clock, these keys and the randomness that follows from `seed`.
    #[must_use]
    pub fn new(now: Instant, ids: IdBlock, seed: u64) -> Env {
        Env { now, ids, seed, drawn: Cell::new(0) }
    }

    /// The same surroundings, for another run of the same command.
    #[must_use]
    pub fn restarted(&self) -> Env {
        Env { now: self.now, ids: self.ids.restarted(), seed: self.seed, drawn: Cell::new(0) }
    }

    /// 64 random bits that follow from the seed (SplitMix64). Unpredictable exactly as far as the seed is.
    pub fn random(&self) -> u64 {
        let n = self.drawn.get() + 1;
        self.drawn.set(n);
        let mut z = self.seed.wrapping_add(n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
