//! `agreement_sign_params`: what the buyer is asked to sign with the payment (`semantics.md §4.1–4.2`).

use smol_str::SmolStr;
use tael_core::agreement::{CYCLE_PAY, Offer, PeriodRule, PeriodType};
use tael_core::date::Date;
use tael_core::env::Env;
use tael_core::party::{Merchant, User};
use tael_core::trade::NotifyTarget;
use tael_store::View;

use crate::agreement::signing::is_full;
use crate::generated::Code;
use crate::generated::alipay_trade_create::request::{
    AgreementSignParams, AgreementSignParamsPeriodRuleParams, AgreementSignParamsPeriodRuleParamsPeriodType,
};
use crate::method::{Call, Rule};
use crate::trade::rules::contract;

/// The scene that goes with no number of the merchant's own.
const NO_SCENE: &str = "DEFAULT|DEFAULT";
/// The product of periodic deductions under its own name, beside the collecting product.
const CYCLE_PRODUCT: &str = "CYCLE_PAY_AUTH";

/// The offer of a request, its rules checked.
///
/// # Errors
/// Invalid parameter, with the path of the member.
pub(super) fn offer(asked: &AgreementSignParams, call: &Call, env: &Env) -> Result<Offer, Rule> {
    let product = asked.personal_product_code.as_str();
    let external_no = asked.external_agreement_no.as_deref().unwrap_or_default();
    if !external_no.is_empty() && asked.sign_scene.as_str() == NO_SCENE {
        return Err(Rule::invalid(
            "agreement_sign_params.sign_scene",
            "传入 external_agreement_no 时不能为 DEFAULT|DEFAULT",
            "must be another scene than DEFAULT|DEFAULT where external_agreement_no is sent",
        ));
    }
    let rule = asked.period_rule_params.as_ref().map(|rule| period_rule(rule, env)).transpose()?;
    if rule.is_some() && product != CYCLE_PAY {
        return Err(Rule::invalid(
            "agreement_sign_params.period_rule_params",
            "仅用于周期扣款产品",
            "goes with the product of periodic deductions only",
        ));
    }
    Ok(Offer {
        product_code: asked.product_code.as_str().into(),
        product: product.into(),
        scene: asked.sign_scene.as_str().into(),
        external_no: SmolStr::new(external_no),
        channel: asked.access_params.channel.as_str().into(),
        external_logon_id: asked.external_logon_id.clone(),
        rule,
        notify: target(asked.sign_notify_url.as_deref(), call)?,
    })
}

fn period_rule(asked: &AgreementSignParamsPeriodRuleParams, env: &Env) -> Result<PeriodRule, Rule> {
    let path = |member: &str| format!("agreement_sign_params.period_rule_params.{member}");
    let wrong = |member: &str, zh: &str, en: &str| Rule::invalid(&path(member), zh, en);
    let date = Date::parse(&asked.execute_time)
        .ok_or_else(|| wrong("execute_time", "不是 yyyy-MM-dd 日期", "is no date yyyy-MM-dd"))?;
    let rule = PeriodRule {
        period_type: match asked.period_type {
            AgreementSignParamsPeriodRuleParamsPeriodType::Day => PeriodType::Day,
            AgreementSignParamsPeriodRuleParamsPeriodType::Month => PeriodType::Month,
        },
        period: u16::try_from(asked.period).map_err(|_| wrong("period", "超出范围", "is out of range"))?,
        execute_time: date,
        single_amount: asked.single_amount,
        total_amount: asked.total_amount,
        total_payments: match asked.total_payments {
            None => None,
            Some(times) => Some(
                u32::try_from(times).map_err(|_| wrong("total_payments", "超出范围", "is out of range"))?,
            ),
        },
    };
    rule.check(Date::of(env.now)).map_err(|why| {
        let zh = format!("不符合周期扣款规则（{why}）");
        wrong(why.member(), &zh, &format!("breaks the rules of periodic deductions: {why}"))
    })?;
    Ok(rule)
}

/// `sign_notify_url`, else `notify_url`; the gateway address of the application is looked up when it is needed.
fn target(sign_notify_url: Option<&str>, call: &Call) -> Result<Option<NotifyTarget>, Rule> {
    let Some(url) = sign_notify_url.filter(|url| !url.is_empty()) else { return Ok(call.notify.clone()) };
    let named = ["http://", "https://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let host = named.and_then(|rest| rest.split(['/', '?', '#']).next()).filter(|host| !host.is_empty());
    if host.is_none_or(|host| host.contains('@')) || url.contains(char::is_whitespace) {
        return Err(Rule::invalid(
            "agreement_sign_params.sign_notify_url",
            "不是 http(s) 地址",
            "is no absolute http or https address",
        ));
    }
    let charset = call.notify.as_ref().map_or_else(|| "utf-8".into(), |own| own.charset.clone());
    let sign_type =
        call.notify.as_ref().map_or_else(|| call.app.sign_type.clone(), |own| own.sign_type.clone());
    Ok(Some(NotifyTarget { url: url.to_owned(), charset, sign_type }))
}

/// Step 2: the merchant may deduct.
///
/// # Errors
/// ACQ.ACCESS_FORBIDDEN.
pub(super) fn contracted(offer: &Offer, merchant: &Merchant) -> Result<(), Rule> {
    if offer.product == CYCLE_PAY && merchant.contract(CYCLE_PRODUCT).is_some() {
        return Ok(());
    }
    contract::product(merchant, &offer.product_code).map(|_| ())
}

/// Step 5: the buyer, where the request names one, may sign one more.
///
/// # Errors
/// Needs; ACQ.ILLEGAL_ARGUMENT.
pub(super) fn room(
    offer: &Offer,
    buyer: &User,
    merchant: &Merchant,
    call: &Call,
    view: &View,
) -> Result<(), Rule> {
    let pid = &merchant.partner_id;
    if offer.product == CYCLE_PAY && is_full(call.book, pid, &buyer.user_id, view)? {
        let hint = format!("buyer {} has ten cycle agreements with merchant {pid}", buyer.user_id);
        return Err(Rule::because(Code::IllegalArgument, hint));
    }
    Ok(())
}
