//! What the request itself gets wrong (step 1), and what an operator orders in place of an outage.

use serde_json::{Value, json};

use super::{CREATE, Case, PAY, QUERY, case, reach_all};

pub(super) const CASES: &[Case] = &[
    case(&[CREATE, PAY], "ACQ.INVALID_PARAMETER", |scene| scene.say("subject", Value::Null)),
    case(&[QUERY], "ACQ.INVALID_PARAMETER", |scene| scene.say("out_trade_no", Value::Null)),
    case(&[CREATE, PAY], "ACQ.TOTAL_FEE_EXCEED", |scene| scene.say("total_amount", json!("100000000.01"))),
    case(&[CREATE, PAY], "ACQ.SUB_GOODS_SIZE_MAX_COUNT", |scene| {
        let line = json!({"goods_id": "a", "goods_name": "a", "quantity": 1, "price": "0.01"});
        scene.say("goods_detail", json!(vec![line; 151]));
    }),
    case(&[CREATE, PAY], "ACQ.SUB_MERCHANT_TYPE_INVALID", |scene| {
        scene.say("sub_merchant", json!({"merchant_id": "1", "merchant_type": "other"}));
    }),
    case(&[CREATE, PAY], "ACQ.ILLEGAL_ARGUMENT", |scene| {
        let entry = json!({"trans_in_type": "defaultSettle", "trans_in": "1", "amount": "88.88"});
        scene.say("settle_info", json!({"settle_detail_infos": [entry]}));
    }),
    case(&[CREATE, PAY], "ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR", |scene| {
        let past = scene.gateway.now_plus(-60);
        scene.say("time_expire", json!(past));
    }),
    case(&[PAY], "ACQ.PAYMENT_AUTH_CODE_INVALID", |scene| {
        scene.say("auth_code", json!("281234567890123456"))
    }),
    case(&[CREATE, PAY, QUERY], "ACQ.SYSTEM_ERROR", |scene| {
        let matching = json!({"out_trade_no": scene.number});
        let fault = json!({"method": scene.method, "kind": "business_system_error", "match": matching});
        scene.gateway.fault(fault);
    }),
];

#[test]
fn requests_that_break_a_rule() {
    reach_all(CASES);
}
