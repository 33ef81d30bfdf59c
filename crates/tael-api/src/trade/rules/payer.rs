//! Step 5: who may pay (`ext_user_info`), and how far a buyer and a payee may go without being certified
//! (`semantics.md §7.1`).

use sha2::{Digest, Sha256};
use tael_core::id::{Book, UserId};
use tael_core::money::Fen;
use tael_core::party::{Identity, User};
use tael_core::time::Instant;
use tael_core::trade::PayerDemands;
use tael_store::{CounterKey, CounterKind, Join, View};

use super::Table;
use crate::generated::Code;
use crate::method::Rule;

/// `ext_user_info` as a request sends it. `mobile` is not checked by anybody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// `name`.
    pub name: Option<&'a str>,
    /// `cert_no`.
    pub cert_no: Option<&'a str>,
    /// `cert_type`.
    pub cert_type: Option<&'a str>,
    /// `min_age`.
    pub min_age: Option<&'a str>,
    /// `identity_hash`.
    pub identity_hash: Option<&'a str>,
    /// `need_check_info` is T.
    pub check: bool,
    /// `fix_buyer` is T.
    pub fix: bool,
}

/// What is enforced of it: nothing without need_check_info or fix_buyer; the age with need_check_info only; the hash where
/// no plain text is sent beside it.
///
/// # Errors
/// Invalid parameter: an age that is no number, fix_buyer without the identity that it fixes.
pub fn demands(asked: Asked<'_>) -> Result<Option<PayerDemands>, Rule> {
    let min_age = asked.min_age.map(|text| {
        text.parse::<u32>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit())).ok_or_else(|| {
            Rule::invalid("ext_user_info.min_age", "不是非负整数", "must be a whole number of years")
        })
    });
    let min_age = min_age.transpose()?;
    let fixed = [("name", asked.name), ("cert_no", asked.cert_no), ("cert_type", asked.cert_type)];
    if let Some((name, _)) = fixed.iter().find(|(_, sent)| asked.fix && sent.is_none()) {
        return Err(Rule::invalid(
            &format!("ext_user_info.{name}"),
            "缺少：fix_buyer 为 T 时必须传入 name、cert_type 和 cert_no",
            "is missing: fix_buyer T needs name, cert_type and cert_no",
        ));
    }
    if !asked.check && !asked.fix {
        return Ok(None);
    }
    let plain = fixed.iter().any(|(_, sent)| sent.is_some());
    let text = |sent: Option<&str>| sent.map(str::to_owned);
    Ok(Some(PayerDemands {
        name: text(asked.name),
        cert_no: text(asked.cert_no),
        cert_type: text(asked.cert_type),
        min_age: min_age.filter(|_| asked.check),
        identity_hash: text(asked.identity_hash).filter(|_| asked.check && !plain),
    }))
}

/// The buyer is whom the order demands. Somebody who is not certified is nobody.
///
/// # Errors
/// ACQ.PAYER_UNMATCHED; ACQ.TRADE_BUYER_NOT_MATCH where the method's table lacks that (trade.pay).
pub fn is_demanded(
    demands: Option<&PayerDemands>,
    buyer: &User,
    now: Instant,
    table: Table,
) -> Result<(), Rule> {
    let code = if table(Code::PayerUnmatched) { Code::PayerUnmatched } else { Code::TradeBuyerNotMatch };
    let Some(demands) = demands.filter(|d| **d != PayerDemands::default()) else { return Ok(()) };
    let unlike = |what: &str| {
        let hint = format!(
            "ext_user_info demands another {what} than user {} has (PATCH /buyers/{} sets identity)",
            buyer.user_id, buyer.user_id
        );
        Err(Rule::because(code, hint))
    };
    if !buyer.certified {
        return Err(Rule::because(
            code,
            format!("ext_user_info demands an identity, and user {} is not certified", buyer.user_id),
        ));
    }
    let identity = &buyer.identity;
    let name = if identity.name.is_empty() { &buyer.name } else { &identity.name };
    let kind = if identity.cert_type.is_empty() { "IDENTITY_CARD" } else { &identity.cert_type };
    let differs = |wanted: &Option<String>, has: &str| wanted.as_ref().is_some_and(|w| w != has);
    if differs(&demands.name, name) {
        return unlike("name");
    }
    // the last digit of an identity card may be a letter of either case
    if demands.cert_no.as_ref().is_some_and(|no| !no.eq_ignore_ascii_case(&identity.cert_no)) {
        return unlike("cert_no");
    }
    if differs(&demands.cert_type, kind) {
        return unlike("cert_type");
    }
    if demands.min_age.is_some_and(|least| age(identity, now).is_none_or(|age| age < least)) {
        return unlike("age");
    }
    let hash = demands.identity_hash.as_ref();
    if hash.is_some_and(|hash| !hash.eq_ignore_ascii_case(&identity_hash(name, &identity.cert_no))) {
        return unlike("identity_hash");
    }
    Ok(())
}

/// SHA-256 of name and certificate number in utf-8, in lower-case hexadecimal.
#[must_use]
pub fn identity_hash(name: &str, cert_no: &str) -> String {
    let digest = Sha256::new().chain_update(name).chain_update(cert_no).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whole years between birth and `now`, by the birth date or else by the date in an identity card's number.
fn age(identity: &Identity, now: Instant) -> Option<u32> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok();
    let born: u32 = match identity.birth_date.as_str() {
        "" => digits(identity.cert_no.get(6..14).filter(|_| identity.cert_no.len() == 18)?)?,
        date => digits(date)?,
    };
    let today: u32 = now.beijing_day().parse().ok()?;
    Some(today.checked_sub(born)? / 10_000)
}

