//! `tael buyer`: users who pay.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::admin::{self, Otherwise, Reach};
use super::entries::{self, Body, Shape, segment, value};
use super::print;
use crate::config::Config;

/// Flags of `buyer`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Flags {
    #[command(flatten)]
    reach: Reach,
    #[command(subcommand)]
    action: Action,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// Make a buyer.
    Create {
        #[command(flatten)]
        members: Members,
        /// User id, 2088…; by default a new one.
        #[arg(long)]
        user_id: Option<String>,
    },
    /// List buyers.
    List {
        /// How to print them.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Shape,
    },
    /// Show a buyer with what the channels hold.
    Show {
        /// User id, 2088….
        user_id: String,
    },
    /// Change members of a buyer.
    Update {
        /// User id, 2088….
        user_id: String,
        #[command(flatten)]
        members: Members,
    },
    /// Show a payment code on the buyer's phone.
    Code {
        /// User id, 2088….
        user_id: String,
        /// bar_code, wave_code or security_code.
        #[arg(long, default_value = "bar_code")]
        scene: String,
    },
}

#[derive(Clone, Debug, Args)]
struct Members {
    /// Login name: a mobile number or an e-mail address.
    #[arg(long)]
    logon_id: Option<String>,
    /// Name.
    #[arg(long)]
    name: Option<String>,
    /// Payment password.
    #[arg(long)]
    pay_password: Option<String>,
    /// Balance in yuan, 100.00.
    #[arg(long)]
    balance: Option<String>,
    /// NORMAL, FROZEN, DISABLED or CANCELLED.
    #[arg(long)]
    status: Option<String>,
    /// The buyer is certified.
    #[arg(long, value_name = "BOOL")]
    certified: Option<bool>,
    /// Up to this amount in yuan no password is asked for.
    #[arg(long, value_name = "AMOUNT")]
    password_free_up_to: Option<String>,
    #[command(flatten)]
    body: Body,
}

impl Members {
    fn body(&self, user_id: &Option<String>) -> anyhow::Result<serde_json::Value> {
        self.body.with(&[
            ("user_id", value(user_id)),
            ("logon_id", value(&self.logon_id)),
            ("name", value(&self.name)),
            ("pay_password", value(&self.pay_password)),
            ("balance", value(&self.balance)),
            ("status", value(&self.status)),
            ("certified", value(&self.certified)),
            ("password_free_up_to", value(&self.password_free_up_to)),
        ])
    }
}

pub(super) fn run(config: &Config, flags: &Flags) -> anyhow::Result<ExitCode> {
    let reach = &flags.reach;
    match &flags.action {
        Action::Create { members, user_id } => {
            let body = members.body(user_id)?;
            entries::show(admin::with(config, reach, Otherwise::Make, |admin| admin.post("/buyers", &body))?);
        }
        Action::List { format } => {
            let found = admin::with(config, reach, Otherwise::Open, |admin| admin.list("/buyers"))?;
            let columns = ["user_id", "logon_id", "name", "status", "certified", "balance"];
            entries::list(&found, &columns, *format);
        }
        Action::Show { user_id } => {
            let path = format!("/buyers/{}", segment(user_id));
            entries::show(admin::with(config, reach, Otherwise::Open, |admin| admin.get(&path))?);
        }
        Action::Update { user_id, members } => {
            let (path, body) = (format!("/buyers/{}", segment(user_id)), members.body(&None)?);
            entries::show(admin::with(config, reach, Otherwise::Open, |admin| admin.patch(&path, &body))?);
        }
        Action::Code { user_id, scene } => {
            let path = format!("/buyers/{}/auth-codes", segment(user_id));
            let body = serde_json::json!({ "scene": scene });
            // a payment code is what was asked for, so it is shown
            print::json(&admin::with(config, reach, Otherwise::Open, |admin| admin.post(&path, &body))?);
        }
    }
    Ok(ExitCode::SUCCESS)
}
