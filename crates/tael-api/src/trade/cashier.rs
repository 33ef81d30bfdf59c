//! What the buyer does in the cashier: pay a waiting trade, or leave (`interfaces.md`, `/trades/{trade_no}/pay`).

use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::env::Env;
use tael_core::id::{Book, TradeNo, UserId, WorldId};
use tael_core::party::{App, RiskFacts, User};
use tael_core::trade::{Funding, Payment, Trade, TradeEvent, TradeStatus};
use tael_store::{Happening, Join, Need, Plan, View, Write};

use super::funding::{self, Choice};
use super::payment::{Paying, not_payable};
use super::rules::risk::{self, Stage};
use super::rules::{buyer, known, limits, payer};
use crate::agreement::notice::AgreementNotice;
use crate::agreement::signing::{self, Signed};
use crate::generated::Code;
use crate::method::Rule;
use crate::open_id::OpenIds;
use crate::wallet;

/// Why the cashier refuses. The code is the ACQ code, or one of the cashier's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashierRefusal {
    /// `ACQ.…`, [`WRONG_PASSWORD`], [`COUPON_NOT_USABLE`], `NOTHING_TO_SIGN` or `TOO_MANY_AGREEMENTS`.
    pub code: &'static str,
    /// Which state raised it and what to do.
    pub hint: String,
}

/// The password is wrong, or missing where it is needed.
pub const WRONG_PASSWORD: &str = "WRONG_PASSWORD";
/// A coupon that the buyer chose cannot be used for this order.
pub const COUPON_NOT_USABLE: &str = "COUPON_NOT_USABLE";

/// The outcome of a step in the cashier: the trade after it, or the refusal.
pub type Outcome = Result<Arc<Trade>, CashierRefusal>;

/// The buyer's click on the pay button.
#[derive(Clone, Debug)]
pub struct PayButton {
    /// Where the trade is looked for.
    pub book: Book,
    /// The world of the buyer.
    pub world: WorldId,
    /// The trade.
    pub trade_no: TradeNo,
    /// Who pays.
    pub buyer: UserId,
    /// The payment password as typed; `None` where none was typed.
    pub password: Option<String>,
    /// Channel, points and coupons, as far as any were chosen.
    pub choice: Choice,
    /// True where the buyer ticks the agreement that the order offers.
    pub sign_agreement: bool,
}

impl PayButton {
    /// Pays, or says why not. A password is needed above what the buyer may pay without one; one that is typed must be
    /// right in any case.
    ///
    /// # Errors
    /// [`Need`].
    pub fn decide(&self, open_ids: &dyn OpenIds, view: &View, env: &Env) -> Result<(Plan, Outcome), Need> {
        match self.pay(open_ids, view, env) {
            Ok((plan, trade)) => Ok((plan, Ok(trade))),
            Err(Refused::Cashier(refusal)) => Ok((Plan::none(), Err(refusal))),
            Err(Refused::Rule(rule)) => refused(rule),
        }
    }

    fn pay(&self, open_ids: &dyn OpenIds, view: &View, env: &Env) -> Result<(Plan, Arc<Trade>), Refused> {
        let asked = (
            view.trade_by_no(self.book, &self.trade_no),
            view.user(&self.buyer),
            view.risk_rules(self.world),
        );
        let (trade, payer, _) = asked.join()?;
        let trade = trade.filter(|t| t.world == self.world).ok_or_else(|| not_exist(&self.trade_no))?;
        known::open(trade, env.now)?;
        let no_buyer = || Rule::because(Code::BuyerNotExist, format!("there is no user {}", self.buyer));
        let payer = payer.filter(|u| u.world == self.world).ok_or_else(no_buyer)?;
        if trade.buyer.as_ref().is_some_and(|bound| *bound != payer.user_id) {
            return Err(Rule::from(Code::TradeBuyerNotMatch).into());
        }
        buyer::enabled(payer)?;
        buyer::not_the_payee(&payer.user_id, &trade.payee)?;
        payer::buyer_certified(payer, trade.total, |_| true)?;
        payer::is_demanded(trade.detail.context.payer.as_ref(), payer, env.now, |_| true)?;
        let (merchant, payee, app) =
            (view.merchant(&trade.pid), view.user(&trade.payee), view.app(&trade.app_id)).join()?;
        let (Some(merchant), Some(app)) = (merchant, app) else {
            return Err(
                Rule::because(Code::PartnerError, "the merchant or the app of this trade is gone").into()
            );
        };
        let receiver = view.merchant(&trade.payee)?.unwrap_or(merchant);
        let at = (trade.book, env.now);
        payer::payee_certified(&trade.payee, trade.total, at, view, |_| true)?;
        limits::of_payee(&trade.payee, receiver, trade.total, at, view, |_| true)?;
        limits::of_buyer(payer, trade.total, env.now, view, |_| true)?;
        self.clear(Stage::Order, trade, view)?;
        let order = funding::discounted(trade, payer, &self.choice, env.now, view)?;
        self.check_coupons(&order)?;
        let usable = funding::usable(&order, payer, &self.choice)?;
        let tariff = funding::tariff(merchant, trade);
        let payment = funding::paid(order, &usable, payer, trade, &tariff, view)?;
        self.check_password(payer, trade)?;
        self.clear(Stage::Channel, trade, view)?;
        let mut signed = Plan::none();
        let agreement_no = match self.sign_agreement {
            true => Some(sign(trade, payer, app, open_ids, view, env, &mut signed)?),
            false => None,
        };
        let paying = Paying {
            trade,
            buyer: payer,
            payment: Payment { signed: agreement_no, ..payment },
            payee: payee.map(Arc::as_ref),
            app,
            open_ids,
            armed: true,
        };
        let (paid, mut plan) = paying.execute(env)?;
        plan.0.extend(signed.0);
        Ok((plan, paid))
    }

