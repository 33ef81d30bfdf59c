//! Who and what stands around a trade without moving its money.

use serde::{Deserialize, Serialize};

use crate::id::{AppId, UserId};
use crate::money::Fen;
use crate::time::Instant;

/// What a request says about parties beside merchant, payee and buyer.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TradeContext {
    /// The merchant's own application, where a service provider's made the trade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_app_id: Option<AppId>,
    /// The mini program that opens the cashier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub op_app_id: Option<AppId>,
    /// Who may pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer: Option<PayerDemands>,
    /// The buyer's address, `business_params.mc_create_trade_ip`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buyer_ip: Option<String>,
    /// The service provider that is owed a rebate, `extend_params.sys_service_provider_id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_provider: Option<String>,
    /// What it says about enterprise payment, `business_params.enterprise_pay_info`; empty where it names an amount only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<String>,
    /// The acquiring institution, `request_org_pid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
}

impl TradeContext {
    /// True where the request says nothing of the kind.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == TradeContext::default()
    }
}

/// What `ext_user_info` demands of whoever pays. Only what is enforced is kept.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PayerDemands {
    /// The certified name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The certificate's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cert_no: Option<String>,
    /// The certificate's kind, `IDENTITY_CARD` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cert_type: Option<String>,
    /// The least age in whole years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_age: Option<u32>,
    /// SHA-256 of name and certificate number, hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_hash: Option<String>,
}

/// What a service provider may bill the platform for: one for each paid trade that names it. It follows from the trade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rebate {
    /// The provider, as the request names it.
    pub sys_service_provider_id: String,
    /// The merchant that collected.
    pub partner_id: UserId,
    /// What it received: the base of the rebate.
    pub receipt: Fen,
    /// The fee that it paid, of which the provider has its share.
    pub fee: Fen,
    /// When it was paid.
    pub at: Instant,
}
