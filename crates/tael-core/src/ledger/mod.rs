//! The ledger: accounts, balanced journals, and the rules that every book keeps.
//!
//! Double entry in integer fen. A positive posting raises what the platform owes the account's owner (or holds for
//! itself), a negative one lowers it; the postings of a journal sum to zero, so all balances of a book do too.

mod account;
mod journal;

pub use account::{AccountId, AccountKind};
pub use journal::{Journal, JournalKind, Posting, Unbalanced};
