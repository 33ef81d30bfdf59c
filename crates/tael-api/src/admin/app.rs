//! Applications.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tael_core::env::Env;
use tael_core::id::AppId;
use tael_core::party::App;
use tael_core::trade::TradeStatus;
use tael_store::{Directory, Need, Plan, View, Write};
use tael_wire::sign::{PublicKey, SignType};
use tael_wire::v2::envelope::is_method_name;

use super::document::{self, Document, Place, check_number};
use super::merchant;
use super::refusal::{Kind, Outcome, Refusal, Stop, settle};

/// What an application is called in refusals.
pub(super) const NAME: (&str, &str) = ("app", "应用");
/// Where applications are.
pub(super) const PATH: &str = "/apps";

/// Switches of notifications besides the statuses of a trade: that of refunds.
const REFUND: &str = "refund";

impl Document for App {
    const MEMBERS: &'static [&'static str] = &[
        "app_id",
        "partner_id",
        "public_key",
        "public_key_rsa",
        "sign_type",
        "aes_key",
        "mini_program",
        "open_id_mode",
        "strict",
        "status",
        "methods_forbidden",
        "methods_unsigned",
        "gateway_url",
        "notify",
        "item_audit",
        "icp_filed",
    ];
    const ID: &'static str = "app_id";

    fn check(&self) -> Result<(), Refusal> {
        check_number("app_id", self.app_id.as_str())?;
        if SignType::parse(&self.sign_type).is_none() {
            return Err(Refusal::invalid("sign_type", "RSA2 or RSA", " RSA2 或 RSA"));
        }
        for (field, key) in [("public_key", &self.public_key), ("public_key_rsa", &self.public_key_rsa)] {
            key.as_deref().map_or(Ok(()), |key| check_key(field, key))?;
        }
        let aes = self.aes_key.as_deref().map(|key| base64_simd::STANDARD.decode_to_vec(key));
        if aes.is_some_and(|key| key.map_or(true, |key| key.len() != 16)) {
            return Err(Refusal::invalid("aes_key", "base64 of 16 bytes", " 16 字节密钥的 base64"));
        }
        let lists =
            [("methods_forbidden", &self.methods_forbidden), ("methods_unsigned", &self.methods_unsigned)];
        for (field, methods) in lists {
            if let Some(index) = methods.iter().position(|m| !is_method_name(m)) {
                let field = format!("{field}[{index}]");
                return Err(Refusal::invalid(field, "the name of a method", "接口名，如 alipay.trade.pay"));
            }
        }
        let url = self.gateway_url.as_deref().unwrap_or("http://");
        if !(url.starts_with("http://") || url.starts_with("https://")) || url.len() > 256 {
            return Err(Refusal::invalid(
                "gateway_url",
                "an http or https URL of at most 256 bytes",
                "不超过 256 字节的 http 或 https 地址",
            ));
        }
        check_switches(self)
    }
}

fn check_switches(app: &App) -> Result<(), Refusal> {
    let known = |name: &str| name == REFUND || TradeStatus::parse(name).is_some();
    match app.notify.keys().find(|name| !known(name)) {
        Some(name) => {
            let mut names: Vec<&str> = TradeStatus::ALL.iter().map(|s| s.as_str()).collect();
            names.push(REFUND);
            Err(super::read::unknown(format!("notify.{name}"), &names))
        }
        None => Ok(()),
    }
}

fn check_key(field: &str, key: &str) -> Result<(), Refusal> {
    match PublicKey::parse(key) {
        Ok(_) => Ok(()),
        Err(error) => Err(Refusal::new(
            Kind::Invalid,
            "INVALID_KEY",
            format!("`{field}` cannot be used: {error}; upload the public half of the key that your SDK signs with"),
            format!("`{field}` 无法使用：{error}；请上传 SDK 签名所用密钥对的公钥"),
        )
        .at(field)),
    }
}

/// Refuses what only a later version can do, and the platform's own key (`protocol.md §1.5`).
fn check_body(body: &Map<String, Value>, platform: &PublicKey) -> Result<(), Refusal> {
    if body.get("app_cert").is_some_and(|v| !v.is_null()) {
        return Err(Refusal::new(
            Kind::Invalid,
            "NOT_SUPPORTED",
            "`app_cert`: certificate mode is not supported in this version; send `public_key` instead",
            "`app_cert`：此版本不支持证书模式，请改用 `public_key`",
        )
        .at("app_cert"));
    }
    for field in ["public_key", "public_key_rsa"] {
        let key = body.get(field).and_then(Value::as_str).and_then(|key| PublicKey::parse(key).ok());
        if key.as_ref() == Some(platform) {
            return Err(Refusal::new(
                Kind::Invalid,
                "INVALID_KEY",
                format!("`{field}` is the platform's public key: upload your application's own"),
                format!("`{field}` 是平台公钥：请上传应用自己的公钥"),
            )
            .at(field));
        }
    }
    Ok(())
}

/// Makes an application; without `app_id` it gets a number of 16 digits.
///
/// # Errors
/// [`Need`].
pub fn create(
    place: Place,
    body: &Map<String, Value>,
    platform: &PublicKey,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle(try_create(place, body, platform, view, env))
}

fn try_create(
    place: Place,
    body: &Map<String, Value>,
    platform: &PublicKey,
    view: &View,
    env: &Env,
) -> Result<(Plan, Value), Stop> {
    check_body(body, platform)?;
    let given = json!({"app_id": free_number(view, env)?, "world": place.world});
    let app: App = document::make(given, without_cert(body))?;
    if view.app(&app.app_id)?.is_some() {
        return Err(Refusal::exists(NAME, app.app_id.as_str(), "app_id", PATH).into());
    }
    put(place, app, view)
}

fn put(place: Place, app: App, view: &View) -> Result<(Plan, Value), Stop> {
    if let Some(pid) = &app.partner_id {
        merchant::existing(place, pid, "partner_id", view)?;
    }
    let shown = document::show(&app);
    Ok((Plan::none().with(Write::Put(Directory::App(Arc::new(app)))), shown))
}

fn without_cert(body: &Map<String, Value>) -> Map<String, Value> {
    // only null is left of it here
    body.iter().filter(|(name, _)| *name != "app_cert").map(|(n, v)| (n.clone(), v.clone())).collect()
}

pub(super) fn free_number(view: &View, env: &Env) -> Result<AppId, Need> {
    loop {
        let id = AppId::from(format!("2021{:012}", env.random() % 1_000_000_000_000));
        if view.app(&id)?.is_none() {
            return Ok(id);
        }
    }
}

/// Changes an application.
///
/// # Errors
/// [`Need`].
pub fn change(
    place: Place,
    id: &AppId,
    patch: &Map<String, Value>,
    platform: &PublicKey,
    view: &View,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        check_body(patch, platform)?;
        let app = document::patch(find(place, id, view)?.as_ref(), without_cert(patch))?;
        put(place, app, view)
    })())
}

/// Shows an application.
///
/// # Errors
/// [`Need`].
pub fn get(place: Place, id: &AppId, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle(find(place, id, view).map(|app| (Plan::none(), document::show(app.as_ref()))))
}

/// An application as a list shows it.
#[must_use]
pub fn show(app: &App) -> Value {
    document::show(app)
}

fn find<'v>(place: Place, id: &AppId, view: &'v View) -> Result<&'v Arc<App>, Stop> {
    let app = view.app(id)?.filter(|app| app.world == place.world);
    app.ok_or_else(|| Refusal::not_found(NAME, id.as_str(), PATH).into())
}
