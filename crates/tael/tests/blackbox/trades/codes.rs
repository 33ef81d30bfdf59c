//! Face to face: the till scans the buyer's payment code (semantics.md §1.5, §12.2).

use serde_json::{Value, json};

use super::{GATEWAY, PAY, payment, query, status};

#[test]
fn a_code_pays_at_once_and_once() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let code = gateway.auth_code(&buyer);
    let paid =
        gateway.asks(&shop.client, PAY, &payment("F1", &code, json!({"total_amount": "1000.00"}))).ok();
    assert_eq!((paid.text("total_amount"), paid.text("receipt_amount")), ("1000.00", "1000.00"));
    assert_eq!((paid.text("buyer_user_id"), paid.text("out_trade_no")), (buyer.as_str(), "F1"));
    assert!(!paid.text("gmt_payment").is_empty() && paid.node.get("sub_code").is_none(), "{}", paid.node);
    assert_eq!(paid.node["fund_bill_list"], json!([{"amount": "1000.00", "fund_channel": "ALIPAYACCOUNT"}]));
    assert_eq!(status(&gateway, &shop.client, "F1"), "TRADE_SUCCESS");
    // a used code buys nothing more, whoever sends it
    gateway
        .asks(&shop.client, PAY, &payment("F2", &code, json!({})))
        .refused("ACQ.PAYMENT_AUTH_CODE_INVALID");
    let other = gateway.shop();
    gateway
        .asks(&other.client, PAY, &payment("F1", &code, json!({})))
        .refused("ACQ.PAYMENT_AUTH_CODE_INVALID");
    // the paid number is paid, with whatever code
    let again = payment("F1", &code, json!({"total_amount": "1000.00"}));
    gateway.asks(&shop.client, PAY, &again).refused("ACQ.TRADE_HAS_SUCCESS");
    for wrong in ["281234567890123456", "11", "fp0000", "支付宝", "28000000000000000000000000000"] {
        let refused = gateway.asks(&shop.client, PAY, &payment("F3", wrong, json!({})));
        refused.refused("ACQ.PAYMENT_AUTH_CODE_INVALID");
    }
    query(&gateway, &shop.client, "F3").refused("ACQ.TRADE_NOT_EXIST");
    gateway.audit();
}

#[test]
fn above_the_free_amount_the_buyer_confirms() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let code = gateway.auth_code(&buyer);
    let answer = gateway.asks(&shop.client, PAY, &payment("W1", &code, json!({"total_amount": "1000.01"})));
    let head = (answer.text("code"), answer.text("msg"), answer.node.get("sub_code"));
    assert_eq!(head, ("10003", " order success pay inprocess", None));
    assert!(answer.signed && answer.node.get("fund_bill_list").is_none(), "{}", answer.node);
    let trade_no = answer.text("trade_no").to_owned();
    assert_eq!(status(&gateway, &shop.client, "W1"), "WAIT_BUYER_PAY");
    // the buyer is bound now: nobody else can pay
    let friend = gateway.new_buyer(json!({}));
    let (code_of_friend, press) = (gateway.auth_code(&friend), gateway.press(&trade_no, &friend));
    assert_eq!(press.1["error"]["code"], "ACQ.TRADE_BUYER_NOT_MATCH");
    let with_friend = payment("W1", &code_of_friend, json!({"total_amount": "1000.01"}));
    gateway.asks(&shop.client, PAY, &with_friend).refused("ACQ.TRADE_BUYER_NOT_MATCH");
    // the same request while he types: still waiting, the same trade
    let again = gateway.asks(&shop.client, PAY, &payment("W1", &code, json!({"total_amount": "1000.01"})));
    assert_eq!((again.text("code"), again.text("trade_no")), ("10003", trade_no.as_str()));
    // confirming needs the password
    let (refused, said) =
        gateway.control("POST", &format!("/trades/{trade_no}/pay"), json!({"buyer_id": buyer}));
    assert_eq!((refused, &said["error"]["code"]), (409, &json!("WRONG_PASSWORD")));
    gateway.pay(&trade_no, &buyer);
    assert_eq!(query(&gateway, &shop.client, "W1").ok().text("buyer_pay_amount"), "1000.01");
    let left = gateway.control_ok("GET", &format!("/buyers/{buyer}"), Value::Null);
    assert_eq!(left["balance"], "8999.99");
    gateway.audit();
}

