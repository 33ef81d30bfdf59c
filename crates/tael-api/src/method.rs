//! What a method is: a pure decision over a view, with its declaration beside it.

use std::sync::Arc;

use tael_core::env::Env;
use tael_core::id::{AppId, Book, UserId, WorldId};
use tael_core::party::App;
use tael_core::trade::NotifyTarget;
use tael_store::{Need, Plan, View};
use tael_wire::code::GatewayError;
use tael_wire::json::Object;

use crate::generated::Code;
use crate::open_id::OpenIds;
use crate::schema::{self, Accepted, Api, Options};

/// A call as admission understood it.
#[derive(Clone)]
pub struct Call {
    /// The world of the application.
    pub world: WorldId,
    /// The book of the merchant's order numbers.
    pub book: Book,
    /// The calling application.
    pub app: Arc<App>,
    /// Whose order numbers and trades it works on: the application's merchant, or the one that has authorised it. `None` where
    /// it has none.
    pub pid: Option<UserId>,
    /// The merchant's own application, where a service provider calls for it by its `app_auth_token`.
    pub auth_app_id: Option<AppId>,
    /// Where the trade that the call makes shall be notified.
    pub notify: Option<NotifyTarget>,
    /// Open ids of the installation.
    pub open_ids: Arc<dyn OpenIds>,
    /// Faults that operators inject.
    pub faults: CallFaults,
}

/// Faults that change a decision (`interfaces.md`, `/faults`); all others act at the edges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallFaults {
    /// The buyer is asked for the password whatever the amount.
    pub user_paying: bool,
}

/// What a method decided when it did not refuse.
#[derive(Debug)]
pub struct Decision<R> {
    plan: Plan,
    waiting: bool,
    reply: R,
}

impl<R> Decision<R> {
    /// Done: 10000.
    pub fn done(plan: Plan, reply: R) -> Decision<R> {
        Decision { plan, waiting: false, reply }
    }

    /// The buyer must confirm: 10003.
    pub fn waiting(plan: Plan, reply: R) -> Decision<R> {
        Decision { plan, waiting: true, reply }
    }
}

/// A documented refusal. It may write, and its answer may have a body.
#[derive(Debug)]
pub struct Refusal<E, R> {
    error: E,
    message: Option<String>,
    hint: Option<String>,
    body: Option<R>,
    plan: Plan,
}

/// Why a decision stops.
#[derive(Debug)]
pub enum Stop<E, R> {
    /// Rows must be loaded first.
    Need(Need),
    /// The method refuses with a code of its own table.
    Refused(Box<Refusal<E, R>>),
    /// The method refuses with a public code.
    Public(GatewayError),
}

impl<E, R> From<Need> for Stop<E, R> {
    fn from(need: Need) -> Self {
        Stop::Need(need)
    }
}

impl<E, R> Stop<E, R> {
    /// A refusal without anything beside its code.
    pub fn refused(error: E) -> Self {
        Stop::Refused(Box::new(Refusal { error, message: None, hint: None, body: None, plan: Plan::none() }))
    }

    /// A refusal that leaves something behind and answers with a body.
    pub fn leaving(self, plan: Plan, body: R) -> Self {
        match self {
            Stop::Refused(refusal) => Stop::Refused(Box::new(Refusal { plan, body: Some(body), ..*refusal })),
            other => other,
        }
    }

    /// A refusal with this body, where it has none yet.
    pub fn or_body(self, body: impl FnOnce() -> R) -> Self {
        match self {
            Stop::Refused(refusal) if refusal.body.is_none() => {
                Stop::Refused(Box::new(Refusal { body: Some(body()), ..*refusal }))
            }
            other => other,
        }
    }

    /// A refusal with a body.
    pub fn with_body(self, body: R) -> Self {
        self.leaving(Plan::none(), body)
    }
}

/// How a rule that methods share stops a decision.
#[derive(Debug)]
pub enum Rule {
    /// Rows must be loaded first.
    Need(Need),
    /// The documented refusal, and what to tell whoever looks for its cause.
    Refused {
        /// The code.
        code: Code,
        /// `sub_msg` instead of the table's text (only for invalid parameters).
        message: Option<String>,
        /// Which state raised it, in English.
        hint: Option<String>,
    },
    /// A public code.
    Public(GatewayError),
}

impl From<Need> for Rule {
    fn from(need: Need) -> Self {
        Rule::Need(need)
    }
}

impl From<Code> for Rule {
    fn from(code: Code) -> Self {
        Rule::Refused { code, message: None, hint: None }
    }
}

impl Rule {
    /// A refusal with the state that raised it.
    pub fn because(code: Code, hint: impl Into<String>) -> Rule {
        Rule::Refused { code, message: None, hint: Some(hint.into()) }
    }

    /// An invalid parameter that only the method can see: path, and what is wrong with it.
    pub fn invalid(path: &str, wrong_zh: &str, wrong_en: &str) -> Rule {
        Rule::Refused {
            code: Code::InvalidParameter,
            message: Some(format!("参数无效：{path} {wrong_zh}")),
            hint: Some(format!("{path} {wrong_en}")),
        }
    }

