//! The request of `alipay.trade.pay`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::typed::{FromMembers, Reader, values};
use crate::schema::{Defect, Tree};
use tael_core::money::Fen;
use tael_core::time::Instant;

/// An accepted request of `alipay.trade.pay`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `out_trade_no`: Merchant order number.
    pub out_trade_no: String,
    /// `scene`: Payment scene.
    pub scene: Option<Scene>,
    /// `auth_code`: Payment authorisation code read from the user's phone.
    pub auth_code: Option<String>,
    /// `subject`: Order title.
    pub subject: String,
    /// `seller_id`: Alipay user id of the seller.
    pub seller_id: Option<String>,
    /// `total_amount`: Order total in yuan.
    pub total_amount: Option<Fen>,
    /// `discountable_amount`: Part of the amount that takes part in discounts, in yuan.
    pub discountable_amount: Option<Fen>,
    /// `undiscountable_amount`: Part of the amount that takes no part in discounts, in yuan.
    pub undiscountable_amount: Option<Fen>,
    /// `body`: Order description.
    pub body: Option<String>,
    /// `goods_detail`: Goods contained in the order, JSON.
    pub goods_detail: Vec<GoodsDetail>,
    /// `operator_id`: Operator number of the merchant.
    pub operator_id: Option<String>,
    /// `store_id`: Merchant store number.
    pub store_id: Option<String>,
    /// `terminal_id`: Terminal number of the merchant.
    pub terminal_id: Option<String>,
    /// `alipay_store_id`: Alipay store number.
    pub alipay_store_id: Option<String>,
    /// `extend_params`: Business extension parameters.
    pub extend_params: Option<ExtendParams>,
    /// `timeout_express`: Relative expiry time of the order; afterwards the trade is closed.
    pub timeout_express: Option<String>,
    /// `time_expire`: Absolute expiry time of the order.
    pub time_expire: Option<Instant>,
    /// `royalty_info`: Split (royalty) information, JSON.
    pub royalty_info: Option<RoyaltyInfo>,
    /// `sub_merchant`: Sub-merchant information; only for special bank institutions in specific scenes.
    pub sub_merchant: Option<SubMerchant>,
    /// `product_code`: Product code signed with Alipay.
    pub product_code: Option<ProductCode>,
    /// `buyer_id`: Alipay user id of the buyer.
    pub buyer_id: Option<String>,
    /// `buyer_open_id`: Open id of the buyer.
    pub buyer_open_id: Option<String>,
    /// `agreement_params`: Deduction by a signed agreement.
    pub agreement_params: Option<AgreementParams>,
    /// `auth_no`: Authorisation number of a pre-authorisation (fund freeze) to be paid from.
    pub auth_no: Option<String>,
    /// `auth_confirm_mode`: What happens to the rest of the freeze after payment; only with auth_no.
    pub auth_confirm_mode: Option<AuthConfirmMode>,
    /// `advance_payment_type`: Payment mode by which Alipay may advance the money.
    pub advance_payment_type: Option<AdvancePaymentType>,
    /// `is_async_pay`: Accept first, pay asynchronously; the result comes by notification or query.
    pub is_async_pay: Option<bool>,
    /// `pay_params`: Parameters of an asynchronous payment.
    pub pay_params: Option<PayParams>,
    /// `promo_params`: Marketing parameters.
    pub promo_params: Option<PromoParams>,
    /// `settle_info`: Settlement information.
    pub settle_info: Option<SettleInfo>,
    /// `disable_pay_channels`: Channels the user must not use, comma separated.
    pub disable_pay_channels: Vec<String>,
    /// `query_options`: Names of additional information to be returned.
    pub query_options: Vec<QueryOptions>,
    /// `ext_user_info`: Constraints on who may pay.
    pub ext_user_info: Option<ExtUserInfo>,
    /// `business_params`: Business data agreed with Alipay, passed through to security, marketing and similar systems.
    pub business_params: Option<BusinessParams>,
    /// `bkagent_req_info`: Acquirer data for indirect mode.
    pub bkagent_req_info: Option<BkagentReqInfo>,
    /// `merchant_order_no`: Merchant's original order number (differs from out_trade_no when the merchant re-issues
    /// payments).
    pub merchant_order_no: Option<String>,
    /// `passback_params`: Free text returned unchanged in the asynchronous notification.
    pub passback_params: Option<String>,
    /// `request_org_pid`: Acquiring institution's PID at Alipay; institution-indirect mode only.
    pub request_org_pid: Option<String>,
    /// `terminal_params`: IoT device data: the business signature made by the IoT SDK of the device.
    pub terminal_params: Option<String>,
    /// `trans_currency`: Currency of total_amount.
    pub trans_currency: Option<TransCurrency>,
    /// `settle_currency`: Currency in which the merchant wants to be settled; same codes as trans_currency.
    pub settle_currency: Option<SettleCurrency>,
}

