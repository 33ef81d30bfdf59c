//! Authorisations: money of buyers that operators freeze for merchants, as the freezing APIs will.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use tael_core::authorisation::{
    Authorisation, AuthorisationError, AuthorisationStatus, Opening, Parts, PreAuthType,
};
use tael_core::env::Env;
use tael_core::id::{AppId, UserId};
use tael_core::ledger::AccountKind;
use tael_core::money::Fen;
use tael_core::time::{MINUTE, Span};
use tael_store::{Need, Plan, View};

use super::document::{Place, check_amount};
use super::merchant;
use super::read::read;
use super::refusal::{Kind, Outcome, Refusal, Stop, settle};
use crate::authorisation::{short_of, write};

const NAME: (&str, &str) = ("authorisation", "预授权");
const PATH: &str = "/authorisations";
/// The products that freeze.
const PRODUCTS: [&str; 2] = ["PREAUTH_PAY", "PRE_AUTH"];

/// What is to be frozen, with the names of spec/apis.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    user_id: UserId,
    partner_id: UserId,
    amount: Fen,
    #[serde(default)]
    credit_amount: Option<Fen>,
    #[serde(default)]
    pre_auth_type: Option<PreAuthType>,
    #[serde(default)]
    product_code: Option<SmolStr>,
    #[serde(default)]
    payee_user_id: Option<UserId>,
    #[serde(default)]
    app_id: Option<AppId>,
    #[serde(default)]
    out_order_no: Option<SmolStr>,
    #[serde(default)]
    out_request_no: Option<SmolStr>,
    #[serde(default)]
    order_title: Option<String>,
    #[serde(default)]
    pay_timeout: Option<String>,
    #[serde(default)]
    order_status: Option<AuthorisationStatus>,
}

/// What may change: the state, or a part that is released.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    #[serde(default)]
    order_status: Option<AuthorisationStatus>,
    #[serde(default)]
    release: Option<Fen>,
}

/// Freezes money of a buyer, or (with `order_status` INIT) only asks for it.
///
/// # Errors
/// [`Need`].
pub fn create(
    place: Place,
    body: &Map<String, Value>,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let wanted: Wanted = read(Value::Object(body.clone()), "")?;
        let asked = asked(&wanted)?;
        merchant::existing(place, &wanted.partner_id, "partner_id", view)?;
        let payee = wanted.payee_user_id.clone().unwrap_or_else(|| wanted.partner_id.clone());
        for (field, id) in [("user_id", &wanted.user_id), ("payee_user_id", &payee)] {
            if view.user(id)?.is_none_or(|user| user.world != place.world) {
                return Err(Refusal::dangling(field, ("user", "用户"), id.as_str(), "/buyers").into());
            }
        }
        let opening = opening(place, &wanted, asked, payee, env)?;
        let out = opening.out_order_no.clone();
        if let Some(known) = view.authorisation_by_out(place.book, &wanted.partner_id, &out)? {
            return Err(Refusal::exists(NAME, &known.no, "out_order_no", PATH).into());
        }
        let mut plan = Plan::none();
        let init = write(Authorisation::open(opening, env), env, &mut plan);
        match wanted.order_status.unwrap_or(AuthorisationStatus::Authorized) {
            AuthorisationStatus::Init => Ok((plan, show(&init))),
            AuthorisationStatus::Authorized => {
                let frozen = freeze(&init, view, env, &mut plan)?;
                Ok((plan, show(&frozen)))
            }
            AuthorisationStatus::Finish | AuthorisationStatus::Closed => {
                Err(states("INIT, AUTHORIZED").into())
            }
        }
    })())
}

fn states(known: &str) -> Refusal {
    Refusal::invalid("order_status", &format!("one of {known}"), &format!("以下之一：{known}"))
}

