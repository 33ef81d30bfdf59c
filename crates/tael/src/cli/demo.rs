//! `tael demo`: the demo world's credentials, ready to paste.

use std::process::ExitCode;

use clap::Args;
use serde_json::Value;

use super::admin::{Admin, Reach};
use super::print;
use super::snippet::{self, Format};
use super::words::told;
use crate::config::Config;

/// Flags of `demo`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Flags {
    /// What to print: all of it, variables for a shell, or a program for an SDK.
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    format: Format,
    #[command(flatten)]
    reach: Reach,
}

pub(super) fn run(config: &Config, flags: &Flags) -> anyhow::Result<ExitCode> {
    let demo = world(config, &flags.reach)?;
    print::out(&snippet::whole(flags.format, &demo)?);
    Ok(ExitCode::SUCCESS)
}

/// The demo world: from the running node, else from the `demo.json` that the last one wrote.
///
/// # Errors
/// Where there is none; the sentence says what to do.
pub(super) fn world(config: &Config, reach: &Reach) -> anyhow::Result<Value> {
    if let Some(admin) = Admin::running(config, reach)? {
        return admin.get("/demo");
    }
    let path = config.store.data.join("demo.json");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(told(
                format!("there is no demo world in {}: start `tael dev` first", config.store.data.display()),
                format!("{} 中没有演示环境：请先启动 `tael dev`", config.store.data.display()),
            ));
        }
        Err(error) => {
            return Err(told(
                format!("cannot read {}: {error}", path.display()),
                format!("无法读取 {}：{error}", path.display()),
            ));
        }
    };
    serde_json::from_str(&text).map_err(|error| {
        told(
            format!(
                "{} is damaged ({error}): start `tael dev` once more, it is written anew",
                path.display()
            ),
            format!("{} 已损坏（{error}）：重新启动 `tael dev` 会重写它", path.display()),
        )
    })
}
