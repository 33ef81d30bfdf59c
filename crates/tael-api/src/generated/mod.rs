//! The declared APIs, one module each. Written by `cargo xtask generate`; edit `spec/` instead.

pub mod alipay_open_app_item_create;
pub mod alipay_open_app_item_delete;
pub mod alipay_open_app_item_direct_modify;
pub mod alipay_open_app_item_list_query;
pub mod alipay_open_app_item_modify;
pub mod alipay_open_app_item_query;
pub mod alipay_trade_create;
pub mod alipay_trade_pay;
pub mod alipay_trade_query;
mod code;

pub use code::Code;

use crate::schema::Api;

/// Every declared API, by name.
pub const APIS: &[&Api] = &[
    &alipay_open_app_item_create::API,
    &alipay_open_app_item_delete::API,
    &alipay_open_app_item_direct_modify::API,
    &alipay_open_app_item_list_query::API,
    &alipay_open_app_item_modify::API,
    &alipay_open_app_item_query::API,
    &alipay_trade_create::API,
    &alipay_trade_pay::API,
    &alipay_trade_query::API,
];
