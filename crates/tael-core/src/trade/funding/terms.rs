//! What an order says about how it may be paid.

use serde::{Deserialize, Serialize};

use crate::money::Fen;

/// A line of `goods_detail`: what goods coupons look at, and what queries give back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsLine {
    /// The merchant's number of the goods.
    pub goods_id: String,
    /// Their name.
    pub name: String,
    /// Of one.
    pub price: Fen,
    /// How many, in hundredths.
    pub hundredths: i64,
    /// What else was said of them; `None` where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<Box<GoodsMore>>,
}

/// Members of a line of `goods_detail` that nothing is decided by; queries give them back (`semantics.md §1.6`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoodsMore {
    /// The platform's number of the goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alipay_goods_id: Option<String>,
    /// Their category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods_category: Option<String>,
    /// The path to the category, numbers joined by `|`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories_tree: Option<String>,
    /// What they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Where they are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_url: Option<String>,
    /// The merchant's number of the item in a component order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_item_id: Option<String>,
    /// The merchant's number of the variant in a component order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_sku_id: Option<String>,
    /// The bar code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods_ean_id: Option<String>,
}

impl GoodsLine {
    /// Price times quantity, rounded half up to one fen.
    #[must_use]
    pub fn amount(&self) -> Fen {
        let exact = i128::from(self.price.0) * i128::from(self.hundredths);
        Fen(i64::try_from((exact + 50) / 100).unwrap_or(i64::MAX))
    }
}

/// Payment in instalments, as the order demands it (`extend_params.hb_fq_num`, `hb_fq_seller_percent`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalmentTerms {
    /// How many: 3, 6 or 12.
    pub number: u8,
    /// True where the seller bears the fee, else the buyer.
    pub seller_bears: bool,
}

/// What an order says about how it may be paid, beside the channels that it admits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FundingTerms {
    /// The goods.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goods: Vec<GoodsLine>,
    /// True for virtual goods, which no credit line pays (`semantics.md §2.6`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub virtual_goods: bool,
    /// Instalments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instalments: Option<InstalmentTerms>,
}

impl FundingTerms {
    /// True where the order says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.goods.is_empty() && !self.virtual_goods && self.instalments.is_none()
    }
}
