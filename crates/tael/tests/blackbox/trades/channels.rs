//! Which channels an order admits (semantics.md §2.6).

use serde_json::{Value, json};

use super::{CREATE, GATEWAY, order};

#[test]
fn an_order_admits_channels_and_virtual_goods_no_credit() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let credit = gateway.new_buyer(json!({"balance": "0.00", "channels": {"CREDIT_LINE": "500.00"}}));
    let rich = gateway.new_buyer(json!({}));
    let none = "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE";
    let cases: [(Value, &str, Option<&str>); 6] = [
        (json!({"enable_pay_channels": "pcredit"}), &rich, Some(none)),
        (json!({"enable_pay_channels": "pcredit"}), &credit, None),
        (json!({"enable_pay_channels": "balance,pcredit"}), &rich, None),
        (json!({"disable_pay_channels": "credit_group,balance"}), &credit, Some(none)),
        (json!({"logistics_detail": {"logistics_type": "VIRTUAL"}}), &rich, None),
        (json!({"logistics_detail": {"logistics_type": "EXPRESS"}}), &credit, None),
    ];
    for (index, (members, buyer, refused)) in cases.into_iter().enumerate() {
        let made = gateway.asks(&shop.client, CREATE, &order(&format!("H{index}"), members.clone())).ok();
        let (status, said) = gateway.press(made.text("trade_no"), buyer);
        match refused {
            Some(code) => {
                assert_eq!((status, said["error"]["code"].as_str()), (409, Some(code)), "{members}")
            }
            None => assert_eq!(said["trade_status"], "TRADE_SUCCESS", "{members}: {said}"),
        }
    }
    // the credit line that would pay is not there for virtual goods
    let goods = json!({"logistics_detail": {"logistics_type": "VIRTUAL"}});
    let made = gateway.asks(&shop.client, CREATE, &order("H9", goods)).ok();
    let (status, said) = gateway.press(made.text("trade_no"), &credit);
    assert_eq!(status, 409, "{said}");
    gateway.audit();
}
