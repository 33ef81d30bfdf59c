//! A merchant's end of notifications: accepts each, answers `success`, keeps one of a hundred to verify.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tael_wire::sign::{PublicKey, SignType};
use tael_wire::v2::canonical;
use tael_wire::v2::parse::{ParseOptions, RawRequest};

use super::load::head;

/// Of so many notifications one is kept.
const KEPT: usize = 100;

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 7\r\n\r\nsuccess";

#[derive(Default)]
struct Received {
    count: AtomicUsize,
    kept: Mutex<Vec<Vec<u8>>>,
}

/// Receives notifications until the process ends.
pub(super) struct Receiver {
    address: SocketAddr,
    received: Arc<Received>,
}

impl Receiver {
    /// Listens on a free port of this machine.
    pub(super) fn start() -> anyhow::Result<Receiver> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let received = Arc::<Received>::default();
        let theirs = Arc::clone(&received);
        std::thread::Builder::new().name("merchant".into()).spawn(move || {
            for stream in listener.incoming().flatten() {
                let received = Arc::clone(&theirs);
                // a connection that ends badly is noticed by the count
                std::thread::spawn(move || drop(serve(stream, &received)));
            }
        })?;
        Ok(Receiver { address, received })
    }

    /// Where notifications are to be sent.
    pub(super) fn url(&self) -> String {
        format!("http://{}/notify", self.address)
    }

    /// How many have come.
    pub(super) fn count(&self) -> usize {
        self.received.count.load(Ordering::Acquire)
    }

    /// Waits until so many have come.
    pub(super) fn wait_for(&self, count: usize, patience: Duration) -> anyhow::Result<()> {
        let start = Instant::now();
        while self.count() < count {
            ensure!(
                start.elapsed() < patience,
                "only {} of {count} notifications came within {patience:?}",
                self.count()
            );
            std::thread::sleep(Duration::from_millis(2));
        }
        ensure!(self.count() == count, "{} notifications came instead of {count}", self.count());
        Ok(())
    }

    /// Verifies what was kept with the platform's key; how many that were.
    pub(super) fn verify(&self, platform: &PublicKey) -> anyhow::Result<usize> {
        let kept = std::mem::take(&mut *self.received.kept.lock().unwrap_or_else(PoisonError::into_inner));
        for form in &kept {
            verify(form, platform)?;
        }
        Ok(kept.len())
    }
}

fn verify(form: &[u8], platform: &PublicKey) -> anyhow::Result<()> {
    let content_type = Some("application/x-www-form-urlencoded; charset=utf-8");
    let request = RawRequest::parse(None, content_type, form, &ParseOptions::default())?;
    let sign = request.get("sign").context("a notification without a signature")?;
    ensure!(request.get("trade_status") == Some("TRADE_SUCCESS"), "a notification of something else");
    platform.verify(SignType::Rsa2, &canonical::notification_string(&request), sign)?;
    Ok(())
}

fn serve(mut stream: TcpStream, received: &Received) -> anyhow::Result<()> {
    stream.set_nodelay(true)?;
    let (mut buffer, mut chunk) = (Vec::new(), [0; 16 * 1024]);
    loop {
        let read = stream.read(&mut chunk)?;
        if read == 0 {
            return Ok(());
        }
        buffer.extend_from_slice(&chunk[..read]);
        while let Some((head, length)) = head(&buffer)?
            && buffer.len() >= head + length
        {
            let number = received.count.fetch_add(1, Ordering::AcqRel);
            if number.is_multiple_of(KEPT) {
                let form = buffer[head..head + length].to_vec();
                received.kept.lock().unwrap_or_else(PoisonError::into_inner).push(form);
            }
            buffer.drain(..head + length);
            stream.write_all(ANSWER)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tael_wire::charset::Charset;
    use tael_wire::sign::{PrivateKey, Signer};
    use tael_wire::v2::notify::Notification;

    #[test]
    fn notifications_are_counted_and_verified() {
        let key = PrivateKey::generate(2048).unwrap();
        let mut message = Notification::new(Charset::Utf8);
        message.set("trade_status", "TRADE_SUCCESS").set("subject", "苹果 &");
        let form = message.sign(SignType::Rsa2, &Signer::new(&key).unwrap()).unwrap().to_form();

        let receiver = Receiver::start().unwrap();
        let mut stream = TcpStream::connect(receiver.address).unwrap();
        for _ in 0..2 {
            write!(stream, "POST /notify HTTP/1.1\r\nContent-Length: {}\r\n\r\n{form}", form.len()).unwrap();
            let mut answer = vec![0; ANSWER.len()];
            stream.read_exact(&mut answer).unwrap();
            assert_eq!(answer, ANSWER);
        }
        receiver.wait_for(2, Duration::ZERO).unwrap();
        assert!(
            receiver.wait_for(1, Duration::ZERO).is_err() && receiver.wait_for(3, Duration::ZERO).is_err()
        );
        assert_eq!(receiver.verify(key.public_key()).unwrap(), 1);
        assert!(verify(form.replace("SUCCESS", "CLOSED").as_bytes(), key.public_key()).is_err());
        assert!(verify(form.replace("%26", "%27").as_bytes(), key.public_key()).is_err());
    }
}
