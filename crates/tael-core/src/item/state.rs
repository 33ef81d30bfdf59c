//! An item with its versions, and what review, edits and operators make of it.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::content::Content;
use super::limit::PurchaseLimit;
use super::stock::{StockKey, Unit};
use crate::env::Env;
use crate::id::{AppId, Book, Id, WorldId};
use crate::time::Instant;

/// The number of a unit that is the item itself, because it has no SKUs.
pub const WHOLE_ITEM: u32 = 0;

/// `spu_status`. Only [`ItemStatus::Available`] sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ItemStatus {
    /// Its first version waits for review.
    Auditing,
    /// Its first version was rejected.
    AuditReject,
    /// On sale.
    Available,
    /// Approved and taken off.
    Delisting,
    /// Stopped by the platform.
    Freeze,
}

impl ItemStatus {
    /// Every state.
    pub const ALL: [ItemStatus; 5] = [
        ItemStatus::Auditing,
        ItemStatus::AuditReject,
        ItemStatus::Available,
        ItemStatus::Delisting,
        ItemStatus::Freeze,
    ];

    /// The name on the wire and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ItemStatus::Auditing => "AUDITING",
            ItemStatus::AuditReject => "AUDIT_REJECT",
            ItemStatus::Available => "AVAILABLE",
            ItemStatus::Delisting => "DELISTING",
            ItemStatus::Freeze => "FREEZE",
        }
    }

    /// The state with this name, compared without case.
    #[must_use]
    pub fn parse(name: &str) -> Option<ItemStatus> {
        ItemStatus::ALL.into_iter().find(|status| status.as_str().eq_ignore_ascii_case(name))
    }
}

/// Why the platform objects to something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// What is wrong, for the merchant.
    pub remark: String,
    /// When it was said, on the world's clock.
    pub at: Instant,
}

/// The reviewer's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The edit becomes the online version.
    Pass,
    /// It does not, because of this.
    Reject(String),
}

/// A version that is not online: in review, or rejected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What was sent of it.
    pub sent: Content,
    /// Why it was rejected; `None` while it waits for review.
    pub objection: Option<Objection>,
}

/// Why and since when an item is frozen.
pub type Freeze = Objection;

/// A unit with a quota of its own in a channel.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Channel {
    /// The SKU's number, or [`WHOLE_ITEM`].
    pub sku: u32,
    /// The channel.
    pub scene: SmolStr,
}

/// What is not searched by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemDetail {
    /// When it was created, on the world's clock.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
    /// The version that sells.
    pub online: Option<Content>,
    /// The version in work.
    pub edit: Option<Edit>,
    /// Set while the platform has stopped it.
    #[serde(default)]
    pub frozen: Option<Freeze>,
    /// The limit per buyer.
    #[serde(default)]
    pub limit: Option<PurchaseLimit>,
    /// Points that each piece takes from the buyer.
    #[serde(default)]
    pub points_price: Option<u32>,
    /// The quotas that there are.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// The number of the next SKU.
    pub next_sku: u32,
}

/// An item of a mini program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The book.
    pub book: Book,
    /// The key.
    pub id: Id,
    /// The world.
    pub world: WorldId,
    /// `item_id`.
    pub no: SmolStr,
    /// The mini program.
    pub app: AppId,
    /// The merchant's id, unique in the application.
    pub out_item_id: SmolStr,
    /// Counts its changes, from 1.
    pub version: u32,
    /// Everything else.
    pub detail: ItemDetail,
}

/// What a new item is made of.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The book.
    pub book: Book,
    /// The world.
    pub world: WorldId,
    /// The mini program.
    pub app: AppId,
    /// The merchant's id.
    pub out_item_id: SmolStr,
    /// Its first version; SKUs are numbered from 1.
    pub content: Content,
}

/// What a change makes of the stock of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restock {
    /// So many pieces can be ordered from now on; `None` without a limit.
    Set(StockKey, Option<i64>),
    /// The stock is gone; open orders return nothing to it.
    Drop(StockKey),
}

/// An item after a change, and its stock.
pub type Changed = (Item, Vec<Restock>);

/// Why an item does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ItemError {
    /// Nothing waits for review.
    #[error("no version of the item waits for review")]
    NothingToReview,
    /// It has never been approved.
    #[error("the item has no approved version yet")]
    NeverApproved,
    /// The platform has stopped it.
    #[error("the item is frozen")]
    Frozen,
}

