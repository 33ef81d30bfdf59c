//! Private keys: the gateway's own, to sign answers and notifications; an app's, to sign as a client would.

use std::fmt;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use base64_simd::STANDARD;
use rsa::pkcs1::{DecodeRsaPrivateKey, DecodeRsaPublicKey, EncodeRsaPrivateKey};
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey};
use rsa::rand_core::OsRng;
use rsa::signature::{RandomizedSigner, SignatureEncoding};
use rsa::traits::PublicKeyParts;
use rsa::{RsaPrivateKey, RsaPublicKey};
use sha1::Sha1;
use sha2::Sha256;

use super::text::{self, KeyError};
use super::{PublicKey, SignType};

/// An RSA private key that can be read, made and written. To sign with it, turn it into a [`Signer`].
#[derive(Clone)]
pub struct PrivateKey {
    key: RsaPrivateKey,
    public: PublicKey,
}

/// A private key parsed once and kept in the form that signs fastest. Cheap to share behind an `Arc`.
pub struct Signer {
    public: PublicKey,
    rsa: SigningKey<Sha1>,
    rsa2: Rsa2,
}

/// aws-lc signs only with keys of 2048 bits or more.
enum Rsa2 {
    AwsLc(RsaKeyPair),
    Small(Box<SigningKey<Sha256>>),
}

/// The cryptographic library failed to sign: out of memory, or a fault in the computation that it noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cryptographic library could not sign")]
pub struct SignError;

impl PrivateKey {
    /// Reads a key as users keep it (protocol.md §1.5): PKCS#1 or PKCS#8, PEM or base64, whatever its label says.
    ///
    /// # Errors
    /// [`KeyError`] saying what the text is instead; it never holds a part of the text.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let (label, der) = text::der(text)?;
        if label.is_some_and(|label| label.contains("PUBLIC KEY")) || is_public_key(&der) {
            return Err(KeyError::WrongKind { found: "public key", wanted: "private key" });
        }
        let key = RsaPrivateKey::from_pkcs8_der(&der)
            .ok()
            .or_else(|| RsaPrivateKey::from_pkcs1_der(&der).ok())
            .ok_or(KeyError::Malformed("private key"))?;
        Self::new(key)
    }

    /// Makes a new key of 1024, 2048, 3072 or 4096 bits from the system's randomness. 1024 bits are for `RSA` only.
    ///
    /// # Errors
    /// [`KeyError::Size`] for another size, [`KeyError::Library`] if the library fails.
    pub fn generate(bits: usize) -> Result<Self, KeyError> {
        let size = match bits {
            1024 => {
                let key =
                    RsaPrivateKey::new(&mut OsRng, bits).map_err(|e| KeyError::Library(e.to_string()))?;
                return Self::new(key);
            }
            2048 => KeySize::Rsa2048,
            3072 => KeySize::Rsa3072,
            4096 => KeySize::Rsa4096,
            _ => return Err(KeyError::Size(bits)),
        };
        let pair = RsaKeyPair::generate(size).map_err(|e| KeyError::Library(e.to_string()))?;
        let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|e| KeyError::Library(e.to_string()))?;
        let key =
            RsaPrivateKey::from_pkcs8_der(der.as_ref()).map_err(|e| KeyError::Library(e.to_string()))?;
        Self::new(key)
    }

    fn new(key: RsaPrivateKey) -> Result<Self, KeyError> {
        text::check_size(key.n().bits())?;
        let public = PublicKey::new(key.as_ref())?;
        Ok(Self { key, public })
    }

    /// The public half.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The key as base64 of PKCS#1 without armour: what the Node, Python and PHP SDKs expect.
    ///
    /// # Errors
    /// [`KeyError::Library`] if the key cannot be encoded.
    pub fn pkcs1_base64(&self) -> Result<String, KeyError> {
        let der = self.key.to_pkcs1_der().map_err(|e| KeyError::Library(e.to_string()))?;
        Ok(STANDARD.encode_to_string(der.as_bytes()))
    }

    /// The key as base64 of PKCS#8 without armour: what the Java SDKs expect.
    ///
    /// # Errors
    /// [`KeyError::Library`] if the key cannot be encoded.
    pub fn pkcs8_base64(&self) -> Result<String, KeyError> {
        let der = self.key.to_pkcs8_der().map_err(|e| KeyError::Library(e.to_string()))?;
        Ok(STANDARD.encode_to_string(der.as_bytes()))
    }
}

impl Signer {
    /// Prepares a key for signing.
    ///
    /// # Errors
    /// [`KeyError::Library`] if aws-lc does not take the key.
    pub fn new(key: &PrivateKey) -> Result<Self, KeyError> {
        let rsa2 = if key.public.bits() < 2048 {
            Rsa2::Small(Box::new(SigningKey::new(key.key.clone())))
        } else {
            let der = key.key.to_pkcs8_der().map_err(|e| KeyError::Library(e.to_string()))?;
            let pair =
                RsaKeyPair::from_pkcs8(der.as_bytes()).map_err(|e| KeyError::Library(e.to_string()))?;
            Rsa2::AwsLc(pair)
        };
        Ok(Self { public: key.public.clone(), rsa: SigningKey::new(key.key.clone()), rsa2 })
    }

    /// Signs `message`, a string to sign or the bytes of an answer's object, and returns the base64 of the signature
    /// (344 characters with a 2048-bit key). Costs a quarter of a millisecond or more: the hot resource.
    ///
    /// # Errors
    /// [`SignError`] if the library fails; a prepared key itself is no reason for it.
    pub fn sign(&self, sign_type: SignType, message: &[u8]) -> Result<String, SignError> {
        let signature = match (sign_type, &self.rsa2) {
            (SignType::Rsa2, Rsa2::AwsLc(pair)) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
                    .map_err(|_| SignError)?;
                signature
            }
            (SignType::Rsa2, Rsa2::Small(key)) => sign_blinded(key, message)?,
            (SignType::Rsa, _) => sign_blinded(&self.rsa, message)?,
        };
        Ok(STANDARD.encode_to_string(signature))
    }

    /// The public half of the key.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }
}

/// Signs with the `rsa` crate. Blinding keeps the time it takes from telling about the key; the signature is the
/// same with and without.
fn sign_blinded<D: rsa::signature::digest::Digest>(
    key: &SigningKey<D>,
    message: &[u8],
) -> Result<Vec<u8>, SignError>
where
    SigningKey<D>: RandomizedSigner<rsa::pkcs1v15::Signature>,
{
    Ok(key.try_sign_with_rng(&mut OsRng, message).map_err(|_| SignError)?.to_vec())
}

fn is_public_key(der: &[u8]) -> bool {
    RsaPublicKey::from_public_key_der(der).is_ok() || RsaPublicKey::from_pkcs1_der(der).is_ok()
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey").field("public", &self.public).finish_non_exhaustive()
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("public", &self.public).finish_non_exhaustive()
    }
}
