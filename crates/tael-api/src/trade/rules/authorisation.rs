//! Payment by a pre-authorisation (`semantics.md §5`).

use std::sync::Arc;

use tael_core::authorisation::{Asset, Authorisation, AuthorisationError};
use tael_core::env::Env;
use tael_core::id::UserId;
use tael_store::View;

use super::allowed::Deduction;
use crate::generated::Code;
use crate::method::{Call, Rule};

/// The authorisation that a payment names, when it admits it: known, frozen, of this product, of this payer for this
/// payee, and large enough.
///
/// # Errors
/// Needs; ACQ.AUTH_NO_ERROR, ACQ.AUTH_ORDER_HAS_CLOSED, ACQ.AUTH_ORDER_HAS_FINISHED, ACQ.AUTH_ORDER_NOT_PAID,
/// ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT, ACQ.REQUEST_AMOUNT_EXCEED, ACQ.AUTH_AMOUNT_NOT_ENOUGH.
pub fn payable(
    no: &str,
    deduction: &Deduction<'_>,
    (pid, payee): (&UserId, &UserId),
    call: &Call,
    view: &View,
    env: &Env,
) -> Result<Arc<Authorisation>, Rule> {
    let known = view.authorisation(call.book, no)?.filter(|row| row.world == call.world && row.pid == *pid);
    let error = |hint: String| Rule::because(Code::AuthNoError, hint);
    let row = known.ok_or_else(|| error(format!("no authorisation {no} is frozen for this merchant")))?;
    row.in_force(env.now).map_err(|why| refused(row, why))?;
    let product = &row.detail.product_code;
    if deduction.product_code != product {
        let hint = format!(
            "authorisation {no} was frozen for {product}, the order is for {}",
            deduction.product_code
        );
        return Err(Rule::because(Code::PreAuthProdCodeInconsistent, hint));
    }
    if !deduction.names(&row.payer, call) {
        return Err(error(format!(
            "authorisation {no} froze the money of another user than the request names"
        )));
    }
    if row.payee != *payee {
        return Err(error(format!("authorisation {no} is for payee {}, the order for {payee}", row.payee)));
    }
    row.admits(deduction.amount, Asset::Fund, env.now).map_err(|why| refused(row, why))?;
    Ok(Arc::clone(row))
}

/// The documented refusal of an operation.
pub fn refused(row: &Authorisation, why: AuthorisationError) -> Rule {
    let code = match why {
        AuthorisationError::NotFrozen => Code::AuthOrderNotPaid,
        AuthorisationError::Closed => Code::AuthOrderHasClosed,
        AuthorisationError::Finished => Code::AuthOrderHasFinished,
        AuthorisationError::Exceeds => Code::RequestAmountExceed,
        AuthorisationError::NotEnough => Code::AuthAmountNotEnough,
        AuthorisationError::Frozen => Code::AuthNoError,
    };
    let (frozen, rest) = (row.detail.frozen.total(), row.rest().total());
    Rule::because(code, format!("{why}: authorisation {} froze {frozen}, {rest} are left", row.no))
}
