//! The Alipay-compatible wire protocol: bytes in, bytes out.
//!
//! This crate reads requests, makes and checks signatures and writes answers and notifications, exactly as unmodified
//! SDKs send and expect them (protocol.md). It is pure: no sockets, no runtime, no clock, no database; it knows what a
//! parameter is but not what a trade is.
//!
//! | module | protocol.md |
//! |---|---|
//! | [`charset`] | §1.4, §3.5 |
//! | [`sign`] | §1.5, §2 |
//! | [`json`] | §3.3 |
//! | [`code`] | §4 |
//! | [`v2`] | §1, §2, §3, §5, §8 |

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod charset;
pub mod code;
mod generated;
pub mod json;
pub mod sign;
pub mod v2;
