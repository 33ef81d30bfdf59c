//! `tael merchant`: merchants.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::admin::{self, Otherwise, Reach};
use super::entries::{self, Body, Shape, segment, value};
use crate::config::Config;

/// Flags of `merchant`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Flags {
    #[command(flatten)]
    reach: Reach,
    #[command(subcommand)]
    action: Action,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// Make a merchant.
    Create(Create),
    /// List merchants.
    List {
        /// How to print them.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Shape,
    },
    /// Show a merchant.
    Show {
        /// Its PID, 2088….
        partner_id: String,
    },
    /// Change members of a merchant.
    Update {
        /// Its PID, 2088….
        partner_id: String,
        /// Its name.
        #[arg(long)]
        name: Option<String>,
        /// NORMAL, INACTIVE, DISABLED or BLOCKED.
        #[arg(long)]
        status: Option<String>,
        /// It is certified.
        #[arg(long, value_name = "BOOL")]
        certified: Option<bool>,
        #[command(flatten)]
        body: Body,
    },
}

#[derive(Clone, Debug, Args)]
struct Create {
    /// Its name.
    #[arg(long)]
    name: Option<String>,
    /// Its PID, 2088…; by default a new one.
    #[arg(long, value_name = "PID")]
    partner_id: Option<String>,
    /// A product that it has signed, FACE_TO_FACE_PAYMENT or JSAPI_PAY; may be given more than once.
    #[arg(long = "product", value_name = "PRODUCT_CODE")]
    products: Vec<String>,
    /// The fee of these products, 0.006 for 0.6 %.
    #[arg(long, default_value = "0.006")]
    rate: String,
    #[command(flatten)]
    body: Body,
}

pub(super) fn run(config: &Config, flags: &Flags) -> anyhow::Result<ExitCode> {
    match &flags.action {
        Action::Create(create) => {
            let body = create.body()?;
            let made =
                admin::with(config, &flags.reach, Otherwise::Make, |admin| admin.post("/merchants", &body))?;
            entries::show(made);
        }
        Action::List { format } => {
            let found = admin::with(config, &flags.reach, Otherwise::Open, |admin| admin.list("/merchants"))?;
            entries::list(&found, &["partner_id", "name", "status", "certified"], *format);
        }
        Action::Show { partner_id } => {
            let path = format!("/merchants/{}", segment(partner_id));
            entries::show(admin::with(config, &flags.reach, Otherwise::Open, |admin| admin.get(&path))?);
        }
        Action::Update { partner_id, name, status, certified, body } => {
            let path = format!("/merchants/{}", segment(partner_id));
            let body = body.with(&[
                ("name", value(name)),
                ("status", value(status)),
                ("certified", value(certified)),
            ])?;
            let changed =
                admin::with(config, &flags.reach, Otherwise::Open, |admin| admin.patch(&path, &body))?;
            entries::show(changed);
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl Create {
    fn body(&self) -> anyhow::Result<serde_json::Value> {
        let contract =
            |code: &String| serde_json::json!({"product_code": code, "mode": "PLAIN", "rate": self.rate});
        let contracts: Vec<_> = self.products.iter().map(contract).collect();
        self.body.with(&[
            ("name", value(&self.name)),
            ("partner_id", value(&self.partner_id)),
            ("contracts", (!contracts.is_empty()).then(|| contracts.into())),
        ])
    }
}
