//! The reference page of each API, and their index.

#[expect(unreachable_pub, reason = "it is public in its own crate")]
#[path = "../../../../crates/tael-api/src/trade/response_notes.rs"]
mod response_notes;

#[expect(unreachable_pub, reason = "it is public in its own crate")]
#[path = "../../../../crates/tael-api/src/trade/states.rs"]
mod raised_by_trades;

#[expect(unreachable_pub, reason = "it is public in its own crate")]
#[path = "../../../../crates/tael-api/src/item/states.rs"]
mod raised_by_items;

use anyhow::Context as _;

use super::effects::Effects;
use super::model::{Api, Condition, Field, Items};
use super::scalar::{self, Kind};
use super::table::{is_required, json, text};
use super::{NOTE, invalid_parameter, walk};

/// `README.md` of the reference.
pub(crate) fn index(apis: &[Api]) -> String {
    let mut out = format!(
        "<!-- {NOTE} -->\n# API reference\n\n| method | what | fields | errors |\n| --- | --- | ---: | ---: |\n"
    );
    for api in apis {
        let mut fields = 0;
        walk(&api.request, "", &mut |_, _| fields += 1);
        out.push_str(&format!(
            "| [{method}]({method}.md) | {} ({}) | {fields} | {} |\n",
            cell(&api.title_en),
            cell(&api.title_zh),
            api.errors.len(),
            method = api.method,
        ));
    }
    out
}

/// The page of an API.
pub(crate) fn write(api: &Api, effects: &Effects) -> anyhow::Result<String> {
    let mut out = format!("<!-- {NOTE} -->\n# {}\n\n{} ({})\n", api.method, api.title_en, api.title_zh);
    if let Some(summary) = &api.summary_en {
        out.push_str(&format!("\n{}\n", plain(summary)));
    }
    if !api.preconditions.is_empty() {
        out.push_str("\n## Before the call\n\n");
        for it in &api.preconditions {
            let about = it.applies_to.as_ref().map(|about| format!("**{about}**: ")).unwrap_or_default();
            out.push_str(&format!("- {about}{}\n", it.rule));
        }
    }
    out.push_str(&format!(
        "\n## Request\n\nMembers of `biz_content`, judged in this order; the first that breaks a rule is refused, with \
         `{}` where the rule names no other code.\n\n| field | type | required | rules | example |\n| --- | --- | --- | --- | --- |\n",
        invalid_parameter(api)
    ));
    let mut rows = Vec::new();
    walk(&api.request, "", &mut |field, path| rows.push((field, path.to_owned())));
    for (field, path) in rows {
        let effect = effects.sentence(&api.method, &path);
        out.push_str(&request_row(field, &path, effect).with_context(|| path.clone())?);
    }
    if api.request.is_empty() {
        out.push_str("| – | | | none | |\n");
    }
    out.push_str("\n## Response\n\nWhat does not apply is left out.\n\n| field | type | meaning | example |\n| --- | --- | --- | --- |\n");
    let mut rows = Vec::new();
    walk(&api.response, "", &mut |field, path| rows.push((field, path.to_owned())));
    for (field, path) in rows {
        let mut about = vec![field.description.clone()];
        about.extend(field.condition.as_ref().map(|condition| format!("When: {condition}")));
        about.extend(values(field));
        about.extend(field.rules.iter().cloned());
        about.extend(never(&path).map(|reason| format!("Never sent: {reason}")));
        out.push_str(&format!(
            "| `{path}` | {} | {} | {} |\n",
            type_of(field),
            cell(&sentences(&about)),
            example(field)?
        ));
    }
    if api.response.is_empty() {
        out.push_str("| – | | nothing beside `code` and `msg` | |\n");
    }
    out.push_str(
        "\n## Errors\n\n| sub_code | sub_msg | cause and fix | raised by Tael |\n| --- | --- | --- | --- |\n",
    );
    for row in &api.errors {
        let mut fix = vec![row.solution_en.clone()];
        fix.extend(row.notes.iter().cloned());
        out.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            row.code,
            cell(&row.message_zh),
            cell(&sentences(&fix)),
            cell(&raised_by(&api.method, &row.code)?)
        ));
    }
    if !api.notifications.is_empty() {
        out.push_str("\n## Notifications\n\n| type | meaning | on by default |\n| --- | --- | --- |\n");
        for it in &api.notifications {
            out.push_str(&format!(
                "| `{}` | {} | {} |\n",
                it.kind,
                cell(it.meaning_en.as_deref().unwrap_or_default()),
                match it.default_enabled {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "",
                }
            ));
        }
    }
    if !api.notes.is_empty() {
        out.push_str("\n## Notes\n\n");
        for note in &api.notes {
            out.push_str(&format!("- {note}\n"));
        }
    }
    Ok(out)
}

