//! `tael serve`: production. No demo world, the control API on the admin socket alone, and a start only where nothing is
//! left open by mistake.

mod safety;

use std::process::ExitCode;

use clap::Args;

use super::words::{Lang, told};
use super::{Listen, print};
use crate::boot;
use crate::config::Config;

/// Flags of `serve`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Flags {
    #[command(flatten)]
    listen: Listen,
    /// The URL that clients see, https://pay.example.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Start in spite of this finding; may be given more than once.
    #[arg(long, value_name = "CHECK")]
    allow: Vec<String>,
}

pub(super) fn run(mut config: Config, flags: &Flags) -> anyhow::Result<ExitCode> {
    if let Some(address) = flags.listen.listen {
        config.gateway.listen = address;
    }
    if flags.public_url.is_some() {
        config.gateway.public_url.clone_from(&flags.public_url);
    }
    config.serve.allow.extend(flags.allow.iter().cloned());
    refuse(safety::of_configuration(&config)?)?;
    safety::make_directory(&config.store.data)?;
    let mut running = boot::embedded(&config, "serve")?;
    let found = running.block_on(safety::of_store(&*running.node.store));
    if let Err(unsafe_store) = found.and_then(refuse) {
        running.stop()?;
        return Err(unsafe_store);
    }
    running.listen(&config)?;
    print::out(&format!("tael: ready on {}/gateway.do", running.endpoint));
    running.wait();
    eprintln!("tael: draining");
    running.stop()?;
    Ok(ExitCode::SUCCESS)
}

/// An error of all findings, if there are any.
fn refuse(findings: Vec<safety::Finding>) -> anyhow::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let list = |lang| {
        let lines = findings.iter().map(|finding| format!("\n  {}: {}", finding.check, finding.text(lang)));
        lines.collect::<String>()
    };
    Err(told(
        format!("this configuration is not safe to serve:{}", list(Lang::En)),
        format!("此配置不安全，拒绝启动：{}", list(Lang::Zh)),
    ))
}
