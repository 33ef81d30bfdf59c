//! Applications and mini programs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::id::{AppId, UserId, WorldId};

/// Whether an application may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AppStatus {
    /// It may.
    #[default]
    Online,
    /// `not-online-app`.
    Offline,
    /// `isv.app-api-punished`.
    Punished,
}

/// Switches from tolerant to strict reading; all off by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Strict {
    /// Refuse characters that a page forbids instead of flagging them.
    pub forbidden_chars: bool,
    /// Take `charset` from the query or the Content-Type only (`protocol.md §1.4`).
    pub charset_in_query: bool,
    /// Sign refusals of unknown applications too (`semantics.md §12.6`). Read from the world's default application settings.
    pub sign_unknown_app: bool,
}

/// Which transitions are notified, by trade status, `refund` for refunds; what is absent has the default of the API
/// (`semantics.md §1.9`).
pub type NotifySwitches = BTreeMap<String, bool>;

/// How versions of items are reviewed (`component-order.md §8`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemAudit {
    /// By the operator.
    #[default]
    Manual,
    /// At once, and they pass.
    Auto,
}

/// An application: the caller of the gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct App {
    /// Its number, unique in the installation.
    pub app_id: AppId,
    /// The world it lives in.
    pub world: WorldId,
    /// The merchant it belongs to; `None` is refused with ACQ.PARTNER_ERROR.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_id: Option<UserId>,
    /// The merchant's public key for RSA2, in any of the forms of `protocol.md §1.5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// The merchant's public key for RSA, where it is another one. Without it `public_key` serves both when `sign_type` is RSA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_key_rsa: Option<String>,
    /// The signature type that the application has set: `RSA2` or `RSA`.
    #[serde(default = "rsa2")]
    pub sign_type: SmolStr,
    /// Base64 of the 128-bit AES key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aes_key: Option<String>,
    /// True for a mini program.
    #[serde(default)]
    pub mini_program: bool,
    /// True where answers and notifications name buyers by open id.
    #[serde(default)]
    pub open_id_mode: bool,
    /// Strict switches.
    #[serde(default)]
    pub strict: Strict,
    /// Whether it may call.
    #[serde(default)]
    pub status: AppStatus,
    /// Methods that are switched off (`isv.forbidden-api`).
    #[serde(default)]
    pub methods_forbidden: Vec<String>,
    /// Methods that the application has not signed for (`isv.insufficient-isv-permissions`).
    #[serde(default)]
    pub methods_unsigned: Vec<String>,
    /// The application gateway, for message-service notices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gateway_url: Option<String>,
    /// Notification switches.
    #[serde(default)]
    pub notify: NotifySwitches,
    /// How versions of its items are reviewed.
    #[serde(default)]
    pub item_audit: ItemAudit,
    /// False for a mini program without ICP filing: it creates no items (MINI_APP_HAS_NOT_REG).
    #[serde(default = "filed")]
    pub icp_filed: bool,
}

impl App {
    /// An application that may call but has neither merchant nor keys yet.
    #[must_use]
    pub fn new(app_id: AppId, world: WorldId) -> App {
        App {
            app_id,
            world,
            partner_id: None,
            public_key: None,
            public_key_rsa: None,
            sign_type: rsa2(),
            aes_key: None,
            mini_program: false,
            open_id_mode: false,
            strict: Strict::default(),
            status: AppStatus::default(),
            methods_forbidden: Vec::new(),
            methods_unsigned: Vec::new(),
            gateway_url: None,
            notify: NotifySwitches::new(),
            item_audit: ItemAudit::default(),
            icp_filed: filed(),
        }
    }
}

fn filed() -> bool {
    true
}

fn rsa2() -> SmolStr {
    SmolStr::new_static("RSA2")
}

/// The links of a mini program to merchants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MiniProgram {
    /// Its application number.
    pub app_id: AppId,
    /// The world it lives in.
    pub world: WorldId,
    /// The merchants that it is linked to.
    #[serde(default)]
    pub linked_to: Vec<UserId>,
}