/// Why a member of an answer is never sent.
pub(super) fn never(path: &str) -> Option<&'static str> {
    let of =
        |field: &str| path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    response_notes::NO_STATE.iter().find(|note| of(note.field)).map(|note| note.reason)
}

/// Refuses a note about a member that no answer has.
pub(crate) fn check_notes(apis: &[Api]) -> anyhow::Result<()> {
    let mut paths = std::collections::BTreeSet::new();
    for api in apis {
        walk(&api.response, "", &mut |_, path| {
            paths.insert(path.to_owned());
        });
    }
    match response_notes::NO_STATE.iter().find(|note| !paths.contains(note.field)) {
        Some(note) => anyhow::bail!("response_notes.rs: no answer has a member {}", note.field),
        None => Ok(()),
    }
}

/// The state of Tael that raises a code, or why this method never raises it.
fn raised_by(method: &str, code: &str) -> anyhow::Result<String> {
    let families = [raised_by_trades::STATES, raised_by_items::STATES];
    let state = families.into_iter().flatten().find(|state| state.code == code);
    let state = state.with_context(|| format!("nothing is said about the state that raises {code}"))?;
    Ok(match state.silence(method) {
        None => format!("When {}.", state.en),
        Some(silent) => format!("Never: {}.", silent.en),
    })
}

fn request_row(field: &Field, path: &str, effect: Option<String>) -> anyhow::Result<String> {
    let mut about = vec![field.description.clone()];
    if !field.aliases.is_empty() {
        about.push(format!("Also accepted as {}", field.aliases.join(", ")));
    }
    about.extend(limits(field)?);
    about.extend(values(field));
    if let Some(default) = &field.default {
        let scope = field.default_scope.as_ref().map(|scope| format!(" ({scope})")).unwrap_or_default();
        about.push(format!("Default `{}`{scope}", text(default)?));
    }
    for (rule, code) in [
        ("missing", &field.codes.missing),
        ("length", &field.codes.length),
        ("range", &field.codes.range),
        ("items", &field.codes.items),
        ("value", &field.codes.values),
        ("pattern", &field.codes.pattern),
    ] {
        about.extend(code.as_ref().map(|code| format!("Wrong {rule}: `{code}`")));
    }
    about.extend(field.rules.iter().cloned());
    about.extend(effect);
    Ok(format!(
        "| `{path}` | {} | {} | {} | {} |\n",
        type_of(field),
        cell(&required(field)?),
        cell(&sentences(&about)),
        example(field)?
    ))
}

fn required(field: &Field) -> anyhow::Result<String> {
    let mut out = Vec::new();
    if let Some(group) = &field.choice_group {
        let rule = |rule: &str| match rule {
            "exactly_one" => "exactly one of",
            "at_least_one" => "at least one of",
            "at_most_one" => "at most one of",
            _ => "not required:",
        };
        let mut text = format!("{} {}", rule(&group.rule), group.members.join(", "));
        if let Some(when) = &group.rule_when {
            text.push_str(&format!(
                " when {} is {}{}",
                when.field,
                when.value,
                if when.otherwise == "any" {
                    String::new()
                } else {
                    format!(" (otherwise {})", rule(&when.otherwise))
                }
            ));
        }
        if !group.priority.is_empty() {
            text.push_str(&format!("; the first sent of {} counts", group.priority.join(", ")));
        }
        out.push(text);
    } else if is_required(field)? {
        out.push("yes".to_owned());
    }
    if let Some(condition) = &field.required_when {
        out.push(format!("when {}", condition_text(condition)?));
    }
    if let Some(condition) = &field.forbidden_when {
        let code = condition.code.as_ref().map(|code| format!(" (`{code}`)")).unwrap_or_default();
        out.push(format!("not when {}{code}", condition_text(condition)?));
    }
    if out.is_empty() {
        out.push(field.condition.clone().unwrap_or_else(|| "no".to_owned()));
    }
    Ok(out.join("; "))
}

fn condition_text(condition: &Condition) -> anyhow::Result<String> {
    let path = &condition.path;
    Ok(match (&condition.is, &condition.is_not, condition.present) {
        (Some(value), ..) => format!("{path} is {}", text(value)?),
        (_, Some(value), _) => format!("{path} is not {}", text(value)?),
        (.., Some(false)) => format!("{path} is absent"),
        _ => format!("{path} is present"),
    })
}

