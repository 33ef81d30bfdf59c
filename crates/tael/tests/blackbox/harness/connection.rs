//! A connection that is kept open for many requests.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::Response;

/// A connection to a gateway.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub(super) fn open(address: &str) -> Result<Connection> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Connection { stream: BufReader::with_capacity(64 * 1024, stream) })
    }

    /// Posts a form and reads the answer.
    #[track_caller]
    pub(crate) fn post(&mut self, target: &str, form: &str) -> Response {
        let head = format!(
            "POST {target} HTTP/1.1\r\nhost: tael\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\n\r\n",
            form.len()
        );
        self.write(&[head.as_bytes(), form.as_bytes()].concat())
            .and_then(|()| self.read())
            .expect("an answer")
    }

    /// Writes bytes as they are.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.stream.get_mut().write_all(bytes)
    }

    /// Reads one response, which must say its length.
    pub(crate) fn read(&mut self) -> Result<Response> {
        let broken = |what: &str| Error::new(ErrorKind::InvalidData, what.to_owned());
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                return Err(Error::new(ErrorKind::UnexpectedEof, "the connection ended"));
            }
        }
        let mut lines = head.trim_end().split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let pair = |line: &str| line.split_once(':').map(|(n, v)| (n.trim().to_owned(), v.trim().to_owned()));
        let headers: Vec<_> = lines.filter_map(pair).collect();
        let status = status.ok_or_else(|| broken("no status"))?;
        let mut response = Response::new(status, headers);
        let length = response.header("content-length").and_then(|length| length.parse().ok());
        response.body = vec![0; length.ok_or_else(|| broken("no content-length"))?];
        self.stream.read_exact(&mut response.body)?;
        Ok(response)
    }

    /// Whether the gateway has closed the connection behind what was read.
    pub(crate) fn has_ended(&mut self) -> bool {
        matches!(self.stream.fill_buf(), Ok(rest) if rest.is_empty())
    }
}
