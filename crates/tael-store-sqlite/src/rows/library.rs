//! Rows of the item library.

use std::sync::Arc;

use rusqlite::Row;
use tael_core::id::{AppId, Id, UserId, WorldId};
use tael_core::item::{Item, Material, PictureKind, SourceToken, Stock, StockKey, Unit};
use tael_store::{BoughtKey, BoughtRow, StockRow};

use super::{Result, book, doc, instant, named, text};

/// An item, from its columns in the order of `item_columns`. Its state follows from its document.
pub(crate) fn item(row: &Row<'_>) -> Result<Arc<Item>> {
    Ok(Arc::new(Item {
        book: book(row)?,
        id: Id(row.get(1)?),
        world: WorldId(row.get(2)?),
        no: text(row, 3)?,
        app: AppId(text(row, 4)?),
        out_item_id: text(row, 5)?,
        version: row.get(7)?,
        detail: doc(row, 8)?,
    }))
}

pub(crate) fn stock(row: &Row<'_>) -> Result<StockRow> {
    Ok(StockRow {
        book: book(row)?,
        key: StockKey { unit: Unit { item: Id(row.get(1)?), sku: row.get(2)? }, scene: text(row, 3)? },
        stock: Stock { left: row.get(4)?, held: row.get(5)?, sold: row.get(6)? },
    })
}

pub(crate) fn bought(row: &Row<'_>) -> Result<BoughtRow> {
    Ok(BoughtRow {
        book: book(row)?,
        key: BoughtKey { item: Id(row.get(1)?), period: row.get(2)?, buyer: UserId(text(row, 3)?) },
        pieces: row.get(4)?,
    })
}

/// A picture, from its columns in the order of `material_columns`.
pub(crate) fn material(row: &Row<'_>) -> Result<Arc<Material>> {
    Ok(Arc::new(Material {
        book: book(row)?,
        id: Id(row.get(1)?),
        world: WorldId(row.get(2)?),
        no: text(row, 3)?,
        key: text(row, 4)?,
        app: AppId(text(row, 5)?),
        scene: text(row, 6)?,
        file_name: row.get(7)?,
        kind: named(row, 8, PictureKind::parse)?,
        at: instant(row, 9)?,
        bytes: row.get_ref(10)?.as_blob()?.into(),
    }))
}

/// A source, from its columns in the order of `source_columns`.
pub(crate) fn source(row: &Row<'_>) -> Result<SourceToken> {
    Ok(SourceToken {
        book: book(row)?,
        token: text(row, 1)?,
        world: WorldId(row.get(2)?),
        app: AppId(text(row, 3)?),
        buyer: UserId(text(row, 4)?),
        scene: text(row, 5)?,
        goods: doc(row, 6)?,
        created_at: instant(row, 7)?,
        expires_at: instant(row, 8)?,
        used_by: row.get::<_, Option<i64>>(9)?.map(Id),
    })
}
