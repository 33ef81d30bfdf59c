//! The tables of `alipay.open.app.item.modify`. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::{Api, Choice, ChoiceRule, Condition, ErrorRow, Field, Kind, Pattern, Range, Test, Value};

/// `alipay.open.app.item.modify`: its fields, answer and errors.
pub static API: Api = Api {
    method: "alipay.open.app.item.modify",
    title_zh: "小程序商品修改",
    title_en: "Modify a library item (re-audit)",
    invalid_parameter: "INVALID_PARAMETER",
    request: REQUEST,
    response: RESPONSE,
    errors: ERRORS,
};

static PATTERN_0: Pattern = Pattern::new("[\\s\\S]*\\p{Han}[\\s\\S]*");
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
    Field { name: "attrs", path: "attrs", kind: Kind::Array, children: REQUEST_ATTRS, ..Field::BLANK },
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
    Field { name: "desc", path: "desc", max_length: 256, ..Field::BLANK },
    Field {
        name: "desc_info",
        path: "desc_info",
        kind: Kind::Object,
        children: REQUEST_DESC_INFO,
        ..Field::BLANK
    },
    Field { name: "direct_path", path: "direct_path", max_length: 512, ..Field::BLANK },
    Field {
        name: "guide_info",
        path: "guide_info",
        kind: Kind::Array,
        children: REQUEST_GUIDE_INFO,
        ..Field::BLANK
    },
    Field { name: "head_img", path: "head_img", max_length: 512, ..Field::BLANK },
    Field { name: "image_list", path: "image_list", kind: Kind::List, max_items: 3, ..Field::BLANK },
    Field {
        name: "item_details_page_model",
        path: "item_details_page_model",
        max_length: 2,
        values: &[Value { text: "1", means: "1" }, Value { text: "0", means: "0" }],
        ..Field::BLANK
    },
    Field { name: "item_type", path: "item_type", max_length: 32, ..Field::BLANK },
    Field {
        name: "original_price",
        path: "original_price",
        kind: Kind::Integer,
        forbidden_when: Some(&Condition { path: "skus", test: Test::Present, code: None }),
        range: Range { min: Some(0), max: None, max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "path",
        path: "path",
        max_length: 512,
        example: Some("\"/pages/index/index?orderId=10190608609185\""),
        ..Field::BLANK
    },
    Field { name: "price_unit", path: "price_unit", max_length: 16, ..Field::BLANK },
    Field {
        name: "sale_price",
        path: "sale_price",
        kind: Kind::Integer,
        forbidden_when: Some(&Condition { path: "skus", test: Test::Present, code: None }),
        range: Range { min: Some(0), max: Some(10000000000000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "sale_status",
        path: "sale_status",
        max_length: 32,
        values: &[
            Value { text: "AVAILABLE", means: "AVAILABLE" },
            Value { text: "DELISTING", means: "DELISTING" },
        ],
        ..Field::BLANK
    },
    Field { name: "skip_algorithm_check", path: "skip_algorithm_check", max_length: 8, ..Field::BLANK },
    Field {
        name: "skus",
        path: "skus",
        kind: Kind::Array,
        min_items: 1,
        max_items: 50,
        children: REQUEST_SKUS,
        ..Field::BLANK
    },
    Field {
        name: "stock_num",
        path: "stock_num",
        kind: Kind::Integer,
        forbidden_when: Some(&Condition { path: "skus", test: Test::Present, code: None }),
        range: Range { min: Some(0), max: Some(99999999000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "title",
        path: "title",
        pattern: Some(&PATTERN_0),
        min_length: 3,
        max_length: 100,
        ..Field::BLANK
    },
];

static REQUEST_ATTRS: &[Field] = &[
    Field {
        name: "attr_key",
        path: "attrs.attr_key",
        required: true,
        min_length: 1,
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "attr_value",
        path: "attrs.attr_value",
        required: true,
        min_length: 1,
        max_length: 1024,
        ..Field::BLANK
    },
];

static REQUEST_DESC_INFO: &[Field] = &[
    Field { name: "desc", path: "desc_info.desc", max_length: 2000, ..Field::BLANK },
    Field { name: "imgs", path: "desc_info.imgs", kind: Kind::List, max_items: 10, ..Field::BLANK },
];

static REQUEST_GUIDE_INFO: &[Field] = &[
    Field { name: "key", path: "guide_info.key", max_length: 64, ..Field::BLANK },
    Field { name: "value", path: "guide_info.value", max_length: 512, ..Field::BLANK },
];

static REQUEST_SKUS: &[Field] = &[
    Field { name: "barcode", path: "skus.barcode", max_length: 64, ..Field::BLANK },
    Field {
        name: "original_price",
        path: "skus.original_price",
        kind: Kind::Integer,
        range: Range { min: Some(0), max: None, max_exclusive: false },
        ..Field::BLANK
    },
    Field { name: "out_sku_id", path: "skus.out_sku_id", max_length: 64, ..Field::BLANK },
    Field { name: "price_unit", path: "skus.price_unit", max_length: 16, ..Field::BLANK },
    Field {
        name: "sale_price",
        path: "skus.sale_price",
        kind: Kind::Integer,
        range: Range { min: Some(0), max: Some(10000000000000000), max_exclusive: false },
        ..Field::BLANK
    },
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
        children: REQUEST_SKUS_SKU_ATTRS,
        ..Field::BLANK
    },
    Field { name: "sku_id", path: "skus.sku_id", max_length: 64, ..Field::BLANK },
    Field { name: "sku_type", path: "skus.sku_type", max_length: 32, ..Field::BLANK },
    Field {
        name: "stock_num",
        path: "skus.stock_num",
        kind: Kind::Integer,
        range: Range { min: Some(0), max: Some(99999000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field { name: "thumb_img", path: "skus.thumb_img", max_length: 512, ..Field::BLANK },
];

static REQUEST_SKUS_SKU_ATTRS: &[Field] = &[
    Field {
        name: "attr_key",
        path: "skus.sku_attrs.attr_key",
        required: true,
        min_length: 1,
        max_length: 64,
        ..Field::BLANK
    },
    Field { name: "attr_type", path: "skus.sku_attrs.attr_type", max_length: 32, ..Field::BLANK },
    Field {
        name: "attr_value",
        path: "skus.sku_attrs.attr_value",
        required: true,
        min_length: 1,
        max_length: 256,
        ..Field::BLANK
    },
];

static RESPONSE: &[Field] = &[
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
    Field { name: "item_id", path: "item_id", max_length: 64, ..Field::BLANK },
    Field { name: "out_item_id", path: "out_item_id", max_length: 64, ..Field::BLANK },
    Field {
        name: "skus",
        path: "skus",
        kind: Kind::Array,
        max_items: 50,
        children: RESPONSE_SKUS,
        ..Field::BLANK
    },
];

static RESPONSE_SKUS: &[Field] = &[
    Field { name: "out_sku_id", path: "skus.out_sku_id", max_length: 64, ..Field::BLANK },
    Field { name: "sku_id", path: "skus.sku_id", max_length: 64, ..Field::BLANK },
];

static ERRORS: &[ErrorRow] = &[
    ErrorRow { code: "SYSTEM_ERROR", message_zh: "系统繁忙", fix_en: "Retry with the same request." },
    ErrorRow {
        code: "INVALID_PARAMETER",
        message_zh: "参数有误",
        fix_en: "Fix the parameter named in sub_msg.",
    },
];
