//! How administration commands reach Tael: through the admin socket of a running node, by the control API of another
//! one, or else on the store itself, by the same router inside this process (`interfaces.md`, Command line).

mod embedded;
mod refused;
mod remote;

use std::path::PathBuf;

use clap::Args;
use http::Method;
use serde_json::Value;

pub(crate) use refused::Refused;
pub(crate) use remote::{Lines, Remote};

use super::entries::segment;
use super::words::told;
use crate::boot;
use crate::config::Config;

/// Flags that say where the administered Tael is.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Reach {
    /// Admin socket of a running node; by default that of the data directory.
    #[arg(long, global = true, value_name = "SOCKET", conflicts_with = "control")]
    admin: Option<PathBuf>,
    /// Control API of a running node, http://HOST:PORT/control/v1.
    #[arg(long, global = true, value_name = "URL")]
    control: Option<String>,
    /// Bearer token of that control API; by default the variable TAEL_CONTROL_TOKEN.
    #[arg(long, global = true, value_name = "TOKEN", requires = "control")]
    token: Option<String>,
    /// World to work in.
    #[arg(long, global = true, value_name = "NAME", default_value = "main")]
    world: String,
}

/// What to do where no node runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Otherwise {
    /// Open the store, and make it where there is none.
    Make,
    /// Open the store; where there is none, say so.
    Open,
    /// Say that a node must run.
    Refuse,
}

/// A Tael that can be administered.
pub(crate) struct Admin {
    transport: Transport,
    world: String,
}

enum Transport {
    Remote(Remote),
    Embedded(Box<embedded::Embedded>),
}

impl Admin {
    /// Reaches the Tael that the flags name.
    ///
    /// # Errors
    /// Where it cannot be reached; the sentence says what to do.
    pub(crate) fn reach(config: &Config, reach: &Reach, otherwise: Otherwise) -> anyhow::Result<Admin> {
        let transport = match (running(config, reach)?, otherwise) {
            (Some(remote), _) => Transport::Remote(remote),
            (None, Otherwise::Refuse) => {
                return Err(told(
                    format!("no Tael runs on {}: start it with `tael dev`", config.store.data.display()),
                    format!("{} 上没有运行中的 Tael：请先用 `tael dev` 启动", config.store.data.display()),
                ));
            }
            (None, otherwise) => {
                Transport::Embedded(Box::new(embedded::Embedded::open(config, otherwise == Otherwise::Make)?))
            }
        };
        Ok(Admin { transport, world: reach.world.clone() })
    }

    /// The running node that the flags name, or that of the data directory, if one runs there.
    ///
    /// # Errors
    /// Where the flags name a node that cannot be reached.
    pub(crate) fn running(config: &Config, reach: &Reach) -> anyhow::Result<Option<Admin>> {
        let remote = running(config, reach)?;
        Ok(remote.map(|remote| Admin { transport: Transport::Remote(remote), world: reach.world.clone() }))
    }

    /// Reads.
    ///
    /// # Errors
    /// [`Refused`], or that Tael does not answer.
    pub(crate) fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.call(Method::GET, path, None)
    }

    /// All rows of a list, page by page.
    ///
    /// # Errors
    /// [`Refused`], or that Tael does not answer.
    pub(crate) fn list(&self, path: &str) -> anyhow::Result<Value> {
        let mut rows = Vec::new();
        let mut next = self.get(path)?;
        loop {
            if let Some(page) = next["data"].as_array_mut() {
                rows.append(page);
            }
            match next["next"].as_str() {
                Some(after) => next = self.get(&format!("{path}?after={}", segment(after)))?,
                None => return Ok(rows.into()),
            }
        }
    }

    /// Makes, or makes something happen.
    ///
    /// # Errors
    /// [`Refused`], or that Tael does not answer.
    pub(crate) fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.call(Method::POST, path, Some(body))
    }

    /// Changes, by a JSON merge patch.
    ///
    /// # Errors
    /// [`Refused`], or that Tael does not answer.
    pub(crate) fn patch(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.call(Method::PATCH, path, Some(body))
    }

    /// Reads lines of JSON as they come.
    ///
    /// # Errors
    /// [`Refused`], or that Tael does not answer.
    pub(crate) fn lines(&self, path: &str) -> anyhow::Result<Lines<'_>> {
        match &self.transport {
            Transport::Remote(remote) => remote.lines(&self.world, path),
            Transport::Embedded(_) => anyhow::bail!("only a running Tael has something to follow"),
        }
    }

    /// Ends what was begun: where the store was opened here, everything is written and it is closed.
    ///
    /// # Errors
    /// Where that fails.
    pub(crate) fn close(self) -> anyhow::Result<()> {
        match self.transport {
            Transport::Remote(_) => Ok(()),
            Transport::Embedded(embedded) => embedded.close(),
        }
    }

    fn call(&self, method: Method, path: &str, body: Option<&Value>) -> anyhow::Result<Value> {
        let (status, text) = match &self.transport {
            Transport::Remote(remote) => remote.call(method, &self.world, path, body)?,
            Transport::Embedded(embedded) => embedded.call(method, &self.world, path, body)?,
        };
        refused::judge(status, &text)
    }
}

/// Does `work` on the Tael that the flags name, and ends it in an orderly way also where the work fails.
///
/// # Errors
/// That of the work, else that of the end.
pub(crate) fn with<T>(
    config: &Config,
    reach: &Reach,
    otherwise: Otherwise,
    work: impl FnOnce(&Admin) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let admin = Admin::reach(config, reach, otherwise)?;
    let done = work(&admin);
    let closed = admin.close();
    let done = done?;
    closed?;
    Ok(done)
}

/// The running node that the flags name, or that of the data directory, if one runs there.
fn running(config: &Config, reach: &Reach) -> anyhow::Result<Option<Remote>> {
    if let Some(url) = &reach.control {
        let token = reach.token.clone().or_else(|| std::env::var("TAEL_CONTROL_TOKEN").ok());
        let Some(token) = token.filter(|token| !token.is_empty()) else {
            return Err(told(
                "--control needs --token TOKEN (or TAEL_CONTROL_TOKEN): demo.json has it, /control/token",
                "--control 需要同时给出 --token TOKEN（或 TAEL_CONTROL_TOKEN）：见 demo.json 的 /control/token",
            ));
        };
        return Remote::tcp(url, token).map(Some);
    }
    let (socket, named) = match &reach.admin {
        Some(socket) => (socket.clone(), true),
        None => (boot::admin_socket(&config.store.data), false),
    };
    let remote = Remote::unix(socket.clone())?;
    match remote.knock() {
        Ok(()) => Ok(Some(remote)),
        Err(error) if named => Err(told(
            format!("no Tael answers on the admin socket {}: {error}", socket.display()),
            format!("管理套接字 {} 没有响应：{error}", socket.display()),
        )),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Err(told(
            format!("the admin socket {} belongs to another user: run this as that user", socket.display()),
            format!("管理套接字 {} 属于其他用户：请以该用户身份运行", socket.display()),
        )),
        // nobody listens there: not started, or ended without cleaning up
        Err(_) => Ok(None),
    }
}
