//! The wire against the vectors of `spec/vectors` and against input nobody should send.

#![allow(clippy::unwrap_used)]

mod keys;
mod messages;
mod parsing;
mod requests;
mod responses;
mod vectors;
