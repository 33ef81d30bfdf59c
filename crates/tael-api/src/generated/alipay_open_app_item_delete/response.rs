//! The answer of `alipay.open.app.item.delete`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::answer::{ToObject, set};
use tael_wire::json::Object;

/// The answer of `alipay.open.app.item.delete`. What is not set is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// `records`: Deleted items.
    pub records: Vec<Records>,
}

impl ToObject for Response {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "records", &self.records);
        object
    }
}

/// `records`: Deleted items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// `records.item_id`: Platform-side item id.
    pub item_id: Option<String>,
    /// `records.out_item_id`: Merchant-side mini-program item id.
    pub out_item_id: Option<String>,
}

impl ToObject for Records {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "item_id", &self.item_id);
        set(&mut object, "out_item_id", &self.out_item_id);
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
