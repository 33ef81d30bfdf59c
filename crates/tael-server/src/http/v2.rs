//! The V2 gateway, `/gateway.do`: parse → admit → decide → commit → sign (`protocol.md §13`).

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tael_api::method::{Answer, CallFaults};
use tael_api::schema::Options;
use tael_core::id::{AppId, WorldId};
use tael_core::time::Instant;
use tael_wire::code::GatewayError;
use tael_wire::json::{Object, Value};
use tael_wire::sign::SignType;
use tael_wire::v2::envelope::Envelope;
use tael_wire::v2::parse::{CharsetSource, ParseError, ParseOptions, RawRequest};

use crate::admit::{self, Admission, Admitted, Findings, Manner, NotAdmitted};
use crate::answer::Written;
use crate::clock::{self, Stopwatch};
use crate::committer::Failure;
use crate::faults::{Fault, FaultKind};
use crate::node::{Node, ToSign};
use crate::request_log::{self as record, Diagnosis, Micros, Verdict, Warning};

/// A request as HTTP brought it.
pub struct Incoming {
    /// Behind the `?` of the target.
    pub query: Option<String>,
    /// The Content-Type.
    pub content_type: Option<String>,
    /// The body; `None` where it was over every limit and not read.
    pub body: Option<Bytes>,
    /// Who called.
    pub remote: String,
}

/// What to send back.
pub struct Outgoing {
    /// The written answer.
    pub written: Written,
    /// The `trace_id` header.
    pub trace_id: String,
    /// Break the connection instead of answering (an injected fault).
    pub dropped: bool,
    /// Close the connection behind the answer.
    pub close: bool,
}

struct Exchange<'n> {
    node: &'n Node,
    world: WorldId,
    manner: Manner,
    findings: Findings,
    verdict: Verdict,
    watch: Stopwatch,
    micros: Micros,
    unknown: Vec<String>,
    close: bool,
    dropped: bool,
    /// What waits for the signature of a committed answer.
    to_sign: ToSign,
}

/// Answers a request. Runs on the signing runtime.
pub async fn serve(node: Arc<Node>, incoming: Incoming) -> Outgoing {
    let (whole, received_at) = (clock::stopwatch(), clock::real());
    let mut exchange = Exchange {
        node: &node,
        world: WorldId::MAIN,
        manner: Manner { envelope: Envelope::ErrorResponse, sign: None, page: false },
        findings: Findings::default(),
        verdict: Verdict::Refused,
        watch: clock::stopwatch(),
        micros: Micros::default(),
        unknown: Vec::new(),
        close: false,
        dropped: false,
        to_sign: ToSign::default(),
    };
    let (mut request, unread) = parse(&incoming, &ParseOptions::default());
    if unread.is_none() && is_strict(&node, &request).await {
        (request, _) = parse(&incoming, &ParseOptions { strict_charset: true, ..ParseOptions::default() });
    }
    exchange.micros.parse = exchange.watch.lap();
    let answer = exchange.answer(&request, unread).await;
    // an error means that the gateway is shutting down
    let turn = Arc::clone(&node.turns_to_sign).acquire_owned().await.ok();
    exchange.watch.lap();
    let written = node.writer.write(&answer, &exchange.manner, request.charset());
    exchange.micros.sign = exchange.watch.lap();
    let ToSign { unsigned, launches } = std::mem::take(&mut exchange.to_sign);
    drop(unsigned);
    node.dispatcher.launch(launches, turn);
    exchange.micros.total = whole.micros();
    let method = request.get_filled("method").unwrap_or_default();
    node.metrics.answered(method, answer.code, answer.sub_code, &exchange.micros);
    if exchange.manner.sign.is_some() && !exchange.manner.page {
        node.metrics.signed();
    }
    let trace_id = node.next_trace();
    let (close, dropped) = (exchange.close, exchange.dropped);
    node.request_log.record(exchange.into_record(
        request,
        &answer,
        &written,
        trace_id.clone(),
        incoming.remote,
        received_at,
    ));
    Outgoing { written, trace_id, dropped, close }
}

/// The largest body that is read: larger for an upload (`semantics.md §12.1`).
#[must_use]
pub fn body_bytes_max(content_type: Option<&str>) -> usize {
    let options = ParseOptions::default();
    let upload = content_type.is_some_and(|t| t.trim_start().to_ascii_lowercase().starts_with("multipart/"));
    if upload { options.upload_bytes_max } else { options.form_bytes_max }
}

