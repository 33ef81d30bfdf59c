//! `tael migrate`: brings the store to the newest schema.

use std::process::ExitCode;

use clap::Args;
use tael_store_sqlite::{Options, SqliteStore};

use super::words::Lang;
use super::{NO, print};
use crate::config::Config;

/// Flags of `migrate`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Flags {
    /// Only say what there is to do; exit 1 where that is anything.
    #[arg(long)]
    check: bool,
}

pub(super) fn run(config: &Config, flags: &Flags) -> anyhow::Result<ExitCode> {
    let path = config.store.sqlite_path()?;
    let lang = Lang::of_environment();
    let before = SqliteStore::check_version(&path)?;
    let shown = path.display();
    if before.found == before.known {
        print::out(&lang.pick(
            format!("{shown} has schema version {}: nothing to do", before.known),
            format!("{shown} 的结构版本为 {}：无需升级", before.known),
        ));
        return Ok(ExitCode::SUCCESS);
    }
    if flags.check {
        print::out(&lang.pick(
            format!("{shown} has schema version {}, this Tael needs {}", before.found, before.known),
            format!("{shown} 的结构版本为 {}，此 Tael 需要 {}", before.found, before.known),
        ));
        return Ok(ExitCode::from(NO));
    }
    let versions = SqliteStore::open(&path, &Options { create: false, ..Options::default() })?.versions();
    print::out(&lang.pick(
        format!("{shown} is migrated from schema version {} to {}", versions.found, versions.known),
        format!("{shown} 已从结构版本 {} 升级到 {}", versions.found, versions.known),
    ));
    Ok(ExitCode::SUCCESS)
}
