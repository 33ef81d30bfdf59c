//! Purchases with coupons, points and instalments, as merchant, buyer and operator see them (semantics.md §2, §12.5).

use serde_json::{Value, json};

use super::{CREATE, GATEWAY, PAY, order, query};

fn wallet(change: Value) -> Value {
    let mut wallet = json!({
        "balance": "100.00", "points": 50, "use_points": true,
        "channels": {"CREDIT_LINE": "500.00", "DEBIT_CARD": "70.00"},
        "channel_settings": {"DEBIT_CARD": {"bank_code": "CCB"}},
        "coupons": [
            {"id": "V1", "amount": "8.00", "funder": "MERCHANT", "goods_ids": ["A"]},
            {"id": "R1", "amount": "5.00", "funder": "PLATFORM", "min_amount": "88.88"},
            {"id": "P1", "rate": "0.1", "amount": "4.00", "funder": "PLATFORM", "kind": "VOUCHER", "min_amount": "500.00"},
        ],
    });
    wallet.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    wallet
}

#[test]
fn a_coupon_purchase_is_booked_answered_and_shown() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(wallet(json!({}))));
    let goods = json!([{"goods_id": "A", "goods_name": "苹果", "quantity": 1.5, "price": "4.00"}]);
    let code = gateway.auth_code(&buyer);
    let paid =
        gateway.asks(&shop.client, PAY, &order("T1", json!({"auth_code": code, "goods_detail": goods}))).ok();
    // 6.00 of goods A by the merchant, 5.00 by the platform, 0.50 in points, the rest by the balance
    assert_eq!(
        paid.node["fund_bill_list"],
        json!([
            {"amount": "6.00", "fund_channel": "MDISCOUNT"},
            {"amount": "5.00", "fund_channel": "COUPON"},
            {"amount": "0.50", "fund_channel": "POINT"},
            {"amount": "77.38", "fund_channel": "ALIPAYACCOUNT"},
        ])
    );
    for (name, value) in [
        ("receipt_amount", "82.88"),
        ("buyer_pay_amount", "77.88"),
        ("point_amount", "0.50"),
        ("invoice_amount", "77.38"),
        ("mdiscount_amount", "6.00"),
        ("discount_amount", "5.00"),
    ] {
        assert_eq!(paid.text(name), value, "{name}");
    }
    let asked = query(&gateway, &shop.client, "T1").ok();
    assert_eq!(asked.node["voucher_detail_list"], paid.node["voucher_detail_list"]);
    assert_eq!(asked.node["discount_goods_detail"], paid.node["discount_goods_detail"]);

    let trade = gateway.trade(paid.text("trade_no"));
    let postings = trade["journals"][0]["postings"].as_array().unwrap();
    let moved = |kind: &str| postings.iter().find(|p| p["kind"] == kind).map(|p| p["amount"].clone());
    for (kind, amount) in [
        ("POINTS", "-0.50"),
        ("PLATFORM_PROMOTION", "-5.00"),
        ("MERCHANT_DISCOUNTS", "-6.00"),
        ("MERCHANT_PROMOTION", "6.00"),
        ("FEE_INCOME", "0.50"),
    ] {
        assert_eq!(moved(kind), Some(json!(amount)), "{kind} in {postings:?}");
    }
    assert_eq!(trade["amounts"]["vouchers"][1]["coupon"]["id"], "R1");
    let shown = gateway.control_ok("GET", &format!("/buyers/{buyer}"), Value::Null);
    assert_eq!((&shown["balance"], &shown["points"]), (&json!("22.62"), &json!(0)));
    let used: Vec<&Value> = shown["coupons"].as_array().unwrap().iter().map(|c| &c["used_by"]).collect();
    let no = json!(paid.text("trade_no"));
    assert_eq!(used, [&no, &no, &Value::Null]);
    // what is shown can be sent back, and a used coupon stays used
    let back = json!({"coupons": shown["coupons"], "balance": "100.00"});
    let path = format!("/buyers/{buyer}");
    assert_eq!(gateway.control_ok("PATCH", &path, back)["coupons"], shown["coupons"]);
    let code = gateway.auth_code(&buyer);
    let again = gateway.asks(&shop.client, PAY, &order("T2", json!({"auth_code": code}))).ok();
    assert_eq!(again.text("buyer_pay_amount"), "88.88");
    gateway.audit();
}

