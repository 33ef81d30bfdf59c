//! A merchant's address for notifications: takes each delivery and answers as the test says.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver as Inbox};
use std::time::Duration;

use tael_wire::v2::parse::{ParseOptions, RawRequest};
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Longer than anything takes that comes at all.
const PATIENCE: Duration = Duration::from_secs(60);

/// A delivery as it arrived.
#[derive(Debug)]
pub(crate) struct Delivery {
    /// Its Content-Type.
    pub(crate) content_type: String,
    /// Its body.
    pub(crate) body: Vec<u8>,
    form: RawRequest,
}

impl std::ops::Deref for Delivery {
    type Target = RawRequest;

    fn deref(&self) -> &RawRequest {
        &self.form
    }
}

/// A receiver of notifications on the loopback address. Its thread ends with the test's process.
pub(crate) struct Receiver {
    url: String,
    inbox: Inbox<Delivery>,
}

impl Receiver {
    /// A receiver that answers its deliveries with these bodies in turn, the last one for ever.
    pub(crate) fn answering(bodies: &[&str]) -> Receiver {
        Receiver::start("http://127.0.0.1", bodies, take)
    }

    /// A receiver at https://localhost that confirms every delivery.
    pub(crate) fn over_tls(config: ServerConfig) -> Receiver {
        let config = Arc::new(config);
        Receiver::start("https://localhost", &["success"], move |stream, body| {
            let tls = ServerConnection::new(Arc::clone(&config)).map_err(std::io::Error::other)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            let mut stream = StreamOwned::new(tls, stream);
            let delivery = exchange(&mut stream, body)?;
            stream.conn.send_close_notify();
            stream.flush()?;
            Ok(delivery)
        })
    }

    fn start(
        origin: &str,
        bodies: &[&str],
        take: impl Fn(TcpStream, &str) -> std::io::Result<Delivery> + Send + 'static,
    ) -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("{origin}:{}/notify", listener.local_addr().expect("an address").port());
        let (told, inbox) = mpsc::channel();
        let bodies: Vec<String> = bodies.iter().map(|&b| b.to_owned()).collect();
        std::thread::spawn(move || {
            for (n, stream) in listener.incoming().enumerate() {
                let body = &bodies[n.min(bodies.len() - 1)];
                let taken = stream.and_then(|stream| take(stream, body));
                if taken.is_ok_and(|request| told.send(request).is_err()) {
                    return;
                }
            }
        });
        Receiver { url, inbox }
    }

    /// The address.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The next delivery; waits for it.
    #[track_caller]
    pub(crate) fn next(&self) -> Delivery {
        self.inbox.recv_timeout(PATIENCE).expect("a delivery comes")
    }

    /// A delivery that is there already.
    pub(crate) fn try_next(&self) -> Option<Delivery> {
        self.inbox.try_recv().ok()
    }
}

fn take(mut stream: TcpStream, answer: &str) -> std::io::Result<Delivery> {
    stream.set_read_timeout(Some(PATIENCE))?;
    exchange(&mut stream, answer)
}

fn exchange(stream: &mut (impl Read + Write), answer: &str) -> std::io::Result<Delivery> {
    let mut reader = BufReader::new(&mut *stream);
    let (mut length, mut content_type) = (0, None);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            if line.trim_end().is_empty() {
                break;
            }
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().map_err(std::io::Error::other)?,
            "content-type" => content_type = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", answer.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(answer.as_bytes())?;
    let form = RawRequest::parse(None, content_type.as_deref(), &body, &ParseOptions::default());
    Ok(Delivery {
        content_type: content_type.unwrap_or_default(),
        body,
        form: form.map_err(std::io::Error::other)?,
    })
}
