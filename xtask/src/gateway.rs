//! The gateway under test: started on fresh data, awaited by its own line, stopped by SIGTERM, audited.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::command::{Running, run_bounded};

/// How long the gateway may take to be ready, keys of a first start included.
const READY_LIMIT: Duration = Duration::from_secs(60);
/// How long it may take to drain after SIGTERM.
const STOP_LIMIT: Duration = Duration::from_secs(30);
/// How many lines of its log a failure shows.
const LOG_TAIL: usize = 30;
/// How long the audit of a suite's few trades may take.
const AUDIT_LIMIT: Duration = Duration::from_secs(60);

/// A running `tael dev`; killed when dropped without [`Gateway::stop`].
#[derive(Debug)]
pub(crate) struct Gateway {
    running: Running,
    log: PathBuf,
}

impl Gateway {
    /// Starts `tael dev --listen LISTEN --data DATA` on empty data and waits until it says that it is ready.
    ///
    /// # Errors
    /// When it cannot be started, ends early, or says nothing in time; its log is part of the error.
    pub(crate) fn start(tael: &Path, listen: &str, data: &Path) -> Result<Self> {
        if data.exists() {
            fs::remove_dir_all(data).with_context(|| format!("cannot empty {}", data.display()))?;
        }
        Self::start_again(tael, listen, data, None)
    }

    /// The same on the data that is there; `crash_at` (`point:count`) is where it shall kill itself.
    pub(crate) fn start_again(
        tael: &Path,
        listen: &str,
        data: &Path,
        crash_at: Option<&str>,
    ) -> Result<Self> {
        fs::create_dir_all(data).with_context(|| format!("cannot make {}", data.display()))?;
        let log = data.with_extension("log");
        let stderr = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut command = Command::new(tael);
        command.args(["dev", "--listen", listen, "--data"]).arg(data);
        if let Some(point) = crash_at {
            command.env("TAEL_CRASH_AT", point);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(stderr);
        let mut child = command.spawn().context("cannot start the gateway")?;
        let stdout = child.stdout.take().context("stdout was not piped")?;
        let gateway = Self { running: Running::new("the gateway", child), log };
        gateway.await_ready(stdout)?;
        Ok(gateway)
    }

    /// The last lines that the gateway wrote on stderr, and where the rest is.
    pub(crate) fn log_tail(&self) -> String {
        let text = self.log_text();
        let lines: Vec<&str> = text.lines().collect();
        let tail = lines[lines.len().saturating_sub(LOG_TAIL)..].join("\n");
        format!("the gateway's log, {}, ends with:\n{tail}", self.log.display())
    }

    /// Asks the gateway to drain and demands that it ends with 0.
    pub(crate) fn stop(mut self) -> Result<()> {
        if let Some(status) = self.running.ended() {
            bail!("the gateway ended by itself with {status}; {}", self.log_tail());
        }
        self.running.signal("TERM")?;
        let status = self.running.wait(STOP_LIMIT)?;
        ensure!(status.success(), "the gateway ended with {status} after SIGTERM; {}", self.log_tail());
        Ok(())
    }

    /// Kills the gateway with SIGKILL.
    pub(crate) fn kill(&mut self) -> Result<()> {
        self.running.signal("KILL")
    }

    /// Waits until the gateway has died; true where SIGKILL ended it.
    pub(crate) fn died(&mut self) -> Result<bool> {
        use std::os::unix::process::ExitStatusExt;
        Ok(self.running.wait(STOP_LIMIT)?.signal() == Some(9))
    }

    fn await_ready(&self, stdout: ChildStdout) -> Result<()> {
        let (sender, ready) = mpsc::channel();
        thread::spawn(move || follow(stdout, &sender));
        if ready.recv_timeout(READY_LIMIT).is_err() {
            bail!("the gateway did not say `tael: ready`; {}", self.log_tail());
        }
        Ok(())
    }

    fn log_text(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_else(|error| format!("(its log cannot be read: {error})"))
    }
}

/// Reads stdout to its end, so that the gateway never waits for its reader, and tells of the ready line.
fn follow(stdout: ChildStdout, ready: &Sender<()>) {
    for line in BufReader::new(stdout).lines() {
        match line {
            // the receiver is gone once the first such line was taken
            Ok(line) if line.contains("ready") => drop(ready.send(())),
            Ok(_) => {}
            Err(_) => return,
        }
    }
}

/// Demands that `tael audit` finds the books of `data` in order.
pub(crate) fn audit(tael: &Path, data: &Path) -> Result<()> {
    let mut command = Command::new(tael);
    command.args(["audit", "--data"]).arg(data);
    run_bounded(&mut command, AUDIT_LIMIT, &data.with_extension("audit.log")).context("the audit failed")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("tael-xtask-{name}-{}", std::process::id()))
    }

    #[test]
    fn a_program_that_ends_at_once_is_no_gateway() {
        let data = data("early");
        let error = Gateway::start(Path::new("false"), "127.0.0.1:0", &data).expect_err("it never was ready");
        assert!(error.to_string().contains("did not say"), "{error}");
        fs::remove_dir_all(&data).expect("the data was made");
        fs::remove_file(data.with_extension("log")).expect("the log was made");
    }

    #[test]
    fn the_ready_line_is_found_and_a_bad_end_is_told() {
        let data = data("ready");
        let program = data.with_extension("sh");
        // written by another process: a file that this one holds open for writing cannot be run
        let text = "#!/bin/sh\\necho tael: ready\\nexec tail -f /dev/null\\n";
        let write = format!("printf '{text}' > {0} && chmod +x {0}", program.display());
        let written = Command::new("sh").args(["-c", &write]).status().expect("a shell");
        assert!(written.success());
        let gateway = Gateway::start(&program, "127.0.0.1:0", &data).expect("it said the word");
        let error = gateway.stop().expect_err("it does not drain, the signal ends it");
        assert!(error.to_string().contains("after SIGTERM"), "{error}");
        fs::remove_dir_all(&data).expect("the data was made");
        fs::remove_file(data.with_extension("log")).expect("the log was made");
        fs::remove_file(program).expect("the program was made");
    }

    #[test]
    fn a_failed_audit_fails() {
        let data = data("audit");
        assert!(audit(Path::new("false"), &data).is_err());
        audit(Path::new("true"), &data).expect("`true` finds nothing");
        fs::remove_file(data.with_extension("audit.log")).expect("the log was made");
    }
}
