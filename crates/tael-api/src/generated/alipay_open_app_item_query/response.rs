//! The answer of `alipay.open.app.item.query`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::answer::{ToObject, set};
use crate::schema::typed::values;
use tael_core::time::Instant;
use tael_wire::json::Object;

/// The answer of `alipay.open.app.item.query`. What is not set is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// `attrs`: Item attributes.
    pub attrs: Vec<Attrs>,
    /// `auto_marketing_delivery`: Promote the item automatically.
    pub auto_marketing_delivery: Option<bool>,
    /// `barcode`: Bar code.
    pub barcode: Option<String>,
    /// `business_model`: Rental model.
    pub business_model: Option<BusinessModel>,
    /// `category_id`: Category id.
    pub category_id: Option<String>,
    /// `create_time`: Creation time.
    pub create_time: Option<Instant>,
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
    /// `is_online`: true: online version; false: newest version.
    pub is_online: Option<bool>,
    /// `item_details_page_model`: Detail page model.
    pub item_details_page_model: Option<ItemDetailsPageModel>,
    /// `item_enroll_freeze_content`: Campaign freeze texts.
    pub item_enroll_freeze_content: Option<ItemEnrollFreezeContent>,
    /// `item_id`: Platform-side item id.
    pub item_id: Option<String>,
    /// `item_type`: Item type.
    pub item_type: Option<String>,
    /// `original_price`: Original price in fen (cents), integer.
    pub original_price: Option<i64>,
    /// `out_item_id`: Merchant-side mini-program item id.
    pub out_item_id: Option<String>,
    /// `path`: Item page.
    pub path: Option<String>,
    /// `price_unit`: Price unit (元, 元/天 ...).
    pub price_unit: Option<String>,
    /// `risk_info`: Reasons for rejection or freeze.
    pub risk_info: Vec<RiskInfo>,
    /// `sale_price`: Price in fen.
    pub sale_price: Option<i64>,
    /// `scene_risk_info`: Problems per scene.
    pub scene_risk_info: Vec<SceneRiskInfo>,
    /// `skus`: SKUs, at most 50.
    pub skus: Vec<Skus>,
    /// `spu_status`: Item (SPU) state: auditing, audit rejected, available, taken off, frozen (code list not public;
    /// stock states seen: AVAILABLE, DELISTING).
    pub spu_status: Option<String>,
    /// `stock_num`: Stock.
    pub stock_num: Option<i64>,
    /// `title`: Item title.
    pub title: Option<String>,
    /// `update_time`: Last update time.
    pub update_time: Option<Instant>,
}

impl ToObject for Response {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "attrs", &self.attrs);
        set(&mut object, "auto_marketing_delivery", &self.auto_marketing_delivery);
        set(&mut object, "barcode", &self.barcode);
        set(&mut object, "business_model", &self.business_model);
        set(&mut object, "category_id", &self.category_id);
        set(&mut object, "create_time", &self.create_time);
        set(&mut object, "desc", &self.desc);
        set(&mut object, "desc_info", &self.desc_info);
        set(&mut object, "direct_path", &self.direct_path);
        set(&mut object, "guide_info", &self.guide_info);
        set(&mut object, "head_img", &self.head_img);
        set(&mut object, "image_list", &self.image_list);
        set(&mut object, "is_online", &self.is_online);
        set(&mut object, "item_details_page_model", &self.item_details_page_model);
        set(&mut object, "item_enroll_freeze_content", &self.item_enroll_freeze_content);
        set(&mut object, "item_id", &self.item_id);
        set(&mut object, "item_type", &self.item_type);
        set(&mut object, "original_price", &self.original_price);
        set(&mut object, "out_item_id", &self.out_item_id);
        set(&mut object, "path", &self.path);
        set(&mut object, "price_unit", &self.price_unit);
        set(&mut object, "risk_info", &self.risk_info);
        set(&mut object, "sale_price", &self.sale_price);
        set(&mut object, "scene_risk_info", &self.scene_risk_info);
        set(&mut object, "skus", &self.skus);
        set(&mut object, "spu_status", &self.spu_status);
        set(&mut object, "stock_num", &self.stock_num);
        set(&mut object, "title", &self.title);
        set(&mut object, "update_time", &self.update_time);
        object
    }
}

