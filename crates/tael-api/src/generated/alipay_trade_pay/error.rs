//! The business errors of `alipay.trade.pay`. Written by `cargo xtask generate`; edit `spec/` instead.

use super::table::API;
use crate::generated::Code;

/// A business error of `alipay.trade.pay`: the rows of its own table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Error {
    /// `ACQ.SYSTEM_ERROR` 接口返回错误: Query the order at once and decide by its state; if the code persists contact Alipay
    /// support.
    SystemError,
    /// `ACQ.INVALID_PARAMETER` 参数无效: Check and correct the request parameters, then send again.
    InvalidParameter,
    /// `ACQ.ACCESS_FORBIDDEN` 无权限使用接口: Bar code payment is not signed or the contract expired.
    AccessForbidden,
    /// `ACQ.EXIST_FORBIDDEN_WORD` 订单信息中包含违禁词: Change the order information and send again.
    ExistForbiddenWord,
    /// `ACQ.PARTNER_ERROR` 应用APP_ID填写错误: Ask Alipay support for the state of the APP_ID.
    PartnerError,
    /// `ACQ.TOTAL_FEE_EXCEED` 订单总金额超过限额: Change the order amount and send again.
    TotalFeeExceed,
    /// `ACQ.PAYMENT_AUTH_CODE_INVALID` 支付授权码无效: The user refreshes the bar code; scan and send again.
    PaymentAuthCodeInvalid,
    /// `ACQ.CONTEXT_INCONSISTENT` 交易信息被篡改: Use a new merchant order number and send again.
    ContextInconsistent,
    /// `ACQ.TRADE_HAS_SUCCESS` 交易已被支付: If the trade belongs to the present buyer treat it as paid; otherwise use a new
    /// merchant order number and send again.
    TradeHasSuccess,
    /// `ACQ.TRADE_HAS_CLOSE` 交易已经关闭: Use a new merchant order number and send again.
    TradeHasClose,
    /// `ACQ.BUYER_BALANCE_NOT_ENOUGH` 买家余额不足: The buyer binds another bank card or tops up the balance, then pay again.
    BuyerBalanceNotEnough,
    /// `ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH` 用户银行卡余额不足: The buyer changes the funding source within Alipay or pays by
    /// another method.
    BuyerBankcardBalanceNotEnough,
    /// `ACQ.ERROR_BALANCE_PAYMENT_DISABLE` 余额支付功能关闭: The user switches balance payment on and pays again.
    ErrorBalancePaymentDisable,
    /// `ACQ.BUYER_SELLER_EQUAL` 买卖家不能相同: Pay again with another buyer.
    BuyerSellerEqual,
    /// `ACQ.TRADE_BUYER_NOT_MATCH` 交易买家不匹配: Use a new merchant order number and send again.
    TradeBuyerNotMatch,
    /// `ACQ.BUYER_ENABLE_STATUS_FORBID` 买家状态非法: The user asks Alipay support why the buyer state is illegal.
    BuyerEnableStatusForbid,
    /// `ACQ.PULL_MOBILE_CASHIER_FAIL` 唤起移动收银台失败: The user refreshes the bar code; scan and send again.
    PullMobileCashierFail,
    /// `ACQ.MOBILE_PAYMENT_SWITCH_OFF` 用户的无线支付开关关闭: The user switches mobile payment on (on the PC site), then pay
    /// again.
    MobilePaymentSwitchOff,
    /// `ACQ.PAYMENT_FAIL` 支付失败: The user refreshes the bar code and the request is sent again; if one retry fails too,
    /// pay by another method.
    PaymentFail,
    /// `ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR` 买家付款日限额超限: Pay with another buyer.
    BuyerPaymentAmountDayLimitError,
    /// `ACQ.BEYOND_PAY_RESTRICTION` 商户收款额度超限: Ask Alipay support to raise the limit.
    BeyondPayRestriction,
    /// `ACQ.BEYOND_PER_RECEIPT_RESTRICTION` 商户收款金额超过月限额: Ask Alipay support to raise the limit.
    BeyondPerReceiptRestriction,
    /// `ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR` 买家付款月额度超限: The buyer changes the account or pays by another method.
    BuyerPaymentAmountMonthLimitError,
    /// `ACQ.SELLER_BEEN_BLOCKED` 商家账号被冻结: Ask Alipay support to unfreeze the account.
    SellerBeenBlocked,
    /// `ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT` 买家未通过人行认证: The user contacts Alipay support and pays by another method.
    ErrorBuyerCertifyLevelLimit,
    /// `ACQ.PAYMENT_REQUEST_HAS_RISK` 支付有风险: Pay by another method.
    PaymentRequestHasRisk,
    /// `ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE` 没用可用的支付工具: Pay by another method.
    NoPaymentInstrumentsAvailable,
    /// `ACQ.USER_FACE_PAYMENT_SWITCH_OFF` 用户当面付付款开关关闭: The user switches face-to-face payment on in the phone.
    UserFacePaymentSwitchOff,
    /// `ACQ.INVALID_STORE_ID` 商户门店编号无效: Check that the store number is valid.
    InvalidStoreId,
    /// `ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR` 当前时间已超过允许支付的时间: Check the payment expiry time that was sent.
    NowTimeAfterExpireTimeError,
    /// `ACQ.SELLER_NOT_EXIST` 卖家不存在: Check the seller data.
    SellerNotExist,
    /// `ACQ.INVALID_RECEIVE_ACCOUNT` 收款账户不支持: Check seller_id and that it was given receiving rights at signing.
    InvalidReceiveAccount,
    /// `ACQ.MERCHANT_STATUS_NOT_NORMAL` 商户状态异常: The merchant had no trade for three months and must be re-activated in
    /// the merchant centre, or contact Alipay support (4007585858).
    MerchantStatusNotNormal,
    /// `ACQ.SUB_GOODS_SIZE_MAX_COUNT` 子商品明细超长: Check whether there are more than 150 goods details.
    SubGoodsSizeMaxCount,
    /// `ACQ.ILLEGAL_ARGUMENT` 参数错误: Check the request parameters.
    IllegalArgument,
    /// `ACQ.BUYER_NOT_EXIST` 买家不存在: Check the buyer account data; if correct ask Alipay support whether the account was
    /// cancelled.
    BuyerNotExist,
    /// `ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID` 二级商户编码为空: Check that the sub-merchant number is sent.
    PlatformBusinessAcquireModeMustMerchantId,
    /// `ACQ.SECONDARY_MERCHANT_ID_BLANK` 二级商户编号错误: Check that the sub-merchant number is sent correctly.
    SecondaryMerchantIdBlank,
    /// `ACQ.SECONDARY_MERCHANT_ID_INVALID` 二级商户不存在: Check the sub-merchant number.
    SecondaryMerchantIdInvalid,
    /// `ACQ.SECONDARY_MERCHANT_NOT_MATCH` 二级商户信息不匹配: Check the sub-merchant account and its onboarding; in
    /// direct-payment platform mode check that the collecting mode is signed.
    SecondaryMerchantNotMatch,
    /// `ACQ.SECONDARY_MERCHANT_STATUS_ERROR` 商户状态异常: Ask the service provider concerned.
    SecondaryMerchantStatusError,
    /// `ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT` 商户状态异常: Ask the service provider concerned.
    SecondaryMerchantIsvPunishIndirect,
    /// `ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID` 二级商户账户异常: Check that the settlement account sent equals the one
    /// set at onboarding; if so ask Alipay support whether it changed.
    SecondaryMerchantAlipayAccountInvalid,
    /// `ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID` 二级商户银行卡编号错误: Check the bank card data of the sub-merchant against
    /// its onboarding data.
    SecondaryMerchantCardAliasNoInvalid,
    /// `ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST` 默认结算条款不存在: Check that a default settlement account was set when the
    /// sub-merchant was onboarded.
    DefaultSettleRuleNotExist,
    /// `ACQ.CUSTOMER_VALIDATE_ERROR` 客户校验出错: Check that the settlement account is real-name certified; otherwise
    /// contact Alipay support.
    CustomerValidateError,
    /// `ACQ.USER_LOGONID_DUP` 用户账号重复: The user's mobile account name is used by somebody else too; ask the user to
    /// change it and update it.
    UserLogonidDup,
    /// `ACQ.SUB_MERCHANT_TYPE_INVALID` 二级商户类型非法: Check that the sub-merchant type sent is valid.
    SubMerchantTypeInvalid,
    /// `ACQ.STORE_INFO_INVALID` 门店信息错误: Check the store data sent for settlement.
    StoreInfoInvalid,
    /// `ACQ.AGREEMENT_NOT_EXIST` 用户协议不存在: Check agreement_no.
    AgreementNotExist,
    /// `ACQ.AGREEMENT_INVALID` 用户协议失效: The agreement has expired; let the user sign again.
    AgreementInvalid,
    /// `ACQ.AGREEMENT_STATUS_NOT_NORMAL` 用户协议状态非NORMAL: The agreement is not in force; query it.
    AgreementStatusNotNormal,
    /// `ACQ.AGREEMENT_ERROR` 协议信息异常: Check the agreement parameters; the agreement does not belong to this merchant,
    /// product or user.
    AgreementError,
    /// `ACQ.CYCLE_PAY_DATE_NOT_MATCH` 扣款日期不在签约时的允许范围之内: Charge inside the window of the plan, or move the plan.
    CyclePayDateNotMatch,
    /// `ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED` 周期扣款单笔金额超过签约时限制: Charge at most the signed single amount.
    CyclePaySingleFeeExceed,
    /// `ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED` 周期扣款累计金额超过签约时限制: The signed total amount is used up.
    CyclePayTotalFeeExceed,
    /// `ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED` 周期扣款总次数超过签约时限制: The signed number of payments is used up.
    CyclePayTotalTimesExceed,
    /// `ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT` 预授权产品码不一致: Send the product code of the freeze.
    PreAuthProdCodeInconsistent,
    /// `ACQ.AUTH_NO_ERROR` 预授权号错误或状态不对: Check auth_no, payer and payee.
    AuthNoError,
    /// `ACQ.AUTH_AMOUNT_NOT_ENOUGH` 授权金额不足: Charge at most the amount that is still frozen.
    AuthAmountNotEnough,
    /// `ACQ.REQUEST_AMOUNT_EXCEED` 请求金额超限: Lower the amount.
    RequestAmountExceed,
    /// `ACQ.AUTH_ORDER_HAS_CLOSED` 授权订单已关闭: The authorisation is closed.
    AuthOrderHasClosed,
    /// `ACQ.AUTH_ORDER_HAS_FINISHED` 授权订单已完结: The authorisation is used up.
    AuthOrderHasFinished,
    /// `ACQ.AUTH_ORDER_NOT_PAID` 授权订单未支付: The authorisation has not been frozen yet.
    AuthOrderNotPaid,
}

