//! Deductions that are accepted first and made a little later (`is_async_pay`): by a timer of the world's clock, at once, and
//! again while the trade lasts where that is wanted.

use std::sync::Arc;

use tael_core::env::Env;
use tael_core::id::{Book, Id, UserId};
use tael_core::time::{HOUR, Instant};
use tael_core::trade::{
    AfterRefusal, AsyncKind, AsyncPay, Authority, Payment, Trade, TradeEvent, TradeStatus,
};
use tael_store::{Happening, Join, Need, Plan, Timer, TimerKind, View, Write};

use super::cashier::facts;
use super::funding::{self, Choice};
use super::notice::Notice;
use super::order;
use super::payment::{Paying, not_payable};
use super::rules::risk::{self, Stage};
use super::rules::{agreement, buyer, limits, payer};
use crate::generated::Code;
use crate::method::Rule;
use crate::open_id::OpenIds;

/// How long after a refused attempt the next one is made.
const PAUSE: i64 = HOUR;

/// `async_payment_mode` of the answer.
#[must_use]
pub fn mode(kind: AsyncKind) -> &'static str {
    match kind {
        AsyncKind::NormalAsync => "NORMAL_ASYNC_PAY",
        AsyncKind::NearRealTimeAsync => "ASYNC_REALTIME_PAY",
    }
}

/// Accepts a deduction of a waiting trade: the trade after it. `is_new` where the trade is not written yet; its time limit is
/// armed then.
///
/// # Errors
/// ACQ.TRADE_HAS_CLOSE, ACQ.TRADE_BUYER_NOT_MATCH.
pub fn accept(
    trade: &Trade,
    is_new: bool,
    payer: &UserId,
    asynchronous: AsyncPay,
    env: &Env,
    plan: &mut Plan,
) -> Result<Arc<Trade>, Rule> {
    let due = asynchronous.due;
    let accepted = Arc::new(trade.accept(payer, asynchronous, env.now).map_err(not_payable)?);
    if is_new {
        order::arm(trade, plan);
    }
    plan.push(Write::UpdateTrade {
        trade: Arc::clone(&accepted),
        happening: Happening::new(TradeEvent::Accepted, Some(TradeStatus::WaitBuyerPay), env.now),
    });
    arm(&accepted, due, plan);
    Ok(accepted)
}

fn arm(trade: &Trade, due: Option<Instant>, plan: &mut Plan) {
    let (book, kind, subject) = (trade.book, TimerKind::AsyncPayment, trade.id);
    plan.push(match due {
        Some(due) => Write::Arm(Timer { due, book, world: trade.world, kind, subject }),
        None => Write::Disarm { book, kind, subject },
    });
}

/// Makes a deduction that was accepted, if the trade still waits for it; true where something came of it.
///
/// # Errors
/// [`Need`].
pub fn attempt(
    book: Book,
    id: Id,
    open_ids: &dyn OpenIds,
    view: &View,
    env: &Env,
) -> Result<(Plan, bool), Need> {
    let over = Plan::none().with(Write::Disarm { book, kind: TimerKind::AsyncPayment, subject: id });
    let Some(trade) = view.trade(book, id)? else { return Ok((over, false)) };
    let Some(asynchronous) = &trade.detail.asynchronous else { return Ok((over, false)) };
    match asynchronous.due {
        // armed anew meanwhile: the timer stays
        Some(due) if due > env.now => return Ok((Plan::none(), false)),
        Some(_) if trade.status_at(env.now) == TradeStatus::WaitBuyerPay => {}
        // its time limit is about to close it
        _ => return Ok((over, false)),
    }
    let code = match deduct(trade, asynchronous, open_ids, view, env) {
        Ok(plan) => return Ok((plan, true)),
        Err(Rule::Need(need)) => return Err(need),
        Err(Rule::Refused { code, .. }) => code.as_str(),
        Err(Rule::Public(error)) => error.sub_code(),
    };
    refused(trade, asynchronous.then, code, open_ids, view, env)
}