impl FromMembers for Request {
    fn from_members(members: &mut Reader<'_>) -> Result<Request, Defect> {
        Ok(Request {
            out_trade_no: members.required("out_trade_no")?,
            scene: members.optional("scene")?,
            auth_code: members.optional("auth_code")?,
            subject: members.required("subject")?,
            seller_id: members.optional("seller_id")?,
            total_amount: members.optional("total_amount")?,
            discountable_amount: members.optional("discountable_amount")?,
            undiscountable_amount: members.optional("undiscountable_amount")?,
            body: members.optional("body")?,
            goods_detail: members.list("goods_detail")?,
            operator_id: members.optional("operator_id")?,
            store_id: members.optional("store_id")?,
            terminal_id: members.optional("terminal_id")?,
            alipay_store_id: members.optional("alipay_store_id")?,
            extend_params: members.optional("extend_params")?,
            timeout_express: members.optional("timeout_express")?,
            time_expire: members.optional("time_expire")?,
            royalty_info: members.optional("royalty_info")?,
            sub_merchant: members.optional("sub_merchant")?,
            product_code: members.optional("product_code")?,
            buyer_id: members.optional("buyer_id")?,
            buyer_open_id: members.optional("buyer_open_id")?,
            agreement_params: members.optional("agreement_params")?,
            auth_no: members.optional("auth_no")?,
            auth_confirm_mode: members.optional("auth_confirm_mode")?,
            advance_payment_type: members.optional("advance_payment_type")?,
            is_async_pay: members.optional("is_async_pay")?,
            pay_params: members.optional("pay_params")?,
            promo_params: members.optional("promo_params")?,
            settle_info: members.optional("settle_info")?,
            disable_pay_channels: members.split("disable_pay_channels", ',')?,
            query_options: members.list("query_options")?,
            ext_user_info: members.optional("ext_user_info")?,
            business_params: members.optional("business_params")?,
            bkagent_req_info: members.optional("bkagent_req_info")?,
            merchant_order_no: members.optional("merchant_order_no")?,
            passback_params: members.optional("passback_params")?,
            request_org_pid: members.optional("request_org_pid")?,
            terminal_params: members.optional("terminal_params")?,
            trans_currency: members.optional("trans_currency")?,
            settle_currency: members.optional("settle_currency")?,
        })
    }
}

/// `goods_detail`: Goods contained in the order, JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsDetail {
    /// `goods_detail.goods_id`: Item code; bound voucher goods_id, or the finest item granularity id.
    pub goods_id: String,
    /// `goods_detail.alipay_goods_id`: Uniform item code defined by Alipay.
    pub alipay_goods_id: Option<String>,
    /// `goods_detail.goods_name`: Item name.
    pub goods_name: String,
    /// `goods_detail.quantity`: Number of units.
    pub quantity: String,
    /// `goods_detail.price`: Unit price in yuan.
    pub price: Fen,
    /// `goods_detail.goods_category`: Item category.
    pub goods_category: Option<String>,
    /// `goods_detail.categories_tree`: Category path from root to leaf, ids joined by "|".
    pub categories_tree: Vec<String>,
    /// `goods_detail.body`: Item description.
    pub body: Option<String>,
    /// `goods_detail.show_url`: Address where the item is shown.
    pub show_url: Option<String>,
    /// `goods_detail.out_item_id`: Merchant-side mini-program item id.
    pub out_item_id: Option<String>,
    /// `goods_detail.out_sku_id`: Merchant-side mini-program SKU id.
    pub out_sku_id: Option<String>,
    /// `goods_detail.goods_ean_id`: EAN (bar code) of the item; the SDK has no comment, meaning inferred from the name.
    pub goods_ean_id: Option<String>,
}

impl FromMembers for GoodsDetail {
    fn from_members(members: &mut Reader<'_>) -> Result<GoodsDetail, Defect> {
        Ok(GoodsDetail {
            goods_id: members.required("goods_id")?,
            alipay_goods_id: members.optional("alipay_goods_id")?,
            goods_name: members.required("goods_name")?,
            quantity: members.required("quantity")?,
            price: members.required("price")?,
            goods_category: members.optional("goods_category")?,
            categories_tree: members.split("categories_tree", '|')?,
            body: members.optional("body")?,
            show_url: members.optional("show_url")?,
            out_item_id: members.optional("out_item_id")?,
            out_sku_id: members.optional("out_sku_id")?,
            goods_ean_id: members.optional("goods_ean_id")?,
        })
    }
}

