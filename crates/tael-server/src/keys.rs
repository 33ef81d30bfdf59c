//! What an installation keeps secret: its platform key, its control token, the key of its open ids. Made on the first
//! start, kept as settings in the store so that every node has the same.

use std::collections::BTreeSet;
use std::sync::Arc;

use smol_str::SmolStr;
use tael_store::{Batch, Directory, Key, Plan, Row, Setting, Store, StoreError, Write};
use tael_wire::sign::{PrivateKey, Signer};

use crate::clock;

/// Setting: the platform's private key, PKCS#8 in base64.
pub const PLATFORM_KEY: &str = "platform_key";
/// Setting: the bearer token of the control API.
pub const CONTROL_TOKEN: &str = "control_token";
/// Setting: the key of open ids, 32 hexadecimal digits.
pub const OPEN_ID_KEY: &str = "open_id_key";

/// The secrets of an installation.
pub struct Secrets {
    /// Signs answers and notifications.
    pub signer: Arc<Signer>,
    /// The platform's public key, base64 of its SubjectPublicKeyInfo.
    pub platform_public_key: String,
    /// Opens the control API.
    pub control_token: String,
    /// The key of open ids.
    pub open_id_key: [u8; 16],
}

/// Why an installation has no secrets.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A setting cannot be used.
    #[error("setting {name} cannot be used: {reason}")]
    Broken {
        /// Its name.
        name: &'static str,
        /// Why.
        reason: String,
    },
}

impl SecretsError {
    fn broken(name: &'static str, reason: impl ToString) -> SecretsError {
        SecretsError::Broken { name, reason: reason.to_string() }
    }
}

/// Loads the secrets, making those that are missing. `new_key` makes a private key (it takes a while).
///
/// # Errors
/// [`SecretsError`].
pub async fn load_or_make(
    store: &dyn Store,
    new_key: impl FnOnce() -> Result<PrivateKey, SecretsError>,
) -> Result<Secrets, SecretsError> {
    let names = [PLATFORM_KEY, CONTROL_TOKEN, OPEN_ID_KEY];
    let keys: BTreeSet<Key> = names.iter().map(|n| Key::Setting(SmolStr::new_static(n))).collect();
    let mut found: std::collections::HashMap<SmolStr, Arc<str>> = std::collections::HashMap::new();
    for (_, row) in store.load(&keys).await? {
        if let Some(Row::Setting(Setting { name, value })) = row {
            found.insert(name, value);
        }
    }
    let mut plan = Plan::none();
    let mut new_key = Some(new_key);
    for name in names {
        if found.contains_key(name) {
            continue;
        }
        let value: Arc<str> = match (name, new_key.take()) {
            (PLATFORM_KEY, Some(make)) => {
                make()?.pkcs8_base64().map_err(|e| SecretsError::broken(PLATFORM_KEY, e))?.into()
            }
            (_, kept) => {
                new_key = kept;
                random_hex(16).into()
            }
        };
        found.insert(SmolStr::new_static(name), Arc::clone(&value));
        plan.push(Write::Put(Directory::Setting(Setting { name: SmolStr::new_static(name), value })));
    }
    if !plan.is_empty() {
        let id = tael_core::id::Ids::new(0, tael_core::id::Id(0)).block(clock::real()).next();
        let committed = store.commit(Batch { id, plans: vec![plan] }).await;
        committed.map_err(|e| StoreError::new(e.to_string()))?;
    }
    let text =
        |name: &'static str| found.get(name).cloned().ok_or_else(|| SecretsError::broken(name, "is missing"));
    let key = PrivateKey::parse(&text(PLATFORM_KEY)?).map_err(|e| SecretsError::broken(PLATFORM_KEY, e))?;
    let signer = Signer::new(&key).map_err(|e| SecretsError::broken(PLATFORM_KEY, e))?;
    Ok(Secrets {
        platform_public_key: key.public_key().spki_base64(),
        signer: Arc::new(signer),
        control_token: text(CONTROL_TOKEN)?.to_string(),
        open_id_key: parse_hex(&text(OPEN_ID_KEY)?)
            .ok_or_else(|| SecretsError::broken(OPEN_ID_KEY, "is not 32 hexadecimal digits"))?,
    })
}

/// So many random bytes in hexadecimal digits, from the system's source.
#[must_use]
pub fn random_hex(bytes: usize) -> String {
    (0..bytes).map(|_| format!("{:02x}", rand::random::<u8>())).collect()
}

fn parse_hex(text: &str) -> Option<[u8; 16]> {
    let mut key = [0; 16];
    if text.len() != 32 {
        return None;
    }
    for (i, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(key)
}
