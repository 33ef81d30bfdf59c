//! The domain of Tael: money, time, numbers, ledger, trades and the schedule of notifications.
//!
//! Everything here is pure. A function gets the clock, fresh numbers and randomness as a value ([`env::Env`]) and
//! answers the same for the same arguments; there is no I/O, no global and no background work in this crate.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod agreement;
pub mod authorisation;
pub mod channel;
pub mod date;
pub mod env;
pub mod id;
pub mod item;
pub mod ledger;
pub mod money;
pub mod notify;
pub mod party;
pub mod time;
pub mod trade;