/// `extend_params`: Business extension parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtendParams {
    /// `extend_params.sys_service_provider_id`: System vendor number used for rebates; the PID of the agreement signed
    /// by the vendor.
    pub sys_service_provider_id: Option<String>,
    /// `extend_params.hb_fq_num`: Number of Huabei instalments.
    pub hb_fq_num: Option<String>,
    /// `extend_params.hb_fq_seller_percent`: Percentage of the Huabei instalment fee borne by the seller; 100 stands
    /// for 100%.
    pub hb_fq_seller_percent: Option<String>,
    /// `extend_params.industry_reflux_info`: Industry data reflux information, JSON text.
    pub industry_reflux_info: Option<String>,
    /// `extend_params.card_type`: Card type.
    pub card_type: Option<String>,
    /// `extend_params.trade_component_order_id`: Order id of a public-domain trade component order.
    pub trade_component_order_id: Option<String>,
    /// `extend_params.credit_ext_info`: Credit parameters agreed with Zhima.
    pub credit_ext_info: Option<String>,
    /// `extend_params.fq_channels`: Instalment channels; the SDK has no comment, meaning inferred from the name.
    pub fq_channels: Option<String>,
    /// `extend_params.fq_num`: Number of instalments; the SDK has no comment, meaning inferred from the name.
    pub fq_num: Option<String>,
    /// `extend_params.fq_seller_percent`: Seller share of the instalment fee; the SDK has no comment, meaning inferred
    /// from the name.
    pub fq_seller_percent: Option<String>,
    /// `extend_params.royalty_freeze`: Whether the funds are frozen for a later split: true freezes, false or absent
    /// does not.
    pub royalty_freeze: Option<ExtendParamsRoyaltyFreeze>,
    /// `extend_params.specified_seller_name`: Seller name shown for the trade in special scenes.
    pub specified_seller_name: Option<String>,
    /// `extend_params.tc_installment_order_id`: Instalment order id returned by
    /// alipay.open.mini.order.installment.create.
    pub tc_installment_order_id: Option<String>,
}

impl FromMembers for ExtendParams {
    fn from_members(members: &mut Reader<'_>) -> Result<ExtendParams, Defect> {
        Ok(ExtendParams {
            sys_service_provider_id: members.optional("sys_service_provider_id")?,
            hb_fq_num: members.optional("hb_fq_num")?,
            hb_fq_seller_percent: members.optional("hb_fq_seller_percent")?,
            industry_reflux_info: members.optional("industry_reflux_info")?,
            card_type: members.optional("card_type")?,
            trade_component_order_id: members.optional("trade_component_order_id")?,
            credit_ext_info: members.optional("credit_ext_info")?,
            fq_channels: members.optional("fq_channels")?,
            fq_num: members.optional("fq_num")?,
            fq_seller_percent: members.optional("fq_seller_percent")?,
            royalty_freeze: members.optional("royalty_freeze")?,
            specified_seller_name: members.optional("specified_seller_name")?,
            tc_installment_order_id: members.optional("tc_installment_order_id")?,
        })
    }
}

/// `royalty_info`: Split (royalty) information, JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoyaltyInfo {
    /// `royalty_info.royalty_type`: Type of split.
    pub royalty_type: Option<RoyaltyInfoRoyaltyType>,
    /// `royalty_info.royalty_detail_infos`: Split instructions.
    pub royalty_detail_infos: Vec<RoyaltyInfoRoyaltyDetailInfos>,
}

impl FromMembers for RoyaltyInfo {
    fn from_members(members: &mut Reader<'_>) -> Result<RoyaltyInfo, Defect> {
        Ok(RoyaltyInfo {
            royalty_type: members.optional("royalty_type")?,
            royalty_detail_infos: members.list("royalty_detail_infos")?,
        })
    }
}

/// `royalty_info.royalty_detail_infos`: Split instructions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoyaltyInfoRoyaltyDetailInfos {
    /// `royalty_info.royalty_detail_infos.serial_no`: Order of execution of the split, a positive integer.
    pub serial_no: Option<i64>,
    /// `royalty_info.royalty_detail_infos.trans_in_type`: Account type that receives the split.
    pub trans_in_type: Option<RoyaltyInfoRoyaltyDetailInfosTransInType>,
    /// `royalty_info.royalty_detail_infos.batch_no`: Split batch number; currently used together with trans_in_type
    /// bankIndex.
    pub batch_no: Option<String>,
    /// `royalty_info.royalty_detail_infos.out_relation_id`: Merchant-side relation number, unique; when empty the order
    /// number plus serial_no is used.
    pub out_relation_id: Option<String>,
    /// `royalty_info.royalty_detail_infos.trans_out_type`: Account type the split is taken from.
    pub trans_out_type: Option<RoyaltyInfoRoyaltyDetailInfosTransOutType>,
    /// `royalty_info.royalty_detail_infos.trans_out`: Account the split is taken from; for userId the Alipay user id,
    /// 16 digits starting with 2088.
    pub trans_out: String,
    /// `royalty_info.royalty_detail_infos.trans_in`: Account that receives the split: userId: Alipay user id, 16 digits
    /// starting with 2088; bankIndex: 28-character bank number; storeId: store id.
    pub trans_in: String,
    /// `royalty_info.royalty_detail_infos.amount`: Amount of the split in yuan.
    pub amount: Option<Fen>,
    /// `royalty_info.royalty_detail_infos.desc`: Description of the split.
    pub desc: Option<String>,
    /// `royalty_info.royalty_detail_infos.amount_percentage`: Share of the split in percent; 20 stands for 20%.
    pub amount_percentage: Option<String>,
}

