//! Tests of the binary from outside: each starts a gateway of its own on fresh data and speaks HTTP with it.
#![allow(clippy::unwrap_used)]

mod allowed;
mod books;
mod cli;
mod concurrency;
mod control;
mod fields;
#[allow(dead_code, reason = "a harness offers more than its first users need")]
mod harness;
mod items;
mod notify;
mod refusals;
mod settlement;
mod trades;
mod wire;
