//! The process of a gateway: started on a directory of its own, stopped by SIGTERM, killed when a test fails.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::Duration;

/// How long a gateway may take to start, in seconds. Debug builds on busy machines are slow.
const READY_SECONDS: u64 = 120;

/// The line that a gateway prints when it is ready starts with this.
const READY: &str = "tael: ready on ";

pub(super) struct Process {
    child: Child,
    data: PathBuf,
    command: Vec<String>,
    variables: Vec<(String, String)>,
    keep: bool,
}

impl Process {
    pub(super) fn start(subcommand: &str, flags: &[&str], variables: &[(&str, &str)]) -> Process {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let data =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("gateway-{}-{n}", std::process::id()));
        let _ = std::fs::remove_dir_all(&data);
        let mut command = vec![subcommand.to_owned()];
        command.extend(flags.iter().map(|&f| f.to_owned()));
        let variables = variables.iter().map(|&(n, v)| (n.to_owned(), v.to_owned())).collect();
        Process::run(data, command, variables)
    }

    fn run(data: PathBuf, command: Vec<String>, variables: Vec<(String, String)>) -> Process {
        std::fs::create_dir_all(&data).expect("a data directory");
        let log =
            std::fs::File::options().create(true).append(true).open(data.join("stderr.log")).expect("a log");
        let mut child = Command::new(env!("CARGO_BIN_EXE_tael"))
            .args(&command)
            .args(["--listen", "127.0.0.1:0", "--data"])
            .arg(&data)
            .envs(variables.iter().cloned())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the binary starts");
        let stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
        let process = Process { child, data, command, variables, keep: false };
        let (told, ready) = mpsc::channel();
        // reads on after the line, so that the process never writes into a closed pipe
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if line.starts_with(READY) {
                    let _ = told.send(());
                }
            }
        });
        if ready.recv_timeout(Duration::from_secs(READY_SECONDS)).is_err() {
            panic!("the gateway did not start:\n{}", process.log());
        }
        process
    }

    pub(super) fn restart(mut self) -> Process {
        self.stop();
        self.keep = true;
        Process::run(self.data.clone(), self.command.clone(), self.variables.clone())
    }

    pub(super) fn data(&self) -> &Path {
        &self.data
    }

    /// Sends SIGTERM and waits for the end, which must be a success.
    pub(super) fn stop(&mut self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|s| s.success()), "SIGTERM cannot be sent");
        let status = self.child.wait().expect("the gateway ends");
        assert!(status.success(), "the gateway ended with {status}:\n{}", self.log());
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.data.join("stderr.log")).unwrap_or_default()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("what the gateway logged:\n{}", self.log());
        } else if !self.keep {
            let _ = std::fs::remove_dir_all(&self.data);
        }
    }
}
