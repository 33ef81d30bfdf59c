//! One gateway for the tests of a theme that leave each other alone.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::Gateway;

/// A gateway that starts when a test asks for it and ends when no test holds it any more.
pub(crate) struct Shared(Mutex<Weak<Gateway>>);

impl Shared {
    pub(crate) const fn new() -> Shared {
        Shared(Mutex::new(Weak::new()))
    }

    /// The gateway.
    pub(crate) fn get(&self) -> impl Deref<Target = Gateway> + use<> {
        // held while it starts, so that others wait for it instead of starting their own
        let mut shared = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let gateway = Arc::new(Gateway::start());
            *shared = Arc::downgrade(&gateway);
            gateway
        })
    }
}
