//! Errors: of opening a data file, and of the database as the contract knows them.

use std::path::PathBuf;

use rusqlite::types::Type;
use tael_store::StoreError;

/// Why a data file cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process works on it.
    #[error(
        "{path} is in use by {}: stop that process first; only one Tael works on a data file",
        holder.map_or("another process".to_owned(), |pid| format!("process {pid}"))
    )]
    Locked {
        /// The data file.
        path: PathBuf,
        /// The process that holds it, where its lock file says so.
        holder: Option<u32>,
    },
    /// A newer Tael has migrated it.
    #[error(
        "{path} has schema version {found}, but this Tael knows versions up to {known}: \
         start the newer Tael that migrated it, or restore a backup from before"
    )]
    Newer {
        /// The data file.
        path: PathBuf,
        /// The version in the file.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// It must be migrated, and that was not asked for.
    #[error(
        "{path} has schema version {found}, and this Tael needs {known}: make a backup and run `tael migrate`"
    )]
    Older {
        /// The data file.
        path: PathBuf,
        /// The version in the file.
        found: i64,
        /// The version that this program needs.
        known: i64,
    },
    /// A migration was applied in another form than this program has.
    #[error(
        "{path}: migration {version} ({name}) was applied in another form than this Tael has: \
         it was made by a build that was never released, or the file was changed by hand"
    )]
    Altered {
        /// The data file.
        path: PathBuf,
        /// Which migration.
        version: i64,
        /// Its name in this program.
        name: &'static str,
    },
    /// It is a database, but not one of Tael.
    #[error("{path} is a database of another program: name a path of its own for Tael")]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// There is no such file, and none was to be made.
    #[error("{path} does not exist")]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The file system refuses.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database engine refuses.
    #[error("{path}: {source}")]
    Database {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
}

/// The error of the contract for an error of the database.
pub(crate) fn store(error: rusqlite::Error) -> StoreError {
    StoreError::new(format!("the data file: {error}"))
}

/// A column that cannot be read: the error names the row as far as the column's text does.
pub(crate) fn unreadable(column: usize, what: impl Into<String>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, what.into().into())
}