impl FromMembers for RoyaltyInfoRoyaltyDetailInfos {
    fn from_members(members: &mut Reader<'_>) -> Result<RoyaltyInfoRoyaltyDetailInfos, Defect> {
        Ok(RoyaltyInfoRoyaltyDetailInfos {
            serial_no: members.optional("serial_no")?,
            trans_in_type: members.optional("trans_in_type")?,
            batch_no: members.optional("batch_no")?,
            out_relation_id: members.optional("out_relation_id")?,
            trans_out_type: members.optional("trans_out_type")?,
            trans_out: members.required("trans_out")?,
            trans_in: members.required("trans_in")?,
            amount: members.optional("amount")?,
            desc: members.optional("desc")?,
            amount_percentage: members.optional("amount_percentage")?,
        })
    }
}

/// `sub_merchant`: Sub-merchant information; only for special bank institutions in specific scenes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubMerchant {
    /// `sub_merchant.merchant_id`: Alipay number of the sub-merchant.
    pub merchant_id: Option<String>,
    /// `sub_merchant.merchant_type`: Kind of the number; only alipay is supported, may be omitted.
    pub merchant_type: Option<SubMerchantMerchantType>,
}

impl FromMembers for SubMerchant {
    fn from_members(members: &mut Reader<'_>) -> Result<SubMerchant, Defect> {
        Ok(SubMerchant {
            merchant_id: members.optional("merchant_id")?,
            merchant_type: members.optional("merchant_type")?,
        })
    }
}

/// `agreement_params`: Deduction by a signed agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementParams {
    /// `agreement_params.agreement_no`: Agreement number given by Alipay after signing.
    pub agreement_no: String,
    /// `agreement_params.apply_token`: Token of an authentication request, when payment authentication is demanded.
    pub apply_token: Option<String>,
    /// `agreement_params.auth_confirm_no`: Authentication confirmation code, when payment authentication is demanded.
    pub auth_confirm_no: Option<String>,
    /// `agreement_params.deduct_permission`: Deduction permission of the merchant.
    pub deduct_permission: Option<String>,
}

impl FromMembers for AgreementParams {
    fn from_members(members: &mut Reader<'_>) -> Result<AgreementParams, Defect> {
        Ok(AgreementParams {
            agreement_no: members.required("agreement_no")?,
            apply_token: members.optional("apply_token")?,
            auth_confirm_no: members.optional("auth_confirm_no")?,
            deduct_permission: members.optional("deduct_permission")?,
        })
    }
}

/// `pay_params`: Parameters of an asynchronous payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayParams {
    /// `pay_params.async_type`: Kind of asynchronous payment.
    pub async_type: Option<PayParamsAsyncType>,
    /// `pay_params.retry_type`: Retry policy; only with async_type NORMAL_ASYNC, absent means retry.
    pub retry_type: Option<PayParamsRetryType>,
}

impl FromMembers for PayParams {
    fn from_members(members: &mut Reader<'_>) -> Result<PayParams, Defect> {
        Ok(PayParams {
            async_type: members.optional("async_type")?,
            retry_type: members.optional("retry_type")?,
        })
    }
}

/// `promo_params`: Marketing parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromoParams {
    /// `promo_params.actual_order_time`: Real time of the order when the deduction comes later (transit).
    pub actual_order_time: Option<Instant>,
}

impl FromMembers for PromoParams {
    fn from_members(members: &mut Reader<'_>) -> Result<PromoParams, Defect> {
        Ok(PromoParams { actual_order_time: members.optional("actual_order_time")? })
    }
}

/// `settle_info`: Settlement information.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettleInfo {
    /// `settle_info.settle_detail_infos`: Settlement details.
    pub settle_detail_infos: Vec<SettleInfoSettleDetailInfos>,
    /// `settle_info.settle_period_time`: Automatic confirm-settle time limit, 1d..365d (period mode only).
    pub settle_period_time: Option<String>,
}

impl FromMembers for SettleInfo {
    fn from_members(members: &mut Reader<'_>) -> Result<SettleInfo, Defect> {
        Ok(SettleInfo {
            settle_detail_infos: members.list("settle_detail_infos")?,
            settle_period_time: members.optional("settle_period_time")?,
        })
    }
}

