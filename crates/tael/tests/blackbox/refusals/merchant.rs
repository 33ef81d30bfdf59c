//! The merchant, its contracts, its stores and limits (steps 2, 4, 6 and 7).

use serde_json::{Value, json};

use super::{CREATE, Case, PAY, case, reach_all};

const BOTH: &[&str] = &[CREATE, PAY];

pub(super) const CASES: &[Case] = &[
    case(BOTH, "ACQ.ACCESS_FORBIDDEN", |scene| scene.merchant(json!({"contracts": []}))),
    case(BOTH, "ACQ.PARTNER_ERROR", |scene| scene.merchant(json!({"status": "DISABLED"}))),
    case(BOTH, "ACQ.PARTNER_ERROR", |scene| {
        let path = format!("/apps/{}", scene.shop.client.app_id);
        scene.gateway.change(&path, json!({"partner_id": null}));
    }),
    case(BOTH, "ACQ.MERCHANT_STATUS_NOT_NORMAL", |scene| scene.merchant(json!({"status": "INACTIVE"}))),
    case(BOTH, "ACQ.SELLER_BEEN_BLOCKED", |scene| scene.merchant(json!({"status": "BLOCKED"}))),
    case(BOTH, "ACQ.SELLER_NOT_EXIST", |scene| scene.say("seller_id", json!("2088000000000000"))),
    case(BOTH, "ACQ.INVALID_RECEIVE_ACCOUNT", |scene| {
        let stranger = scene.gateway.new_buyer(json!({}));
        scene.say("seller_id", json!(stranger));
    }),
    case(BOTH, "ACQ.INVALID_STORE_ID", |scene| {
        let store = json!({"store_id": "S1", "partner_id": scene.shop.pid});
        scene.gateway.control_ok("POST", "/stores", store);
        scene.say("store_id", json!("S2"));
    }),
    case(BOTH, "ACQ.EXIST_FORBIDDEN_WORD", |scene| {
        scene.merchant(json!({"forbidden_words": ["违禁"]}));
        scene.say("body", json!("一个违禁词"));
    }),
    case(&[CREATE], "ACQ.RISK_MERCHANT_IP_NOT_EXIST", |scene| scene.merchant(json!({"ip_required": true}))),
    case(&[CREATE], "ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION", |scene| {
        scene.merchant(json!({"limits": {"single": "88.87"}}));
    }),
    case(&[CREATE], "ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT", |scene| {
        scene.merchant(json!({"limits": {"punish_single": "88.87"}}));
    }),
    case(&[CREATE], "ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT", |scene| {
        scene.merchant(json!({"limits": {"punish_day": "88.87"}}));
    }),
    case(&[CREATE], "ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT", |scene| {
        scene.merchant(json!({"limits": {"suspended": true}}));
    }),
    case(&[PAY], "ACQ.BEYOND_PER_RECEIPT_RESTRICTION", |scene| {
        scene.merchant(json!({"limits": {"month": "88.87"}}));
    }),
    case(&[PAY], "ACQ.BEYOND_PAY_RESTRICTION", |scene| {
        scene.merchant(json!({"limits": {"receive": "88.87"}}));
    }),
    case(&[CREATE], "ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT", |scene| {
        scene.merchant(json!({"certified": false, "limits": {"uncertified": "88.87"}}));
    }),
    case(&[CREATE], "ACQ.PRODUCT_NOT_SUPPORT_IN_TINY_APP", |scene| {
        let path = format!("/apps/{}", scene.shop.client.app_id);
        scene.gateway.change(&path, json!({"mini_program": true}));
    }),
    case(&[CREATE], "ACQ.OPEN_ID_NOT_TINY_APP", |scene| scene.say("product_code", json!("JSAPI_PAY"))),
    case(&[CREATE], "ACQ.UNBOUND_APPLICATION", |scene| {
        let other = scene.gateway.shop();
        let mini = json!({"partner_id": other.pid, "mini_program": true});
        let mini = scene.gateway.app(mini).app_id;
        scene.say("product_code", json!("JSAPI_PAY"));
        scene.say("op_app_id", json!(mini));
    }),
    case(&[CREATE], "ACQ.BIZ_PRODUCT_NOT_ALLOWED", |scene| {
        scene.say("extend_params", json!({"trade_component_order_id": "C1"}));
    }),
    case(BOTH, "ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID", |scene| {
        scene.contract("FACE_TO_FACE_PAYMENT", "DIRECT");
    }),
    case(BOTH, "ACQ.SECONDARY_MERCHANT_ID_BLANK", |scene| scene.contract("FACE_TO_FACE_PAYMENT", "INDIRECT")),
    case(BOTH, "ACQ.SECONDARY_MERCHANT_ID_INVALID", |scene| {
        scene.contract("FACE_TO_FACE_PAYMENT", "INDIRECT");
        scene.say("sub_merchant", json!({"merchant_id": "2088000000000000"}));
    }),
    case(BOTH, "ACQ.SECONDARY_MERCHANT_NOT_MATCH", |scene| {
        let other = scene.gateway.shop().pid;
        sub_merchant(scene, json!({"owner": other}));
    }),
    case(BOTH, "ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST", |scene| {
        sub_merchant(scene, json!({}));
        let entry = json!({"trans_in_type": "defaultSettle", "amount": "88.88"});
        scene.say("settle_info", json!({"settle_detail_infos": [entry]}));
    }),
    case(BOTH, "ACQ.SECONDARY_MERCHANT_STATUS_ERROR", |scene| {
        sub_merchant(scene, json!({"status": "FROZEN"}));
    }),
    case(BOTH, "ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT", |scene| {
        sub_merchant(scene, json!({"provider_punished": true}));
    }),
];

/// An acquirer's request for a sub-merchant with these members.
fn sub_merchant(scene: &mut super::Scene<'_>, members: Value) {
    scene.contract("FACE_TO_FACE_PAYMENT", "INDIRECT");
    let mut body = json!({"owner": scene.shop.pid, "mode": "INDIRECT"});
    body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    let made = scene.gateway.control_ok("POST", "/sub-merchants", body);
    scene.say("sub_merchant", json!({"merchant_id": made["smid"]}));
}

#[test]
fn states_of_the_merchant() {
    reach_all(CASES);
}
