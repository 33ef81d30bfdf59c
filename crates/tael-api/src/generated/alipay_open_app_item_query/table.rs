//! The tables of `alipay.open.app.item.query`. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::{Api, Choice, ChoiceRule, ErrorRow, Field, Format, Kind, Value};

/// `alipay.open.app.item.query`: its fields, answer and errors.
pub static API: Api = Api {
    method: "alipay.open.app.item.query",
    title_zh: "小程序商品查询",
    title_en: "Query a library item",
    invalid_parameter: "INVALID_PARAMETER",
    request: REQUEST,
    response: RESPONSE,
    errors: ERRORS,
};

static REQUEST: &[Field] = &[
    Field {
        name: "item_id",
        path: "item_id",
        choice: Some(&Choice {
            first: "item_id",
            members: &["item_id", "out_item_id"],
            rule: ChoiceRule::AtLeastOne,
            only_when: None,
            priority: &[],
        }),
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "out_item_id",
        path: "out_item_id",
        choice: Some(&Choice {
            first: "item_id",
            members: &["item_id", "out_item_id"],
            rule: ChoiceRule::AtLeastOne,
            only_when: None,
            priority: &[],
        }),
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "need_edit_spu",
        path: "need_edit_spu",
        kind: Kind::Integer,
        values: &[Value { text: "0", means: "0" }, Value { text: "1", means: "1" }],
        ..Field::BLANK
    },
];

static RESPONSE: &[Field] = &[
    Field { name: "attrs", path: "attrs", kind: Kind::Array, children: RESPONSE_ATTRS, ..Field::BLANK },
    Field {
        name: "auto_marketing_delivery",
        path: "auto_marketing_delivery",
        kind: Kind::Boolean,
        ..Field::BLANK
    },
    Field { name: "barcode", path: "barcode", max_length: 64, ..Field::BLANK },
    Field {
        name: "business_model",
        path: "business_model",
        max_length: 8,
        values: &[
            Value { text: "0", means: "0" },
            Value { text: "1", means: "1" },
            Value { text: "2", means: "2" },
        ],
        ..Field::BLANK
    },
    Field { name: "category_id", path: "category_id", max_length: 64, ..Field::BLANK },
    Field { name: "create_time", path: "create_time", format: Some(Format::DateTime), ..Field::BLANK },
    Field { name: "desc", path: "desc", max_length: 256, ..Field::BLANK },
    Field {
        name: "desc_info",
        path: "desc_info",
        kind: Kind::Object,
        children: RESPONSE_DESC_INFO,
        ..Field::BLANK
    },
    Field { name: "direct_path", path: "direct_path", max_length: 512, ..Field::BLANK },
    Field {
        name: "guide_info",
        path: "guide_info",
        kind: Kind::Array,
        children: RESPONSE_GUIDE_INFO,
        ..Field::BLANK
    },
    Field { name: "head_img", path: "head_img", max_length: 512, ..Field::BLANK },
    Field { name: "image_list", path: "image_list", kind: Kind::List, max_items: 3, ..Field::BLANK },
    Field { name: "is_online", path: "is_online", kind: Kind::Boolean, ..Field::BLANK },
    Field {
        name: "item_details_page_model",
        path: "item_details_page_model",
        max_length: 2,
        values: &[Value { text: "1", means: "1" }, Value { text: "0", means: "0" }],
        ..Field::BLANK
    },
    Field {
        name: "item_enroll_freeze_content",
        path: "item_enroll_freeze_content",
        kind: Kind::Object,
        children: RESPONSE_ITEM_ENROLL_FREEZE_CONTENT,
        ..Field::BLANK
    },
    Field { name: "item_id", path: "item_id", max_length: 64, ..Field::BLANK },
    Field { name: "item_type", path: "item_type", max_length: 32, ..Field::BLANK },
    Field { name: "original_price", path: "original_price", kind: Kind::Integer, ..Field::BLANK },
    Field { name: "out_item_id", path: "out_item_id", max_length: 64, ..Field::BLANK },
    Field {
        name: "path",
        path: "path",
        max_length: 512,
        example: Some("\"/pages/index/index?orderId=10190608609185\""),
        ..Field::BLANK
    },
    Field { name: "price_unit", path: "price_unit", max_length: 16, ..Field::BLANK },
    Field {
        name: "risk_info",
        path: "risk_info",
        kind: Kind::Array,
        children: RESPONSE_RISK_INFO,
        ..Field::BLANK
    },
    Field { name: "sale_price", path: "sale_price", kind: Kind::Integer, ..Field::BLANK },
    Field {
        name: "scene_risk_info",
        path: "scene_risk_info",
        kind: Kind::Array,
        children: RESPONSE_SCENE_RISK_INFO,
        ..Field::BLANK
    },
    Field {
        name: "skus",
        path: "skus",
        kind: Kind::Array,
        max_items: 50,
        children: RESPONSE_SKUS,
        ..Field::BLANK
    },
    Field { name: "spu_status", path: "spu_status", max_length: 32, ..Field::BLANK },
    Field { name: "stock_num", path: "stock_num", kind: Kind::Integer, ..Field::BLANK },
    Field { name: "title", path: "title", max_length: 100, ..Field::BLANK },
    Field { name: "update_time", path: "update_time", format: Some(Format::DateTime), ..Field::BLANK },
];

