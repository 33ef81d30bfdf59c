//! alipay.open.app.item.delete — 小程序商品删除 (items with all their SKUs).
//!
//! Declared in `spec/apis/alipay.open.app.item.delete.yaml`; rules: `component-order.md §8`.

use std::sync::Arc;

use tael_core::env::Env;
use tael_core::item::Item;
use tael_store::{LibraryWrite, Need, Plan, View, Write};

use super::rules;
use crate::generated::alipay_open_app_item_delete::response::Records;
use crate::generated::alipay_open_app_item_delete::{API, Error, Request, Response};
use crate::method::{Accept, Call, Decision, Method, Outcome};
use crate::schema::Api;

crate::declare_api!(alipay_open_app_item_delete);

/// The method.
pub struct Delete;

impl Method for Delete {
    type Request = Request;
    type Response = Response;
    type Error = Error;
    const API: &'static Api = &API;

    fn decide(call: &Call, request: &Accept<Request>, view: &View, _: &Env) -> Outcome<Self> {
        // the merchant's ids win
        let (path, ids) = match request.out_item_id_list.is_empty() {
            false => ("out_item_id_list", &request.out_item_id_list),
            true => ("item_id_list", &request.item_id_list),
        };
        let mut gone: Vec<&Arc<Item>> = Vec::new();
        for (index, id) in ids.iter().enumerate() {
            let (no, out) = if path == "item_id_list" { (Some(&**id), None) } else { (None, Some(&**id)) };
            let found = rules::find(call, no, out, view);
            let item = found.map_err(|rule| at(rule, &format!("{path}[{index}]")))?;
            // named twice, it goes once
            if !gone.iter().any(|other| other.id == item.id) {
                gone.push(item);
            }
        }
        let mut plan = Plan::none();
        for item in &gone {
            stocks(item, view)?;
            plan.push(Write::Library(LibraryWrite::DeleteItem(Arc::clone(item))));
        }
        let records = gone.iter().map(|item| Records {
            item_id: Some(item.no.to_string()),
            out_item_id: Some(item.out_item_id.to_string()),
        });
        Ok(Decision::done(plan, Response { records: records.collect() }))
    }
}

/// A refusal of an element says where it stands.
fn at(rule: crate::method::Rule, path: &str) -> crate::method::Rule {
    match rule {
        crate::method::Rule::Refused { .. } => {
            rules::invalid(path, "不是本应用的商品", "names no item of this application")
        }
        other => other,
    }
}

/// Asks for the stocks that go, so that orders of the same batch see that they are gone.
fn stocks(item: &Item, view: &View) -> Result<(), Need> {
    item.stocks().iter().try_for_each(|key| view.stock(item.book, key).map(|_| ()))
}
