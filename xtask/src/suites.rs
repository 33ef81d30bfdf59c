//! `cargo xtask test`: all tests, with their set-up.

use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args as ClapArgs;

use crate::crash;
use crate::root;
use crate::sdk::{self, Suite, Verdict};

/// What to run.
#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// Only these SDK suites (node, python, java, go); all where none is named.
    #[arg(long = "sdk", value_name = "SUITE")]
    sdks: Vec<String>,
    /// Leave the Rust tests out.
    #[arg(long)]
    no_rust: bool,
    /// Leave the crash rounds out.
    #[arg(long)]
    no_crash: bool,
    /// Leave the SDK suites out.
    #[arg(long)]
    no_sdk: bool,
}

/// Crash rounds of a test run.
const CRASH_ROUNDS: u32 = 20;

/// Runs everything that was asked for; the first failing part ends it.
pub(crate) fn run(args: &Args) -> Result<()> {
    if !args.no_rust {
        cargo(&["test", "--workspace"])?;
    }
    cargo(&["build", "--package", "tael"])?;
    if !args.no_crash {
        crash::run(&crash::Args::rounds(CRASH_ROUNDS))?;
    }
    if !args.no_sdk {
        sdks(&args.sdks)?;
    }
    Ok(())
}

fn sdks(named: &[String]) -> Result<()> {
    let mut options = sdk::Options::all(root().canonicalize()?, debug_binary()?);
    if !named.is_empty() {
        let known =
            |name: &String| Suite::named(name).with_context(|| format!("there is no SDK suite {name:?}"));
        options.suites = named.iter().map(known).collect::<Result<_>>()?;
    }
    let results = sdk::run(&options)?;
    let (mut passed, mut skipped, mut failed) = (0, 0, Vec::new());
    for result in &results {
        println!("{} ({:.1} s)", result.suite.name(), result.elapsed.as_secs_f64());
        match &result.verdict {
            Verdict::Passed(_) => passed += 1,
            Verdict::Skipped(_) => skipped += 1,
            Verdict::Failed(_) => failed.push(result.suite.name()),
        }
    }
    println!("sdk: {passed} passed, {} failed, {skipped} skipped", failed.len());
    if results.iter().any(sdk::SuiteResult::failed) {
        bail!("SDK suites failed: {}", failed.join(", "));
    }
    Ok(())
}

/// The gateway as `cargo build` made it.
pub(crate) fn debug_binary() -> Result<std::path::PathBuf> {
    Ok(target_dir()?.join("debug").join("tael"))
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> Result<std::path::PathBuf> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()?;
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?;
    let dir = metadata["target_directory"].as_str().context("cargo metadata names no target directory")?;
    Ok(dir.into())
}

/// Runs cargo in the top of the repository.
pub(crate) fn cargo(args: &[&str]) -> Result<()> {
    println!("$ cargo {}", args.join(" "));
    let status = Command::new(env!("CARGO")).args(args).current_dir(root()).status()?;
    if !status.success() {
        bail!("cargo {} failed", args.join(" "));
    }
    Ok(())
}
