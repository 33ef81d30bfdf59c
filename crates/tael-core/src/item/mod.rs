//! The item library of a mini program: items and SKUs with their versions, review, stock and limits
//! (`component-order.md §8`), pictures, and the ids that trace where an order came from (`component-order.md §7`).

mod content;
mod limit;
mod picture;
mod source;
mod state;
mod stock;

pub use content::{Attribute, Content, DescInfo, Guide, SaleStatus, Sku, SkuAttribute};
pub use limit::{PurchaseLimit, Window};
pub use picture::{Material, PictureKind, picture_kind};
pub use source::SourceToken;
pub use state::{
    Changed, Channel, Edit, Freeze, Item, ItemDetail, ItemError, ItemStatus, Objection, Opening, Restock,
    Verdict, WHOLE_ITEM,
};
pub use stock::{Step, Stock, StockKey, Unit};
