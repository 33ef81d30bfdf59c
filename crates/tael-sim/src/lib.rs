//! The auditor: proves the ledger and every other invariant of a store from its rows alone.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod audit;
mod report;

pub use audit::audit;
pub use report::{FINDINGS_MAX, Finding, Head, Kind, Report, Totals};
