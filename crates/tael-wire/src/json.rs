//! The one formatter of answers.
//!
//! Every V2 answer is built from an [`Object`] and written here, so that no handler can break a rule of
//! protocol.md §3.3: members stand in alphabetical order at every depth (rule 3), `/` is written `\/` (rule 4),
//! non-ASCII text stays raw (rule 5), there are no floats (rule 7), and nothing empty is ever written (rule 8).

use std::borrow::Cow;

/// A JSON object whose members are always sorted by name. Setting a name again replaces its value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Object {
    members: Vec<(Cow<'static, str>, Value)>,
}

/// A JSON value. There is no null: an absent member is simply not set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A string; the empty one is never written.
    Text(Cow<'static, str>),
    /// A number.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
    /// An array; empty elements are left out, and an array without elements is never written.
    Array(Vec<Value>),
    /// An object; one without members is never written.
    Object(Object),
}

/// A JSON number kept as its text, so that no digit is lost and no float can slip in unnoticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(Cow<'static, str>);

impl Number {
    /// Takes a number in JSON's grammar (`-12`, `0.50`, `1e3`); `None` for any other text.
    #[must_use]
    pub fn parse(text: impl Into<Cow<'static, str>>) -> Option<Self> {
        let text = text.into();
        is_json_number(&text).then_some(Self(text))
    }

    /// The digits as they will be written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_json_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (integer, fraction) = match mantissa.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(integer)
        && (integer.len() == 1 || !integer.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

impl Object {
    /// An object without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a member, at its place in the order; a former value of that name is dropped.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> &mut Self {
        let (name, value) = (name.into(), value.into());
        // generated code sets members in order, so the end is the usual place
        let place = match self.members.last() {
            Some((last, _)) if *last < name => Err(self.members.len()),
            _ => self.members.binary_search_by(|(known, _)| known.cmp(&name)),
        };
        match place {
            Ok(index) => self.members[index].1 = value,
            Err(index) => self.members.insert(index, (name, value)),
        }
        self
    }

    /// Sets a member if there is a value; `None` leaves the object as it is.
    pub fn set_some(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        value: Option<impl Into<Value>>,
    ) -> &mut Self {
        if let Some(value) = value {
            self.set(name, value);
        }
        self
    }

    /// [`Object::set`] for building in one expression.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// The value of a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let index = self.members.binary_search_by(|(known, _)| known.as_ref().cmp(name)).ok()?;
        Some(&self.members[index].1)
    }

    /// The members in alphabetical order, empty ones included.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// How many members are set, empty ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether no member is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The object as compact JSON; `{}` when nothing in it is worth writing.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::with_capacity(64 + self.members.len() * 32);
        out.push('{');
        write_members(&mut out, self, |_| true);
        out.push('}');
        out
    }
}

/// Appends the members that are not empty and that `wanted` lets through, each after a comma unless it is the first
/// after `{`. Returns whether any was written.
pub(crate) fn write_members(out: &mut String, object: &Object, wanted: impl Fn(&str) -> bool) -> bool {
    let mut any = false;
    for (name, value) in object.iter().filter(|(name, _)| wanted(name)) {
        let before = out.len();
        if !out.ends_with('{') {
            out.push(',');
        }
        write_text(out, name);
        out.push(':');
        if write_value(out, value) {
            any = true;
        } else {
            out.truncate(before);
        }
    }
    any
}

/// Appends a value. Returns false, and leaves rubbish for the caller to cut off, if the value is empty.
fn write_value(out: &mut String, value: &Value) -> bool {
    match value {
        Value::Text(text) => {
            write_text(out, text);
            !text.is_empty()
        }
        Value::Number(number) => {
            out.push_str(&number.0);
            true
        }
        Value::Bool(truth) => {
            out.push_str(if *truth { "true" } else { "false" });
            true
        }
        Value::Array(elements) => {
            out.push('[');
            let any = write_elements(out, elements);
            out.push(']');
            any
        }
        Value::Object(object) => {
            out.push('{');
            let any = write_members(out, object, |_| true);
            out.push('}');
            any
        }
    }
}

fn write_elements(out: &mut String, elements: &[Value]) -> bool {
    let mut any = false;
    for element in elements {
        let before = out.len();
        if any {
            out.push(',');
        }
        if write_value(out, element) {
            any = true;
        } else {
            out.truncate(before);
        }
    }
    any
}