static RESPONSE_ATTRS: &[Field] = &[
    Field { name: "attr_key", path: "attrs.attr_key", max_length: 64, ..Field::BLANK },
    Field { name: "attr_value", path: "attrs.attr_value", max_length: 1024, ..Field::BLANK },
];

static RESPONSE_DESC_INFO: &[Field] = &[
    Field { name: "desc", path: "desc_info.desc", max_length: 2000, ..Field::BLANK },
    Field { name: "imgs", path: "desc_info.imgs", kind: Kind::List, max_items: 10, ..Field::BLANK },
];

static RESPONSE_GUIDE_INFO: &[Field] = &[
    Field { name: "key", path: "guide_info.key", max_length: 64, ..Field::BLANK },
    Field { name: "value", path: "guide_info.value", max_length: 512, ..Field::BLANK },
];

static RESPONSE_ITEM_ENROLL_FREEZE_CONTENT: &[Field] = &[
    Field {
        name: "in_live",
        path: "item_enroll_freeze_content.in_live",
        kind: Kind::Boolean,
        ..Field::BLANK
    },
    Field {
        name: "item_enroll_flag",
        path: "item_enroll_freeze_content.item_enroll_flag",
        kind: Kind::Boolean,
        ..Field::BLANK
    },
    Field {
        name: "no_edit_key_list",
        path: "item_enroll_freeze_content.no_edit_key_list",
        kind: Kind::List,
        ..Field::BLANK
    },
    Field {
        name: "no_edit_tip_list",
        path: "item_enroll_freeze_content.no_edit_tip_list",
        kind: Kind::List,
        ..Field::BLANK
    },
    Field {
        name: "tips_and_urls",
        path: "item_enroll_freeze_content.tips_and_urls",
        kind: Kind::Array,
        children: RESPONSE_ITEM_ENROLL_FREEZE_CONTENT_TIPS_AND_URLS,
        ..Field::BLANK
    },
];

static RESPONSE_ITEM_ENROLL_FREEZE_CONTENT_TIPS_AND_URLS: &[Field] = &[
    Field {
        name: "tips",
        path: "item_enroll_freeze_content.tips_and_urls.tips",
        max_length: 256,
        ..Field::BLANK
    },
    Field {
        name: "url",
        path: "item_enroll_freeze_content.tips_and_urls.url",
        max_length: 512,
        ..Field::BLANK
    },
];

static RESPONSE_RISK_INFO: &[Field] = &[
    Field {
        name: "audit_time",
        path: "risk_info.audit_time",
        format: Some(Format::DateTime),
        ..Field::BLANK
    },
    Field {
        name: "risk_infos",
        path: "risk_info.risk_infos",
        kind: Kind::Object,
        children: RESPONSE_RISK_INFO_RISK_INFOS,
        ..Field::BLANK
    },
];

static RESPONSE_RISK_INFO_RISK_INFOS: &[Field] = &[
    Field { name: "problem_pic", path: "risk_info.risk_infos.problem_pic", kind: Kind::List, ..Field::BLANK },
    Field { name: "remark", path: "risk_info.risk_infos.remark", max_length: 512, ..Field::BLANK },
    Field { name: "risk_name", path: "risk_info.risk_infos.risk_name", max_length: 64, ..Field::BLANK },
];

