//! What creating methods have in common: the order that a request places, and the waiting trade made of it.

use std::sync::Arc;

use tael_core::agreement::Offer;
use tael_core::channel::ChannelLists;
use tael_core::env::Env;
use tael_core::id::UserId;
use tael_core::party::{RiskFacts, User};
use tael_core::time::Instant;
use tael_core::trade::{FundingTerms, Opening, Trade, TradeApi, TradeContext, TradeDetail, TradeEvent};
use tael_store::{Asked, Happening, Plan, Timer, TimerKind, View, Write};

use super::rules::amounts::Amounts;
use super::rules::known::{Again, Asking};
use super::rules::payee::{self, Payee};
use super::settlement;
use crate::generated::Code;
use crate::method::{Call, Rule};

/// An order as a request places it, the same for all acquiring methods.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// The API that it came by.
    pub api: TradeApi,
    /// The merchant's number.
    pub out_trade_no: &'a str,
    /// The product, FACE_TO_FACE_PAYMENT where none is named.
    pub product_code: &'a str,
    /// Title.
    pub subject: &'a str,
    /// Description.
    pub body: Option<&'a str>,
    /// The three amounts.
    pub amounts: Amounts,
    /// From when on it is over.
    pub expires_at: Instant,
    /// The trade component order.
    pub component_order: Option<&'a str>,
    /// The channels that it admits.
    pub channels: ChannelLists,
    /// What else it says about how it may be paid.
    pub funding: FundingTerms,
    /// What it says about the payee.
    pub payee: payee::Asked<'a>,
    /// What it says about settlement.
    pub settlement: settlement::Asked<'a>,
    /// Terminal.
    pub terminal_id: Option<&'a str>,
    /// Given back in notifications.
    pub passback_params: Option<&'a str>,
    /// What the buyer is asked to sign with the payment.
    pub offer: Option<Offer>,
    /// Who else takes part.
    pub context: TradeContext,
    /// The accepted request.
    pub request: &'a Arc<str>,
}

impl Order<'_> {
    /// The waiting trade of this order.
    #[must_use]
    pub fn open(
        &self,
        call: &Call,
        pid: &UserId,
        payee: &Payee,
        buyer: Option<UserId>,
        env: &Env,
    ) -> Arc<Trade> {
        let text = |t: Option<&str>| t.map(str::to_owned);
        let detail = TradeDetail {
            api: self.api,
            product_code: self.product_code.into(),
            subject: self.subject.to_owned(),
            body: text(self.body),
            discountable: self.amounts.discountable,
            undiscountable: self.amounts.undiscountable,
            component_order: text(self.component_order),
            channels: self.channels.clone(),
            funding: self.funding.clone(),
            store_id: payee.store_id(self.payee.store_id),
            store_name: payee.shop.as_ref().and_then(|s| s.name.clone()),
            terminal_id: text(self.terminal_id),
            passback_params: text(self.passback_params),
            notify: call.notify.clone(),
            alipay_store_id: payee.alipay_store_id(self.payee.alipay_store_id),
            settlement: payee.settlement.clone(),
            offer: self.offer.clone(),
            context: TradeContext { auth_app_id: call.auth_app_id.clone(), ..self.context.clone() },
            asynchronous: None,
            payment: None,
        };
        let opening = Opening {
            book: call.book,
            world: call.world,
            pid: pid.clone(),
            out_trade_no: self.out_trade_no.into(),
            app_id: call.app.app_id.clone(),
            total: self.amounts.total,
            payee: payee.user.clone(),
            buyer,
            expires_at: self.expires_at,
            detail,
        };
        Arc::new(Trade::open(opening, env))
    }

    /// What risk rules look at.
    #[must_use]
    pub fn facts<'f>(
        &'f self,
        buyer: Option<&'f User>,
        payee: &'f UserId,
        pid: &'f UserId,
        call: &'f Call,
    ) -> RiskFacts<'f> {
        RiskFacts {
            buyer: buyer.map(|buyer| &buyer.user_id),
            sellers: [pid, payee],
            amount: self.amounts.total,
            ip: self.context.buyer_ip.as_deref(),
            apps: [Some(&call.app.app_id), self.context.op_app_id.as_ref()],
        }
    }

    /// Writes a new trade, without its timer.
    pub fn insert(&self, trade: &Arc<Trade>, plan: &mut Plan) {
        plan.push(Write::InsertTrade {
            trade: Arc::clone(trade),
            happening: Happening::new(TradeEvent::Created, None, trade.created_at),
            request: Arc::clone(self.request),
        });
    }

    /// The key data of this order against a trade that is known already. A payee who does not resolve counts as
    /// different.
    ///
    /// # Errors
    /// Only needs.
    pub fn again(
        &self,
        buyer: Asking,
        merchant: &Arc<tael_core::party::Merchant>,
        view: &View,
    ) -> Result<Again<'_>, Rule> {
        let payee = match payee::resolve(self.payee, merchant, view) {
            Ok(payee) => Some(payee.user),
            Err(Rule::Need(need)) => return Err(need.into()),
            Err(_) => None,
        };
        Ok(Again {
            buyer,
            payee,
            amounts: self.amounts,
            subject: self.subject,
            product_code: self.product_code,
            component_order: self.component_order,
        })
    }
}

/// Arms the time limit of a waiting trade.
pub fn arm(trade: &Trade, plan: &mut Plan) {
    plan.push(Write::Arm(Timer {
        due: trade.expires_at,
        book: trade.book,
        world: trade.world,
        kind: TimerKind::TradeTimeout,
        subject: trade.id,
    }));
}

/// The trade of this number, loaded in one round with the merchant and what else nearly every decision looks at:
/// `more` asks, the payee's account as far as the request names it.
///
/// # Errors
/// Needs; ACQ.PARTNER_ERROR where the application belongs to no merchant.
pub fn known(call: &Call, order: &Order<'_>, more: Asked, view: &View) -> Result<Option<Arc<Trade>>, Rule> {
    let Some(pid) = &call.pid else {
        return Err(Rule::because(
            Code::PartnerError,
            format!("app {} belongs to no merchant", call.app.app_id),
        ));
    };
    let trade = view.trade_by_out(call.book, pid, order.out_trade_no);
    let payee = order.payee.seller_id.map_or_else(|| pid.clone(), UserId::from);
    let shop = order.payee.store_id.map(|id| view.shop(pid, id)).transpose();
    let sub = order.settlement.smid.map(|smid| view.sub_merchant(smid)).transpose();
    let asked = more
        .and(view.merchant(pid))
        .and(view.user(&payee))
        .and(shop)
        .and(sub)
        .and(trade.as_ref().map_err(Clone::clone));
    asked.join()?;
    Ok(trade?.cloned())
}
