//! Label values. All come from closed sets, so that no caller can make the gateway remember what he makes up.

use prometheus_client::encoding::EncodeLabelSet;

/// Of the answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Answered {
    pub(super) method: &'static str,
    pub(super) code: &'static str,
    pub(super) sub_code: &'static str,
}

/// Of the histogram.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct OfMethod {
    pub(super) method: &'static str,
}

/// Of the steps.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct OfStep {
    pub(super) step: &'static str,
}

/// Of the deliveries.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct OfResult {
    pub(super) result: &'static str,
}

/// Of the build.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct OfBuild {
    pub(super) version: &'static str,
    pub(super) mode: &'static str,
}

/// Everything that is in none of the sets.
const OTHER: &str = "other";
const NONE: &str = "none";

/// The method's own name where Tael answers it, else `other`; `none` where none was named.
pub(super) fn method(name: &str) -> &'static str {
    match name {
        "" => NONE,
        name => tael_api::registry::by_name(name).map_or(OTHER, |method| method.api().method),
    }
}

/// The codes of protocol.md §4.
const CODES: [&str; 10] =
    ["10000", "10003", "20000", "20001", "40001", "40002", "40003", "40004", "40005", "40006"];

pub(super) fn code(code: &str) -> &'static str {
    CODES.into_iter().find(|known| *known == code).unwrap_or(OTHER)
}

/// Who is to blame, by the first part of a sub_code.
const CLASSES: [&str; 4] = ["isv", "isp", "aop", "ACQ"];

pub(super) fn class(sub_code: Option<&str>) -> &'static str {
    let Some(sub_code) = sub_code else { return NONE };
    let first = sub_code.split('.').next().unwrap_or_default();
    CLASSES.into_iter().find(|known| *known == first).unwrap_or(OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_up_shares_a_label() {
        assert_eq!(method("alipay.trade.pay"), "alipay.trade.pay");
        assert_eq!(method("alipay.trade.made.up"), OTHER);
        assert_eq!(method(""), NONE);
        assert_eq!((code("40004"), code("12345"), code("")), ("40004", OTHER, OTHER));
        assert_eq!(class(None), NONE);
        assert_eq!(class(Some("ACQ.TRADE_NOT_EXIST")), "ACQ");
        assert_eq!(class(Some("aop.ACQ.SYSTEM_ERROR")), "aop");
        assert_eq!((class(Some("MADE_UP")), class(Some(""))), (OTHER, OTHER));
    }
}
