//! The tables of `alipay.trade.pay`. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::{
    Api, Choice, ChoiceRule, Codes, Condition, Duration, ErrorRow, Field, Format, Kind, Pattern, Range, Test,
    Value,
};

/// `alipay.trade.pay`: its fields, answer and errors.
pub static API: Api = Api {
    method: "alipay.trade.pay",
    title_zh: "统一收单交易支付接口",
    title_en: "Unified order: pay with a code read from the user (bar code or sound wave)",
    invalid_parameter: "ACQ.INVALID_PARAMETER",
    request: REQUEST,
    response: RESPONSE,
    errors: ERRORS,
};

static PATTERN_0: Pattern = Pattern::new("^[A-Za-z0-9_]+$");
static PATTERN_1: Pattern = Pattern::new("^([1-9][0-9]*[mhd]|1c)$");
static PATTERN_2: Pattern = Pattern::new("^2088[0-9]{12}$");
static PATTERN_3: Pattern = Pattern::new("^[1-9][0-9]{0,2}d$");
static REQUEST: &[Field] = &[
    Field {
        name: "out_trade_no",
        path: "out_trade_no",
        required: true,
        pattern: Some(&PATTERN_0),
        max_length: 64,
        example: Some("\"20150320010101001\""),
        ..Field::BLANK
    },
    Field {
        name: "scene",
        path: "scene",
        max_length: 32,
        values: &[
            Value { text: "bar_code", means: "bar_code" },
            Value { text: "wave_code", means: "wave_code" },
            Value { text: "security_code", means: "security_code" },
        ],
        values_open: true,
        example: Some("\"bar_code\""),
        ..Field::BLANK
    },
    Field {
        name: "auth_code",
        path: "auth_code",
        choice: Some(&Choice {
            first: "auth_code",
            members: &["auth_code", "agreement_params", "auth_no"],
            rule: ChoiceRule::AtLeastOne,
            only_when: None,
            priority: &[],
        }),
        codes: Codes {
            length: Some("ACQ.PAYMENT_AUTH_CODE_INVALID"),
            pattern: Some("ACQ.PAYMENT_AUTH_CODE_INVALID"),
            ..Codes::NONE
        },
        max_length: 64,
        example: Some("\"28763443825664394\""),
        ..Field::BLANK
    },
    Field {
        name: "subject",
        path: "subject",
        required: true,
        max_length: 256,
        example: Some("\"Iphone6 16G\""),
        ..Field::BLANK
    },
    Field {
        name: "seller_id",
        path: "seller_id",
        max_length: 28,
        example: Some("\"2088102146225135\""),
        ..Field::BLANK
    },
    Field {
        name: "total_amount",
        path: "total_amount",
        kind: Kind::Money,
        codes: Codes { range: Some("ACQ.TOTAL_FEE_EXCEED"), ..Codes::NONE },
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        example: Some("\"88.88\""),
        ..Field::BLANK
    },
    Field {
        name: "discountable_amount",
        path: "discountable_amount",
        kind: Kind::Money,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        example: Some("\"8.88\""),
        ..Field::BLANK
    },
    Field {
        name: "undiscountable_amount",
        path: "undiscountable_amount",
        kind: Kind::Money,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        example: Some("\"80.00\""),
        ..Field::BLANK
    },
    Field { name: "body", path: "body", max_length: 128, example: Some("\"Iphone6 16G\""), ..Field::BLANK },
    Field {
        name: "goods_detail",
        path: "goods_detail",
        kind: Kind::Array,
        codes: Codes { items: Some("ACQ.SUB_GOODS_SIZE_MAX_COUNT"), ..Codes::NONE },
        max_items: 150,
        children: REQUEST_GOODS_DETAIL,
        ..Field::BLANK
    },
    Field {
        name: "operator_id",
        path: "operator_id",
        max_length: 28,
        example: Some("\"yx_001\""),
        ..Field::BLANK
    },
    Field { name: "store_id", path: "store_id", max_length: 32, example: Some("\"NJ_001\""), ..Field::BLANK },
    Field {
        name: "terminal_id",
        path: "terminal_id",
        max_length: 32,
        example: Some("\"NJ_T_001\""),
        ..Field::BLANK
    },
    Field {
        name: "alipay_store_id",
        path: "alipay_store_id",
        max_length: 32,
        example: Some("\"2016041400077000000003314986\""),
        ..Field::BLANK
    },
    Field {
        name: "extend_params",
        path: "extend_params",
        kind: Kind::Object,
        children: REQUEST_EXTEND_PARAMS,
        ..Field::BLANK
    },
    Field {
        name: "timeout_express",
        path: "timeout_express",
        choice: Some(&Choice {
            first: "timeout_express",
            members: &["time_expire", "timeout_express"],
            rule: ChoiceRule::Any,
            only_when: None,
            priority: &["time_expire", "timeout_express"],
        }),
        pattern: Some(&PATTERN_1),
        max_length: 6,
        duration: Some(Duration { min: "1m", max: "15d" }),
        example: Some("\"90m\""),
        ..Field::BLANK
    },
    Field {
        name: "time_expire",
        path: "time_expire",
        choice: Some(&Choice {
            first: "timeout_express",
            members: &["time_expire", "timeout_express"],
            rule: ChoiceRule::Any,
            only_when: None,
            priority: &["time_expire", "timeout_express"],
        }),
        max_length: 32,
        format: Some(Format::DateTime),
        example: Some("\"2021-12-31 10:05:00\""),
        ..Field::BLANK
    },
    Field {
        name: "royalty_info",
        path: "royalty_info",
        kind: Kind::Object,
        children: REQUEST_ROYALTY_INFO,
        ..Field::BLANK
    },
    Field {
        name: "sub_merchant",
        path: "sub_merchant",
        kind: Kind::Object,
        decided_in_method: true,
        children: REQUEST_SUB_MERCHANT,
        ..Field::BLANK
    },
    Field {
        name: "product_code",
        path: "product_code",
        max_length: 64,
        values: &[
            Value { text: "FACE_TO_FACE_PAYMENT", means: "FACE_TO_FACE_PAYMENT" },
            Value { text: "CYCLE_PAY_AUTH", means: "CYCLE_PAY_AUTH" },
            Value { text: "GENERAL_WITHHOLDING", means: "GENERAL_WITHHOLDING" },
            Value { text: "PRE_AUTH_ONLINE", means: "PRE_AUTH_ONLINE" },
            Value { text: "PREAUTH_PAY", means: "PREAUTH_PAY" },
            Value { text: "PRE_AUTH", means: "PRE_AUTH" },
        ],
        values_open: true,
        ..Field::BLANK
    },
    Field {
        name: "buyer_id",
        path: "buyer_id",
        pattern: Some(&PATTERN_2),
        max_length: 28,
        example: Some("\"2088102146225135\""),
        ..Field::BLANK
    },
    Field {
        name: "buyer_open_id",
        path: "buyer_open_id",
        max_length: 128,
        example: Some("\"074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5\""),
        ..Field::BLANK
    },
    Field {
        name: "agreement_params",
        path: "agreement_params",
        kind: Kind::Object,
        choice: Some(&Choice {
            first: "auth_code",
            members: &["auth_code", "agreement_params", "auth_no"],
            rule: ChoiceRule::AtLeastOne,
            only_when: None,
            priority: &[],
        }),
        children: REQUEST_AGREEMENT_PARAMS,
        ..Field::BLANK
    },
    Field {
        name: "auth_no",
        path: "auth_no",
        choice: Some(&Choice {
            first: "auth_code",
            members: &["auth_code", "agreement_params", "auth_no"],
            rule: ChoiceRule::AtLeastOne,
            only_when: None,
            priority: &[],
        }),
        max_length: 64,
        example: Some("\"2014021601002000640012345678\""),
        ..Field::BLANK
    },
    Field {
        name: "auth_confirm_mode",
        path: "auth_confirm_mode",
        max_length: 32,
        values: &[
            Value { text: "COMPLETE", means: "COMPLETE" },
            Value { text: "NOT_COMPLETE", means: "NOT_COMPLETE" },
        ],
        ..Field::BLANK
    },
    Field {
        name: "advance_payment_type",
        path: "advance_payment_type",
        max_length: 64,
        values: &[Value { text: "ENJOY_PAY_V2", means: "ENJOY_PAY_V2" }],
        values_open: true,
        ..Field::BLANK
    },
    Field { name: "is_async_pay", path: "is_async_pay", kind: Kind::Boolean, ..Field::BLANK },
    Field {
        name: "pay_params",
        path: "pay_params",
        kind: Kind::Object,
        children: REQUEST_PAY_PARAMS,
        ..Field::BLANK
    },
    Field {
        name: "promo_params",
        path: "promo_params",
        kind: Kind::Object,
        children: REQUEST_PROMO_PARAMS,
        ..Field::BLANK
    },
    Field {
        name: "settle_info",
        path: "settle_info",
        kind: Kind::Object,
        decided_in_method: true,
        children: REQUEST_SETTLE_INFO,
        ..Field::BLANK
    },
    Field {
        name: "disable_pay_channels",
        path: "disable_pay_channels",
        max_length: 128,
        separator: Some(','),
        example: Some("\"credit_group,point\""),
        ..Field::BLANK
    },
    Field {
        name: "query_options",
        path: "query_options",
        kind: Kind::List,
        max_length: 1024,
        values: &[
            Value { text: "fund_bill_list", means: "fund_bill_list" },
            Value { text: "voucher_detail_list", means: "voucher_detail_list" },
            Value { text: "enterprise_pay_info", means: "enterprise_pay_info" },
            Value { text: "discount_goods_detail", means: "discount_goods_detail" },
            Value { text: "discount_amount", means: "discount_amount" },
            Value { text: "mdiscount_amount", means: "mdiscount_amount" },
        ],
        values_open: true,
        example: Some("[\"fund_bill_list\",\"voucher_detail_list\"]"),
        ..Field::BLANK
    },
    Field {
        name: "ext_user_info",
        path: "ext_user_info",
        kind: Kind::Object,
        children: REQUEST_EXT_USER_INFO,
        ..Field::BLANK
    },
    Field {
        name: "business_params",
        path: "business_params",
        kind: Kind::Object,
        as_text: Some(512),
        children: REQUEST_BUSINESS_PARAMS,
        open: true,
        example: Some("{\"data\":\"123\"}"),
        ..Field::BLANK
    },
    Field {
        name: "bkagent_req_info",
        path: "bkagent_req_info",
        kind: Kind::Object,
        children: REQUEST_BKAGENT_REQ_INFO,
        ..Field::BLANK
    },
    Field { name: "merchant_order_no", path: "merchant_order_no", max_length: 32, ..Field::BLANK },
    Field {
        name: "passback_params",
        path: "passback_params",
        max_length: 512,
        example: Some("\"merchantBizType%3d3C%26merchantBizNo%3d2016010101111\""),
        ..Field::BLANK
    },
    Field { name: "request_org_pid", path: "request_org_pid", max_length: 32, ..Field::BLANK },
    Field { name: "terminal_params", path: "terminal_params", max_length: 2048, ..Field::BLANK },
    Field {
        name: "trans_currency",
        path: "trans_currency",
        max_length: 8,
        values: &[
            Value { text: "GBP", means: "GBP" },
            Value { text: "HKD", means: "HKD" },
            Value { text: "USD", means: "USD" },
            Value { text: "SGD", means: "SGD" },
            Value { text: "JPY", means: "JPY" },
            Value { text: "CAD", means: "CAD" },
            Value { text: "AUD", means: "AUD" },
            Value { text: "EUR", means: "EUR" },
            Value { text: "NZD", means: "NZD" },
            Value { text: "KRW", means: "KRW" },
            Value { text: "THB", means: "THB" },
            Value { text: "CHF", means: "CHF" },
            Value { text: "SEK", means: "SEK" },
            Value { text: "DKK", means: "DKK" },
            Value { text: "NOK", means: "NOK" },
            Value { text: "MYR", means: "MYR" },
            Value { text: "IDR", means: "IDR" },
            Value { text: "PHP", means: "PHP" },
            Value { text: "MUR", means: "MUR" },
            Value { text: "ILS", means: "ILS" },
            Value { text: "LKR", means: "LKR" },
            Value { text: "RUB", means: "RUB" },
            Value { text: "AED", means: "AED" },
            Value { text: "CZK", means: "CZK" },
            Value { text: "ZAR", means: "ZAR" },
            Value { text: "CNY", means: "CNY" },
        ],
        ..Field::BLANK
    },
    Field {
        name: "settle_currency",
        path: "settle_currency",
        max_length: 8,
        values: &[
            Value { text: "GBP", means: "GBP" },
            Value { text: "HKD", means: "HKD" },
            Value { text: "USD", means: "USD" },
            Value { text: "SGD", means: "SGD" },
            Value { text: "JPY", means: "JPY" },
            Value { text: "CAD", means: "CAD" },
            Value { text: "AUD", means: "AUD" },
            Value { text: "EUR", means: "EUR" },
            Value { text: "NZD", means: "NZD" },
            Value { text: "KRW", means: "KRW" },
            Value { text: "THB", means: "THB" },
            Value { text: "CHF", means: "CHF" },
            Value { text: "SEK", means: "SEK" },
            Value { text: "DKK", means: "DKK" },
            Value { text: "NOK", means: "NOK" },
            Value { text: "MYR", means: "MYR" },
            Value { text: "IDR", means: "IDR" },
            Value { text: "PHP", means: "PHP" },
            Value { text: "MUR", means: "MUR" },
            Value { text: "ILS", means: "ILS" },
            Value { text: "LKR", means: "LKR" },
            Value { text: "RUB", means: "RUB" },
            Value { text: "AED", means: "AED" },
            Value { text: "CZK", means: "CZK" },
            Value { text: "ZAR", means: "ZAR" },
            Value { text: "CNY", means: "CNY" },
        ],
        ..Field::BLANK
    },
];