#[test]
fn the_buyer_chooses_in_the_cashier() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(wallet(json!({}))));
    let made = |number: &str| {
        gateway.asks(&shop.client, CREATE, &order(number, json!({}))).ok().text("trade_no").to_owned()
    };
    let press = |trade_no: &str, change: Value| {
        let mut body = json!({"buyer_id": buyer, "pay_password": "111111"});
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        gateway.control("POST", &format!("/trades/{trade_no}/pay"), body)
    };
    let first = made("T1");
    let (status, said) = press(&first, json!({"coupons": ["P1"]}));
    assert_eq!((status, &said["error"]["code"]), (409, &json!("COUPON_NOT_USABLE")), "{said}");
    let (status, said) = press(&first, json!({"channel": "DEBIT_CARD", "coupons": [], "points": false}));
    assert_eq!((status, &said["error"]["code"]), (409, &json!("ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH")));
    for (wrong, field) in [
        (json!({"coupons": "R1"}), "coupons"),
        (json!({"points": "yes"}), "points"),
        (json!({"channel": "GOLD"}), "channel"),
        (json!({"coupon": ["R1"]}), "coupon"),
    ] {
        let (status, said) = press(&first, wrong);
        assert_eq!((status, &said["error"]["field"]), (400, &json!(field)), "{said}");
    }
    let (status, said) = press(&first, json!({"channel": "BALANCE", "coupons": ["R1"], "points": false}));
    assert_eq!(status, 200, "{said}");
    let bills = &gateway.trade(&first)["amounts"]["bills"];
    let expected =
        json!([{"channel": "COUPON", "amount": "5.00"}, {"channel": "BALANCE", "amount": "83.88"}]);
    assert_eq!(*bills, expected);
    gateway.audit();
}

#[test]
fn instalments_are_on_the_credit_line() {
    let gateway = GATEWAY.get();
    let (shop, buyer) =
        (gateway.shop(), gateway.new_buyer(wallet(json!({"coupons": [], "use_points": false}))));
    let code = gateway.auth_code(&buyer);
    let fq = json!({"auth_code": code, "extend_params": {"hb_fq_num": "12", "hb_fq_seller_percent": "0"}});
    let paid = gateway.asks(&shop.client, PAY, &order("T1", fq)).ok();
    // 7.5 % of 88.88 is 6.666
    let bills = json!([{"amount": "88.88", "fund_channel": "PCREDIT", "real_amount": "95.55"}]);
    assert_eq!(paid.node["fund_bill_list"], bills);
    let asked = query(&gateway, &shop.client, "T1").ok();
    assert_eq!(asked.node["hb_fq_pay_info"], json!({"fq_amount": "88.88", "user_install_num": "12"}));
    let shown = gateway.control_ok("GET", &format!("/buyers/{buyer}"), Value::Null);
    assert_eq!((&shown["balance"], &shown["channels"]["CREDIT_LINE"]), (&json!("100.00"), &json!("404.45")));
    gateway.audit();
}

#[test]
fn wallets_that_make_no_sense_are_refused() {
    let gateway = GATEWAY.get();
    let coupon = |change: Value| {
        let mut coupon = json!({"amount": "5.00", "funder": "PLATFORM"});
        coupon.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        json!({"coupons": [coupon]})
    };
    for (wrong, field) in [
        (coupon(json!({"amount": "0.00"})), "coupons[0].amount"),
        (coupon(json!({"amount": 5})), "coupons[0].amount"),
        (coupon(json!({"rate": "1.1"})), "coupons[0].rate"),
        (coupon(json!({"funder": "ME"})), "coupons[0].funder"),
        (coupon(json!({"kind": "GIFT"})), "coupons[0].kind"),
        (coupon(json!({"id": "红"})), "coupons[0].id"),
        (coupon(json!({"merchant": "1"})), "coupons[0].merchant"),
        (coupon(json!({"expires_at": "2026-11-31"})), "coupons[0].expires_at"),
        (coupon(json!({"name": ""})), "coupons[0].name"),
        (coupon(json!({"purchase": {"buyer": "-1.00"}})), "coupons[0].purchase.buyer"),
        (coupon(json!({"colour": "red"})), "coupons[0].colour"),
        (
            json!({"coupons": [{"id": "A", "amount": "1.00", "funder": "PLATFORM"}, {"id": "A", "amount": "1.00", "funder": "PLATFORM"}]}),
            "coupons[1].id",
        ),
        (json!({"preferred_channel": "COUPON"}), "preferred_channel"),
        (json!({"preferred_channel": "GOLD"}), "preferred_channel"),
        (
            json!({"channel_settings": {"DEBIT_CARD": {"limit": "-1.00"}}}),
            "channel_settings.DEBIT_CARD.limit",
        ),
        (
            json!({"channel_settings": {"DEBIT_CARD": {"bank_code": ""}}}),
            "channel_settings.DEBIT_CARD.bank_code",
        ),
    ] {
        let (status, said) = gateway.control("POST", "/buyers", wrong.clone());
        assert_eq!((status, &said["error"]["field"]), (400, &json!(field)), "{wrong}: {said}");
    }
}
