//! `alipay.trade.query` (统一收单交易查询): Query a trade.
//!
//! Declared in `spec/apis/alipay.trade.query.yaml`. Written by `cargo xtask generate`; edit `spec/` instead.

mod error;
pub mod request;
pub mod response;
mod table;

pub use error::Error;
pub use request::Request;
pub use response::Response;
pub use table::API;
