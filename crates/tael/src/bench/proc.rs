//! What the kernel says of a process: CPU time, also by thread, and memory.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;

/// Clock ticks a second in `/proc/PID/stat`: the same on every Linux that Tael is built for.
const TICKS: u64 = 100;

/// CPU time so far.
#[derive(Clone, Debug)]
pub(super) struct Cpu {
    /// Of all threads, also those that have ended, in microseconds.
    pub(super) total: u64,
    /// Of which in the kernel.
    pub(super) system: u64,
    /// By number of the thread: its name and microseconds.
    threads: BTreeMap<u32, (String, u64)>,
}

impl Cpu {
    /// The CPU time of a process up to now.
    pub(super) fn of(pid: u32) -> anyhow::Result<Cpu> {
        let dir = format!("/proc/{pid}");
        let stat = std::fs::read_to_string(format!("{dir}/stat")).context("the process has ended")?;
        // the name in brackets may hold anything; the fields follow the last one
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |index: usize| fields.get(index).and_then(|f| f.parse::<u64>().ok()).unwrap_or(0);
        let micros = |ticks: u64| ticks * (1_000_000 / TICKS);
        let mut threads = BTreeMap::new();
        for entry in std::fs::read_dir(format!("{dir}/task"))?.flatten() {
            let Some(id) = entry.file_name().to_str().and_then(|n| n.parse().ok()) else { continue };
            // a thread may end while it is looked at
            if let Some(thread) = thread(&entry.path()) {
                threads.insert(id, thread);
            }
        }
        Ok(Cpu { total: micros(ticks(11) + ticks(12)), system: micros(ticks(12)), threads })
    }

    /// Microseconds by the name of the thread since `before`; of threads that have ended in between nothing is said.
    pub(super) fn by_thread(&self, before: &Cpu) -> BTreeMap<String, u64> {
        let mut names = BTreeMap::new();
        for (id, (name, micros)) in &self.threads {
            let spent = micros - before.threads.get(id).map_or(0, |(_, m)| *m).min(*micros);
            *names.entry(name.clone()).or_default() += spent;
        }
        names
    }
}

fn thread(dir: &Path) -> Option<(String, u64)> {
    let name = std::fs::read_to_string(dir.join("comm")).ok()?.trim().to_owned();
    Some((name, run_time(&dir.join("schedstat"))?))
}

/// Microseconds that the calling thread has run.
pub(super) fn own_thread() -> u64 {
    run_time(Path::new("/proc/thread-self/schedstat")).unwrap_or(0)
}

fn run_time(schedstat: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(schedstat).ok()?;
    text.split_whitespace().next()?.parse::<u64>().ok().map(|nanos| nanos / 1_000)
}

/// Resident memory of a process in bytes: now, and at most so far.
pub(super) fn memory(pid: u32) -> anyhow::Result<(u64, u64)> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).context("the process has ended")?;
    let kilobytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()
    };
    Ok((kilobytes("VmRSS:").unwrap_or(0) * 1024, kilobytes("VmHWM:").unwrap_or(0) * 1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_run_and_takes_memory() {
        let pid = std::process::id();
        let before = (Cpu::of(pid).unwrap(), own_thread());
        let mut sum = 0_u64;
        while own_thread() < before.1 + 30_000 {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        let after = Cpu::of(pid).unwrap();
        assert!(after.total >= before.0.total + 10_000, "{} {}", before.0.total, after.total);
        assert!(after.by_thread(&before.0).values().sum::<u64>() >= 30_000);
        let (now, most) = memory(pid).unwrap();
        assert!(now > 100_000 && most >= now);
        assert!(Cpu::of(u32::MAX).is_err() && memory(u32::MAX).is_err());
    }
}
