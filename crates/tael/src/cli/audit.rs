//! `tael audit`: proves the ledger.

use std::process::ExitCode;

use clap::Args;
use tael_sim::Report;
use tael_store_sqlite::ReadOnlyStore;

use super::entries::Shape;
use super::{NO, print};
use crate::config::Config;

/// Flags of `audit`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Flags {
    /// How to print the report.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Shape,
}

/// Reads one snapshot of the data file, beside a running node or without one.
pub(super) fn run(config: &Config, flags: &Flags) -> anyhow::Result<ExitCode> {
    let store = ReadOnlyStore::open(config.store.sqlite_path()?)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let report = runtime.block_on(tael_sim::audit(&store))?;
    print_report(&report, flags.format)?;
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::from(NO) })
}

fn print_report(report: &Report, shape: Shape) -> anyhow::Result<()> {
    match shape {
        Shape::Text => print::out(&report.to_string()),
        Shape::Json => {
            let mut document = serde_json::to_value(report)?;
            document["clean"] = report.is_clean().into();
            print::json(&document);
        }
    }
    Ok(())
}
