//! `tael bench engine`: payments decided, committed and made durable, without RSA and HTTP.
//!
//! Each payment is one `alipay.trade.pay`: its request is read and checked, its payment code is used once, its trade,
//! journal, history and counters are written, and only after the commit is it counted. The buyers differ, the merchant
//! is one: a hot one.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::ensure;
use clap::Args;
use serde::Serialize;
use tael_api::method::Call;
use tael_core::id::{UserId, WorldId};
use tael_core::money::Fen;
use tael_server::node::Node;

use super::machine::{self, Machine};
use super::proc::Cpu;
use super::report::{self, Table, decimals, median};
use super::world::{self, PAY, World};
use super::{Common, progress};
use crate::boot;
use crate::config::Config;

/// Buyers that pay in turn.
const BUYERS: usize = 1000;

/// Codes are prepared for so many payments a second; a run that is faster ends before its time.
const RATE_MAX: u64 = 25_000;

/// Flags of `tael bench engine`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    #[command(flatten)]
    common: Common,
    /// Payments in flight, one measurement each.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_values_t = [1, 64, 256])]
    in_flight: Vec<usize>,
    /// Paid trades that are there before, one measurement each, in rising order.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_values_t = [0, 1_000_000])]
    trades: Vec<usize>,
}

/// Everything that was measured.
#[derive(Debug, Serialize)]
struct Report {
    machine: Machine,
    seconds: u64,
    runs: u32,
    results: Vec<Case>,
}

/// One size of the store and number in flight.
#[derive(Debug, Serialize)]
struct Case {
    trades_before: usize,
    in_flight: usize,
    payments_per_second: f64,
    /// CPU of the whole process, in microseconds a payment.
    cpu_micros: f64,
    /// Of which by the committer's thread: decisions and SQLite.
    committer_micros: f64,
    /// Payments of one transaction.
    batch: f64,
    runs: Vec<Run>,
}

#[derive(Debug, Serialize)]
struct Run {
    payments: usize,
    seconds: f64,
    cpu_micros: f64,
    committer_micros: f64,
    batch: f64,
}

/// Measures and prints.
pub(super) fn run(options: &Options, dir: &Path) -> anyhow::Result<()> {
    let mut config = Config::default();
    config.store.data = dir.join("engine");
    config.gateway.listen = ([127, 0, 0, 1], 0).into();
    let running = boot::start(&config, "dev")?;
    let result = measure(options, &running);
    running.stop()?;
    let report = result?;
    match options.common.json {
        true => report::json(&report),
        false => {
            print(&report);
            Ok(())
        }
    }
}

fn measure(options: &Options, running: &boot::Running) -> anyhow::Result<Report> {
    let mut world = World::of(running)?;
    let rich = running.demo.as_ref().and_then(|demo| demo.buyers.first()).map(|b| b.user_id.clone());
    let rich = rich.ok_or_else(|| anyhow::anyhow!("the demo world has no buyers"))?;
    let buyers = world.buyers(&rich, BUYERS, Fen::yuan(1_000_000))?;
    let (mut sizes, mut there, mut results) = (options.trades.clone(), 0, Vec::new());
    sizes.sort_unstable();
    for size in sizes {
        if size > there {
            progress(&format!("preparing {} paid trades", size - there));
            fill(&mut world, &buyers, size - there)?;
            there = size;
        }
        for &in_flight in &options.in_flight {
            results.push(case(options, &mut world, running, &buyers, size, in_flight.max(1))?);
        }
    }
    let Common { seconds, runs, .. } = options.common;
    Ok(Report { machine: machine::this(), seconds, runs, results })
}

fn fill(world: &mut World<'_>, buyers: &[UserId], count: usize) -> anyhow::Result<()> {
    const STEP: usize = 65_536;
    for done in (0..count).step_by(STEP) {
        let codes = world.codes(buyers, STEP.min(count - done))?;
        world.pay(&codes)?;
    }
    Ok(())
}

