//! Keys: what can be asked of a store, one row each.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use tael_core::agreement::Agreement;
use tael_core::id::{AppId, Book, Id, TradeNo, UserId, WorldId};
use tael_core::ledger::AccountId;
use tael_core::time::Instant;

use crate::library::LibraryKey;

/// The key of a row. Asking for the same row by two keys gives the same row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A setting of the installation by its name.
    Setting(SmolStr),
    /// A world by its number.
    World(WorldId),
    /// An application.
    App(AppId),
    /// A merchant by PID.
    Merchant(UserId),
    /// A user by user id.
    User(UserId),
    /// The ids of the users of a world with this login name, compared exactly.
    UsersByLogon(WorldId, SmolStr),
    /// A store of a merchant by the merchant's own number.
    Shop(UserId, SmolStr),
    /// A store of a merchant by the platform's number.
    ShopByAlipayId(UserId, SmolStr),
    /// The links of a mini program.
    MiniProgram(AppId),
    /// A sub-merchant.
    SubMerchant(SmolStr),
    /// An authorisation by its token.
    AppAuth(SmolStr),
    /// The risk rules of a world.
    RiskRules(WorldId),
    /// A payment code.
    AuthCode(Book, SmolStr),
    /// The use of a coupon of a user.
    CouponUse(Book, UserId, SmolStr),
    /// An account.
    Account(Book, AccountId),
    /// A counter of amounts.
    Counter(Book, CounterKey),
    /// A trade by its key.
    Trade(Book, Id),
    /// A trade by the platform's number.
    TradeByNo(Book, TradeNo),
    /// A trade by the merchant's order number.
    TradeByOut(Book, UserId, SmolStr),
    /// A notification.
    Outbound(Book, Id),
    /// An agreement by its `agreement_no`.
    Agreement(Book, SmolStr),
    /// The newest agreement of these terms: the one that has not ended, where there is one.
    AgreementByTerms(Book, Terms),
    /// The agreements of a user with a merchant that have not ended, by rising key.
    AgreementsOf(Book, UserId, UserId),
    /// An authorisation by its `auth_no`.
    Authorisation(Book, SmolStr),
    /// An authorisation by merchant and `out_order_no`.
    AuthorisationByOut(Book, UserId, SmolStr),
    /// A row of the item library.
    Library(Book, LibraryKey),
}

/// What an agreement is about: there is at most one of the same terms that has not ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Terms {
    /// The merchant.
    pub pid: UserId,
    /// Who signed.
    pub user: UserId,
    /// `personal_product_code`.
    pub product: SmolStr,
    /// `sign_scene`.
    pub scene: SmolStr,
    /// `external_agreement_no`; empty where there is none.
    pub external_no: SmolStr,
}

impl Terms {
    /// The terms of an agreement.
    #[must_use]
    pub fn of(agreement: &Agreement) -> Terms {
        Terms {
            pid: agreement.pid.clone(),
            user: agreement.user.clone(),
            product: agreement.product.clone(),
            scene: agreement.scene.clone(),
            external_no: agreement.external_no.clone(),
        }
    }
}

/// What a counter sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[repr(u8)]
pub enum CounterKind {
    /// What a payee received in a Beijing day.
    ReceivedDay = 1,
    /// What a payee received in a Beijing month.
    ReceivedMonth = 2,
    /// What a payee received in all.
    ReceivedTotal = 3,
    /// What a buyer paid in a Beijing day.
    PaidDay = 4,
    /// What a buyer paid in a Beijing month.
    PaidMonth = 5,
}

impl CounterKind {
    /// Every kind, in the order of the codes.
    pub const ALL: [CounterKind; 5] = [
        CounterKind::ReceivedDay,
        CounterKind::ReceivedMonth,
        CounterKind::ReceivedTotal,
        CounterKind::PaidDay,
        CounterKind::PaidMonth,
    ];

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: u8) -> Option<CounterKind> {
        CounterKind::ALL.into_iter().find(|k| *k as u8 == code)
    }
}

/// A counter: whose, of what, in which period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CounterKey {
    /// Serial of the user (twelve digits behind 2088).
    pub owner: i64,
    /// What is summed.
    pub kind: CounterKind,
    /// `yyyyMMdd`, `yyyyMM`, or 0 for always.
    pub period: i32,
}

impl CounterKey {
    /// The counter of `owner` for the period in which `at` lies; `None` where the owner is not a user id.
    #[must_use]
    pub fn at(owner: &UserId, kind: CounterKind, at: Instant) -> Option<CounterKey> {
        let period = match kind {
            CounterKind::ReceivedDay | CounterKind::PaidDay => at.beijing_day().parse().ok()?,
            CounterKind::ReceivedMonth | CounterKind::PaidMonth => at.beijing_month().parse().ok()?,
            CounterKind::ReceivedTotal => 0,
        };
        Some(CounterKey { owner: owner.serial()?, kind, period })
    }

    /// Owner and kind in one number, as stores keep them.
    #[must_use]
    pub fn packed(self) -> i64 {
        self.owner << 8 | self.kind as i64
    }

    /// The key of these stored columns.
    #[must_use]
    pub fn unpacked(packed: i64, period: i32) -> Option<CounterKey> {
        let kind = CounterKind::from_code(u8::try_from(packed & 0xFF).ok()?)?;
        Some(CounterKey { owner: packed >> 8, kind, period })
    }
}
