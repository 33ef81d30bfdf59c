//! Folders for tests.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A folder of its own under a given one, removed with everything in it at the end of the test.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// A fresh folder.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn within(root: impl AsRef<Path>) -> std::io::Result<Scratch> {
        let name = format!("scratch-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = root.as_ref().join(name);
        std::fs::create_dir_all(&path)?;
        Ok(Scratch(path))
    }

    /// A path in it.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // nothing hangs on it: the folder lies in the build's temporary one
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