/// Appends a quoted string.
///
/// U+2028 and U+2029 are the only non-ASCII characters that are escaped: PHP's `json_encode` escapes them even under
/// JSON_UNESCAPED_UNICODE, and clients that verify over a re-serialised answer (protocol.md §3.2) rely on its form.
pub(crate) fn write_text(out: &mut String, text: &str) {
    out.reserve(text.len() + 2);
    out.push('"');
    let mut start = 0;
    for (index, character) in text.char_indices() {
        let escape: &str = match character {
            '"' => "\\\"",
            '\\' => "\\\\",
            '/' => "\\/",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\u{2028}' => "\\u2028",
            '\u{2029}' => "\\u2029",
            '\u{0}'..='\u{1f}' => "",
            _ => continue,
        };
        out.push_str(&text[start..index]);
        if escape.is_empty() {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            let code = character as usize;
            out.push_str("\\u00");
            out.push(char::from(HEX[code >> 4]));
            out.push(char::from(HEX[code & 15]));
        } else {
            out.push_str(escape);
        }
        start = index + character.len_utf8();
    }
    out.push_str(&text[start..]);
    out.push('"');
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Cow<'static, str>> for Value {
    fn from(text: Cow<'static, str>) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Number(Cow::Owned(number.to_string())))
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(Number(Cow::Owned(number.to_string())))
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(elements: Vec<T>) -> Self {
        Self::Array(elements.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn members_are_sorted_whatever_the_order_they_came_in() {
        let object = Object::new()
            .with("total_amount", "88.88")
            .with("buyer_logon_id", "a***@b.com")
            .with("nested", Object::new().with("z", "1").with("a", true).with("m", 7_i64))
            .with("total_amount", "99.99");
        assert_eq!(
            object.to_json(),
            r#"{"buyer_logon_id":"a***@b.com","nested":{"a":true,"m":7,"z":"1"},"total_amount":"99.99"}"#
        );
        assert_eq!(object.len(), 3);
        assert_eq!(object.get("total_amount"), Some(&Value::from("99.99")));
        assert_eq!(object.get("absent"), None);
    }

    #[test]
    fn nothing_empty_is_written_even_when_nesting_makes_it_empty() {
        let hollow =
            Object::new().with("text", "").with("list", Vec::<Value>::new()).with("inner", Object::new());
        let object = Object::new()
            .with("a_hollow", hollow.clone())
            .with("b_list", vec![Value::from(hollow.clone()), Value::from(""), Value::from(vec![""])])
            .with("c_list", vec![Value::from(""), Value::from("x"), Value::from(hollow), Value::from("y")])
            .with("d", "")
            .with("e", false)
            .with("f", 0_i64);
        assert_eq!(object.to_json(), r#"{"c_list":["x","y"],"e":false,"f":0}"#);
        assert_eq!(Object::new().with("a", "").to_json(), "{}");
        let mut optional = Object::new();
        optional.set_some("absent", None::<&str>).set_some("present", Some("1"));
        assert_eq!(optional.to_json(), r#"{"present":"1"}"#);
    }

    #[test]
    fn escapes() {
        let object = Object::new()
            .with("k/\"", "https://a/b?c=\"d\"\\ \u{0}\u{1f}\u{8}\u{c}\n\r\t\u{7f}支€😀\u{2028}");
        assert_eq!(
            object.to_json(),
            "{\"k\\/\\\"\":\"https:\\/\\/a\\/b?c=\\\"d\\\"\\\\ \\u0000\\u001f\\b\\f\\n\\r\\t\u{7f}支€😀\\u2028\"}"
        );
    }

    #[test]
    fn a_comma_never_depends_on_what_a_text_ends_with() {
        let object = Object::new().with("a", "{").with("b", "[").with("c", vec!["{", "["]).with("d", "");
        assert_eq!(object.to_json(), r#"{"a":"{","b":"[","c":["{","["]}"#);
    }

    #[test]
    fn numbers_keep_their_text_and_nothing_else_is_a_number() {
        for good in ["0", "-0", "12", "88.880", "1e3", "1E+3", "0.5e-7", "123456789012345678901234567890"] {
            let number = Number::parse(good).unwrap();
            assert_eq!(Object::new().with("n", number).to_json(), format!("{{\"n\":{good}}}"));
        }
        for bad in
            ["", "-", "01", "1.", ".5", "1e", "1e+", "+1", " 1", "1 ", "NaN", "0x1", "1,5", "1.2.3", "１"]
        {
            assert_eq!(Number::parse(bad), None, "{bad:?}");
        }
        assert_eq!(Value::from(u64::MAX), Value::Number(Number::parse(u64::MAX.to_string()).unwrap()));
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<String>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 64, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
                prop::collection::vec(("[a-z\"/{\\[]{0,6}", inner), 0..6).prop_map(|members| {
                    let mut object = Object::new();
                    for (name, value) in members {
                        object.set(name, value);
                    }
                    Value::Object(object)
                }),
            ]
        })
    }

    /// What the formatter promises to say: the value without anything empty.
    fn expected(value: &Value) -> Option<serde_json::Value> {
        match value {
            Value::Text(text) if text.is_empty() => None,
            Value::Text(text) => Some(text.as_ref().into()),
            Value::Number(number) => serde_json::from_str(number.as_str()).ok(),
            Value::Bool(truth) => Some((*truth).into()),
            Value::Array(elements) => {
                let kept: Vec<_> = elements.iter().filter_map(expected).collect();
                (!kept.is_empty()).then(|| kept.into())
            }
            Value::Object(object) => {
                let kept: serde_json::Map<_, _> =
                    object.iter().filter_map(|(n, v)| Some((n.to_owned(), expected(v)?))).collect();
                (!kept.is_empty()).then(|| kept.into())
            }
        }
    }

    proptest! {
        /// serde_json sorts the members of its maps, so writing its value again shows whether ours were sorted.
        #[test]
        fn output_is_the_sorted_compact_json_of_what_is_not_empty(value in value()) {
            let json = Object::new().with("value", value.clone()).to_json();
            let parsed: serde_json::Value = serde_json::from_str(&json).unwrap();
            let kept = expected(&value).map_or_else(|| serde_json::json!({}), |v| serde_json::json!({ "value": v }));
            prop_assert_eq!(&parsed, &kept);
            let ours_unescaped = json.replace("\\/", "/").replace("\\u2028", "\u{2028}").replace("\\u2029", "\u{2029}");
            // a backslash before a slash is itself escaped, so compare only where the replacement is unambiguous
            if !json.contains("\\\\") {
                prop_assert_eq!(ours_unescaped, serde_json::to_string(&parsed).unwrap());
            }
        }
    }
}