fn case(
    options: &Options,
    world: &mut World<'_>,
    running: &boot::Running,
    buyers: &[UserId],
    trades_before: usize,
    in_flight: usize,
) -> anyhow::Result<Case> {
    let mut runs = Vec::new();
    let (seconds, mut enough) = (options.common.seconds, options.common.seconds * RATE_MAX);
    for number in 1..=options.common.runs {
        let codes = world.codes(buyers, usize::try_from(enough)?)?;
        let run = one(&running.node, world.call(), codes, in_flight, Duration::from_secs(seconds))?;
        progress(&format!(
            "{trades_before} trades, {in_flight} in flight, run {number}: {:.0}/s",
            run.payments as f64 / run.seconds
        ));
        // what a run has done tells what the next one can do
        enough = (run.payments as u64 * 2).clamp(1_000, seconds * RATE_MAX);
        runs.push(run);
    }
    Ok(Case {
        trades_before,
        in_flight,
        payments_per_second: median(runs.iter().map(|r| r.payments as f64 / r.seconds)),
        cpu_micros: median(runs.iter().map(|r| r.cpu_micros)),
        committer_micros: median(runs.iter().map(|r| r.committer_micros)),
        batch: median(runs.iter().map(|r| r.batch)),
        runs,
    })
}

fn one(
    node: &Arc<Node>,
    call: Call,
    codes: Vec<String>,
    in_flight: usize,
    duration: Duration,
) -> anyhow::Result<Run> {
    let driver = tokio::runtime::Builder::new_current_thread().build()?;
    let counts = |node: &Node| {
        let counts = node.committer.counts();
        (counts.batches.load(Ordering::Relaxed), counts.commands.load(Ordering::Relaxed))
    };
    let (pid, codes, next) = (std::process::id(), Arc::new(codes), Arc::new(AtomicUsize::new(0)));
    let (before, counted, start) = (Cpu::of(pid)?, counts(node), Instant::now());
    let payments = driver.block_on(async {
        let mut payers = tokio::task::JoinSet::new();
        for _ in 0..in_flight {
            let (node, call, codes, next) =
                (Arc::clone(node), call.clone(), Arc::clone(&codes), Arc::clone(&next));
            payers.spawn(async move {
                let mut paid = 0_usize;
                while start.elapsed() < duration {
                    let Some(code) = codes.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                    pay(&node, call.clone(), code).await?;
                    paid += 1;
                }
                anyhow::Ok(paid)
            });
        }
        let mut sum = 0;
        while let Some(paid) = payers.join_next().await {
            sum += paid??;
        }
        anyhow::Ok(sum)
    })?;
    let (seconds, after, now) = (start.elapsed().as_secs_f64(), Cpu::of(pid)?, counts(node));
    ensure!(payments > 0, "nothing was paid");
    let each = |micros: u64| micros as f64 / payments as f64;
    let committer = after.by_thread(&before).get("committer").copied().unwrap_or(0);
    Ok(Run {
        payments,
        seconds,
        cpu_micros: each(after.total - before.total),
        committer_micros: each(committer),
        batch: (now.1 - counted.1) as f64 / (now.0 - counted.0).max(1) as f64,
    })
}

async fn pay(node: &Node, call: Call, code: &str) -> anyhow::Result<()> {
    let request = world::payment(&format!("E{code}"), code).to_string();
    let prepared = world::prepare(PAY, call, &request)?;
    let answer = node.write(WorldId::MAIN, prepared.decide).await?;
    ensure!(answer.code == "10000", "a payment is refused: {}", world::refusal(&answer));
    Ok(())
}

fn print(report: &Report) {
    machine::print(&report.machine);
    println!("Durable payments without RSA and HTTP: median of {} runs of {} s", report.runs, report.seconds);
    let mut table = Table::new(&[
        "trades before",
        "in flight",
        "payments/s",
        "CPU µs each",
        "of which committer",
        "batch",
    ]);
    for case in &report.results {
        table.row(vec![
            case.trades_before.to_string(),
            case.in_flight.to_string(),
            decimals(case.payments_per_second, 0),
            decimals(case.cpu_micros, 1),
            decimals(case.committer_micros, 1),
            decimals(case.batch, 1),
        ]);
    }
    table.print();
}
