//! How the payment was funded, in the answer of alipay.trade.query.

use crate::generated::alipay_trade_query::Response;
use crate::generated::alipay_trade_query::response::{FundBillListFundType, HbFqPayInfo};
use crate::schema::answer::json_text;
use crate::trade::funded::{Groups, groups};
use crate::trade::pay;

groups!(alipay_trade_query);

fn fund_type(name: &str) -> Option<FundBillListFundType> {
    FundBillListFundType::read(name)
}

/// Adds the groups.
pub(super) fn add(payment: &Payment, groups: Groups, response: &mut Response) {
    response.fund_bill_list = if groups.bills { bills(payment) } else { Vec::new() };
    response.voucher_detail_list = if groups.vouchers { vouchers(payment) } else { Vec::new() };
    response.discount_goods_detail = groups.goods.then(|| json_text(&pay::goods(payment))).flatten();
    response.mdiscount_amount = groups.mdiscount.then_some(payment.mdiscount);
    response.discount_amount = groups.discount.then_some(payment.discount);
    response.hyb_amount = groups.hyb.then(|| payment.hyb());
    response.hb_fq_pay_info = payment.instalments.as_ref().map(|plan| HbFqPayInfo {
        fq_amount: Some(plan.amount),
        fq_inst_id: plan.inst_id.as_ref().map(ToString::to_string),
        user_install_num: Some(plan.number.to_string()),
    });
    response.charge_amount = payment.charged.amount.then_some(payment.fee);
    response.charge_flags = payment.charged.flags.clone();
    response.charge_info_list = charges(payment);
}
