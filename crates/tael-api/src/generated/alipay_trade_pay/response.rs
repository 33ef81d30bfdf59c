//! The answer of `alipay.trade.pay`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::answer::{ToObject, json_text, set};
use crate::schema::typed::values;
use tael_core::money::Fen;
use tael_core::time::Instant;
use tael_wire::json::Object;

/// The answer of `alipay.trade.pay`. What is not set is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// `trade_no`: Alipay trade number.
    pub trade_no: Option<String>,
    /// `out_trade_no`: Merchant order number.
    pub out_trade_no: Option<String>,
    /// `buyer_logon_id`: Alipay account of the buyer, masked.
    pub buyer_logon_id: Option<String>,
    /// `total_amount`: Trade amount.
    pub total_amount: Option<Fen>,
    /// `receipt_amount`: Amount actually received.
    pub receipt_amount: Option<Fen>,
    /// `buyer_pay_amount`: Amount paid by the buyer.
    pub buyer_pay_amount: Option<Fen>,
    /// `point_amount`: Amount paid with points.
    pub point_amount: Option<Fen>,
    /// `invoice_amount`: Amount for which an invoice can be issued.
    pub invoice_amount: Option<Fen>,
    /// `gmt_payment`: Time of payment.
    pub gmt_payment: Option<Instant>,
    /// `fund_bill_list`: Funding channels used.
    pub fund_bill_list: Vec<FundBillList>,
    /// `card_balance`: Balance of the Alipay card.
    pub card_balance: Option<Fen>,
    /// `store_name`: Name of the store where the payment took place.
    pub store_name: Option<String>,
    /// `buyer_user_id`: Alipay user id of the buyer.
    pub buyer_user_id: Option<String>,
    /// `discount_goods_detail`: Goods that were discounted by single-item vouchers, JSON text (array).
    pub discount_goods_detail: Vec<DiscountGoodsDetail>,
    /// `async_pay_apply_status`: Acceptance state of an asynchronous payment.
    pub async_pay_apply_status: Option<AsyncPayApplyStatus>,
    /// `auth_trade_pay_mode`: Pre-authorisation payment mode.
    pub auth_trade_pay_mode: Option<AuthTradePayMode>,
    /// `bkagent_resp_info`: Clearing-organisation data (indirect mode).
    pub bkagent_resp_info: Option<BkagentRespInfo>,
    /// `buyer_open_id`: Buyer open_id scoped to the calling app.
    pub buyer_open_id: Option<String>,
    /// `buyer_user_name`: Buyer name (person or company); returned only by special agreement.
    pub buyer_user_name: Option<String>,
    /// `buyer_user_type`: Buyer account kind.
    pub buyer_user_type: Option<BuyerUserType>,
    /// `charge_amount`: Fee charged to the payee (indirect mode only).
    pub charge_amount: Option<Fen>,
    /// `charge_flags`: Special-rate markers such as bluesea_1 (indirect mode only).
    pub charge_flags: Option<String>,
    /// `charge_info_list`: Fee details.
    pub charge_info_list: Vec<ChargeInfoList>,
    /// `credit_biz_order_id`: Credit (Zhima) business order number.
    pub credit_biz_order_id: Option<String>,
    /// `credit_pay_mode`: Credit pay mode.
    pub credit_pay_mode: Option<CreditPayMode>,
    /// `discount_amount`: Platform (Alipay) funded discount.
    pub discount_amount: Option<Fen>,
    /// `enterprise_pay_info`: Enterprise-pay (因公付) data.
    pub enterprise_pay_info: Option<EnterprisePayInfo>,
    /// `hyb_amount`: HuiYingBao voucher amount.
    pub hyb_amount: Option<Fen>,
    /// `mdiscount_amount`: Merchant funded discount.
    pub mdiscount_amount: Option<Fen>,
    /// `open_id`: Deprecated; do not fill.
    pub open_id: Option<String>,
    /// `pay_amount`: Order amount in the payment currency.
    pub pay_amount: Option<Fen>,
    /// `pay_currency`: Payment currency.
    pub pay_currency: Option<String>,
    /// `pre_auth_pay_amount`: Original amount to fulfil in Zhima pay-later.
    pub pre_auth_pay_amount: Option<Fen>,
    /// `purchase_entity`: Cross-border purchasing entity.
    pub purchase_entity: Option<String>,
    /// `receipt_currency_type`: DC when received in digital yuan.
    pub receipt_currency_type: Option<ReceiptCurrencyType>,
    /// `settle_amount`: Settlement amount.
    pub settle_amount: Option<Fen>,
    /// `settle_currency`: Settlement currency.
    pub settle_currency: Option<String>,
    /// `settle_trans_rate`: Rate settlement/listing currency.
    pub settle_trans_rate: Option<String>,
    /// `settlement_id`: Clearing number (indirect mode).
    pub settlement_id: Option<String>,
    /// `tap_pay_info`: Tap-to-pay data.
    pub tap_pay_info: Option<TapPayInfo>,
    /// `trans_currency`: Listing currency.
    pub trans_currency: Option<String>,
    /// `trans_pay_rate`: Rate listing/payment currency.
    pub trans_pay_rate: Option<String>,
    /// `voucher_detail_list`: Vouchers used by the payment.
    pub voucher_detail_list: Vec<VoucherDetailList>,
    /// `advance_amount`: Amount that the acquirer advanced for the payer, where the product advances.
    pub advance_amount: Option<Fen>,
    /// `async_payment_mode`: How an asynchronous payment is carried out (is_async_pay).
    pub async_payment_mode: Option<String>,
    /// `business_params`: Business data that the payment returns, JSON text.
    pub business_params: Option<String>,
    /// `can_turn_to_app_pay`: Whether a refused code payment may be continued in the app (true or false).
    pub can_turn_to_app_pay: Option<String>,
    /// `credit_biz_order_status`: State of the credit order, where pay after use was chosen.
    pub credit_biz_order_status: Option<String>,
}

