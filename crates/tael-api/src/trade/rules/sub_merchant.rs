//! Step 4: second-level merchants and where a trade is settled (`semantics.md §3.2–3.3`).

use tael_core::money::Fen;
use tael_core::party::{Contract, ContractMode, Merchant, SubMerchantStatus};
use tael_store::View;

use super::Table;
use crate::generated::Code;
use crate::method::Rule;

/// Checks `sub_merchant.merchant_id` against the mode of the contract.
///
/// # Errors
/// The ACQ.SECONDARY_… codes and ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID.
pub fn check(smid: Option<&str>, contract: &Contract, merchant: &Merchant, view: &View) -> Result<(), Rule> {
    let Some(smid) = smid else {
        return match contract.mode {
            ContractMode::Plain => Ok(()),
            ContractMode::Direct => Err(Code::PlatformBusinessAcquireModeMustMerchantId.into()),
            ContractMode::Indirect => Err(Code::SecondaryMerchantIdBlank.into()),
        };
    };
    let Some(sub) = view.sub_merchant(smid)? else {
        return Err(Rule::because(
            Code::SecondaryMerchantIdInvalid,
            format!("there is no sub-merchant {smid}"),
        ));
    };
    let pid = &merchant.partner_id;
    if contract.mode == ContractMode::Plain || sub.owner != *pid || sub.mode != contract.mode {
        let hint =
            format!("sub-merchant {smid} does not belong to merchant {pid} in the mode of its contract");
        return Err(Rule::because(Code::SecondaryMerchantNotMatch, hint));
    }
    if sub.provider_punished {
        return Err(Rule::because(Code::SecondaryMerchantIsvPunishIndirect, "its provider is punished"));
    }
    if sub.status != SubMerchantStatus::Active {
        return Err(Rule::because(
            Code::SecondaryMerchantStatusError,
            format!("sub-merchant {smid} is not ACTIVE"),
        ));
    }
    Ok(())
}

/// What the only entry of `settle_info` says.
#[derive(Clone, Copy, Debug)]
pub struct SettleEntry<'a> {
    /// `trans_in_type` in canonical case.
    pub trans_in_type: &'a str,
    /// `settle_entity_type`.
    pub entity_type: Option<&'a str>,
    /// `amount`.
    pub amount: Fen,
}

/// Checks an entry of `settle_info` against the trade.
///
/// # Errors
/// ACQ.ILLEGAL_ARGUMENT for contradictions, ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST.
pub fn settle(
    entry: SettleEntry<'_>,
    total: Fen,
    smid: Option<&str>,
    merchant: &Merchant,
    view: &View,
    table: Table,
) -> Result<(), Rule> {
    if entry.amount != total {
        let hint = format!("settle_info settles {}, the trade amounts to {total}", entry.amount);
        return Err(Rule::because(Code::IllegalArgument, hint));
    }
    if entry.trans_in_type != "defaultSettle" {
        return Ok(());
    }
    if entry.entity_type == Some("Store") {
        return Err(Rule::because(
            Code::IllegalArgument,
            "defaultSettle does not go with settle_entity_type Store",
        ));
    }
    let has_default = match smid {
        Some(smid) => view.sub_merchant(smid)?.is_some_and(|s| s.default_settle_account.is_some()),
        None => merchant.default_settle_account.is_some(),
    };
    if !has_default && table(Code::DefaultSettleRuleNotExist) {
        return Err(Rule::because(Code::DefaultSettleRuleNotExist, "no default settlement account is set"));
    }
    Ok(())
}
