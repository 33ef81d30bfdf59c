//! Each refusal of payee, sub-merchant and settle_info, in the order of the document, by create and by pay.

use serde_json::{Value, json};

use super::{CREATE, GATEWAY, PAY, Platform, with};
use crate::harness::{Gateway, Shop};

/// What both methods say to an order: the same, and a refused one leaves nothing.
#[track_caller]
fn refused(gateway: &Gateway, shop: &Shop, order: &Value, code: &str) {
    let before = gateway.row_counts();
    gateway.asks(&shop.client, CREATE, order).refused(code);
    assert_eq!(gateway.row_counts(), before, "{code}");
    let pay = with(order.clone(), json!({"auth_code": "280000000000000000", "scene": "bar_code"}));
    gateway.asks(&shop.client, PAY, &pay).refused(code);
    assert_eq!(gateway.row_counts(), before, "{code}");
}

#[test]
fn sub_merchants_are_refused_by_their_state() {
    let gateway = Gateway::start();
    for mode in ["DIRECT", "INDIRECT"] {
        let platform = Platform::set(&gateway, mode, false);
        let order = platform.order("S1", "cardAliasNo", "A0001");
        let says = |order: &Value, code: &str| refused(&gateway, &platform.shop, order, code);
        let missing = match mode {
            "DIRECT" => "ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID",
            _ => "ACQ.SECONDARY_MERCHANT_ID_BLANK",
        };
        says(&with(order.clone(), json!({"sub_merchant": null})), missing);
        says(&with(order.clone(), json!({"sub_merchant": {"merchant_id": ""}})), missing);
        let unknown = json!({"sub_merchant": {"merchant_id": "2088000000000000"}});
        says(&with(order.clone(), unknown), "ACQ.SECONDARY_MERCHANT_ID_INVALID");
        let typed = json!({"sub_merchant": {"merchant_id": platform.smid, "merchant_type": "merchant2"}});
        says(&with(order.clone(), typed), "ACQ.SUB_MERCHANT_TYPE_INVALID");
        let other = Platform::set(&gateway, mode, false);
        let foreign = json!({"sub_merchant": {"merchant_id": other.smid}});
        says(&with(order.clone(), foreign), "ACQ.SECONDARY_MERCHANT_NOT_MATCH");
        platform.patch(&gateway, json!({"provider_punished": true}));
        says(&order, "ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT");
        platform.patch(&gateway, json!({"status": "AUDITING"}));
        says(&order, "ACQ.SECONDARY_MERCHANT_STATUS_ERROR");
        let seller = json!({"seller_id": platform.seller});
        says(&with(order.clone(), seller), "ACQ.INVALID_RECEIVE_ACCOUNT");
        platform.patch(&gateway, json!({"status": "ACTIVE", "provider_punished": false}));
        gateway.change(
            &format!("/merchants/{}", platform.shop.pid),
            json!({"contracts": [{"product_code": "FACE_TO_FACE_PAYMENT"}]}),
        );
        says(&order, "ACQ.SECONDARY_MERCHANT_NOT_MATCH");
    }
}

