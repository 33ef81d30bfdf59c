//! Every business code of every declared API. Written by `cargo xtask generate`; edit `spec/` instead.

/// A business code (`sub_code`). Rules that several methods share name their refusals by it; each method has the ones
/// that its own table knows (`Error::of`). A code without the `ACQ.` prefix is called `Plain…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// `ACQ.ACCESS_FORBIDDEN`, of alipay.trade.create, alipay.trade.pay.
    AccessForbidden,
    /// `ACQ.AGREEMENT_ERROR`, of alipay.trade.pay.
    AgreementError,
    /// `ACQ.AGREEMENT_INVALID`, of alipay.trade.pay.
    AgreementInvalid,
    /// `ACQ.AGREEMENT_NOT_EXIST`, of alipay.trade.pay.
    AgreementNotExist,
    /// `ACQ.AGREEMENT_STATUS_NOT_NORMAL`, of alipay.trade.pay.
    AgreementStatusNotNormal,
    /// `ACQ.AUTH_AMOUNT_NOT_ENOUGH`, of alipay.trade.pay.
    AuthAmountNotEnough,
    /// `ACQ.AUTH_NO_ERROR`, of alipay.trade.pay.
    AuthNoError,
    /// `ACQ.AUTH_ORDER_HAS_CLOSED`, of alipay.trade.pay.
    AuthOrderHasClosed,
    /// `ACQ.AUTH_ORDER_HAS_FINISHED`, of alipay.trade.pay.
    AuthOrderHasFinished,
    /// `ACQ.AUTH_ORDER_NOT_PAID`, of alipay.trade.pay.
    AuthOrderNotPaid,
    /// `ACQ.BEYOND_PAY_RESTRICTION`, of alipay.trade.pay.
    BeyondPayRestriction,
    /// `ACQ.BEYOND_PER_RECEIPT_RESTRICTION`, of alipay.trade.pay.
    BeyondPerReceiptRestriction,
    /// `ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION`, of alipay.trade.create.
    BeyondPerReceiptSingleRestriction,
    /// `ACQ.BIZ_PRODUCT_NOT_ALLOWED`, of alipay.trade.create.
    BizProductNotAllowed,
    /// `ACQ.BUYER_BALANCE_NOT_ENOUGH`, of alipay.trade.pay.
    BuyerBalanceNotEnough,
    /// `ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH`, of alipay.trade.pay.
    BuyerBankcardBalanceNotEnough,
    /// `ACQ.BUYER_ENABLE_STATUS_FORBID`, of alipay.trade.create, alipay.trade.pay.
    BuyerEnableStatusForbid,
    /// `ACQ.BUYER_NOT_EXIST`, of alipay.trade.create, alipay.trade.pay.
    BuyerNotExist,
    /// `ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR`, of alipay.trade.pay.
    BuyerPaymentAmountDayLimitError,
    /// `ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR`, of alipay.trade.pay.
    BuyerPaymentAmountMonthLimitError,
    /// `ACQ.BUYER_SELLER_EQUAL`, of alipay.trade.create, alipay.trade.pay.
    BuyerSellerEqual,
    /// `ACQ.CONTEXT_INCONSISTENT`, of alipay.trade.create, alipay.trade.pay.
    ContextInconsistent,
    /// `ACQ.CUSTOMER_VALIDATE_ERROR`, of alipay.trade.create, alipay.trade.pay.
    CustomerValidateError,
    /// `ACQ.CYCLE_PAY_DATE_NOT_MATCH`, of alipay.trade.pay.
    CyclePayDateNotMatch,
    /// `ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED`, of alipay.trade.pay.
    CyclePaySingleFeeExceed,
    /// `ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED`, of alipay.trade.pay.
    CyclePayTotalFeeExceed,
    /// `ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED`, of alipay.trade.pay.
    CyclePayTotalTimesExceed,
    /// `ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST`, of alipay.trade.create, alipay.trade.pay.
    DefaultSettleRuleNotExist,
    /// `ACQ.ENTERPRISE_PAY_BIZ_ERROR`, of alipay.trade.query.
    EnterprisePayBizError,
    /// `ACQ.ERROR_BALANCE_PAYMENT_DISABLE`, of alipay.trade.pay.
    ErrorBalancePaymentDisable,
    /// `ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT`, of alipay.trade.create, alipay.trade.pay.
    ErrorBuyerCertifyLevelLimit,
    /// `ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT`, of alipay.trade.create.
    ErrorSellerCertifyLevelLimit,
    /// `ACQ.EXIST_FORBIDDEN_WORD`, of alipay.trade.create, alipay.trade.pay.
    ExistForbiddenWord,
    /// `ACQ.ILLEGAL_ARGUMENT`, of alipay.trade.create, alipay.trade.pay.
    IllegalArgument,
    /// `ACQ.INVALID_PARAMETER`, of alipay.trade.create, alipay.trade.pay, alipay.trade.query.
    InvalidParameter,
    /// `ACQ.INVALID_RECEIVE_ACCOUNT`, of alipay.trade.create, alipay.trade.pay.
    InvalidReceiveAccount,
    /// `ACQ.INVALID_STORE_ID`, of alipay.trade.create, alipay.trade.pay.
    InvalidStoreId,
    /// `ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT`, of alipay.trade.create.
    MerchantPermReceiptDayLimit,
    /// `ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT`, of alipay.trade.create.
    MerchantPermReceiptSingleLimit,
    /// `ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT`, of alipay.trade.create.
    MerchantPermReceiptSuspendLimit,
    /// `ACQ.MERCHANT_STATUS_NOT_NORMAL`, of alipay.trade.create, alipay.trade.pay.
    MerchantStatusNotNormal,
    /// `ACQ.MOBILE_PAYMENT_SWITCH_OFF`, of alipay.trade.pay.
    MobilePaymentSwitchOff,
    /// `ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE`, of alipay.trade.pay.
    NoPaymentInstrumentsAvailable,
    /// `ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR`, of alipay.trade.create, alipay.trade.pay.
    NowTimeAfterExpireTimeError,
    /// `ACQ.OPEN_ID_NOT_TINY_APP`, of alipay.trade.create.
    OpenIdNotTinyApp,
    /// `ACQ.PARTNER_ERROR`, of alipay.trade.create, alipay.trade.pay.
    PartnerError,
    /// `ACQ.PAYER_UNMATCHED`, of alipay.trade.create.
    PayerUnmatched,
    /// `ACQ.PAYMENT_AUTH_CODE_INVALID`, of alipay.trade.pay.
    PaymentAuthCodeInvalid,
    /// `ACQ.PAYMENT_FAIL`, of alipay.trade.pay.
    PaymentFail,
    /// `ACQ.PAYMENT_REQUEST_HAS_RISK`, of alipay.trade.pay.
    PaymentRequestHasRisk,
    /// `INVALID_PARAMETER`, of alipay.open.app.item.create, alipay.open.app.item.delete,
    /// alipay.open.app.item.direct.modify, alipay.open.app.item.list.query, alipay.open.app.item.modify,
    /// alipay.open.app.item.query.
    PlainInvalidParameter,
    /// `MINI_APP_HAS_NOT_REG`, of alipay.open.app.item.create.
    PlainMiniAppHasNotReg,
    /// `SYSTEM_ERROR`, of alipay.open.app.item.create, alipay.open.app.item.delete, alipay.open.app.item.direct.modify,
    /// alipay.open.app.item.list.query, alipay.open.app.item.modify, alipay.open.app.item.query.
    PlainSystemError,
    /// `ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID`, of alipay.trade.create, alipay.trade.pay.
    PlatformBusinessAcquireModeMustMerchantId,
    /// `ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT`, of alipay.trade.pay.
    PreAuthProdCodeInconsistent,
    /// `ACQ.PRODUCT_NOT_SUPPORT_IN_TINY_APP`, of alipay.trade.create.
    ProductNotSupportInTinyApp,
    /// `ACQ.PULL_MOBILE_CASHIER_FAIL`, of alipay.trade.pay.
    PullMobileCashierFail,
    /// `ACQ.REQUEST_AMOUNT_EXCEED`, of alipay.trade.pay.
    RequestAmountExceed,
    /// `ACQ.RISK_MERCHANT_IP_NOT_EXIST`, of alipay.trade.create.
    RiskMerchantIpNotExist,
    /// `ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID`, of alipay.trade.create, alipay.trade.pay.
    SecondaryMerchantAlipayAccountInvalid,
    /// `ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID`, of alipay.trade.create, alipay.trade.pay.
    SecondaryMerchantCardAliasNoInvalid,
    /// `ACQ.SECONDARY_MERCHANT_ID_BLANK`, of alipay.trade.create, alipay.trade.pay.
    SecondaryMerchantIdBlank,
    /// `ACQ.SECONDARY_MERCHANT_ID_INVALID`, of alipay.trade.create, alipay.trade.pay.
    SecondaryMerchantIdInvalid,
    /// `ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT`, of alipay.trade.create, alipay.trade.pay.
    SecondaryMerchantIsvPunishIndirect,
    /// `ACQ.SECONDARY_MERCHANT_NOT_MATCH`, of alipay.trade.create, alipay.trade.pay.
    SecondaryMerchantNotMatch,
    /// `ACQ.SECONDARY_MERCHANT_STATUS_ERROR`, of alipay.trade.create, alipay.trade.pay.
    SecondaryMerchantStatusError,
    /// `ACQ.SELLER_BEEN_BLOCKED`, of alipay.trade.create, alipay.trade.pay.
    SellerBeenBlocked,
    /// `ACQ.SELLER_NOT_EXIST`, of alipay.trade.create, alipay.trade.pay.
    SellerNotExist,
    /// `ACQ.STORE_INFO_INVALID`, of alipay.trade.create, alipay.trade.pay.
    StoreInfoInvalid,
    /// `ACQ.SUB_GOODS_SIZE_MAX_COUNT`, of alipay.trade.create, alipay.trade.pay.
    SubGoodsSizeMaxCount,
    /// `ACQ.SUB_MERCHANT_CREATE_FAIL`, of alipay.trade.create.
    SubMerchantCreateFail,
    /// `ACQ.SUB_MERCHANT_TYPE_INVALID`, of alipay.trade.create, alipay.trade.pay.
    SubMerchantTypeInvalid,
    /// `ACQ.SYSTEM_ERROR`, of alipay.trade.create, alipay.trade.pay, alipay.trade.query.
    SystemError,
    /// `ACQ.TOTAL_FEE_EXCEED`, of alipay.trade.create, alipay.trade.pay.
    TotalFeeExceed,
    /// `ACQ.TRADE_BUYER_NOT_MATCH`, of alipay.trade.create, alipay.trade.pay.
    TradeBuyerNotMatch,
    /// `ACQ.TRADE_HAS_CLOSE`, of alipay.trade.create, alipay.trade.pay.
    TradeHasClose,
    /// `ACQ.TRADE_HAS_SUCCESS`, of alipay.trade.create, alipay.trade.pay.
    TradeHasSuccess,
    /// `ACQ.TRADE_NOT_EXIST`, of alipay.trade.query.
    TradeNotExist,
    /// `ACQ.UNBOUND_APPLICATION`, of alipay.trade.create.
    UnboundApplication,
    /// `ACQ.USER_FACE_PAYMENT_SWITCH_OFF`, of alipay.trade.pay.
    UserFacePaymentSwitchOff,
    /// `ACQ.USER_LOGONID_DUP`, of alipay.trade.create, alipay.trade.pay.
    UserLogonidDup,
}

