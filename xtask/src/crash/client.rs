//! A merchant: signs calls and sends them over a connection of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tael_wire::charset::Charset;
use tael_wire::sign::{PrivateKey, SignType, Signer};
use tael_wire::v2::{canonical, form};

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What demo.json tells.
pub(super) struct Demo {
    document: Value,
    signer: Signer,
}

impl Demo {
    /// Reads demo.json of a data directory.
    pub(super) fn read(data: &Path) -> Result<Demo> {
        let path = data.join("demo.json");
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Demo::of(serde_json::from_str(&text)?)
    }

    /// The same for another thread.
    pub(super) fn again(&self) -> Result<Demo> {
        Demo::of(self.document.clone())
    }

    fn of(document: Value) -> Result<Demo> {
        let key = document["app"]["private_key_pkcs8"].as_str().context("demo.json has no private key")?;
        let signer = Signer::new(&PrivateKey::parse(key)?)?;
        Ok(Demo { document, signer })
    }

    /// A text of demo.json.
    pub(super) fn text(&self, pointer: &str) -> Result<&str> {
        self.document
            .pointer(pointer)
            .and_then(Value::as_str)
            .with_context(|| format!("demo.json lacks {pointer}"))
    }

    /// `host:port` of the gateway.
    pub(super) fn address(&self) -> Result<&str> {
        self.text("/endpoint")?.strip_prefix("http://").context("the endpoint is not http")
    }
}

/// A connection that is kept alive.
pub(super) struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    /// Connects to the gateway of a demo world.
    pub(super) fn open(demo: &Demo) -> Result<Connection> {
        let host = demo.address()?.to_owned();
        let stream = TcpStream::connect(&host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Connection { stream: BufReader::new(stream), host })
    }

    /// Calls a method; gives the node of the answer.
    pub(super) fn call(
        &mut self,
        demo: &Demo,
        method: &str,
        biz: &Value,
        notify_url: Option<&str>,
    ) -> Result<Value> {
        let biz = biz.to_string();
        let mut pairs = vec![
            ("app_id", demo.text("/app/app_id")?),
            ("biz_content", &biz),
            ("charset", "utf-8"),
            ("format", "JSON"),
            ("method", method),
            ("sign_type", "RSA2"),
            ("timestamp", "2026-11-22 10:00:00"),
            ("version", "1.0"),
        ];
        pairs.extend(notify_url.map(|url| ("notify_url", url)));
        let text = canonical::join(pairs.iter().map(|(n, v)| (n.as_bytes(), v.as_bytes())));
        let sign = demo.signer.sign(SignType::Rsa2, &text)?;
        pairs.push(("sign", &sign));
        let body = form::encode(pairs, Charset::Utf8);
        let answer =
            self.post("/gateway.do?charset=utf-8", "application/x-www-form-urlencoded", None, &body)?;
        Ok(answer[method.replace('.', "_") + "_response"].clone())
    }

    /// Calls the control API.
    pub(super) fn control(&mut self, demo: &Demo, path: &str, body: &Value) -> Result<Value> {
        let token = demo.text("/control/token")?;
        self.post(&format!("/control/v1{path}"), "application/json", Some(token), &body.to_string())
    }

    fn post(&mut self, target: &str, content_type: &str, token: Option<&str>, body: &str) -> Result<Value> {
        let authorization = token.map(|t| format!("authorization: Bearer {t}\r\n")).unwrap_or_default();
        let request = format!(
            "POST {target} HTTP/1.1\r\nhost: {}\r\ncontent-type: {content_type}\r\n{authorization}content-length: {}\r\n\r\n{body}",
            self.host,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let length = self.head()?;
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer)?;
        serde_json::from_slice(&answer).with_context(|| String::from_utf8_lossy(&answer).into_owned())
    }

    /// Reads status and headers; gives the length of the body.
    fn head(&mut self) -> Result<usize> {
        let (mut length, mut first) = (None, true);
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                bail!("the connection ended");
            }
            let line = line.trim_end();
            if first && !line.starts_with("HTTP/1.1 2") {
                bail!("the gateway answered {line}");
            }
            first = false;
            if line.is_empty() {
                return length.context("the answer has no length");
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = Some(value.trim().parse()?);
            }
        }
    }
}