static REQUEST_GOODS_DETAIL: &[Field] = &[
    Field { name: "goods_id", path: "goods_detail.goods_id", required: true, max_length: 32, ..Field::BLANK },
    Field { name: "alipay_goods_id", path: "goods_detail.alipay_goods_id", max_length: 32, ..Field::BLANK },
    Field {
        name: "goods_name",
        path: "goods_detail.goods_name",
        required: true,
        max_length: 256,
        ..Field::BLANK
    },
    Field {
        name: "quantity",
        path: "goods_detail.quantity",
        kind: Kind::Number,
        required: true,
        max_length: 32,
        range: Range { min: Some(10000), max: Some(9999999999000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "price",
        path: "goods_detail.price",
        kind: Kind::Money,
        required: true,
        range: Range { min: Some(0), max: Some(100000000000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field { name: "goods_category", path: "goods_detail.goods_category", max_length: 24, ..Field::BLANK },
    Field {
        name: "categories_tree",
        path: "goods_detail.categories_tree",
        max_length: 128,
        separator: Some('|'),
        ..Field::BLANK
    },
    Field { name: "body", path: "goods_detail.body", max_length: 1000, ..Field::BLANK },
    Field { name: "show_url", path: "goods_detail.show_url", max_length: 400, ..Field::BLANK },
    Field {
        name: "out_item_id",
        path: "goods_detail.out_item_id",
        required_when: Some(&Condition {
            path: "extend_params.trade_component_order_id",
            test: Test::Present,
            code: None,
        }),
        max_length: 100,
        ..Field::BLANK
    },
    Field {
        name: "out_sku_id",
        path: "goods_detail.out_sku_id",
        decided_in_method: true,
        max_length: 64,
        ..Field::BLANK
    },
    Field { name: "goods_ean_id", path: "goods_detail.goods_ean_id", max_length: 32, ..Field::BLANK },
];

static REQUEST_EXTEND_PARAMS: &[Field] = &[
    Field {
        name: "sys_service_provider_id",
        path: "extend_params.sys_service_provider_id",
        max_length: 64,
        ..Field::BLANK
    },
    Field { name: "hb_fq_num", path: "extend_params.hb_fq_num", max_length: 5, ..Field::BLANK },
    Field {
        name: "hb_fq_seller_percent",
        path: "extend_params.hb_fq_seller_percent",
        max_length: 3,
        ..Field::BLANK
    },
    Field {
        name: "industry_reflux_info",
        path: "extend_params.industry_reflux_info",
        kind: Kind::JsonText,
        max_length: 512,
        ..Field::BLANK
    },
    Field { name: "card_type", path: "extend_params.card_type", max_length: 32, ..Field::BLANK },
    Field {
        name: "trade_component_order_id",
        path: "extend_params.trade_component_order_id",
        max_length: 128,
        ..Field::BLANK
    },
    Field {
        name: "credit_ext_info",
        path: "extend_params.credit_ext_info",
        max_length: 4096,
        ..Field::BLANK
    },
    Field { name: "fq_channels", path: "extend_params.fq_channels", ..Field::BLANK },
    Field { name: "fq_num", path: "extend_params.fq_num", ..Field::BLANK },
    Field { name: "fq_seller_percent", path: "extend_params.fq_seller_percent", ..Field::BLANK },
    Field {
        name: "royalty_freeze",
        path: "extend_params.royalty_freeze",
        max_length: 5,
        values: &[Value { text: "true", means: "true" }, Value { text: "false", means: "false" }],
        ..Field::BLANK
    },
    Field {
        name: "specified_seller_name",
        path: "extend_params.specified_seller_name",
        max_length: 32,
        ..Field::BLANK
    },
    Field {
        name: "tc_installment_order_id",
        path: "extend_params.tc_installment_order_id",
        max_length: 128,
        ..Field::BLANK
    },
];

static REQUEST_ROYALTY_INFO: &[Field] = &[
    Field {
        name: "royalty_type",
        path: "royalty_info.royalty_type",
        max_length: 150,
        values: &[Value { text: "ROYALTY", means: "ROYALTY" }],
        ..Field::BLANK
    },
    Field {
        name: "royalty_detail_infos",
        path: "royalty_info.royalty_detail_infos",
        kind: Kind::Array,
        required: true,
        children: REQUEST_ROYALTY_INFO_ROYALTY_DETAIL_INFOS,
        ..Field::BLANK
    },
];

static REQUEST_ROYALTY_INFO_ROYALTY_DETAIL_INFOS: &[Field] = &[
    Field {
        name: "serial_no",
        path: "royalty_info.royalty_detail_infos.serial_no",
        kind: Kind::Integer,
        max_length: 9,
        range: Range { min: Some(1000000), max: Some(999999999000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "trans_in_type",
        path: "royalty_info.royalty_detail_infos.trans_in_type",
        max_length: 24,
        values: &[
            Value { text: "userId", means: "userId" },
            Value { text: "bankIndex", means: "bankIndex" },
            Value { text: "storeId", means: "storeId" },
        ],
        ..Field::BLANK
    },
    Field {
        name: "batch_no",
        path: "royalty_info.royalty_detail_infos.batch_no",
        max_length: 32,
        ..Field::BLANK
    },
    Field {
        name: "out_relation_id",
        path: "royalty_info.royalty_detail_infos.out_relation_id",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "trans_out_type",
        path: "royalty_info.royalty_detail_infos.trans_out_type",
        max_length: 24,
        values: &[Value { text: "userId", means: "userId" }],
        ..Field::BLANK
    },
    Field {
        name: "trans_out",
        path: "royalty_info.royalty_detail_infos.trans_out",
        required: true,
        max_length: 28,
        ..Field::BLANK
    },
    Field {
        name: "trans_in",
        path: "royalty_info.royalty_detail_infos.trans_in",
        required: true,
        max_length: 28,
        ..Field::BLANK
    },
    Field {
        name: "amount",
        path: "royalty_info.royalty_detail_infos.amount",
        kind: Kind::Money,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field { name: "desc", path: "royalty_info.royalty_detail_infos.desc", max_length: 1000, ..Field::BLANK },
    Field {
        name: "amount_percentage",
        path: "royalty_info.royalty_detail_infos.amount_percentage",
        max_length: 3,
        ..Field::BLANK
    },
];

static REQUEST_SUB_MERCHANT: &[Field] = &[
    Field { name: "merchant_id", path: "sub_merchant.merchant_id", max_length: 32, ..Field::BLANK },
    Field {
        name: "merchant_type",
        path: "sub_merchant.merchant_type",
        codes: Codes { values: Some("ACQ.SUB_MERCHANT_TYPE_INVALID"), ..Codes::NONE },
        max_length: 32,
        values: &[Value { text: "alipay", means: "alipay" }],
        ..Field::BLANK
    },
];

static REQUEST_AGREEMENT_PARAMS: &[Field] = &[
    Field {
        name: "agreement_no",
        path: "agreement_params.agreement_no",
        required: true,
        max_length: 64,
        example: Some("\"20170322450983769228\""),
        ..Field::BLANK
    },
    Field { name: "apply_token", path: "agreement_params.apply_token", ..Field::BLANK },
    Field { name: "auth_confirm_no", path: "agreement_params.auth_confirm_no", ..Field::BLANK },
    Field { name: "deduct_permission", path: "agreement_params.deduct_permission", ..Field::BLANK },
];

static REQUEST_PAY_PARAMS: &[Field] = &[
    Field {
        name: "async_type",
        path: "pay_params.async_type",
        max_length: 32,
        values: &[
            Value { text: "NORMAL_ASYNC", means: "NORMAL_ASYNC" },
            Value { text: "NEAR_REAL_TIME_ASYNC", means: "NEAR_REAL_TIME_ASYNC" },
        ],
        ..Field::BLANK
    },
    Field {
        name: "retry_type",
        path: "pay_params.retry_type",
        max_length: 32,
        values: &[
            Value { text: "NONE_AND_CLOSETRADE", means: "NONE_AND_CLOSETRADE" },
            Value { text: "NONE", means: "NONE" },
            Value { text: "RETY", means: "RETY" },
        ],
        values_open: true,
        ..Field::BLANK
    },
];

static REQUEST_PROMO_PARAMS: &[Field] = &[Field {
    name: "actual_order_time",
    path: "promo_params.actual_order_time",
    max_length: 32,
    format: Some(Format::DateTime),
    ..Field::BLANK
}];

static REQUEST_SETTLE_INFO: &[Field] = &[
    Field {
        name: "settle_detail_infos",
        path: "settle_info.settle_detail_infos",
        kind: Kind::Array,
        required: true,
        min_items: 1,
        max_items: 1,
        children: REQUEST_SETTLE_INFO_SETTLE_DETAIL_INFOS,
        ..Field::BLANK
    },
    Field {
        name: "settle_period_time",
        path: "settle_info.settle_period_time",
        pattern: Some(&PATTERN_3),
        max_length: 10,
        duration: Some(Duration { min: "1d", max: "365d" }),
        ..Field::BLANK
    },
];

static REQUEST_SETTLE_INFO_SETTLE_DETAIL_INFOS: &[Field] = &[
    Field {
        name: "trans_in_type",
        path: "settle_info.settle_detail_infos.trans_in_type",
        required: true,
        max_length: 64,
        values: &[
            Value { text: "cardAliasNo", means: "cardAliasNo" },
            Value { text: "userId", means: "userId" },
            Value { text: "loginName", means: "loginName" },
            Value { text: "defaultSettle", means: "defaultSettle" },
            Value { text: "cardSerialNo", means: "cardAliasNo" },
        ],
        values_open: true,
        example: Some("\"cardAliasNo\""),
        ..Field::BLANK
    },
    Field {
        name: "trans_in",
        path: "settle_info.settle_detail_infos.trans_in",
        required_when: Some(&Condition {
            path: "settle_info.settle_detail_infos.trans_in_type",
            test: Test::IsNot("defaultSettle"),
            code: None,
        }),
        forbidden_when: Some(&Condition {
            path: "settle_info.settle_detail_infos.trans_in_type",
            test: Test::Is("defaultSettle"),
            code: Some("ACQ.ILLEGAL_ARGUMENT"),
        }),
        max_length: 64,
        example: Some("\"A0001\""),
        ..Field::BLANK
    },
    Field {
        name: "summary_dimension",
        path: "settle_info.settle_detail_infos.summary_dimension",
        max_length: 64,
        example: Some("\"A0001\""),
        ..Field::BLANK
    },
    Field {
        name: "settle_entity_id",
        path: "settle_info.settle_detail_infos.settle_entity_id",
        max_length: 64,
        example: Some("\"2088xxxxx;ST_0001\""),
        ..Field::BLANK
    },
    Field {
        name: "settle_entity_type",
        path: "settle_info.settle_detail_infos.settle_entity_type",
        max_length: 32,
        values: &[
            Value { text: "SecondMerchant", means: "SecondMerchant" },
            Value { text: "Store", means: "Store" },
        ],
        example: Some("\"SecondMerchant\""),
        ..Field::BLANK
    },
    Field {
        name: "amount",
        path: "settle_info.settle_detail_infos.amount",
        kind: Kind::Money,
        required: true,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        example: Some("\"0.10\""),
        ..Field::BLANK
    },
    Field {
        name: "actual_amount",
        path: "settle_info.settle_detail_infos.actual_amount",
        kind: Kind::Money,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        ..Field::BLANK
    },
];

static REQUEST_EXT_USER_INFO: &[Field] = &[
    Field { name: "cert_no", path: "ext_user_info.cert_no", max_length: 64, ..Field::BLANK },
    Field {
        name: "cert_type",
        path: "ext_user_info.cert_type",
        max_length: 32,
        values: &[
            Value { text: "IDENTITY_CARD", means: "IDENTITY_CARD" },
            Value { text: "PASSPORT", means: "PASSPORT" },
            Value { text: "OFFICER_CARD", means: "OFFICER_CARD" },
            Value { text: "SOLDIER_CARD", means: "SOLDIER_CARD" },
            Value { text: "HOKOU", means: "HOKOU" },
            Value { text: "PERMANENT_RESIDENCE_FOREIGNER", means: "PERMANENT_RESIDENCE_FOREIGNER" },
        ],
        ..Field::BLANK
    },
    Field {
        name: "fix_buyer",
        path: "ext_user_info.fix_buyer",
        max_length: 8,
        values: &[Value { text: "T", means: "T" }, Value { text: "F", means: "F" }],
        ..Field::BLANK
    },
    Field { name: "identity_hash", path: "ext_user_info.identity_hash", max_length: 128, ..Field::BLANK },
    Field { name: "min_age", path: "ext_user_info.min_age", max_length: 3, ..Field::BLANK },
    Field { name: "mobile", path: "ext_user_info.mobile", max_length: 20, ..Field::BLANK },
    Field { name: "name", path: "ext_user_info.name", max_length: 64, ..Field::BLANK },
    Field {
        name: "need_check_info",
        path: "ext_user_info.need_check_info",
        max_length: 1,
        values: &[Value { text: "T", means: "T" }, Value { text: "F", means: "F" }],
        ..Field::BLANK
    },
];

static REQUEST_BUSINESS_PARAMS: &[Field] = &[
    Field {
        name: "enterprise_pay_info",
        path: "business_params.enterprise_pay_info",
        kind: Kind::JsonText,
        max_length: 1024,
        example: Some(
            "\"{\\\"category_list\\\":[{\\\"price\\\":\\\"10.24\\\",\\\"name\\\":\\\"餐饮服务\\\",\\\"category\\\":\\\"3070401000000000000\\\"}]}\"",
        ),
        ..Field::BLANK
    },
    Field {
        name: "enterprise_pay_amount",
        path: "business_params.enterprise_pay_amount",
        kind: Kind::Money,
        max_length: 32,
        example: Some("\"10.00\""),
        ..Field::BLANK
    },
    Field {
        name: "mc_create_trade_ip",
        path: "business_params.mc_create_trade_ip",
        aliases: &["mcCreateTradeIp"],
        max_length: 128,
        example: Some("\"127.0.0.1\""),
        ..Field::BLANK
    },
    Field {
        name: "tiny_app_merchant_biz_type",
        path: "business_params.tiny_app_merchant_biz_type",
        max_length: 64,
        values: &[Value { text: "KX_SHOPPING", means: "KX_SHOPPING" }],
        values_open: true,
        example: Some("\"KX_SHOPPING\""),
        ..Field::BLANK
    },
    Field {
        name: "actual_order_time",
        path: "business_params.actual_order_time",
        max_length: 32,
        ..Field::BLANK
    },
    Field { name: "buyer_memo", path: "business_params.buyer_memo", max_length: 512, ..Field::BLANK },
    Field { name: "campus_card", path: "business_params.campus_card", max_length: 64, ..Field::BLANK },
    Field {
        name: "card_type",
        path: "business_params.card_type",
        max_length: 128,
        example: Some("\"S0JP0000\""),
        ..Field::BLANK
    },
    Field { name: "force_pwd", path: "business_params.force_pwd", max_length: 8, ..Field::BLANK },
    Field { name: "good_taxes", path: "business_params.good_taxes", max_length: 32, ..Field::BLANK },
    Field {
        name: "priority_unfreeze_asset",
        path: "business_params.priority_unfreeze_asset",
        max_length: 32,
        values: &[
            Value { text: "CREDIT_ASSET", means: "CREDIT_ASSET" },
            Value { text: "COMMON_ASSET", means: "COMMON_ASSET" },
        ],
        ..Field::BLANK
    },
];

static REQUEST_BKAGENT_REQ_INFO: &[Field] = &[
    Field { name: "acq_code", path: "bkagent_req_info.acq_code", max_length: 32, ..Field::BLANK },
    Field { name: "device_type", path: "bkagent_req_info.device_type", max_length: 32, ..Field::BLANK },
    Field { name: "location", path: "bkagent_req_info.location", max_length: 64, ..Field::BLANK },
    Field { name: "merch_code", path: "bkagent_req_info.merch_code", max_length: 32, ..Field::BLANK },
    Field { name: "serial_num", path: "bkagent_req_info.serial_num", max_length: 64, ..Field::BLANK },
];

static RESPONSE: &[Field] = &[
    Field {
        name: "trade_no",
        path: "trade_no",
        max_length: 64,
        example: Some("\"2013112011001004330000121536\""),
        ..Field::BLANK
    },
    Field {
        name: "out_trade_no",
        path: "out_trade_no",
        max_length: 64,
        example: Some("\"6823789339978248\""),
        ..Field::BLANK
    },
    Field {
        name: "buyer_logon_id",
        path: "buyer_logon_id",
        max_length: 100,
        example: Some("\"159****5620\""),
        ..Field::BLANK
    },
    Field {
        name: "total_amount",
        path: "total_amount",
        kind: Kind::Money,
        example: Some("\"120.88\""),
        ..Field::BLANK
    },
    Field {
        name: "receipt_amount",
        path: "receipt_amount",
        kind: Kind::Money,
        example: Some("\"88.88\""),
        ..Field::BLANK
    },
    Field {
        name: "buyer_pay_amount",
        path: "buyer_pay_amount",
        kind: Kind::Money,
        example: Some("\"8.88\""),
        ..Field::BLANK
    },
    Field {
        name: "point_amount",
        path: "point_amount",
        kind: Kind::Money,
        example: Some("\"8.12\""),
        ..Field::BLANK
    },
    Field {
        name: "invoice_amount",
        path: "invoice_amount",
        kind: Kind::Money,
        example: Some("\"12.50\""),
        ..Field::BLANK
    },
    Field {
        name: "gmt_payment",
        path: "gmt_payment",
        max_length: 32,
        format: Some(Format::DateTime),
        example: Some("\"2014-11-27 15:45:57\""),
        ..Field::BLANK
    },
    Field {
        name: "fund_bill_list",
        path: "fund_bill_list",
        kind: Kind::Array,
        children: RESPONSE_FUND_BILL_LIST,
        ..Field::BLANK
    },
    Field {
        name: "card_balance",
        path: "card_balance",
        kind: Kind::Money,
        example: Some("\"98.23\""),
        ..Field::BLANK
    },
    Field {
        name: "store_name",
        path: "store_name",
        max_length: 512,
        example: Some("\"证大五道口店\""),
        ..Field::BLANK
    },
    Field {
        name: "buyer_user_id",
        path: "buyer_user_id",
        max_length: 28,
        example: Some("\"2088101117955611\""),
        ..Field::BLANK
    },
    Field {
        name: "discount_goods_detail",
        path: "discount_goods_detail",
        kind: Kind::JsonText,
        children: RESPONSE_DISCOUNT_GOODS_DETAIL,
        example: Some(
            "\"[{\\\"goods_id\\\":\\\"STANDARD1026181538\\\",\\\"goods_name\\\":\\\"雪碧\\\",\\\"discount_amount\\\":\\\"100.00\\\",\\\"voucher_id\\\":\\\"2015102600073002039000002D5O\\\"}]\"",
        ),
        ..Field::BLANK
    },
    Field {
        name: "async_pay_apply_status",
        path: "async_pay_apply_status",
        max_length: 8,
        values: &[Value { text: "S", means: "S" }],
        ..Field::BLANK
    },
    Field {
        name: "auth_trade_pay_mode",
        path: "auth_trade_pay_mode",
        max_length: 64,
        values: &[Value { text: "CREDIT_PREAUTH_PAY", means: "CREDIT_PREAUTH_PAY" }],
        ..Field::BLANK
    },
    Field {
        name: "bkagent_resp_info",
        path: "bkagent_resp_info",
        kind: Kind::Object,
        children: RESPONSE_BKAGENT_RESP_INFO,
        ..Field::BLANK
    },
    Field {
        name: "buyer_open_id",
        path: "buyer_open_id",
        max_length: 128,
        example: Some("\"074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5\""),
        ..Field::BLANK
    },
    Field { name: "buyer_user_name", path: "buyer_user_name", max_length: 128, ..Field::BLANK },
    Field {
        name: "buyer_user_type",
        path: "buyer_user_type",
        max_length: 18,
        values: &[
            Value { text: "CORPORATE", means: "CORPORATE" },
            Value { text: "PRIVATE", means: "PRIVATE" },
        ],
        ..Field::BLANK
    },
    Field { name: "charge_amount", path: "charge_amount", kind: Kind::Money, max_length: 11, ..Field::BLANK },
    Field { name: "charge_flags", path: "charge_flags", max_length: 64, ..Field::BLANK },
    Field {
        name: "charge_info_list",
        path: "charge_info_list",
        kind: Kind::Array,
        children: RESPONSE_CHARGE_INFO_LIST,
        ..Field::BLANK
    },
    Field { name: "credit_biz_order_id", path: "credit_biz_order_id", max_length: 64, ..Field::BLANK },
    Field {
        name: "credit_pay_mode",
        path: "credit_pay_mode",
        max_length: 64,
        values: &[Value { text: "creditAdvanceV2", means: "creditAdvanceV2" }],
        ..Field::BLANK
    },
    Field {
        name: "discount_amount",
        path: "discount_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "enterprise_pay_info",
        path: "enterprise_pay_info",
        kind: Kind::Object,
        children: RESPONSE_ENTERPRISE_PAY_INFO,
        ..Field::BLANK
    },
    Field { name: "hyb_amount", path: "hyb_amount", kind: Kind::Money, max_length: 11, ..Field::BLANK },
    Field {
        name: "mdiscount_amount",
        path: "mdiscount_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "open_id",
        path: "open_id",
        max_length: 128,
        example: Some("\"074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5\""),
        ..Field::BLANK
    },
    Field { name: "pay_amount", path: "pay_amount", kind: Kind::Money, max_length: 11, ..Field::BLANK },
    Field { name: "pay_currency", path: "pay_currency", max_length: 8, ..Field::BLANK },
    Field {
        name: "pre_auth_pay_amount",
        path: "pre_auth_pay_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field { name: "purchase_entity", path: "purchase_entity", max_length: 16, ..Field::BLANK },
    Field {
        name: "receipt_currency_type",
        path: "receipt_currency_type",
        max_length: 8,
        values: &[Value { text: "DC", means: "DC" }],
        ..Field::BLANK
    },
    Field { name: "settle_amount", path: "settle_amount", kind: Kind::Money, max_length: 11, ..Field::BLANK },
    Field { name: "settle_currency", path: "settle_currency", max_length: 8, ..Field::BLANK },
    Field { name: "settle_trans_rate", path: "settle_trans_rate", max_length: 32, ..Field::BLANK },
    Field { name: "settlement_id", path: "settlement_id", max_length: 64, ..Field::BLANK },
    Field {
        name: "tap_pay_info",
        path: "tap_pay_info",
        kind: Kind::Object,
        children: RESPONSE_TAP_PAY_INFO,
        ..Field::BLANK
    },
    Field { name: "trans_currency", path: "trans_currency", max_length: 8, ..Field::BLANK },
    Field { name: "trans_pay_rate", path: "trans_pay_rate", max_length: 32, ..Field::BLANK },
    Field {
        name: "voucher_detail_list",
        path: "voucher_detail_list",
        kind: Kind::Array,
        children: RESPONSE_VOUCHER_DETAIL_LIST,
        ..Field::BLANK
    },
    Field { name: "advance_amount", path: "advance_amount", kind: Kind::Money, ..Field::BLANK },
    Field { name: "async_payment_mode", path: "async_payment_mode", ..Field::BLANK },
    Field { name: "business_params", path: "business_params", ..Field::BLANK },
    Field { name: "can_turn_to_app_pay", path: "can_turn_to_app_pay", ..Field::BLANK },
    Field { name: "credit_biz_order_status", path: "credit_biz_order_status", ..Field::BLANK },
];

static RESPONSE_FUND_BILL_LIST: &[Field] = &[
    Field {
        name: "fund_channel",
        path: "fund_bill_list.fund_channel",
        max_length: 32,
        example: Some("\"ALIPAYACCOUNT\""),
        ..Field::BLANK
    },
    Field {
        name: "amount",
        path: "fund_bill_list.amount",
        kind: Kind::Money,
        max_length: 32,
        example: Some("\"10\""),
        ..Field::BLANK
    },
    Field {
        name: "real_amount",
        path: "fund_bill_list.real_amount",
        kind: Kind::Money,
        example: Some("\"11.21\""),
        ..Field::BLANK
    },
    Field { name: "bank_code", path: "fund_bill_list.bank_code", max_length: 10, ..Field::BLANK },
    Field { name: "fund_type", path: "fund_bill_list.fund_type", max_length: 10, ..Field::BLANK },
];

static RESPONSE_DISCOUNT_GOODS_DETAIL: &[Field] = &[
    Field {
        name: "goods_id",
        path: "discount_goods_detail.goods_id",
        example: Some("\"STANDARD1026181538\""),
        ..Field::BLANK
    },
    Field {
        name: "goods_name",
        path: "discount_goods_detail.goods_name",
        example: Some("\"雪碧\""),
        ..Field::BLANK
    },
    Field {
        name: "discount_amount",
        path: "discount_goods_detail.discount_amount",
        example: Some("\"100.00\""),
        ..Field::BLANK
    },
    Field {
        name: "voucher_id",
        path: "discount_goods_detail.voucher_id",
        example: Some("\"2015102600073002039000002D5O\""),
        ..Field::BLANK
    },
];

static RESPONSE_BKAGENT_RESP_INFO: &[Field] = &[
    Field {
        name: "bindclrissr_id",
        path: "bkagent_resp_info.bindclrissr_id",
        max_length: 8,
        values: &[
            Value { text: "01", means: "01" },
            Value { text: "02", means: "02" },
            Value { text: "03", means: "03" },
        ],
        ..Field::BLANK
    },
    Field {
        name: "bindpyeracctbk_id",
        path: "bkagent_resp_info.bindpyeracctbk_id",
        max_length: 64,
        ..Field::BLANK
    },
    Field { name: "bindtrx_id", path: "bkagent_resp_info.bindtrx_id", max_length: 64, ..Field::BLANK },
    Field {
        name: "bkpyeruser_code",
        path: "bkagent_resp_info.bkpyeruser_code",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "estter_location",
        path: "bkagent_resp_info.estter_location",
        max_length: 64,
        ..Field::BLANK
    },
];

static RESPONSE_CHARGE_INFO_LIST: &[Field] = &[
    Field {
        name: "charge_fee",
        path: "charge_info_list.charge_fee",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "charge_type",
        path: "charge_info_list.charge_type",
        max_length: 32,
        values: &[
            Value { text: "trade", means: "trade" },
            Value { text: "hbfq", means: "hbfq" },
            Value { text: "charge", means: "charge" },
        ],
        ..Field::BLANK
    },
    Field {
        name: "is_rating_on_switch",
        path: "charge_info_list.is_rating_on_switch",
        max_length: 1,
        ..Field::BLANK
    },
    Field {
        name: "is_rating_on_trade_receiver",
        path: "charge_info_list.is_rating_on_trade_receiver",
        max_length: 1,
        ..Field::BLANK
    },
    Field {
        name: "original_charge_fee",
        path: "charge_info_list.original_charge_fee",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "sub_fee_detail_list",
        path: "charge_info_list.sub_fee_detail_list",
        kind: Kind::Array,
        children: RESPONSE_CHARGE_INFO_LIST_SUB_FEE_DETAIL_LIST,
        ..Field::BLANK
    },
    Field {
        name: "switch_fee_rate",
        path: "charge_info_list.switch_fee_rate",
        max_length: 16,
        ..Field::BLANK
    },
];

static RESPONSE_CHARGE_INFO_LIST_SUB_FEE_DETAIL_LIST: &[Field] = &[
    Field {
        name: "charge_fee",
        path: "charge_info_list.sub_fee_detail_list.charge_fee",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "original_charge_fee",
        path: "charge_info_list.sub_fee_detail_list.original_charge_fee",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "switch_fee_rate",
        path: "charge_info_list.sub_fee_detail_list.switch_fee_rate",
        max_length: 16,
        ..Field::BLANK
    },
];

static RESPONSE_ENTERPRISE_PAY_INFO: &[Field] = &[
    Field { name: "biz_info", path: "enterprise_pay_info.biz_info", max_length: 1024, ..Field::BLANK },
    Field {
        name: "invoice_amount",
        path: "enterprise_pay_info.invoice_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "is_use_enterprise_pay",
        path: "enterprise_pay_info.is_use_enterprise_pay",
        kind: Kind::Boolean,
        ..Field::BLANK
    },
];

static RESPONSE_TAP_PAY_INFO: &[Field] = &[
    Field {
        name: "payment_medium_type",
        path: "tap_pay_info.payment_medium_type",
        max_length: 32,
        ..Field::BLANK
    },
    Field {
        name: "total_discount_amount",
        path: "tap_pay_info.total_discount_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "total_discount_name",
        path: "tap_pay_info.total_discount_name",
        max_length: 64,
        ..Field::BLANK
    },
];

static RESPONSE_VOUCHER_DETAIL_LIST: &[Field] = &[
    Field {
        name: "amount",
        path: "voucher_detail_list.amount",
        kind: Kind::Money,
        max_length: 8,
        ..Field::BLANK
    },
    Field { name: "id", path: "voucher_detail_list.id", max_length: 32, ..Field::BLANK },
    Field { name: "memo", path: "voucher_detail_list.memo", max_length: 256, ..Field::BLANK },
    Field {
        name: "merchant_contribute",
        path: "voucher_detail_list.merchant_contribute",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field { name: "name", path: "voucher_detail_list.name", max_length: 64, ..Field::BLANK },
    Field {
        name: "other_contribute",
        path: "voucher_detail_list.other_contribute",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "other_contribute_detail",
        path: "voucher_detail_list.other_contribute_detail",
        kind: Kind::Array,
        children: RESPONSE_VOUCHER_DETAIL_LIST_OTHER_CONTRIBUTE_DETAIL,
        ..Field::BLANK
    },
    Field {
        name: "purchase_ant_contribute",
        path: "voucher_detail_list.purchase_ant_contribute",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "purchase_buyer_contribute",
        path: "voucher_detail_list.purchase_buyer_contribute",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "purchase_merchant_contribute",
        path: "voucher_detail_list.purchase_merchant_contribute",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field { name: "template_id", path: "voucher_detail_list.template_id", max_length: 64, ..Field::BLANK },
    Field {
        name: "type",
        path: "voucher_detail_list.type",
        max_length: 32,
        values: &[
            Value { text: "ALIPAY_FIX_VOUCHER", means: "ALIPAY_FIX_VOUCHER" },
            Value { text: "ALIPAY_DISCOUNT_VOUCHER", means: "ALIPAY_DISCOUNT_VOUCHER" },
            Value { text: "ALIPAY_ITEM_VOUCHER", means: "ALIPAY_ITEM_VOUCHER" },
            Value { text: "ALIPAY_CASH_VOUCHER", means: "ALIPAY_CASH_VOUCHER" },
            Value { text: "ALIPAY_BIZ_VOUCHER", means: "ALIPAY_BIZ_VOUCHER" },
            Value { text: "ALIPAY_COMMON_ITEM_VOUCHER", means: "ALIPAY_COMMON_ITEM_VOUCHER" },
        ],
        values_open: true,
        ..Field::BLANK
    },
];

static RESPONSE_VOUCHER_DETAIL_LIST_OTHER_CONTRIBUTE_DETAIL: &[Field] = &[
    Field {
        name: "contribute_amount",
        path: "voucher_detail_list.other_contribute_detail.contribute_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "contribute_type",
        path: "voucher_detail_list.other_contribute_detail.contribute_type",
        max_length: 32,
        values: &[
            Value { text: "BRAND_CONTRIBUTE", means: "BRAND_CONTRIBUTE" },
            Value { text: "PLATFORM_CONTRIBUTE", means: "PLATFORM_CONTRIBUTE" },
        ],
        ..Field::BLANK
    },
];

static ERRORS: &[ErrorRow] = &[
    ErrorRow {
        code: "ACQ.SYSTEM_ERROR",
        message_zh: "接口返回错误",
        fix_en: "Query the order at once and decide by its state; if the code persists contact Alipay support.",
    },
    ErrorRow {
        code: "ACQ.INVALID_PARAMETER",
        message_zh: "参数无效",
        fix_en: "Check and correct the request parameters, then send again.",
    },
    ErrorRow {
        code: "ACQ.ACCESS_FORBIDDEN",
        message_zh: "无权限使用接口",
        fix_en: "Bar code payment is not signed or the contract expired.",
    },
    ErrorRow {
        code: "ACQ.EXIST_FORBIDDEN_WORD",
        message_zh: "订单信息中包含违禁词",
        fix_en: "Change the order information and send again.",
    },
    ErrorRow {
        code: "ACQ.PARTNER_ERROR",
        message_zh: "应用APP_ID填写错误",
        fix_en: "Ask Alipay support for the state of the APP_ID.",
    },
    ErrorRow {
        code: "ACQ.TOTAL_FEE_EXCEED",
        message_zh: "订单总金额超过限额",
        fix_en: "Change the order amount and send again.",
    },
    ErrorRow {
        code: "ACQ.PAYMENT_AUTH_CODE_INVALID",
        message_zh: "支付授权码无效",
        fix_en: "The user refreshes the bar code; scan and send again.",
    },
    ErrorRow {
        code: "ACQ.CONTEXT_INCONSISTENT",
        message_zh: "交易信息被篡改",
        fix_en: "Use a new merchant order number and send again.",
    },
    ErrorRow {
        code: "ACQ.TRADE_HAS_SUCCESS",
        message_zh: "交易已被支付",
        fix_en: "If the trade belongs to the present buyer treat it as paid; otherwise use a new merchant order number and send again.",
    },
    ErrorRow {
        code: "ACQ.TRADE_HAS_CLOSE",
        message_zh: "交易已经关闭",
        fix_en: "Use a new merchant order number and send again.",
    },
    ErrorRow {
        code: "ACQ.BUYER_BALANCE_NOT_ENOUGH",
        message_zh: "买家余额不足",
        fix_en: "The buyer binds another bank card or tops up the balance, then pay again.",
    },
    ErrorRow {
        code: "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH",
        message_zh: "用户银行卡余额不足",
        fix_en: "The buyer changes the funding source within Alipay or pays by another method.",
    },
    ErrorRow {
        code: "ACQ.ERROR_BALANCE_PAYMENT_DISABLE",
        message_zh: "余额支付功能关闭",
        fix_en: "The user switches balance payment on and pays again.",
    },
    ErrorRow {
        code: "ACQ.BUYER_SELLER_EQUAL",
        message_zh: "买卖家不能相同",
        fix_en: "Pay again with another buyer.",
    },
    ErrorRow {
        code: "ACQ.TRADE_BUYER_NOT_MATCH",
        message_zh: "交易买家不匹配",
        fix_en: "Use a new merchant order number and send again.",
    },
    ErrorRow {
        code: "ACQ.BUYER_ENABLE_STATUS_FORBID",
        message_zh: "买家状态非法",
        fix_en: "The user asks Alipay support why the buyer state is illegal.",
    },
    ErrorRow {
        code: "ACQ.PULL_MOBILE_CASHIER_FAIL",
        message_zh: "唤起移动收银台失败",
        fix_en: "The user refreshes the bar code; scan and send again.",
    },
    ErrorRow {
        code: "ACQ.MOBILE_PAYMENT_SWITCH_OFF",
        message_zh: "用户的无线支付开关关闭",
        fix_en: "The user switches mobile payment on (on the PC site), then pay again.",
    },
    ErrorRow {
        code: "ACQ.PAYMENT_FAIL",
        message_zh: "支付失败",
        fix_en: "The user refreshes the bar code and the request is sent again; if one retry fails too, pay by another method.",
    },
    ErrorRow {
        code: "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
        message_zh: "买家付款日限额超限",
        fix_en: "Pay with another buyer.",
    },
    ErrorRow {
        code: "ACQ.BEYOND_PAY_RESTRICTION",
        message_zh: "商户收款额度超限",
        fix_en: "Ask Alipay support to raise the limit.",
    },
    ErrorRow {
        code: "ACQ.BEYOND_PER_RECEIPT_RESTRICTION",
        message_zh: "商户收款金额超过月限额",
        fix_en: "Ask Alipay support to raise the limit.",
    },
    ErrorRow {
        code: "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR",
        message_zh: "买家付款月额度超限",
        fix_en: "The buyer changes the account or pays by another method.",
    },
    ErrorRow {
        code: "ACQ.SELLER_BEEN_BLOCKED",
        message_zh: "商家账号被冻结",
        fix_en: "Ask Alipay support to unfreeze the account.",
    },
    ErrorRow {
        code: "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT",
        message_zh: "买家未通过人行认证",
        fix_en: "The user contacts Alipay support and pays by another method.",
    },
    ErrorRow {
        code: "ACQ.PAYMENT_REQUEST_HAS_RISK",
        message_zh: "支付有风险",
        fix_en: "Pay by another method.",
    },
    ErrorRow {
        code: "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE",
        message_zh: "没用可用的支付工具",
        fix_en: "Pay by another method.",
    },
    ErrorRow {
        code: "ACQ.USER_FACE_PAYMENT_SWITCH_OFF",
        message_zh: "用户当面付付款开关关闭",
        fix_en: "The user switches face-to-face payment on in the phone.",
    },
    ErrorRow {
        code: "ACQ.INVALID_STORE_ID",
        message_zh: "商户门店编号无效",
        fix_en: "Check that the store number is valid.",
    },
    ErrorRow {
        code: "ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR",
        message_zh: "当前时间已超过允许支付的时间",
        fix_en: "Check the payment expiry time that was sent.",
    },
    ErrorRow {
        code: "ACQ.SELLER_NOT_EXIST", message_zh: "卖家不存在", fix_en: "Check the seller data."
    },
    ErrorRow {
        code: "ACQ.INVALID_RECEIVE_ACCOUNT",
        message_zh: "收款账户不支持",
        fix_en: "Check seller_id and that it was given receiving rights at signing.",
    },
    ErrorRow {
        code: "ACQ.MERCHANT_STATUS_NOT_NORMAL",
        message_zh: "商户状态异常",
        fix_en: "The merchant had no trade for three months and must be re-activated in the merchant centre, or contact Alipay support (4007585858).",
    },
    ErrorRow {
        code: "ACQ.SUB_GOODS_SIZE_MAX_COUNT",
        message_zh: "子商品明细超长",
        fix_en: "Check whether there are more than 150 goods details.",
    },
    ErrorRow {
        code: "ACQ.ILLEGAL_ARGUMENT",
        message_zh: "参数错误",
        fix_en: "Check the request parameters.",
    },
    ErrorRow {
        code: "ACQ.BUYER_NOT_EXIST",
        message_zh: "买家不存在",
        fix_en: "Check the buyer account data; if correct ask Alipay support whether the account was cancelled.",
    },
    ErrorRow {
        code: "ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID",
        message_zh: "二级商户编码为空",
        fix_en: "Check that the sub-merchant number is sent.",
    },
    ErrorRow {
        code: "ACQ.SECONDARY_MERCHANT_ID_BLANK",
        message_zh: "二级商户编号错误",
        fix_en: "Check that the sub-merchant number is sent correctly.",
    },
    ErrorRow {
        code: "ACQ.SECONDARY_MERCHANT_ID_INVALID",
        message_zh: "二级商户不存在",
        fix_en: "Check the sub-merchant number.",
    },
    ErrorRow {
        code: "ACQ.SECONDARY_MERCHANT_NOT_MATCH",
        message_zh: "二级商户信息不匹配",
        fix_en: "Check the sub-merchant account and its onboarding; in direct-payment platform mode check that the collecting mode is signed.",
    },
    ErrorRow {
        code: "ACQ.SECONDARY_MERCHANT_STATUS_ERROR",
        message_zh: "商户状态异常",
        fix_en: "Ask the service provider concerned.",
    },
    ErrorRow {
        code: "ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT",
        message_zh: "商户状态异常",
        fix_en: "Ask the service provider concerned.",
    },
    ErrorRow {
        code: "ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID",
        message_zh: "二级商户账户异常",
        fix_en: "Check that the settlement account sent equals the one set at onboarding; if so ask Alipay support whether it changed.",
    },
    ErrorRow {
        code: "ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID",
        message_zh: "二级商户银行卡编号错误",
        fix_en: "Check the bank card data of the sub-merchant against its onboarding data.",
    },
    ErrorRow {
        code: "ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST",
        message_zh: "默认结算条款不存在",
        fix_en: "Check that a default settlement account was set when the sub-merchant was onboarded.",
    },
    ErrorRow {
        code: "ACQ.CUSTOMER_VALIDATE_ERROR",
        message_zh: "客户校验出错",
        fix_en: "Check that the settlement account is real-name certified; otherwise contact Alipay support.",
    },
    ErrorRow {
        code: "ACQ.USER_LOGONID_DUP",
        message_zh: "用户账号重复",
        fix_en: "The user's mobile account name is used by somebody else too; ask the user to change it and update it.",
    },
    ErrorRow {
        code: "ACQ.SUB_MERCHANT_TYPE_INVALID",
        message_zh: "二级商户类型非法",
        fix_en: "Check that the sub-merchant type sent is valid.",
    },
    ErrorRow {
        code: "ACQ.STORE_INFO_INVALID",
        message_zh: "门店信息错误",
        fix_en: "Check the store data sent for settlement.",
    },
    ErrorRow {
        code: "ACQ.AGREEMENT_NOT_EXIST", message_zh: "用户协议不存在", fix_en: "Check agreement_no."
    },
    ErrorRow {
        code: "ACQ.AGREEMENT_INVALID",
        message_zh: "用户协议失效",
        fix_en: "The agreement has expired; let the user sign again.",
    },
    ErrorRow {
        code: "ACQ.AGREEMENT_STATUS_NOT_NORMAL",
        message_zh: "用户协议状态非NORMAL",
        fix_en: "The agreement is not in force; query it.",
    },
    ErrorRow {
        code: "ACQ.AGREEMENT_ERROR",
        message_zh: "协议信息异常",
        fix_en: "Check the agreement parameters; the agreement does not belong to this merchant, product or user.",
    },
    ErrorRow {
        code: "ACQ.CYCLE_PAY_DATE_NOT_MATCH",
        message_zh: "扣款日期不在签约时的允许范围之内",
        fix_en: "Charge inside the window of the plan, or move the plan.",
    },
    ErrorRow {
        code: "ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED",
        message_zh: "周期扣款单笔金额超过签约时限制",
        fix_en: "Charge at most the signed single amount.",
    },
    ErrorRow {
        code: "ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED",
        message_zh: "周期扣款累计金额超过签约时限制",
        fix_en: "The signed total amount is used up.",
    },
    ErrorRow {
        code: "ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED",
        message_zh: "周期扣款总次数超过签约时限制",
        fix_en: "The signed number of payments is used up.",
    },
    ErrorRow {
        code: "ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT",
        message_zh: "预授权产品码不一致",
        fix_en: "Send the product code of the freeze.",
    },
    ErrorRow {
        code: "ACQ.AUTH_NO_ERROR",
        message_zh: "预授权号错误或状态不对",
        fix_en: "Check auth_no, payer and payee.",
    },
    ErrorRow {
        code: "ACQ.AUTH_AMOUNT_NOT_ENOUGH",
        message_zh: "授权金额不足",
        fix_en: "Charge at most the amount that is still frozen.",
    },
    ErrorRow {
        code: "ACQ.REQUEST_AMOUNT_EXCEED", message_zh: "请求金额超限", fix_en: "Lower the amount."
    },
    ErrorRow {
        code: "ACQ.AUTH_ORDER_HAS_CLOSED",
        message_zh: "授权订单已关闭",
        fix_en: "The authorisation is closed.",
    },
    ErrorRow {
        code: "ACQ.AUTH_ORDER_HAS_FINISHED",
        message_zh: "授权订单已完结",
        fix_en: "The authorisation is used up.",
    },
    ErrorRow {
        code: "ACQ.AUTH_ORDER_NOT_PAID",
        message_zh: "授权订单未支付",
        fix_en: "The authorisation has not been frozen yet.",
    },
];
