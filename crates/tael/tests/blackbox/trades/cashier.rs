//! An order that the buyer pays in the cashier.

use serde_json::{Value, json};

use super::{CREATE, GATEWAY, QUERY, events, order, query, status};

#[test]
fn a_created_order_is_paid_by_its_buyer_and_shows_it() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({"logon_id": "13912345678"})));
    let created = gateway
        .asks(
            &shop.client,
            CREATE,
            &order("T1", json!({"buyer_id": buyer, "body": "说明", "store_id": "S1"})),
        )
        .ok();
    let trade_no = created.text("trade_no").to_owned();
    assert_eq!(trade_no.len(), 28);
    assert_eq!(status(&gateway, &shop.client, "T1"), "WAIT_BUYER_PAY");
    gateway.pay(&trade_no, &buyer);
    let answer = query(&gateway, &shop.client, "T1").ok();
    let paid_at = answer.text("send_pay_date").to_owned();
    assert_eq!(
        answer.node,
        json!({
            "code": "10000", "msg": "Success", "buyer_logon_id": "139****5678", "buyer_pay_amount": "88.88",
            "buyer_user_id": buyer, "buyer_user_type": "PRIVATE",
            "fund_bill_list": [{"amount": "88.88", "fund_channel": "ALIPAYACCOUNT"}],
            "invoice_amount": "88.88", "out_trade_no": "T1", "point_amount": "0.00", "receipt_amount": "88.88",
            "send_pay_date": paid_at, "store_id": "S1", "total_amount": "88.88", "trade_no": trade_no,
            "trade_status": "TRADE_SUCCESS",
        })
    );
    let trade = gateway.trade(&trade_no);
    assert_eq!((&trade["paid_at"], &trade["buyer"]), (&json!(paid_at), &json!(buyer)));
    assert_eq!(trade["request"]["body"], "说明");
    // 0.6 % of 88.88, half up
    assert_eq!((&trade["amounts"]["receipt"], &trade["amounts"]["fee"]), (&json!("88.88"), &json!("0.53")));
    assert_eq!(trade["journals"].as_array().unwrap().len(), 1);
    assert_eq!(events(&trade).len(), 2, "{}", trade["history"]);
    let balance = gateway.control_ok("GET", &format!("/buyers/{buyer}"), Value::Null);
    assert_eq!(balance["balance"], "9911.12");
    // a second click pays nothing
    let (code, refused) = gateway.press(&trade_no, &buyer);
    assert_eq!((code, &refused["error"]["code"]), (409, &json!("ACQ.TRADE_HAS_SUCCESS")));
    gateway.audit();
}

#[test]
fn what_the_cashier_refuses_leaves_the_trade_waiting() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let buyer = gateway.new_buyer(json!({}));
    let trade_no =
        gateway.asks(&shop.client, CREATE, &order("T1", json!({}))).ok().text("trade_no").to_owned();
    let try_with = |payer: &str, body: Value| {
        let mut body = body;
        body["buyer_id"] = payer.into();
        let (status, said) = gateway.control("POST", &format!("/trades/{trade_no}/pay"), body);
        assert_eq!(status, 409, "{said}");
        said["error"]["code"].as_str().unwrap().to_owned()
    };
    let password = || json!({"pay_password": "111111"});
    assert_eq!(try_with(&buyer, json!({"pay_password": "222222"})), "WRONG_PASSWORD");
    assert_eq!(
        try_with(&gateway.new_buyer(json!({"balance": "88.87"})), password()),
        "ACQ.BUYER_BALANCE_NOT_ENOUGH"
    );
    assert_eq!(
        try_with(&gateway.new_buyer(json!({"status": "FROZEN"})), password()),
        "ACQ.BUYER_ENABLE_STATUS_FORBID"
    );
    assert_eq!(try_with("2088000000000000", password()), "ACQ.BUYER_NOT_EXIST");
    assert_eq!(try_with(&shop.pid, password()), "ACQ.BUYER_SELLER_EQUAL");
    let poor_card = gateway.new_buyer(json!({"balance": "0.00", "channels": {"DEBIT_CARD": "1.00"}}));
    assert_eq!(
        try_with(&poor_card, json!({"pay_password": "111111", "channel": "DEBIT_CARD"})),
        "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH"
    );
    gateway.control_ok("POST", &format!("/trades/{trade_no}/abandon"), json!({}));
    assert_eq!(status(&gateway, &shop.client, "T1"), "WAIT_BUYER_PAY");
    assert_eq!(gateway.trade(&trade_no)["journals"], json!([]));
    gateway.pay(&trade_no, &buyer);
    let (code, _) = gateway.press("2026000000000000000000000000", &buyer);
    assert_eq!(code, 409);
    gateway.audit();
}

