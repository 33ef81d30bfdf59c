//! The business errors of `alipay.trade.create`. Written by `cargo xtask generate`; edit `spec/` instead.

use super::table::API;
use crate::generated::Code;

/// A business error of `alipay.trade.create`: the rows of its own table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Error {
    /// `ACQ.ACCESS_FORBIDDEN` 无权限使用接口: The product contract is not signed: check product_code and that the requesting
    /// merchant signed the product.
    AccessForbidden,
    /// `ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION` 订单金额超过单笔限额: Ask Alipay support (4007585858) to raise the
    /// single-payment limit.
    BeyondPerReceiptSingleRestriction,
    /// `ACQ.BIZ_PRODUCT_NOT_ALLOWED` 公域订单场景下不支持使用该产品码: Public-domain trades must use the JSAPI product: sign it and set
    /// product_code to JSAPI_PAY.
    BizProductNotAllowed,
    /// `ACQ.BUYER_ENABLE_STATUS_FORBID` 买家状态非法: The user asks Alipay support why the buyer state is illegal.
    BuyerEnableStatusForbid,
    /// `ACQ.BUYER_NOT_EXIST` 买家不存在: Check the buyer account data; if correct ask Alipay support whether the account was
    /// cancelled.
    BuyerNotExist,
    /// `ACQ.BUYER_SELLER_EQUAL` 买卖家不能相同: Pay again with another buyer.
    BuyerSellerEqual,
    /// `ACQ.CONTEXT_INCONSISTENT` 交易信息被篡改: Use a new merchant order number and send again.
    ContextInconsistent,
    /// `ACQ.CUSTOMER_VALIDATE_ERROR` 客户校验出错: Check that the settlement account is real-name certified; otherwise
    /// contact Alipay support.
    CustomerValidateError,
    /// `ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST` 默认结算条款不存在: Check that a default settlement account was set when the
    /// sub-merchant was onboarded.
    DefaultSettleRuleNotExist,
    /// `ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT` 买家未通过人行认证: The user contacts Alipay support and pays by another method.
    ErrorBuyerCertifyLevelLimit,
    /// `ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT` 卖家未通过人行认证: The receiving account exceeded the statutory turnover;
    /// complete its real-name certification before further collection.
    ErrorSellerCertifyLevelLimit,
    /// `ACQ.EXIST_FORBIDDEN_WORD` 订单信息中包含违禁词: Change the order information and send again.
    ExistForbiddenWord,
    /// `ACQ.ILLEGAL_ARGUMENT` 参数错误: Check the request parameters.
    IllegalArgument,
    /// `ACQ.INVALID_PARAMETER` 参数无效: Check and correct the request parameters, then send again.
    InvalidParameter,
    /// `ACQ.INVALID_RECEIVE_ACCOUNT` 收款账户不支持: Check seller_id and that it was given receiving rights at signing.
    InvalidReceiveAccount,
    /// `ACQ.INVALID_STORE_ID` 商户门店编号无效: Check that the store number is valid.
    InvalidStoreId,
    /// `ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT` 超过单日累计收款额度: Contact Alipay support (4007585858).
    MerchantPermReceiptDayLimit,
    /// `ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT` 超过单笔收款限额: Contact Alipay support (4007585858).
    MerchantPermReceiptSingleLimit,
    /// `ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT` 商户暂停收款: Contact Alipay support (4007585858).
    MerchantPermReceiptSuspendLimit,
    /// `ACQ.MERCHANT_STATUS_NOT_NORMAL` 商户状态异常: The merchant had no trade for three months and must be re-activated in
    /// the merchant centre, or contact Alipay support (4007585858).
    MerchantStatusNotNormal,
    /// `ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR` 当前时间已超过允许支付的时间: Check the payment expiry time that was sent.
    NowTimeAfterExpireTimeError,
    /// `ACQ.OPEN_ID_NOT_TINY_APP` 请求的应用id非小程序应用类型: op_app_id must be sent and be a mini program; it must be linked in
    /// the product centre; without op_app_id the requesting app id is used and must itself be a mini program.
    OpenIdNotTinyApp,
    /// `ACQ.PARTNER_ERROR` 应用APP_ID填写错误: Ask Alipay support for the state of the APP_ID.
    PartnerError,
    /// `ACQ.PAYER_UNMATCHED` 付款人不匹配: Let the user pay with the specified Alipay account.
    PayerUnmatched,
    /// `ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID` 二级商户编码为空: Check that the sub-merchant number is sent.
    PlatformBusinessAcquireModeMustMerchantId,
    /// `ACQ.PRODUCT_NOT_SUPPORT_IN_TINY_APP` 小程序内不支持使用该产品码交易: Sign the JSAPI product and set product_code to JSAPI_PAY.
    ProductNotSupportInTinyApp,
    /// `ACQ.RISK_MERCHANT_IP_NOT_EXIST` 当前交易未传入IP信息,创单失败,请传入IP后再发起支付: Check that the user IP was sent.
    RiskMerchantIpNotExist,
    /// `ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID` 二级商户账户异常: Check that the settlement account sent equals the one
    /// set at onboarding; if so ask Alipay support whether it changed.
    SecondaryMerchantAlipayAccountInvalid,
    /// `ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID` 二级商户银行卡编号错误: Check the bank card data of the sub-merchant against
    /// its onboarding data.
    SecondaryMerchantCardAliasNoInvalid,
    /// `ACQ.SECONDARY_MERCHANT_ID_BLANK` 二级商户编号错误: Check that the sub-merchant number is sent correctly.
    SecondaryMerchantIdBlank,
    /// `ACQ.SECONDARY_MERCHANT_ID_INVALID` 二级商户不存在: Check the sub-merchant number.
    SecondaryMerchantIdInvalid,
    /// `ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT` 商户状态异常: Ask the service provider concerned.
    SecondaryMerchantIsvPunishIndirect,
    /// `ACQ.SECONDARY_MERCHANT_NOT_MATCH` 二级商户信息不匹配: Check the sub-merchant account and its onboarding; in
    /// direct-payment platform mode check that the collecting mode is signed.
    SecondaryMerchantNotMatch,
    /// `ACQ.SECONDARY_MERCHANT_STATUS_ERROR` 商户状态异常: Ask the service provider concerned.
    SecondaryMerchantStatusError,
    /// `ACQ.SELLER_BEEN_BLOCKED` 商家账号被冻结: Ask Alipay support to unfreeze the account.
    SellerBeenBlocked,
    /// `ACQ.SELLER_NOT_EXIST` 卖家不存在: Check the seller data.
    SellerNotExist,
    /// `ACQ.STORE_INFO_INVALID` 门店信息错误: Check the store data sent for settlement.
    StoreInfoInvalid,
    /// `ACQ.SUB_GOODS_SIZE_MAX_COUNT` 子商品明细超长: Check whether there are more than 150 goods details.
    SubGoodsSizeMaxCount,
    /// `ACQ.SUB_MERCHANT_CREATE_FAIL` 二级商户创建失败: Check that the sub-merchant data sent is valid.
    SubMerchantCreateFail,
    /// `ACQ.SUB_MERCHANT_TYPE_INVALID` 二级商户类型非法: Check that the sub-merchant type sent is valid.
    SubMerchantTypeInvalid,
    /// `ACQ.SYSTEM_ERROR` 接口返回错误: Query the order at once and decide by its state.
    SystemError,
    /// `ACQ.TOTAL_FEE_EXCEED` 订单总金额超过限额: Change the order amount and send again.
    TotalFeeExceed,
    /// `ACQ.TRADE_BUYER_NOT_MATCH` 交易买家不匹配: Use a new merchant order number and send again.
    TradeBuyerNotMatch,
    /// `ACQ.TRADE_HAS_CLOSE` 交易已经关闭: Use a new merchant order number and send again.
    TradeHasClose,
    /// `ACQ.TRADE_HAS_SUCCESS` 交易已被支付: If the trade belongs to the present buyer treat it as paid; otherwise use a new
    /// merchant order number and send again.
    TradeHasSuccess,
    /// `ACQ.UNBOUND_APPLICATION` 未绑定小程序appid: op_app_id must be the mini program that opens the cashier and must be
    /// linked to the merchant in the product centre.
    UnboundApplication,
    /// `ACQ.USER_LOGONID_DUP` 用户账号重复: The user's mobile account name is used by somebody else too; ask the user to
    /// change it and update it.
    UserLogonidDup,
}

