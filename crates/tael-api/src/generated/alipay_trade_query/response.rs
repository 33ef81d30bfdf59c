//! The answer of `alipay.trade.query`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::answer::{ToObject, set};
use crate::schema::typed::values;
use tael_core::money::Fen;
use tael_core::time::Instant;
use tael_wire::json::Object;

/// The answer of `alipay.trade.query`. What is not set is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// `buyer_logon_id`: Buyer login account, masked for display (e.g. 159****5620).
    pub buyer_logon_id: Option<String>,
    /// `out_trade_no`: Merchant order number, unique per merchant (PID); letters, digits, underscore.
    pub out_trade_no: Option<String>,
    /// `total_amount`: Order total as sent at payment.
    pub total_amount: Option<Fen>,
    /// `trade_no`: Alipay trade number (28-digit style string, max 64).
    pub trade_no: Option<String>,
    /// `trade_status`: Trade state.
    pub trade_status: Option<TradeStatus>,
    /// `buyer_open_id`: Buyer open_id scoped to the calling app.
    pub buyer_open_id: Option<String>,
    /// `buyer_user_id`: Buyer Alipay user id (2088 + 12 digits).
    pub buyer_user_id: Option<String>,
    /// `discount_goods_detail`: JSON array text of goods discounts from single-item vouchers.
    pub discount_goods_detail: Option<String>,
    /// `fund_bill_list`: Fund channels used by the payment.
    pub fund_bill_list: Vec<FundBillList>,
    /// `mdiscount_amount`: Merchant funded discount.
    pub mdiscount_amount: Option<Fen>,
    /// `trade_settle_info`: Royalty / replenish / settle details (query option trade_settle_info).
    pub trade_settle_info: Option<TradeSettleInfo>,
    /// `voucher_detail_list`: Vouchers used by the payment.
    pub voucher_detail_list: Vec<VoucherDetailList>,
    /// `additional_status`: Additional trade state.
    pub additional_status: Option<AdditionalStatus>,
    /// `alipay_store_id`: Alipay-generated store id.
    pub alipay_store_id: Option<String>,
    /// `alipay_sub_merchant_id`: Indirect-merchant number at Alipay (bank indirect mode only).
    pub alipay_sub_merchant_id: Option<String>,
    /// `async_pay_apply_status`: Acceptance state of an asynchronous payment.
    pub async_pay_apply_status: Option<AsyncPayApplyStatus>,
    /// `auth_trade_pay_mode`: Pre-authorisation payment mode.
    pub auth_trade_pay_mode: Option<AuthTradePayMode>,
    /// `biz_settle_mode`: Account-period marker: present when the paid order is under period settlement control (trade
    /// component).
    pub biz_settle_mode: Option<String>,
    /// `bkagent_resp_info`: Clearing-organisation data (indirect mode).
    pub bkagent_resp_info: Option<BkagentRespInfo>,
    /// `body`: Order text (documented for bank indirect mode only).
    pub body: Option<String>,
    /// `buyer_pay_amount`: What the buyer actually paid (excludes merchant discounts).
    pub buyer_pay_amount: Option<Fen>,
    /// `buyer_user_name`: Buyer name (person or company); returned only by special agreement.
    pub buyer_user_name: Option<String>,
    /// `buyer_user_type`: Buyer account kind.
    pub buyer_user_type: Option<BuyerUserType>,
    /// `cashier_type`: Cashier the buyer used.
    pub cashier_type: Option<CashierType>,
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
    /// `ext_infos`: Extra trade data, JSON, by agreement.
    pub ext_infos: Option<String>,
    /// `external_payer_info`: External payer data.
    pub external_payer_info: Option<ExternalPayerInfo>,
    /// `fulfillment_detail_list`: Fulfilment records.
    pub fulfillment_detail_list: Vec<FulfillmentDetailList>,
    /// `hb_fq_pay_info`: Huabei instalment data.
    pub hb_fq_pay_info: Option<HbFqPayInfo>,
    /// `hyb_amount`: HuiYingBao voucher amount.
    pub hyb_amount: Option<Fen>,
    /// `industry_sepc_detail`: Industry data (e.g. medical insurance). Name is misspelt on the wire.
    pub industry_sepc_detail: Option<String>,
    /// `industry_sepc_detail_acc`: Industry data, personal account part.
    pub industry_sepc_detail_acc: Option<String>,
    /// `industry_sepc_detail_gov`: Industry data, pooled fund part.
    pub industry_sepc_detail_gov: Option<String>,
    /// `intact_charge_info_list`: Complete fee records.
    pub intact_charge_info_list: Vec<IntactChargeInfoList>,
    /// `invoice_amount`: Amount that can be invoiced to the buyer.
    pub invoice_amount: Option<Fen>,
    /// `medical_insurance_info`: Medical insurance data; only with the query option.
    pub medical_insurance_info: Option<String>,
    /// `open_id`: Deprecated; do not fill.
    pub open_id: Option<String>,
    /// `passback_params`: Opaque merchant text returned unchanged in notifications (URL-encode before sending).
    pub passback_params: Option<String>,
    /// `pay_amount`: Order amount in the payment currency.
    pub pay_amount: Option<Fen>,
    /// `pay_currency`: Payment currency.
    pub pay_currency: Option<String>,
    /// `payment_info_with_id_list`: Payment ids (internal).
    pub payment_info_with_id_list: Vec<PaymentInfoWithIdList>,
    /// `period_scene`: Scene of the account period.
    pub period_scene: Option<String>,
    /// `point_amount`: Amount paid with points (JiFenBao) or instant platform discounts.
    pub point_amount: Option<Fen>,
    /// `pre_auth_pay_amount`: Original amount to fulfil in Zhima pay-later.
    pub pre_auth_pay_amount: Option<Fen>,
    /// `purchase_entity`: Cross-border purchasing entity.
    pub purchase_entity: Option<String>,
    /// `receipt_amount`: What the merchant actually receives (total minus merchant-funded discounts).
    pub receipt_amount: Option<Fen>,
    /// `receipt_currency_type`: DC when received in digital yuan.
    pub receipt_currency_type: Option<ReceiptCurrencyType>,
    /// `req_goods_detail`: Goods detail of the payment request.
    pub req_goods_detail: Vec<ReqGoodsDetail>,
    /// `send_pay_date`: Time the money was paid to the seller.
    pub send_pay_date: Option<Instant>,
    /// `settle_amount`: Settlement amount.
    pub settle_amount: Option<Fen>,
    /// `settle_currency`: Settlement currency.
    pub settle_currency: Option<String>,
    /// `settle_trans_rate`: Rate settlement/listing currency.
    pub settle_trans_rate: Option<String>,
    /// `settlement_id`: Clearing number (indirect mode).
    pub settlement_id: Option<String>,
    /// `store_id`: Merchant store number (the id the merchant gave when creating the store).
    pub store_id: Option<String>,
    /// `store_name`: Name of the store where the payment took place.
    pub store_name: Option<String>,
    /// `subject`: Order title (documented for bank indirect mode only).
    pub subject: Option<String>,
    /// `tap_pay_info`: Tap-to-pay data.
    pub tap_pay_info: Option<TapPayInfo>,
    /// `terminal_id`: Merchant terminal number.
    pub terminal_id: Option<String>,
    /// `trans_currency`: Listing currency.
    pub trans_currency: Option<String>,
    /// `trans_pay_rate`: Rate listing/payment currency.
    pub trans_pay_rate: Option<String>,
    /// `unpaid_reason`: Why the order is unpaid (limited cases).
    pub unpaid_reason: Option<String>,
}

