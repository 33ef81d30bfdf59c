//! The embedded store: SQLite in WAL mode with one writer and durable group commits.
//!
//! `load` and `commit` work on the calling thread, on the one writing connection: the committer owns a thread and is the
//! only caller on the hot path, so nothing hops. Reads go to a pool of connections that cannot write. Checkpoints are
//! made by a thread of their own.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod apply;
mod cache;
mod checkpoint;
mod error;
mod load;
mod lock;
mod migrate;
mod outbox;
mod page;
mod read_only;
mod reader;
mod rows;
mod sql;
mod writer;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use tael_store::{Batch, BoxFuture, CommitError, Key, Loaded, Page, Query, Snapshot, Store, StoreError};

pub use error::OpenError;
pub use read_only::ReadOnlyStore;

/// How a data file is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Makes the file where there is none.
    pub create: bool,
    /// Brings an older file to the newest schema; without it an older file is refused.
    pub migrate: bool,
    /// How long one question to a reader may take.
    pub read_limit: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Options { create: true, migrate: true, read_limit: Duration::from_secs(10) }
    }
}

/// Versions of the schema: of a data file, and of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    /// That of the file when it was looked at; 0 for an empty one.
    pub found: i64,
    /// The newest that this program knows.
    pub known: i64,
}

/// A store in one SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    // dropped in this order: the last connection to close is the writer's, which empties the log
    _checkpointer: checkpoint::Checkpointer,
    readers: Arc<reader::Pool>,
    writer: Mutex<writer::Writer>,
    path: PathBuf,
    migrated: Versions,
    _lock: lock::Lock,
}

impl SqliteStore {
    /// Opens a data file, and makes or migrates it as the options say. The file is this process's until the store is
    /// dropped.
    ///
    /// # Errors
    /// [`OpenError`] says in a sentence what to do.
    pub fn open(path: impl AsRef<Path>, options: &Options) -> Result<SqliteStore, OpenError> {
        let path = path.as_ref().to_owned();
        if !options.create && !path.exists() {
            return Err(OpenError::Missing { path });
        }
        let lock = lock::Lock::take(&path)?;
        lock::make(&path)?;
        let database = |source| OpenError::Database { path: path.clone(), source };
        let mut conn = Connection::open(&path).map_err(database)?;
        let known = migrate::known();
        let found = migrate::check(&conn, &path, migrate::MIGRATIONS)?;
        if found < known && found > 0 && !options.migrate {
            return Err(OpenError::Older { path, found, known });
        }
        writer::prepare(&conn).map_err(database)?;
        migrate::run(&mut conn, &path, migrate::MIGRATIONS)?;
        let cache = Arc::new(cache::Cache::default());
        let checkpointer = checkpoint::Checkpointer::start(&path).map_err(database)?;
        let writer = writer::Writer::new(conn, Arc::clone(&cache), checkpointer.log()).map_err(database)?;
        let readers = reader::Pool::new(&path, options.read_limit, cache);
        let migrated = Versions { found, known };
        Ok(SqliteStore {
            _checkpointer: checkpointer,
            readers,
            writer: Mutex::new(writer),
            path,
            migrated,
            _lock: lock,
        })
    }

    /// The versions of a data file and of this program, without changing anything and beside a running process.
    ///
    /// # Errors
    /// Where the file is missing, newer than this program, of another program, or cannot be read.
    pub fn check_version(path: impl AsRef<Path>) -> Result<Versions, OpenError> {
        let path = path.as_ref();
        if !path.exists() {
            return Err(OpenError::Missing { path: path.to_owned() });
        }
        let database = |source| OpenError::Database { path: path.to_owned(), source };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(database)?;
        conn.busy_timeout(Duration::from_secs(5)).map_err(database)?;
        conn.execute_batch("pragma query_only=1").map_err(database)?;
        let found = migrate::check(&conn, path, migrate::MIGRATIONS)?;
        Ok(Versions { found, known: migrate::known() })
    }

    /// The data file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What `open` found, and the version that the file has now.
    #[must_use]
    pub fn versions(&self) -> Versions {
        self.migrated
    }

    fn writer(&self) -> Result<std::sync::MutexGuard<'_, writer::Writer>, StoreError> {
        // a panic in the middle of a transaction leaves it open: nothing may be written behind it
        self.writer
            .lock()
            .map_err(|_: PoisonError<_>| StoreError::new("the writer has panicked: restart Tael"))
    }
}

impl Store for SqliteStore {
    fn load<'a>(&'a self, keys: &'a BTreeSet<Key>) -> BoxFuture<'a, Result<Loaded, StoreError>> {
        let loaded = self.writer().and_then(|mut writer| writer.load(keys));
        Box::pin(std::future::ready(loaded))
    }

    fn commit(&self, batch: Batch) -> BoxFuture<'_, Result<(), CommitError>> {
        let result = self.writer().map_err(CommitError::from).and_then(|mut writer| writer.commit(&batch));
        Box::pin(std::future::ready(result))
    }

    fn snapshot(&self) -> BoxFuture<'_, Result<Box<dyn Snapshot>, StoreError>> {
        let snapshot = self.readers.snapshot().map(|state| Box::new(state) as Box<dyn Snapshot>);
        Box::pin(std::future::ready(snapshot))
    }

    fn page(&self, query: Query) -> BoxFuture<'_, Result<Page, StoreError>> {
        let page = self.readers.snapshot().and_then(|state| state.answer(&query));
        Box::pin(std::future::ready(page))
    }

    fn name(&self) -> &'static str {
        "sqlite"
    }
}
