//! Time limits (`semantics.md §1.4`).

use tael_core::time::{DAY, HOUR, Instant, Span};

use crate::generated::Code;
use crate::method::Rule;

/// The longest limit.
const LONGEST: i64 = 15 * DAY;

/// From when on an order is over: `time_expire` wins over `timeout_express`; without both, 3 h face to face, else 15 d.
///
/// # Errors
/// ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR for a limit in the past; invalid parameter for one more than 15 days ahead.
pub fn ends(
    time_expire: Option<Instant>,
    timeout_express: Option<&str>,
    face_to_face: bool,
    now: Instant,
) -> Result<Instant, Rule> {
    if let Some(end) = time_expire {
        if end <= now {
            let hint = format!("time_expire {end} is not after now, {now} on this world's clock");
            return Err(Rule::because(Code::NowTimeAfterExpireTimeError, hint));
        }
        if end > now.plus(LONGEST) {
            let wrong = format!("不能晚于当前时间 15 天，实际为 {end}");
            return Err(Rule::invalid(
                "time_expire",
                &wrong,
                &format!("is {end}, more than 15 days after {now}"),
            ));
        }
        return Ok(end);
    }
    let default = if face_to_face { 3 * HOUR } else { LONGEST };
    let span = timeout_express.and_then(Span::parse).unwrap_or(Span::Millis(default));
    Ok(span.end(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_limit_that_is_given_counts() {
        let now = Instant::parse_beijing("2026-11-22 10:00:00").unwrap();
        let at = |t: &str| Instant::parse_beijing(t).unwrap();
        let end =
            |e: Option<&str>, s: Option<&str>, f| ends(e.map(at), s, f, now).map(|x| x.to_string()).ok();
        assert_eq!(
            end(Some("2026-11-22 10:05:00"), Some("90m"), true).as_deref(),
            Some("2026-11-22 10:05:00")
        );
        assert_eq!(end(None, Some("90m"), true).as_deref(), Some("2026-11-22 11:30:00"));
        assert_eq!(end(None, Some("1c"), true).as_deref(), Some("2026-11-23 00:00:00"));
        assert_eq!(end(None, None, true).as_deref(), Some("2026-11-22 13:00:00"));
        assert_eq!(end(None, None, false).as_deref(), Some("2026-12-07 10:00:00"));
        assert_eq!(end(Some("2026-12-07 10:00:00"), None, false).as_deref(), Some("2026-12-07 10:00:00"));
        for refused in ["2026-11-22 10:00:00", "2026-11-22 09:59:59", "2026-12-07 10:00:01"] {
            assert_eq!(end(Some(refused), None, false), None, "{refused}");
        }
    }
}
