//! Structured logs on stderr (interfaces.md, Operations).

use std::io::IsTerminal;
use std::str::FromStr;

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;

/// How log lines look (`--log-format`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

impl FromStr for LogFormat {
    type Err = LoggingError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            other => Err(LoggingError::Format(other.to_owned())),
        }
    }
}

/// Why logs cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum LoggingError {
    /// A format that there is not.
    #[error("unknown log format `{0}`: text or json")]
    Format(String),
    /// A filter that cannot be read.
    #[error("unreadable log filter `{filter}`: {reason}")]
    Filter {
        /// The filter.
        filter: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Something has set up logs before.
    #[error("logs are set up already")]
    Twice,
}

/// Sends events and spans to stderr from now on. `filter` is of the form `info,tael_server=debug`.
///
/// # Errors
/// [`LoggingError::Filter`], [`LoggingError::Twice`].
pub fn init_logging(format: LogFormat, filter: &str) -> Result<(), LoggingError> {
    let colours = std::io::stderr().is_terminal();
    let subscriber = subscriber(format, filter, colours, std::io::stderr)?;
    subscriber.try_init().map_err(|_| LoggingError::Twice)
}

fn subscriber<W>(
    format: LogFormat,
    filter: &str,
    colours: bool,
    writer: W,
) -> Result<Box<dyn Subscriber + Send + Sync>, LoggingError>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| LoggingError::Filter { filter: filter.to_owned(), reason: error.to_string() })?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(colours);
    Ok(match format {
        LogFormat::Text => Box::new(builder.finish()),
        LogFormat::Json => Box::new(builder.json().flatten_event(true).with_current_span(true).finish()),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Lines {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn logged(format: LogFormat, filter: &str) -> String {
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = subscriber(format, filter, false, move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            let _span = tracing::info_span!("request", trace_id = "t1").entered();
            tracing::info!(code = "10000", "付款 answered");
            tracing::debug!("hidden");
        });
        lines.text()
    }

    #[test]
    fn json_lines_carry_fields_and_span() {
        let text = logged(LogFormat::Json, "info");
        assert_eq!(text.lines().count(), 1);
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!((line["message"].as_str(), line["code"].as_str()), (Some("付款 answered"), Some("10000")));
        assert_eq!((line["level"].as_str(), line["span"]["trace_id"].as_str()), (Some("INFO"), Some("t1")));
        assert!(line["timestamp"].is_string());
    }

    #[test]
    fn text_lines_are_filtered_and_plain() {
        let text = logged(LogFormat::Text, "debug");
        assert!(text.contains("付款 answered") && text.contains("hidden"), "{text}");
        assert!(text.contains("request{trace_id=\"t1\"}") && !text.contains('\u{1b}'), "{text}");
        assert_eq!(logged(LogFormat::Text, "warn"), "");
    }

    #[test]
    fn bad_settings_are_refused() {
        assert!(matches!("xml".parse::<LogFormat>(), Err(LoggingError::Format(f)) if f == "xml"));
        assert_eq!("json".parse::<LogFormat>().unwrap(), LogFormat::Json);
        let error = init_logging(LogFormat::Text, "tael=loudly").unwrap_err();
        assert!(error.to_string().contains("tael=loudly"), "{error}");
    }
}
