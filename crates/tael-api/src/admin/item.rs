//! Items as operators see them: review, freezing, limits, quotas, points (`component-order.md §8`).

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use tael_core::env::Env;
use tael_core::item::{Channel, Item, Objection, PurchaseLimit, Restock, StockKey, Verdict, WHOLE_ITEM};
use tael_store::{LibraryWrite, Need, Plan, View, Write};

use super::document::{Place, check_members};
use super::read::read;
use super::refusal::{Kind, Outcome, Refusal, Stop, settle};

const NAME: (&str, &str) = ("item", "商品");
const PATH: &str = "/items";

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Word {
    Pass,
    Reject,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Review {
    result: Word,
    #[serde(default)]
    reason: Option<String>,
}

/// The reviewer's word about the version that waits.
///
/// # Errors
/// [`Need`].
pub fn review(
    place: Place,
    no: &str,
    body: &Map<String, Value>,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let review: Review = read(Value::Object(body.clone()), "")?;
        let item = find(place, no, view)?;
        let verdict = match review.result {
            Word::Pass => Verdict::Pass,
            Word::Reject => Verdict::Reject(review.reason.unwrap_or_else(|| "审核不通过".to_owned())),
        };
        let (item, restocks) = item.reviewed(verdict, env.now).map_err(|_| nothing_waits(no))?;
        let mut plan = Plan::none();
        let item = write(item, &restocks, view, &mut plan)?;
        Ok((plan, shown(&item, Some(&restocks), view)?))
    })())
}

fn nothing_waits(no: &str) -> Refusal {
    let en = format!("no version of item {no} waits for review: GET {PATH}/{no} shows its state");
    let zh = format!("商品 {no} 没有待审核的版本：见 GET {PATH}/{no}");
    Refusal::new(Kind::Conflict, "NOTHING_TO_REVIEW", en, zh)
}

fn write(item: Item, restocks: &[Restock], view: &View, plan: &mut Plan) -> Result<Arc<Item>, Need> {
    let item = Arc::new(item);
    plan.push(Write::Library(LibraryWrite::UpdateItem(Arc::clone(&item))));
    crate::item::rules::restock(item.book, restocks, view, plan)?;
    Ok(item)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quota {
    scene_id: SmolStr,
    #[serde(default)]
    out_sku_id: Option<SmolStr>,
    /// `null` takes the quota away.
    stock_num: Option<u32>,
}

/// Changes what operators set: `frozen` (with `reason`), `limit_per_buyer`, `points_price`, `channel_stock`.
///
/// # Errors
/// [`Need`].
pub fn change(
    place: Place,
    no: &str,
    body: &Map<String, Value>,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        check_members(body, &["frozen", "reason", "limit_per_buyer", "points_price", "channel_stock"])?;
        let mut item = Item::clone(find(place, no, view)?);
        let version = item.version + 1;
        let mut restocks = Vec::new();
        if let Some(frozen) = body.get("frozen") {
            let reason: Option<String> = member(body, "reason")?;
            let freeze = read::<bool>(frozen.clone(), "frozen")?;
            let objection =
                || Objection { remark: reason.unwrap_or_else(|| "商品违规".to_owned()), at: env.now };
            item = item.frozen(freeze.then(objection), env.now);
        }
        if body.contains_key("limit_per_buyer") {
            let limit: Option<PurchaseLimit> = member(body, "limit_per_buyer")?;
            item = item.limited(limit, env.now);
        }
        if body.contains_key("points_price") {
            item = item.priced_in_points(member(body, "points_price")?, env.now);
        }
        let quotas: Option<Vec<Quota>> = member(body, "channel_stock")?;
        for (index, quota) in quotas.unwrap_or_default().into_iter().enumerate() {
            let (changed, more) = with_quota(&item, &quota, index, env)?;
            item = changed;
            restocks.extend(more);
        }
        // however many members it changes, it is one step
        item.version = version;
        let mut plan = Plan::none();
        let item = write(item, &restocks, view, &mut plan)?;
        Ok((plan, shown(&item, Some(&restocks), view)?))
    })())
}