/// `attrs`: Item attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attrs {
    /// `attrs.attr_key`: Attribute key.
    pub attr_key: Option<String>,
    /// `attrs.attr_value`: Attribute value.
    pub attr_value: Option<String>,
}

impl ToObject for Attrs {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "attr_key", &self.attr_key);
        set(&mut object, "attr_value", &self.attr_value);
        object
    }
}

/// `desc_info`: Detail description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DescInfo {
    /// `desc_info.desc`: Detail text (max 2000 characters).
    pub desc: Option<String>,
    /// `desc_info.imgs`: Detail pictures (at most 10; 750px wide, under 3000px high).
    pub imgs: Vec<String>,
}

impl ToObject for DescInfo {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "desc", &self.desc);
        set(&mut object, "imgs", &self.imgs);
        object
    }
}

/// `guide_info`: Guide information.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuideInfo {
    /// `guide_info.key`: Key.
    pub key: Option<String>,
    /// `guide_info.value`: Value.
    pub value: Option<String>,
}

impl ToObject for GuideInfo {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "key", &self.key);
        set(&mut object, "value", &self.value);
        object
    }
}

/// `item_enroll_freeze_content`: Campaign freeze texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemEnrollFreezeContent {
    /// `item_enroll_freeze_content.in_live`: In a live-stream sale.
    pub in_live: Option<bool>,
    /// `item_enroll_freeze_content.item_enroll_flag`: Enrolled in campaigns.
    pub item_enroll_flag: Option<bool>,
    /// `item_enroll_freeze_content.no_edit_key_list`: Fields that may not be edited.
    pub no_edit_key_list: Vec<String>,
    /// `item_enroll_freeze_content.no_edit_tip_list`: Texts to show.
    pub no_edit_tip_list: Vec<String>,
    /// `item_enroll_freeze_content.tips_and_urls`: Tips and links.
    pub tips_and_urls: Vec<ItemEnrollFreezeContentTipsAndUrls>,
}

impl ToObject for ItemEnrollFreezeContent {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "in_live", &self.in_live);
        set(&mut object, "item_enroll_flag", &self.item_enroll_flag);
        set(&mut object, "no_edit_key_list", &self.no_edit_key_list);
        set(&mut object, "no_edit_tip_list", &self.no_edit_tip_list);
        set(&mut object, "tips_and_urls", &self.tips_and_urls);
        object
    }
}

/// `item_enroll_freeze_content.tips_and_urls`: Tips and links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemEnrollFreezeContentTipsAndUrls {
    /// `item_enroll_freeze_content.tips_and_urls.tips`: Tip text.
    pub tips: Option<String>,
    /// `item_enroll_freeze_content.tips_and_urls.url`: Link.
    pub url: Option<String>,
}

impl ToObject for ItemEnrollFreezeContentTipsAndUrls {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "tips", &self.tips);
        set(&mut object, "url", &self.url);
        object
    }
}

/// `risk_info`: Reasons for rejection or freeze.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RiskInfo {
    /// `risk_info.audit_time`: Last audit time.
    pub audit_time: Option<Instant>,
    /// `risk_info.risk_infos`: Concrete problems.
    pub risk_infos: Option<RiskInfoRiskInfos>,
}

impl ToObject for RiskInfo {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "audit_time", &self.audit_time);
        set(&mut object, "risk_infos", &self.risk_infos);
        object
    }
}

/// `risk_info.risk_infos`: Concrete problems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RiskInfoRiskInfos {
    /// `risk_info.risk_infos.problem_pic`: Pictures showing the problem.
    pub problem_pic: Vec<String>,
    /// `risk_info.risk_infos.remark`: Problem text.
    pub remark: Option<String>,
    /// `risk_info.risk_infos.risk_name`: Problem kind.
    pub risk_name: Option<String>,
}

