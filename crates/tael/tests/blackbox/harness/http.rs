//! A small HTTP/1.1 client that hides nothing: one connection for one request, bytes as they came.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::time::Duration;

use serde_json::Value;

/// What to send.
pub(crate) struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    pub(crate) fn new(method: &str, target: &str) -> Request {
        Request { method: method.into(), target: target.into(), headers: Vec::new(), body: Vec::new() }
    }

    /// The same request to another target.
    pub(crate) fn at(mut self, target: &str) -> Request {
        self.target = target.to_owned();
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Request {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub(crate) fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Request {
        self.body = body.into();
        self.header("content-type", content_type)
    }

    pub(crate) fn json(self, document: &Value) -> Request {
        self.body("application/json", document.to_string())
    }

    pub(crate) fn form(self, form: &str) -> Request {
        self.body("application/x-www-form-urlencoded;charset=utf-8", form)
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(super) fn new(status: u16, headers: Vec<(String, String)>) -> Response {
        Response { status, headers, body: Vec::new() }
    }

    /// A header by its name, in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// The body as JSON; null where there is no body.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        if self.body.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|e| panic!("not JSON ({e}): {}", String::from_utf8_lossy(&self.body)))
    }
}

/// A stream with a limit for reading, so that a test fails rather than hangs.
pub(super) trait Stream: Read + Write {
    fn limit(&self, time: Duration) -> Result<()>;
}

impl Stream for std::net::TcpStream {
    fn limit(&self, time: Duration) -> Result<()> {
        self.set_read_timeout(Some(time))
    }
}

impl Stream for std::os::unix::net::UnixStream {
    fn limit(&self, time: Duration) -> Result<()> {
        self.set_read_timeout(Some(time))
    }
}

/// Sends a request and reads the response to the end of the connection.
pub(super) fn exchange(mut stream: impl Stream, request: Request) -> Result<Response> {
    stream.limit(Duration::from_secs(60))?;
    let Request { method, target, headers, body } = request;
    let mut head = format!("{method} {target} HTTP/1.1\r\nhost: tael\r\nconnection: close\r\n");
    for (name, value) in &headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    // a gateway that refuses a large body answers before it has read it all: what it says is read all the same
    let sent = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    let mut bytes = Vec::new();
    match (stream.read_to_end(&mut bytes), sent) {
        (Err(error), _) if bytes.is_empty() => return Err(error),
        (_, Err(error)) if bytes.is_empty() => return Err(error),
        _ => {}
    }
    parse(&bytes).ok_or_else(|| Error::new(ErrorKind::UnexpectedEof, "the connection broke"))
}

fn parse(bytes: &[u8]) -> Option<Response> {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let pair = |line: &str| line.split_once(':').map(|(n, v)| (n.trim().to_owned(), v.trim().to_owned()));
    let headers: Vec<_> = lines.filter_map(pair).collect();
    let mut response = Response::new(status, headers);
    let rest = &bytes[end + 4..];
    response.body = match response.header("content-length") {
        Some(length) => rest.get(..length.parse().ok()?)?.to_vec(),
        None if response.header("transfer-encoding") == Some("chunked") => chunks(rest)?,
        None => rest.to_vec(),
    };
    Some(response)
}

fn chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|w| w == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(end + 2..end + 2 + size)?);
        rest = rest.get(end + 4 + size..)?;
    }
}
