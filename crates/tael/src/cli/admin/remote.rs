//! The control API of a running node, over its admin socket or over TCP.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpStream, UnixStream};
use tokio::runtime::Runtime;

use super::refused;
use crate::cli::words::{Lang, told};

/// How long an answer may take: an advance of the clock delivers on its way.
const PATIENCE: Duration = Duration::from_secs(300);
/// The largest answer that is read.
const ANSWER_MAX: usize = 256 * 1024 * 1024;
/// Where the control API lies on an admin socket.
const PREFIX: &str = "/control/v1";

/// A running node.
pub(crate) struct Remote {
    runtime: Runtime,
    place: Place,
}

enum Place {
    Unix(PathBuf),
    Tcp { authority: String, prefix: String, token: String },
}

impl Remote {
    /// A node by its admin socket.
    pub(super) fn unix(socket: PathBuf) -> anyhow::Result<Remote> {
        Ok(Remote { runtime: runtime()?, place: Place::Unix(socket) })
    }

    /// A node by the URL of its control API.
    pub(super) fn tcp(url: &str, token: String) -> anyhow::Result<Remote> {
        let wrong = |en: &str, zh: &str| {
            told(
                format!(
                    "{url:?} is not the URL of a control API: {en}, like http://127.0.0.1:8640/control/v1"
                ),
                format!("{url:?} 不是控制接口的地址：{zh}，例如 http://127.0.0.1:8640/control/v1"),
            )
        };
        let uri: Uri = url.parse().map_err(|_| wrong("it must be a URL", "须为 URL"))?;
        if uri.scheme_str() != Some("http") {
            let en = "only http is spoken here; reach a distant node through an SSH tunnel";
            return Err(wrong(en, "此处仅支持 http，远程节点请使用 SSH 隧道"));
        }
        let Some(authority) = uri.authority() else { return Err(wrong("it names no host", "缺少主机")) };
        let authority = match authority.port() {
            Some(_) => authority.to_string(),
            None => format!("{authority}:80"),
        };
        let prefix = uri.path().trim_end_matches('/').to_owned();
        Ok(Remote { runtime: runtime()?, place: Place::Tcp { authority, prefix, token } })
    }

    /// Does anybody listen?
    pub(super) fn knock(&self) -> io::Result<()> {
        self.runtime.block_on(async {
            match &self.place {
                Place::Unix(socket) => UnixStream::connect(socket).await.map(drop),
                Place::Tcp { authority, .. } => TcpStream::connect(authority).await.map(drop),
            }
        })
    }

    /// One call: status and text of the answer.
    pub(super) fn call(
        &self,
        method: Method,
        world: &str,
        path: &str,
        body: Option<&Value>,
    ) -> anyhow::Result<(StatusCode, String)> {
        let request = self.request(method, world, path, body)?;
        self.runtime.block_on(async {
            let answered = tokio::time::timeout(PATIENCE, async {
                let response = self.send(request).await?;
                let status = response.status();
                let bytes = Limited::new(response.into_body(), ANSWER_MAX).collect().await;
                let bytes =
                    bytes.map_err(|error| anyhow::anyhow!("the answer broke off: {error}"))?.to_bytes();
                Ok((status, String::from_utf8_lossy(&bytes).into_owned()))
            });
            answered.await.unwrap_or_else(|_| anyhow::bail!("no answer within {PATIENCE:?}"))
        })
    }

