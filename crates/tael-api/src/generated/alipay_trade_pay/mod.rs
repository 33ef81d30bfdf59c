//! `alipay.trade.pay` (统一收单交易支付接口): Unified order: pay with a code read from the user (bar code or sound wave).
//!
//! Declared in `spec/apis/alipay.trade.pay.yaml`. Written by `cargo xtask generate`; edit `spec/` instead.

mod error;
pub mod request;
pub mod response;
mod table;

pub use error::Error;
pub use request::Request;
pub use response::Response;
pub use table::API;
