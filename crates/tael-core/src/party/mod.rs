//! Who takes part: applications, merchants with their contracts and stores, users with their channels.
//!
//! These are the rows that operators edit. Their JSON form is that of the control API (`interfaces.md`), and it is also
//! how stores keep them: a member added later must have a default.

mod app;
mod auth;
mod coupon;
mod merchant;
mod risk;
mod user;

pub use app::{App, AppStatus, ItemAudit, MiniProgram, NotifySwitches, Strict};
pub use auth::{AppAuth, AppAuthStatus};
pub use coupon::{Coupon, CouponFunder, CouponKind, Purchase};
pub use merchant::{
    Contract, ContractMode, ContractStatus, InstalmentRates, Limits, Merchant, MerchantStatus,
    ROYALTY_MAX_RATIO, RoyaltyReceiver, RoyaltyReceiverType, SettleAccount, SettleAccountType, Shop,
    SubMerchant, SubMerchantStatus,
};
pub use risk::{BadPattern, RiskFacts, RiskRule, RiskRules, RiskSubject};
pub use user::{
    ChannelSettings, Enterprise, EnterpriseStatus, Identity, User, UserLimits, UserStatus, UserSwitches,
    mask_logon_id,
};
