//! alipay.open.app.item.modify — 小程序商品修改 (an edit, for review; what is online goes on selling).
//!
//! Declared in `spec/apis/alipay.open.app.item.modify.yaml`; rules: `component-order.md §8`.

use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::env::Env;
use tael_core::item::{Content, Item, Sku};
use tael_core::money::Fen;
use tael_store::{LibraryWrite, Plan, View, Write};

use super::rules;
use super::sent;
use crate::generated::alipay_open_app_item_modify::response::{BusinessModel, Skus};
use crate::generated::alipay_open_app_item_modify::{API, Error, Request, Response, request};
use crate::method::{Accept, Call, Decision, Method, Outcome, Rule};
use crate::schema::Api;

crate::declare_api!(alipay_open_app_item_modify);

/// The method.
pub struct Modify;

impl Method for Modify {
    type Request = Request;
    type Response = Response;
    type Error = Error;
    const API: &'static Api = &API;

    fn decide(call: &Call, request: &Accept<Request>, view: &View, env: &Env) -> Outcome<Self> {
        let item = rules::find(call, request.item_id.as_deref(), request.out_item_id.as_deref(), view)?;
        let sent = content(request, item)?;
        rules::pictures(call, &sent, view)?;
        rules::sku_ids(call, &sent, Some(item), view)?;
        let edited = Arc::new(item.edited(&sent, env.now));
        let newest = edited.newest();
        whole(request, &newest)?;
        let mut plan = Plan::none().with(Write::Library(LibraryWrite::UpdateItem(Arc::clone(&edited))));
        rules::review(call, &edited, view, env, &mut plan)?;
        let model = newest.business_model.as_deref().and_then(BusinessModel::read);
        Ok(Decision::done(plan, sent::numbers!(edited, newest, business_model: model)))
    }
}

/// What only the edit together with what is there can break.
fn whole(request: &Request, newest: &Content) -> Result<(), Rule> {
    if newest.item_details_page_model.as_deref() != Some("1") && newest.path.is_none() {
        return Err(rules::invalid(
            "path",
            "必填",
            "is missing and the item has none: its own page needs it",
        ));
    }
    let own = [
        ("sale_price", request.sale_price),
        ("original_price", request.original_price),
        ("stock_num", request.stock_num),
    ];
    match own.iter().find(|(_, value)| value.is_some() && !newest.skus.is_empty()) {
        Some((path, _)) => {
            Err(rules::invalid(path, "不能与 SKU 同时传", "is the SKUs' own: the item has SKUs"))
        }
        None => Ok(()),
    }
}

fn content(request: &Request, item: &Item) -> Result<Content, Rule> {
    let newest = item.newest();
    let (mut skus, mut next) = (Vec::new(), item.detail.next_sku);
    for (index, sku) in request.skus.iter().enumerate() {
        let known = rules::sku(item, &newest, sku.sku_id.as_deref(), sku.out_sku_id.as_deref());
        let (number, out) = match (known, &sku.sku_id, &sku.out_sku_id) {
            (Some((number, out)), _, _) => (number, out.clone()),
            (None, None, Some(out)) => {
                needs_all(sku, index)?;
                next += 1;
                (next - 1, SmolStr::new(out))
            }
            (None, Some(_), _) => return Err(unknown(index)),
            (None, None, None) => {
                let path = format!("skus[{index}].out_sku_id");
                return Err(rules::invalid(&path, "必填", "is missing: it or sku_id says which SKU it is"));
            }
        };
        skus.push(Sku {
            sale_price: sku.sale_price.map(Fen),
            price_unit: sku.price_unit.clone(),
            barcode: sku.barcode.clone(),
            sku_type: sku.sku_type.clone(),
            thumb_img: sku.thumb_img.clone(),
            ..sent::sku!(sku, number, out)
        });
    }
    Ok(Content {
        category_id: request.category_id.clone(),
        title: request.title.clone(),
        head_img: request.head_img.clone(),
        ..sent::content!(request, skus)
    })
}

fn unknown(index: usize) -> Rule {
    rules::invalid(&format!("skus[{index}].sku_id"), "不是该商品的 SKU", "names no SKU of this item")
}

/// A SKU that the item does not have yet.
fn needs_all(sku: &request::Skus, index: usize) -> Result<(), Rule> {
    let missing = [("sale_price", sku.sale_price.is_none()), ("sku_attrs", sku.sku_attrs.is_empty())];
    match missing.iter().find(|(_, missing)| *missing) {
        Some((name, _)) => {
            Err(rules::invalid(&format!("skus[{index}].{name}"), "必填", "is missing: the SKU is new"))
        }
        None => Ok(()),
    }
}