fn member<T: serde::de::DeserializeOwned>(
    body: &Map<String, Value>,
    name: &str,
) -> Result<Option<T>, Refusal> {
    match body.get(name).filter(|value| !value.is_null()) {
        Some(value) => read(value.clone(), name).map(Some),
        None => Ok(None),
    }
}

fn with_quota(item: &Item, quota: &Quota, index: usize, env: &Env) -> Result<(Item, Vec<Restock>), Refusal> {
    let path = format!("channel_stock[{index}]");
    if quota.scene_id.is_empty() {
        return Err(Refusal::invalid(format!("{path}.scene_id"), "a sceneId", " sceneId"));
    }
    let online = item.detail.online.as_ref().map(|online| online.skus.as_slice()).unwrap_or_default();
    let sku = match &quota.out_sku_id {
        Some(out) => online.iter().find(|sku| sku.out_sku_id == *out).map(|sku| sku.number),
        None => Some(WHOLE_ITEM),
    };
    let channel = sku.map(|sku| Channel { sku, scene: quota.scene_id.clone() });
    let left = quota.stock_num.map(i64::from);
    channel.and_then(|channel| item.with_quota(channel, left, env.now).ok()).ok_or_else(|| {
        let field = format!("{path}.out_sku_id");
        Refusal::invalid(
            field,
            "an online SKU, and absent for an item without SKUs",
            "在线的 SKU；没有 SKU 的商品不传",
        )
    })
}

/// Shows an item.
///
/// # Errors
/// [`Need`].
pub fn get(place: Place, no: &str, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| Ok((Plan::none(), shown(find(place, no, view)?, None, view)?)))())
}

fn find<'v>(place: Place, no: &str, view: &'v View) -> Result<&'v Arc<Item>, Stop> {
    let item = view.item(place.book, no)?.filter(|item| item.world == place.world);
    item.ok_or_else(|| not_found(no).into())
}

fn not_found(no: &str) -> Refusal {
    let en = format!(
        "there is no {} {no} in this world: GET {PATH} lists them, alipay.open.app.item.create makes one",
        NAME.0
    );
    let zh = format!(
        "此环境中不存在{} {no}：GET {PATH} 可列出现有的，由 alipay.open.app.item.create 创建",
        NAME.1
    );
    Refusal::new(Kind::NotFound, "NOT_FOUND", en, zh)
}

/// An item as lists show it.
#[must_use]
pub fn show(item: &Item) -> Value {
    let detail = &item.detail;
    let newest = item.newest();
    json!({
        "item_id": item.no,
        "out_item_id": item.out_item_id,
        "app_id": item.app,
        "spu_status": item.status(),
        "title": newest.title,
        "create_time": detail.created_at.to_string(),
        "update_time": detail.updated_at.to_string(),
        "waits_for_review": detail.edit.as_ref().is_some_and(|edit| edit.objection.is_none()),
        "rejected_because": detail.edit.as_ref().and_then(|edit| edit.objection.as_ref()).map(|o| &o.remark),
        "frozen": detail.frozen.is_some(),
        "frozen_because": detail.frozen.as_ref().map(|o| &o.remark),
        "limit_per_buyer": detail.limit,
        "points_price": detail.points_price,
    })
}

/// An item with its stocks; those that the same plan changes as they will be.
fn shown(item: &Item, restocks: Option<&[Restock]>, view: &View) -> Result<Value, Need> {
    let mut shown = show(item);
    let mut stocks = Vec::new();
    for key in item.stocks() {
        let mut stock = view.stock(item.book, &key)?.copied().unwrap_or_default();
        for restock in restocks.unwrap_or_default() {
            match restock {
                Restock::Set(set, left) if *set == key => stock.left = *left,
                _ => {}
            }
        }
        let StockKey { unit, scene } = &key;
        let online = item.detail.online.as_ref().and_then(|online| online.sku(unit.sku));
        stocks.push(json!({
            "sku_id": online.map(|sku| item.sku_no(sku.number)),
            "out_sku_id": online.map(|sku| &sku.out_sku_id),
            "scene_id": (!scene.is_empty()).then_some(scene),
            "stock_num": stock.left,
            "held": stock.held,
            "sold": stock.sold,
        }));
    }
    shown["stocks"] = Value::Array(stocks);
    Ok(shown)
}
