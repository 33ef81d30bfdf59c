//! Authorisations of service providers by merchants.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::id::{AppId, UserId, WorldId};
use crate::time::Instant;

/// Whether an authorisation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AppAuthStatus {
    /// It does.
    #[default]
    Valid,
    /// The merchant has taken it back: `aop.invalid-app-auth-token`.
    Revoked,
}

/// What a merchant has authorised a service provider's application to call for it (`protocol.md §12`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppAuth {
    /// The token that the provider sends, unique in the installation.
    pub app_auth_token: SmolStr,
    /// The world it lives in.
    pub world: WorldId,
    /// The provider's application: nobody else may use the token.
    pub app_id: AppId,
    /// The merchant that authorises: its order numbers, contracts and trades are worked on.
    pub partner_id: UserId,
    /// The merchant's own application, named by notifications as `auth_app_id`.
    pub auth_app_id: AppId,
    /// Whether it holds.
    #[serde(default)]
    pub status: AppAuthStatus,
    /// The only methods that were authorised; absent: all (`aop.invalid-app-auth-token-no-api`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub methods: Option<Vec<String>>,
    /// `yyyy-MM-dd HH:mm:ss` of the world's clock, from when on it is over (`aop.app-auth-token-time-out`); never, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
}

impl AppAuth {
    /// True where its time has passed at `now`.
    #[must_use]
    pub fn is_over(&self, now: Instant) -> bool {
        self.expires_at.as_deref().and_then(Instant::parse_beijing).is_some_and(|end| now >= end)
    }

    /// True where the merchant has authorised this method.
    #[must_use]
    pub fn covers(&self, method: &str) -> bool {
        self.methods.as_ref().is_none_or(|methods| methods.iter().any(|m| m == method))
    }
}
