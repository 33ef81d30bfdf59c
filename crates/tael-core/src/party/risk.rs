//! Operator rules for what the platform's risk systems decide (`semantics.md §7`, *sim*).

use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::id::{AppId, UserId, WorldId};
use crate::money::Fen;

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RiskSubject {
    /// Who pays: a user id, or `*` for everybody.
    Buyer,
    /// Who sells: the merchant or the payee, or `*`.
    Merchant,
    /// The total: `>500.00`, `>=500.00`, `<500.00`, `<=500.00`, `=500.00`.
    Amount,
    /// The buyer's address that the request names: an address or a block such as `203.0.113.0/24`.
    Ip,
    /// The calling application or the mini program that it names, or `*`.
    App,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskRule {
    /// Its number in the world.
    pub id: SmolStr,
    /// What it looks at.
    pub subject: RiskSubject,
    /// What it looks for, see [`RiskSubject`].
    #[serde(rename = "match")]
    pub pattern: String,
    /// The code that it answers.
    pub code: SmolStr,
    /// `sub_msg` instead of the table's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The rules of a world, in the order in which they are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskRules {
    /// The world.
    pub world: WorldId,
    /// The number of the next rule.
    #[serde(default)]
    pub next: u64,
    /// The rules, the oldest first.
    #[serde(default)]
    pub rules: Vec<RiskRule>,
}

/// What is known of a payment when rules are asked.
#[derive(Clone, Copy, Debug)]
pub struct RiskFacts<'a> {
    /// Who pays, where it is known yet.
    pub buyer: Option<&'a UserId>,
    /// The merchant and the payee.
    pub sellers: [&'a UserId; 2],
    /// The total.
    pub amount: Fen,
    /// The buyer's address, as the request names it.
    pub ip: Option<&'a str>,
    /// The calling application, and the mini program that it names.
    pub apps: [Option<&'a AppId>; 2],
}

/// A pattern cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not what such a rule can look for")]
pub struct BadPattern;

enum Pattern<'a> {
    Anything,
    Name(&'a str),
    Amount(Comparison, Fen),
    Block(IpAddr, u8),
}

#[derive(Clone, Copy)]
enum Comparison {
    Above,
    From,
    Below,
    To,
    Exactly,
}

impl RiskRule {
    /// Whether its pattern can be read.
    ///
    /// # Errors
    /// [`BadPattern`].
    pub fn check(&self) -> Result<(), BadPattern> {
        self.read().map(|_| ()).ok_or(BadPattern)
    }

    /// True where the rule holds for these facts; what is not known matches nothing.
    #[must_use]
    pub fn matches(&self, facts: &RiskFacts<'_>) -> bool {
        let named = |name: Option<&str>, wanted: &str| name == Some(wanted);
        match (self.subject, self.read()) {
            (RiskSubject::Buyer, Some(Pattern::Anything)) => facts.buyer.is_some(),
            (RiskSubject::Buyer, Some(Pattern::Name(id))) => named(facts.buyer.map(UserId::as_str), id),
            (RiskSubject::Merchant, Some(Pattern::Name(id))) => {
                facts.sellers.iter().any(|s| s.as_str() == id)
            }
            (RiskSubject::App, Some(Pattern::Name(id))) => {
                facts.apps.iter().any(|app| named(app.map(AppId::as_str), id))
            }
            (RiskSubject::Merchant | RiskSubject::App, Some(Pattern::Anything)) => true,
            (RiskSubject::Amount, Some(Pattern::Amount(how, amount))) => how.holds(facts.amount, amount),
            (RiskSubject::Ip, Some(Pattern::Block(net, bits))) => {
                let ip = facts.ip.and_then(|ip| ip.trim().parse::<IpAddr>().ok());
                ip.is_some_and(|ip| within(ip, net, bits))
            }
            _ => false,
        }
    }

    fn read(&self) -> Option<Pattern<'_>> {
        let text = self.pattern.trim();
        match self.subject {
            RiskSubject::Buyer | RiskSubject::Merchant | RiskSubject::App if text == "*" => {
                Some(Pattern::Anything)
            }
            RiskSubject::Buyer | RiskSubject::Merchant => {
                UserId::from(text).serial().map(|_| Pattern::Name(text))
            }
            RiskSubject::App => (!text.is_empty()).then_some(Pattern::Name(text)),
            RiskSubject::Amount => amount(text),
            RiskSubject::Ip => block(text),
        }
    }
}

impl Comparison {
    fn holds(self, actual: Fen, limit: Fen) -> bool {
        match self {
            Comparison::Above => actual > limit,
            Comparison::From => actual >= limit,
            Comparison::Below => actual < limit,
            Comparison::To => actual <= limit,
            Comparison::Exactly => actual == limit,
        }
    }
}

fn amount(text: &str) -> Option<Pattern<'_>> {
    // the longer signs first
    let signs = [
        (">=", Comparison::From),
        ("<=", Comparison::To),
        (">", Comparison::Above),
        ("<", Comparison::Below),
        ("=", Comparison::Exactly),
    ];
    let (how, rest) = signs.into_iter().find_map(|(sign, how)| Some((how, text.strip_prefix(sign)?)))?;
    Some(Pattern::Amount(how, Fen::parse_yuan(rest.trim()).ok()?))
}