impl Error {
    /// All errors, in the order of the table.
    pub const ALL: &[Error] = &[
        Error::AccessForbidden,
        Error::BeyondPerReceiptSingleRestriction,
        Error::BizProductNotAllowed,
        Error::BuyerEnableStatusForbid,
        Error::BuyerNotExist,
        Error::BuyerSellerEqual,
        Error::ContextInconsistent,
        Error::CustomerValidateError,
        Error::DefaultSettleRuleNotExist,
        Error::ErrorBuyerCertifyLevelLimit,
        Error::ErrorSellerCertifyLevelLimit,
        Error::ExistForbiddenWord,
        Error::IllegalArgument,
        Error::InvalidParameter,
        Error::InvalidReceiveAccount,
        Error::InvalidStoreId,
        Error::MerchantPermReceiptDayLimit,
        Error::MerchantPermReceiptSingleLimit,
        Error::MerchantPermReceiptSuspendLimit,
        Error::MerchantStatusNotNormal,
        Error::NowTimeAfterExpireTimeError,
        Error::OpenIdNotTinyApp,
        Error::PartnerError,
        Error::PayerUnmatched,
        Error::PlatformBusinessAcquireModeMustMerchantId,
        Error::ProductNotSupportInTinyApp,
        Error::RiskMerchantIpNotExist,
        Error::SecondaryMerchantAlipayAccountInvalid,
        Error::SecondaryMerchantCardAliasNoInvalid,
        Error::SecondaryMerchantIdBlank,
        Error::SecondaryMerchantIdInvalid,
        Error::SecondaryMerchantIsvPunishIndirect,
        Error::SecondaryMerchantNotMatch,
        Error::SecondaryMerchantStatusError,
        Error::SellerBeenBlocked,
        Error::SellerNotExist,
        Error::StoreInfoInvalid,
        Error::SubGoodsSizeMaxCount,
        Error::SubMerchantCreateFail,
        Error::SubMerchantTypeInvalid,
        Error::SystemError,
        Error::TotalFeeExceed,
        Error::TradeBuyerNotMatch,
        Error::TradeHasClose,
        Error::TradeHasSuccess,
        Error::UnboundApplication,
        Error::UserLogonidDup,
    ];

