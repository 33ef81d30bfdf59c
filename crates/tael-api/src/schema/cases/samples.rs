//! Good and bad values of a field, made from its rules.

use smol_str::SmolStr;

use crate::schema::decimal;
use crate::schema::table::{ChoiceRule, Field, Format, Kind};
use crate::schema::tree::{Members, Node, Tree};

/// A good value: what is sent, and what is kept of it.
pub(super) struct Sample {
    pub(super) what: String,
    pub(super) sent: Node,
    pub(super) kept: Node,
}

/// A bad value: what is sent, and the code where it is not the method's own.
pub(super) struct Bad {
    pub(super) what: String,
    pub(super) sent: Node,
    /// What the refusal's path has behind the field's: an index.
    pub(super) at: &'static str,
    pub(super) code: Option<&'static str>,
}

/// A text of limits that is worth trying; longer ones would only make the tests slow.
const LENGTH_TRIED: u32 = 20_000;

/// One good value: the example, else a made-up one.
pub(super) fn good(field: &'static Field) -> Node {
    match field.kind {
        Kind::Object | Kind::Array => filled(field),
        _ => accepted(field)
            .into_iter()
            .next()
            .map_or(Node::Text(SmolStr::new_static("1")), |sample| sample.sent),
    }
}

/// A container with its required members, or one other where none is required.
pub(super) fn filled(field: &'static Field) -> Node {
    let object = || {
        let mut members: Vec<&'static Field> =
            field.children.iter().filter(|child| is_needed(child)).collect();
        if members.is_empty() {
            members.extend(
                field.children.iter().find(|child| child.children.is_empty()).or(field.children.first()),
            );
        }
        Node::Object(
            members.into_iter().map(|child| (SmolStr::new_static(child.name), good(child))).collect(),
        )
    };
    match field.kind {
        Kind::Object => object(),
        Kind::Array => Node::List(vec![object(); field.min_items.max(1) as usize]),
        _ => good(field),
    }
}

/// Required, or the first of a group of which one is.
fn is_needed(field: &Field) -> bool {
    let chosen = field.choice.is_some_and(|choice| {
        let rule = matches!(choice.rule, ChoiceRule::AtLeastOne | ChoiceRule::ExactlyOne);
        rule && choice.only_when.is_none() && choice.first == field.name
    });
    field.required || chosen
}

/// A good value other than this one.
pub(super) fn other_than(field: &'static Field, value: &str) -> Node {
    accepted(field)
        .into_iter()
        .map(|sample| sample.sent)
        .find(|node| {
            node.scalar()
                .is_some_and(|text| field.value(text).is_none_or(|v| v.means != value && v.text != value))
        })
        .unwrap_or(Node::Text(SmolStr::new_static("other")))
}

