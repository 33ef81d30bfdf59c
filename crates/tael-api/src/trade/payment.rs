//! What a payment writes: journal, transition, counters, notification, timer; together or not at all.

use std::sync::Arc;

use tael_core::env::Env;
use tael_core::id::UserId;
use tael_core::party::{App, User};
use tael_core::trade::{Payment, Trade, TradeError, TradeEvent, TradeStatus};
use tael_store::{CounterKey, CounterKind, CouponUse, Happening, Plan, TimerKind, Write, holding};

use super::notice;
use crate::generated::Code;
use crate::method::Rule;
use crate::open_id::OpenIds;

/// What is known when a buyer pays a waiting trade.
pub struct Paying<'a> {
    /// The waiting trade.
    pub trade: &'a Trade,
    /// Who pays.
    pub buyer: &'a User,
    /// How it is funded.
    pub payment: Payment,
    /// The payee's login name, for `seller_email`.
    pub payee: Option<&'a User>,
    /// The application that is notified.
    pub app: &'a App,
    /// Open ids.
    pub open_ids: &'a dyn OpenIds,
    /// True where the trade's timer is running.
    pub armed: bool,
}

impl Paying<'_> {
    /// The paid trade, and everything that its payment writes.
    ///
    /// # Errors
    /// ACQ.TRADE_HAS_SUCCESS, ACQ.TRADE_HAS_CLOSE, ACQ.TRADE_BUYER_NOT_MATCH.
    pub fn execute(&self, env: &Env) -> Result<(Arc<Trade>, Plan), Rule> {
        let (trade, now) = (self.trade, env.now);
        let payment = self.payment.clone();
        let journal = payment
            .journal(env.ids.next(), trade, now)
            .map_err(|e| Rule::because(Code::SystemError, e.to_string()))?;
        let paid = Arc::new(trade.pay(payment, now).map_err(not_payable)?);
        let mut plan = Plan::none();
        holding::post(trade.book, journal, &mut plan);
        plan.push(Write::UpdateTrade {
            trade: Arc::clone(&paid),
            happening: Happening::new(TradeEvent::Paid, Some(TradeStatus::WaitBuyerPay), now),
        });
        holding::arm(&paid, &mut plan);
        self.use_coupons(&mut plan);
        self.count(&paid, env, &mut plan);
        if trade.detail.asynchronous.is_some() {
            plan.push(Write::Disarm { book: trade.book, kind: TimerKind::AsyncPayment, subject: trade.id });
        }
        if self.armed {
            plan.push(Write::Disarm { book: trade.book, kind: TimerKind::TradeTimeout, subject: trade.id });
        }
        let notice = notice::Notice {
            trade: &paid,
            buyer: Some(self.buyer),
            payee: self.payee,
            app: self.app,
            open_ids: self.open_ids,
        };
        notice.enqueue(env, &mut plan);
        Ok((paid, plan))
    }

    fn use_coupons(&self, plan: &mut Plan) {
        for voucher in &self.payment.vouchers {
            plan.push(Write::UseCoupon(CouponUse {
                book: self.trade.book,
                user: self.payment.buyer.clone(),
                coupon: voucher.coupon.id.clone(),
                trade: self.trade.id,
            }));
        }
    }

    fn count(&self, paid: &Trade, env: &Env, plan: &mut Plan) {
        let (buyer, limits) = (&self.buyer.user_id, &self.buyer.limits);
        let counters: [(&UserId, CounterKind, _); 5] = [
            (&paid.payee, CounterKind::ReceivedDay, None),
            (&paid.payee, CounterKind::ReceivedMonth, None),
            (&paid.payee, CounterKind::ReceivedTotal, None),
            (buyer, CounterKind::PaidDay, limits.day),
            (buyer, CounterKind::PaidMonth, limits.month),
        ];
        for (owner, kind, ceiling) in counters {
            if let Some(key) = CounterKey::at(owner, kind, env.now) {
                plan.push(Write::Count { book: paid.book, key, by: paid.total, ceiling });
            }
        }
    }
}

/// The documented refusal of a transition to paid.
pub fn not_payable(error: TradeError) -> Rule {
    match error {
        TradeError::HasSuccess => Code::TradeHasSuccess.into(),
        TradeError::HasClosed | TradeError::NotDue | TradeError::NothingHeld => Code::TradeHasClose.into(),
        TradeError::OtherBuyer => Code::TradeBuyerNotMatch.into(),
    }
}