#[test]
fn settle_info_is_refused_by_what_it_says_and_by_the_accounts_state() {
    let gateway = Gateway::start();
    let platform = Platform::set(&gateway, "DIRECT", false);
    let says = |order: &Value, code: &str| refused(&gateway, &platform.shop, order, code);
    let card = platform.order("E1", "cardAliasNo", "A0001");
    let entry = |members: Value| {
        let mut order = card.clone();
        let entry = &mut order["settle_info"]["settle_detail_infos"][0];
        *entry = with(entry.clone(), members);
        order
    };
    says(&with(card.clone(), json!({"settle_info": null})), "ACQ.INVALID_PARAMETER");
    let mut two = card.clone();
    two["settle_info"]["settle_detail_infos"].as_array_mut().unwrap().push(json!({
        "trans_in_type": "cardAliasNo", "trans_in": "A0001", "amount": "100.00",
    }));
    says(&two, "ACQ.INVALID_PARAMETER");
    let illegal = "ACQ.ILLEGAL_ARGUMENT";
    says(&entry(json!({"amount": "99.99"})), illegal);
    says(&entry(json!({"trans_in_type": "defaultSettle"})), illegal);
    let default = json!({"trans_in_type": "defaultSettle", "trans_in": ""});
    says(&entry(with(default.clone(), json!({"settle_entity_type": "Store"}))), illegal);
    says(&entry(default), "ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST");
    says(
        &entry(json!({"trans_in_type": "userId", "trans_in": platform.seller, "summary_dimension": "D"})),
        illegal,
    );
    says(&entry(json!({"settle_entity_type": "SecondMerchant", "settle_entity_id": "2088"})), illegal);
    let mut period = card.clone();
    period["settle_info"]["settle_period_time"] = "7d".into();
    says(&period, illegal);
    period["settle_info"]["settle_period_time"] = "366d".into();
    says(&period, "ACQ.INVALID_PARAMETER");
    says(&entry(json!({"trans_in": "A0009"})), "ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID");
    says(&entry(json!({"trans_in": "A0002"})), "ACQ.CUSTOMER_VALIDATE_ERROR");
    let stranger = gateway.new_buyer(json!({}));
    let unlike = "ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID";
    says(&entry(json!({"trans_in_type": "userId", "trans_in": stranger})), unlike);
    says(&entry(json!({"trans_in_type": "loginName", "trans_in": "nobody@tael.example"})), unlike);
    for id in [json!("NO_SUCH"), Value::Null] {
        let store = json!({"settle_entity_type": "Store", "settle_entity_id": id});
        says(&entry(store), "ACQ.STORE_INFO_INVALID");
    }
    let user = entry(json!({"trans_in_type": "userId", "trans_in": platform.seller}));
    let login = entry(json!({"trans_in_type": "loginName", "trans_in": platform.login}));
    for (state, back) in [
        (json!({"certified": false}), json!({"certified": true})),
        (json!({"status": "FROZEN"}), json!({"status": "NORMAL"})),
        (json!({"status": "CANCELLED"}), json!({"status": "NORMAL"})),
    ] {
        gateway.change(&format!("/buyers/{}", platform.seller), state);
        says(&user, "ACQ.CUSTOMER_VALIDATE_ERROR");
        says(&login, "ACQ.CUSTOMER_VALIDATE_ERROR");
        gateway.change(&format!("/buyers/{}", platform.seller), back);
    }
    gateway.new_buyer(json!({"logon_id": platform.login}));
    says(&login, "ACQ.USER_LOGONID_DUP");
    gateway.asks(&platform.shop.client, CREATE, &user).ok();
    gateway.audit();
}

#[test]
fn stores_name_the_payee_where_they_are_registered() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let order = |members: Value| {
        with(json!({"out_trade_no": gateway.fresh_number(), "total_amount": "1.00", "subject": "x"}), members)
    };
    let payee = |members: Value| {
        let trade_no = gateway.asks(&shop.client, CREATE, &order(members)).ok().text("trade_no").to_owned();
        gateway.trade(&trade_no)["payee"].clone()
    };
    // free text as long as no store is registered
    assert_eq!(payee(json!({"store_id": "anything", "alipay_store_id": "any"})), json!(shop.pid));
    let owner = gateway.new_buyer(json!({}));
    let stores = [
        json!({"store_id": "S1", "partner_id": shop.pid, "alipay_store_id": "P1", "account": owner}),
        json!({"store_id": "S2", "partner_id": shop.pid, "alipay_store_id": "P2"}),
    ];
    for store in stores {
        gateway.control_ok("POST", "/stores", store);
    }
    assert_eq!(payee(json!({"store_id": "S1"})), json!(owner));
    assert_eq!(payee(json!({"store_id": "S1", "seller_id": shop.pid})), json!(owner));
    assert_eq!(payee(json!({"alipay_store_id": "P1"})), json!(owner));
    assert_eq!(payee(json!({"store_id": "S2"})), json!(shop.pid));
    let says = |members: Value, code: &str| refused(&gateway, &shop, &order(members), code);
    says(json!({"store_id": "S3"}), "ACQ.INVALID_STORE_ID");
    says(json!({"alipay_store_id": "S1"}), "ACQ.INVALID_STORE_ID");
    says(json!({"store_id": "S1", "alipay_store_id": "P2"}), "ACQ.ILLEGAL_ARGUMENT");
    says(json!({"seller_id": "2088000000000000"}), "ACQ.SELLER_NOT_EXIST");
    says(json!({"seller_id": gateway.new_buyer(json!({}))}), "ACQ.INVALID_RECEIVE_ACCOUNT");
    gateway.change(&format!("/buyers/{owner}"), json!({"status": "FROZEN"}));
    says(json!({"store_id": "S1"}), "ACQ.SELLER_BEEN_BLOCKED");
}