static RESPONSE_SCENE_RISK_INFO: &[Field] = &[
    Field {
        name: "risk_infos",
        path: "scene_risk_info.risk_infos",
        kind: Kind::Array,
        children: RESPONSE_SCENE_RISK_INFO_RISK_INFOS,
        ..Field::BLANK
    },
    Field { name: "scene", path: "scene_risk_info.scene", max_length: 64, ..Field::BLANK },
    Field {
        name: "scene_code",
        path: "scene_risk_info.scene_code",
        max_length: 64,
        values: &[
            Value { text: "O2O_AUTH_COMMON_SCENE", means: "O2O_AUTH_COMMON_SCENE" },
            Value { text: "ONLINE_AUTH_COMMON_SCENE", means: "ONLINE_AUTH_COMMON_SCENE" },
            Value { text: "OVERSEAS_O2O_AUTH_COMMON_SCENE", means: "OVERSEAS_O2O_AUTH_COMMON_SCENE" },
            Value { text: "OVERSEAS_ONLINE_AUTH_COMMON_SCENE", means: "OVERSEAS_ONLINE_AUTH_COMMON_SCENE" },
            Value { text: "HOTEL", means: "HOTEL" },
        ],
        ..Field::BLANK
    },
];

static RESPONSE_SCENE_RISK_INFO_RISK_INFOS: &[Field] = &[
    Field {
        name: "problem_pic",
        path: "scene_risk_info.risk_infos.problem_pic",
        kind: Kind::List,
        ..Field::BLANK
    },
    Field { name: "remark", path: "scene_risk_info.risk_infos.remark", max_length: 512, ..Field::BLANK },
    Field { name: "risk_name", path: "scene_risk_info.risk_infos.risk_name", max_length: 64, ..Field::BLANK },
];

static RESPONSE_SKUS: &[Field] = &[
    Field { name: "barcode", path: "skus.barcode", max_length: 64, ..Field::BLANK },
    Field { name: "original_price", path: "skus.original_price", kind: Kind::Integer, ..Field::BLANK },
    Field { name: "out_sku_id", path: "skus.out_sku_id", max_length: 64, ..Field::BLANK },
    Field { name: "price_unit", path: "skus.price_unit", max_length: 16, ..Field::BLANK },
    Field { name: "sale_price", path: "skus.sale_price", kind: Kind::Integer, ..Field::BLANK },
    Field {
        name: "sale_status",
        path: "skus.sale_status",
        max_length: 32,
        values: &[
            Value { text: "AVAILABLE", means: "AVAILABLE" },
            Value { text: "DELISTING", means: "DELISTING" },
        ],
        ..Field::BLANK
    },
    Field {
        name: "sku_attrs",
        path: "skus.sku_attrs",
        kind: Kind::Array,
        children: RESPONSE_SKUS_SKU_ATTRS,
        ..Field::BLANK
    },
    Field { name: "sku_id", path: "skus.sku_id", max_length: 64, ..Field::BLANK },
    Field { name: "sku_type", path: "skus.sku_type", max_length: 32, ..Field::BLANK },
    Field { name: "stock_num", path: "skus.stock_num", kind: Kind::Integer, ..Field::BLANK },
    Field { name: "thumb_img", path: "skus.thumb_img", max_length: 512, ..Field::BLANK },
];

static RESPONSE_SKUS_SKU_ATTRS: &[Field] = &[
    Field { name: "attr_key", path: "skus.sku_attrs.attr_key", max_length: 64, ..Field::BLANK },
    Field { name: "attr_type", path: "skus.sku_attrs.attr_type", max_length: 32, ..Field::BLANK },
    Field { name: "attr_value", path: "skus.sku_attrs.attr_value", max_length: 256, ..Field::BLANK },
];

static ERRORS: &[ErrorRow] = &[
    ErrorRow { code: "SYSTEM_ERROR", message_zh: "系统繁忙", fix_en: "Retry with the same request." },
    ErrorRow {
        code: "INVALID_PARAMETER",
        message_zh: "参数有误",
        fix_en: "Fix the parameter named in sub_msg.",
    },
];
