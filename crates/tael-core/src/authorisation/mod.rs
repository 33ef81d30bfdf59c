//! Pre-authorisations: money of a buyer that is frozen for a merchant (`semantics.md §5`).

mod parts;
mod state;

pub use parts::{Asset, Parts};
pub use state::{
    Authorisation, AuthorisationData, AuthorisationDetail, AuthorisationError, AuthorisationStatus, Opening,
    Operated, Operation, OperationKind, PreAuthType,
};
