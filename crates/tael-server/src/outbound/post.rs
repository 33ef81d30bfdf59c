//! One POST to a merchant.

use std::error::Error;
use std::io;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, USER_AGENT};
use http::{Method, Request, Uri};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tael_core::notify::{Receipt, judge};
use tael_store::AttemptEnd;

use super::connector::Connector;
use super::gate::Limits;
use super::policy::Policy;

/// How much of an answer is kept, in bytes.
pub(crate) const BODY_MAX: usize = 16 * 1024;

/// How long a connection is kept for the next delivery to the same host.
const KEPT: Duration = Duration::from_secs(15);

/// Posts forms to merchants. Redirects are answers like others: they are not followed.
pub(crate) struct Poster {
    policy: Policy,
    limit: Duration,
    client: Client<Connector, Full<Bytes>>,
}

/// What came of a POST.
pub(crate) struct Exchange {
    pub(crate) end: AttemptEnd,
    /// True where the host did not answer in time.
    pub(crate) timed_out: bool,
}

/// An answer, and the trouble on the way to its end.
struct Answer {
    status: u16,
    body: Vec<u8>,
    truncated: bool,
}

impl Poster {
    pub(crate) fn new(policy: Policy, limits: &Limits) -> Poster {
        // a request that a kept connection did not take at all is sent on a fresh one; one that left is never repeated
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(KEPT)
            .pool_max_idle_per_host(limits.per_host.max(limits.per_quick_host))
            .pool_timer(TokioTimer::new())
            .build(Connector::new(policy, limits.connect));
        Poster { policy, limit: limits.delivery, client }
    }

    /// Posts a form and judges the answer.
    pub(crate) async fn post(&self, url: &str, content_type: &str, form: Bytes) -> Exchange {
        let begun = Instant::now();
        let result = tokio::time::timeout(self.limit, self.exchange(url, content_type, form)).await;
        let millis = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
        match result {
            Ok(Ok(answer)) => Exchange { end: judged(answer, millis), timed_out: false },
            Ok(Err(error)) => {
                Exchange { timed_out: is_timeout(&*error), end: failed(reason(&*error), millis) }
            }
            Err(_) => Exchange {
                end: failed(format!("no answer within {:?}", self.limit), millis),
                timed_out: true,
            },
        }
    }

    async fn exchange(
        &self,
        url: &str,
        content_type: &str,
        form: Bytes,
    ) -> Result<Answer, Box<dyn Error + Send + Sync>> {
        let uri: Uri = url.parse()?;
        // also where a connection is kept: the policy may be stricter than when the URL was admitted
        self.policy.check(&uri)?;
        let request = Request::builder()
            .method(Method::POST)
            .uri(uri)
            .header(CONTENT_TYPE, content_type)
            .header(USER_AGENT, concat!("tael/", env!("CARGO_PKG_VERSION")))
            .body(Full::new(form))?;
        let response = self.client.request(request).await?;
        let status = response.status().as_u16();
        let (mut body, mut kept) = (response.into_body(), Vec::new());
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame?.into_data() else { continue };
            let room = BODY_MAX - kept.len();
            kept.extend_from_slice(&data[..data.len().min(room)]);
            if data.len() > room {
                return Ok(Answer { status, body: kept, truncated: true });
            }
        }
        Ok(Answer { status, body: kept, truncated: false })
    }
}

fn judged(answer: Answer, millis: i64) -> AttemptEnd {
    let Answer { status, body, truncated } = answer;
    let body = String::from_utf8_lossy(&body).into_owned();
    let receipt = if truncated { Receipt::Refused } else { judge(status, &body) };
    let error = match receipt {
        Receipt::Success => None,
        Receipt::InexactSuccess => {
            Some("accepted, but the answer should be exactly the 7 characters success".into())
        }
        Receipt::Refused if status == 200 => Some("the answer is not success".into()),
        Receipt::Refused if (300..400).contains(&status) => {
            Some(format!("HTTP status {status}: redirects are not followed"))
        }
        Receipt::Refused => Some(format!("HTTP status {status}")),
    };
    AttemptEnd { status: Some(status), body, millis, error, delivered: receipt != Receipt::Refused }
}

fn failed(error: String, millis: i64) -> AttemptEnd {
    AttemptEnd { status: None, body: String::new(), millis, error: Some(error), delivered: false }
}

/// An error with its causes, each said once.
fn reason(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

fn is_timeout(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::TimedOut) {
            return true;
        }
        cause = error.source();
    }
    false
}