/// `settle_info.settle_detail_infos`: Settlement details.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettleInfoSettleDetailInfos {
    /// `settle_info.settle_detail_infos.trans_in_type`: Account type of the settlement payee.
    pub trans_in_type: SettleInfoSettleDetailInfosTransInType,
    /// `settle_info.settle_detail_infos.trans_in`: Settlement payee; meaning depends on trans_in_type.
    pub trans_in: Option<String>,
    /// `settle_info.settle_detail_infos.summary_dimension`: Dimension chosen by the merchant by which settlements are
    /// batched.
    pub summary_dimension: Option<String>,
    /// `settle_info.settle_detail_infos.settle_entity_id`: Settlement subject.
    pub settle_entity_id: Option<String>,
    /// `settle_info.settle_detail_infos.settle_entity_type`: Type of the settlement subject.
    pub settle_entity_type: Option<SettleInfoSettleDetailInfosSettleEntityType>,
    /// `settle_info.settle_detail_infos.amount`: Amount to settle in yuan.
    pub amount: Fen,
    /// `settle_info.settle_detail_infos.actual_amount`: Partial confirm amount (direct-pay period mode); replaces
    /// amount.
    pub actual_amount: Option<Fen>,
}

impl FromMembers for SettleInfoSettleDetailInfos {
    fn from_members(members: &mut Reader<'_>) -> Result<SettleInfoSettleDetailInfos, Defect> {
        Ok(SettleInfoSettleDetailInfos {
            trans_in_type: members.required("trans_in_type")?,
            trans_in: members.optional("trans_in")?,
            summary_dimension: members.optional("summary_dimension")?,
            settle_entity_id: members.optional("settle_entity_id")?,
            settle_entity_type: members.optional("settle_entity_type")?,
            amount: members.required("amount")?,
            actual_amount: members.optional("actual_amount")?,
        })
    }
}

/// `ext_user_info`: Constraints on who may pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtUserInfo {
    /// `ext_user_info.cert_no`: Expected certificate number.
    pub cert_no: Option<String>,
    /// `ext_user_info.cert_type`: Certificate type.
    pub cert_type: Option<ExtUserInfoCertType>,
    /// `ext_user_info.fix_buyer`: T: force buyer identity match (cert_type, cert_no and name must then be sent).
    pub fix_buyer: Option<ExtUserInfoFixBuyer>,
    /// `ext_user_info.identity_hash`: sha256 hex of name + certificate number (UTF-8).
    pub identity_hash: Option<String>,
    /// `ext_user_info.min_age`: Minimum buyer age, integer >= 0.
    pub min_age: Option<String>,
    /// `ext_user_info.mobile`: Mobile number (not checked).
    pub mobile: Option<String>,
    /// `ext_user_info.name`: Expected buyer name.
    pub name: Option<String>,
    /// `ext_user_info.need_check_info`: T: check the sent items against the paying buyer.
    pub need_check_info: Option<ExtUserInfoNeedCheckInfo>,
}

impl FromMembers for ExtUserInfo {
    fn from_members(members: &mut Reader<'_>) -> Result<ExtUserInfo, Defect> {
        Ok(ExtUserInfo {
            cert_no: members.optional("cert_no")?,
            cert_type: members.optional("cert_type")?,
            fix_buyer: members.optional("fix_buyer")?,
            identity_hash: members.optional("identity_hash")?,
            min_age: members.optional("min_age")?,
            mobile: members.optional("mobile")?,
            name: members.optional("name")?,
            need_check_info: members.optional("need_check_info")?,
        })
    }
}

/// `business_params`: Business data agreed with Alipay, passed through to security, marketing and similar systems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessParams {
    /// `business_params.enterprise_pay_info`: Enterprise payment (因公付) business data, JSON text.
    pub enterprise_pay_info: Option<String>,
    /// `business_params.enterprise_pay_amount`: Enterprise payment amount, as text.
    pub enterprise_pay_amount: Option<Fen>,
    /// `business_params.mc_create_trade_ip`: Public IP of the user device that creates the order, IPv4 or IPv6.
    pub mc_create_trade_ip: Option<String>,
    /// `business_params.tiny_app_merchant_biz_type`: Detailed mini-program business scene; lets the merchant see data
    /// per scene in the merchant platform.
    pub tiny_app_merchant_biz_type: Option<BusinessParamsTinyAppMerchantBizType>,
    /// `business_params.actual_order_time`: Real order time (transit code).
    pub actual_order_time: Option<String>,
    /// `business_params.buyer_memo`: Buyer memo.
    pub buyer_memo: Option<String>,
    /// `business_params.campus_card`: Campus card number.
    pub campus_card: Option<String>,
    /// `business_params.card_type`: Virtual card type.
    pub card_type: Option<String>,
    /// `business_params.force_pwd`: Force password at the cashier.
    pub force_pwd: Option<String>,
    /// `business_params.good_taxes`: Taxes of the trade.
    pub good_taxes: Option<String>,
    /// `business_params.priority_unfreeze_asset`: Asset to unfreeze first when a credit pre-authorisation turns into
    /// payment.
    pub priority_unfreeze_asset: Option<BusinessParamsPriorityUnfreezeAsset>,
}