impl ToObject for Response {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "advance_amount", &self.advance_amount);
        set(&mut object, "async_pay_apply_status", &self.async_pay_apply_status);
        set(&mut object, "async_payment_mode", &self.async_payment_mode);
        set(&mut object, "auth_trade_pay_mode", &self.auth_trade_pay_mode);
        set(&mut object, "bkagent_resp_info", &self.bkagent_resp_info);
        set(&mut object, "business_params", &self.business_params);
        set(&mut object, "buyer_logon_id", &self.buyer_logon_id);
        set(&mut object, "buyer_open_id", &self.buyer_open_id);
        set(&mut object, "buyer_pay_amount", &self.buyer_pay_amount);
        set(&mut object, "buyer_user_id", &self.buyer_user_id);
        set(&mut object, "buyer_user_name", &self.buyer_user_name);
        set(&mut object, "buyer_user_type", &self.buyer_user_type);
        set(&mut object, "can_turn_to_app_pay", &self.can_turn_to_app_pay);
        set(&mut object, "card_balance", &self.card_balance);
        set(&mut object, "charge_amount", &self.charge_amount);
        set(&mut object, "charge_flags", &self.charge_flags);
        set(&mut object, "charge_info_list", &self.charge_info_list);
        set(&mut object, "credit_biz_order_id", &self.credit_biz_order_id);
        set(&mut object, "credit_biz_order_status", &self.credit_biz_order_status);
        set(&mut object, "credit_pay_mode", &self.credit_pay_mode);
        set(&mut object, "discount_amount", &self.discount_amount);
        set(&mut object, "discount_goods_detail", &json_text(&self.discount_goods_detail));
        set(&mut object, "enterprise_pay_info", &self.enterprise_pay_info);
        set(&mut object, "fund_bill_list", &self.fund_bill_list);
        set(&mut object, "gmt_payment", &self.gmt_payment);
        set(&mut object, "hyb_amount", &self.hyb_amount);
        set(&mut object, "invoice_amount", &self.invoice_amount);
        set(&mut object, "mdiscount_amount", &self.mdiscount_amount);
        set(&mut object, "open_id", &self.open_id);
        set(&mut object, "out_trade_no", &self.out_trade_no);
        set(&mut object, "pay_amount", &self.pay_amount);
        set(&mut object, "pay_currency", &self.pay_currency);
        set(&mut object, "point_amount", &self.point_amount);
        set(&mut object, "pre_auth_pay_amount", &self.pre_auth_pay_amount);
        set(&mut object, "purchase_entity", &self.purchase_entity);
        set(&mut object, "receipt_amount", &self.receipt_amount);
        set(&mut object, "receipt_currency_type", &self.receipt_currency_type);
        set(&mut object, "settle_amount", &self.settle_amount);
        set(&mut object, "settle_currency", &self.settle_currency);
        set(&mut object, "settle_trans_rate", &self.settle_trans_rate);
        set(&mut object, "settlement_id", &self.settlement_id);
        set(&mut object, "store_name", &self.store_name);
        set(&mut object, "tap_pay_info", &self.tap_pay_info);
        set(&mut object, "total_amount", &self.total_amount);
        set(&mut object, "trade_no", &self.trade_no);
        set(&mut object, "trans_currency", &self.trans_currency);
        set(&mut object, "trans_pay_rate", &self.trans_pay_rate);
        set(&mut object, "voucher_detail_list", &self.voucher_detail_list);
        object
    }
}

