//! Who funds a payment: discounts, points, and one channel of the buyer's own money (`semantics.md §12.5`). Pure.

mod discounts;
mod terms;
#[cfg(test)]
mod tests;

pub use discounts::{GoodsDiscount, Voucher, applied, applies};
pub use terms::{FundingTerms, GoodsLine, GoodsMore, InstalmentTerms};

use super::TradeData;
use serde::{Deserialize, Serialize};

use super::payment::{FundBill, InstalmentPlan, Payment};
use crate::channel::Channel;
use crate::id::UserId;
use crate::money::{Fen, Rate};
use crate::party::{Contract, ContractMode, Coupon, InstalmentRates, User};
use crate::time::Instant;

/// How many of [`Channel::OWN_MONEY`] are used without being chosen.
const DEFAULT_ORDER: usize = 5;

/// What the platform takes, as the contract says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tariff {
    /// Of the receipt.
    pub rate: Rate,
    /// The same before reductions, where that is another.
    pub original_rate: Option<Rate>,
    /// Of the amount in instalments.
    pub instalments: InstalmentRates,
    /// What answers show of it.
    pub charged: Charged,
}

/// What answers show of the fees of a payment, as the contract said then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Charged {
    /// The amount (`charge_amount`): under indirect contracts.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub amount: bool,
    /// The details (`charge_info_list`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub info: bool,
    /// The markers of a special rate (`charge_flags`): under indirect contracts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flags: Option<String>,
}

impl Charged {
    /// True where nothing is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Charged::default()
    }
}

impl Tariff {
    /// The tariff of a contract.
    #[must_use]
    pub fn of(contract: &Contract) -> Tariff {
        let indirect = contract.mode == ContractMode::Indirect;
        Tariff {
            rate: contract.rate,
            original_rate: contract.original_rate,
            instalments: contract.instalment_rates.clone(),
            charged: Charged {
                amount: indirect,
                info: contract.returns_charge_info(),
                flags: contract.charge_flags.clone().filter(|_| indirect),
            },
        }
    }

    /// This rate and nothing else.
    #[must_use]
    pub fn flat(rate: Rate) -> Tariff {
        Tariff { rate, ..Tariff::default() }
    }
}

/// Why an order cannot be funded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfunded {
    /// The buyer has no channel that the order admits.
    #[error("the buyer has no channel that this order admits")]
    NoChannel,
    /// Only the balance could pay, and the buyer has switched that off.
    #[error("the buyer has switched payment by balance off")]
    BalanceOff,
    /// No channel holds enough; this is the one that names the refusal.
    #[error("{channel:?} can pay {available}, {due} are due")]
    Short {
        /// The first channel that holds anything.
        channel: Channel,
        /// What it can pay: its balance, or its limit.
        available: Fen,
        /// What it would have to pay.
        due: Fen,
    },
}

/// A payment on its way: what is not paid by the buyer's own money so far.
#[derive(Clone, Debug)]
pub struct Funding<'t> {
    trade: &'t TradeData,
    vouchers: Vec<Voucher>,
    points: Fen,
}

impl<'t> Funding<'t> {
    /// An order, and the unused coupons of its buyer; those that apply take their part.
    #[must_use]
    pub fn new(trade: &'t TradeData, coupons: &[&Coupon], now: Instant) -> Funding<'t> {
        Funding { trade, vouchers: applied(trade, coupons, now), points: Fen::ZERO }
    }

    /// Pays as much as can be with these points, where the order admits points.
    #[must_use]
    pub fn with_points(mut self, held: Fen) -> Funding<'t> {
        self.points = Fen::ZERO;
        if self.trade.detail.channels.admit(Channel::Point) {
            self.points = self.rest().min(held).max(Fen::ZERO);
        }
        self
    }

    /// The coupons that are used.
    #[must_use]
    pub fn vouchers(&self) -> &[Voucher] {
        &self.vouchers
    }

    /// What is left for the buyer's own money.
    #[must_use]
    pub fn rest(&self) -> Fen {
        let discounts: i64 = self.vouchers.iter().map(|v| v.amount.0).sum();
        Fen(self.trade.total.0 - discounts - self.points.0)
    }

    /// The channels of the buyer's own money that may pay the rest: the chosen one, else the preferred one and the default
    /// order; of these what the buyer has, the order admits and the switches leave on. Empty where nothing is left to pay.
    ///
    /// # Errors
    /// [`Unfunded::NoChannel`], [`Unfunded::BalanceOff`]; [`Unfunded::Short`] where points were chosen and do not suffice.
    pub fn usable(&self, buyer: &User, chosen: Option<Channel>) -> Result<Vec<Channel>, Unfunded> {
        let due = self.rest();
        if !due.is_positive() {
            return Ok(Vec::new());
        }
        if chosen == Some(Channel::Point) {
            return Err(Unfunded::Short { channel: Channel::Point, available: self.points, due });
        }
        let admitted: Vec<Channel> =
            candidates(buyer, chosen).into_iter().filter(|c| self.admits(buyer, *c)).collect();
        let (off, usable): (Vec<_>, Vec<_>) =
            admitted.into_iter().partition(|c| *c == Channel::Balance && !buyer.switches.balance);
        match (usable.is_empty(), off.is_empty()) {
            (false, _) => Ok(usable),
            (true, true) => Err(Unfunded::NoChannel),
            (true, false) => Err(Unfunded::BalanceOff),
        }
    }

