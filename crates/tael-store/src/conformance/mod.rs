//! The conformance suite: what every store must do, as a library, so that each backend's own test is a few lines.

pub mod sample;
mod scratch;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

pub use scratch::Scratch;

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