/// `fund_bill_list`: Funding channels used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FundBillList {
    /// `fund_bill_list.fund_channel`: Funding channel.
    pub fund_channel: Option<String>,
    /// `fund_bill_list.amount`: Amount taken from this channel.
    pub amount: Option<Fen>,
    /// `fund_bill_list.real_amount`: Amount really paid through the channel.
    pub real_amount: Option<Fen>,
    /// `fund_bill_list.bank_code`: Bank code when a bank card was used.
    pub bank_code: Option<String>,
    /// `fund_bill_list.fund_type`: Kind of funds of the channel; only returned when fund_channel is BANKCARD.
    pub fund_type: Option<String>,
}

impl ToObject for FundBillList {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "amount", &self.amount);
        set(&mut object, "bank_code", &self.bank_code);
        set(&mut object, "fund_channel", &self.fund_channel);
        set(&mut object, "fund_type", &self.fund_type);
        set(&mut object, "real_amount", &self.real_amount);
        object
    }
}

/// `discount_goods_detail`: Goods that were discounted by single-item vouchers, JSON text (array).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiscountGoodsDetail {
    /// `discount_goods_detail.goods_id`: Item code.
    pub goods_id: Option<String>,
    /// `discount_goods_detail.goods_name`: Item name.
    pub goods_name: Option<String>,
    /// `discount_goods_detail.discount_amount`: Discount of the item.
    pub discount_amount: Option<String>,
    /// `discount_goods_detail.voucher_id`: Voucher used.
    pub voucher_id: Option<String>,
}

impl ToObject for DiscountGoodsDetail {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "discount_amount", &self.discount_amount);
        set(&mut object, "goods_id", &self.goods_id);
        set(&mut object, "goods_name", &self.goods_name);
        set(&mut object, "voucher_id", &self.voucher_id);
        object
    }
}

