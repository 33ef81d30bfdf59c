//! The field tables and error rows as Rust statics.

use anyhow::{Context as _, bail, ensure};
use serde_yaml_ng::Value;

use super::model::{Api, Condition, Field, Items};
use super::scalar::{self, Kind};
use super::{NOTE, below, invalid_parameter, literal, names};

/// `table.rs` of an API.
pub(crate) fn write(api: &Api) -> anyhow::Result<String> {
    let mut table = Table::default();
    table.fields("REQUEST", &api.request, "", true)?;
    table.fields("RESPONSE", &api.response, "", false)?;
    let mut out = format!("//! The tables of `{}`. {NOTE}\n\n", api.method);
    let body = format!("{}{}", table.patterns, table.statics);
    let used: Vec<&str> = [
        "Choice",
        "ChoiceRule",
        "ChoiceWhen",
        "Codes",
        "Condition",
        "Duration",
        "Field",
        "Format",
        "Kind",
        "Pattern",
        "Range",
        "Test",
        "Value",
    ]
    .into_iter()
    .filter(|name| {
        ["{", "::", ";", "]"].iter().any(|after| {
            body.contains(&format!("{name}{after}")) || body.contains(&format!("{name} {after}"))
        })
    })
    .collect();
    out.push_str(&format!("use crate::schema::{{Api, ErrorRow, {}}};\n\n", used.join(", ")));
    out.push_str(&format!(
        "/// `{}`: its fields, answer and errors.\npub static API: Api = Api {{ method: {}, title_zh: {}, title_en: {}, \
         invalid_parameter: {}, request: REQUEST, response: RESPONSE, errors: ERRORS }};\n\n",
        api.method,
        literal(&api.method),
        literal(&api.title_zh),
        literal(&api.title_en),
        literal(invalid_parameter(api)),
    ));
    out.push_str(&body);
    out.push_str("static ERRORS: &[ErrorRow] = &[\n");
    for row in &api.errors {
        out.push_str(&format!(
            "ErrorRow {{ code: {}, message_zh: {}, fix_en: {} }},\n",
            literal(&row.code),
            literal(&row.message_zh),
            literal(&row.solution_en)
        ));
    }
    out.push_str("];\n");
    Ok(out)
}

#[derive(Default)]
struct Table {
    known_patterns: Vec<String>,
    patterns: String,
    statics: String,
}

impl Table {
    /// One static per object, children after their parents.
    fn fields(&mut self, name: &str, fields: &[Field], parent: &str, request: bool) -> anyhow::Result<()> {
        let mut out = format!("static {name}: &[Field] = &[\n");
        let mut below_them = Vec::new();
        for field in fields {
            let path = below(parent, &field.name);
            let children = format!("{name}_{}", names::constant(&field.name));
            let text = self.field(field, fields, &path, &children, request);
            out.push_str(&text.with_context(|| format!("field {path}"))?);
            if !field.children.is_empty() {
                below_them.push((children, &field.children, path));
            }
        }
        out.push_str("];\n\n");
        self.statics.push_str(&out);
        for (name, children, path) in below_them {
            self.fields(&name, children, &path, request)?;
        }
        Ok(())
    }

    fn field(
        &mut self,
        field: &Field,
        siblings: &[Field],
        path: &str,
        children: &str,
        request: bool,
    ) -> anyhow::Result<String> {
        let kind = scalar::kind(field)?;
        let mut parts = vec![format!("name: {}", literal(&field.name)), format!("path: {}", literal(path))];
        let mut set = |name: &str, value: String| parts.push(format!("{name}: {value}"));
        if kind != Kind::Text {
            set("kind", format!("Kind::{kind:?}"));
        }
        if kind == Kind::List && scalar::item(field)? != Kind::Text {
            set("item", format!("Kind::{:?}", scalar::item(field)?));
        }
        if !field.aliases.is_empty() {
            set("aliases", strings(&field.aliases));
        }
        if request {
            self.rules(field, siblings, &mut set)?;
        }
        limits(field, kind, request, &mut set)?;
        if !field.children.is_empty() {
            set("children", children.to_owned());
        }
        if field.open || (kind == Kind::Object && field.children.is_empty()) {
            set("open", "true".to_owned());
        }
        if let Some(example) = &field.example {
            set("example", format!("Some({})", literal(&json(example)?)));
        }
        Ok(format!("Field {{ {}, ..Field::BLANK }},\n", parts.join(", ")))
    }

