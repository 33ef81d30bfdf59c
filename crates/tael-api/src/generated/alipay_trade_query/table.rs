//! The tables of `alipay.trade.query`. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::{Api, Choice, ChoiceRule, ErrorRow, Field, Format, Kind, Pattern, Value};

/// `alipay.trade.query`: its fields, answer and errors.
pub static API: Api = Api {
    method: "alipay.trade.query",
    title_zh: "统一收单交易查询",
    title_en: "Query a trade",
    invalid_parameter: "ACQ.INVALID_PARAMETER",
    request: REQUEST,
    response: RESPONSE,
    errors: ERRORS,
};

static PATTERN_0: Pattern = Pattern::new("^[A-Za-z0-9_]{1,64}$");
static REQUEST: &[Field] = &[
    Field {
        name: "out_trade_no",
        path: "out_trade_no",
        choice: Some(&Choice {
            first: "out_trade_no",
            members: &["out_trade_no", "trade_no"],
            rule: ChoiceRule::AtLeastOne,
            only_when: None,
            priority: &[],
        }),
        pattern: Some(&PATTERN_0),
        max_length: 64,
        example: Some("\"20150320010101001\""),
        ..Field::BLANK
    },
    Field {
        name: "trade_no",
        path: "trade_no",
        choice: Some(&Choice {
            first: "out_trade_no",
            members: &["out_trade_no", "trade_no"],
            rule: ChoiceRule::AtLeastOne,
            only_when: None,
            priority: &[],
        }),
        max_length: 64,
        example: Some("\"2013112011001004330000121536\""),
        ..Field::BLANK
    },
    Field { name: "org_pid", path: "org_pid", max_length: 16, ..Field::BLANK },
    Field {
        name: "query_options",
        path: "query_options",
        kind: Kind::List,
        max_length: 128,
        values: &[
            Value { text: "trade_settle_info", means: "trade_settle_info" },
            Value { text: "fund_bill_list", means: "fund_bill_list" },
            Value { text: "voucher_detail_list", means: "voucher_detail_list" },
            Value { text: "discount_goods_detail", means: "discount_goods_detail" },
            Value { text: "mdiscount_amount", means: "mdiscount_amount" },
            Value { text: "medical_insurance_info", means: "medical_insurance_info" },
            Value { text: "fulfillment_detail_list", means: "fulfillment_detail_list" },
            Value { text: "enterprise_pay_info", means: "enterprise_pay_info" },
            Value { text: "hyb_amount", means: "hyb_amount" },
            Value { text: "async_pay_info", means: "async_pay_info" },
        ],
        values_open: true,
        ..Field::BLANK
    },
];

