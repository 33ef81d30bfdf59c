//! Users of the wallet: buyers, and merchants as payees.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::Coupon;
use crate::channel::Channel;
use crate::id::{Book, UserId, WorldId};
use crate::money::Fen;

/// Whether a user may pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum UserStatus {
    /// May pay.
    #[default]
    Normal,
    /// ACQ.BUYER_ENABLE_STATUS_FORBID.
    Frozen,
    /// ACQ.BUYER_ENABLE_STATUS_FORBID.
    Disabled,
    /// Account closed (`semantics.md §12.2`).
    Cancelled,
}

/// Payment switches of the wallet; all on by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UserSwitches {
    /// Payment from the balance: ACQ.ERROR_BALANCE_PAYMENT_DISABLE.
    pub balance: bool,
    /// Mobile payment: ACQ.MOBILE_PAYMENT_SWITCH_OFF.
    pub mobile: bool,
    /// Face-to-face payment: ACQ.USER_FACE_PAYMENT_SWITCH_OFF.
    pub face: bool,
}

impl Default for UserSwitches {
    fn default() -> Self {
        UserSwitches { balance: true, mobile: true, face: true }
    }
}

/// What a user may pay; what is absent is not limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UserLimits {
    /// A Beijing day: ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Fen>,
    /// A Beijing month: ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<Fen>,
    /// Each trade, as long as the user is not certified; 1,000.00 where nothing is said:
    /// ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uncertified: Option<Fen>,
}

impl UserLimits {
    /// The most that the user may pay in one trade without being certified.
    #[must_use]
    pub fn uncertified(&self) -> Fen {
        self.uncertified.unwrap_or(Fen::yuan(1_000))
    }
}

/// How an operator has set a channel of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelSettings {
    /// False: the user has switched it off.
    pub enabled: bool,
    /// The most that one payment may take from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Fen>,
    /// `bank_code` of answers, for cards and bank accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_code: Option<SmolStr>,
}

impl Default for ChannelSettings {
    fn default() -> Self {
        ChannelSettings { enabled: true, limit: None, bank_code: None }
    }
}

/// Whether an enterprise that pays for its employees is in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EnterpriseStatus {
    /// It is.
    #[default]
    Normal,
    /// ACQ.ENTERPRISE_PAY_BIZ_ERROR.
    Abnormal,
}

/// The enterprise that a user belongs to (因公付).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enterprise {
    /// Its name.
    pub name: String,
    /// Whether it is in order.
    #[serde(default)]
    pub status: EnterpriseStatus,
}

/// The certified person behind an account.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Identity {
    /// Name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Certificate number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cert_no: String,
    /// What kind of certificate that is; `IDENTITY_CARD`, where nothing is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cert_type: String,
    /// Mobile number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mobile: String,
    /// `yyyy-MM-dd`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub birth_date: String,
}

/// A user of the wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// `2088` and twelve digits.
    pub user_id: UserId,
    /// The world it lives in.
    pub world: WorldId,
    /// The book of its accounts.
    pub book: Book,
    /// Login name: mobile number or e-mail address. Several users may have the same (ACQ.USER_LOGONID_DUP).
    #[serde(default)]
    pub logon_id: SmolStr,
    /// Display name.
    #[serde(default)]
    pub name: String,
    /// SHA-256 of salt and payment password in hex, see `password_salt`.
    #[serde(default)]
    pub password_hash: String,
    /// Salt of the payment password.
    #[serde(default)]
    pub password_salt: String,
    /// Whether it may pay.
    #[serde(default)]
    pub status: UserStatus,
    /// True where its identity is certified.
    #[serde(default)]
    pub certified: bool,
    /// True for a company (`buyer_user_type` CORPORATE).
    #[serde(default)]
    pub corporate: bool,
    /// The channels that it has besides the balance, in any order.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// Payment switches.
    #[serde(default)]
    pub switches: UserSwitches,
    /// Payment limits.
    #[serde(default)]
    pub limits: UserLimits,
    /// How its channels are set; a channel that is not here is on and not limited.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub channel_settings: BTreeMap<Channel, ChannelSettings>,
    /// The channel that it pays from before the default order, where it chooses none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred_channel: Option<Channel>,
    /// True where it pays with points, unless it chooses otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub use_points: bool,
    /// Coupons.
    #[serde(default)]
    pub coupons: Vec<Coupon>,
    /// Certified identity.
    #[serde(default)]
    pub identity: Identity,
    /// The enterprise that pays for the user's purchases, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<Enterprise>,
    /// True where the wallet can be woken for a password.
    #[serde(default = "yes")]
    pub wallet_reachable: bool,
    /// Payments up to and including this need no password.
    #[serde(default = "password_free")]
    pub password_free_up_to: Fen,
}

fn yes() -> bool {
    true
}

fn password_free() -> Fen {
    Fen(100_000)
}

impl User {
    /// A user with a balance account and no password.
    #[must_use]
    pub fn new(user_id: UserId, world: WorldId, book: Book) -> User {
        User {
            user_id,
            world,
            book,
            logon_id: SmolStr::default(),
            name: String::new(),
            password_hash: String::new(),
            password_salt: String::new(),
            status: UserStatus::default(),
            certified: false,
            corporate: false,
            channels: Vec::new(),
            switches: UserSwitches::default(),
            limits: UserLimits::default(),
            channel_settings: BTreeMap::new(),
            preferred_channel: None,
            use_points: false,
            coupons: Vec::new(),
            identity: Identity::default(),
            enterprise: None,
            wallet_reachable: yes(),
            password_free_up_to: password_free(),
        }
    }

    /// True where the user has this channel: the balance always, others as listed.
    #[must_use]
    pub fn has(&self, channel: Channel) -> bool {
        channel == Channel::Balance || self.channels.contains(&channel)
    }

    /// How a channel is set.
    #[must_use]
    pub fn settings(&self, channel: Channel) -> ChannelSettings {
        self.channel_settings.get(&channel).cloned().unwrap_or_default()
    }
}

/// A login name as answers show it: `159****5620`, `xud***@126.com`, else first and last character (`semantics.md §12.4`).
#[must_use]
pub fn mask_logon_id(logon_id: &str) -> String {
    let chars: Vec<char> = logon_id.chars().collect();
    if let Some((name, domain)) = logon_id.split_once('@') {
        let shown: String = name.chars().take(3).collect();
        return format!("{shown}***@{domain}");
    }
    if chars.len() == 11 && chars.iter().all(char::is_ascii_digit) {
        let text = |range: std::ops::Range<usize>| chars[range].iter().collect::<String>();
        return format!("{}****{}", text(0..3), text(7..11));
    }
    match chars.as_slice() {
        [] => String::new(),
        [only] => format!("{only}***"),
        [first, .., last] => format!("{first}***{last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_names_are_masked() {
        for (name, masked) in [
            ("15912345620", "159****5620"),
            ("xudong@126.com", "xud***@126.com"),
            ("ab@x.cn", "ab***@x.cn"),
            ("某某某", "某***某"),
            ("a", "a***"),
            ("", ""),
        ] {
            assert_eq!(mask_logon_id(name), masked);
        }
    }
}
