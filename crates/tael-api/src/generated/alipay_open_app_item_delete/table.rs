//! The tables of `alipay.open.app.item.delete`. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::{Api, Choice, ChoiceRule, ErrorRow, Field, Kind};

/// `alipay.open.app.item.delete`: its fields, answer and errors.
pub static API: Api = Api {
    method: "alipay.open.app.item.delete",
    title_zh: "小程序商品删除",
    title_en: "Delete library items",
    invalid_parameter: "INVALID_PARAMETER",
    request: REQUEST,
    response: RESPONSE,
    errors: ERRORS,
};

static REQUEST: &[Field] = &[
    Field {
        name: "item_id_list",
        path: "item_id_list",
        kind: Kind::List,
        choice: Some(&Choice {
            first: "item_id_list",
            members: &["item_id_list", "out_item_id_list"],
            rule: ChoiceRule::AtLeastOne,
            only_when: None,
            priority: &[],
        }),
        max_length: 64,
        max_items: 20,
        ..Field::BLANK
    },
    Field {
        name: "out_item_id_list",
        path: "out_item_id_list",
        kind: Kind::List,
        choice: Some(&Choice {
            first: "item_id_list",
            members: &["item_id_list", "out_item_id_list"],
            rule: ChoiceRule::AtLeastOne,
            only_when: None,
            priority: &[],
        }),
        max_length: 64,
        max_items: 20,
        ..Field::BLANK
    },
    Field { name: "a_store_id", path: "a_store_id", max_length: 64, ..Field::BLANK },
];

static RESPONSE: &[Field] = &[Field {
    name: "records",
    path: "records",
    kind: Kind::Array,
    children: RESPONSE_RECORDS,
    ..Field::BLANK
}];

static RESPONSE_RECORDS: &[Field] = &[
    Field { name: "item_id", path: "records.item_id", max_length: 64, ..Field::BLANK },
    Field { name: "out_item_id", path: "records.out_item_id", max_length: 64, ..Field::BLANK },
];

static ERRORS: &[ErrorRow] = &[
    ErrorRow { code: "SYSTEM_ERROR", message_zh: "系统繁忙", fix_en: "Retry with the same request." },
    ErrorRow {
        code: "INVALID_PARAMETER",
        message_zh: "参数有误",
        fix_en: "Fix the parameter named in sub_msg.",
    },
];