static RESPONSE: &[Field] = &[
    Field {
        name: "buyer_logon_id",
        path: "buyer_logon_id",
        max_length: 100,
        example: Some("\"159****5620\""),
        ..Field::BLANK
    },
    Field {
        name: "out_trade_no",
        path: "out_trade_no",
        max_length: 64,
        example: Some("\"20150320010101001\""),
        ..Field::BLANK
    },
    Field {
        name: "total_amount",
        path: "total_amount",
        kind: Kind::Money,
        max_length: 11,
        example: Some("\"88.88\""),
        ..Field::BLANK
    },
    Field {
        name: "trade_no",
        path: "trade_no",
        max_length: 64,
        example: Some("\"2013112011001004330000121536\""),
        ..Field::BLANK
    },
    Field {
        name: "trade_status",
        path: "trade_status",
        max_length: 32,
        values: &[
            Value { text: "WAIT_BUYER_PAY", means: "WAIT_BUYER_PAY" },
            Value { text: "TRADE_CLOSED", means: "TRADE_CLOSED" },
            Value { text: "TRADE_SUCCESS", means: "TRADE_SUCCESS" },
            Value { text: "TRADE_FINISHED", means: "TRADE_FINISHED" },
        ],
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
        name: "buyer_user_id",
        path: "buyer_user_id",
        max_length: 16,
        example: Some("\"2088101117955611\""),
        ..Field::BLANK
    },
    Field {
        name: "discount_goods_detail",
        path: "discount_goods_detail",
        kind: Kind::JsonText,
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
        name: "mdiscount_amount",
        path: "mdiscount_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "trade_settle_info",
        path: "trade_settle_info",
        kind: Kind::Object,
        children: RESPONSE_TRADE_SETTLE_INFO,
        ..Field::BLANK
    },
    Field {
        name: "voucher_detail_list",
        path: "voucher_detail_list",
        kind: Kind::Array,
        children: RESPONSE_VOUCHER_DETAIL_LIST,
        ..Field::BLANK
    },
    Field {
        name: "additional_status",
        path: "additional_status",
        max_length: 32,
        values: &[Value { text: "SELLER_NOT_RECEIVED", means: "SELLER_NOT_RECEIVED" }],
        ..Field::BLANK
    },
    Field {
        name: "alipay_store_id",
        path: "alipay_store_id",
        max_length: 32,
        example: Some("\"2016041400077000000003314986\""),
        ..Field::BLANK
    },
    Field { name: "alipay_sub_merchant_id", path: "alipay_sub_merchant_id", max_length: 32, ..Field::BLANK },
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
    Field { name: "biz_settle_mode", path: "biz_settle_mode", max_length: 32, ..Field::BLANK },
    Field {
        name: "bkagent_resp_info",
        path: "bkagent_resp_info",
        kind: Kind::Object,
        children: RESPONSE_BKAGENT_RESP_INFO,
        ..Field::BLANK
    },
    Field { name: "body", path: "body", max_length: 1000, ..Field::BLANK },
    Field {
        name: "buyer_pay_amount",
        path: "buyer_pay_amount",
        kind: Kind::Money,
        max_length: 11,
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
    Field {
        name: "cashier_type",
        path: "cashier_type",
        max_length: 16,
        values: &[Value { text: "APP", means: "APP" }, Value { text: "WAP", means: "WAP" }],
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
    Field { name: "ext_infos", path: "ext_infos", kind: Kind::JsonText, max_length: 1024, ..Field::BLANK },
    Field {
        name: "external_payer_info",
        path: "external_payer_info",
        kind: Kind::Object,
        children: RESPONSE_EXTERNAL_PAYER_INFO,
        ..Field::BLANK
    },
    Field {
        name: "fulfillment_detail_list",
        path: "fulfillment_detail_list",
        kind: Kind::Array,
        children: RESPONSE_FULFILLMENT_DETAIL_LIST,
        ..Field::BLANK
    },
    Field {
        name: "hb_fq_pay_info",
        path: "hb_fq_pay_info",
        kind: Kind::Object,
        children: RESPONSE_HB_FQ_PAY_INFO,
        ..Field::BLANK
    },
    Field { name: "hyb_amount", path: "hyb_amount", kind: Kind::Money, max_length: 11, ..Field::BLANK },
    Field { name: "industry_sepc_detail", path: "industry_sepc_detail", max_length: 4096, ..Field::BLANK },
    Field {
        name: "industry_sepc_detail_acc",
        path: "industry_sepc_detail_acc",
        max_length: 4096,
        ..Field::BLANK
    },
    Field {
        name: "industry_sepc_detail_gov",
        path: "industry_sepc_detail_gov",
        max_length: 4096,
        ..Field::BLANK
    },
    Field {
        name: "intact_charge_info_list",
        path: "intact_charge_info_list",
        kind: Kind::Array,
        children: RESPONSE_INTACT_CHARGE_INFO_LIST,
        ..Field::BLANK
    },
    Field {
        name: "invoice_amount",
        path: "invoice_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "medical_insurance_info",
        path: "medical_insurance_info",
        max_length: 2000,
        ..Field::BLANK
    },
    Field {
        name: "open_id",
        path: "open_id",
        max_length: 128,
        example: Some("\"074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5\""),
        ..Field::BLANK
    },
    Field {
        name: "passback_params",
        path: "passback_params",
        max_length: 512,
        example: Some("\"merchantBizType%3d3C%26merchantBizNo%3d2016010101111\""),
        ..Field::BLANK
    },
    Field { name: "pay_amount", path: "pay_amount", kind: Kind::Money, max_length: 11, ..Field::BLANK },
    Field { name: "pay_currency", path: "pay_currency", max_length: 8, ..Field::BLANK },
    Field {
        name: "payment_info_with_id_list",
        path: "payment_info_with_id_list",
        kind: Kind::Array,
        children: RESPONSE_PAYMENT_INFO_WITH_ID_LIST,
        ..Field::BLANK
    },
    Field { name: "period_scene", path: "period_scene", max_length: 32, ..Field::BLANK },
    Field { name: "point_amount", path: "point_amount", kind: Kind::Money, max_length: 11, ..Field::BLANK },
    Field {
        name: "pre_auth_pay_amount",
        path: "pre_auth_pay_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field { name: "purchase_entity", path: "purchase_entity", max_length: 16, ..Field::BLANK },
    Field {
        name: "receipt_amount",
        path: "receipt_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "receipt_currency_type",
        path: "receipt_currency_type",
        max_length: 8,
        values: &[Value { text: "DC", means: "DC" }],
        ..Field::BLANK
    },
    Field {
        name: "req_goods_detail",
        path: "req_goods_detail",
        kind: Kind::Array,
        children: RESPONSE_REQ_GOODS_DETAIL,
        ..Field::BLANK
    },
    Field { name: "send_pay_date", path: "send_pay_date", format: Some(Format::DateTime), ..Field::BLANK },
    Field { name: "settle_amount", path: "settle_amount", kind: Kind::Money, max_length: 11, ..Field::BLANK },
    Field { name: "settle_currency", path: "settle_currency", max_length: 8, ..Field::BLANK },
    Field { name: "settle_trans_rate", path: "settle_trans_rate", max_length: 32, ..Field::BLANK },
    Field { name: "settlement_id", path: "settlement_id", max_length: 64, ..Field::BLANK },
    Field { name: "store_id", path: "store_id", max_length: 32, example: Some("\"NJ_001\""), ..Field::BLANK },
    Field { name: "store_name", path: "store_name", max_length: 512, ..Field::BLANK },
    Field {
        name: "subject",
        path: "subject",
        max_length: 256,
        example: Some("\"Iphone6 16G\""),
        ..Field::BLANK
    },
    Field {
        name: "tap_pay_info",
        path: "tap_pay_info",
        kind: Kind::Object,
        children: RESPONSE_TAP_PAY_INFO,
        ..Field::BLANK
    },
    Field {
        name: "terminal_id",
        path: "terminal_id",
        max_length: 32,
        example: Some("\"NJ_T_001\""),
        ..Field::BLANK
    },
    Field { name: "trans_currency", path: "trans_currency", max_length: 8, ..Field::BLANK },
    Field { name: "trans_pay_rate", path: "trans_pay_rate", max_length: 32, ..Field::BLANK },
    Field { name: "unpaid_reason", path: "unpaid_reason", max_length: 64, ..Field::BLANK },
];

static RESPONSE_FUND_BILL_LIST: &[Field] = &[
    Field {
        name: "amount",
        path: "fund_bill_list.amount",
        kind: Kind::Money,
        max_length: 32,
        ..Field::BLANK
    },
    Field {
        name: "bank_code",
        path: "fund_bill_list.bank_code",
        max_length: 10,
        example: Some("\"CEB\""),
        ..Field::BLANK
    },
    Field {
        name: "fund_channel",
        path: "fund_bill_list.fund_channel",
        max_length: 32,
        example: Some("\"ALIPAYACCOUNT\""),
        ..Field::BLANK
    },
    Field {
        name: "fund_type",
        path: "fund_bill_list.fund_type",
        max_length: 10,
        values: &[
            Value { text: "DEBIT_CARD", means: "DEBIT_CARD" },
            Value { text: "CREDIT_CARD", means: "CREDIT_CARD" },
            Value { text: "MIXED_CARD", means: "MIXED_CARD" },
        ],
        ..Field::BLANK
    },
    Field {
        name: "real_amount",
        path: "fund_bill_list.real_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
];

static RESPONSE_TRADE_SETTLE_INFO: &[Field] = &[
    Field {
        name: "trade_settle_detail_list",
        path: "trade_settle_info.trade_settle_detail_list",
        kind: Kind::Array,
        children: RESPONSE_TRADE_SETTLE_INFO_TRADE_SETTLE_DETAIL_LIST,
        ..Field::BLANK
    },
    Field {
        name: "trade_unsettled_amount",
        path: "trade_settle_info.trade_unsettled_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
];

static RESPONSE_TRADE_SETTLE_INFO_TRADE_SETTLE_DETAIL_LIST: &[Field] = &[
    Field {
        name: "amount",
        path: "trade_settle_info.trade_settle_detail_list.amount",
        kind: Kind::Money,
        max_length: 16,
        ..Field::BLANK
    },
    Field {
        name: "operation_dt",
        path: "trade_settle_info.trade_settle_detail_list.operation_dt",
        format: Some(Format::DateTime),
        ..Field::BLANK
    },
    Field {
        name: "operation_serial_no",
        path: "trade_settle_info.trade_settle_detail_list.operation_serial_no",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "operation_type",
        path: "trade_settle_info.trade_settle_detail_list.operation_type",
        max_length: 64,
        values: &[
            Value { text: "replenish", means: "replenish" },
            Value { text: "replenish_refund", means: "replenish_refund" },
            Value { text: "transfer", means: "transfer" },
            Value { text: "transfer_refund", means: "transfer_refund" },
            Value { text: "settle", means: "settle" },
            Value { text: "settle_refund", means: "settle_refund" },
            Value { text: "on_settle", means: "on_settle" },
        ],
        ..Field::BLANK
    },
    Field {
        name: "ori_trans_in",
        path: "trade_settle_info.trade_settle_detail_list.ori_trans_in",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "ori_trans_out",
        path: "trade_settle_info.trade_settle_detail_list.ori_trans_out",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "trans_in",
        path: "trade_settle_info.trade_settle_detail_list.trans_in",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "trans_out",
        path: "trade_settle_info.trade_settle_detail_list.trans_out",
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

static RESPONSE_EXTERNAL_PAYER_INFO: &[Field] = &[
    Field {
        name: "out_inst_card_no",
        path: "external_payer_info.out_inst_card_no",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "out_inst_payer_inst_id",
        path: "external_payer_info.out_inst_payer_inst_id",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "out_payer_account_name",
        path: "external_payer_info.out_payer_account_name",
        max_length: 128,
        ..Field::BLANK
    },
];

static RESPONSE_FULFILLMENT_DETAIL_LIST: &[Field] = &[
    Field {
        name: "fulfillment_amount",
        path: "fulfillment_detail_list.fulfillment_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "gmt_payment",
        path: "fulfillment_detail_list.gmt_payment",
        format: Some(Format::DateTime),
        ..Field::BLANK
    },
    Field {
        name: "out_request_no",
        path: "fulfillment_detail_list.out_request_no",
        max_length: 64,
        ..Field::BLANK
    },
];

static RESPONSE_HB_FQ_PAY_INFO: &[Field] = &[
    Field {
        name: "fq_amount",
        path: "hb_fq_pay_info.fq_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field { name: "fq_inst_id", path: "hb_fq_pay_info.fq_inst_id", max_length: 32, ..Field::BLANK },
    Field {
        name: "user_install_num",
        path: "hb_fq_pay_info.user_install_num",
        max_length: 5,
        ..Field::BLANK
    },
];

static RESPONSE_INTACT_CHARGE_INFO_LIST: &[Field] = &[
    Field {
        name: "actual_amount",
        path: "intact_charge_info_list.actual_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field { name: "bill_type", path: "intact_charge_info_list.bill_type", max_length: 32, ..Field::BLANK },
    Field {
        name: "gmt_pay",
        path: "intact_charge_info_list.gmt_pay",
        format: Some(Format::DateTime),
        ..Field::BLANK
    },
    Field {
        name: "is_refund",
        path: "intact_charge_info_list.is_refund",
        kind: Kind::Boolean,
        ..Field::BLANK
    },
    Field { name: "out_biz_no", path: "intact_charge_info_list.out_biz_no", max_length: 64, ..Field::BLANK },
    Field {
        name: "plan_amount",
        path: "intact_charge_info_list.plan_amount",
        kind: Kind::Money,
        max_length: 11,
        ..Field::BLANK
    },
    Field {
        name: "product_name",
        path: "intact_charge_info_list.product_name",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "service_target",
        path: "intact_charge_info_list.service_target",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "service_type",
        path: "intact_charge_info_list.service_type",
        max_length: 32,
        ..Field::BLANK
    },
    Field { name: "status", path: "intact_charge_info_list.status", max_length: 16, ..Field::BLANK },
    Field {
        name: "target_account_no",
        path: "intact_charge_info_list.target_account_no",
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "target_user_id",
        path: "intact_charge_info_list.target_user_id",
        max_length: 28,
        ..Field::BLANK
    },
];

static RESPONSE_PAYMENT_INFO_WITH_ID_LIST: &[Field] = &[
    Field {
        name: "payment_ids",
        path: "payment_info_with_id_list.payment_ids",
        kind: Kind::List,
        ..Field::BLANK
    },
    Field { name: "type", path: "payment_info_with_id_list.type", max_length: 32, ..Field::BLANK },
];

static RESPONSE_REQ_GOODS_DETAIL: &[Field] = &[
    Field {
        name: "alipay_goods_id",
        path: "req_goods_detail.alipay_goods_id",
        max_length: 32,
        ..Field::BLANK
    },
    Field { name: "body", path: "req_goods_detail.body", max_length: 1000, ..Field::BLANK },
    Field {
        name: "categories_tree",
        path: "req_goods_detail.categories_tree",
        max_length: 128,
        ..Field::BLANK
    },
    Field { name: "goods_category", path: "req_goods_detail.goods_category", max_length: 24, ..Field::BLANK },
    Field { name: "goods_ean_id", path: "req_goods_detail.goods_ean_id", max_length: 32, ..Field::BLANK },
    Field { name: "goods_id", path: "req_goods_detail.goods_id", max_length: 64, ..Field::BLANK },
    Field { name: "goods_name", path: "req_goods_detail.goods_name", max_length: 256, ..Field::BLANK },
    Field { name: "out_item_id", path: "req_goods_detail.out_item_id", max_length: 100, ..Field::BLANK },
    Field { name: "out_sku_id", path: "req_goods_detail.out_sku_id", max_length: 64, ..Field::BLANK },
    Field { name: "price", path: "req_goods_detail.price", kind: Kind::Money, max_length: 9, ..Field::BLANK },
    Field { name: "quantity", path: "req_goods_detail.quantity", kind: Kind::Number, ..Field::BLANK },
    Field { name: "show_url", path: "req_goods_detail.show_url", max_length: 400, ..Field::BLANK },
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

static ERRORS: &[ErrorRow] = &[
    ErrorRow { code: "ACQ.SYSTEM_ERROR", message_zh: "系统错误", fix_en: "Repeat the query." },
    ErrorRow {
        code: "ACQ.INVALID_PARAMETER",
        message_zh: "参数无效",
        fix_en: "Fix the parameter named in sub_msg.",
    },
    ErrorRow {
        code: "ACQ.TRADE_NOT_EXIST",
        message_zh: "交易不存在",
        fix_en: "Check the numbers. Before the buyer scanned / opened the cashier no trade exists.",
    },
    ErrorRow {
        code: "ACQ.ENTERPRISE_PAY_BIZ_ERROR",
        message_zh: "因公付业务异常",
        fix_en: "Retry; otherwise contact support.",
    },
];
