//! The directory: applications with their parsed keys, as admission needs them at every call.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use smol_str::SmolStr;
use tael_core::id::{AppId, Book, UserId};
use tael_core::party::{App, AppAuth};
use tael_store::{Key, Row, Store, StoreError};
use tael_wire::sign::{PublicKey, SignType};

/// An application as admission sees it.
#[derive(Debug)]
pub struct Entry {
    /// The row.
    pub app: Arc<App>,
    /// The book of its merchant.
    pub book: Book,
    rsa2: Option<PublicKey>,
    rsa: Option<PublicKey>,
}

impl Entry {
    fn new(app: Arc<App>, book: Book) -> Entry {
        let parse = |text: Option<&String>| text.and_then(|t| PublicKey::parse(t).ok());
        let own = parse(app.public_key.as_ref());
        let old = parse(app.public_key_rsa.as_ref());
        let is_old = app.sign_type == "RSA";
        Entry {
            rsa: if is_old { old.or_else(|| own.clone()) } else { old },
            rsa2: own.filter(|_| !is_old),
            app,
            book,
        }
    }

    /// The key that verifies this signature type, if one is configured.
    #[must_use]
    pub fn key(&self, sign_type: SignType) -> Option<&PublicKey> {
        match sign_type {
            SignType::Rsa2 => self.rsa2.as_ref(),
            SignType::Rsa => self.rsa.as_ref(),
        }
    }
}

/// An authorisation as admission sees it.
#[derive(Debug)]
pub struct Authorised {
    /// The row.
    pub auth: Arc<AppAuth>,
    /// The book of the merchant that authorises.
    pub book: Book,
}

/// The applications and authorisations seen so far. Edits drop everything; the next calls load anew.
pub struct Directory {
    store: Arc<dyn Store>,
    entries: RwLock<HashMap<AppId, Option<Arc<Entry>>>>,
    /// Only tokens that exist: what is no token is asked for every time, and remembered by nobody.
    auths: RwLock<HashMap<SmolStr, Arc<Authorised>>>,
    edition: AtomicU64,
}

/// Unknown app_ids that are remembered, so that a stream of nonsense cannot fill the memory.
const ENTRIES_MAX: usize = 50_000;

/// The longest app_id, in bytes (`protocol.md §1.3`): a longer one is unknown, and not worth remembering.
const ID_BYTES_MAX: usize = 32;

/// The longest app_auth_token, in bytes (`protocol.md §1.3`).
const TOKEN_BYTES_MAX: usize = 40;

impl Directory {
    /// A directory over a store.
    #[must_use]
    pub fn new(store: Arc<dyn Store>) -> Directory {
        Directory { store, entries: RwLock::default(), auths: RwLock::default(), edition: AtomicU64::new(0) }
    }

    /// The application with this number; `None` where there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub async fn app(&self, id: &AppId) -> Result<Option<Arc<Entry>>, StoreError> {
        if id.as_str().len() > ID_BYTES_MAX {
            return Ok(None);
        }
        if let Some(entry) = self.entries.read().unwrap_or_else(PoisonError::into_inner).get(id) {
            return Ok(entry.clone());
        }
        let edition = self.edition.load(Ordering::Acquire);
        let entry = self.load(id).await?.map(Arc::new);
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        // an edit in between may have made what was loaded stale
        if self.edition.load(Ordering::Acquire) == edition {
            if entries.len() >= ENTRIES_MAX {
                entries.clear();
            }
            entries.insert(id.clone(), entry.clone());
        }
        Ok(entry)
    }

    async fn load(&self, id: &AppId) -> Result<Option<Entry>, StoreError> {
        let mut snapshot = self.store.snapshot().await?;
        let app = snapshot.load(&BTreeSet::from([Key::App(id.clone())])).await?;
        let Some((_, Some(Row::App(app)))) = app.into_iter().next() else { return Ok(None) };
        let book = match &app.partner_id {
            Some(pid) => merchant_book(&mut *snapshot, pid).await?,
            None => None,
        };
        Ok(Some(Entry::new(app, book.unwrap_or(Book::MAIN))))
    }

    /// The authorisation with this token; `None` where there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub async fn auth(&self, token: &str) -> Result<Option<Arc<Authorised>>, StoreError> {
        if token.len() > TOKEN_BYTES_MAX {
            return Ok(None);
        }
        if let Some(auth) = self.auths.read().unwrap_or_else(PoisonError::into_inner).get(token) {
            return Ok(Some(Arc::clone(auth)));
        }
        let edition = self.edition.load(Ordering::Acquire);
        let mut snapshot = self.store.snapshot().await?;
        let rows = snapshot.load(&BTreeSet::from([Key::AppAuth(token.into())])).await?;
        let Some((_, Some(Row::AppAuth(auth)))) = rows.into_iter().next() else { return Ok(None) };
        let book = merchant_book(&mut *snapshot, &auth.partner_id).await?.unwrap_or(Book::MAIN);
        let found = Arc::new(Authorised { auth, book });
        let mut auths = self.auths.write().unwrap_or_else(PoisonError::into_inner);
        // an edit in between may have made what was loaded stale
        if self.edition.load(Ordering::Acquire) == edition {
            if auths.len() >= ENTRIES_MAX {
                auths.clear();
            }
            auths.insert(token.into(), Arc::clone(&found));
        }
        Ok(Some(found))
    }

    /// Forgets everything, after an edit.
    pub fn edited(&self) {
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        let mut auths = self.auths.write().unwrap_or_else(PoisonError::into_inner);
        self.edition.fetch_add(1, Ordering::AcqRel);
        entries.clear();
        auths.clear();
    }
}

async fn merchant_book(
    snapshot: &mut dyn tael_store::Snapshot,
    pid: &UserId,
) -> Result<Option<Book>, StoreError> {
    let rows = snapshot.load(&BTreeSet::from([Key::Merchant(pid.clone())])).await?;
    Ok(match rows.into_iter().next() {
        Some((_, Some(Row::Merchant(merchant)))) => Some(merchant.book),
        _ => None,
    })
}
