//! How many pieces of an item one buyer may order.

use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// Over what a purchase limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Window {
    /// One order.
    Order,
    /// The orders that the buyer makes in a Beijing day of the world's clock.
    Day,
    /// All orders of the buyer.
    #[default]
    Lifetime,
}

impl Window {
    /// The period in which `at` lies: `yyyyMMdd`, 0 for always; `None` where nothing is counted beyond the order.
    #[must_use]
    pub fn period(self, at: Instant) -> Option<i32> {
        match self {
            Window::Order => None,
            Window::Day => at.beijing_day().parse().ok(),
            Window::Lifetime => Some(0),
        }
    }
}

/// A limit per buyer, over all SKUs of the item. Orders that are closed do not count, refunded ones do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurchaseLimit {
    /// Pieces.
    pub count: u32,
    /// Over what.
    #[serde(default)]
    pub window: Window,
}

impl PurchaseLimit {
    /// True where a buyer who has ordered `before` pieces in the window may order so many more.
    #[must_use]
    pub fn allows(&self, before: i64, more: i64) -> bool {
        let before = if self.window == Window::Order { 0 } else { before };
        before.saturating_add(more) <= i64::from(self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_counts_within_its_window() {
        let limit = |window| PurchaseLimit { count: 3, window };
        for (window, before, more, allowed) in [
            (Window::Order, 100, 3, true),
            (Window::Order, 0, 4, false),
            (Window::Day, 2, 1, true),
            (Window::Day, 3, 1, false),
            (Window::Lifetime, 0, 3, true),
            (Window::Lifetime, i64::MAX, i64::MAX, false),
        ] {
            assert_eq!(limit(window).allows(before, more), allowed, "{window:?} {before} {more}");
        }
        let at = Instant::parse_beijing("2026-11-22 23:59:59").unwrap();
        assert_eq!(Window::Day.period(at), Some(20_261_122));
        assert_eq!(Window::Day.period(at.plus(1_000)), Some(20_261_123));
        assert_eq!((Window::Order.period(at), Window::Lifetime.period(at)), (None, Some(0)));
    }
}
