//! Readers: connections that cannot write, each on a snapshot of its own, with a time limit so that none pins the log.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};
use tael_store::{BoxFuture, Key, Loaded, Page, Query, Snapshot, StoreError};

use crate::cache::{Cache, Stamp, keeps};
use crate::error::store;
use crate::sql::keep_plans;
use crate::{load, page};

/// Idle connections that are kept for the next reader.
const IDLE_MAX: usize = 8;
/// Connections at the same time; more readers than that are refused.
const OPEN_MAX: usize = 64;
/// Steps of the database engine between two looks at the clock.
const STEPS: i32 = 20_000;

/// The readers of a data file.
#[derive(Debug)]
pub(crate) struct Pool {
    path: PathBuf,
    limit: Duration,
    start: Instant,
    cache: Arc<Cache>,
    state: Mutex<PoolState>,
}

#[derive(Debug, Default)]
struct PoolState {
    idle: Vec<Reader>,
    open: usize,
}

/// One connection, and when what it is doing must end, in milliseconds since the start of the pool.
#[derive(Debug)]
struct Reader {
    conn: Connection,
    deadline: Arc<AtomicU64>,
}

impl Pool {
    pub(crate) fn new(path: &Path, limit: Duration, cache: Arc<Cache>) -> Arc<Pool> {
        Arc::new(Pool {
            path: path.to_owned(),
            limit,
            start: Instant::now(),
            cache,
            state: Mutex::new(PoolState::default()),
        })
    }

    /// A reading state as of now.
    pub(crate) fn snapshot(self: &Arc<Self>) -> Result<ReadState, StoreError> {
        let reader = self.take()?;
        let mut state = ReadState { pool: Arc::clone(self), reader: Some(reader), stamp: None };
        let before = self.cache.stamp();
        state.run(|conn| {
            // the first statement, not `begin`, takes the snapshot
            conn.prepare_cached("begin")?.execute([])?;
            conn.prepare_cached("select count(*) from (select 1 from book limit 1)")?
                .query_row([], |_| Ok(()))
        })?;
        state.stamp = before.filter(|_| self.cache.stamp() == before);
        Ok(state)
    }

    fn take(&self) -> Result<Reader, StoreError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reader) = state.idle.pop() {
            return Ok(reader);
        }
        if state.open >= OPEN_MAX {
            return Err(StoreError::new(format!("{OPEN_MAX} readers are at work already")));
        }
        let reader = self.open().map_err(store)?;
        state.open += 1;
        Ok(reader)
    }

    fn open(&self) -> rusqlite::Result<Reader> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(&self.path, flags)?;
        conn.busy_timeout(self.limit)?;
        conn.set_prepared_statement_cache_capacity(128);
        keep_plans(&conn)?;
        conn.execute_batch("pragma query_only=1; pragma wal_autocheckpoint=0; pragma cache_size=-2048;")?;
        let deadline = Arc::new(AtomicU64::new(u64::MAX));
        let (theirs, start) = (Arc::clone(&deadline), self.start);
        let late = move || millis(start.elapsed()) > theirs.load(Ordering::Relaxed);
        conn.progress_handler(STEPS, Some(late))?;
        Ok(Reader { conn, deadline })
    }

    /// Ends the reader's transaction and keeps the connection, unless it misbehaves.
    fn give_back(&self, reader: Reader) {
        reader.deadline.store(u64::MAX, Ordering::Relaxed);
        let clean = reader.conn.is_autocommit() || end(&reader.conn).is_ok();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if clean && state.idle.len() < IDLE_MAX {
            state.idle.push(reader);
        } else {
            state.open -= 1;
        }
    }
}

fn end(conn: &Connection) -> rusqlite::Result<usize> {
    conn.prepare_cached("rollback")?.execute([])
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// A snapshot of the data file.
pub(crate) struct ReadState {
    pool: Arc<Pool>,
    /// There until the state is dropped.
    reader: Option<Reader>,
    /// The state of the directory that it shows, where that is known.
    stamp: Option<Stamp>,
}

impl ReadState {
    fn run<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let reader = self.reader.as_ref().ok_or_else(|| StoreError::new("the snapshot has ended"))?;
        let deadline = millis(self.pool.start.elapsed() + self.pool.limit);
        reader.deadline.store(deadline, Ordering::Relaxed);
        let result = work(&reader.conn);
        reader.deadline.store(u64::MAX, Ordering::Relaxed);
        result.map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => {
                StoreError::new(format!("a reader took longer than {:?} and was stopped", self.pool.limit))
            }
            _ => store(error),
        })
    }

    pub(crate) fn rows(&self, keys: &BTreeSet<Key>) -> Result<Loaded, StoreError> {
        self.run(|conn| {
            keys.iter()
                .map(|key| Ok((key.clone(), cached(conn, &self.pool.cache, self.stamp, key)?)))
                .collect()
        })
    }

    pub(crate) fn answer(&self, query: &Query) -> Result<Page, StoreError> {
        self.run(|conn| page::answer(conn, query))
    }
}

/// The row under a key, from the cache where that is exact.
pub(crate) fn cached(
    conn: &Connection,
    cache: &Cache,
    stamp: Option<Stamp>,
    key: &Key,
) -> rusqlite::Result<Option<tael_store::Row>> {
    let Some(stamp) = stamp.filter(|_| keeps(key)) else {
        return load::row(conn, key);
    };
    if let Some(row) = cache.get(stamp, key) {
        return Ok(row);
    }
    let row = load::row(conn, key)?;
    cache.keep(stamp, key, &row);
    Ok(row)
}

impl Drop for ReadState {
    fn drop(&mut self) {
        if let Some(reader) = self.reader.take() {
            self.pool.give_back(reader);
        }
    }
}

impl Snapshot for ReadState {
    fn load<'a>(&'a mut self, keys: &'a BTreeSet<Key>) -> BoxFuture<'a, Result<Loaded, StoreError>> {
        Box::pin(std::future::ready(self.rows(keys)))
    }

    fn page(&mut self, query: Query) -> BoxFuture<'_, Result<Page, StoreError>> {
        Box::pin(std::future::ready(self.answer(&query)))
    }
}
