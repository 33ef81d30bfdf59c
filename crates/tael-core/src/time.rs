//! Time: milliseconds since 1970 inside, Asia/Shanghai (+08:00) on the wire.

use std::fmt;

use jiff::{Timestamp, Zoned, civil, tz};
use serde::{Deserialize, Serialize};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

/// One second in milliseconds.
pub const SECOND: i64 = 1_000;
/// One minute in milliseconds.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// One day in milliseconds.
pub const DAY: i64 = 24 * HOUR;

/// The offset of Asia/Shanghai; there has been no daylight saving time since 1991.
const BEIJING: tz::Offset = tz::offset(8);

impl Instant {
    /// Reads `yyyy-MM-dd HH:mm:ss` as Beijing time; the text must be a real calendar value (2026-02-30 is not).
    #[must_use]
    pub fn parse_beijing(text: &str) -> Option<Instant> {
        let b = text.as_bytes();
        if b.len() != 19 || b[4] != b'-' || b[7] != b'-' || b[10] != b' ' || b[13] != b':' || b[16] != b':' {
            return None;
        }
        let number = |from: usize, to: usize| -> Option<i16> {
            let part = text.get(from..to)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let small = |from: usize| number(from, from + 2).and_then(|n| i8::try_from(n).ok());
        if number(17, 19)? > 59 {
            return None;
        }
        let at =
            civil::DateTime::new(number(0, 4)?, small(5)?, small(8)?, small(11)?, small(14)?, small(17)?, 0)
                .ok()?;
        Some(Instant(BEIJING.to_timestamp(at).ok()?.as_millisecond()))
    }

    /// This instant plus so many milliseconds, at the ends of time where it does not fit.
    #[must_use]
    pub fn plus(self, millis: i64) -> Instant {
        Instant(self.0.saturating_add(millis))
    }

    /// Midnight at the end of the Beijing day in which this instant lies.
    #[must_use]
    pub fn end_of_beijing_day(self) -> Instant {
        let offset = 8 * HOUR;
        Instant(((self.0 + offset).div_euclid(DAY) + 1) * DAY - offset)
    }

    /// `yyyyMMdd` of the Beijing day.
    #[must_use]
    pub fn beijing_day(self) -> String {
        let at = self.zoned();
        format!("{:04}{:02}{:02}", at.year(), at.month(), at.day())
    }

    /// `yyyyMM` of the Beijing month.
    #[must_use]
    pub fn beijing_month(self) -> String {
        let at = self.zoned();
        format!("{:04}{:02}", at.year(), at.month())
    }

    /// Milliseconds since Beijing midnight.
    #[must_use]
    pub fn millis_of_beijing_day(self) -> i64 {
        (self.0 + 8 * HOUR).rem_euclid(DAY)
    }

    fn zoned(self) -> Zoned {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::MAX).to_zoned(BEIJING.to_time_zone())
    }
}

/// `yyyy-MM-dd HH:mm:ss` in Beijing time, the form of the wire.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.zoned();
        write!(
            f,
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
            at.year(),
            at.month(),
            at.day(),
            at.hour(),
            at.minute(),
            at.second()
        )
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}.{:03}+08", self.0.rem_euclid(1000))
    }
}

/// A calendar date `yyyy-MM-dd`; true when the text is a real one.
#[must_use]
pub fn is_date(text: &str) -> bool {
    text.len() == 10 && Instant::parse_beijing(&format!("{text} 00:00:00")).is_some()
}

/// A relative time limit of the wire: `90m`, `3h`, `15d`, or `1c` (`semantics.md §1.4`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// So many milliseconds from the start.
    Millis(i64),
    /// `1c`: the end of the Beijing day of the start.
    EndOfDay,
}

impl Span {
    /// Reads a limit; `None` where the text is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Span> {
        if text == "1c" {
            return Some(Span::EndOfDay);
        }
        if !text.is_ascii() || text.len() < 2 {
            return None;
        }
        let (number, unit) = text.split_at(text.len() - 1);
        if number.starts_with('0') || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let unit = match unit {
            "m" => MINUTE,
            "h" => HOUR,
            "d" => DAY,
            _ => return None,
        };
        number.parse::<i64>().ok()?.checked_mul(unit).map(Span::Millis)
    }

    /// When a limit that starts at `from` ends.
    #[must_use]
    pub fn end(self, from: Instant) -> Instant {
        match self {
            Span::Millis(millis) => from.plus(millis),
            Span::EndOfDay => from.end_of_beijing_day(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beijing_time_is_read_and_printed() {
        let at = Instant::parse_beijing("2026-11-22 10:00:00").expect("a time");
        assert_eq!(at, Instant(1_795_312_800_000));
        assert_eq!(at.to_string(), "2026-11-22 10:00:00");
        assert_eq!(at.beijing_day(), "20261122");
        assert_eq!(at.millis_of_beijing_day(), 10 * HOUR);
    }

    #[test]
    fn only_real_calendar_values_are_times() {
        for text in [
            "2026-02-30 00:00:00",
            "2026-13-01 00:00:00",
            "2026-01-01 24:00:00",
            "2026-01-01 00:00:60",
            "2026-1-1 0:0:0",
            "",
            "2026-01-01T00:00:00",
            "２026-01-01 00:00:0",
        ] {
            assert_eq!(Instant::parse_beijing(text), None, "{text}");
        }
        assert!(is_date("2024-02-29") && !is_date("2026-02-29"));
    }

    #[test]
    fn limits_end_where_they_should() {
        let from = Instant::parse_beijing("2026-11-22 23:59:59").expect("a time");
        assert_eq!(Span::parse("1c").map(|s| s.end(from).to_string()), Some("2026-11-23 00:00:00".into()));
        assert_eq!(Span::parse("90m").map(|s| s.end(from).to_string()), Some("2026-11-23 01:29:59".into()));
        let midnight = Instant::parse_beijing("2026-11-22 00:00:00").expect("a time");
        assert_eq!(Span::EndOfDay.end(midnight).to_string(), "2026-11-23 00:00:00");
        for text in ["", "m", "0m", "1.5h", "01h", "1s", "2c", "１m", "-1m"] {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }
}