impl ToObject for Response {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "additional_status", &self.additional_status);
        set(&mut object, "alipay_store_id", &self.alipay_store_id);
        set(&mut object, "alipay_sub_merchant_id", &self.alipay_sub_merchant_id);
        set(&mut object, "async_pay_apply_status", &self.async_pay_apply_status);
        set(&mut object, "auth_trade_pay_mode", &self.auth_trade_pay_mode);
        set(&mut object, "biz_settle_mode", &self.biz_settle_mode);
        set(&mut object, "bkagent_resp_info", &self.bkagent_resp_info);
        set(&mut object, "body", &self.body);
        set(&mut object, "buyer_logon_id", &self.buyer_logon_id);
        set(&mut object, "buyer_open_id", &self.buyer_open_id);
        set(&mut object, "buyer_pay_amount", &self.buyer_pay_amount);
        set(&mut object, "buyer_user_id", &self.buyer_user_id);
        set(&mut object, "buyer_user_name", &self.buyer_user_name);
        set(&mut object, "buyer_user_type", &self.buyer_user_type);
        set(&mut object, "cashier_type", &self.cashier_type);
        set(&mut object, "charge_amount", &self.charge_amount);
        set(&mut object, "charge_flags", &self.charge_flags);
        set(&mut object, "charge_info_list", &self.charge_info_list);
        set(&mut object, "credit_biz_order_id", &self.credit_biz_order_id);
        set(&mut object, "credit_pay_mode", &self.credit_pay_mode);
        set(&mut object, "discount_amount", &self.discount_amount);
        set(&mut object, "discount_goods_detail", &self.discount_goods_detail);
        set(&mut object, "enterprise_pay_info", &self.enterprise_pay_info);
        set(&mut object, "ext_infos", &self.ext_infos);
        set(&mut object, "external_payer_info", &self.external_payer_info);
        set(&mut object, "fulfillment_detail_list", &self.fulfillment_detail_list);
        set(&mut object, "fund_bill_list", &self.fund_bill_list);
        set(&mut object, "hb_fq_pay_info", &self.hb_fq_pay_info);
        set(&mut object, "hyb_amount", &self.hyb_amount);
        set(&mut object, "industry_sepc_detail", &self.industry_sepc_detail);
        set(&mut object, "industry_sepc_detail_acc", &self.industry_sepc_detail_acc);
        set(&mut object, "industry_sepc_detail_gov", &self.industry_sepc_detail_gov);
        set(&mut object, "intact_charge_info_list", &self.intact_charge_info_list);
        set(&mut object, "invoice_amount", &self.invoice_amount);
        set(&mut object, "mdiscount_amount", &self.mdiscount_amount);
        set(&mut object, "medical_insurance_info", &self.medical_insurance_info);
        set(&mut object, "open_id", &self.open_id);
        set(&mut object, "out_trade_no", &self.out_trade_no);
        set(&mut object, "passback_params", &self.passback_params);
        set(&mut object, "pay_amount", &self.pay_amount);
        set(&mut object, "pay_currency", &self.pay_currency);
        set(&mut object, "payment_info_with_id_list", &self.payment_info_with_id_list);
        set(&mut object, "period_scene", &self.period_scene);
        set(&mut object, "point_amount", &self.point_amount);
        set(&mut object, "pre_auth_pay_amount", &self.pre_auth_pay_amount);
        set(&mut object, "purchase_entity", &self.purchase_entity);
        set(&mut object, "receipt_amount", &self.receipt_amount);
        set(&mut object, "receipt_currency_type", &self.receipt_currency_type);
        set(&mut object, "req_goods_detail", &self.req_goods_detail);
        set(&mut object, "send_pay_date", &self.send_pay_date);
        set(&mut object, "settle_amount", &self.settle_amount);
        set(&mut object, "settle_currency", &self.settle_currency);
        set(&mut object, "settle_trans_rate", &self.settle_trans_rate);
        set(&mut object, "settlement_id", &self.settlement_id);
        set(&mut object, "store_id", &self.store_id);
        set(&mut object, "store_name", &self.store_name);
        set(&mut object, "subject", &self.subject);
        set(&mut object, "tap_pay_info", &self.tap_pay_info);
        set(&mut object, "terminal_id", &self.terminal_id);
        set(&mut object, "total_amount", &self.total_amount);
        set(&mut object, "trade_no", &self.trade_no);
        set(&mut object, "trade_settle_info", &self.trade_settle_info);
        set(&mut object, "trade_status", &self.trade_status);
        set(&mut object, "trans_currency", &self.trans_currency);
        set(&mut object, "trans_pay_rate", &self.trans_pay_rate);
        set(&mut object, "unpaid_reason", &self.unpaid_reason);
        set(&mut object, "voucher_detail_list", &self.voucher_detail_list);
        object
    }
}

