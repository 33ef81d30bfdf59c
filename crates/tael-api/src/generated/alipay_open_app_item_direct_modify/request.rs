//! The request of `alipay.open.app.item.direct.modify`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::typed::{FromMembers, Reader, values};
use crate::schema::{Defect, Tree};

/// An accepted request of `alipay.open.app.item.direct.modify`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `item_id`: Platform-side item id.
    pub item_id: Option<String>,
    /// `out_item_id`: Merchant item id.
    pub out_item_id: Option<String>,
    /// `attrs`: Item attributes.
    pub attrs: Vec<Attrs>,
    /// `guide_info`: Guide information.
    pub guide_info: Vec<GuideInfo>,
    /// `original_price`: Original price in fen (cents), integer.
    pub original_price: Option<i64>,
    /// `sale_price`: Price in fen; not with skus.
    pub sale_price: Option<i64>,
    /// `sale_status`: Sale state.
    pub sale_status: Option<SaleStatus>,
    /// `skus`: SKUs, at most 50.
    pub skus: Vec<Skus>,
    /// `stock_num`: Stock.
    pub stock_num: Option<i64>,
}

impl FromMembers for Request {
    fn from_members(members: &mut Reader<'_>) -> Result<Request, Defect> {
        Ok(Request {
            item_id: members.optional("item_id")?,
            out_item_id: members.optional("out_item_id")?,
            attrs: members.list("attrs")?,
            guide_info: members.list("guide_info")?,
            original_price: members.optional("original_price")?,
            sale_price: members.optional("sale_price")?,
            sale_status: members.optional("sale_status")?,
            skus: members.list("skus")?,
            stock_num: members.optional("stock_num")?,
        })
    }
}

/// `attrs`: Item attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attrs {
    /// `attrs.attr_key`: Attribute key.
    pub attr_key: String,
    /// `attrs.attr_value`: Attribute value.
    pub attr_value: String,
}

impl FromMembers for Attrs {
    fn from_members(members: &mut Reader<'_>) -> Result<Attrs, Defect> {
        Ok(Attrs { attr_key: members.required("attr_key")?, attr_value: members.required("attr_value")? })
    }
}

/// `guide_info`: Guide information.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideInfo {
    /// `guide_info.key`: Key.
    pub key: Option<String>,
    /// `guide_info.value`: Value.
    pub value: Option<String>,
}

impl FromMembers for GuideInfo {
    fn from_members(members: &mut Reader<'_>) -> Result<GuideInfo, Defect> {
        Ok(GuideInfo { key: members.optional("key")?, value: members.optional("value")? })
    }
}

/// `skus`: SKUs, at most 50.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skus {
    /// `skus.original_price`: Original price in fen (cents), integer.
    pub original_price: Option<i64>,
    /// `skus.out_sku_id`: Merchant SKU id.
    pub out_sku_id: Option<String>,
    /// `skus.sale_price`: SKU price in fen; ignored for rental packages.
    pub sale_price: Option<i64>,
    /// `skus.sale_status`: Sale state.
    pub sale_status: Option<SkusSaleStatus>,
    /// `skus.sku_attrs`: Sale attributes.
    pub sku_attrs: Vec<SkusSkuAttrs>,
    /// `skus.sku_id`: Platform SKU id.
    pub sku_id: Option<String>,
    /// `skus.stock_num`: Stock.
    pub stock_num: Option<i64>,
}

impl FromMembers for Skus {
    fn from_members(members: &mut Reader<'_>) -> Result<Skus, Defect> {
        Ok(Skus {
            original_price: members.optional("original_price")?,
            out_sku_id: members.optional("out_sku_id")?,
            sale_price: members.optional("sale_price")?,
            sale_status: members.optional("sale_status")?,
            sku_attrs: members.list("sku_attrs")?,
            sku_id: members.optional("sku_id")?,
            stock_num: members.optional("stock_num")?,
        })
    }
}

/// `skus.sku_attrs`: Sale attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkusSkuAttrs {
    /// `skus.sku_attrs.attr_key`: Attribute key.
    pub attr_key: String,
    /// `skus.sku_attrs.attr_type`: Attribute type.
    pub attr_type: Option<String>,
    /// `skus.sku_attrs.attr_value`: Attribute value.
    pub attr_value: String,
}

impl FromMembers for SkusSkuAttrs {
    fn from_members(members: &mut Reader<'_>) -> Result<SkusSkuAttrs, Defect> {
        Ok(SkusSkuAttrs {
            attr_key: members.required("attr_key")?,
            attr_type: members.optional("attr_type")?,
            attr_value: members.required("attr_value")?,
        })
    }
}

impl Request {
    /// Reads an accepted request.
    ///
    /// # Errors
    /// [`Defect`] where the tree was not accepted by this API's table.
    pub fn from_tree(tree: &Tree) -> Result<Request, Defect> {
        Request::read(tree)
    }
}

values! {
    /// `sale_status`: Sale state.
    closed SaleStatus {
        /// `AVAILABLE`: on sale.
        Available = "AVAILABLE",
        /// `DELISTING`: taken off.
        Delisting = "DELISTING",
    } means {}
}

values! {
    /// `skus.sale_status`: Sale state.
    closed SkusSaleStatus {
        /// `AVAILABLE`: on sale.
        Available = "AVAILABLE",
        /// `DELISTING`: taken off.
        Delisting = "DELISTING",
    } means {}
}