#[test]
fn a_mini_program_sells_by_jsapi_to_its_buyer_by_open_id() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let mini = gateway.app(json!({"partner_id": shop.pid, "mini_program": true}));
    gateway.control_ok("POST", "/mini-programs", json!({"app_id": mini.app_id, "linked_to": [shop.pid]}));
    let buyer = gateway.new_buyer(json!({}));
    let jsapi = |change: Value| {
        super::changed(order("J1", json!({"product_code": "JSAPI_PAY", "buyer_id": buyer})), change)
    };
    // the merchant's own web app is none
    let other = gateway.asks(&shop.client, CREATE, &jsapi(json!({})));
    other.refused("ACQ.OPEN_ID_NOT_TINY_APP");
    gateway
        .asks(&mini, CREATE, &jsapi(json!({"product_code": null})))
        .refused("ACQ.PRODUCT_NOT_SUPPORT_IN_TINY_APP");
    let trade_no = gateway.asks(&mini, CREATE, &jsapi(json!({}))).ok().text("trade_no").to_owned();
    // the shop's other app names the mini program: the same merchant, so the same trade
    let same = gateway.asks(&shop.client, CREATE, &jsapi(json!({"op_app_id": mini.app_id}))).ok();
    assert_eq!(same.text("trade_no"), trade_no);
    let stranger = gateway.new_buyer(json!({}));
    let (status, refused) = gateway.press(&trade_no, &stranger);
    assert_eq!((status, &refused["error"]["code"]), (409, &json!("ACQ.TRADE_BUYER_NOT_MATCH")));
    gateway.pay(&trade_no, &buyer);
    // an app in open id mode is told an open id, which names the same buyer
    gateway.change(&format!("/apps/{}", mini.app_id), json!({"open_id_mode": true}));
    let answer = gateway.asks(&mini, QUERY, &json!({"trade_no": trade_no})).ok();
    let open_id = answer.text("buyer_open_id").to_owned();
    assert!(
        (32..=64).contains(&open_id.len()) && answer.node.get("buyer_user_id").is_none(),
        "{}",
        answer.node
    );
    let second = super::changed(
        jsapi(json!({"buyer_id": null, "buyer_open_id": open_id})),
        json!({"out_trade_no": "J2"}),
    );
    let second = gateway.asks(&mini, CREATE, &second).ok().text("trade_no").to_owned();
    assert_eq!(gateway.trade(&second)["buyer"], json!(buyer));
    gateway.asks(&mini, CREATE, &jsapi(json!({"out_trade_no": "J3"}))).refused("ACQ.BUYER_NOT_EXIST");
    // it means nobody to another app
    let foreign = order("J4", json!({"buyer_open_id": open_id}));
    let foreign = gateway.asks(&shop.client, CREATE, &foreign);
    assert_eq!((foreign.text("code"), foreign.text("sub_code")), ("40002", "invalid-openid"));
    gateway.audit();
}

#[test]
fn a_coupon_a_card_and_a_credit_line_pay_as_the_amounts_say() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let buyer = gateway.new_buyer(json!({
        "balance": "0.00", "channels": {"DEBIT_CARD": "500.00", "CREDIT_LINE": "1000.00"},
    }));
    let create = |number: &str| {
        gateway.asks(&shop.client, CREATE, &order(number, json!({}))).ok().text("trade_no").to_owned()
    };
    for (number, channel, told) in [
        (
            "C1",
            "DEBIT_CARD",
            json!({"amount": "88.88", "fund_channel": "BANKCARD", "fund_type": "DEBIT_CARD"}),
        ),
        ("C2", "CREDIT_LINE", json!({"amount": "88.88", "fund_channel": "PCREDIT"})),
    ] {
        let trade_no = create(number);
        let body = json!({"buyer_id": buyer, "pay_password": "111111", "channel": channel});
        gateway.control_ok("POST", &format!("/trades/{trade_no}/pay"), body);
        assert_eq!(query(&gateway, &shop.client, number).ok().node["fund_bill_list"], json!([told]));
    }
    let left = gateway.control_ok("GET", &format!("/buyers/{buyer}"), Value::Null);
    assert_eq!(left["channels"], json!({"DEBIT_CARD": "411.12", "CREDIT_LINE": "911.12"}), "{left}");
    gateway.audit();
}
