//! Royalties at payment.

use serde_json::{Value, json};

use super::{CREATE, GATEWAY, PAY, balance, query, with};
use crate::harness::{Gateway, Shop, text};

struct Split<'g> {
    gateway: &'g Gateway,
    shop: Shop,
    first: String,
    second: String,
}

/// A merchant with two users, a store and a bank number bound.
fn split(gateway: &Gateway) -> Split<'_> {
    let user = || gateway.new_buyer(json!({"balance": "0.00"}));
    let (first, second) = (user(), user());
    let shop = gateway.shop_with(
        json!({"royalty_receivers": [
            {"type": "userId", "account": first, "name": "甲", "memo": "first"},
            {"type": "userId", "account": second},
            {"type": "storeId", "account": "S1"},
            {"type": "bankIndex", "account": "1234567890123456789012345678"},
        ]}),
        json!({}),
    );
    gateway.control_ok(
        "POST",
        "/stores",
        json!({"store_id": "S1", "partner_id": shop.pid, "account": second}),
    );
    Split { gateway, shop, first, second }
}

impl Split<'_> {
    fn order(&self, number: &str, lines: &[Value]) -> Value {
        let line = |line: &Value| with(json!({"trans_out": self.shop.pid}), line.clone());
        let lines: Vec<Value> = lines.iter().map(line).collect();
        json!({
            "out_trade_no": number, "total_amount": "100.00", "subject": "苹果",
            "royalty_info": {"royalty_detail_infos": lines},
        })
    }

    /// What create and pay say to an order with one such line; nothing is left of a refused one.
    #[track_caller]
    fn refused(&self, line: Value, code: &str) {
        let order = self.order("X1", &[line]);
        self.gateway.asks(&self.shop.client, CREATE, &order).refused(code);
        let buyer = self.gateway.new_buyer(json!({}));
        let pay = with(order, json!({"auth_code": self.gateway.auth_code(&buyer), "scene": "bar_code"}));
        self.gateway.asks(&self.shop.client, PAY, &pay).refused(code);
    }
}

#[test]
fn royalties_arrive_with_the_payment_in_the_order_of_their_numbers() {
    let gateway = GATEWAY.get();
    let split = split(&gateway);
    let (first, second) = (split.first.clone(), split.second.clone());
    let order = split.order(
        "R1",
        &[
            // written first, paid second: of what line 1 has brought
            json!({"serial_no": 2, "trans_out": first, "trans_in": second, "amount": "1.00"}),
            json!({"serial_no": 1, "trans_in": first, "amount_percentage": "10", "desc": "分成"}),
            json!({"serial_no": 3, "trans_in": "S1", "trans_in_type": "storeId", "amount": "2.00", "amount_percentage": "20"}),
            json!({"serial_no": 4, "trans_in": "1234567890123456789012345678", "trans_in_type": "bankIndex", "amount": "3.00"}),
        ],
    );
    let buyer = gateway.new_buyer(json!({}));
    let pay = with(order, json!({"auth_code": gateway.auth_code(&buyer), "scene": "bar_code"}));
    let paid = gateway.asks(&split.shop.client, PAY, &pay).ok();
    assert_eq!(balance(&gateway, &first), "9.00");
    assert_eq!(balance(&gateway, &second), "3.00");
    assert_eq!(balance(&gateway, &split.shop.pid), "84.40");
    let trade = gateway.trade(paid.text("trade_no"));
    assert_eq!(trade["journals"].as_array().unwrap().len(), 1, "one journal: {trade}");
    let settlement = &trade["settlement"];
    assert_eq!(
        (&settlement["royalty"], &settlement["royalties"][0]["serial_no"]),
        (&json!("EXECUTED"), &json!(1))
    );
    let told = query(&gateway, &split.shop, paid.text("trade_no"));
    let list = told["trade_settle_info"]["trade_settle_detail_list"].as_array().unwrap().clone();
    let lines: Vec<String> =
        list.iter().map(|l| format!("{} {}", text(l, "/operation_type"), text(l, "/amount"))).collect();
    assert_eq!(lines, ["transfer 10.00", "transfer 1.00", "transfer 2.00", "transfer 3.00"]);
    assert_eq!(list[0]["operation_serial_no"], json!("R11"));
    assert_eq!((&list[2]["ori_trans_in"], &list[2]["trans_in"]), (&json!("S1"), &json!(second)));
    gateway.audit();
}

#[test]
fn royalties_that_may_not_be_are_refused_and_leave_nothing() {
    let gateway = GATEWAY.get();
    let split = split(&gateway);
    let first = split.first.clone();
    let stranger = gateway.new_buyer(json!({}));
    let (illegal, receiver) = ("ACQ.ILLEGAL_ARGUMENT", "ACQ.INVALID_RECEIVE_ACCOUNT");
    split.refused(json!({"trans_in": stranger, "amount": "1.00"}), receiver);
    split.refused(json!({"trans_in": "2088000000000000", "amount": "1.00"}), receiver);
    split.refused(json!({"trans_in": "S2", "trans_in_type": "storeId", "amount": "1.00"}), receiver);
    split.refused(json!({"trans_in": "1", "trans_in_type": "bankIndex", "amount": "1.00"}), receiver);
    split.refused(json!({"trans_in": first, "amount": "30.01"}), illegal);
    split.refused(json!({"trans_in": first, "trans_out": stranger, "amount": "1.00"}), illegal);
    split.refused(json!({"trans_in": first, "trans_out": first, "amount": "1.00"}), illegal);
    split.refused(json!({"trans_in": first}), "ACQ.INVALID_PARAMETER");
    split.refused(json!({"trans_in": first, "amount_percentage": "0"}), "ACQ.INVALID_PARAMETER");
    let path = format!("/merchants/{}", split.shop.pid);
    gateway.change(&path, json!({"royalty_max_ratio": 40}));
    gateway
        .asks(
            &split.shop.client,
            CREATE,
            &split.order("R2", &[json!({"trans_in": first, "amount": "40.00"})]),
        )
        .ok();
    gateway.change(&format!("/buyers/{first}"), json!({"status": "FROZEN"}));
    split.refused(json!({"trans_in": first, "amount": "1.00"}), receiver);
    let (status, said) = gateway.control("PATCH", &path, json!({"royalty_max_ratio": 101}));
    assert_eq!((status, &said["error"]["field"]), (400, &json!("royalty_max_ratio")));
    let empty = json!({"royalty_receivers": [{"type": "userId", "account": ""}]});
    let (status, said) = gateway.control("PATCH", &path, empty);
    assert_eq!((status, &said["error"]["field"]), (400, &json!("royalty_receivers[0].account")));
    gateway.audit();
}
