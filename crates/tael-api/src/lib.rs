//! The declared APIs of Tael: the schema engine and, generated from `spec/apis`, the typed request, answer and errors
//! of each.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod generated;
pub mod schema;
