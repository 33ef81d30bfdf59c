//! Risk rules, channels, switches and the password (steps 7 and 9).

use serde_json::{Value, json};

use super::{Case, PAY, Scene, leaving, reach_all};

pub(super) const CASES: &[Case] = &[
    leaving(&[PAY], "ACQ.PAYMENT_REQUEST_HAS_RISK", |scene| rule(scene, "ACQ.PAYMENT_REQUEST_HAS_RISK")),
    leaving(&[PAY], "ACQ.PAYMENT_FAIL", |scene| rule(scene, "ACQ.PAYMENT_FAIL")),
    leaving(&[PAY], "ACQ.BUYER_BALANCE_NOT_ENOUGH", |scene| scene.payer(json!({"balance": "88.87"}))),
    leaving(&[PAY], "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH", |scene| {
        scene.payer(json!({"balance": "0.00", "channels": {"DEBIT_CARD": "1.00"}}));
    }),
    leaving(&[PAY], "ACQ.ERROR_BALANCE_PAYMENT_DISABLE", |scene| {
        scene.payer(json!({"switches": {"balance": false}}));
    }),
    leaving(&[PAY], "ACQ.MOBILE_PAYMENT_SWITCH_OFF", |scene| {
        scene.payer(json!({"switches": {"mobile": false}}));
    }),
    leaving(&[PAY], "ACQ.USER_FACE_PAYMENT_SWITCH_OFF", |scene| {
        scene.payer(json!({"switches": {"face": false}}));
    }),
    leaving(&[PAY], "ACQ.PULL_MOBILE_CASHIER_FAIL", |scene| {
        scene.payer(json!({"password_free_up_to": "0.00", "wallet_reachable": false}));
    }),
    leaving(&[PAY], "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE", |scene| {
        scene.say("disable_pay_channels", json!("balance"));
    }),
];

/// A rule that only this scene's buyer meets.
fn rule(scene: &mut Scene<'_>, code: &str) {
    let rule = json!({"subject": "buyer", "match": scene.buyer, "code": code});
    scene.gateway.control_ok("POST", "/risk-rules", rule);
}

#[test]
fn states_of_the_payment() {
    reach_all(CASES);
    let gateway = super::GATEWAY.get();
    gateway.control_ok("DELETE", "/risk-rules", Value::Null);
    gateway.audit();
}
