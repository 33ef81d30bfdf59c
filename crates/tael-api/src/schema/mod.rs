//! The schema engine: one place that parses, coerces, validates and refuses a request, from the generated field table
//! of its API (`semantics.md §12.1`, `spec/README.md` "Schema").
//!
//! ```text
//! biz_content ──token──▶ as sent ──check──▶ Accepted { tree } ──typed──▶ generated Request
//!                          │                  │
//!                          ▼ NotJson          ▼ Refusal: code, path, rule, what was got
//! ```

pub mod answer;
#[cfg(any(test, feature = "cases"))]
pub mod cases;
mod check;
mod decimal;
mod mask;
mod refusal;
mod table;
#[cfg(test)]
mod tests;
mod token;
mod tree;
pub mod typed;

pub use mask::{MASK, is_sensitive};
pub use refusal::{GOT_MAX, Refusal, Rule};
pub use table::{
    Api, Choice, ChoiceRule, ChoiceWhen, Codes, Condition, Duration, ErrorRow, Field, Format, Kind, Pattern,
    Range, Test, Value,
};
pub use token::{DEPTH_MAX, NotJson, SIZE_MAX};
pub use tree::{Members, Node, Tree};
pub use typed::Defect;

/// The largest number of unknown members, and of flags, that one request notes.
pub const NOTES_MAX: usize = 64;

/// What the caller's app decides about reading.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Refuse characters that pages forbid but the gateway is not seen to refuse (`spec/README.md`, `forbidden_chars`).
    pub strict_characters: bool,
}

/// A request that fits its table.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The normalised request.
    pub tree: Tree,
    /// Paths of members that the table does not know; they are not in the tree. At most [`NOTES_MAX`].
    pub unknown: Vec<String>,
    /// What is worth a word in the request log. At most [`NOTES_MAX`].
    pub flags: Vec<Flag>,
}

/// Something unusual about an accepted request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// What it is.
    pub kind: FlagKind,
    /// The member with indices.
    pub path: String,
}

/// Kinds of [`Flag`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagKind {
    /// The member came more than once; the last one counts.
    DuplicateMember,
    /// The text has characters that the page forbids.
    ForbiddenCharacters,
}

/// Why a request is not accepted.
#[derive(Clone, Debug)]
pub enum Rejected {
    /// Not a `biz_content` at all; the gateway answers 40002 `isv.illegal-json`.
    NotJson(NotJson),
    /// A field breaks a rule; the gateway answers 40004 with the refusal's code.
    Refused(Box<Refusal>),
}

impl From<NotJson> for Rejected {
    fn from(why: NotJson) -> Rejected {
        Rejected::NotJson(why)
    }
}

impl From<Box<Refusal>> for Rejected {
    fn from(refusal: Box<Refusal>) -> Rejected {
        Rejected::Refused(refusal)
    }
}

/// Reads the text of `biz_content`, already decoded from the request's charset, against the table of an API.
///
/// An optional byte order mark is skipped and an empty text counts as `{}`. The first broken rule in the order of the
/// table answers.
///
/// # Errors
/// [`Rejected`]: broken JSON, or a refusal with its code, path and texts.
pub fn read(api: &'static Api, biz_content: &str, options: Options) -> Result<Accepted, Rejected> {
    check::read(api, biz_content, options)
}
