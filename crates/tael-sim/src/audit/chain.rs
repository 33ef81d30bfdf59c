//! The hash chains: each step against the journals of its batch.

use std::collections::BTreeMap;

use tael_core::id::{Book, Id};
use tael_store::{BatchRow, StoredJournal, chain};

use crate::report::{Kind, Report};

/// Journals that are read ahead of their batch: the keys of a batch lie close together, so it is never many.
type Waiting = BTreeMap<(Book, Id), Vec<StoredJournal>>;

/// The chains, followed as batches and journals come in.
#[derive(Default)]
pub(super) struct Chains {
    waiting: Waiting,
    /// How many journals are waiting.
    held: usize,
    /// The last step of the book that is being followed.
    last: Option<(Book, i64, [u8; 32])>,
}

impl Chains {
    /// A journal whose batch comes later.
    pub(super) fn hold(&mut self, journal: StoredJournal) {
        self.held += 1;
        self.waiting.entry((journal.book, journal.batch)).or_default().push(journal);
    }

    /// How many journals are waiting for their batch.
    pub(super) fn held(&self) -> usize {
        self.held
    }

    /// How many journals of this batch have come in.
    pub(super) fn of(&self, row: &BatchRow) -> usize {
        self.waiting.get(&(row.book, row.id)).map_or(0, Vec::len)
    }

    /// The next step, all of whose journals have come in.
    pub(super) fn step(&mut self, row: &BatchRow, report: &mut Report) {
        let journals = self.waiting.remove(&(row.book, row.id)).unwrap_or_default();
        self.held -= journals.len();
        let id = row.id.0;
        let (seq, previous) = match self.last {
            Some((book, seq, hash)) if book == row.book => (seq, hash),
            _ => (0, chain::GENESIS),
        };
        if row.seq != seq + 1 {
            let message = format!("step {} of book {} follows step {seq}", row.seq, row.book.0);
            report.find(Kind::Chain, "batch", id, message);
        }
        if journals.len() != row.journals as usize {
            let message = format!(
                "wrote {} journals in book {}, {} are there",
                row.journals,
                row.book.0,
                journals.len()
            );
            report.find(Kind::Chain, "batch", id, message);
        }
        if chain::next(&previous, row.id, &journals) != row.hash {
            let message = format!(
                "the hash of step {} of book {} does not follow from the step before and its journals",
                row.seq, row.book.0
            );
            report.find(Kind::Chain, "batch", id, message);
        }
        // follow what is stored, so that one broken step is one finding
        self.last = Some((row.book, row.seq, row.hash));
    }

    /// The end: what waits now belongs to no batch, and each chain ends where its book says.
    pub(super) fn end(self, ends: &BTreeMap<i16, (i64, String)>, report: &mut Report) {
        for journal in self.waiting.values().flatten() {
            let message = format!("belongs to batch {}, which is not there", journal.batch.0);
            report.find(Kind::Chain, "journal", journal.id.0, message);
        }
        for head in report.heads.clone() {
            let (seq, hash) = ends.get(&head.book).cloned().unwrap_or_default();
            if (head.seq, head.hash.as_str()) != (seq, hash.as_str()) {
                let message =
                    format!("its chain ends with step {seq}, not with step {} and its hash", head.seq);
                report.find(Kind::Chain, "book", head.book, message);
            }
        }
    }
}
