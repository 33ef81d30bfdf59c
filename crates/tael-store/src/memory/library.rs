//! The item library of the memory store.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::id::{AppId, Book, Id, WorldId};
use tael_core::item::{Item, ItemStatus, Material, SourceToken, Stock, StockKey};

use crate::library::{BoughtKey, ItemsPart, LibraryKey, LibraryRow, LibraryWrite};
use crate::store::CommitError;

/// Its tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Library {
    pub(super) items: BTreeMap<(Book, Id), Arc<Item>>,
    pub(super) skus: BTreeMap<(Book, AppId, SmolStr), Id>,
    pub(super) stocks: BTreeMap<(Book, StockKey), Stock>,
    pub(super) bought: BTreeMap<(Book, BoughtKey), i64>,
    pub(super) materials: BTreeMap<(Book, Id), Arc<Material>>,
    pub(super) sources: BTreeMap<(Book, SmolStr), SourceToken>,
}

type Result<T> = std::result::Result<T, CommitError>;

fn conflict<T>(constraint: &str) -> Result<T> {
    Err(CommitError::Conflict(constraint.to_owned()))
}

fn duplicate<T>(constraint: &str) -> Result<T> {
    Err(CommitError::Duplicate(constraint.to_owned()))
}

impl Library {
    /// The row under a key.
    pub(super) fn row(&self, book: Book, key: &LibraryKey) -> Option<LibraryRow> {
        let item = |found: Option<&Arc<Item>>| found.cloned().map(LibraryRow::Item);
        let picture = |found: Option<&Arc<Material>>| found.cloned().map(LibraryRow::Material);
        match key {
            LibraryKey::Item(no) => item(self.items_in(book).find(|row| row.no == *no)),
            LibraryKey::ItemByOut(app, out) => {
                item(self.items_in(book).find(|row| row.app == *app && row.out_item_id == *out))
            }
            LibraryKey::ItemBySku(app, sku) => {
                let id = self.skus.get(&(book, app.clone(), sku.clone()))?;
                item(self.items.get(&(book, *id)))
            }
            LibraryKey::Items { app, status, offset, limit } => {
                Some(LibraryRow::Items(self.part(book, app, *status, *offset as usize, *limit as usize)))
            }
            LibraryKey::Stock(key) => self.stocks.get(&(book, key.clone())).copied().map(LibraryRow::Stock),
            LibraryKey::Bought(key) => self.bought.get(&(book, key.clone())).copied().map(LibraryRow::Bought),
            LibraryKey::Material(no) => picture(self.materials_in(book).find(|row| row.no == *no)),
            LibraryKey::MaterialByKey(key) => picture(self.materials_in(book).find(|row| row.key == *key)),
            LibraryKey::Source(token) => {
                self.sources.get(&(book, token.clone())).cloned().map(LibraryRow::Source)
            }
        }
    }

    fn part(
        &self,
        book: Book,
        app: &AppId,
        status: Option<ItemStatus>,
        offset: usize,
        limit: usize,
    ) -> ItemsPart {
        let wanted = |row: &&Arc<Item>| row.app == *app && status.is_none_or(|status| row.status() == status);
        let all: Vec<_> = self.items_in(book).filter(wanted).collect();
        let total = all.len() as u64;
        ItemsPart { rows: all.into_iter().skip(offset).take(limit).cloned().collect(), total }
    }

    fn items_in(&self, book: Book) -> impl Iterator<Item = &Arc<Item>> {
        self.items.range((book, Id(i64::MIN))..=(book, Id(i64::MAX))).map(|(_, row)| row)
    }

    fn materials_in(&self, book: Book) -> impl Iterator<Item = &Arc<Material>> {
        self.materials.range((book, Id(i64::MIN))..=(book, Id(i64::MAX))).map(|(_, row)| row)
    }

    /// Items of a world behind an `item_id`, by `item_id`.
    pub(super) fn list(
        &self,
        (book, world): (Book, WorldId),
        app: Option<&AppId>,
        after: Option<&str>,
        limit: usize,
    ) -> Vec<Arc<Item>> {
        let wanted = |row: &&Arc<Item>| {
            row.world == world
                && app.is_none_or(|app| row.app == *app)
                && after.is_none_or(|a| row.no.as_str() > a)
        };
        let mut rows: Vec<_> = self.items_in(book).filter(wanted).cloned().collect();
        rows.sort_by(|a, b| a.no.cmp(&b.no));
        rows.truncate(limit);
        rows
    }

