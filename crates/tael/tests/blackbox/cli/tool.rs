//! Running the binary: a command to its end, or a node until it is stopped.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// What a command left behind.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) code: i32,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Ended {
    /// The output of a command that is to succeed.
    #[track_caller]
    pub(super) fn ok(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.stdout
    }

    /// The JSON document of a command that is to succeed.
    #[track_caller]
    pub(super) fn json(self) -> Value {
        let text = self.ok();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("not JSON ({error}): {text}"))
    }

    /// Asserts the exit code, and that the complaint holds this.
    #[track_caller]
    pub(super) fn fails(self, code: i32, complaint: &str) {
        assert_eq!(self.code, code, "{self:?}");
        assert!(self.stderr.contains(complaint), "{complaint:?} is not in {self:?}");
    }
}

/// A command in English, without what the surrounding environment says.
pub(super) fn command(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tael"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "RUST_LOG", "TAEL_CONTROL_TOKEN"] {
        command.env_remove(name);
    }
    command.args(args).arg("--data").arg(data).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(super) fn tael(data: &Path, args: &[&str]) -> Ended {
    ended(command(data, args))
}

/// Runs a command to its end.
pub(super) fn ended(mut command: Command) -> Ended {
    let output = command.output().expect("the binary runs");
    Ended {
        code: output.status.code().expect("it exits"),
        stdout: String::from_utf8(output.stdout).expect("utf-8"),
        stderr: String::from_utf8(output.stderr).expect("utf-8"),
    }
}

/// A directory of its own, gone when dropped. It does not exist yet.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new() -> Scratch {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{}-{n}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Scratch(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// The path of a file in it; the directory is made.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        std::fs::create_dir_all(&self.0).expect("a directory");
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A node of which a test reads what it prints.
pub(super) struct Node {
    child: Child,
    /// What it printed, the ready line included.
    pub(super) said: String,
    /// Its URL.
    pub(super) endpoint: String,
}

impl Node {
    /// Starts `dev` or `serve` on a free port and waits for its ready line; what it printed where none came.
    pub(super) fn start(data: &Path, args: &[&str]) -> Result<Node, Ended> {
        let mut command = command(data, args);
        command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let (mut said, mut endpoint) = (String::new(), None);
        while endpoint.is_none() {
            let mut line = String::new();
            if stdout.read_line(&mut line).expect("utf-8") == 0 {
                let mut stderr = String::new();
                let mut pipe = child.stderr.take().expect("a pipe");
                std::io::Read::read_to_string(&mut pipe, &mut stderr).expect("utf-8");
                let code = child.wait().expect("it ends").code().expect("it exits");
                return Err(Ended { code, stdout: said, stderr });
            }
            endpoint = line.strip_prefix("tael: ready on ").map(|url| url.trim().replace("/gateway.do", ""));
            said.push_str(&line);
        }
        Ok(Node { child, said, endpoint: endpoint.expect("the loop ends with one") })
    }

    /// Stops it as an operator does; what it logged.
    pub(super) fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs").success());
        let mut stderr = String::new();
        let mut pipe = self.child.stderr.take().expect("a pipe");
        std::io::Read::read_to_string(&mut pipe, &mut stderr).expect("utf-8");
        assert!(self.child.wait().expect("it ends").success(), "{stderr}");
        stderr
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