impl Item {
    /// A new item, in review.
    #[must_use]
    pub fn open(opening: Opening, env: &Env) -> Item {
        let id = env.ids.next();
        let last = opening.content.skus.iter().map(|sku| sku.number).max().unwrap_or(WHOLE_ITEM);
        Item {
            book: opening.book,
            id,
            world: opening.world,
            no: id.item_no(env.now, opening.book),
            app: opening.app,
            out_item_id: opening.out_item_id,
            version: 1,
            detail: ItemDetail {
                created_at: env.now,
                updated_at: env.now,
                online: None,
                edit: Some(Edit { sent: opening.content, objection: None }),
                frozen: None,
                limit: None,
                points_price: None,
                channels: Vec::new(),
                next_sku: last + 1,
            },
        }
    }

    /// Its state (`component-order.md §8`).
    #[must_use]
    pub fn status(&self) -> ItemStatus {
        let rejected = self.detail.edit.as_ref().is_some_and(|edit| edit.objection.is_some());
        match &self.detail.online {
            _ if self.detail.frozen.is_some() => ItemStatus::Freeze,
            Some(online) if online.is_offered() => ItemStatus::Available,
            Some(_) => ItemStatus::Delisting,
            None if rejected => ItemStatus::AuditReject,
            None => ItemStatus::Auditing,
        }
    }

    /// The newest version as it would be online: the edit over what is online.
    #[must_use]
    pub fn newest(&self) -> Content {
        let online = self.detail.online.clone().unwrap_or_default();
        match &self.detail.edit {
            Some(edit) => online.under(&edit.sent),
            None => online,
        }
    }

    /// The SKU ids that the item takes in its application, those of its edit too.
    pub fn out_sku_ids(&self) -> impl Iterator<Item = &SmolStr> {
        let edited = self.detail.edit.iter().flat_map(|edit| &edit.sent.skus);
        let online = self.detail.online.iter().flat_map(|online| &online.skus);
        let taken: std::collections::BTreeSet<_> = online.chain(edited).map(|sku| &sku.out_sku_id).collect();
        taken.into_iter()
    }

    /// `sku_id` of the SKU with this number.
    #[must_use]
    pub fn sku_no(&self, number: u32) -> SmolStr {
        SmolStr::new(format!("{}{number:04}", self.no))
    }

    /// The number of the SKU with this `sku_id`, whether or not there is one.
    #[must_use]
    pub fn sku_number(&self, sku_no: &str) -> Option<u32> {
        sku_no
            .strip_prefix(self.no.as_str())
            .and_then(|rest| rest.parse().ok())
            .filter(|n| self.sku_no(*n) == sku_no)
    }

    /// The unit of a SKU, or of the item itself.
    #[must_use]
    pub fn unit(&self, sku: u32) -> Unit {
        Unit { item: self.id, sku }
    }

    /// The numbers of what has a stock of its own: the online SKUs, the item itself where it has none, nothing before it
    /// is approved.
    #[must_use]
    pub fn units(&self) -> Vec<u32> {
        self.detail.online.as_ref().map(units).unwrap_or_default()
    }

    /// The stocks that there must be.
    #[must_use]
    pub fn stocks(&self) -> Vec<StockKey> {
        let whole = self.units().into_iter().map(|sku| StockKey::whole(self.unit(sku)));
        let of = |channel: &Channel| StockKey { unit: self.unit(channel.sku), scene: channel.scene.clone() };
        whole.chain(self.detail.channels.iter().map(of)).collect()
    }

    fn changed(&self, now: Instant, change: impl FnOnce(&mut ItemDetail)) -> Item {
        let mut item = self.clone();
        item.version += 1;
        item.detail.updated_at = now;
        change(&mut item.detail);
        item
    }

    /// What was sent becomes the edit, over an edit that is there, and waits for review. SKUs that are new have numbers
    /// from [`ItemDetail::next_sku`] on.
    #[must_use]
    pub fn edited(&self, sent: &Content, now: Instant) -> Item {
        self.changed(now, |detail| {
            let last = sent.skus.iter().map(|sku| sku.number + 1).max().unwrap_or(0);
            detail.next_sku = detail.next_sku.max(last);
            let before = detail.edit.take().map(|edit| edit.sent).unwrap_or_default();
            detail.edit = Some(Edit { sent: before.under(sent), objection: None });
        })
    }

