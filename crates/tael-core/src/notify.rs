//! The schedule of asynchronous notifications (`semantics.md §1.9, §12.9`).

use crate::time::{HOUR, Instant, MINUTE};

/// Waiting times between the eight deliveries of a notification, in milliseconds: 4 m, 10 m, 10 m, 1 h, 2 h, 6 h, 15 h.
pub const GAPS: [i64; 7] = [4 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR];

/// How often a notification is tried at most.
pub const SLOTS: u32 = GAPS.len() as u32 + 1;

/// When slot `n` (1-based) of a notification that was enqueued at `start` is due; `None` behind the last slot.
#[must_use]
pub fn slot(start: Instant, n: u32) -> Option<Instant> {
    let gaps = GAPS.get(..(n.checked_sub(1)? as usize))?;
    Some(start.plus(gaps.iter().sum()))
}

/// When the first slot behind `now` is due, for a notification that was enqueued at `start`; `None` behind the last
/// slot. Which slot is next follows from the time alone: deliveries by hand use up none, so numbers of deliveries do not tell.
#[must_use]
pub fn slot_after(start: Instant, now: Instant) -> Option<Instant> {
    (1..=SLOTS).filter_map(|n| slot(start, n)).find(|at| *at > now)
}

/// What a merchant's answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// HTTP 200 and exactly `success`.
    Success,
    /// HTTP 200 and `success` in other case or with white space around it: accepted, flagged.
    InexactSuccess,
    /// Anything else: the next slot follows.
    Refused,
}

/// Judges a merchant's answer (`protocol.md §8.1`).
#[must_use]
pub fn judge(status: u16, body: &str) -> Receipt {
    match (status, body) {
        (200, "success") => Receipt::Success,
        (200, text) if text.trim().eq_ignore_ascii_case("success") => Receipt::InexactSuccess,
        _ => Receipt::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_slots_in_a_day() {
        let start = Instant(0);
        let due: Vec<i64> = (0..=9).filter_map(|n| slot(start, n)).map(|at| at.0 / MINUTE).collect();
        assert_eq!(due, [0, 4, 14, 24, 84, 204, 564, 1464]);
        assert_eq!(due.len() as u32, SLOTS);
        assert_eq!(slot(start, 9), None);
        for n in 1..=SLOTS {
            let due = slot(start, n).unwrap();
            assert_eq!(slot_after(start, due), slot(start, n + 1), "behind slot {n}");
            assert_eq!(slot_after(start, due.plus(-1)), Some(due));
        }
    }

    #[test]
    fn only_success_is_success() {
        assert_eq!(judge(200, "success"), Receipt::Success);
        assert_eq!(judge(200, " SUCCESS\n"), Receipt::InexactSuccess);
        for (status, body) in [
            (201, "success"),
            (302, "success"),
            (500, "success"),
            (200, "fail"),
            (200, "success!"),
            (200, ""),
        ] {
            assert_eq!(judge(status, body), Receipt::Refused, "{status} {body}");
        }
    }
}
