//! `cargo xtask crash`: the gateway is killed with SIGKILL under load, at random moments and at named points; what it had
//! answered with 10000 must be there exactly once, every notification must arrive, and the audit must pass.

mod client;
mod load;
mod receiver;
mod verdict;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args as ClapArgs;

use crate::gateway::{self, Gateway};
use crate::suites::debug_binary;
use client::Demo;
use load::Load;
use receiver::Receiver;

/// What to run.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Args {
    /// How often to kill.
    #[arg(long, default_value_t = 20)]
    rounds: u32,
    /// Repeats a run; the seed of each run is printed.
    #[arg(long)]
    seed: Option<u64>,
    /// The gateway's binary; that of `cargo build` where absent.
    #[arg(long)]
    tael: Option<PathBuf>,
}

impl Args {
    /// So many rounds of the debug binary with a fresh seed.
    pub(crate) fn rounds(rounds: u32) -> Args {
        Args { rounds, seed: None, tael: None }
    }
}

/// The named points (`tael-server`, `crash.rs`); every second or third round dies at one of them.
const POINTS: [&str; 4] = ["before_commit", "after_commit", "after_post", "before_record"];

/// How a round ends.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Moment {
    /// At this passage of a named point.
    Point(&'static str, u64),
    /// When so many calls were answered.
    Answers(u64),
}

/// Runs the rounds on one data directory, as one installation that keeps being killed.
pub(crate) fn run(args: &Args) -> Result<()> {
    let seed = args.seed.unwrap_or_else(|| std::process::id().into());
    let tael = match &args.tael {
        Some(path) => path.clone(),
        None => debug_binary()?,
    };
    let data = crate::suites::target_dir()?.join(format!("crash-{}", std::process::id()));
    println!("crash: {} rounds with seed {seed}", args.rounds);
    Gateway::start(&tael, LISTEN, &data)?.stop()?;
    let mut random = Random(seed);
    let receiver = Receiver::start()?;
    let mut answered = 0;
    for round in 0..args.rounds {
        let moment = moment(round, &mut random);
        let result = one(&tael, &data, round, &moment, &receiver);
        answered += result.with_context(|| format!("round {round}, {moment:?}, seed {seed}"))?;
    }
    std::fs::remove_dir_all(&data)?;
    println!("crash: {} passed, 0 failed; {answered} answers of 10000 were all there, once", args.rounds);
    Ok(())
}

const LISTEN: &str = "127.0.0.1:0";

/// Three rounds of five die at a named point, in turn; the others after a random number of answers.
fn moment(round: u32, random: &mut Random) -> Moment {
    match round % 5 {
        0 | 2 | 4 => {
            let named = round / 5 * 3 + round % 5 / 2;
            Moment::Point(POINTS[named as usize % POINTS.len()], 1 + random.below(40))
        }
        _ => Moment::Answers(1 + random.below(120)),
    }
}

fn one(tael: &Path, data: &Path, round: u32, moment: &Moment, receiver: &Receiver) -> Result<usize> {
    let crash_at = match moment {
        Moment::Point(name, count) => Some(format!("{name}:{count}")),
        Moment::Answers(_) => None,
    };
    let mut gateway = Gateway::start_again(tael, LISTEN, data, crash_at.as_deref())?;
    let demo = Demo::read(data)?;
    let load = Load::start(&demo, round, receiver.url());
    if let Moment::Answers(count) = moment {
        load.await_answers(*count)?;
        gateway.kill()?;
    }
    ensure!(gateway.died()?, "the gateway did not die by SIGKILL; {}", gateway.log_tail());
    let log = gateway.log_tail();
    if let Moment::Point(name, _) = moment {
        ensure!(log.contains(&format!("crash point {name} reached")), "it died elsewhere; {log}");
    }
    let (answers, in_flight) = load.finish()?;
    println!("crash: round {round}: {moment:?}: {} answered, {in_flight} in flight", answers.len());
    ensure!(in_flight > 0, "nothing was in flight when the gateway died");

    let gateway = Gateway::start_again(tael, LISTEN, data, None)?;
    let demo = Demo::read(data)?;
    verdict::check(&demo, &answers, receiver).map_err(|e| e.context(gateway.log_tail()))?;
    gateway.stop()?;
    gateway::audit(tael, data)?;
    Ok(answers.len())
}

/// Numbers that follow from a seed (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_rounds_hit_each_point_three_times() {
        let mut random = Random(7);
        let moments: Vec<Moment> = (0..20).map(|round| moment(round, &mut random)).collect();
        for point in POINTS {
            let hits =
                moments.iter().filter(|m| matches!(m, Moment::Point(name, _) if *name == point)).count();
            assert!(hits >= 3, "{point}: {hits}");
        }
        assert!(moments.iter().filter(|m| matches!(m, Moment::Answers(_))).count() >= 5);
        let mut again = Random(7);
        assert_eq!(moments, (0..20).map(|round| moment(round, &mut again)).collect::<Vec<_>>());
    }
}
