//! The request of `alipay.trade.query`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::typed::{FromMembers, Reader, values};
use crate::schema::{Defect, Tree};

/// An accepted request of `alipay.trade.query`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `out_trade_no`: Merchant order number, unique per merchant (PID); letters, digits, underscore.
    pub out_trade_no: Option<String>,
    /// `trade_no`: Alipay trade number (28-digit style string, max 64).
    pub trade_no: Option<String>,
    /// `org_pid`: Acquiring-institution PID; only for bank "dual link" indirect mode, ignored elsewhere.
    pub org_pid: Option<String>,
    /// `query_options`: Extra groups to return.
    pub query_options: Vec<QueryOptions>,
}

impl FromMembers for Request {
    fn from_members(members: &mut Reader<'_>) -> Result<Request, Defect> {
        Ok(Request {
            out_trade_no: members.optional("out_trade_no")?,
            trade_no: members.optional("trade_no")?,
            org_pid: members.optional("org_pid")?,
            query_options: members.list("query_options")?,
        })
    }
}

impl Request {
    /// Reads an accepted request.
    ///
    /// # Errors
    /// [`Defect`] where the tree was not accepted by this API's table.
    pub fn from_tree(tree: &Tree) -> Result<Request, Defect> {
        Request::read(tree)
    }
}

values! {
    /// `query_options`: Extra groups to return.
    open QueryOptions {
        /// `trade_settle_info`: royalty and settle details.
        TradeSettleInfo = "trade_settle_info",
        /// `fund_bill_list`: fund channels.
        FundBillList = "fund_bill_list",
        /// `voucher_detail_list`: vouchers.
        VoucherDetailList = "voucher_detail_list",
        /// `discount_goods_detail`: goods discounts.
        DiscountGoodsDetail = "discount_goods_detail",
        /// `mdiscount_amount`: merchant discount.
        MdiscountAmount = "mdiscount_amount",
        /// `medical_insurance_info`: medical insurance.
        MedicalInsuranceInfo = "medical_insurance_info",
        /// `fulfillment_detail_list`: fulfilment.
        FulfillmentDetailList = "fulfillment_detail_list",
        /// `enterprise_pay_info`: enterprise pay.
        EnterprisePayInfo = "enterprise_pay_info",
        /// `hyb_amount`: HuiYingBao.
        HybAmount = "hyb_amount",
        /// `async_pay_info`: async pay.
        AsyncPayInfo = "async_pay_info",
    } means {}
}