/// The parts of what is asked for: credit only where the whole is one of credit.
fn asked(wanted: &Wanted) -> Result<Parts, Refusal> {
    check_amount("amount", wanted.amount)?;
    if !wanted.amount.is_positive() {
        return Err(Refusal::invalid("amount", "above zero", "大于零的金额"));
    }
    let of_credit = wanted.pre_auth_type == Some(PreAuthType::CreditAuth);
    let credit = match wanted.credit_amount {
        Some(_) if !of_credit => {
            let (en, zh) =
                ("left out without pre_auth_type CREDIT_AUTH", "空（pre_auth_type 不是 CREDIT_AUTH）");
            return Err(Refusal::invalid("credit_amount", en, zh));
        }
        Some(credit) if (Fen::ZERO..=wanted.amount).contains(&credit) => credit,
        Some(_) => {
            return Err(Refusal::invalid(
                "credit_amount",
                "from 0.00 to amount",
                " 0.00 到 amount 之间的金额",
            ));
        }
        None if of_credit => wanted.amount,
        None => Fen::ZERO,
    };
    Ok(Parts { fund: Fen(wanted.amount.0 - credit.0), credit })
}

fn opening(
    place: Place,
    wanted: &Wanted,
    asked: Parts,
    payee: UserId,
    env: &Env,
) -> Result<Opening, Refusal> {
    let product_code = wanted.product_code.clone().unwrap_or_else(|| PRODUCTS[0].into());
    if !PRODUCTS.contains(&product_code.as_str()) {
        let known = PRODUCTS.join(", ");
        return Err(Refusal::invalid(
            "product_code",
            &format!("one of {known}"),
            &format!("以下之一：{known}"),
        ));
    }
    let limit = match &wanted.pay_timeout {
        None => Span::Millis(15 * MINUTE),
        Some(text) => Span::parse(text).ok_or_else(|| {
            Refusal::invalid("pay_timeout", "a time limit like 15m, 2h, 1d", " 15m、2h、1d 形式的时限")
        })?,
    };
    let fresh = || SmolStr::new(format!("A{}{:08}", env.now.beijing_day(), env.random() % 100_000_000));
    for (field, number) in
        [("out_order_no", &wanted.out_order_no), ("out_request_no", &wanted.out_request_no)]
    {
        let sound = |no: &SmolStr| {
            (1..=64).contains(&no.len()) && no.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        if number.as_ref().is_some_and(|no| !sound(no)) {
            let (en, zh) = ("1 to 64 letters, digits or _", " 1 到 64 位字母、数字或 _");
            return Err(Refusal::invalid(field, en, zh));
        }
    }
    Ok(Opening {
        book: place.book,
        world: place.world,
        pid: wanted.partner_id.clone(),
        out_order_no: wanted.out_order_no.clone().unwrap_or_else(fresh),
        out_request_no: wanted.out_request_no.clone(),
        payer: wanted.user_id.clone(),
        payee,
        product_code,
        app_id: wanted.app_id.clone(),
        asked,
        pre_auth_type: wanted.pre_auth_type,
        order_title: wanted.order_title.clone(),
        expires_at: limit.end(env.now),
        notify: None,
    })
}

fn freeze(init: &Authorisation, view: &View, env: &Env, plan: &mut Plan) -> Result<Arc<Authorisation>, Stop> {
    if let Some((kind, held)) = short_of(init, view)? {
        let (what, field) = match kind {
            AccountKind::CreditLine => ("CREDIT_LINE", "channels"),
            _ => ("BALANCE", "balance"),
        };
        let payer = &init.payer;
        let en =
            format!("{what} of buyer {payer} holds {held}: raise it with PATCH /buyers/{payer} and {field}");
        let zh = format!("买家 {payer} 的 {what} 仅有 {held}：请用 PATCH /buyers/{payer} 的 {field} 增加");
        return Err(Refusal::new(Kind::Conflict, "NOT_ENOUGH", en, zh).at("amount").into());
    }
    let frozen = init.freeze(env).map_err(|error| refused(init, error))?;
    Ok(write(frozen, env, plan))
}

/// Changes an authorisation: `order_status` AUTHORIZED freezes one that was only asked for, CLOSED ends it and releases
/// what is still frozen, `release` gives a part back.
///
/// # Errors
/// [`Need`].
pub fn change(
    place: Place,
    no: &str,
    patch: &Map<String, Value>,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let mut row = Arc::clone(find(place, no, view)?);
        let change: Change = read(Value::Object(patch.clone()), "")?;
        let mut plan = Plan::none();
        if let Some(amount) = change.release {
            if !amount.is_positive() {
                return Err(Refusal::invalid("release", "above zero", "大于零的金额").into());
            }
            let released = row.release(amount, env).map_err(|error| refused(&row, error))?;
            row = write(released, env, &mut plan);
        }
        match change.order_status {
            None => {}
            Some(status) if status == row.status => {}
            Some(AuthorisationStatus::Authorized) => row = freeze(&row, view, env, &mut plan)?,
            Some(AuthorisationStatus::Closed) => {
                let ended = match row.status {
                    AuthorisationStatus::Authorized => row.release(row.rest().total(), env),
                    _ => row.close(env),
                };
                row = write(ended.map_err(|error| refused(&row, error))?, env, &mut plan);
            }
            Some(AuthorisationStatus::Init | AuthorisationStatus::Finish) => {
                return Err(states("AUTHORIZED, CLOSED").into());
            }
        }
        Ok((plan, show(&row)))
    })())
}

