//! Step 4: how a trade is settled, as its contract, `sub_merchant`, `settle_info`, `royalty_info` and
//! `extend_params.royalty_freeze` say (`semantics.md §2.4, §3.2–3.5`).

use std::sync::Arc;

use tael_core::money::Fen;
use tael_core::party::{Contract, ContractMode, Merchant};
use tael_core::trade::Settlement;
use tael_core::trade::settlement::{PERIOD_MAX_DAYS, RoyaltyLine, RoyaltyOutcome};
use tael_store::View;

use super::order::Order;
use super::rules::payee::Payee;
use super::rules::settle_info::{Entry, Owner};
use super::rules::{royalty, settle_info, sub_merchant};
use crate::generated::Code;
use crate::method::Rule;

/// What the request says about settlement.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    /// `sub_merchant.merchant_id`.
    pub smid: Option<&'a str>,
    /// The only entry of `settle_info`.
    pub entry: Option<Entry<'a>>,
    /// `settle_info.settle_period_time`.
    pub period: Option<&'a str>,
    /// `extend_params.royalty_freeze`.
    pub freeze: bool,
    /// `royalty_info.royalty_detail_infos`.
    pub royalties: Vec<royalty::Asked<'a>>,
    /// `bkagent_req_info.location`.
    pub location: Option<&'a str>,
}

/// What a request of an acquiring method says about settlement: their generated types have the same members.
macro_rules! asked {
    ($request:expr) => {{
        let request = $request;
        let info = request.settle_info.as_ref();
        let entry = info.and_then(|info| info.settle_detail_infos.first());
        let royalties = request.royalty_info.iter().flat_map(|info| &info.royalty_detail_infos);
        let freeze = request.extend_params.as_ref().and_then(|e| e.royalty_freeze.as_ref());
        $crate::trade::settlement::Asked {
            smid: request.sub_merchant.as_ref().and_then(|sub| sub.merchant_id.as_deref()),
            entry: entry.map(|entry| $crate::trade::rules::settle_info::Entry {
                trans_in_type: entry.trans_in_type.as_str(),
                trans_in: entry.trans_in.as_deref(),
                summary_dimension: entry.summary_dimension.as_deref(),
                entity_type: entry.settle_entity_type.as_ref().map(|kind| kind.as_str()),
                entity_id: entry.settle_entity_id.as_deref(),
                amount: entry.amount,
            }),
            period: info.and_then(|info| info.settle_period_time.as_deref()),
            freeze: freeze.is_some_and(|freeze| freeze.as_str() == "true"),
            royalties: royalties
                .map(|line| $crate::trade::rules::royalty::Asked {
                    amount: line.amount,
                    percentage: line.amount_percentage.as_deref(),
                    description: line.desc.as_deref(),
                    relation: line.out_relation_id.as_deref(),
                    serial: line.serial_no,
                    to: &line.trans_in,
                    to_type: line.trans_in_type.as_ref().map_or("userId", |kind| kind.as_str()),
                    from: &line.trans_out,
                })
                .collect(),
            location: request.bkagent_req_info.as_ref().and_then(|info| info.location.as_deref()),
        }
    }};
}
pub(crate) use asked;

