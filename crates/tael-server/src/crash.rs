//! Named points at which the crash tests kill the process. Without `TAEL_CRASH_AT` they cost one load each.
//!
//! `TAEL_CRASH_AT=after_commit:17` kills the process with SIGKILL at the 17th passage of the point, so that nothing is
//! flushed, closed or answered any more.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, Ordering};

/// A named point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A batch is decided, its transaction has not begun.
    BeforeCommit,
    /// The transaction is durable, nobody is answered.
    AfterCommit,
    /// The POST of a notification is answered, its end is not recorded.
    AfterPost,
    /// A notification is due, its attempt is not recorded and no POST has left.
    BeforeRecord,
}

impl Point {
    /// Every point.
    pub const ALL: [Point; 4] =
        [Point::BeforeCommit, Point::AfterCommit, Point::AfterPost, Point::BeforeRecord];

    /// The name in `TAEL_CRASH_AT`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Point::BeforeCommit => "before_commit",
            Point::AfterCommit => "after_commit",
            Point::AfterPost => "after_post",
            Point::BeforeRecord => "before_record",
        }
    }
}

struct Armed {
    at: Point,
    left: AtomicI64,
}

fn armed() -> Option<&'static Armed> {
    static ARMED: OnceLock<Option<Armed>> = OnceLock::new();
    ARMED
        .get_or_init(|| {
            let text = std::env::var("TAEL_CRASH_AT").ok()?;
            let (name, count) = text.split_once(':')?;
            let at = Point::ALL.into_iter().find(|p| p.name() == name)?;
            Some(Armed { at, left: AtomicI64::new(count.parse().ok()?) })
        })
        .as_ref()
}

/// Passes a point; does not return where the process is to die here.
pub fn pass(point: Point) {
    let Some(armed) = armed() else { return };
    if armed.at == point && armed.left.fetch_sub(1, Ordering::AcqRel) == 1 {
        eprintln!("tael: crash point {} reached", point.name());
        // SIGKILL by the system's own tool: this process is not to clean anything up
        let _ = std::process::Command::new("kill").args(["-9", &std::process::id().to_string()]).status();
        std::process::abort();
    }
}