impl Error {
    /// All errors, in the order of the table.
    pub const ALL: &[Error] = &[
        Error::SystemError,
        Error::InvalidParameter,
        Error::AccessForbidden,
        Error::ExistForbiddenWord,
        Error::PartnerError,
        Error::TotalFeeExceed,
        Error::PaymentAuthCodeInvalid,
        Error::ContextInconsistent,
        Error::TradeHasSuccess,
        Error::TradeHasClose,
        Error::BuyerBalanceNotEnough,
        Error::BuyerBankcardBalanceNotEnough,
        Error::ErrorBalancePaymentDisable,
        Error::BuyerSellerEqual,
        Error::TradeBuyerNotMatch,
        Error::BuyerEnableStatusForbid,
        Error::PullMobileCashierFail,
        Error::MobilePaymentSwitchOff,
        Error::PaymentFail,
        Error::BuyerPaymentAmountDayLimitError,
        Error::BeyondPayRestriction,
        Error::BeyondPerReceiptRestriction,
        Error::BuyerPaymentAmountMonthLimitError,
        Error::SellerBeenBlocked,
        Error::ErrorBuyerCertifyLevelLimit,
        Error::PaymentRequestHasRisk,
        Error::NoPaymentInstrumentsAvailable,
        Error::UserFacePaymentSwitchOff,
        Error::InvalidStoreId,
        Error::NowTimeAfterExpireTimeError,
        Error::SellerNotExist,
        Error::InvalidReceiveAccount,
        Error::MerchantStatusNotNormal,
        Error::SubGoodsSizeMaxCount,
        Error::IllegalArgument,
        Error::BuyerNotExist,
        Error::PlatformBusinessAcquireModeMustMerchantId,
        Error::SecondaryMerchantIdBlank,
        Error::SecondaryMerchantIdInvalid,
        Error::SecondaryMerchantNotMatch,
        Error::SecondaryMerchantStatusError,
        Error::SecondaryMerchantIsvPunishIndirect,
        Error::SecondaryMerchantAlipayAccountInvalid,
        Error::SecondaryMerchantCardAliasNoInvalid,
        Error::DefaultSettleRuleNotExist,
        Error::CustomerValidateError,
        Error::UserLogonidDup,
        Error::SubMerchantTypeInvalid,
        Error::StoreInfoInvalid,
        Error::AgreementNotExist,
        Error::AgreementInvalid,
        Error::AgreementStatusNotNormal,
        Error::AgreementError,
        Error::CyclePayDateNotMatch,
        Error::CyclePaySingleFeeExceed,
        Error::CyclePayTotalFeeExceed,
        Error::CyclePayTotalTimesExceed,
        Error::PreAuthProdCodeInconsistent,
        Error::AuthNoError,
        Error::AuthAmountNotEnough,
        Error::RequestAmountExceed,
        Error::AuthOrderHasClosed,
        Error::AuthOrderHasFinished,
        Error::AuthOrderNotPaid,
    ];

