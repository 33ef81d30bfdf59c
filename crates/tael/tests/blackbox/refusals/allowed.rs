//! Agreements and authorisations in place of a payment code (semantics.md §4.3, §5).

use serde_json::{Value, json};

use super::{Case, PAY, Scene, case, reach_all};

pub(super) const CASES: &[Case] = &[
    case(&[PAY], "ACQ.AGREEMENT_NOT_EXIST", |scene| {
        agreed(scene, json!({}));
        scene.say("agreement_params", json!({"agreement_no": "20170322450983769228"}));
    }),
    case(&[PAY], "ACQ.AGREEMENT_INVALID", |scene| {
        let (from, over) = (scene.gateway.now_plus(-120), scene.gateway.now_plus(-60));
        agreed(scene, json!({"valid_time": from, "invalid_time": over}));
    }),
    case(&[PAY], "ACQ.AGREEMENT_STATUS_NOT_NORMAL", |scene| agreed(scene, json!({"status": "STOP"}))),
    case(&[PAY], "ACQ.AGREEMENT_ERROR", |scene| {
        let other = scene.gateway.shop().pid;
        agreed(scene, json!({"partner_id": other}));
    }),
    case(&[PAY], "ACQ.CYCLE_PAY_DATE_NOT_MATCH", |scene| {
        let rule = rule(scene, json!({"execute_time": day(scene, 20)}));
        agreed(scene, json!({"period_rule_params": rule}));
    }),
    case(&[PAY], "ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED", |scene| {
        let rule = rule(scene, json!({"single_amount": "88.87"}));
        agreed(scene, json!({"period_rule_params": rule}));
    }),
    case(&[PAY], "ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED", |scene| {
        let rule = rule(scene, json!({"total_amount": "150.00"}));
        agreed(scene, json!({"period_rule_params": rule}));
        deduct_once(scene);
    }),
    case(&[PAY], "ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED", |scene| {
        let rule = rule(scene, json!({"total_payments": 1}));
        agreed(scene, json!({"period_rule_params": rule}));
        deduct_once(scene);
    }),
    case(&[PAY], "ACQ.AUTH_NO_ERROR", |scene| {
        frozen(scene, json!({}));
        scene.say("auth_no", json!("2014021601002000640012345678"));
    }),
    case(&[PAY], "ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT", |scene| {
        frozen(scene, json!({"product_code": "PRE_AUTH"}));
    }),
    case(&[PAY], "ACQ.REQUEST_AMOUNT_EXCEED", |scene| frozen(scene, json!({"amount": "88.87"}))),
    case(&[PAY], "ACQ.AUTH_AMOUNT_NOT_ENOUGH", |scene| {
        frozen(scene, json!({}));
        operate(scene, json!({"release": "20.00"}));
    }),
    case(&[PAY], "ACQ.AUTH_ORDER_HAS_CLOSED", |scene| {
        frozen(scene, json!({}));
        operate(scene, json!({"order_status": "CLOSED"}));
    }),
    case(&[PAY], "ACQ.AUTH_ORDER_HAS_FINISHED", |scene| {
        frozen(scene, json!({}));
        let mut all = scene.request.clone();
        all["out_trade_no"] = scene.gateway.fresh_number().into();
        all["auth_confirm_mode"] = "COMPLETE".into();
        scene.gateway.asks(&scene.shop.client, PAY, &all).ok();
    }),
    case(&[PAY], "ACQ.AUTH_ORDER_NOT_PAID", |scene| frozen(scene, json!({"order_status": "INIT"}))),
];

/// The first ten characters of the world's clock, so many days on.
fn day(scene: &Scene<'_>, days: i64) -> String {
    scene.gateway.now_plus(days * 86_400).chars().take(10).collect()
}

/// A weekly rule whose first plan is open.
fn rule(scene: &Scene<'_>, change: Value) -> Value {
    let mut rule = json!({
        "period_type": "DAY", "period": 7, "execute_time": day(scene, 1), "single_amount": "100.00",
    });
    rule.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    rule
}

fn signs(scene: &Scene<'_>) {
    let products = ["FACE_TO_FACE_PAYMENT", "GENERAL_WITHHOLDING", "PREAUTH_PAY", "PRE_AUTH"];
    let contracts: Vec<Value> = products.iter().map(|product| json!({"product_code": product})).collect();
    scene.merchant(json!({"contracts": contracts}));
}

/// The request deducts by an agreement with these members.
fn agreed(scene: &mut Scene<'_>, change: Value) {
    signs(scene);
    let mut body = json!({
        "user_id": scene.buyer, "partner_id": scene.shop.pid, "period_rule_params": rule(scene, json!({})),
    });
    body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    let agreement = scene.gateway.control_ok("POST", "/agreements", body);
    scene.say("auth_code", Value::Null);
    scene.say("product_code", json!("GENERAL_WITHHOLDING"));
    scene.say("agreement_params", json!({"agreement_no": agreement["agreement_no"]}));
}

/// One deduction of the same amount that succeeds, after which the next plan is open.
fn deduct_once(scene: &Scene<'_>) {
    let mut first = scene.request.clone();
    first["out_trade_no"] = scene.gateway.fresh_number().into();
    scene.gateway.asks(&scene.shop.client, PAY, &first).ok();
    let no = scene.request["agreement_params"]["agreement_no"].as_str().unwrap();
    scene.gateway.change(&format!("/agreements/{no}"), json!({"next_deduct_time": day(scene, 3)}));
}

/// The request pays from an authorisation of 100.00 with these members.
fn frozen(scene: &mut Scene<'_>, change: Value) {
    signs(scene);
    let mut body = json!({"user_id": scene.buyer, "partner_id": scene.shop.pid, "amount": "100.00"});
    body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    let authorisation = scene.gateway.control_ok("POST", "/authorisations", body);
    scene.say("auth_code", Value::Null);
    scene.say("product_code", json!("PREAUTH_PAY"));
    scene.say("auth_no", authorisation["auth_no"].clone());
}

fn operate(scene: &Scene<'_>, patch: Value) {
    let no = scene.request["auth_no"].as_str().unwrap();
    scene.gateway.change(&format!("/authorisations/{no}"), patch);
}

#[test]
fn states_of_what_the_buyer_has_allowed() {
    reach_all(CASES);
}
