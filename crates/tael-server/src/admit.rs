//! Admission: from a raw request to a call, or the gateway's own refusal (`gateway-errors.yaml` check_order,
//! `semantics.md §12.6`).

use std::borrow::Cow;
use std::sync::Arc;

use smol_str::SmolStr;
use tael_api::method::{Answer, Call, CallFaults, DynMethod};
use tael_api::open_id::OpenIds;
use tael_api::registry;
use tael_core::id::AppId;
use tael_core::party::{AppAuthStatus, AppStatus};
use tael_core::time::Instant;
use tael_core::trade::NotifyTarget;
use tael_store::StoreError;
use tael_wire::code::{GatewayError, SignatureRefusal};
use tael_wire::sign::SignType;
use tael_wire::v2::canonical::{self, Variant};
use tael_wire::v2::envelope::{Envelope, is_method_name};
use tael_wire::v2::page;
use tael_wire::v2::parse::RawRequest;

use crate::clock::Clocks;
use crate::directory::{Authorised, Directory, Entry};
use crate::request_log::Verified;

/// Judges a notify_url; the text says what is wrong with it.
pub type UrlCheck = dyn Fn(&str) -> Result<(), String> + Send + Sync;

/// How the answer to a request is written.
#[derive(Clone, Debug)]
pub struct Manner {
    /// The envelope.
    pub envelope: Envelope,
    /// Signed by what; `None`: unsigned.
    pub sign: Option<SignType>,
    /// A refusal is an HTML page.
    pub page: bool,
}

/// A request that may be decided.
pub struct Admitted {
    /// The method.
    pub method: &'static dyn DynMethod,
    /// The call.
    pub call: Call,
    /// The application.
    pub entry: Arc<Entry>,
}

/// What admission found out, whatever the verdict; the request log keeps it.
#[derive(Default)]
pub struct Findings {
    /// Over what the signature was verified.
    pub verified: Verified,
    /// Remarks: a word and a hint each.
    pub warnings: Vec<(&'static str, String)>,
}

/// Why a request is not admitted.
pub enum NotAdmitted {
    /// The documented refusal.
    Refused(Box<Answer>),
    /// The store could not be read.
    Store(StoreError),
}

impl From<Answer> for NotAdmitted {
    fn from(answer: Answer) -> Self {
        NotAdmitted::Refused(Box::new(answer))
    }
}

impl From<GatewayError> for NotAdmitted {
    fn from(error: GatewayError) -> Self {
        Answer::public(error).into()
    }
}

/// What admission works with.
pub struct Admission<'a> {
    /// Applications.
    pub directory: &'a Directory,
    /// The clocks of the worlds, by which authorisations end.
    pub clocks: &'a Clocks,
    /// Open ids, handed on to the call.
    pub open_ids: &'a Arc<dyn OpenIds>,
    /// Which notify_urls are allowed.
    pub check_url: &'a UrlCheck,
    /// Refusals of unknown applications are signed too (`semantics.md §12.6`).
    pub sign_unknown_app: bool,
}

