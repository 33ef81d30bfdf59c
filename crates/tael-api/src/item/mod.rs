//! The item library of mini programs: `alipay.open.app.item.*` (`component-order.md §8`).

pub mod create;
pub mod delete;
pub mod direct_modify;
pub mod list_query;
pub mod modify;
pub mod query;
pub mod rules;
mod sent;
pub mod source;
pub mod states;

use crate::method::DynMethod;

/// The methods of this family.
pub const METHODS: &[&dyn DynMethod] = &[
    &create::Create,
    &modify::Modify,
    &direct_modify::DirectModify,
    &query::Query,
    &list_query::ListQuery,
    &delete::Delete,
];

#[cfg(test)]
mod tests;
