//! What a node tells about itself: metrics for Prometheus, and logs.

mod labels;
mod logging;
pub mod names;

use std::fmt;
use std::sync::{Mutex, PoisonError};

use prometheus_client::encoding::{EncodeMetric, MetricEncoder, text};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Metric, Registry};

use crate::committer::Committer;
use crate::request_log::Micros;
use labels::{Answered, OfBuild, OfMethod, OfResult, OfStep};
pub use logging::{LogFormat, LoggingError, init_logging};
use names::{Described, Kind};

/// The Content-Type of [`Metrics::encode`].
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper ends of the histogram of answers, in seconds.
const SECONDS: [f64; 13] =
    [0.0005, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.06, 0.125, 0.25, 0.5, 1.0, 5.0];

/// How a delivery of a notification ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivered {
    /// The merchant answered `success`.
    Success,
    /// The merchant answered something else.
    Refused,
    /// No answer in time.
    TimedOut,
    /// No connection, or it broke.
    Unreachable,
    /// Nothing was sent: an address that is not allowed, or a fault on order.
    NotSent,
}

impl Delivered {
    /// Every end.
    pub const ALL: [Delivered; 5] = [
        Delivered::Success,
        Delivered::Refused,
        Delivered::TimedOut,
        Delivered::Unreachable,
        Delivered::NotSent,
    ];

    fn label(self) -> &'static str {
        match self {
            Delivered::Success => "success",
            Delivered::Refused => "refused",
            Delivered::TimedOut => "timed_out",
            Delivered::Unreachable => "unreachable",
            Delivered::NotSent => "not_sent",
        }
    }
}

type SecondsOfMethod = Family<OfMethod, Histogram, fn() -> Histogram>;

/// The metrics of a node.
pub struct Metrics {
    registry: Mutex<Registry>,
    requests: Family<Answered, Counter>,
    seconds: SecondsOfMethod,
    /// In the order of [`STEPS`].
    steps: [Counter; 5],
    signatures: Counter,
    in_flight: Gauge,
    deliveries: Family<OfResult, Counter>,
}

const STEPS: [&str; 5] = ["parse", "verify", "decide", "commit", "sign"];

impl Metrics {
    /// The metrics of a node of this version (`CARGO_PKG_VERSION`) and mode (`dev`, `serve`), all at zero.
    #[must_use]
    pub fn new(version: &'static str, mode: &'static str) -> Metrics {
        let by_step: Family<OfStep, Counter> = Family::default();
        let metrics = Metrics {
            registry: Mutex::new(Registry::default()),
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            steps: STEPS.map(|step| by_step.get_or_create_owned(&OfStep { step })),
            signatures: Counter::default(),
            in_flight: Gauge::default(),
            deliveries: Family::default(),
        };
        for end in Delivered::ALL {
            // shown from the start, so that rates can be taken
            drop(metrics.deliveries.get_or_create(&OfResult { result: end.label() }));
        }
        metrics.register(&names::REQUESTS, metrics.requests.clone());
        metrics.register(&names::REQUEST_SECONDS, metrics.seconds.clone());
        metrics.register(&names::STEP_MICROSECONDS, by_step);
        metrics.register(&names::SIGNATURES, metrics.signatures.clone());
        metrics.register(&names::IN_FLIGHT, metrics.in_flight.clone());
        metrics.register(&names::DELIVERIES, metrics.deliveries.clone());
        metrics.register(&names::BUILD, Info::new(OfBuild { version, mode }));
        metrics
    }

    /// An answer of the gateway: the method that was named, the code and sub_code that it got, and where the time went.
    pub fn answered(&self, method: &str, code: &str, sub_code: Option<&str>, micros: &Micros) {
        let method = labels::method(method);
        let answered = Answered { method, code: labels::code(code), sub_code: labels::class(sub_code) };
        self.requests.get_or_create(&answered).inc();
        // a count of microseconds is far below 2^52
        self.seconds.get_or_create(&OfMethod { method }).observe(micros.total as f64 / 1e6);
        let steps = [micros.parse, micros.verify, micros.decide, micros.commit, micros.sign];
        for (counter, micros) in self.steps.iter().zip(steps) {
            counter.inc_by(micros);
        }
    }

    /// A signature was made.
    pub fn signed(&self) {
        self.signatures.inc();
    }

    /// A delivery ended.
    pub fn delivered(&self, end: Delivered) {
        self.deliveries.get_or_create(&OfResult { result: end.label() }).inc();
    }

    /// Counts a request as under way until the guard is dropped.
    #[must_use]
    pub fn enter(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// Shows a number that somebody else keeps; it is read when the metrics are.
    pub fn watch(&self, described: &'static Described, read: impl Fn() -> u64 + Send + Sync + 'static) {
        self.register(described, Watched { kind: described.kind, read: Box::new(read) });
    }

    /// Shows what a committer has done.
    pub fn watch_committer(&self, committer: &Committer) {
        use std::sync::atomic::{AtomicU64, Ordering};
        type Of = fn(&crate::committer::Counts) -> &AtomicU64;
        let counts: [(&'static Described, Of); 5] = [
            (&names::BATCHES, |counts| &counts.batches),
            (&names::COMMANDS, |counts| &counts.commands),
            (&names::ROUNDS, |counts| &counts.rounds),
            (&names::BATCHES_SPLIT, |counts| &counts.refused),
            (&names::QUEUE_DEPTH, |counts| &counts.queued),
        ];
        for (described, of) in counts {
            let committer = committer.clone();
            self.watch(described, move || of(committer.counts()).load(Ordering::Relaxed));
        }
    }

    /// All metrics in the text format of OpenMetrics ([`CONTENT_TYPE`]).
    #[must_use]
    pub fn encode(&self) -> String {
        let mut text = String::new();
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        if text::encode(&mut text, &registry).is_err() {
            // writing to a string does not fail; a metric that cannot be written is a defect worth a line
            tracing::error!("the metrics cannot be written");
        }
        text
    }

    fn register(&self, described: &'static Described, metric: impl Metric) {
        let mut registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        registry.register(described.name, described.help, metric);
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

/// A request that is under way.
#[derive(Debug)]
pub struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// A number that is kept elsewhere.
struct Watched {
    kind: Kind,
    read: Box<dyn Fn() -> u64 + Send + Sync>,
}

impl fmt::Debug for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watched").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl EncodeMetric for Watched {
    fn encode(&self, encoder: MetricEncoder<'_>) -> fmt::Result {
        match self.kind {
            Kind::Counter => ConstCounter::new((self.read)()).encode(encoder),
            Kind::Gauge | Kind::Histogram | Kind::Info => ConstGauge::new((self.read)()).encode(encoder),
        }
    }

    fn metric_type(&self) -> MetricType {
        match self.kind {
            Kind::Counter => MetricType::Counter,
            Kind::Gauge | Kind::Histogram | Kind::Info => MetricType::Gauge,
        }
    }
}

#[cfg(test)]
mod tests;
