//! Running programs with an end to the patience.

use std::fs::{self, File};
use std::io::{Error, ErrorKind};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// How long a program that is already gone may take to be reaped.
const REAP_LIMIT: Duration = Duration::from_secs(10);

/// A program that was started; it is reaped by a thread of its own and killed when dropped alive.
#[derive(Debug)]
pub(crate) struct Running {
    name: String,
    pid: u32,
    reaped: Receiver<std::io::Result<ExitStatus>>,
    status: Option<ExitStatus>,
}

impl Running {
    /// Takes over a child whose pipes, if any, have been taken.
    pub(crate) fn new(name: impl Into<String>, mut child: Child) -> Self {
        let pid = child.id();
        let (sender, reaped) = mpsc::channel();
        thread::spawn(move || sender.send(child.wait()));
        Self { name: name.into(), pid, reaped, status: None }
    }

    /// Waits for the end; an error when it does not come within `limit`.
    pub(crate) fn wait(&mut self, limit: Duration) -> Result<ExitStatus> {
        if let Some(status) = self.status {
            return Ok(status);
        }
        match self.reaped.recv_timeout(limit) {
            Ok(status) => {
                let status = status.with_context(|| format!("cannot wait for {}", self.name))?;
                self.status = Some(status);
                Ok(status)
            }
            Err(RecvTimeoutError::Timeout) => bail!("{} did not end within {} s", self.name, limit.as_secs()),
            Err(RecvTimeoutError::Disconnected) => bail!("the end of {} was lost", self.name),
        }
    }

    /// Says how the program ended, if it is known to have ended.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.wait(Duration::ZERO).ok()
    }

    /// Sends a signal by name, unless the program has ended.
    pub(crate) fn signal(&mut self, signal: &str) -> Result<()> {
        if self.ended().is_some() {
            return Ok(());
        }
        // the shell's own kill: no unsafe code, and no program that a small image may lack
        let status = Command::new("sh").arg("-c").arg(format!("kill -{signal} {}", self.pid)).status()?;
        if !status.success() {
            // it ended in between, or it cannot be reached
            self.wait(REAP_LIMIT).with_context(|| format!("cannot send SIG{signal} to {}", self.name))?;
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.status.is_none() && self.signal("KILL").is_ok() {
            // nothing can be done here about a process that outlives SIGKILL
            let _ = self.wait(REAP_LIMIT);
        }
    }
}

/// How a program ended, and what it wrote on stdout and stderr.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: ExitStatus,
    pub(crate) output: String,
}

/// Runs a program to its end; its output goes to the file `log` and is given back.
///
/// # Errors
/// When it cannot be started, does not end within `limit`, or ends with another code than 0; the output is named.
pub(crate) fn run_bounded(command: &mut Command, limit: Duration, log: &Path) -> Result<Ran> {
    let name = command.get_program().to_string_lossy().into_owned();
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let child = command.spawn().with_context(|| format!("cannot start {name}"))?;
    let ended = Running::new(&name, child).wait(limit);
    let bytes = fs::read(log).with_context(|| format!("cannot read {}", log.display()))?;
    let output = String::from_utf8_lossy(&bytes).into_owned();
    let status = ended.with_context(|| output.clone())?;
    if !status.success() {
        bail!("{name} ended with {status}:\n{output}");
    }
    Ok(Ran { status, output })
}

/// Says why `program` cannot be used, or nothing when `arguments` make it end with 0.
pub(crate) fn missing(program: &str, arguments: &[&str]) -> Option<String> {
    let ran = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    match ran {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(format!("`{program} {}` ended with {}", arguments.join(" "), output.status)),
        Err(error) => Some(unusable(program, &error)),
    }
}

fn unusable(program: &str, error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => format!("{program} is not installed"),
        _ => format!("{program} cannot be started: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_tool_is_named() {
        let reason = missing("tael-no-such-tool", &["--version"]).expect("there is no such tool");
        assert_eq!(reason, "tael-no-such-tool is not installed");
        assert_eq!(missing("sh", &["-c", "exit 0"]), None);
        assert!(missing("sh", &["-c", "exit 3"]).is_some());
    }

    #[test]
    fn output_and_exit_code_are_reported() {
        let log = std::env::temp_dir().join(format!("tael-xtask-{}.log", std::process::id()));
        let limit = Duration::from_secs(20);
        let mut good = Command::new("sh");
        good.args(["-c", "echo out; echo err >&2"]);
        let ran = run_bounded(&mut good, limit, &log).expect("it ends with 0");
        assert!(ran.output.contains("out") && ran.output.contains("err"));
        let mut bad = Command::new("sh");
        bad.args(["-c", "echo because; exit 3"]);
        let error = format!("{:#}", run_bounded(&mut bad, limit, &log).expect_err("it ends with 3"));
        assert!(error.contains("because"), "{error}");
        fs::remove_file(log).expect("the log exists");
    }

    #[test]
    fn a_program_that_does_not_end_is_killed() {
        // `cat` on a pipe that stays open ends only by a signal
        let child = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn();
        let mut child = child.expect("cat starts");
        let held = child.stdin.take();
        let mut running = Running::new("cat", child);
        assert!(running.wait(Duration::from_millis(1)).is_err());
        running.signal("KILL").expect("it can be killed");
        let status = running.wait(Duration::from_secs(20)).expect("it ended");
        assert!(!status.success());
        drop(held);
    }
}
