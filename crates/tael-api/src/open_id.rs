//! Open ids: a user's name towards one application (`semantics.md §12.4`).

use tael_core::id::{AppId, UserId};

/// What an open id turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A user, named by the application that asks.
    User(UserId),
    /// An open id of another application.
    OtherApp,
    /// Not an open id of this installation.
    Unknown,
}

/// The open ids of an installation: one for each pair of application and user, always the same.
pub trait OpenIds: Send + Sync {
    /// The open id of `user` towards `app`; `None` where the user id has no twelve-digit serial.
    fn of(&self, app: &AppId, user: &UserId) -> Option<String>;
    /// Whose open id towards `app` this is.
    fn open(&self, app: &AppId, open_id: &str) -> Opened;
}
