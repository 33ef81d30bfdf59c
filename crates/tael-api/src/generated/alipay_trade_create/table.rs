//! The tables of `alipay.trade.create`. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::{
    Api, Choice, ChoiceRule, ChoiceWhen, Codes, Condition, Duration, ErrorRow, Field, Format, Kind, Pattern,
    Range, Test, Value,
};

/// `alipay.trade.create`: its fields, answer and errors.
pub static API: Api = Api {
    method: "alipay.trade.create",
    title_zh: "统一收单交易创建接口",
    title_en: "Unified order: create a trade",
    invalid_parameter: "ACQ.INVALID_PARAMETER",
    request: REQUEST,
    response: RESPONSE,
    errors: ERRORS,
};

static PATTERN_0: Pattern = Pattern::new("^[A-Za-z0-9_]+$");
static PATTERN_1: Pattern = Pattern::new("^2088[0-9]{12}$");
static PATTERN_2: Pattern = Pattern::new("^([1-9][0-9]*[mhd]|1c)$");
static PATTERN_3: Pattern = Pattern::new("^[A-Za-z0-9]+$");
static PATTERN_4: Pattern = Pattern::new("^[1-9][0-9]{0,2}d$");
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
        name: "total_amount",
        path: "total_amount",
        kind: Kind::Money,
        required: true,
        codes: Codes { range: Some("ACQ.TOTAL_FEE_EXCEED"), ..Codes::NONE },
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        example: Some("\"88.88\""),
        ..Field::BLANK
    },
    Field {
        name: "subject",
        path: "subject",
        required: true,
        forbidden_chars: &['/', '=', '&'],
        max_length: 256,
        example: Some("\"Iphone6 16G\""),
        ..Field::BLANK
    },
    Field {
        name: "product_code",
        path: "product_code",
        max_length: 64,
        values: &[Value { text: "JSAPI_PAY", means: "JSAPI_PAY" }],
        values_open: true,
        example: Some("\"JSAPI_PAY\""),
        ..Field::BLANK
    },
    Field {
        name: "op_app_id",
        path: "op_app_id",
        max_length: 32,
        example: Some("\"2014072300007148\""),
        ..Field::BLANK
    },
    Field {
        name: "buyer_id",
        path: "buyer_id",
        choice: Some(&Choice {
            first: "buyer_id",
            members: &["buyer_id", "buyer_open_id", "op_buyer_open_id", "buyer_logon_id"],
            rule: ChoiceRule::AtLeastOne,
            only_when: Some(ChoiceWhen {
                condition: Condition { path: "product_code", test: Test::Is("JSAPI_PAY"), code: None },
                otherwise: ChoiceRule::Any,
            }),
            priority: &["buyer_open_id", "op_buyer_open_id", "buyer_id", "buyer_logon_id"],
        }),
        pattern: Some(&PATTERN_1),
        max_length: 28,
        example: Some("\"2088102146225135\""),
        ..Field::BLANK
    },
    Field {
        name: "buyer_open_id",
        path: "buyer_open_id",
        choice: Some(&Choice {
            first: "buyer_id",
            members: &["buyer_id", "buyer_open_id", "op_buyer_open_id", "buyer_logon_id"],
            rule: ChoiceRule::AtLeastOne,
            only_when: Some(ChoiceWhen {
                condition: Condition { path: "product_code", test: Test::Is("JSAPI_PAY"), code: None },
                otherwise: ChoiceRule::Any,
            }),
            priority: &["buyer_open_id", "op_buyer_open_id", "buyer_id", "buyer_logon_id"],
        }),
        max_length: 128,
        example: Some("\"074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5\""),
        ..Field::BLANK
    },
    Field {
        name: "op_buyer_open_id",
        path: "op_buyer_open_id",
        choice: Some(&Choice {
            first: "buyer_id",
            members: &["buyer_id", "buyer_open_id", "op_buyer_open_id", "buyer_logon_id"],
            rule: ChoiceRule::AtLeastOne,
            only_when: Some(ChoiceWhen {
                condition: Condition { path: "product_code", test: Test::Is("JSAPI_PAY"), code: None },
                otherwise: ChoiceRule::Any,
            }),
            priority: &["buyer_open_id", "op_buyer_open_id", "buyer_id", "buyer_logon_id"],
        }),
        max_length: 128,
        example: Some("\"074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5\""),
        ..Field::BLANK
    },
    Field {
        name: "buyer_logon_id",
        path: "buyer_logon_id",
        choice: Some(&Choice {
            first: "buyer_id",
            members: &["buyer_id", "buyer_open_id", "op_buyer_open_id", "buyer_logon_id"],
            rule: ChoiceRule::AtLeastOne,
            only_when: Some(ChoiceWhen {
                condition: Condition { path: "product_code", test: Test::Is("JSAPI_PAY"), code: None },
                otherwise: ChoiceRule::Any,
            }),
            priority: &["buyer_open_id", "op_buyer_open_id", "buyer_id", "buyer_logon_id"],
        }),
        max_length: 100,
        example: Some("\"159****5620\""),
        ..Field::BLANK
    },
    Field {
        name: "seller_id",
        path: "seller_id",
        max_length: 28,
        example: Some("\"2088102146225135\""),
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
        example: Some(
            "[{\"goods_id\":\"apple-01\",\"goods_name\":\"ipad\",\"goods_category\":\"7788230\",\"price\":\"2000.00\",\"quantity\":\"1\"}]",
        ),
        ..Field::BLANK
    },
    Field {
        name: "time_expire",
        path: "time_expire",
        choice: Some(&Choice {
            first: "time_expire",
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
        name: "timeout_express",
        path: "timeout_express",
        choice: Some(&Choice {
            first: "time_expire",
            members: &["time_expire", "timeout_express"],
            rule: ChoiceRule::Any,
            only_when: None,
            priority: &["time_expire", "timeout_express"],
        }),
        pattern: Some(&PATTERN_2),
        max_length: 100,
        duration: Some(Duration { min: "1m", max: "15d" }),
        example: Some("\"90m\""),
        ..Field::BLANK
    },
    Field {
        name: "extend_params",
        path: "extend_params",
        kind: Kind::Object,
        children: REQUEST_EXTEND_PARAMS,
        example: Some("{\"sys_service_provider_id\":\"2088511833207846\"}"),
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
        name: "passback_params",
        path: "passback_params",
        max_length: 512,
        example: Some("\"merchantBizType=3C&merchantBizNo=2016010101111\""),
        ..Field::BLANK
    },
    Field {
        name: "discountable_amount",
        path: "discountable_amount",
        kind: Kind::Money,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        example: Some("\"80.00\""),
        ..Field::BLANK
    },
    Field {
        name: "undiscountable_amount",
        path: "undiscountable_amount",
        kind: Kind::Money,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        example: Some("\"8.88\""),
        ..Field::BLANK
    },
    Field { name: "store_id", path: "store_id", max_length: 32, example: Some("\"NJ_001\""), ..Field::BLANK },
    Field {
        name: "alipay_store_id",
        path: "alipay_store_id",
        max_length: 32,
        example: Some("\"2016041400077000000003314986\""),
        ..Field::BLANK
    },
    Field {
        name: "disable_pay_channels",
        path: "disable_pay_channels",
        choice: Some(&Choice {
            first: "disable_pay_channels",
            members: &["disable_pay_channels", "enable_pay_channels"],
            rule: ChoiceRule::AtMostOne,
            only_when: None,
            priority: &[],
        }),
        max_length: 128,
        separator: Some(','),
        values: &[
            Value { text: "pcredit", means: "pcredit" },
            Value { text: "moneyFund", means: "moneyFund" },
            Value { text: "debitCardExpress", means: "debitCardExpress" },
        ],
        values_open: true,
        example: Some("\"pcredit,moneyFund,debitCardExpress\""),
        ..Field::BLANK
    },
    Field {
        name: "enable_pay_channels",
        path: "enable_pay_channels",
        choice: Some(&Choice {
            first: "disable_pay_channels",
            members: &["disable_pay_channels", "enable_pay_channels"],
            rule: ChoiceRule::AtMostOne,
            only_when: None,
            priority: &[],
        }),
        max_length: 128,
        separator: Some(','),
        values: &[
            Value { text: "pcredit", means: "pcredit" },
            Value { text: "moneyFund", means: "moneyFund" },
            Value { text: "debitCardExpress", means: "debitCardExpress" },
        ],
        values_open: true,
        example: Some("\"pcredit,moneyFund,debitCardExpress\""),
        ..Field::BLANK
    },
    Field {
        name: "query_options",
        path: "query_options",
        kind: Kind::List,
        max_length: 1024,
        values: &[
            Value { text: "enterprise_pay_info", means: "enterprise_pay_info" },
            Value { text: "hyb_amount", means: "hyb_amount" },
        ],
        values_open: true,
        example: Some("[\"enterprise_pay_info\",\"hyb_amount\"]"),
        ..Field::BLANK
    },
    Field {
        name: "agreement_sign_params",
        path: "agreement_sign_params",
        kind: Kind::Object,
        children: REQUEST_AGREEMENT_SIGN_PARAMS,
        ..Field::BLANK
    },
    Field {
        name: "operator_id",
        path: "operator_id",
        max_length: 28,
        example: Some("\"Yx_001\""),
        ..Field::BLANK
    },
    Field {
        name: "terminal_id",
        path: "terminal_id",
        max_length: 32,
        example: Some("\"NJ_T_001\""),
        ..Field::BLANK
    },
    Field {
        name: "settle_info",
        path: "settle_info",
        kind: Kind::Object,
        children: REQUEST_SETTLE_INFO,
        ..Field::BLANK
    },
    Field {
        name: "logistics_detail",
        path: "logistics_detail",
        kind: Kind::Object,
        children: REQUEST_LOGISTICS_DETAIL,
        ..Field::BLANK
    },
    Field {
        name: "receiver_address_info",
        path: "receiver_address_info",
        kind: Kind::Object,
        children: REQUEST_RECEIVER_ADDRESS_INFO,
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
        name: "ext_user_info",
        path: "ext_user_info",
        kind: Kind::Object,
        children: REQUEST_EXT_USER_INFO,
        ..Field::BLANK
    },
    Field {
        name: "royalty_info",
        path: "royalty_info",
        kind: Kind::Object,
        children: REQUEST_ROYALTY_INFO,
        ..Field::BLANK
    },
    Field { name: "merchant_order_no", path: "merchant_order_no", max_length: 32, ..Field::BLANK },
    Field {
        name: "bkagent_req_info",
        path: "bkagent_req_info",
        kind: Kind::Object,
        children: REQUEST_BKAGENT_REQ_INFO,
        ..Field::BLANK
    },
];

static REQUEST_GOODS_DETAIL: &[Field] = &[
    Field {
        name: "goods_id",
        path: "goods_detail.goods_id",
        required: true,
        max_length: 32,
        example: Some("\"apple-01\""),
        ..Field::BLANK
    },
    Field {
        name: "goods_name",
        path: "goods_detail.goods_name",
        required: true,
        max_length: 256,
        example: Some("\"ipad\""),
        ..Field::BLANK
    },
    Field {
        name: "quantity",
        path: "goods_detail.quantity",
        kind: Kind::Number,
        required: true,
        max_length: 32,
        range: Range { min: Some(10000), max: Some(9999999999000000), max_exclusive: false },
        example: Some("\"1\""),
        ..Field::BLANK
    },
    Field {
        name: "price",
        path: "goods_detail.price",
        kind: Kind::Money,
        required: true,
        range: Range { min: Some(0), max: Some(100000000000000), max_exclusive: false },
        example: Some("\"2000\""),
        ..Field::BLANK
    },
    Field {
        name: "out_item_id",
        path: "goods_detail.out_item_id",
        required_when: Some(&Condition {
            path: "extend_params.trade_component_order_id",
            test: Test::Present,
            code: None,
        }),
        max_length: 100,
        example: Some("\"outItem_01\""),
        ..Field::BLANK
    },
    Field {
        name: "out_sku_id",
        path: "goods_detail.out_sku_id",
        decided_in_method: true,
        max_length: 64,
        example: Some("\"outSku_01\""),
        ..Field::BLANK
    },
    Field {
        name: "alipay_goods_id",
        path: "goods_detail.alipay_goods_id",
        max_length: 32,
        example: Some("\"20010001\""),
        ..Field::BLANK
    },
    Field {
        name: "goods_category",
        path: "goods_detail.goods_category",
        max_length: 24,
        example: Some("\"34543238\""),
        ..Field::BLANK
    },
    Field {
        name: "categories_tree",
        path: "goods_detail.categories_tree",
        max_length: 128,
        separator: Some('|'),
        example: Some("\"124868003|126232002|126252004\""),
        ..Field::BLANK
    },
    Field {
        name: "body",
        path: "goods_detail.body",
        max_length: 1000,
        example: Some("\"特价手机\""),
        ..Field::BLANK
    },
    Field {
        name: "show_url",
        path: "goods_detail.show_url",
        max_length: 400,
        example: Some("\"http://www.alipay.com/xxx.jpg\""),
        ..Field::BLANK
    },
    Field { name: "goods_ean_id", path: "goods_detail.goods_ean_id", max_length: 32, ..Field::BLANK },
];

static REQUEST_EXTEND_PARAMS: &[Field] = &[
    Field {
        name: "sys_service_provider_id",
        path: "extend_params.sys_service_provider_id",
        max_length: 64,
        example: Some("\"2088511833207846\""),
        ..Field::BLANK
    },
    Field {
        name: "hb_fq_num",
        path: "extend_params.hb_fq_num",
        max_length: 5,
        example: Some("\"3\""),
        ..Field::BLANK
    },
    Field {
        name: "hb_fq_seller_percent",
        path: "extend_params.hb_fq_seller_percent",
        max_length: 3,
        example: Some("\"100\""),
        ..Field::BLANK
    },
    Field {
        name: "trade_component_order_id",
        path: "extend_params.trade_component_order_id",
        max_length: 128,
        example: Some("\"2023060801502300000008810000005657\""),
        ..Field::BLANK
    },
    Field {
        name: "industry_reflux_info",
        path: "extend_params.industry_reflux_info",
        kind: Kind::JsonText,
        max_length: 512,
        example: Some(
            "\"{\\\"scene_code\\\":\\\"metro_tradeorder\\\",\\\"channel\\\":\\\"xxxx\\\",\\\"scene_data\\\":{\\\"asset_name\\\":\\\"ALIPAY\\\"}}\"",
        ),
        ..Field::BLANK
    },
    Field {
        name: "card_type",
        path: "extend_params.card_type",
        max_length: 32,
        example: Some("\"S0JP0000\""),
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

static REQUEST_AGREEMENT_SIGN_PARAMS: &[Field] = &[
    Field {
        name: "product_code",
        path: "agreement_sign_params.product_code",
        required: true,
        max_length: 64,
        values: &[Value { text: "GENERAL_WITHHOLDING", means: "GENERAL_WITHHOLDING" }],
        example: Some("\"GENERAL_WITHHOLDING\""),
        ..Field::BLANK
    },
    Field {
        name: "personal_product_code",
        path: "agreement_sign_params.personal_product_code",
        required: true,
        max_length: 64,
        values: &[Value { text: "CYCLE_PAY_AUTH_P", means: "CYCLE_PAY_AUTH_P" }],
        values_open: true,
        example: Some("\"CYCLE_PAY_AUTH_P\""),
        ..Field::BLANK
    },
    Field {
        name: "sign_scene",
        path: "agreement_sign_params.sign_scene",
        required: true,
        max_length: 64,
        values: &[Value { text: "INDUSTRY|DIGITAL_MEDIA", means: "INDUSTRY|DIGITAL_MEDIA" }],
        values_open: true,
        example: Some("\"INDUSTRY|DIGITAL_MEDIA\""),
        ..Field::BLANK
    },
    Field {
        name: "access_params",
        path: "agreement_sign_params.access_params",
        kind: Kind::Object,
        required: true,
        children: REQUEST_AGREEMENT_SIGN_PARAMS_ACCESS_PARAMS,
        ..Field::BLANK
    },
    Field {
        name: "external_agreement_no",
        path: "agreement_sign_params.external_agreement_no",
        pattern: Some(&PATTERN_3),
        max_length: 32,
        example: Some("\"test20190701\""),
        ..Field::BLANK
    },
    Field {
        name: "external_logon_id",
        path: "agreement_sign_params.external_logon_id",
        max_length: 100,
        example: Some("\"13888888888\""),
        ..Field::BLANK
    },
    Field {
        name: "sub_merchant",
        path: "agreement_sign_params.sub_merchant",
        kind: Kind::Object,
        children: REQUEST_AGREEMENT_SIGN_PARAMS_SUB_MERCHANT,
        ..Field::BLANK
    },
    Field {
        name: "period_rule_params",
        path: "agreement_sign_params.period_rule_params",
        kind: Kind::Object,
        required_when: Some(&Condition {
            path: "agreement_sign_params.personal_product_code",
            test: Test::Is("CYCLE_PAY_AUTH_P"),
            code: None,
        }),
        children: REQUEST_AGREEMENT_SIGN_PARAMS_PERIOD_RULE_PARAMS,
        ..Field::BLANK
    },
    Field {
        name: "sign_notify_url",
        path: "agreement_sign_params.sign_notify_url",
        max_length: 3000,
        example: Some("\"http://www.merchant.com/receiveSignNotify\""),
        ..Field::BLANK
    },
    Field {
        name: "allow_huazhi_degrade",
        path: "agreement_sign_params.allow_huazhi_degrade",
        kind: Kind::Boolean,
        ..Field::BLANK
    },
    Field { name: "effect_time", path: "agreement_sign_params.effect_time", max_length: 10, ..Field::BLANK },
    Field {
        name: "recommend_sort_channel_params",
        path: "agreement_sign_params.recommend_sort_channel_params",
        kind: Kind::Array,
        children: REQUEST_AGREEMENT_SIGN_PARAMS_RECOMMEND_SORT_CHANNEL_PARAMS,
        ..Field::BLANK
    },
    Field {
        name: "specified_deduct_rule_params",
        path: "agreement_sign_params.specified_deduct_rule_params",
        kind: Kind::Object,
        children: REQUEST_AGREEMENT_SIGN_PARAMS_SPECIFIED_DEDUCT_RULE_PARAMS,
        ..Field::BLANK
    },
];

static REQUEST_AGREEMENT_SIGN_PARAMS_ACCESS_PARAMS: &[Field] = &[Field {
    name: "channel",
    path: "agreement_sign_params.access_params.channel",
    required: true,
    max_length: 20,
    values: &[
        Value { text: "ALIPAYAPP", means: "ALIPAYAPP" },
        Value { text: "QRCODE", means: "QRCODE" },
        Value { text: "QRCODEORSMS", means: "QRCODEORSMS" },
    ],
    example: Some("\"ALIPAYAPP\""),
    ..Field::BLANK
}];

static REQUEST_AGREEMENT_SIGN_PARAMS_SUB_MERCHANT: &[Field] = &[
    Field {
        name: "sub_merchant_id",
        path: "agreement_sign_params.sub_merchant.sub_merchant_id",
        max_length: 20,
        example: Some("\"2088123412341234\""),
        ..Field::BLANK
    },
    Field {
        name: "sub_merchant_name",
        path: "agreement_sign_params.sub_merchant.sub_merchant_name",
        max_length: 50,
        example: Some("\"滴滴出行\""),
        ..Field::BLANK
    },
    Field {
        name: "sub_merchant_service_name",
        path: "agreement_sign_params.sub_merchant.sub_merchant_service_name",
        max_length: 50,
        example: Some("\"滴滴出行免密支付\""),
        ..Field::BLANK
    },
    Field {
        name: "sub_merchant_service_description",
        path: "agreement_sign_params.sub_merchant.sub_merchant_service_description",
        max_length: 150,
        example: Some("\"免密付车费,单次最高500\""),
        ..Field::BLANK
    },
];

static REQUEST_AGREEMENT_SIGN_PARAMS_PERIOD_RULE_PARAMS: &[Field] = &[
    Field {
        name: "period_type",
        path: "agreement_sign_params.period_rule_params.period_type",
        required: true,
        values: &[Value { text: "DAY", means: "DAY" }, Value { text: "MONTH", means: "MONTH" }],
        example: Some("\"DAY\""),
        ..Field::BLANK
    },
    Field {
        name: "period",
        path: "agreement_sign_params.period_rule_params.period",
        kind: Kind::Integer,
        required: true,
        max_length: 32,
        range: Range { min: Some(1000000), max: Some(9999000000), max_exclusive: false },
        example: Some("3"),
        ..Field::BLANK
    },
    Field {
        name: "execute_time",
        path: "agreement_sign_params.period_rule_params.execute_time",
        required: true,
        format: Some(Format::Date),
        example: Some("\"2019-01-23\""),
        ..Field::BLANK
    },
    Field {
        name: "single_amount",
        path: "agreement_sign_params.period_rule_params.single_amount",
        kind: Kind::Money,
        required: true,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        example: Some("\"10.99\""),
        ..Field::BLANK
    },
    Field {
        name: "total_amount",
        path: "agreement_sign_params.period_rule_params.total_amount",
        kind: Kind::Money,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        example: Some("\"600\""),
        ..Field::BLANK
    },
    Field {
        name: "total_payments",
        path: "agreement_sign_params.period_rule_params.total_payments",
        kind: Kind::Integer,
        max_length: 8,
        range: Range { min: Some(1000000), max: Some(99999999000000), max_exclusive: false },
        example: Some("12"),
        ..Field::BLANK
    },
    Field {
        name: "is_trial_mode",
        path: "agreement_sign_params.period_rule_params.is_trial_mode",
        kind: Kind::Boolean,
        ..Field::BLANK
    },
    Field {
        name: "scene_rule_params",
        path: "agreement_sign_params.period_rule_params.scene_rule_params",
        kind: Kind::Object,
        children: REQUEST_AGREEMENT_SIGN_PARAMS_PERIOD_RULE_PARAMS_SCENE_RULE_PARAMS,
        ..Field::BLANK
    },
];

static REQUEST_AGREEMENT_SIGN_PARAMS_PERIOD_RULE_PARAMS_SCENE_RULE_PARAMS: &[Field] = &[
    Field {
        name: "discount_period",
        path: "agreement_sign_params.period_rule_params.scene_rule_params.discount_period",
        max_length: 16,
        ..Field::BLANK
    },
    Field {
        name: "low_price_period",
        path: "agreement_sign_params.period_rule_params.scene_rule_params.low_price_period",
        max_length: 16,
        ..Field::BLANK
    },
];

static REQUEST_AGREEMENT_SIGN_PARAMS_RECOMMEND_SORT_CHANNEL_PARAMS: &[Field] = &[
    Field {
        name: "asset_type_code",
        path: "agreement_sign_params.recommend_sort_channel_params.asset_type_code",
        max_length: 32,
        ..Field::BLANK
    },
    Field {
        name: "inst_id",
        path: "agreement_sign_params.recommend_sort_channel_params.inst_id",
        max_length: 32,
        ..Field::BLANK
    },
];

static REQUEST_AGREEMENT_SIGN_PARAMS_SPECIFIED_DEDUCT_RULE_PARAMS: &[Field] = &[
    Field {
        name: "specified_month_limit_amount",
        path: "agreement_sign_params.specified_deduct_rule_params.specified_month_limit_amount",
        kind: Kind::Money,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "specified_pay_amount",
        path: "agreement_sign_params.specified_deduct_rule_params.specified_pay_amount",
        kind: Kind::Money,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "specified_pay_trigger_amount",
        path: "agreement_sign_params.specified_deduct_rule_params.specified_pay_trigger_amount",
        kind: Kind::Money,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "specified_pay_trigger_unit",
        path: "agreement_sign_params.specified_deduct_rule_params.specified_pay_trigger_unit",
        max_length: 16,
        ..Field::BLANK
    },
];

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
        name: "merchant_type",
        path: "settle_info.merchant_type",
        max_length: 32,
        values: &[Value { text: "alipay", means: "alipay" }, Value { text: "merchant", means: "merchant" }],
        ..Field::BLANK
    },
    Field {
        name: "settle_period_time",
        path: "settle_info.settle_period_time",
        pattern: Some(&PATTERN_4),
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
        example: Some("\"cardSerialNo\""),
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
        example: Some("0.1"),
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

static REQUEST_LOGISTICS_DETAIL: &[Field] = &[Field {
    name: "logistics_type",
    path: "logistics_detail.logistics_type",
    max_length: 32,
    values: &[
        Value { text: "POST", means: "POST" },
        Value { text: "EXPRESS", means: "EXPRESS" },
        Value { text: "VIRTUAL", means: "VIRTUAL" },
        Value { text: "EMS", means: "EMS" },
        Value { text: "DIRECT", means: "DIRECT" },
    ],
    example: Some("\"EXPRESS\""),
    ..Field::BLANK
}];

static REQUEST_RECEIVER_ADDRESS_INFO: &[Field] = &[
    Field {
        name: "name",
        path: "receiver_address_info.name",
        max_length: 512,
        example: Some("\"张三\""),
        ..Field::BLANK
    },
    Field {
        name: "address",
        path: "receiver_address_info.address",
        max_length: 512,
        example: Some("\"上海市浦东新区陆家嘴银城中路501号\""),
        ..Field::BLANK
    },
    Field {
        name: "mobile",
        path: "receiver_address_info.mobile",
        max_length: 60,
        example: Some("\"13120180615\""),
        ..Field::BLANK
    },
    Field {
        name: "zip",
        path: "receiver_address_info.zip",
        max_length: 40,
        example: Some("\"200120\""),
        ..Field::BLANK
    },
    Field {
        name: "division_code",
        path: "receiver_address_info.division_code",
        max_length: 16,
        example: Some("\"310115\""),
        ..Field::BLANK
    },
];

static REQUEST_SUB_MERCHANT: &[Field] = &[
    Field {
        name: "merchant_id",
        path: "sub_merchant.merchant_id",
        max_length: 32,
        example: Some("\"2088000603999128\""),
        ..Field::BLANK
    },
    Field {
        name: "merchant_type",
        path: "sub_merchant.merchant_type",
        codes: Codes { values: Some("ACQ.SUB_MERCHANT_TYPE_INVALID"), ..Codes::NONE },
        max_length: 32,
        values: &[Value { text: "alipay", means: "alipay" }],
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

static REQUEST_ROYALTY_INFO: &[Field] = &[
    Field {
        name: "royalty_detail_infos",
        path: "royalty_info.royalty_detail_infos",
        kind: Kind::Array,
        required: true,
        children: REQUEST_ROYALTY_INFO_ROYALTY_DETAIL_INFOS,
        ..Field::BLANK
    },
    Field {
        name: "royalty_type",
        path: "royalty_info.royalty_type",
        max_length: 150,
        values: &[Value { text: "ROYALTY", means: "ROYALTY" }],
        ..Field::BLANK
    },
];

static REQUEST_ROYALTY_INFO_ROYALTY_DETAIL_INFOS: &[Field] = &[
    Field {
        name: "amount",
        path: "royalty_info.royalty_detail_infos.amount",
        kind: Kind::Money,
        range: Range { min: Some(10000), max: Some(100000000000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "amount_percentage",
        path: "royalty_info.royalty_detail_infos.amount_percentage",
        max_length: 3,
        ..Field::BLANK
    },
    Field {
        name: "batch_no",
        path: "royalty_info.royalty_detail_infos.batch_no",
        max_length: 32,
        ..Field::BLANK
    },
    Field { name: "desc", path: "royalty_info.royalty_detail_infos.desc", max_length: 1000, ..Field::BLANK },
    Field {
        name: "out_relation_id",
        path: "royalty_info.royalty_detail_infos.out_relation_id",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "serial_no",
        path: "royalty_info.royalty_detail_infos.serial_no",
        kind: Kind::Integer,
        max_length: 9,
        range: Range { min: Some(1000000), max: Some(999999999000000), max_exclusive: false },
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
        name: "trans_out",
        path: "royalty_info.royalty_detail_infos.trans_out",
        required: true,
        max_length: 28,
        ..Field::BLANK
    },
    Field {
        name: "trans_out_type",
        path: "royalty_info.royalty_detail_infos.trans_out_type",
        max_length: 24,
        values: &[Value { text: "userId", means: "userId" }],
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
        name: "out_trade_no",
        path: "out_trade_no",
        max_length: 64,
        example: Some("\"20150423001001\""),
        ..Field::BLANK
    },
    Field {
        name: "trade_no",
        path: "trade_no",
        max_length: 64,
        example: Some("\"2015042321001004720200028594\""),
        ..Field::BLANK
    },
];

static ERRORS: &[ErrorRow] = &[
    ErrorRow {
        code: "ACQ.ACCESS_FORBIDDEN",
        message_zh: "无权限使用接口",
        fix_en: "The product contract is not signed: check product_code and that the requesting merchant signed the product.",
    },
    ErrorRow {
        code: "ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION",
        message_zh: "订单金额超过单笔限额",
        fix_en: "Ask Alipay support (4007585858) to raise the single-payment limit.",
    },
    ErrorRow {
        code: "ACQ.BIZ_PRODUCT_NOT_ALLOWED",
        message_zh: "公域订单场景下不支持使用该产品码",
        fix_en: "Public-domain trades must use the JSAPI product: sign it and set product_code to JSAPI_PAY.",
    },
    ErrorRow {
        code: "ACQ.BUYER_ENABLE_STATUS_FORBID",
        message_zh: "买家状态非法",
        fix_en: "The user asks Alipay support why the buyer state is illegal.",
    },
    ErrorRow {
        code: "ACQ.BUYER_NOT_EXIST",
        message_zh: "买家不存在",
        fix_en: "Check the buyer account data; if correct ask Alipay support whether the account was cancelled.",
    },
    ErrorRow {
        code: "ACQ.BUYER_SELLER_EQUAL",
        message_zh: "买卖家不能相同",
        fix_en: "Pay again with another buyer.",
    },
    ErrorRow {
        code: "ACQ.CONTEXT_INCONSISTENT",
        message_zh: "交易信息被篡改",
        fix_en: "Use a new merchant order number and send again.",
    },
    ErrorRow {
        code: "ACQ.CUSTOMER_VALIDATE_ERROR",
        message_zh: "客户校验出错",
        fix_en: "Check that the settlement account is real-name certified; otherwise contact Alipay support.",
    },
    ErrorRow {
        code: "ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST",
        message_zh: "默认结算条款不存在",
        fix_en: "Check that a default settlement account was set when the sub-merchant was onboarded.",
    },
    ErrorRow {
        code: "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT",
        message_zh: "买家未通过人行认证",
        fix_en: "The user contacts Alipay support and pays by another method.",
    },
    ErrorRow {
        code: "ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT",
        message_zh: "卖家未通过人行认证",
        fix_en: "The receiving account exceeded the statutory turnover; complete its real-name certification before further collection.",
    },
    ErrorRow {
        code: "ACQ.EXIST_FORBIDDEN_WORD",
        message_zh: "订单信息中包含违禁词",
        fix_en: "Change the order information and send again.",
    },
    ErrorRow {
        code: "ACQ.ILLEGAL_ARGUMENT",
        message_zh: "参数错误",
        fix_en: "Check the request parameters.",
    },
    ErrorRow {
        code: "ACQ.INVALID_PARAMETER",
        message_zh: "参数无效",
        fix_en: "Check and correct the request parameters, then send again.",
    },
    ErrorRow {
        code: "ACQ.INVALID_RECEIVE_ACCOUNT",
        message_zh: "收款账户不支持",
        fix_en: "Check seller_id and that it was given receiving rights at signing.",
    },
    ErrorRow {
        code: "ACQ.INVALID_STORE_ID",
        message_zh: "商户门店编号无效",
        fix_en: "Check that the store number is valid.",
    },
    ErrorRow {
        code: "ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT",
        message_zh: "超过单日累计收款额度",
        fix_en: "Contact Alipay support (4007585858).",
    },
    ErrorRow {
        code: "ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT",
        message_zh: "超过单笔收款限额",
        fix_en: "Contact Alipay support (4007585858).",
    },
    ErrorRow {
        code: "ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT",
        message_zh: "商户暂停收款",
        fix_en: "Contact Alipay support (4007585858).",
    },
    ErrorRow {
        code: "ACQ.MERCHANT_STATUS_NOT_NORMAL",
        message_zh: "商户状态异常",
        fix_en: "The merchant had no trade for three months and must be re-activated in the merchant centre, or contact Alipay support (4007585858).",
    },
    ErrorRow {
        code: "ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR",
        message_zh: "当前时间已超过允许支付的时间",
        fix_en: "Check the payment expiry time that was sent.",
    },
    ErrorRow {
        code: "ACQ.OPEN_ID_NOT_TINY_APP",
        message_zh: "请求的应用id非小程序应用类型",
        fix_en: "op_app_id must be sent and be a mini program; it must be linked in the product centre; without op_app_id the requesting app id is used and must itself be a mini program.",
    },
    ErrorRow {
        code: "ACQ.PARTNER_ERROR",
        message_zh: "应用APP_ID填写错误",
        fix_en: "Ask Alipay support for the state of the APP_ID.",
    },
    ErrorRow {
        code: "ACQ.PAYER_UNMATCHED",
        message_zh: "付款人不匹配",
        fix_en: "Let the user pay with the specified Alipay account.",
    },
    ErrorRow {
        code: "ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID",
        message_zh: "二级商户编码为空",
        fix_en: "Check that the sub-merchant number is sent.",
    },
    ErrorRow {
        code: "ACQ.PRODUCT_NOT_SUPPORT_IN_TINY_APP",
        message_zh: "小程序内不支持使用该产品码交易",
        fix_en: "Sign the JSAPI product and set product_code to JSAPI_PAY.",
    },
    ErrorRow {
        code: "ACQ.RISK_MERCHANT_IP_NOT_EXIST",
        message_zh: "当前交易未传入IP信息,创单失败,请传入IP后再发起支付",
        fix_en: "Check that the user IP was sent.",
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
        code: "ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT",
        message_zh: "商户状态异常",
        fix_en: "Ask the service provider concerned.",
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
        code: "ACQ.SELLER_BEEN_BLOCKED",
        message_zh: "商家账号被冻结",
        fix_en: "Ask Alipay support to unfreeze the account.",
    },
    ErrorRow {
        code: "ACQ.SELLER_NOT_EXIST", message_zh: "卖家不存在", fix_en: "Check the seller data."
    },
    ErrorRow {
        code: "ACQ.STORE_INFO_INVALID",
        message_zh: "门店信息错误",
        fix_en: "Check the store data sent for settlement.",
    },
    ErrorRow {
        code: "ACQ.SUB_GOODS_SIZE_MAX_COUNT",
        message_zh: "子商品明细超长",
        fix_en: "Check whether there are more than 150 goods details.",
    },
    ErrorRow {
        code: "ACQ.SUB_MERCHANT_CREATE_FAIL",
        message_zh: "二级商户创建失败",
        fix_en: "Check that the sub-merchant data sent is valid.",
    },
    ErrorRow {
        code: "ACQ.SUB_MERCHANT_TYPE_INVALID",
        message_zh: "二级商户类型非法",
        fix_en: "Check that the sub-merchant type sent is valid.",
    },
    ErrorRow {
        code: "ACQ.SYSTEM_ERROR",
        message_zh: "接口返回错误",
        fix_en: "Query the order at once and decide by its state.",
    },
    ErrorRow {
        code: "ACQ.TOTAL_FEE_EXCEED",
        message_zh: "订单总金额超过限额",
        fix_en: "Change the order amount and send again.",
    },
    ErrorRow {
        code: "ACQ.TRADE_BUYER_NOT_MATCH",
        message_zh: "交易买家不匹配",
        fix_en: "Use a new merchant order number and send again.",
    },
    ErrorRow {
        code: "ACQ.TRADE_HAS_CLOSE",
        message_zh: "交易已经关闭",
        fix_en: "Use a new merchant order number and send again.",
    },
    ErrorRow {
        code: "ACQ.TRADE_HAS_SUCCESS",
        message_zh: "交易已被支付",
        fix_en: "If the trade belongs to the present buyer treat it as paid; otherwise use a new merchant order number and send again.",
    },
    ErrorRow {
        code: "ACQ.UNBOUND_APPLICATION",
        message_zh: "未绑定小程序appid",
        fix_en: "op_app_id must be the mini program that opens the cashier and must be linked to the merchant in the product centre.",
    },
    ErrorRow {
        code: "ACQ.USER_LOGONID_DUP",
        message_zh: "用户账号重复",
        fix_en: "The user's mobile account name is used by somebody else too; ask the user to change it and update it.",
    },
];