fn limits(field: &Field) -> anyhow::Result<Vec<String>> {
    let mut out = Vec::new();
    let (min, max) = match &field.items {
        Some(Items::Limited { min_length, max_length, .. }) => (min_length, max_length),
        _ => (&field.min_length, &field.max_length),
    };
    let unit = match scalar::kind(field)? {
        Kind::Number | Kind::Integer => "digits",
        _ => "characters",
    };
    let advisory = if field.length_enforced == Some(false) { " (not enforced)" } else { "" };
    match (min.filter(|&min| min > 1), max) {
        (Some(min), Some(max)) => out.push(format!("{min} to {max} {unit}{advisory}")),
        (Some(min), None) => out.push(format!("At least {min} {unit}{advisory}")),
        (None, Some(max)) => out.push(format!("At most {max} {unit}{advisory}")),
        (None, None) => {}
    }
    let below = if field.max_exclusive { "below" } else { "at most" };
    match (&field.min, &field.max) {
        (Some(min), Some(max)) => out.push(format!("At least {} and {below} {}", text(min)?, text(max)?)),
        (Some(min), None) => out.push(format!("At least {}", text(min)?)),
        (None, Some(max)) => out.push(format!("Value {below} {}", text(max)?)),
        (None, None) => {}
    }
    out.extend(field.decimals.map(|n| format!("{n} decimals")));
    match (field.min_items, field.max_items) {
        (Some(min), Some(max)) => out.push(format!("{min} to {max} elements")),
        (Some(min), None) => out.push(format!("At least {min} elements")),
        (None, Some(max)) => out.push(format!("At most {max} elements")),
        (None, None) => {}
    }
    out.extend(field.pattern.as_ref().map(|pattern| format!("Pattern `{pattern}`")));
    out.extend(field.format.as_ref().map(|format| format!("Format `{format}`")));
    out.extend(field.duration.as_ref().map(|d| format!("{} to {}", d.min, d.max)));
    out.extend(field.separator.map(|separator| format!("A list with `{separator}` between its elements")));
    if !field.forbidden_chars.is_empty() {
        let chars: Vec<String> = field.forbidden_chars.iter().map(char::to_string).collect();
        let how =
            if field.enforcement.as_deref() == Some("reject") { "refused" } else { "refused in strict mode" };
        out.push(format!("The characters {} are {how}", chars.join(" ")));
    }
    if field.open {
        out.push("Other members are accepted and kept".to_owned());
    }
    out.extend(
        field
            .as_text
            .as_ref()
            .map(|t| format!("May come as JSON text of at most {} characters", t.max_length)),
    );
    Ok(out)
}

fn values(field: &Field) -> Option<String> {
    if field.values.is_empty() {
        return None;
    }
    let list: Vec<String> = field
        .values
        .iter()
        .map(|value| match &value.alias_of {
            Some(target) => format!("`{}` (means `{target}`)", value.value),
            None => format!("`{}` {}", value.value, value.meaning_en),
        })
        .collect();
    let more = if field.enum_open { "; other values are accepted" } else { "" };
    Some(format!("Values: {}{more}", list.join(", ")))
}

fn type_of(field: &Field) -> String {
    match (&field.items, field.kind.as_str()) {
        (Some(Items::Type(item) | Items::Limited { kind: item, .. }), _) => format!("array of {item}"),
        (None, "array") => "array of objects".to_owned(),
        (None, kind) => kind.replace('_', " "),
    }
}

fn example(field: &Field) -> anyhow::Result<String> {
    Ok(match &field.example {
        None => String::new(),
        Some(serde_yaml_ng::Value::String(text)) => format!("`{}`", cell(text)),
        Some(value) => format!("`{}`", cell(&json(value)?)),
    })
}

/// Parts as sentences.
fn sentences(parts: &[String]) -> String {
    parts
        .iter()
        .map(|part| plain(part))
        .map(|part| part.trim().trim_end_matches('.').to_owned())
        .filter(|part| !part.is_empty())
        .map(|part| format!("{part}."))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text without the numbers of the pages that it comes from: `… (002)`, `001: …`.
fn plain(text: &str) -> String {
    let mut out = text.to_owned();
    for page in ["000", "001", "002", "003"] {
        for tag in [format!(" ({page})"), format!(" ({page} only)"), format!("{page}: ")] {
            out = out.replace(&tag, "");
        }
    }
    out
}

/// A text inside a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ").replace('<', "&lt;")
}
