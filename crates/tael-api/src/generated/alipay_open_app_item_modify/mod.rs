//! `alipay.open.app.item.modify` (小程序商品修改): Modify a library item (re-audit).
//!
//! Declared in `spec/apis/alipay.open.app.item.modify.yaml`. Written by `cargo xtask generate`; edit `spec/` instead.

mod error;
pub mod request;
pub mod response;
mod table;

pub use error::Error;
pub use request::Request;
pub use response::Response;
pub use table::API;
