//! The writer: the one connection that changes the data file, and one transaction per batch.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use rusqlite::Connection;
use tael_store::{Batch, CommitError, Key, Loaded, StoreError, Write};

use crate::apply::{Statements, apply};
use crate::cache::Cache;
use crate::checkpoint::Log;
use crate::error::store;
use crate::reader::cached;
use crate::sql::{Sql, keep_plans};

/// The writing connection. Nothing else in the process writes, and nobody else may (see `lock`).
#[derive(Debug)]
pub(crate) struct Writer {
    conn: Connection,
    cache: Arc<Cache>,
    log: Log,
    /// Pages in the log, told by the database with each commit.
    pages: Arc<AtomicI32>,
}

/// Sets what the writing connection needs.
pub(crate) fn prepare(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.set_prepared_statement_cache_capacity(Sql::ALL.len());
    keep_plans(conn)?;
    // FULL: a commit is on the disk when it returns. Checkpoints are made elsewhere.
    conn.execute_batch(
        "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=off; pragma temp_store=memory; \
         pragma cache_size=-32768; pragma journal_size_limit=67108864; pragma wal_autocheckpoint=0;",
    )
}

impl Writer {
    pub(crate) fn new(mut conn: Connection, cache: Arc<Cache>, log: Log) -> rusqlite::Result<Writer> {
        let pages = Arc::new(AtomicI32::new(0));
        let theirs = Arc::clone(&pages);
        conn.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, count: std::ffi::c_int| {
            theirs.store(count, Ordering::Relaxed);
            Ok(())
        }))?;
        Ok(Writer { conn, cache, log, pages })
    }

    pub(crate) fn load(&mut self, keys: &BTreeSet<Key>) -> Result<Loaded, StoreError> {
        let mut statements = Statements::new(&self.conn);
        // one transaction around all of them: taking and leaving the read lock costs as much as reading a row
        statements.run(Sql::BeginRead, []).map_err(store)?;
        let stamp = self.cache.stamp();
        let row = |key: &Key| Ok((key.clone(), cached(&self.conn, &self.cache, stamp, key)?));
        let loaded = keys.iter().map(row).collect::<rusqlite::Result<_>>();
        statements.run(Sql::Commit, []).map_err(store)?;
        loaded.map_err(store)
    }

    pub(crate) fn commit(&mut self, batch: &Batch) -> Result<(), CommitError> {
        if batch.plans.iter().all(|plan| plan.is_empty()) {
            return Ok(());
        }
        let puts = || {
            batch.plans.iter().flat_map(|plan| &plan.0).filter_map(|write| match write {
                Write::Put(row) => Some(row),
                _ => None,
            })
        };
        let changes = puts().next().is_some();
        if changes {
            self.cache.begin();
        }
        let result = self.transaction(batch);
        if changes {
            self.cache.end(result.is_ok().then(puts));
        }
        if result.is_ok() {
            self.log.grown(self.pages.load(Ordering::Relaxed));
        }
        result
    }

    fn transaction(&mut self, batch: &Batch) -> Result<(), CommitError> {
        let mut statements = Statements::new(&self.conn);
        statements.run(Sql::Begin, []).map_err(store)?;
        let result = apply(&mut statements, batch).and_then(|()| {
            statements.run(Sql::Commit, []).map_err(|error| {
                // what has reached the disk by now nobody can say; the batch's row tells, should it come back
                StoreError { unknown: true, ..store(error) }.into()
            })
        });
        if result.is_err()
            && !self.conn.is_autocommit()
            && let Err(error) = statements.run(Sql::Rollback, [])
        {
            return Err(StoreError::new(format!("a batch could not be rolled back: {error}")).into());
        }
        result.map(|_| ())
    }
}