fn block(text: &str) -> Option<Pattern<'_>> {
    let (net, bits) = match text.split_once('/') {
        Some((net, bits)) => (net, Some(bits.parse().ok()?)),
        None => (text, None),
    };
    let net: IpAddr = net.parse().ok()?;
    let max = if net.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(max);
    (bits <= max).then_some(Pattern::Block(net, bits))
}

/// True where the first `bits` of both are the same; an IPv4 address in an IPv6 one is the IPv4 address.
fn within(ip: IpAddr, net: IpAddr, bits: u8) -> bool {
    let (a, b, width) = match (ip.to_canonical(), net) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (u128::from(a.to_bits()), u128::from(b.to_bits()), 32),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits(), b.to_bits(), 128),
        _ => return false,
    };
    // a shift by the whole width would be none
    (a ^ b).checked_shr(width - u32::from(bits)).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(subject: RiskSubject, pattern: &str) -> RiskRule {
        RiskRule {
            id: "1".into(),
            subject,
            pattern: pattern.into(),
            code: "ACQ.PAYMENT_REQUEST_HAS_RISK".into(),
            text: None,
        }
    }

    fn holds(subject: RiskSubject, pattern: &str, ip: Option<&str>) -> bool {
        let ids = ["2088000000000001", "2088000000000100", "2088000000000200"].map(UserId::from);
        let app = AppId::from("2021000000000001");
        let facts = RiskFacts {
            buyer: Some(&ids[0]),
            sellers: [&ids[1], &ids[2]],
            amount: Fen(50_000),
            ip,
            apps: [Some(&app), None],
        };
        rule(subject, pattern).matches(&facts)
    }

    #[test]
    fn rules_match_what_they_name() {
        use RiskSubject::*;
        for (subject, pattern, expected) in [
            (Buyer, "2088000000000001", true),
            (Buyer, "2088000000000002", false),
            (Buyer, "*", true),
            (Merchant, "2088000000000100", true),
            (Merchant, "2088000000000200", true),
            (Merchant, "2088000000000001", false),
            (App, "2021000000000001", true),
            (App, "2021000000000002", false),
            (Amount, ">500.00", false),
            (Amount, ">=500.00", true),
            (Amount, "> 499.99", true),
            (Amount, "<500.01", true),
            (Amount, "<=499.99", false),
            (Amount, "=500", true),
        ] {
            assert_eq!(holds(subject, pattern, None), expected, "{subject:?} {pattern}");
        }
        for (pattern, ip, expected) in [
            ("203.0.113.7", "203.0.113.7", true),
            ("203.0.113.0/24", "203.0.113.255", true),
            ("203.0.113.0/24", "::ffff:203.0.113.1", true),
            ("203.0.113.0/24", "203.0.114.1", false),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("::/0", "8.8.8.8", false),
            ("203.0.113.0/24", "nonsense", false),
        ] {
            assert_eq!(holds(Ip, pattern, Some(ip)), expected, "{pattern} {ip}");
        }
        assert!(!holds(Ip, "0.0.0.0/0", None));
    }

    #[test]
    fn patterns_that_mean_nothing_are_refused() {
        use RiskSubject::*;
        for (subject, pattern) in [
            (Buyer, ""),
            (Buyer, "rich"),
            (Merchant, "2088"),
            (App, ""),
            (Amount, "500.00"),
            (Amount, ">five"),
            (Amount, ">1.001"),
            (Amount, "*"),
            (Ip, "203.0.113.0/33"),
            (Ip, "203.0.113"),
            (Ip, "*"),
        ] {
            assert!(rule(subject, pattern).check().is_err(), "{subject:?} {pattern:?}");
        }
    }
}
