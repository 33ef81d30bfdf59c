//! Changing a request at a path.

use smol_str::SmolStr;

use super::samples;
use crate::schema::refusal::Rule;
use crate::schema::table::{Api, Field, Kind};
use crate::schema::tree::{Members, Node, Tree};
use crate::schema::{Options, Rejected, read};

pub(super) struct Document;

impl Document {
    /// Puts a value at a path such as `goods_detail[0].price`; objects and lists on the way are made with good members.
    pub(super) fn set(api: &'static Api, tree: &mut Tree, path: &str, node: Node) {
        let mut members = tree.members().to_vec();
        put(&mut members, api.request, path, node);
        *tree = Tree::new(members);
    }

    /// Takes away what stands at a path.
    pub(super) fn remove(tree: &mut Tree, path: &str) {
        let mut members = tree.members().to_vec();
        take(&mut members, path);
        *tree = Tree::new(members);
    }

    /// Adds good values wherever the table says that something is missing, and takes away what it forbids.
    pub(super) fn complete(api: &'static Api, mut tree: Tree) -> Tree {
        for _ in 0..200 {
            let Err(Rejected::Refused(refusal)) = read(api, &tree.to_json(), Options::default()) else {
                break;
            };
            if matches!(refusal.rule, Rule::ForbiddenWhen(..)) {
                Document::remove(&mut tree, &refusal.path);
                continue;
            }
            let wanted = matches!(refusal.rule, Rule::Missing | Rule::MissingWhen(..) | Rule::Choice(..));
            let Some(field) = api.request_field(&plain(&refusal.path)).filter(|_| wanted) else { break };
            Document::set(api, &mut tree, &refusal.path, samples::good(field));
        }
        tree
    }

    /// A path of the table with the first element of each array.
    pub(super) fn concrete(api: &Api, path: &str) -> String {
        let mut fields = api.request;
        let mut out = String::new();
        let steps: Vec<&str> = path.split('.').collect();
        for (i, name) in steps.iter().enumerate() {
            let Some(field) = fields.iter().find(|field| field.name == *name) else { break };
            if i > 0 {
                out.push('.');
            }
            out.push_str(name);
            if field.kind == Kind::Array && i + 1 < steps.len() {
                out.push_str("[0]");
            }
            fields = field.children;
        }
        out
    }
}

/// A path without its indices.
fn plain(path: &str) -> String {
    path.split('.').map(|step| step.split('[').next().unwrap_or(step)).collect::<Vec<_>>().join(".")
}

/// The first step of a path, its index (0 where it has none), and the rest.
fn step(path: &str) -> (&str, usize, Option<&str>) {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let (name, index) = first.split_once('[').unwrap_or((first, "0"));
    (name, index.trim_end_matches(']').parse().unwrap_or(0), rest)
}

fn put(members: &mut Members, fields: &'static [Field], path: &str, node: Node) {
    let (name, index, rest) = step(path);
    let Some(field) = fields.iter().find(|field| field.name == name) else { return };
    let at = members.iter().position(|(key, _)| key == name).unwrap_or_else(|| {
        members.push((SmolStr::new(name), if rest.is_some() { samples::filled(field) } else { Node::Null }));
        members.len() - 1
    });
    let slot = &mut members[at].1;
    let Some(rest) = rest else {
        *slot = node;
        return;
    };
    if !matches!(slot, Node::Object(_) | Node::List(_)) {
        *slot = samples::filled(field);
    }
    match slot {
        Node::Object(inner) => put(inner, field.children, rest, node),
        Node::List(items) => {
            if !matches!(items.get(index), Some(Node::Object(_))) {
                *items = vec![Node::Object(Members::new()); index + 1];
            }
            if let Some(Node::Object(inner)) = items.get_mut(index) {
                put(inner, field.children, rest, node);
            }
        }
        _ => {}
    }
}

fn take(members: &mut Members, path: &str) {
    let (name, index, rest) = step(path);
    let Some(rest) = rest else {
        members.retain(|(key, _)| key != name);
        return;
    };
    match members.iter_mut().find(|(key, _)| key == name).map(|(_, node)| node) {
        Some(Node::Object(inner)) => take(inner, rest),
        Some(Node::List(items)) => {
            if let Some(Node::Object(inner)) = items.get_mut(index) {
                take(inner, rest);
            }
        }
        _ => {}
    }
}
