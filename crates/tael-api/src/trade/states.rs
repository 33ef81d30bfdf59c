//! What state raises each code of the trade APIs (`semantics.md §7.1`), and which codes this version never raises. The
//! generator of the reference pages reads this file too.

use crate::states::{Silent, State};

const EVERY: &str = "";

const fn state(code: &'static str, en: &'static str, zh: &'static str) -> State {
    State { code, en, zh, silent: &[] }
}

const fn silent(code: &'static str, en: &'static str, zh: &'static str, silent: &'static [Silent]) -> State {
    State { code, en, zh, silent }
}

const PAY: &str = "alipay.trade.pay";

/// The states of the trade APIs.
pub const STATES: &[State] = &[
    state(
        "ACQ.SYSTEM_ERROR",
        "the fault business_system_error is ordered for the method; an unexpected failure answers 20000 aop.ACQ.SYSTEM_ERROR instead",
        "为该接口设置了故障 business_system_error；真正的内部异常返回 20000 aop.ACQ.SYSTEM_ERROR",
    ),
    state(
        "ACQ.INVALID_PARAMETER",
        "a field is missing, malformed, too long, outside its range or not one of its values; sub_msg names path and rule",
        "字段缺失、格式、长度、范围或取值不符；sub_msg 指明路径和规则",
    ),
    state(
        "ACQ.ILLEGAL_ARGUMENT",
        "valid arguments contradict each other: a settle amount unlike the trade's, defaultSettle with trans_in or settle_entity_type Store, summary_dimension without a card, settle_entity_id unlike the sub-merchant, settle_period_time without settle_period of the contract, store_id and alipay_store_id of two stores, virtual goods in instalments; royalties in period mode, above royalty_max_ratio, to their payer, or paid by who has received nothing; or an agreement is offered to a buyer who has ten cycle agreements with the merchant",
        "参数各自合法但互相矛盾：结算金额与订单金额不符、defaultSettle 同时传入 trans_in 或 settle_entity_type=Store、summary_dimension 未与银行卡同用、settle_entity_id 与二级商户不符、签约无 settle_period 而传入 settle_period_time、store_id 与 alipay_store_id 指向不同门店、虚拟商品使用分期；账期模式下分账、分账超过 royalty_max_ratio、分账收付方相同或付方未曾收款；或向已有十个周期扣款协议的买家提供签约",
    ),
    state(
        "ACQ.ACCESS_FORBIDDEN",
        "the merchant has no active contract for product_code (face to face where product_code is absent)",
        "商户没有该 product_code 的有效签约（未传时为当面付）",
    ),
    state(
        "ACQ.PARTNER_ERROR",
        "the application is bound to no merchant, or the merchant is DISABLED",
        "应用未绑定商户，或商户状态为 DISABLED",
    ),
    state(
        "ACQ.EXIST_FORBIDDEN_WORD",
        "subject or body holds a word of the merchant's forbidden_words",
        "subject 或 body 含有商户 forbidden_words 中的词",
    ),
    state(
        "ACQ.TOTAL_FEE_EXCEED",
        "total_amount is not above zero, or above 100,000,000.00",
        "total_amount 不大于 0，或超过 100000000.00",
    ),
    state(
        "ACQ.CONTEXT_INCONSISTENT",
        "the out_trade_no is known and unpaid, and total, subject, payee, product, discountable parts or component order differ from the first request",
        "out_trade_no 已存在且未付款，而金额、标题、收款方、产品、优惠金额或组件订单与首次请求不同",
    ),
    state(
        "ACQ.TRADE_HAS_SUCCESS",
        "the out_trade_no is known and paid or finished",
        "out_trade_no 已付款或已完结",
    ),
    state(
        "ACQ.TRADE_HAS_CLOSE",
        "the out_trade_no is known and closed, or its time limit has passed",
        "out_trade_no 已关闭，或已超过付款时限",
    ),
    state(
        "ACQ.TRADE_BUYER_NOT_MATCH",
        "the out_trade_no is known, unpaid and bound to another buyer; in trade.pay also where ext_user_info demands another identity than the payer has",
        "out_trade_no 已存在、未付款且已绑定其他买家；在 trade.pay 中还包括 ext_user_info 要求的身份与付款人不符",
    ),
    state("ACQ.BUYER_SELLER_EQUAL", "buyer and payee are the same account", "买家与收款方为同一账户"),
    silent(
        "ACQ.BUYER_NOT_EXIST",
        "buyer_id, buyer_open_id or buyer_logon_id names nobody, or a CANCELLED user",
        "buyer_id、buyer_open_id 或 buyer_logon_id 不存在，或用户为 CANCELLED",
        &[Silent {
            method: PAY,
            en: "the payment code names the buyer, and a code always belongs to somebody",
            zh: "买家由付款码确定，付款码总有所属用户",
        }],
    ),
    state(
        "ACQ.BUYER_ENABLE_STATUS_FORBID",
        "the buyer's status is FROZEN or DISABLED, at payment also CANCELLED",
        "买家状态为 FROZEN 或 DISABLED，付款时也包括 CANCELLED",
    ),
    state(
        "ACQ.PAYER_UNMATCHED",
        "ext_user_info (need_check_info or fix_buyer T) demands a name, certificate, age or identity_hash other than the buyer's identity, or the buyer is not certified",
        "ext_user_info（need_check_info 或 fix_buyer 为 T）要求的姓名、证件、年龄或 identity_hash 与买家 identity 不符，或买家未实名",
    ),
    state("ACQ.SELLER_NOT_EXIST", "seller_id names nobody", "seller_id 不存在"),
    state("ACQ.SELLER_BEEN_BLOCKED", "the payee's account or merchant is blocked", "收款账户或商户被冻结"),
    state(
        "ACQ.INVALID_RECEIVE_ACCOUNT",
        "seller_id exists, but is not among the merchant's receive_accounts, or is not the merchant itself in mode DIRECT or INDIRECT; a receiver of royalty_info is unknown, not NORMAL, or not among royalty_receivers",
        "seller_id 存在，但不在商户的 receive_accounts 中，或在 DIRECT、INDIRECT 模式下不是商户本身；royalty_info 的收款方不存在、状态不是 NORMAL，或不在 royalty_receivers 中",
    ),
    state(
        "ACQ.INVALID_STORE_ID",
        "store_id or alipay_store_id is unknown, and the merchant has registered stores",
        "商户登记了门店，而 store_id 或 alipay_store_id 不在其中",
    ),
    state(
        "ACQ.STORE_INFO_INVALID",
        "settle_entity_type is Store, and settle_entity_id is absent or no store of the merchant",
        "settle_entity_type=Store，而 settle_entity_id 未传或不是该商户的门店",
    ),
    state(
        "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT",
        "the buyer's certified is false and the amount is above limits.uncertified (1,000.00 where it is not set), or a risk rule with this code matches",
        "买家 certified 为 false 且金额超过 limits.uncertified（未设置时为 1000.00），或命中带此错误码的风险规则",
    ),
    state(
        "ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT",
        "the payee's certified is false and what it has received in all and the amount pass limits.uncertified (5,000.00 where it is not set), or a risk rule with this code matches",
        "收款方 certified 为 false 且累计收款加本笔超过 limits.uncertified（未设置时为 5000.00），或命中带此错误码的风险规则",
    ),
    state(
        "ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION",
        "the amount is above limits.single of the payee",
        "金额超过收款方的 limits.single",
    ),
    state(
        "ACQ.BEYOND_PER_RECEIPT_RESTRICTION",
        "the payee's month so far and the amount pass limits.month",
        "收款方当月累计加本笔超过 limits.month",
    ),
    state(
        "ACQ.BEYOND_PAY_RESTRICTION",
        "what the payee has received in all and the amount pass limits.receive",
        "收款方累计收款加本笔超过 limits.receive",
    ),
    state(
        "ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT",
        "the amount is above limits.punish_single of the payee",
        "金额超过收款方的 limits.punish_single",
    ),
    state(
        "ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT",
        "the payee's day so far and the amount pass limits.punish_day",
        "收款方当日累计加本笔超过 limits.punish_day",
    ),
    state(
        "ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT",
        "limits.suspended of the payee is true",
        "收款方 limits.suspended 为 true",
    ),
    state("ACQ.MERCHANT_STATUS_NOT_NORMAL", "the merchant's status is INACTIVE", "商户状态为 INACTIVE"),
    state(
        "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
        "the buyer's day so far and the amount pass limits.day",
        "买家当日累计加本笔超过 limits.day",
    ),
    state(
        "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR",
        "the buyer's month so far and the amount pass limits.month",
        "买家当月累计加本笔超过 limits.month",
    ),
    state(
        "ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR",
        "time_expire lies in the past of the world's clock",
        "time_expire 早于当前世界时钟",
    ),
    state(
        "ACQ.SUB_GOODS_SIZE_MAX_COUNT",
        "goods_detail has more than 150 elements",
        "goods_detail 超过 150 个元素",
    ),
    state(
        "ACQ.RISK_MERCHANT_IP_NOT_EXIST",
        "the merchant has ip_required, and business_params.mc_create_trade_ip is absent",
        "商户设置了 ip_required，而未传 business_params.mc_create_trade_ip",
    ),
    state(
        "ACQ.BIZ_PRODUCT_NOT_ALLOWED",
        "extend_params.trade_component_order_id comes with another product_code than JSAPI_PAY",
        "传入 extend_params.trade_component_order_id 而 product_code 不是 JSAPI_PAY",
    ),
    state(
        "ACQ.PRODUCT_NOT_SUPPORT_IN_TINY_APP",
        "op_app_id is sent, or a mini program calls, with another product_code than JSAPI_PAY",
        "传入 op_app_id 或由小程序调用，而 product_code 不是 JSAPI_PAY",
    ),
    state(
        "ACQ.OPEN_ID_NOT_TINY_APP",
        "with JSAPI_PAY op_app_id (the calling application where it is absent) is no mini program",
        "JSAPI_PAY 的 op_app_id（未传时为调用应用）不是小程序",
    ),
    state(
        "ACQ.UNBOUND_APPLICATION",
        "op_app_id is a mini program that is not linked to the merchant",
        "op_app_id 是小程序，但未关联该商户",
    ),
    state(
        "ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID",
        "the contract's mode is DIRECT and sub_merchant.merchant_id is absent",
        "签约模式为 DIRECT 而未传 sub_merchant.merchant_id",
    ),
    state(
        "ACQ.SECONDARY_MERCHANT_ID_BLANK",
        "the contract's mode is INDIRECT and sub_merchant.merchant_id is absent",
        "签约模式为 INDIRECT 而未传 sub_merchant.merchant_id",
    ),
    state("ACQ.SECONDARY_MERCHANT_ID_INVALID", "the sub-merchant is unknown", "二级商户不存在"),
    state(
        "ACQ.SECONDARY_MERCHANT_NOT_MATCH",
        "the sub-merchant is another merchant's, or of another mode than the contract",
        "二级商户属于其他商户，或与签约模式不符",
    ),
    state("ACQ.SECONDARY_MERCHANT_STATUS_ERROR", "the sub-merchant is not ACTIVE", "二级商户状态不是 ACTIVE"),
    state(
        "ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT",
        "provider_punished of the sub-merchant is true",
        "二级商户的 provider_punished 为 true",
    ),
    state(
        "ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID",
        "the userId or loginName of settle_info is not among settle_accounts of the sub-merchant (of a merchant that sells itself: its own account and receive_accounts)",
        "settle_info 的 userId 或 loginName 不在二级商户的 settle_accounts 中（商户自营时为自身账户和 receive_accounts）",
    ),
    state(
        "ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID",
        "the card of settle_info is not among settle_accounts of the sub-merchant (of a merchant that sells itself: card_aliases)",
        "settle_info 的银行卡编号不在二级商户的 settle_accounts 中（商户自营时为 card_aliases）",
    ),
    state(
        "ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST",
        "trans_in_type is defaultSettle and no default_settle_account is set",
        "trans_in_type=defaultSettle 而未设置 default_settle_account",
    ),
    state(
        "ACQ.CUSTOMER_VALIDATE_ERROR",
        "the settlement account is registered without certified, or its user is not certified or not NORMAL",
        "结算账户登记时 certified 不为 true，或其用户未实名或状态不是 NORMAL",
    ),
    state(
        "ACQ.USER_LOGONID_DUP",
        "several users have the login name of buyer_logon_id, or of trans_in with trans_in_type loginName",
        "buyer_logon_id，或 trans_in_type=loginName 的 trans_in，对应多个用户",
    ),
    silent(
        "ACQ.SUB_MERCHANT_CREATE_FAIL",
        "the data of sub_merchant cannot be stored",
        "sub_merchant 数据无法保存",
        &[Silent {
            method: EVERY,
            en: "a code of former versions of the platform: what the schema accepts can be stored",
            zh: "平台旧版本的错误码：通过校验的数据均可保存",
        }],
    ),
    state(
        "ACQ.SUB_MERCHANT_TYPE_INVALID",
        "sub_merchant.merchant_type is not one of its values",
        "sub_merchant.merchant_type 不在取值范围内",
    ),
    state(
        "ACQ.PAYMENT_AUTH_CODE_INVALID",
        "auth_code is malformed, unknown, expired or used",
        "auth_code 格式错误、不存在、已过期或已使用",
    ),
    state(
        "ACQ.BUYER_BALANCE_NOT_ENOUGH",
        "no channel that the order admits holds, within its limit, what discounts and points leave over; the first one that holds anything is no card",
        "可用渠道在限额内均不足以支付优惠和积分之后的金额，且首个有余额的渠道不是银行卡",
    ),
    state(
        "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH",
        "no channel that the order admits holds, within its limit, what discounts and points leave over; the first one that holds anything is a card",
        "可用渠道在限额内均不足以支付优惠和积分之后的金额，且首个有余额的渠道是银行卡",
    ),
    state(
        "ACQ.ERROR_BALANCE_PAYMENT_DISABLE",
        "only the balance could pay, and the buyer's switches.balance is off",
        "只有余额可用，而买家的 switches.balance 已关闭",
    ),
    state(
        "ACQ.PULL_MOBILE_CASHIER_FAIL",
        "the password is needed and the buyer's wallet_reachable is false",
        "需要输入密码，而买家的 wallet_reachable 为 false",
    ),
    state(
        "ACQ.MOBILE_PAYMENT_SWITCH_OFF",
        "the buyer's switches.mobile is off",
        "买家的 switches.mobile 已关闭",
    ),
    state(
        "ACQ.USER_FACE_PAYMENT_SWITCH_OFF",
        "the buyer's switches.face is off, and the trade is face to face",
        "当面付交易，而买家的 switches.face 已关闭",
    ),
    state(
        "ACQ.PAYMENT_FAIL",
        "a risk rule with this code matches (POST /risk-rules), asked when the channel is to pay",
        "渠道扣款前命中带此错误码的风险规则（POST /risk-rules）",
    ),
    state(
        "ACQ.PAYMENT_REQUEST_HAS_RISK",
        "a risk rule with this code matches (POST /risk-rules)",
        "命中带此错误码的风险规则（POST /risk-rules）",
    ),
    state(
        "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE",
        "discounts and points do not pay everything, and the buyer has no channel that is switched on and admitted by enable_pay_channels and disable_pay_channels, for virtual goods other than CREDIT_LINE, for instalments CREDIT_LINE itself (channels, channel_settings of the buyer)",
        "优惠和积分不足以全额支付，且买家没有已开启并被 enable_pay_channels、disable_pay_channels 允许的渠道；虚拟商品不可用 CREDIT_LINE，分期只能用 CREDIT_LINE（见买家的 channels、channel_settings）",
    ),
    state(
        "ACQ.AGREEMENT_NOT_EXIST",
        "no agreement of this world has the number of agreement_params (GET /agreements)",
        "agreement_params 的协议号不存在（见 GET /agreements）",
    ),
    state(
        "ACQ.AGREEMENT_INVALID",
        "the world's clock has come to invalid_time of the agreement, or not to its valid_time yet",
        "当前世界时钟已到协议的 invalid_time，或未到 valid_time",
    ),
    state(
        "ACQ.AGREEMENT_STATUS_NOT_NORMAL",
        "the agreement's status is TEMP, STOP or UNSIGN",
        "协议状态为 TEMP、STOP 或 UNSIGN",
    ),
    state(
        "ACQ.AGREEMENT_ERROR",
        "the agreement is another merchant's, for another product_code, or of another user than buyer_id or buyer_open_id names",
        "协议属于其他商户、其他 product_code，或与 buyer_id / buyer_open_id 不是同一用户",
    ),
    state(
        "ACQ.CYCLE_PAY_DATE_NOT_MATCH",
        "today is not within the five days before next_deduct_time of the agreement, nor that day",
        "今天不在协议 next_deduct_time 前五天至当天的范围内",
    ),
    state(
        "ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED",
        "the amount is above single_amount of the agreement's rule",
        "金额超过协议规则的 single_amount",
    ),
    state(
        "ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED",
        "what was deducted so far and the amount pass total_amount of the agreement's rule",
        "已扣金额加本笔超过协议规则的 total_amount",
    ),
    state(
        "ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED",
        "as many deductions have succeeded as total_payments of the agreement's rule says",
        "成功扣款次数已达协议规则的 total_payments",
    ),
    state(
        "ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT",
        "product_code is not that of the authorisation (PREAUTH_PAY and PRE_AUTH_ONLINE are one)",
        "product_code 与预授权的不同（PREAUTH_PAY 与 PRE_AUTH_ONLINE 视为相同）",
    ),
    state(
        "ACQ.AUTH_NO_ERROR",
        "auth_no is not frozen for this merchant, for another payee, or of another user than buyer_id or buyer_open_id names",
        "auth_no 未为该商户冻结、收款方不同，或与 buyer_id / buyer_open_id 不是同一用户",
    ),
    state(
        "ACQ.AUTH_AMOUNT_NOT_ENOUGH",
        "the amount is above rest_amount of the authorisation, but not above total_freeze_amount",
        "金额超过预授权的 rest_amount，但未超过 total_freeze_amount",
    ),
    state(
        "ACQ.REQUEST_AMOUNT_EXCEED",
        "the amount is above total_freeze_amount of the authorisation",
        "金额超过预授权的 total_freeze_amount",
    ),
    state(
        "ACQ.AUTH_ORDER_HAS_CLOSED",
        "the authorisation's order_status is CLOSED",
        "预授权的 order_status 为 CLOSED",
    ),
    state(
        "ACQ.AUTH_ORDER_HAS_FINISHED",
        "the authorisation's order_status is FINISH",
        "预授权的 order_status 为 FINISH",
    ),
    state(
        "ACQ.AUTH_ORDER_NOT_PAID",
        "the authorisation's order_status is INIT",
        "预授权的 order_status 为 INIT",
    ),
    state(
        "ACQ.TRADE_NOT_EXIST",
        "this merchant has no trade with the number; before the buyer has scanned or opened the cashier none exists",
        "该商户没有此交易；买家扫码或打开收银台前交易不存在",
    ),
    state(
        "ACQ.ENTERPRISE_PAY_BIZ_ERROR",
        "the request named enterprise payment, query_options asks for enterprise_pay_info, and enterprise.status of the buyer is ABNORMAL",
        "下单时传入了因公付信息，query_options 含 enterprise_pay_info，而买家的 enterprise.status 为 ABNORMAL",
    ),
];
