//! `alipay.open.app.item.delete` (小程序商品删除): Delete library items.
//!
//! Declared in `spec/apis/alipay.open.app.item.delete.yaml`. Written by `cargo xtask generate`; edit `spec/` instead.

mod error;
pub mod request;
pub mod response;
mod table;

pub use error::Error;
pub use request::Request;
pub use response::Response;
pub use table::API;
