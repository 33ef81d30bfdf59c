//! The answer of `alipay.open.app.item.direct.modify`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::answer::{ToObject, set};
use tael_wire::json::Object;

/// The answer of `alipay.open.app.item.direct.modify`. What is not set is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// `item_id`: Platform-side item id.
    pub item_id: Option<String>,
    /// `out_item_id`: Merchant-side mini-program item id.
    pub out_item_id: Option<String>,
    /// `skus`: SKUs, at most 50.
    pub skus: Vec<Skus>,
}

impl ToObject for Response {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "item_id", &self.item_id);
        set(&mut object, "out_item_id", &self.out_item_id);
        set(&mut object, "skus", &self.skus);
        object
    }
}

/// `skus`: SKUs, at most 50.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skus {
    /// `skus.out_sku_id`: Merchant-side SKU id.
    pub out_sku_id: Option<String>,
    /// `skus.sku_id`: Platform-side SKU id.
    pub sku_id: Option<String>,
}

impl ToObject for Skus {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "out_sku_id", &self.out_sku_id);
        set(&mut object, "sku_id", &self.sku_id);
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
