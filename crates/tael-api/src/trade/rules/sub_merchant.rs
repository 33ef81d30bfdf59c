//! Step 4: second-level merchants (`semantics.md §3.2`).

use std::sync::Arc;

use tael_core::party::{Contract, ContractMode, Merchant, SubMerchant, SubMerchantStatus};
use tael_store::View;

use crate::generated::Code;
use crate::method::Rule;

/// The second-level merchant that `sub_merchant.merchant_id` names, as the mode of the contract demands or forbids one.
///
/// # Errors
/// The ACQ.SECONDARY_… codes and ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID.
pub fn check(
    smid: Option<&str>,
    contract: &Contract,
    merchant: &Merchant,
    view: &View,
) -> Result<Option<Arc<SubMerchant>>, Rule> {
    let pid = &merchant.partner_id;
    let missing = |code: Code| {
        let (mode, product) = (contract.mode, &contract.product_code);
        let hint = format!(
            "merchant {pid} has the contract for {product} in mode {mode:?}: send sub_merchant.merchant_id"
        );
        Rule::because(code, hint)
    };
    let Some(smid) = smid else {
        return match contract.mode {
            ContractMode::Plain => Ok(None),
            ContractMode::Direct => Err(missing(Code::PlatformBusinessAcquireModeMustMerchantId)),
            ContractMode::Indirect => Err(missing(Code::SecondaryMerchantIdBlank)),
        };
    };
    let Some(sub) = view.sub_merchant(smid)?.filter(|sub| sub.world == merchant.world) else {
        let hint = format!("there is no sub-merchant {smid}: make one with POST /sub-merchants");
        return Err(Rule::because(Code::SecondaryMerchantIdInvalid, hint));
    };
    if contract.mode == ContractMode::Plain || sub.owner != *pid || sub.mode != contract.mode {
        let hint = format!(
            "sub-merchant {smid} is {}'s in mode {:?}, the contract of merchant {pid} is in mode {:?}",
            sub.owner, sub.mode, contract.mode
        );
        return Err(Rule::because(Code::SecondaryMerchantNotMatch, hint));
    }
    if sub.status != SubMerchantStatus::Active {
        let hint = format!("sub-merchant {smid} is {:?}, not ACTIVE", sub.status);
        return Err(Rule::because(Code::SecondaryMerchantStatusError, hint));
    }
    if sub.provider_punished {
        let hint = format!("sub-merchant {smid} has provider_punished");
        return Err(Rule::because(Code::SecondaryMerchantIsvPunishIndirect, hint));
    }
    Ok(Some(Arc::clone(sub)))
}