impl FromMembers for BusinessParams {
    fn from_members(members: &mut Reader<'_>) -> Result<BusinessParams, Defect> {
        Ok(BusinessParams {
            enterprise_pay_info: members.optional("enterprise_pay_info")?,
            enterprise_pay_amount: members.optional("enterprise_pay_amount")?,
            mc_create_trade_ip: members.optional("mc_create_trade_ip")?,
            tiny_app_merchant_biz_type: members.optional("tiny_app_merchant_biz_type")?,
            actual_order_time: members.optional("actual_order_time")?,
            buyer_memo: members.optional("buyer_memo")?,
            campus_card: members.optional("campus_card")?,
            card_type: members.optional("card_type")?,
            force_pwd: members.optional("force_pwd")?,
            good_taxes: members.optional("good_taxes")?,
            priority_unfreeze_asset: members.optional("priority_unfreeze_asset")?,
        })
    }
}

/// `bkagent_req_info`: Acquirer data for indirect mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BkagentReqInfo {
    /// `bkagent_req_info.acq_code`: Acquirer code at the clearing organisation.
    pub acq_code: Option<String>,
    /// `bkagent_req_info.device_type`: Terminal/device type.
    pub device_type: Option<String>,
    /// `bkagent_req_info.location`: Terminal longitude/latitude.
    pub location: Option<String>,
    /// `bkagent_req_info.merch_code`: Merchant code at the clearing organisation.
    pub merch_code: Option<String>,
    /// `bkagent_req_info.serial_num`: Terminal serial number.
    pub serial_num: Option<String>,
}

