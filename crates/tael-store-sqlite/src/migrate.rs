//! Migrations: numbered SQL, each applied once, in one transaction, with the checksum of its text.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use sha2::{Digest, Sha256};

use crate::error::OpenError;

/// A step from one version of the schema to the next.
pub(crate) struct Migration {
    /// Position, from 1.
    pub(crate) version: i64,
    /// What it is called.
    pub(crate) name: &'static str,
    /// Its statements. Once released they never change: the checksum is compared at every start.
    pub(crate) sql: &'static str,
}

/// All steps, by rising version.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "first", sql: include_str!("schema/0001_first.sql") },
    Migration { version: 2, name: "agreements", sql: include_str!("schema/0002_agreements.sql") },
    Migration { version: 3, name: "coupons", sql: include_str!("schema/0003_coupons.sql") },
    Migration { version: 4, name: "authorised", sql: include_str!("schema/0004_authorised.sql") },
    Migration { version: 5, name: "items", sql: include_str!("schema/0005_items.sql") },
];

/// The newest version that this program knows.
pub(crate) fn known() -> i64 {
    MIGRATIONS.last().map_or(0, |m| m.version)
}

/// The version that a data file has; 0 for an empty one.
pub(crate) fn found(conn: &Connection, path: &Path) -> Result<i64, OpenError> {
    let database = |source| OpenError::Database { path: path.to_owned(), source };
    let table = |name: &str| -> rusqlite::Result<bool> {
        conn.query_row(
            "select exists (select 1 from sqlite_schema where type='table' and name=?1)",
            [name],
            |r| r.get(0),
        )
    };
    if table("schema_version").map_err(database)? {
        conn.query_row("select coalesce(max(version), 0) from schema_version", [], |r| r.get(0))
            .map_err(database)
    } else {
        let any = conn.query_row("select exists (select 1 from sqlite_schema)", [], |r| r.get(0));
        match any.map_err(database)? {
            true => Err(OpenError::Foreign { path: path.to_owned() }),
            false => Ok(0),
        }
    }
}

/// Compares a data file with what this program knows.
///
/// # Errors
/// Where it is newer, or was migrated by other texts.
pub(crate) fn check(conn: &Connection, path: &Path, steps: &[Migration]) -> Result<i64, OpenError> {
    let database = |source| OpenError::Database { path: path.to_owned(), source };
    let found = found(conn, path)?;
    let known = steps.last().map_or(0, |m| m.version);
    if found > known {
        return Err(OpenError::Newer { path: path.to_owned(), found, known });
    }
    for step in steps.iter().filter(|m| m.version <= found) {
        let applied: Option<String> = conn
            .query_row("select checksum from schema_version where version=?1", [step.version], |r| r.get(0))
            .optional()
            .map_err(database)?;
        if applied.as_deref() != Some(checksum(step.sql).as_str()) {
            return Err(OpenError::Altered { path: path.to_owned(), version: step.version, name: step.name });
        }
    }
    Ok(found)
}

/// Brings a data file to the newest of these steps; gives the version that it had.
pub(crate) fn run(conn: &mut Connection, path: &Path, steps: &[Migration]) -> Result<i64, OpenError> {
    let found = check(conn, path, steps)?;
    let database = |source| OpenError::Database { path: path.to_owned(), source };
    for step in steps.iter().filter(|m| m.version > found) {
        apply(conn, step).map_err(database)?;
        tracing::info!(version = step.version, name = step.name, "the data file is migrated");
    }
    Ok(found)
}

fn apply(conn: &mut Connection, step: &Migration) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(
        "create table if not exists schema_version (
            version integer not null primary key,
            name text not null,
            checksum text not null,
            applied_at text not null default (datetime('now'))
        ) strict",
    )?;
    tx.execute_batch(step.sql)?;
    tx.execute(
        "insert into schema_version (version, name, checksum) values (?1, ?2, ?3)",
        (step.version, step.name, checksum(step.sql)),
    )?;
    tx.commit()
}

fn checksum(sql: &str) -> String {
    Sha256::digest(sql.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Migration =
        Migration { version: 2, name: "second", sql: "create table later (id integer primary key) strict;" };

    fn first() -> Migration {
        Migration { version: 1, name: "first", sql: MIGRATIONS[0].sql }
    }

    fn file() -> Connection {
        Connection::open_in_memory().unwrap()
    }

    #[test]
    fn each_step_is_applied_once() {
        let (mut conn, path) = (file(), Path::new("tael.db"));
        assert_eq!(run(&mut conn, path, &[first()]).unwrap(), 0);
        assert_eq!(run(&mut conn, path, &[first(), SECOND]).unwrap(), 1);
        assert_eq!(run(&mut conn, path, &[first(), SECOND]).unwrap(), 2);
        assert_eq!(found(&conn, path).unwrap(), 2);
    }

    #[test]
    fn an_old_program_refuses_a_newer_file() {
        let (mut conn, path) = (file(), Path::new("tael.db"));
        run(&mut conn, path, &[first(), SECOND]).unwrap();
        let refusal = run(&mut conn, path, &[first()]).unwrap_err().to_string();
        assert_eq!(
            refusal,
            "tael.db has schema version 2, but this Tael knows versions up to 1: start the newer Tael that \
             migrated it, or restore a backup from before"
        );
    }

    #[test]
    fn changed_texts_and_foreign_files_are_refused() {
        let (mut conn, path) = (file(), Path::new("tael.db"));
        run(&mut conn, path, &[first(), SECOND]).unwrap();
        let other = Migration { sql: "create table other (id integer primary key) strict;", ..SECOND };
        assert!(matches!(
            run(&mut conn, path, &[first(), other]),
            Err(OpenError::Altered { version: 2, .. })
        ));

        let mut foreign = file();
        foreign.execute_batch("create table recipes (id integer)").unwrap();
        assert!(matches!(run(&mut foreign, path, &[first()]), Err(OpenError::Foreign { .. })));
    }

    #[test]
    fn a_step_that_fails_leaves_nothing() {
        let (mut conn, path) = (file(), Path::new("tael.db"));
        let broken =
            Migration { version: 2, name: "broken", sql: "create table half (id integer); nonsense;" };
        assert!(run(&mut conn, path, &[first(), broken]).is_err());
        assert_eq!(found(&conn, path).unwrap(), 1);
        let half: bool = conn
            .query_row("select exists (select 1 from sqlite_schema where name='half')", [], |r| r.get(0))
            .unwrap();
        assert!(!half);
    }

    #[test]
    fn versions_count_without_gaps() {
        for (i, step) in MIGRATIONS.iter().enumerate() {
            assert_eq!(step.version, i as i64 + 1);
        }
    }
}