    /// What is judged in a request only.
    fn rules(
        &mut self,
        field: &Field,
        siblings: &[Field],
        set: &mut dyn FnMut(&str, String),
    ) -> anyhow::Result<()> {
        if is_required(field)? {
            set("required", "true".to_owned());
        }
        for (name, condition) in
            [("required_when", &field.required_when), ("forbidden_when", &field.forbidden_when)]
        {
            if let Some(condition) = condition {
                set(name, format!("Some(&{})", self::condition(condition)?));
            }
        }
        match field.decided_in.as_deref() {
            None => {}
            Some("method") => set("decided_in_method", "true".to_owned()),
            Some(other) => bail!("unknown decided_in {other}"),
        }
        if let Some(group) = &field.choice_group {
            let first =
                siblings.iter().find(|s| group.members.contains(&s.name)).context("a group has a member")?;
            let when = match &group.rule_when {
                None => "None".to_owned(),
                Some(when) => format!(
                    "Some(ChoiceWhen {{ condition: Condition {{ path: {}, test: Test::Is({}), code: None }}, otherwise: {} }})",
                    literal(&when.field),
                    literal(&when.value),
                    choice_rule(&when.otherwise)?
                ),
            };
            set(
                "choice",
                format!(
                    "Some(&Choice {{ first: {}, members: {}, rule: {}, only_when: {when}, priority: {} }})",
                    literal(&first.name),
                    strings(&group.members),
                    choice_rule(&group.rule)?,
                    strings(&group.priority),
                ),
            );
        }
        if let Some(pattern) = &field.pattern {
            let known = self.known_patterns.iter().position(|known| known == pattern);
            let index = known.unwrap_or_else(|| {
                // Rust's \d has the digits of all scripts
                let source = literal(&pattern.replace("\\d", "[0-9]"));
                let index = self.known_patterns.len();
                self.patterns
                    .push_str(&format!("static PATTERN_{index}: Pattern = Pattern::new({source});\n"));
                self.known_patterns.push(pattern.clone());
                index
            });
            set("pattern", format!("Some(&PATTERN_{index})"));
        }
        if !field.forbidden_chars.is_empty() {
            let chars: Vec<String> = field.forbidden_chars.iter().map(|c| format!("{c:?}")).collect();
            set("forbidden_chars", format!("&[{}]", chars.join(", ")));
            match field.enforcement.as_deref() {
                Some("warn") => {}
                Some("reject") => set("forbidden_chars_refused", "true".to_owned()),
                other => bail!("unknown enforcement {other:?}"),
            }
        }
        codes(field, set);
        if let Some(as_text) = &field.as_text {
            set("as_text", format!("Some({})", as_text.max_length));
        }
        Ok(())
    }
}

/// Lengths, ranges, forms and known values.
fn limits(field: &Field, kind: Kind, request: bool, set: &mut dyn FnMut(&str, String)) -> anyhow::Result<()> {
    let enforced = field.length_enforced != Some(false);
    let (min, max) = match &field.items {
        Some(Items::Limited { min_length, max_length, .. }) => (*min_length, *max_length),
        _ => (field.min_length, field.max_length),
    };
    if let Some(min) = min.filter(|&min| enforced && min > 0) {
        set("min_length", min.to_string());
    }
    if let Some(max) = max.filter(|_| enforced && kind != Kind::Object && kind != Kind::Array) {
        set("max_length", max.to_string());
    }
    if request && (field.min.is_some() || field.max.is_some()) {
        let bound = |value: &Option<Value>| -> anyhow::Result<String> {
            value.as_ref().map_or(Ok("None".to_owned()), |v| Ok(format!("Some({})", millionths(v)?)))
        };
        set(
            "range",
            format!(
                "Range {{ min: {}, max: {}, max_exclusive: {} }}",
                bound(&field.min)?,
                bound(&field.max)?,
                field.max_exclusive
            ),
        );
    }
    if let Some(decimals) = field.decimals.filter(|&decimals| decimals != 2) {
        set("decimals", decimals.to_string());
    }
    for (name, count) in [("min_items", field.min_items), ("max_items", field.max_items)] {
        if let Some(count) = count.filter(|&count| name == "max_items" || count > 0) {
            set(name, count.to_string());
        }
    }
    if let Some(format) = &field.format {
        let name = match format.as_str() {
            "yyyy-MM-dd HH:mm:ss" => "DateTime",
            "yyyy-MM-dd" => "Date",
            "yyyyMMdd" => "CompactDate",
            "base64" => "Base64",
            other => bail!("unknown format {other}"),
        };
        set("format", format!("Some(Format::{name})"));
    } else if field.kind == "date" {
        bail!("a date without format");
    }
    if let Some(duration) = &field.duration {
        let (min, max) = (literal(&duration.min), literal(&duration.max));
        set("duration", format!("Some(Duration {{ min: {min}, max: {max} }})"));
    }
    if let Some(separator) = field.separator {
        set("separator", format!("Some({separator:?})"));
    }
    if !field.values.is_empty() {
        let mut list = String::new();
        for value in &field.values {
            let means = value.alias_of.as_ref().unwrap_or(&value.value);
            ensure!(field.values.iter().any(|v| v.value == *means), "{} means an unknown value", value.value);
            list.push_str(&format!(
                "Value {{ text: {}, means: {} }}, ",
                literal(&value.value),
                literal(means)
            ));
        }
        set("values", format!("&[{list}]"));
        if field.enum_open {
            set("values_open", "true".to_owned());
        }
    }
    Ok(())
}

