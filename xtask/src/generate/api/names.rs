//! Names of Rust items, by rule.

use std::collections::BTreeSet;

/// Names that a generated module uses itself.
const TAKEN: &[&str] = &[
    "Self",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "Request",
    "Response",
    "Error",
    "Fen",
    "Instant",
    "Object",
    "Reader",
    "FromMembers",
    "Defect",
    "Tree",
    "Code",
];

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// `alipay.trade.create` → `alipay_trade_create`.
pub(crate) fn module(method: &str) -> String {
    method.replace(['.', '-'], "_")
}

/// A member's name as a field: `r#type` for keywords.
pub(crate) fn field(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            if !snake.is_empty() && !snake.ends_with('_') {
                snake.push('_');
            }
            snake.push(c.to_ascii_lowercase());
        } else {
            snake.push(if c.is_ascii_alphanumeric() { c } else { '_' });
        }
    }
    if KEYWORDS.contains(&snake.as_str()) { format!("r#{snake}") } else { snake }
}

/// Any text in camel case: `JSAPI_PAY` → `JsapiPay`, `cardAliasNo` → `CardAliasNo`, `settle_info.amount` →
/// `SettleInfoAmount`, `01` → `V01`.
pub(crate) fn camel(text: &str) -> String {
    let mut out = String::new();
    let mut start = true;
    let mut lower_before = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            let hump = c.is_ascii_uppercase() && lower_before;
            out.push(if start || hump { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
            start = false;
            lower_before = c.is_ascii_lowercase();
        } else {
            if !c.is_ascii() {
                out.push_str(&format!("U{:x}", u32::from(c)));
            }
            (start, lower_before) = (true, false);
        }
    }
    if out.starts_with(|c: char| c.is_ascii_digit()) || out.is_empty() { format!("V{out}") } else { out }
}

/// A type's name for a path.
pub(crate) fn of_path(path: &str) -> String {
    let name = camel(path);
    if TAKEN.contains(&name.as_str()) { format!("{name}Value") } else { name }
}

/// A constant's name for a path.
pub(crate) fn constant(path: &str) -> String {
    path.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
}

/// The variant of a known value among those already named.
pub(crate) fn variant(value: &str, used: &mut BTreeSet<String>) -> String {
    let mut name = camel(value);
    if name == "Self" || name == "Other" {
        name.push_str("Value");
    }
    while !used.insert(name.clone()) {
        name.push('X');
    }
    name
}

/// The variant of an error code, without its `ACQ.` prefix.
pub(crate) fn error(code: &str) -> String {
    camel(code.strip_prefix("ACQ.").unwrap_or(code))
}

/// The variant of a code in the union of all APIs: a code without prefix is told from its namesake for ever, also
/// while no API has that one.
pub(crate) fn code(code: &str) -> String {
    match code.strip_prefix("ACQ.") {
        Some(rest) => camel(rest),
        None => format!("Plain{}", camel(code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_their_rules() {
        assert_eq!(camel("JSAPI_PAY"), "JsapiPay");
        assert_eq!(camel("cardAliasNo"), "CardAliasNo");
        assert_eq!(camel("INDUSTRY|DIGITAL_MEDIA"), "IndustryDigitalMedia");
        assert_eq!(camel("01"), "V01");
        assert_eq!(camel("settle_info.settle_detail_infos"), "SettleInfoSettleDetailInfos");
        assert_eq!(field("type"), "r#type");
        assert_eq!(field("mcCreateTradeIp"), "mc_create_trade_ip");
        assert_eq!(error("ACQ.TRADE_HAS_SUCCESS"), "TradeHasSuccess");
        assert_eq!(error("isv.grant-type-invalid"), "IsvGrantTypeInvalid");
        assert_eq!(code("INVALID_PARAMETER"), "PlainInvalidParameter");
        assert_eq!(module("alipay.trade.create"), "alipay_trade_create");
        let mut used = BTreeSet::new();
        assert_eq!(variant("abc", &mut used), "Abc");
        assert_eq!(variant("ABC", &mut used), "AbcX");
    }
}
