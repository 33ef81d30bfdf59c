//! `alipay.trade.create` (统一收单交易创建接口): Unified order: create a trade.
//!
//! Declared in `spec/apis/alipay.trade.create.yaml`. Written by `cargo xtask generate`; edit `spec/` instead.

mod error;
pub mod request;
pub mod response;
mod table;

pub use error::Error;
pub use request::Request;
pub use response::Response;
pub use table::API;
