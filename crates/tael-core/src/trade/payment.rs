//! The amounts of a paid trade (`semantics.md §2.3–2.4`).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::TradeData;
use super::credits::credits;
use crate::authorisation::Parts;
use crate::channel::Channel;
use crate::id::{Id, UserId};
use crate::ledger::{AccountId, AccountKind, Journal, JournalKind, Posting, Unbalanced};
use crate::money::{Fen, Rate};
use crate::time::Instant;

/// One channel's part of a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundBill {
    /// The channel.
    pub channel: Channel,
    /// What it paid.
    pub amount: Fen,
}

/// How a trade was paid. Bills sum to the total; the payee receives `receipt - fee`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Who paid.
    pub buyer: UserId,
    /// One bill per channel.
    pub bills: Vec<FundBill>,
    /// What the payee receives: the total less the merchant's own discounts.
    pub receipt: Fen,
    /// What the buyer pays: the receipt less the platform's discounts.
    pub buyer_pay: Fen,
    /// The part of it paid with points.
    pub point: Fen,
    /// The part that may be invoiced.
    pub invoice: Fen,
    /// Funded by the platform.
    pub discount: Fen,
    /// Funded by the merchant.
    pub mdiscount: Fen,
    /// The rate of the contract.
    pub rate: Rate,
    /// The platform's fee, taken from the receipt.
    pub fee: Fen,
    /// What the buyer had allowed beforehand and this was paid by; `None` where the buyer or a code was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// The agreement that the buyer signed with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<SmolStr>,
    /// Paid by an authorisation of credit: what the platform advances for the buyer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advance: Option<Advance>,
}

impl Authority {
    /// Its number.
    #[must_use]
    pub fn no(&self) -> &SmolStr {
        match self {
            Authority::Agreement(no) | Authority::Authorisation(no) => no,
        }
    }
}

/// What the platform advances for a buyer whose credit an authorisation froze.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advance {
    /// The part of the payment that is credit.
    pub amount: Fen,
    /// The merchant admits use first and pay later (`advance_payment_type` ENJOY_PAY_V2).
    pub pay_later: bool,
}

/// What a buyer has allowed beforehand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// An agreement, by its `agreement_no`.
    Agreement(SmolStr),
    /// A pre-authorisation, by its `auth_no`: the money lies frozen.
    Authorisation(SmolStr),
}

impl Payment {
    /// A payment of the whole `total` from one channel of the buyer's own money.
    #[must_use]
    pub fn single(buyer: UserId, channel: Channel, total: Fen, rate: Rate) -> Payment {
        let point = if channel == Channel::Point { total } else { Fen::ZERO };
        Payment {
            buyer,
            bills: vec![FundBill { channel, amount: total }],
            receipt: total,
            buyer_pay: total,
            point,
            invoice: Fen(total.0 - point.0),
            discount: Fen::ZERO,
            mdiscount: Fen::ZERO,
            rate,
            fee: total.share(rate),
            authority: None,
            advance: None,
            signed: None,
        }
    }

    /// A payment of what an authorisation froze: own money and credit, each as a bill of its channel.
    #[must_use]
    pub fn frozen(buyer: UserId, parts: Parts, no: SmolStr, rate: Rate) -> Payment {
        let bill = |channel, amount: Fen| FundBill { channel, amount };
        let mut payment = Payment::single(buyer, Channel::Balance, parts.total(), rate);
        payment.bills = vec![bill(Channel::Balance, parts.fund), bill(Channel::CreditLine, parts.credit)];
        payment.bills.retain(|bill| bill.amount.is_positive());
        payment.authority = Some(Authority::Authorisation(no));
        payment
    }

    /// The postings: what pays ([`Payment::debits`]) and what receives ([`credits`]), the fee at the platform.
    ///
    /// # Errors
    /// [`Unbalanced`] where the amounts of this payment contradict each other or a party has no accounts.
    pub fn journal(&self, id: Id, trade: &TradeData, at: Instant) -> Result<Journal, Unbalanced> {
        let mut postings = self.debits()?;
        postings.extend(credits(trade, Fen(self.receipt.0 - self.fee.0))?);
        postings.push(Posting { account: AccountId::platform(AccountKind::FeeIncome), amount: self.fee });
        postings.retain(|p| p.amount != Fen::ZERO);
        Journal::balanced(id, JournalKind::Payment, Some(trade.id), at, postings)
    }

    /// The debit side: each bill leaves its account; by a pre-authorisation the buyer's own lie frozen in one.
    fn debits(&self) -> Result<Vec<Posting>, Unbalanced> {
        let frozen = matches!(self.authority, Some(Authority::Authorisation(_)));
        let mut postings = Vec::with_capacity(self.bills.len() + 2);
        for bill in &self.bills {
            let account = match bill.channel {
                Channel::Coupon | Channel::Discount => {
                    Some(AccountId::platform(AccountKind::PlatformPromotion))
                }
                // the payee waives it: no money moves
                Channel::MerchantDiscount | Channel::MerchantCoupon => continue,
                own => {
                    let kind = if frozen { Some(AccountKind::AuthorisationFrozen) } else { own.account() };
                    kind.and_then(|kind| AccountId::of(&self.buyer, kind))
                }
            };
            postings.push(Posting { account: account.ok_or(Unbalanced::Lines)?, amount: -bill.amount });
        }
        Ok(postings)
    }
}

#[cfg(test)]
mod tests {
    use super::super::state::samples::opened;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_parts_always_add_up(total in 1i64..=10_000_000_000, rate in 0i64..=1_000_000) {
            let buyer = UserId::from("2088000000000001");
            let payment = Payment::single(buyer, Channel::DebitCard, Fen(total), Rate(rate));
            prop_assert_eq!(payment.bills.iter().map(|b| b.amount.0).sum::<i64>(), total);
            prop_assert!(payment.fee >= Fen::ZERO && payment.fee <= payment.receipt);
            let (trade, env) = opened(None);
            prop_assert!(payment.journal(Id(2), &trade, env.now).is_ok());
        }
    }
}
