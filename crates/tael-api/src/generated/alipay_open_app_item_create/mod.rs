//! `alipay.open.app.item.create` (小程序商品创建): Create a library item.
//!
//! Declared in `spec/apis/alipay.open.app.item.create.yaml`. Written by `cargo xtask generate`; edit `spec/` instead.

mod error;
pub mod request;
pub mod response;
mod table;

pub use error::Error;
pub use request::Request;
pub use response::Response;
pub use table::API;
