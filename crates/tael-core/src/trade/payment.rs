//! The amounts of a paid trade (`semantics.md §2.3–2.4`).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::TradeData;
use super::credits::credits;
use super::funding::{Charged, Tariff, Voucher};
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
    /// What it paid of the order.
    pub amount: Fen,
    /// What was drawn from it, where that is another amount: with the fee of instalments that the buyer bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub real_amount: Option<Fen>,
    /// The bank of a card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_code: Option<SmolStr>,
}

impl FundBill {
    /// A bill of a channel that paid just this.
    #[must_use]
    pub fn of(channel: Channel, amount: Fen) -> FundBill {
        FundBill { channel, amount, real_amount: None, bank_code: None }
    }
}

/// A payment in instalments: the credit line pays at once, the buyer pays it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalmentPlan {
    /// How many.
    pub number: u8,
    /// True where the seller bears the fee, else the buyer.
    pub seller_bears: bool,
    /// What is paid in instalments.
    pub amount: Fen,
    /// The rate of the fee.
    pub rate: Rate,
    /// The fee.
    pub fee: Fen,
    /// The institution that lends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inst_id: Option<SmolStr>,
}

impl InstalmentPlan {
    /// The part of the fee that the buyer bears.
    #[must_use]
    pub fn buyer_fee(&self) -> Fen {
        if self.seller_bears { Fen::ZERO } else { self.fee }
    }

    /// The part of the fee that the seller bears.
    #[must_use]
    pub fn seller_fee(&self) -> Fen {
        if self.seller_bears { self.fee } else { Fen::ZERO }
    }
}

/// How a trade was paid. Bills sum to the total; the payee receives `receipt` less the fees.
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
    /// Funded by the platform and by brands.
    pub discount: Fen,
    /// Funded by the merchant.
    pub mdiscount: Fen,
    /// The rate of the contract.
    pub rate: Rate,
    /// The platform's fee, taken from the receipt.
    pub fee: Fen,
    /// The fee before reductions, where it is not `fee`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_fee: Option<Fen>,
    /// What answers show of the fees.
    #[serde(default, skip_serializing_if = "Charged::is_empty")]
    pub charged: Charged,
    /// The coupons that were used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vouchers: Vec<Voucher>,
    /// The instalments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalments: Option<InstalmentPlan>,
    /// What is left on a prepaid or stored-value card that paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_balance: Option<Fen>,
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
        Payment::of(buyer, vec![FundBill::of(channel, total)], Vec::new(), None, &Tariff::flat(rate))
    }

    /// The amounts that follow from these parts.
    pub(super) fn of(
        buyer: UserId,
        bills: Vec<FundBill>,
        vouchers: Vec<Voucher>,
        instalments: Option<InstalmentPlan>,
        tariff: &Tariff,
    ) -> Payment {
        let sum = |of: &dyn Fn(Channel) -> bool| {
            Fen(bills.iter().filter(|b| of(b.channel)).map(|b| b.amount.0).sum())
        };
        let total = sum(&|_| true);
        let mdiscount = sum(&Channel::is_merchant_discount);
        let discount = sum(&Channel::is_platform_discount);
        let point = sum(&|c| c == Channel::Point);
        let receipt = Fen(total.0 - mdiscount.0);
        let fee = receipt.share(tariff.rate);
        let original_fee = tariff.original_rate.map(|rate| receipt.share(rate)).filter(|f| *f != fee);
        // a seller never pays more in fees than it receives
        let instalments = instalments.map(|plan| match plan.seller_bears {
            true => InstalmentPlan { fee: plan.fee.min(Fen(receipt.0 - fee.0)), ..plan },
            false => plan,
        });
        Payment {
            buyer,
            receipt,
            buyer_pay: Fen(receipt.0 - discount.0),
            point,
            invoice: Fen(receipt.0 - discount.0 - point.0),
            discount,
            mdiscount,
            rate: tariff.rate,
            fee,
            original_fee,
            charged: tariff.charged.clone(),
            bills,
            vouchers,
            instalments,
            card_balance: None,
            authority: None,
            advance: None,
            signed: None,
        }
    }

    /// A payment of what an authorisation froze: own money and credit, each as a bill of its channel.
    #[must_use]
    pub fn frozen(buyer: UserId, parts: Parts, no: SmolStr, tariff: &Tariff) -> Payment {
        let bills = [(Channel::Balance, parts.fund), (Channel::CreditLine, parts.credit)];
        let bills = bills.into_iter().filter(|(_, amount)| amount.is_positive());
        let bills = bills.map(|(channel, amount)| FundBill::of(channel, amount)).collect();
        let authority = Some(Authority::Authorisation(no));
        Payment { authority, ..Payment::of(buyer, bills, Vec::new(), None, tariff) }
    }

    /// What was taken off by vouchers of HuiYingBao.
    #[must_use]
    pub fn hyb(&self) -> Fen {
        Fen(self.vouchers.iter().filter(|v| v.coupon.hyb).map(|v| v.amount.0).sum())
    }

    /// What the payee keeps of the receipt: less the fee, and less the fee of instalments that it bears.
    #[must_use]
    pub fn net(&self) -> Fen {
        Fen(self.receipt.0 - self.fee.0 - self.instalments.as_ref().map_or(0, |plan| plan.seller_fee().0))
    }

    /// The postings: what pays ([`Payment::debits`]), what receives ([`credits`]), and the fees at the platform.
    ///
    /// # Errors
    /// [`Unbalanced`] where the amounts of this payment contradict each other or a party has no accounts.
    pub fn journal(&self, id: Id, trade: &TradeData, at: Instant) -> Result<Journal, Unbalanced> {
        let mut postings = self.debits()?;
        postings.extend(credits(trade, self.net())?);
        let platform = |kind, amount| Posting { account: AccountId::platform(kind), amount };
        postings.push(platform(AccountKind::FeeIncome, self.fee));
        let instalment_fee = self.instalments.as_ref().map_or(Fen::ZERO, |plan| plan.fee);
        postings.push(platform(AccountKind::InstalmentIncome, instalment_fee));
        if self.mdiscount.is_positive() {
            let given = AccountId::of(&trade.payee, AccountKind::MerchantPromotion);
            postings.push(Posting { account: given.ok_or(Unbalanced::Lines)?, amount: self.mdiscount });
        }
        postings.retain(|p| p.amount != Fen::ZERO);
        Journal::balanced(id, JournalKind::Payment, Some(trade.id), at, postings)
    }

    /// The debit side: own money and points leave the buyer's accounts, by a pre-authorisation the one where they lie frozen;
    /// discounts leave the accounts of who grants them.
    fn debits(&self) -> Result<Vec<Posting>, Unbalanced> {
        let frozen = matches!(self.authority, Some(Authority::Authorisation(_)));
        let mut postings = Vec::with_capacity(self.bills.len() + 4);
        for bill in &self.bills {
            let Some(own) = bill.channel.account() else { continue };
            let kind = if frozen { AccountKind::AuthorisationFrozen } else { own };
            let account = AccountId::of(&self.buyer, kind).ok_or(Unbalanced::Lines)?;
            postings.push(Posting { account, amount: -bill.real_amount.unwrap_or(bill.amount) });
        }
        for line in self.vouchers.iter().flat_map(Voucher::debits) {
            match postings.iter_mut().find(|p: &&mut Posting| p.account == line.account) {
                Some(posting) => posting.amount = Fen(posting.amount.0 + line.amount.0),
                None => postings.push(line),
            }
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
