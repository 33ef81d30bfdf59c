//! Directory rows kept in memory. The process has the only writer, so the cache is exact.
//!
//! The argument for readers: each change of the directory begins before its transaction commits by raising the
//! generation, and ends after the commit with the rows replaced. A snapshot whose stamp is the same before and after it
//! was taken saw no change under way, so it shows the directory of exactly that generation; and it uses the cache only
//! as long as the generation is still that.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tael_store::{Directory, Key, Row};

/// So many rows are kept; then the cache starts anew.
const ROWS_MAX: usize = 50_000;

/// Names a state of the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp(u64);

/// The cache.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    generation: u64,
    changing: bool,
    rows: HashMap<Key, Option<Row>>,
}

/// True for the rows that are kept.
pub(crate) fn keeps(key: &Key) -> bool {
    matches!(
        key,
        Key::Setting(_)
            | Key::World(_)
            | Key::App(_)
            | Key::Merchant(_)
            | Key::User(_)
            | Key::Shop(..)
            | Key::ShopByAlipayId(..)
            | Key::MiniProgram(_)
            | Key::SubMerchant(_)
            | Key::AppAuth(_)
            | Key::RiskRules(_)
    )
}

impl Cache {
    /// A cache that never serves: of a file that another process may change at any time.
    pub(crate) fn of_a_foreign_writer() -> Cache {
        Cache(Mutex::new(Inner { changing: true, ..Inner::default() }))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // every change of the maps is one call, so a panic elsewhere leaves them whole
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The present state; `None` while it is being changed.
    pub(crate) fn stamp(&self) -> Option<Stamp> {
        let inner = self.inner();
        (!inner.changing).then_some(Stamp(inner.generation))
    }

    /// What is kept under this key, where the state is still this one.
    pub(crate) fn get(&self, stamp: Stamp, key: &Key) -> Option<Option<Row>> {
        let inner = self.inner();
        if inner.changing || inner.generation != stamp.0 { None } else { inner.rows.get(key).cloned() }
    }

    /// Keeps a row that was read on this state, where the state is still this one.
    pub(crate) fn keep(&self, stamp: Stamp, key: &Key, row: &Option<Row>) {
        let mut inner = self.inner();
        if inner.changing || inner.generation != stamp.0 {
            return;
        }
        if inner.rows.len() >= ROWS_MAX {
            inner.rows.clear();
        }
        inner.rows.insert(key.clone(), row.clone());
    }

    /// A transaction that changes directory rows is about to commit.
    pub(crate) fn begin(&self) {
        let mut inner = self.inner();
        inner.generation += 1;
        inner.changing = true;
    }

    /// It has committed and written these rows; or it has not, or nobody knows (`None`).
    pub(crate) fn end<'a>(&self, written: Option<impl Iterator<Item = &'a Directory>>) {
        let mut inner = self.inner();
        match written {
            Some(rows) => rows.for_each(|row| inner.put(row)),
            None => inner.rows.clear(),
        }
        inner.changing = false;
    }
}

impl Inner {
    fn put(&mut self, row: &Directory) {
        let (key, row) = match row {
            Directory::Setting(row) => (Key::Setting(row.name.clone()), Row::Setting(row.clone())),
            Directory::World(row) => (Key::World(row.id), Row::World(row.clone())),
            Directory::App(row) => (Key::App(row.app_id.clone()), Row::App(Arc::clone(row))),
            Directory::Merchant(row) => {
                (Key::Merchant(row.partner_id.clone()), Row::Merchant(Arc::clone(row)))
            }
            Directory::User(row) => (Key::User(row.user_id.clone()), Row::User(Arc::clone(row))),
            Directory::Shop(row) => {
                // its number on the platform may have moved to or from it
                self.rows
                    .retain(|key, _| !matches!(key, Key::ShopByAlipayId(pid, _) if *pid == row.partner_id));
                (Key::Shop(row.partner_id.clone(), row.store_id.clone()), Row::Shop(Arc::clone(row)))
            }
            Directory::MiniProgram(row) => {
                (Key::MiniProgram(row.app_id.clone()), Row::MiniProgram(Arc::clone(row)))
            }
            Directory::SubMerchant(row) => {
                (Key::SubMerchant(row.smid.clone()), Row::SubMerchant(Arc::clone(row)))
            }
            Directory::AppAuth(row) => {
                (Key::AppAuth(row.app_auth_token.clone()), Row::AppAuth(Arc::clone(row)))
            }
            Directory::RiskRules(row) => (Key::RiskRules(row.world), Row::RiskRules(Arc::clone(row))),
        };
        // only what is in use is worth keeping
        if let Some(kept) = self.rows.get_mut(&key) {
            *kept = Some(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tael_core::id::{Book, WorldId};
    use tael_store::World;

    fn world(offset: i64) -> World {
        World { id: WorldId(1), name: "main".into(), book: Book(0), offset }
    }

    #[test]
    fn a_snapshot_of_an_older_directory_does_not_use_the_cache() {
        let (cache, key) = (Cache::default(), Key::World(WorldId(1)));
        let old = cache.stamp().unwrap();
        cache.keep(old, &key, &Some(Row::World(world(1))));
        assert_eq!(cache.get(old, &key), Some(Some(Row::World(world(1)))));

        cache.begin();
        assert_eq!(cache.stamp(), None);
        assert_eq!(cache.get(old, &key), None);
        cache.end(Some([Directory::World(world(2))].iter()));
        assert_eq!(cache.get(old, &key), None);
        cache.keep(old, &key, &Some(Row::World(world(1))));
        assert_eq!(cache.get(cache.stamp().unwrap(), &key), Some(Some(Row::World(world(2)))));

        cache.begin();
        cache.end(None::<std::iter::Empty<_>>);
        assert_eq!(cache.get(cache.stamp().unwrap(), &key), None);
    }
}
