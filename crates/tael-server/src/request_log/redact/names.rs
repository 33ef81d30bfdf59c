//! Which members hold something that the log must not keep, told by their names.

/// What becomes of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A payment code, a token, a number of a person: at most two characters at either end are kept.
    Secret,
    /// A password: nothing is kept.
    Blank,
    /// A signature: public, but long.
    Signature,
}

/// Ends of names, without `_` and `-` and in lower case, so that `app_auth_token`, `appAuthToken` and
/// `firm_legal_person_cert_no` are covered by one entry each.
const SECRET_ENDS: [&str; 19] = [
    "authcode",
    "token",
    "secret",
    "privatekey",
    "aeskey",
    "certno",
    "idcard",
    "idcardno",
    "identitycard",
    "identitycardno",
    "identityhash",
    "mobile",
    "mobileno",
    "mobilenumber",
    "phone",
    "phoneno",
    "phonenumber",
    "telnumber",
    "cardno",
];
const BLANK_ENDS: [&str; 4] = ["password", "passwd", "pwd", "passcode"];
/// Names that end like a secret and are none.
const HARMLESS: [&str; 1] = ["pagetoken"];
/// The longest name that is looked at; a longer one is judged by its end.
const NAME_BYTES_MAX: usize = 64;

/// The class of a member; `None` where its value may be kept.
pub(super) fn class_of(name: &str) -> Option<Class> {
    let mut folded = [0_u8; NAME_BYTES_MAX];
    let mut start = NAME_BYTES_MAX;
    for byte in name.bytes().rev().filter(|b| !matches!(b, b'_' | b'-')) {
        if start == 0 {
            break;
        }
        start -= 1;
        folded[start] = byte.to_ascii_lowercase();
    }
    let folded = &folded[start..];
    if folded == b"sign" {
        return Some(Class::Signature);
    }
    let ends = |list: &[&str]| list.iter().any(|end| folded.ends_with(end.as_bytes()));
    if ends(&BLANK_ENDS) {
        return Some(Class::Blank);
    }
    (ends(&SECRET_ENDS) && !HARMLESS.iter().any(|name| folded == name.as_bytes())).then_some(Class::Secret)
}

/// Whether the value of this member is a number by which people look for a call (`out_trade_no`, `seller_id`), which
/// is kept even where it happens to look like a payment code.
pub(super) fn is_identifier(name: &str) -> bool {
    (name.ends_with("_no") || name.ends_with("_id")) && class_of(name).is_none()
}

/// What is left of a value.
pub(super) fn masked(class: Class, value: &str) -> String {
    let characters = value.chars().count();
    let head = |count: usize| value.chars().take(count).collect::<String>();
    let tail = |count: usize| value.chars().skip(characters - count).collect::<String>();
    match class {
        Class::Secret if characters >= 10 => format!("{}****{}", head(2), tail(2)),
        Class::Secret | Class::Blank => "****".to_owned(),
        Class::Signature if characters > 16 => format!("{}…{}", head(8), tail(4)),
        Class::Signature => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_names() {
        for name in [
            "auth_code",
            "authCode",
            "app_auth_token",
            "auth_token",
            "AUTH_TOKEN",
            "access_token",
            "refresh_token",
            "app_refresh_token",
            "cert_no",
            "firm_legal_person_cert_no",
            "mobile",
            "customer_service_mobile",
            "identity_hash",
            "bank_card_no",
            "app-auth-token",
        ] {
            assert_eq!(class_of(name), Some(Class::Secret), "{name}");
        }
        for name in ["pay_password", "payPassword", "passwd", "login_pwd"] {
            assert_eq!(class_of(name), Some(Class::Blank), "{name}");
        }
        assert_eq!(class_of("sign"), Some(Class::Signature));
    }

    #[test]
    fn the_rest_is_kept() {
        for name in
            ["", "auth_code_type", "auth_token_type", "page_token", "out_trade_no", "sign_type", "subject"]
        {
            assert_eq!(class_of(name), None, "{name}");
        }
        assert!(is_identifier("out_trade_no") && is_identifier("seller_id"));
        assert!(!is_identifier("cert_no") && !is_identifier("bank_card_no") && !is_identifier("subject"));
    }

    #[test]
    fn a_name_longer_than_looked_at_is_judged_by_its_end() {
        let name = format!("{}_auth_code", "x".repeat(500));
        assert_eq!(class_of(&name), Some(Class::Secret));
    }

    #[test]
    fn a_mask_leaves_four_characters_at_most() {
        assert_eq!(masked(Class::Secret, "28763443825664394"), "28****94");
        assert_eq!(masked(Class::Secret, "287634438"), "****");
        assert_eq!(masked(Class::Secret, ""), "****");
        assert_eq!(masked(Class::Secret, "支付宝支付宝支付宝支付宝"), "支付****付宝");
        assert_eq!(masked(Class::Blank, "a very long password"), "****");
        assert_eq!(masked(Class::Signature, "abcdefghijklmnopqrstuvwxyz"), "abcdefgh…wxyz");
    }
}
