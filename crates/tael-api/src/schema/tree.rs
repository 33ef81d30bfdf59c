//! The accepted request: normalised, in the order of the field table, kept with the trade and shown by the control API.

use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::value::RawValue;
use smol_str::SmolStr;

use super::token::{DEPTH_MAX, NotJson, Token};

/// Members in the order of the field table.
pub type Members = Vec<(SmolStr, Node)>;

/// An accepted request.
///
/// Known members have their canonical names and values their canonical spelling; absent, null and empty members are
/// not there, defaults are not filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    members: Members,
}

/// One value of a [`Tree`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Null, inside an open member.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number that came as a bare JSON number where a number is expected, with its own text.
    Number(SmolStr),
    /// A text, also a number that came as text.
    Text(SmolStr),
    /// A list.
    List(Vec<Node>),
    /// An object.
    Object(Members),
}

impl Tree {
    pub(crate) fn new(members: Members) -> Tree {
        Tree { members }
    }

    /// The members at the top.
    #[must_use]
    pub fn members(&self) -> &[(SmolStr, Node)] {
        &self.members
    }

    /// The value at a path such as `goods_detail[0].price`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Node> {
        let mut members = Some(&self.members);
        let mut found = None;
        for step in path.split('.') {
            let (name, indices) = step.split_once('[').map_or((step, ""), |(name, rest)| (name, rest));
            let mut node = &members?.iter().find(|(key, _)| key == name)?.1;
            for index in indices.split('[').filter(|index| !index.is_empty()) {
                let Node::List(items) = node else { return None };
                node = items.get(index.strip_suffix(']')?.parse::<usize>().ok()?)?;
            }
            members = if let Node::Object(members) = node { Some(members) } else { None };
            found = Some(node);
        }
        found
    }

    /// The tree as compact JSON text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::with_capacity(256);
        write_members(&self.members, &mut out);
        out
    }

    /// Reads back what [`Tree::to_json`] wrote.
    ///
    /// # Errors
    /// [`NotJson`] where the text is no JSON object.
    pub fn from_json(text: &str) -> Result<Tree, NotJson> {
        match Node::of(&Token::parse(text, DEPTH_MAX)?) {
            Node::Object(members) => Ok(Tree { members }),
            _ => Err(NotJson::NotAnObject),
        }
    }
}

impl Node {
    /// The text of a scalar.
    #[must_use]
    pub fn scalar(&self) -> Option<&str> {
        match self {
            Node::Text(text) | Node::Number(text) => Some(text),
            Node::Bool(true) => Some("true"),
            Node::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// The value as compact JSON text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        write_node(self, &mut out);
        out
    }

    pub(crate) fn of(token: &Token<'_>) -> Node {
        match token {
            Token::Null => Node::Null,
            Token::Bool(value) => Node::Bool(*value),
            Token::Number(text) => Node::Number(SmolStr::new(text)),
            Token::Text(text) => Node::Text(SmolStr::new(text)),
            Token::Array(items) => Node::List(items.iter().map(Node::of).collect()),
            Token::Object(members) => Node::Object(
                members.iter().map(|(name, value)| (SmolStr::new(name), Node::of(value))).collect(),
            ),
        }
    }
}

fn write_node(node: &Node, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Number(text) => out.push_str(text),
        Node::Text(text) => write_text(text, out),
        Node::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_node(item, out);
            }
            out.push(']');
        }
        Node::Object(members) => write_members(members, out),
    }
}

fn write_members(members: &[(SmolStr, Node)], out: &mut String) {
    out.push('{');
    for (i, (name, value)) in members.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_text(name, out);
        out.push(':');
        write_node(value, out);
    }
    out.push('}');
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// As the JSON that it is, number texts included.
impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_json()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_survives_its_text() {
        let text = r#"{"a":"中\"\\\n\u0001/","n":1.50,"l":[{"x":true},null],"o":{}}"#;
        let tree = Tree::from_json(text).expect("a tree");
        assert_eq!(tree.to_json(), text);
        assert_eq!(serde_json::to_string(&tree).expect("text"), text);
        assert_eq!(tree.get("n"), Some(&Node::Number("1.50".into())));
        assert_eq!(tree.get("l[0].x"), Some(&Node::Bool(true)));
        for absent in ["", "b", "a.b", "l[2]", "l[0].y", "l.x", "n[0]", "l[x]"] {
            assert_eq!(tree.get(absent), None, "{absent}");
        }
        assert_eq!(Tree::from_json("[]"), Err(NotJson::NotAnObject));
    }
}
