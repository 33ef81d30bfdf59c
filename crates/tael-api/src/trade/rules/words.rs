//! Step 7: forbidden words, and the buyer's IP where the merchant must name it (`semantics.md §7.1`).

use tael_core::party::Merchant;

use crate::generated::Code;
use crate::method::Rule;

/// Subject and body hold no word of the merchant's list (compared without regard to ASCII case).
///
/// # Errors
/// ACQ.EXIST_FORBIDDEN_WORD.
pub fn allowed(merchant: &Merchant, subject: &str, body: Option<&str>) -> Result<(), Rule> {
    if merchant.forbidden_words.is_empty() {
        return Ok(());
    }
    let text = format!("{subject}\n{}", body.unwrap_or_default()).to_ascii_lowercase();
    match merchant.forbidden_words.iter().find(|w| !w.is_empty() && text.contains(&w.to_ascii_lowercase())) {
        Some(word) => {
            Err(Rule::because(Code::ExistForbiddenWord, format!("the order holds the word \"{word}\"")))
        }
        None => Ok(()),
    }
}

/// The buyer's IP is there where the merchant must name it.
///
/// # Errors
/// ACQ.RISK_MERCHANT_IP_NOT_EXIST.
pub fn ip_named(merchant: &Merchant, ip: Option<&str>) -> Result<(), Rule> {
    if merchant.ip_required && ip.is_none() {
        let hint = "this merchant must send business_params.mc_create_trade_ip";
        return Err(Rule::because(Code::RiskMerchantIpNotExist, hint));
    }
    Ok(())
}
