//! Conditions on other fields, asked of the request as sent: the other field may stand further down the table.

use std::borrow::Cow;

use crate::schema::table::{Condition, Field, Kind, Test};
use crate::schema::token::{DEPTH_MAX, Token};

/// An object under judgement, inside those around it.
pub(super) struct Scope<'s> {
    pub(super) parent: Option<&'s Scope<'s>>,
    /// The object's path in the table; empty at the top.
    pub(super) at: &'static str,
    pub(super) fields: &'static [Field],
    pub(super) members: &'s [(Cow<'s, str>, Token<'s>)],
}

impl Scope<'_> {
    /// Whether a condition holds.
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        match condition.test {
            Test::Present => self.any(condition.path, &|_, _| true),
            Test::Absent => !self.any(condition.path, &|_, _| true),
            Test::Is(value) => self.any(condition.path, &|field, token| means(field, token, value)),
            Test::IsNot(value) => !self.any(condition.path, &|field, token| means(field, token, value)),
        }
    }

    /// Whether a value at an absolute path, read from the nearest object around, passes.
    fn any(&self, path: &str, passes: &dyn Fn(&Field, &Token<'_>) -> bool) -> bool {
        let below = path
            .strip_prefix(self.at)
            .and_then(|rest| if self.at.is_empty() { Some(rest) } else { rest.strip_prefix('.') });
        match (below, self.parent) {
            (Some(rest), _) => descend(self.fields, self.members, rest, passes),
            (None, Some(parent)) => parent.any(path, passes),
            (None, None) => false,
        }
    }
}

fn descend(
    fields: &[Field],
    members: &[(Cow<'_, str>, Token<'_>)],
    path: &str,
    passes: &dyn Fn(&Field, &Token<'_>) -> bool,
) -> bool {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let Some(field) = fields.iter().find(|field| field.name == name) else { return false };
    let last = members.iter().rev().find(|(key, _)| field.is_called(key));
    let Some(token) = last.map(|(_, token)| token).filter(|token| !token.is_empty()) else { return false };
    match rest {
        None => passes(field, token),
        Some(rest) => inside(field, token, rest, passes),
    }
}

fn inside(field: &Field, token: &Token<'_>, rest: &str, passes: &dyn Fn(&Field, &Token<'_>) -> bool) -> bool {
    match token {
        Token::Object(members) => descend(field.children, members, rest, passes),
        Token::Array(items) => items.iter().any(|item| match item {
            Token::Object(members) => descend(field.children, members, rest, passes),
            _ => false,
        }),
        Token::Text(text) if matches!(field.kind, Kind::Object | Kind::Array) => {
            match Token::parse(text, DEPTH_MAX) {
                Ok(inner @ (Token::Object(_) | Token::Array(_))) => inside(field, &inner, rest, passes),
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether a value is this one, or another name for it.
fn means(field: &Field, token: &Token<'_>, value: &str) -> bool {
    token.scalar().is_some_and(|text| match field.value(text) {
        Some(known) => known.text == value || known.means == value,
        None => text == value,
    })
}
