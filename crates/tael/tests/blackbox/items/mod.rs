//! The item library over HTTP: the merchant's calls, the reviewer's word, the operator's switches, source ids.

use serde_json::{Value, json};

use crate::fields::an_item;
use crate::harness::{Answer, Gateway, Shop};

fn seller(gateway: &Gateway, app: Value) -> Shop {
    gateway.shop_with(json!({}), app)
}

fn call(gateway: &Gateway, shop: &Shop, method: &str, request: &Value) -> Answer {
    gateway.asks(&shop.client, &format!("alipay.open.app.item.{method}"), request)
}

fn query(gateway: &Gateway, shop: &Shop) -> Value {
    call(gateway, shop, "query", &json!({"out_item_id": "I1"})).ok().node
}

#[test]
fn an_item_is_reviewed_sold_edited_frozen_and_deleted() {
    let gateway = Gateway::start();
    let shop = seller(&gateway, json!({"mini_program": true}));
    let item = call(&gateway, &shop, "create", &an_item("I1")).ok().text("item_id").to_owned();
    let review = |body: Value| gateway.control_ok("POST", &format!("/items/{item}/review"), body);
    let shown = review(json!({"result": "REJECT", "reason": "图片不清晰"}));
    assert_eq!(
        (&shown["spu_status"], &shown["rejected_because"]),
        (&json!("AUDIT_REJECT"), &json!("图片不清晰"))
    );
    assert_eq!(query(&gateway, &shop)["risk_info"][0]["risk_infos"]["remark"], "图片不清晰");
    call(&gateway, &shop, "modify", &json!({"out_item_id": "I1", "head_img": "https://cdn.example/b.jpg"}))
        .ok();
    let shown = review(json!({"result": "PASS"}));
    assert_eq!((&shown["spu_status"], &shown["stocks"][0]["stock_num"]), (&json!("AVAILABLE"), &json!(5)));
    let again = gateway.control("POST", &format!("/items/{item}/review"), json!({"result": "PASS"}));
    assert_eq!(again.0, 409);
    call(&gateway, &shop, "direct.modify", &json!({"item_id": item, "stock_num": 7, "sale_price": "9"})).ok();

    let patch = json!({
        "frozen": true, "reason": "投诉", "points_price": 3,
        "limit_per_buyer": {"count": 2, "window": "DAY"},
        "channel_stock": [{"scene_id": "LIVE", "stock_num": 4}],
    });
    let shown = gateway.control_ok("PATCH", &format!("/items/{item}"), patch);
    assert_eq!((&shown["spu_status"], &shown["points_price"]), (&json!("FREEZE"), &json!(3)));
    assert_eq!(shown["limit_per_buyer"], json!({"count": 2, "window": "DAY"}));
    assert_eq!(shown["stocks"], gateway.control_ok("GET", &format!("/items/{item}"), Value::Null)["stocks"]);
    let stocks =
        [&shown["stocks"][0], &shown["stocks"][1]].map(|s| (s["scene_id"].clone(), s["stock_num"].clone()));
    assert_eq!(stocks, [(Value::Null, json!(7)), (json!("LIVE"), json!(4))]);
    let refused = call(&gateway, &shop, "direct.modify", &json!({"item_id": item, "stock_num": 1}));
    assert_eq!(refused.text("sub_code"), "INVALID_PARAMETER");
    let back = json!({"frozen": false, "limit_per_buyer": null, "channel_stock": [{"scene_id": "LIVE", "stock_num": null}]});
    let shown = gateway.control_ok("PATCH", &format!("/items/{item}"), back);
    assert_eq!((&shown["spu_status"], shown["stocks"].as_array().unwrap().len()), (&json!("AVAILABLE"), 1));
    let listed = gateway.control_ok("GET", "/items?limit=10", Value::Null);
    assert_eq!(listed["data"][0]["item_id"], json!(item));

    for (body, field) in [
        (json!({"frozen": "yes"}), "frozen"),
        (json!({"colour": 1}), "colour"),
        (json!({"limit_per_buyer": {"count": -1}}), "limit_per_buyer"),
        (json!({"limit_per_buyer": {"count": 1, "window": "WEEK"}}), "limit_per_buyer"),
        (json!({"channel_stock": [{"scene_id": "", "stock_num": 1}]}), "channel_stock[0].scene_id"),
        (
            json!({"channel_stock": [{"scene_id": "A", "out_sku_id": "S1", "stock_num": 1}]}),
            "channel_stock[0].out_sku_id",
        ),
    ] {
        let refused = gateway.control("PATCH", &format!("/items/{item}"), body.clone());
        assert_eq!(refused.0, 400, "{body}: {}", refused.1);
        assert!(refused.1.to_string().contains(field), "{body}: {}", refused.1);
    }
    assert_eq!(gateway.control("GET", "/items/nothing", Value::Null).0, 404);
    call(&gateway, &shop, "delete", &json!({"item_id_list": [item]})).ok();
    assert_eq!(gateway.control("GET", &format!("/items/{item}"), Value::Null).0, 404);
    gateway.audit();
}

#[test]
fn a_mini_program_without_filing_makes_no_items() {
    let gateway = Gateway::start();
    let shop = seller(&gateway, json!({"mini_program": true, "icp_filed": false}));
    let refused = call(&gateway, &shop, "create", &an_item("I1"));
    assert_eq!((refused.text("code"), refused.text("sub_code")), ("40004", "MINI_APP_HAS_NOT_REG"));
}

#[test]
fn an_ordered_fault_answers_with_the_methods_system_error() {
    let gateway = Gateway::start();
    let shop = seller(&gateway, json!({}));
    let fault = json!({"kind": "business_system_error", "method": "alipay.open.app.item.create"});
    gateway.control_ok("POST", "/faults", fault);
    assert_eq!(call(&gateway, &shop, "create", &an_item("I1")).text("sub_code"), "SYSTEM_ERROR");
    call(&gateway, &shop, "create", &an_item("I1")).ok();
}

#[test]
fn source_ids_are_given_out() {
    let gateway = Gateway::start();
    let shop = seller(&gateway, json!({"mini_program": true}));
    let (app, buyer) = (&shop.client.app_id, gateway.buyer("rich"));
    let private = gateway.control_ok("POST", "/source-ids", json!({"app_id": app, "user_id": buyer}));
    assert_eq!(private["requireOrder"], 0);
    let body = json!({"app_id": app, "user_id": buyer, "public": true, "scene_id": "LIVE", "goods": ["I1"], "expires_in": 60});
    let public = gateway.control_ok("POST", "/source-ids", body.clone());
    assert_eq!((&public["requireOrder"], &public["sceneId"]), (&json!(1), &json!("LIVE")));
    assert_ne!(public["sourceId"], gateway.control_ok("POST", "/source-ids", body)["sourceId"]);
    for (body, field) in [
        (json!({"app_id": "none", "user_id": buyer}), "app_id"),
        (json!({"app_id": app, "user_id": "2088999999999999"}), "user_id"),
        (json!({"app_id": app, "user_id": buyer, "public": true, "expires_in": 0}), "expires_in"),
        (json!({"app_id": app}), "user_id"),
    ] {
        let refused = gateway.control("POST", "/source-ids", body.clone());
        assert_eq!(refused.0, 400, "{body}: {}", refused.1);
        assert!(refused.1.to_string().contains(field), "{body}: {}", refused.1);
    }
    gateway.audit();
}