fn refused(row: &Authorisation, error: AuthorisationError) -> Refusal {
    let (no, rest) = (&row.no, row.rest().total());
    let en = format!("{error} ({no}, {rest} are still frozen): see GET {PATH}/{no}");
    let zh = format!("预授权 {no} 的状态不允许此操作（剩余冻结 {rest}）：见 GET {PATH}/{no}");
    Refusal::new(Kind::Conflict, "AUTHORISATION_STATE", en, zh)
}

/// Shows an authorisation.
///
/// # Errors
/// [`Need`].
pub fn get(place: Place, no: &str, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle(find(place, no, view).map(|row| (Plan::none(), show(row))))
}

fn find<'v>(place: Place, no: &str, view: &'v View) -> Result<&'v Arc<Authorisation>, Stop> {
    let row = view.authorisation(place.book, no)?.filter(|row| row.world == place.world);
    row.ok_or_else(|| Refusal::not_found(NAME, no, PATH).into())
}

/// An authorisation as the control API shows it, with the names of alipay.fund.auth.operation.detail.query.
#[must_use]
pub fn show(row: &Authorisation) -> Value {
    let detail = &row.detail;
    let mut shown = json!({
        "auth_no": row.no,
        "order_status": row.status,
        "partner_id": row.pid,
        "out_order_no": row.out_order_no,
        "payer_user_id": row.payer,
        "payee_user_id": row.payee,
        "product_code": detail.product_code,
        "gmt_create": detail.created_at.to_string(),
    });
    let Some(members) = shown.as_object_mut() else { return shown };
    for (name, part) in [
        ("asked", detail.asked),
        ("total_freeze", detail.frozen),
        ("total_pay", detail.paid),
        ("total_unfreeze", detail.released),
        ("rest", row.rest()),
    ] {
        members.insert(format!("{name}_amount"), json!(part.total()));
        if row.is_credit() {
            members.insert(format!("{name}_credit_amount"), json!(part.credit));
            members.insert(format!("{name}_fund_amount"), json!(part.fund));
        }
    }
    let optional = [
        ("gmt_trans", detail.frozen_at.map(|at| json!(at.to_string()))),
        ("order_title", detail.order_title.as_ref().map(|title| json!(title))),
        ("pre_auth_type", detail.pre_auth_type.map(|kind| json!(kind))),
    ];
    members.extend(optional.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    shown
}
