//! Royalties at payment, and each of their refusals.

use serde_json::{Value, json};
use tael_core::ledger::AccountKind;
use tael_core::money::Fen;
use tael_core::party::{Merchant, RoyaltyReceiver, RoyaltyReceiverType, User, UserStatus};
use tael_core::trade::settlement::RoyaltyOutcome;

use super::*;

fn bound(kind: RoyaltyReceiverType, account: &str) -> RoyaltyReceiver {
    RoyaltyReceiver { kind, account: account.into(), name: None, memo: None }
}

fn receivers(m: &mut Merchant) {
    m.royalty_receivers = vec![
        bound(RoyaltyReceiverType::UserId, FRIEND),
        bound(RoyaltyReceiverType::LoginName, SELLER_NAME),
        bound(RoyaltyReceiverType::UserId, "2088999999999999"),
        bound(RoyaltyReceiverType::StoreId, "S1"),
        bound(RoyaltyReceiverType::StoreId, "S9"),
        bound(RoyaltyReceiverType::BankIndex, "1234567890123456789012345678"),
    ];
}

fn splitting(w: &World) {
    seller(w, |_| ());
    w.shop("S1", Some(OTHER_PID));
    w.shop("S2", None);
    w.merchant(receivers);
}

fn split(lines: Value) -> Value {
    let lines: Vec<Value> = lines
        .as_array()
        .unwrap()
        .iter()
        .map(|line| merged(json!({"trans_out": PID, "trans_in": FRIEND}), line))
        .collect();
    json!({"royalty_info": {"royalty_type": "ROYALTY", "royalty_detail_infos": lines}})
}

