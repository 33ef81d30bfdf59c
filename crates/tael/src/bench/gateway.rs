//! `tael bench gateway`: signed answers of a gateway in a process of its own.
//!
//! The figure is answers per CPU-second of all the gateway's threads, divided by the signatures per CPU-second of
//! `openssl speed rsa2048` right before and after. What an answer costs beyond its signatures is what is left of its CPU
//! after as many of our own signatures. A run ends when every notification is delivered and the request log is written,
//! so that nothing is left out.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use serde::Serialize;
use tael_wire::sign::PublicKey;

use super::load::{self, Sent};
use super::machine::{self, Machine};
use super::proc::{self, Cpu};
use super::process::Gateway;
use super::receiver::Receiver;
use super::report::{self, Table, decimals, median, megabytes};
use super::requests::{Body, Maker, Method};
use super::signatures::{Meter, Rates};
use super::steps::{self, Steps};
use super::world::World;
use super::{Common, progress};
use crate::boot;
use crate::config::Config;

/// Starts after the first that are timed.
const STARTS: usize = 5;

/// Paid trades that are queried.
const PAID: usize = 2_000;

/// How long the notifications of a run may take after its last answer.
const DELIVERY: Duration = Duration::from_secs(120);

/// How long the request log gathers calls, and a little more.
const SETTLE: Duration = Duration::from_millis(150);

/// Flags of `tael bench gateway`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    #[command(flatten)]
    common: Common,
    /// Connections, one measurement each.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_values_t = [1, 8, 64])]
    connections: Vec<usize>,
    /// Methods.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', default_value = "create,query,pay")]
    method: Vec<Method>,
    /// How much a request says.
    #[arg(long, value_name = "KIND", value_enum, default_value_t)]
    body: Body,
}

/// Everything that was measured.
#[derive(Debug, Serialize)]
struct Report {
    machine: Machine,
    seconds: u64,
    runs: u32,
    body: Body,
    process: Process,
    results: Vec<Case>,
}

/// The process: how fast it starts, how much it takes.
#[derive(Debug, Default, Serialize)]
struct Process {
    binary_bytes: u64,
    first_start_millis: f64,
    later_start_millis: f64,
    rss_idle_bytes: u64,
    rss_loaded_bytes: u64,
    rss_most_bytes: u64,
}

/// A method over so many connections. Figures are medians of the runs.
#[derive(Debug, Serialize)]
struct Case {
    method: Method,
    connections: usize,
    /// Signatures per CPU-second of the gateway over those of openssl.
    ratio: Option<f64>,
    /// The same over our own signatures in a loop.
    ratio_own: f64,
    answers_per_cpu_second: f64,
    openssl_per_cpu_second: Option<f64>,
    own_per_cpu_second: f64,
    /// CPU of an answer, and of it what is not a signature, in microseconds.
    cpu_micros: f64,
    beyond_micros: f64,
    answers_per_second: f64,
    p50_micros: f64,
    p99_micros: f64,
    /// CPU of an answer by thread of the gateway.
    threads: BTreeMap<String, f64>,
    /// Time by the clock of the steps of an answer, of the request log.
    steps: Steps,
    runs: Vec<Run>,
}

#[derive(Debug, Serialize)]
struct Run {
    answers: usize,
    verified: usize,
    seconds: f64,
    cpu_micros: f64,
    system_micros: f64,
    p50_micros: u32,
    p99_micros: u32,
    threads: BTreeMap<String, f64>,
    rates: Rates,
}

impl Run {
    fn beyond(&self, method: Method) -> f64 {
        self.cpu_micros - method.signatures() as f64 * self.rates.own_micros()
    }

    fn signatures_per_cpu_second(&self, method: Method) -> f64 {
        method.signatures() as f64 * 1e6 / self.cpu_micros
    }
}

/// Measures and prints.
pub(super) fn run(options: &Options, dir: &Path) -> anyhow::Result<()> {
    let data = dir.join("gateway");
    let mut process = starts(&data)?;
    let meter = Meter::new()?;
    let rates = meter.look()?;
    let codes = codes_for(options, rates);
    if codes > 0 {
        progress(&format!("preparing {codes} payment codes"));
    }
    let (codes, paid) = prepare(&data, codes)?;

    let gateway = Gateway::start(&data)?;
    std::thread::sleep(Duration::from_secs(1));
    process.rss_idle_bytes = proc::memory(gateway.pid())?.0;
    let receiver = Receiver::start()?;
    let platform = PublicKey::parse(gateway.demo_text("/platform/public_key")?)?;
    let maker = Maker::new(&gateway, receiver.url(), options.body, codes, paid)?;
    let mut bench = Bench { options, gateway, receiver, platform, maker, meter, rates, data: &data };
    let mut results = Vec::new();
    for &method in &options.method {
        for &connections in &options.connections {
            results.push(bench.case(method, connections.max(1))?);
        }
    }
    (process.rss_loaded_bytes, process.rss_most_bytes) = proc::memory(bench.gateway.pid())?;
    bench.gateway.stop()?;
    let Common { seconds, runs, json } = options.common;
    let body = options.body;
    let report = Report { machine: machine::this(), seconds, runs, body, process, results };
    if json {
        return report::json(&report);
    }
    print(&report);
    Ok(())
}

