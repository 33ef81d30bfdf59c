//! What a signature costs on this CPU: by `openssl speed`, the yardstick that everybody has, and by our own code.

use std::process::{Command, Stdio};

use serde::Serialize;
use tael_wire::sign::{PrivateKey, SignType, Signer};

use super::proc;

/// How long one look takes, in seconds.
const OPENSSL_SECONDS: &str = "3";
const OWN_MICROS: u64 = 1_000_000;

/// RSA-2048 signatures per CPU-second of one thread.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Rates {
    /// `openssl speed rsa2048`; absent where openssl is not installed.
    pub(super) openssl: Option<f64>,
    /// aws-lc in this process.
    pub(super) own: f64,
}

impl Rates {
    /// Microseconds of an own signature.
    pub(super) fn own_micros(&self) -> f64 {
        1e6 / self.own
    }

    /// What lies between two looks.
    pub(super) fn between(a: Rates, b: Rates) -> Rates {
        let openssl = a.openssl.zip(b.openssl).map(|(a, b)| (a + b) / 2.0);
        Rates { openssl, own: (a.own + b.own) / 2.0 }
    }
}

/// The version of openssl, if there is one.
pub(super) fn openssl_version() -> Option<String> {
    let output = Command::new("openssl").arg("version").stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let short = text.split(" (Library").next().unwrap_or_default().trim();
    (!short.is_empty()).then(|| short.to_owned())
}

/// Measures signatures.
pub(super) struct Meter {
    signer: Signer,
    openssl: bool,
}

impl Meter {
    pub(super) fn new() -> anyhow::Result<Meter> {
        Ok(Meter { signer: Signer::new(&PrivateKey::generate(2048)?)?, openssl: openssl_version().is_some() })
    }

    /// A look at both, of about four seconds.
    pub(super) fn look(&self) -> anyhow::Result<Rates> {
        let own = self.own()?;
        let openssl = if self.openssl { Some(openssl()?) } else { None };
        Ok(Rates { openssl, own })
    }

    /// A short look at our own code.
    pub(super) fn own(&self) -> anyhow::Result<f64> {
        let start = proc::own_thread();
        let mut signed = 0_u32;
        loop {
            for _ in 0..32 {
                self.signer.sign(SignType::Rsa2, &signed.to_be_bytes())?;
                signed += 1;
            }
            let spent = proc::own_thread() - start;
            if spent >= OWN_MICROS {
                return Ok(f64::from(signed) * 1e6 / spent as f64);
            }
        }
    }
}

/// It counts the CPU time of its one thread, not the time by the clock.
fn openssl() -> anyhow::Result<f64> {
    let output = Command::new("openssl")
        .args(["speed", "-mr", "-seconds", OPENSSL_SECONDS, "rsa2048"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let rate = parse(&text).filter(|rate| *rate > 0.0);
    rate.ok_or_else(|| anyhow::anyhow!("openssl speed said nothing that can be read: {text:?}"))
}

/// `+F2:index:2048:signatures a second:verifications a second`, of which newer versions have more fields behind.
fn parse(machine_readable: &str) -> Option<f64> {
    let line = machine_readable.lines().find(|line| line.starts_with("+F2:"))?;
    line.split(':').nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_openssl_are_read() {
        let rate = parse("+H:\n+F2:2:2048:1324.137931:46770.370370\n").unwrap();
        assert!((rate - 1324.14).abs() < 0.01);
        for wrong in ["", "+R1:1:2048:3.0", "+F2:2:2048", "+F2:2:2048:x:y"] {
            assert_eq!(parse(wrong), None, "{wrong:?}");
        }
    }
}
