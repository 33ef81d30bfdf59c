//! Funding channels: one table for the control API, the channel lists of requests and the answers (`semantics.md §12.5`).

use serde::{Deserialize, Serialize};

use crate::ledger::AccountKind;

/// Where money of a payment comes from. The serialised name is that of the control API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names are those of semantics.md §12.5")]
pub enum Channel {
    #[default]
    Balance,
    MoneyFund,
    DebitCard,
    CreditLine,
    CreditCard,
    PrepaidCard,
    StoredValue,
    BankPay,
    Point,
    Coupon,
    Discount,
    MerchantDiscount,
    MerchantCoupon,
}

impl Channel {
    /// The buyer's own money in the default order of use (`semantics.md §12.5`).
    pub const OWN_MONEY: [Channel; 8] = [
        Channel::Balance,
        Channel::MoneyFund,
        Channel::DebitCard,
        Channel::CreditLine,
        Channel::CreditCard,
        Channel::PrepaidCard,
        Channel::StoredValue,
        Channel::BankPay,
    ];

    /// The account of a user that this channel draws on; `None` for discounts, which are funded by others.
    #[must_use]
    pub fn account(self) -> Option<AccountKind> {
        Some(match self {
            Channel::Balance => AccountKind::Balance,
            Channel::MoneyFund => AccountKind::MoneyFund,
            Channel::DebitCard => AccountKind::DebitCard,
            Channel::CreditLine => AccountKind::CreditLine,
            Channel::CreditCard => AccountKind::CreditCard,
            Channel::PrepaidCard => AccountKind::PrepaidCard,
            Channel::StoredValue => AccountKind::StoredValue,
            Channel::BankPay => AccountKind::BankPay,
            Channel::Point => AccountKind::Points,
            Channel::Coupon | Channel::Discount | Channel::MerchantDiscount | Channel::MerchantCoupon => {
                return None;
            }
        })
    }

    /// `fund_channel` of answers.
    #[must_use]
    pub fn fund_channel(self) -> &'static str {
        match self {
            Channel::Balance => "ALIPAYACCOUNT",
            Channel::MoneyFund => "FINANCEACCOUNT",
            Channel::DebitCard | Channel::CreditCard | Channel::BankPay => "BANKCARD",
            Channel::CreditLine => "PCREDIT",
            Channel::PrepaidCard => "PCARD",
            Channel::StoredValue => "MCARD",
            Channel::Point => "POINT",
            Channel::Coupon => "COUPON",
            Channel::Discount => "DISCOUNT",
            Channel::MerchantDiscount => "MDISCOUNT",
            Channel::MerchantCoupon => "MCOUPON",
        }
    }

    /// `fund_type` of answers, for cards only.
    #[must_use]
    pub fn fund_type(self) -> Option<&'static str> {
        match self {
            Channel::DebitCard => Some("DEBIT_CARD"),
            Channel::CreditCard => Some("CREDIT_CARD"),
            _ => None,
        }
    }

    /// True where the channel is a bank card: its shortage has a code of its own.
    #[must_use]
    pub fn is_card(self) -> bool {
        matches!(self, Channel::DebitCard | Channel::CreditCard | Channel::BankPay)
    }

    /// True for discounts that platform or brands grant.
    #[must_use]
    pub fn is_platform_discount(self) -> bool {
        matches!(self, Channel::Coupon | Channel::Discount)
    }

    /// True for discounts that the merchant grants: they lower its receipt.
    #[must_use]
    pub fn is_merchant_discount(self) -> bool {
        matches!(self, Channel::MerchantDiscount | Channel::MerchantCoupon)
    }

    /// The names by which `enable_pay_channels` and `disable_pay_channels` know this channel (`semantics.md §2.6`).
    #[must_use]
    pub fn request_names(self) -> &'static [&'static str] {
        match self {
            Channel::Balance => &["balance"],
            Channel::MoneyFund => &["moneyFund"],
            Channel::CreditLine => &["pcredit", "pcreditpayInstallment", "credit_group"],
            Channel::DebitCard => &["debitCardExpress"],
            Channel::CreditCard => &["creditCard", "creditCardExpress", "creditCardCartoon", "credit_group"],
            Channel::PrepaidCard => &["pcard"],
            Channel::StoredValue => &["mcard"],
            Channel::BankPay => &["bankPay"],
            Channel::Point => &["point"],
            Channel::Coupon => &["coupon", "voucher"],
            Channel::Discount => &["promotion", "voucher"],
            Channel::MerchantDiscount => &["promotion", "mdiscount", "voucher"],
            Channel::MerchantCoupon => &["voucher"],
        }
    }
}

/// The channels that an order admits: at most one of the two lists is given; names are compared without regard to
/// case, unknown names mean nothing (`semantics.md §2.6`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChannelLists {
    /// `enable_pay_channels`, comma separated; only these may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable: Option<String>,
    /// `disable_pay_channels`, comma separated; these may not be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable: Option<String>,
}

impl ChannelLists {
    /// True where the order admits this channel.
    #[must_use]
    pub fn admit(&self, channel: Channel) -> bool {
        let names = |list: &str| {
            list.split(',')
                .any(|n| channel.request_names().iter().any(|own| own.eq_ignore_ascii_case(n.trim())))
        };
        match (&self.enable, &self.disable) {
            (Some(list), _) => names(list),
            (None, Some(list)) => !names(list),
            (None, None) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_without_case_and_by_group() {
        let only = |list: &str| ChannelLists { enable: Some(list.into()), disable: None };
        let without = |list: &str| ChannelLists { enable: None, disable: Some(list.into()) };
        assert!(only("MONEYFUND, balance").admit(Channel::MoneyFund));
        assert!(!only("moneyFund").admit(Channel::Balance));
        assert!(!without("credit_group").admit(Channel::CreditLine));
        assert!(!without("credit_group").admit(Channel::CreditCard));
        assert!(without("credit_group,nonsense").admit(Channel::DebitCard));
        assert!(ChannelLists::default().admit(Channel::CreditLine));
    }
}
