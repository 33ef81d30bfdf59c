//! The acquiring family: alipay.trade.*, and what else moves a trade.

pub mod cashier;
pub mod create;
pub mod funding;
pub mod notice;
pub mod order;
pub mod pay;
pub mod payment;
pub mod query;
pub mod rules;
pub mod timeout;

use crate::method::DynMethod;

/// The methods of this family.
pub const METHODS: &[&dyn DynMethod] = &[&create::Create, &pay::Pay, &query::Query];
