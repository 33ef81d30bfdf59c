//! The laws hold for the model itself. Run with the feature `conformance`.
#![cfg(feature = "conformance")]

use tael_store::conformance::{Fresh, Harness, ready, run};
use tael_store::memory::MemoryStore;

#[test]
fn laws() {
    let fresh = || Fresh { store: Box::new(MemoryStore::new()), keep: Box::new(()) };
    run(&Harness { fresh: &fresh, drive: &|future| ready(future) });
}
