//! Receipts that are settled at once, that wait in period mode, and that are frozen.

use serde_json::json;

use super::{GATEWAY, PAY, Platform, balance, holds, query, sell, with};
use crate::harness::Gateway;

const DAY: u64 = 24 * 3600;

#[test]
fn a_direct_receipt_is_settled_to_each_kind_of_account_at_once() {
    let gateway = GATEWAY.get();
    let platform = Platform::set(&gateway, "DIRECT", false);
    let (seller, login) = (platform.seller.as_str(), platform.login.as_str());
    let mut received = 0;
    for (number, kind, name) in [
        ("D1", "userId", seller),
        ("D2", "loginName", login),
        ("D3", "cardAliasNo", "A0001"),
        ("D4", "cardSerialNo", "A0001"),
    ] {
        let trade_no = sell(&gateway, &platform.shop, &platform.order(number, kind, name));
        let to_user = kind == "userId" || kind == "loginName";
        received += i64::from(to_user) * 9_940;
        let settlement = gateway.trade(&trade_no)["settlement"].clone();
        let destination = if to_user { json!({"user_id": seller}) } else { json!({"bank": "A0001"}) };
        assert_eq!(settlement["destination"], destination, "{kind}");
        assert_eq!((&settlement["mode"], &settlement["smid"]), (&json!("DIRECT"), &json!(platform.smid)));
        assert!(settlement.get("held").is_none(), "{settlement}");
        let told = query(&gateway, &platform.shop, &trade_no);
        let detail = &told["trade_settle_info"]["trade_settle_detail_list"][0];
        assert_eq!((&detail["operation_type"], &detail["amount"]), (&json!("settle"), &json!("99.40")));
        assert_eq!(detail["trans_out"], json!(platform.shop.pid));
        assert_eq!(balance(&gateway, seller), format!("{}.{:02}", received / 100, received % 100));
        assert_eq!(balance(&gateway, &platform.shop.pid), "0.00");
    }
    platform.patch(&gateway, json!({"default_settle_account": seller}));
    let mut order = platform.order("D5", "defaultSettle", "");
    order["settle_info"]["settle_detail_infos"][0]["settle_entity_type"] = "SecondMerchant".into();
    order["settle_info"]["settle_detail_infos"][0]["settle_entity_id"] = platform.smid.clone().into();
    let trade_no = sell(&gateway, &platform.shop, &order);
    assert_eq!(balance(&gateway, seller), "298.20");
    let entity = &gateway.trade(&trade_no)["settlement"]["entity"];
    assert_eq!(*entity, json!({"type": "SecondMerchant", "id": platform.smid}));
    gateway.audit();
}

#[test]
fn an_indirect_payment_by_code_has_its_numbers() {
    let gateway = GATEWAY.get();
    let platform = Platform::set(&gateway, "INDIRECT", false);
    let order = json!({
        "out_trade_no": "I1", "total_amount": "100.00", "subject": "苹果", "scene": "bar_code",
        "auth_code": gateway.auth_code(&gateway.new_buyer(json!({}))),
        "sub_merchant": {"merchant_id": platform.smid, "merchant_type": "alipay"},
        "bkagent_req_info": {"acq_code": "A1", "location": "+31.23,+121.47"},
    });
    let paid = gateway.asks(&platform.shop.client, PAY, &order).ok();
    let clearing = paid.text("settlement_id");
    assert!(clearing.len() == 28 && clearing.bytes().all(|b| b.is_ascii_digit()), "{clearing}");
    assert_eq!(paid.node["bkagent_resp_info"], json!({"estter_location": "+31.23,+121.47"}));
    let told = query(&gateway, &platform.shop, paid.text("trade_no"));
    assert_eq!(told["settlement_id"], json!(clearing));
    assert_eq!(told["alipay_sub_merchant_id"], json!(platform.smid));
    assert_eq!(told["bkagent_resp_info"], json!({"estter_location": "+31.23,+121.47"}));
    assert!(told.get("trade_settle_info").is_none(), "the acquirer's own money is not settled: {told}");
    assert_eq!(balance(&gateway, &platform.shop.pid), "99.40");
    gateway.audit();
}

