//! Stock: pieces that can be sold, that open orders hold, and that are sold.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::id::Id;

/// What has a stock of its own: a SKU, or an item without SKUs (number 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Unit {
    /// The item.
    pub item: Id,
    /// The SKU's number in it; 0 for the item itself.
    pub sku: u32,
}

/// A stock: all of a unit's, or its quota in one channel.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StockKey {
    /// Of what.
    pub unit: Unit,
    /// The channel (`sceneId` of the source); empty for the stock as a whole.
    pub scene: SmolStr,
}

impl StockKey {
    /// The stock of a unit as a whole.
    #[must_use]
    pub fn whole(unit: Unit) -> StockKey {
        StockKey { unit, scene: SmolStr::default() }
    }
}

/// A stock. No member is ever negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stock {
    /// Pieces that can be ordered; `None` without a limit.
    pub left: Option<i64>,
    /// Pieces that orders hold which are not paid yet.
    pub held: i64,
    /// Pieces of paid orders.
    pub sold: i64,
}

/// A movement of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Added to what can be ordered, where that is limited.
    pub left: i64,
    /// Added to what is held.
    pub held: i64,
    /// Added to what is sold.
    pub sold: i64,
}

impl Step {
    /// An order takes pieces.
    #[must_use]
    pub fn take(count: i64) -> Step {
        Step { left: -count, held: count, sold: 0 }
    }

    /// An order is closed and gives them back.
    #[must_use]
    pub fn give_back(count: i64) -> Step {
        Step { left: count, held: -count, sold: 0 }
    }

    /// An order is paid.
    #[must_use]
    pub fn sell(count: i64) -> Step {
        Step { left: 0, held: -count, sold: count }
    }
}

impl Stock {
    /// A stock of so many pieces, none of them ordered.
    #[must_use]
    pub fn of(left: Option<i64>) -> Stock {
        Stock { left, ..Stock::default() }
    }

    /// The stock after a step; `None` where a member would be negative.
    #[must_use]
    pub fn after(self, step: Step) -> Option<Stock> {
        let sum = |a: i64, b: i64| a.checked_add(b).filter(|sum| *sum >= 0);
        Some(Stock {
            left: match self.left {
                Some(left) => Some(sum(left, step.left)?),
                None => None,
            },
            held: sum(self.held, step.held)?,
            sold: sum(self.sold, step.sold)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pieces_are_taken_given_back_and_sold() {
        let full = Stock::of(Some(5));
        let held = full.after(Step::take(3)).unwrap();
        assert_eq!(held, Stock { left: Some(2), held: 3, sold: 0 });
        assert_eq!(held.after(Step::take(3)), None);
        assert_eq!(held.after(Step::give_back(3)), Some(full));
        assert_eq!(held.after(Step::sell(3)), Some(Stock { left: Some(2), held: 0, sold: 3 }));
        assert_eq!(held.after(Step::give_back(4)), None);
        assert_eq!(Stock::of(None).after(Step::take(9)), Some(Stock { left: None, held: 9, sold: 0 }));
        assert_eq!(Stock::of(Some(i64::MAX)).after(Step { left: 1, held: 0, sold: 0 }), None);
    }

    proptest! {
        #[test]
        fn no_piece_is_lost_or_made(start in 0_i64..50, steps in prop::collection::vec((0_u8..3, 1_i64..9), 0..40)) {
            let mut stock = Stock::of(Some(start));
            for (kind, count) in steps {
                let step = [Step::take, Step::give_back, Step::sell][usize::from(kind)](count);
                stock = stock.after(step).unwrap_or(stock);
                let left = stock.left.unwrap();
                prop_assert!(left >= 0 && stock.held >= 0 && stock.sold >= 0);
                prop_assert_eq!(left + stock.held + stock.sold, start);
            }
        }
    }
}