/// Starts a gateway on nothing and then again, each time until it is ready.
fn starts(data: &Path) -> anyhow::Result<Process> {
    let millis = |gateway: &Gateway| gateway.ready.as_secs_f64() * 1e3;
    let first = Gateway::start(data)?;
    let mut process = Process { first_start_millis: millis(&first), ..Process::default() };
    first.stop()?;
    let mut later = Vec::new();
    for _ in 0..STARTS {
        let gateway = Gateway::start(data)?;
        later.push(millis(&gateway));
        gateway.stop()?;
    }
    process.later_start_millis = median(later);
    process.binary_bytes = std::fs::metadata(std::env::current_exe()?)?.len();
    Ok(process)
}

/// No more payments than this are made in all.
fn codes_for(options: &Options, rates: Rates) -> usize {
    if !options.method.contains(&Method::Pay) {
        return 0;
    }
    let runs = options.common.runs as usize;
    options.connections.iter().map(|c| runs * most(options, rates, *c)).sum()
}

/// No run gives more answers than this: each costs a signature at least.
fn most(options: &Options, rates: Rates, connections: usize) -> usize {
    let cores = machine::cores().min(connections);
    (options.common.seconds as f64 * rates.own * cores as f64) as usize + connections
}

/// Payment codes and paid trades, made by a node in this process while no other one runs.
fn prepare(data: &Path, codes: usize) -> anyhow::Result<(Vec<String>, Vec<String>)> {
    let mut config = Config::default();
    config.store.data = data.to_owned();
    config.gateway.listen = ([127, 0, 0, 1], 0).into();
    let running = boot::start(&config, "dev")?;
    let prepared = (|| {
        let mut world = World::of(&running)?;
        let demo = running.demo.as_ref().context("there is no demo world")?;
        let buyer = demo.buyers.first().context("there are no buyers")?.user_id.clone();
        let used = world.codes(std::slice::from_ref(&buyer), PAID)?;
        let paid = world.pay(&used)?;
        anyhow::Ok((world.codes(&[buyer], codes)?, paid))
    })();
    running.stop()?;
    prepared
}

struct Bench<'a> {
    options: &'a Options,
    gateway: Gateway,
    receiver: Receiver,
    platform: PublicKey,
    maker: Maker,
    meter: Meter,
    /// The last look.
    rates: Rates,
    data: &'a Path,
}

impl Bench<'_> {
    fn case(&mut self, method: Method, connections: usize) -> anyhow::Result<Case> {
        let mut runs: Vec<Run> = Vec::new();
        for number in 1..=self.options.common.runs {
            let most = most(self.options, self.rates, connections);
            // what a run has done tells what the next one can do
            let enough = runs.last().map_or(most, |run| (run.answers * 3 / 2).min(most));
            let run = self.one(method, connections, enough)?;
            progress(&format!(
                "{} over {connections} connections, run {number}: {} answers in {:.1} s, ratio {}",
                method.name(),
                run.answers,
                run.seconds,
                run.rates.openssl.map_or("-".into(), |openssl| decimals(
                    run.signatures_per_cpu_second(method) / openssl,
                    3
                )),
            ));
            runs.push(run);
        }
        let steps = steps::read(&self.data.join("requests"), method.name())?;
        Ok(case(method, connections, runs, steps))
    }

    fn one(&mut self, method: Method, connections: usize, count: usize) -> anyhow::Result<Run> {
        let requests = self.maker.make(method, count)?;
        let first = self.meter.look()?;
        let (pid, received) = (self.gateway.pid(), self.receiver.count());
        let before = Cpu::of(pid)?;
        let duration = Duration::from_secs(self.options.common.seconds);
        let sent = load::send(self.gateway.address, &requests, connections, duration)?;
        let answers = sent.micros.len();
        if method == Method::Pay {
            self.receiver.wait_for(received + answers, DELIVERY)?;
        }
        std::thread::sleep(SETTLE);
        let after = Cpu::of(pid)?;
        self.rates = self.meter.look()?;
        let verified = self.verify(&sent)?;
        let each = |micros: u64| micros as f64 / answers as f64;
        let mut threads: BTreeMap<String, f64> =
            after.by_thread(&before).into_iter().map(|(name, micros)| (name, each(micros))).collect();
        threads.retain(|_, micros| *micros >= 0.05);
        Ok(Run {
            answers,
            verified,
            seconds: sent.seconds,
            cpu_micros: each(after.total - before.total),
            system_micros: each(after.system - before.system),
            p50_micros: sent.quantile(0.5),
            p99_micros: sent.quantile(0.99),
            threads,
            rates: Rates::between(first, self.rates),
        })
    }

    /// Verifies a hundredth of answers and notifications.
    fn verify(&self, sent: &Sent) -> anyhow::Result<usize> {
        for body in &sent.kept {
            load::verify(body, &self.platform).context("an answer's signature is wrong")?;
        }
        Ok(sent.kept.len() + self.receiver.verify(&self.platform)?)
    }
}