    /// Every coupon that was chosen must have been used.
    fn check_coupons(&self, order: &Funding<'_>) -> Result<(), Refused> {
        let used = |id: &&SmolStr| order.vouchers().iter().any(|v| v.coupon.id == **id);
        match self.choice.coupons.iter().flatten().find(|id| !used(id)) {
            None => Ok(()),
            Some(id) => Err(Refused::Cashier(CashierRefusal {
                code: COUPON_NOT_USABLE,
                hint: format!(
                    "coupon {id} of buyer {} does not exist, is used, has expired or does not apply to this order",
                    self.buyer
                ),
            })),
        }
    }

    /// No operator's risk rule speaks against it.
    fn clear(&self, stage: Stage, trade: &Trade, view: &View) -> Result<(), Rule> {
        risk::clear(stage, self.world, &facts(trade, &self.buyer), view, |_| true)
    }

    fn check_password(&self, payer: &User, trade: &Trade) -> Result<(), Refused> {
        let wrong = |hint: &str| Refused::Cashier(CashierRefusal { code: WRONG_PASSWORD, hint: hint.into() });
        match &self.password {
            Some(typed) if wallet::password_fits(payer, typed) => Ok(()),
            Some(_) => Err(wrong("this is not the buyer's payment password")),
            None if funding::needs_password(payer, trade.total) => {
                Err(wrong("above what the buyer may pay without a password: send pay_password"))
            }
            None => Ok(()),
        }
    }
}

/// What risk rules look at when this buyer pays a waiting trade.
pub(super) fn facts<'f>(trade: &'f Trade, buyer: &'f UserId) -> RiskFacts<'f> {
    let context = &trade.detail.context;
    RiskFacts {
        buyer: Some(buyer),
        sellers: [&trade.pid, &trade.payee],
        amount: trade.total,
        ip: context.buyer_ip.as_deref(),
        apps: [Some(&trade.app_id), context.op_app_id.as_ref()],
    }
}

/// The buyer signs what the order offers: the agreement comes into force with the payment, and its merchant hears of it. The
/// same terms are signed once; the payment is no deduction by it (`semantics.md §4.1`).
fn sign(
    trade: &Trade,
    payer: &User,
    app: &App,
    open_ids: &dyn OpenIds,
    view: &View,
    env: &Env,
    plan: &mut Plan,
) -> Result<SmolStr, Refused> {
    let refused = |code, hint: String| Refused::Cashier(CashierRefusal { code, hint });
    let Some(offer) = &trade.detail.offer else {
        let hint =
            format!("trade {} was made without agreement_sign_params: there is nothing to sign", trade.no);
        return Err(refused("NOTHING_TO_SIGN", hint));
    };
    match signing::sign(offer.accepted(trade, &payer.user_id, env.now), view, env, plan)? {
        Signed::New(agreement) => {
            AgreementNotice { agreement: &agreement, user: payer, app, open_ids }.enqueue(env, plan);
            Ok(agreement.no.clone())
        }
        Signed::Known(known) => Ok(known.no.clone()),
        Signed::TooMany => {
            let hint = format!("buyer {} has ten cycle agreements with this merchant", payer.user_id);
            Err(refused("TOO_MANY_AGREEMENTS", hint))
        }
    }
}

/// The buyer leaves the cashier: recorded, no change of state.
///
/// # Errors
/// [`Need`].
pub fn abandon(
    book: Book,
    world: WorldId,
    no: &TradeNo,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome), Need> {
    let left = || -> Result<(Plan, Arc<Trade>), Rule> {
        let trade = view.trade_by_no(book, no)?.filter(|t| t.world == world).ok_or_else(|| not_exist(no))?;
        let left = Arc::new(trade.abandon(env.now).map_err(not_payable)?);
        let happening = Happening::new(TradeEvent::Abandoned, Some(TradeStatus::WaitBuyerPay), env.now);
        Ok((Plan::none().with(Write::UpdateTrade { trade: Arc::clone(&left), happening }), left))
    };
    match left() {
        Ok((plan, trade)) => Ok((plan, Ok(trade))),
        Err(rule) => refused(rule),
    }
}

enum Refused {
    Rule(Rule),
    Cashier(CashierRefusal),
}

impl<T: Into<Rule>> From<T> for Refused {
    fn from(rule: T) -> Self {
        Refused::Rule(rule.into())
    }
}

fn not_exist(no: &TradeNo) -> Rule {
    Rule::because(Code::TradeNotExist, format!("there is no trade {no}"))
}

fn refused(rule: Rule) -> Result<(Plan, Outcome), Need> {
    let refusal = match rule {
        Rule::Need(need) => return Err(need),
        Rule::Public(error) => CashierRefusal { code: error.sub_code(), hint: error.to_string() },
        Rule::Refused { code, hint, .. } => CashierRefusal {
            code: code.as_str(),
            hint: hint.unwrap_or_else(|| format!("{} is raised by the state of the trade", code.as_str())),
        },
    };
    Ok((Plan::none(), Err(refusal)))
}
