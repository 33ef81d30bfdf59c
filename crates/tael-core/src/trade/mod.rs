//! Trades: the state machine of acquiring (`semantics.md §1`).

mod credits;
mod payment;
pub mod settlement;
mod state;

pub use credits::credits;
pub use payment::{Advance, Authority, FundBill, Payment};
pub use settlement::Settlement;
pub use state::{
    NotifyTarget, Opening, TRANSITIONS, Trade, TradeApi, TradeData, TradeDetail, TradeError, TradeEvent,
    TradeStatus, Transition,
};
