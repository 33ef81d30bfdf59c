//! The control API from outside, resource by resource.

mod access;
mod apps;
mod buyers;
mod cashier;
mod clock;
mod codes;
mod faults;
mod merchants;
mod notifications;
mod requests;
mod stores;
mod trades;

use serde_json::Value;

use crate::harness::Gateway;

/// Asserts a refusal: status, code, the member to blame (empty: none), and a sentence.
#[track_caller]
fn refused(answer: (u16, Value), status: u16, code: &str, field: &str) {
    let (got, document) = answer;
    let error = &document["error"];
    assert_eq!((got, error["code"].as_str()), (status, Some(code)), "{document}");
    assert_eq!(error["field"].as_str().unwrap_or_default(), field, "{document}");
    assert!(error["message"].as_str().is_some_and(|m| m.len() > 10), "{document}");
}

/// Asserts that the books balance, and that the audit finds nothing.
#[track_caller]
fn balanced(gateway: &Gateway) {
    let balance = gateway.control_ok("GET", "/ledger/trial-balance", Value::Null);
    assert!(balance["balanced"] == true && balance["debit"] == balance["credit"], "{balance}");
    gateway.audit();
}