/// Values that must be accepted and kept; of objects and arrays only the example.
pub(super) fn accepted(field: &'static Field) -> Vec<Sample> {
    let mut out = Vec::new();
    let mut keep =
        |what: &str, sent: Node, kept: Node| out.push(Sample { what: what.to_owned(), sent, kept });
    let plain = field.kind;
    if let Some(example) = field.example.and_then(node_of) {
        let kept = as_kept(field, &example);
        keep("the example", example, kept);
    }
    match plain {
        Kind::Money => {
            let texts = ["1", "1.5", "88.88", "88.880"];
            for value in numbers(field, &texts).into_iter().filter(|v| v.len() <= field.max_length as usize) {
                keep(&format!("the amount {value}"), text(&value), text(&value));
                if !value.starts_with("00") {
                    keep(
                        &format!("the bare number {value}"),
                        Node::Number(value.as_str().into()),
                        text(&value),
                    );
                }
            }
        }
        Kind::Number | Kind::Integer if field.values.is_empty() => {
            let texts: &[&str] = if plain == Kind::Integer { &["1", "12"] } else { &["1", "1.50"] };
            for value in numbers(field, texts) {
                keep(
                    &format!("the number {value}"),
                    Node::Number(value.as_str().into()),
                    Node::Number(value.as_str().into()),
                );
                keep(&format!("the number {value} as text"), text(&value), text(&value));
            }
        }
        Kind::Boolean => {
            for value in [true, false] {
                keep("a boolean", Node::Bool(value), Node::Bool(value));
                keep("a boolean as text", text(if value { "true" } else { "false" }), Node::Bool(value));
            }
        }
        Kind::Object | Kind::Array => {}
        Kind::List => {
            for value in texts(field) {
                let list = Node::List(vec![text(&value)]);
                keep(&format!("an element of {} characters", value.chars().count()), list.clone(), list);
            }
            for count in [field.min_items.max(1), field.max_items].into_iter().filter(|&n| n <= 200) {
                let list = Node::List(vec![
                    text(&texts(field).first().cloned().unwrap_or_default());
                    count as usize
                ]);
                keep(&format!("{count} elements"), list.clone(), list);
            }
        }
        _ => {
            for value in texts(field) {
                let what = format!("a text of {} characters", value.chars().count());
                keep(&what, text(&value), text(&value));
            }
            for known in field.values {
                keep("a known value", text(known.text), text(known.text));
                let lower = known.text.to_ascii_lowercase();
                if field.value(&lower).is_some_and(|v| v.text == known.text) {
                    keep("a known value in small letters", text(&lower), text(known.text));
                }
            }
            if plain == Kind::JsonText && field.pattern.is_none() && field.max_length > 16 {
                keep("JSON in a text", text(r#"{"a":"b"}"#), text(r#"{"a":"b"}"#));
                keep("a bare number", Node::Number("12.50".into()), text("12.50"));
            }
        }
    }
    out
}

/// Values that must be refused.
pub(super) fn refused(field: &'static Field) -> Vec<Bad> {
    let mut out = Vec::new();
    let mut bad = |what: &str, sent: Node, at: &'static str, code: Option<&'static str>| {
        out.push(Bad { what: what.to_owned(), sent, at, code });
    };
    let object = Node::Object(vec![("a".into(), Node::Number("1".into()))]);
    match field.kind {
        Kind::Object => {
            for (what, sent) in [
                ("a list", Node::List(vec![])),
                ("a text", text("no json")),
                ("a number", Node::Number("1".into())),
            ] {
                bad(what, sent, "", None);
            }
            if let Some(max) = field.as_text {
                let long = format!("{{\"a\":\"{}\"}}", "x".repeat(max as usize));
                bad("a text that is too long", text(&long), "", field.codes.length);
            }
        }
        Kind::Array | Kind::List => {
            bad("an object", object.clone(), "", None);
            bad("a text", text("no json"), "", None);
            let element = match good(field) {
                Node::List(items) => items.into_iter().next(),
                _ => None,
            };
            let element = element.unwrap_or(Node::Object(Members::new()));
            if field.max_items < 5_000 {
                let list = Node::List(vec![element; field.max_items as usize + 1]);
                bad("too many elements", list, "", field.codes.items);
            }
            if field.min_items > 0 {
                bad("no elements", Node::List(vec![]), "", field.codes.items);
            }
            if field.kind == Kind::List {
                bad("an empty element", Node::List(vec![text("")]), "[0]", field.codes.missing);
                bad("an object as element", Node::List(vec![object]), "[0]", None);
                if field.max_length < LENGTH_TRIED {
                    let long = Node::List(vec![text(&"a".repeat(field.max_length as usize + 1))]);
                    bad("an element that is too long", long, "[0]", field.codes.length);
                }
                if !field.values.is_empty() && !field.values_open {
                    bad("an unknown element", Node::List(vec![text("~")]), "[0]", field.codes.values);
                }
            } else {
                bad("a text as element", Node::List(vec![text("a")]), "[0]", None);
            }
        }
        Kind::Boolean => {
            for sent in [text("yes"), Node::Number("1".into()), object, Node::List(vec![Node::Bool(true)])] {
                bad("no boolean", sent, "", None);
            }
        }
        Kind::Money | Kind::Number | Kind::Integer => {
            bad("an object", object, "", None);
            bad("a boolean", Node::Bool(true), "", None);
            for sent in ["abc", "-1", "+1", "1e2", " 1", "１", "1,0", "0x1"] {
                bad(&format!("the text {sent:?}"), text(sent), "", None);
            }
            bad("a negative number", Node::Number("-1".into()), "", None);
            for (what, sent, code) in wrong_numbers(field) {
                bad(&what, text(&sent), "", code);
            }
        }
        Kind::Text | Kind::JsonText => {
            bad("an object", object, "", None);
            bad("a list", Node::List(vec![text("a")]), "", None);
            bad("a boolean", Node::Bool(true), "", None);
            for (what, sent, code) in wrong_texts(field) {
                bad(&what, text(&sent), "", code);
            }
        }
    }
    out
}

type Wrong = (String, String, Option<&'static str>);

fn wrong_numbers(field: &'static Field) -> Vec<Wrong> {
    let mut out: Vec<Wrong> = Vec::new();
    let too_long = |value: &str| value.bytes().filter(u8::is_ascii_digit).count() > field.max_length as usize;
    let range = |value: &str| match field.kind {
        Kind::Money => field.codes.range,
        _ if too_long(value) => field.codes.length,
        _ => field.codes.range,
    };
    match field.kind {
        Kind::Integer => out.push(("a fraction".to_owned(), "1.5".to_owned(), None)),
        _ => {
            let decimals = "1".repeat(usize::from(field.decimals) + 1);
            out.push(("too many decimals".to_owned(), format!("1.{decimals}"), None));
        }
    }
    let unit = if field.kind == Kind::Integer { 1_000_000 } else { 10_000 };
    if let Some(min) = field.range.min.filter(|&min| min >= unit) {
        let value = decimal::shown(min - unit);
        out.push(("below the smallest".to_owned(), value.clone(), range(&value)));
    }
    if let Some(max) = field.range.max {
        let value = decimal::shown(if field.range.max_exclusive { max } else { max + unit });
        out.push(("above the largest".to_owned(), value.clone(), range(&value)));
    }
    if field.max_length < 18 && field.kind != Kind::Money {
        out.push((
            "too many digits".to_owned(),
            "9".repeat(field.max_length as usize + 1),
            field.codes.length,
        ));
    }
    if field.kind == Kind::Money {
        let code = field.codes.range;
        out.push(("an amount beyond all limits".to_owned(), "9".repeat(17), code));
    }
    out
}

fn wrong_texts(field: &'static Field) -> Vec<Wrong> {
    let mut out: Vec<Wrong> = Vec::new();
    if field.max_length < LENGTH_TRIED {
        for c in ["a", "中"] {
            out.push(("too long".to_owned(), c.repeat(field.max_length as usize + 1), field.codes.length));
        }
    }
    if field.min_length > 1 {
        out.push(("too short".to_owned(), "a".repeat(field.min_length as usize - 1), field.codes.length));
    }
    let fits = |value: &str| {
        let length = value.chars().count();
        length <= field.max_length as usize && length >= field.min_length as usize
    };
    if let Some(pattern) = field.pattern {
        let wrong =
            ["中", "a b", "-", " ", "a-", "abc", "１２"].into_iter().filter(|v| fits(v) && !pattern.fits(v));
        out.extend(wrong.map(|v| ("against its pattern".to_owned(), v.to_owned(), field.codes.pattern)));
    }
    if let Some(format) = field.format {
        let wrong: &[&str] = match format {
            Format::DateTime => &[
                "2026-02-30 00:00:00",
                "2026-11-22",
                "2026-11-22 24:00:00",
                "2026/11/22 10:00:00",
                "tomorrow",
            ],
            Format::Date => &["2026-02-30", "2026-13-01", "20261122", "2026-1-1"],
            Format::CompactDate => &["20260230", "2026-11-22", "2026"],
            Format::Base64 => &["*"],
        };
        let wrong = wrong.iter().filter(|v| fits(v) && field.pattern.is_none_or(|p| p.fits(v)));
        out.extend(wrong.map(|v| ("against its format".to_owned(), (*v).to_owned(), field.codes.pattern)));
    }
    if let Some(duration) = field.duration {
        let beyond = [longer(duration.max), shorter(duration.min)];
        let wrong =
            beyond.into_iter().flatten().filter(|v| fits(v) && field.pattern.is_none_or(|p| p.fits(v)));
        out.extend(wrong.map(|v| ("outside its limits".to_owned(), v, field.codes.pattern)));
    }
    if !field.values.is_empty() && !field.values_open && field.pattern.is_none() {
        let wrong =
            ["no_such_value", "~", "~~~~"].into_iter().filter(|v| fits(v) && field.value(v).is_none());
        out.extend(wrong.take(1).map(|v| ("an unknown value".to_owned(), v.to_owned(), field.codes.values)));
    }
    if field.forbidden_chars_refused {
        let wrong = field.forbidden_chars.iter().map(char::to_string).filter(|v| fits(v));
        out.extend(wrong.map(|v| ("a forbidden character".to_owned(), v, None)));
    }
    out
}

/// Good texts: of the least and the largest length that the other rules allow.
fn texts(field: &'static Field) -> Vec<String> {
    if !field.values.is_empty() && !field.values_open {
        return field.values.first().map(|v| v.text.to_owned()).into_iter().collect();
    }
    if let Some(duration) = field.duration {
        let mut out = vec![duration.min.to_owned(), duration.max.to_owned()];
        out.extend(field.pattern.filter(|p| p.fits("1c")).map(|_| "1c".to_owned()));
        return out;
    }
    if let Some(format) = field.format {
        let good: &[&str] = match format {
            Format::DateTime => &["2028-02-29 23:59:59", "2027-01-01 00:00:00"],
            Format::Date => &["2028-02-29", "2027-01-01"],
            Format::CompactDate => &["20280229", "20270101"],
            Format::Base64 => &["AQID", "AQ=="],
        };
        return good.iter().map(|text| (*text).to_owned()).collect();
    }
    let longest = if field.max_length == u32::MAX { 100 } else { field.max_length.min(LENGTH_TRIED) };
    let mut out = Vec::new();
    for length in [field.min_length.max(1), longest, 8, 10, 16] {
        let fits = |text: &String| {
            field.pattern.is_none_or(|p| p.fits(text)) && text.chars().count() == length as usize
        };
        let within = length <= longest && length >= field.min_length;
        if let Some(text) = candidates(length as usize).into_iter().find(|text| within && fits(text))
            && !out.contains(&text)
            && (out.len() < 2 || field.pattern.is_some())
        {
            out.push(text);
        }
    }
    out
}

/// Texts of a length, of several alphabets.
fn candidates(length: usize) -> Vec<String> {
    let ending = |end: &str| format!("{}{end}", "1".repeat(length.saturating_sub(end.len())));
    vec![
        "中".repeat(length),
        "a".repeat(length),
        "1".repeat(length),
        ending("d"),
        ending("m"),
        format!("2088{}", "1".repeat(length.saturating_sub(4))),
        "2027-01-01".chars().take(length).collect(),
    ]
}

/// Good numbers: both ends of the range, and these.
fn numbers(field: &Field, tried: &[&str]) -> Vec<String> {
    let unit = if field.kind == Kind::Integer { 1_000_000 } else { 10_000 };
    let mut out: Vec<String> = tried.iter().map(|text| (*text).to_owned()).collect();
    out.push(field.range.min.map_or("0".to_owned(), decimal::shown));
    if let Some(max) = field.range.max {
        out.push(decimal::shown(if field.range.max_exclusive { max - unit } else { max }));
    }
    out.retain(|text| {
        decimal::Decimal::parse(text).is_some_and(|v| {
            v.lies_in(field.range)
                && v.digits <= field.max_length as usize
                && v.digits >= field.min_length as usize
        })
    });
    out
}

/// A little more than a duration such as `15d`.
fn longer(text: &str) -> Option<String> {
    let (number, unit) = text.split_at(text.len().checked_sub(1)?);
    Some(format!("{}{unit}", number.parse::<u32>().ok()? + 1))
}

/// A little less, where that is still a duration.
fn shorter(text: &str) -> Option<String> {
    let (number, unit) = text.split_at(text.len().checked_sub(1)?);
    let number = number.parse::<u32>().ok()?.checked_sub(1)?;
    (number > 0).then(|| format!("{number}{unit}"))
}

pub(super) fn text(value: &str) -> Node {
    Node::Text(SmolStr::new(value))
}

/// A value from JSON text.
fn node_of(json: &str) -> Option<Node> {
    Tree::from_json(&format!("{{\"it\":{json}}}")).ok()?.get("it").cloned()
}

/// What is kept of a value: canonical spellings, numbers as the field wants them.
pub(super) fn as_kept(field: &'static Field, sent: &Node) -> Node {
    match (field.kind, sent) {
        (Kind::Object, Node::Object(members)) => Node::Object(kept_members(field, members)),
        (Kind::Array, Node::List(items)) => Node::List(
            items
                .iter()
                .map(|item| match item {
                    Node::Object(members) => Node::Object(kept_members(field, members)),
                    other => other.clone(),
                })
                .collect(),
        ),
        (Kind::Boolean, Node::Text(text)) => Node::Bool(text == "true"),
        (Kind::Number | Kind::Integer, Node::Number(_)) => sent.clone(),
        (_, Node::Number(text)) => Node::Text(text.clone()),
        (_, Node::Text(text)) => match field.value(text).filter(|_| field.separator.is_none()) {
            Some(known) => Node::Text(SmolStr::new_static(known.text)),
            None => sent.clone(),
        },
        _ => sent.clone(),
    }
}

/// Known members in the order of the table, then the others where the object is open.
fn kept_members(field: &'static Field, members: &Members) -> Members {
    let mut kept = Members::new();
    for child in field.children {
        if let Some((_, value)) = members.iter().find(|(name, _)| child.is_called(name)) {
            kept.push((SmolStr::new_static(child.name), as_kept(child, value)));
        }
    }
    if field.open {
        kept.extend(
            members.iter().filter(|(name, _)| !field.children.iter().any(|c| c.is_called(name))).cloned(),
        );
    }
    kept
}
