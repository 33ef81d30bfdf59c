//! Merchants, their contracts, stores and sub-merchants.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::id::{Book, UserId, WorldId};
use crate::money::{Fen, Rate};

/// Whether a merchant may collect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MerchantStatus {
    /// It may.
    #[default]
    Normal,
    /// No trade for three months: ACQ.MERCHANT_STATUS_NOT_NORMAL.
    Inactive,
    /// ACQ.PARTNER_ERROR.
    Disabled,
    /// ACQ.SELLER_BEEN_BLOCKED, as payee.
    Blocked,
}

/// How a contract collects (`semantics.md §3.2`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ContractMode {
    /// For the merchant itself.
    #[default]
    Plain,
    /// 直付通: for second-level merchants of a platform.
    Direct,
    /// 间连: for second-level merchants of an acquirer.
    Indirect,
}

/// Whether a contract is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ContractStatus {
    /// In force.
    #[default]
    Active,
    /// Suspended by the platform.
    Suspended,
    /// Run out.
    Expired,
}

/// A product that a merchant has signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// `FACE_TO_FACE_PAYMENT`, `JSAPI_PAY`, …
    pub product_code: SmolStr,
    /// How it collects.
    #[serde(default)]
    pub mode: ContractMode,
    /// The fee of the platform, a share of the receipt.
    #[serde(default)]
    pub rate: Rate,
    /// Whether it is in force.
    #[serde(default)]
    pub status: ContractStatus,
    /// True where queries answer the funding groups without being asked; absent means: face-to-face contracts do
    /// (`semantics.md §1.6`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query_returns_fund_bill: Option<bool>,
    /// The rate before reductions, where it is not `rate` (`original_charge_fee`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_rate: Option<Rate>,
    /// The markers of a special rate (`charge_flags`), for indirect contracts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charge_flags: Option<String>,
    /// True where answers give the fees (`charge_info_list`); absent means: indirect contracts do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns_charge_info: Option<bool>,
    /// The fees of instalments, shares of the amount in instalments.
    #[serde(default, skip_serializing_if = "InstalmentRates::is_default")]
    pub instalment_rates: InstalmentRates,
    /// True in period mode (账期): a receipt waits until it is confirmed or `settle_period_time` has passed
    /// (`semantics.md §2.4`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settle_period: bool,
}

/// What paying in so many instalments costs, whoever bears it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InstalmentRates {
    /// In 3.
    #[serde(rename = "3")]
    pub three: Rate,
    /// In 6.
    #[serde(rename = "6")]
    pub six: Rate,
    /// In 12.
    #[serde(rename = "12")]
    pub twelve: Rate,
    /// The institution that lends, as `fq_inst_id` names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inst_id: Option<SmolStr>,
}

impl Default for InstalmentRates {
    fn default() -> Self {
        InstalmentRates { three: Rate(23_000), six: Rate(45_000), twelve: Rate(75_000), inst_id: None }
    }
}

impl InstalmentRates {
    /// True for the rates of a contract that says none.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == InstalmentRates::default()
    }

    /// The rate for so many instalments; `None` where that is not offered.
    #[must_use]
    pub fn of(&self, number: u8) -> Option<Rate> {
        match number {
            3 => Some(self.three),
            6 => Some(self.six),
            12 => Some(self.twelve),
            _ => None,
        }
    }
}

impl Contract {
    /// An active contract of a merchant for itself.
    #[must_use]
    pub fn plain(product_code: &str, rate: Rate) -> Contract {
        Contract {
            product_code: product_code.into(),
            mode: ContractMode::Plain,
            rate,
            status: ContractStatus::Active,
            query_returns_fund_bill: None,
            original_rate: None,
            charge_flags: None,
            returns_charge_info: None,
            instalment_rates: InstalmentRates::default(),
            settle_period: false,
        }
    }

    /// True where a query of a trade under this contract answers fund bills without being asked.
    #[must_use]
    pub fn returns_fund_bill(&self) -> bool {
        self.query_returns_fund_bill.unwrap_or(self.product_code == "FACE_TO_FACE_PAYMENT")
    }

    /// True where answers about trades under this contract give the fees.
    #[must_use]
    pub fn returns_charge_info(&self) -> bool {
        self.returns_charge_info.unwrap_or(self.mode == ContractMode::Indirect)
    }
}

/// What a merchant may receive; what is absent is not limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Each trade: ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single: Option<Fen>,
    /// A Beijing month: ACQ.BEYOND_PER_RECEIPT_RESTRICTION.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<Fen>,
    /// In all: ACQ.BEYOND_PAY_RESTRICTION.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receive: Option<Fen>,
    /// Each trade, as a punishment: ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub punish_single: Option<Fen>,
    /// A Beijing day, as a punishment: ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub punish_day: Option<Fen>,
    /// In all, as long as the payee is not certified; 5,000.00 where nothing is said:
    /// ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uncertified: Option<Fen>,
    /// Nothing at all: ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT.
    pub suspended: bool,
}

impl Limits {
    /// The most that the payee may receive in all without being certified.
    #[must_use]
    pub fn uncertified(&self) -> Fen {
        self.uncertified.unwrap_or(Fen::yuan(5_000))
    }
}

