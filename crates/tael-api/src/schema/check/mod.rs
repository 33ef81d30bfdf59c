//! The walk over a request: one pass in the order of the field table; the first broken rule answers.

mod condition;
mod scalar;

use std::borrow::Cow;

use smol_str::SmolStr;

use super::mask;
use super::refusal::{GOT_MAX, Refusal, Rule};
use super::table::{Api, Choice, ChoiceRule, Field, Kind};
use super::token::{self, DEPTH_MAX, Token};
use super::tree::{Members, Node, Tree};
use super::{Accepted, Flag, FlagKind, NOTES_MAX, Options, Rejected};
use condition::Scope;

/// Reads `biz_content`; see [`super::read`].
pub(super) fn read(api: &'static Api, text: &str, options: Options) -> Result<Accepted, Rejected> {
    let members = token::biz_content(text)?;
    let mut check = Check { api, options, unknown: Vec::new(), flags: Vec::new() };
    let members =
        check.object(api.request, false, &members, Place { path: &Path::Top, at: "", parent: None })?;
    Ok(Accepted { tree: Tree::new(members), unknown: check.unknown, flags: check.flags })
}

/// The way to a value, written out only when somebody must be told.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    Top,
    Member(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl std::fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Path::Top => Ok(()),
            Path::Member(Path::Top, name) => f.write_str(name),
            Path::Member(parent, name) => write!(f, "{parent}.{name}"),
            Path::Item(list, index) => write!(f, "{list}[{index}]"),
        }
    }
}

/// Where an object stands: its way with indices, its path in the table, and the objects around it.
#[derive(Clone, Copy)]
struct Place<'p> {
    path: &'p Path<'p>,
    at: &'static str,
    parent: Option<&'p Scope<'p>>,
}

type Verdict<T> = Result<T, Box<Refusal>>;

/// The state of one reading.
pub(super) struct Check {
    api: &'static Api,
    options: Options,
    unknown: Vec<String>,
    flags: Vec<Flag>,
}

impl Check {
    /// An object against its fields.
    fn object(
        &mut self,
        fields: &'static [Field],
        open: bool,
        members: &[(Cow<'_, str>, Token<'_>)],
        place: Place<'_>,
    ) -> Verdict<Members> {
        let sent = self.sort(fields, open, members, place.path);
        let scope = Scope { parent: place.parent, at: place.at, fields, members };
        let mut kept = Members::with_capacity(members.len());
        for (i, field) in fields.iter().enumerate() {
            let path = Path::Member(place.path, field.name);
            if let Some(choice) = field.choice.filter(|choice| choice.first == field.name) {
                self.choice(choice, fields, &sent, &scope, &path)?;
            }
            match sent[i].filter(|token| !token.is_empty()) {
                Some(token) => {
                    self.not_forbidden(field, token, &scope, &path)?;
                    let node = self.value(field, token, &scope, &path)?;
                    kept.push((SmolStr::new_static(field.name), node));
                }
                None => self.may_be_absent(field, &scope, &path)?,
            }
        }
        if open {
            for (name, token) in members {
                if !fields.iter().any(|field| field.is_called(name)) {
                    kept.push((SmolStr::new(name), Node::of(token)));
                }
            }
        }
        Ok(kept)
    }

