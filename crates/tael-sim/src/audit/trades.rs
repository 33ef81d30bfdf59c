//! Trades: state, history, payment and timer of each.

use std::collections::HashMap;
use std::sync::Arc;

use tael_core::channel::Channel;
use tael_core::id::{Book, Id};
use tael_core::ledger::JournalKind;
use tael_core::money::Fen;
use tael_core::trade::{Payment, TRANSITIONS, Trade, TradeEvent, TradeStatus};
use tael_store::{CounterKey, CounterKind, HistoryRow, Snapshot, StoreError, Timer, TimerKind};

use super::rows::Rows;
use super::{Audit, Known, digest};
use crate::report::Kind;

impl Audit {
    /// Trades and histories side by side: both are ordered by book and trade. Timers are ordered by their kind first.
    pub(super) async fn trades(&mut self, snapshot: &mut dyn Snapshot) -> Result<(), StoreError> {
        let mut trades = Rows::<Arc<Trade>>::new();
        let (mut events, mut timers) = (Rows::<HistoryRow>::new(), timers(snapshot).await?);
        while let Some(trade) = trades.next(snapshot).await? {
            let own = (trade.book, trade.id);
            while let Some(event) = events.next_if(snapshot, |e| (e.book, e.trade) < own).await? {
                self.stray_event(&event);
            }
            let mut history = Vec::new();
            while let Some(event) = events.next_if(snapshot, |e| (e.book, e.trade) == own).await? {
                history.push(event);
            }
            let armed = timers.remove(&own).unwrap_or_default();
            self.trade(&trade, &history, &armed);
        }
        while let Some(event) = events.next(snapshot).await? {
            self.stray_event(&event);
        }
        for timer in timers.values().flatten() {
            self.stray_timer(timer);
        }
        for ((book, trade), journal) in std::mem::take(&mut self.payments) {
            let message =
                format!("pays trade {} of book {}, which is not there or not paid", trade.0, book.0);
            self.find(Kind::Payment, "journal", journal.id.0, message);
        }
        self.held_accounts();
        Ok(())
    }

    fn stray_event(&mut self, event: &HistoryRow) {
        self.report.totals.transitions += 1;
        let message = format!("version {} in book {} belongs to no trade", event.version, event.book.0);
        self.find(Kind::History, "trade_event", event.trade.0, message);
    }

    fn stray_timer(&mut self, timer: &Timer) {
        self.report.totals.timers += 1;
        let message = format!("in book {} belongs to no trade", timer.book.0);
        self.find(Kind::Timer, "timer", timer.subject.0, message);
    }

    fn trade(&mut self, trade: &Trade, history: &[HistoryRow], timers: &[Timer]) {
        self.report.totals.trades += 1;
        self.report.totals.transitions += history.len() as u64;
        self.report.totals.timers += timers.len() as u64;
        self.known.insert((trade.book, trade.id), Known::of(trade));
        for message in history_faults(trade, history) {
            self.find(Kind::History, "trade", &trade.no, message);
        }
        for message in state_faults(trade, history) {
            self.find(Kind::Trade, "trade", &trade.no, message);
        }
        if let Some(message) = timer_fault(trade, timers) {
            self.find(Kind::Timer, "trade", &trade.no, message);
        }
        match &trade.detail.payment {
            Some(payment) => self.payment(trade, payment),
            None if trade.status.is_paid() => {
                self.find(Kind::Payment, "trade", &trade.no, "is paid, but its payment is missing");
            }
            None => {}
        }
        self.settlement(trade, history);
    }