fn codes(field: &Field, set: &mut dyn FnMut(&str, String)) {
    let codes = [
        ("missing", &field.codes.missing),
        ("length", &field.codes.length),
        ("range", &field.codes.range),
        ("items", &field.codes.items),
        ("values", &field.codes.values),
        ("pattern", &field.codes.pattern),
    ];
    let named: Vec<String> = codes
        .iter()
        .filter_map(|(name, code)| code.as_ref().map(|code| format!("{name}: Some({})", literal(code))))
        .collect();
    if !named.is_empty() {
        set("codes", format!("Codes {{ {}, ..Codes::NONE }}", named.join(", ")));
    }
}

/// What is enforced: `enforced_required` before `required`; members of a group and what the method decides are not.
pub(crate) fn is_required(field: &Field) -> anyhow::Result<bool> {
    if field.choice_group.is_some() || field.decided_in.is_some() {
        return Ok(false);
    }
    match field.enforced_required.as_deref().unwrap_or(&field.required) {
        "required" => Ok(true),
        "optional" | "conditional" | "choice" => Ok(false),
        other => bail!("unknown required-ness {other}"),
    }
}

fn condition(condition: &Condition) -> anyhow::Result<String> {
    let test = match (&condition.is, &condition.is_not, condition.present) {
        (Some(Value::String(text)), None, None) if text == "present" => "Test::Present".to_owned(),
        (Some(Value::String(text)), None, None) if text == "absent" => "Test::Absent".to_owned(),
        (None, None, Some(true)) => "Test::Present".to_owned(),
        (None, None, Some(false)) => "Test::Absent".to_owned(),
        (Some(value), None, None) => format!("Test::Is({})", literal(&text(value)?)),
        (None, Some(value), None) => format!("Test::IsNot({})", literal(&text(value)?)),
        _ => bail!("a condition on {} asks for not exactly one thing", condition.path),
    };
    let code = condition.code.as_ref().map_or("None".to_owned(), |code| format!("Some({})", literal(code)));
    Ok(format!("Condition {{ path: {}, test: {test}, code: {code} }}", literal(&condition.path)))
}

fn choice_rule(rule: &str) -> anyhow::Result<&'static str> {
    Ok(match rule {
        "exactly_one" => "ChoiceRule::ExactlyOne",
        "at_least_one" => "ChoiceRule::AtLeastOne",
        "at_most_one" => "ChoiceRule::AtMostOne",
        "any" => "ChoiceRule::Any",
        other => bail!("unknown rule of a group {other}"),
    })
}

fn strings(texts: &[String]) -> String {
    format!("&[{}]", texts.iter().map(|text| literal(text)).collect::<Vec<_>>().join(", "))
}

/// A scalar of YAML as text.
pub(crate) fn text(value: &Value) -> anyhow::Result<String> {
    Ok(match value {
        Value::String(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        _ => bail!("not a scalar"),
    })
}

/// A value of YAML as JSON text.
pub(crate) fn json(value: &Value) -> anyhow::Result<String> {
    Ok(serde_json::to_string(value)?)
}

/// A limit in millionths, read from its text so that no float is involved.
fn millionths(value: &Value) -> anyhow::Result<i64> {
    let text = text(value)?;
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    ensure!(fraction.len() <= 6 && fraction.bytes().all(|b| b.is_ascii_digit()), "{text} is no limit");
    format!("{whole}{fraction:0<6}").parse().with_context(|| format!("{text} is no limit"))
}
