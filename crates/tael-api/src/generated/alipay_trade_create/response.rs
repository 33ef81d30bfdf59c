//! The answer of `alipay.trade.create`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::answer::{ToObject, set};
use tael_wire::json::Object;

/// The answer of `alipay.trade.create`. What is not set is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// `out_trade_no`: Merchant order number.
    pub out_trade_no: Option<String>,
    /// `trade_no`: Alipay trade number.
    pub trade_no: Option<String>,
}

impl ToObject for Response {
    fn to_object(&self) -> Object {
        let mut object = Object::new();
        set(&mut object, "out_trade_no", &self.out_trade_no);
        set(&mut object, "trade_no", &self.trade_no);
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
