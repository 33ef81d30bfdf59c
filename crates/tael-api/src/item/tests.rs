//! The methods of the library on a little world.

use serde_json::{Value, json};
use tael_core::item::{Step, StockKey, WHOLE_ITEM};
use tael_core::party::ItemAudit;
use tael_store::{LibraryWrite, Plan, Write};
use tael_wire::json::Object;

use crate::testing::World;

const CREATE: &str = "alipay.open.app.item.create";
const MODIFY: &str = "alipay.open.app.item.modify";
const DIRECT: &str = "alipay.open.app.item.direct.modify";
const QUERY: &str = "alipay.open.app.item.query";
const LIST: &str = "alipay.open.app.item.list.query";
const DELETE: &str = "alipay.open.app.item.delete";

fn world(audit: ItemAudit) -> World {
    let world = World::new();
    world.app.lock().unwrap().item_audit = audit;
    world
}

fn plain(out: &str) -> Value {
    json!({
        "out_item_id": out, "title": "红富士苹果", "category_id": "C1", "path": "/pages/item",
        "head_img": "https://cdn.example/a.png", "sale_price": "8888", "stock_num": 5,
    })
}

fn with_skus(out: &str, skus: &[&str]) -> Value {
    let sku = |id: &&str| json!({"out_sku_id": id, "sale_price": 100, "stock_num": "3", "sku_attrs": [{"attr_key": "色", "attr_value": id}]});
    let mut item = plain(out);
    item.as_object_mut().unwrap().retain(|name, _| name != "sale_price" && name != "stock_num");
    item["skus"] = skus.iter().map(sku).collect();
    item
}

fn json_of(body: &Object) -> Value {
    serde_json::from_str(&body.to_json()).unwrap()
}

fn ok(world: &World, method: &str, request: &Value) -> Value {
    let answer = world.call(method, request);
    assert_eq!(answer.code, "10000", "{method} {request}: {answer:?}");
    json_of(&answer.body)
}

/// The refusal of a request: its message.
fn refused(world: &World, method: &str, request: &Value) -> String {
    let answer = world.call(method, request);
    assert_eq!(answer.sub_code, Some("INVALID_PARAMETER"), "{method} {request}: {answer:?}");
    answer.sub_msg.unwrap()
}

fn with(request: &Value, members: Value) -> Value {
    let mut request = request.clone();
    request.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    request
}

#[test]
fn a_new_item_waits_for_review_and_shows_what_was_sent() {
    let world = world(ItemAudit::Manual);
    let made = ok(&world, CREATE, &plain("I1"));
    assert_eq!((&made["out_item_id"], made["item_id"].as_str().unwrap().len()), (&json!("I1"), 28));
    let shown = ok(&world, QUERY, &json!({"out_item_id": "I1"}));
    for (name, value) in [
        ("spu_status", json!("AUDITING")),
        ("is_online", json!("false")),
        ("title", json!("红富士苹果")),
        ("sale_price", json!(8888)),
        ("stock_num", json!(5)),
    ] {
        assert_eq!(shown[name], value, "{name}");
    }
    assert!(refused(&world, DIRECT, &json!({"out_item_id": "I1", "stock_num": 9})).contains("out_item_id"));
    assert!(refused(&world, CREATE, &plain("I1")).contains("out_item_id 已存在"));
    world.app.lock().unwrap().icp_filed = false;
    assert_eq!(world.verdict(CREATE, &plain("I2")), "MINI_APP_HAS_NOT_REG");
}

