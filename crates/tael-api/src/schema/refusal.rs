//! Why a request is refused, in words for the wire (Chinese) and for the console (English).

use super::decimal;
use super::table::{ChoiceRule, Duration, Format, Kind, Range, Test, Value};

/// The largest number of characters of a value that a message repeats.
pub const GOT_MAX: usize = 64;

/// The largest number of known values that a message lists.
const VALUES_MAX: usize = 12;

/// A refused field.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The `sub_code`, one of the method's table.
    pub code: &'static str,
    /// The member with indices, `goods_detail[3].price`.
    pub path: String,
    /// The broken rule.
    pub rule: Rule,
    /// What came, at most [`GOT_MAX`] characters of it; masked where the member is sensitive, empty where nothing came.
    pub got: String,
    /// The `sub_msg` of the wire: `参数无效：goods_detail[3].price 须…，实际为 1.234`.
    pub message_zh: String,
    /// The same in English.
    pub message_en: String,
}

/// A rule that a value broke.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// Required.
    Missing,
    /// Required because of another field.
    MissingWhen(&'static str, &'static Test),
    /// Not to be sent because of another field.
    ForbiddenWhen(&'static str, &'static Test),
    /// Too few or too many members of a group.
    Choice(ChoiceRule, &'static [&'static str]),
    /// Another type of JSON value, or a text that is none.
    Type(Kind),
    /// Fewer characters, or digits.
    MinLength(u32),
    /// More characters, or digits.
    MaxLength(u32),
    /// Not of the pattern.
    Pattern(&'static str),
    /// Not one of the known values.
    Values(&'static [Value]),
    /// Outside the range.
    Range(Range),
    /// Too many decimals.
    Decimals(u8),
    /// Fewer elements.
    MinItems(u32),
    /// More elements.
    MaxItems(u32),
    /// Not of the format, or no real date.
    Format(Format),
    /// Shorter or longer than allowed.
    Duration(Duration),
    /// Has characters that may not stand here.
    Characters(&'static [char]),
}

impl Rule {
    /// A stable name of the kind of rule, for the request log.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Rule::Missing | Rule::MissingWhen(..) => "missing",
            Rule::ForbiddenWhen(..) => "forbidden",
            Rule::Choice(..) => "choice",
            Rule::Type(_) => "type",
            Rule::MinLength(_) | Rule::MaxLength(_) => "length",
            Rule::Pattern(_) => "pattern",
            Rule::Values(_) => "values",
            Rule::Range(_) => "range",
            Rule::Decimals(_) => "decimals",
            Rule::MinItems(_) | Rule::MaxItems(_) => "items",
            Rule::Format(_) => "format",
            Rule::Duration(_) => "duration",
            Rule::Characters(_) => "characters",
        }
    }

    /// What is wrong, in Chinese.
    fn zh(&self) -> String {
        match self {
            Rule::Missing => "不能为空".to_owned(),
            Rule::MissingWhen(path, test) => format!("在 {path} {} 时不能为空", test_zh(test)),
            Rule::ForbiddenWhen(path, test) => format!("在 {path} {} 时不能传入", test_zh(test)),
            Rule::Choice(rule, members) => {
                let members = members.join("、");
                match rule {
                    ChoiceRule::AtLeastOne => format!("与同组参数（{members}）不能同时为空"),
                    ChoiceRule::AtMostOne => format!("与同组参数（{members}）只能传入一个"),
                    ChoiceRule::ExactlyOne | ChoiceRule::Any => {
                        format!("与同组参数（{members}）必须且只能传入一个")
                    }
                }
            }
            Rule::Type(kind) => format!("须为{}", kind_zh(*kind)),
            Rule::MinLength(n) => format!("长度不能小于 {n}"),
            Rule::MaxLength(n) => format!("长度不能超过 {n}"),
            Rule::Pattern(source) => format!("格式不正确（{source}）"),
            Rule::Values(values) => format!("取值不在枚举范围内（{}）", list(values)),
            Rule::Range(range) => range_zh(*range),
            Rule::Decimals(0) => "须为整数".to_owned(),
            Rule::Decimals(n) => format!("最多 {n} 位小数"),
            Rule::MinItems(n) => format!("元素个数不能少于 {n}"),
            Rule::MaxItems(n) => format!("元素个数不能超过 {n}"),
            Rule::Format(format) => format!("须为 {} 格式的有效值", format_name(*format)),
            Rule::Duration(d) => format!("时长须在 {} 到 {} 之间", d.min, d.max),
            Rule::Characters(chars) => format!("含有不允许的字符（{}）", characters(chars)),
        }
    }

    /// What is wrong, in English.
    fn en(&self) -> String {
        match self {
            Rule::Missing => "is required".to_owned(),
            Rule::MissingWhen(path, test) => format!("is required when {path} {}", test_en(test)),
            Rule::ForbiddenWhen(path, test) => format!("may not be sent when {path} {}", test_en(test)),
            Rule::Choice(rule, members) => {
                let members = members.join(", ");
                match rule {
                    ChoiceRule::AtLeastOne => format!("or another of ({members}) is required"),
                    ChoiceRule::AtMostOne => format!("and others of ({members}) may not be sent together"),
                    ChoiceRule::ExactlyOne | ChoiceRule::Any => {
                        format!("is one of ({members}), of which exactly one must be sent")
                    }
                }
            }
            Rule::Type(kind) => format!("must be {}", kind_en(*kind)),
            Rule::MinLength(n) => format!("must have at least {n} characters"),
            Rule::MaxLength(n) => format!("must have at most {n} characters"),
            Rule::Pattern(source) => format!("must match {source}"),
            Rule::Values(values) => format!("must be one of {}", list(values)),
            Rule::Range(range) => range_en(*range),
            Rule::Decimals(0) => "must be a whole number".to_owned(),
            Rule::Decimals(n) => format!("must have at most {n} decimals"),
            Rule::MinItems(n) => format!("must have at least {n} elements"),
            Rule::MaxItems(n) => format!("must have at most {n} elements"),
            Rule::Format(format) => format!("must be a real value of the form {}", format_name(*format)),
            Rule::Duration(d) => format!("must lie between {} and {}", d.min, d.max),
            Rule::Characters(chars) => format!("must not contain any of {}", characters(chars)),
        }
    }

    /// The two messages for a member of which `got` came.
    pub(crate) fn messages(&self, prefix_zh: &str, path: &str, got: &str) -> (String, String) {
        let (zh, en) = (self.zh(), self.en());
        if got.is_empty() {
            (
                format!("{prefix_zh}：{path} {zh}，实际为空"),
                format!("invalid parameter: {path} {en}, got nothing"),
            )
        } else {
            (
                format!("{prefix_zh}：{path} {zh}，实际为 {got}"),
                format!("invalid parameter: {path} {en}, got {got}"),
            )
        }
    }
}

