//! The buyer (steps 5 and 6).

use serde_json::{Value, json};

use super::{CREATE, Case, PAY, case, leaving, reach_all};

pub(super) const CASES: &[Case] = &[
    case(&[CREATE], "ACQ.BUYER_NOT_EXIST", |scene| scene.say("buyer_id", json!("2088000000000000"))),
    case(&[CREATE], "ACQ.BUYER_NOT_EXIST", |scene| scene.payer(json!({"status": "CANCELLED"}))),
    case(&[CREATE], "ACQ.BUYER_NOT_EXIST", |scene| {
        let path = format!("/apps/{}", scene.shop.client.app_id);
        scene.gateway.change(&path, json!({"open_id_mode": true}));
    }),
    leaving(&[CREATE, PAY], "ACQ.BUYER_ENABLE_STATUS_FORBID", |scene| {
        scene.payer(json!({"status": "FROZEN"}));
    }),
    leaving(&[PAY], "ACQ.BUYER_ENABLE_STATUS_FORBID", |scene| scene.payer(json!({"status": "CANCELLED"}))),
    case(&[CREATE], "ACQ.BUYER_SELLER_EQUAL", |scene| scene.say("buyer_id", json!(scene.shop.pid.clone()))),
    case(&[PAY], "ACQ.BUYER_SELLER_EQUAL", |scene| {
        let own = scene.gateway.auth_code(&scene.shop.pid);
        scene.say("auth_code", json!(own));
    }),
    case(&[CREATE], "ACQ.USER_LOGONID_DUP", |scene| {
        let name = format!("{}@same.example", scene.number);
        scene.payer(json!({"logon_id": name}));
        scene.gateway.new_buyer(json!({"logon_id": name}));
        scene.say("buyer_id", Value::Null);
        scene.say("buyer_logon_id", json!(name));
    }),
    leaving(&[CREATE, PAY], "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT", |scene| {
        scene.payer(json!({"certified": false}));
        scene.payer(json!({"password_free_up_to": "5000.00"}));
        scene.say("total_amount", json!("1000.01"));
    }),
    case(&[CREATE], "ACQ.PAYER_UNMATCHED", |scene| {
        scene.say("ext_user_info", json!({"need_check_info": "T", "name": "somebody else"}));
    }),
    leaving(&[PAY], "ACQ.TRADE_BUYER_NOT_MATCH", |scene| {
        scene.say("ext_user_info", json!({"need_check_info": "T", "min_age": "200"}));
    }),
    leaving(&[PAY], "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR", |scene| {
        scene.payer(json!({"limits": {"day": "88.87"}}));
    }),
    leaving(&[PAY], "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR", |scene| {
        scene.payer(json!({"limits": {"month": "88.87"}}));
    }),
];

#[test]
fn states_of_the_buyer() {
    reach_all(CASES);
}
