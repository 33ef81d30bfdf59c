//! What a query says about settlement (`semantics.md §1.6, §2.4, §3.2–3.5`).

use tael_core::money::Fen;
use tael_core::party::ContractMode;
use tael_core::time::Instant;
use tael_core::trade::settlement::{Destination, HeldAs, Landing, Progress, RoyaltyOutcome};
use tael_core::trade::{Settlement, Trade};

use crate::generated::alipay_trade_query::Response;
use crate::generated::alipay_trade_query::response::{
    AdditionalStatus, BkagentRespInfo, TradeSettleInfo, TradeSettleInfoTradeSettleDetailList as Detail,
    TradeSettleInfoTradeSettleDetailListOperationType as Operation,
};

/// `biz_settle_mode` of a paid trade in period mode.
const PERIOD: &str = "PERIOD";

/// Adds what the settlement of the trade determines; `details` where query_options asks for `trade_settle_info`.
pub(super) fn add(trade: &Trade, details: bool, response: &mut Response) {
    let Some(settlement) = trade.detail.settlement.as_deref() else { return };
    if settlement.mode == ContractMode::Indirect {
        response.alipay_sub_merchant_id = settlement.smid.as_ref().map(ToString::to_string);
    }
    let (Some(progress), Some(paid_at)) = (&settlement.progress, trade.paid_at) else { return };
    response.settlement_id = settlement.clearing_no(trade.id, paid_at).map(|no| no.to_string());
    response.bkagent_resp_info = settlement.terminal_location.as_ref().map(|location| BkagentRespInfo {
        estter_location: Some(location.clone()),
        ..BkagentRespInfo::default()
    });
    response.biz_settle_mode = settlement.period_days.map(|_| PERIOD.to_owned());
    if waiting(progress).is_positive() {
        response.additional_status = Some(AdditionalStatus::SellerNotReceived);
    }
    if details {
        let list = list(trade, settlement, progress, paid_at);
        let unsettled = settlement.period_days.map(|_| waiting(progress));
        response.trade_settle_info = (!list.is_empty() || unsettled.is_some())
            .then_some(TradeSettleInfo { trade_settle_detail_list: list, trade_unsettled_amount: unsettled });
    }
}

/// What still waits in period mode.
fn waiting(progress: &Progress) -> Fen {
    let pending = progress.held.filter(|held| held.held == HeldAs::PendingSettlement);
    pending.map_or(Fen::ZERO, |held| held.amount)
}

/// Royalties, settlements, and what is to be settled, in this order. Money that never leaves its payee is not settled.
fn list(trade: &Trade, settlement: &Settlement, progress: &Progress, paid_at: Instant) -> Vec<Detail> {
    let payee = trade.payee.to_string();
    let elsewhere = settlement.destination != Destination::User(trade.payee.clone());
    let settled = |operation, amount, at, to: &str| Detail {
        amount: Some(amount),
        operation_dt: Some(at),
        operation_type: Some(operation),
        trans_in: Some(to.to_owned()),
        trans_out: Some(payee.clone()),
        ..Detail::default()
    };
    let mut list = royalties(settlement, progress, paid_at);
    let at_once = settlement.period_days.is_none() && !settlement.freeze;
    if at_once
        && elsewhere
        && let Some(payment) = &trade.detail.payment
    {
        let rest = settlement.rest(&trade.payee, payment.net());
        list.push(settled(Operation::Settle, rest, paid_at, settlement.destination.as_str()));
    }
    for release in &progress.releases {
        let of_period = release.from == HeldAs::PendingSettlement;
        if of_period || (settlement.period_days.is_none() && elsewhere) {
            let to = match release.to {
                Landing::Destination => settlement.destination.as_str(),
                Landing::RoyaltyFrozen => &payee,
            };
            list.push(settled(Operation::Settle, release.amount, release.at, to));
        }
    }
    if let Some(held) = progress.held.filter(|held| held.held == HeldAs::PendingSettlement) {
        list.push(settled(Operation::OnSettle, held.amount, held.since, settlement.destination.as_str()));
    }
    list
}

fn royalties(settlement: &Settlement, progress: &Progress, paid_at: Instant) -> Vec<Detail> {
    if progress.royalty != Some(RoyaltyOutcome::Executed) {
        return Vec::new();
    }
    let lines = settlement.royalties.iter().map(|line| Detail {
        amount: Some(line.amount),
        operation_dt: Some(paid_at),
        operation_serial_no: Some(line.relation.clone()),
        operation_type: Some(Operation::Transfer),
        ori_trans_in: Some(line.asked.clone().unwrap_or_else(|| line.to.as_str().to_owned())),
        ori_trans_out: Some(line.from.to_string()),
        trans_in: Some(line.to.as_str().to_owned()),
        trans_out: Some(line.from.to_string()),
    });
    lines.collect()
}