/// The checks of a payment again, on the state of now, and the payment.
fn deduct(
    trade: &Arc<Trade>,
    asynchronous: &AsyncPay,
    open_ids: &dyn OpenIds,
    view: &View,
    env: &Env,
) -> Result<Plan, Rule> {
    let no = &asynchronous.agreement_no;
    let gone = || Rule::because(Code::AgreementNotExist, format!("there is no agreement {no}"));
    let row = view.agreement(trade.book, no)?.ok_or_else(gone)?;
    let after = row.deduct(trade.total, env.now).map_err(|why| agreement::refused(row, trade.total, why))?;
    let (payer, payee, merchant, app) =
        (view.user(&row.user), view.user(&trade.payee), view.merchant(&trade.pid), view.app(&trade.app_id))
            .join()?;
    let (Some(payer), Some(merchant), Some(app)) = (payer, merchant, app) else {
        let hint = "the payer, the merchant or the app of this trade is gone";
        return Err(Rule::because(Code::PartnerError, hint));
    };
    buyer::enabled(payer)?;
    payer::buyer_certified(payer, trade.total, |_| true)?;
    payer::is_demanded(trade.detail.context.payer.as_ref(), payer, env.now, |_| true)?;
    let at = (trade.book, env.now);
    payer::payee_certified(&trade.payee, trade.total, at, view, |_| true)?;
    let receiver = view.merchant(&trade.payee)?.unwrap_or(merchant);
    limits::of_payee(&trade.payee, receiver, trade.total, at, view, |_| true)?;
    limits::of_buyer(payer, trade.total, env.now, view, |_| true)?;
    let facts = facts(trade, &payer.user_id);
    risk::clear(Stage::Order, trade.world, &facts, view, |_| true)?;
    let choice = Choice::default();
    let order = funding::discounted(trade, payer, &choice, env.now, view)?;
    let usable = funding::usable(&order, payer, &choice)?;
    let payment = funding::paid(order, &usable, payer, trade, &funding::tariff(merchant, trade), view)?;
    risk::clear(Stage::Channel, trade.world, &facts, view, |_| true)?;
    let paying = Paying {
        trade,
        buyer: payer,
        payment: Payment { authority: Some(Authority::Agreement(no.clone())), ..payment },
        payee: payee.map(Arc::as_ref),
        app,
        open_ids,
        armed: true,
    };
    let (_, plan) = paying.execute(env)?;
    Ok(plan.with(Write::UpdateAgreement(Arc::new(after))))
}

/// What follows a refused attempt; its history names the code.
fn refused(
    trade: &Trade,
    then: AfterRefusal,
    code: &'static str,
    open_ids: &dyn OpenIds,
    view: &View,
    env: &Env,
) -> Result<(Plan, bool), Need> {
    let waiting = Some(TradeStatus::WaitBuyerPay);
    let happening =
        |event| Happening { note: Some(code.to_owned()), ..Happening::new(event, waiting, env.now) };
    let mut plan = Plan::none();
    if then == AfterRefusal::Close {
        let Ok(closed) = trade.close(env.now) else { return Ok((plan, false)) };
        let closed = Arc::new(closed);
        plan.push(Write::UpdateTrade {
            trade: Arc::clone(&closed),
            happening: happening(TradeEvent::Closed),
        });
        plan.push(Write::Disarm { book: trade.book, kind: TimerKind::TradeTimeout, subject: trade.id });
        arm(&closed, None, &mut plan);
        tell(&closed, open_ids, view, env, &mut plan)?;
        return Ok((plan, true));
    }
    let later = env.now.plus(PAUSE);
    let again = (then == AfterRefusal::Retry && later < trade.expires_at).then_some(later);
    let Ok(waits) = trade.refuse(again, env.now) else { return Ok((plan, false)) };
    let waits = Arc::new(waits);
    plan.push(Write::UpdateTrade { trade: Arc::clone(&waits), happening: happening(TradeEvent::Refused) });
    arm(&waits, again, &mut plan);
    Ok((plan, true))
}

fn tell(trade: &Trade, open_ids: &dyn OpenIds, view: &View, env: &Env, plan: &mut Plan) -> Result<(), Need> {
    let payer = match &trade.buyer {
        Some(id) => view.user(id),
        None => Ok(None),
    };
    let (app, payer, payee) = (view.app(&trade.app_id), payer, view.user(&trade.payee)).join()?;
    let Some(app) = app else { return Ok(()) };
    let notice =
        Notice { trade, buyer: payer.map(Arc::as_ref), payee: payee.map(Arc::as_ref), app, open_ids };
    notice.enqueue(env, plan);
    Ok(())
}
