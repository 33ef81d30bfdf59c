//! The load: requests that were signed beforehand, sent over connections that are kept, each by a thread of its own.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use tael_wire::sign::{PublicKey, SignType};

/// Of so many answers one is kept, to be verified with the platform's key.
const KEPT: usize = 100;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came of a load.
pub(super) struct Sent {
    /// Time by the clock, in seconds.
    pub(super) seconds: f64,
    /// Times of answers in microseconds, sorted.
    pub(super) micros: Vec<u32>,
    /// Bodies to be verified.
    pub(super) kept: Vec<Vec<u8>>,
}

impl Sent {
    /// How long all but a part of `1 - q` of the answers took at most, in microseconds.
    pub(super) fn quantile(&self, q: f64) -> u32 {
        let index = (self.micros.len() as f64 * q) as usize;
        self.micros.get(index.min(self.micros.len().saturating_sub(1))).copied().unwrap_or(0)
    }
}

/// The HTTP request that posts a form to the gateway.
pub(super) fn post(address: SocketAddr, form: &str) -> Vec<u8> {
    format!(
        "POST /gateway.do HTTP/1.1\r\nhost: {address}\r\nconnection: keep-alive\r\n\
         content-type: application/x-www-form-urlencoded;charset=utf-8\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    )
    .into_bytes()
}

/// Sends `requests` over so many connections, each the next one as soon as its answer is there, for so long at most.
/// Every answer must be 10000 and signed.
pub(super) fn send(
    address: SocketAddr,
    requests: &[Vec<u8>],
    connections: usize,
    duration: Duration,
) -> anyhow::Result<Sent> {
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut streams = Vec::new();
    for _ in 0..connections {
        let stream = TcpStream::connect(address).context("the gateway takes no connection")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        streams.push(stream);
    }
    let start = Instant::now();
    let worker = |stream| {
        let mut connection = Connection { stream, buffer: Vec::new() };
        let (mut micros, mut kept) = (Vec::new(), Vec::new());
        while start.elapsed() < duration && !failed.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(request) = requests.get(number) else { break };
            let sent = Instant::now();
            let answer = connection.exchange(request).and_then(|body| check(body).map(|()| body));
            match answer {
                Ok(body) => {
                    micros.push(u32::try_from(sent.elapsed().as_micros()).unwrap_or(u32::MAX));
                    if number.is_multiple_of(KEPT) {
                        kept.push(body.to_vec());
                    }
                }
                Err(error) => {
                    failed.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
        Ok((micros, kept))
    };
    let results: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = streams.into_iter().map(|s| scope.spawn(|| worker(s))).collect();
        threads.into_iter().map(|t| t.join()).collect()
    });
    let mut sent = Sent { seconds: start.elapsed().as_secs_f64(), micros: Vec::new(), kept: Vec::new() };
    for result in results {
        let (micros, kept) = result.map_err(|_| anyhow::anyhow!("a connection's thread panicked"))??;
        sent.micros.extend(micros);
        sent.kept.extend(kept);
    }
    sent.micros.sort_unstable();
    Ok(sent)
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    fn exchange(&mut self, request: &[u8]) -> anyhow::Result<&[u8]> {
        self.stream.write_all(request)?;
        self.buffer.clear();
        loop {
            let mut chunk = [0; 16 * 1024];
            let read = self.stream.read(&mut chunk)?;
            ensure!(read > 0, "the gateway has closed the connection");
            self.buffer.extend_from_slice(&chunk[..read]);
            if let Some((head, length)) = head(&self.buffer)?
                && self.buffer.len() >= head + length
            {
                return Ok(&self.buffer[head..head + length]);
            }
        }
    }
}

/// The lengths of head and body of a message, once its head is there.
pub(super) fn head(bytes: &[u8]) -> anyhow::Result<Option<(usize, usize)>> {
    let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else { return Ok(None) };
    let text = std::str::from_utf8(&bytes[..end]).context("a head that is not text")?;
    let length = text.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    Ok(Some((end + 4, length.context("a message without content-length")?)))
}

fn check(body: &[u8]) -> anyhow::Result<()> {
    let start = &body[..body.len().min(120)];
    let done = start.windows(14).any(|w| w == br#""code":"10000""#);
    if !done || !body.windows(8).any(|w| w == br#","sign":"#) {
        bail!("an answer is not a signed 10000: {}", String::from_utf8_lossy(body));
    }
    Ok(())
}

/// Verifies the signature of an answer over the bytes of its node.
pub(super) fn verify(body: &[u8], platform: &PublicKey) -> anyhow::Result<()> {
    let text = std::str::from_utf8(body)?;
    let (rest, sign) = text.rsplit_once(r#","sign":""#).context("an answer without a signature")?;
    let sign = sign.strip_suffix("\"}").context("an answer with more behind its signature")?;
    let node = rest.split_once(':').context("an answer without a node")?.1;
    platform.verify(SignType::Rsa2, node.as_bytes(), &sign.replace("\\/", "/"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tael_wire::sign::{PrivateKey, Signer};

    #[test]
    fn answers_are_judged() {
        let key = PrivateKey::generate(2048).unwrap();
        let node = r#"{"code":"10000","msg":"Success"}"#;
        let sign = Signer::new(&key).unwrap().sign(SignType::Rsa2, node.as_bytes()).unwrap();
        let body = format!(r#"{{"alipay_trade_query_response":{node},"sign":"{sign}"}}"#);
        check(body.as_bytes()).unwrap();
        verify(body.as_bytes(), key.public_key()).unwrap();
        let other = body.replace("Success", "success");
        assert!(verify(other.as_bytes(), key.public_key()).is_err());
        for wrong in [body.replace("10000", "40004"), body.replace("\"sign\"", "\"sing\""), String::new()] {
            assert!(check(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn heads_are_read() {
        assert_eq!(head(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsucc").unwrap(), Some((38, 7)));
        assert_eq!(head(b"HTTP/1.1 200 OK\r\nContent-Le").unwrap(), None);
        assert!(head(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
        assert!(head(b"HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n").is_err());
    }

    #[test]
    fn quantiles_are_of_the_sorted_times() {
        let sent = |micros| Sent { seconds: 1.0, micros, kept: Vec::new() };
        let hundred = sent((1..=100).collect());
        assert_eq!((hundred.quantile(0.5), hundred.quantile(0.99), hundred.quantile(1.0)), (51, 100, 100));
        assert_eq!(sent(Vec::new()).quantile(0.5), 0);
    }
}
