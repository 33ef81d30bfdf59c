//! The conformance suite: what every store must do, as a library, so that each backend's own test is a few lines.
//!
//! [`run`] checks the laws one by one, each on a fresh store; [`compare`] runs random sequences of batches on the memory
//! model and on the candidate, and compares every outcome and every table.

mod agreed;
mod dump;
mod laws;
mod library;
mod model;
pub mod sample;
mod scratch;

use std::any::Any;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::store::{BoxFuture, Store};

pub use dump::dump;
pub use scratch::Scratch;

/// A fresh, empty store.
pub struct Fresh {
    /// The store.
    pub store: Box<dyn Store>,
    /// What must live as long as the store, for instance its folder.
    pub keep: Box<dyn Any>,
}

/// How the suite reaches a backend.
pub struct Harness<'a> {
    /// Makes a fresh, empty store.
    pub fresh: &'a dyn Fn() -> Fresh,
    /// Drives a future to its end, on the runtime that the backend needs.
    pub drive: &'a dyn Fn(BoxFuture<'_, ()>),
}

/// Checks every law.
///
/// # Panics
/// At the first law that does not hold.
pub fn run(harness: &Harness<'_>) {
    for (name, law) in laws::ALL {
        println!("law: {name}");
        let fresh = (harness.fresh)();
        (harness.drive)(law(fresh.store.as_ref()));
    }
}

/// Compares the candidate with the model on so many random sequences.
///
/// # Panics
/// With the shortest sequence found on which they differ.
pub fn compare(harness: &Harness<'_>, sequences: u32) {
    model::compare(harness, sequences);
}

/// Drives a future of a store that works on the calling thread.
///
/// # Panics
/// Where the future waits for something: such a store's tests need a runtime of their own.
pub fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a store that works on the calling thread is always ready"),
    }
}
