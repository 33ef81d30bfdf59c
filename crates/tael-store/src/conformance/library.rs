//! What the mini program of the little shop offers: items, a picture, sources.

use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::id::AppId;
use tael_core::item::{
    Content, Item, Material, Opening, PictureKind, Restock, Sku, SourceToken, Step, StockKey, Verdict,
    WHOLE_ITEM,
};
use tael_core::money::Fen;
use tael_core::time::MINUTE;

use super::sample::Sample;
use crate::library::{BoughtKey, LibraryWrite};
use crate::plan::{Plan, Write};

impl Sample {
    /// A new item with these SKUs, in review.
    pub fn item(&mut self, out_item_id: &str, skus: &[&str]) -> Arc<Item> {
        let sku = |(number, id): (u32, &&str)| Sku {
            number,
            out_sku_id: SmolStr::new(id),
            sale_price: Some(Fen(100)),
            ..Sku::default()
        };
        let content = Content { skus: (1..).zip(skus).map(sku).collect(), ..Content::default() };
        let opening = Opening {
            book: self.world.book,
            world: self.world.id,
            app: self.app_id.clone(),
            out_item_id: SmolStr::new(out_item_id),
            content,
        };
        Arc::new(Item::open(opening, &self.env()))
    }

    /// The item is approved with so many pieces of each unit.
    ///
    /// # Panics
    /// Where nothing of it waits for review.
    pub fn approve(&mut self, item: &Item, left: Option<i64>) -> (Arc<Item>, Plan) {
        let (after, restocks) = item
            .reviewed(Verdict::Pass, self.now)
            .unwrap_or_else(|e| unreachable!("the item waits for review: {e}"));
        let after = Arc::new(after);
        let mut plan = Plan::none().with(Write::Library(LibraryWrite::UpdateItem(Arc::clone(&after))));
        let book = item.book;
        for restock in restocks {
            plan.push(Write::Library(match restock {
                Restock::Set(key, _) => LibraryWrite::SetStock { book, key, left },
                Restock::Drop(key) => LibraryWrite::DropStock { book, key },
            }));
        }
        (after, plan)
    }

    /// A picture.
    pub fn picture(&mut self, key: &str) -> Arc<Material> {
        let env = self.env();
        let id = env.ids.next();
        Arc::new(Material {
            book: self.world.book,
            id,
            world: self.world.id,
            no: id.material_no(env.now, self.world.book),
            key: SmolStr::new(key),
            app: self.app_id.clone(),
            scene: "SYNC_ORDER".into(),
            file_name: "苹果.png".to_owned(),
            kind: PictureKind::Png,
            at: env.now,
            bytes: Arc::from([1, 2, 0, 255]),
        })
    }

    /// A public source of a buyer.
    pub fn source(&self, token: &str, buyer: usize) -> SourceToken {
        SourceToken {
            book: self.world.book,
            token: SmolStr::new(token),
            world: self.world.id,
            app: AppId::from("2021000000000009"),
            buyer: self.buyers[buyer].clone(),
            scene: "LIVE".into(),
            goods: vec!["I0".into()],
            created_at: self.now,
            expires_at: self.now.plus(24 * 60 * MINUTE),
            used_by: None,
        }
    }

    /// A row in every table of the library: an item of which a buyer has ordered two pieces.
    pub fn library(&mut self, buyer: usize) -> Plan {
        let item = self.item(&format!("I{buyer}"), &[&format!("S{buyer}")]);
        let (after, approve) = self.approve(&item, Some(5));
        let (book, key) = (item.book, StockKey::whole(after.unit(1)));
        let bought = BoughtKey { item: item.id, period: 0, buyer: self.buyers[buyer].clone() };
        let mut plan = Plan::none().with(Write::Library(LibraryWrite::InsertItem(item)));
        plan.0.extend(approve.0);
        for write in [
            LibraryWrite::MoveStock { book, key, step: Step::take(2) },
            LibraryWrite::CountBought { book, key: bought, by: 2, limit: Some(2) },
            LibraryWrite::InsertMaterial(self.picture(&format!("A*{buyer}"))),
            LibraryWrite::IssueSource(self.source(&format!("token{buyer}"), buyer)),
        ] {
            plan.push(Write::Library(write));
        }
        plan
    }

    /// The stock of an item without SKUs.
    #[must_use]
    pub fn stock_of(item: &Item) -> StockKey {
        StockKey::whole(item.unit(WHOLE_ITEM))
    }
}
