//! `tael trigger`: makes the demo buyer act, as the cashier's buttons would.

use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::admin::{self, Admin, Otherwise, Reach, Refused};
use super::entries::{rows, segment};
use super::words::{Lang, told};
use super::{NO, print};
use crate::config::Config;

/// What the buyer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Event {
    /// Pays.
    Pay,
    /// Gives a wrong password.
    Refuse,
    /// Pays, and presses the button once more.
    PayTwice,
    /// Leaves the cashier.
    Abandon,
    /// Pays with an account that does not hold enough.
    Insufficient,
    /// Pays with an account that is blocked.
    Blocked,
}

/// Flags of `trigger`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Flags {
    /// What the buyer does.
    event: Event,
    /// The trade; by default the latest that waits for its buyer.
    #[arg(long)]
    trade_no: Option<String>,
    /// The buyer, 2088…; by default the one that the trade names, else the demo buyer for the event.
    #[arg(long, value_name = "USER_ID")]
    buyer: Option<String>,
    /// The payment password; by default the demo buyer's.
    #[arg(long)]
    pay_password: Option<String>,
    #[command(flatten)]
    reach: Reach,
}

pub(super) fn run(config: &Config, flags: &Flags) -> anyhow::Result<ExitCode> {
    admin::with(config, &flags.reach, Otherwise::Refuse, |admin| {
        let trade_no = match &flags.trade_no {
            Some(trade_no) => trade_no.clone(),
            None => latest_waiting(admin)?,
        };
        Acting { admin, flags, path: format!("/trades/{}", segment(&trade_no)), trade_no }.act()
    })
}

/// The newest trade in the request log that still waits for its buyer.
fn latest_waiting(admin: &Admin) -> anyhow::Result<String> {
    let calls = admin.get("/requests?limit=200")?;
    let mut seen = Vec::new();
    for call in rows(&calls) {
        let Some(trade_no) = call["trade_no"].as_str() else { continue };
        if seen.contains(&trade_no) {
            continue;
        }
        seen.push(trade_no);
        let trade = match admin.get(&format!("/trades/{}", segment(trade_no))) {
            Ok(trade) => trade,
            // the log also holds numbers that were asked for in vain
            Err(error) if error.is::<Refused>() => continue,
            Err(error) => return Err(error),
        };
        if trade["trade_status"] == "WAIT_BUYER_PAY" {
            return Ok(trade_no.to_owned());
        }
    }
    Err(told(
        "no trade waits for its buyer: make one with alipay.trade.create, or name one with --trade-no",
        "没有等待买家付款的交易：请先调用 alipay.trade.create，或用 --trade-no 指定",
    ))
}

struct Acting<'a> {
    admin: &'a Admin,
    flags: &'a Flags,
    path: String,
    trade_no: String,
}

impl Acting<'_> {
    /// Acts and says what came of it: 0 where that is what the event is for, else 1.
    fn act(&self) -> anyhow::Result<ExitCode> {
        let expected = match self.flags.event {
            Event::Pay => self.pay(false)?.is_ok(),
            Event::Refuse => self.pay(true)?.is_err_and(|refused| refused.code == "WRONG_PASSWORD"),
            Event::PayTwice => self.pay(false)?.is_ok() && self.pay(false)?.is_err(),
            Event::Insufficient | Event::Blocked => self.pay(false)?.is_err(),
            Event::Abandon => {
                self.admin.post(&format!("{}/abandon", self.path), &json!({}))?;
                self.say("abandoned", "买家离开收银台");
                true
            }
        };
        let after = self.admin.get(&self.path)?;
        let state = after["trade_status"].as_str().unwrap_or("-").to_owned();
        self.say(&format!("trade_status {state}"), &format!("交易状态 {state}"));
        Ok(if expected { ExitCode::SUCCESS } else { ExitCode::from(NO) })
    }

    /// One press on the cashier's button; a refusal is an outcome, not an error.
    fn pay(&self, wrong_password: bool) -> anyhow::Result<Result<(), Refused>> {
        let (buyer, password) = self.payer()?;
        let password = if wrong_password { format!("{password}0") } else { password };
        let body = json!({ "buyer_id": buyer, "pay_password": password });
        match self.admin.post(&format!("{}/pay", self.path), &body) {
            Ok(_) => {
                self.say(&format!("paid by {buyer}"), &format!("买家 {buyer} 已付款"));
                Ok(Ok(()))
            }
            Err(error) => match error.downcast::<Refused>() {
                Ok(refused) if refused.status == http::StatusCode::CONFLICT => {
                    self.say(&format!("refused: {refused}"), &format!("被拒绝：{refused}"));
                    Ok(Err(refused))
                }
                Ok(refused) => Err(refused.into()),
                Err(error) => Err(error),
            },
        }
    }

    /// Who pays, and with which password.
    fn payer(&self) -> anyhow::Result<(String, String)> {
        let flags = self.flags;
        let demo = match self.admin.get("/demo") {
            Ok(demo) => demo,
            Err(error) if error.is::<Refused>() => Value::Null,
            Err(error) => return Err(error),
        };
        let note = match flags.event {
            Event::Insufficient => "balance too low",
            Event::Blocked => "blocked",
            Event::Pay | Event::Refuse | Event::PayTwice | Event::Abandon => "rich",
        };
        let buyers = rows(&demo["buyers"]);
        let for_event = || buyers.iter().find(|b| b["note"] == note).and_then(|b| b["user_id"].as_str());
        let bound = if note == "rich" { self.bound()? } else { None };
        let Some(buyer) = flags.buyer.clone().or(bound).or_else(|| for_event().map(str::to_owned)) else {
            return Err(told(
                "this Tael has no demo world: name the buyer with --buyer and --pay-password",
                "此 Tael 没有演示环境：请用 --buyer 和 --pay-password 指定买家",
            ));
        };
        let known = buyers.iter().find(|b| b["user_id"] == buyer.as_str());
        let password = known.and_then(|b| b["pay_password"].as_str()).map(str::to_owned);
        match flags.pay_password.clone().or(password) {
            Some(password) => Ok((buyer, password)),
            None => Err(told(
                format!("{buyer} is no demo buyer: give the password with --pay-password"),
                format!("{buyer} 不是演示买家：请用 --pay-password 给出支付密码"),
            )),
        }
    }

    /// The buyer that the trade is bound to.
    fn bound(&self) -> anyhow::Result<Option<String>> {
        let trade = self.admin.get(&self.path)?;
        Ok(trade["buyer"].as_str().map(str::to_owned))
    }

    fn say(&self, en: &str, zh: &str) {
        print::out(&format!("{}  {}", self.trade_no, Lang::of_environment().pick(en, zh)));
    }
}
