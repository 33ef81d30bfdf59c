//! Test cases from the field table: for each field of an API, values that must be refused with their code and path,
//! and values that must be accepted and kept unchanged.
//!
//! They are built on a base request that the caller passes, so that members which depend on state (apps, buyers,
//! payment codes) are real. What a method decides beyond the table, for instance that two amounts add up to a third,
//! these cases do not know.

mod document;
mod samples;

use super::table::{Api, ChoiceRule, Condition, Field, Kind, Test};
use super::tree::{Node, Tree};
use document::Document;
use samples::Sample;

/// A request and what must come of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What is tried, for messages: `goods_detail[0].price: three decimals`.
    pub name: String,
    /// The field that is tried.
    pub field: &'static Field,
    /// The request.
    pub biz_content: String,
    /// What must come of it.
    pub expected: Expected,
}

impl Case {
    /// The request with another text for a member at the top, for instance an order number of its own; unchanged where
    /// the case is about that member.
    #[must_use]
    pub fn with(&self, name: &str, text: &str) -> String {
        match Tree::from_json(&self.biz_content) {
            Ok(tree) if self.field.name != name || self.field.path != name => {
                let mut members = tree.members().to_vec();
                members.retain(|(key, _)| key != name);
                members.push((name.into(), Node::Text(text.into())));
                Tree::new(members).to_json()
            }
            _ => self.biz_content.clone(),
        }
    }
}

/// What must come of a [`Case`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Refused with this code; the message names this path.
    Refused {
        /// The `sub_code`.
        code: &'static str,
        /// The member with indices.
        path: String,
    },
    /// Accepted; the normalised request has this at this path.
    Accepted {
        /// The member with indices.
        path: String,
        /// The value as JSON text.
        value: String,
    },
}

/// The smallest request that the table accepts, from examples and made-up values.
#[must_use]
pub fn minimal(api: &'static Api) -> String {
    Document::complete(api, Tree::default()).to_json()
}

/// All cases of an API on a base request, which must itself be acceptable.
#[must_use]
pub fn cases(api: &'static Api, base: &str) -> Vec<Case> {
    let base = Tree::from_json(base).unwrap_or_default();
    let mut maker = Maker { api, base, cases: Vec::new() };
    maker.fields(api.request, "");
    maker.cases
}

/// The largest number of elements that is worth trying.
const COUNT_TRIED: u32 = 1_000;

struct Maker {
    api: &'static Api,
    base: Tree,
    cases: Vec<Case>,
}

impl Maker {
    fn fields(&mut self, fields: &'static [Field], parent: &str) {
        for field in fields {
            let path =
                if parent.is_empty() { field.name.to_owned() } else { format!("{parent}.{}", field.name) };
            let good = self.document(field, fields, &path);
            self.absence(field, &good, &path);
            self.conditions(field, &good, &path);
            self.group(field, &good, parent, &path);
            self.accepted(field, &good, &path);
            self.refused(field, &good, &path);
            let below = if field.kind == Kind::Array { format!("{path}[0]") } else { path };
            self.fields(field.children, &below);
        }
    }

    /// The base with a good value of the field, and whatever else the table then wants.
    fn document(&self, field: &'static Field, siblings: &'static [Field], path: &str) -> Tree {
        let mut tree = self.base.clone();
        if tree.get(path).is_none() {
            Document::set(self.api, &mut tree, path, samples::good(field));
        }
        if let Some(choice) = field.choice
            && matches!(choice.rule, ChoiceRule::AtMostOne | ChoiceRule::ExactlyOne)
        {
            for sibling in
                siblings.iter().filter(|s| s.name != field.name && choice.members.contains(&s.name))
            {
                let parent = path.strip_suffix(field.name).unwrap_or_default();
                Document::remove(&mut tree, &format!("{parent}{}", sibling.name));
            }
        }
        Document::complete(self.api, tree)
    }

    fn push(&mut self, field: &'static Field, what: &str, path: &str, tree: &Tree, expected: Expected) {
        let name = format!("{path}: {what}");
        self.cases.push(Case { name, field, biz_content: tree.to_json(), expected });
    }

    fn refuse(
        &mut self,
        field: &'static Field,
        what: &str,
        path: &str,
        tree: &Tree,
        code: Option<&'static str>,
    ) {
        let code = code.unwrap_or(self.api.invalid_parameter);
        self.push(field, what, path, tree, Expected::Refused { code, path: path.to_owned() });
    }

    /// Missing, null and empty.
    fn absence(&mut self, field: &'static Field, good: &Tree, path: &str) {
        let mut gone = good.clone();
        Document::remove(&mut gone, path);
        if !field.required {
            return;
        }
        self.refuse(field, "missing", path, &gone, field.codes.missing);
        for (what, empty) in [("null", Node::Null), ("empty", Node::Text("".into()))] {
            let mut tree = good.clone();
            Document::set(self.api, &mut tree, path, empty);
            self.refuse(field, what, path, &tree, field.codes.missing);
        }
    }

