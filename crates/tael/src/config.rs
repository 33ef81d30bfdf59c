//! Configuration: built-in defaults, then the file, then `TAEL_SECTION__KEY` variables, then flags (`interfaces.md`).

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;

/// Everything that can be configured.
#[derive(Clone, Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// The gateway itself.
    pub(crate) gateway: Gateway,
    /// Where it keeps what it keeps.
    pub(crate) store: Store,
    /// The control API.
    pub(crate) control: Control,
    /// What the process says of itself.
    pub(crate) log: Log,
    /// What `tael serve` insists on.
    pub(crate) serve: Serve,
}

/// Section `[gateway]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Gateway {
    /// Address and port; port 0 picks a free one.
    pub(crate) listen: SocketAddr,
    /// The URL that clients see, where it is not that of `listen`.
    pub(crate) public_url: Option<String>,
    /// Requests under way at most.
    pub(crate) in_flight_max: usize,
    /// Refusals of unknown applications are signed too; the real gateway does not.
    pub(crate) sign_unknown_app: bool,
    /// Threads that verify and sign; 0: one for each core.
    pub(crate) signing_threads: usize,
}

impl Default for Gateway {
    fn default() -> Self {
        Gateway {
            listen: SocketAddr::from(([127, 0, 0, 1], 8640)),
            public_url: None,
            in_flight_max: 1024,
            sign_unknown_app: false,
            signing_threads: 0,
        }
    }
}

/// Section `[store]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Store {
    /// The data directory.
    pub(crate) data: PathBuf,
    /// `sqlite:PATH`; absent: `tael.db` in the data directory.
    pub(crate) database_url: Option<String>,
    /// The number of this node, 0 to 511; nodes that share a store have different ones.
    pub(crate) node: u16,
}

impl Default for Store {
    fn default() -> Self {
        Store { data: PathBuf::from("./tael-data"), database_url: None, node: 0 }
    }
}

impl Store {
    /// The file of the embedded store.
    pub(crate) fn sqlite_path(&self) -> anyhow::Result<PathBuf> {
        match self.database_url.as_deref() {
            None => Ok(self.data.join("tael.db")),
            Some(url) => match url.strip_prefix("sqlite:") {
                Some(path) if !path.is_empty() => Ok(PathBuf::from(path)),
                _ => bail!("database url {url:?} is not supported by this build: use sqlite:PATH"),
            },
        }
    }
}

/// Section `[control]`.
#[derive(Clone, Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Control {
    /// The control API answers on the public listener too; on the admin socket it always does. `tael dev` turns it on.
    pub(crate) enabled: bool,
}

/// Section `[log]`.
#[derive(Clone, Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Log {
    /// `text` or `json`; text where absent.
    pub(crate) format: Option<LogFormat>,
    /// Which events, in the manner of RUST_LOG: `info,tael_server=debug`.
    pub(crate) filter: Option<String>,
}

/// How the log is written on stderr.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// A line for people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

/// Section `[serve]`.
#[derive(Clone, Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Serve {
    /// Names of checks of `tael serve` whose finding the operator accepts.
    pub(crate) allow: Vec<String>,
}

/// Reads the configuration: `file`, if given, under the variables of the environment.
pub(crate) fn load(file: Option<&Path>) -> anyhow::Result<Config> {
    let mut table = match file {
        Some(path) => {
            let text =
                std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            text.parse::<toml::Table>().with_context(|| format!("{} is not valid TOML", path.display()))?
        }
        None => toml::Table::new(),
    };
    for (name, value) in std::env::vars() {
        let Some((section, key)) = name.strip_prefix("TAEL_").and_then(|n| n.split_once("__")) else {
            continue;
        };
        let section = table.entry(section.to_lowercase()).or_insert_with(|| toml::Table::new().into());
        let Some(section) = section.as_table_mut() else { bail!("{name}: there is no such section") };
        section.insert(key.to_lowercase(), scalar(&value));
    }
    toml::Value::Table(table).try_into().context("the configuration is not valid")
}

/// The value of a variable: a boolean, a whole number or a list `["a"]` where it looks like one, else text.
fn scalar(text: &str) -> toml::Value {
    match text {
        "true" => true.into(),
        "false" => false.into(),
        _ if text.starts_with('[') => {
            let listed = format!("list = {text}").parse::<toml::Table>().ok();
            listed.and_then(|mut table| table.remove("list")).unwrap_or_else(|| text.into())
        }
        _ => text.parse::<i64>().map_or_else(|_| text.into(), Into::into),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_stand_and_unknown_keys_are_named() {
        let config = load(None).expect("defaults");
        assert_eq!(config.gateway.listen.to_string(), "127.0.0.1:8640");
        let wrong: Result<Config, _> = toml::from_str("[gateway]\nlisten_on = 1\n");
        assert!(wrong.expect_err("refused").to_string().contains("listen_on"));
        assert!(Store { database_url: Some("mysql://x".into()), ..Store::default() }.sqlite_path().is_err());
    }
}
