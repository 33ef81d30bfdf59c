//! Step 8: what lets the merchant take the money, and what is used up by it (`semantics.md §12.4`): an agreement, an
//! authorisation, or the code on the buyer's phone.

use std::sync::Arc;

use tael_core::agreement::Agreement;
use tael_core::authorisation::{Asset, Authorisation};
use tael_core::env::Env;
use tael_core::id::UserId;
use tael_core::ledger::{AccountId, AccountKind};
use tael_core::money::Fen;
use tael_core::party::User;
use tael_core::trade::{Advance, AfterRefusal, AsyncKind, AsyncPay, Authority, Payment, Tariff, Trade};
use tael_store::{Asked, AuthCode, Plan, Write};

use super::Attempt;
use crate::generated::Code;
use crate::generated::alipay_trade_pay::Request;
use crate::generated::alipay_trade_pay::request::{
    AdvancePaymentType, AuthConfirmMode, BusinessParamsPriorityUnfreezeAsset, PayParamsAsyncType,
    PayParamsRetryType,
};
use crate::method::Rule;
use crate::trade::rules::allowed::Deduction;
use crate::trade::rules::{agreement, authorisation};
use crate::{authorisation as operations, wallet};

/// What lets the merchant take the money.
pub(super) enum Credential {
    /// A payment code: the buyer is there and may be asked.
    Code(AuthCode),
    /// An agreement, which admits this deduction.
    Agreement(Arc<Agreement>),
    /// An authorisation, which holds the amount.
    Authorisation(Arc<Authorisation>),
}

impl Credential {
    /// True where the buyer is there: switches of the wallet count, and the password may be asked for.
    pub(super) fn is_present(&self) -> bool {
        matches!(self, Credential::Code(_))
    }

    /// The payment of a trade out of what an authorisation froze; `None` where the buyer's channels pay.
    ///
    /// # Errors
    /// See [`authorisation::refused`].
    pub(super) fn frozen(
        &self,
        trade: &Trade,
        request: &Request,
        tariff: &Tariff,
        env: &Env,
    ) -> Result<Option<Payment>, Rule> {
        let Credential::Authorisation(row) = self else { return Ok(None) };
        let parts = row
            .admits(trade.total, first(request), env.now)
            .map_err(|why| authorisation::refused(row, why))?;
        let mut payment = Payment::frozen(row.payer.clone(), parts, row.no.clone(), tariff);
        payment.advance = row.is_credit().then(|| Advance {
            amount: parts.credit,
            pay_later: request.advance_payment_type == Some(AdvancePaymentType::EnjoyPayV2),
        });
        Ok(Some(payment))
    }

    /// The deduction that is accepted first and made a little later, where the request asks for that.
    pub(super) fn asynchronous(&self, request: &Request, env: &Env) -> Option<AsyncPay> {
        let Credential::Agreement(row) = self else { return None };
        request.is_async_pay.filter(|wanted| *wanted)?;
        let params = request.pay_params.as_ref();
        let near = params.and_then(|p| p.async_type.as_ref()) == Some(&PayParamsAsyncType::NearRealTimeAsync);
        let then = match params.and_then(|p| p.retry_type.as_ref()) {
            _ if near => AfterRefusal::Wait,
            Some(PayParamsRetryType::NoneAndClosetrade) => AfterRefusal::Close,
            Some(PayParamsRetryType::None) => AfterRefusal::Wait,
            _ => AfterRefusal::Retry,
        };
        let kind = if near { AsyncKind::NearRealTimeAsync } else { AsyncKind::NormalAsync };
        Some(AsyncPay { agreement_no: row.no.clone(), kind, then, due: Some(env.now) })
    }

    /// What the payment shows of it.
    pub(super) fn authority(&self) -> Option<Authority> {
        match self {
            Credential::Code(_) => None,
            Credential::Agreement(row) => Some(Authority::Agreement(row.no.clone())),
            Credential::Authorisation(row) => Some(Authority::Authorisation(row.no.clone())),
        }
    }