/// `fund_bill_list`: Fund channels used by the payment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FundBillList {
    /// `fund_bill_list.amount`: Amount of this channel.
    pub amount: Option<Fen>,
    /// `fund_bill_list.bank_code`: Bank code for bank-card payments.
    pub bank_code: Option<String>,
    /// `fund_bill_list.fund_channel`: Fund channel code; see semantics.md §2.5.
    pub fund_channel: Option<String>,
    /// `fund_bill_list.fund_type`: Card kind; only for fund_channel BANKCARD.
    pub fund_type: Option<FundBillListFundType>,
    /// `fund_bill_list.real_amount`: Amount actually paid by the channel.
    pub real_amount: Option<Fen>,
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

/// `trade_settle_info`: Royalty / replenish / settle details (query option trade_settle_info).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TradeSettleInfo {
    /// `trade_settle_info.trade_settle_detail_list`: Settle details.
    pub trade_settle_detail_list: Vec<TradeSettleInfoTradeSettleDetailList>,
    /// `trade_settle_info.trade_unsettled_amount`: Remaining amount to settle (account-period modes).
    pub trade_unsettled_amount: Option<Fen>,
}

impl ToObject for TradeSettleInfo {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "trade_settle_detail_list", &self.trade_settle_detail_list);
        set(&mut object, "trade_unsettled_amount", &self.trade_unsettled_amount);
        object
    }
}

