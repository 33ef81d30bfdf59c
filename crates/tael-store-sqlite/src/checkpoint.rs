//! Checkpoints off the path of the commit: a thread of its own moves pages from the log to the data file.
//!
//! Passive checkpoints disturb nobody. Under load they never catch up with the end of the log, so that it would grow
//! without end: when it is large, most of it is moved passively and then the writer is held up for the short rest,
//! after which the log starts anew.

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;

/// A checkpoint is asked for when the log has grown by so many pages of 4 KB.
const STEP: i32 = 1_000;
/// From so many pages on the log is made to start anew.
const LARGE: i32 = 16_000;
/// How long the restart of the log waits for readers; they have a time limit of their own.
const PATIENCE: Duration = Duration::from_millis(200);

/// What the writer tells the thread.
#[derive(Debug, Default)]
struct Signal {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Pages in the log after the last commit.
    pages: i32,
    /// Pages in it when the last checkpoint was asked for.
    asked: i32,
    wanted: bool,
    stop: bool,
}

/// The writer's end.
#[derive(Clone, Debug)]
pub(crate) struct Log(Arc<Signal>);

impl Log {
    /// A commit has left the log with so many pages.
    pub(crate) fn grown(&self, pages: i32) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        if pages < state.pages {
            state.asked = 0;
        }
        state.pages = pages;
        if pages - state.asked >= STEP {
            state.asked = pages;
            state.wanted = true;
            self.0.changed.notify_one();
        }
    }
}

/// The thread; it ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Checkpointer {
    signal: Arc<Signal>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    /// Starts the thread on a connection of its own.
    pub(crate) fn start(path: &Path) -> rusqlite::Result<Checkpointer> {
        Checkpointer::with_limit(path, LARGE)
    }

    fn with_limit(path: &Path, large: i32) -> rusqlite::Result<Checkpointer> {
        let conn = Connection::open(path)?;
        conn.busy_timeout(PATIENCE)?;
        conn.execute_batch("pragma wal_autocheckpoint=0; pragma cache_size=-256;")?;
        let signal = Arc::new(Signal::default());
        let theirs = Arc::clone(&signal);
        let thread = std::thread::Builder::new()
            .name("tael-checkpoint".into())
            .spawn(move || run(&conn, &theirs, large));
        match thread {
            Ok(thread) => Ok(Checkpointer { signal, thread: Some(thread) }),
            Err(error) => Err(rusqlite::Error::ToSqlConversionFailure(error.into())),
        }
    }

    /// The writer's end.
    pub(crate) fn log(&self) -> Log {
        Log(Arc::clone(&self.signal))
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.signal.state.lock().unwrap_or_else(PoisonError::into_inner).stop = true;
        self.signal.changed.notify_one();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the checkpoint thread panicked");
        }
    }
}

fn run(conn: &Connection, signal: &Signal, large: i32) {
    loop {
        {
            let mut state = signal.state.lock().unwrap_or_else(PoisonError::into_inner);
            while !state.wanted && !state.stop {
                state = signal.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            // what was asked for before the end is still done
            if !state.wanted {
                return;
            }
            state.wanted = false;
        }
        let done = checkpoint(conn, "passive").and_then(|log| match log {
            log if log >= large => checkpoint(conn, "truncate"),
            log => Ok(log),
        });
        if let Err(error) = done {
            // the log only grows; the next commit asks again
            tracing::warn!(%error, "a checkpoint failed");
        }
    }
}

/// Moves pages; gives the number of pages in the log.
fn checkpoint(conn: &Connection, mode: &str) -> rusqlite::Result<i32> {
    let (busy, log, moved): (bool, i32, i32) =
        conn.query_row(&format!("pragma wal_checkpoint({mode})"), [], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })?;
    tracing::debug!(mode, busy, log, moved, "checkpoint");
    Ok(log)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writer;
    use tael_store::conformance::Scratch;

    /// Pages in the log and length of the data file, after a log of 20 pages and a checkpoint.
    fn after(large: i32) -> (u64, u64) {
        let dir = Scratch::within(std::env::temp_dir()).unwrap();
        let path = dir.path("t.db");
        let conn = Connection::open(&path).unwrap();
        writer::prepare(&conn).unwrap();
        conn.execute_batch("create table t (x blob); insert into t values (zeroblob(65536));").unwrap();
        let checkpointer = Checkpointer::with_limit(&path, large).unwrap();
        let log = checkpointer.log();
        log.grown(STEP - 1);
        log.grown(STEP);
        drop(checkpointer);
        let length = |name: &str| std::fs::metadata(dir.path(name)).unwrap().len();
        (length("t.db-wal"), length("t.db"))
    }

    #[test]
    fn a_checkpoint_moves_the_pages_and_a_large_log_starts_anew() {
        let (log, data) = after(i32::MAX);
        assert!(log > 65536 && data > 65536, "{log} {data}");
        let (log, data) = after(10);
        assert!(log == 0 && data > 65536, "{log} {data}");
    }

    #[test]
    fn each_step_asks_once() {
        let log = Log(Arc::default());
        let asked = |pages| {
            log.grown(pages);
            std::mem::take(&mut log.0.state.lock().unwrap().wanted)
        };
        let answers = [1, STEP - 1, STEP, STEP + 1, 2 * STEP, 3, STEP + 2].map(asked);
        assert_eq!(answers, [false, false, true, false, true, false, true]);
    }
}