fn list(values: &[Value]) -> String {
    let shown: Vec<&str> = values.iter().take(VALUES_MAX).map(|v| v.text).collect();
    shown.join(", ") + if values.len() > VALUES_MAX { ", …" } else { "" }
}

fn characters(chars: &[char]) -> String {
    chars.iter().map(char::to_string).collect::<Vec<_>>().join(" ")
}

fn test_zh(test: &Test) -> String {
    match test {
        Test::Present => "已传入".to_owned(),
        Test::Absent => "未传入".to_owned(),
        Test::Is(value) => format!("为 {value}"),
        Test::IsNot(value) => format!("不为 {value}"),
    }
}

fn test_en(test: &Test) -> String {
    match test {
        Test::Present => "is sent".to_owned(),
        Test::Absent => "is not sent".to_owned(),
        Test::Is(value) => format!("is {value}"),
        Test::IsNot(value) => format!("is not {value}"),
    }
}

fn kind_zh(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "字符串",
        Kind::Money => "金额（单位元，不含符号和指数）",
        Kind::Number => "数字",
        Kind::Integer => "整数",
        Kind::Boolean => "布尔值 true 或 false",
        Kind::JsonText => "JSON 字符串",
        Kind::Object => "JSON 对象",
        Kind::Array => "JSON 对象数组",
        Kind::List => "JSON 数组",
    }
}

fn kind_en(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "a string",
        Kind::Money => "an amount in yuan without sign and exponent",
        Kind::Number => "a number",
        Kind::Integer => "a whole number",
        Kind::Boolean => "true or false",
        Kind::JsonText => "a string of JSON text",
        Kind::Object => "a JSON object",
        Kind::Array => "a JSON array of objects",
        Kind::List => "a JSON array",
    }
}

fn range_zh(range: Range) -> String {
    let below = if range.max_exclusive { "小于" } else { "不大于" };
    match (range.min.map(decimal::shown), range.max.map(decimal::shown)) {
        (Some(min), Some(max)) => format!("须不小于 {min} 且{below} {max}"),
        (Some(min), None) => format!("须不小于 {min}"),
        (None, Some(max)) => format!("须{below} {max}"),
        (None, None) => "数值过大".to_owned(),
    }
}

fn range_en(range: Range) -> String {
    let below = if range.max_exclusive { "less than" } else { "at most" };
    match (range.min.map(decimal::shown), range.max.map(decimal::shown)) {
        (Some(min), Some(max)) => format!("must be at least {min} and {below} {max}"),
        (Some(min), None) => format!("must be at least {min}"),
        (None, Some(max)) => format!("must be {below} {max}"),
        (None, None) => "is too large".to_owned(),
    }
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::DateTime => "yyyy-MM-dd HH:mm:ss",
        Format::Date => "yyyy-MM-dd",
        Format::CompactDate => "yyyyMMdd",
        Format::Base64 => "base64",
    }
}
