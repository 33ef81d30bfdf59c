//! The groups of answers that tell how a payment was funded (`semantics.md §2.3, §2.5`). Their types are generated for each
//! method, so the groups are written once and made for each.

use tael_core::party::Contract;
use tael_core::trade::Payment;

/// Which of the optional groups are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Groups {
    /// `fund_bill_list`.
    pub(super) bills: bool,
    /// `voucher_detail_list`.
    pub(super) vouchers: bool,
    /// `discount_goods_detail`.
    pub(super) goods: bool,
    /// `mdiscount_amount`.
    pub(super) mdiscount: bool,
    /// `discount_amount`.
    pub(super) discount: bool,
    /// `trade_settle_info`; no contract gives it without being asked.
    pub(super) settlement: bool,
    /// `hyb_amount`.
    pub(super) hyb: bool,
}

impl Groups {
    /// What the request asks for, by `query_options`, and what the contract gives without being asked: all of it that a
    /// payment has (`semantics.md §1.6`).
    pub(super) fn of<'a>(
        asked: impl Iterator<Item = &'a str> + Clone,
        contract: Option<&Contract>,
        payment: Option<&Payment>,
    ) -> Groups {
        let gives = contract.is_some_and(Contract::returns_fund_bill);
        let group = |name: &str, has: bool| (gives && has) || asked.clone().any(|option| option == name);
        Groups {
            bills: group("fund_bill_list", true),
            vouchers: group("voucher_detail_list", true),
            goods: group("discount_goods_detail", true),
            mdiscount: group("mdiscount_amount", payment.is_some_and(|p| p.mdiscount.is_positive())),
            discount: group("discount_amount", payment.is_some_and(|p| p.discount.is_positive())),
            settlement: asked.clone().any(|option| option == "trade_settle_info"),
            hyb: group("hyb_amount", payment.is_some_and(|p| p.hyb().is_positive())),
        }
    }
}

/// The groups of one method's answer.
macro_rules! groups {
    ($generated:ident) => {
        use tael_core::money::{Fen, Rate};
        use tael_core::party::CouponFunder;
        use tael_core::trade::{Payment, Voucher};
        use $crate::generated::$generated::response::{
            ChargeInfoList, ChargeInfoListChargeType, FundBillList, VoucherDetailList,
            VoucherDetailListOtherContributeDetail as Other,
            VoucherDetailListOtherContributeDetailContributeType as OtherType, VoucherDetailListType,
        };

        /// `fund_bill_list`.
        pub(super) fn bills(payment: &Payment) -> Vec<FundBillList> {
            let bill = |bill: &tael_core::trade::FundBill| FundBillList {
                fund_channel: Some(bill.channel.fund_channel().to_owned()),
                amount: Some(bill.amount),
                real_amount: bill.real_amount,
                bank_code: bill.bank_code.as_ref().map(ToString::to_string),
                fund_type: bill.channel.fund_type().and_then(fund_type),
            };
            payment.bills.iter().map(bill).collect()
        }

        /// `voucher_detail_list`.
        pub(super) fn vouchers(payment: &Payment) -> Vec<VoucherDetailList> {
            payment.vouchers.iter().map(voucher).collect()
        }

        fn voucher(voucher: &Voucher) -> VoucherDetailList {
            let coupon = &voucher.coupon;
            let other = voucher.other_contribute();
            let kind = match coupon.funder {
                CouponFunder::Brand => OtherType::BrandContribute,
                CouponFunder::Platform | CouponFunder::Merchant => OtherType::PlatformContribute,
            };
            let detail = Other { contribute_amount: Some(other), contribute_type: Some(kind) };
            VoucherDetailList {
                amount: Some(voucher.amount),
                id: Some(coupon.id.to_string()),
                memo: coupon.memo.clone(),
                merchant_contribute: Some(voucher.merchant_contribute),
                name: Some(coupon.name().to_owned()),
                other_contribute: Some(other),
                other_contribute_detail: Some(detail).filter(|_| other.is_positive()).into_iter().collect(),
                purchase_ant_contribute: coupon.purchase.map(|p| p.platform),
                purchase_buyer_contribute: coupon.purchase.map(|p| p.buyer),
                purchase_merchant_contribute: coupon.purchase.map(|p| p.merchant),
                template_id: coupon.template_id.clone(),
                r#type: VoucherDetailListType::read(coupon.voucher_type()),
            }
        }

        /// `charge_info_list`, where the contract shows fees: the acquiring fee, and that of instalments which the seller
        /// bears.
        pub(super) fn charges(payment: &Payment) -> Vec<ChargeInfoList> {
            if !payment.charged.info {
                return Vec::new();
            }
            let charge = |kind, fee: Fen, original: Fen, rate: Rate| ChargeInfoList {
                charge_fee: Some(fee),
                charge_type: Some(kind),
                is_rating_on_switch: Some("N".to_owned()),
                is_rating_on_trade_receiver: Some("Y".to_owned()),
                original_charge_fee: Some(original),
                switch_fee_rate: Some(rate.to_string()),
                ..ChargeInfoList::default()
            };
            let original = payment.original_fee.unwrap_or(payment.fee);
            let mut charges =
                vec![charge(ChargeInfoListChargeType::Trade, payment.fee, original, payment.rate)];
            charges.extend(
                payment
                    .instalments
                    .iter()
                    .filter(|plan| plan.seller_bears)
                    .map(|plan| charge(ChargeInfoListChargeType::Hbfq, plan.fee, plan.fee, plan.rate)),
            );
            charges
        }
    };
}
pub(super) use groups;