/// `trade_settle_info.trade_settle_detail_list`: Settle details.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TradeSettleInfoTradeSettleDetailList {
    /// `trade_settle_info.trade_settle_detail_list.amount`: Actual amount.
    pub amount: Option<Fen>,
    /// `trade_settle_info.trade_settle_detail_list.operation_dt`: Operation time.
    pub operation_dt: Option<Instant>,
    /// `trade_settle_info.trade_settle_detail_list.operation_serial_no`: out_request_no of the merchant's settle
    /// request.
    pub operation_serial_no: Option<String>,
    /// `trade_settle_info.trade_settle_detail_list.operation_type`: Operation kind.
    pub operation_type: Option<TradeSettleInfoTradeSettleDetailListOperationType>,
    /// `trade_settle_info.trade_settle_detail_list.ori_trans_in`: Receiving account as requested.
    pub ori_trans_in: Option<String>,
    /// `trade_settle_info.trade_settle_detail_list.ori_trans_out`: Paying account as requested.
    pub ori_trans_out: Option<String>,
    /// `trade_settle_info.trade_settle_detail_list.trans_in`: Receiving account.
    pub trans_in: Option<String>,
    /// `trade_settle_info.trade_settle_detail_list.trans_out`: Paying account.
    pub trans_out: Option<String>,
}

impl ToObject for TradeSettleInfoTradeSettleDetailList {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "amount", &self.amount);
        set(&mut object, "operation_dt", &self.operation_dt);
        set(&mut object, "operation_serial_no", &self.operation_serial_no);
        set(&mut object, "operation_type", &self.operation_type);
        set(&mut object, "ori_trans_in", &self.ori_trans_in);
        set(&mut object, "ori_trans_out", &self.ori_trans_out);
        set(&mut object, "trans_in", &self.trans_in);
        set(&mut object, "trans_out", &self.trans_out);
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

/// `external_payer_info`: External payer data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExternalPayerInfo {
    /// `external_payer_info.out_inst_card_no`: Institution card.
    pub out_inst_card_no: Option<String>,
    /// `external_payer_info.out_inst_payer_inst_id`: Institution code.
    pub out_inst_payer_inst_id: Option<String>,
    /// `external_payer_info.out_payer_account_name`: Company name in agent payments.
    pub out_payer_account_name: Option<String>,
}

impl ToObject for ExternalPayerInfo {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "out_inst_card_no", &self.out_inst_card_no);
        set(&mut object, "out_inst_payer_inst_id", &self.out_inst_payer_inst_id);
        set(&mut object, "out_payer_account_name", &self.out_payer_account_name);
        object
    }
}

/// `fulfillment_detail_list`: Fulfilment records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FulfillmentDetailList {
    /// `fulfillment_detail_list.fulfillment_amount`: Fulfilled amount.
    pub fulfillment_amount: Option<Fen>,
    /// `fulfillment_detail_list.gmt_payment`: Payment time.
    pub gmt_payment: Option<Instant>,
    /// `fulfillment_detail_list.out_request_no`: Merchant request number (idempotency key).
    pub out_request_no: Option<String>,
}

