//! Source ids, as `my.checkBeforeAddOrder` gives them out (`component-order.md §7`).

use serde::Deserialize;
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use tael_core::env::Env;
use tael_core::id::{AppId, UserId};
use tael_core::item::SourceToken;
use tael_store::{LibraryWrite, Need, Plan, View, Write};

use super::document::Place;
use super::read::read;
use super::refusal::{Outcome, Refusal, settle};
use crate::item::source;
use crate::open_id::OpenIds;

/// How long a public source lives, in seconds, where nothing else is said.
const LIFE: u32 = 24 * 60 * 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    app_id: AppId,
    user_id: UserId,
    #[serde(default)]
    public: bool,
    #[serde(default)]
    scene_id: Option<SmolStr>,
    #[serde(default)]
    goods: Vec<SmolStr>,
    #[serde(default)]
    expires_in: Option<u32>,
}

/// Gives a source id out.
///
/// # Errors
/// [`Need`].
pub fn create(
    place: Place,
    body: &Map<String, Value>,
    open_ids: &dyn OpenIds,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let wanted: Wanted = read(Value::Object(body.clone()), "")?;
        let app = view.app(&wanted.app_id)?.filter(|app| app.world == place.world);
        let app =
            app.ok_or_else(|| Refusal::dangling("app_id", ("app", "应用"), wanted.app_id.as_str(), "/apps"))?;
        let user = view.user(&wanted.user_id)?.filter(|user| user.world == place.world);
        if user.is_none() {
            let id = wanted.user_id.as_str();
            return Err(Refusal::dangling("user_id", ("buyer", "买家"), id, "/buyers").into());
        }
        let open_id = if app.open_id_mode { open_ids.of(&app.app_id, &wanted.user_id) } else { None };
        let buyer = open_id.unwrap_or_else(|| wanted.user_id.to_string());
        if !wanted.public {
            let id = source::private_id(app.app_id.as_str(), &buyer, env.now);
            return Ok((Plan::none(), json!({"sourceId": id, "requireOrder": 0})));
        }
        let seconds = wanted.expires_in.unwrap_or(LIFE);
        if seconds == 0 {
            return Err(Refusal::invalid("expires_in", "at least 1 second", "至少 1 秒").into());
        }
        let row = SourceToken {
            book: place.book,
            token: source::token(env),
            world: place.world,
            app: app.app_id.clone(),
            buyer: wanted.user_id.clone(),
            scene: wanted.scene_id.unwrap_or_default(),
            goods: wanted.goods,
            created_at: env.now,
            expires_at: env.now.plus(i64::from(seconds) * 1_000),
            used_by: None,
        };
        let shown = json!({
            "sourceId": source::public_id(&row, &buyer),
            "requireOrder": 1,
            "sceneId": row.scene,
            "goods": row.goods,
            "expires_at": row.expires_at.to_string(),
        });
        Ok((Plan::none().with(Write::Library(LibraryWrite::IssueSource(row))), shown))
    })())
}
