//! Coupons in a user's wallet: red packets and vouchers, of platform, brand and merchant (`semantics.md §2.5, §12.5`).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::channel::Channel;
use crate::id::UserId;
use crate::money::{Fen, Rate};
use crate::time::Instant;

/// Who pays for a coupon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CouponFunder {
    /// The platform.
    Platform,
    /// The merchant, who receives so much less.
    Merchant,
    /// The maker of the goods.
    Brand,
}

/// What a coupon is, which decides the channel that it pays through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CouponKind {
    /// COUPON, or MCOUPON as far as the merchant pays.
    RedPacket,
    /// DISCOUNT, or MDISCOUNT as far as the merchant pays.
    Voucher,
}

/// What was paid when a voucher was bought (`purchase_…_contribute` of answers).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Purchase {
    /// By the buyer.
    pub buyer: Fen,
    /// By the merchant, as a discount.
    pub merchant: Fen,
    /// By the platform, as a discount.
    pub platform: Fen,
}

/// A coupon in a user's wallet. It works once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coupon {
    /// Its number, unlike those of the user's other coupons; Tael gives one where the operator does not.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub id: SmolStr,
    /// Its name, as answers show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is worth; with a `rate`, the most that it takes off, zero for no such limit.
    #[serde(default)]
    pub amount: Fen,
    /// The share that it takes off what it applies to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// Who pays for it.
    pub funder: CouponFunder,
    /// What it is; absent: a red packet of the platform's, a voucher of others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<CouponKind>,
    /// The share that the merchant pays; absent: all or nothing, as the funder says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_share: Option<Rate>,
    /// The least order amount.
    #[serde(default)]
    pub min_amount: Fen,
    /// `yyyy-MM-dd HH:mm:ss`; never, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// The only merchant where it works; everywhere, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant: Option<UserId>,
    /// The only goods that it works for, by `goods_id`; the whole order, where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goods_ids: Vec<String>,
    /// Template of which it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_id: Option<String>,
    /// Remark, as answers show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
    /// What was paid for it, where it was bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase: Option<Purchase>,
    /// True for a voucher of HuiYingBao (`hyb_amount`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hyb: bool,
    /// True where a payment with it may be refunded in parts.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub partial_refund: bool,
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_true(value: &bool) -> bool {
    *value
}

impl Coupon {
    /// A coupon of this amount for every order.
    #[must_use]
    pub fn of(amount: Fen, funder: CouponFunder) -> Coupon {
        Coupon {
            id: SmolStr::default(),
            name: None,
            amount,
            rate: None,
            funder,
            kind: None,
            merchant_share: None,
            min_amount: Fen::ZERO,
            expires_at: None,
            merchant: None,
            goods_ids: Vec::new(),
            template_id: None,
            memo: None,
            purchase: None,
            hyb: false,
            partial_refund: true,
        }
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> CouponKind {
        self.kind.unwrap_or(match self.funder {
            CouponFunder::Platform => CouponKind::RedPacket,
            CouponFunder::Merchant | CouponFunder::Brand => CouponKind::Voucher,
        })
    }

    /// The share that the merchant pays.
    #[must_use]
    pub fn merchant_share(&self) -> Rate {
        self.merchant_share.unwrap_or(match self.funder {
            CouponFunder::Merchant => Rate::ONE,
            CouponFunder::Platform | CouponFunder::Brand => Rate(0),
        })
    }

    /// The channels that the merchant's part and the others' part are paid through.
    #[must_use]
    pub fn channels(&self) -> (Channel, Channel) {
        match self.kind() {
            CouponKind::RedPacket => (Channel::MerchantCoupon, Channel::Coupon),
            CouponKind::Voucher => (Channel::MerchantDiscount, Channel::Discount),
        }
    }

    /// The name that answers show.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(match (self.kind(), self.rate) {
            (CouponKind::RedPacket, _) => "红包",
            (CouponKind::Voucher, Some(_)) => "折扣券",
            (CouponKind::Voucher, None) => "满减券",
        })
    }

    /// `type` of answers.
    #[must_use]
    pub fn voucher_type(&self) -> &'static str {
        match self {
            Coupon { purchase: Some(_), .. } => "ALIPAY_CASH_VOUCHER",
            Coupon { goods_ids, .. } if !goods_ids.is_empty() => "ALIPAY_ITEM_VOUCHER",
            Coupon { rate: Some(_), .. } => "ALIPAY_DISCOUNT_VOUCHER",
            _ => "ALIPAY_FIX_VOUCHER",
        }
    }

    /// True from the instant of its end on.
    #[must_use]
    pub fn expired(&self, now: Instant) -> bool {
        self.expires_at.as_deref().and_then(Instant::parse_beijing).is_some_and(|end| now >= end)
    }
}