    /// Lines of JSON, for as long as the node sends them.
    pub(super) fn lines(&self, world: &str, path: &str) -> anyhow::Result<Lines<'_>> {
        let request = self.request(Method::GET, world, path, None)?;
        let response = self.runtime.block_on(self.send(request))?;
        if !response.status().is_success() {
            let status = response.status();
            let body = self.runtime.block_on(response.into_body().collect())?.to_bytes();
            refused::judge(status, &String::from_utf8_lossy(&body))?;
            anyhow::bail!("nothing to follow: Tael answers {status}");
        }
        Ok(Lines { remote: self, body: response.into_body(), kept: Vec::new(), ready: VecDeque::new() })
    }

    fn request(
        &self,
        method: Method,
        world: &str,
        path: &str,
        body: Option<&Value>,
    ) -> anyhow::Result<Request<Full<Bytes>>> {
        let (host, prefix, token) = match &self.place {
            Place::Unix(_) => ("tael", PREFIX, None),
            Place::Tcp { authority, prefix, token } => (authority.as_str(), prefix.as_str(), Some(token)),
        };
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{prefix}{path}"))
            .header(header::HOST, host)
            .header("tael-world", world)
            .header(header::ACCEPT_LANGUAGE, Lang::of_environment().pick("en", "zh"));
        if let Some(token) = token {
            let mut value = HeaderValue::try_from(format!("Bearer {token}"))
                .map_err(|_| told("the token holds characters that no token has", "令牌含有非法字符"))?;
            value.set_sensitive(true);
            request = request.header(header::AUTHORIZATION, value);
        }
        let bytes = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Bytes::from(body.to_string())
            }
            None => Bytes::new(),
        };
        Ok(request.body(Full::new(bytes))?)
    }

    async fn send(&self, request: Request<Full<Bytes>>) -> anyhow::Result<Response<Incoming>> {
        match &self.place {
            Place::Unix(socket) => {
                let stream = UnixStream::connect(socket).await;
                let stream = stream.map_err(|error| unreachable(&socket.display().to_string(), &error))?;
                exchange(stream, request).await
            }
            Place::Tcp { authority, .. } => {
                let stream = TcpStream::connect(authority).await;
                exchange(stream.map_err(|error| unreachable(authority, &error))?, request).await
            }
        }
    }
}

fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

fn unreachable(place: &str, error: &io::Error) -> anyhow::Error {
    told(
        format!("no Tael answers on {place} ({error}): is it running?"),
        format!("{place} 没有 Tael 响应（{error}）：它在运行吗？"),
    )
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> anyhow::Result<Response<Incoming>>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(async move {
        // what goes wrong on the connection is seen by whoever waits for the answer
        let _ = connection.await;
    });
    Ok(sender.send_request(request).await?)
}

/// Lines of JSON as they come; blocks between them.
pub(crate) struct Lines<'a> {
    remote: &'a Remote,
    body: Incoming,
    kept: Vec<u8>,
    ready: VecDeque<Value>,
}

impl Iterator for Lines<'_> {
    type Item = anyhow::Result<Value>;

    fn next(&mut self) -> Option<anyhow::Result<Value>> {
        loop {
            if let Some(line) = self.ready.pop_front() {
                return Some(Ok(line));
            }
            let frame = match self.remote.runtime.block_on(self.body.frame())? {
                Ok(frame) => frame,
                Err(error) => return Some(Err(anyhow::anyhow!("Tael has stopped: {error}"))),
            };
            let Some(data) = frame.data_ref() else { continue };
            self.kept.extend_from_slice(data);
            while let Some(end) = self.kept.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.kept.drain(..=end).collect();
                if line.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                match serde_json::from_slice(&line) {
                    Ok(value) => self.ready.push_back(value),
                    Err(error) => return Some(Err(error.into())),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_of_control_apis_are_read() {
        let remote = Remote::tcp("http://127.0.0.1:8640/control/v1/", "t".into()).unwrap();
        let request = remote.request(Method::GET, "main", "/clock", None).unwrap();
        assert_eq!(request.uri(), "/control/v1/clock");
        assert_eq!(request.headers()["authorization"], "Bearer t");
        for wrong in ["", "127.0.0.1:8640", "https://pay.example/control/v1", "/control/v1", "http://"] {
            assert!(Remote::tcp(wrong, "t".into()).is_err(), "{wrong}");
        }
        let socket = Remote::unix("/nowhere/admin.sock".into()).unwrap();
        assert!(socket.knock().is_err());
        let request = socket.request(Method::POST, "w", "/apps", Some(&serde_json::json!({}))).unwrap();
        assert_eq!(
            (request.uri().path(), &request.headers()["tael-world"]),
            ("/control/v1/apps", &"w".parse().unwrap())
        );
        assert!(!request.headers().contains_key("authorization"));
    }
}