    fn admits(&self, buyer: &User, channel: Channel) -> bool {
        let detail = &self.trade.detail;
        let credit = channel == Channel::CreditLine;
        Channel::OWN_MONEY.contains(&channel)
            && buyer.has(channel)
            && buyer.settings(channel).enabled
            && detail.channels.admit(channel)
            && !(credit && detail.funding.virtual_goods)
            && (credit || detail.funding.instalments.is_none())
    }

    /// The payment, its rest from the first of these channels that can pay it. `held` is what [`Funding::usable`] gave,
    /// with balances.
    ///
    /// # Errors
    /// [`Unfunded`].
    pub fn from_wallet(
        self,
        buyer: &User,
        held: &[(Channel, Fen)],
        tariff: &Tariff,
    ) -> Result<Payment, Unfunded> {
        let rest = self.rest();
        let plan = self.instalments(tariff).ok_or(Unfunded::NoChannel)?;
        // the buyer's part of the fee is drawn with the amount
        let due = Fen(rest.0 + plan.as_ref().map_or(0, |p| p.buyer_fee().0));
        let settings = |channel| buyer.settings(channel);
        let available: Vec<(Channel, Fen)> =
            held.iter().map(|(c, b)| (*c, settings(*c).limit.map_or(*b, |limit| limit.min(*b)))).collect();
        let mut own = None;
        if rest.is_positive() {
            let paying = available.iter().position(|(_, can)| *can >= due);
            let Some(index) = paying else { return Err(short(&available, due)) };
            let (channel, balance) = held[index];
            let card = matches!(channel, Channel::PrepaidCard | Channel::StoredValue);
            let bill = FundBill {
                real_amount: (due != rest).then_some(due),
                bank_code: settings(channel).bank_code.filter(|_| channel.is_card()),
                ..FundBill::of(channel, rest)
            };
            own = Some((bill, card.then_some(Fen(balance.0 - due.0))));
        }
        let (bill, card_balance) = own.unzip();
        let payment = self.payment(&buyer.user_id, bill, plan, tariff);
        Ok(Payment { card_balance: card_balance.flatten(), ..payment })
    }

    /// The instalments that the order demands; `None` where the contract does not offer so many.
    fn instalments(&self, tariff: &Tariff) -> Option<Option<InstalmentPlan>> {
        let amount = self.rest();
        let Some(terms) = self.trade.detail.funding.instalments.filter(|_| amount.is_positive()) else {
            return Some(None);
        };
        let rate = tariff.instalments.of(terms.number)?;
        Some(Some(InstalmentPlan {
            number: terms.number,
            seller_bears: terms.seller_bears,
            amount,
            rate,
            fee: amount.share(rate),
            inst_id: tariff.instalments.inst_id.clone(),
        }))
    }

    fn payment(
        self,
        buyer: &UserId,
        own: Option<FundBill>,
        plan: Option<InstalmentPlan>,
        tariff: &Tariff,
    ) -> Payment {
        let mut bills: Vec<FundBill> = Vec::new();
        let points = std::iter::once((Channel::Point, self.points)).filter(|(_, p)| p.is_positive());
        for (channel, amount) in self.vouchers.iter().flat_map(Voucher::bills).chain(points) {
            match bills.iter_mut().find(|b| b.channel == channel) {
                Some(bill) => bill.amount = Fen(bill.amount.0 + amount.0),
                None => bills.push(FundBill::of(channel, amount)),
            }
        }
        bills.extend(own);
        Payment::of(buyer.clone(), bills, self.vouchers, plan, tariff)
    }
}

fn candidates(buyer: &User, chosen: Option<Channel>) -> Vec<Channel> {
    match chosen {
        Some(channel) => vec![channel],
        None => {
            let default = Channel::OWN_MONEY[..DEFAULT_ORDER].iter().copied();
            let mut order: Vec<Channel> = buyer.preferred_channel.into_iter().collect();
            order.extend(default.filter(|c| Some(*c) != buyer.preferred_channel));
            order
        }
    }
}

fn short(available: &[(Channel, Fen)], due: Fen) -> Unfunded {
    let named = available.iter().find(|(_, can)| can.is_positive()).or(available.first());
    match named.copied() {
        Some((channel, available)) => Unfunded::Short { channel, available, due },
        None => Unfunded::NoChannel,
    }
}