    /// The refusal of a method; a code that its table lacks becomes SYSTEM_ERROR, which tests must never see.
    pub fn into_stop<E: ApiError, R>(self) -> Stop<E, R> {
        match self {
            Rule::Need(need) => Stop::Need(need),
            Rule::Public(error) => Stop::Public(error),
            Rule::Refused { code, message, hint } => {
                debug_assert!(E::of(code).is_some(), "{code:?} is not in the method's table");
                let error = E::of(code).unwrap_or_else(E::system_error);
                Stop::Refused(Box::new(Refusal { error, message, hint, body: None, plan: Plan::none() }))
            }
        }
    }
}

/// The generated error enumeration of an API.
pub trait ApiError: Copy + std::fmt::Debug + Send + Sync + 'static {
    /// The error of this method with this code, if its table has it.
    fn of(code: Code) -> Option<Self>;
    /// The method's SYSTEM_ERROR.
    fn system_error() -> Self;
    /// `sub_code`.
    fn code(self) -> &'static str;
    /// `sub_msg`.
    fn message_zh(self) -> &'static str;
    /// Cause and fix.
    fn fix_en(self) -> &'static str;
}

/// The generated answer of an API.
pub trait ApiResponse: Send + 'static {
    /// Its members.
    fn object(&self) -> Object;
}

/// The generated request of an API.
pub trait ApiRequest: Sized + Send + Sync + 'static {
    /// The typed request of an accepted tree.
    ///
    /// # Errors
    /// [`schema::Defect`] where the table accepted what the type cannot hold, which is a defect of the generator.
    fn from_tree(tree: &schema::Tree) -> Result<Self, schema::Defect>;
}

/// Wires the generated types of an API to the traits above, so that `?` works on rules and needs.
#[macro_export]
macro_rules! declare_api {
    ($generated:ident) => {
        impl $crate::method::ApiError for $crate::generated::$generated::Error {
            fn of(code: $crate::generated::Code) -> Option<Self> {
                Self::of(code)
            }
            fn system_error() -> Self {
                Self::SystemError
            }
            fn code(self) -> &'static str {
                Self::code(self)
            }
            fn message_zh(self) -> &'static str {
                Self::message_zh(self)
            }
            fn fix_en(self) -> &'static str {
                Self::fix_en(self)
            }
        }

        impl $crate::method::ApiRequest for $crate::generated::$generated::Request {
            fn from_tree(tree: &$crate::schema::Tree) -> Result<Self, $crate::schema::Defect> {
                Self::from_tree(tree)
            }
        }

        impl $crate::method::ApiResponse for $crate::generated::$generated::Response {
            fn object(&self) -> tael_wire::json::Object {
                Self::object(self)
            }
        }

        impl From<$crate::generated::$generated::Error>
            for $crate::method::Stop<
                $crate::generated::$generated::Error,
                $crate::generated::$generated::Response,
            >
        {
            fn from(error: $crate::generated::$generated::Error) -> Self {
                $crate::method::Stop::refused(error)
            }
        }

        impl From<$crate::method::Rule>
            for $crate::method::Stop<
                $crate::generated::$generated::Error,
                $crate::generated::$generated::Response,
            >
        {
            fn from(rule: $crate::method::Rule) -> Self {
                rule.into_stop()
            }
        }
    };
}

/// The outcome of a decision.
pub type Outcome<M> =
    Result<Decision<<M as Method>::Response>, Stop<<M as Method>::Error, <M as Method>::Response>>;

/// An API method.
pub trait Method: Sync + 'static {
    /// The generated request.
    type Request: ApiRequest;
    /// The generated answer.
    type Response: ApiResponse;
    /// The generated errors.
    type Error: ApiError;
    /// The declaration.
    const API: &'static Api;
    /// True where it never writes: it is decided on a reader's snapshot, beside the committer.
    const READS_ONLY: bool = false;

    /// Decides. Pure: no clock, no store, no async. `?` on the view means "load this first", `?` on a rule is the
    /// documented refusal.
    ///
    /// # Errors
    /// [`Stop`]: what to load, or the refusal.
    fn decide(call: &Call, request: &Accept<Self::Request>, view: &View, env: &Env) -> Outcome<Self>
    where
        Self: Sized;
}

/// A typed request with the text that is kept of it.
#[derive(Debug)]
pub struct Accept<R> {
    /// The typed request.
    pub typed: R,
    /// The accepted tree as JSON text.
    pub text: Arc<str>,
}

impl<R> std::ops::Deref for Accept<R> {
    type Target = R;
    fn deref(&self) -> &R {
        &self.typed
    }
}