/// A buyer who is not certified pays small amounts only.
///
/// # Errors
/// ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT.
pub fn buyer_certified(buyer: &User, amount: Fen, table: Table) -> Result<(), Rule> {
    let limit = buyer.limits.uncertified();
    if buyer.certified || amount <= limit || !table(Code::ErrorBuyerCertifyLevelLimit) {
        return Ok(());
    }
    let hint =
        format!("user {} is not certified and pays {limit} a trade at most, not {amount}", buyer.user_id);
    Err(Rule::because(Code::ErrorBuyerCertifyLevelLimit, hint))
}

/// A payee who is not certified receives small sums only. A merchant is certified as such, another user as a user.
///
/// # Errors
/// ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT.
pub fn payee_certified(
    payee: &UserId,
    amount: Fen,
    (book, now): (Book, Instant),
    view: &View,
    table: Table,
) -> Result<(), Rule> {
    if !table(Code::ErrorSellerCertifyLevelLimit) {
        return Ok(());
    }
    let (merchant, user) = (view.merchant(payee), view.user(payee)).join()?;
    let (certified, limits) = match (merchant, user) {
        (Some(merchant), _) => (merchant.certified, merchant.limits),
        (None, Some(user)) => (user.certified, tael_core::party::Limits::default()),
        (None, None) => return Ok(()),
    };
    let Some(key) = CounterKey::at(payee, CounterKind::ReceivedTotal, now).filter(|_| !certified) else {
        return Ok(());
    };
    let (limit, used) = (limits.uncertified(), view.counted(book, key)?);
    if used.checked_add(amount).is_some_and(|sum| sum <= limit) {
        return Ok(());
    }
    let hint = format!("payee {payee} is not certified: {used} so far and {amount} pass {limit}");
    Err(Rule::because(Code::ErrorSellerCertifyLevelLimit, hint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{a_user, now};

    fn zhang() -> User {
        let mut user = a_user("2088000000000001", "13800000001");
        user.identity =
            Identity { name: "张三".into(), cert_no: "11010119900307803X".into(), ..Identity::default() };
        user
    }

    const SENT: Asked<'_> = Asked {
        name: Some("张三"),
        cert_no: Some("11010119900307803x"),
        cert_type: Some("IDENTITY_CARD"),
        min_age: Some("36"),
        identity_hash: None,
        check: true,
        fix: false,
    };

    fn fits(asked: Asked<'_>, user: &User) -> bool {
        is_demanded(demands(asked).unwrap().as_ref(), user, now(), |_| true).is_ok()
    }

    #[test]
    fn each_member_is_compared() {
        assert!(fits(SENT, &zhang()));
        assert!(!fits(Asked { name: Some("李四"), ..SENT }, &zhang()));
        assert!(!fits(Asked { cert_no: Some("110101199003078030"), ..SENT }, &zhang()));
        assert!(!fits(Asked { cert_type: Some("PASSPORT"), ..SENT }, &zhang()));
        // born on 7 March 1990, it is November 2026
        assert!(!fits(Asked { min_age: Some("37"), ..SENT }, &zhang()));
        assert!(!fits(SENT, &User { certified: false, ..zhang() }));
        // nothing is enforced unless it is asked for
        let lax = Asked { name: Some("李四"), check: false, ..SENT };
        assert!(fits(lax, &zhang()));
        assert!(!fits(Asked { fix: true, ..lax }, &zhang()));
        assert!(
            fits(Asked { fix: true, check: false, min_age: Some("99"), ..SENT }, &zhang()),
            "no age with fix"
        );
    }

    #[test]
    fn the_hash_counts_where_no_plain_text_does() {
        let none = Asked { name: None, cert_no: None, cert_type: None, min_age: None, ..SENT };
        // printf '张三11010119900307803X' | sha256sum
        let hash = "13a4b819439ae1b48e6deb945798ff07ca2be473815bea1b64f939666f6f2dff";
        assert_eq!(identity_hash("张三", "11010119900307803X"), hash);
        assert!(fits(Asked { identity_hash: Some(hash), ..none }, &zhang()));
        assert!(!fits(Asked { identity_hash: Some("00"), ..none }, &zhang()));
        assert!(fits(Asked { identity_hash: Some("00"), ..SENT }, &zhang()), "the plain text wins");
        assert!(fits(none, &User { certified: false, ..zhang() }), "nothing is demanded");
    }

    #[test]
    fn a_birthday_counts_on_its_day() {
        let born = |date: &str| Identity { birth_date: date.into(), ..Identity::default() };
        assert_eq!(age(&born("2008-11-22"), now()), Some(18));
        assert_eq!(age(&born("2008-11-23"), now()), Some(17));
        assert_eq!(age(&born("2030-01-01"), now()), None);
        assert_eq!(age(&Identity::default(), now()), None);
        let passport = Identity { cert_no: "E12345678".into(), ..Identity::default() };
        assert_eq!(age(&passport, now()), None);
    }

    #[test]
    fn what_cannot_be_meant_is_an_invalid_parameter() {
        for asked in [
            Asked { min_age: Some("-1"), ..SENT },
            Asked { min_age: Some("+9"), ..SENT },
            Asked { min_age: Some("多"), ..SENT },
            Asked { fix: true, name: None, ..SENT },
            Asked { fix: true, cert_type: None, ..SENT },
        ] {
            assert!(
                matches!(demands(asked), Err(Rule::Refused { code: Code::InvalidParameter, .. })),
                "{asked:?}"
            );
        }
    }
}
