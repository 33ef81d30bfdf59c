//! A call as the gateway hands it over: owned, unread, so that handing over costs next to nothing.

use std::sync::Arc;

use bytes::Bytes;
use tael_core::id::WorldId;
use tael_core::time::Instant;
use tael_wire::charset::Charset;
use tael_wire::v2::canonical::Variant;
use tael_wire::v2::parse::RawRequest;

use super::entry::{Diagnosis, Micros, Verdict, Warning};

/// The parameters of a call.
#[derive(Debug, Clone)]
pub enum Parameters {
    /// A request of the V2 gateway, as it was parsed.
    V2(Arc<RawRequest>),
    /// Names and values of any other protocol.
    Pairs(Vec<(String, String)>),
}

/// The string over which the signature was verified.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Verified {
    /// None was looked at: the call was refused before.
    #[default]
    Nothing,
    /// That of a V2 request; it is put together again from the redacted parameters.
    V2(Variant),
    /// These bytes, in the charset of the request.
    Bytes(Vec<u8>),
}

/// One call of the gateway, before it is redacted. [`super::RequestLog::record`] takes it.
#[derive(Debug)]
pub struct Call {
    /// The world that was called.
    pub world: WorldId,
    /// The `trace_id` header of the answer.
    pub trace_id: String,
    /// Real time of arrival.
    pub received_at: Instant,
    /// The address of the client, without its port.
    pub remote: String,
    /// The parameter `app_id`, or what stands for it; empty where there is none.
    pub app_id: String,
    /// The parameter `method`; empty where there is none.
    pub method: String,
    /// What was sent.
    pub parameters: Parameters,
    /// What the signature was verified over.
    pub verified: Verified,
    /// Whether the gateway let it in.
    pub verdict: Verdict,
    /// Why a signature did not verify.
    pub diagnosis: Option<Diagnosis>,
    /// What was accepted but deserves a remark.
    pub warnings: Vec<Warning>,
    /// Paths of members that the method does not know.
    pub unknown_fields: Vec<String>,
    /// Where the time went.
    pub micros: Micros,
    /// The body of the answer as it was sent; empty where none was.
    pub answer: Bytes,
    /// The charset of request and answer.
    pub charset: Charset,
    /// The merchant's number of the trade, where the call has one.
    pub out_trade_no: Option<String>,
    /// Tael's number of the trade, where the call has one.
    pub trade_no: Option<String>,
}

impl Call {
    /// About how many bytes the call takes while it is queued.
    pub(super) fn weight(&self) -> usize {
        let parameters: usize = match &self.parameters {
            Parameters::V2(request) => {
                let held = |p: &tael_wire::v2::parse::Parameter| p.raw.len() + p.value.len();
                request.parameters().iter().map(held).sum::<usize>()
                    + request.files().iter().map(|file| file.bytes.len()).sum::<usize>()
            }
            Parameters::Pairs(pairs) => pairs.iter().map(|(n, v)| n.len() + v.len()).sum(),
        };
        let verified = if let Verified::Bytes(bytes) = &self.verified { bytes.len() } else { 0 };
        size_of::<Call>() + parameters + verified + self.answer.len()
    }
}
