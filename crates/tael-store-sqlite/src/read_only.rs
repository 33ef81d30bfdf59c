//! A data file that is only read: beside the process that works on it, or while none does.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use tael_store::{Batch, BoxFuture, CommitError, Key, Loaded, Page, Query, Snapshot, Store, StoreError};

use crate::{OpenError, Options, SqliteStore, cache, reader};

/// A store of which nothing can be written. It takes no lock: whoever works on the file goes on.
#[derive(Debug)]
pub struct ReadOnlyStore {
    readers: Arc<reader::Pool>,
}

impl ReadOnlyStore {
    /// Opens a data file of exactly this program's schema.
    ///
    /// # Errors
    /// [`OpenError`] says in a sentence what to do.
    pub fn open(path: impl AsRef<Path>) -> Result<ReadOnlyStore, OpenError> {
        let path = path.as_ref();
        let versions = SqliteStore::check_version(path)?;
        if versions.found < versions.known {
            let (found, known) = (versions.found, versions.known);
            return Err(OpenError::Older { path: path.to_owned(), found, known });
        }
        let readers = reader::Pool::new(
            path,
            Options::default().read_limit,
            Arc::new(cache::Cache::of_a_foreign_writer()),
        );
        Ok(ReadOnlyStore { readers })
    }
}

impl Store for ReadOnlyStore {
    fn load<'a>(&'a self, keys: &'a BTreeSet<Key>) -> BoxFuture<'a, Result<Loaded, StoreError>> {
        let loaded = self.readers.snapshot().and_then(|state| state.rows(keys));
        Box::pin(std::future::ready(loaded))
    }

    fn commit(&self, _: Batch) -> BoxFuture<'_, Result<(), CommitError>> {
        let refusal = StoreError::new("this store is open for reading only");
        Box::pin(std::future::ready(Err(refusal.into())))
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
        "sqlite, read only"
    }
}
