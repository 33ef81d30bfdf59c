//! Faults on order, for tests of what a merchant does when things go wrong (interfaces.md, `/faults`).
//!
//! Rules live in memory, per world. Without one that is still to fire, a look costs one load.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde_json::{Map, Value};
use tael_core::id::WorldId;
use tael_core::time::Instant;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// 20000 `aop.ACQ.SYSTEM_ERROR` before anything is decided (`semantics.md §7.1`).
    SystemError,
    /// The documented 40004 `ACQ.SYSTEM_ERROR` instead.
    BusinessSystemError,
    /// The answer comes later by `delay_ms`.
    Delay,
    /// What was asked for is done and durable; the connection is closed without an answer.
    DropResponse,
    /// `alipay.trade.pay` answers 10003: the buyer must confirm.
    UserPaying,
    /// A notification is delivered twice.
    DuplicateNotify,
    /// A notification waits until a later one of the same trade was delivered.
    NotifyOutOfOrder,
}

impl FaultKind {
    /// Every kind.
    pub const ALL: [FaultKind; 7] = [
        FaultKind::SystemError,
        FaultKind::BusinessSystemError,
        FaultKind::Delay,
        FaultKind::DropResponse,
        FaultKind::UserPaying,
        FaultKind::DuplicateNotify,
        FaultKind::NotifyOutOfOrder,
    ];

    /// The word of interfaces.md.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FaultKind::SystemError => "system_error",
            FaultKind::BusinessSystemError => "business_system_error",
            FaultKind::Delay => "delay",
            FaultKind::DropResponse => "drop_response",
            FaultKind::UserPaying => "user_paying",
            FaultKind::DuplicateNotify => "duplicate_notify",
            FaultKind::NotifyOutOfOrder => "notify_out_of_order",
        }
    }

    fn is_of_notifications(self) -> bool {
        matches!(self, FaultKind::DuplicateNotify | FaultKind::NotifyOutOfOrder)
    }
}

/// Why a rule is refused. Each names the member of the body that is to blame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// The body is no object.
    #[error("a fault is a JSON object")]
    NotAnObject,
    /// A member that no fault has.
    #[error("unknown member `{0}`")]
    Unknown(String),
    /// A member that this kind of fault needs.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// A member whose value does not do.
    #[error("`{field}` must be {expected}")]
    Invalid {
        /// The member.
        field: String,
        /// What it must be.
        expected: String,
    },
    /// The world has as many rules as it may have.
    #[error("there are {RULES_MAX} faults that wait to fire already")]
    TooMany,
}

impl FaultError {
    /// The member to blame, where there is one.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            FaultError::NotAnObject | FaultError::TooMany => None,
            FaultError::Unknown(field) | FaultError::Invalid { field, .. } => Some(field),
            FaultError::Missing(field) => Some(field),
        }
    }

    fn invalid(field: &str, expected: impl Into<String>) -> FaultError {
        FaultError::Invalid { field: field.into(), expected: expected.into() }
    }
}

/// What is to go wrong, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FaultSpec {
    /// The method that it happens to; of every method where it is absent, and of notifications it must be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// What goes wrong.
    pub kind: FaultKind,
    /// How often.
    pub times: u32,
    /// Milliseconds of real time, of a delay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<u64>,
    /// Members of biz_content, public parameters, or parameters of the notification, and the values they must have.
    #[serde(rename = "match", skip_serializing_if = "Map::is_empty")]
    pub matches: Map<String, Value>,
}

const MEMBERS: [&str; 5] = ["method", "kind", "times", "delay_ms", "match"];
const TIMES_MAX: u64 = 1_000_000;
const DELAY_MS_MAX: u64 = 600_000;
const MATCHES_MAX: usize = 16;
/// Rules of a world that wait to fire.
pub const RULES_MAX: usize = 1_000;

impl FaultSpec {
    /// Reads the body of `POST /faults`.
    ///
    /// # Errors
    /// [`FaultError`] for a body that is not exactly a fault.
    pub fn read(body: &Value) -> Result<FaultSpec, FaultError> {
        let body = body.as_object().ok_or(FaultError::NotAnObject)?;
        if let Some(unknown) = body.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            return Err(FaultError::Unknown(unknown.clone()));
        }
        let given = |name: &str| body.get(name).filter(|value| !value.is_null());
        let kind = read_kind(given("kind").ok_or(FaultError::Missing("kind"))?)?;
        let method = given("method").map(|value| read_method(kind, value)).transpose()?;
        let times = given("times").map_or(Ok(1), |value| read_number("times", value, 1, TIMES_MAX))?;
        let delay_ms =
            given("delay_ms").map(|value| read_number("delay_ms", value, 0, DELAY_MS_MAX)).transpose()?;
        match (kind, delay_ms) {
            (FaultKind::Delay, None) => return Err(FaultError::Missing("delay_ms")),
            (FaultKind::Delay, Some(_)) | (_, None) => {}
            (_, Some(_)) => return Err(FaultError::invalid("delay_ms", "absent unless `kind` is `delay`")),
        }
        let matches = given("match").map(read_matches).transpose()?.unwrap_or_default();
        let times = u32::try_from(times).map_err(|_| FaultError::invalid("times", "smaller"))?;
        Ok(FaultSpec { method, kind, times, delay_ms, matches })
    }

    fn applies(&self, kinds: &[FaultKind], method: &str, subject: &dyn Fn(&str) -> Option<String>) -> bool {
        kinds.contains(&self.kind)
            && self.method.as_deref().is_none_or(|wanted| wanted == method)
            && self.matches.iter().all(|(name, wanted)| subject(name).as_deref() == wanted.as_str())
    }
}

