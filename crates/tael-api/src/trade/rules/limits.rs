//! Step 6: what a payee may receive and a buyer may pay (`semantics.md §7.1`). A limit whose code the method's table
//! lacks is checked where it has it: at payment, or at creation.

use tael_core::id::{Book, UserId};
use tael_core::money::Fen;
use tael_core::party::{Merchant, User};
use tael_core::time::Instant;
use tael_store::{CounterKey, CounterKind, View};

use super::Table;
use crate::generated::Code;
use crate::method::Rule;

/// Limits of the payee.
///
/// # Errors
/// ACQ.MERCHANT_PERM_RECEIPT_…, ACQ.BEYOND_….
pub fn of_payee(
    payee: &UserId,
    merchant: &Merchant,
    amount: Fen,
    (book, now): (Book, Instant),
    view: &View,
    table: Table,
) -> Result<(), Rule> {
    let limits = &merchant.limits;
    if limits.suspended && table(Code::MerchantPermReceiptSuspendLimit) {
        return Err(Rule::because(
            Code::MerchantPermReceiptSuspendLimit,
            "receiving is suspended for the payee",
        ));
    }
    let single = [
        (Code::BeyondPerReceiptSingleRestriction, limits.single),
        (Code::MerchantPermReceiptSingleLimit, limits.punish_single),
    ];
    for (code, limit) in single {
        if let Some(limit) = limit.filter(|limit| amount > *limit && table(code)) {
            return Err(Rule::because(
                code,
                format!("{amount} is more than the payee's limit of {limit} a trade"),
            ));
        }
    }
    let sums = [
        (Code::MerchantPermReceiptDayLimit, limits.punish_day, CounterKind::ReceivedDay),
        (Code::BeyondPerReceiptRestriction, limits.month, CounterKind::ReceivedMonth),
        (Code::BeyondPayRestriction, limits.receive, CounterKind::ReceivedTotal),
    ];
    for (code, limit, kind) in sums {
        if let Some(limit) = limit.filter(|_| table(code)) {
            within(payee, kind, amount, limit, (book, now), view, code)?;
        }
    }
    Ok(())
}

/// Limits of the buyer.
///
/// # Errors
/// ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR, ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR.
pub fn of_buyer(buyer: &User, amount: Fen, now: Instant, view: &View, table: Table) -> Result<(), Rule> {
    let sums = [
        (Code::BuyerPaymentAmountDayLimitError, buyer.limits.day, CounterKind::PaidDay),
        (Code::BuyerPaymentAmountMonthLimitError, buyer.limits.month, CounterKind::PaidMonth),
    ];
    for (code, limit, kind) in sums {
        if let Some(limit) = limit.filter(|_| table(code)) {
            within(&buyer.user_id, kind, amount, limit, (buyer.book, now), view, code)?;
        }
    }
    Ok(())
}

fn within(
    owner: &UserId,
    kind: CounterKind,
    amount: Fen,
    limit: Fen,
    (book, now): (Book, Instant),
    view: &View,
    code: Code,
) -> Result<(), Rule> {
    let Some(key) = CounterKey::at(owner, kind, now) else { return Ok(()) };
    let used = view.counted(book, key)?;
    if used.checked_add(amount).is_none_or(|sum| sum > limit) {
        return Err(Rule::because(
            code,
            format!("{used} so far and {amount} pass {owner}'s limit of {limit}"),
        ));
    }
    Ok(())
}