impl ToObject for FulfillmentDetailList {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "fulfillment_amount", &self.fulfillment_amount);
        set(&mut object, "gmt_payment", &self.gmt_payment);
        set(&mut object, "out_request_no", &self.out_request_no);
        object
    }
}

/// `hb_fq_pay_info`: Huabei instalment data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HbFqPayInfo {
    /// `hb_fq_pay_info.fq_amount`: Instalment amount.
    pub fq_amount: Option<Fen>,
    /// `hb_fq_pay_info.fq_inst_id`: Instalment institution.
    pub fq_inst_id: Option<String>,
    /// `hb_fq_pay_info.user_install_num`: Number of instalments.
    pub user_install_num: Option<String>,
}

impl ToObject for HbFqPayInfo {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "fq_amount", &self.fq_amount);
        set(&mut object, "fq_inst_id", &self.fq_inst_id);
        set(&mut object, "user_install_num", &self.user_install_num);
        object
    }
}

/// `intact_charge_info_list`: Complete fee records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IntactChargeInfoList {
    /// `intact_charge_info_list.actual_amount`: Fee actually charged.
    pub actual_amount: Option<Fen>,
    /// `intact_charge_info_list.bill_type`: Fee type.
    pub bill_type: Option<String>,
    /// `intact_charge_info_list.gmt_pay`: Charging time.
    pub gmt_pay: Option<Instant>,
    /// `intact_charge_info_list.is_refund`: Fee refund or not.
    pub is_refund: Option<bool>,
    /// `intact_charge_info_list.out_biz_no`: External number.
    pub out_biz_no: Option<String>,
    /// `intact_charge_info_list.plan_amount`: Fee due.
    pub plan_amount: Option<Fen>,
    /// `intact_charge_info_list.product_name`: Charging product.
    pub product_name: Option<String>,
    /// `intact_charge_info_list.service_target`: Unique id of the fee.
    pub service_target: Option<String>,
    /// `intact_charge_info_list.service_type`: Fee service type.
    pub service_type: Option<String>,
    /// `intact_charge_info_list.status`: State.
    pub status: Option<String>,
    /// `intact_charge_info_list.target_account_no`: Charged account.
    pub target_account_no: Option<String>,
    /// `intact_charge_info_list.target_user_id`: Charged user.
    pub target_user_id: Option<String>,
}

impl ToObject for IntactChargeInfoList {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "actual_amount", &self.actual_amount);
        set(&mut object, "bill_type", &self.bill_type);
        set(&mut object, "gmt_pay", &self.gmt_pay);
        set(&mut object, "is_refund", &self.is_refund);
        set(&mut object, "out_biz_no", &self.out_biz_no);
        set(&mut object, "plan_amount", &self.plan_amount);
        set(&mut object, "product_name", &self.product_name);
        set(&mut object, "service_target", &self.service_target);
        set(&mut object, "service_type", &self.service_type);
        set(&mut object, "status", &self.status);
        set(&mut object, "target_account_no", &self.target_account_no);
        set(&mut object, "target_user_id", &self.target_user_id);
        object
    }
}

/// `payment_info_with_id_list`: Payment ids (internal).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentInfoWithIdList {
    /// `payment_info_with_id_list.payment_ids`: Payment ids.
    pub payment_ids: Vec<String>,
    /// `payment_info_with_id_list.type`: Payment fund type.
    pub r#type: Option<String>,
}

impl ToObject for PaymentInfoWithIdList {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "payment_ids", &self.payment_ids);
        set(&mut object, "type", &self.r#type);
        object
    }
}

