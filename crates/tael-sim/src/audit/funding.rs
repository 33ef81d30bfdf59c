//! Funding: what paid each trade, and that a coupon works once (`semantics.md §2.2, §2.3, §12.5`).

use std::collections::HashMap;

use tael_core::channel::Channel;
use tael_core::id::{Book, Id};
use tael_core::money::Fen;
use tael_core::trade::{Payment, Trade, Voucher};
use tael_store::{CouponUse, Snapshot, StoreError};

use super::Audit;
use super::rows::Rows;
use crate::report::Kind;

/// The trades that the payments say coupons were used for, by book, owner and number.
pub(super) type Used = HashMap<(Book, i64, String), Id>;

impl Audit {
    /// How a trade was funded; its coupons are remembered.
    pub(super) fn funded(&mut self, trade: &Trade, payment: &Payment) {
        for message in faults(trade, payment) {
            self.find(Kind::Payment, "trade", &trade.no, message);
        }
        for voucher in &payment.vouchers {
            let owner = payment.buyer.serial().unwrap_or_default();
            let key = (trade.book, owner, voucher.coupon.id.to_string());
            if let Some(other) = self.used.insert(key, trade.id) {
                let message = format!("used coupon {}, as trade {} did", voucher.coupon.id, other.0);
                self.find(Kind::Coupon, "trade", &trade.no, message);
            }
        }
    }

    /// Each use of a coupon against the payment that it was used for.
    pub(super) async fn coupons(&mut self, snapshot: &mut dyn Snapshot) -> Result<(), StoreError> {
        let mut rows = Rows::<CouponUse>::new();
        while let Some(usage) = rows.next(snapshot).await? {
            self.report.totals.coupons += 1;
            let key = (usage.book, usage.user.serial().unwrap_or_default(), usage.coupon.to_string());
            if self.used.remove(&key) != Some(usage.trade) {
                let message =
                    format!("of {} was used for trade {}, which says otherwise", usage.user, usage.trade.0);
                self.find(Kind::Coupon, "coupon_use", &usage.coupon, message);
            }
        }
        for ((_, owner, coupon), trade) in std::mem::take(&mut self.used) {
            let message = format!("of owner {owner} was used for trade {}, but can be used again", trade.0);
            self.find(Kind::Coupon, "coupon_use", &coupon, message);
        }
        Ok(())
    }
}

fn faults(trade: &Trade, payment: &Payment) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |holds: bool, message: &str| {
        if !holds {
            faults.push(message.to_owned());
        }
    };
    for channel in [Channel::Coupon, Channel::Discount, Channel::MerchantCoupon, Channel::MerchantDiscount] {
        let bills = sum(payment.bills.iter().filter(|b| b.channel == channel).map(|b| b.amount));
        let parts = payment.vouchers.iter().flat_map(Voucher::bills).filter(|(c, _)| *c == channel);
        check(bills == sum(parts.map(|(_, amount)| amount)), "its vouchers do not add up to its discounts");
    }
    let discounts = sum([payment.discount, payment.mdiscount]);
    check(discounts <= i128::from(trade.detail.discountable.0), "discounts exceed the discountable part");
    for voucher in &payment.vouchers {
        let (of, goods) = (&voucher.coupon.goods_ids, &voucher.goods);
        let lines = sum(goods.iter().map(|line| line.amount));
        let whole = of.is_empty() && goods.is_empty();
        let named = goods.iter().all(|line| of.contains(&line.goods_id));
        let fits = whole || (named && lines == i128::from(voucher.amount.0));
        check(fits, "a goods coupon took off something else than its goods");
        check(voucher.merchant_contribute <= voucher.amount, "a merchant gives more than its voucher");
        check(trade.total >= voucher.coupon.min_amount, "a coupon was used below its least amount");
    }
    let drawn: Vec<_> = payment.bills.iter().filter(|b| b.real_amount.is_some()).collect();
    let fee = payment.instalments.as_ref().map_or(Fen::ZERO, |plan| plan.buyer_fee());
    let right = |real: Option<Fen>, amount: Fen| real == amount.checked_add(fee);
    match drawn.as_slice() {
        [] => check(!fee.is_positive(), "the buyer's fee of the instalments was drawn from nothing"),
        [bill] => check(
            bill.channel == Channel::CreditLine && right(bill.real_amount, bill.amount),
            "another amount was drawn than the bill and the buyer's fee",
        ),
        _ => check(false, "more than one bill was drawn with another amount"),
    }
    if let Some(plan) = &payment.instalments {
        let line = sum(payment.bills.iter().filter(|b| b.channel == Channel::CreditLine).map(|b| b.amount));
        check(line == i128::from(plan.amount.0), "the instalments are not what the credit line paid");
        let exact = plan.amount.share(plan.rate);
        let most = Fen(payment.receipt.0.saturating_sub(payment.fee.0));
        let fee = if plan.seller_bears { exact.min(most) } else { exact };
        check(plan.fee == fee, "the fee of the instalments is not their share");
    }
    faults
}

fn sum(amounts: impl IntoIterator<Item = Fen>) -> i128 {
    amounts.into_iter().map(|amount| i128::from(amount.0)).sum()
}
