//! The purchases of real clients: unmodified Alipay SDKs in four languages against a running gateway.
//!
//! Each suite lives under `tests/sdk/<name>` and gets the path of a `demo.json` in `TAEL_DEMO`. Everything that is
//! installed or built goes to `target/sdk`; the source tree stays as it is. After each suite the gateway must end
//! by SIGTERM with exit code 0 and `tael audit` must find the books in order.

mod suite;

use std::env;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

pub(crate) use self::suite::Suite;
use crate::command::run_bounded;
use crate::gateway::{self, Gateway};

/// How long one suite may take; its own waits are far shorter.
const SUITE_LIMIT: Duration = Duration::from_secs(300);

/// What to run, and with which gateway.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// The root of the workspace, which holds `tests/sdk`.
    pub(crate) root: PathBuf,
    /// The binary `tael` under test.
    pub(crate) tael: PathBuf,
    /// The suites to run, in this order.
    pub(crate) suites: Vec<Suite>,
    /// True where a suite that cannot run is a failure and not merely skipped.
    pub(crate) ci: bool,
}

impl Options {
    /// All suites of the workspace at `root` with the binary `tael`; `CI=true` in the environment demands all of them.
    pub(crate) fn all(root: impl Into<PathBuf>, tael: impl Into<PathBuf>) -> Self {
        let ci = env::var("CI").is_ok_and(|value| value == "true");
        let suites = Suite::ALL.to_vec();
        Self { root: root.into(), tael: tael.into(), suites, ci }
    }
}

/// How a suite ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All its checks passed, the gateway drained, the audit agreed. Holds the number of checks.
    Passed(u32),
    /// It was not run, for this reason.
    Skipped(String),
    /// It failed, for this reason; what it printed is part of it.
    Failed(String),
}

/// One suite and how it ended.
#[derive(Debug, Clone)]
pub(crate) struct SuiteResult {
    /// Which suite.
    pub(crate) suite: Suite,
    /// How it ended.
    pub(crate) verdict: Verdict,
    /// Wall time of set-up and run.
    pub(crate) elapsed: Duration,
}

impl SuiteResult {
    /// True when the suite counts against the whole run.
    pub(crate) fn failed(&self) -> bool {
        matches!(self.verdict, Verdict::Failed(_))
    }
}

/// Runs the suites one after another, prints a line for each as it ends, and gives all results.
///
/// # Errors
/// Only when nothing can be run at all: the workspace or the binary is missing, or `target/sdk` cannot be made. What a
/// suite does wrong is its verdict.
pub(crate) fn run(options: &Options) -> Result<Vec<SuiteResult>> {
    let root =
        options.root.canonicalize().with_context(|| format!("no workspace at {}", options.root.display()))?;
    let tael =
        options.tael.canonicalize().with_context(|| format!("no binary at {}", options.tael.display()))?;
    ensure!(root.join("tests/sdk").is_dir(), "{} has no tests/sdk", root.display());
    let out = root.join("target/sdk");
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    let place = Place { root, tael, out };

    let mut results = Vec::new();
    for &suite in &options.suites {
        let start = Instant::now();
        let verdict = place.verdict(suite, options.ci);
        let result = SuiteResult { suite, verdict, elapsed: start.elapsed() };
        report(&result);
        results.push(result);
    }
    Ok(results)
}

fn report(result: &SuiteResult) {
    let name = result.suite.sdk();
    let seconds = result.elapsed.as_secs_f64();
    match &result.verdict {
        Verdict::Passed(checks) => println!("sdk: {name}: {checks} checks passed in {seconds:.1} s"),
        Verdict::Skipped(reason) => println!("sdk: {name}: SKIPPED: {reason}"),
        Verdict::Failed(reason) => println!("sdk: {name}: FAILED in {seconds:.1} s: {reason}"),
    }
}

/// Where things are; all paths absolute.
struct Place {
    root: PathBuf,
    tael: PathBuf,
    out: PathBuf,
}

impl Place {
    fn verdict(&self, suite: Suite, ci: bool) -> Verdict {
        if let Some(reason) = suite.obstacle() {
            return if ci { Verdict::Failed(reason) } else { Verdict::Skipped(reason) };
        }
        match self.purchase(suite) {
            Ok(checks) => Verdict::Passed(checks),
            Err(error) => Verdict::Failed(format!("{error:#}")),
        }
    }

    /// Installs, starts the gateway, runs the suite, stops the gateway, audits; gives the number of checks.
    fn purchase(&self, suite: Suite) -> Result<u32> {
        let source = self.root.join("tests/sdk").join(suite.name());
        let built = self.out.join(suite.name());
        let mut client = suite.install(&source, &built).context("the set-up failed")?;

        let data = self.out.join(format!("data-{}", suite.name()));
        let gateway = Gateway::start(&self.tael, suite.listen(), &data)?;
        client.env("TAEL_DEMO", data.join("demo.json"));
        let ran = run_bounded(&mut client, SUITE_LIMIT, &built.join("suite.log")).and_then(|ran| {
            closing_line(&ran.output).with_context(|| format!("{}\n{}", ran.status, ran.output))
        });
        let checks =
            ran.map_err(|error| error.context(format!("{}\nthe suite failed", gateway.log_tail())))?;
        gateway.stop()?;
        gateway::audit(&self.tael, &data)?;
        Ok(checks)
    }
}

/// Reads `N passed, N failed`, the last line of every suite; an error unless something passed and nothing failed.
fn closing_line(output: &str) -> Result<u32> {
    let numbers = output.lines().rev().find_map(|line| {
        let (passed, rest) = line.trim().split_once(" passed, ")?;
        let failed = rest.strip_suffix(" failed")?;
        Some((passed.parse::<u32>().ok()?, failed.parse::<u32>().ok()?))
    });
    let (passed, failed) = numbers.context("the suite ended without its closing line")?;
    ensure!(failed == 0, "{failed} checks failed");
    ensure!(passed > 0, "the suite checked nothing");
    Ok(passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_decides() {
        assert_eq!(closing_line("ok - a\nok - b\n2 passed, 0 failed\n").expect("two passed"), 2);
        for output in ["", "ok - a\n", "1 passed, 1 failed\n", "0 passed, 0 failed\n", "x passed, 0 failed\n"]
        {
            assert!(closing_line(output).is_err(), "{output:?}");
        }
    }

    #[test]
    fn a_missing_binary_is_an_error() {
        let options = Options::all(".", "no/such/tael");
        assert!(run(&options).is_err());
    }

    #[test]
    fn every_suite_is_listed_once() {
        let mut names: Vec<_> = Suite::ALL.iter().map(|suite| suite.name()).collect();
        names.sort_unstable();
        assert_eq!(names, ["go", "java", "node", "python"]);
    }
}
