//! Authorisations of service providers' applications by merchants.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tael_core::env::Env;
use tael_core::id::AppId;
use tael_core::party::AppAuth;
use tael_core::time::Instant;
use tael_store::{Directory, Need, Plan, View, Write};
use tael_wire::v2::envelope::is_method_name;

use super::document::{self, Document, Place, immutable};
use super::refusal::{Outcome, Refusal, Stop, settle};
use super::{app, merchant};

const NAME: (&str, &str) = ("authorisation", "授权");
const PATH: &str = "/app-auths";

/// The longest token (`protocol.md §1.3`), in bytes.
const TOKEN_BYTES_MAX: usize = 40;

impl Document for AppAuth {
    const MEMBERS: &'static [&'static str] =
        &["app_auth_token", "app_id", "partner_id", "auth_app_id", "status", "methods", "expires_at"];
    const ID: &'static str = "app_auth_token";

    fn check(&self) -> Result<(), Refusal> {
        let token = self.app_auth_token.as_str();
        if token.is_empty()
            || token.len() > TOKEN_BYTES_MAX
            || !token.bytes().all(|b| b.is_ascii_alphanumeric())
        {
            return Err(Refusal::invalid(
                "app_auth_token",
                "letters and digits, at most 40",
                "不超过 40 位的字母和数字",
            ));
        }
        let wrong = |m: &String| !is_method_name(m);
        if let Some(index) = self.methods.iter().flatten().position(wrong) {
            let field = format!("methods[{index}]");
            return Err(Refusal::invalid(field, "the name of a method", "接口名，如 alipay.trade.pay"));
        }
        if self.expires_at.as_deref().is_some_and(|at| Instant::parse_beijing(at).is_none()) {
            return Err(Refusal::invalid(
                "expires_at",
                "yyyy-MM-dd HH:mm:ss",
                " yyyy-MM-dd HH:mm:ss 格式的时间",
            ));
        }
        Ok(())
    }
}

/// Authorises an application for a merchant. `random` are 29 fresh hexadecimal digits for the token, where the body names
/// none. `partner_id`
/// may be left out: `auth_app_id` says whose it is.
///
/// # Errors
/// [`Need`].
pub fn create(
    place: Place,
    body: &Map<String, Value>,
    random: &str,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        document::check_members(body, AppAuth::MEMBERS)?;
        let given = json!({
            "app_auth_token": fresh_token(random, env), "world": place.world,
            "partner_id": owner(place, body, view)?,
        });
        let auth: AppAuth = document::make(given, body.clone())?;
        let token = auth.app_auth_token.as_str();
        if view.app_auth(token)?.is_some() {
            return Err(Refusal::exists(NAME, token, "app_auth_token", PATH).into());
        }
        for (field, id) in [("app_id", &auth.app_id), ("auth_app_id", &auth.auth_app_id)] {
            if view.app(id)?.is_none_or(|app| app.world != place.world) {
                return Err(Refusal::dangling(field, app::NAME, id.as_str(), app::PATH).into());
            }
        }
        merchant::existing(place, &auth.partner_id, "partner_id", view)?;
        Ok(put(auth))
    })())
}

/// The merchant of the application that authorises.
fn owner(place: Place, body: &Map<String, Value>, view: &View) -> Result<Value, Stop> {
    let Some(id) = body.get("auth_app_id").and_then(Value::as_str) else { return Ok(Value::Null) };
    let app = view.app(&AppId::from(id))?.filter(|app| app.world == place.world);
    Ok(json!(app.and_then(|app| app.partner_id.as_ref())))
}

/// 40 characters in the form of the platform's tokens (`protocol.md §8.5`).
fn fresh_token(random: &str, env: &Env) -> String {
    format!("{}BB{random}X{:02}", env.now.beijing_month(), env.random() % 100)
}

fn put(auth: AppAuth) -> (Plan, Value) {
    let shown = document::show(&auth);
    (Plan::none().with(Write::Put(Directory::AppAuth(Arc::new(auth)))), shown)
}

/// Changes an authorisation: takes it back, gives it again, names other methods or another end. Whose it is stays.
///
/// # Errors
/// [`Need`].
pub fn change(
    place: Place,
    token: &str,
    patch: &Map<String, Value>,
    view: &View,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let before = find(place, token, view)?;
        let auth: AppAuth = document::patch(before.as_ref(), patch.clone())?;
        let parties = [
            ("app_id", auth.app_id != before.app_id),
            ("partner_id", auth.partner_id != before.partner_id),
            ("auth_app_id", auth.auth_app_id != before.auth_app_id),
        ];
        if let Some((field, _)) = parties.iter().find(|(_, changed)| *changed) {
            return Err(immutable(field, &patch[*field]).into());
        }
        Ok(put(auth))
    })())
}

/// Shows an authorisation.
///
/// # Errors
/// [`Need`].
pub fn get(place: Place, token: &str, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle(find(place, token, view).map(|auth| (Plan::none(), document::show(auth.as_ref()))))
}

/// An authorisation as a list shows it.
#[must_use]
pub fn show(auth: &AppAuth) -> Value {
    document::show(auth)
}

fn find<'v>(place: Place, token: &str, view: &'v View) -> Result<&'v Arc<AppAuth>, Stop> {
    let auth = view.app_auth(token)?.filter(|auth| auth.world == place.world);
    auth.ok_or_else(|| Refusal::not_found(NAME, token, PATH).into())
}
