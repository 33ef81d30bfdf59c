//! A number that is known already (step 3), and one that is not.

use serde_json::json;

use super::{CREATE, Case, PAY, QUERY, case, reach_all};

const BOTH: &[&str] = &[CREATE, PAY];

pub(super) const CASES: &[Case] = &[
    case(BOTH, "ACQ.TRADE_HAS_SUCCESS", |scene| {
        let trade_no = scene.first();
        scene.gateway.pay(&trade_no, &scene.buyer);
    }),
    case(BOTH, "ACQ.TRADE_BUYER_NOT_MATCH", |scene| {
        let friend = scene.gateway.new_buyer(json!({}));
        let order = json!({"out_trade_no": scene.number, "total_amount": "88.88", "subject": "苹果", "buyer_id": friend});
        scene.gateway.asks(&scene.shop.client, CREATE, &order).ok();
    }),
    case(BOTH, "ACQ.CONTEXT_INCONSISTENT", |scene| {
        scene.first();
        scene.say("total_amount", json!("88.89"));
    }),
    case(&[QUERY], "ACQ.TRADE_NOT_EXIST", |_| {}),
    case(&[QUERY], "ACQ.ENTERPRISE_PAY_BIZ_ERROR", |scene| {
        scene.payer(json!({"enterprise": {"name": "某公司", "status": "ABNORMAL"}}));
        let order = json!({
            "out_trade_no": scene.number, "total_amount": "88.88", "subject": "苹果", "buyer_id": scene.buyer,
            "business_params": {"enterprise_pay_amount": "88.88"},
        });
        scene.gateway.asks(&scene.shop.client, CREATE, &order).ok();
        scene.say("query_options", json!(["enterprise_pay_info"]));
    }),
];

#[test]
fn states_of_the_number() {
    reach_all(CASES);
}

/// The clock is the test's own here.
#[test]
fn a_number_whose_time_is_over() {
    let gateway = crate::harness::Gateway::start();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let order =
        json!({"out_trade_no": "T1", "total_amount": "88.88", "subject": "苹果", "timeout_express": "1m"});
    gateway.asks(&shop.client, CREATE, &order).ok();
    gateway.advance(60);
    gateway.asks(&shop.client, CREATE, &order).refused("ACQ.TRADE_HAS_CLOSE");
    let mut payment = order.clone();
    payment["auth_code"] = gateway.auth_code(&buyer).into();
    gateway.asks(&shop.client, PAY, &payment).refused("ACQ.TRADE_HAS_CLOSE");
}