/// The refusal of a gateway that takes no more requests: kept ready, so that it costs no signature. The request is read
/// only to choose the envelope.
#[must_use]
pub fn busy(node: &Node, incoming: &Incoming) -> Outgoing {
    let (request, _) = parse(incoming, &ParseOptions::default());
    let method = request.get_filled("method").unwrap_or_default();
    let sign_type = request.get_filled("sign_type").and_then(SignType::parse).unwrap_or(SignType::Rsa2);
    let page = tael_wire::v2::page::is_page_method(method);
    // unknown methods share an envelope, so that made-up names cannot fill the store of kept answers
    let known = tael_api::registry::by_name(method).is_some() || page;
    let envelope = if known { Envelope::of(method) } else { Envelope::ErrorResponse };
    let manner = Manner { envelope, sign: Some(sign_type), page };
    let written = node.writer.busy(&manner, request.charset());
    Outgoing { written, trace_id: node.next_trace(), dropped: false, close: false }
}

fn query(incoming: &Incoming) -> Option<&[u8]> {
    incoming.query.as_deref().map(str::as_bytes)
}

/// Whether a request must be read again as the real gateway reads it: its charset stands in the body, where its application
/// does not want it to be looked for (`protocol.md §1.4`).
async fn is_strict(node: &Node, request: &RawRequest) -> bool {
    if request.charset_source() != CharsetSource::Body {
        return false;
    }
    let app_id = AppId::from(request.get_filled("app_id").unwrap_or_default());
    // where the store fails, admission says so
    let entry = node.directory.app(&app_id).await.ok().flatten();
    entry.is_some_and(|entry| entry.app.strict.charset_in_query)
}

fn parse(incoming: &Incoming, options: &ParseOptions) -> (RawRequest, Option<ParseError>) {
    let content_type = incoming.content_type.as_deref();
    let parsed = match &incoming.body {
        Some(body) => RawRequest::parse(query(incoming), content_type, body, options),
        None => Err(ParseError::TooLarge { actual: usize::MAX, max: options.form_bytes_max }),
    };
    match parsed {
        Ok(request) => (request, None),
        Err(error) => (RawRequest::query_only(query(incoming), content_type, options), Some(error)),
    }
}

