//! The links of mini programs to merchants.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tael_core::env::Env;
use tael_core::id::AppId;
use tael_core::party::{App, MiniProgram};
use tael_store::{Directory, Need, Plan, View, Write};

use super::document::{self, Document, Place, check_number};
use super::refusal::{Kind, Outcome, Refusal, Stop, settle};
use super::{app, merchant};

const NAME: (&str, &str) = ("mini program", "小程序");
const PATH: &str = "/mini-programs";

impl Document for MiniProgram {
    const MEMBERS: &'static [&'static str] = &["app_id", "linked_to"];
    const ID: &'static str = "app_id";

    fn check(&self) -> Result<(), Refusal> {
        check_number("app_id", self.app_id.as_str())
    }
}

/// Links a mini program to merchants. Its application is made where there is none; one that is no mini program is
/// refused.
///
/// # Errors
/// [`Need`].
pub fn create(
    place: Place,
    body: &Map<String, Value>,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let given = json!({"app_id": app::free_number(view, env)?, "world": place.world});
        let links: MiniProgram = document::make(given, body.clone())?;
        let id = links.app_id.as_str();
        if view.mini_program(&links.app_id)?.is_some() {
            return Err(Refusal::exists(NAME, id, "app_id", PATH).into());
        }
        let app = match view.app(&links.app_id)? {
            Some(app) if app.world != place.world => {
                return Err(Refusal::exists(app::NAME, id, "app_id", app::PATH).into());
            }
            Some(app) if !app.mini_program => return Err(no_mini_program(id).into()),
            Some(_) => None,
            None => {
                let given = json!({"app_id": id, "world": place.world, "mini_program": true});
                let mut app: App = document::make(given, Map::new())?;
                app.partner_id = links.linked_to.first().cloned();
                Some(Write::Put(Directory::App(Arc::new(app))))
            }
        };
        let (mut plan, shown) = put(place, links, view)?;
        plan.0.splice(0..0, app);
        Ok((plan, shown))
    })())
}

fn no_mini_program(id: &str) -> Refusal {
    Refusal::new(
        Kind::Conflict,
        "NOT_A_MINI_PROGRAM",
        format!("app {id} is not a mini program: PATCH /apps/{id} with {{\"mini_program\":true}} first"),
        format!("应用 {id} 不是小程序：请先用 PATCH /apps/{id} 设置 {{\"mini_program\":true}}"),
    )
    .at("app_id")
}

fn put(place: Place, links: MiniProgram, view: &View) -> Result<(Plan, Value), Stop> {
    for (index, pid) in links.linked_to.iter().enumerate() {
        merchant::existing(place, pid, &format!("linked_to[{index}]"), view)?;
    }
    let shown = document::show(&links);
    Ok((Plan::none().with(Write::Put(Directory::MiniProgram(Arc::new(links)))), shown))
}

/// Changes the links of a mini program.
///
/// # Errors
/// [`Need`].
pub fn change(
    place: Place,
    id: &AppId,
    patch: &Map<String, Value>,
    view: &View,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let links = document::patch(find(place, id, view)?.as_ref(), patch.clone())?;
        put(place, links, view)
    })())
}

/// Shows the links of a mini program.
///
/// # Errors
/// [`Need`].
pub fn get(place: Place, id: &AppId, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle(find(place, id, view).map(|links| (Plan::none(), document::show(links.as_ref()))))
}

/// A mini program as a list shows it.
#[must_use]
pub fn show(links: &MiniProgram) -> Value {
    document::show(links)
}

fn find<'v>(place: Place, id: &AppId, view: &'v View) -> Result<&'v Arc<MiniProgram>, Stop> {
    let links = view.mini_program(id)?.filter(|links| links.world == place.world);
    links.ok_or_else(|| Refusal::not_found(NAME, id.as_str(), PATH).into())
}
