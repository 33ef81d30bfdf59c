//! What an item is to those who look at it: one version of its texts, pictures and prices.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::money::Fen;

/// Whether something is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SaleStatus {
    /// On sale.
    #[default]
    Available,
    /// Taken off.
    Delisting,
}

/// An attribute of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// `attr_key`.
    pub key: String,
    /// `attr_value`.
    pub value: String,
}

/// A sale attribute of a SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkuAttribute {
    /// `attr_key`.
    pub key: String,
    /// `attr_type`, `spec` where none was sent.
    pub kind: String,
    /// `attr_value`.
    pub value: String,
}

/// A guide text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// `key`.
    pub key: Option<String>,
    /// `value`.
    pub value: Option<String>,
}

/// The description on the detail page.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DescInfo {
    /// `desc`.
    pub desc: Option<String>,
    /// `imgs`.
    pub imgs: Vec<String>,
}

/// A SKU of a version. Members that were not sent with an edit are `None` and keep what the SKU has.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sku {
    /// Its number in the item, from 1; it never changes and is never given again.
    pub number: u32,
    /// The merchant's id, unique in the application.
    pub out_sku_id: SmolStr,
    /// Price in fen.
    pub sale_price: Option<Fen>,
    /// Crossed-out price in fen.
    pub original_price: Option<Fen>,
    /// `price_unit`.
    pub price_unit: Option<String>,
    /// `sale_status`; on sale where none was sent.
    pub sale_status: Option<SaleStatus>,
    /// `sku_attrs`.
    pub attrs: Vec<SkuAttribute>,
    /// `barcode`.
    pub barcode: Option<String>,
    /// `sku_type`.
    pub sku_type: Option<String>,
    /// `thumb_img`.
    pub thumb_img: Option<String>,
    /// Pieces that are sent with this version; they count from its approval on.
    pub stock_num: Option<i64>,
}

impl Sku {
    /// True where it is offered.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        self.sale_status.unwrap_or_default() == SaleStatus::Available
    }

    /// This SKU with what was sent laid over it.
    #[must_use]
    pub fn under(&self, sent: &Sku) -> Sku {
        Sku {
            number: self.number,
            out_sku_id: self.out_sku_id.clone(),
            sale_price: sent.sale_price.or(self.sale_price),
            original_price: sent.original_price.or(self.original_price),
            price_unit: or(&sent.price_unit, &self.price_unit),
            sale_status: sent.sale_status.or(self.sale_status),
            attrs: filled(&sent.attrs, &self.attrs),
            barcode: or(&sent.barcode, &self.barcode),
            sku_type: or(&sent.sku_type, &self.sku_type),
            thumb_img: or(&sent.thumb_img, &self.thumb_img),
            stock_num: sent.stock_num.or(self.stock_num),
        }
    }
}

/// A version of an item. In an edit, members that were not sent are `None` or empty and keep what the item has.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each member is the field of its name of alipay.open.app.item.create")]
pub struct Content {
    pub category_id: Option<String>,
    pub title: Option<String>,
    pub head_img: Option<String>,
    pub image_list: Vec<String>,
    pub path: Option<String>,
    pub direct_path: Option<String>,
    pub item_details_page_model: Option<String>,
    pub item_type: Option<String>,
    pub business_model: Option<String>,
    pub barcode: Option<String>,
    pub desc: Option<String>,
    pub desc_info: Option<DescInfo>,
    pub attrs: Vec<Attribute>,
    pub guide_info: Vec<Guide>,
    pub price_unit: Option<String>,
    pub auto_marketing_delivery: Option<bool>,
    pub auto_premium_pool: Option<bool>,
    pub skip_algorithm_check: Option<String>,
    pub sale_price: Option<Fen>,
    pub original_price: Option<Fen>,
    pub sale_status: Option<SaleStatus>,
    pub skus: Vec<Sku>,
    /// Pieces that are sent with this version; they count from its approval on.
    pub stock_num: Option<i64>,
}

impl Content {
    /// This version with what was sent laid over it. SKUs that were sent replace the list; those that the list had keep
    /// what was not sent of them. An item that gets SKUs has no prices and stock of its own any more.
    #[must_use]
    pub fn under(&self, sent: &Content) -> Content {
        let skus = match sent.skus.is_empty() {
            true => self.skus.clone(),
            false => sent
                .skus
                .iter()
                .map(|sku| self.sku(sku.number).map_or(sku.clone(), |s| s.under(sku)))
                .collect(),
        };
        let alone = skus.is_empty();
        let own = |price: Option<Fen>| price.filter(|_| alone);
        Content {
            category_id: or(&sent.category_id, &self.category_id),
            title: or(&sent.title, &self.title),
            head_img: or(&sent.head_img, &self.head_img),
            image_list: filled(&sent.image_list, &self.image_list),
            path: or(&sent.path, &self.path),
            direct_path: or(&sent.direct_path, &self.direct_path),
            item_details_page_model: or(&sent.item_details_page_model, &self.item_details_page_model),
            item_type: or(&sent.item_type, &self.item_type),
            business_model: or(&sent.business_model, &self.business_model),
            barcode: or(&sent.barcode, &self.barcode),
            desc: or(&sent.desc, &self.desc),
            desc_info: or(&sent.desc_info, &self.desc_info),
            attrs: filled(&sent.attrs, &self.attrs),
            guide_info: filled(&sent.guide_info, &self.guide_info),
            price_unit: or(&sent.price_unit, &self.price_unit),
            auto_marketing_delivery: sent.auto_marketing_delivery.or(self.auto_marketing_delivery),
            auto_premium_pool: sent.auto_premium_pool.or(self.auto_premium_pool),
            skip_algorithm_check: or(&sent.skip_algorithm_check, &self.skip_algorithm_check),
            sale_price: own(sent.sale_price.or(self.sale_price)),
            original_price: own(sent.original_price.or(self.original_price)),
            sale_status: sent.sale_status.or(self.sale_status),
            skus,
            stock_num: sent.stock_num.or(self.stock_num).filter(|_| alone),
        }
    }

    /// The SKU with this number in the item.
    #[must_use]
    pub fn sku(&self, number: u32) -> Option<&Sku> {
        self.skus.iter().find(|sku| sku.number == number)
    }

    /// True where it is offered: an item with SKUs is exactly when one of them is.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        match self.skus.is_empty() {
            true => self.sale_status.unwrap_or_default() == SaleStatus::Available,
            false => self.skus.iter().any(Sku::is_offered),
        }
    }
}

fn or<T: Clone>(sent: &Option<T>, kept: &Option<T>) -> Option<T> {
    sent.as_ref().or(kept.as_ref()).cloned()
}

fn filled<T: Clone>(sent: &[T], kept: &[T]) -> Vec<T> {
    if sent.is_empty() { kept.to_vec() } else { sent.to_vec() }
}
