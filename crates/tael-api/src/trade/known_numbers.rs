//! The whole table of known order numbers, not a sample: (what the number stands for × expired or not × method × data ×
//! buyer) → the documented answer, and what is left behind (`semantics.md §1.3, §1.5, §12.2`).

use serde_json::{Value, json};
use tael_core::id::UserId;
use tael_core::money::Rate;
use tael_core::party::Contract;
use tael_core::time::{DAY, HOUR};
use tael_core::trade::{Trade, TradeStatus};

use crate::testing::{FRIEND, OTHER_PID, PASSWORD, PID, POOR, RICH, World, member};

const CREATE: &str = "alipay.trade.create";
const PAY: &str = "alipay.trade.pay";
const NUMBER: &str = "T1";

/// What the number stands for when the request under test comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// Nothing.
    Unknown,
    /// Created for nobody in particular.
    Unbound,
    /// Created for the rich buyer.
    Bound,
    /// A first payment was refused for want of money: waiting, and bound to nobody.
    Refused,
    /// A first payment waits for the rich buyer's password.
    Confirming,
    /// Created, then left by the buyer in the cashier.
    Abandoned,
    /// Paid by a payment code.
    PaidByCode,
    /// Created, and paid in the cashier.
    PaidInCashier,
    /// Closed by its timer.
    Closed,
}

impl Known {
    const ALL: [Known; 9] = [
        Known::Unknown,
        Known::Unbound,
        Known::Bound,
        Known::Refused,
        Known::Confirming,
        Known::Abandoned,
        Known::PaidByCode,
        Known::PaidInCashier,
        Known::Closed,
    ];

    fn bound(self) -> bool {
        !matches!(self, Known::Unknown | Known::Unbound | Known::Refused)
    }

    fn waits(self) -> bool {
        matches!(self, Known::Unbound | Known::Bound | Known::Refused | Known::Confirming | Known::Abandoned)
    }

    fn paid(self) -> bool {
        matches!(self, Known::PaidByCode | Known::PaidInCashier)
    }

    fn make(self, world: &World) {
        let created = |buyer: Option<&str>| {
            let order = with(order(), &buyer.map_or(json!({}), |id| json!({"buyer_id": id})));
            assert_eq!(world.verdict(CREATE, &order), "10000");
        };
        let no = || world.trade(NUMBER).unwrap().no.to_string();
        match self {
            Known::Unknown => {}
            Known::Unbound => created(None),
            Known::Bound => created(Some(RICH)),
            Known::Refused => {
                let refused = pay(world, POOR, &json!({}));
                assert_eq!(world.verdict(PAY, &refused), "ACQ.BUYER_BALANCE_NOT_ENOUGH");
            }
            Known::Confirming => {
                assert_eq!(world.verdict(PAY, &pay(world, RICH, &json!({}))), "10003");
            }
            Known::Abandoned => {
                created(Some(RICH));
                world.abandon(&no()).unwrap();
            }
            Known::PaidByCode => {
                assert_eq!(world.verdict(PAY, &pay(world, RICH, &json!({}))), "10003");
                world.press(&no(), RICH, Some(PASSWORD)).unwrap();
            }
            Known::PaidInCashier => {
                created(Some(RICH));
                world.press(&no(), RICH, Some(PASSWORD)).unwrap();
            }
            Known::Closed => {
                created(Some(RICH));
                world.wait(DAY);
                assert_eq!(world.fire(), 1);
            }
        }
    }
}

/// Whom the request under test names: by buyer_id, or by a payment code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Buyer {
    Nobody,
    Same,
    Other,
    Stranger,
}

/// 1,200.00: above what a buyer pays without a password.
fn order() -> Value {
    json!({"out_trade_no": NUMBER, "total_amount": "1200.00", "subject": "苹果 16G"})
}

fn with(mut order: Value, change: &Value) -> Value {
    order.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    order
}

fn pay(world: &World, buyer: &str, change: &Value) -> Value {
    with(with(order(), &json!({"auth_code": world.code(buyer)})), change)
}

/// What of the key data differs; the first entry is nothing.
fn data() -> Vec<Value> {
    vec![
        json!({}),
        json!({"total_amount": "1200.01"}),
        json!({"subject": "苹果"}),
        json!({"seller_id": OTHER_PID}),
        json!({"discountable_amount": "1199.99"}),
        json!({"undiscountable_amount": "0.01"}),
        json!({"product_code": "ANOTHER_PRODUCT"}),
    ]
}

