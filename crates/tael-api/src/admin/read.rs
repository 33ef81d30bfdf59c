//! Reading a JSON value into a type, with refusals that name the member, what it must be and what it is.
//!
//! serde_json's own errors are sentences; these are facts, so that they can be told in two languages.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Expected, IntoDeserializer, Unexpected, Visitor};
use serde_json::Value;

use super::refusal::{Kind, Refusal};

/// Reads `value`, the member at `path` of a body (empty for the body itself).
///
/// # Errors
/// A [`Refusal`] that names the first member that does not fit.
pub fn read<T: DeserializeOwned>(value: Value, path: &str) -> Result<T, Refusal> {
    T::deserialize(Node { value, path: path.to_owned() }).map_err(Refusal::from)
}

struct Node {
    value: Value,
    path: String,
}

/// What does not fit, and where.
#[derive(Debug)]
struct Problem {
    fault: Fault,
    field: Option<String>,
    /// `field` is the whole path.
    placed: bool,
}

#[derive(Debug)]
enum Fault {
    Unknown(&'static [&'static str]),
    Missing,
    Type { got: String, must_be: String },
    Variant { got: String, known: &'static [&'static str] },
    Other(String),
}

impl Problem {
    fn new(fault: Fault, field: Option<&str>) -> Problem {
        Problem { fault, field: field.map(str::to_owned), placed: false }
    }

    /// Places a problem that arose in the value at `path`; one that was placed further inside stays there.
    fn within(self, path: &str) -> Problem {
        if self.placed {
            return self;
        }
        let field = match self.field {
            Some(member) => Some(join(path, &member)),
            None if path.is_empty() => None,
            None => Some(path.to_owned()),
        };
        Problem { field, placed: true, ..self }
    }
}

/// The path of a member.
pub(super) fn join(path: &str, member: &str) -> String {
    if path.is_empty() { member.to_owned() } else { format!("{path}.{member}") }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {:?}", self.fault, self.field)
    }
}

impl std::error::Error for Problem {}

impl de::Error for Problem {
    fn custom<T: fmt::Display>(message: T) -> Problem {
        Problem::new(Fault::Other(message.to_string()), None)
    }

    fn invalid_type(got: Unexpected<'_>, expected: &dyn Expected) -> Problem {
        Problem::new(Fault::Type { got: got.to_string(), must_be: expected.to_string() }, None)
    }

    fn invalid_value(got: Unexpected<'_>, expected: &dyn Expected) -> Problem {
        Problem::invalid_type(got, expected)
    }

    fn unknown_variant(got: &str, known: &'static [&'static str]) -> Problem {
        Problem::new(Fault::Variant { got: got.to_owned(), known }, None)
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Problem {
        Problem::new(Fault::Unknown(known), Some(field))
    }

    fn missing_field(field: &'static str) -> Problem {
        Problem::new(Fault::Missing, Some(field))
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Refusal {
        let Problem { fault, field, .. } = problem;
        let name = field.as_deref().map_or_else(|| "the body".to_owned(), |f| format!("`{f}`"));
        let name_zh = field.as_deref().map_or_else(|| "请求体".to_owned(), |f| format!("`{f}`"));
        let (code, en, zh) = match fault {
            Fault::Unknown(known) => return unknown(field.unwrap_or_default(), known),
            Fault::Missing => {
                ("MISSING_MEMBER", format!("{name} is missing: send it"), format!("缺少 {name_zh}，请补上"))
            }
            Fault::Type { got, must_be } => (
                "INVALID_TYPE",
                format!("{name} must be {must_be}, not {got}"),
                format!("{name_zh} 必须是{}，实际为 {got}", expected_zh(&must_be)),
            ),
            Fault::Variant { got, known } => (
                "INVALID_VALUE",
                format!("{name} must be one of {}, not {got:?}", known.join(", ")),
                format!("{name_zh} 只能取 {}，实际为 {got:?}", known.join("、")),
            ),
            Fault::Other(reason) => (
                "INVALID_VALUE",
                format!("{name}: {reason}"),
                format!("{name_zh} 的值无效：{}", reason_zh(&reason)),
            ),
        };
        Refusal { field, ..Refusal::new(Kind::Invalid, code, en, zh) }
    }
}

/// The refusal of a member that nobody knows.
pub(super) fn unknown(field: String, known: &[&str]) -> Refusal {
    let en = format!("there is no member `{field}` here: leave it out, or use one of {}", known.join(", "));
    let zh = format!("没有成员 `{field}`：请去掉，可用的成员有 {}", known.join("、"));
    Refusal::new(Kind::Invalid, "UNKNOWN_MEMBER", en, zh).at(field)
}

fn expected_zh(english: &str) -> String {
    match english {
        "a string" => "字符串".to_owned(),
        "a boolean" => "布尔值".to_owned(),
        "a map" => "对象".to_owned(),
        "a sequence" => "数组".to_owned(),
        "u32" | "u64" => "非负整数".to_owned(),
        other if other.starts_with("struct ") => "对象".to_owned(),
        other if other.starts_with("a decimal string of yuan") => {
            "以元为单位的小数字符串，如 \"88.88\"".to_owned()
        }
        other if other.starts_with("a decimal string between") => {
            "0 到 1 之间的小数字符串，如 \"0.006\"".to_owned()
        }
        other => other.to_owned(),
    }
}

fn reason_zh(english: &str) -> String {
    let known = [
        (" is not a decimal number of yuan", " 不是以元为单位的小数"),
        (" has more than two decimals", " 超过两位小数"),
        (" is too large", " 过大"),
        (" is not a rate between 0 and 1", " 不是 0 到 1 之间的费率"),
    ];
    let found =
        known.iter().find_map(|(en, zh)| english.strip_suffix(en).map(|value| format!("{value}{zh}")));
    found.unwrap_or_else(|| english.to_owned())
}

impl IntoDeserializer<'_, Problem> for Node {
    type Deserializer = Node;
    fn into_deserializer(self) -> Node {
        self
    }
}

