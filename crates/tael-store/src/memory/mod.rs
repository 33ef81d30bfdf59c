//! The memory store: the model that real stores are compared with, and a store for tests.
//!
//! Written to be obviously right, on ordered maps: a commit works on a copy of everything and puts it in place when all
//! writes have succeeded; a snapshot is the state that was in place when it was taken.

mod apply;
mod library;
mod page;
mod state;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::key::Key;
use crate::store::{Batch, BoxFuture, CommitError, Loaded, Page, Query, Snapshot, Store, StoreError};
use state::State;

/// A store that forgets everything with the process.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<Arc<State>>);

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    fn state(&self) -> MutexGuard<'_, Arc<State>> {
        // the state is replaced in one step, so a panic elsewhere leaves it whole
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn load(state: &State, keys: &BTreeSet<Key>) -> Loaded {
    keys.iter().map(|key| (key.clone(), state.row(key))).collect()
}

impl Store for MemoryStore {
    fn load<'a>(&'a self, keys: &'a BTreeSet<Key>) -> BoxFuture<'a, Result<Loaded, StoreError>> {
        let loaded = load(&self.state(), keys);
        Box::pin(std::future::ready(Ok(loaded)))
    }

    fn commit(&self, batch: Batch) -> BoxFuture<'_, Result<(), CommitError>> {
        let mut state = self.state();
        let result = apply::batch(&state, &batch).map(|next| *state = Arc::new(next));
        Box::pin(std::future::ready(result))
    }

    fn snapshot(&self) -> BoxFuture<'_, Result<Box<dyn Snapshot>, StoreError>> {
        let snapshot: Box<dyn Snapshot> = Box::new(Frozen(Arc::clone(&self.state())));
        Box::pin(std::future::ready(Ok(snapshot)))
    }

    fn page(&self, query: Query) -> BoxFuture<'_, Result<Page, StoreError>> {
        let page = page::answer(&self.state(), &query);
        Box::pin(std::future::ready(Ok(page)))
    }

    fn name(&self) -> &'static str {
        "memory"
    }
}

struct Frozen(Arc<State>);

impl Snapshot for Frozen {
    fn load<'a>(&'a mut self, keys: &'a BTreeSet<Key>) -> BoxFuture<'a, Result<Loaded, StoreError>> {
        Box::pin(std::future::ready(Ok(load(&self.0, keys))))
    }

    fn page(&mut self, query: Query) -> BoxFuture<'_, Result<Page, StoreError>> {
        Box::pin(std::future::ready(Ok(page::answer(&self.0, &query))))
    }
}