    /// The reviewer's word about the edit.
    ///
    /// # Errors
    /// [`ItemError::NothingToReview`].
    pub fn reviewed(&self, verdict: Verdict, now: Instant) -> Result<Changed, ItemError> {
        let waits = self.detail.edit.as_ref().filter(|edit| edit.objection.is_none());
        let Some(edit) = waits else { return Err(ItemError::NothingToReview) };
        match verdict {
            Verdict::Reject(remark) => {
                let objection = Some(Objection { remark, at: now });
                let edit = Edit { objection, ..edit.clone() };
                Ok((self.changed(now, |detail| detail.edit = Some(edit)), Vec::new()))
            }
            Verdict::Pass => Ok(self.online(self.newest(), now, |detail| detail.edit = None)),
        }
    }

    /// Changes the online version at once, without review. What was sent of SKUs concerns only those that are online;
    /// `sale_status` of an item with SKUs is that of every SKU.
    ///
    /// # Errors
    /// [`ItemError::Frozen`], [`ItemError::NeverApproved`].
    pub fn changed_directly(&self, sent: &Content, now: Instant) -> Result<Changed, ItemError> {
        if self.detail.frozen.is_some() {
            return Err(ItemError::Frozen);
        }
        let online = self.detail.online.as_ref().ok_or(ItemError::NeverApproved)?;
        let skus = online.skus.iter().map(|sku| {
            let mut sku = sku.clone();
            sku.sale_status = sent.sale_status.or(sku.sale_status);
            match sent.sku(sku.number) {
                Some(sent) => sku.under(sent),
                None => sku,
            }
        });
        let sent = Content { skus: skus.collect(), ..sent.clone() };
        Ok(self.online(online.under(&sent), now, |_| {}))
    }

    /// A new online version, and what becomes of the stocks.
    fn online(&self, mut next: Content, now: Instant, change: impl FnOnce(&mut ItemDetail)) -> Changed {
        let before = self.units();
        let sent = |number: u32| match next.sku(number) {
            Some(sku) => sku.stock_num,
            None => next.stock_num,
        };
        let after = units(&next);
        let whole = |number: u32| StockKey::whole(self.unit(number));
        let mut restocks = Vec::new();
        for &number in &after {
            if sent(number).is_some() || !before.contains(&number) {
                restocks.push(Restock::Set(whole(number), sent(number)));
            }
        }
        restocks.extend(before.iter().filter(|n| !after.contains(n)).map(|n| Restock::Drop(whole(*n))));
        let gone = |channel: &&Channel| !after.contains(&channel.sku);
        restocks.extend(self.detail.channels.iter().filter(gone).map(|channel| {
            Restock::Drop(StockKey { unit: self.unit(channel.sku), scene: channel.scene.clone() })
        }));
        next.stock_num = None;
        next.skus.iter_mut().for_each(|sku| sku.stock_num = None);
        let item = self.changed(now, |detail| {
            detail.online = Some(next);
            detail.channels.retain(|channel| after.contains(&channel.sku));
            change(detail);
        });
        (item, restocks)
    }

    /// The platform stops it, or lets it go on.
    #[must_use]
    pub fn frozen(&self, freeze: Option<Freeze>, now: Instant) -> Item {
        self.changed(now, |detail| detail.frozen = freeze)
    }

    /// With another limit per buyer.
    #[must_use]
    pub fn limited(&self, limit: Option<PurchaseLimit>, now: Instant) -> Item {
        self.changed(now, |detail| detail.limit = limit)
    }

    /// With another price in points.
    #[must_use]
    pub fn priced_in_points(&self, points: Option<u32>, now: Instant) -> Item {
        self.changed(now, |detail| detail.points_price = points)
    }

    /// With a quota in a channel of a unit that is online, or (`None`) without it.
    ///
    /// # Errors
    /// [`ItemError::NeverApproved`] where the unit is not online.
    pub fn with_quota(
        &self,
        channel: Channel,
        quota: Option<i64>,
        now: Instant,
    ) -> Result<Changed, ItemError> {
        if !self.units().contains(&channel.sku) {
            return Err(ItemError::NeverApproved);
        }
        let key = StockKey { unit: self.unit(channel.sku), scene: channel.scene.clone() };
        let had = self.detail.channels.contains(&channel);
        let item = self.changed(now, |detail| {
            detail.channels.retain(|c| *c != channel);
            if quota.is_some() {
                detail.channels.push(channel);
                detail.channels.sort();
            }
        });
        let restock = match quota {
            Some(_) => Some(Restock::Set(key, quota)),
            None => had.then_some(Restock::Drop(key)),
        };
        Ok((item, restock.into_iter().collect()))
    }
}

fn units(content: &Content) -> Vec<u32> {
    match content.skus.is_empty() {
        true => vec![WHOLE_ITEM],
        false => content.skus.iter().map(|sku| sku.number).collect(),
    }
}

#[cfg(test)]
mod tests;
