//! The tables of `alipay.open.app.item.list.query`. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::{Api, ErrorRow, Field, Kind, Range, Value};

/// `alipay.open.app.item.list.query`: its fields, answer and errors.
pub static API: Api = Api {
    method: "alipay.open.app.item.list.query",
    title_zh: "小程序商品列表查询",
    title_en: "List library items",
    invalid_parameter: "INVALID_PARAMETER",
    request: REQUEST,
    response: RESPONSE,
    errors: ERRORS,
};

static REQUEST: &[Field] = &[
    Field {
        name: "page_num",
        path: "page_num",
        kind: Kind::Integer,
        required: true,
        range: Range { min: Some(1000000), max: Some(100000000000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "page_size",
        path: "page_size",
        kind: Kind::Integer,
        required: true,
        range: Range { min: Some(1000000), max: Some(20000000), max_exclusive: false },
        ..Field::BLANK
    },
    Field {
        name: "item_id_list",
        path: "item_id_list",
        kind: Kind::List,
        max_length: 64,
        max_items: 20,
        ..Field::BLANK
    },
    Field {
        name: "out_item_id_list",
        path: "out_item_id_list",
        kind: Kind::List,
        max_length: 64,
        max_items: 20,
        ..Field::BLANK
    },
    Field {
        name: "spu_status",
        path: "spu_status",
        max_length: 32,
        values: &[
            Value { text: "AUDITING", means: "AUDITING" },
            Value { text: "AUDIT_REJECT", means: "AUDIT_REJECT" },
            Value { text: "AVAILABLE", means: "AVAILABLE" },
            Value { text: "DELISTING", means: "DELISTING" },
            Value { text: "FREEZE", means: "FREEZE" },
        ],
        ..Field::BLANK
    },
];

static RESPONSE: &[Field] = &[
    Field { name: "items", path: "items", kind: Kind::Array, children: RESPONSE_ITEMS, ..Field::BLANK },
    Field { name: "page_num", path: "page_num", kind: Kind::Integer, ..Field::BLANK },
    Field { name: "page_size", path: "page_size", kind: Kind::Integer, ..Field::BLANK },
    Field { name: "total", path: "total", kind: Kind::Integer, ..Field::BLANK },
];

static RESPONSE_ITEMS: &[Field] = &[
    Field { name: "category_id", path: "items.category_id", max_length: 64, ..Field::BLANK },
    Field { name: "head_img", path: "items.head_img", max_length: 512, ..Field::BLANK },
    Field { name: "item_id", path: "items.item_id", max_length: 64, ..Field::BLANK },
    Field { name: "out_item_id", path: "items.out_item_id", max_length: 64, ..Field::BLANK },
    Field {
        name: "path",
        path: "items.path",
        max_length: 512,
        example: Some("\"/pages/index/index?orderId=10190608609185\""),
        ..Field::BLANK
    },
    Field { name: "spu_status", path: "items.spu_status", max_length: 32, ..Field::BLANK },
    Field { name: "stock_num", path: "items.stock_num", kind: Kind::Integer, ..Field::BLANK },
    Field { name: "title", path: "items.title", max_length: 100, ..Field::BLANK },
];

static ERRORS: &[ErrorRow] = &[
    ErrorRow { code: "SYSTEM_ERROR", message_zh: "系统繁忙", fix_en: "Retry with the same request." },
    ErrorRow {
        code: "INVALID_PARAMETER",
        message_zh: "参数有误",
        fix_en: "Fix the parameter named in sub_msg.",
    },
];