impl Exchange<'_> {
    async fn answer(&mut self, request: &RawRequest, unread: Option<ParseError>) -> Answer {
        let admission = Admission {
            directory: &self.node.directory,
            clocks: &self.node.clocks,
            open_ids: &self.node.open_ids,
            check_url: &*self.node.check_url,
            sign_unknown_app: self.node.options.sign_unknown_app,
        };
        if let Some(error) = unread {
            // whoever calls: what is refused is the body, and only the manner of the answer depends on the caller
            let _ = admission.identify(request, &mut self.manner).await;
            return self.unreadable(error);
        }
        let admitted = admission.admit(request, &mut self.manner, &mut self.findings).await;
        self.micros.verify = self.watch.lap();
        match admitted {
            Ok(admitted) => self.decide(request, admitted).await,
            Err(NotAdmitted::Refused(answer)) => *answer,
            Err(NotAdmitted::Store(error)) => unknown_result(&Failure::Store(error.message)),
        }
    }

    fn unreadable(&mut self, error: ParseError) -> Answer {
        let (public, close) = match error {
            ParseError::Multipart(_) => (GatewayError::UploadFail, false),
            ParseError::TooLarge { .. } | ParseError::TooManyParameters { .. } => {
                (GatewayError::InvalidParameter, true)
            }
        };
        self.close = close;
        Answer { hint: Some(error.to_string()), ..Answer::public(public) }
    }

    async fn decide(&mut self, request: &RawRequest, admitted: Admitted) -> Answer {
        let Admitted { method, mut call, entry } = admitted;
        self.verdict = Verdict::Accepted;
        self.world = call.world;
        let name = method.api().method;
        let biz_content = admit::biz_content(request);
        if let Some(answer) = self.faults_before(name, request, &biz_content, &mut call.faults).await {
            return answer;
        }
        let options = Options { strict_characters: entry.app.strict.forbidden_chars };
        let prepared = match method.prepare(call, &biz_content, options) {
            Ok(prepared) => prepared,
            Err(refused) => return *refused,
        };
        self.unknown = prepared.unknown;
        let flagged = |flag: String| ("biz-content", flag);
        self.findings.warnings.extend(prepared.flags.into_iter().map(flagged));
        self.micros.decide = self.watch.lap();
        let decide = prepared.decide;
        let outcome = if method.reads_only() {
            self.node.read(self.world, decide).await
        } else {
            let written = self.node.write_to_sign(self.world, decide).await;
            written.map(|(answer, to_sign)| {
                self.to_sign = to_sign;
                answer
            })
        };
        self.micros.commit = self.watch.lap();
        self.dropped = self.fault(&[FaultKind::DropResponse], name, request, &biz_content).is_some();
        outcome.unwrap_or_else(|failure| unknown_result(&failure))
    }

    /// Faults that befall a call before it is decided; an answer where it is not decided at all.
    async fn faults_before(
        &self,
        method: &str,
        request: &RawRequest,
        biz_content: &str,
        faults: &mut CallFaults,
    ) -> Option<Answer> {
        if let Some(delay) = self.fault(&[FaultKind::Delay], method, request, biz_content) {
            tokio::time::sleep(Duration::from_millis(delay.delay_ms)).await;
        }
        if self.fault(&[FaultKind::UserPaying], method, request, biz_content).is_some() {
            faults.user_paying = true;
        }
        let errors = [FaultKind::SystemError, FaultKind::BusinessSystemError];
        let error = self.fault(&errors, method, request, biz_content)?;
        let hint = "injected by a rule of /control/v1/faults; nothing was done".to_owned();
        Some(match error.kind {
            FaultKind::BusinessSystemError => {
                let row = tael_api::registry::by_name(method).and_then(|m| {
                    m.api().error("ACQ.SYSTEM_ERROR").or_else(|| m.api().error("SYSTEM_ERROR"))
                });
                match row {
                    Some(row) => {
                        Answer::business(row.code, row.message_zh.to_owned(), Object::new(), Some(hint))
                    }
                    None => Answer::system_error(hint),
                }
            }
            _ => Answer::system_error(hint),
        })
    }

    fn fault(
        &self,
        kinds: &[FaultKind],
        method: &str,
        request: &RawRequest,
        biz_content: &str,
    ) -> Option<Fault> {
        self.node.faults.take(self.world, kinds, method, |name| {
            let biz: serde_json::Value = serde_json::from_str(biz_content).unwrap_or_default();
            match &biz[name] {
                serde_json::Value::String(text) => Some(text.clone()),
                serde_json::Value::Null => request.get_filled(name).map(str::to_owned),
                other => Some(other.to_string()),
            }
        })
    }

    fn into_record(
        self,
        request: RawRequest,
        answer: &Answer,
        written: &Written,
        trace_id: String,
        remote: String,
        received_at: Instant,
    ) -> record::Call {
        let text = |name: &str| request.get_filled(name).unwrap_or_default().to_owned();
        let member = |name: &str| match answer.body.get(name) {
            Some(Value::Text(text)) => Some(text.to_string()),
            _ => None,
        };
        let flags = request.flags().iter().map(|flag| ("request", format!("{flag:?}")));
        let warnings = self.findings.warnings.into_iter().chain(flags);
        record::Call {
            world: self.world,
            trace_id,
            received_at,
            remote,
            app_id: text("app_id"),
            method: text("method"),
            verified: self.findings.verified,
            verdict: self.verdict,
            diagnosis: answer.sub_code.map(|sub_code| Diagnosis {
                cause: sub_code.to_owned(),
                parameter: None,
                proved: false,
                hint: answer.hint.clone().unwrap_or_default(),
            }),
            warnings: warnings.map(|(cause, hint)| Warning { cause: cause.to_owned(), hint }).collect(),
            unknown_fields: self.unknown,
            micros: self.micros,
            answer: written.body.clone(),
            charset: request.charset(),
            out_trade_no: member("out_trade_no"),
            trade_no: member("trade_no"),
            parameters: record::Parameters::V2(Arc::new(request)),
        }
    }
}

/// What a caller is told whose call has no outcome.
fn unknown_result(failure: &Failure) -> Answer {
    match failure {
        Failure::Busy | Failure::Stopped => {
            Answer { hint: Some(failure.to_string()), ..Answer::public(GatewayError::IspUnknowError) }
        }
        Failure::Store(_) | Failure::Defect(_) => Answer::system_error(failure.to_string()),
    }
}
