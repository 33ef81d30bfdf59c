//! The laws of a store, and the comparison with the model.
#![allow(clippy::unwrap_used)]

use tael_store::conformance::{Fresh, Harness, Scratch, compare, ready, run};
use tael_store::memory::MemoryStore;
use tael_store_sqlite::{Options, SqliteStore};

fn fresh() -> Fresh {
    let dir = Scratch::within(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let store = SqliteStore::open(dir.path("tael.db"), &Options::default()).unwrap();
    Fresh { store: Box::new(store), keep: Box::new(dir) }
}

#[test]
fn laws() {
    run(&Harness { fresh: &fresh, drive: &|future| ready(future) });
}

#[test]
fn the_model_keeps_the_laws_too() {
    let fresh = || Fresh { store: Box::new(MemoryStore::new()), keep: Box::new(()) };
    run(&Harness { fresh: &fresh, drive: &|future| ready(future) });
}

#[test]
fn random_sequences_end_as_on_the_model() {
    compare(&Harness { fresh: &fresh, drive: &|future| ready(future) }, 48);
}
