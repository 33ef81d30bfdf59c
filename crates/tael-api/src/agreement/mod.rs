//! Agreements outside of payments: how one is signed, and what its merchant hears of it.

pub mod notice;
pub mod signing;
