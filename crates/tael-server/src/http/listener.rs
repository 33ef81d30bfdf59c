//! The listener: accepts connections, serves HTTP/1.1 on them, and drains them when told to stop.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::watch;
use tower::ServiceExt;

use super::Dropped;

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

/// Serves `router` on `listener` until `stop` becomes true, then lets the requests under way finish.
pub async fn serve_tcp(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, remote)) => {
                let _ = stream.set_nodelay(true);
                connection(stream, router.clone(), Some(Remote(remote)), &stop, &graceful);
            }
            Err(error) => refused(&error).await,
        }
    }
    drain(graceful).await;
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
            Ok((stream, _)) => connection(stream, router.clone(), None, &stop, &graceful),
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

fn connection<S>(
    stream: S,
    router: Router,
    remote: Option<Remote>,
    stop: &watch::Receiver<bool>,
    graceful: &GracefulShutdown,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let stopping = Stopping(stop.clone());
    let service = service_fn(move |mut request: http::Request<Incoming>| {
        request.extensions_mut().insert(stopping.clone());
        if let Some(remote) = remote {
            request.extensions_mut().insert(remote);
        }
        answer(router.clone(), request)
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_PATIENCE)
        .serve_connection(TokioIo::new(stream), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}

async fn answer(router: Router, request: http::Request<Incoming>) -> io::Result<Response> {
    let Ok(response) = router.oneshot(request.map(Body::new)).await;
    if response.extensions().get::<Dropped>().is_some() {
        return Err(io::Error::new(io::ErrorKind::ConnectionReset, "dropped by an injected fault"));
    }
    Ok(response)
}

async fn drain(graceful: GracefulShutdown) {
    if tokio::time::timeout(Duration::from_secs(DRAIN_SECONDS), graceful.shutdown()).await.is_err() {
        tracing::warn!("connections were still open after {DRAIN_SECONDS} s");
    }
}