/// `bkagent_resp_info`: Clearing-organisation data (indirect mode).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BkagentRespInfo {
    /// `bkagent_resp_info.bindclrissr_id`: Clearing organisation.
    pub bindclrissr_id: Option<BkagentRespInfoBindclrissrId>,
    /// `bkagent_resp_info.bindpyeracctbk_id`: Payer institution code at the clearing organisation.
    pub bindpyeracctbk_id: Option<String>,
    /// `bkagent_resp_info.bindtrx_id`: Original quick-pay flow number.
    pub bindtrx_id: Option<String>,
    /// `bkagent_resp_info.bkpyeruser_code`: Tokenised payer account at the bank.
    pub bkpyeruser_code: Option<String>,
    /// `bkagent_resp_info.estter_location`: Estimated terminal location.
    pub estter_location: Option<String>,
}

impl ToObject for BkagentRespInfo {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "bindclrissr_id", &self.bindclrissr_id);
        set(&mut object, "bindpyeracctbk_id", &self.bindpyeracctbk_id);
        set(&mut object, "bindtrx_id", &self.bindtrx_id);
        set(&mut object, "bkpyeruser_code", &self.bkpyeruser_code);
        set(&mut object, "estter_location", &self.estter_location);
        object
    }
}

/// `charge_info_list`: Fee details.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChargeInfoList {
    /// `charge_info_list.charge_fee`: Fee actually charged.
    pub charge_fee: Option<Fen>,
    /// `charge_info_list.charge_type`: Fee kind.
    pub charge_type: Option<ChargeInfoListChargeType>,
    /// `charge_info_list.is_rating_on_switch`: Y/N: fee paid by the contract's fee account.
    pub is_rating_on_switch: Option<String>,
    /// `charge_info_list.is_rating_on_trade_receiver`: Y/N: fee paid by the payee account.
    pub is_rating_on_trade_receiver: Option<String>,
    /// `charge_info_list.original_charge_fee`: Fee before reductions.
    pub original_charge_fee: Option<Fen>,
    /// `charge_info_list.sub_fee_detail_list`: Fee details of combined payments.
    pub sub_fee_detail_list: Vec<ChargeInfoListSubFeeDetailList>,
    /// `charge_info_list.switch_fee_rate`: Contract rate.
    pub switch_fee_rate: Option<String>,
}

impl ToObject for ChargeInfoList {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "charge_fee", &self.charge_fee);
        set(&mut object, "charge_type", &self.charge_type);
        set(&mut object, "is_rating_on_switch", &self.is_rating_on_switch);
        set(&mut object, "is_rating_on_trade_receiver", &self.is_rating_on_trade_receiver);
        set(&mut object, "original_charge_fee", &self.original_charge_fee);
        set(&mut object, "sub_fee_detail_list", &self.sub_fee_detail_list);
        set(&mut object, "switch_fee_rate", &self.switch_fee_rate);
        object
    }
}

/// `charge_info_list.sub_fee_detail_list`: Fee details of combined payments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChargeInfoListSubFeeDetailList {
    /// `charge_info_list.sub_fee_detail_list.charge_fee`: Fee actually charged.
    pub charge_fee: Option<Fen>,
    /// `charge_info_list.sub_fee_detail_list.original_charge_fee`: Fee before reductions.
    pub original_charge_fee: Option<Fen>,
    /// `charge_info_list.sub_fee_detail_list.switch_fee_rate`: Contract rate.
    pub switch_fee_rate: Option<String>,
}

impl ToObject for ChargeInfoListSubFeeDetailList {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "charge_fee", &self.charge_fee);
        set(&mut object, "original_charge_fee", &self.original_charge_fee);
        set(&mut object, "switch_fee_rate", &self.switch_fee_rate);
        object
    }
}

/// `enterprise_pay_info`: Enterprise-pay (因公付) data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnterprisePayInfo {
    /// `enterprise_pay_info.biz_info`: Business data.
    pub biz_info: Option<String>,
    /// `enterprise_pay_info.invoice_amount`: Amount that can be invoiced to the buyer.
    pub invoice_amount: Option<Fen>,
    /// `enterprise_pay_info.is_use_enterprise_pay`: Whether enterprise assets were used.
    pub is_use_enterprise_pay: Option<bool>,
}

