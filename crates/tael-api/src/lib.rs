//! The declared APIs of Tael: the schema engine; generated from `spec/apis`, the typed request, answer and errors of
//! each; and one folder per method that says what it does.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod admin;
pub mod agreement;
pub mod authorisation;
pub mod generated;
pub mod item;
pub mod method;
pub mod open_id;
pub mod registry;
pub mod schema;
pub mod states;
pub mod trade;
pub mod wallet;

#[cfg(test)]
mod testing;
