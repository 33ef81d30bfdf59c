//! alipay.open.app.item.create — 小程序商品创建 (a new item, for review).
//!
//! Declared in `spec/apis/alipay.open.app.item.create.yaml`; rules: `component-order.md §8`.

use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::env::Env;
use tael_core::item::{Content, Item, Opening, Sku};
use tael_core::money::Fen;
use tael_store::{LibraryWrite, Plan, View, Write};

use super::rules;
use super::sent;
use crate::generated::Code;
use crate::generated::alipay_open_app_item_create::response::Skus;
use crate::generated::alipay_open_app_item_create::{API, Error, Request, Response};
use crate::method::{Accept, Call, Decision, Method, Outcome, Rule};
use crate::schema::Api;

crate::declare_api!(alipay_open_app_item_create);

/// The method.
pub struct Create;

impl Method for Create {
    type Request = Request;
    type Response = Response;
    type Error = Error;
    const API: &'static Api = &API;

    fn decide(call: &Call, request: &Accept<Request>, view: &View, env: &Env) -> Outcome<Self> {
        if !call.app.icp_filed {
            return Err(Rule::because(
                Code::PlainMiniAppHasNotReg,
                "the app has icp_filed=false: PATCH /apps sets it",
            )
            .into());
        }
        if view.item_by_out(call.book, &call.app.app_id, &request.out_item_id)?.is_some() {
            let wrong = "exists already: alipay.open.app.item.modify changes it";
            return Err(rules::invalid("out_item_id", "已存在", wrong).into());
        }
        let content = content(request);
        rules::pictures(call, &content, view)?;
        rules::sku_ids(call, &content, None, view)?;
        let opening = Opening {
            book: call.book,
            world: call.world,
            app: call.app.app_id.clone(),
            out_item_id: SmolStr::new(&request.out_item_id),
            content,
        };
        let item = Arc::new(Item::open(opening, env));
        let mut plan = Plan::none().with(Write::Library(LibraryWrite::InsertItem(Arc::clone(&item))));
        rules::review(call, &item, view, env, &mut plan)?;
        Ok(Decision::done(plan, sent::numbers!(item, item.newest())))
    }
}

fn content(request: &Request) -> Content {
    let skus = (1..).zip(&request.skus).map(|(number, sku)| Sku {
        sale_price: Some(Fen(sku.sale_price)),
        price_unit: sku.price_unit.clone(),
        barcode: sku.barcode.clone(),
        sku_type: sku.sku_type.clone(),
        thumb_img: sku.thumb_img.clone(),
        ..sent::sku!(sku, number, SmolStr::new(&sku.out_sku_id))
    });
    Content {
        category_id: Some(request.category_id.clone()),
        title: Some(request.title.clone()),
        head_img: Some(request.head_img.clone()),
        auto_marketing_delivery: request.auto_marketing_delivery,
        auto_premium_pool: request.auto_premium_pool,
        ..sent::content!(request, skus.collect())
    }
}
