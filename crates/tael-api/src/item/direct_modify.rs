//! alipay.open.app.item.direct.modify — 小程序商品免审修改 (prices, stock and sale state, at once).
//!
//! Declared in `spec/apis/alipay.open.app.item.direct.modify.yaml`; rules: `component-order.md §8`.

use std::sync::Arc;

use tael_core::env::Env;
use tael_core::item::{Content, Item, ItemError, Sku};
use tael_core::money::Fen;
use tael_store::{LibraryWrite, Plan, View, Write};

use super::rules;
use super::sent;
use crate::generated::alipay_open_app_item_direct_modify::response::Skus;
use crate::generated::alipay_open_app_item_direct_modify::{API, Error, Request, Response};
use crate::method::{Accept, Call, Decision, Method, Outcome, Rule};
use crate::schema::Api;

crate::declare_api!(alipay_open_app_item_direct_modify);

/// The method.
pub struct DirectModify;

impl Method for DirectModify {
    type Request = Request;
    type Response = Response;
    type Error = Error;
    const API: &'static Api = &API;

    fn decide(call: &Call, request: &Accept<Request>, view: &View, env: &Env) -> Outcome<Self> {
        let item = rules::find(call, request.item_id.as_deref(), request.out_item_id.as_deref(), view)?;
        let path = if request.item_id.is_some() { "item_id" } else { "out_item_id" };
        let online = item.detail.online.as_ref().ok_or_else(|| refused(path, ItemError::NeverApproved))?;
        let sent = content(request, item, online)?;
        let (changed, restocks) =
            item.changed_directly(&sent, env.now).map_err(|error| refused(path, error))?;
        let changed = Arc::new(changed);
        let mut plan = Plan::none().with(Write::Library(LibraryWrite::UpdateItem(Arc::clone(&changed))));
        rules::restock(call.book, &restocks, view, &mut plan)?;
        Ok(Decision::done(plan, sent::numbers!(changed, online)))
    }
}

fn refused(path: &str, error: ItemError) -> Rule {
    let zh = match error {
        ItemError::Frozen => "商品已被冻结",
        ItemError::NeverApproved | ItemError::NothingToReview => "商品尚未审核通过",
    };
    rules::invalid(path, zh, &format!("names an item that does not change so: {error}"))
}

fn content(request: &Request, item: &Item, online: &Content) -> Result<Content, Rule> {
    let own = [
        ("sale_price", request.sale_price),
        ("original_price", request.original_price),
        ("stock_num", request.stock_num),
    ];
    if let Some((path, _)) = own.iter().find(|(_, value)| value.is_some() && !online.skus.is_empty()) {
        return Err(rules::invalid(path, "不能用于有 SKU 的商品", "is the SKUs' own: the item has SKUs"));
    }
    let mut skus = Vec::new();
    for (index, sku) in request.skus.iter().enumerate() {
        let found = rules::sku(item, online, sku.sku_id.as_deref(), sku.out_sku_id.as_deref());
        let Some((number, out)) = found else {
            let name = if sku.sku_id.is_some() { "sku_id" } else { "out_sku_id" };
            let path = format!("skus[{index}].{name}");
            return Err(rules::invalid(&path, "不是该商品的在线 SKU", "names no SKU of the online version"));
        };
        skus.push(Sku { sale_price: sku.sale_price.map(Fen), ..sent::sku!(sku, number, out.clone()) });
    }
    Ok(Content {
        attrs: sent::attributes!(request.attrs),
        guide_info: sent::guides!(request.guide_info),
        sale_price: request.sale_price.map(Fen),
        original_price: request.original_price.map(Fen),
        sale_status: sent::sale_status!(request.sale_status),
        stock_num: request.stock_num,
        skus,
        ..Content::default()
    })
}
