//! `alipay.open.app.item.direct.modify` (小程序商品免审修改): Modify price, stock, sale state without audit.
//!
//! Declared in `spec/apis/alipay.open.app.item.direct.modify.yaml`. Written by `cargo xtask generate`; edit `spec/` instead.

mod error;
pub mod request;
pub mod response;
mod table;

pub use error::Error;
pub use request::Request;
pub use response::Response;
pub use table::API;
