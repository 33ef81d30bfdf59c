//! The machine that is measured on.

use serde::Serialize;

/// What a figure depends on beside the program.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Machine {
    /// The processor as it names itself.
    pub(super) cpu: String,
    /// Processors that this process may use.
    pub(super) cores: usize,
    /// Which code aws-lc signs with here.
    pub(super) signing: &'static str,
    /// `openssl version`, if there is one.
    pub(super) openssl: Option<String>,
    /// Kernel release.
    pub(super) kernel: String,
    /// This program.
    pub(super) tael: &'static str,
    /// True for a build without optimisation, whose figures say little.
    pub(super) debug_build: bool,
}

/// This machine.
pub(super) fn this() -> Machine {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = cpuinfo.lines().find(|line| line.starts_with(name))?;
        line.split_once(':').map(|(_, value)| value.trim().to_owned())
    };
    let text = |path: &str| std::fs::read_to_string(path).map(|t| t.trim().to_owned()).unwrap_or_default();
    let mut cpu = field("model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    // several processors share a name: the family and the model tell them apart
    if let (Some(family), Some(model)) = (field("cpu family"), field("model\t")) {
        cpu = format!("{cpu} (family {family}, model {model})");
    }
    Machine {
        cpu,
        cores: cores(),
        signing: tael_wire::sign::implementation(),
        openssl: super::signatures::openssl_version(),
        kernel: text("/proc/sys/kernel/osrelease"),
        tael: env!("CARGO_PKG_VERSION"),
        debug_build: cfg!(debug_assertions),
    }
}

/// Processors that this process may use.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Says what was measured on.
pub(super) fn print(machine: &Machine) {
    let Machine { cpu, cores, signing, openssl, kernel, tael, debug_build } = machine;
    println!("Machine: {cpu}, {cores} processors, Linux {kernel}");
    println!("Signing: {signing}; yardstick: {}", openssl.as_deref().unwrap_or("openssl is not installed"));
    println!("Tael {tael}{}", if *debug_build { ", a debug build: its figures say little" } else { "" });
    println!();
}
