//! The tables of `alipay.open.app.item.direct.modify`. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::{Api, Choice, ChoiceRule, Condition, ErrorRow, Field, Kind, Range, Test, Value};

/// `alipay.open.app.item.direct.modify`: its fields, answer and errors.
pub static API: Api = Api {
    method: "alipay.open.app.item.direct.modify",
    title_zh: "小程序商品免审修改",
    title_en: "Modify price, stock, sale state without audit",
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
    Field { name: "attrs", path: "attrs", kind: Kind::Array, children: REQUEST_ATTRS, ..Field::BLANK },
    Field {
        name: "guide_info",
        path: "guide_info",
        kind: Kind::Array,
        children: REQUEST_GUIDE_INFO,
        ..Field::BLANK
    },
    Field {
        name: "original_price",
        path: "original_price",
        kind: Kind::Integer,
        forbidden_when: Some(&Condition { path: "skus", test: Test::Present, code: None }),
        range: Range { min: Some(0), max: None, max_exclusive: false },
        ..Field::BLANK
    },
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
        range: Range { min: Some(0), max: Some(99999000000), max_exclusive: false },
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

static REQUEST_GUIDE_INFO: &[Field] = &[
    Field { name: "key", path: "guide_info.key", max_length: 64, ..Field::BLANK },
    Field { name: "value", path: "guide_info.value", max_length: 512, ..Field::BLANK },
];

static REQUEST_SKUS: &[Field] = &[
    Field {
        name: "original_price",
        path: "skus.original_price",
        kind: Kind::Integer,
        range: Range { min: Some(0), max: None, max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "out_sku_id",
        path: "skus.out_sku_id",
        choice: Some(&Choice {
            first: "out_sku_id",
            members: &["sku_id", "out_sku_id"],
            rule: ChoiceRule::AtLeastOne,
            only_when: None,
            priority: &[],
        }),
        max_length: 64,
        ..Field::BLANK
    },
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
    Field {
        name: "sku_id",
        path: "skus.sku_id",
        choice: Some(&Choice {
            first: "out_sku_id",
            members: &["sku_id", "out_sku_id"],
            rule: ChoiceRule::AtLeastOne,
            only_when: None,
            priority: &[],
        }),
        max_length: 64,
        ..Field::BLANK
    },
    Field {
        name: "stock_num",
        path: "skus.stock_num",
        kind: Kind::Integer,
        range: Range { min: Some(0), max: Some(99999000000), max_exclusive: false },
        ..Field::BLANK
    },
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
