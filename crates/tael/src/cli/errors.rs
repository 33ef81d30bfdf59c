//! `tael errors`: every code of a method, its cause in Tael and the way out.

use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};
use tael_api::schema::Api;
use tael_api::{registry, states};
use tael_server::refusals;
use tael_wire::code::GatewayError;

use super::entries::Shape;
use super::print;
use super::words::{Lang, told};

/// Flags of `errors`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Flags {
    /// The method, alipay.trade.pay.
    method: String,
    /// Only this code.
    #[arg(long)]
    code: Option<String>,
    /// The language; by default that of LC_ALL or LANG.
    #[arg(long)]
    lang: Option<Lang>,
    /// How to print them.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Shape,
}

/// One code as it is explained.
struct Row {
    /// `business`: the method's own, answered with 40004; `public`: the gateway's.
    kind: &'static str,
    code: &'static str,
    sub_code: &'static str,
    sub_msg: &'static str,
    /// The state of Tael that raises it.
    cause: String,
    fix: &'static str,
    /// Why it is never raised.
    silence: Option<String>,
}

pub(super) fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let Some(method) = registry::by_name(&flags.method) else { return Err(unknown(&flags.method)) };
    let lang = flags.lang.unwrap_or_else(Lang::of_environment);
    let mut rows = business(method.api(), lang);
    rows.extend(refusals::all().map(|error| public(error, lang)));
    if let Some(code) = &flags.code {
        rows.retain(|row| row.sub_code == code);
        if rows.is_empty() {
            return Err(told(
                format!("{} has no code {code}", flags.method),
                format!("{} 没有错误码 {code}", flags.method),
            ));
        }
    }
    match flags.format {
        Shape::Json => print::json(&document(method.api(), &rows)),
        Shape::Text => print::out(&page(method.api(), &rows, lang)),
    }
    Ok(ExitCode::SUCCESS)
}

fn unknown(name: &str) -> anyhow::Error {
    let known: Vec<&str> = registry::all().map(|m| m.api().method).collect();
    let known = known.join(", ");
    told(
        format!("{name:?} is no method of this Tael: it has {known}"),
        format!("此 Tael 没有接口 {name:?}，只有 {known}"),
    )
}

fn business(api: &'static Api, lang: Lang) -> Vec<Row> {
    let row = |row: &'static tael_api::schema::ErrorRow| {
        let state = states::of(api, row.code);
        let silence = state.and_then(|state| state.silence(api.method));
        Row {
            kind: "business",
            code: "40004",
            sub_code: row.code,
            sub_msg: row.message_zh,
            cause: state.map_or("", |state| lang.pick(state.en, state.zh)).to_owned(),
            fix: row.fix_en,
            silence: silence.map(|silent| lang.pick(silent.en, silent.zh).to_owned()),
        }
    };
    api.errors.iter().map(row).collect()
}

fn public(error: GatewayError, lang: Lang) -> Row {
    let info = error.info();
    let silence = match info.raised_instead {
        Some(other) => Some(lang.pick(
            format!("{} is raised for the same cause", other.sub_code()),
            format!("同一原因返回 {}", other.sub_code()),
        )),
        None if refusals::is_raised(error) => None,
        None => Some(lang.pick("this version does not raise it yet", "此版本尚不返回").to_owned()),
    };
    Row {
        kind: "public",
        code: info.code.code(),
        sub_code: info.sub_code,
        sub_msg: info.zh,
        cause: lang.pick(info.en, info.zh).to_owned(),
        fix: info.fix,
        silence,
    }
}

fn document(api: &Api, rows: &[Row]) -> Value {
    let row = |row: &Row| {
        json!({
            "kind": row.kind, "code": row.code, "sub_code": row.sub_code, "sub_msg": row.sub_msg,
            "cause": row.cause, "fix": row.fix, "raised": row.silence.is_none(), "never_because": row.silence,
        })
    };
    json!({
        "method": api.method, "title_zh": api.title_zh, "title_en": api.title_en,
        "errors": rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn page(api: &Api, rows: &[Row], lang: Lang) -> String {
    let mut text = format!("{}  {}\n", api.method, lang.pick(api.title_en, api.title_zh));
    let parts: [(&str, &str, bool); 3] = [
        ("business", lang.pick("Raised by the method (40004)", "接口返回的业务错误（40004）"), true),
        ("public", lang.pick("Raised by the gateway before any method", "网关返回的公共错误"), true),
        ("", lang.pick("Never raised", "不会返回"), false),
    ];
    for (kind, title, raised) in parts {
        let of_part = |row: &&Row| row.silence.is_none() == raised && (kind.is_empty() || row.kind == kind);
        let found: Vec<&Row> = rows.iter().filter(of_part).collect();
        if found.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{title}\n"));
        for row in found {
            text.push_str(&entry(row, lang));
        }
    }
    text
}

fn entry(row: &Row, lang: Lang) -> String {
    let mut text = format!("\n  {} {}  {}\n", row.code, row.sub_code, row.sub_msg);
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("    {name} {value}\n"));
        }
    };
    match &row.silence {
        Some(reason) => {
            line(lang.pick("meaning:", "含义："), &row.cause);
            line(lang.pick("never, because", "原因："), reason);
        }
        None => {
            line(lang.pick("cause:", "触发："), &row.cause);
            line(lang.pick("fix:", "处理："), row.fix);
        }
    }
    text
}