#[test]
fn royalties_are_paid_with_the_payment() {
    let w = World::new();
    splitting(&w);
    let before = w.balance(FRIEND);
    let paid = sell(
        &w,
        split(json!([
            {"amount_percentage": "10", "serial_no": 2, "trans_in": SELLER, "desc": "a tenth"},
            {"amount": "5.00", "amount_percentage": "20", "serial_no": 1, "out_relation_id": "R-1"},
            {"amount": "2.00", "serial_no": 3, "trans_in_type": "storeId", "trans_in": "S1"},
            {"amount": "1.00", "serial_no": 4, "trans_out": SELLER},
            {"amount": "0.50", "serial_no": 5, "trans_in_type": "bankIndex", "trans_in": "1234567890123456789012345678"},
        ])),
    );
    let settlement = paid.detail.settlement.as_ref().unwrap();
    let serials: Vec<i64> = settlement.royalties.iter().map(|line| line.serial).collect();
    assert_eq!(serials, [1, 2, 3, 4, 5]);
    assert_eq!(settlement.progress.as_ref().unwrap().royalty, Some(RoyaltyOutcome::Executed));
    assert_eq!(settlement.royalties[1].relation, "T12");
    assert_eq!(w.balance(PID), Fen(9_940 - 500 - 1_000 - 200 - 50));
    assert_eq!((w.balance(FRIEND).0 - before.0, w.balance(SELLER)), (600, Fen(900)));
    assert_eq!(w.balance(OTHER_PID), Fen(200), "the store's account");
    let told = query(&w).to_json();
    assert!(told.contains(r#""operation_serial_no":"R-1","operation_type":"transfer""#), "{told}");
    let moment = r#""operation_dt":"2026-11-22 10:00:00","operation_serial_no":"R-1""#;
    assert!(told.contains(moment) && told.contains(&format!(r#""ori_trans_out":"{PID}""#)), "{told}");
    assert!(told.contains(r#""ori_trans_in":"S1""#) && !told.contains("trade_unsettled_amount"), "{told}");
    let plain = w.call(QUERY, &json!({"out_trade_no": "T1"})).body.to_json();
    assert!(!plain.contains("trade_settle_info"), "only where it is asked for: {plain}");
}

#[test]
fn royalties_of_a_frozen_or_direct_receipt_leave_the_rest_there() {
    let w = World::new();
    splitting(&w);
    let mut order = split(json!([{"amount": "5.00"}]));
    order["extend_params"] = json!({"royalty_freeze": "true"});
    sell(&w, order);
    assert_eq!((held(&w, PID, AccountKind::RoyaltyFrozen), w.balance(PID)), (Fen(9_440), Fen(0)));
    let w = World::new();
    direct(&w);
    w.merchant(|m| {
        receivers(m);
        m.contracts[0].mode = ContractMode::Direct;
    });
    let to_seller = of_sub(json!({"trans_in_type": "userId", "trans_in": SELLER, "amount": "100.00"}));
    // the sub-merchant stands for the payee
    sell(&w, merged(to_seller, &split(json!([{"amount": "5.00", "trans_out": SMID}]))));
    assert_eq!((w.balance(SELLER), w.balance(PID)), (Fen(9_440), Fen(0)));
}

#[test]
fn royalties_that_cannot_be_paid_are_refused() {
    let line = |change: Value| split(json!([merged(json!({"amount": "1.00"}), &change)]));
    let says = |change: Value| judged(&splitting, line(change));
    assert_eq!(says(json!({})), "10000");
    let receiver = "ACQ.INVALID_RECEIVE_ACCOUNT";
    assert_eq!(says(json!({"trans_in": RICH})), receiver, "not bound");
    assert_eq!(says(json!({"trans_in": "2088999999999999"})), receiver, "bound, but unknown");
    assert_eq!(says(json!({"trans_in": "S2", "trans_in_type": "storeId"})), receiver);
    assert_eq!(says(json!({"trans_in": "S9", "trans_in_type": "storeId"})), receiver);
    assert_eq!(says(json!({"trans_in": "1", "trans_in_type": "bankIndex"})), receiver);
    let frozen = |w: &World| {
        splitting(w);
        w.hold(&User { status: UserStatus::Frozen, ..a_user(FRIEND, "13800000002") }, &[]);
    };
    assert_eq!(judged(&frozen, line(json!({}))), receiver);
    let illegal = "ACQ.ILLEGAL_ARGUMENT";
    assert_eq!(says(json!({"trans_out": SELLER})), illegal, "who has received nothing pays nothing");
    assert_eq!(says(json!({"trans_out": FRIEND})), illegal, "nobody pays itself");
    let own = |w: &World| {
        splitting(w);
        w.merchant(|m| m.royalty_receivers = vec![bound(RoyaltyReceiverType::UserId, PID)]);
    };
    assert_eq!(judged(&own, line(json!({"trans_in": PID}))), illegal, "nor does the payee");
    // 30 % of 88.88 unless the merchant's setting is another
    assert_eq!(says(json!({"amount": "26.66"})), "10000");
    assert_eq!(says(json!({"amount": "26.67"})), illegal);
    let ratio = |percent: u8| {
        move |w: &World| {
            splitting(w);
            w.merchant(|m| {
                receivers(m);
                m.royalty_max_ratio = percent;
            });
        }
    };
    assert_eq!(judged(&ratio(100), line(json!({"amount": "88.35"}))), "10000");
    assert_eq!(judged(&ratio(100), line(json!({"amount": "88.36"}))), illegal, "the fee must be left");
    assert_eq!(judged(&ratio(1), line(json!({"amount": "0.89"}))), illegal);
    let pair = |a: Value, b: Value| judged(&splitting, split(json!([a, b])));
    let one = json!({"amount": "14.00", "serial_no": 1});
    assert_eq!(pair(one.clone(), json!({"amount": "12.66", "serial_no": 2})), "10000");
    assert_eq!(pair(one.clone(), json!({"amount": "12.67", "serial_no": 2})), illegal, "the sum counts");
    assert_eq!(pair(one.clone(), json!({"amount": "1.00", "serial_no": 1})), illegal, "the same relation");
    let back = json!({"amount": "14.01", "serial_no": 2, "trans_out": FRIEND, "trans_in": SELLER});
    assert_eq!(pair(one, back), illegal, "more than it got");
    let parameter = "ACQ.INVALID_PARAMETER";
    assert_eq!(judged(&splitting, split(json!([{}]))), parameter, "neither amount nor percentage");
    for percentage in ["0", "101", "1.5", "-1", "x"] {
        assert_eq!(judged(&splitting, split(json!([{"amount_percentage": percentage}]))), parameter);
    }
    let little = merged(split(json!([{"amount_percentage": "1"}])), &json!({"total_amount": "0.99"}));
    assert_eq!(judged(&splitting, little), illegal, "a hundredth of 0.99 is nothing");
    assert_eq!(says(json!({"trans_out": ""})), parameter);
    let other_type =
        merged(line(json!({})), &json!({"royalty_info": {"royalty_type": "X", "royalty_detail_infos": []}}));
    assert_eq!(judged(&splitting, other_type), parameter);
    let period = |w: &World| {
        splitting(w);
        w.merchant(|m| {
            receivers(m);
            m.contracts[0].settle_period = true;
        });
    };
    assert_eq!(judged(&period, line(json!({}))), illegal, "in period mode the receipt waits");
}
