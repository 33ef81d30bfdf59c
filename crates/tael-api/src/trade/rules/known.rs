//! Step 3: an order number that is known already (`semantics.md §1.3, §12.2`).

use tael_core::id::UserId;
use tael_core::time::Instant;
use tael_core::trade::{Trade, TradeStatus};

use super::amounts::Amounts;
use crate::generated::Code;
use crate::method::Rule;

/// A known trade that is closed or paid is refused before anything else is looked at.
///
/// # Errors
/// ACQ.TRADE_HAS_CLOSE, ACQ.TRADE_HAS_SUCCESS.
pub fn open(trade: &Trade, now: Instant) -> Result<(), Rule> {
    match trade.status_at(now) {
        TradeStatus::WaitBuyerPay => Ok(()),
        TradeStatus::TradeClosed => {
            Err(Rule::because(Code::TradeHasClose, format!("trade {} is closed", trade.no)))
        }
        TradeStatus::TradeSuccess | TradeStatus::TradeFinished => {
            Err(Rule::because(Code::TradeHasSuccess, format!("trade {} is paid", trade.no)))
        }
    }
}

/// Who the new request would bind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// It names nobody.
    Nobody,
    /// It names this user.
    User(UserId),
    /// It names somebody who does not exist: counts as different.
    Stranger,
}

/// The key data of the new request.
#[derive(Clone, Debug)]
pub struct Again<'a> {
    /// The buyer.
    pub buyer: Asking,
    /// The payee; `None` where it does not resolve, which counts as different.
    pub payee: Option<UserId>,
    /// The amounts.
    pub amounts: Amounts,
    /// The title.
    pub subject: &'a str,
    /// The product.
    pub product_code: &'a str,
    /// The component order.
    pub component_order: Option<&'a str>,
}

/// Compares the key data of a repeated number. The first accepted values win for everything that is not compared.
///
/// # Errors
/// ACQ.TRADE_BUYER_NOT_MATCH, then ACQ.CONTEXT_INCONSISTENT.
pub fn same(trade: &Trade, again: &Again<'_>) -> Result<(), Rule> {
    let other_buyer = match (&trade.buyer, &again.buyer) {
        (Some(bound), Asking::User(user)) => bound != user,
        (Some(_), Asking::Stranger) => true,
        _ => false,
    };
    if other_buyer {
        return Err(Rule::because(
            Code::TradeBuyerNotMatch,
            format!("trade {} is bound to another buyer", trade.no),
        ));
    }
    let detail = &trade.detail;
    let differs = [
        ("total_amount", trade.total != again.amounts.total),
        ("subject", detail.subject != again.subject),
        ("seller_id", again.payee.as_ref() != Some(&trade.payee)),
        ("product_code", detail.product_code != again.product_code),
        ("discountable_amount", detail.discountable != again.amounts.discountable),
        ("undiscountable_amount", detail.undiscountable != again.amounts.undiscountable),
        (
            "extend_params.trade_component_order_id",
            detail.component_order.as_deref() != again.component_order,
        ),
    ];
    match differs.iter().find(|(_, differs)| *differs) {
        Some((name, _)) => {
            let hint = format!("out_trade_no {} was first sent with another {name}", trade.out_trade_no);
            Err(Rule::because(Code::ContextInconsistent, hint))
        }
        None => Ok(()),
    }
}
