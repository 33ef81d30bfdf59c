//! Project automation: `cargo xtask generate | test | crash | check`.

mod check;
mod command;
mod crash;
mod gateway;
mod generate;
mod sdk;
#[expect(unreachable_pub, reason = "it is public in its own crate")]
#[expect(dead_code, reason = "the pages are in English")]
#[path = "../../crates/tael-api/src/states/state.rs"]
mod states;
mod suites;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Project automation of Tael.
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write code and reference pages from `spec/`.
    Generate(generate::Args),
    /// Set up and run all tests: Rust, and the official SDKs against the binary.
    Test(suites::Args),
    /// Kill the gateway under load, at random moments and at named points, and prove that nothing is lost.
    Crash(crash::Args),
    /// Formatting, lints, freshness of generated files, licences and sources of dependencies.
    Check,
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Generate(args) => generate::run(&args),
        Task::Test(args) => suites::run(&args),
        Task::Crash(args) => crash::run(&args),
        Task::Check => check::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The top of the repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}
