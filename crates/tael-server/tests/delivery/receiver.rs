//! A merchant's server: it keeps what it gets and answers as it is told.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use tael_wire::sign::{PublicKey, SignType};
use tael_wire::v2::canonical::notification_string;
use tael_wire::v2::parse::{ParseOptions, RawRequest};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinHandle;

/// Longer than anything here takes; only a failing test waits for it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A notification as it arrived.
pub(crate) struct Got {
    pub(crate) content_type: String,
    pub(crate) body: Bytes,
    pub(crate) form: RawRequest,
}

impl Got {
    pub(crate) fn get(&self, name: &str) -> &str {
        self.form.get(name).unwrap_or_else(|| panic!("no parameter {name}"))
    }

    /// Verifies the signature over the raw bytes, as a merchant does.
    pub(crate) fn verify(&self, key: &PublicKey) {
        let sign_type = SignType::parse(self.get("sign_type")).unwrap();
        key.verify(sign_type, &notification_string(&self.form), self.get("sign")).unwrap();
    }
}

/// A running server; it ends with the value.
pub(crate) struct Receiver {
    pub(crate) url: String,
    pub(crate) host: String,
    got: UnboundedReceiver<Got>,
    task: JoinHandle<()>,
}

impl Receiver {
    /// Answers `success`.
    pub(crate) async fn willing() -> Receiver {
        Receiver::answering(|_| (200, "success".to_owned())).await
    }

    /// Answers request `n`, from 0, with this status and body.
    pub(crate) async fn answering(
        answer: impl Fn(usize) -> (u16, String) + Send + Sync + 'static,
    ) -> Receiver {
        Receiver::start(move |n| {
            let (status, body) = answer(n);
            let response = (StatusCode::from_u16(status).unwrap(), body).into_response();
            std::future::ready(response)
        })
        .await
    }

    pub(crate) async fn start<F>(answer: impl Fn(usize) -> F + Send + Sync + 'static) -> Receiver
    where
        F: Future<Output = Response> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let (send, got) = unbounded_channel();
        let (answer, count) = (Arc::new(answer), Arc::new(AtomicUsize::new(0)));
        let router = Router::new().fallback(move |headers: HeaderMap, body: Bytes| {
            let (answer, n) = (Arc::clone(&answer), count.fetch_add(1, Ordering::AcqRel));
            let content_type = headers.get("content-type").and_then(|v| v.to_str().ok()).unwrap_or_default();
            let form = RawRequest::parse(None, Some(content_type), &body, &ParseOptions::default()).unwrap();
            // a test that listens no more is over
            let _ = send.send(Got { content_type: content_type.to_owned(), body, form });
            async move { answer(n).await }
        });
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Receiver { url: format!("http://{host}/notify"), host, got, task }
    }

    /// The next notification.
    pub(crate) async fn next(&mut self) -> Got {
        tokio::time::timeout(PATIENCE, self.got.recv()).await.expect("a notification in time").unwrap()
    }

    /// Those that have arrived and were not taken yet.
    pub(crate) fn rest(&mut self) -> Vec<Got> {
        std::iter::from_fn(|| self.got.try_recv().ok()).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}