/// How an order is settled; `None` where its receipt is the payee's own at once.
///
/// # Errors
/// The refusals of [`sub_merchant`], [`settle_info`] and [`royalty`]; ACQ.INVALID_RECEIVE_ACCOUNT,
/// ACQ.ILLEGAL_ARGUMENT; invalid parameter where the mode needs `settle_info`.
pub fn decide(
    order: &Order<'_>,
    contract: &Contract,
    payee: &Payee,
    merchant: &Arc<Merchant>,
    view: &View,
) -> Result<Option<Box<Settlement>>, Rule> {
    let asked = &order.settlement;
    let sub = sub_merchant::check(asked.smid, contract, merchant, view)?;
    own_account(order, contract, merchant)?;
    let mut settlement = Settlement {
        mode: contract.mode,
        smid: sub.as_ref().map(|sub| sub.smid.clone()),
        freeze: asked.freeze,
        terminal_location: asked
            .location
            .filter(|_| contract.mode == ContractMode::Indirect)
            .map(str::to_owned),
        ..Settlement::plain(&payee.user)
    };
    match &asked.entry {
        Some(entry) => {
            let owner = Owner { merchant, sub: sub.as_deref() };
            settle_info::consistent(entry, order.amounts.total, sub.as_deref())?;
            settlement.period_days = period(asked, contract)?;
            settlement.destination = settle_info::destination(entry, owner, view)?;
            settlement.entity = settle_info::entity(entry, owner, view)?;
            settlement.summary_dimension = entry.summary_dimension.map(str::to_owned);
        }
        None if contract.mode == ContractMode::Direct => {
            return Err(Rule::invalid(
                "settle_info",
                "缺少必填参数：直付通模式必须传入结算信息",
                "is missing; in direct-pay mode it says where the receipt is settled",
            ));
        }
        None => settlement.period_days = period(asked, contract)?,
    }
    settlement.royalties = royalties(order, contract, payee, merchant, view)?;
    affordable(&settlement, contract, payee, order.amounts.total)?;
    Ok((!settlement.is_plain(&payee.user)).then(|| Box::new(settlement)))
}

/// In the modes of platforms the payee is the platform itself: `seller_id` is left out or names it.
fn own_account(order: &Order<'_>, contract: &Contract, merchant: &Merchant) -> Result<(), Rule> {
    let pid = merchant.partner_id.as_str();
    match order.payee.seller_id {
        Some(seller) if contract.mode != ContractMode::Plain && seller != pid => {
            let hint = format!(
                "the contract of merchant {pid} is in mode {:?}: leave seller_id out or send {pid}",
                contract.mode
            );
            Err(Rule::because(Code::InvalidReceiveAccount, hint))
        }
        _ => Ok(()),
    }
}

/// After how many days a receipt is settled that nobody confirms; `None` where it does not wait.
fn period(asked: &Asked<'_>, contract: &Contract) -> Result<Option<u16>, Rule> {
    match (contract.settle_period, asked.period) {
        (false, Some(time)) => {
            let hint = format!(
                "settle_period_time is {time}, but the contract for {} has no settle_period",
                contract.product_code
            );
            Err(Rule::because(Code::IllegalArgument, hint))
        }
        (false, None) => Ok(None),
        (true, time) => {
            let days = time.and_then(|time| time.strip_suffix('d')?.parse().ok());
            Ok(Some(days.unwrap_or(PERIOD_MAX_DAYS)))
        }
    }
}

fn royalties(
    order: &Order<'_>,
    contract: &Contract,
    payee: &Payee,
    merchant: &Merchant,
    view: &View,
) -> Result<Vec<RoyaltyLine>, Rule> {
    let asked = &order.settlement;
    if asked.royalties.is_empty() {
        return Ok(Vec::new());
    }
    if contract.settle_period {
        let hint = "royalty_info splits at payment, but in period mode (settle_period) the receipt waits";
        return Err(Rule::because(Code::IllegalArgument, hint));
    }
    let split = royalty::Split {
        merchant,
        payee: &payee.user,
        smid: asked.smid,
        total: order.amounts.total,
        out_trade_no: order.out_trade_no,
    };
    royalty::lines(&asked.royalties, split, view)
}

/// The royalties leave the payee the fee, as far as that is known before anything is paid.
fn affordable(settlement: &Settlement, contract: &Contract, payee: &Payee, total: Fen) -> Result<(), Rule> {
    let net = Fen(total.0 - total.share(contract.rate).0);
    if settlement.royalty(&payee.user, net) == Some(RoyaltyOutcome::Short) {
        let hint =
            format!("the royalties come to more than their payers get of {net}, the total less the fee");
        return Err(Rule::because(Code::IllegalArgument, hint));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
