//! The buyer's wallet: payment codes and the payment password (`semantics.md §12.4`).

use sha2::{Digest, Sha256};
use smol_str::SmolStr;
use tael_core::env::Env;
use tael_core::id::{Book, Id};
use tael_core::party::User;
use tael_core::time::{Instant, SECOND};
use tael_store::{AuthCode, View};

use crate::generated::Code;
use crate::method::Rule;

/// How long a payment code lives after it was shown, in milliseconds.
pub const CODE_LIFE: i64 = 60 * SECOND;

/// The code as the wire may carry it: 16 to 24 digits that start with 25 to 30, or `fp` and letters and digits.
#[must_use]
pub fn is_well_formed(code: &str) -> bool {
    let digits = code.bytes().all(|b| b.is_ascii_digit());
    let bar = digits
        && (16..=24).contains(&code.len())
        && code.get(..2).and_then(|p| p.parse::<u8>().ok()).is_some_and(|p| (25..=30).contains(&p));
    bar || (code.starts_with("fp") && code.len() <= 64 && code.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The book that a code names in its digits, so that a look-up goes to one shard (scale-out.md).
#[must_use]
pub fn book_of(code: &str) -> Book {
    code.get(2..5).and_then(|d| d.parse().ok()).map_or(Book::MAIN, Book)
}

/// A fresh payment code of `user`: 18 digits, or 35 characters for a face (`security_code`).
#[must_use]
pub fn issue(user: &User, scene: &str, env: &Env) -> AuthCode {
    let (a, b) = (env.random() % 10_000_000_000_000, env.random());
    let code = match scene {
        "security_code" => format!("fp{:03}{a:013}{:017}", user.book.0, b % 100_000_000_000_000_000),
        _ => format!("28{:03}{a:013}", user.book.0),
    };
    AuthCode {
        book: user.book,
        code: code.into(),
        user: user.user_id.clone(),
        scene: SmolStr::new(scene),
        expires_at: env.now.plus(CODE_LIFE),
        used_by: None,
    }
}

/// The living payment code with this text; one that `trade` has used already still serves that trade.
///
/// # Errors
/// ACQ.PAYMENT_AUTH_CODE_INVALID for a malformed, unknown, expired or used one.
pub fn alive(code: &str, trade: Option<Id>, now: Instant, view: &View) -> Result<AuthCode, Rule> {
    let invalid = |hint: &str| Rule::because(Code::PaymentAuthCodeInvalid, hint);
    if !is_well_formed(code) {
        return Err(invalid("a payment code has 16 to 24 digits that start with 25 to 30"));
    }
    let Some(row) = view.auth_code(book_of(code), code)? else {
        return Err(invalid("no wallet has shown this payment code"));
    };
    if row.used_by.is_some() && row.used_by != trade {
        return Err(invalid("this payment code has been used"));
    }
    if now >= row.expires_at {
        return Err(invalid("this payment code has expired: it lives 60 s after it was shown"));
    }
    Ok(row.clone())
}

/// The stored form of a payment password.
#[must_use]
pub fn hash_password(salt: &str, password: &str) -> String {
    let digest = Sha256::new().chain_update(salt).chain_update([0]).chain_update(password).finalize();
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        hex.push_str(&format!("{byte:02x}"));
        hex
    })
}

/// True where the typed text is the user's payment password.
#[must_use]
pub fn password_fits(user: &User, typed: &str) -> bool {
    let (typed, stored) = (hash_password(&user.password_salt, typed), &user.password_hash);
    // every byte is compared, so that the time taken tells nothing
    typed.len() == stored.len()
        && typed.bytes().zip(stored.bytes()).fold(0, |diff, (a, b)| diff | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_form() {
        for good in
            ["28763443825664394", "2500000000000000", "300000000000000000000000", "fp0123456789abcdef"]
        {
            assert!(is_well_formed(good), "{good}");
        }
        for bad in [
            "",
            "2876344382566",
            "24763443825664394",
            "31763443825664394",
            "2876344382566439４",
            "fp-1",
            "28x63443825664394",
        ] {
            assert!(!is_well_formed(bad), "{bad}");
        }
        assert_eq!(book_of("2800712345678901234"), Book(7));
        assert_eq!(book_of("fp"), Book::MAIN);
    }
}
