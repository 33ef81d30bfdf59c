//! Step 9: which channel pays (`semantics.md §2.6, §12.2, §12.5`).

use tael_core::channel::{Channel, ChannelLists};
use tael_core::id::Book;
use tael_core::ledger::AccountId;
use tael_core::money::Fen;
use tael_core::party::User;
use tael_store::{Need, View};

use crate::generated::Code;
use crate::method::Rule;

/// How many of [`Channel::OWN_MONEY`] are used without being chosen.
const DEFAULT_ORDER: usize = 5;

/// The channels of the buyer's own money that may pay: the one that the buyer chose, else the default order; of these
/// what the buyer has, the order admits and the wallet's switches leave on.
///
/// # Errors
/// ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE, ACQ.ERROR_BALANCE_PAYMENT_DISABLE.
pub fn usable(buyer: &User, lists: &ChannelLists, chosen: Option<Channel>) -> Result<Vec<Channel>, Rule> {
    let candidates = match &chosen {
        Some(channel) => std::slice::from_ref(channel),
        None => &Channel::OWN_MONEY[..DEFAULT_ORDER],
    };
    let admitted =
        candidates.iter().copied().filter(|c| buyer.has(*c) && c.account().is_some() && lists.admit(*c));
    let (off, usable): (Vec<_>, Vec<_>) =
        admitted.partition(|c| *c == Channel::Balance && !buyer.switches.balance);
    if !usable.is_empty() {
        return Ok(usable);
    }
    let id = &buyer.user_id;
    Err(if off.is_empty() {
        let hint = format!("buyer {id} has no channel that this order admits");
        Rule::because(Code::NoPaymentInstrumentsAvailable, hint)
    } else {
        Rule::because(
            Code::ErrorBalancePaymentDisable,
            format!("buyer {id} has switched payment by balance off"),
        )
    })
}

/// The first of `channels` that holds `amount`.
///
/// # Errors
/// ACQ.BUYER_BALANCE_NOT_ENOUGH, ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH: named by the first channel that holds anything.
pub fn sufficient(
    channels: &[Channel],
    buyer: &User,
    book: Book,
    amount: Fen,
    view: &View,
) -> Result<Channel, Rule> {
    let held = balances(channels, buyer, book, view)?;
    if let Some((channel, _)) = held.iter().find(|(_, balance)| *balance >= amount) {
        return Ok(*channel);
    }
    let (first, balance) =
        held.iter().find(|(_, b)| b.is_positive()).or(held.first()).copied().unwrap_or_default();
    let code =
        if first.is_card() { Code::BuyerBankcardBalanceNotEnough } else { Code::BuyerBalanceNotEnough };
    Err(Rule::because(
        code,
        format!("{first:?} of buyer {} holds {balance}, {amount} are due", buyer.user_id),
    ))
}

fn balances(
    channels: &[Channel],
    buyer: &User,
    book: Book,
    view: &View,
) -> Result<Vec<(Channel, Fen)>, Need> {
    let mut held = Vec::with_capacity(channels.len());
    let mut need = None;
    for &channel in channels {
        let Some(account) = channel.account().and_then(|kind| AccountId::of(&buyer.user_id, kind)) else {
            continue;
        };
        match view.balance(book, account) {
            Ok(balance) => held.push((channel, balance.unwrap_or(Fen::ZERO))),
            Err(Need(keys)) => need.get_or_insert_with(|| Need(keys.clone())).0.extend(keys),
        }
    }
    need.map_or(Ok(held), Err)
}

/// Does the buyer have to confirm `amount` with the password?
#[must_use]
pub fn needs_password(buyer: &User, amount: Fen) -> bool {
    amount > buyer.password_free_up_to
}