#[test]
fn receipts_in_period_mode_wait_and_are_settled_in_the_order_of_their_time() {
    let gateway = Gateway::start();
    let platform = Platform::set(&gateway, "DIRECT", true);
    let order = |number: &str, days: &str| {
        let mut order = platform.order(number, "userId", &platform.seller);
        order["settle_info"]["settle_period_time"] = days.into();
        order
    };
    let late = sell(&gateway, &platform.shop, &order("P1", "2d"));
    let soon = sell(&gateway, &platform.shop, &order("P2", "1d"));
    let held = gateway.trade(&late)["settlement"]["held"].clone();
    assert_eq!((&held["kind"], &held["amount"]), (&json!("PENDING_SETTLEMENT"), &json!("99.40")));
    assert_eq!(held["owner"], json!(platform.shop.pid));
    assert_eq!(holds(&gateway, &held["account"]), "198.80");
    assert_eq!(balance(&gateway, &platform.seller), "0.00");
    let told = query(&gateway, &platform.shop, &late);
    assert_eq!(
        (&told["biz_settle_mode"], &told["additional_status"]),
        (&json!("PERIOD"), &json!("SELLER_NOT_RECEIVED"))
    );
    let info = &told["trade_settle_info"];
    assert_eq!(info["trade_unsettled_amount"], json!("99.40"));
    assert_eq!(info["trade_settle_detail_list"][0]["operation_type"], json!("on_settle"));
    gateway.audit();
    assert_eq!(gateway.advance(DAY + 60)["fired"], json!(1));
    assert_eq!(
        (holds(&gateway, &held["account"]), balance(&gateway, &platform.seller)),
        ("99.40".into(), "99.40".into())
    );
    gateway.audit();
    assert_eq!(gateway.advance(DAY)["fired"], json!(1));
    assert_eq!(
        (holds(&gateway, &held["account"]), balance(&gateway, &platform.seller)),
        ("0.00".into(), "198.80".into())
    );
    for trade_no in [&soon, &late] {
        let trade = gateway.trade(trade_no);
        let last = trade["history"].as_array().unwrap().last().unwrap();
        assert_eq!((&last["event"], &last["to"]), (&json!("SETTLED"), &json!("TRADE_SUCCESS")));
        let release = &trade["settlement"]["releases"][0];
        assert_eq!((&release["from"], &release["at"]), (&json!("PENDING_SETTLEMENT"), &last["at"]));
        assert_eq!(trade["journals"][1]["kind"], json!("SETTLEMENT"));
        let told = query(&gateway, &platform.shop, trade_no);
        assert_eq!(told["trade_settle_info"]["trade_unsettled_amount"], json!("0.00"));
        assert!(told.get("additional_status").is_none(), "{told}");
    }
    gateway.audit();
}

#[test]
fn a_frozen_receipt_survives_a_restart_and_is_released_after_thirty_days() {
    let gateway = Gateway::start();
    let shop = gateway.shop();
    let order = json!({"out_trade_no": "F1", "total_amount": "100.00", "subject": "苹果"});
    let frozen = with(order, json!({"extend_params": {"royalty_freeze": "true"}}));
    let trade_no = sell(&gateway, &shop, &frozen);
    let held = gateway.trade(&trade_no)["settlement"]["held"].clone();
    assert_eq!((&held["kind"], &held["amount"]), (&json!("ROYALTY_FROZEN"), &json!("99.40")));
    assert_eq!(
        (holds(&gateway, &held["account"]), balance(&gateway, &shop.pid)),
        ("99.40".into(), "0.00".into())
    );
    let gateway = gateway.restart();
    gateway.advance(30 * DAY - 600);
    assert_eq!(balance(&gateway, &shop.pid), "0.00");
    gateway.advance(600);
    assert_eq!(
        (holds(&gateway, &held["account"]), balance(&gateway, &shop.pid)),
        ("0.00".into(), "99.40".into())
    );
    assert_eq!(gateway.trade(&trade_no)["journals"][1]["kind"], json!("ROYALTY_RELEASE"));
    gateway.audit();
}
