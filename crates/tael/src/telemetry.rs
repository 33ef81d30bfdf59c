//! The process's own log: structured, on stderr (`interfaces.md`, Operations).

use anyhow::Context;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::config::{Log, LogFormat};

/// Starts the log. `otherwise` is the filter where neither the configuration nor `RUST_LOG` names one.
pub(crate) fn start(log: &Log, otherwise: &str) -> anyhow::Result<()> {
    let named = log.filter.clone().or_else(|| std::env::var("RUST_LOG").ok().filter(|text| !text.is_empty()));
    let text = named.as_deref().unwrap_or(otherwise);
    let filter = EnvFilter::builder().parse(text).with_context(|| {
        format!("the log filter {text:?} is not valid: write for instance info,tael_server=debug")
    })?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_span_events(FmtSpan::NONE);
    let started = match log.format.unwrap_or_default() {
        LogFormat::Text => builder.with_ansi(false).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("the log cannot start: {error}"))
}
