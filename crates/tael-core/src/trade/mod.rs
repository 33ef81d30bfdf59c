//! Trades: the state machine of acquiring (`semantics.md §1`).

mod context;
mod credits;
pub mod funding;
mod payment;
pub mod settlement;
mod state;

pub use context::{PayerDemands, Rebate, TradeContext};
pub use credits::credits;
pub use funding::{Funding, FundingTerms, GoodsLine, GoodsMore, InstalmentTerms, Tariff, Unfunded, Voucher};
pub use payment::{Advance, Authority, FundBill, InstalmentPlan, Payment};
pub use settlement::Settlement;
pub use state::{
    AfterRefusal, AsyncKind, AsyncPay, NotifyTarget, Opening, TRANSITIONS, Trade, TradeApi, TradeData,
    TradeDetail, TradeError, TradeEvent, TradeStatus, Transition,
};
