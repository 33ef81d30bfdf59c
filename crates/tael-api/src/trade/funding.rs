//! Step 9: who funds the payment (`semantics.md §2.6, §12.2, §12.5`). What is decided stands in [`tael_core::trade::funding`];
//! here it is loaded and refused.

use smol_str::SmolStr;
use tael_core::channel::Channel;
use tael_core::id::UserId;
use tael_core::ledger::AccountId;
use tael_core::money::Fen;
use tael_core::party::{Coupon, Merchant, User};
use tael_core::time::Instant;
use tael_core::trade::funding::applies;
use tael_core::trade::{Funding, Payment, Tariff, Trade, Unfunded};
use tael_store::{Asked, Need, View};

use crate::generated::Code;
use crate::method::Rule;

/// What the buyer chose, in the cashier or beforehand in the wallet.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The channel that pays the rest.
    pub channel: Option<Channel>,
    /// With points or without; absent: as the wallet is set.
    pub points: Option<bool>,
    /// The coupons, by number; absent: all that apply.
    pub coupons: Option<Vec<SmolStr>>,
}

/// The order with the buyer's discounts and points.
///
/// # Errors
/// Needs.
pub fn discounted<'t>(
    trade: &'t Trade,
    buyer: &User,
    choice: &Choice,
    now: Instant,
    view: &View,
) -> Result<Funding<'t>, Need> {
    let with_points = choice.channel == Some(Channel::Point) || choice.points.unwrap_or(buyer.use_points);
    let points = with_points.then(|| balance(trade, &buyer.user_id, Channel::Point, view));
    let chosen = |c: &&Coupon| choice.coupons.as_ref().is_none_or(|ids| ids.contains(&c.id));
    let coupons: Vec<&Coupon> =
        buyer.coupons.iter().filter(|c| !c.id.is_empty() && applies(c, trade, now)).filter(chosen).collect();
    let mut asked = Asked::new().and(points.clone().transpose());
    for coupon in &coupons {
        asked = asked.and(view.coupon_use(trade.book, &buyer.user_id, &coupon.id));
    }
    asked.join()?;
    let mut unused = Vec::with_capacity(coupons.len());
    for coupon in coupons {
        if view.coupon_use(trade.book, &buyer.user_id, &coupon.id)?.is_none() {
            unused.push(coupon);
        }
    }
    let funding = Funding::new(trade, &unused, now);
    Ok(match points {
        Some(held) => funding.with_points(held?),
        None => funding,
    })
}

/// The channels that may pay the rest.
///
/// # Errors
/// ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE, ACQ.ERROR_BALANCE_PAYMENT_DISABLE, ACQ.BUYER_BALANCE_NOT_ENOUGH.
pub fn usable(funding: &Funding<'_>, buyer: &User, choice: &Choice) -> Result<Vec<Channel>, Rule> {
    funding.usable(buyer, choice.channel).map_err(|why| refused(&why, buyer))
}

/// The payment, its rest from the first of `channels` that can pay it.
///
/// # Errors
/// Needs; ACQ.BUYER_BALANCE_NOT_ENOUGH, ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH, named by the first channel that holds
/// anything; ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE.
pub fn paid(
    funding: Funding<'_>,
    channels: &[Channel],
    buyer: &User,
    trade: &Trade,
    tariff: &Tariff,
    view: &View,
) -> Result<Payment, Rule> {
    let asked = channels.iter().map(|c| (*c, balance(trade, &buyer.user_id, *c, view)));
    let mut held = Vec::with_capacity(channels.len());
    let mut need = Asked::new();
    for (channel, balance) in asked {
        if let Ok(balance) = &balance {
            held.push((channel, *balance));
        }
        need = need.and(balance);
    }
    need.join()?;
    funding.from_wallet(buyer, &held, tariff).map_err(|why| refused(&why, buyer))
}

fn balance(trade: &Trade, buyer: &UserId, channel: Channel, view: &View) -> Result<Fen, Need> {
    match channel.account().and_then(|kind| AccountId::of(buyer, kind)) {
        Some(account) => Ok(view.balance(trade.book, account)?.unwrap_or(Fen::ZERO)),
        None => Ok(Fen::ZERO),
    }
}

/// The documented refusal.
#[must_use]
pub fn refused(why: &Unfunded, buyer: &User) -> Rule {
    let code = match why {
        Unfunded::NoChannel => Code::NoPaymentInstrumentsAvailable,
        Unfunded::BalanceOff => Code::ErrorBalancePaymentDisable,
        Unfunded::Short { channel, .. } if channel.is_card() => Code::BuyerBankcardBalanceNotEnough,
        Unfunded::Short { .. } => Code::BuyerBalanceNotEnough,
    };
    Rule::because(code, format!("buyer {}: {why}", buyer.user_id))
}

/// The tariff of the product that the trade was made for, also when its contract has ended since.
#[must_use]
pub fn tariff(merchant: &Merchant, trade: &Trade) -> Tariff {
    let contract = merchant.contracts.iter().find(|c| c.product_code == trade.detail.product_code);
    contract.map_or_else(Tariff::default, Tariff::of)
}

/// Does the buyer have to confirm `amount` with the password?
#[must_use]
pub fn needs_password(buyer: &User, amount: Fen) -> bool {
    amount > buyer.password_free_up_to
}

#[cfg(test)]
mod tests;
