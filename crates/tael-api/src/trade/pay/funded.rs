//! How the payment was funded, in the answer of alipay.trade.pay.

use crate::generated::alipay_trade_pay::Response;
use crate::generated::alipay_trade_pay::response::DiscountGoodsDetail;
use crate::trade::funded::{Groups, groups};

groups!(alipay_trade_pay);

fn fund_type(name: &str) -> Option<String> {
    Some(name.to_owned())
}

/// Adds the groups; `fund_bill_list` is always there.
pub(super) fn add(payment: &Payment, groups: Groups, response: &mut Response) {
    response.fund_bill_list = bills(payment);
    response.voucher_detail_list = if groups.vouchers { vouchers(payment) } else { Vec::new() };
    response.discount_goods_detail = if groups.goods { goods(payment) } else { Vec::new() };
    response.mdiscount_amount = groups.mdiscount.then_some(payment.mdiscount);
    response.discount_amount = groups.discount.then_some(payment.discount);
    response.hyb_amount = groups.hyb.then(|| payment.hyb());
    response.card_balance = payment.card_balance;
    response.charge_amount = payment.charged.amount.then_some(payment.fee);
    response.charge_flags = payment.charged.flags.clone();
    response.charge_info_list = charges(payment);
}

/// `discount_goods_detail`; its form is that of all answers and notifications.
pub(in crate::trade) fn goods(payment: &Payment) -> Vec<DiscountGoodsDetail> {
    let lines = payment.vouchers.iter().flat_map(|v| v.goods.iter().map(move |g| (&v.coupon.id, g)));
    let line =
        |(id, line): (&smol_str::SmolStr, &tael_core::trade::funding::GoodsDiscount)| DiscountGoodsDetail {
            goods_id: Some(line.goods_id.clone()),
            goods_name: Some(line.goods_name.clone()),
            discount_amount: Some(line.amount.to_string()),
            voucher_id: Some(id.to_string()),
        };
    lines.map(line).collect()
}
