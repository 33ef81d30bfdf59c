//! Which coupons apply to an order, and what each takes off (`semantics.md §2.2, §12.5`).

use serde::{Deserialize, Serialize};

use crate::channel::Channel;
use crate::ledger::{AccountId, AccountKind, Posting};
use crate::money::Fen;
use crate::party::{Coupon, CouponFunder, CouponKind};
use crate::time::Instant;
use crate::trade::TradeData;

/// What a goods coupon took off a line of `goods_detail`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsDiscount {
    /// The merchant's number of the goods.
    pub goods_id: String,
    /// Their name.
    pub goods_name: String,
    /// What was taken off.
    pub amount: Fen,
}

/// A coupon that a payment used, as it was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// The coupon.
    pub coupon: Coupon,
    /// What it took off.
    pub amount: Fen,
    /// The part of it that the merchant pays.
    pub merchant_contribute: Fen,
    /// The lines that it applied to; they sum to the amount. Empty for a coupon of the whole order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goods: Vec<GoodsDiscount>,
}

impl Voucher {
    /// The part that platform or brand pays.
    #[must_use]
    pub fn other_contribute(&self) -> Fen {
        Fen(self.amount.0 - self.merchant_contribute.0)
    }

    /// Its bills: what the merchant pays and what others pay, without zeros.
    pub fn bills(&self) -> impl Iterator<Item = (Channel, Fen)> + use<> {
        let (merchant, other) = self.coupon.channels();
        [(merchant, self.merchant_contribute), (other, self.other_contribute())]
            .into_iter()
            .filter(|(_, amount)| amount.is_positive())
    }

    /// Where its money comes from. The merchant's part is not money: it is booked against the account of such discounts.
    pub(crate) fn debits(&self) -> impl Iterator<Item = Posting> + use<> {
        let other = match self.coupon.funder {
            CouponFunder::Brand => AccountKind::BrandPromotion,
            CouponFunder::Platform | CouponFunder::Merchant => AccountKind::PlatformPromotion,
        };
        [(AccountKind::MerchantDiscounts, self.merchant_contribute), (other, self.other_contribute())]
            .map(|(kind, amount)| Posting { account: AccountId::platform(kind), amount: -amount })
            .into_iter()
    }
}

/// What coupons may still take off.
struct Left {
    /// Of the discountable part.
    order: Fen,
    /// Of each line of goods.
    lines: Vec<Fen>,
}

/// The coupons of `wallet` that apply to this order, in the order of their use: goods coupons, the merchant's vouchers,
/// other vouchers, red packets; of each those that end first. A coupon that finds nothing left to take off stays unused.
#[must_use]
pub fn applied(trade: &TradeData, wallet: &[&Coupon], now: Instant) -> Vec<Voucher> {
    let mut coupons: Vec<&Coupon> = wallet.iter().copied().filter(|c| applies(c, trade, now)).collect();
    coupons.sort_by_key(|c| (rank(c), c.expires_at.is_none(), c.expires_at.clone()));
    let mut left = Left {
        order: trade.detail.discountable,
        lines: trade.detail.funding.goods.iter().map(super::GoodsLine::amount).collect(),
    };
    coupons.into_iter().filter_map(|coupon| take(coupon, trade, &mut left)).collect()
}

fn rank(coupon: &Coupon) -> u8 {
    match (coupon.goods_ids.is_empty(), coupon.kind(), coupon.funder) {
        (false, _, _) => 0,
        (true, CouponKind::Voucher, CouponFunder::Merchant) => 1,
        (true, CouponKind::Voucher, _) => 2,
        (true, CouponKind::RedPacket, _) => 3,
    }
}

/// True where the coupon may be used for this order at all.
#[must_use]
pub fn applies(coupon: &Coupon, trade: &TradeData, now: Instant) -> bool {
    let (merchant, other) = coupon.channels();
    let share = coupon.merchant_share().0;
    let admits = |channel, used: bool| !used || trade.detail.channels.admit(channel);
    !coupon.expired(now)
        && trade.total >= coupon.min_amount
        && coupon.merchant.as_ref().is_none_or(|pid| *pid == trade.pid)
        && admits(merchant, share > 0)
        && admits(other, share < crate::money::Rate::ONE.0)
}

fn take(coupon: &Coupon, trade: &TradeData, left: &mut Left) -> Option<Voucher> {
    let goods = &trade.detail.funding.goods;
    let named = |id: &String| coupon.goods_ids.contains(id);
    let lines: Vec<usize> = (0..goods.len()).filter(|n| named(&goods[*n].goods_id)).collect();
    let whole = coupon.goods_ids.is_empty();
    let base = match whole {
        true => trade.detail.discountable,
        false => sum(lines.iter().map(|n| goods[*n].amount())),
    };
    let free = match whole {
        true => left.order,
        false => left.order.min(sum(lines.iter().map(|n| left.lines[*n]))),
    };
    let amount = worth(coupon, base).min(free);
    if !amount.is_positive() {
        return None;
    }
    left.order = Fen(left.order.0 - amount.0);
    let mut rest = amount;
    let mut discounts = Vec::new();
    for n in lines {
        let part = left.lines[n].min(rest);
        if part.is_positive() {
            (left.lines[n], rest) = (Fen(left.lines[n].0 - part.0), Fen(rest.0 - part.0));
            let (goods_id, goods_name) = (goods[n].goods_id.clone(), goods[n].name.clone());
            discounts.push(GoodsDiscount { goods_id, goods_name, amount: part });
        }
    }
    let merchant_contribute = amount.share(coupon.merchant_share());
    Some(Voucher { coupon: coupon.clone(), amount, merchant_contribute, goods: discounts })
}

/// What a coupon takes off `base`, before anything limits it.
fn worth(coupon: &Coupon, base: Fen) -> Fen {
    match coupon.rate {
        Some(rate) if coupon.amount.is_positive() => base.share(rate).min(coupon.amount),
        Some(rate) => base.share(rate),
        None => coupon.amount,
    }
}

fn sum(amounts: impl Iterator<Item = Fen>) -> Fen {
    amounts.fold(Fen::ZERO, |a, b| Fen(a.0.saturating_add(b.0)))
}