impl Admission<'_> {
    /// Judges a request. `manner` is filled in step by step, so that it is right for a refusal at any step.
    ///
    /// # Errors
    /// [`NotAdmitted`].
    pub async fn admit(
        &self,
        request: &RawRequest,
        manner: &mut Manner,
        findings: &mut Findings,
    ) -> Result<Admitted, NotAdmitted> {
        let (method, entry) = self.identify(request, manner).await?;
        let sign_type = public_parameters(request)?;
        self.signature(request, &entry, sign_type, manner, findings)?;
        self.rights(request, method, &entry, findings)?;
        let auth = self.authorised(request, method, &entry).await?;
        let method = registry::by_name(method).ok_or(GatewayError::InvalidMethod)?;
        let call = self.call(request, &entry, auth.as_deref(), sign_type)?;
        Ok(Admitted { method, call, entry })
    }

    /// Finds out who calls what, and with it how everything that follows is answered: `manner`. Of a request whose body
    /// could not be read this is all that there is to know.
    ///
    /// # Errors
    /// [`NotAdmitted`].
    pub async fn identify<'r>(
        &self,
        request: &'r RawRequest,
        manner: &mut Manner,
    ) -> Result<(&'r str, Arc<Entry>), NotAdmitted> {
        let method = named_method(request)?;
        manner.envelope = Envelope::of(method);
        manner.page = page::is_page_method(method);
        // RSA2 where the type is absent or unknown
        let sign_type = declared_sign_type(request).unwrap_or(SignType::Rsa2);
        if self.sign_unknown_app {
            manner.sign = Some(sign_type);
        }
        let app_id = request.get_filled("app_id").ok_or(GatewayError::MissingAppId)?;
        let entry = match self.directory.app(&AppId::from(app_id)).await {
            Ok(Some(entry)) => entry,
            Ok(None) => return Err(GatewayError::InvalidAppId.into()),
            Err(error) => return Err(NotAdmitted::Store(error)),
        };
        manner.sign = Some(sign_type);
        if method == "alipay.system.oauth.token" {
            manner.envelope = Envelope::ErrorResponse;
        }
        Ok((method, entry))
    }

    fn signature(
        &self,
        request: &RawRequest,
        entry: &Entry,
        sign_type: SignType,
        manner: &mut Manner,
        findings: &mut Findings,
    ) -> Result<(), NotAdmitted> {
        let Some(sign) = request.get_filled("sign") else {
            // a caller without a signature learns nothing that costs one
            manner.sign = None;
            manner.envelope = Envelope::ErrorResponse;
            return Err(GatewayError::MissingSignature.into());
        };
        let Some(key) = entry.key(sign_type) else { return Err(GatewayError::MissingSignatureConfig.into()) };
        let strict = entry.app.strict.charset_in_query;
        let misread = request.is_misread() && strict;
        findings.verified = Verified::V2(Variant::Standard);
        let strings = canonical::request_strings(request);
        let found = strings.iter().find(|(_, text)| !misread && key.verify(sign_type, text, sign).is_ok());
        if let Some((variant, _)) = found {
            findings.verified = Verified::V2(*variant);
            let word = match variant {
                Variant::Standard => return Ok(()),
                Variant::EmptyKept => "empty-parameter-signed",
                Variant::ZeroDropped => "zero-parameter-dropped",
            };
            let hint = "accepted, though the rule is to leave out empty values and nothing else".to_owned();
            findings.warnings.push((word, hint));
            return Ok(());
        }
        let text = &strings[0].1;
        let other = sign_type.other();
        let refusal = if misread {
            SignatureRefusal::CharsetNotInQuery
        } else if entry.key(sign_type).is_some_and(|key| key.verify(other, text, sign).is_ok()) {
            SignatureRefusal::OtherType { declared: sign_type }
        } else if request.is_misread() {
            SignatureRefusal::CharsetNotInQuery
        } else {
            // a page escapes all that it shows
            let echo = if manner.page {
                request.charset().decode_lossy(text).into_owned()
            } else {
                canonical::echo(request)
            };
            let mut answer = Answer::public(GatewayError::InvalidSignature);
            answer.sub_msg = Some(SignatureRefusal::Mismatch { echo: &echo }.text().into_owned());
            return Err(answer.into());
        };
        let mut answer = Answer::public(GatewayError::InvalidSignature);
        answer.sub_msg = Some(refusal.text().into_owned());
        Err(answer.into())
    }

    fn rights(
        &self,
        request: &RawRequest,
        method: &str,
        entry: &Entry,
        findings: &mut Findings,
    ) -> Result<(), NotAdmitted> {
        let app = &entry.app;
        if request.get_filled("encrypt_type").is_some() {
            return Err(GatewayError::InvalidEncryptType.into());
        }
        if registry::by_name(method).is_none() {
            return Err(GatewayError::InvalidMethod.into());
        }
        match app.status {
            AppStatus::Online => {}
            AppStatus::Offline => return Err(GatewayError::NotOnlineApp.into()),
            AppStatus::Punished => return Err(GatewayError::AppApiPunished.into()),
        }
        let names = |list: &[String]| list.iter().any(|m| m == method);
        if names(&app.methods_forbidden) {
            return Err(GatewayError::ForbiddenApi.into());
        }
        if names(&app.methods_unsigned) {
            return Err(GatewayError::InsufficientIsvPermissions.into());
        }
        for name in ["app_cert_sn", "alipay_root_cert_sn"] {
            if request.get_filled(name).is_some() {
                let hint = format!("{name} is ignored: this app is in public key mode");
                findings.warnings.push(("certificate-ignored", hint));
            }
        }
        Ok(())
    }

    /// For whom a service provider calls (`protocol.md §12`); `None` where the application calls for itself.
    async fn authorised(
        &self,
        request: &RawRequest,
        method: &str,
        entry: &Entry,
    ) -> Result<Option<Arc<Authorised>>, NotAdmitted> {
        let Some(token) = request.get_filled("app_auth_token") else { return Ok(None) };
        let found = self.directory.auth(token).await.map_err(NotAdmitted::Store)?;
        let own = found.filter(|found| found.auth.app_id == entry.app.app_id);
        let Some(found) = own else {
            return Err(because(
                GatewayError::AopInvalidAppAuthToken,
                "there is no such token, or it is another application's: GET /app-auths lists them",
            ));
        };
        let auth = &found.auth;
        if auth.status == AppAuthStatus::Revoked {
            return Err(because(
                GatewayError::AopInvalidAppAuthToken,
                "the merchant has revoked this token: PATCH /app-auths/{token} with status VALID gives it back",
            ));
        }
        if auth.is_over(self.clocks.of(auth.world).now()) {
            let hint = "expires_at of the token has passed on the world's clock";
            return Err(because(GatewayError::AopAppAuthTokenTimeOut, hint));
        }
        if !auth.covers(method) {
            let hint = format!("the token's methods do not name {method}");
            return Err(because(GatewayError::AopInvalidAppAuthTokenNoApi, &hint));
        }
        Ok(Some(found))
    }

    fn call(
        &self,
        request: &RawRequest,
        entry: &Entry,
        authorised: Option<&Authorised>,
        sign_type: SignType,
    ) -> Result<Call, NotAdmitted> {
        let notify = match request.get_filled("notify_url") {
            Some(url) => {
                (self.check_url)(url).map_err(|wrong| invalid("notify_url", &wrong))?;
                let charset = request.get_filled("charset").unwrap_or_else(|| request.charset().mime_name());
                Some(NotifyTarget {
                    url: url.to_owned(),
                    charset: SmolStr::new(charset),
                    sign_type: SmolStr::new_static(sign_type.as_str()),
                })
            }
            None => None,
        };
        Ok(Call {
            world: entry.app.world,
            book: authorised.map_or(entry.book, |found| found.book),
            app: Arc::clone(&entry.app),
            pid: match authorised {
                Some(found) => Some(found.auth.partner_id.clone()),
                None => entry.app.partner_id.clone(),
            },
            auth_app_id: authorised.map(|found| found.auth.auth_app_id.clone()),
            notify,
            open_ids: Arc::clone(self.open_ids),
            faults: CallFaults::default(),
        })
    }
}

