//! alipay.open.app.item.query — 小程序商品查询 (an item, online or as it is being edited).
//!
//! Declared in `spec/apis/alipay.open.app.item.query.yaml`; rules: `component-order.md §8`.

use tael_core::env::Env;
use tael_core::item::{Content, Item, ItemStatus, Objection, SaleStatus, Sku, StockKey, WHOLE_ITEM};
use tael_store::{Need, Plan, View};

use super::rules;
use crate::generated::alipay_open_app_item_query::request::NeedEditSpu;
use crate::generated::alipay_open_app_item_query::response::{
    Attrs, BusinessModel, DescInfo, GuideInfo, ItemDetailsPageModel, RiskInfo, RiskInfoRiskInfos, Skus,
    SkusSaleStatus, SkusSkuAttrs,
};
use crate::generated::alipay_open_app_item_query::{API, Error, Request, Response};
use crate::method::{Accept, Call, Decision, Method, Outcome};
use crate::schema::Api;

crate::declare_api!(alipay_open_app_item_query);

/// The method.
pub struct Query;

impl Method for Query {
    type Request = Request;
    type Response = Response;
    type Error = Error;
    const API: &'static Api = &API;
    const READS_ONLY: bool = true;

    fn decide(call: &Call, request: &Accept<Request>, view: &View, _: &Env) -> Outcome<Self> {
        let item = rules::find(call, request.item_id.as_deref(), request.out_item_id.as_deref(), view)?;
        let edited =
            request.need_edit_spu.as_ref().is_some_and(|which| which.as_str() == NeedEditSpu::V1.as_str());
        let shown = Shown::of(item, edited);
        Ok(Decision::done(Plan::none(), answer(item, &shown, view)?))
    }
}

/// A version of an item, as a question asks for it.
struct Shown {
    content: Content,
    online: bool,
    status: ItemStatus,
    objections: Vec<Objection>,
}

impl Shown {
    /// The online version; the edit where it is asked for or nothing was ever online.
    fn of(item: &Item, edited: bool) -> Shown {
        let detail = &item.detail;
        let frozen = detail.frozen.clone();
        match (&detail.online, &detail.edit) {
            (Some(online), edit) if !edited || edit.is_none() => Shown {
                content: online.clone(),
                online: true,
                status: item.status(),
                objections: frozen.into_iter().collect(),
            },
            (_, edit) => {
                let objection = edit.as_ref().and_then(|edit| edit.objection.clone());
                let status = match (&frozen, &objection) {
                    (Some(_), _) => ItemStatus::Freeze,
                    (None, Some(_)) => ItemStatus::AuditReject,
                    (None, None) => ItemStatus::Auditing,
                };
                let objections = frozen.into_iter().chain(objection).collect();
                Shown { content: item.newest(), online: false, status, objections }
            }
        }
    }
}

/// Pieces that can be ordered: what the version sends along, else what is left.
fn left(item: &Item, number: u32, sent: Option<i64>, view: &View) -> Result<Option<i64>, Need> {
    match sent {
        Some(sent) => Ok(Some(sent)),
        None => Ok(view.stock(item.book, &StockKey::whole(item.unit(number)))?.and_then(|stock| stock.left)),
    }
}

fn answer(item: &Item, shown: &Shown, view: &View) -> Result<Response, Need> {
    let content = &shown.content;
    // ask for all stocks before looking at one
    content
        .skus
        .iter()
        .map(|sku| left(item, sku.number, sku.stock_num, view))
        .fold(tael_store::Asked::new(), tael_store::Asked::and)
        .join()?;
    let stock_num = match content.skus.is_empty() {
        true => left(item, WHOLE_ITEM, content.stock_num, view)?,
        false => None,
    };
    let skus = content.skus.iter().map(|sku| show_sku(item, sku, view)).collect::<Result<_, _>>()?;
    Ok(Response {
        item_id: Some(item.no.to_string()),
        out_item_id: Some(item.out_item_id.to_string()),
        is_online: Some(shown.online),
        spu_status: Some(shown.status.as_str().to_owned()),
        create_time: Some(item.detail.created_at),
        update_time: Some(item.detail.updated_at),
        risk_info: shown.objections.iter().map(risk).collect(),
        stock_num,
        skus,
        ..texts(content)
    })
}

fn texts(content: &Content) -> Response {
    Response {
        category_id: content.category_id.clone(),
        title: content.title.clone(),
        head_img: content.head_img.clone(),
        image_list: content.image_list.clone(),
        path: content.path.clone(),
        direct_path: content.direct_path.clone(),
        item_details_page_model: content
            .item_details_page_model
            .as_deref()
            .and_then(ItemDetailsPageModel::read),
        item_type: content.item_type.clone(),
        business_model: content.business_model.as_deref().and_then(BusinessModel::read),
        barcode: content.barcode.clone(),
        desc: content.desc.clone(),
        desc_info: content
            .desc_info
            .as_ref()
            .map(|info| DescInfo { desc: info.desc.clone(), imgs: info.imgs.clone() }),
        attrs: content
            .attrs
            .iter()
            .map(|a| Attrs { attr_key: Some(a.key.clone()), attr_value: Some(a.value.clone()) })
            .collect(),
        guide_info: content
            .guide_info
            .iter()
            .map(|g| GuideInfo { key: g.key.clone(), value: g.value.clone() })
            .collect(),
        price_unit: content.price_unit.clone(),
        auto_marketing_delivery: content.auto_marketing_delivery,
        sale_price: content.sale_price.map(|price| price.0),
        original_price: content.original_price.map(|price| price.0),
        ..Response::default()
    }
}

fn risk(objection: &Objection) -> RiskInfo {
    RiskInfo {
        audit_time: Some(objection.at),
        risk_infos: Some(RiskInfoRiskInfos { remark: Some(objection.remark.clone()), ..Default::default() }),
    }
}

fn show_sku(item: &Item, sku: &Sku, view: &View) -> Result<Skus, Need> {
    let attrs = sku.attrs.iter().map(|a| SkusSkuAttrs {
        attr_key: Some(a.key.clone()),
        attr_type: Some(a.kind.clone()),
        attr_value: Some(a.value.clone()),
    });
    let status = if sku.is_offered() { SaleStatus::Available } else { SaleStatus::Delisting };
    Ok(Skus {
        sku_id: Some(item.sku_no(sku.number).to_string()),
        out_sku_id: Some(sku.out_sku_id.to_string()),
        sale_price: sku.sale_price.map(|price| price.0),
        original_price: sku.original_price.map(|price| price.0),
        price_unit: sku.price_unit.clone(),
        sale_status: Some(match status {
            SaleStatus::Available => SkusSaleStatus::Available,
            SaleStatus::Delisting => SkusSaleStatus::Delisting,
        }),
        sku_attrs: attrs.collect(),
        barcode: sku.barcode.clone(),
        sku_type: sku.sku_type.clone(),
        thumb_img: sku.thumb_img.clone(),
        stock_num: left(item, sku.number, sku.stock_num, view)?,
    })
}