#[test]
fn skus_are_numbered_priced_and_changed() {
    let world = world(ItemAudit::Auto);
    let made = ok(&world, CREATE, &with_skus("I1", &["S1", "S2"]));
    let first = made["skus"][0]["sku_id"].clone();
    let shown = ok(&world, QUERY, &json!({"item_id": made["item_id"]}));
    assert_eq!((&shown["spu_status"], &shown["is_online"]), (&json!("AVAILABLE"), &json!("true")));
    assert_eq!((&shown["skus"][0]["sku_id"], &shown["skus"][1]["stock_num"]), (&first, &json!(3)));
    assert_eq!(shown["skus"][0]["sku_attrs"][0]["attr_type"], "spec");

    let off =
        json!({"out_item_id": "I1", "skus": [{"sku_id": first, "sale_status": "DELISTING", "stock_num": 0}]});
    ok(&world, DIRECT, &off);
    let shown = ok(&world, QUERY, &json!({"out_item_id": "I1"}));
    assert_eq!(
        (&shown["skus"][0]["sale_status"], &shown["skus"][0]["stock_num"]),
        (&json!("DELISTING"), &json!(0))
    );
    assert_eq!((&shown["spu_status"], &shown["skus"][0]["sale_price"]), (&json!("AVAILABLE"), &json!(100)));
    ok(&world, DIRECT, &json!({"out_item_id": "I1", "sale_status": "DELISTING"}));
    assert_eq!(ok(&world, QUERY, &json!({"out_item_id": "I1"}))["spu_status"], "DELISTING");

    let third =
        json!({"out_sku_id": "S3", "sale_price": 7, "sku_attrs": [{"attr_key": "色", "attr_value": "x"}]});
    let after = ok(&world, MODIFY, &json!({"out_item_id": "I1", "skus": [{"out_sku_id": "S1"}, third]}));
    assert_eq!(after["skus"][0]["sku_id"], first);
    let shown = ok(&world, QUERY, &json!({"out_item_id": "I1"}));
    assert_eq!(shown["skus"].as_array().unwrap().len(), 2);
    assert_eq!((&shown["skus"][0]["stock_num"], &shown["skus"][1].get("stock_num")), (&json!(0), &None));
}

#[test]
fn an_edit_is_shown_beside_the_online_version() {
    let world = world(ItemAudit::Auto);
    ok(&world, CREATE, &plain("I1"));
    world.app.lock().unwrap().item_audit = ItemAudit::Manual;
    ok(&world, MODIFY, &json!({"out_item_id": "I1", "title": "青苹果", "stock_num": 50}));
    let online = ok(&world, QUERY, &json!({"out_item_id": "I1", "need_edit_spu": 0}));
    let edit = ok(&world, QUERY, &json!({"out_item_id": "I1", "need_edit_spu": "1"}));
    let parts =
        |shown: &Value| ["title", "spu_status", "is_online", "stock_num"].map(|name| shown[name].clone());
    assert_eq!(parts(&online), [json!("红富士苹果"), json!("AVAILABLE"), json!("true"), json!(5)]);
    assert_eq!(parts(&edit), [json!("青苹果"), json!("AUDITING"), json!("false"), json!(50)]);
}

#[test]
fn what_contradicts_the_library_is_refused() {
    let world = world(ItemAudit::Auto);
    ok(&world, CREATE, &with_skus("I1", &["S1"]));
    ok(&world, CREATE, &plain("I2"));
    for (method, request, path) in [
        (CREATE, with_skus("I3", &["S1"]), "skus[0].out_sku_id"),
        (CREATE, with_skus("I3", &["A", "A"]), "skus[1].out_sku_id"),
        (CREATE, with(&plain("I3"), json!({"title": "apple 123"})), "title"),
        (CREATE, with(&plain("I3"), json!({"path": ""})), "path"),
        (CREATE, with(&plain("I3"), json!({"sale_price": null})), "sale_price"),
        (CREATE, with(&with_skus("I3", &["A"]), json!({"stock_num": 1})), "stock_num"),
        (CREATE, with(&plain("I3"), json!({"head_img": "a.png"})), "head_img"),
        (CREATE, with(&plain("I3"), json!({"head_img": "https://"})), "head_img"),
        (CREATE, with(&plain("I3"), json!({"head_img": "https://cdn.example/a.gif?x=.png"})), "head_img"),
        (CREATE, with(&plain("I3"), json!({"head_img": "A*unknown"})), "head_img"),
        (
            CREATE,
            with(&plain("I3"), json!({"image_list": ["https://x.example/a.jpg", "b"]})),
            "image_list[1]",
        ),
        (MODIFY, json!({"out_item_id": "none"}), "out_item_id"),
        (MODIFY, json!({"item_id": "none", "out_item_id": "I2"}), "item_id"),
        (MODIFY, json!({"out_item_id": "I1", "sale_price": 5}), "sale_price"),
        (MODIFY, json!({"out_item_id": "I1", "skus": [{"out_sku_id": "S9"}]}), "skus[0].sale_price"),
        (MODIFY, json!({"out_item_id": "I1", "skus": [{"sku_id": "S9"}]}), "skus[0].sku_id"),
        (MODIFY, json!({"out_item_id": "I1", "skus": [{"stock_num": 1}]}), "skus[0].out_sku_id"),
        (DIRECT, json!({"out_item_id": "I1", "stock_num": 5}), "stock_num"),
        (DIRECT, json!({"out_item_id": "I2", "skus": [{"out_sku_id": "S1"}]}), "skus[0].out_sku_id"),
        (DELETE, json!({"out_item_id_list": ["I1", "none"]}), "out_item_id_list[1]"),
        (LIST, json!({"page_num": 1, "page_size": 21}), "page_size"),
    ] {
        let message = refused(&world, method, &request);
        assert!(message.contains(&format!("{path} ")), "{method} {request}: {message}");
    }
    ok(&world, CREATE, &with(&plain("I4"), json!({"path": "", "item_details_page_model": "1"})));
    // another application does not see them
    world.app.lock().unwrap().app_id = "2021000000000002".into();
    refused(&world, QUERY, &json!({"out_item_id": "I1"}));
    assert_eq!(ok(&world, LIST, &json!({"page_num": 1, "page_size": 20}))["total"], 0);
    ok(&world, CREATE, &with_skus("I1", &["S1"]));
}

