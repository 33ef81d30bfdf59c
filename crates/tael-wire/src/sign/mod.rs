//! Signatures of the wire: RSA PKCS#1 v1.5 with SHA-256 (`RSA2`) or SHA-1 (`RSA`).
//!
//! Sources: protocol.md §1.3, §1.5 and §2. The heavy work is aws-lc's, whose signing is the fastest there is on the
//! CPUs we meet; the `rsa` crate makes what aws-lc does not: SHA-1 signatures and signatures of 1024-bit keys.

mod private;
mod public;
mod text;

pub use private::{PrivateKey, SignError, Signer};
pub use public::{PublicKey, VerifyError};
pub use text::KeyError;

/// The `sign_type` of a request and of what answers it (protocol.md §1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignType {
    /// `RSA`: SHA1withRSA, legacy, usually with 1024-bit keys.
    Rsa,
    /// `RSA2`: SHA256withRSA, with keys of 2048 bits or more.
    Rsa2,
}

impl SignType {
    /// Reads a `sign_type` parameter, which is upper case; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "RSA" => Some(Self::Rsa),
            "RSA2" => Some(Self::Rsa2),
            _ => None,
        }
    }

    /// The text of the `sign_type` parameter.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rsa => "RSA",
            Self::Rsa2 => "RSA2",
        }
    }

    /// The other type: what a client that confuses the two has used (the second text of isv.invalid-signature).
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Rsa => Self::Rsa2,
            Self::Rsa2 => Self::Rsa,
        }
    }
}

impl std::fmt::Display for SignType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which code aws-lc signs with on this CPU, for the log at start: a signature with AVX512-IFMA costs less than a
/// third of one without.
#[must_use]
pub fn implementation() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    {
        if std::arch::is_x86_feature_detected!("avx512ifma")
            && std::arch::is_x86_feature_detected!("avx512vl")
        {
            return "aws-lc with AVX512-IFMA";
        }
        if std::arch::is_x86_feature_detected!("adx") && std::arch::is_x86_feature_detected!("bmi2") {
            return "aws-lc with ADX and BMI2";
        }
        "aws-lc for plain x86-64"
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        "aws-lc"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_types_are_upper_case_only() {
        for sign_type in [SignType::Rsa, SignType::Rsa2] {
            assert_eq!(SignType::parse(sign_type.as_str()), Some(sign_type));
            assert_eq!(sign_type.to_string(), sign_type.as_str());
            assert_ne!(sign_type.other(), sign_type);
            assert_eq!(sign_type.other().other(), sign_type);
        }
        for wrong in ["", "rsa2", "RSA ", "RSA256", "SM2", "MD5"] {
            assert_eq!(SignType::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_implementation_is_named() {
        assert!(implementation().starts_with("aws-lc"));
    }
}
