//! The listener: accepts connections, serves HTTP/1.1 on them, and drains them when told to stop.
//!
//! It runs on the edge. A connection whose first bytes call the gateway is served where requests are signed, so that none
//! of its requests hops between threads; all others stay, so that health checks and the control API do not stand in line
//! behind signatures (docs/decisions/0005). Either way a connection may ask for anything.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::Response;
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream, UnixListener};
use tokio::sync::watch;
use tower::ServiceExt;

use super::{Dropped, GATEWAY};
use crate::node::Node;

/// Who called; an extension of each request that came over TCP.
#[derive(Clone, Copy, Debug)]
pub struct Remote(pub SocketAddr);

/// Becomes true when the node stops; an extension of each request, for answers that would go on.
#[derive(Clone, Debug)]
pub struct Stopping(pub watch::Receiver<bool>);

/// How long a connection may stay silent before its next request has come with all headers.
const HEADER_PATIENCE: Duration = Duration::from_secs(75);

/// How long connections may take to finish when the node stops, in seconds.
const DRAIN_SECONDS: u64 = 30;

/// Serves a node on `listener` until `stop` becomes true, then lets the requests under way finish. What is no call of the
/// gateway is `router`'s.
pub async fn serve_tcp(
    listener: TcpListener,
    node: Arc<Node>,
    router: Router,
    mut stop: watch::Receiver<bool>,
) {
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, remote)) => {
                let _ = stream.set_nodelay(true);
                let service = Service {
                    node: Some(Arc::clone(&node)),
                    router: router.clone(),
                    remote: Some(Remote(remote)),
                    stop: stop.clone(),
                };
                tokio::spawn(place(stream, service, graceful.watcher()));
            }
            Err(error) => refused(&error).await,
        }
    }
    drain(graceful).await;
}

/// Looks at the first bytes of a connection and serves it where it belongs.
async fn place(stream: TcpStream, mut service: Service, watcher: Watcher) {
    let mut start = [0; FIRST_BYTES];
    let peeked = tokio::select! {
        peeked = tokio::time::timeout(HEADER_PATIENCE, stream.peek(&mut start)) => peeked,
        // nothing was asked yet
        _ = service.stop.wait_for(|stop| *stop) => return,
    };
    // silent for too long, or gone
    let Ok(Ok(read)) = peeked else { return };
    if !calls_gateway(&start[..read]) {
        return serve(stream, service, watcher).await;
    }
    let Some(signing) = service.node.as_ref().map(|node| node.signing.clone()) else { return };
    let moved = stream.into_std();
    signing.spawn(async move {
        match moved.and_then(TcpStream::from_std) {
            Ok(stream) => serve(stream, service, watcher).await,
            Err(error) => tracing::warn!(%error, "a connection was lost"),
        }
    });
}

/// Enough for the method and the path of a call of the gateway.
const FIRST_BYTES: usize = 20;

/// Whether a connection starts with a call of the gateway. One whose first bytes come in pieces may be taken for another:
/// it is answered all the same.
fn calls_gateway(start: &[u8]) -> bool {
    [&b"POST "[..], b"GET "].iter().any(|method| {
        let target = start.strip_prefix(*method).and_then(|rest| rest.strip_prefix(GATEWAY.as_bytes()));
        target.is_some_and(|rest| matches!(rest.first(), Some(b' ' | b'?')))
    })
}

/// Serves `router` on a Unix socket: the admin socket, which only its owner may open.
pub async fn serve_unix(listener: UnixListener, router: Router, mut stop: watch::Receiver<bool>) {
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let service =
                    Service { node: None, router: router.clone(), remote: None, stop: stop.clone() };
                tokio::spawn(serve(stream, service, graceful.watcher()));
            }
            Err(error) => refused(&error).await,
        }
    }
    drain(graceful).await;
}

/// Out of file descriptors, usually: give the connections there are a moment to end.
async fn refused(error: &io::Error) {
    tracing::warn!(%error, "a connection was not accepted");
    tokio::time::sleep(Duration::from_millis(50)).await;
}

/// What answers the requests of a connection.
#[derive(Clone)]
struct Service {
    /// Answers calls of the gateway without a detour; absent where they are the router's too.
    node: Option<Arc<Node>>,
    router: Router,
    remote: Option<Remote>,
    stop: watch::Receiver<bool>,
}

type Answer = Response<Either<Full<Bytes>, Body>>;

impl Service {
    async fn answer(self, mut request: http::Request<Incoming>) -> io::Result<Answer> {
        let response = match self.node {
            Some(node) if request.uri().path() == GATEWAY => {
                let remote = self.remote.map(|remote| remote.0.to_string()).unwrap_or_default();
                super::call(node, remote, request).await.map(Either::Left)
            }
            _ => {
                request.extensions_mut().insert(Stopping(self.stop));
                if let Some(remote) = self.remote {
                    request.extensions_mut().insert(remote);
                }
                let Ok(response) = self.router.oneshot(request.map(Body::new)).await;
                response.map(Either::Right)
            }
        };
        if response.extensions().get::<Dropped>().is_some() {
            return Err(io::Error::new(io::ErrorKind::ConnectionReset, "dropped by an injected fault"));
        }
        Ok(response)
    }
}

async fn serve<S>(stream: S, service: Service, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request| service.clone().answer(request));
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_PATIENCE)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
}

async fn drain(graceful: GracefulShutdown) {
    if tokio::time::timeout(Duration::from_secs(DRAIN_SECONDS), graceful.shutdown()).await.is_err() {
        tracing::warn!("connections were still open after {DRAIN_SECONDS} s");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_of_the_gateway_are_known_by_their_first_bytes() {
        for call in
            ["POST /gateway.do HTTP/1.1\r\n", "GET /gateway.do?method=x HTTP", "POST /gateway.do?charset"]
        {
            assert!(calls_gateway(&call.as_bytes()[..FIRST_BYTES]), "{call}");
        }
        for other in [
            "",
            "PO",
            "POST /gateway.do",
            "POST /gateway.dox HTTP/1.1",
            "GET /healthz HTTP/1.1",
            "GET  /gateway.do HTTP",
            "post /gateway.do HTTP",
            "POST http://h/gateway",
        ] {
            assert!(!calls_gateway(other.as_bytes()), "{other}");
        }
    }
}
