//! Fields of which a good value alone is not enough, because the method judges them by the state of the world: what it may
//! say to the generated values, why, and a value that it accepts.

use serde_json::{Value, json};
use tael_api::schema::{Api, Field};

use super::accepted::shown;
use super::apis;
use crate::harness::Gateway;

/// A field, the codes that may answer its generated values, and why.
struct Judged {
    path: &'static str,
    codes: &'static [&'static str],
    why: &'static str,
}

const BUYER: &str = "names a user, who must exist, and be one with those that other members name";
const AMOUNT: &str = "must fit the other amounts";
const INSTALMENTS: &str = "is 3, 6 or 12, with 0 or 100 percent borne by the seller";
const PICTURE: &str = "must be a picture's address, or the key of an uploaded one";
const ITEM: &str = "names an item of the application, which must exist, or a new one, which must not";
const AGREEMENT: &str = "names an agreement, which must exist";

const JUDGED: &[Judged] = &[
    Judged {
        path: "product_code",
        codes: &["ACQ.ACCESS_FORBIDDEN", "ACQ.OPEN_ID_NOT_TINY_APP"],
        why: "must be signed, and JSAPI_PAY needs a mini program",
    },
    Judged {
        path: "op_app_id",
        codes: &["ACQ.PRODUCT_NOT_SUPPORT_IN_TINY_APP"],
        why: "names a mini program, which JSAPI_PAY is for",
    },
    Judged {
        path: "extend_params.trade_component_order_id",
        codes: &["ACQ.BIZ_PRODUCT_NOT_ALLOWED"],
        why: "is paid by JSAPI_PAY only",
    },
    Judged { path: "buyer_id", codes: &["ACQ.BUYER_NOT_EXIST"], why: BUYER },
    Judged { path: "buyer_open_id", codes: &["ACQ.BUYER_NOT_EXIST", "ACQ.INVALID_PARAMETER"], why: BUYER },
    Judged { path: "op_buyer_open_id", codes: &["ACQ.BUYER_NOT_EXIST", "ACQ.INVALID_PARAMETER"], why: BUYER },
    Judged { path: "buyer_logon_id", codes: &["ACQ.BUYER_NOT_EXIST", "ACQ.INVALID_PARAMETER"], why: BUYER },
    Judged { path: "seller_id", codes: &["ACQ.SELLER_NOT_EXIST"], why: "names the payee, who must exist" },
    Judged {
        path: "time_expire",
        codes: &["ACQ.INVALID_PARAMETER", "ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR"],
        why: "must lie within the next 15 days",
    },
    Judged {
        path: "ext_user_info",
        codes: &["ACQ.INVALID_PARAMETER", "ACQ.PAYER_UNMATCHED", "ACQ.TRADE_BUYER_NOT_MATCH"],
        why: "demands an identity, which must be whole and that of the buyer",
    },
    Judged { path: "extend_params.hb_fq_num", codes: &["ACQ.INVALID_PARAMETER"], why: INSTALMENTS },
    Judged {
        path: "extend_params.hb_fq_seller_percent",
        codes: &["ACQ.INVALID_PARAMETER"],
        why: INSTALMENTS,
    },
    Judged { path: "extend_params.fq_num", codes: &["ACQ.INVALID_PARAMETER"], why: INSTALMENTS },
    Judged { path: "extend_params.fq_seller_percent", codes: &["ACQ.INVALID_PARAMETER"], why: INSTALMENTS },
    Judged { path: "discountable_amount", codes: &["ACQ.INVALID_PARAMETER"], why: AMOUNT },
    Judged { path: "undiscountable_amount", codes: &["ACQ.INVALID_PARAMETER"], why: AMOUNT },
    Judged {
        path: "settle_info.settle_detail_infos.amount",
        codes: &["ACQ.ILLEGAL_ARGUMENT"],
        why: "must be the amount of the trade",
    },
    Judged {
        path: "settle_info.settle_detail_infos.trans_in",
        codes: &["ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID"],
        why: "names a settlement account, which must be registered",
    },
    Judged {
        path: "settle_info.settle_detail_infos.trans_in_type",
        codes: &["ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID", "ACQ.INVALID_PARAMETER"],
        why: "says what trans_in names, which must be registered; a type that no page lists names nothing",
    },
    Judged {
        path: "settle_info.settle_detail_infos.settle_entity_type",
        codes: &["ACQ.STORE_INFO_INVALID"],
        why: "a store needs its number",
    },
    Judged {
        path: "royalty_info",
        codes: &["ACQ.INVALID_RECEIVE_ACCOUNT", "ACQ.ILLEGAL_ARGUMENT", "ACQ.INVALID_PARAMETER"],
        why: "names receivers, who must be bound, and amounts, which must fit the trade",
    },
    Judged {
        path: "sub_merchant.merchant_id",
        codes: &["ACQ.SECONDARY_MERCHANT_ID_INVALID"],
        why: "names a sub-merchant, which must exist",
    },
    Judged {
        path: "auth_code",
        codes: &["ACQ.PAYMENT_AUTH_CODE_INVALID"],
        why: "must be shown by a phone within the last minute",
    },
    Judged {
        path: "agreement_sign_params.personal_product_code",
        codes: &["ACQ.INVALID_PARAMETER"],
        why: "is that of periodic deductions where their rule is sent",
    },
    Judged {
        path: "agreement_sign_params.period_rule_params.execute_time",
        codes: &["ACQ.INVALID_PARAMETER"],
        why: "must not lie in the past",
    },
    Judged {
        path: "agreement_sign_params.period_rule_params.single_amount",
        codes: &["ACQ.INVALID_PARAMETER"],
        why: AMOUNT,
    },
    Judged {
        path: "agreement_sign_params.period_rule_params.total_amount",
        codes: &["ACQ.INVALID_PARAMETER"],
        why: AMOUNT,
    },
    Judged {
        path: "agreement_sign_params.sign_notify_url",
        codes: &["ACQ.INVALID_PARAMETER"],
        why: "must be an address",
    },
    Judged { path: "agreement_params", codes: &["ACQ.AGREEMENT_NOT_EXIST"], why: AGREEMENT },
    Judged {
        path: "auth_no",
        codes: &["ACQ.AUTH_NO_ERROR"],
        why: "names an authorisation, which must exist",
    },
    Judged { path: "trade_no", codes: &["ACQ.TRADE_NOT_EXIST"], why: "names a trade, which must exist" },
    Judged { path: "out_trade_no", codes: &["ACQ.TRADE_NOT_EXIST"], why: "names a trade, which must exist" },
    Judged { path: "head_img", codes: &["INVALID_PARAMETER"], why: PICTURE },
    Judged { path: "image_list", codes: &["INVALID_PARAMETER"], why: PICTURE },
    Judged { path: "desc_info.imgs", codes: &["INVALID_PARAMETER"], why: PICTURE },
    Judged {
        path: "skus",
        codes: &["INVALID_PARAMETER"],
        why: "names SKUs, which must exist or be new, and each once",
    },
    Judged { path: "item_id", codes: &["INVALID_PARAMETER"], why: ITEM },
    Judged { path: "out_item_id", codes: &["INVALID_PARAMETER"], why: ITEM },
    Judged { path: "item_id_list", codes: &["INVALID_PARAMETER"], why: ITEM },
    Judged { path: "out_item_id_list", codes: &["INVALID_PARAMETER"], why: ITEM },
    Judged {
        path: "a_store_id",
        codes: &["INVALID_PARAMETER"],
        why: "goes with items, which can be deleted once",
    },
    Judged { path: "desc_info", codes: &["INVALID_PARAMETER"], why: PICTURE },
];