/// The node of an answer before it is written: head and members.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// `code`.
    pub code: &'static str,
    /// `msg`.
    pub msg: &'static str,
    /// `sub_code`, of refusals.
    pub sub_code: Option<&'static str>,
    /// `sub_msg`, of refusals.
    pub sub_msg: Option<String>,
    /// The other members.
    pub body: Object,
    /// Why, and what to do next, in English: for the request log, never on the wire.
    pub hint: Option<String>,
}

impl Answer {
    fn done(waiting: bool, body: Object) -> Answer {
        // the leading blank is the platform's own (protocol.md §4)
        let (code, msg) =
            if waiting { ("10003", " order success pay inprocess") } else { ("10000", "Success") };
        Answer { code, msg, sub_code: None, sub_msg: None, body, hint: None }
    }

    /// A public refusal (`gateway-errors.yaml`).
    #[must_use]
    pub fn public(error: GatewayError) -> Answer {
        let info = error.info();
        Answer {
            code: info.code.code(),
            msg: info.code.msg(),
            sub_code: Some(info.sub_code),
            sub_msg: Some(info.zh.to_owned()),
            body: Object::new(),
            hint: Some(format!("{}. {}", info.en, info.fix)),
        }
    }

    /// The trade core failed and the outcome is unknown: 20000 (`semantics.md §7.1`).
    #[must_use]
    pub fn system_error(hint: String) -> Answer {
        Answer { hint: Some(hint), ..Answer::public(GatewayError::AopAcqSystemError) }
    }

    /// A business refusal.
    #[must_use]
    pub fn business(sub_code: &'static str, sub_msg: String, body: Object, hint: Option<String>) -> Answer {
        Answer {
            code: "40004",
            msg: "Business Failed",
            sub_code: Some(sub_code),
            sub_msg: Some(sub_msg),
            body,
            hint,
        }
    }
}

/// A method whose types are erased, as the registry holds it.
pub trait DynMethod: Sync {
    /// The declaration.
    fn api(&self) -> &'static Api;
    /// See [`Method::READS_ONLY`].
    fn reads_only(&self) -> bool;
    /// Reads and checks `biz_content`.
    ///
    /// # Errors
    /// The answer that refuses it.
    fn prepare(&self, call: Call, biz_content: &str, options: Options) -> Result<Prepared, Box<Answer>>;
}

/// The decision of a prepared call: what to write and what to answer, or what to load first.
pub type Decider = Box<dyn Fn(&View, &Env) -> Result<(Plan, Answer), Need> + Send + Sync>;

/// A call that only waits for its decision.
pub struct Prepared {
    /// What the schema engine noticed.
    pub unknown: Vec<String>,
    /// Flags for the request log.
    pub flags: Vec<String>,
    /// The decision.
    pub decide: Decider,
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prepared")
            .field("unknown", &self.unknown)
            .field("flags", &self.flags)
            .finish_non_exhaustive()
    }
}

impl<M: Method> DynMethod for M {
    fn api(&self) -> &'static Api {
        M::API
    }

    fn reads_only(&self) -> bool {
        M::READS_ONLY
    }

    fn prepare(&self, call: Call, biz_content: &str, options: Options) -> Result<Prepared, Box<Answer>> {
        let Accepted { tree, unknown, flags } =
            schema::read(M::API, biz_content, options).map_err(refused)?;
        let typed = M::Request::from_tree(&tree)
            .map_err(|defect| Box::new(Answer::system_error(defect.to_string())))?;
        let request = Accept { typed, text: tree.to_json().into() };
        let decide = move |view: &View, env: &Env| finish::<M>(M::decide(&call, &request, view, env));
        Ok(Prepared {
            unknown,
            flags: flags.iter().map(|f| format!("{:?} {}", f.kind, f.path)).collect(),
            decide: Box::new(decide),
        })
    }
}

fn refused(rejected: schema::Rejected) -> Box<Answer> {
    Box::new(match rejected {
        schema::Rejected::NotJson(why) => {
            Answer { hint: Some(why.to_string()), ..Answer::public(GatewayError::IllegalJson) }
        }
        schema::Rejected::Refused(refusal) => {
            Answer::business(refusal.code, refusal.message_zh, Object::new(), Some(refusal.message_en))
        }
    })
}

fn finish<M: Method>(outcome: Outcome<M>) -> Result<(Plan, Answer), Need> {
    match outcome {
        Ok(decision) => Ok((decision.plan, Answer::done(decision.waiting, decision.reply.object()))),
        Err(Stop::Need(need)) => Err(need),
        Err(Stop::Public(error)) => Ok((Plan::none(), Answer::public(error))),
        Err(Stop::Refused(refusal)) => {
            let Refusal { error, message, hint, body, plan } = *refusal;
            let hint = match hint {
                Some(hint) => format!("{hint}. {}", error.fix_en()),
                None => error.fix_en().to_owned(),
            };
            let message = message.unwrap_or_else(|| error.message_zh().to_owned());
            let body = body.map(|b| b.object()).unwrap_or_default();
            Ok((plan, Answer::business(error.code(), message, body, Some(hint))))
        }
    }
}