/// A refusal for a reason of the payer leaves a waiting trade that another phone may pay; one by content leaves nothing.
#[test]
fn a_refused_payment_leaves_a_waiting_trade_or_nothing() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let poor = json!({"balance": "1.00"});
    let refusals = [
        (poor.clone(), "ACQ.BUYER_BALANCE_NOT_ENOUGH"),
        (json!({"status": "FROZEN"}), "ACQ.BUYER_ENABLE_STATUS_FORBID"),
        (json!({"limits": {"day": "10.00"}}), "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR"),
        (json!({"switches": {"mobile": false}}), "ACQ.MOBILE_PAYMENT_SWITCH_OFF"),
        (json!({"switches": {"balance": false}}), "ACQ.ERROR_BALANCE_PAYMENT_DISABLE"),
        (json!({"password_free_up_to": "0.00", "wallet_reachable": false}), "ACQ.PULL_MOBILE_CASHIER_FAIL"),
    ];
    for (index, (payer, code)) in refusals.into_iter().enumerate() {
        let (number, payer) = (format!("R{index}"), gateway.new_buyer(payer));
        let attempt = payment(&number, &gateway.auth_code(&payer), json!({}));
        let refused = gateway.asks(&shop.client, PAY, &attempt).refused(code);
        let trade_no = refused.text("trade_no").to_owned();
        assert_eq!(status(&gateway, &shop.client, &number), "WAIT_BUYER_PAY");
        let trade = gateway.trade(&trade_no);
        assert!(trade.get("buyer").is_none() && trade["journals"] == json!([]), "{trade}");
        let friend = gateway.new_buyer(json!({}));
        let paid =
            gateway.asks(&shop.client, PAY, &payment(&number, &gateway.auth_code(&friend), json!({}))).ok();
        assert_eq!((paid.text("trade_no"), paid.text("buyer_user_id")), (trade_no.as_str(), friend.as_str()));
    }
    let rich = gateway.new_buyer(json!({}));
    let nothing = [
        (json!({"seller_id": rich}), "ACQ.INVALID_RECEIVE_ACCOUNT"),
        (json!({"seller_id": "2088000000000000"}), "ACQ.SELLER_NOT_EXIST"),
        (json!({"total_amount": "0"}), "ACQ.TOTAL_FEE_EXCEED"),
        (json!({"subject": null}), "ACQ.INVALID_PARAMETER"),
        (json!({"product_code": "UNSIGNED"}), "ACQ.ACCESS_FORBIDDEN"),
    ];
    let code = gateway.auth_code(&rich);
    for (change, why) in nothing {
        gateway.asks(&shop.client, PAY, &payment("N1", &code, change)).refused(why);
        query(&gateway, &shop.client, "N1").refused("ACQ.TRADE_NOT_EXIST");
    }
    // the shop's own wallet cannot buy from it
    let own = gateway.auth_code(&shop.pid);
    gateway.asks(&shop.client, PAY, &payment("N1", &own, json!({}))).refused("ACQ.BUYER_SELLER_EQUAL");
    query(&gateway, &shop.client, "N1").refused("ACQ.TRADE_NOT_EXIST");
    // none of this has used the code
    gateway.asks(&shop.client, PAY, &payment("N1", &code, json!({}))).ok();
    gateway.audit();
}

#[test]
fn a_created_order_may_be_paid_by_code() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let created = gateway.asks(&shop.client, super::CREATE, &super::order("M1", json!({}))).ok();
    let paid = gateway.asks(&shop.client, PAY, &payment("M1", &gateway.auth_code(&buyer), json!({}))).ok();
    assert_eq!(paid.text("trade_no"), created.text("trade_no"));
    gateway.audit();
}
