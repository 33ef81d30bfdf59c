//! Agreements: what a buyer has allowed a merchant to deduct (`semantics.md §4`).

mod period;
mod state;

pub use period::{NotARule, PeriodRule, PeriodType, Schedule, WINDOW_DAYS};
pub use state::{
    Agreement, AgreementData, AgreementDetail, AgreementStatus, Deduction, NotDeductible, Offer, Signing,
    long_term,
};

/// Cycle agreements that one user may have with one merchant (`semantics.md §4.1`).
pub const CYCLE_AGREEMENTS_MAX: usize = 10;
/// The personal product of periodic deductions.
pub const CYCLE_PAY: &str = "CYCLE_PAY_AUTH_P";
