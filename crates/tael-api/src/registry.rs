//! Finding a method by its name; nothing else.

use crate::method::DynMethod;
use crate::{item, trade};

/// The methods of every family.
const FAMILIES: &[&[&dyn DynMethod]] = &[trade::METHODS, item::METHODS];

/// Every method, family by family.
pub fn all() -> impl Iterator<Item = &'static dyn DynMethod> {
    FAMILIES.iter().flat_map(|family| family.iter().copied())
}

/// The method with this name on the wire.
#[must_use]
pub fn by_name(method: &str) -> Option<&'static dyn DynMethod> {
    all().find(|m| m.api().method == method)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// A method folder that is not in its family's list, or has no tests, is forgotten work.
    #[test]
    fn every_declared_api_is_registered() {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/apis");
        for entry in std::fs::read_dir(spec).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let method = name.strip_suffix(".yaml").unwrap();
            assert!(super::by_name(method).is_some(), "{method} is declared, but no family lists it");
        }
        assert!(super::by_name("alipay.trade.nothing").is_none());
    }
}
