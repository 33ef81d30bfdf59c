//! A number that is known already, and who may see a trade (semantics.md §1.3, §1.6, §12.2).

use serde_json::json;

use super::{CREATE, GATEWAY, PAY, QUERY, order, payment, query};

#[test]
fn the_same_order_is_the_same_trade_and_another_is_refused() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let friend = gateway.new_buyer(json!({}));
    let first = gateway.asks(&shop.client, CREATE, &order("K1", json!({"buyer_id": buyer}))).ok();
    let trade_no = first.text("trade_no").to_owned();
    let second_app = gateway.app(json!({"partner_id": shop.pid}));
    for client in [&shop.client, &second_app] {
        for same in [
            json!({"buyer_id": buyer}),
            json!({}),
            json!({"total_amount": 88.88}),
            json!({"buyer_id": buyer, "body": "other", "timeout_express": "5m", "operator_id": "O2"}),
            json!({"buyer_id": buyer, "unknown": {"member": [1]}}),
        ] {
            let again = gateway.asks(client, CREATE, &order("K1", same)).ok();
            assert_eq!(again.bytes, first.bytes);
        }
    }
    for (change, code) in [
        (json!({"buyer_id": friend}), "ACQ.TRADE_BUYER_NOT_MATCH"),
        (json!({"buyer_id": friend, "total_amount": "88.89"}), "ACQ.TRADE_BUYER_NOT_MATCH"),
        (json!({"buyer_id": "2088000000000000"}), "ACQ.TRADE_BUYER_NOT_MATCH"),
        (json!({"buyer_id": buyer, "total_amount": "88.89"}), "ACQ.CONTEXT_INCONSISTENT"),
        (json!({"subject": "苹果"}), "ACQ.CONTEXT_INCONSISTENT"),
        (json!({"discountable_amount": "80.00"}), "ACQ.CONTEXT_INCONSISTENT"),
    ] {
        gateway.asks(&shop.client, CREATE, &order("K1", change)).refused(code);
    }
    let code = gateway.auth_code(&friend);
    gateway.asks(&shop.client, PAY, &payment("K1", &code, json!({}))).refused("ACQ.TRADE_BUYER_NOT_MATCH");
    gateway.pay(&trade_no, &buyer);
    // paid: state before content
    for change in [json!({"buyer_id": buyer}), json!({"buyer_id": friend, "subject": "x"})] {
        gateway.asks(&shop.client, CREATE, &order("K1", change)).refused("ACQ.TRADE_HAS_SUCCESS");
    }
    assert_eq!(gateway.trade(&trade_no)["history"].as_array().unwrap().len(), 2, "nothing above is history");
    gateway.audit();
}

#[test]
fn a_trade_is_its_merchants_own() {
    let gateway = GATEWAY.get();
    let (shop, other) = (gateway.shop(), gateway.shop());
    let mine = gateway.asks(&shop.client, CREATE, &order("O1", json!({}))).ok();
    let trade_no = mine.text("trade_no").to_owned();
    for question in [
        json!({"trade_no": trade_no}),
        json!({"out_trade_no": "O1"}),
        json!({"trade_no": trade_no, "out_trade_no": "O1"}),
    ] {
        assert_eq!(gateway.asks(&shop.client, QUERY, &question).ok().text("trade_no"), trade_no);
        gateway.asks(&other.client, QUERY, &question).refused("ACQ.TRADE_NOT_EXIST");
    }
    // the trade's number wins over the merchant's
    let wrong = json!({"trade_no": trade_no, "out_trade_no": "another"});
    assert_eq!(gateway.asks(&shop.client, QUERY, &wrong).ok().text("out_trade_no"), "O1");
    let wrong = json!({"trade_no": "2026000000000000000000000000", "out_trade_no": "O1"});
    gateway.asks(&shop.client, QUERY, &wrong).refused("ACQ.TRADE_NOT_EXIST");
    // the same number of another merchant is another trade
    let theirs = gateway.asks(&other.client, CREATE, &order("O1", json!({"total_amount": "1.00"}))).ok();
    assert_ne!(theirs.text("trade_no"), trade_no);
    assert_eq!(query(&gateway, &shop.client, "O1").ok().text("total_amount"), "88.88");
    gateway.audit();
}

#[test]
fn unknown_and_blocked_buyers_cannot_be_named() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let (one, other) =
        (gateway.new_buyer(json!({"logon_id": "one@tael.example"})), gateway.new_buyer(json!({})));
    for status in ["FROZEN", "DISABLED"] {
        let blocked = gateway.new_buyer(json!({"status": status}));
        let refused = gateway.asks(&shop.client, CREATE, &order("B1", json!({"buyer_id": blocked})));
        refused.refused("ACQ.BUYER_ENABLE_STATUS_FORBID");
    }
    let gone = gateway.new_buyer(json!({"status": "CANCELLED"}));
    for (members, code) in [
        (json!({"buyer_id": gone}), "ACQ.BUYER_NOT_EXIST"),
        (json!({"buyer_id": "2088000000000000"}), "ACQ.BUYER_NOT_EXIST"),
        (json!({"buyer_logon_id": "nobody@tael.example"}), "ACQ.BUYER_NOT_EXIST"),
        (json!({"buyer_open_id": "A".repeat(40)}), "ACQ.BUYER_NOT_EXIST"),
        (json!({"buyer_logon_id": "one@tael.example", "buyer_id": other}), "ACQ.INVALID_PARAMETER"),
        (json!({"buyer_id": shop.pid}), "ACQ.BUYER_SELLER_EQUAL"),
    ] {
        gateway.asks(&shop.client, CREATE, &order("B1", members)).refused(code);
    }
    query(&gateway, &shop.client, "B1").refused("ACQ.TRADE_NOT_EXIST");
    let named = json!({"buyer_logon_id": "one@tael.example", "buyer_id": one});
    let trade_no = gateway.asks(&shop.client, CREATE, &order("B1", named)).ok().text("trade_no").to_owned();
    assert_eq!(gateway.trade(&trade_no)["buyer"], json!(one));
}

#[test]
fn the_state_of_app_and_merchant_is_looked_at_on_each_call() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let merchant = format!("/merchants/{}", shop.pid);
    for (status, code) in [
        ("DISABLED", "ACQ.PARTNER_ERROR"),
        ("INACTIVE", "ACQ.MERCHANT_STATUS_NOT_NORMAL"),
        ("BLOCKED", "ACQ.SELLER_BEEN_BLOCKED"),
    ] {
        gateway.change(&merchant, json!({"status": status}));
        gateway.asks(&shop.client, CREATE, &order("S1", json!({}))).refused(code);
    }
    gateway.change(&merchant, json!({"status": "NORMAL"}));
    gateway.asks(&shop.client, CREATE, &order("S1", json!({}))).ok();
    let orphan = gateway.app(json!({}));
    gateway.asks(&orphan, CREATE, &order("S1", json!({}))).refused("ACQ.PARTNER_ERROR");
}
