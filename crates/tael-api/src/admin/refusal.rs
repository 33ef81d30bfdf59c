//! Why the control API says no: a code for programs, and a sentence in two languages that names the next step.

use tael_store::{Need, Plan};

/// What kind of no it is; the control API has an HTTP status for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The request itself is wrong.
    Invalid,
    /// What it names does not exist.
    NotFound,
    /// What it names is in a state that does not allow it.
    Conflict,
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of no.
    pub kind: Kind,
    /// The code: an ACQ code, or one of the control API's own.
    pub code: &'static str,
    /// The member of the body that is to blame, as a path: `contracts[0].rate`.
    pub field: Option<String>,
    /// The sentence in English.
    pub en: String,
    /// The sentence in Chinese.
    pub zh: String,
}

/// What a decision comes to.
pub type Outcome<T> = Result<T, Refusal>;

impl Refusal {
    /// A refusal of this kind with both sentences.
    pub fn new(kind: Kind, code: &'static str, en: impl Into<String>, zh: impl Into<String>) -> Refusal {
        Refusal { kind, code, field: None, en: en.into(), zh: zh.into() }
    }

    /// The member that is to blame.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Refusal {
        self.field = Some(field.into());
        self
    }

    /// A member whose value does not do: what it must be, in both languages.
    pub fn invalid(field: impl Into<String>, must_en: &str, must_zh: &str) -> Refusal {
        let field = field.into();
        let (en, zh) = (format!("`{field}` must be {must_en}"), format!("`{field}` 必须是{must_zh}"));
        Refusal::new(Kind::Invalid, "INVALID_VALUE", en, zh).at(field)
    }

    /// Something of this name (in both languages) and number that does not exist; where it is made.
    pub fn not_found((en, zh): (&str, &str), id: &str, path: &str) -> Refusal {
        Refusal::new(
            Kind::NotFound,
            "NOT_FOUND",
            format!(
                "there is no {en} {id} in this world: GET {path} lists those there are, POST {path} makes one"
            ),
            format!("此环境中不存在{zh} {id}：GET {path} 可列出现有的，POST {path} 可新建"),
        )
    }

    /// Something of this name and number that exists already.
    pub fn exists((en, zh): (&str, &str), id: &str, field: &str, path: &str) -> Refusal {
        Refusal::new(
            Kind::Conflict,
            "ALREADY_EXISTS",
            format!(
                "{en} {id} exists already: change it with PATCH {path}/{id}, or choose another `{field}`"
            ),
            format!("{zh} {id} 已存在：请用 PATCH {path}/{id} 修改，或另选 `{field}`"),
        )
        .at(field)
    }

    /// A member that names something that does not exist.
    pub fn dangling(field: impl Into<String>, (en, zh): (&str, &str), id: &str, path: &str) -> Refusal {
        Refusal::new(
            Kind::Invalid,
            "UNKNOWN_REFERENCE",
            format!("there is no {en} {id} in this world: make it first with POST {path}"),
            format!("此环境中不存在{zh} {id}：请先用 POST {path} 新建"),
        )
        .at(field)
    }
}

/// Why a decision of an operator stops: rows are needed first, or it is refused.
pub(super) enum Stop {
    Need(Need),
    Refused(Refusal),
}

impl From<Need> for Stop {
    fn from(need: Need) -> Stop {
        Stop::Need(need)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refused(refusal)
    }
}

/// A refused decision writes nothing.
pub(super) fn settle<T>(decided: Result<(Plan, T), Stop>) -> Result<(Plan, Outcome<T>), Need> {
    match decided {
        Ok((plan, answer)) => Ok((plan, Ok(answer))),
        Err(Stop::Need(need)) => Err(need),
        Err(Stop::Refused(refusal)) => Ok((Plan::none(), Err(refusal))),
    }
}
