//! Tokens of public source ids: they trace an order to the place where its buyer came from (`component-order.md §7`).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::id::{AppId, Book, Id, UserId, WorldId};
use crate::time::Instant;

/// A public source: what its id is bound to, and the order that has used it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceToken {
    /// The book.
    pub book: Book,
    /// The token, unguessable.
    pub token: SmolStr,
    /// The world.
    pub world: WorldId,
    /// The mini program.
    pub app: AppId,
    /// The buyer.
    pub buyer: UserId,
    /// The channel, `sceneId`.
    pub scene: SmolStr,
    /// The items (`out_item_id`) that it is for; empty for all.
    pub goods: Vec<SmolStr>,
    /// When it was given out, on the world's clock.
    pub created_at: Instant,
    /// From when on it is dead, on the world's clock.
    pub expires_at: Instant,
    /// The key of the order that has used it.
    pub used_by: Option<Id>,
}
