//! Notifications, timers and advances of a clock against real receivers on loopback.
#![expect(clippy::unwrap_used, reason = "tests")]

mod advances;
mod bench;
mod faults;
mod hosts;
mod launches;
mod receiver;
mod slots;
mod timers;
