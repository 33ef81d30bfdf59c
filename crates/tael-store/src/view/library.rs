//! The item library as a decision sees it.

use std::sync::Arc;

use tael_core::id::{AppId, Book};
use tael_core::item::{Item, ItemStatus, Material, SourceToken, Stock, StockKey};

use super::{Need, View};
use crate::key::Key;
use crate::library::{BoughtKey, ItemsPart, LibraryKey, LibraryRow, LibraryWrite};
use crate::row::Row;

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) = $key:expr => $variant:ident $row:ty;)*) => {
        $($(#[$doc])*
        ///
        /// # Errors
        /// [`Need`] where it is not loaded yet.
        pub fn $name(&self, book: Book, $($arg: $type),*) -> Result<Option<&$row>, Need> {
            match self.row(Key::Library(book, $key))? {
                Some(Row::Library(LibraryRow::$variant(row))) => Ok(Some(row)),
                Some(other) => unreachable!("the key's variant fixes the row's, got {other:?}"),
                None => Ok(None),
            }
        })*
    };
}

impl View {
    getters! {
        /// An item by `item_id`.
        item(no: &str) = LibraryKey::Item(no.into()) => Item Arc<Item>;
        /// An item by the merchant's id.
        item_by_out(app: &AppId, out: &str) = LibraryKey::ItemByOut(app.clone(), out.into()) => Item Arc<Item>;
        /// The item that has a SKU with this `out_sku_id`.
        item_by_sku(app: &AppId, out: &str) = LibraryKey::ItemBySku(app.clone(), out.into()) => Item Arc<Item>;
        /// A part of the items of an application.
        items(app: &AppId, status: Option<ItemStatus>, offset: u32, limit: u32)
            = LibraryKey::Items { app: app.clone(), status, offset, limit } => Items ItemsPart;
        /// A stock.
        stock(key: &StockKey) = LibraryKey::Stock(key.clone()) => Stock Stock;
        /// How many pieces a buyer has ordered; `None` for none.
        bought(key: &BoughtKey) = LibraryKey::Bought(key.clone()) => Bought i64;
        /// A picture by `material_id`.
        material(no: &str) = LibraryKey::Material(no.into()) => Material Arc<Material>;
        /// A picture by `material_key`.
        material_by_key(key: &str) = LibraryKey::MaterialByKey(key.into()) => Material Arc<Material>;
        /// A source by its token.
        source(token: &str) = LibraryKey::Source(token.into()) => Source SourceToken;
    }

    pub(super) fn take_library(&mut self, write: &LibraryWrite) {
        match write {
            LibraryWrite::InsertItem(item) | LibraryWrite::UpdateItem(item) => {
                self.forget_skus(item);
                self.put_item(item, Some(&LibraryRow::Item(Arc::clone(item))));
            }
            LibraryWrite::DeleteItem(item) => {
                self.put_item(item, None);
                for key in item.stocks() {
                    self.put_library(item.book, LibraryKey::Stock(key), None);
                }
            }
            LibraryWrite::SetStock { book, key, left } => {
                let key = LibraryKey::Stock(key.clone());
                let before = match self.rows.get(&Key::Library(*book, key.clone())) {
                    Some(Some(Row::Library(LibraryRow::Stock(stock)))) => *stock,
                    _ => Stock::default(),
                };
                self.put_library(*book, key, Some(LibraryRow::Stock(Stock { left: *left, ..before })));
            }
            LibraryWrite::MoveStock { book, key, step } => {
                let row = self.rows.get_mut(&Key::Library(*book, LibraryKey::Stock(key.clone())));
                if let Some(Some(Row::Library(LibraryRow::Stock(stock)))) = row {
                    // what does not go is refused by the store, with the whole batch
                    *stock = stock.after(*step).unwrap_or(*stock);
                }
            }
            LibraryWrite::DropStock { book, key } => {
                self.put_library(*book, LibraryKey::Stock(key.clone()), None);
            }
            LibraryWrite::CountBought { book, key, by, .. } => {
                let key = LibraryKey::Bought(key.clone());
                let before = match self.rows.get(&Key::Library(*book, key.clone())) {
                    Some(Some(Row::Library(LibraryRow::Bought(pieces)))) => *pieces,
                    _ => 0,
                };
                self.put_library(*book, key, Some(LibraryRow::Bought(before.saturating_add(*by))));
            }
            LibraryWrite::InsertMaterial(row) => {
                let of = || Some(LibraryRow::Material(Arc::clone(row)));
                self.put_library(row.book, LibraryKey::Material(row.no.clone()), of());
                self.put_library(row.book, LibraryKey::MaterialByKey(row.key.clone()), of());
            }
            LibraryWrite::IssueSource(row) => {
                let key = LibraryKey::Source(row.token.clone());
                self.put_library(row.book, key, Some(LibraryRow::Source(row.clone())));
            }
            LibraryWrite::UseSource { book, token, order } => {
                let row = self.rows.get_mut(&Key::Library(*book, LibraryKey::Source(token.clone())));
                if let Some(Some(Row::Library(LibraryRow::Source(source)))) = row {
                    source.used_by = Some(*order);
                }
            }
        }
    }

    fn put_item(&mut self, item: &Item, row: Option<&LibraryRow>) {
        let (book, app) = (item.book, &item.app);
        self.put_library(book, LibraryKey::Item(item.no.clone()), row.cloned());
        self.put_library(book, LibraryKey::ItemByOut(app.clone(), item.out_item_id.clone()), row.cloned());
        for sku in item.out_sku_ids() {
            self.put_library(book, LibraryKey::ItemBySku(app.clone(), sku.clone()), row.cloned());
        }
    }

    /// SKU ids that an earlier version of the item had and this one has not are free.
    fn forget_skus(&mut self, item: &Item) {
        for (key, row) in &mut self.rows {
            let Key::Library(book, LibraryKey::ItemBySku(_, sku)) = key else { continue };
            let own = matches!(row, Some(Row::Library(LibraryRow::Item(of))) if of.id == item.id);
            if *book == item.book && own && !item.out_sku_ids().any(|id| id == sku) {
                *row = None;
            }
        }
    }

    fn put_library(&mut self, book: Book, key: LibraryKey, row: Option<LibraryRow>) {
        self.rows.insert(Key::Library(book, key), row.map(Row::Library));
    }
}
