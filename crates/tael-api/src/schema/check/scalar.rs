//! One scalar: its type as sent, then length, pattern, form, known values, range and characters.

use std::borrow::Cow;

use smol_str::SmolStr;
use tael_core::money::{Fen, NotMoney};
use tael_core::time::{Instant, Span, is_date};

use super::{Check, Path, Verdict};
use crate::schema::FlagKind;
use crate::schema::decimal::Decimal;
use crate::schema::refusal::Rule;
use crate::schema::table::{Duration, Field, Format, Kind};
use crate::schema::token::Token;
use crate::schema::tree::Node;

impl Check {
    /// A scalar of the given kind, which for an element of a list is not the field's own.
    pub(super) fn scalar(
        &mut self,
        field: &'static Field,
        kind: Kind,
        token: &Token<'_>,
        path: &Path<'_>,
    ) -> Verdict<Node> {
        let text: &str = match (kind, token) {
            (_, Token::Text(text)) => text,
            (Kind::Boolean, Token::Bool(_)) => return Ok(Node::of(token)),
            (Kind::Boolean, _) => return Err(self.refuse(field, Rule::Type(kind), Some(token), path)),
            (_, Token::Number(text)) => text,
            _ => return Err(self.refuse(field, Rule::Type(kind), Some(token), path)),
        };
        let broken = match kind {
            Kind::Boolean if text != "true" && text != "false" => Some(Rule::Type(kind)),
            Kind::Money => money(field, text),
            Kind::Number | Kind::Integer => number(field, kind, text),
            _ => length(field, text),
        };
        if let Some(rule) = broken.or_else(|| form(field, text)) {
            return Err(self.refuse(field, rule, Some(token), path));
        }
        let Some(canonical) = canonical(field, text) else {
            return Err(self.refuse(field, Rule::Values(field.values), Some(token), path));
        };
        if !field.forbidden_chars.is_empty() && text.contains(field.forbidden_chars) {
            if field.forbidden_chars_refused || self.options.strict_characters {
                return Err(self.refuse(field, Rule::Characters(field.forbidden_chars), Some(token), path));
            }
            self.flag(FlagKind::ForbiddenCharacters, path);
        }
        Ok(match (kind, token) {
            (Kind::Boolean, _) => Node::Bool(text == "true"),
            (Kind::Number | Kind::Integer, Token::Number(text)) => Node::Number(SmolStr::new(text)),
            _ => Node::Text(SmolStr::new(canonical)),
        })
    }
}

/// Length in characters; a text with few bytes need not be counted.
fn length(field: &Field, text: &str) -> Option<Rule> {
    let (min, max) = (field.min_length as usize, field.max_length as usize);
    if text.len() > max && text.chars().count() > max {
        return Some(Rule::MaxLength(field.max_length));
    }
    (min > 1 && text.chars().count() < min).then_some(Rule::MinLength(field.min_length))
}

fn money(field: &Field, text: &str) -> Option<Rule> {
    match Fen::parse_yuan(text) {
        Err(NotMoney::Syntax) => return Some(Rule::Type(Kind::Money)),
        Err(NotMoney::Decimals) => return Some(Rule::Decimals(2)),
        Err(NotMoney::TooLarge) => return Some(Rule::Range(field.range)),
        Ok(_) => {}
    }
    match Decimal::parse(text) {
        None => Some(Rule::Type(Kind::Money)),
        Some(value) if !value.lies_in(field.range) => Some(Rule::Range(field.range)),
        Some(value) if value.decimals > usize::from(field.decimals) => Some(Rule::Decimals(field.decimals)),
        Some(_) => length(field, text),
    }
}

/// A number or whole number; its length is the count of its digits.
fn number(field: &Field, kind: Kind, text: &str) -> Option<Rule> {
    let Some(value) = Decimal::parse(text) else { return Some(Rule::Type(kind)) };
    if kind == Kind::Integer && (value.decimals > 0 || text.contains('.')) {
        return Some(Rule::Type(kind));
    }
    if value.digits > field.max_length as usize {
        return Some(Rule::MaxLength(field.max_length));
    }
    if kind == Kind::Number && value.decimals > usize::from(field.decimals) {
        return Some(Rule::Decimals(field.decimals));
    }
    let fits = kind == Kind::Number || text.parse::<i64>().is_ok();
    if !fits || !value.lies_in(field.range) {
        return Some(Rule::Range(field.range));
    }
    (value.digits < field.min_length as usize).then_some(Rule::MinLength(field.min_length))
}

fn form(field: &Field, text: &str) -> Option<Rule> {
    if let Some(pattern) = field.pattern.filter(|pattern| !pattern.fits(text)) {
        return Some(Rule::Pattern(pattern.source()));
    }
    if let Some(format) = field.format.filter(|format| !has_format(*format, text)) {
        return Some(Rule::Format(format));
    }
    field.duration.filter(|duration| !lasts(duration, text)).map(Rule::Duration)
}

fn has_format(format: Format, text: &str) -> bool {
    match format {
        Format::DateTime => Instant::parse_beijing(text).is_some(),
        Format::Date => is_date(text),
        Format::CompactDate => {
            text.len() == 8
                && text.is_ascii()
                && is_date(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))
        }
        Format::Base64 => is_base64(text),
    }
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}

fn lasts(duration: &Duration, text: &str) -> bool {
    let millis = |text| match Span::parse(text) {
        Some(Span::Millis(millis)) => Some(millis),
        _ => None,
    };
    match Span::parse(text) {
        Some(Span::EndOfDay) => true,
        Some(Span::Millis(value)) => {
            millis(duration.min).is_none_or(|min| value >= min)
                && millis(duration.max).is_none_or(|max| value <= max)
        }
        None => false,
    }
}

/// The text with known values in their canonical spelling; `None` where a closed set does not have it.
fn canonical<'t>(field: &Field, text: &'t str) -> Option<Cow<'t, str>> {
    if field.values.is_empty() {
        return Some(Cow::Borrowed(text));
    }
    let one = |text: &'t str| match field.value(text) {
        Some(known) => Some(known.text),
        None if field.values_open => Some(text),
        None => None,
    };
    let Some(separator) = field.separator else { return one(text).map(Cow::Borrowed) };
    let mut out = String::with_capacity(text.len());
    for (i, element) in text.split(separator).enumerate() {
        if i > 0 {
            out.push(separator);
        }
        out.push_str(one(element)?);
    }
    Some(Cow::Owned(out))
}