/// How the receiver of a royalty is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoyaltyReceiverType {
    /// By user id.
    #[serde(rename = "userId")]
    UserId,
    /// By login name.
    #[serde(rename = "loginName")]
    LoginName,
    /// A store of the merchant: its account, or the merchant's where it has none.
    #[serde(rename = "storeId")]
    StoreId,
    /// A bank account by its number.
    #[serde(rename = "bankIndex")]
    BankIndex,
}

/// A receiver of royalties that is bound to a merchant (`semantics.md §3.4`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoyaltyReceiver {
    /// How it is named.
    #[serde(rename = "type")]
    pub kind: RoyaltyReceiverType,
    /// Its name.
    pub account: String,
    /// The name of its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The merchant's remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
}

/// The share of a trade, in percent, that royalties may come to unless the merchant's contract says otherwise
/// (`semantics.md §3.4`).
pub const ROYALTY_MAX_RATIO: u8 = 30;

fn royalty_max_ratio() -> u8 {
    ROYALTY_MAX_RATIO
}

/// A merchant. Its PID is also a user id: the account that receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merchant {
    /// The PID.
    pub partner_id: UserId,
    /// The world it lives in.
    pub world: WorldId,
    /// The book that its order numbers live in; given at sign-up, never changed (scale-out.md).
    pub book: Book,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Whether it may collect.
    #[serde(default)]
    pub status: MerchantStatus,
    /// True where its identity is certified.
    #[serde(default)]
    pub certified: bool,
    /// What it has signed.
    #[serde(default)]
    pub contracts: Vec<Contract>,
    /// What it may receive.
    #[serde(default)]
    pub limits: Limits,
    /// Users besides itself that may receive its trades (`seller_id`).
    #[serde(default)]
    pub receive_accounts: Vec<UserId>,
    /// Words that subject and body may not hold: ACQ.EXIST_FORBIDDEN_WORD.
    #[serde(default)]
    pub forbidden_words: Vec<String>,
    /// True where a creation must name the buyer's IP: ACQ.RISK_MERCHANT_IP_NOT_EXIST.
    #[serde(default)]
    pub ip_required: bool,
    /// Aliases of settlement cards.
    #[serde(default)]
    pub card_aliases: Vec<String>,
    /// Where `defaultSettle` goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_settle_account: Option<String>,
    /// True where the merchant has registered stores, so that store_id must be one of them (`semantics.md §3.1`).
    #[serde(default)]
    pub has_stores: bool,
    /// Who may receive royalties.
    #[serde(default)]
    pub royalty_receivers: Vec<RoyaltyReceiver>,
    /// What the royalties of a trade may come to, in percent of its total.
    #[serde(default = "royalty_max_ratio")]
    pub royalty_max_ratio: u8,
}

impl Merchant {
    /// A merchant that has signed nothing yet.
    #[must_use]
    pub fn new(partner_id: UserId, world: WorldId, book: Book) -> Merchant {
        Merchant {
            partner_id,
            world,
            book,
            name: String::new(),
            status: MerchantStatus::default(),
            certified: false,
            contracts: Vec::new(),
            limits: Limits::default(),
            receive_accounts: Vec::new(),
            forbidden_words: Vec::new(),
            ip_required: false,
            card_aliases: Vec::new(),
            default_settle_account: None,
            has_stores: false,
            royalty_receivers: Vec::new(),
            royalty_max_ratio: ROYALTY_MAX_RATIO,
        }
    }

    /// The contract for this product that is in force.
    #[must_use]
    pub fn contract(&self, product_code: &str) -> Option<&Contract> {
        self.contracts.iter().find(|c| c.product_code == product_code && c.status == ContractStatus::Active)
    }
}

/// A registered store of a merchant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// The merchant's own number of it.
    pub store_id: SmolStr,
    /// The merchant.
    pub partner_id: UserId,
    /// The world it lives in.
    pub world: WorldId,
    /// The platform's number of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alipay_store_id: Option<SmolStr>,
    /// Its name, answered as `store_name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The account that receives its trades, where it is not the merchant's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<UserId>,
}

/// Whether a sub-merchant may collect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SubMerchantStatus {
    /// It may.
    #[default]
    Active,
    /// Not checked yet.
    Auditing,
    /// Frozen.
    Frozen,
    /// Gone.
    Closed,
}

/// How a settlement account is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SettleAccountType {
    /// By user id.
    #[serde(rename = "userId")]
    UserId,
    /// By login name.
    #[serde(rename = "loginName")]
    LoginName,
    /// By the alias of a bound card.
    #[serde(rename = "cardAliasNo")]
    CardAliasNo,
}

/// A settlement account of a sub-merchant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettleAccount {
    /// How it is named.
    #[serde(rename = "type")]
    pub kind: SettleAccountType,
    /// Its name.
    pub value: String,
    /// True where its owner is certified.
    #[serde(default)]
    pub certified: bool,
}

/// A second-level merchant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubMerchant {
    /// Its number.
    pub smid: SmolStr,
    /// The platform or acquirer that brought it.
    pub owner: UserId,
    /// The world it lives in.
    pub world: WorldId,
    /// How it collects.
    #[serde(default)]
    pub mode: ContractMode,
    /// Whether it may.
    #[serde(default)]
    pub status: SubMerchantStatus,
    /// True where its provider is punished.
    #[serde(default)]
    pub provider_punished: bool,
    /// Where it may be settled.
    #[serde(default)]
    pub settle_accounts: Vec<SettleAccount>,
    /// Where `defaultSettle` goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_settle_account: Option<String>,
}