    fn payment(&mut self, trade: &Trade, payment: &Payment) {
        self.report.totals.paid_trades += 1;
        self.paid_by(trade, payment);
        self.funded(trade, payment);
        for message in amount_faults(trade, payment) {
            self.find(Kind::Payment, "trade", &trade.no, message);
        }
        let Some(at) = trade.paid_at else { return };
        for (owner, kind) in [
            (&trade.payee, CounterKind::ReceivedDay),
            (&trade.payee, CounterKind::ReceivedMonth),
            (&trade.payee, CounterKind::ReceivedTotal),
            (&payment.buyer, CounterKind::PaidDay),
            (&payment.buyer, CounterKind::PaidMonth),
        ] {
            if let Some(key) = CounterKey::at(owner, kind, at) {
                *self.counted.entry((trade.book, key)).or_default() += i128::from(trade.total.0);
            }
        }
        self.payment_of(trade, payment, (trade.book, trade.id));
    }

    /// The journal of a payment: there, once, and with the lines that the amounts ask for.
    fn payment_of(&mut self, trade: &Trade, payment: &Payment, key: (Book, Id)) {
        let at = trade.paid_at.unwrap_or_default();
        let Some(found) = self.payments.remove(&key) else {
            return self.find(Kind::Payment, "trade", &trade.no, "is paid, but has no payment journal");
        };
        if found.count != 1 {
            let message = format!("has {} payment journals, the first is {}", found.count, found.id.0);
            self.find(Kind::Payment, "trade", &trade.no, message);
        }
        let message = match payment.journal(found.id, trade, at) {
            Ok(expected) => {
                let lines = expected.postings().iter().map(|p| (p.account, p.amount));
                if expected.kind() == JournalKind::Payment && digest(at, lines) == found.digest {
                    return;
                }
                format!("journal {} does not move what the payment says", found.id.0)
            }
            Err(error) => format!("its payment is no journal: {error}"),
        };
        self.find(Kind::Payment, "trade", &trade.no, message);
    }
}

/// The history: versions without gaps, transitions that exist, leading to the trade's state.
fn history_faults(trade: &Trade, history: &[HistoryRow]) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut version, mut status, mut at) = (0, None, trade.created_at);
    for row in history {
        version += 1;
        if row.version != version {
            faults.push(format!("version {version} is missing in its history"));
            version = row.version;
        }
        if row.from != status {
            let name = |s: Option<TradeStatus>| s.map_or("nothing", TradeStatus::as_str);
            faults.push(format!(
                "version {version} starts from {}, not from {}",
                name(row.from),
                name(status)
            ));
        }
        if !TRANSITIONS.contains(&(row.from, row.event, row.to)) {
            faults.push(format!(
                "version {version} is no transition: {} to {}",
                row.event.as_str(),
                row.to.as_str()
            ));
        }
        if row.at < at {
            faults.push(format!("version {version} happened before the one it follows"));
        }
        (status, at) = (Some(row.to), row.at);
    }
    if version != trade.version {
        faults.push(format!("is in version {}, its history in version {version}", trade.version));
    }
    if status.is_some_and(|s| s != trade.status) {
        let last = status.map_or("nothing", TradeStatus::as_str);
        faults.push(format!("is in state {}, its history leads to {last}", trade.status.as_str()));
    }
    faults
}

/// Columns that follow from the state.
fn state_faults(trade: &Trade, history: &[HistoryRow]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |holds: bool, message: &str| {
        if !holds {
            faults.push(message.to_owned());
        }
    };
    let when = |event: TradeEvent| history.iter().find(|row| row.event == event).map(|row| row.at);
    let status = trade.status;
    check(trade.total.is_positive(), "is of no amount");
    check(
        when(TradeEvent::Created).is_none_or(|at| at == trade.created_at),
        "was not made when its history says",
    );
    check(trade.paid_at == when(TradeEvent::Paid), "was not paid when its history says");
    check(
        trade.paid_at.is_some() == trade.detail.payment.is_some(),
        "has a payment or a time of it, not both",
    );
    check(trade.paid_at.is_none_or(|at| at < trade.expires_at), "was paid after its time limit");
    check(!status.is_paid() || trade.paid_at.is_some(), "is paid, but at no time");
    check(
        status != TradeStatus::WaitBuyerPay || (trade.paid_at, trade.closed_at) == (None, None),
        "waits for its buyer, but was paid or closed",
    );
    check(!status.is_paid() || trade.closed_at.is_none(), "is paid and closed");
    let limit = status == TradeStatus::TradeClosed && trade.paid_at.is_none();
    let closed = when(TradeEvent::Closed).unwrap_or(trade.expires_at);
    check(
        !limit || trade.closed_at == Some(closed),
        "was not closed at its time limit, or when its history says",
    );
    let payer = trade.detail.payment.as_ref().map(|p| &p.buyer);
    check(payer.is_none() || payer == trade.buyer.as_ref(), "was paid by another buyer");
    faults
}