impl Code {
    /// All codes.
    pub const ALL: &[Code] = &[
        Code::AccessForbidden,
        Code::AgreementError,
        Code::AgreementInvalid,
        Code::AgreementNotExist,
        Code::AgreementStatusNotNormal,
        Code::AuthAmountNotEnough,
        Code::AuthNoError,
        Code::AuthOrderHasClosed,
        Code::AuthOrderHasFinished,
        Code::AuthOrderNotPaid,
        Code::BeyondPayRestriction,
        Code::BeyondPerReceiptRestriction,
        Code::BeyondPerReceiptSingleRestriction,
        Code::BizProductNotAllowed,
        Code::BuyerBalanceNotEnough,
        Code::BuyerBankcardBalanceNotEnough,
        Code::BuyerEnableStatusForbid,
        Code::BuyerNotExist,
        Code::BuyerPaymentAmountDayLimitError,
        Code::BuyerPaymentAmountMonthLimitError,
        Code::BuyerSellerEqual,
        Code::ContextInconsistent,
        Code::CustomerValidateError,
        Code::CyclePayDateNotMatch,
        Code::CyclePaySingleFeeExceed,
        Code::CyclePayTotalFeeExceed,
        Code::CyclePayTotalTimesExceed,
        Code::DefaultSettleRuleNotExist,
        Code::EnterprisePayBizError,
        Code::ErrorBalancePaymentDisable,
        Code::ErrorBuyerCertifyLevelLimit,
        Code::ErrorSellerCertifyLevelLimit,
        Code::ExistForbiddenWord,
        Code::IllegalArgument,
        Code::InvalidParameter,
        Code::InvalidReceiveAccount,
        Code::InvalidStoreId,
        Code::MerchantPermReceiptDayLimit,
        Code::MerchantPermReceiptSingleLimit,
        Code::MerchantPermReceiptSuspendLimit,
        Code::MerchantStatusNotNormal,
        Code::MobilePaymentSwitchOff,
        Code::NoPaymentInstrumentsAvailable,
        Code::NowTimeAfterExpireTimeError,
        Code::OpenIdNotTinyApp,
        Code::PartnerError,
        Code::PayerUnmatched,
        Code::PaymentAuthCodeInvalid,
        Code::PaymentFail,
        Code::PaymentRequestHasRisk,
        Code::PlainInvalidParameter,
        Code::PlainMiniAppHasNotReg,
        Code::PlainSystemError,
        Code::PlatformBusinessAcquireModeMustMerchantId,
        Code::PreAuthProdCodeInconsistent,
        Code::ProductNotSupportInTinyApp,
        Code::PullMobileCashierFail,
        Code::RequestAmountExceed,
        Code::RiskMerchantIpNotExist,
        Code::SecondaryMerchantAlipayAccountInvalid,
        Code::SecondaryMerchantCardAliasNoInvalid,
        Code::SecondaryMerchantIdBlank,
        Code::SecondaryMerchantIdInvalid,
        Code::SecondaryMerchantIsvPunishIndirect,
        Code::SecondaryMerchantNotMatch,
        Code::SecondaryMerchantStatusError,
        Code::SellerBeenBlocked,
        Code::SellerNotExist,
        Code::StoreInfoInvalid,
        Code::SubGoodsSizeMaxCount,
        Code::SubMerchantCreateFail,
        Code::SubMerchantTypeInvalid,
        Code::SystemError,
        Code::TotalFeeExceed,
        Code::TradeBuyerNotMatch,
        Code::TradeHasClose,
        Code::TradeHasSuccess,
        Code::TradeNotExist,
        Code::UnboundApplication,
        Code::UserFacePaymentSwitchOff,
        Code::UserLogonidDup,
    ];

