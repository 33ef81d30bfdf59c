//! Numbers: typed identifiers, and where fresh ones come from.

use std::cell::Cell;
use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::time::Instant;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub SmolStr);

        impl $name {
            /// The text as it stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<T: AsRef<str>> From<T> for $name {
            fn from(text: T) -> Self {
                $name(SmolStr::new(text))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id!(
    /// An application, as in the public parameter `app_id` (≤ 32 characters). Unique in the installation.
    AppId
);
text_id!(
    /// A user of the wallet, buyer or merchant: `2088` and twelve digits. A merchant's is called PID or partner id.
    UserId
);
text_id!(
    /// The platform's number of a trade, 28 digits (`semantics.md §12.10`).
    TradeNo
);

impl UserId {
    /// The twelve digits behind `2088`, or `None` where the text is not a user id.
    #[must_use]
    pub fn serial(&self) -> Option<i64> {
        let digits = self.0.strip_prefix("2088")?;
        (digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
    }

    /// The user id with this serial (0 to 999,999,999,999).
    #[must_use]
    pub fn from_serial(serial: i64) -> UserId {
        UserId(SmolStr::new(format!("2088{serial:012}")))
    }
}

/// A tenant of the installation (architecture.md, decision 11). `WorldId(1)` is the main world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorldId(pub i32);

impl WorldId {
    /// The world that an installation starts with.
    pub const MAIN: WorldId = WorldId(1);
}

/// The shard number that leads every key (scale-out.md); the embedded store has one per world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Book(pub i16);

impl Book {
    /// The book of the main world in the embedded store.
    pub const MAIN: Book = Book(0);
}

/// A 63-bit time-ordered key: 41 bits of real milliseconds since 2020, 9 of the node, 13 of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(pub i64);

/// 2020-01-01T00:00:00Z in milliseconds.
const EPOCH: i64 = 1_577_836_800_000;
const SEQUENCE_BITS: u32 = 13;
const NODE_BITS: u32 = 9;
/// Numbers that one command may draw.
const BLOCK: i64 = 16;

impl Id {
    fn compose(millis: i64, node: u16, sequence: i64) -> Id {
        Id((millis - EPOCH) << (SEQUENCE_BITS + NODE_BITS) | i64::from(node) << SEQUENCE_BITS | sequence)
    }

    /// The real time at which the number was made.
    #[must_use]
    pub fn real_time(self) -> Instant {
        Instant((self.0 >> (SEQUENCE_BITS + NODE_BITS)) + EPOCH)
    }

    fn node(self) -> i64 {
        self.0 >> SEQUENCE_BITS & ((1 << NODE_BITS) - 1)
    }

    fn sequence(self) -> i64 {
        self.0 & ((1 << SEQUENCE_BITS) - 1)
    }

    /// The trade number that belongs to this key (`semantics.md §12.10`).
    #[must_use]
    pub fn trade_no(self, now: Instant, book: Book) -> TradeNo {
        TradeNo(self.numbered("22", now, book))
    }

    /// The `agreement_no` that belongs to this key.
    #[must_use]
    pub fn agreement_no(self, now: Instant, book: Book) -> SmolStr {
        self.numbered("45", now, book)
    }

    /// The `auth_no` that belongs to this key.
    #[must_use]
    pub fn auth_no(self, now: Instant, book: Book) -> SmolStr {
        self.numbered("10", now, book)
    }

    /// The `item_id` that belongs to this key.
    #[must_use]
    pub fn item_no(self, now: Instant, book: Book) -> SmolStr {
        self.numbered("30", now, book)
    }

    /// The `material_id` that belongs to this key.
    #[must_use]
    pub fn material_no(self, now: Instant, book: Book) -> SmolStr {
        self.numbered("50", now, book)
    }

    /// 28 digits: date of the world's clock, two of the kind, book, real milliseconds of the Beijing day, node, sequence.
    fn numbered(self, kind: &str, now: Instant, book: Book) -> SmolStr {
        SmolStr::new(format!(
            "{}{kind}{:03}{:08}{:03}{:04}",
            now.beijing_day(),
            book.0,
            self.real_time().millis_of_beijing_day(),
            self.node(),
            self.sequence()
        ))
    }
}

/// The source of a node's keys. Keys rise strictly, also when the machine's clock steps back.
#[derive(Debug)]
pub struct Ids {
    node: u16,
    millis: i64,
    sequence: i64,
}

impl Ids {
    /// A source for `node` (0..=511) whose keys all lie behind `last`, the highest key that the store holds.
    #[must_use]
    pub fn new(node: u16, last: Id) -> Ids {
        Ids { node: node & ((1 << NODE_BITS) - 1), millis: last.real_time().0 + 1, sequence: 0 }
    }

    /// Keys for one command, at real time `real`.
    pub fn block(&mut self, real: Instant) -> IdBlock {
        if real.0 > self.millis {
            (self.millis, self.sequence) = (real.0, 0);
        }
        if self.sequence + BLOCK > 1 << SEQUENCE_BITS {
            (self.millis, self.sequence) = (self.millis + 1, 0);
        }
        let first = Id::compose(self.millis, self.node, self.sequence);
        self.sequence += BLOCK;
        IdBlock { first, drawn: Cell::new(0) }
    }
}

/// The keys of one command. A command that is decided again draws the same ones.
#[derive(Clone, Debug)]
pub struct IdBlock {
    first: Id,
    drawn: Cell<i64>,
}

impl IdBlock {
    /// The next key.
    ///
    /// # Panics
    /// When a command draws more keys than its block has, which is a defect of the method.
    pub fn next(&self) -> Id {
        let drawn = self.drawn.get();
        assert!(drawn < BLOCK, "a command drew more than {BLOCK} keys");
        self.drawn.set(drawn + 1);
        Id(self.first.0 + drawn)
    }

    /// The same block from its start, for another run of the same command.
    #[must_use]
    pub fn restarted(&self) -> IdBlock {
        IdBlock { first: self.first, drawn: Cell::new(0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_rise_even_when_the_clock_steps_back() {
        let mut ids = Ids::new(3, Id(0));
        let (mut last, start) = (Id(0), 1_795_312_800_000);
        for step in [0, 5, -10_000, 1, 0, 0] {
            for _ in 0..600 {
                let block = ids.block(Instant(start + step));
                let (a, b) = (block.next(), block.next());
                assert!(last < a && a < b);
                assert_eq!(block.restarted().next(), a);
                last = b;
            }
        }
        let mut later = Ids::new(3, last);
        assert!(later.block(Instant(0)).next() > last);
    }

    #[test]
    fn a_trade_number_has_28_digits() {
        let now = Instant::parse_beijing("2026-11-22 10:00:00").expect("a time");
        let id = Ids::new(7, Id(0)).block(Instant(1_795_312_800_123)).next();
        assert_eq!(id.trade_no(now, Book::MAIN).as_str(), "2026112222000360001230070000");
    }

    #[test]
    fn user_ids_have_serials() {
        assert_eq!(UserId::from("2088102146225135").serial(), Some(102_146_225_135));
        assert_eq!(UserId::from_serial(7).as_str(), "2088000000000007");
        for text in ["2088", "208810214622513", "20881021462251351", "2087102146225135", "2088１02146225135"]
        {
            assert_eq!(UserId::from(text).serial(), None, "{text}");
        }
    }
}
