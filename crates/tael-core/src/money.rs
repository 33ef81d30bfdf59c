//! Money: integer fen (1/100 yuan) in a newtype, never a float (`semantics.md §2.1`).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The largest amount of a trade, 100,000,000.00 yuan (seeds 001–003).
pub const TRADE_MAX: Fen = Fen(10_000_000_000);

/// An amount of CNY in fen. Signed, because a posting and a balance may be negative; an amount that came over the
/// wire never is.
///
/// On the wire and in JSON it is a decimal string in yuan with exactly two decimals: `"88.88"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fen(pub i64);

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMoney {
    /// Signs, exponents, blanks, full-width digits, empty text, a lone point.
    #[error("is not a decimal number of yuan")]
    Syntax,
    /// More than two significant decimals.
    #[error("has more than two decimals")]
    Decimals,
    /// Does not fit 63 bits of fen.
    #[error("is too large")]
    TooLarge,
}

impl Fen {
    /// Nothing.
    pub const ZERO: Fen = Fen(0);

    /// So many whole yuan.
    #[must_use]
    pub const fn yuan(yuan: i64) -> Fen {
        Fen(yuan * 100)
    }

    /// Reads yuan as sent on the wire: digits with at most two significant decimals. `88`, `88.8`, `88.88` and `88.880`
    /// are amounts; signs, exponents and blanks are not (`semantics.md §2.1, §12.1`).
    ///
    /// # Errors
    /// [`NotMoney`] says what is wrong with the text.
    pub fn parse_yuan(text: &str) -> Result<Fen, NotMoney> {
        let (whole, fraction) = match text.split_once('.') {
            Some((_, "")) | None if text.ends_with('.') => return Err(NotMoney::Syntax),
            Some((whole, fraction)) => (whole, fraction),
            None => (text, ""),
        };
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return Err(NotMoney::Syntax);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 2 {
            return Err(NotMoney::Decimals);
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 15 {
            return Err(NotMoney::TooLarge);
        }
        let mut fen: i64 = 0;
        for b in whole.bytes() {
            fen = fen * 10 + i64::from(b - b'0');
        }
        let mut tail = fraction.bytes().map(|b| i64::from(b - b'0'));
        let (tenths, hundredths) = (tail.next().unwrap_or(0), tail.next().unwrap_or(0));
        Ok(Fen(fen * 100 + tenths * 10 + hundredths))
    }

    /// The sum, or `None` where it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Fen) -> Option<Fen> {
        self.0.checked_add(other.0).map(Fen)
    }

    /// The difference, or `None` where it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Fen) -> Option<Fen> {
        self.0.checked_sub(other.0).map(Fen)
    }

    /// True for more than nothing.
    #[must_use]
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// The share of this amount at `rate`, rounded half up to one fen (`semantics.md §2.4`). Amounts are not negative here.
    #[must_use]
    pub fn share(self, rate: Rate) -> Fen {
        let exact = i128::from(self.0) * i128::from(rate.0);
        let rounded = (exact + i128::from(Rate::ONE.0) / 2) / i128::from(Rate::ONE.0);
        Fen(i64::try_from(rounded).unwrap_or(i64::MAX))
    }
}

impl std::ops::Neg for Fen {
    type Output = Fen;
    fn neg(self) -> Fen {
        Fen(-self.0)
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, magnitude) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        write!(f, "{sign}{}.{:02}", magnitude / 100, magnitude % 100)
    }
}

impl fmt::Debug for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "¥{self}")
    }
}

impl Serialize for Fen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fen, D::Error> {
        deserializer.deserialize_str(FenVisitor)
    }
}

struct FenVisitor;

impl de::Visitor<'_> for FenVisitor {
    type Value = Fen;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal string of yuan such as \"88.88\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Fen, E> {
        let (negative, magnitude) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let fen = Fen::parse_yuan(magnitude).map_err(|e| E::custom(format!("\"{text}\" {e}")))?;
        Ok(if negative { -fen } else { fen })
    }
}

/// A rate in millionths: 0.6 % is `Rate(6_000)`. In JSON a decimal string, `"0.006"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rate(pub i64);

impl Rate {
    /// 100 %.
    pub const ONE: Rate = Rate(1_000_000);

    /// Reads `0.006`; at most six decimals, 0 to 1.
    #[must_use]
    pub fn parse(text: &str) -> Option<Rate> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if fraction.len() > 6 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let whole: i64 = match whole {
            "0" => 0,
            "1" => 1,
            _ => return None,
        };
        let millionths: i64 = format!("{fraction:0<6}").parse().ok()?;
        let rate = Rate(whole * 1_000_000 + millionths);
        (rate <= Rate::ONE).then_some(rate)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Rate, D::Error> {
        deserializer.deserialize_str(RateVisitor)
    }
}

struct RateVisitor;

impl de::Visitor<'_> for RateVisitor {
    type Value = Rate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal string between 0 and 1 such as \"0.006\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Rate, E> {
        Rate::parse(text).ok_or_else(|| E::custom(format!("\"{text}\" is not a rate between 0 and 1")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepts_what_the_wire_may_carry() {
        for (text, fen) in [
            ("88", 8800),
            ("88.8", 8880),
            ("88.88", 8888),
            ("88.880", 8888),
            ("0.01", 1),
            ("00.10", 10),
            ("0", 0),
        ] {
            assert_eq!(Fen::parse_yuan(text), Ok(Fen(fen)), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for text in ["", ".", "1.", ".5", "-1", "+1", "1e2", " 1", "1 ", "１", "1,000", "NaN", "1.2.3"] {
            assert_eq!(Fen::parse_yuan(text), Err(NotMoney::Syntax), "{text:?}");
        }
        assert_eq!(Fen::parse_yuan("1.001"), Err(NotMoney::Decimals));
        assert_eq!(Fen::parse_yuan("1234567890123456"), Err(NotMoney::TooLarge));
    }

    #[test]
    fn fees_round_half_up() {
        let rate = Rate::parse("0.006").expect("a rate");
        assert_eq!(Fen(8888).share(rate), Fen(53)); // 53.328
        assert_eq!(Fen(250).share(rate), Fen(2)); // 1.5
        assert_eq!(Fen(1).share(rate), Fen(0));
        assert_eq!(rate.to_string(), "0.006");
        assert_eq!(Rate::parse("1.1"), None);
    }

    proptest! {
        #[test]
        fn printing_and_reading_are_inverse(fen in 0i64..=10_000_000_000) {
            prop_assert_eq!(Fen::parse_yuan(&Fen(fen).to_string()), Ok(Fen(fen)));
        }

        #[test]
        fn no_text_panics(text in ".{0,24}") {
            let _ = Fen::parse_yuan(&text);
            let _ = Rate::parse(&text);
        }
    }
}