/// Every timer that is armed, by the trade that it is for.
async fn timers(snapshot: &mut dyn Snapshot) -> Result<HashMap<(Book, Id), Vec<Timer>>, StoreError> {
    let (mut rows, mut armed) = (Rows::<Timer>::new(), HashMap::<_, Vec<Timer>>::new());
    while let Some(timer) = rows.next(snapshot).await? {
        armed.entry((timer.book, timer.subject)).or_default().push(timer);
    }
    Ok(armed)
}

/// A waiting trade has a timer at its limit, and one for the deduction that was accepted; one whose receipt is held has
/// one, when that is released; no other trade has one.
fn timer_fault(trade: &Trade, timers: &[Timer]) -> Option<String> {
    let limit = Timer {
        due: trade.expires_at,
        book: trade.book,
        world: trade.world,
        kind: TimerKind::TradeTimeout,
        subject: trade.id,
    };
    let waits = trade.status == TradeStatus::WaitBuyerPay;
    let attempt = trade.detail.asynchronous.as_ref().and_then(|pay| pay.due);
    let attempt = attempt.map(|due| Timer { due, kind: TimerKind::AsyncPayment, ..limit });
    let first = if waits { Some(limit) } else { Timer::of_held(trade) };
    let expected: Vec<Timer> = first.into_iter().chain(attempt).collect();
    if let Some(needs) = expected.iter().find(|timer| !timers.contains(timer)) {
        return Some(format!("has no timer {:?} at {:?}", needs.kind, needs.due));
    }
    let stray = timers.iter().find(|timer| !expected.contains(timer));
    stray.map(|timer| format!("does not wait for its timer {:?} at {:?}", timer.kind, timer.due))
}

/// The amounts of a paid trade (`semantics.md §2.3–2.4`).
fn amount_faults(trade: &Trade, payment: &Payment) -> Vec<String> {
    let sum = |of: &[Channel]| -> i128 {
        let bills = payment.bills.iter().filter(|b| of.is_empty() || of.contains(&b.channel));
        bills.map(|b| i128::from(b.amount.0)).sum()
    };
    let platform = sum(&[Channel::Coupon, Channel::Discount]);
    let merchant = sum(&[Channel::MerchantDiscount, Channel::MerchantCoupon]);
    let points = sum(&[Channel::Point]);
    let total = i128::from(trade.total.0);
    let amounts = [
        ("the sum of its bills", sum(&[]), trade.total),
        ("the platform's discount", platform, payment.discount),
        ("the merchant's discount", merchant, payment.mdiscount),
        ("the receipt", total - merchant, payment.receipt),
        ("what the buyer pays", total - merchant - platform, payment.buyer_pay),
        ("what is paid with points", points, payment.point),
        ("what may be invoiced", total - merchant - platform - points, payment.invoice),
        ("the fee", i128::from(payment.receipt.share(payment.rate).0), payment.fee),
    ];
    let mut faults: Vec<String> = amounts
        .into_iter()
        .filter(|(_, expected, got)| *expected != i128::from(got.0))
        .map(|(name, expected, got)| format!("{name} is {got}, not {}", super::ledger::yuan(expected)))
        .collect();
    if payment.bills.iter().any(|b| b.amount <= Fen::ZERO) {
        faults.push("a bill pays nothing".to_owned());
    }
    faults
}
