//! Opening data files: what is refused, and in which words.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use tael_core::id::Book;
use tael_core::money::Fen;
use tael_store::conformance::sample::Sample;
use tael_store::conformance::{Scratch, dump, ready};
use tael_store::{Key, Plan, Query, Store, Table, Write};
use tael_store_sqlite::{OpenError, Options, ReadOnlyStore, SqliteStore, Versions};

fn scratch() -> Scratch {
    Scratch::within(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

fn open(path: &Path) -> Result<SqliteStore, OpenError> {
    SqliteStore::open(path, &Options::default())
}

/// A file that this program has brought to its newest version: one step for each file of the schema.
fn current() -> Versions {
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/schema")).unwrap();
    let known = files.count() as i64;
    Versions { found: known, known }
}

#[test]
fn a_reader_beside_the_writer_sees_each_commit_and_writes_nothing() {
    let dir = scratch();
    let path = dir.path("tael.db");
    assert!(matches!(ReadOnlyStore::open(&path), Err(OpenError::Missing { .. })));
    let store = open(&path).unwrap();
    let beside = ReadOnlyStore::open(&path).unwrap();
    let mut shop = Sample::new(Book::MAIN, 2);
    let opening = shop.opening();
    ready(store.commit(shop.batch(vec![opening]))).unwrap();
    assert_eq!(ready(dump(&beside)), ready(dump(&store)));
    let (_, order) = shop.order("T1", Fen(100));
    let refused = ready(beside.commit(shop.batch(vec![order.clone()]))).unwrap_err();
    assert!(refused.to_string().contains("reading only"), "{refused}");
    ready(store.commit(shop.batch(vec![order]))).unwrap();
    // also the directory, of which a process that writes keeps rows in memory
    assert_eq!(ready(dump(&beside)), ready(dump(&store)));
    drop(store);
    assert!(ready(beside.page(Query::RowCounts)).is_ok(), "it reads on where the writer has gone");
}

#[test]
fn what_was_committed_is_there_after_a_restart() {
    let dir = scratch();
    let path = dir.path("tael.db");
    let mut shop = Sample::new(Book::MAIN, 2);
    let before = {
        let store = open(&path).unwrap();
        let opening = shop.opening();
        let (trade, order) = shop.order("T1", Fen(100));
        let (_, pay) = shop.pay(&trade, 0);
        ready(store.commit(shop.batch(vec![opening, order, pay]))).unwrap();
        ready(dump(&store))
    };
    assert!(!dir.path("tael.db-wal").exists(), "closing empties the log");
    let store = open(&path).unwrap();
    assert_eq!(ready(dump(&store)), before);
    assert_eq!(store.versions(), current());
    assert_eq!(store.path(), path);
}

#[test]
fn a_data_file_has_one_process() {
    let dir = scratch();
    let path = dir.path("tael.db");
    let store = open(&path).unwrap();
    let refusal = open(&path).unwrap_err().to_string();
    let expected = format!(
        "{} is in use by process {}: stop that process first; only one Tael works on a data file",
        path.display(),
        std::process::id()
    );
    assert_eq!(refusal, expected);
    assert_eq!(SqliteStore::check_version(&path).unwrap(), current());
    drop(store);
    open(&path).unwrap();
}

#[cfg(unix)]
#[test]
fn a_data_file_is_for_its_owner() {
    use std::os::unix::fs::PermissionsExt;
    let dir = scratch();
    let path = dir.path("tael.db");
    let store = open(&path).unwrap();
    let mut shop = Sample::new(Book::MAIN, 1);
    let opening = shop.opening();
    ready(store.commit(shop.batch(vec![opening]))).unwrap();
    for name in ["tael.db", "tael.db-wal"] {
        assert_eq!(std::fs::metadata(dir.path(name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
}

#[test]
fn files_that_do_not_fit_are_refused() {
    let dir = scratch();
    let path = dir.path("tael.db");
    let missing = SqliteStore::open(&path, &Options { create: false, ..Options::default() });
    assert!(matches!(missing, Err(OpenError::Missing { .. })));
    assert!(matches!(SqliteStore::check_version(&path), Err(OpenError::Missing { .. })));

    open(&path).unwrap();
    let raw = Connection::open(&path).unwrap();
    raw.execute("insert into schema_version (version, name, checksum) values (700, 'later', '')", [])
        .unwrap();
    drop(raw);
    for refusal in
        [open(&path).map(drop).unwrap_err(), SqliteStore::check_version(&path).map(drop).unwrap_err()]
    {
        let newest = current().known;
        assert!(
            matches!(refusal, OpenError::Newer { found: 700, known, .. } if known == newest),
            "{refusal}"
        );
    }
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch("delete from schema_version where version=700; update schema_version set checksum='x'")
        .unwrap();
    drop(raw);
    assert!(matches!(open(&path), Err(OpenError::Altered { version: 1, .. })));

    let foreign = dir.path("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("create table recipes (id integer)").unwrap();
    assert!(matches!(open(&foreign), Err(OpenError::Foreign { .. })));

    let text = dir.path("notes.txt");
    std::fs::write(&text, "this is not a database, however long the text of it may be".repeat(40)).unwrap();
    assert!(matches!(open(&text), Err(OpenError::Database { .. })));
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("this is not"));

    assert!(matches!(open(&dir.path("no/such/folder/tael.db")), Err(OpenError::Io { .. })));
}

/// A row that cannot be read is an error that names it, not a panic and not a missing row.
#[test]
fn unreadable_rows_are_named() {
    let dir = scratch();
    let path = dir.path("tael.db");
    let store = open(&path).unwrap();
    let mut shop = Sample::new(Book::MAIN, 1);
    let opening = shop.opening();
    let (trade, order) = shop.order("T1", Fen(100));
    ready(store.commit(shop.batch(vec![opening, order]))).unwrap();
    let raw = Connection::open(&path).unwrap();
    let keys = BTreeSet::from([Key::Trade(trade.book, trade.id)]);
    for change in ["status='LOST'", "detail='{}'", "detail='nonsense'"] {
        raw.execute(&format!("update trade set {change}"), []).unwrap();
        let error = ready(store.load(&keys)).unwrap_err().to_string();
        assert!(error.contains(&trade.id.0.to_string()), "{change}: {error}");
    }
    raw.execute("update user set doc='[]'", []).unwrap();
    assert!(ready(store.load(&BTreeSet::from([Key::User(shop.buyers[0].clone())]))).is_err());
}

#[test]
fn a_reader_that_takes_too_long_is_stopped() {
    let dir = scratch();
    let options = Options { read_limit: Duration::ZERO, ..Options::default() };
    let store = SqliteStore::open(dir.path("tael.db"), &options).unwrap();
    let mut shop = Sample::new(Book::MAIN, 1);
    let opening = shop.opening();
    let plan =
        Plan((1..20_000).map(|n| Write::OpenAccount(Book(1), tael_core::ledger::AccountId(n))).collect());
    ready(store.commit(shop.batch(vec![opening, plan]))).unwrap();
    let scan = || Query::Scan(Table::Account, None, 100_000);
    let stopped = ready(store.page(scan())).unwrap_err().to_string();
    assert!(stopped.contains("took longer"), "{stopped}");
    // its connection works again, and so does the writer
    assert!(ready(store.page(Query::NextDue(shop.world.id))).is_ok());
    let (_, order) = shop.order("T1", Fen(1));
    ready(store.commit(shop.batch(vec![order]))).unwrap();
}

#[test]
fn too_many_snapshots_are_refused_and_come_back() {
    let dir = scratch();
    let store = open(&dir.path("tael.db")).unwrap();
    let mut held = Vec::new();
    let refusal = loop {
        match ready(store.snapshot()) {
            Ok(snapshot) => held.push(snapshot),
            Err(error) => break error.to_string(),
        }
        assert!(held.len() <= 1000, "snapshots without end");
    };
    assert!(refusal.contains("readers"), "{refusal}");
    held.pop();
    assert!(ready(store.snapshot()).is_ok());
}
