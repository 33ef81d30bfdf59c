//! Authorisations: frozen, paid from, released.

use serde_json::{Value, json};

use super::{PAY, authorised, freeze, shop};
use crate::harness::{Gateway, text};

#[test]
fn money_is_frozen_paid_and_released() {
    let gateway = Gateway::start();
    let shop = shop(&gateway);
    let buyer = gateway.new_buyer(json!({"balance": "150.00"}));
    let balance = || text(&gateway.control_ok("GET", &format!("/buyers/{buyer}"), Value::Null), "/balance");
    let no = freeze(&gateway, &shop, &buyer, json!({}));
    assert_eq!(balance(), "50.00");
    // what is frozen cannot be spent otherwise, nor frozen again
    let code = gateway.auth_code(&buyer);
    let other = json!({"out_trade_no": "O1", "total_amount": "60.00", "subject": "s", "scene": "bar_code", "auth_code": code});
    assert_eq!(gateway.asks(&shop.client, PAY, &other).text("sub_code"), "ACQ.BUYER_BALANCE_NOT_ENOUGH");
    let body = json!({"user_id": buyer, "partner_id": shop.pid, "amount": "60.00"});
    let (status, refusal) = gateway.control("POST", "/authorisations", body);
    assert_eq!((status, text(&refusal, "/error/code")), (409, "NOT_ENOUGH".to_owned()));

    let paid = gateway.asks(&shop.client, PAY, &authorised("A1", &no, "30.00")).ok();
    let trade = gateway.trade(paid.text("trade_no"));
    assert_eq!(
        (text(&trade, "/auth_no"), text(&trade, "/trade_status")),
        (no.clone(), "TRADE_SUCCESS".to_owned())
    );
    let path = format!("/authorisations/{no}");
    gateway.control_ok("PATCH", &path, json!({"release": "20.00"}));
    assert_eq!(balance(), "70.00");
    let (status, refusal) = gateway.control("PATCH", &path, json!({"release": "50.01"}));
    assert_eq!((status, text(&refusal, "/error/code")), (409, "AUTHORISATION_STATE".to_owned()));
    let mut last = authorised("A2", &no, "10.00");
    last["auth_confirm_mode"] = "COMPLETE".into();
    gateway.asks(&shop.client, PAY, &last).ok();
    assert_eq!(balance(), "110.00");
    let shown = gateway.control_ok("GET", &path, Value::Null);
    assert_eq!(
        (text(&shown, "/order_status"), text(&shown, "/rest_amount")),
        ("FINISH".to_owned(), "0.00".to_owned())
    );
    let list = gateway.control_ok("GET", &format!("/authorisations?user_id={buyer}"), Value::Null);
    assert_eq!(list["data"].as_array().map(Vec::len), Some(1));
    gateway.audit();
}
