//! Connections to merchants: names are resolved, every address is judged, and exactly a judged address is connected to.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::future::BoxFuture;
use http::Uri;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tower::Service;

use super::policy::{Policy, Target};

/// Makes connections that the policy allows.
#[derive(Clone)]
pub(crate) struct Connector {
    policy: Policy,
    /// How long resolving and connecting may take.
    limit: Duration,
    /// Loaded at the first https address: reading the system's roots takes longer than a start should.
    tls: Arc<OnceCell<TlsConnector>>,
}

impl Connector {
    pub(crate) fn new(policy: Policy, limit: Duration) -> Connector {
        Connector { policy, limit, tls: Arc::default() }
    }

    async fn connect(self, uri: Uri) -> io::Result<TokioIo<Stream>> {
        let target = self.policy.check(&uri).map_err(io::Error::other)?;
        let tcp = tokio::time::timeout(self.limit, self.connect_tcp(&target)).await;
        let tcp = tcp.map_err(|_| timed_out(self.limit))??;
        if !target.tls {
            return Ok(TokioIo::new(Stream::Plain(tcp)));
        }
        let tls = self.tls.get_or_try_init(load_tls).await?;
        let name = ServerName::try_from(target.host).map_err(io::Error::other)?;
        Ok(TokioIo::new(Stream::Tls(Box::new(tls.connect(name, tcp).await?))))
    }

    async fn connect_tcp(&self, target: &Target) -> io::Result<TcpStream> {
        let found = tokio::net::lookup_host((target.host.as_str(), target.port)).await?;
        let (allowed, forbidden): (Vec<SocketAddr>, Vec<SocketAddr>) =
            found.partition(|address| self.policy.allows(address.ip()));
        let mut error = match forbidden.first() {
            Some(address) => {
                io::Error::other(format!("{} is at {}, which may not be notified", target.host, address.ip()))
            }
            None => io::Error::new(io::ErrorKind::NotFound, format!("{} has no address", target.host)),
        };
        let limit = self.limit / u32::try_from(allowed.len()).unwrap_or(u32::MAX).max(1);
        for address in allowed {
            match tokio::time::timeout(limit, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => {
                    stream.set_nodelay(true)?;
                    return Ok(stream);
                }
                Ok(Err(refused)) => error = refused,
                Err(_) => error = timed_out(limit),
            }
        }
        Err(error)
    }
}

fn timed_out(limit: Duration) -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, format!("no connection within {limit:?}"))
}

async fn load_tls() -> io::Result<TlsConnector> {
    let roots = tokio::task::spawn_blocking(rustls_native_certs::load_native_certs).await?;
    let mut store = RootCertStore::empty();
    let (added, _) = store.add_parsable_certificates(roots.certs);
    if added == 0 {
        return Err(io::Error::other("this machine has no root certificates to check https addresses with"));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_root_certificates(store)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

impl Service<Uri> for Connector {
    type Response = TokioIo<Stream>;
    type Error = io::Error;
    type Future = BoxFuture<'static, io::Result<TokioIo<Stream>>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().connect(uri))
    }
}

/// A connection with or without TLS.
pub(crate) enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl AsyncRead for Stream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Stream::Tls(stream) => Pin::new(stream).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Stream::Plain(stream) => Pin::new(stream).poll_write(cx, buf),
            Stream::Tls(stream) => Pin::new(stream).poll_write(cx, buf),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Stream::Tls(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Stream::Tls(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
