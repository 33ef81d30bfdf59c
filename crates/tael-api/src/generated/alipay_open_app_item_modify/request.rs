//! The request of `alipay.open.app.item.modify`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::typed::{FromMembers, Reader, values};
use crate::schema::{Defect, Tree};

/// An accepted request of `alipay.open.app.item.modify`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `item_id`: Platform-side item id.
    pub item_id: Option<String>,
    /// `out_item_id`: Merchant item id.
    pub out_item_id: Option<String>,
    /// `attrs`: Item attributes.
    pub attrs: Vec<Attrs>,
    /// `barcode`: Bar code.
    pub barcode: Option<String>,
    /// `business_model`: Rental model.
    pub business_model: Option<BusinessModel>,
    /// `category_id`: Category id.
    pub category_id: Option<String>,
    /// `desc`: Guide text.
    pub desc: Option<String>,
    /// `desc_info`: Detail description.
    pub desc_info: Option<DescInfo>,
    /// `direct_path`: Direct purchase link (deprecated).
    pub direct_path: Option<String>,
    /// `guide_info`: Guide information.
    pub guide_info: Vec<GuideInfo>,
    /// `head_img`: Main picture 750x750, at most 800 KB, jpg/jpeg/png.
    pub head_img: Option<String>,
    /// `image_list`: Further pictures, at most 3.
    pub image_list: Vec<String>,
    /// `item_details_page_model`: Detail page model.
    pub item_details_page_model: Option<ItemDetailsPageModel>,
    /// `item_type`: Item type.
    pub item_type: Option<String>,
    /// `original_price`: Original price in fen (cents), integer.
    pub original_price: Option<i64>,
    /// `path`: Item page.
    pub path: Option<String>,
    /// `price_unit`: Price unit (元, 元/天 ...).
    pub price_unit: Option<String>,
    /// `sale_price`: Price in fen.
    pub sale_price: Option<i64>,
    /// `sale_status`: Sale state.
    pub sale_status: Option<SaleStatus>,
    /// `skip_algorithm_check`: Skip the algorithm check.
    pub skip_algorithm_check: Option<String>,
    /// `skus`: SKUs, at most 50.
    pub skus: Vec<Skus>,
    /// `stock_num`: Stock; not with skus.
    pub stock_num: Option<i64>,
    /// `title`: Item title.
    pub title: Option<String>,
}

impl FromMembers for Request {
    fn from_members(members: &mut Reader<'_>) -> Result<Request, Defect> {
        Ok(Request {
            item_id: members.optional("item_id")?,
            out_item_id: members.optional("out_item_id")?,
            attrs: members.list("attrs")?,
            barcode: members.optional("barcode")?,
            business_model: members.optional("business_model")?,
            category_id: members.optional("category_id")?,
            desc: members.optional("desc")?,
            desc_info: members.optional("desc_info")?,
            direct_path: members.optional("direct_path")?,
            guide_info: members.list("guide_info")?,
            head_img: members.optional("head_img")?,
            image_list: members.list("image_list")?,
            item_details_page_model: members.optional("item_details_page_model")?,
            item_type: members.optional("item_type")?,
            original_price: members.optional("original_price")?,
            path: members.optional("path")?,
            price_unit: members.optional("price_unit")?,
            sale_price: members.optional("sale_price")?,
            sale_status: members.optional("sale_status")?,
            skip_algorithm_check: members.optional("skip_algorithm_check")?,
            skus: members.list("skus")?,
            stock_num: members.optional("stock_num")?,
            title: members.optional("title")?,
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

/// `desc_info`: Detail description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescInfo {
    /// `desc_info.desc`: Detail text (max 2000 characters).
    pub desc: Option<String>,
    /// `desc_info.imgs`: Detail pictures (at most 10; 750px wide, under 3000px high).
    pub imgs: Vec<String>,
}

impl FromMembers for DescInfo {
    fn from_members(members: &mut Reader<'_>) -> Result<DescInfo, Defect> {
        Ok(DescInfo { desc: members.optional("desc")?, imgs: members.list("imgs")? })
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
    /// `skus.barcode`: Bar code.
    pub barcode: Option<String>,
    /// `skus.original_price`: Original price in fen (cents), integer.
    pub original_price: Option<i64>,
    /// `skus.out_sku_id`: Merchant-side SKU id.
    pub out_sku_id: Option<String>,
    /// `skus.price_unit`: Price unit (元, 元/天 ...).
    pub price_unit: Option<String>,
    /// `skus.sale_price`: SKU price in fen.
    pub sale_price: Option<i64>,
    /// `skus.sale_status`: Sale state.
    pub sale_status: Option<SkusSaleStatus>,
    /// `skus.sku_attrs`: Sale attributes.
    pub sku_attrs: Vec<SkusSkuAttrs>,
    /// `skus.sku_id`: Platform-side SKU id.
    pub sku_id: Option<String>,
    /// `skus.sku_type`: SKU type.
    pub sku_type: Option<String>,
    /// `skus.stock_num`: Stock.
    pub stock_num: Option<i64>,
    /// `skus.thumb_img`: SKU picture 400x400.
    pub thumb_img: Option<String>,
}

impl FromMembers for Skus {
    fn from_members(members: &mut Reader<'_>) -> Result<Skus, Defect> {
        Ok(Skus {
            barcode: members.optional("barcode")?,
            original_price: members.optional("original_price")?,
            out_sku_id: members.optional("out_sku_id")?,
            price_unit: members.optional("price_unit")?,
            sale_price: members.optional("sale_price")?,
            sale_status: members.optional("sale_status")?,
            sku_attrs: members.list("sku_attrs")?,
            sku_id: members.optional("sku_id")?,
            sku_type: members.optional("sku_type")?,
            stock_num: members.optional("stock_num")?,
            thumb_img: members.optional("thumb_img")?,
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
    /// `business_model`: Rental model.
    closed BusinessModel {
        /// `0`: short rent.
        V0 = "0",
        /// `1`: long rent.
        V1 = "1",
        /// `2`: rent then buy.
        V2 = "2",
    } means {}
}

values! {
    /// `item_details_page_model`: Detail page model.
    closed ItemDetailsPageModel {
        /// `1`: official plug-in page (no path).
        V1 = "1",
        /// `0`: own page (path mandatory).
        V0 = "0",
    } means {}
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
