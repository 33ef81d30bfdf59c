//! The edges of Tael: HTTP, admission, the committer, the dispatcher of notifications, timers, the control API.
//!
//! Nothing here decides about money; decisions are pure functions of `tael-api`, run by the [`committer`].
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod admit;
pub mod advance;
pub mod answer;
pub mod clock;
pub mod committer;
pub mod crash;
pub mod demo;
pub mod directory;
pub mod faults;
pub mod http;
pub mod keys;
pub mod node;
pub mod open_ids;
pub mod outbound;
pub mod pace;
pub mod refusals;
pub mod request_log;
pub mod telemetry;
pub mod timers;
