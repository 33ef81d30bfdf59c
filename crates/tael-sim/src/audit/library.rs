//! The item library: each unit of an item that is online has its stock, nothing else has one, and no pieces are negative;
//! no SKU id is taken twice; what buyers ordered and who used a source makes sense.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tael_core::item::{Item, SourceToken, Stock};
use tael_store::{BoughtRow, Snapshot, StockRow, StoreError};

use super::rows::Rows;
use super::{Audit, hash};
use crate::report::Kind;

impl Audit {
    /// Every item against its stocks, every count and every source by itself.
    pub(super) async fn library(&mut self, snapshot: &mut dyn Snapshot) -> Result<(), StoreError> {
        let (mut items, mut stocks) = (Rows::<Arc<Item>>::new(), Rows::<StockRow>::new());
        let mut skus = HashMap::new();
        while let Some(item) = items.next(snapshot).await? {
            self.report.totals.items += 1;
            let own = (item.book, item.id);
            while let Some(stray) = stocks.next_if(snapshot, |s| (s.book, s.key.unit.item) < own).await? {
                self.stray_stock(&stray);
            }
            let mut found = Vec::new();
            while let Some(row) = stocks.next_if(snapshot, |s| (s.book, s.key.unit.item) == own).await? {
                found.push(row);
            }
            self.report.totals.stocks += found.len() as u64;
            for message in stock_faults(&item, &found) {
                self.find(Kind::Stock, "stock", &item.no, message);
            }
            for sku in item.out_sku_ids() {
                if skus.insert((item.book, hash(&(&item.app, sku))), item.id).is_some() {
                    let message = format!("SKU {sku} is another item's too");
                    self.find(Kind::Item, "item", &item.no, message);
                }
            }
            for message in item_faults(&item) {
                self.find(Kind::Item, "item", &item.no, message);
            }
        }
        while let Some(stray) = stocks.next(snapshot).await? {
            self.stray_stock(&stray);
        }
        let mut bought = Rows::<BoughtRow>::new();
        while let Some(row) = bought.next(snapshot).await? {
            if row.pieces < 0 {
                let message = format!("{} has ordered {} pieces", row.key.buyer, row.pieces);
                self.find(Kind::Stock, "purchase", row.key.item.0, message);
            }
        }
        let mut sources = Rows::<SourceToken>::new();
        while let Some(row) = sources.next(snapshot).await? {
            if row.expires_at <= row.created_at {
                self.find(Kind::Item, "source_token", &row.token, "expires before it was given out");
            }
        }
        Ok(())
    }

    fn stray_stock(&mut self, row: &StockRow) {
        let message = format!("a stock of SKU {} belongs to no item", row.key.unit.sku);
        self.find(Kind::Stock, "stock", row.key.unit.item.0, message);
    }
}

fn stock_faults(item: &Item, found: &[StockRow]) -> Vec<String> {
    let mut faults = Vec::new();
    let wanted: BTreeSet<_> = item.stocks().into_iter().collect();
    let there: BTreeSet<_> = found.iter().map(|row| row.key.clone()).collect();
    for key in wanted.symmetric_difference(&there) {
        let what =
            if wanted.contains(key) { "has no stock of" } else { "has a stock of what is not online:" };
        faults.push(format!("{what} SKU {} in channel {:?}", key.unit.sku, key.scene));
    }
    for row in found {
        let Stock { left, held, sold } = row.stock;
        if left.is_some_and(|left| left < 0) || held < 0 || sold < 0 {
            faults.push(format!("SKU {} has negative pieces", row.key.unit.sku));
        }
    }
    faults
}

fn item_faults(item: &Item) -> Vec<String> {
    let detail = &item.detail;
    let mut faults = Vec::new();
    if detail.online.is_none() && detail.edit.is_none() {
        faults.push("has neither an online version nor an edit".to_owned());
    }
    let newest = item.newest();
    let numbers: BTreeSet<_> = newest.skus.iter().map(|sku| sku.number).collect();
    if numbers.len() != newest.skus.len() || numbers.iter().any(|n| *n == 0 || *n >= detail.next_sku) {
        faults.push("has SKUs with wrong numbers".to_owned());
    }
    faults
}
