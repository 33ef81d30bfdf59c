//! Agreements that buyers have signed elsewhere, made and changed by operators.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use tael_core::agreement::{
    Agreement, AgreementData, AgreementDetail, AgreementStatus, CYCLE_PAY, Deduction, PeriodRule, Signing,
    long_term,
};
use tael_core::date::Date;
use tael_core::env::Env;
use tael_core::id::{AppId, UserId};
use tael_core::party::App;
use tael_core::time::Instant;
use tael_core::trade::NotifyTarget;
use tael_store::{Need, Plan, View, Write};

use super::document::Place;
use super::merchant;
use super::read::read;
use super::refusal::{Kind, Outcome, Refusal, Stop, settle};
use crate::agreement::notice::AgreementNotice;
use crate::agreement::signing::{Signed, sign};
use crate::open_id::OpenIds;

const NAME: (&str, &str) = ("agreement", "协议");
const PATH: &str = "/agreements";
/// The scene of an agreement that names none.
const SCENE: &str = "INDUSTRY|DIGITAL_MEDIA";
/// The scene that goes with no number of the merchant's own.
pub(crate) const NO_SCENE: &str = "DEFAULT|DEFAULT";

/// What is signed, with the names of spec/apis.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    user_id: UserId,
    partner_id: UserId,
    #[serde(default)]
    app_id: Option<AppId>,
    #[serde(default)]
    personal_product_code: Option<SmolStr>,
    #[serde(default)]
    product_code: Option<SmolStr>,
    #[serde(default)]
    sign_scene: Option<SmolStr>,
    #[serde(default)]
    access_params: Option<Access>,
    #[serde(default)]
    external_agreement_no: Option<SmolStr>,
    #[serde(default)]
    external_logon_id: Option<String>,
    #[serde(default)]
    period_rule_params: Option<PeriodRule>,
    #[serde(default)]
    valid_time: Option<String>,
    #[serde(default)]
    invalid_time: Option<String>,
    #[serde(default)]
    sign_notify_url: Option<String>,
    #[serde(default)]
    status: Option<AgreementStatus>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Access {
    channel: SmolStr,
}

/// What may change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    #[serde(default)]
    status: Option<AgreementStatus>,
    #[serde(default)]
    valid_time: Option<String>,
    #[serde(default)]
    invalid_time: Option<String>,
    #[serde(default)]
    next_deduct_time: Option<Date>,
}

/// Makes an agreement, in force at once unless the body says otherwise. Signing the same terms again is refused.
///
/// # Errors
/// [`Need`].
pub fn create(
    place: Place,
    body: &Map<String, Value>,
    open_ids: &dyn OpenIds,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let wanted: Wanted = read(Value::Object(body.clone()), "")?;
        check(&wanted)?;
        merchant::existing(place, &wanted.partner_id, "partner_id", view)?;
        let dangling = || Refusal::dangling("user_id", ("buyer", "买家"), wanted.user_id.as_str(), "/buyers");
        let user =
            view.user(&wanted.user_id)?.filter(|user| user.world == place.world).ok_or_else(dangling)?;
        let app = match &wanted.app_id {
            Some(id) => Some(app(place, id, view)?),
            None => None,
        };
        let signing = signing(place, &wanted, app, env)?;
        let mut plan = Plan::none();
        match sign(signing, view, env, &mut plan)? {
            Signed::New(agreement) => {
                if let Some(app) = app {
                    AgreementNotice { agreement: &agreement, user, app, open_ids }.enqueue(env, &mut plan);
                }
                Ok((plan, show(&agreement)))
            }
            Signed::Known(known) => {
                Err(Refusal::exists(NAME, &known.no, "external_agreement_no", PATH).into())
            }
            Signed::TooMany => Err(too_many().into()),
        }
    })())
}

