//! What a message never repeats: payment codes, tokens, documents and ways to reach a person (`semantics.md §12.1`).

use super::table::Field;

/// Names whose values are never shown.
const NAMES: &[&str] = &[
    "auth_code",
    "identity_hash",
    "mobile",
    "phone",
    "tel",
    "email",
    "password",
    "secret",
    "id_card",
    "card_no",
    "account_no",
    "bank_card",
];

/// Parts of names whose values are never shown, wherever they stand.
const PARTS: &[&str] = &[
    "token", "cert_no", "mobile", "phone", "passwd", "password", "secret", "card_no", "cvv", "logon_id",
    "login_id",
];

/// What stands in place of a masked value.
pub const MASK: &str = "***";

/// True for a member whose value must not appear in a message or a log.
#[must_use]
pub fn is_sensitive(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || PARTS.iter().any(|part| name.contains(part))
}

/// True for a field that is sensitive or holds such a one.
pub(crate) fn holds_sensitive(field: &Field) -> bool {
    is_sensitive(field.name) || field.children.iter().any(holds_sensitive)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payment_codes_and_tokens_are_masked() {
        for name in [
            "auth_code",
            "app_auth_token",
            "refresh_token",
            "cert_no",
            "mobile",
            "receiver_mobile",
            "AUTH_CODE",
        ] {
            assert!(is_sensitive(name), "{name}");
        }
        for name in ["out_trade_no", "total_amount", "auth_no", "subject", "scene"] {
            assert!(!is_sensitive(name), "{name}");
        }
    }
}
