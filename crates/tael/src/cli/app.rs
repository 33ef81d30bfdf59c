//! `tael app`: applications and their keys.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use tael_wire::sign::{PrivateKey, PublicKey};

use super::admin::{self, Otherwise, Reach};
use super::entries::{self, Body, Shape, segment, value};
use super::print;
use super::words::told;
use crate::config::Config;

/// Flags of `app`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Flags {
    #[command(flatten)]
    reach: Reach,
    #[command(subcommand)]
    action: Action,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// Make an application.
    Create(Create),
    /// List applications.
    List {
        /// How to print them.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Shape,
    },
    /// Show an application.
    Show {
        /// Its number.
        app_id: String,
    },
    /// Change members of an application.
    Update {
        /// Its number.
        app_id: String,
        /// ONLINE, OFFLINE or PUNISHED.
        #[arg(long)]
        status: Option<String>,
        #[command(flatten)]
        body: Body,
    },
    /// Give an application another key; the old one ends at once.
    RotateKey {
        /// Its number.
        app_id: String,
        #[command(flatten)]
        key: Key,
    },
}

#[derive(Clone, Debug, Args)]
struct Create {
    /// The merchant that it acts for, 2088….
    #[arg(long, value_name = "PID")]
    partner_id: Option<String>,
    /// Its number; by default a new one.
    #[arg(long)]
    app_id: Option<String>,
    /// RSA2 or RSA.
    #[arg(long)]
    sign_type: Option<String>,
    /// It is a mini program.
    #[arg(long)]
    mini_program: bool,
    #[command(flatten)]
    key: Key,
    #[command(flatten)]
    body: Body,
}

/// Where an application's key comes from.
#[derive(Clone, Debug, Default, Args)]
struct Key {
    /// The application's public key: PEM, or base64 as users upload it.
    #[arg(long, value_name = "FILE", conflicts_with = "new_key")]
    public_key: Option<PathBuf>,
    /// Make a key, write the private half to this file (it must not exist) and upload the public one.
    #[arg(long, value_name = "FILE")]
    new_key: Option<PathBuf>,
}

impl Key {
    /// Does `work` with the public key (`None` where no flag was given); a key file that was made for it goes again
    /// where it fails.
    fn with<T>(&self, work: impl FnOnce(Option<String>) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let public = self.public()?;
        let done = work(public);
        match &self.new_key {
            Some(path) if done.is_err() => {
                let _ = std::fs::remove_file(path);
            }
            Some(path) => eprintln!("tael: the private key (PKCS#8, base64) is in {}", path.display()),
            None => {}
        }
        done
    }

    /// The public key, checked.
    fn public(&self) -> anyhow::Result<Option<String>> {
        if let Some(path) = &self.public_key {
            let key = PublicKey::parse(&entries::read(path, "--public-key")?).map_err(|error| {
                told(
                    format!("--public-key {}: {error}", path.display()),
                    format!("--public-key {}：无法使用的公钥：{error}", path.display()),
                )
            })?;
            return Ok(Some(key.spki_base64()));
        }
        let Some(path) = &self.new_key else { return Ok(None) };
        if path.exists() {
            return Err(told(
                format!("--new-key: {} exists already and is not overwritten", path.display()),
                format!("--new-key：{} 已存在，不会覆盖", path.display()),
            ));
        }
        let key = PrivateKey::generate(2048)?;
        print::write_private(path, &key.pkcs8_base64()?)?;
        Ok(Some(key.public_key().spki_base64()))
    }
}

pub(super) fn run(config: &Config, flags: &Flags) -> anyhow::Result<ExitCode> {
    let with = |otherwise, work: &dyn Fn(&admin::Admin) -> anyhow::Result<()>| {
        admin::with(config, &flags.reach, otherwise, work)
    };
    match &flags.action {
        Action::Create(create) => {
            create.key.with(|public| {
                let body = create.body(public)?;
                with(Otherwise::Make, &|admin| {
                    entries::show(admin.post("/apps", &body)?);
                    Ok(())
                })
            })?;
        }
        Action::List { format } => with(Otherwise::Open, &|admin| {
            let columns = ["app_id", "partner_id", "status", "sign_type", "mini_program"];
            entries::list(&admin.list("/apps")?, &columns, *format);
            Ok(())
        })?,
        Action::Show { app_id } => with(Otherwise::Open, &|admin| {
            entries::show(admin.get(&format!("/apps/{}", segment(app_id)))?);
            Ok(())
        })?,
        Action::Update { app_id, status, body } => {
            let body = body.with(&[("status", value(status))])?;
            with(Otherwise::Open, &|admin| {
                entries::show(admin.patch(&format!("/apps/{}", segment(app_id)), &body)?);
                Ok(())
            })?;
        }
        Action::RotateKey { app_id, key } => with(Otherwise::Open, &|admin| {
            let path = format!("/apps/{}", segment(app_id));
            key.with(|public| {
                let Some(public) = public else { return Err(no_key()) };
                entries::show(admin.patch(&path, &serde_json::json!({ "public_key": public }))?);
                Ok(())
            })
        })?,
    }
    Ok(ExitCode::SUCCESS)
}

impl Create {
    fn body(&self, public_key: Option<String>) -> anyhow::Result<serde_json::Value> {
        let body = self.body.with(&[
            ("public_key", value(&public_key)),
            ("app_id", value(&self.app_id)),
            ("partner_id", value(&self.partner_id)),
            ("sign_type", value(&self.sign_type)),
            ("mini_program", self.mini_program.then(|| true.into())),
        ])?;
        let mini = body["mini_program"] == true;
        if !mini && body.get("public_key").is_none() && body.get("app_cert").is_none() {
            return Err(no_key());
        }
        Ok(body)
    }
}

fn no_key() -> anyhow::Error {
    told(
        "an application needs a key: --public-key FILE for one that you have, --new-key FILE for a new one",
        "应用需要密钥：已有密钥用 --public-key FILE，新建密钥用 --new-key FILE",
    )
}
