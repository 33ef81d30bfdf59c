//! Operator rules in place of risk systems.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tael_core::party::{RiskRule, RiskRules, RiskSubject};
use tael_store::{Directory, Need, Plan, View, Write};

use super::document::{self, Document, Place};
use super::refusal::{Kind, Outcome, Refusal, settle};
use crate::trade::rules::risk;

/// Rules of a world at most: every payment asks all of them.
const RULES_MAX: usize = 1_000;

impl Document for RiskRule {
    const MEMBERS: &'static [&'static str] = &["id", "subject", "match", "code", "text"];
    const ID: &'static str = "id";

    fn check(&self) -> Result<(), Refusal> {
        if self.check().is_err() {
            let (en, zh) = pattern_of(self.subject);
            return Err(Refusal::invalid("match", en, zh));
        }
        let codes: Vec<&str> = risk::codes().map(|code| code.as_str()).collect();
        if !codes.contains(&self.code.as_str()) {
            let (en, zh) = (format!("one of {}", codes.join(", ")), format!(" {} 之一", codes.join("、")));
            return Err(Refusal::invalid("code", &en, &zh));
        }
        if self.text.as_ref().is_some_and(|text| text.is_empty() || text.chars().count() > 256) {
            return Err(Refusal::invalid("text", "a text of 1 to 256 characters", " 1 到 256 个字符的文本"));
        }
        Ok(())
    }
}

fn pattern_of(subject: RiskSubject) -> (&'static str, &'static str) {
    match subject {
        RiskSubject::Buyer | RiskSubject::Merchant => ("a user id such as 2088… or *", "用户号（2088…）或 *"),
        RiskSubject::Amount => (
            "a comparison with an amount: >500.00, >=500.00, <500.00, <=500.00 or =500.00",
            "金额比较式，如 >500.00、>=500.00、<500.00、<=500.00、=500.00",
        ),
        RiskSubject::Ip => {
            ("an address or a block such as 203.0.113.0/24", "IP 地址或网段，如 203.0.113.0/24")
        }
        RiskSubject::App => ("an app_id or *", "应用号（app_id）或 *"),
    }
}

/// Adds a rule behind those there are.
///
/// # Errors
/// [`Need`].
pub fn create(place: Place, body: &Map<String, Value>, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        document::check_members(body, &["subject", "match", "code", "text"])?;
        let mut rows = rows(place, view)?;
        if rows.rules.len() >= RULES_MAX {
            return Err(Refusal::new(
                Kind::Conflict,
                "TOO_MANY",
                format!("a world has at most {RULES_MAX} risk rules: DELETE /risk-rules takes them away"),
                format!("每个环境最多 {RULES_MAX} 条风险规则：请先用 DELETE /risk-rules 清除"),
            )
            .into());
        }
        let rule: RiskRule = document::make(json!({"id": rows.next.to_string()}), body.clone())?;
        rows.next += 1;
        let shown = document::show(&rule);
        rows.rules.push(rule);
        Ok((put(rows), shown))
    })())
}

/// The rules, in the order in which they are asked.
///
/// # Errors
/// [`Need`].
pub fn list(place: Place, view: &View) -> Result<(Plan, Vec<Value>), Need> {
    Ok((Plan::none(), rows(place, view)?.rules.iter().map(document::show).collect()))
}

/// Shows a rule.
///
/// # Errors
/// [`Need`].
pub fn get(place: Place, id: &str, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    let rows = rows(place, view)?;
    let found = rows.rules.iter().find(|rule| rule.id == id).map(document::show);
    Ok((Plan::none(), found.ok_or_else(|| not_found(id))))
}

/// Takes a rule away, or all of them; gives how many there were.
///
/// # Errors
/// [`Need`].
pub fn remove(place: Place, id: Option<&str>, view: &View) -> Result<(Plan, Outcome<usize>), Need> {
    let mut rows = rows(place, view)?;
    let before = rows.rules.len();
    rows.rules.retain(|rule| id.is_some_and(|id| rule.id != id));
    let removed = before - rows.rules.len();
    match id {
        Some(id) if removed == 0 => Ok((Plan::none(), Err(not_found(id)))),
        _ if removed == 0 => Ok((Plan::none(), Ok(0))),
        _ => Ok((put(rows), Ok(removed))),
    }
}

fn not_found(id: &str) -> Refusal {
    Refusal::not_found(("risk rule", "风险规则"), id, "/risk-rules")
}

fn rows(place: Place, view: &View) -> Result<RiskRules, Need> {
    let none = || RiskRules { world: place.world, next: 1, rules: Vec::new() };
    Ok(view.risk_rules(place.world)?.map_or_else(none, |rows| rows.as_ref().clone()))
}

fn put(rows: RiskRules) -> Plan {
    Plan::none().with(Write::Put(Directory::RiskRules(Arc::new(rows))))
}