    /// The error that a code is in this method; `None` where its table lacks the code.
    #[must_use]
    pub fn of(code: Code) -> Option<Error> {
        Some(match code {
            Code::AccessForbidden => Error::AccessForbidden,
            Code::BeyondPerReceiptSingleRestriction => Error::BeyondPerReceiptSingleRestriction,
            Code::BizProductNotAllowed => Error::BizProductNotAllowed,
            Code::BuyerEnableStatusForbid => Error::BuyerEnableStatusForbid,
            Code::BuyerNotExist => Error::BuyerNotExist,
            Code::BuyerSellerEqual => Error::BuyerSellerEqual,
            Code::ContextInconsistent => Error::ContextInconsistent,
            Code::CustomerValidateError => Error::CustomerValidateError,
            Code::DefaultSettleRuleNotExist => Error::DefaultSettleRuleNotExist,
            Code::ErrorBuyerCertifyLevelLimit => Error::ErrorBuyerCertifyLevelLimit,
            Code::ErrorSellerCertifyLevelLimit => Error::ErrorSellerCertifyLevelLimit,
            Code::ExistForbiddenWord => Error::ExistForbiddenWord,
            Code::IllegalArgument => Error::IllegalArgument,
            Code::InvalidParameter => Error::InvalidParameter,
            Code::InvalidReceiveAccount => Error::InvalidReceiveAccount,
            Code::InvalidStoreId => Error::InvalidStoreId,
            Code::MerchantPermReceiptDayLimit => Error::MerchantPermReceiptDayLimit,
            Code::MerchantPermReceiptSingleLimit => Error::MerchantPermReceiptSingleLimit,
            Code::MerchantPermReceiptSuspendLimit => Error::MerchantPermReceiptSuspendLimit,
            Code::MerchantStatusNotNormal => Error::MerchantStatusNotNormal,
            Code::NowTimeAfterExpireTimeError => Error::NowTimeAfterExpireTimeError,
            Code::OpenIdNotTinyApp => Error::OpenIdNotTinyApp,
            Code::PartnerError => Error::PartnerError,
            Code::PayerUnmatched => Error::PayerUnmatched,
            Code::PlatformBusinessAcquireModeMustMerchantId => {
                Error::PlatformBusinessAcquireModeMustMerchantId
            }
            Code::ProductNotSupportInTinyApp => Error::ProductNotSupportInTinyApp,
            Code::RiskMerchantIpNotExist => Error::RiskMerchantIpNotExist,
            Code::SecondaryMerchantAlipayAccountInvalid => Error::SecondaryMerchantAlipayAccountInvalid,
            Code::SecondaryMerchantCardAliasNoInvalid => Error::SecondaryMerchantCardAliasNoInvalid,
            Code::SecondaryMerchantIdBlank => Error::SecondaryMerchantIdBlank,
            Code::SecondaryMerchantIdInvalid => Error::SecondaryMerchantIdInvalid,
            Code::SecondaryMerchantIsvPunishIndirect => Error::SecondaryMerchantIsvPunishIndirect,
            Code::SecondaryMerchantNotMatch => Error::SecondaryMerchantNotMatch,
            Code::SecondaryMerchantStatusError => Error::SecondaryMerchantStatusError,
            Code::SellerBeenBlocked => Error::SellerBeenBlocked,
            Code::SellerNotExist => Error::SellerNotExist,
            Code::StoreInfoInvalid => Error::StoreInfoInvalid,
            Code::SubGoodsSizeMaxCount => Error::SubGoodsSizeMaxCount,
            Code::SubMerchantCreateFail => Error::SubMerchantCreateFail,
            Code::SubMerchantTypeInvalid => Error::SubMerchantTypeInvalid,
            Code::SystemError => Error::SystemError,
            Code::TotalFeeExceed => Error::TotalFeeExceed,
            Code::TradeBuyerNotMatch => Error::TradeBuyerNotMatch,
            Code::TradeHasClose => Error::TradeHasClose,
            Code::TradeHasSuccess => Error::TradeHasSuccess,
            Code::UnboundApplication => Error::UnboundApplication,
            Code::UserLogonidDup => Error::UserLogonidDup,
            #[allow(unreachable_patterns, reason = "while the union has no other codes")]
            _ => return None,
        })
    }

    /// The `sub_code`.
    #[must_use]
    pub fn code(self) -> &'static str {
        API.errors[self as usize].code
    }

    /// The `sub_msg` of the wire.
    #[must_use]
    pub fn message_zh(self) -> &'static str {
        API.errors[self as usize].message_zh
    }

    /// Cause and fix.
    #[must_use]
    pub fn fix_en(self) -> &'static str {
        API.errors[self as usize].fix_en
    }
}
