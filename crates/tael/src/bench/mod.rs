//! `tael bench`: how much a node of Tael does with a CPU, measured from outside and from inside.
//!
//! CPU time is read from `/proc` and compared with what `openssl speed` does with the same CPU in the same minutes, so
//! that the ratio holds on a machine that others use too; times by the clock do not.

mod engine;
mod gateway;
mod load;
mod machine;
mod proc;
mod process;
mod receiver;
mod report;
mod requests;
mod signatures;
mod steps;
mod world;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

/// What is measured.
#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Signed answers of a gateway in a process of its own, over HTTP: per CPU-second, and how long they take.
    Gateway(gateway::Options),
    /// Durable payments per second without RSA and HTTP, in this process.
    Engine(engine::Options),
}

/// Flags of every benchmark.
#[derive(Clone, Debug, Args)]
pub(crate) struct Common {
    /// How long a run takes.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// Runs of each kind; their median is reported.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Print one JSON document instead of tables.
    #[arg(long)]
    json: bool,
}

/// Runs a benchmark in a directory within the data directory, on the disk that a node would use; it is removed behind it.
///
/// # Errors
/// Where the benchmark cannot be run, or an answer is not what it should be.
pub(crate) fn run(bench: &Bench, data: &Path) -> anyhow::Result<ExitCode> {
    let scratch = Scratch::within(data)?;
    match bench {
        Bench::Gateway(options) => gateway::run(options, &scratch.path)?,
        Bench::Engine(options) => engine::run(options, &scratch.path)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A directory of this process, removed when it is dropped; the one around it too, where it was made for it.
struct Scratch {
    path: PathBuf,
    around: Option<PathBuf>,
}

impl Scratch {
    fn within(data: &Path) -> anyhow::Result<Scratch> {
        let around = (!data.exists()).then(|| data.to_owned());
        let path = data.join(format!("bench-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Scratch { path, around })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
        if let Some(around) = &self.around {
            // not where somebody has put something into it meanwhile
            let _ = std::fs::remove_dir(around);
        }
    }
}

/// Says on standard error what is going on.
fn progress(text: &str) {
    eprintln!("tael bench: {text}");
}
