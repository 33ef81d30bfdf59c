//! Open ids without a table: the pair of user and application, enciphered under a key of the installation.

use aws_lc_rs::cipher::{AES_128, DecryptingKey, DecryptionContext, EncryptingKey, UnboundCipherKey};
use aws_lc_rs::digest;
use base64_simd::URL_SAFE_NO_PAD;
use tael_api::open_id::{OpenIds, Opened};
use tael_core::id::{AppId, UserId};

/// Open ids of an installation: 43 characters that hold user and application under AES-128, so that they can be read
/// back, are the same every time, and tell nothing to anybody else.
///
/// The text is the base64 of two blocks: the cipher of (user, application), and the cipher of that.
pub struct CipherOpenIds {
    seal: EncryptingKey,
    open: DecryptingKey,
}

/// The key cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the open id key is not 16 bytes")]
pub struct BadKey;

impl CipherOpenIds {
    /// Open ids under this key.
    ///
    /// # Errors
    /// [`BadKey`].
    pub fn new(key: &[u8; 16]) -> Result<CipherOpenIds, BadKey> {
        let unbound = || UnboundCipherKey::new(&AES_128, key).map_err(|_| BadKey);
        Ok(CipherOpenIds {
            seal: EncryptingKey::ecb(unbound()?).map_err(|_| BadKey)?,
            open: DecryptingKey::ecb(unbound()?).map_err(|_| BadKey)?,
        })
    }

    fn encipher(&self, block: [u8; 16]) -> Option<[u8; 16]> {
        let mut out = block;
        self.seal.encrypt(&mut out).ok()?;
        Some(out)
    }
}

fn tag(app: &AppId) -> [u8; 8] {
    let hash = digest::digest(&digest::SHA256, app.as_str().as_bytes());
    let mut tag = [0; 8];
    tag.copy_from_slice(&hash.as_ref()[..8]);
    tag
}

impl OpenIds for CipherOpenIds {
    fn of(&self, app: &AppId, user: &UserId) -> Option<String> {
        let mut block = [0; 16];
        block[..8].copy_from_slice(&user.serial()?.to_be_bytes());
        block[8..].copy_from_slice(&tag(app));
        let first = self.encipher(block)?;
        let second = self.encipher(first)?;
        Some(URL_SAFE_NO_PAD.encode_to_string([first, second].concat()))
    }

    fn open(&self, app: &AppId, open_id: &str) -> Opened {
        let Some(bytes) = URL_SAFE_NO_PAD.decode_to_vec(open_id).ok().filter(|b| b.len() == 32) else {
            return Opened::Unknown;
        };
        let (mut first, second) = ([0; 16], &bytes[16..]);
        first.copy_from_slice(&bytes[..16]);
        if self.encipher(first).as_ref().map(|b| b.as_slice()) != Some(second) {
            return Opened::Unknown;
        }
        let mut block = first;
        if self.open.decrypt(&mut block, DecryptionContext::None).is_err() {
            return Opened::Unknown;
        }
        if block[8..] != tag(app) {
            return Opened::OtherApp;
        }
        let mut serial = [0; 8];
        serial.copy_from_slice(&block[..8]);
        match i64::from_be_bytes(serial) {
            serial @ 0..=999_999_999_999 => Opened::User(UserId::from_serial(serial)),
            _ => Opened::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_ids_belong_to_an_app_and_can_be_read_back() {
        let ids = CipherOpenIds::new(&[7; 16]).unwrap();
        let (a, b) = (AppId::from("2021000000000001"), AppId::from("2021000000000002"));
        let user = UserId::from("2088102146225135");
        let id = ids.of(&a, &user).unwrap();
        assert_eq!(id.len(), 43);
        assert_eq!(ids.of(&a, &user).as_ref(), Some(&id));
        assert_ne!(ids.of(&b, &user).as_ref(), Some(&id));
        assert_eq!(ids.open(&a, &id), Opened::User(user.clone()));
        assert_eq!(ids.open(&b, &id), Opened::OtherApp);
        for wrong in ["", "074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5", &id[1..], "中"] {
            assert_eq!(ids.open(&a, wrong), Opened::Unknown, "{wrong}");
        }
        let other = CipherOpenIds::new(&[8; 16]).unwrap();
        assert_eq!(other.open(&a, &id), Opened::Unknown);
        assert_eq!(ids.of(&a, &UserId::from("nobody")), None);
    }
}