impl ToObject for EnterprisePayInfo {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "biz_info", &self.biz_info);
        set(&mut object, "invoice_amount", &self.invoice_amount);
        set(&mut object, "is_use_enterprise_pay", &self.is_use_enterprise_pay);
        object
    }
}

/// `tap_pay_info`: Tap-to-pay data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TapPayInfo {
    /// `tap_pay_info.payment_medium_type`: Tap-to-pay medium.
    pub payment_medium_type: Option<String>,
    /// `tap_pay_info.total_discount_amount`: Tap discount.
    pub total_discount_amount: Option<Fen>,
    /// `tap_pay_info.total_discount_name`: Tap discount title.
    pub total_discount_name: Option<String>,
}

impl ToObject for TapPayInfo {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "payment_medium_type", &self.payment_medium_type);
        set(&mut object, "total_discount_amount", &self.total_discount_amount);
        set(&mut object, "total_discount_name", &self.total_discount_name);
        object
    }
}

/// `voucher_detail_list`: Vouchers used by the payment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoucherDetailList {
    /// `voucher_detail_list.amount`: Face value = merchant_contribute + other_contribute.
    pub amount: Option<Fen>,
    /// `voucher_detail_list.id`: Voucher id.
    pub id: Option<String>,
    /// `voucher_detail_list.memo`: Memo.
    pub memo: Option<String>,
    /// `voucher_detail_list.merchant_contribute`: Merchant-funded part.
    pub merchant_contribute: Option<Fen>,
    /// `voucher_detail_list.name`: Voucher name.
    pub name: Option<String>,
    /// `voucher_detail_list.other_contribute`: Part funded by others (platform or brand).
    pub other_contribute: Option<Fen>,
    /// `voucher_detail_list.other_contribute_detail`: Other funders in detail.
    pub other_contribute_detail: Vec<VoucherDetailListOtherContributeDetail>,
    /// `voucher_detail_list.purchase_ant_contribute`: Platform discount when the buyer bought this voucher.
    pub purchase_ant_contribute: Option<Fen>,
    /// `voucher_detail_list.purchase_buyer_contribute`: Buyer's payment when buying this voucher.
    pub purchase_buyer_contribute: Option<Fen>,
    /// `voucher_detail_list.purchase_merchant_contribute`: Merchant discount when the buyer bought this voucher.
    pub purchase_merchant_contribute: Option<Fen>,
    /// `voucher_detail_list.template_id`: Template id.
    pub template_id: Option<String>,
    /// `voucher_detail_list.type`: Voucher type.
    pub r#type: Option<VoucherDetailListType>,
}

impl ToObject for VoucherDetailList {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "amount", &self.amount);
        set(&mut object, "id", &self.id);
        set(&mut object, "memo", &self.memo);
        set(&mut object, "merchant_contribute", &self.merchant_contribute);
        set(&mut object, "name", &self.name);
        set(&mut object, "other_contribute", &self.other_contribute);
        set(&mut object, "other_contribute_detail", &self.other_contribute_detail);
        set(&mut object, "purchase_ant_contribute", &self.purchase_ant_contribute);
        set(&mut object, "purchase_buyer_contribute", &self.purchase_buyer_contribute);
        set(&mut object, "purchase_merchant_contribute", &self.purchase_merchant_contribute);
        set(&mut object, "template_id", &self.template_id);
        set(&mut object, "type", &self.r#type);
        object
    }
}

/// `voucher_detail_list.other_contribute_detail`: Other funders in detail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoucherDetailListOtherContributeDetail {
    /// `voucher_detail_list.other_contribute_detail.contribute_amount`: Funded amount.
    pub contribute_amount: Option<Fen>,
    /// `voucher_detail_list.other_contribute_detail.contribute_type`: Kind of funder.
    pub contribute_type: Option<VoucherDetailListOtherContributeDetailContributeType>,
}

