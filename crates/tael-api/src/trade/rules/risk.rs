//! Steps 7 and 9: operator rules for what risk systems and channels decide on the real platform (`semantics.md §7`, *sim*).

use tael_core::id::WorldId;
use tael_core::party::{RiskFacts, RiskRule};
use tael_store::View;

use super::Table;
use crate::generated::Code;
use crate::method::Rule;

/// When a rule is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// When the order is judged, behind the forbidden words.
    Order,
    /// When the channel is to pay.
    Channel,
}

/// The codes of rules that are asked at a stage.
#[must_use]
pub fn codes_of(stage: Stage) -> &'static [Code] {
    match stage {
        Stage::Order => &[
            Code::PaymentRequestHasRisk,
            Code::ErrorBuyerCertifyLevelLimit,
            Code::ErrorSellerCertifyLevelLimit,
        ],
        Stage::Channel => &[Code::PaymentFail, Code::BuyerBankcardBalanceNotEnough],
    }
}

/// Every code that a rule may answer.
pub fn codes() -> impl Iterator<Item = Code> {
    [Stage::Order, Stage::Channel].into_iter().flat_map(codes_of).copied()
}

/// No rule of the world speaks against it. A rule whose code the method's table lacks is not asked.
///
/// # Errors
/// The code of the first rule that matches, with its text.
pub fn clear(
    stage: Stage,
    world: WorldId,
    facts: &RiskFacts<'_>,
    view: &View,
    table: Table,
) -> Result<(), Rule> {
    let Some(rows) = view.risk_rules(world)? else { return Ok(()) };
    let code_of = |rule: &RiskRule| {
        codes_of(stage).iter().copied().find(|code| rule.code == code.as_str() && table(*code))
    };
    let hit = rows.rules.iter().find_map(|rule| Some((code_of(rule)?, rule)).filter(|_| rule.matches(facts)));
    match hit {
        Some((code, rule)) => Err(Rule::Refused {
            code,
            message: rule.text.clone(),
            hint: Some(format!(
                "the operator's risk rule {} matches (GET /risk-rules lists them, DELETE /risk-rules/{} takes it away)",
                rule.id, rule.id
            )),
        }),
        None => Ok(()),
    }
}