fn a_world() -> World {
    let world = World::new();
    world.merchant(|m| {
        m.receive_accounts.push(UserId::from(OTHER_PID));
        m.contracts.push(Contract::plain("ANOTHER_PRODUCT", Rate(6000)));
    });
    world
}

/// What the documents say, in their words and not in the engine's.
fn documented(known: Known, expired: bool, method: &str, same: bool, buyer: Buyer) -> &'static str {
    let dead_code = method == PAY && buyer == Buyer::Stranger;
    if known == Known::Closed || (known.waits() && expired) {
        return "ACQ.TRADE_HAS_CLOSE";
    }
    if known.paid() {
        return "ACQ.TRADE_HAS_SUCCESS";
    }
    if dead_code {
        return "ACQ.PAYMENT_AUTH_CODE_INVALID";
    }
    if known.waits() {
        if known.bound() && matches!(buyer, Buyer::Other | Buyer::Stranger) {
            return "ACQ.TRADE_BUYER_NOT_MATCH";
        }
        if !same {
            return "ACQ.CONTEXT_INCONSISTENT";
        }
    }
    match (method, buyer) {
        (CREATE, Buyer::Stranger) => "ACQ.BUYER_NOT_EXIST",
        (CREATE, _) => "10000",
        _ => "10003",
    }
}

fn request(world: &World, method: &str, buyer: Buyer, change: &Value) -> Value {
    let order = with(order(), change);
    let named = match (method, buyer) {
        (_, Buyer::Nobody) => json!({}),
        (CREATE, Buyer::Same) => json!({"buyer_id": RICH}),
        (CREATE, Buyer::Other) => json!({"buyer_id": FRIEND}),
        (CREATE, Buyer::Stranger) => json!({"buyer_id": "2088999999999999"}),
        (_, Buyer::Same) => json!({"auth_code": world.code(RICH)}),
        (_, Buyer::Other) => json!({"auth_code": world.code(FRIEND)}),
        (_, Buyer::Stranger) => json!({"auth_code": "289999999999999999"}),
    };
    with(order, &named)
}

/// A refusal changes nothing; a success keeps the number's trade and its first values.
fn left(before: Option<&Trade>, after: Option<&Trade>, verdict: &str, case: &str) {
    match (before, after) {
        (None, after) => assert_eq!(after.is_some(), verdict.starts_with("1000"), "{case}"),
        (Some(before), Some(after)) => {
            assert_eq!((&before.no, before.total), (&after.no, after.total), "{case}");
            assert_eq!(before.detail.subject, after.detail.subject, "{case}");
            let moved = after.version - before.version;
            assert_eq!(moved, u32::from(verdict == "10003"), "{case}: transitions");
        }
        (Some(_), None) => panic!("{case}: the trade is gone"),
    }
}

#[test]
fn every_known_number_is_answered_as_documented() {
    let mut cases = 0;
    for known in Known::ALL {
        for expired in [false, true] {
            for method in [CREATE, PAY] {
                for change in data() {
                    for buyer in [Buyer::Nobody, Buyer::Same, Buyer::Other, Buyer::Stranger] {
                        if method == PAY && buyer == Buyer::Nobody {
                            continue; // auth_code is required without another credential
                        }
                        judge(known, expired, method, &change, buyer);
                        cases += 1;
                    }
                }
            }
        }
    }
    assert_eq!(cases, 9 * 2 * 7 * (4 + 3));
}

fn judge(known: Known, expired: bool, method: &str, change: &Value, buyer: Buyer) {
    let case = format!("{known:?}, expired {expired}, {method}, {change}, {buyer:?}");
    let world = a_world();
    known.make(&world);
    if expired {
        world.wait(3 * HOUR);
    }
    let before = world.trade(NUMBER);
    let held = (world.balance(RICH), world.balance(FRIEND), world.balance(PID));
    let request = request(&world, method, buyer, change);
    let answer = world.call(method, &request);
    let verdict = answer.sub_code.unwrap_or(answer.code);
    let same = change.as_object().is_some_and(serde_json::Map::is_empty);
    assert_eq!(verdict, documented(known, expired, method, same, buyer), "{case}");
    let after = world.trade(NUMBER);
    left(before.as_deref(), after.as_deref(), verdict, &case);
    if let Some(trade) = after.as_deref().filter(|_| verdict.starts_with("1000")) {
        assert_eq!(member(&answer.body, "trade_no"), Some(trade.no.as_str()), "{case}");
        assert_eq!(trade.status, TradeStatus::WaitBuyerPay, "{case}");
    }
    assert_eq!(
        held,
        (world.balance(RICH), world.balance(FRIEND), world.balance(PID)),
        "{case}: no money moves"
    );
    world.check();
}