fn check(wanted: &Wanted) -> Result<(), Refusal> {
    let external = wanted.external_agreement_no.as_deref().unwrap_or_default();
    if external.len() > 32 || !external.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Refusal::invalid(
            "external_agreement_no",
            "at most 32 letters and digits",
            "不超过 32 位的字母和数字",
        ));
    }
    if !external.is_empty() && wanted.sign_scene.as_deref() == Some(NO_SCENE) {
        let (en, zh) = (
            "another scene than DEFAULT|DEFAULT where external_agreement_no is sent",
            "非 DEFAULT|DEFAULT 的场景（传入 external_agreement_no 时）",
        );
        return Err(Refusal::invalid("sign_scene", en, zh));
    }
    let cycle = wanted.personal_product_code.as_deref().unwrap_or(CYCLE_PAY) == CYCLE_PAY;
    if cycle && wanted.period_rule_params.is_none() {
        let (en, zh) = ("sent with CYCLE_PAY_AUTH_P", "与 CYCLE_PAY_AUTH_P 一同传入");
        return Err(Refusal::invalid("period_rule_params", en, zh));
    }
    if let Some(rule) = &wanted.period_rule_params {
        // an operator may sign a plan that has begun
        rule.check(rule.execute_time).map_err(|why| {
            let field = format!("period_rule_params.{}", why.member());
            Refusal::invalid(field, &format!("such that {why}"), &format!("合规的值（{why}）"))
        })?;
    }
    Ok(())
}

fn app<'v>(place: Place, id: &AppId, view: &'v View) -> Result<&'v Arc<App>, Stop> {
    let app = view.app(id)?.filter(|app| app.world == place.world);
    app.ok_or_else(|| Refusal::dangling("app_id", ("app", "应用"), id.as_str(), "/apps").into())
}

fn signing(place: Place, wanted: &Wanted, app: Option<&Arc<App>>, env: &Env) -> Result<Signing, Refusal> {
    let notify = wanted.sign_notify_url.as_ref().map(|url| NotifyTarget {
        url: url.clone(),
        charset: "utf-8".into(),
        sign_type: app.map_or_else(|| "RSA2".into(), |app| app.sign_type.clone()),
    });
    Ok(Signing {
        book: place.book,
        world: place.world,
        pid: wanted.partner_id.clone(),
        user: wanted.user_id.clone(),
        product: wanted.personal_product_code.clone().unwrap_or_else(|| CYCLE_PAY.into()),
        scene: wanted.sign_scene.clone().unwrap_or_else(|| SCENE.into()),
        external_no: wanted.external_agreement_no.clone().unwrap_or_default(),
        status: wanted.status.unwrap_or(AgreementStatus::Normal),
        detail: AgreementDetail {
            product_code: wanted.product_code.clone().unwrap_or_else(|| "GENERAL_WITHHOLDING".into()),
            channel: wanted.access_params.as_ref().map_or_else(|| "ALIPAYAPP".into(), |a| a.channel.clone()),
            app_id: wanted.app_id.clone(),
            sign_time: env.now,
            valid_time: time("valid_time", wanted.valid_time.as_deref())?.unwrap_or(env.now),
            invalid_time: time("invalid_time", wanted.invalid_time.as_deref())?.unwrap_or_else(long_term),
            external_logon_id: wanted.external_logon_id.clone(),
            rule: wanted.period_rule_params.clone(),
            schedule: None,
            deducted: Deduction::default(),
            signed_with: None,
            notify,
        },
    })
}

fn time(field: &str, text: Option<&str>) -> Result<Option<Instant>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let at = Instant::parse_beijing(text).map(Some);
    at.ok_or_else(|| Refusal::invalid(field, "yyyy-MM-dd HH:mm:ss", " yyyy-MM-dd HH:mm:ss 格式"))
}

/// The refusal of one cycle agreement too many.
fn too_many() -> Refusal {
    Refusal::new(
        Kind::Conflict,
        "TOO_MANY_AGREEMENTS",
        "the buyer has ten cycle agreements with this merchant: end one with PATCH /agreements/{agreement_no} and \
         status UNSIGN",
        "该买家与该商户已有十个周期扣款协议：请先用 PATCH /agreements/{agreement_no} 将其中一个设为 UNSIGN",
    )
}

