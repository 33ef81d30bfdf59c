//! What queries and notifications tell back of a request (semantics.md §1.6, protocol.md §8.3).

use serde_json::{Value, json};

use super::{CREATE, GATEWAY, PAY, order, payment, query};
use crate::harness::Receiver;

fn said() -> Value {
    json!({
        "body": "红富士", "passback_params": "k=v%26", "operator_id": "Yx_001", "terminal_id": "T_01",
        "store_id": "free_text", "merchant_order_no": "M1",
        "goods_detail": [
            {"goods_id": "a-1", "goods_name": "苹果", "quantity": "2", "price": "40.00", "goods_category": "7",
             "alipay_goods_id": "200101", "categories_tree": "12|34|7", "body": "脆甜", "show_url": "http://shop.example/a-1",
             "out_item_id": "i-1", "out_sku_id": "s-1", "goods_ean_id": "6901234567892"},
            {"goods_id": "a-2", "goods_name": "梨", "quantity": "0.5", "price": "17.76"},
        ],
    })
}

#[test]
fn a_query_gives_back_what_the_merchant_said() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    gateway.asks(&shop.client, CREATE, &order("G1", said())).ok();
    gateway.asks(&shop.client, PAY, &payment("G2", &gateway.auth_code(&buyer), said())).ok();
    for number in ["G1", "G2"] {
        let answer = query(&gateway, &shop.client, number).ok();
        assert_eq!(answer.text("passback_params"), "k=v%26");
        assert_eq!((answer.text("store_id"), answer.text("terminal_id")), ("free_text", "T_01"));
        let goods = json!([
            {"goods_id": "a-1", "goods_name": "苹果", "price": "40.00", "quantity": "2", "goods_category": "7",
             "alipay_goods_id": "200101", "categories_tree": "12|34|7", "body": "脆甜", "show_url": "http://shop.example/a-1",
             "out_item_id": "i-1", "out_sku_id": "s-1", "goods_ean_id": "6901234567892"},
            {"goods_id": "a-2", "goods_name": "梨", "price": "17.76", "quantity": "0.50"},
        ]);
        assert_eq!(answer.node["req_goods_detail"], goods, "{}", answer.node);
        // title and description are for indirect merchants
        assert!(answer.node.get("subject").is_none() && answer.node.get("body").is_none(), "{}", answer.node);
    }
    let contract = json!({"product_code": "FACE_TO_FACE_PAYMENT", "mode": "INDIRECT", "rate": "0.006"});
    gateway.change(&format!("/merchants/{}", shop.pid), json!({"contracts": [contract]}));
    let answer = query(&gateway, &shop.client, "G1").ok();
    assert_eq!((answer.text("subject"), answer.text("body")), ("苹果 16G", "红富士"));
}

#[test]
fn a_notification_gives_back_body_and_passback_params() {
    let gateway = GATEWAY.get();
    let receiver = Receiver::answering(&["success"]);
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let call = shop.client.call(CREATE, &order("N1", said()).to_string());
    let made = gateway.ask(call.set("notify_url", receiver.url()).signed().post()).ok();
    gateway.pay(made.text("trade_no"), &buyer);
    let got = receiver.next();
    assert_eq!((got.get("body"), got.get("passback_params")), (Some("红富士"), Some("k=v%26")));
    assert_eq!(got.get("subject"), Some("苹果 16G"));
}

#[test]
fn enterprise_payment_is_told_when_asked() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let buyer = gateway.new_buyer(json!({"enterprise": {"name": "某公司"}}));
    let info = r#"{"category_list":[]}"#;
    let members = json!({"buyer_id": buyer, "business_params": {"enterprise_pay_info": info}});
    gateway.asks(&shop.client, CREATE, &order("Q1", members)).ok();
    let ask = |options: Value| {
        let request = json!({"out_trade_no": "Q1", "query_options": options});
        gateway.asks(&shop.client, super::QUERY, &request)
    };
    assert!(ask(json!([])).ok().node.get("enterprise_pay_info").is_none());
    let told = ask(json!(["enterprise_pay_info"])).ok().node["enterprise_pay_info"].clone();
    assert_eq!(told["biz_info"], json!(info), "{told}");
    assert_eq!(told["is_use_enterprise_pay"].to_string().trim_matches('"'), "false");
    gateway.change(&format!("/buyers/{buyer}"), json!({"enterprise": {"status": "ABNORMAL"}}));
    ask(json!(["enterprise_pay_info"])).refused("ACQ.ENTERPRISE_PAY_BIZ_ERROR");
    ask(json!([])).ok();
}
