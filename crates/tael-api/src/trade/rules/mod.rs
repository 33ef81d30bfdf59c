//! Rules that acquiring methods share, one file per step of `semantics.md §12.2`.

pub mod agreement;
pub mod allowed;
pub mod amounts;
pub mod authorisation;
pub mod buyer;
pub mod contract;
pub mod expiry;
pub mod funding;
pub mod known;
pub mod limits;
pub mod payee;
pub mod payer;
pub mod risk;
pub mod royalty;
pub mod settle_info;
pub mod sub_merchant;
pub mod words;

use crate::generated::Code;

/// Tells whether the calling method's table has a code: a method raises only codes of its own.
pub type Table = fn(Code) -> bool;