/// Changes an agreement: its state, its times, the date of its open plan. One that has ended stays so.
///
/// # Errors
/// [`Need`].
pub fn change(
    place: Place,
    no: &str,
    patch: &Map<String, Value>,
    open_ids: &dyn OpenIds,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let current = find(place, no, view)?;
        let change: Change = read(Value::Object(patch.clone()), "")?;
        if !current.is_live() {
            let en = format!("agreement {no} has ended (UNSIGN) and stays so: make another with POST {PATH}");
            let zh = format!("协议 {no} 已解约（UNSIGN），不可更改：请用 POST {PATH} 新建");
            return Err(Refusal::new(Kind::Conflict, "AGREEMENT_ENDED", en, zh).into());
        }
        let (valid, invalid) = (
            time("valid_time", change.valid_time.as_deref())?,
            time("invalid_time", change.invalid_time.as_deref())?,
        );
        if let Some(date) = change.next_deduct_time {
            plan_date(current, date)?;
        }
        let after = Arc::new(current.changed(|data| apply(data, &change, valid, invalid)));
        let mut plan = Plan::none().with(Write::UpdateAgreement(Arc::clone(&after)));
        if after.status != current.status
            && let Some(id) = &after.detail.app_id
            && let (Some(user), Some(app)) = (view.user(&after.user)?, view.app(id)?)
        {
            AgreementNotice { agreement: &after, user, app, open_ids }.enqueue(env, &mut plan);
        }
        Ok((plan, show(&after)))
    })())
}

fn plan_date(agreement: &Agreement, date: Date) -> Result<(), Refusal> {
    match &agreement.detail.rule {
        Some(rule) if rule.may_lie_on(date) => Ok(()),
        Some(_) => {
            Err(Refusal::invalid("next_deduct_time", "on day 1 to 28 of a month", "每月 1 至 28 日中的日期"))
        }
        None => Err(Refusal::invalid(
            "next_deduct_time",
            "left out: the agreement has no plan",
            "空：该协议没有扣款计划",
        )),
    }
}

fn apply(data: &mut AgreementData, change: &Change, valid: Option<Instant>, invalid: Option<Instant>) {
    data.status = change.status.unwrap_or(data.status);
    data.detail.valid_time = valid.unwrap_or(data.detail.valid_time);
    data.detail.invalid_time = invalid.unwrap_or(data.detail.invalid_time);
    if let (Some(schedule), Some(date)) = (&mut data.detail.schedule, change.next_deduct_time) {
        schedule.next = date;
    }
}

/// Shows an agreement.
///
/// # Errors
/// [`Need`].
pub fn get(place: Place, no: &str, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle(find(place, no, view).map(|row| (Plan::none(), show(row))))
}

/// The refusal of an agreement that nobody has signed.
#[must_use]
pub fn not_found(no: &str) -> Refusal {
    Refusal::not_found(NAME, no, PATH)
}

fn find<'v>(place: Place, no: &str, view: &'v View) -> Result<&'v Arc<Agreement>, Stop> {
    let row = view.agreement(place.book, no)?.filter(|row| row.world == place.world);
    row.ok_or_else(|| not_found(no).into())
}

/// An agreement as the control API shows it, with the names of alipay.user.agreement.query.
#[must_use]
pub fn show(row: &Agreement) -> Value {
    let detail = &row.detail;
    let mut shown = json!({
        "agreement_no": row.no,
        "status": row.status,
        "partner_id": row.pid,
        "user_id": row.user,
        "personal_product_code": row.product,
        "product_code": detail.product_code,
        "sign_scene": row.scene,
        "access_params": {"channel": detail.channel},
        "sign_time": detail.sign_time.to_string(),
        "valid_time": detail.valid_time.to_string(),
        "invalid_time": detail.invalid_time.to_string(),
        "deducted": {"count": detail.deducted.count, "sum": detail.deducted.sum},
    });
    let optional = [
        ("app_id", detail.app_id.as_ref().map(|id| json!(id))),
        ("external_agreement_no", Some(&row.external_no).filter(|no| !no.is_empty()).map(|no| json!(no))),
        ("external_logon_id", detail.external_logon_id.as_ref().map(|id| json!(id))),
        ("period_rule_params", detail.rule.as_ref().map(|rule| json!(rule))),
        ("period_id", detail.schedule.map(|schedule| json!(schedule.period_id))),
        ("next_deduct_time", detail.schedule.map(|schedule| json!(schedule.next))),
        ("last_deduct_time", detail.deducted.last.map(|at| json!(at.to_string()))),
        ("notify_url", detail.notify.as_ref().map(|target| json!(target.url))),
    ];
    if let Some(members) = shown.as_object_mut() {
        members.extend(optional.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    }
    shown
}
