//! The merchant's receiver of notifications: confirms each and counts them by trade.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use tael_wire::v2::parse::{ParseOptions, RawRequest};

/// Deliveries by trade number.
type Deliveries = Arc<Mutex<HashMap<String, u32>>>;

/// Receives until the process ends.
pub(super) struct Receiver {
    url: String,
    deliveries: Deliveries,
}

impl Receiver {
    /// Starts on a free port.
    pub(super) fn start() -> Result<Receiver> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}/notify", listener.local_addr()?);
        let deliveries = Deliveries::default();
        let kept = Arc::clone(&deliveries);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                // a delivery that breaks off was not confirmed, and comes again
                std::thread::spawn(move || drop(receive(stream, &kept)));
            }
        });
        Ok(Receiver { url, deliveries })
    }

    /// Where it receives.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// How often a trade was told of.
    pub(super) fn deliveries_of(&self, trade_no: &str) -> u32 {
        self.deliveries.lock().unwrap_or_else(PoisonError::into_inner).get(trade_no).copied().unwrap_or(0)
    }
}

fn receive(stream: TcpStream, kept: &Deliveries) -> Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        let form = "application/x-www-form-urlencoded; charset=utf-8";
        let notification = RawRequest::parse(None, Some(form), &body, &ParseOptions::default())?;
        let trade_no = notification.get("trade_no").unwrap_or_default().to_owned();
        *kept.lock().unwrap_or_else(PoisonError::into_inner).entry(trade_no).or_default() += 1;
        stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nsuccess")?;
    }
}
