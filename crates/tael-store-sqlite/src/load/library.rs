//! Loading rows of the item library.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow};
use tael_core::id::Book;
use tael_store::{ItemsPart, LibraryKey, LibraryRow, Row};

use super::one;
use crate::rows::library as rows;
use crate::sql::Sql;

/// The row under this key of the library.
pub(super) fn row(conn: &Connection, book: Book, key: &LibraryKey) -> rusqlite::Result<Option<Row>> {
    let book = book.0;
    let item = |r: &SqlRow<'_>| rows::item(r).map(|item| Row::Library(LibraryRow::Item(item)));
    let picture = |r: &SqlRow<'_>| rows::material(r).map(|row| Row::Library(LibraryRow::Material(row)));
    match key {
        LibraryKey::Item(no) => one(conn, Sql::ItemByNo, (book, no.as_str()), item),
        LibraryKey::ItemByOut(app, out) => {
            one(conn, Sql::ItemByOut, (book, app.as_str(), out.as_str()), item)
        }
        LibraryKey::ItemBySku(app, sku) => {
            one(conn, Sql::ItemBySku, (book, app.as_str(), sku.as_str()), item)
        }
        LibraryKey::Items { app, status, offset, limit } => {
            let status = status.map(|status| status.as_str());
            let mut statement = conn.prepare_cached(Sql::ListItemsOf.text())?;
            let found = statement.query_map((book, app.as_str(), status, limit, offset), rows::item)?;
            let found = found.collect::<rusqlite::Result<Vec<_>>>()?;
            let mut statement = conn.prepare_cached(Sql::ListItemCount.text())?;
            let total: i64 = statement.query_row((book, app.as_str(), status), |r| r.get(0))?;
            let part = ItemsPart { rows: found, total: total.unsigned_abs() };
            Ok(Some(Row::Library(LibraryRow::Items(part))))
        }
        LibraryKey::Stock(key) => {
            let params = (book, key.unit.item.0, key.unit.sku, key.scene.as_str());
            one(conn, Sql::StockById, params, |r| {
                rows::stock(r).map(|row| Row::Library(LibraryRow::Stock(row.stock)))
            })
        }
        LibraryKey::Bought(key) => {
            let mut statement = conn.prepare_cached(Sql::BoughtById.text())?;
            let pieces = statement
                .query_row((book, key.item.0, key.period, key.buyer.as_str()), |r| r.get(0))
                .optional()?;
            Ok(pieces.map(|pieces| Row::Library(LibraryRow::Bought(pieces))))
        }
        LibraryKey::Material(no) => one(conn, Sql::MaterialByNo, (book, no.as_str()), picture),
        LibraryKey::MaterialByKey(key) => one(conn, Sql::MaterialByKey, (book, key.as_str()), picture),
        LibraryKey::Source(token) => one(conn, Sql::SourceById, (book, token.as_str()), |r| {
            rows::source(r).map(|row| Row::Library(LibraryRow::Source(row)))
        }),
    }
}