    pub(super) fn write(&mut self, write: &LibraryWrite) -> Result<()> {
        match write {
            LibraryWrite::InsertItem(row) => self.insert_item(row),
            LibraryWrite::UpdateItem(row) => self.update_item(row),
            LibraryWrite::DeleteItem(row) => self.delete_item(row),
            LibraryWrite::SetStock { book, key, left } => {
                self.stocks.entry((*book, key.clone())).or_default().left = *left;
                Ok(())
            }
            LibraryWrite::MoveStock { book, key, step } => {
                let stock = self.stocks.get_mut(&(*book, key.clone()));
                match stock.and_then(|stock| Some((stock.after(*step)?, stock))) {
                    Some((after, stock)) => {
                        *stock = after;
                        Ok(())
                    }
                    None => conflict("stock_floor"),
                }
            }
            LibraryWrite::DropStock { book, key } => {
                self.stocks.remove(&(*book, key.clone()));
                Ok(())
            }
            LibraryWrite::CountBought { book, key, by, limit } => {
                let place = (*book, key.clone());
                let sum = self.bought.get(&place).copied().unwrap_or(0).checked_add(*by);
                let limit = limit.filter(|_| *by > 0).unwrap_or(i64::MAX);
                match sum.filter(|sum| (0..=limit).contains(sum)) {
                    Some(sum) => {
                        self.bought.insert(place, sum);
                        Ok(())
                    }
                    None => conflict("purchase_limit"),
                }
            }
            LibraryWrite::InsertMaterial(row) => self.insert_material(row),
            LibraryWrite::IssueSource(row) => {
                match self.sources.insert((row.book, row.token.clone()), row.clone()) {
                    Some(_) => duplicate("source_token_pk"),
                    None => Ok(()),
                }
            }
            LibraryWrite::UseSource { book, token, order } => {
                match self.sources.get_mut(&(*book, token.clone())) {
                    Some(row) if row.used_by.is_none() => {
                        row.used_by = Some(*order);
                        Ok(())
                    }
                    _ => conflict("source_token_use"),
                }
            }
        }
    }

    fn insert_item(&mut self, row: &Arc<Item>) -> Result<()> {
        if self.items.contains_key(&(row.book, row.id)) {
            return duplicate("item_pk");
        }
        if self.items_in(row.book).any(|other| other.no == row.no) {
            return duplicate("item_no_key");
        }
        if self.items_in(row.book).any(|other| other.app == row.app && other.out_item_id == row.out_item_id) {
            return duplicate("item_out_key");
        }
        self.claim_skus(row)?;
        self.items.insert((row.book, row.id), Arc::clone(row));
        Ok(())
    }

    fn update_item(&mut self, row: &Arc<Item>) -> Result<()> {
        let stored = self.items.get(&(row.book, row.id));
        if stored.is_none_or(|stored| stored.version + 1 != row.version) {
            return conflict("item_version");
        }
        self.release_skus(row);
        self.claim_skus(row)?;
        self.items.insert((row.book, row.id), Arc::clone(row));
        Ok(())
    }

    fn delete_item(&mut self, row: &Arc<Item>) -> Result<()> {
        let place = (row.book, row.id);
        if self.items.get(&place).is_none_or(|stored| stored.version != row.version) {
            return conflict("item_version");
        }
        self.items.remove(&place);
        self.release_skus(row);
        self.stocks.retain(|(book, key), _| (*book, key.unit.item) != place);
        Ok(())
    }

    fn claim_skus(&mut self, row: &Item) -> Result<()> {
        for sku in row.out_sku_ids() {
            if self.skus.insert((row.book, row.app.clone(), sku.clone()), row.id).is_some() {
                return duplicate("item_sku_key");
            }
        }
        Ok(())
    }

    fn release_skus(&mut self, row: &Item) {
        self.skus.retain(|(book, _, _), id| (*book, *id) != (row.book, row.id));
    }

    fn insert_material(&mut self, row: &Arc<Material>) -> Result<()> {
        if self.materials.contains_key(&(row.book, row.id)) {
            return duplicate("material_pk");
        }
        if self.materials_in(row.book).any(|other| other.no == row.no) {
            return duplicate("material_no_key");
        }
        if self.materials_in(row.book).any(|other| other.key == row.key) {
            return duplicate("material_key_key");
        }
        self.materials.insert((row.book, row.id), Arc::clone(row));
        Ok(())
    }
}
