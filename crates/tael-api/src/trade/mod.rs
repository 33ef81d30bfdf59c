//! The acquiring family: alipay.trade.*, and what else moves a trade.

pub mod asynchronous;
pub mod cashier;
pub mod create;
pub mod due;
mod funded;
pub mod funding;
pub mod notice;
pub mod order;
pub mod pay;
pub mod payment;
pub mod query;
pub mod response_notes;
pub mod rules;
pub mod settlement;
pub mod states;
pub mod timeout;

use crate::method::DynMethod;

/// The methods of this family.
pub const METHODS: &[&dyn DynMethod] = &[&create::Create, &pay::Pay, &query::Query];

#[cfg(test)]
mod known_numbers;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{RICH, World};

    /// Each round is a pass over the store: one more of them is a regression that no other test sees.
    #[test]
    fn decisions_take_few_rounds() {
        let world = World::new();
        let rounds = |method: &str, request: serde_json::Value| {
            assert_eq!(world.call(method, &request).code, "10000", "{method}");
            world.rounds()
        };
        let create = json!({"out_trade_no": "T1", "total_amount": "1.00", "subject": "x", "buyer_id": RICH});
        assert_eq!(rounds("alipay.trade.create", create.clone()), 2, "a new order");
        assert_eq!(rounds("alipay.trade.create", create), 2, "the same again");
        let mut pay = json!({"out_trade_no": "T2", "total_amount": "1.00", "subject": "x"});
        pay["auth_code"] = world.code(RICH).into();
        assert_eq!(rounds("alipay.trade.pay", pay), 3, "a payment");
        assert_eq!(rounds("alipay.trade.query", json!({"out_trade_no": "T2"})), 3, "a query");
    }
}
