//! The chart of accounts.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::UserId;
use crate::money::Fen;

macro_rules! account_kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal $owner:ident),* $(,)?) => {
        /// What an account is for. The code is part of the account's number and never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        #[repr(u8)]
        pub enum AccountKind { $($(#[$doc])* $name = $code),* }

        impl AccountKind {
            /// Every kind, in the order of the codes.
            pub const ALL: &[AccountKind] = &[$(AccountKind::$name),*];

            /// The kind with this code.
            #[must_use]
            pub fn from_code(code: u8) -> Option<AccountKind> {
                match code { $($code => Some(AccountKind::$name),)* _ => None }
            }

            /// True for accounts of the platform itself, of which a book has one each.
            #[must_use]
            pub fn is_platform(self) -> bool {
                match self { $(AccountKind::$name => account_kinds!(@ $owner)),* }
            }
        }
    };
    (@ user) => { false };
    (@ platform) => { true };
}

account_kinds! {
    /// A user's balance; a payee's money arrives here.
    Balance = 1 user,
    /// Money fund shares of a user.
    MoneyFund = 2 user,
    /// What is left of a user's credit line.
    CreditLine = 3 user,
    /// What a bound debit card can still pay.
    DebitCard = 4 user,
    /// What a bound credit card can still pay.
    CreditCard = 5 user,
    /// Prepaid card of a user.
    PrepaidCard = 6 user,
    /// Stored-value card of a user at a merchant.
    StoredValue = 7 user,
    /// What a bank account can still pay by bank payment.
    BankPay = 8 user,
    /// Points of a user, worth one fen each.
    Points = 9 user,
    /// Money of a payee that waits for settlement (period mode).
    PendingSettlement = 20 user,
    /// Money of a payee that is frozen for a royalty split.
    RoyaltyFrozen = 21 user,
    /// Money of a buyer that is frozen by a pre-authorisation.
    AuthorisationFrozen = 22 user,
    /// What a merchant has given away in discounts of its own; it lowers what it receives.
    MerchantPromotion = 23 user,
    /// Fees earned by the platform.
    FeeIncome = 40 platform,
    /// What the platform spends on coupons and discounts.
    PlatformPromotion = 41 platform,
    /// What the platform spends on points.
    PointPool = 42 platform,
    /// The platform's claims on banks: money that entered or left by cards and top-ups.
    BankClearing = 43 platform,
    /// Capital lent to credit lines.
    CreditCapital = 44 platform,
    /// Money on its way to another book (scale-out.md, decision 6).
    Transit = 45 platform,
    /// Fees of instalments, from buyers and sellers.
    InstalmentIncome = 46 platform,
    /// What brands spend on vouchers for their goods.
    BrandPromotion = 47 platform,
    /// The other side of every [`AccountKind::MerchantPromotion`]: discounts given without money moving.
    MerchantDiscounts = 48 platform,
}

/// The number of an account within its book: serial of the owner (0 for the platform) and code of the kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub i64);

impl AccountId {
    /// The account of this kind that belongs to `owner`; `None` where the owner's id is not a user id or the kind is
    /// the platform's.
    #[must_use]
    pub fn of(owner: &UserId, kind: AccountKind) -> Option<AccountId> {
        if kind.is_platform() {
            return None;
        }
        owner.serial().map(|serial| AccountId(serial << 8 | kind as i64))
    }

    /// The platform's account of this kind.
    #[must_use]
    pub fn platform(kind: AccountKind) -> AccountId {
        AccountId(kind as i64)
    }

    /// The kind, as far as the number names one.
    #[must_use]
    pub fn kind(self) -> Option<AccountKind> {
        u8::try_from(self.0 & 0xFF).ok().and_then(AccountKind::from_code)
    }

    /// True for accounts on which receipts are held until they are settled or released. They are opened by the first
    /// payment that needs them.
    #[must_use]
    pub fn holds_receipts(self) -> bool {
        matches!(self.kind(), Some(AccountKind::PendingSettlement | AccountKind::RoyaltyFrozen))
    }

    /// True for accounts that are opened by the first journal that needs them: those that hold receipts, and those of
    /// discounts and instalments, which few payments touch.
    #[must_use]
    pub fn opens_when_used(self) -> bool {
        let rare = matches!(
            self.kind(),
            Some(
                AccountKind::MerchantPromotion
                    | AccountKind::InstalmentIncome
                    | AccountKind::BrandPromotion
                    | AccountKind::MerchantDiscounts
            )
        );
        rare || self.holds_receipts()
    }

    /// The owner, or `None` for an account of the platform.
    #[must_use]
    pub fn owner(self) -> Option<UserId> {
        self.kind().filter(|k| !k.is_platform()).map(|_| UserId::from_serial(self.0 >> 8))
    }

    /// The lowest balance that the account may have: users' accounts never go below zero, the platform's may.
    #[must_use]
    pub fn floor(self) -> Fen {
        match self.kind() {
            Some(kind) if kind.is_platform() => Fen(i64::MIN),
            _ => Fen::ZERO,
        }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.owner(), self.kind()) {
            (Some(owner), Some(kind)) => write!(f, "{owner}/{kind:?}"),
            (None, Some(kind)) => write!(f, "platform/{kind:?}"),
            _ => write!(f, "account {}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_name_owner_and_kind() {
        let owner = UserId::from("2088102146225135");
        for &kind in AccountKind::ALL {
            let id = if kind.is_platform() {
                AccountId::platform(kind)
            } else {
                AccountId::of(&owner, kind).unwrap()
            };
            assert_eq!(id.kind(), Some(kind));
            assert_eq!(id.owner(), (!kind.is_platform()).then(|| owner.clone()));
        }
        assert_eq!(AccountId::of(&UserId::from("nobody"), AccountKind::Balance), None);
        assert_eq!(AccountId(0xFF).kind(), None);
    }
}
