//! Rules that the methods of the library share.

use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::env::Env;
use tael_core::id::Book;
use tael_core::item::{Content, Item, Restock, Verdict};
use tael_core::party::ItemAudit;
use tael_store::{LibraryWrite, Need, Plan, View, Write};

use crate::generated::Code;
use crate::method::{Call, Rule};

/// An invalid parameter that only the method can see: path, and what is wrong with it.
pub(crate) fn invalid(path: &str, wrong_zh: &str, wrong_en: &str) -> Rule {
    Rule::Refused {
        code: Code::PlainInvalidParameter,
        message: Some(format!("参数无效：{path} {wrong_zh}")),
        hint: Some(format!("{path} {wrong_en}")),
    }
}

/// The item that a request names: `item_id` before `out_item_id`, in the calling application only.
pub(crate) fn find<'v>(
    call: &Call,
    item_id: Option<&str>,
    out_item_id: Option<&str>,
    view: &'v View,
) -> Result<&'v Arc<Item>, Rule> {
    let (path, found) = match (item_id, out_item_id) {
        (Some(no), _) => ("item_id", view.item(call.book, no)?),
        (None, Some(out)) => ("out_item_id", view.item_by_out(call.book, &call.app.app_id, out)?),
        (None, None) => ("item_id", None),
    };
    found.filter(|item| item.app == call.app.app_id).ok_or_else(|| {
        invalid(
            path,
            "不是本应用的商品",
            "names no item of this application: alipay.open.app.item.list.query lists them",
        )
    })
}

/// Pictures are addresses of jpg or png files, or keys of pictures that this application has uploaded.
pub(crate) fn pictures(call: &Call, content: &Content, view: &View) -> Result<(), Rule> {
    let head = content.head_img.iter().map(|url| ("head_img".to_owned(), url));
    let list = (0..).zip(&content.image_list).map(|(i, url): (usize, _)| (format!("image_list[{i}]"), url));
    let images = content.desc_info.iter().flat_map(|info| (0..).zip(&info.imgs));
    let desc = images.map(|(i, url): (usize, _)| (format!("desc_info.imgs[{i}]"), url));
    let thumbs = (0..).zip(&content.skus).filter_map(|(i, sku): (usize, _)| {
        sku.thumb_img.as_ref().map(|url| (format!("skus[{i}].thumb_img"), url))
    });
    for (path, value) in head.chain(list).chain(desc).chain(thumbs) {
        picture(call, &path, value, view)?;
    }
    Ok(())
}

fn picture(call: &Call, path: &str, value: &str, view: &View) -> Result<(), Rule> {
    if value.starts_with("A*") {
        let known = view.material_by_key(call.book, value)?.is_some_and(|row| row.app == call.app.app_id);
        return match known {
            true => Ok(()),
            false => {
                Err(invalid(path, "素材不存在", "is no material_key that this application has uploaded"))
            }
        };
    }
    let address = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let Some(address) = address.filter(|rest| !rest.is_empty()) else {
        return Err(invalid(
            path,
            "须为图片地址或 material_key",
            "must be an http(s) address or a material_key",
        ));
    };
    let file =
        address.split(['?', '#']).next().and_then(|path| path.split_once('/')).map_or("", |(_, path)| path);
    let ending = file
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, end)| end.to_ascii_lowercase());
    match ending.as_deref() {
        None | Some("jpg" | "jpeg" | "png") => Ok(()),
        Some(_) => Err(invalid(path, "只支持 jpg、jpeg、png", "must be a jpg, jpeg or png file")),
    }
}

/// SKU ids are unique in the application.
pub(crate) fn sku_ids(call: &Call, content: &Content, own: Option<&Item>, view: &View) -> Result<(), Rule> {
    for (index, sku) in content.skus.iter().enumerate() {
        let path = || format!("skus[{index}].out_sku_id");
        if content.skus[..index].iter().any(|other| other.out_sku_id == sku.out_sku_id) {
            return Err(invalid(&path(), "重复", "stands twice in the request"));
        }
        let owner = view.item_by_sku(call.book, &call.app.app_id, &sku.out_sku_id)?;
        if owner.is_some_and(|owner| own.is_none_or(|own| own.id != owner.id)) {
            return Err(invalid(&path(), "已被其他商品使用", "belongs to another item of this application"));
        }
    }
    Ok(())
}

/// The SKU of an item that a request names: its number and the merchant's id.
pub(crate) fn sku<'i>(
    item: &'i Item,
    newest: &'i Content,
    sku_id: Option<&str>,
    out_sku_id: Option<&str>,
) -> Option<(u32, &'i SmolStr)> {
    let named = newest.skus.iter().find(|sku| match (sku_id, out_sku_id) {
        (Some(no), _) => item.sku_no(sku.number) == no,
        (None, Some(out)) => sku.out_sku_id == out,
        (None, None) => false,
    });
    named.map(|sku| (sku.number, &sku.out_sku_id))
}

/// Writes what a change makes of stocks. Asks for the stocks first, because what is held and sold stays.
pub(crate) fn restock(book: Book, restocks: &[Restock], view: &View, plan: &mut Plan) -> Result<(), Need> {
    for restock in restocks {
        let (Restock::Set(key, _) | Restock::Drop(key)) = restock;
        view.stock(book, key)?;
        let key = key.clone();
        plan.push(Write::Library(match restock {
            Restock::Set(_, left) => LibraryWrite::SetStock { book, key, left: *left },
            Restock::Drop(_) => LibraryWrite::DropStock { book, key },
        }));
    }
    Ok(())
}

/// Passes a version that waits, where the application's reviews are automatic; the plan has written `item` already.
pub(crate) fn review(
    call: &Call,
    item: &Arc<Item>,
    view: &View,
    env: &Env,
    plan: &mut Plan,
) -> Result<(), Need> {
    if call.app.item_audit != ItemAudit::Auto {
        return Ok(());
    }
    if let Ok((online, restocks)) = item.reviewed(Verdict::Pass, env.now) {
        plan.push(Write::Library(LibraryWrite::UpdateItem(Arc::new(online))));
        restock(item.book, &restocks, view, plan)?;
    }
    Ok(())
}