impl ToObject for RiskInfoRiskInfos {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "problem_pic", &self.problem_pic);
        set(&mut object, "remark", &self.remark);
        set(&mut object, "risk_name", &self.risk_name);
        object
    }
}

/// `scene_risk_info`: Problems per scene.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SceneRiskInfo {
    /// `scene_risk_info.risk_infos`: Concrete problems.
    pub risk_infos: Vec<SceneRiskInfoRiskInfos>,
    /// `scene_risk_info.scene`: Scene.
    pub scene: Option<String>,
    /// `scene_risk_info.scene_code`: Scene.
    pub scene_code: Option<SceneRiskInfoSceneCode>,
}

impl ToObject for SceneRiskInfo {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "risk_infos", &self.risk_infos);
        set(&mut object, "scene", &self.scene);
        set(&mut object, "scene_code", &self.scene_code);
        object
    }
}

/// `scene_risk_info.risk_infos`: Concrete problems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SceneRiskInfoRiskInfos {
    /// `scene_risk_info.risk_infos.problem_pic`: Pictures showing the problem.
    pub problem_pic: Vec<String>,
    /// `scene_risk_info.risk_infos.remark`: Problem text.
    pub remark: Option<String>,
    /// `scene_risk_info.risk_infos.risk_name`: Problem kind.
    pub risk_name: Option<String>,
}

impl ToObject for SceneRiskInfoRiskInfos {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "problem_pic", &self.problem_pic);
        set(&mut object, "remark", &self.remark);
        set(&mut object, "risk_name", &self.risk_name);
        object
    }
}

/// `skus`: SKUs, at most 50.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

impl ToObject for Skus {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "barcode", &self.barcode);
        set(&mut object, "original_price", &self.original_price);
        set(&mut object, "out_sku_id", &self.out_sku_id);
        set(&mut object, "price_unit", &self.price_unit);
        set(&mut object, "sale_price", &self.sale_price);
        set(&mut object, "sale_status", &self.sale_status);
        set(&mut object, "sku_attrs", &self.sku_attrs);
        set(&mut object, "sku_id", &self.sku_id);
        set(&mut object, "sku_type", &self.sku_type);
        set(&mut object, "stock_num", &self.stock_num);
        set(&mut object, "thumb_img", &self.thumb_img);
        object
    }
}

/// `skus.sku_attrs`: Sale attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkusSkuAttrs {
    /// `skus.sku_attrs.attr_key`: Attribute key.
    pub attr_key: Option<String>,
    /// `skus.sku_attrs.attr_type`: Attribute type.
    pub attr_type: Option<String>,
    /// `skus.sku_attrs.attr_value`: Attribute value.
    pub attr_value: Option<String>,
}

impl ToObject for SkusSkuAttrs {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "attr_key", &self.attr_key);
        set(&mut object, "attr_type", &self.attr_type);
        set(&mut object, "attr_value", &self.attr_value);
        object
    }
}

impl Response {
    /// The members of the answer's node beside `code` and `msg`.
    #[must_use]
    pub fn object(&self) -> Object {
        self.to_object()
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
    /// `scene_risk_info.scene_code`: Scene.
    closed SceneRiskInfoSceneCode {
        /// `O2O_AUTH_COMMON_SCENE`: face to face.
        O2oAuthCommonScene = "O2O_AUTH_COMMON_SCENE",
        /// `ONLINE_AUTH_COMMON_SCENE`: online.
        OnlineAuthCommonScene = "ONLINE_AUTH_COMMON_SCENE",
        /// `OVERSEAS_O2O_AUTH_COMMON_SCENE`: overseas face to face.
        OverseasO2oAuthCommonScene = "OVERSEAS_O2O_AUTH_COMMON_SCENE",
        /// `OVERSEAS_ONLINE_AUTH_COMMON_SCENE`: overseas online.
        OverseasOnlineAuthCommonScene = "OVERSEAS_ONLINE_AUTH_COMMON_SCENE",
        /// `HOTEL`: face scan in hotels.
        Hotel = "HOTEL",
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