fn read_kind(value: &Value) -> Result<FaultKind, FaultError> {
    let name = value.as_str();
    FaultKind::ALL.into_iter().find(|kind| Some(kind.name()) == name).ok_or_else(|| {
        let names: Vec<&str> = FaultKind::ALL.iter().map(|kind| kind.name()).collect();
        FaultError::invalid("kind", format!("one of {}", names.join(", ")))
    })
}

fn read_method(kind: FaultKind, value: &Value) -> Result<String, FaultError> {
    if kind.is_of_notifications() {
        return Err(FaultError::invalid("method", "absent for faults of notifications"));
    }
    let name =
        value.as_str().filter(|name| !name.is_empty() && tael_wire::v2::envelope::is_method_name(name));
    name.map(str::to_owned)
        .ok_or_else(|| FaultError::invalid("method", "the name of a method, such as alipay.trade.pay"))
}

fn read_number(field: &str, value: &Value, least: u64, most: u64) -> Result<u64, FaultError> {
    value
        .as_u64()
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| FaultError::invalid(field, format!("a whole number from {least} to {most}")))
}

/// The members to compare, each as text: what is compared with is text too.
fn read_matches(value: &Value) -> Result<Map<String, Value>, FaultError> {
    let object = value.as_object().filter(|object| object.len() <= MATCHES_MAX);
    let object = object
        .ok_or_else(|| FaultError::invalid("match", format!("an object of at most {MATCHES_MAX} members")))?;
    let text = |(name, value): (&String, &Value)| match value {
        Value::String(_) => Ok((name.clone(), value.clone())),
        Value::Number(number) => Ok((name.clone(), Value::String(number.to_string()))),
        _ => Err(FaultError::invalid(&format!("match.{name}"), "a string or a number")),
    };
    object.iter().map(text).collect()
}

/// A rule as `GET /faults` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FaultRule {
    /// Names the rule: `fault-1`.
    pub id: String,
    /// What was ordered.
    #[serde(flatten)]
    pub spec: FaultSpec,
    /// How often it is still to fire.
    pub left: u32,
    /// When it was made, in the world's time, as the wire writes it.
    pub created_at: String,
    #[serde(skip)]
    world: WorldId,
}

/// Something that is to go wrong now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// Milliseconds of real time; zero unless it is a delay.
    pub delay_ms: u64,
}

/// The rules of all worlds.
#[derive(Debug, Default)]
pub struct Faults {
    rules: Mutex<Vec<FaultRule>>,
    /// Rules that are still to fire, in all worlds.
    waiting: AtomicUsize,
    made: AtomicU64,
}

impl Faults {
    /// Adds a rule. Rules that have fired out stay to be looked at until there are too many.
    ///
    /// # Errors
    /// [`FaultError::TooMany`].
    pub fn add(&self, world: WorldId, spec: FaultSpec, now: Instant) -> Result<FaultRule, FaultError> {
        let mut rules = self.rules();
        if rules.iter().filter(|rule| rule.world == world).count() >= RULES_MAX {
            let spent = rules.iter().position(|rule| rule.world == world && rule.left == 0);
            rules.remove(spent.ok_or(FaultError::TooMany)?);
        }
        let id = format!("fault-{}", self.made.fetch_add(1, Ordering::Relaxed) + 1);
        let rule = FaultRule { id, left: spec.times, spec, created_at: now.to_string(), world };
        rules.push(rule.clone());
        self.count(&rules);
        Ok(rule)
    }

    /// The rules of a world, the oldest first.
    #[must_use]
    pub fn list(&self, world: WorldId) -> Vec<FaultRule> {
        self.rules().iter().filter(|rule| rule.world == world).cloned().collect()
    }

    /// Takes a rule away; false where the world has none of this id.
    pub fn remove(&self, world: WorldId, id: &str) -> bool {
        self.retain(|rule| rule.world != world || rule.id != id) > 0
    }

    /// Takes all rules of a world away; how many there were.
    pub fn clear(&self, world: WorldId) -> usize {
        self.retain(|rule| rule.world != world)
    }

    /// The fault of one of these kinds that is to happen now, by the oldest rule that fits; it fires once less then.
    ///
    /// `method` is the method called, or empty for a notification. `subject` gives the text of a member of
    /// biz_content, of a public parameter, or of a parameter of the notification.
    pub fn take(
        &self,
        world: WorldId,
        kinds: &[FaultKind],
        method: &str,
        subject: impl Fn(&str) -> Option<String>,
    ) -> Option<Fault> {
        if self.waiting.load(Ordering::Relaxed) == 0 {
            return None;
        }
        let mut rules = self.rules();
        let rule = rules.iter_mut().find(|rule| {
            rule.left > 0 && rule.world == world && rule.spec.applies(kinds, method, &subject)
        })?;
        rule.left -= 1;
        let fault = Fault { kind: rule.spec.kind, delay_ms: rule.spec.delay_ms.unwrap_or_default() };
        self.count(&rules);
        Some(fault)
    }

    fn retain(&self, keep: impl Fn(&FaultRule) -> bool) -> usize {
        let mut rules = self.rules();
        let before = rules.len();
        rules.retain(keep);
        self.count(&rules);
        before - rules.len()
    }

    fn count(&self, rules: &[FaultRule]) {
        self.waiting.store(rules.iter().filter(|rule| rule.left > 0).count(), Ordering::Relaxed);
    }

    fn rules(&self) -> std::sync::MutexGuard<'_, Vec<FaultRule>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
