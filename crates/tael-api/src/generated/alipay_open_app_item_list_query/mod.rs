//! `alipay.open.app.item.list.query` (小程序商品列表查询): List library items.
//!
//! Declared in `spec/apis/alipay.open.app.item.list.query.yaml`. Written by `cargo xtask generate`; edit `spec/` instead.

mod error;
pub mod request;
pub mod response;
mod table;

pub use error::Error;
pub use request::Request;
pub use response::Response;
pub use table::API;