    /// The code on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Code::AccessForbidden => "ACQ.ACCESS_FORBIDDEN",
            Code::AgreementError => "ACQ.AGREEMENT_ERROR",
            Code::AgreementInvalid => "ACQ.AGREEMENT_INVALID",
            Code::AgreementNotExist => "ACQ.AGREEMENT_NOT_EXIST",
            Code::AgreementStatusNotNormal => "ACQ.AGREEMENT_STATUS_NOT_NORMAL",
            Code::AuthAmountNotEnough => "ACQ.AUTH_AMOUNT_NOT_ENOUGH",
            Code::AuthNoError => "ACQ.AUTH_NO_ERROR",
            Code::AuthOrderHasClosed => "ACQ.AUTH_ORDER_HAS_CLOSED",
            Code::AuthOrderHasFinished => "ACQ.AUTH_ORDER_HAS_FINISHED",
            Code::AuthOrderNotPaid => "ACQ.AUTH_ORDER_NOT_PAID",
            Code::BeyondPayRestriction => "ACQ.BEYOND_PAY_RESTRICTION",
            Code::BeyondPerReceiptRestriction => "ACQ.BEYOND_PER_RECEIPT_RESTRICTION",
            Code::BeyondPerReceiptSingleRestriction => "ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION",
            Code::BizProductNotAllowed => "ACQ.BIZ_PRODUCT_NOT_ALLOWED",
            Code::BuyerBalanceNotEnough => "ACQ.BUYER_BALANCE_NOT_ENOUGH",
            Code::BuyerBankcardBalanceNotEnough => "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH",
            Code::BuyerEnableStatusForbid => "ACQ.BUYER_ENABLE_STATUS_FORBID",
            Code::BuyerNotExist => "ACQ.BUYER_NOT_EXIST",
            Code::BuyerPaymentAmountDayLimitError => "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
            Code::BuyerPaymentAmountMonthLimitError => "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR",
            Code::BuyerSellerEqual => "ACQ.BUYER_SELLER_EQUAL",
            Code::ContextInconsistent => "ACQ.CONTEXT_INCONSISTENT",
            Code::CustomerValidateError => "ACQ.CUSTOMER_VALIDATE_ERROR",
            Code::CyclePayDateNotMatch => "ACQ.CYCLE_PAY_DATE_NOT_MATCH",
            Code::CyclePaySingleFeeExceed => "ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED",
            Code::CyclePayTotalFeeExceed => "ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED",
            Code::CyclePayTotalTimesExceed => "ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED",
            Code::DefaultSettleRuleNotExist => "ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST",
            Code::EnterprisePayBizError => "ACQ.ENTERPRISE_PAY_BIZ_ERROR",
            Code::ErrorBalancePaymentDisable => "ACQ.ERROR_BALANCE_PAYMENT_DISABLE",
            Code::ErrorBuyerCertifyLevelLimit => "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT",
            Code::ErrorSellerCertifyLevelLimit => "ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT",
            Code::ExistForbiddenWord => "ACQ.EXIST_FORBIDDEN_WORD",
            Code::IllegalArgument => "ACQ.ILLEGAL_ARGUMENT",
            Code::InvalidParameter => "ACQ.INVALID_PARAMETER",
            Code::InvalidReceiveAccount => "ACQ.INVALID_RECEIVE_ACCOUNT",
            Code::InvalidStoreId => "ACQ.INVALID_STORE_ID",
            Code::MerchantPermReceiptDayLimit => "ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT",
            Code::MerchantPermReceiptSingleLimit => "ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT",
            Code::MerchantPermReceiptSuspendLimit => "ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT",
            Code::MerchantStatusNotNormal => "ACQ.MERCHANT_STATUS_NOT_NORMAL",
            Code::MobilePaymentSwitchOff => "ACQ.MOBILE_PAYMENT_SWITCH_OFF",
            Code::NoPaymentInstrumentsAvailable => "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE",
            Code::NowTimeAfterExpireTimeError => "ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR",
            Code::OpenIdNotTinyApp => "ACQ.OPEN_ID_NOT_TINY_APP",
            Code::PartnerError => "ACQ.PARTNER_ERROR",
            Code::PayerUnmatched => "ACQ.PAYER_UNMATCHED",
            Code::PaymentAuthCodeInvalid => "ACQ.PAYMENT_AUTH_CODE_INVALID",
            Code::PaymentFail => "ACQ.PAYMENT_FAIL",
            Code::PaymentRequestHasRisk => "ACQ.PAYMENT_REQUEST_HAS_RISK",
            Code::PlainInvalidParameter => "INVALID_PARAMETER",
            Code::PlainMiniAppHasNotReg => "MINI_APP_HAS_NOT_REG",
            Code::PlainSystemError => "SYSTEM_ERROR",
            Code::PlatformBusinessAcquireModeMustMerchantId => {
                "ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID"
            }
            Code::PreAuthProdCodeInconsistent => "ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT",
            Code::ProductNotSupportInTinyApp => "ACQ.PRODUCT_NOT_SUPPORT_IN_TINY_APP",
            Code::PullMobileCashierFail => "ACQ.PULL_MOBILE_CASHIER_FAIL",
            Code::RequestAmountExceed => "ACQ.REQUEST_AMOUNT_EXCEED",
            Code::RiskMerchantIpNotExist => "ACQ.RISK_MERCHANT_IP_NOT_EXIST",
            Code::SecondaryMerchantAlipayAccountInvalid => "ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID",
            Code::SecondaryMerchantCardAliasNoInvalid => "ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID",
            Code::SecondaryMerchantIdBlank => "ACQ.SECONDARY_MERCHANT_ID_BLANK",
            Code::SecondaryMerchantIdInvalid => "ACQ.SECONDARY_MERCHANT_ID_INVALID",
            Code::SecondaryMerchantIsvPunishIndirect => "ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT",
            Code::SecondaryMerchantNotMatch => "ACQ.SECONDARY_MERCHANT_NOT_MATCH",
            Code::SecondaryMerchantStatusError => "ACQ.SECONDARY_MERCHANT_STATUS_ERROR",
            Code::SellerBeenBlocked => "ACQ.SELLER_BEEN_BLOCKED",
            Code::SellerNotExist => "ACQ.SELLER_NOT_EXIST",
            Code::StoreInfoInvalid => "ACQ.STORE_INFO_INVALID",
            Code::SubGoodsSizeMaxCount => "ACQ.SUB_GOODS_SIZE_MAX_COUNT",
            Code::SubMerchantCreateFail => "ACQ.SUB_MERCHANT_CREATE_FAIL",
            Code::SubMerchantTypeInvalid => "ACQ.SUB_MERCHANT_TYPE_INVALID",
            Code::SystemError => "ACQ.SYSTEM_ERROR",
            Code::TotalFeeExceed => "ACQ.TOTAL_FEE_EXCEED",
            Code::TradeBuyerNotMatch => "ACQ.TRADE_BUYER_NOT_MATCH",
            Code::TradeHasClose => "ACQ.TRADE_HAS_CLOSE",
            Code::TradeHasSuccess => "ACQ.TRADE_HAS_SUCCESS",
            Code::TradeNotExist => "ACQ.TRADE_NOT_EXIST",
            Code::UnboundApplication => "ACQ.UNBOUND_APPLICATION",
            Code::UserFacePaymentSwitchOff => "ACQ.USER_FACE_PAYMENT_SWITCH_OFF",
            Code::UserLogonidDup => "ACQ.USER_LOGONID_DUP",
        }
    }
}
