//! Which public refusals this version raises (`gateway-errors.yaml`); `tael errors` lists them for every method.

use tael_wire::code::GatewayError::{self, *};

/// Every refusal that a request can meet.
const RAISED: &[GatewayError] = &[
    IspUnknowError,
    AopAcqSystemError,
    AopInvalidAppAuthToken,
    AopInvalidAppAuthTokenNoApi,
    AopAppAuthTokenTimeOut,
    MissingMethod,
    MissingSignature,
    MissingSignatureType,
    MissingAppId,
    MissingTimestamp,
    MissingVersion,
    InvalidParameter,
    UploadFail,
    InvalidMethod,
    InvalidFormat,
    InvalidSignatureType,
    InvalidSignature,
    InvalidEncryptType,
    InvalidAppId,
    InvalidTimestamp,
    InvalidCharset,
    ForbiddenApi,
    IllegalJson,
    NotOnlineApp,
    InvalidOpenid,
    MissingSignatureConfig,
    InsufficientIsvPermissions,
    AppApiPunished,
];

/// All public refusals, in the order of their table.
pub fn all() -> impl Iterator<Item = GatewayError> {
    GatewayError::ALL.iter().copied()
}

/// True where a request can meet it in this version.
#[must_use]
pub fn is_raised(error: GatewayError) -> bool {
    RAISED.contains(&error)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// The variants that the hand-written sources under this path name outside of tests.
    fn named(path: &Path, found: &mut BTreeSet<String>) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap();
        if path.is_dir() {
            if !["generated", "tests", "testing"].contains(&name) {
                std::fs::read_dir(path).unwrap().for_each(|entry| named(&entry.unwrap().path(), found));
            }
            return;
        }
        if ["refusals.rs", "tests.rs", "testing.rs"].contains(&name) {
            return;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        for part in text.split("GatewayError::").skip(1) {
            let end = part.find(|c: char| !c.is_alphanumeric()).unwrap_or(part.len());
            found.insert(part[..end].to_owned());
        }
    }

    #[test]
    fn the_list_is_what_the_sources_raise() {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = BTreeSet::new();
        named(&own.join("src"), &mut found);
        named(&own.join("../tael-api/src"), &mut found);
        let listed: BTreeSet<String> = RAISED.iter().map(|error| format!("{error:?}")).collect();
        let variants: BTreeSet<String> = all().map(|error| format!("{error:?}")).collect();
        found.retain(|name| variants.contains(name));
        assert_eq!(listed, found);
        for error in RAISED {
            assert!(error.info().raised(), "{error:?} is never raised, says its table");
        }
    }
}