    /// What the payment of `trade` uses up of it.
    ///
    /// # Errors
    /// See [`agreement::refused`] and [`authorisation::refused`].
    pub(super) fn spend(
        &self,
        trade: &Trade,
        request: &Request,
        env: &Env,
        plan: &mut Plan,
    ) -> Result<(), Rule> {
        match self {
            Credential::Code(code) => use_code(code, trade, plan),
            Credential::Agreement(row) => {
                let after = row.deduct(trade.total, env.now);
                let after = after.map_err(|why| agreement::refused(row, trade.total, why))?;
                plan.push(Write::UpdateAgreement(Arc::new(after)));
            }
            Credential::Authorisation(row) => {
                let refused = |why| authorisation::refused(row, why);
                let paid = row.pay(trade.total, first(request), trade.id, env).map_err(refused)?;
                let after = operations::write(paid, env, plan);
                let rest = after.rest().total();
                if request.auth_confirm_mode == Some(AuthConfirmMode::Complete) && rest > Fen::ZERO {
                    let released = after.release(rest, env).map_err(refused)?;
                    operations::write(released, env, plan);
                }
            }
        }
        Ok(())
    }
}

/// Agreement, then authorisation, then payment code decides; with it, who pays.
///
/// # Errors
/// Needs; those of [`agreement::deductible`] and [`authorisation::payable`], ACQ.PAYMENT_AUTH_CODE_INVALID.
pub(super) fn resolve(
    attempt: &Attempt<'_>,
    trade: Option<&Trade>,
    payee: &UserId,
) -> Result<(Credential, Arc<User>), Rule> {
    let Attempt { call, request, order, view, env, .. } = attempt;
    let pid = &attempt.merchant.partner_id;
    let deduction = Deduction {
        amount: order.amounts.total,
        product_code: order.product_code,
        buyer_id: request.buyer_id.as_deref(),
        buyer_open_id: request.buyer_open_id.as_deref(),
    };
    if let Some(asked) = &request.agreement_params {
        let row = agreement::deductible(&asked.agreement_no, &deduction, pid, call, view, env)?;
        let hint = || Rule::because(Code::AgreementError, format!("user {} is gone", row.user));
        let user = user(attempt, &row.user)?.ok_or_else(hint)?;
        return Ok((Credential::Agreement(row), user));
    }
    if let Some(no) = &request.auth_no {
        let row = authorisation::payable(no, &deduction, (pid, payee), call, view, env)?;
        let hint = || Rule::because(Code::AuthNoError, format!("user {} is gone", row.payer));
        let user = user(attempt, &row.payer)?.ok_or_else(hint)?;
        return Ok((Credential::Authorisation(row), user));
    }
    let code = request.auth_code.as_deref().unwrap_or_default();
    let code = wallet::alive(code, trade.map(|t| t.id), env.now, view)?;
    // the balance is what most payments look at next
    let balance = AccountId::of(&code.user, AccountKind::Balance).map(|id| view.balance(call.book, id));
    Asked::new().and(view.user(&code.user)).and(balance.transpose()).join()?;
    let hint = "the payment code belongs to no user of this world";
    let user = user(attempt, &code.user)?.ok_or_else(|| Rule::because(Code::PaymentAuthCodeInvalid, hint))?;
    Ok((Credential::Code(code), user))
}

fn user(attempt: &Attempt<'_>, id: &UserId) -> Result<Option<Arc<User>>, Rule> {
    Ok(attempt.view.user(id)?.filter(|user| user.world == attempt.call.world).cloned())
}

/// What a payment takes first of an authorisation of money and credit.
fn first(request: &Request) -> Asset {
    let asked = request.business_params.as_ref().and_then(|params| params.priority_unfreeze_asset.as_ref());
    match asked {
        Some(BusinessParamsPriorityUnfreezeAsset::CreditAsset) => Asset::Credit,
        _ => Asset::Fund,
    }
}

/// A payment code works once.
pub(super) fn use_code(code: &AuthCode, trade: &Trade, plan: &mut Plan) {
    if code.used_by.is_none() {
        plan.push(Write::UseCode { book: code.book, code: code.code.clone(), trade: trade.id });
    }
}
