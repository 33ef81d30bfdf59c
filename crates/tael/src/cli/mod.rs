//! The command line, one file per subcommand (`interfaces.md`).

mod dev;
mod print;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{self, Config};

/// An Alipay-compatible payment gateway: offline, stateful, deterministic.
#[derive(Debug, Parser)]
#[command(name = "tael", version, about)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Flags of every subcommand.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Common {
    /// Configuration file (TOML).
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Data directory.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where to keep everything: sqlite:PATH.
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
}

/// Flags of `dev` and `serve`.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Listen {
    /// Address and port; port 0 picks a free one.
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<std::net::SocketAddr>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start everything on this machine with a demo world (the default).
    Dev(Listen),
}

impl Common {
    /// The configuration under these flags.
    pub(crate) fn configuration(&self) -> anyhow::Result<Config> {
        let mut config = config::load(self.config.as_deref())?;
        if let Some(data) = &self.data {
            config.store.data.clone_from(data);
        }
        if self.database_url.is_some() {
            config.store.database_url.clone_from(&self.database_url);
        }
        Ok(config)
    }
}

/// Exit code for a usage or configuration error.
const USAGE: u8 = 2;

/// Runs the command line.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command.unwrap_or(Command::Dev(Listen::default())) {
        Command::Dev(listen) => dev::run(&cli.common, &listen),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("tael: {error:#}");
            ExitCode::from(USAGE)
        }
    }
}