fn named_method(request: &RawRequest) -> Result<&str, NotAdmitted> {
    let method = request.get_filled("method").ok_or(GatewayError::MissingMethod)?;
    if !is_method_name(method) {
        return Err(GatewayError::InvalidMethod.into());
    }
    Ok(method)
}

fn declared_sign_type(request: &RawRequest) -> Option<SignType> {
    request.get_filled("sign_type").and_then(SignType::parse)
}

/// The public parameters that every call needs, in the order of the check list.
fn public_parameters(request: &RawRequest) -> Result<SignType, NotAdmitted> {
    if request.unknown_charset().is_some() {
        return Err(GatewayError::InvalidCharset.into());
    }
    let sign_type = match (request.get_filled("sign_type"), declared_sign_type(request)) {
        (None, _) => return Err(GatewayError::MissingSignatureType.into()),
        (Some(_), None) => return Err(GatewayError::InvalidSignatureType.into()),
        (Some(_), Some(sign_type)) => sign_type,
    };
    let timestamp = request.get_filled("timestamp").ok_or(GatewayError::MissingTimestamp)?;
    if Instant::parse_beijing(timestamp).is_none() {
        return Err(GatewayError::InvalidTimestamp.into());
    }
    let version = request.get_filled("version").ok_or(GatewayError::MissingVersion)?;
    if version != "1.0" {
        return Err(invalid("version", "must be 1.0"));
    }
    if request.get_filled("format").is_some_and(|f| !f.eq_ignore_ascii_case("json")) {
        return Err(GatewayError::InvalidFormat.into());
    }
    Ok(sign_type)
}

fn because(error: GatewayError, hint: &str) -> NotAdmitted {
    let mut answer = Answer::public(error);
    answer.hint = Some(hint.to_owned());
    answer.into()
}

fn invalid(name: &str, wrong: &str) -> NotAdmitted {
    let mut answer = Answer::public(GatewayError::InvalidParameter);
    answer.hint = Some(format!("{name} {wrong}"));
    answer.into()
}

/// The text of biz_content, absent counting as empty (`semantics.md §12.1`).
#[must_use]
pub fn biz_content(request: &RawRequest) -> Cow<'_, str> {
    Cow::Borrowed(request.get("biz_content").unwrap_or_default())
}
