//! Decimal numbers as text: compared exactly, never through a float.

use super::table::Range;

/// Millionths: the unit of [`Range`].
pub(crate) const ONE: i128 = 1_000_000;

/// A number that was read: digits, optionally a point and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    /// Millionths, cut off; [`i128::MAX`] for what does not fit.
    millionths: i128,
    /// Something was cut off.
    more: bool,
    /// Significant decimals.
    pub(crate) decimals: usize,
    /// Digits, without the point and without leading and trailing zeros of no significance.
    pub(crate) digits: usize,
}

impl Decimal {
    /// Reads a number; signs, exponents, blanks, separators and other scripts' digits are none.
    pub(crate) fn parse(text: &str) -> Option<Decimal> {
        let (whole, fraction) = match text.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (text, ""),
        };
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let mut millionths: i128 = 0;
        for digit in whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(6)) {
            millionths = millionths.saturating_mul(10).saturating_add(i128::from(digit - b'0'));
        }
        let digits = (whole.len() + fraction.len()).max(1);
        Some(Decimal { millionths, more: fraction.len() > 6, decimals: fraction.len(), digits })
    }

    /// True where the value lies within the range.
    pub(crate) fn lies_in(self, range: Range) -> bool {
        let above = |max: i64| match self.millionths.cmp(&i128::from(max)) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => self.more || range.max_exclusive,
            std::cmp::Ordering::Greater => true,
        };
        range.min.is_none_or(|min| self.millionths >= i128::from(min)) && !range.max.is_some_and(above)
    }
}

/// Millionths as a number for people: `0.01`, `100000000`.
pub(crate) fn shown(millionths: i64) -> String {
    let text = format!("{}.{:06}", i128::from(millionths) / ONE, i128::from(millionths) % ONE);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(text: &str, min: i64, max: i64) -> bool {
        Decimal::parse(text).expect(text).lies_in(Range {
            min: Some(min),
            max: Some(max),
            max_exclusive: false,
        })
    }

    #[test]
    fn ranges_are_exact() {
        assert!(
            inside("0.01", 10_000, 1_000_000)
                && inside("1.000", 10_000, 1_000_000)
                && inside("001", 0, 1_000_000)
        );
        assert!(!inside("0.0099999999", 10_000, 1_000_000) && !inside("1.00000001", 10_000, 1_000_000));
        assert!(!inside(&"9".repeat(60), 0, i64::MAX));
        assert!(!Decimal::parse("5").expect("5").lies_in(Range {
            min: None,
            max: Some(5_000_000),
            max_exclusive: true
        }));
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["", ".", "1.", ".5", "-1", "+1", "1e2", " 1", "1,0", "１", "0x1", "1.2.3"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse("1.50").map(|d| (d.decimals, d.digits)), Some((1, 2)));
        assert_eq!(Decimal::parse("0").map(|d| (d.decimals, d.digits)), Some((0, 1)));
        assert_eq!(shown(10_000), "0.01");
        assert_eq!(shown(100_000_000_000_000), "100000000");
    }
}
