//! What state raises each code, as `tael errors` explains it, and which codes are never raised and why.

mod state;

pub use state::{Silent, State};

use crate::schema::Api;
use crate::{item, trade};

/// The states of every family.
const FAMILIES: &[&[State]] = &[trade::states::STATES, item::states::STATES];

/// The state that raises a code of this API.
#[must_use]
pub fn of(api: &Api, code: &str) -> Option<&'static State> {
    api.error(code)?;
    FAMILIES.iter().flat_map(|family| family.iter()).find(|state| state.code == code)
}

#[cfg(test)]
mod tests;
