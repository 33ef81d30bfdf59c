//! Every name under which Tael reports about itself: metrics, spans, fields.

/// How a metric moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It only grows. On the wire its name ends in `_total`.
    Counter,
    /// It goes up and down.
    Gauge,
    /// It counts observations by size.
    Histogram,
    /// It is always 1; its labels say something.
    Info,
}

/// A metric of `GET /metrics`.
#[derive(Debug, PartialEq, Eq)]
pub struct Described {
    /// The name, without the ending that its kind adds.
    pub name: &'static str,
    /// How it moves.
    pub kind: Kind,
    /// What it tells, without a full stop.
    pub help: &'static str,
    /// The labels; the values of each are few and known.
    pub labels: &'static [&'static str],
}

const fn metric(
    name: &'static str,
    kind: Kind,
    labels: &'static [&'static str],
    help: &'static str,
) -> Described {
    Described { name, kind, help, labels }
}

/// Answers of the gateway. `sub_code` is the first part of it: `none`, `isv`, `isp`, `aop`, `ACQ`, `other`.
pub const REQUESTS: Described = metric(
    "tael_requests",
    Kind::Counter,
    &["method", "code", "sub_code"],
    "Answers of the gateway by method, code and the class of the sub_code",
);
/// How long callers waited.
pub const REQUEST_SECONDS: Described = metric(
    "tael_request_seconds",
    Kind::Histogram,
    &["method"],
    "Seconds from the first byte of a request to its answer",
);
/// Where the time of requests went: `parse`, `verify`, `decide`, `commit`, `sign`.
pub const STEP_MICROSECONDS: Described = metric(
    "tael_request_step_microseconds",
    Kind::Counter,
    &["step"],
    "Microseconds that requests spent in each step",
);
/// RSA signatures made, the resource that limits a gateway (architecture.md, decision 1).
pub const SIGNATURES: Described =
    metric("tael_signatures", Kind::Counter, &[], "Signatures made over answers and notifications");
/// Requests under way.
pub const IN_FLIGHT: Described =
    metric("tael_requests_in_flight", Kind::Gauge, &[], "Requests between admission and answer");
/// Commands that wait for the committer.
pub const QUEUE_DEPTH: Described =
    metric("tael_commit_queue_depth", Kind::Gauge, &[], "Commands that wait for the committer");
/// Batches committed.
pub const BATCHES: Described = metric("tael_commit_batches", Kind::Counter, &[], "Transactions committed");
/// Commands committed.
pub const COMMANDS: Described =
    metric("tael_commit_commands", Kind::Counter, &[], "Commands decided and committed");
/// Rounds of loading and deciding.
pub const ROUNDS: Described =
    metric("tael_commit_rounds", Kind::Counter, &[], "Rounds of loading and deciding");
/// Batches that were split.
pub const BATCHES_SPLIT: Described =
    metric("tael_commit_batches_split", Kind::Counter, &[], "Batches refused by a constraint and split");
/// Deliveries of notifications. `result` is one of [`super::Delivered`].
pub const DELIVERIES: Described =
    metric("tael_deliveries", Kind::Counter, &["result"], "Deliveries of notifications by result");
/// Calls that the request log did not keep.
pub const LOG_DROPPED: Described =
    metric("tael_request_log_dropped", Kind::Counter, &[], "Calls that came too fast for the request log");
/// Writes of the request log that failed.
pub const LOG_FAILURES: Described =
    metric("tael_request_log_failures", Kind::Counter, &[], "Writes of the request log that failed");
/// Calls that wait for the request log.
pub const LOG_QUEUED: Described =
    metric("tael_request_log_queued", Kind::Gauge, &[], "Calls that wait for the request log");
/// What is running.
pub const BUILD: Described =
    metric("tael_build", Kind::Info, &["version", "mode"], "Version and mode of the node");

/// Every metric.
pub const METRICS: [&Described; 15] = [
    &REQUESTS,
    &REQUEST_SECONDS,
    &STEP_MICROSECONDS,
    &SIGNATURES,
    &IN_FLIGHT,
    &QUEUE_DEPTH,
    &BATCHES,
    &COMMANDS,
    &ROUNDS,
    &BATCHES_SPLIT,
    &DELIVERIES,
    &LOG_DROPPED,
    &LOG_FAILURES,
    &LOG_QUEUED,
    &BUILD,
];

/// Names of spans.
pub mod span {
    /// One call of the gateway.
    pub const REQUEST: &str = "request";
    /// One batch of the committer.
    pub const BATCH: &str = "batch";
    /// One delivery of a notification.
    pub const DELIVERY: &str = "delivery";
    /// One advance of a world's clock.
    pub const ADVANCE: &str = "advance";
}

/// Names of fields of spans and events. None of them ever holds a value of a request that could be a secret.
pub mod field {
    /// The `trace_id` header of an answer.
    pub const TRACE_ID: &str = "trace_id";
    /// The number of a world.
    pub const WORLD: &str = "world";
    /// The app that called.
    pub const APP_ID: &str = "app_id";
    /// The method that was called.
    pub const METHOD: &str = "method";
    /// The code of an answer.
    pub const CODE: &str = "code";
    /// The sub_code of a refusal.
    pub const SUB_CODE: &str = "sub_code";
    /// Tael's number of a trade.
    pub const TRADE_NO: &str = "trade_no";
    /// The key of a notification.
    pub const OUTBOUND: &str = "outbound";
    /// Microseconds.
    pub const MICROS: &str = "micros";
}
