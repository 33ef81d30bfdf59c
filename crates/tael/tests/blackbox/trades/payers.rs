//! Who may pay: ext_user_info, and certification (semantics.md §7.1).

use serde_json::{Value, json};

use super::{CREATE, GATEWAY, PAY, order, payment, query, status};

const PAYER: &str = "ACQ.PAYER_UNMATCHED";
/// trade.pay's table has no PAYER_UNMATCHED.
const PAYER_BY_CODE: &str = "ACQ.TRADE_BUYER_NOT_MATCH";

fn zhang() -> Value {
    json!({"identity": {"name": "张三", "cert_no": "11010119900307803X", "birth_date": "1990-03-07"}})
}

#[test]
fn a_named_buyer_is_checked_at_once_and_any_other_at_payment() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let (zhang, li) = (gateway.new_buyer(zhang()), gateway.new_buyer(json!({"identity": {"name": "李四"}})));
    // printf '张三11010119900307803X' | sha256sum
    let hash = "13a4b819439ae1b48e6deb945798ff07ca2be473815bea1b64f939666f6f2dff";
    let demands = [
        json!({"need_check_info": "T", "name": "张三"}),
        json!({"need_check_info": "T", "cert_no": "11010119900307803x"}),
        json!({"need_check_info": "T", "min_age": "18"}),
        json!({"need_check_info": "T", "identity_hash": hash}),
        json!({"fix_buyer": "T", "name": "张三", "cert_type": "IDENTITY_CARD", "cert_no": "11010119900307803X"}),
    ];
    for (index, demand) in demands.into_iter().enumerate() {
        let demand = json!({"ext_user_info": demand});
        let number = format!("E{index}");
        let named = |buyer: &str| {
            let mut request = order(&number, demand.clone());
            request["buyer_id"] = buyer.into();
            gateway.asks(&shop.client, CREATE, &request)
        };
        named(&li).refused(PAYER);
        query(&gateway, &shop.client, &number).refused("ACQ.TRADE_NOT_EXIST");
        // by code: the trade waits for whom it demands
        let by_code = format!("C{index}");
        let refused =
            gateway.asks(&shop.client, PAY, &payment(&by_code, &gateway.auth_code(&li), demand.clone()));
        let trade_no = refused.refused(PAYER_BY_CODE).text("trade_no").to_owned();
        assert_eq!(status(&gateway, &shop.client, &by_code), "WAIT_BUYER_PAY");
        let (refused, said) = gateway.press(&trade_no, &li);
        assert_eq!((refused, &said["error"]["code"]), (409, &json!(PAYER)));
        gateway.asks(&shop.client, PAY, &payment(&by_code, &gateway.auth_code(&zhang), demand.clone())).ok();
        // in the cashier
        let open = gateway.asks(&shop.client, CREATE, &order(&number, demand.clone())).ok();
        let trade_no = open.text("trade_no").to_owned();
        assert_eq!(gateway.press(&trade_no, &li).1["error"]["code"], PAYER);
        gateway.pay(&trade_no, &zhang);
    }
    gateway.audit();
}

#[test]
fn what_is_not_to_be_checked_is_not_checked() {
    let gateway = GATEWAY.get();
    let (shop, li) = (gateway.shop(), gateway.new_buyer(json!({"certified": false})));
    for (index, info) in [
        json!({"name": "张三", "cert_no": "1", "min_age": "99"}),
        json!({"need_check_info": "F", "name": "张三"}),
        json!({"need_check_info": "T", "mobile": "13900000000"}),
    ]
    .into_iter()
    .enumerate()
    {
        let number = format!("F{index}");
        let request = payment(&number, &gateway.auth_code(&li), json!({"ext_user_info": info}));
        gateway.asks(&shop.client, PAY, &request).ok();
    }
    for info in [
        json!({"fix_buyer": "T", "name": "张三"}),
        json!({"min_age": "多"}),
        json!({"need_check_info": "maybe"}),
    ] {
        let request = order("F9", json!({"ext_user_info": info, "buyer_id": li}));
        gateway.asks(&shop.client, CREATE, &request).refused("ACQ.INVALID_PARAMETER");
    }
}

#[test]
fn who_is_not_certified_pays_and_receives_little() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let buyer = gateway.buyer("not certified");
    let by = |number: &str, amount: &str| {
        let request = order(number, json!({"total_amount": amount, "buyer_id": buyer}));
        gateway.asks(&shop.client, CREATE, &request)
    };
    by("U1", "1000.00").ok();
    by("U2", "1000.01").refused("ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT");
    let open = order("U3", json!({"total_amount": "1000.01"}));
    let trade_no = gateway.asks(&shop.client, CREATE, &open).ok().text("trade_no").to_owned();
    assert_eq!(gateway.press(&trade_no, &buyer).1["error"]["code"], "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT");
    // an operator's limit goes over the default
    let payer = gateway.new_buyer(json!({"certified": false, "limits": {"uncertified": "50.00"}}));
    let small = |number: &str, amount: &str| {
        let code = gateway.auth_code(&payer);
        gateway.asks(&shop.client, PAY, &payment(number, &code, json!({"total_amount": amount})))
    };
    small("U4", "50.00").ok();
    let refused = small("U5", "50.01").refused("ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT");
    assert!(!refused.text("trade_no").is_empty(), "the trade waits for somebody else");

    let seller =
        gateway.shop_with(json!({"certified": false, "limits": {"uncertified": "100.00"}}), json!({}));
    let rich = gateway.new_buyer(json!({}));
    let sold = gateway.asks(&seller.client, CREATE, &order("V1", json!({}))).ok().text("trade_no").to_owned();
    gateway.pay(&sold, &rich);
    let more =
        |amount: &str| gateway.asks(&seller.client, CREATE, &order("V2", json!({"total_amount": amount})));
    more("11.13").refused("ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT");
    let fits = more("11.12").ok().text("trade_no").to_owned();
    gateway.pay(&fits, &rich);
    gateway.change(&format!("/merchants/{}", seller.pid), json!({"certified": true}));
    gateway.asks(&seller.client, CREATE, &order("V3", json!({}))).ok();
    gateway.audit();
}
