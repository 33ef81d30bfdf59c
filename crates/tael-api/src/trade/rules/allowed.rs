//! What a payment by an agreement or an authorisation says about itself.

use tael_core::id::UserId;
use tael_core::money::Fen;

use crate::method::Call;
use crate::open_id::Opened;

/// The side of the order.
#[derive(Clone, Copy, Debug)]
pub struct Deduction<'a> {
    /// The amount.
    pub amount: Fen,
    /// The product of the order.
    pub product_code: &'a str,
    /// `buyer_id`, where it is sent.
    pub buyer_id: Option<&'a str>,
    /// `buyer_open_id`, where it is sent.
    pub buyer_open_id: Option<&'a str>,
}

impl Deduction<'_> {
    /// True where the request names nobody else than this user.
    #[must_use]
    pub fn names(&self, user: &UserId, call: &Call) -> bool {
        let by_open_id = |open_id: &str| match call.open_ids.open(&call.app.app_id, open_id) {
            Opened::User(named) => named == *user,
            Opened::OtherApp | Opened::Unknown => false,
        };
        self.buyer_id.is_none_or(|id| id == user.as_str()) && self.buyer_open_id.is_none_or(by_open_id)
    }
}