fn case(method: Method, connections: usize, runs: Vec<Run>, steps: Steps) -> Case {
    let of = |figure: &dyn Fn(&Run) -> f64| median(runs.iter().map(figure));
    let with_openssl = runs.iter().all(|run| run.rates.openssl.is_some());
    let openssl = |run: &Run| run.rates.openssl.unwrap_or(f64::NAN);
    let mut names: Vec<&String> = runs.iter().flat_map(|run| run.threads.keys()).collect();
    names.sort();
    names.dedup();
    let thread = |name: &String| of(&|run: &Run| run.threads.get(name).copied().unwrap_or(0.0));
    Case {
        method,
        connections,
        ratio: with_openssl.then(|| of(&|run| run.signatures_per_cpu_second(method) / openssl(run))),
        ratio_own: of(&|run| run.signatures_per_cpu_second(method) / run.rates.own),
        answers_per_cpu_second: of(&|run| 1e6 / run.cpu_micros),
        openssl_per_cpu_second: with_openssl.then(|| of(&openssl)),
        own_per_cpu_second: of(&|run| run.rates.own),
        cpu_micros: of(&|run| run.cpu_micros),
        beyond_micros: of(&|run| run.beyond(method)),
        answers_per_second: of(&|run| run.answers as f64 / run.seconds),
        p50_micros: of(&|run| f64::from(run.p50_micros)),
        p99_micros: of(&|run| f64::from(run.p99_micros)),
        threads: names.into_iter().map(|name| (name.clone(), thread(name))).collect(),
        steps,
        runs,
    }
}

fn print(report: &Report) {
    machine::print(&report.machine);
    let process = &report.process;
    println!(
        "Ready {:.0} ms after the start ({:.0} ms the first time); resident {} idle, {} behind the load, {} at most; \
         binary {}",
        process.later_start_millis,
        process.first_start_millis,
        megabytes(process.rss_idle_bytes),
        megabytes(process.rss_loaded_bytes),
        megabytes(process.rss_most_bytes),
        megabytes(process.binary_bytes),
    );
    println!();
    println!(
        "Signed answers: median of {} runs of {} s. Rates are per CPU-second.",
        report.runs, report.seconds
    );
    let mut rates = Table::new(&[
        "method",
        "connections",
        "signatures",
        "answers",
        "openssl",
        "aws-lc",
        "ratio",
        "to aws-lc",
    ]);
    let mut times = Table::new(&["method", "connections", "answers/s", "p50 ms", "p99 ms"]);
    let mut costs = Table::new(&["method", "connections", "CPU", "signatures", "beyond"]);
    for case in &report.results {
        let (name, connections) = (case.method.name().to_owned(), case.connections.to_string());
        rates.row(vec![
            name.clone(),
            connections.clone(),
            case.method.signatures().to_string(),
            decimals(case.answers_per_cpu_second, 0),
            decimals(case.openssl_per_cpu_second.unwrap_or(f64::NAN), 0),
            decimals(case.own_per_cpu_second, 0),
            decimals(case.ratio.unwrap_or(f64::NAN), 3),
            decimals(case.ratio_own, 3),
        ]);
        times.row(vec![
            name.clone(),
            connections.clone(),
            decimals(case.answers_per_second, 0),
            decimals(case.p50_micros / 1e3, 2),
            decimals(case.p99_micros / 1e3, 2),
        ]);
        costs.row(vec![
            name,
            connections,
            decimals(case.cpu_micros, 1),
            decimals(case.cpu_micros - case.beyond_micros, 1),
            decimals(case.beyond_micros, 1),
        ]);
    }
    rates.print();
    println!("\nBy the clock, beside the load generator on the same processors:");
    times.print();
    println!("\nCPU of an answer in µs, and of it what is not a signature:");
    costs.print();
    println!("\nCPU of an answer in µs by thread (signatures are in them):");
    by_thread(&report.results).print();
    println!("\nTime of the steps of an answer in µs by the clock (medians of the request log):");
    steps::table(report.results.iter().map(|case| (case.method.name(), case.connections, &case.steps)))
        .print();
}

fn by_thread(results: &[Case]) -> Table {
    let mut names: Vec<&str> =
        results.iter().flat_map(|case| case.threads.keys().map(String::as_str)).collect();
    names.sort_unstable();
    names.dedup();
    let mut table = Table::new(&[&["method", "connections"], names.as_slice()].concat());
    for case in results {
        let mut row = vec![case.method.name().to_owned(), case.connections.to_string()];
        row.extend(names.iter().map(|name| decimals(case.threads.get(*name).copied().unwrap_or(0.0), 1)));
        table.row(row);
    }
    table
}
