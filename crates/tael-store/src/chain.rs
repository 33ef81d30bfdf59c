//! The hash chain over journals: one hash per batch and book that it wrote in, also where it posted no journal there.
//!
//! `hash = SHA-256(previous hash ‖ batch key ‖ for each journal of the batch in that book, by rising key: key, kind, trade, time, and each
//! line's account and amount)`, numbers as 8 bytes big-endian, texts with their length before them. Changing, dropping
//! or inserting a journal breaks every hash from there on.

use sha2::{Digest, Sha256};
use tael_core::id::Id;

use crate::row::StoredJournal;

/// The hash before the first batch of a book.
pub const GENESIS: [u8; 32] = [0; 32];

/// The next hash of the chain. The journals must come by rising key.
#[must_use]
pub fn next<'a>(
    previous: &[u8; 32],
    batch: Id,
    journals: impl IntoIterator<Item = &'a StoredJournal>,
) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update(batch.0.to_be_bytes());
    for journal in journals {
        hash.update(journal.id.0.to_be_bytes());
        hash.update((journal.kind.len() as u64).to_be_bytes());
        hash.update(journal.kind.as_bytes());
        hash.update(journal.trade.map_or(-1, |t| t.0).to_be_bytes());
        hash.update(journal.at.0.to_be_bytes());
        hash.update((journal.lines.len() as u64).to_be_bytes());
        for (account, amount) in &journal.lines {
            hash.update(account.0.to_be_bytes());
            hash.update(amount.0.to_be_bytes());
        }
    }
    hash.finalize().into()
}