impl<'de> de::Deserializer<'de> for Node {
    type Error = Problem;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let Node { value, path } = self;
        let read = match value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(truth),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(n), _) => visitor.visit_u64(n),
                (None, Some(n)) => visitor.visit_i64(n),
                (None, None) => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_string(text),
            Value::Array(elements) => {
                let nodes = elements.into_iter().enumerate();
                let nodes = nodes.map(|(i, value)| Node { value, path: format!("{path}[{i}]") });
                visitor.visit_seq(SeqDeserializer::new(nodes))
            }
            Value::Object(members) => {
                let nodes = members.into_iter();
                let nodes = nodes.map(|(name, value)| {
                    let path = join(&path, &name);
                    (name, Node { value, path })
                });
                visitor.visit_map(MapDeserializer::new(nodes))
            }
        };
        read.map_err(|problem| problem.within(&path))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    /// Derived types would take an array for an object, member by member: documents do not.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        if self.value.is_array() {
            return Err(<Problem as de::Error>::invalid_type(Unexpected::Seq, &visitor).within(&self.path));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        let Node { value, path } = self;
        let read = match value {
            Value::String(name) => visitor.visit_enum(name.into_deserializer()),
            other => Err(Problem::new(Fault::Variant { got: other.to_string(), known }, None)),
        };
        read.map_err(|problem| problem.within(&path))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;
    use tael_core::money::Fen;
    use tael_core::party::{Contract, Coupon, Identity, UserLimits};

    use super::*;

    #[test]
    fn refusals_name_the_member_the_rule_and_what_was_got() {
        let coupons = |v: Value| read::<Vec<Coupon>>(v, "coupons").unwrap_err();
        let number = coupons(json!([{"amount": 5, "funder": "PLATFORM"}]));
        assert_eq!(number.field.as_deref(), Some("coupons[0].amount"));
        assert_eq!(
            number.en,
            "`coupons[0].amount` must be a decimal string of yuan such as \"88.88\", not integer `5`"
        );
        assert!(number.zh.contains("小数字符串"), "{}", number.zh);
        let unknown = coupons(json!([{"amount": "5", "funder": "PLATFORM", "color": 1}]));
        assert_eq!((unknown.code, unknown.field.as_deref()), ("UNKNOWN_MEMBER", Some("coupons[0].color")));
        let variant = coupons(json!([{"amount": "5", "funder": "ME"}]));
        assert_eq!((variant.code, variant.field.as_deref()), ("INVALID_VALUE", Some("coupons[0].funder")));
        assert!(variant.en.contains("PLATFORM, MERCHANT"), "{}", variant.en);
        let missing = coupons(json!([{"amount": "5.00"}]));
        assert_eq!((missing.code, missing.field.as_deref()), ("MISSING_MEMBER", Some("coupons[0].funder")));
        let kind = coupons(json!([{"amount": "5", "funder": true}]));
        assert_eq!(kind.field.as_deref(), Some("coupons[0].funder"));
        assert_eq!(coupons(json!({})).field.as_deref(), Some("coupons"));
        let decimals = coupons(json!([{"amount": "5.001", "funder": "PLATFORM"}]));
        assert_eq!(decimals.zh, "`coupons[0].amount` 的值无效：\"5.001\" 超过两位小数");
        let body = read::<Identity>(json!([1]), "").unwrap_err();
        assert_eq!((body.code, body.field), ("INVALID_TYPE", None));
        let rate = read::<Contract>(json!({"product_code": "X", "rate": 0.006}), "").unwrap_err();
        assert_eq!(rate.field.as_deref(), Some("rate"));
    }

    #[test]
    fn good_values_are_read_as_serde_json_reads_them() {
        let limits = json!({"day": "1.00", "month": null});
        let read_limits = read::<UserLimits>(limits.clone(), "").unwrap();
        assert_eq!(read_limits, serde_json::from_value(limits).unwrap());
        assert_eq!(read_limits.day, Some(Fen(100)));
        let contract = json!({"product_code": "JSAPI_PAY", "mode": "DIRECT", "rate": "0.006", "query_returns_fund_bill": true});
        assert_eq!(
            read::<Contract>(contract.clone(), "").unwrap(),
            serde_json::from_value(contract).unwrap()
        );
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_what_serde_json_accepts(amount in ".{0,6}", funder in "PLATFORM|MERCHANT|x", extra in any::<bool>()) {
            let mut value = json!({"amount": amount, "funder": funder});
            if extra {
                value["min_amount"] = json!("0.00");
            }
            let ours = read::<Coupon>(value.clone(), "");
            let theirs = serde_json::from_value::<Coupon>(value);
            prop_assert_eq!(ours.ok(), theirs.ok());
        }
    }
}