impl ToObject for VoucherDetailListOtherContributeDetail {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "contribute_amount", &self.contribute_amount);
        set(&mut object, "contribute_type", &self.contribute_type);
        object
    }
}

impl Response {
    /// The members of the answer's node beside `code` and `msg`.
    #[must_use]
    pub fn object(&self) -> Object {
        self.to_object()
    }
}

values! {
    /// `async_pay_apply_status`: Acceptance state of an asynchronous payment.
    closed AsyncPayApplyStatus {
        /// `S`: accepted.
        S = "S",
    } means {}
}

values! {
    /// `auth_trade_pay_mode`: Pre-authorisation payment mode.
    closed AuthTradePayMode {
        /// `CREDIT_PREAUTH_PAY`: payment of a credit pre-authorisation.
        CreditPreauthPay = "CREDIT_PREAUTH_PAY",
    } means {}
}

values! {
    /// `buyer_user_type`: Buyer account kind.
    closed BuyerUserType {
        /// `CORPORATE`: company account.
        Corporate = "CORPORATE",
        /// `PRIVATE`: personal account.
        Private = "PRIVATE",
    } means {}
}

values! {
    /// `credit_pay_mode`: Credit pay mode.
    closed CreditPayMode {
        /// `creditAdvanceV2`: Zhima use-now-pay-later; buyer has not paid yet.
        CreditAdvanceV2 = "creditAdvanceV2",
    } means {}
}

values! {
    /// `receipt_currency_type`: DC when received in digital yuan.
    closed ReceiptCurrencyType {
        /// `DC`: digital CNY.
        Dc = "DC",
    } means {}
}

values! {
    /// `bkagent_resp_info.bindclrissr_id`: Clearing organisation.
    closed BkagentRespInfoBindclrissrId {
        /// `01`: UnionPay.
        V01 = "01",
        /// `02`: NetsUnion.
        V02 = "02",
        /// `03`: Liantong.
        V03 = "03",
    } means {}
}

values! {
    /// `charge_info_list.charge_type`: Fee kind.
    closed ChargeInfoListChargeType {
        /// `trade`: acquiring fee.
        Trade = "trade",
        /// `hbfq`: Huabei instalment fee.
        Hbfq = "hbfq",
        /// `charge`: other fee.
        Charge = "charge",
    } means {}
}

values! {
    /// `voucher_detail_list.type`: Voucher type.
    open VoucherDetailListType {
        /// `ALIPAY_FIX_VOUCHER`: full-reduction voucher.
        AlipayFixVoucher = "ALIPAY_FIX_VOUCHER",
        /// `ALIPAY_DISCOUNT_VOUCHER`: discount voucher.
        AlipayDiscountVoucher = "ALIPAY_DISCOUNT_VOUCHER",
        /// `ALIPAY_ITEM_VOUCHER`: exchange voucher.
        AlipayItemVoucher = "ALIPAY_ITEM_VOUCHER",
        /// `ALIPAY_CASH_VOUCHER`: cash voucher.
        AlipayCashVoucher = "ALIPAY_CASH_VOUCHER",
        /// `ALIPAY_BIZ_VOUCHER`: cross-merchant voucher.
        AlipayBizVoucher = "ALIPAY_BIZ_VOUCHER",
        /// `ALIPAY_COMMON_ITEM_VOUCHER`: common item voucher.
        AlipayCommonItemVoucher = "ALIPAY_COMMON_ITEM_VOUCHER",
    } means {}
}

values! {
    /// `voucher_detail_list.other_contribute_detail.contribute_type`: Kind of funder.
    closed VoucherDetailListOtherContributeDetailContributeType {
        /// `BRAND_CONTRIBUTE`: brand.
        BrandContribute = "BRAND_CONTRIBUTE",
        /// `PLATFORM_CONTRIBUTE`: platform.
        PlatformContribute = "PLATFORM_CONTRIBUTE",
    } means {}
}
