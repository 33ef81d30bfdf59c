//! The command line, one file per subcommand (`interfaces.md`).

mod admin;
mod app;
mod audit;
mod buyer;
mod demo;
mod dev;
mod entries;
mod errors;
mod listen;
mod merchant;
mod migrate;
mod print;
mod serve;
mod sign;
mod snippet;
mod trigger;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::bench::{self, Bench};
use crate::config::{self, Config, LogFormat};
use crate::telemetry;

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
    /// How the log on stderr is written.
    #[arg(long, global = true, value_name = "FORMAT")]
    log_format: Option<LogFormat>,
    /// What is logged, in the manner of RUST_LOG: info,tael_server=debug.
    #[arg(long, global = true, value_name = "FILTER")]
    log: Option<String>,
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
    /// Start for production: no demo world, no control API but on the admin socket, only on a safe configuration.
    Serve(serve::Flags),
    /// Print the demo world's credentials, ready to paste.
    Demo(demo::Flags),
    /// Make, list and change applications.
    App(app::Flags),
    /// Make, list and change merchants.
    Merchant(merchant::Flags),
    /// Make, list and change buyers.
    Buyer(buyer::Flags),
    /// Sign a request as a client would.
    Sign(sign::Flags),
    /// Print notifications as they are delivered, and forward them.
    Listen(listen::Flags),
    /// Make the demo buyer act: pay, refuse, pay twice, abandon.
    Trigger(trigger::Flags),
    /// Prove the ledger; exit 1 and the offending rows where it does not hold.
    Audit(audit::Flags),
    /// Explain every code of a method.
    Errors(errors::Flags),
    /// Bring the store to the newest schema.
    Migrate(migrate::Flags),
    /// Measure what a node does with this machine.
    Bench {
        /// What is measured.
        #[command(subcommand)]
        bench: Bench,
    },
}

impl Command {
    /// What is logged where nobody says so.
    fn log_filter(&self) -> &'static str {
        match self {
            Command::Dev(_) | Command::Serve(_) => "info",
            _ => "warn",
        }
    }

    fn run(&self, config: Config) -> anyhow::Result<ExitCode> {
        match self {
            Command::Dev(flags) => dev::run(config, flags),
            Command::Serve(flags) => serve::run(config, flags),
            Command::Demo(flags) => demo::run(&config, flags),
            Command::App(flags) => app::run(&config, flags),
            Command::Merchant(flags) => merchant::run(&config, flags),
            Command::Buyer(flags) => buyer::run(&config, flags),
            Command::Sign(flags) => sign::run(&config, flags),
            Command::Listen(flags) => listen::run(&config, flags),
            Command::Trigger(flags) => trigger::run(&config, flags),
            Command::Audit(flags) => audit::run(&config, flags),
            Command::Errors(flags) => errors::run(flags),
            Command::Migrate(flags) => migrate::run(&config, flags),
            Command::Bench { bench } => bench::run(bench, &config.store.data),
        }
    }
}

impl Common {
    /// The configuration under these flags.
    fn configuration(&self) -> anyhow::Result<Config> {
        let mut config = config::load(self.config.as_deref())?;
        if let Some(data) = &self.data {
            config.store.data.clone_from(data);
        }
        if self.database_url.is_some() {
            config.store.database_url.clone_from(&self.database_url);
        }
        config.log.format = self.log_format.or(config.log.format);
        config.log.filter = self.log.clone().or(config.log.filter);
        Ok(config)
    }
}

/// Exit code: the answer is no.
const NO: u8 = 1;
/// Exit code: a usage or configuration error.
const USAGE: u8 = 2;

/// Runs the command line.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    let command = cli.command.unwrap_or(Command::Dev(Listen::default()));
    let outcome = cli.common.configuration().and_then(|config| {
        telemetry::start(&config.log, command.log_filter())?;
        command.run(config)
    });
    match outcome {
        Ok(code) => code,
        Err(error) => {
            print::complain(&words::sentence(&error));
            ExitCode::from(error.downcast_ref::<admin::Refused>().map_or(USAGE, admin::Refused::exit_code))
        }
    }
}
