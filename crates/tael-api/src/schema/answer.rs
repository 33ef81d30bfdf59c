//! From generated answers to the wire's objects. The generated code calls nothing else.

use tael_core::money::Fen;
use tael_core::time::Instant;
use tael_wire::json::{Number, Object, Value};

/// A generated struct of an answer.
pub trait ToObject {
    /// Its members; what is not set is not there.
    fn to_object(&self) -> Object;
}

/// What can be the value of a member of an answer.
pub trait Member {
    /// The value on the wire; `None` where there is none.
    fn value(&self) -> Option<Value>;
}

/// Sets a member where it has a value.
pub fn set(object: &mut Object, name: &'static str, member: &dyn Member) {
    object.set_some(name, member.value());
}

/// A member whose value is sent as JSON text.
#[must_use]
pub fn json_text(member: &dyn Member) -> Option<String> {
    let mut holder = Object::new();
    holder.set("", member.value()?);
    let text = holder.to_json();
    text.strip_prefix("{\"\":").and_then(|rest| rest.strip_suffix('}')).map(str::to_owned)
}

impl<T: ToObject> Member for T {
    fn value(&self) -> Option<Value> {
        Some(Value::Object(self.to_object()))
    }
}

impl<T: Member> Member for Option<T> {
    fn value(&self) -> Option<Value> {
        self.as_ref().and_then(Member::value)
    }
}

impl<T: Member> Member for Vec<T> {
    fn value(&self) -> Option<Value> {
        Some(Value::Array(self.iter().filter_map(Member::value).collect()))
    }
}

impl Member for String {
    fn value(&self) -> Option<Value> {
        Some(Value::Text(self.clone().into()))
    }
}

/// Yuan with two decimals, as text.
impl Member for Fen {
    fn value(&self) -> Option<Value> {
        Some(Value::Text(self.to_string().into()))
    }
}

/// `yyyy-MM-dd HH:mm:ss` of Beijing.
impl Member for Instant {
    fn value(&self) -> Option<Value> {
        Some(Value::Text(self.to_string().into()))
    }
}

/// As text: `protocol.md §3.3`, rule 7.
impl Member for bool {
    fn value(&self) -> Option<Value> {
        Some(Value::Text(if *self { "true" } else { "false" }.into()))
    }
}

/// As a JSON number.
impl Member for i64 {
    fn value(&self) -> Option<Value> {
        Number::parse(self.to_string()).map(Value::Number)
    }
}

impl Member for Object {
    fn value(&self) -> Option<Value> {
        Some(Value::Object(self.clone()))
    }
}
