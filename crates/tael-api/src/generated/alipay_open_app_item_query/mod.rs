//! `alipay.open.app.item.query` (小程序商品查询): Query a library item.
//!
//! Declared in `spec/apis/alipay.open.app.item.query.yaml`. Written by `cargo xtask generate`; edit `spec/` instead.

mod error;
pub mod request;
pub mod response;
mod table;

pub use error::Error;
pub use request::Request;
pub use response::Response;
pub use table::API;
