//! The gateway that is measured: this same binary, `tael dev`, in a process of its own.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use serde_json::Value;

/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// The line that a gateway prints when it is ready starts with this.
const READY: &str = "tael: ready on ";

/// A running gateway. Dropping it kills it.
pub(super) struct Gateway {
    child: Child,
    /// demo.json.
    pub(super) demo: Value,
    /// Where it listens.
    pub(super) address: SocketAddr,
    /// From the start of the process to its line that says so.
    pub(super) ready: Duration,
}

impl Gateway {
    /// Starts a gateway on this data directory and waits until it is ready.
    pub(super) fn start(data: &Path) -> anyhow::Result<Gateway> {
        std::fs::create_dir_all(data)?;
        let log = std::fs::File::options().create(true).append(true).open(data.join("stderr.log"))?;
        let begun = Instant::now();
        let mut child = Command::new(std::env::current_exe()?)
            .args(["dev", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .context("the gateway cannot be started")?;
        let stdout = BufReader::new(child.stdout.take().context("its output is a pipe")?);
        let (told, ready) = mpsc::channel();
        // reads on after the line, so that the process never writes into a closed pipe
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if let Some(url) = line.strip_prefix(READY) {
                    let _ = told.send((url.to_owned(), begun.elapsed()));
                }
            }
        });
        let told = ready.recv_timeout(PATIENCE);
        let mut gateway =
            Gateway { child, demo: Value::Null, address: ([127, 0, 0, 1], 0).into(), ready: Duration::ZERO };
        let Ok((url, took)) = told else {
            let log = std::fs::read_to_string(data.join("stderr.log")).unwrap_or_default();
            bail!("the gateway did not start:\n{log}");
        };
        let host = url.trim_start_matches("http://").split('/').next().unwrap_or_default();
        gateway.address = host.parse().with_context(|| format!("no address: {url}"))?;
        gateway.ready = took;
        gateway.demo = serde_json::from_str(&std::fs::read_to_string(data.join("demo.json"))?)?;
        Ok(gateway)
    }

    /// The number of the process.
    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// A text of demo.json by its JSON pointer.
    pub(super) fn demo_text(&self, pointer: &str) -> anyhow::Result<&str> {
        self.demo
            .pointer(pointer)
            .and_then(Value::as_str)
            .with_context(|| format!("demo.json has no {pointer}"))
    }

    /// Stops it as an operator does.
    pub(super) fn stop(mut self) -> anyhow::Result<()> {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        ensure!(sent.success(), "SIGTERM cannot be sent");
        let status = self.child.wait()?;
        ensure!(status.success(), "the gateway ended with {status}");
        Ok(())
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