    /// The error that a code is in this method; `None` where its table lacks the code.
    #[must_use]
    pub fn of(code: Code) -> Option<Error> {
        Some(match code {
            Code::SystemError => Error::SystemError,
            Code::InvalidParameter => Error::InvalidParameter,
            Code::AccessForbidden => Error::AccessForbidden,
            Code::ExistForbiddenWord => Error::ExistForbiddenWord,
            Code::PartnerError => Error::PartnerError,
            Code::TotalFeeExceed => Error::TotalFeeExceed,
            Code::PaymentAuthCodeInvalid => Error::PaymentAuthCodeInvalid,
            Code::ContextInconsistent => Error::ContextInconsistent,
            Code::TradeHasSuccess => Error::TradeHasSuccess,
            Code::TradeHasClose => Error::TradeHasClose,
            Code::BuyerBalanceNotEnough => Error::BuyerBalanceNotEnough,
            Code::BuyerBankcardBalanceNotEnough => Error::BuyerBankcardBalanceNotEnough,
            Code::ErrorBalancePaymentDisable => Error::ErrorBalancePaymentDisable,
            Code::BuyerSellerEqual => Error::BuyerSellerEqual,
            Code::TradeBuyerNotMatch => Error::TradeBuyerNotMatch,
            Code::BuyerEnableStatusForbid => Error::BuyerEnableStatusForbid,
            Code::PullMobileCashierFail => Error::PullMobileCashierFail,
            Code::MobilePaymentSwitchOff => Error::MobilePaymentSwitchOff,
            Code::PaymentFail => Error::PaymentFail,
            Code::BuyerPaymentAmountDayLimitError => Error::BuyerPaymentAmountDayLimitError,
            Code::BeyondPayRestriction => Error::BeyondPayRestriction,
            Code::BeyondPerReceiptRestriction => Error::BeyondPerReceiptRestriction,
            Code::BuyerPaymentAmountMonthLimitError => Error::BuyerPaymentAmountMonthLimitError,
            Code::SellerBeenBlocked => Error::SellerBeenBlocked,
            Code::ErrorBuyerCertifyLevelLimit => Error::ErrorBuyerCertifyLevelLimit,
            Code::PaymentRequestHasRisk => Error::PaymentRequestHasRisk,
            Code::NoPaymentInstrumentsAvailable => Error::NoPaymentInstrumentsAvailable,
            Code::UserFacePaymentSwitchOff => Error::UserFacePaymentSwitchOff,
            Code::InvalidStoreId => Error::InvalidStoreId,
            Code::NowTimeAfterExpireTimeError => Error::NowTimeAfterExpireTimeError,
            Code::SellerNotExist => Error::SellerNotExist,
            Code::InvalidReceiveAccount => Error::InvalidReceiveAccount,
            Code::MerchantStatusNotNormal => Error::MerchantStatusNotNormal,
            Code::SubGoodsSizeMaxCount => Error::SubGoodsSizeMaxCount,
            Code::IllegalArgument => Error::IllegalArgument,
            Code::BuyerNotExist => Error::BuyerNotExist,
            Code::PlatformBusinessAcquireModeMustMerchantId => {
                Error::PlatformBusinessAcquireModeMustMerchantId
            }
            Code::SecondaryMerchantIdBlank => Error::SecondaryMerchantIdBlank,
            Code::SecondaryMerchantIdInvalid => Error::SecondaryMerchantIdInvalid,
            Code::SecondaryMerchantNotMatch => Error::SecondaryMerchantNotMatch,
            Code::SecondaryMerchantStatusError => Error::SecondaryMerchantStatusError,
            Code::SecondaryMerchantIsvPunishIndirect => Error::SecondaryMerchantIsvPunishIndirect,
            Code::SecondaryMerchantAlipayAccountInvalid => Error::SecondaryMerchantAlipayAccountInvalid,
            Code::SecondaryMerchantCardAliasNoInvalid => Error::SecondaryMerchantCardAliasNoInvalid,
            Code::DefaultSettleRuleNotExist => Error::DefaultSettleRuleNotExist,
            Code::CustomerValidateError => Error::CustomerValidateError,
            Code::UserLogonidDup => Error::UserLogonidDup,
            Code::SubMerchantTypeInvalid => Error::SubMerchantTypeInvalid,
            Code::StoreInfoInvalid => Error::StoreInfoInvalid,
            Code::AgreementNotExist => Error::AgreementNotExist,
            Code::AgreementInvalid => Error::AgreementInvalid,
            Code::AgreementStatusNotNormal => Error::AgreementStatusNotNormal,
            Code::AgreementError => Error::AgreementError,
            Code::CyclePayDateNotMatch => Error::CyclePayDateNotMatch,
            Code::CyclePaySingleFeeExceed => Error::CyclePaySingleFeeExceed,
            Code::CyclePayTotalFeeExceed => Error::CyclePayTotalFeeExceed,
            Code::CyclePayTotalTimesExceed => Error::CyclePayTotalTimesExceed,
            Code::PreAuthProdCodeInconsistent => Error::PreAuthProdCodeInconsistent,
            Code::AuthNoError => Error::AuthNoError,
            Code::AuthAmountNotEnough => Error::AuthAmountNotEnough,
            Code::RequestAmountExceed => Error::RequestAmountExceed,
            Code::AuthOrderHasClosed => Error::AuthOrderHasClosed,
            Code::AuthOrderHasFinished => Error::AuthOrderHasFinished,
            Code::AuthOrderNotPaid => Error::AuthOrderNotPaid,
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
