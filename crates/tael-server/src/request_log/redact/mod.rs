//! The one place where secrets leave a call before it is kept: payment codes, tokens, passwords, numbers of persons
//! (architecture.md, decision 12; `semantics.md §12.1`).
//!
//! Four nets, each of which would do for the ordinary request:
//! 1. names: the value of a member whose name says that it is secret, at any depth, JSON inside JSON text included;
//! 2. the same in text that cannot be read as JSON;
//! 3. values: what net 1 or 2 has caught is masked wherever else it stands in the call, also cut or escaped;
//! 4. shapes: what looks like a payment code or a token, wherever it stands.
//!
//! One exception: numbers by which calls are looked for (`out_trade_no`) pass net 4, because `yyMMdd…` has the shape
//! of a payment code in the years 2025 to 2030.

mod json;
mod names;
mod text;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use json::Scalar;
use names::{Class, class_of, is_identifier, masked};

/// Secrets that are looked for in the rest of a call; a call with more is not kept in detail.
const SECRETS_MAX: usize = 64;
/// Numbers that are kept although they look like a payment code.
const KEPT_MAX: usize = 64;

/// Redacts one call, and remembers what it has seen there.
#[derive(Debug, Default)]
pub(super) struct Redactor {
    secrets: Vec<String>,
    learnt: usize,
    kept: Vec<String>,
    /// `code` is an authorisation code in the two methods that exchange one, and a result in every answer.
    code_is_secret: bool,
}

impl Redactor {
    /// For a call of this method.
    pub(super) fn of(method: &str) -> Self {
        let exchanges = ["alipay.open.auth.token.", "alipay.system.oauth."];
        Redactor { code_is_secret: exchanges.iter().any(|m| method.starts_with(m)), ..Redactor::default() }
    }

    /// The parameters of a request, names and values, in the order given.
    pub(super) fn parameters<'p>(
        &mut self,
        parameters: impl Iterator<Item = (&'p str, &'p str)> + Clone,
    ) -> Vec<(String, String)> {
        let learnt = self.learnt;
        let redacted: Vec<(String, String)> = parameters.clone().map(|(n, v)| self.parameter(n, v)).collect();
        // what was learnt from a later parameter may stand in an earlier one
        if self.learnt == learnt
            || !redacted.iter().any(|(n, v)| self.holds_secret(n) || self.holds_secret(v))
        {
            return redacted;
        }
        parameters.map(|(n, v)| self.parameter(n, v)).collect()
    }

    fn holds_secret(&self, redacted: &str) -> bool {
        matches!(self.known(Cow::Borrowed(redacted)), Cow::Owned(_)) || self.learnt > SECRETS_MAX
    }

    fn parameter(&mut self, name: &str, value: &str) -> (String, String) {
        let class = class_of(name).or((name == "code").then_some(Class::Secret));
        let value = self.value(name, value, class).unwrap_or_else(|| value.to_owned());
        (self.text(name), value)
    }

    /// The answer as text: JSON, a page, or nothing.
    pub(super) fn answer(&mut self, answer: &str) -> String {
        self.code_is_secret = false;
        let learnt = self.learnt;
        let redacted = self.document(answer);
        if self.learnt == learnt || !self.holds_secret(&redacted) { redacted } else { self.document(answer) }
    }

    /// A text of ours that may quote the request: a hint, a path, a number.
    pub(super) fn text(&mut self, text: &str) -> String {
        self.secrets_in_text(text, true).into_owned()
    }

    /// A number that calls are looked for by.
    pub(super) fn identifier(&self, text: &str) -> String {
        self.known(Cow::Borrowed(text)).into_owned()
    }

    fn document(&mut self, document: &str) -> String {
        match json::sound(document) {
            Some(json) => json::rewrite(json, &mut |scalar| self.scalar(scalar)),
            None => self.text(document),
        }
    }

    fn scalar(&mut self, scalar: Scalar<'_>) -> Option<String> {
        if scalar.is_name {
            let new = self.secrets_in_text(scalar.text, true);
            return (new != scalar.text).then(|| new.into_owned());
        }
        let code = (self.code_is_secret && scalar.name == "code").then_some(Class::Secret);
        self.value(scalar.name, scalar.text, scalar.class.or(code))
    }

    /// The redacted value of a member; `None` where it may stay as it is.
    fn value(&mut self, name: &str, value: &str, class: Option<Class>) -> Option<String> {
        if let Some(class) = class {
            if matches!(value, "" | "null" | "true" | "false") {
                return None;
            }
            if class != Class::Signature {
                self.learn(value);
            }
            return Some(masked(class, value));
        }
        if let Some(json) = json::sound(value) {
            let new = json::rewrite(json, &mut |scalar| self.scalar(scalar));
            return (new != json).then_some(new);
        }
        let identifier = is_identifier(name);
        if identifier && self.kept.len() < KEPT_MAX && !self.kept.iter().any(|k| k == value) {
            self.kept.push(value.to_owned());
        }
        let new = self.secrets_in_text(value, !identifier);
        (new != value).then(|| new.into_owned())
    }

    fn secrets_in_text<'t>(&mut self, text: &'t str, with_shapes: bool) -> Cow<'t, str> {
        let named = text::mask_named(text, &mut |secret| self.learn(secret));
        let known = self.known(named);
        if with_shapes { text::mask_shapes(known, &self.kept) } else { known }
    }

    fn known<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        if self.learnt > SECRETS_MAX && text.len() >= text::PIECE_CHARACTERS_MIN {
            return Cow::Borrowed("****");
        }
        self.secrets.iter().fold(text, |text, secret| text::mask_secret(text, secret))
    }

    fn learn(&mut self, secret: &str) {
        let long_enough = secret.chars().nth(text::PIECE_CHARACTERS_MIN - 1).is_some();
        if !long_enough || self.secrets.iter().any(|s| s == secret) {
            return;
        }
        self.learnt += 1;
        if self.learnt > SECRETS_MAX {
            return;
        }
        self.kept.retain(|k| k != secret);
        self.secrets.push(secret.to_owned());
    }
}
