//! A call as it is kept and shown: redacted and bounded (interfaces.md, `GET /requests/{trace_id}`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tael_core::time::Instant;
use tael_wire::v2::canonical::{self, Variant};

use super::call::{Call, Parameters, Verified};
use super::cut::{Budget, LIST_MAX};
use super::redact::Redactor;

/// What the gateway thought of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Signature and public parameters were in order; the method answered.
    Accepted,
    /// The gateway refused it before any method saw it.
    Refused,
}

/// Why a signature does not verify, in the words of interfaces.md.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The word, e.g. `parameter-not-signed`.
    pub cause: String,
    /// The parameter that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Whether the opened signature matches the candidate string or a known key.
    pub proved: bool,
    /// What to do.
    pub hint: String,
}

/// Something that was accepted but deserves a remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The word, e.g. `timestamp-skew`.
    pub cause: String,
    /// What to do.
    pub hint: String,
}

/// Where the time of a call went, in microseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Micros {
    /// Reading the request.
    pub parse: u64,
    /// Verifying its signature.
    pub verify: u64,
    /// Validating, loading and deciding.
    pub decide: u64,
    /// Until it was durable.
    pub commit: u64,
    /// Writing and signing the answer.
    pub sign: u64,
    /// From the first byte read to the last byte written.
    pub total: u64,
}

/// One call of the gateway as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The number of the world that was called.
    pub world: i32,
    /// The `trace_id` header of the answer.
    pub trace_id: String,
    /// Real time of arrival, `2026-11-22T10:00:00.123+08:00`.
    pub received_at: String,
    /// The address of the client.
    pub remote: String,
    /// The app that called; empty where it named none.
    pub app_id: String,
    /// The method that was called; empty where none was named.
    pub method: String,
    /// What was sent, redacted.
    pub parameters: BTreeMap<String, String>,
    /// The string that was verified, redacted; absent where the call was refused before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string_to_sign: Option<String>,
    /// What the gateway thought of it.
    pub verdict: Verdict,
    /// Why the signature did not verify.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnosis: Option<Diagnosis>,
    /// What was accepted but deserves a remark.
    pub warnings: Vec<Warning>,
    /// Paths of members that the method does not know.
    pub unknown_fields: Vec<String>,
    /// Where the time went.
    pub micros: Micros,
    /// The answer, redacted: a JSON object with its members in their order, a string where it was none (a page), null
    /// where none was sent.
    pub answer: Box<RawValue>,
    /// The merchant's number of the trade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_trade_no: Option<String>,
    /// Tael's number of the trade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trade_no: Option<String>,
    /// Whether something was cut off because the call was too large for the log.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
}

impl Entry {
    /// Redacts a call and bounds it.
    pub(super) fn of(call: &Call) -> Entry {
        let mut redactor = Redactor::of(&call.method);
        let mut budget = Budget::default();
        let sent = Sent::of(call, &mut redactor);
        // the answer first: what it gives away about secrets counts for the texts after it
        let answer = redactor.answer(&call.charset.decode_lossy(&call.answer));
        let string_to_sign = match &call.verified {
            Verified::Nothing => None,
            Verified::V2(variant) => Some(sent.string_to_sign(*variant)),
            Verified::Bytes(bytes) => Some(match variant_of(call, bytes) {
                Some(variant) => sent.string_to_sign(variant),
                None => redactor.text(&call.charset.decode_lossy(bytes)),
            }),
        };
        let mut text = |text: &str| budget.note(redactor.text(text));
        let diagnosis = call.diagnosis.as_ref().map(|d| Diagnosis {
            cause: text(&d.cause),
            parameter: d.parameter.as_deref().map(&mut text),
            proved: d.proved,
            hint: text(&d.hint),
        });
        let warnings = call
            .warnings
            .iter()
            .take(LIST_MAX + 1)
            .map(|w| Warning { cause: text(&w.cause), hint: text(&w.hint) });
        let warnings = warnings.collect();
        let unknown_fields = call.unknown_fields.iter().take(LIST_MAX + 1).map(|path| text(path)).collect();
        let (remote, app_id, method) = (text(&call.remote), text(&call.app_id), text(&call.method));
        let mut number = |n: &Option<String>| n.as_deref().map(|n| budget.note(redactor.identifier(n)));
        let (out_trade_no, trade_no) = (number(&call.out_trade_no), number(&call.trade_no));
        Entry {
            world: call.world.0,
            trace_id: call.trace_id.clone(),
            received_at: rfc3339(call.received_at),
            remote,
            app_id,
            method,
            string_to_sign: string_to_sign.map(|string| budget.signed(string)),
            answer: budget.answer(answer),
            parameters: budget.parameters(sent.into_pairs()),
            verdict: call.verdict,
            diagnosis,
            warnings: budget.few(warnings),
            unknown_fields: budget.few(unknown_fields),
            micros: call.micros,
            out_trade_no,
            trade_no,
            truncated: budget.truncated(),
        }
    }
}

/// Which parameters make up the string that was verified; `None` where it is not a string of this request.
fn variant_of(call: &Call, bytes: &[u8]) -> Option<Variant> {
    let Parameters::V2(request) = &call.parameters else { return None };
    let variants = [Variant::Standard, Variant::EmptyKept, Variant::ZeroDropped];
    variants.into_iter().find(|variant| canonical::request_string(request, *variant) == bytes)
}

/// The redacted parameters, with what it takes to put the string to sign together again.
struct Sent {
    pairs: Vec<(String, String)>,
    /// The names as sent and whether the value was empty or `0`, for V2 requests.
    raw: Vec<(Vec<u8>, bool, bool)>,
}

impl Sent {
    fn of(call: &Call, redactor: &mut Redactor) -> Sent {
        match &call.parameters {
            Parameters::V2(request) => {
                let sent = request.parameters();
                let pairs = redactor.parameters(sent.iter().map(|p| (p.name.as_str(), p.value.as_str())));
                let raw =
                    sent.iter().map(|p| (p.raw_name.clone(), p.raw.is_empty(), p.raw == b"0")).collect();
                Sent { pairs, raw }
            }
            Parameters::Pairs(pairs) => {
                let pairs = redactor.parameters(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())));
                Sent { pairs, raw: Vec::new() }
            }
        }
    }

    /// As `canonical::request_string` makes it, over redacted values.
    fn string_to_sign(&self, variant: Variant) -> String {
        let keeps = |empty: bool, zero: bool| match variant {
            Variant::Standard => !empty,
            Variant::EmptyKept => true,
            Variant::ZeroDropped => !empty && !zero,
        };
        let mut kept: Vec<_> = self.raw.iter().zip(&self.pairs).collect();
        kept.retain(|((name, empty, zero), _)| name != b"sign" && keeps(*empty, *zero));
        kept.sort_by(|((a, ..), _), ((b, ..), _)| a.cmp(b));
        let pieces: Vec<String> = kept.iter().map(|(_, (name, value))| format!("{name}={value}")).collect();
        pieces.join("&")
    }

    fn into_pairs(self) -> Vec<(String, String)> {
        self.pairs
    }
}

fn rfc3339(at: Instant) -> String {
    format!("{}.{:03}+08:00", at.to_string().replacen(' ', "T", 1), at.0.rem_euclid(1000))
}
