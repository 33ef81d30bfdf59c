//! The samples of the platform's pages, as printed except for ids and numbers that only the platform could know. What in
//! them breaks the pages' own rules is refused first, with the documented code.

use serde_json::{Value, json};

use super::{CREATE, GATEWAY, PAY, payment};
use crate::harness::{Answer, Gateway};

/// The open id of a buyer towards an application that is not in open_id mode otherwise.
fn open_id(gateway: &Gateway, pointer: &str, buyer: &str) -> String {
    let client = gateway.client_of(pointer);
    let path = format!("/apps/{}", client.app_id);
    let token = gateway.demo_text(&format!("{pointer}/app_auth_token")).to_owned();
    gateway.change(&path, json!({"open_id_mode": true}));
    let order = payment("learn_the_open_id", &gateway.auth_code(buyer), json!({"total_amount": "0.01"}));
    let call = client.call(PAY, &order.to_string()).set("app_auth_token", &token);
    let answer = gateway.ask(call.signed().post()).ok();
    gateway.change(&path, json!({"open_id_mode": false}));
    answer.text("buyer_open_id").to_owned()
}

/// The request of page 002: public parameters in the query, `app_auth_token` and `biz_content` as multipart fields. It
/// names a mini program and two buyers that exist nowhere; each is refused until it is replaced by one that does.
#[test]
fn the_request_of_the_jsapi_page() {
    let gateway = Gateway::start();
    let provider = gateway.client_of("/isv_app");
    let token = gateway.demo_text("/isv_app/app_auth_token").to_owned();
    let mut biz = json!({
        "out_trade_no": "20150320010101001",
        "product_code": "JSAPI_PAY",
        "op_app_id": "2014072300007148",
        "total_amount": "88.88",
        "extend_params": {"trade_component_order_id": "2023060801502300000008810000005657"},
        "discountable_amount": "80.00",
        "subject": "Iphone6 16G",
        "body": "Iphone6 16G",
        "buyer_id": "2088102146225135",
        "buyer_open_id": "074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5",
        "store_id": "NJ_001",
    });
    let ask = |biz: &Value| -> Answer {
        let call = provider.call(CREATE, &biz.to_string()).set("app_auth_token", &token);
        gateway.ask(call.signed().multipart(|name| !matches!(name, "app_auth_token" | "biz_content")))
    };
    ask(&biz).refused("ACQ.OPEN_ID_NOT_TINY_APP");
    biz["op_app_id"] = gateway.demo_text("/mini_program/app_id").into();
    ask(&biz).refused("ACQ.BUYER_NOT_EXIST");
    let buyer = gateway.buyer("rich");
    biz["buyer_open_id"] = open_id(&gateway, "/isv_app", &buyer).into();
    ask(&biz).refused("ACQ.INVALID_PARAMETER");
    biz["buyer_id"] = buyer.clone().into();
    let created = ask(&biz).ok();
    let trade_no = created.text("trade_no").to_owned();
    let printed = json!({
        "code": "10000", "msg": "Success", "out_trade_no": "20150320010101001", "trade_no": trade_no,
    });
    assert_eq!(created.node, printed, "the members of the page's answer, and no more");
    gateway.pay(&trade_no, &buyer);
    gateway.stop();
}

/// The answer of page 003: its members and, where they can be together, its amounts. An invoice of 12.50 of which 8.88
/// were paid, and a bill of 10.00 for them, cannot be; they are what the rules of the page make of the others.
#[test]
fn the_answer_of_the_face_to_face_page() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    gateway.control_ok(
        "POST",
        "/stores",
        json!({"store_id": "ZDWDK", "partner_id": shop.pid, "name": "证大五道口店"}),
    );
    let coupons = json!([
        {"id": "2015102600073002039000002D5O", "amount": "100.00", "funder": "PLATFORM", "kind": "VOUCHER",
         "merchant_share": "0.32", "goods_ids": ["STANDARD1026181538"]},
        {"id": "C2", "amount": "12.00", "funder": "PLATFORM"},
    ]);
    let buyer = gateway.new_buyer(json!({
        "logon_id": "15912345620", "balance": "0.00", "channels": {"PREPAID_CARD": "98.99"},
        "preferred_channel": "PREPAID_CARD", "points": 812, "use_points": true, "coupons": coupons,
    }));
    let goods = json!([
        {"goods_id": "STANDARD1026181538", "goods_name": "雪碧", "quantity": 1, "price": "100.00"},
        {"goods_id": "G2", "goods_name": "薯片", "quantity": 1, "price": "20.88"},
    ]);
    let order = payment(
        "6823789339978248",
        &gateway.auth_code(&buyer),
        json!({
            "total_amount": "120.88", "goods_detail": goods, "store_id": "ZDWDK",
            "query_options": ["discount_goods_detail", "voucher_detail_list"],
        }),
    );
    let answer = gateway.asks(&shop.client, PAY, &order).ok();
    for (name, printed) in [
        ("msg", "Success"),
        ("out_trade_no", "6823789339978248"),
        ("buyer_logon_id", "159****5620"),
        ("buyer_user_id", &buyer),
        ("store_name", "证大五道口店"),
        ("total_amount", "120.88"),
        ("receipt_amount", "88.88"),
        ("buyer_pay_amount", "8.88"),
        ("point_amount", "8.12"),
        ("card_balance", "98.23"),
        // the printed 12.50 is more than was paid
        ("invoice_amount", "0.76"),
    ] {
        assert_eq!(answer.text(name), printed, "{name}: {}", answer.node);
    }
    assert_eq!(
        answer.text("discount_goods_detail"),
        r#"[{"discount_amount":"100.00","goods_id":"STANDARD1026181538","goods_name":"雪碧","voucher_id":"2015102600073002039000002D5O"}]"#
    );
    assert!(answer.text("gmt_payment").len() == 19 && answer.text("trade_no").len() == 28);
    let bills = answer.node["fund_bill_list"].as_array().unwrap();
    let sum: i64 = bills.iter().map(|bill| fen(&bill["amount"])).sum();
    assert_eq!(sum, 12_088, "bills add up to the total: {bills:?}");
    gateway.audit();
}

fn fen(amount: &Value) -> i64 {
    amount.as_str().unwrap().replace('.', "").parse().unwrap()
}
