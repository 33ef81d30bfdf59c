//! What must be true after the gateway has come up again.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::client::{Connection, Demo};
use super::load::{Answered, is};
use super::receiver::Receiver;

/// Longer than all slots of a notification take.
const ALL_SLOTS_SECONDS: u32 = 25 * 3600;

/// The deliveries that a notification may have.
const SLOTS: u32 = 8;

/// Every answer is there, with its number and state; every payment was told of, in at most eight deliveries.
pub(super) fn check(demo: &Demo, answers: &[Answered], receiver: &Receiver) -> Result<()> {
    let mut connection = Connection::open(demo)?;
    for answered in answers {
        let out = &answered.out_trade_no;
        let found = connection.call(demo, "alipay.trade.query", &json!({"out_trade_no": out}), None)?;
        ensure!(is(&found, "code", "10000"), "{out} was answered 10000 and is gone: {found}");
        ensure!(is(&found, "trade_no", &answered.trade_no), "{out} has another trade now: {found}");
        let status = if answered.paid { "TRADE_SUCCESS" } else { "WAIT_BUYER_PAY" };
        ensure!(is(&found, "trade_status", status), "{out} should be {status}: {found}");
    }
    let advanced = connection.control(demo, "/clock/advance", &json!({"seconds": ALL_SLOTS_SECONDS}));
    advanced.context("the clock could not be advanced")?;
    for answered in answers.iter().filter(|a| a.paid) {
        let told = receiver.deliveries_of(&answered.trade_no);
        ensure!((1..=SLOTS).contains(&told), "{} was told of {told} times", answered.out_trade_no);
    }
    Ok(())
}
