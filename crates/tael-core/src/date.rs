//! Calendar dates of Asia/Shanghai.

use std::fmt;

use jiff::{ToSpan, civil};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::time::{DAY, HOUR, Instant};

/// A calendar date of Beijing, `yyyy-MM-dd` on the wire and in documents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// Reads `yyyy-MM-dd`; `None` where that is not a date of the calendar.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |from: usize, to: usize| -> Option<i16> {
            let part = text.get(from..to)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let small = |from: usize| number(from, from + 2).and_then(|n| i8::try_from(n).ok());
        civil::Date::new(number(0, 4)?, small(5)?, small(8)?).ok().map(Date)
    }

    /// The Beijing date in which an instant lies.
    #[must_use]
    pub fn of(at: Instant) -> Date {
        let days = (at.0 + 8 * HOUR).div_euclid(DAY);
        Date(civil::date(1970, 1, 1).saturating_add(days.clamp(-4_000_000, 4_000_000).days()))
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// So many days later, negative for earlier; at the end of the calendar (year 9999) where it does not fit.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Date {
        Date(self.0.saturating_add(i64::from(days).days()))
    }

    /// So many calendar months later with the same day of the month, its last day where it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Date {
        Date(self.0.saturating_add(i64::from(months).months()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).ok_or_else(|| de::Error::custom("a date is yyyy-MM-dd"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for text in ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "2026/01/01", "", "２026-01-0"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        let leap = Date::parse("2024-02-29").expect("a date");
        assert_eq!(leap.to_string(), "2024-02-29");
        assert_eq!(leap.plus_months(12).to_string(), "2025-02-28");
        assert_eq!(leap.plus_days(1).to_string(), "2024-03-01");
    }

    #[test]
    fn an_instant_lies_in_its_beijing_date() {
        for (at, date) in [
            ("2026-11-22 00:00:00", "2026-11-22"),
            ("2026-11-22 23:59:59", "2026-11-22"),
            ("1969-12-31 12:00:00", "1969-12-31"),
        ] {
            assert_eq!(Date::of(Instant::parse_beijing(at).expect("a time")).to_string(), date);
        }
    }
}
