//! Public keys: of apps, to verify requests; of the gateway, to hand out.

use std::fmt;

use aws_lc_rs::signature::{
    ParsedPublicKey, RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
    RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256,
};
use base64_simd::STANDARD;
use rsa::RsaPublicKey;
use rsa::pkcs1::{DecodeRsaPrivateKey, DecodeRsaPublicKey};
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePublicKey};
use rsa::traits::PublicKeyParts;
use sha2::{Digest, Sha256};

use super::SignType;
use super::text::{self, KeyError};

/// An RSA public key, parsed once and kept ready for verification.
#[derive(Clone)]
pub struct PublicKey {
    bits: usize,
    spki: Box<[u8]>,
    rsa: ParsedPublicKey,
    rsa2: ParsedPublicKey,
}

/// Why a signature was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// `sign` is not standard base64 on one line (protocol.md §11.2, causes 12 and 19).
    #[error("the signature is not standard base64")]
    NotBase64,
    /// The signature is not of the key's length: another key, or RSA and RSA2 confused.
    #[error("the signature has {actual} bytes, a signature of this key has {expected}")]
    Length {
        /// Bytes of the signature received.
        actual: usize,
        /// Bytes of every signature of this key.
        expected: usize,
    },
    /// The signature is of another key or over another text.
    #[error("the signature does not verify")]
    Mismatch,
}

impl PublicKey {
    /// Reads a key as users upload it (protocol.md §1.5): PEM or base64, X.509 SubjectPublicKeyInfo or PKCS#1.
    ///
    /// # Errors
    /// [`KeyError`] saying what the text is instead.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let (label, der) = text::der(text)?;
        if label.is_some_and(|label| label.contains("PRIVATE KEY")) {
            return Err(KeyError::WrongKind { found: "private key", wanted: "public key" });
        }
        let key =
            RsaPublicKey::from_public_key_der(&der).ok().or_else(|| RsaPublicKey::from_pkcs1_der(&der).ok());
        match key {
            Some(key) => Self::new(&key),
            None if is_private_key(&der) => {
                Err(KeyError::WrongKind { found: "private key", wanted: "public key" })
            }
            None => Err(KeyError::Malformed("public key")),
        }
    }

    pub(super) fn new(key: &RsaPublicKey) -> Result<Self, KeyError> {
        let bits = text::check_size(key.n().bits())?;
        let library = |reason: &dyn fmt::Display| KeyError::Library(reason.to_string());
        let spki = key.to_public_key_der().map_err(|error| library(&error))?.into_vec();
        let sha256 = if bits < 2048 {
            &RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY
        } else {
            &RSA_PKCS1_2048_8192_SHA256
        };
        let rsa = ParsedPublicKey::new(&RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, &spki);
        let rsa2 = ParsedPublicKey::new(sha256, &spki);
        Ok(Self {
            bits,
            rsa: rsa.map_err(|error| library(&error))?,
            rsa2: rsa2.map_err(|error| library(&error))?,
            spki: spki.into_boxed_slice(),
        })
    }

    /// Verifies the base64 text of a signature over `message`, which is a string to sign in its charset.
    ///
    /// # Errors
    /// [`VerifyError`]; its reason is for the log and the diagnoser, the client is told isv.invalid-signature.
    pub fn verify(&self, sign_type: SignType, message: &[u8], signature: &str) -> Result<(), VerifyError> {
        let signature = STANDARD.decode_to_vec(signature).map_err(|_| VerifyError::NotBase64)?;
        let expected = self.bits.div_ceil(8);
        if signature.len() != expected {
            return Err(VerifyError::Length { actual: signature.len(), expected });
        }
        let key = match sign_type {
            SignType::Rsa => &self.rsa,
            SignType::Rsa2 => &self.rsa2,
        };
        key.verify_sig(message, &signature).map_err(|_| VerifyError::Mismatch)
    }

    /// The size of the modulus in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// The key as base64 of its SubjectPublicKeyInfo without armour: what SDKs call the "Alipay public key".
    #[must_use]
    pub fn spki_base64(&self) -> String {
        STANDARD.encode_to_string(&self.spki)
    }

    /// The key as PEM (`BEGIN PUBLIC KEY`).
    #[must_use]
    pub fn spki_pem(&self) -> String {
        let digits = self.spki_base64();
        let mut pem = String::with_capacity(digits.len() + 80);
        pem.push_str("-----BEGIN PUBLIC KEY-----\n");
        let mut rest = digits.as_str();
        while !rest.is_empty() {
            let (line, after) = rest.split_at(rest.len().min(64));
            pem.push_str(line);
            pem.push('\n');
            rest = after;
        }
        pem.push_str("-----END PUBLIC KEY-----\n");
        pem
    }

    /// SHA-256 of the DER SubjectPublicKeyInfo in lower-case hex, as
    /// `openssl pkey -pubin -in key.pem -outform DER | sha256sum` prints it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        Sha256::digest(&self.spki).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn is_private_key(der: &[u8]) -> bool {
    rsa::RsaPrivateKey::from_pkcs8_der(der).is_ok() || rsa::RsaPrivateKey::from_pkcs1_der(der).is_ok()
}

/// Two keys are equal when modulus and exponent are (an app key must not be the gateway's, protocol.md §1.5).
impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.spki == other.spki
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicKey")
            .field("bits", &self.bits)
            .field("fingerprint", &self.fingerprint())
            .finish()
    }
}
