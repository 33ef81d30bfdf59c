//! The item library of mini programs in the store: items, stock, what buyers have ordered of them, pictures and source
//! tokens (`component-order.md §7, §8`).

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use tael_core::id::{AppId, Book, Id, UserId, WorldId};
use tael_core::item::{Item, ItemStatus, Material, SourceToken, Step, Stock, StockKey};

/// The key of a row of the library, in a book.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LibraryKey {
    /// An item by `item_id`.
    Item(SmolStr),
    /// An item by the merchant's id.
    ItemByOut(AppId, SmolStr),
    /// The item that has a SKU with this `out_sku_id`, be it only in its edit.
    ItemBySku(AppId, SmolStr),
    /// A part of the items of an application by rising key; for reading on snapshots, where no batch changes them.
    Items {
        /// The application.
        app: AppId,
        /// Only those in this state.
        status: Option<ItemStatus>,
        /// How many of them come before.
        offset: u32,
        /// At most so many.
        limit: u32,
    },
    /// A stock.
    Stock(StockKey),
    /// How many pieces a buyer has ordered.
    Bought(BoughtKey),
    /// A picture by `material_id`.
    Material(SmolStr),
    /// A picture by `material_key`.
    MaterialByKey(SmolStr),
    /// A source by its token.
    Source(SmolStr),
}

/// Of what pieces are counted: of an item, in a period, by a buyer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BoughtKey {
    /// The item.
    pub item: Id,
    /// `yyyyMMdd`, or 0 for always.
    pub period: i32,
    /// The buyer.
    pub buyer: UserId,
}

/// A row of the library. Its variant follows from the variant of the key.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant holds the row of its name")]
pub enum LibraryRow {
    Item(Arc<Item>),
    Items(ItemsPart),
    Stock(Stock),
    Bought(i64),
    Material(Arc<Material>),
    Source(SourceToken),
}

/// A part of the items of an application.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemsPart {
    /// The items.
    pub rows: Vec<Arc<Item>>,
    /// How many there are in all.
    pub total: u64,
}

/// A stock with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockRow {
    /// The book.
    pub book: Book,
    /// Of what.
    pub key: StockKey,
    /// How much.
    pub stock: Stock,
}

/// What a buyer has ordered, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoughtRow {
    /// The book.
    pub book: Book,
    /// By whom, of what, when.
    pub key: BoughtKey,
    /// Pieces.
    pub pieces: i64,
}

/// A write in the library, with the constraint that guards it.
#[derive(Clone, Debug, PartialEq)]
pub enum LibraryWrite {
    /// A new item, in version 1. `item_pk`, `item_no_key`, `item_out_key`, `item_sku_key`: no SKU id twice in an
    /// application.
    InsertItem(Arc<Item>),
    /// An item one version on. `item_version`, `item_sku_key`.
    UpdateItem(Arc<Item>),
    /// The item in this version goes, with its SKUs and stocks. `item_version`.
    DeleteItem(Arc<Item>),
    /// So many pieces can be ordered from now on; what is held and sold stays. Whoever decides this has asked for the
    /// stock.
    SetStock {
        /// The book.
        book: Book,
        /// Of what.
        key: StockKey,
        /// How many; `None` without a limit.
        left: Option<i64>,
    },
    /// Pieces move, by one conditional statement. `stock_floor`: nothing becomes negative, and the stock is there. Whoever
    /// decides this has asked for the stock.
    MoveStock {
        /// The book.
        book: Book,
        /// Of what.
        key: StockKey,
        /// How.
        step: Step,
    },
    /// The stock goes.
    DropStock {
        /// The book.
        book: Book,
        /// Of what.
        key: StockKey,
    },
    /// A buyer orders pieces, or (negative) gives them back. `purchase_limit`: the sum stays within 0 and the limit.
    /// Whoever decides this has asked for the sum.
    CountBought {
        /// The book.
        book: Book,
        /// By whom, of what, when.
        key: BoughtKey,
        /// How many.
        by: i64,
        /// What the sum may come to, where it rises.
        limit: Option<i64>,
    },
    /// A picture. `material_pk`, `material_no_key`, `material_key_key`.
    InsertMaterial(Arc<Material>),
    /// A source id is given out. `source_token_pk`.
    IssueSource(SourceToken),
    /// An order uses a source. `source_token_use`: it is there and works once.
    UseSource {
        /// The book.
        book: Book,
        /// The token.
        token: SmolStr,
        /// The order.
        order: Id,
    },
}

impl LibraryWrite {
    /// The book, and the world where the write says so.
    #[must_use]
    pub fn place(&self) -> (Book, Option<WorldId>) {
        match self {
            LibraryWrite::InsertItem(row) | LibraryWrite::UpdateItem(row) | LibraryWrite::DeleteItem(row) => {
                (row.book, Some(row.world))
            }
            LibraryWrite::InsertMaterial(row) => (row.book, Some(row.world)),
            LibraryWrite::IssueSource(row) => (row.book, Some(row.world)),
            LibraryWrite::SetStock { book, .. }
            | LibraryWrite::MoveStock { book, .. }
            | LibraryWrite::DropStock { book, .. }
            | LibraryWrite::CountBought { book, .. }
            | LibraryWrite::UseSource { book, .. } => (*book, None),
        }
    }
}
