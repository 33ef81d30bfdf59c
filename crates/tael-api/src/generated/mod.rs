//! The declared APIs, one module each. Written by `cargo xtask generate`; edit `spec/` instead.

pub mod alipay_trade_create;
pub mod alipay_trade_pay;
pub mod alipay_trade_query;
mod code;

pub use code::Code;

use crate::schema::Api;

/// Every declared API, by name.
pub const APIS: &[&Api] = &[&alipay_trade_create::API, &alipay_trade_pay::API, &alipay_trade_query::API];