impl FromMembers for BkagentReqInfo {
    fn from_members(members: &mut Reader<'_>) -> Result<BkagentReqInfo, Defect> {
        Ok(BkagentReqInfo {
            acq_code: members.optional("acq_code")?,
            device_type: members.optional("device_type")?,
            location: members.optional("location")?,
            merch_code: members.optional("merch_code")?,
            serial_num: members.optional("serial_num")?,
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
    /// `scene`: Payment scene.
    open Scene {
        /// `bar_code`: pay by bar code.
        BarCode = "bar_code",
        /// `wave_code`: pay by sound wave.
        WaveCode = "wave_code",
        /// `security_code`: pay by face (auth_code starts with fp) and newer codes.
        SecurityCode = "security_code",
    } means {}
}

values! {
    /// `product_code`: Product code signed with Alipay.
    open ProductCode {
        /// `FACE_TO_FACE_PAYMENT`: face-to-face payment.
        FaceToFacePayment = "FACE_TO_FACE_PAYMENT",
        /// `CYCLE_PAY_AUTH`: periodic deduction.
        CyclePayAuth = "CYCLE_PAY_AUTH",
        /// `GENERAL_WITHHOLDING`: merchant deduction.
        GeneralWithholding = "GENERAL_WITHHOLDING",
        /// `PRE_AUTH_ONLINE`: online pre-authorisation, as the SDK text names it.
        PreAuthOnline = "PRE_AUTH_ONLINE",
        /// `PREAUTH_PAY`: online pre-authorisation, as the freeze call names it.
        PreauthPay = "PREAUTH_PAY",
        /// `PRE_AUTH`: face-to-face pre-authorisation.
        PreAuth = "PRE_AUTH",
    } means {}
}

values! {
    /// `auth_confirm_mode`: What happens to the rest of the freeze after payment; only with auth_no.
    closed AuthConfirmMode {
        /// `COMPLETE`: release the rest.
        Complete = "COMPLETE",
        /// `NOT_COMPLETE`: keep the rest frozen.
        NotComplete = "NOT_COMPLETE",
    } means {}
}

values! {
    /// `advance_payment_type`: Payment mode by which Alipay may advance the money.
    open AdvancePaymentType {
        /// `ENJOY_PAY_V2`: use first and pay later 2.0 is allowed.
        EnjoyPayV2 = "ENJOY_PAY_V2",
    } means {}
}

values! {
    /// `query_options`: Names of additional information to be returned.
    open QueryOptions {
        /// `fund_bill_list`: fund channels.
        FundBillList = "fund_bill_list",
        /// `voucher_detail_list`: vouchers.
        VoucherDetailList = "voucher_detail_list",
        /// `enterprise_pay_info`: enterprise payment.
        EnterprisePayInfo = "enterprise_pay_info",
        /// `discount_goods_detail`: goods discounts.
        DiscountGoodsDetail = "discount_goods_detail",
        /// `discount_amount`: platform discount.
        DiscountAmount = "discount_amount",
        /// `mdiscount_amount`: merchant discount.
        MdiscountAmount = "mdiscount_amount",
    } means {}
}

values! {
    /// `trans_currency`: Currency of total_amount.
    closed TransCurrency {
        /// `GBP`: pound sterling.
        Gbp = "GBP",
        /// `HKD`: Hong Kong dollar.
        Hkd = "HKD",
        /// `USD`: US dollar.
        Usd = "USD",
        /// `SGD`: Singapore dollar.
        Sgd = "SGD",
        /// `JPY`: yen.
        Jpy = "JPY",
        /// `CAD`: Canadian dollar.
        Cad = "CAD",
        /// `AUD`: Australian dollar.
        Aud = "AUD",
        /// `EUR`: euro.
        Eur = "EUR",
        /// `NZD`: New Zealand dollar.
        Nzd = "NZD",
        /// `KRW`: won.
        Krw = "KRW",
        /// `THB`: baht.
        Thb = "THB",
        /// `CHF`: Swiss franc.
        Chf = "CHF",
        /// `SEK`: Swedish krona.
        Sek = "SEK",
        /// `DKK`: Danish krone.
        Dkk = "DKK",
        /// `NOK`: Norwegian krone.
        Nok = "NOK",
        /// `MYR`: ringgit.
        Myr = "MYR",
        /// `IDR`: rupiah.
        Idr = "IDR",
        /// `PHP`: Philippine peso.
        Php = "PHP",
        /// `MUR`: Mauritian rupee.
        Mur = "MUR",
        /// `ILS`: new shekel.
        Ils = "ILS",
        /// `LKR`: Sri Lankan rupee.
        Lkr = "LKR",
        /// `RUB`: rouble.
        Rub = "RUB",
        /// `AED`: UAE dirham.
        Aed = "AED",
        /// `CZK`: Czech koruna.
        Czk = "CZK",
        /// `ZAR`: rand.
        Zar = "ZAR",
        /// `CNY`: yuan.
        Cny = "CNY",
    } means {}
}

values! {
    /// `settle_currency`: Currency in which the merchant wants to be settled; same codes as trans_currency.
    closed SettleCurrency {
        /// `GBP`: pound sterling.
        Gbp = "GBP",
        /// `HKD`: Hong Kong dollar.
        Hkd = "HKD",
        /// `USD`: US dollar.
        Usd = "USD",
        /// `SGD`: Singapore dollar.
        Sgd = "SGD",
        /// `JPY`: yen.
        Jpy = "JPY",
        /// `CAD`: Canadian dollar.
        Cad = "CAD",
        /// `AUD`: Australian dollar.
        Aud = "AUD",
        /// `EUR`: euro.
        Eur = "EUR",
        /// `NZD`: New Zealand dollar.
        Nzd = "NZD",
        /// `KRW`: won.
        Krw = "KRW",
        /// `THB`: baht.
        Thb = "THB",
        /// `CHF`: Swiss franc.
        Chf = "CHF",
        /// `SEK`: Swedish krona.
        Sek = "SEK",
        /// `DKK`: Danish krone.
        Dkk = "DKK",
        /// `NOK`: Norwegian krone.
        Nok = "NOK",
        /// `MYR`: ringgit.
        Myr = "MYR",
        /// `IDR`: rupiah.
        Idr = "IDR",
        /// `PHP`: Philippine peso.
        Php = "PHP",
        /// `MUR`: Mauritian rupee.
        Mur = "MUR",
        /// `ILS`: new shekel.
        Ils = "ILS",
        /// `LKR`: Sri Lankan rupee.
        Lkr = "LKR",
        /// `RUB`: rouble.
        Rub = "RUB",
        /// `AED`: UAE dirham.
        Aed = "AED",
        /// `CZK`: Czech koruna.
        Czk = "CZK",
        /// `ZAR`: rand.
        Zar = "ZAR",
        /// `CNY`: yuan.
        Cny = "CNY",
    } means {}
}

values! {
    /// `extend_params.royalty_freeze`: Whether the funds are frozen for a later split: true freezes, false or absent
    /// does not.
    closed ExtendParamsRoyaltyFreeze {
        /// `true`: freeze.
        True = "true",
        /// `false`: do not freeze.
        False = "false",
    } means {}
}

values! {
    /// `royalty_info.royalty_type`: Type of split.
    closed RoyaltyInfoRoyaltyType {
        /// `ROYALTY`: ordinary split; the only supported value.
        Royalty = "ROYALTY",
    } means {}
}

values! {
    /// `royalty_info.royalty_detail_infos.trans_in_type`: Account type that receives the split.
    closed RoyaltyInfoRoyaltyDetailInfosTransInType {
        /// `userId`: Alipay user id.
        UserId = "userId",
        /// `bankIndex`: bank number.
        BankIndex = "bankIndex",
        /// `storeId`: store.
        StoreId = "storeId",
    } means {}
}

values! {
    /// `royalty_info.royalty_detail_infos.trans_out_type`: Account type the split is taken from.
    closed RoyaltyInfoRoyaltyDetailInfosTransOutType {
        /// `userId`: Alipay user id; the only supported value.
        UserId = "userId",
    } means {}
}

values! {
    /// `sub_merchant.merchant_type`: Kind of the number; only alipay is supported, may be omitted.
    closed SubMerchantMerchantType {
        /// `alipay`: number assigned by Alipay to an indirect merchant.
        Alipay = "alipay",
    } means {}
}

values! {
    /// `pay_params.async_type`: Kind of asynchronous payment.
    closed PayParamsAsyncType {
        /// `NORMAL_ASYNC`: retried by a strategy until the trade closes.
        NormalAsync = "NORMAL_ASYNC",
        /// `NEAR_REAL_TIME_ASYNC`: one attempt in near real time.
        NearRealTimeAsync = "NEAR_REAL_TIME_ASYNC",
    } means {}
}

values! {
    /// `pay_params.retry_type`: Retry policy; only with async_type NORMAL_ASYNC, absent means retry.
    open PayParamsRetryType {
        /// `NONE_AND_CLOSETRADE`: one attempt, close the trade when it fails.
        NoneAndClosetrade = "NONE_AND_CLOSETRADE",
        /// `NONE`: one attempt, the trade closes at its timeout.
        None = "NONE",
        /// `RETY`: retry until the timeout.
        Rety = "RETY",
    } means {}
}

values! {
    /// `settle_info.settle_detail_infos.trans_in_type`: Account type of the settlement payee.
    open SettleInfoSettleDetailInfosTransInType {
        /// `cardAliasNo`: number of a bank card bound in Alipay.
        CardAliasNo = "cardAliasNo",
        /// `userId`: Alipay user id.
        UserId = "userId",
        /// `loginName`: Alipay login account.
        LoginName = "loginName",
        /// `defaultSettle`: default settlement account set at on-boarding; trans_in is not sent.
        DefaultSettle = "defaultSettle",
    } means {
        "cardSerialNo" => CardAliasNo,
    }
}

values! {
    /// `settle_info.settle_detail_infos.settle_entity_type`: Type of the settlement subject.
    closed SettleInfoSettleDetailInfosSettleEntityType {
        /// `SecondMerchant`: sub-merchant.
        SecondMerchant = "SecondMerchant",
        /// `Store`: store of a merchant or of a directly connected merchant.
        Store = "Store",
    } means {}
}

values! {
    /// `ext_user_info.cert_type`: Certificate type.
    closed ExtUserInfoCertType {
        /// `IDENTITY_CARD`: identity card.
        IdentityCard = "IDENTITY_CARD",
        /// `PASSPORT`: passport.
        Passport = "PASSPORT",
        /// `OFFICER_CARD`: officer card.
        OfficerCard = "OFFICER_CARD",
        /// `SOLDIER_CARD`: soldier card.
        SoldierCard = "SOLDIER_CARD",
        /// `HOKOU`: household register.
        Hokou = "HOKOU",
        /// `PERMANENT_RESIDENCE_FOREIGNER`: foreign permanent resident card.
        PermanentResidenceForeigner = "PERMANENT_RESIDENCE_FOREIGNER",
    } means {}
}

values! {
    /// `ext_user_info.fix_buyer`: T: force buyer identity match (cert_type, cert_no and name must then be sent).
    closed ExtUserInfoFixBuyer {
        /// `T`: force.
        T = "T",
        /// `F`: do not force.
        F = "F",
    } means {}
}

values! {
    /// `ext_user_info.need_check_info`: T: check the sent items against the paying buyer.
    closed ExtUserInfoNeedCheckInfo {
        /// `T`: check.
        T = "T",
        /// `F`: do not check.
        F = "F",
    } means {}
}

values! {
    /// `business_params.tiny_app_merchant_biz_type`: Detailed mini-program business scene; lets the merchant see data
    /// per scene in the merchant platform.
    open BusinessParamsTinyAppMerchantBizType {
        /// `KX_SHOPPING`: e-commerce shopping (only value visible in the page, as the example).
        KxShopping = "KX_SHOPPING",
    } means {}
}

values! {
    /// `business_params.priority_unfreeze_asset`: Asset to unfreeze first when a credit pre-authorisation turns into
    /// payment.
    closed BusinessParamsPriorityUnfreezeAsset {
        /// `CREDIT_ASSET`: credit.
        CreditAsset = "CREDIT_ASSET",
        /// `COMMON_ASSET`: own money.
        CommonAsset = "COMMON_ASSET",
    } means {}
}
