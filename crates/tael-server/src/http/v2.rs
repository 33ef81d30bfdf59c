//! The V2 gateway, `/gateway.do`: parse → admit → decide → commit → sign (`protocol.md §13`).

use std::sync::Arc;

use bytes::Bytes;
use tael_api::method::Answer;
use tael_api::schema::Options;
use tael_wire::code::GatewayError;
use tael_wire::sign::SignType;
use tael_wire::v2::envelope::Envelope;
use tael_wire::v2::parse::{ParseError, ParseOptions, RawRequest};

use crate::admit::{self, Admission, Admitted, Findings, Manner, NotAdmitted};
use crate::answer::Written;
use crate::clock::{self, Stopwatch};
use crate::committer::Failure;
use crate::node::Node;

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

/// Where the time of a request went, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Micros {
    /// Reading parameters.
    pub parse: u64,
    /// Verifying the signature.
    pub verify: u64,
    /// Reading biz_content.
    pub decide: u64,
    /// Deciding and committing, from the queue to the answer.
    pub commit: u64,
    /// Writing and signing the answer.
    pub sign: u64,
}

struct Exchange<'n> {
    node: &'n Node,
    manner: Manner,
    findings: Findings,
    watch: Stopwatch,
    micros: Micros,
    unknown: Vec<String>,
    close: bool,
}

/// Answers a request. Runs on the signing runtime.
pub async fn serve(node: Arc<Node>, incoming: Incoming) -> Outgoing {
    let mut exchange = Exchange {
        node: &node,
        manner: Manner { envelope: Envelope::ErrorResponse, sign: None, page: false },
        findings: Findings::default(),
        watch: clock::stopwatch(),
        micros: Micros::default(),
        unknown: Vec::new(),
        close: false,
    };
    let (request, unread) = parse(&incoming);
    exchange.micros.parse = exchange.watch.lap();
    let answer = exchange.answer(&request, unread).await;
    exchange.watch.lap();
    let written = node.writer.write(&answer, &exchange.manner, request.charset());
    exchange.micros.sign = exchange.watch.lap();
    Outgoing { written, trace_id: node.next_trace(), dropped: false, close: exchange.close }
}

/// The refusal of a gateway that takes no more requests: kept ready, so that it costs next to nothing. Only the query is
/// looked at, to choose the envelope.
#[must_use]
pub fn busy(node: &Node, incoming: &Incoming) -> Outgoing {
    let request =
        RawRequest::query_only(query(incoming), incoming.content_type.as_deref(), &ParseOptions::default());
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

fn parse(incoming: &Incoming) -> (RawRequest, Option<ParseError>) {
    let options = ParseOptions::default();
    let content_type = incoming.content_type.as_deref();
    let parsed = match &incoming.body {
        Some(body) => RawRequest::parse(query(incoming), content_type, body, &options),
        None => Err(ParseError::TooLarge { actual: usize::MAX, max: options.form_bytes_max }),
    };
    match parsed {
        Ok(request) => (request, None),
        Err(error) => (RawRequest::query_only(query(incoming), content_type, &options), Some(error)),
    }
}

impl Exchange<'_> {
    async fn answer(&mut self, request: &RawRequest, unread: Option<ParseError>) -> Answer {
        if let Some(error) = unread {
            return self.unreadable(request, error);
        }
        let admission = Admission {
            directory: &self.node.directory,
            open_ids: &self.node.open_ids,
            check_url: &*self.node.check_url,
            sign_unknown_app: self.node.options.sign_unknown_app,
        };
        let admitted = admission.admit(request, &mut self.manner, &mut self.findings).await;
        self.micros.verify = self.watch.lap();
        match admitted {
            Ok(admitted) => self.decide(request, admitted).await,
            Err(NotAdmitted::Refused(answer)) => *answer,
            Err(NotAdmitted::Store(error)) => unknown_result(&Failure::Store(error.message)),
        }
    }

    fn unreadable(&mut self, request: &RawRequest, error: ParseError) -> Answer {
        let method = request.get_filled("method").unwrap_or_default();
        self.manner.envelope = Envelope::of(method);
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
        let Admitted { method, call, entry } = admitted;
        let world = call.world;
        let options = Options { strict_characters: entry.app.strict.forbidden_chars };
        let prepared = match method.prepare(call, &admit::biz_content(request), options) {
            Ok(prepared) => prepared,
            Err(refused) => return *refused,
        };
        self.unknown = prepared.unknown;
        self.micros.decide = self.watch.lap();
        let decide = prepared.decide;
        let outcome = if method.reads_only() {
            self.node.read(world, decide).await
        } else {
            self.node.committer.run(world, None, decide).await
        };
        self.micros.commit = self.watch.lap();
        outcome.unwrap_or_else(|failure| unknown_result(&failure))
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
