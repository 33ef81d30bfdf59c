//! The answer of `alipay.open.app.item.list.query`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::answer::{ToObject, set};
use tael_wire::json::Object;

/// The answer of `alipay.open.app.item.list.query`. What is not set is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// `items`: Items.
    pub items: Vec<Items>,
    /// `page_num`: Page number, from 1.
    pub page_num: Option<i64>,
    /// `page_size`: Page size.
    pub page_size: Option<i64>,
    /// `total`: Total number of records.
    pub total: Option<i64>,
}

impl ToObject for Response {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "items", &self.items);
        set(&mut object, "page_num", &self.page_num);
        set(&mut object, "page_size", &self.page_size);
        set(&mut object, "total", &self.total);
        object
    }
}

/// `items`: Items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Items {
    /// `items.category_id`: Category id.
    pub category_id: Option<String>,
    /// `items.head_img`: Main picture 750x750, at most 800 KB, jpg/jpeg/png.
    pub head_img: Option<String>,
    /// `items.item_id`: Platform-side item id.
    pub item_id: Option<String>,
    /// `items.out_item_id`: Merchant-side mini-program item id.
    pub out_item_id: Option<String>,
    /// `items.path`: Item page.
    pub path: Option<String>,
    /// `items.spu_status`: Item (SPU) state: auditing, audit rejected, available, taken off, frozen (code list not
    /// public; stock states seen: AVAILABLE, DELISTING).
    pub spu_status: Option<String>,
    /// `items.stock_num`: Stock.
    pub stock_num: Option<i64>,
    /// `items.title`: Item title.
    pub title: Option<String>,
}

impl ToObject for Items {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "category_id", &self.category_id);
        set(&mut object, "head_img", &self.head_img);
        set(&mut object, "item_id", &self.item_id);
        set(&mut object, "out_item_id", &self.out_item_id);
        set(&mut object, "path", &self.path);
        set(&mut object, "spu_status", &self.spu_status);
        set(&mut object, "stock_num", &self.stock_num);
        set(&mut object, "title", &self.title);
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
