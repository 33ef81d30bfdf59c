//! Total, discountable and undiscountable amount (`semantics.md §2.2`).

use tael_core::money::{Fen, TRADE_MAX};

use crate::generated::Code;
use crate::method::Rule;

/// The three amounts of an order, all known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amounts {
    /// The order.
    pub total: Fen,
    /// The part that takes part in discounts.
    pub discountable: Fen,
    /// The part that does not.
    pub undiscountable: Fen,
}

/// Completes what was sent. A missing total is the sum of both parts where `total_from_parts` allows it (trade.pay).
///
/// # Errors
/// Invalid parameter where the parts contradict the total; ACQ.TOTAL_FEE_EXCEED where a sum is too large.
pub fn complete(
    total: Option<Fen>,
    discountable: Option<Fen>,
    undiscountable: Option<Fen>,
    total_from_parts: bool,
) -> Result<Amounts, Rule> {
    let total = match (total, discountable, undiscountable) {
        (Some(total), ..) => total,
        (None, Some(a), Some(b)) if total_from_parts => a.checked_add(b).unwrap_or(Fen(i64::MAX)),
        _ => {
            let wrong = (
                "缺少必填参数，或同时传入可打折金额和不可打折金额",
                "is missing; send it or both of its parts",
            );
            return Err(Rule::invalid("total_amount", wrong.0, wrong.1));
        }
    };
    if total > TRADE_MAX {
        return Err(Rule::because(
            Code::TotalFeeExceed,
            format!("the order amounts to {total}, at most {TRADE_MAX}"),
        ));
    }
    let rest = |path: &str, part: Fen| {
        total.checked_sub(part).filter(|rest| *rest >= Fen::ZERO).ok_or_else(|| {
            Rule::invalid(
                path,
                &format!("大于订单总金额 {total}，实际为 {part}"),
                &format!("is {part}, more than the total {total}"),
            )
        })
    };
    let (discountable, undiscountable) = match (discountable, undiscountable) {
        (None, None) => (total, Fen::ZERO),
        (Some(part), None) => (part, rest("discountable_amount", part)?),
        (None, Some(part)) => (rest("undiscountable_amount", part)?, part),
        (Some(a), Some(b)) if a.checked_add(b) == Some(total) => (a, b),
        (Some(a), Some(b)) => {
            return Err(Rule::invalid(
                "total_amount",
                &format!("应等于可打折金额 {a} 与不可打折金额 {b} 之和，实际为 {total}"),
                &format!("is {total}, but its parts are {a} and {b}"),
            ));
        }
    };
    Ok(Amounts { total, discountable, undiscountable })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(total: Option<i64>, a: Option<i64>, b: Option<i64>, parts: bool) -> Option<(i64, i64, i64)> {
        complete(total.map(Fen), a.map(Fen), b.map(Fen), parts)
            .ok()
            .map(|x| (x.total.0, x.discountable.0, x.undiscountable.0))
    }

    #[test]
    fn the_missing_parts_follow() {
        assert_eq!(all(Some(100), None, None, false), Some((100, 100, 0)));
        assert_eq!(all(Some(100), Some(30), None, false), Some((100, 30, 70)));
        assert_eq!(all(Some(100), None, Some(30), false), Some((100, 70, 30)));
        assert_eq!(all(Some(100), Some(30), Some(70), false), Some((100, 30, 70)));
        assert_eq!(all(None, Some(30), Some(70), true), Some((100, 30, 70)));
    }

    #[test]
    fn contradictions_are_refused() {
        assert_eq!(all(Some(100), Some(30), Some(71), false), None);
        assert_eq!(all(Some(100), Some(101), None, false), None);
        assert_eq!(all(Some(100), None, Some(101), false), None);
        assert_eq!(all(None, Some(30), Some(70), false), None);
        assert_eq!(all(None, Some(30), None, true), None);
        assert_eq!(all(None, None, None, true), None);
        assert_eq!(all(None, Some(TRADE_MAX.0), Some(1), true), None);
    }
}