/// The codes that may answer good values of a field.
pub(super) fn judged(api: &Api, field: &Field) -> Option<&'static [&'static str]> {
    // a number is judged only where it is looked for
    if field.path == "out_trade_no" && api.method != "alipay.trade.query" {
        return None;
    }
    let of = |row: &&Judged| {
        field.path.strip_prefix(row.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    JUDGED.iter().find(of).map(|row| row.codes)
}

/// Good values of judged fields in the demo world: method, members that they need, path of what is looked at.
fn real(gateway: &Gateway) -> Vec<(&'static str, Value, &'static str)> {
    const CREATE: &str = "alipay.trade.create";
    const PAY: &str = "alipay.trade.pay";
    let buyer = gateway.buyer("rich");
    let rich = &gateway.demo()["buyers"][0];
    let mini = gateway.demo_text("/mini_program/app_id");
    let pid = gateway.demo_text("/merchant/partner_id");
    let tomorrow = gateway.now_plus(24 * 3600);
    let fixed = json!({"ext_user_info": {"fix_buyer": "T", "name": "张三", "cert_type": "PASSPORT", "cert_no": "E1"}});
    vec![
        (CREATE, json!({"product_code": "JSAPI_PAY", "op_app_id": mini, "buyer_id": buyer}), "product_code"),
        (CREATE, json!({"product_code": "JSAPI_PAY", "op_app_id": mini, "buyer_id": buyer}), "op_app_id"),
        (CREATE, json!({"extend_params": {"hb_fq_num": "12"}}), "extend_params.hb_fq_num"),
        (
            CREATE,
            json!({"extend_params": {"hb_fq_num": "3", "hb_fq_seller_percent": "100"}}),
            "extend_params.hb_fq_seller_percent",
        ),
        (CREATE, json!({"extend_params": {"fq_num": "6"}}), "extend_params.fq_num"),
        (
            CREATE,
            json!({"extend_params": {"fq_num": "6", "fq_seller_percent": "0"}}),
            "extend_params.fq_seller_percent",
        ),
        (PAY, json!({"extend_params": {"hb_fq_num": "12"}}), "extend_params.hb_fq_num"),
        (
            PAY,
            json!({"extend_params": {"hb_fq_num": "3", "hb_fq_seller_percent": "100"}}),
            "extend_params.hb_fq_seller_percent",
        ),
        (PAY, json!({"extend_params": {"fq_num": "6"}}), "extend_params.fq_num"),
        (
            PAY,
            json!({"extend_params": {"fq_num": "6", "fq_seller_percent": "0"}}),
            "extend_params.fq_seller_percent",
        ),
        (
            CREATE,
            json!({"product_code": "JSAPI_PAY", "op_app_id": mini, "buyer_id": buyer, "extend_params": {"trade_component_order_id": "C1"}}),
            "extend_params.trade_component_order_id",
        ),
        (CREATE, json!({"buyer_id": buyer}), "buyer_id"),
        (CREATE, json!({"buyer_open_id": rich["open_id"], "buyer_id": buyer}), "buyer_open_id"),
        (CREATE, json!({"op_buyer_open_id": rich["open_id"]}), "op_buyer_open_id"),
        (CREATE, json!({"buyer_logon_id": rich["logon_id"], "buyer_id": buyer}), "buyer_logon_id"),
        (CREATE, json!({"seller_id": pid}), "seller_id"),
        (CREATE, json!({"time_expire": tomorrow}), "time_expire"),
        (PAY, json!({"time_expire": tomorrow}), "time_expire"),
        (
            CREATE,
            json!({"discountable_amount": "80.00", "undiscountable_amount": "8.88"}),
            "discountable_amount",
        ),
        (
            PAY,
            json!({"discountable_amount": "80.00", "undiscountable_amount": "8.88"}),
            "undiscountable_amount",
        ),
        (PAY, json!({"seller_id": pid}), "seller_id"),
        (CREATE, json!({"ext_user_info": {"min_age": "18"}}), "ext_user_info.min_age"),
        (CREATE, fixed.clone(), "ext_user_info.fix_buyer"),
        (PAY, json!({"ext_user_info": {"min_age": "18"}}), "ext_user_info.min_age"),
        (CREATE, json!({"store_id": gateway.demo_text("/merchant/store_id")}), "store_id"),
        (PAY, json!({"store_id": gateway.demo_text("/merchant/store_id")}), "store_id"),
    ]
}

#[test]
fn a_judged_field_with_a_real_value_is_accepted_and_shown_unchanged() {
    let gateway = Gateway::start();
    for (index, (method, members, path)) in real(&gateway).into_iter().enumerate() {
        let mut request =
            json!({"out_trade_no": format!("real_{index}"), "total_amount": "88.88", "subject": "苹果"});
        if method == "alipay.trade.pay" {
            request["scene"] = "bar_code".into();
            request["auth_code"] = gateway.auth_code(&gateway.buyer("rich")).into();
        }
        request.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        let answer = gateway.call(method, &request, &[]).ok();
        let pointer = format!("/{}", path.replace('.', "/"));
        let sent = request.pointer(&pointer).expect("the member is sent").to_string();
        assert_eq!(shown(&gateway, answer.text("trade_no"), path), sent, "{method} {path}");
        for query in [
            json!({"trade_no": answer.text("trade_no")}),
            json!({"out_trade_no": answer.text("out_trade_no")}),
        ] {
            assert_eq!(
                gateway.call("alipay.trade.query", &query, &[]).ok().text("trade_no"),
                answer.text("trade_no")
            );
        }
    }
    gateway.audit();
}

/// The table of exceptions holds nothing that has no reason any more.
#[test]
fn every_judged_field_is_a_field() {
    for row in JUDGED {
        assert!(apis().any(|api| api.request_field(row.path).is_some()), "{}: {}", row.path, row.why);
    }
}
