//! alipay.open.app.item.list.query — 小程序商品列表查询 (the items of the application, page by page).
//!
//! Declared in `spec/apis/alipay.open.app.item.list.query.yaml`; rules: `component-order.md §8`.

use std::collections::BTreeMap;
use std::sync::Arc;

use tael_core::env::Env;
use tael_core::item::{Item, ItemStatus, StockKey};
use tael_store::{Asked, ItemsPart, Need, Plan, View};

use crate::generated::alipay_open_app_item_list_query::response::Items;
use crate::generated::alipay_open_app_item_list_query::{API, Error, Request, Response};
use crate::method::{Accept, Call, Decision, Method, Outcome};
use crate::schema::Api;

crate::declare_api!(alipay_open_app_item_list_query);

/// The method.
pub struct ListQuery;

impl Method for ListQuery {
    type Request = Request;
    type Response = Response;
    type Error = Error;
    const API: &'static Api = &API;
    const READS_ONLY: bool = true;

    fn decide(call: &Call, request: &Accept<Request>, view: &View, _: &Env) -> Outcome<Self> {
        let status = request.spu_status.as_ref().and_then(|status| ItemStatus::parse(status.as_str()));
        let page = u32::try_from(request.page_num).unwrap_or(u32::MAX);
        let size = u32::try_from(request.page_size).unwrap_or(1);
        let offset = page.saturating_sub(1).saturating_mul(size);
        let part = match request.item_id_list.is_empty() && request.out_item_id_list.is_empty() {
            true => {
                view.items(call.book, &call.app.app_id, status, offset, size)?.cloned().unwrap_or_default()
            }
            false => named(call, request, view)?.part(status, offset as usize, size as usize),
        };
        let keys = part.rows.iter().flat_map(|item| units(item));
        keys.map(|key| view.stock(call.book, &key)).fold(Asked::new(), Asked::and).join()?;
        let items = part.rows.iter().map(|item| show(item, view)).collect::<Result<_, _>>()?;
        Ok(Decision::done(
            Plan::none(),
            Response {
                items,
                page_num: Some(request.page_num),
                page_size: Some(request.page_size),
                total: i64::try_from(part.total).ok(),
            },
        ))
    }
}

/// The items that a request names, by their keys; what it names and is not there is left out.
struct Named(BTreeMap<tael_core::id::Id, Arc<Item>>);

fn named(call: &Call, request: &Request, view: &View) -> Result<Named, Need> {
    let app = &call.app.app_id;
    let by_no = request.item_id_list.iter().map(|no| view.item(call.book, no));
    let by_out = request.out_item_id_list.iter().map(|out| view.item_by_out(call.book, app, out));
    let found: Vec<_> = by_no.chain(by_out).collect();
    found.iter().cloned().fold(Asked::new(), Asked::and).join()?;
    let own = found.into_iter().filter_map(|item| item.ok().flatten()).filter(|item| item.app == *app);
    Ok(Named(own.map(|item| (item.id, Arc::clone(item))).collect()))
}

impl Named {
    fn part(self, status: Option<ItemStatus>, offset: usize, size: usize) -> ItemsPart {
        let wanted = |item: &Arc<Item>| status.is_none_or(|status| item.status() == status);
        let all: Vec<_> = self.0.into_values().filter(wanted).collect();
        ItemsPart { total: all.len() as u64, rows: all.into_iter().skip(offset).take(size).collect() }
    }
}

fn units(item: &Item) -> Vec<StockKey> {
    item.units().into_iter().map(|sku| StockKey::whole(item.unit(sku))).collect()
}

fn show(item: &Item, view: &View) -> Result<Items, Need> {
    let content = item.detail.online.clone().unwrap_or_else(|| item.newest());
    // of an item with SKUs: all of them, where all are limited
    let mut left = if item.detail.online.is_some() { Some(0) } else { content.stock_num };
    for key in units(item) {
        let unit = view.stock(item.book, &key)?.and_then(|stock| stock.left);
        left = left.zip(unit).map(|(sum, unit)| unit.saturating_add(sum));
    }
    Ok(Items {
        item_id: Some(item.no.to_string()),
        out_item_id: Some(item.out_item_id.to_string()),
        category_id: content.category_id,
        title: content.title,
        head_img: content.head_img,
        path: content.path,
        spu_status: Some(item.status().as_str().to_owned()),
        stock_num: left,
    })
}
