//! `/healthz`: the process is up. `/readyz`: the store answers and the keys are loaded. `/metrics`: for Prometheus.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use http::{StatusCode, header};
use tael_store::{Key, Row};

use crate::keys::PLATFORM_KEY;
use crate::node::Node;
use crate::telemetry::CONTENT_TYPE;

/// The process is up.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The store can be read and holds the platform's key.
pub async fn readyz(State(node): State<Arc<Node>>) -> (StatusCode, String) {
    let key = Key::Setting(PLATFORM_KEY.into());
    let found = async {
        let mut snapshot = node.store.snapshot().await?;
        snapshot.load(&BTreeSet::from([key])).await
    };
    match found.await {
        Ok(rows) if matches!(rows.first(), Some((_, Some(Row::Setting(_))))) => {
            (StatusCode::OK, format!("ready: {} on {}\n", node.options.mode, node.store.name()))
        }
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready: the platform key is missing\n".into()),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {error}\n")),
    }
}

/// All metrics.
pub async fn metrics(State(node): State<Arc<Node>>) -> ([(header::HeaderName, &'static str); 1], String) {
    ([(header::CONTENT_TYPE, CONTENT_TYPE)], node.metrics.encode())
}