#[test]
fn items_are_listed_page_by_page_and_deleted() {
    let world = world(ItemAudit::Auto);
    for n in 0..5 {
        ok(&world, CREATE, &plain(&format!("I{n}")));
    }
    ok(&world, DIRECT, &json!({"out_item_id": "I3", "sale_status": "DELISTING"}));
    let list = |request: Value| {
        let page = ok(&world, LIST, &request);
        let ids = page["items"].as_array().map(|items| {
            items.iter().map(|i| i["out_item_id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        });
        (ids.unwrap_or_default().join(","), page["total"].as_i64().unwrap())
    };
    for (request, ids, total) in [
        (json!({"page_num": 1, "page_size": 2}), "I0,I1", 5),
        (json!({"page_num": 3, "page_size": 2}), "I4", 5),
        (json!({"page_num": 4, "page_size": 2}), "", 5),
        (json!({"page_num": 1, "page_size": 20, "spu_status": "delisting"}), "I3", 1),
        (json!({"page_num": 1, "page_size": 20, "out_item_id_list": ["I4", "none", "I1"]}), "I1,I4", 2),
        (json!({"page_num": 2, "page_size": 1, "out_item_id_list": ["I4", "I1"]}), "I4", 2),
    ] {
        assert_eq!(list(request.clone()), (ids.to_owned(), total), "{request}");
    }
    let gone = ok(&world, DELETE, &json!({"out_item_id_list": ["I1", "I1", "I2"]}));
    assert_eq!(gone["records"].as_array().unwrap().len(), 2);
    refused(&world, QUERY, &json!({"out_item_id": "I1"}));
    assert_eq!(list(json!({"page_num": 1, "page_size": 20})).1, 3);
    ok(&world, CREATE, &plain("I1"));
}

/// Each order decides on what the ones before have left, and the store takes the pieces by one conditional statement.
#[test]
fn ten_thousand_orders_for_a_hundred_pieces_get_a_hundred() {
    let world = world(ItemAudit::Auto);
    let made = ok(&world, CREATE, &with(&plain("I1"), json!({"stock_num": 100})));
    let no = made["item_id"].as_str().unwrap();
    let book = tael_core::id::Book::MAIN;
    let mut won = 0;
    for _ in 0..10_000 {
        won += world.run(|view, _| {
            let item = view.item(book, no)?.expect("the item is there");
            let key = StockKey::whole(item.unit(WHOLE_ITEM));
            let stock = view.stock(book, &key)?.copied().unwrap_or_default();
            let step = Step::take(1);
            Ok(match stock.after(step) {
                Some(_) => {
                    (Plan::none().with(Write::Library(LibraryWrite::MoveStock { book, key, step })), 1)
                }
                None => (Plan::none(), 0),
            })
        });
    }
    assert_eq!(won, 100);
    assert_eq!(ok(&world, QUERY, &json!({"item_id": no}))["stock_num"], 0);
}