/// `req_goods_detail`: Goods detail of the payment request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReqGoodsDetail {
    /// `req_goods_detail.alipay_goods_id`: Alipay's unified goods number.
    pub alipay_goods_id: Option<String>,
    /// `req_goods_detail.body`: Goods description.
    pub body: Option<String>,
    /// `req_goods_detail.categories_tree`: Category path, leaf last, ids joined by |.
    pub categories_tree: Option<String>,
    /// `req_goods_detail.goods_category`: Goods category.
    pub goods_category: Option<String>,
    /// `req_goods_detail.goods_ean_id`: EAN (69) bar code.
    pub goods_ean_id: Option<String>,
    /// `req_goods_detail.goods_id`: Goods number (SKU level unless vouchers bind another id).
    pub goods_id: Option<String>,
    /// `req_goods_detail.goods_name`: Goods name.
    pub goods_name: Option<String>,
    /// `req_goods_detail.out_item_id`: Merchant-side mini-program item id.
    pub out_item_id: Option<String>,
    /// `req_goods_detail.out_sku_id`: Merchant-side SKU id.
    pub out_sku_id: Option<String>,
    /// `req_goods_detail.price`: Unit price in CNY.
    pub price: Option<Fen>,
    /// `req_goods_detail.quantity`: Quantity.
    pub quantity: Option<String>,
    /// `req_goods_detail.show_url`: Goods page URL.
    pub show_url: Option<String>,
}

impl ToObject for ReqGoodsDetail {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "alipay_goods_id", &self.alipay_goods_id);
        set(&mut object, "body", &self.body);
        set(&mut object, "categories_tree", &self.categories_tree);
        set(&mut object, "goods_category", &self.goods_category);
        set(&mut object, "goods_ean_id", &self.goods_ean_id);
        set(&mut object, "goods_id", &self.goods_id);
        set(&mut object, "goods_name", &self.goods_name);
        set(&mut object, "out_item_id", &self.out_item_id);
        set(&mut object, "out_sku_id", &self.out_sku_id);
        set(&mut object, "price", &self.price);
        set(&mut object, "quantity", &self.quantity);
        set(&mut object, "show_url", &self.show_url);
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

impl Response {
    /// The members of the answer's node beside `code` and `msg`.
    #[must_use]
    pub fn object(&self) -> Object {
        self.to_object()
    }
}

values! {
    /// `trade_status`: Trade state.
    closed TradeStatus {
        /// `WAIT_BUYER_PAY`: created waiting for payment.
        WaitBuyerPay = "WAIT_BUYER_PAY",
        /// `TRADE_CLOSED`: closed unpaid or fully refunded.
        TradeClosed = "TRADE_CLOSED",
        /// `TRADE_SUCCESS`: paid (refund possible).
        TradeSuccess = "TRADE_SUCCESS",
        /// `TRADE_FINISHED`: ended - no refund possible.
        TradeFinished = "TRADE_FINISHED",
    } means {}
}

values! {
    /// `additional_status`: Additional trade state.
    closed AdditionalStatus {
        /// `SELLER_NOT_RECEIVED`: buyer has paid, seller has not received the money yet.
        SellerNotReceived = "SELLER_NOT_RECEIVED",
    } means {}
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
    /// `cashier_type`: Cashier the buyer used.
    closed CashierType {
        /// `APP`: app cashier.
        App = "APP",
        /// `WAP`: H5 cashier.
        Wap = "WAP",
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
    /// `fund_bill_list.fund_type`: Card kind; only for fund_channel BANKCARD.
    closed FundBillListFundType {
        /// `DEBIT_CARD`: debit.
        DebitCard = "DEBIT_CARD",
        /// `CREDIT_CARD`: credit.
        CreditCard = "CREDIT_CARD",
        /// `MIXED_CARD`: mixed.
        MixedCard = "MIXED_CARD",
    } means {}
}

values! {
    /// `trade_settle_info.trade_settle_detail_list.operation_type`: Operation kind.
    closed TradeSettleInfoTradeSettleDetailListOperationType {
        /// `replenish`: top-up.
        Replenish = "replenish",
        /// `replenish_refund`: top-up return.
        ReplenishRefund = "replenish_refund",
        /// `transfer`: royalty.
        Transfer = "transfer",
        /// `transfer_refund`: royalty return.
        TransferRefund = "transfer_refund",
        /// `settle`: settlement.
        Settle = "settle",
        /// `settle_refund`: settlement return.
        SettleRefund = "settle_refund",
        /// `on_settle`: to be settled.
        OnSettle = "on_settle",
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