    /// Required or forbidden because of another field.
    fn conditions(&mut self, field: &'static Field, good: &Tree, path: &str) {
        if let Some(condition) = field.required_when {
            let mut tree = good.clone();
            self.fulfil(&mut tree, condition);
            let mut tree = Document::complete(self.api, tree);
            Document::remove(&mut tree, path);
            self.refuse(
                field,
                "missing though its condition holds",
                path,
                &tree,
                condition.code.or(field.codes.missing),
            );
        }
        if let Some(condition) = field.forbidden_when {
            let mut tree = good.clone();
            self.fulfil(&mut tree, condition);
            let mut tree = Document::complete(self.api, tree);
            Document::set(self.api, &mut tree, path, samples::good(field));
            self.refuse(field, "sent though its condition forbids it", path, &tree, condition.code);
        }
    }

    /// Makes a condition hold.
    fn fulfil(&self, tree: &mut Tree, condition: &Condition) {
        let Some(other) = self.api.request_field(condition.path) else { return };
        let path = Document::concrete(self.api, condition.path);
        match condition.test {
            Test::Present => Document::set(self.api, tree, &path, samples::good(other)),
            Test::Absent => Document::remove(tree, &path),
            Test::Is(value) => Document::set(self.api, tree, &path, Node::Text(value.into())),
            Test::IsNot(value) => {
                let node = samples::other_than(other, value);
                Document::set(self.api, tree, &path, node);
            }
        }
    }

    /// Too few and too many members of a group, tried at its first.
    fn group(&mut self, field: &'static Field, good: &Tree, parent: &str, path: &str) {
        let Some(choice) = field.choice.filter(|choice| choice.first == field.name) else { return };
        let mut tree = good.clone();
        if let Some(when) = &choice.only_when {
            self.fulfil(&mut tree, &when.condition);
        }
        let at = |name: &str| if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") };
        if matches!(choice.rule, ChoiceRule::AtLeastOne | ChoiceRule::ExactlyOne) {
            let mut tree = tree.clone();
            for member in choice.members {
                Document::remove(&mut tree, &at(member));
            }
            self.refuse(field, "no member of its group", path, &tree, None);
        }
        if matches!(choice.rule, ChoiceRule::AtMostOne | ChoiceRule::ExactlyOne) {
            for member in choice.members {
                let schema_path = field.path.strip_suffix(field.name).unwrap_or_default();
                if let Some(other) = self.api.request_field(&format!("{schema_path}{member}")) {
                    Document::set(self.api, &mut tree, &at(member), samples::good(other));
                }
            }
            self.refuse(field, "all members of its group", path, &tree, None);
        }
    }

    fn accepted(&mut self, field: &'static Field, good: &Tree, path: &str) {
        let nested = matches!(field.kind, Kind::Object | Kind::Array);
        for Sample { what, sent, mut kept } in samples::accepted(field) {
            let mut tree = good.clone();
            Document::set(self.api, &mut tree, path, sent);
            let tree = Document::complete(self.api, tree);
            if nested && let Some(node) = tree.get(path) {
                kept = samples::as_kept(field, node);
            }
            self.accept(field, &what, path, &tree, &kept);
        }
        if nested && let Some(node) = good.get(path).cloned() {
            self.nested(field, good, path, &node);
        }
    }

    /// An object or array that has all that it needs: as JSON text, and an array of each allowed size.
    fn nested(&mut self, field: &'static Field, good: &Tree, path: &str, node: &Node) {
        let mut tree = good.clone();
        Document::set(self.api, &mut tree, path, samples::text(&node.to_json()));
        self.accept(field, "as JSON text", path, &tree, &samples::as_kept(field, node));
        let Node::List(items) = node else { return };
        let Some(element) = items.first() else { return };
        for count in
            [field.min_items.max(1), field.max_items].into_iter().filter(|&count| count <= COUNT_TRIED)
        {
            let list = Node::List(vec![element.clone(); count as usize]);
            let mut tree = good.clone();
            Document::set(self.api, &mut tree, path, list.clone());
            self.accept(field, &format!("{count} elements"), path, &tree, &samples::as_kept(field, &list));
        }
    }

    fn accept(&mut self, field: &'static Field, what: &str, path: &str, tree: &Tree, kept: &Node) {
        self.push(
            field,
            what,
            path,
            tree,
            Expected::Accepted { path: path.to_owned(), value: kept.to_json() },
        );
    }

    fn refused(&mut self, field: &'static Field, good: &Tree, path: &str) {
        for bad in samples::refused(field) {
            let mut tree = good.clone();
            Document::set(self.api, &mut tree, path, bad.sent);
            let at = format!("{path}{}", bad.at);
            let code = bad.code.unwrap_or(self.api.invalid_parameter);
            self.push(field, &bad.what, path, &tree, Expected::Refused { code, path: at });
        }
    }
}
