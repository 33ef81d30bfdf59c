//! Pictures that merchants upload.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::id::{AppId, Book, Id, WorldId};
use crate::time::Instant;

/// What a picture is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureKind {
    /// JPEG.
    Jpg,
    /// PNG.
    Png,
}

impl PictureKind {
    /// The stored name, which is also the usual ending of a file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PictureKind::Jpg => "jpg",
            PictureKind::Png => "png",
        }
    }

    /// The kind with this stored name.
    #[must_use]
    pub fn parse(name: &str) -> Option<PictureKind> {
        [PictureKind::Jpg, PictureKind::Png].into_iter().find(|kind| kind.as_str() == name)
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            PictureKind::Jpg => "image/jpeg",
            PictureKind::Png => "image/png",
        }
    }
}

/// The kind of a picture by its first bytes; `None` where it is none that item pages show.
#[must_use]
pub fn picture_kind(bytes: &[u8]) -> Option<PictureKind> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(PictureKind::Jpg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some(PictureKind::Png),
        _ => None,
    }
}

/// An uploaded picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Material {
    /// The book.
    pub book: Book,
    /// The key.
    pub id: Id,
    /// The world.
    pub world: WorldId,
    /// `material_id`: 28 digits.
    pub no: SmolStr,
    /// `material_key`: `A*` and letters, digits, `-` and `_`; names the picture in addresses, unguessable.
    pub key: SmolStr,
    /// The application that uploaded it.
    pub app: AppId,
    /// `scene` of the upload, or the file type where it has none.
    pub scene: SmolStr,
    /// The name of the file at the merchant's.
    pub file_name: String,
    /// What it is.
    pub kind: PictureKind,
    /// When it came, on the world's clock.
    pub at: Instant,
    /// The picture.
    pub bytes: Arc<[u8]>,
}

impl std::fmt::Debug for Material {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Material");
        shown.field("book", &self.book).field("id", &self.id).field("no", &self.no).field("key", &self.key);
        shown.field("kind", &self.kind).field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}
