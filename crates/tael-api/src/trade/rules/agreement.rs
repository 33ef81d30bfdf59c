//! Deduction by an agreement: its checks in the order of `semantics.md §4.3`.

use std::sync::Arc;

use tael_core::agreement::{Agreement, CYCLE_PAY, NotDeductible};
use tael_core::env::Env;
use tael_core::id::UserId;
use tael_core::money::Fen;
use tael_store::View;

use super::allowed::Deduction;
use crate::generated::Code;
use crate::method::{Call, Rule};

/// The product of periodic deductions, beside the collecting product of the signing.
const CYCLE_PRODUCT: &str = "CYCLE_PAY_AUTH";

/// The agreement that a deduction names, when it admits it.
///
/// # Errors
/// Needs; ACQ.AGREEMENT_NOT_EXIST, ACQ.AGREEMENT_INVALID, ACQ.AGREEMENT_STATUS_NOT_NORMAL, ACQ.AGREEMENT_ERROR,
/// ACQ.CYCLE_PAY_DATE_NOT_MATCH, ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED, ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED,
/// ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED.
pub fn deductible(
    no: &str,
    deduction: &Deduction<'_>,
    pid: &UserId,
    call: &Call,
    view: &View,
    env: &Env,
) -> Result<Arc<Agreement>, Rule> {
    let known = view.agreement(call.book, no)?.filter(|row| row.world == call.world);
    let Some(agreement) = known else {
        return Err(Rule::because(Code::AgreementNotExist, format!("there is no agreement {no}")));
    };
    agreement.in_force(env.now).map_err(|why| refused(agreement, deduction.amount, why))?;
    suits(agreement, deduction, pid, call)?;
    agreement.admits(deduction.amount, env.now).map_err(|why| refused(agreement, deduction.amount, why))?;
    Ok(Arc::clone(agreement))
}

/// The agreement is of this merchant, for this product and of the buyer that the request names.
fn suits(agreement: &Agreement, deduction: &Deduction<'_>, pid: &UserId, call: &Call) -> Result<(), Rule> {
    let no = &agreement.no;
    let error = |hint: String| Err(Rule::because(Code::AgreementError, hint));
    if agreement.pid != *pid {
        return error(format!("agreement {no} is signed with another merchant"));
    }
    let signed = &agreement.detail.product_code;
    let cycle = agreement.product == CYCLE_PAY && deduction.product_code == CYCLE_PRODUCT;
    if deduction.product_code != signed && !cycle {
        return error(format!("agreement {no} is for {signed}, the order for {}", deduction.product_code));
    }
    if !deduction.names(&agreement.user, call) {
        return error(format!("agreement {no} was signed by another user than the request names"));
    }
    Ok(())
}

/// The documented refusal of a deduction.
pub fn refused(agreement: &Agreement, amount: Fen, why: NotDeductible) -> Rule {
    let code = match why {
        NotDeductible::NotValid => Code::AgreementInvalid,
        NotDeductible::NotNormal => Code::AgreementStatusNotNormal,
        NotDeductible::Date => Code::CyclePayDateNotMatch,
        NotDeductible::Single => Code::CyclePaySingleFeeExceed,
        NotDeductible::Total => Code::CyclePayTotalFeeExceed,
        NotDeductible::Times => Code::CyclePayTotalTimesExceed,
    };
    let detail = &agreement.detail;
    let plan = detail.schedule.map_or_else(String::new, |s| format!(", the open plan is of {}", s.next));
    let hint = format!(
        "{why}: {amount} by agreement {} ({}, until {}{plan}, deducted so far {} in {})",
        agreement.no,
        agreement.status.as_str(),
        detail.invalid_time,
        detail.deducted.sum,
        detail.deducted.count,
    );
    Rule::because(code, hint)
}