    /// The members in the order of the fields. The last of a duplicate wins; it and unknown members are noted.
    fn sort<'m>(
        &mut self,
        fields: &'static [Field],
        open: bool,
        members: &'m [(Cow<'m, str>, Token<'m>)],
        path: &Path<'_>,
    ) -> Vec<Option<&'m Token<'m>>> {
        let mut sent: Vec<Option<&Token<'_>>> = vec![None; fields.len()];
        let mut next = 0;
        for (name, token) in members {
            // members mostly come in the order of the table
            let found = (next..fields.len()).chain(0..next).find(|&i| fields[i].is_called(name));
            match found {
                Some(i) => {
                    if sent[i].replace(token).is_some() {
                        self.flag(FlagKind::DuplicateMember, &Path::Member(path, fields[i].name));
                    }
                    next = i + 1;
                }
                None if open => {}
                None if self.unknown.len() < NOTES_MAX => {
                    self.unknown.push(Path::Member(path, name).to_string())
                }
                None => {}
            }
        }
        sent
    }

    fn flag(&mut self, kind: FlagKind, path: &Path<'_>) {
        if self.flags.len() < NOTES_MAX {
            self.flags.push(Flag { kind, path: path.to_string() });
        }
    }

    /// A value that was sent.
    fn value(
        &mut self,
        field: &'static Field,
        token: &Token<'_>,
        scope: &Scope<'_>,
        path: &Path<'_>,
    ) -> Verdict<Node> {
        match field.kind {
            Kind::Object | Kind::Array | Kind::List => self.container(field, token, scope, path),
            kind => self.scalar(field, kind, token, path),
        }
    }

    /// An object or array, which may also come as JSON text.
    fn container(
        &mut self,
        field: &'static Field,
        token: &Token<'_>,
        scope: &Scope<'_>,
        path: &Path<'_>,
    ) -> Verdict<Node> {
        match (field.kind, token) {
            (Kind::Object, Token::Object(members)) => {
                let place = Place { path, at: field.path, parent: Some(scope) };
                Ok(Node::Object(self.object(field.children, field.open, members, place)?))
            }
            (Kind::Array | Kind::List, Token::Array(items)) => self.items(field, items, scope, path),
            (_, Token::Text(text)) => {
                if let Some(max) = field.as_text.filter(|&max| text.len() > max as usize)
                    && text.chars().count() > max as usize
                {
                    return Err(self.refuse(field, Rule::MaxLength(max), Some(token), path));
                }
                match Token::parse(text, DEPTH_MAX) {
                    Ok(inner @ (Token::Object(_) | Token::Array(_))) => {
                        self.container(field, &inner, scope, path)
                    }
                    _ => Err(self.refuse(field, Rule::Type(field.kind), Some(token), path)),
                }
            }
            _ => Err(self.refuse(field, Rule::Type(field.kind), Some(token), path)),
        }
    }

    fn items(
        &mut self,
        field: &'static Field,
        items: &[Token<'_>],
        scope: &Scope<'_>,
        path: &Path<'_>,
    ) -> Verdict<Node> {
        let rule = if items.len() < field.min_items as usize {
            Some(Rule::MinItems(field.min_items))
        } else if items.len() > field.max_items as usize {
            Some(Rule::MaxItems(field.max_items))
        } else {
            None
        };
        if let Some(rule) = rule {
            return Err(self.refusal(field, rule, items.len().to_string(), path));
        }
        let mut kept = Vec::with_capacity(items.len());
        for (i, item) in items.iter().enumerate() {
            let path = Path::Item(path, i);
            kept.push(match (field.kind, item) {
                (Kind::List, item) if item.is_empty() => {
                    return Err(self.refuse(field, Rule::Missing, Some(item), &path));
                }
                (Kind::List, item) => self.scalar(field, field.item, item, &path)?,
                (_, Token::Object(members)) => {
                    let place = Place { path: &path, at: field.path, parent: Some(scope) };
                    Node::Object(self.object(field.children, field.open, members, place)?)
                }
                _ => return Err(self.refuse(field, Rule::Type(Kind::Object), Some(item), &path)),
            });
        }
        Ok(Node::List(kept))
    }

    fn choice(
        &self,
        choice: &'static Choice,
        fields: &'static [Field],
        sent: &[Option<&Token<'_>>],
        scope: &Scope<'_>,
        path: &Path<'_>,
    ) -> Verdict<()> {
        let rule = match &choice.only_when {
            Some(when) if !scope.holds(&when.condition) => when.otherwise,
            _ => choice.rule,
        };
        let given = || {
            let sent =
                fields.iter().zip(sent).filter(|(_, token)| token.is_some_and(|token| !token.is_empty()));
            sent.map(|(field, _)| field.name).filter(|name| choice.members.contains(name))
        };
        let holds = match rule {
            ChoiceRule::Any => true,
            ChoiceRule::AtLeastOne => given().next().is_some(),
            ChoiceRule::AtMostOne => given().nth(1).is_none(),
            ChoiceRule::ExactlyOne => given().count() == 1,
        };
        if holds {
            return Ok(());
        }
        let names: Vec<&str> = given().collect();
        let (prefix, code) = (self.prefix(self.api.invalid_parameter), self.api.invalid_parameter);
        let (rule, path, got) = (Rule::Choice(rule, choice.members), path.to_string(), names.join(", "));
        let (message_zh, message_en) = rule.messages(prefix, &path, &got);
        Err(Box::new(Refusal { code, path, rule, got, message_zh, message_en }))
    }

    fn may_be_absent(&self, field: &'static Field, scope: &Scope<'_>, path: &Path<'_>) -> Verdict<()> {
        if field.required {
            return Err(self.refuse(field, Rule::Missing, None, path));
        }
        if let Some(when) = field.required_when
            && scope.holds(when)
        {
            return Err(self.refuse(field, Rule::MissingWhen(when.path, &when.test), None, path));
        }
        Ok(())
    }

    fn not_forbidden(
        &self,
        field: &'static Field,
        token: &Token<'_>,
        scope: &Scope<'_>,
        path: &Path<'_>,
    ) -> Verdict<()> {
        match field.forbidden_when {
            Some(when) if scope.holds(when) => {
                Err(self.refuse(field, Rule::ForbiddenWhen(when.path, &when.test), Some(token), path))
            }
            _ => Ok(()),
        }
    }

    /// A refusal that repeats what came, as far as it may.
    fn refuse(
        &self,
        field: &'static Field,
        rule: Rule,
        token: Option<&Token<'_>>,
        path: &Path<'_>,
    ) -> Box<Refusal> {
        let got = match token {
            None => String::new(),
            Some(_) if mask::holds_sensitive(field) => mask::MASK.to_owned(),
            Some(Token::Null) => "null".to_owned(),
            Some(Token::Array(_)) => "[…]".to_owned(),
            Some(Token::Object(_)) => "{…}".to_owned(),
            Some(scalar) => scalar.scalar().unwrap_or_default().chars().take(GOT_MAX).collect(),
        };
        self.refusal(field, rule, got, path)
    }

    fn refusal(&self, field: &'static Field, rule: Rule, got: String, path: &Path<'_>) -> Box<Refusal> {
        let own = match rule {
            Rule::Missing => field.codes.missing,
            Rule::MissingWhen(..) => field.required_when.and_then(|when| when.code).or(field.codes.missing),
            Rule::ForbiddenWhen(..) => field.forbidden_when.and_then(|when| when.code),
            Rule::MinLength(_) | Rule::MaxLength(_) => field.codes.length,
            Rule::Range(_) => field.codes.range,
            Rule::MinItems(_) | Rule::MaxItems(_) => field.codes.items,
            Rule::Values(_) => field.codes.values,
            Rule::Pattern(_) | Rule::Format(_) | Rule::Duration(_) => field.codes.pattern,
            Rule::Choice(..) | Rule::Type(_) | Rule::Decimals(_) | Rule::Characters(_) => None,
        };
        let code = own.unwrap_or(self.api.invalid_parameter);
        let path = path.to_string();
        let (message_zh, message_en) = rule.messages(self.prefix(code), &path, &got);
        Box::new(Refusal { code, path, rule, got, message_zh, message_en })
    }

    /// The text of the code in this method's table.
    fn prefix(&self, code: &str) -> &'static str {
        self.api.error(code).map_or("参数无效", |row| row.message_zh)
    }
}
