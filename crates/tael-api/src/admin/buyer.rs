//! Users of the wallet, with their money.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tael_core::channel::Channel;
use tael_core::env::Env;
use tael_core::id::UserId;
use tael_core::money::Fen;
use tael_core::party::User;
use tael_core::time::is_date;
use tael_store::{Join, Need, Plan, View};

use super::document::{self, Document, Place, check_amount, check_members, check_user_id};
use super::read::{join, read};
use super::refusal::{Outcome, Refusal, Stop, settle};
use super::{coupons, fund, holding, put_user, show_code};
use crate::wallet;

const NAME: (&str, &str) = ("buyer", "买家");
const PATH: &str = "/buyers";

/// The payment password of a buyer that was made without one: that of the demo world.
const PASSWORD: &str = "111111";

/// The scenes of payment codes.
const SCENES: [&str; 3] = ["bar_code", "wave_code", "security_code"];

/// Members of the document that are no members of the row.
const OTHERS: [&str; 4] = ["pay_password", "balance", "channels", "points"];

impl Document for User {
    const MEMBERS: &'static [&'static str] = &[
        "user_id",
        "logon_id",
        "name",
        "status",
        "certified",
        "corporate",
        "switches",
        "limits",
        "channel_settings",
        "preferred_channel",
        "use_points",
        "coupons",
        "identity",
        "enterprise",
        "wallet_reachable",
        "password_free_up_to",
    ];
    const ID: &'static str = "user_id";

    fn check(&self) -> Result<(), Refusal> {
        check_user_id("user_id", &self.user_id)?;
        if self.logon_id.chars().count() > 100 {
            return Err(Refusal::invalid("logon_id", "at most 100 characters", "不超过 100 个字符的文本"));
        }
        check_amount("password_free_up_to", self.password_free_up_to)?;
        let limits = [
            ("limits.day", self.limits.day),
            ("limits.month", self.limits.month),
            ("limits.uncertified", self.limits.uncertified),
        ];
        for (field, limit) in limits {
            limit.map_or(Ok(()), |limit| check_amount(field, limit))?;
        }
        coupons::check(&self.coupons)?;
        for (channel, settings) in &self.channel_settings {
            let field = |member: &str| format!("channel_settings.{}.{member}", channel_name(*channel));
            settings.limit.map_or(Ok(()), |limit| check_amount(&field("limit"), limit))?;
            if settings.bank_code.as_ref().is_some_and(|code| code.is_empty() || code.len() > 10) {
                return Err(Refusal::invalid(field("bank_code"), "1 to 10 characters", " 1 到 10 个字符"));
            }
        }
        let own = |channel| Channel::OWN_MONEY.contains(&channel);
        if self.channel_settings.keys().chain(&self.preferred_channel).any(|c| !own(*c)) {
            let names: Vec<String> = Channel::OWN_MONEY.into_iter().map(channel_name).collect();
            let (en, zh) = (names.join(", "), names.join("、"));
            return Err(Refusal::invalid(
                "preferred_channel",
                &format!("one of {en}"),
                &format!("以下之一：{zh}"),
            ));
        }
        let birth = &self.identity.birth_date;
        if !birth.is_empty() && !is_date(birth) {
            return Err(Refusal::invalid(
                "identity.birth_date",
                "a date yyyy-MM-dd",
                " yyyy-MM-dd 格式的日期",
            ));
        }
        Ok(())
    }
}

/// What a body says besides the members of the row.
#[derive(Debug, Default, PartialEq)]
struct Wanted {
    password: Option<String>,
    holdings: Vec<(Channel, Fen)>,
    removed: Removed,
}

/// Channels that the user shall not have any more.
#[derive(Debug, Default, PartialEq)]
enum Removed {
    #[default]
    None,
    These(Vec<Channel>),
    /// All but the balance.
    All,
}

/// Takes apart what belongs to the row and what does not.
fn take_apart(body: &Map<String, Value>) -> Result<(Map<String, Value>, Wanted), Refusal> {
    let known: Vec<&str> = User::MEMBERS.iter().copied().chain(OTHERS).collect();
    check_members(body, &known)?;
    let mut row = body.clone();
    coupons::strip(&mut row);
    let mut wanted = Wanted::default();
    if let Some(password) = row.remove("pay_password") {
        let password: String = read(password, "pay_password")?;
        if !(1..=64).contains(&password.chars().count()) {
            return Err(Refusal::invalid("pay_password", "1 to 64 characters", " 1 到 64 个字符"));
        }
        wanted.password = Some(password);
    }
    if let Some(balance) = row.remove("balance") {
        wanted.holdings.push((Channel::Balance, amount(balance, "balance")?));
    }
    if let Some(points) = row.remove("points") {
        let points: Option<u32> = read(points, "points")?;
        wanted.holdings.push((Channel::Point, Fen(points.unwrap_or(0).into())));
    }
    if let Some(channels) = row.remove("channels") {
        match read::<Option<Map<String, Value>>>(channels, "channels")? {
            None => wanted.removed = Removed::All,
            Some(channels) => take_channels(channels, &mut wanted)?,
        }
    }
    Ok((row, wanted))
}

fn take_channels(channels: Map<String, Value>, wanted: &mut Wanted) -> Result<(), Refusal> {
    let mut removed = Vec::new();
    for (name, value) in channels {
        let path = join("channels", &name);
        let channel = listed().find(|channel| channel_name(*channel) == name);
        let Some(channel) = channel else {
            let names: Vec<String> = listed().map(channel_name).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            return Err(super::read::unknown(path, &names));
        };
        match value {
            Value::Null => removed.push(channel),
            value => wanted.holdings.push((channel, amount(value, &path)?)),
        }
    }
    if !removed.is_empty() {
        wanted.removed = Removed::These(removed);
    }
    Ok(())
}

fn amount(value: Value, path: &str) -> Result<Fen, Refusal> {
    // a merge patch with null takes the money away
    let amount = read::<Option<Fen>>(value, path)?.unwrap_or(Fen::ZERO);
    check_amount(path, amount)?;
    Ok(amount)
}

/// The channels that the document lists: the buyer's own money besides the balance.
fn listed() -> impl Iterator<Item = Channel> {
    Channel::OWN_MONEY.into_iter().filter(|channel| *channel != Channel::Balance)
}

fn channel_name(channel: Channel) -> String {
    serde_json::to_value(channel).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Makes a buyer. What the body does not say: a fresh `user_id`, a login name made of it, the password of the demo
/// buyers, certified, no money. `salt` is fresh.
///
/// # Errors
/// [`Need`].
pub fn create(
    place: Place,
    body: &Map<String, Value>,
    salt: &str,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let (row, mut wanted) = take_apart(body)?;
        let fresh = free_user_id(view, env)?;
        let id = row.get("user_id").and_then(Value::as_str).unwrap_or(fresh.as_str());
        let given = json!({
            "user_id": fresh, "world": place.world, "book": place.book, "certified": true,
            "logon_id": format!("{id}@tael.example"),
        });
        let user: User = document::make(given, row)?;
        if view.user(&user.user_id)?.is_some() {
            return Err(Refusal::exists(NAME, user.user_id.as_str(), "user_id", PATH).into());
        }
        wanted.password.get_or_insert_with(|| PASSWORD.to_owned());
        put(user, wanted, salt, view, env)
    })())
}

/// Changes a buyer; money by journals. `salt` is fresh.
///
/// # Errors
/// [`Need`].
pub fn change(
    place: Place,
    id: &UserId,
    patch: &Map<String, Value>,
    salt: &str,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        let current = find(place, id, view)?;
        let (row, wanted) = take_apart(patch)?;
        put(document::patch(current.as_ref(), row)?, wanted, salt, view, env)
    })())
}

fn put(mut user: User, wanted: Wanted, salt: &str, view: &View, env: &Env) -> Result<(Plan, Value), Stop> {
    if let Some(password) = &wanted.password {
        user.password_hash = wallet::hash_password(salt, password);
        user.password_salt = salt.to_owned();
    }
    let removed = match wanted.removed {
        Removed::None => Vec::new(),
        Removed::These(channels) => channels,
        Removed::All => user.channels.iter().copied().filter(|c| *c != Channel::Point).collect(),
    };
    let mut emptied = Plan::none();
    for channel in removed {
        fund(&user, channel, Fen::ZERO, view, env, &mut emptied)?;
        user.channels.retain(|c| *c != channel);
    }
    coupons::number(&mut user, env);
    let user = Arc::new(user);
    let mut plan = put_user(&user, &wanted.holdings, view, env)?;
    plan.0.extend(emptied.0);
    // shown as it will be: the writes above over what the view has
    let mut user = user.as_ref().clone();
    user.channels
        .extend(wanted.holdings.iter().map(|(c, _)| *c).filter(|c| !user.has(*c)).collect::<Vec<_>>());
    let shown =
        show_with(&user, view, |channel| match wanted.holdings.iter().find(|(c, _)| *c == channel) {
            Some((_, amount)) => Ok(*amount),
            None => held(&user, channel, view),
        })?;
    Ok((plan, shown))
}

/// Shows a buyer with balances, never with the password.
///
/// # Errors
/// [`Need`].
pub fn get(place: Place, id: &UserId, view: &View) -> Result<(Plan, Outcome<Value>), Need> {
    settle(find(place, id, view).and_then(|user| Ok((Plan::none(), show(user, view)?))))
}

/// A buyer as a list shows it.
///
/// # Errors
/// [`Need`].
pub fn show(user: &User, view: &View) -> Result<Value, Need> {
    show_with(user, view, |channel| held(user, channel, view))
}

fn held(user: &User, channel: Channel, view: &View) -> Result<Fen, Need> {
    Ok(holding(user.book, &user.user_id, channel, view)?.unwrap_or(Fen::ZERO))
}

fn show_with(user: &User, view: &View, held: impl Fn(Channel) -> Result<Fen, Need>) -> Result<Value, Need> {
    let channels: Vec<Channel> = listed().filter(|channel| user.has(*channel)).collect();
    let mut need: Option<Need> = None;
    let mut asked = |channel| match held(channel) {
        Ok(amount) => amount,
        Err(Need(keys)) => {
            need.get_or_insert_with(|| Need(Default::default())).0.extend(keys);
            Fen::ZERO
        }
    };
    let (balance, points) = (asked(Channel::Balance), asked(Channel::Point));
    let channels: Map<String, Value> =
        channels.into_iter().map(|channel| (channel_name(channel), json!(asked(channel)))).collect();
    if let Some(need) = need {
        return Err(need);
    }
    let mut shown = document::show(user);
    if let Some(members) = shown.as_object_mut() {
        members.insert("balance".into(), json!(balance));
        members.insert("channels".into(), channels.into());
        members.insert("points".into(), points.0.into());
        coupons::show(user, members, view)?;
    }
    Ok(shown)
}

fn find<'v>(place: Place, id: &UserId, view: &'v View) -> Result<&'v Arc<User>, Stop> {
    let user = view.user(id)?.filter(|user| user.world == place.world);
    user.ok_or_else(|| Refusal::not_found(NAME, id.as_str(), PATH).into())
}

/// A user id that neither a user nor a merchant has.
pub(super) fn free_user_id(view: &View, env: &Env) -> Result<UserId, Need> {
    loop {
        let serial = i64::try_from(env.random() % 900_000_000_000).unwrap_or(0) + 100_000_000_000;
        let id = UserId::from_serial(serial);
        let (user, merchant) = (view.user(&id), view.merchant(&id)).join()?;
        if user.is_none() && merchant.is_none() {
            return Ok(id);
        }
    }
}

/// Shows a payment code on the buyer's phone: `{"scene"}` to `{"auth_code","expires_at"}`.
///
/// # Errors
/// [`Need`].
pub fn auth_code(
    place: Place,
    id: &UserId,
    body: &Map<String, Value>,
    view: &View,
    env: &Env,
) -> Result<(Plan, Outcome<Value>), Need> {
    settle((|| {
        check_members(body, &["scene"])?;
        let scene = body.get("scene").cloned().unwrap_or(Value::Null);
        let scene: String = read::<Option<String>>(scene, "scene")?.unwrap_or_else(|| SCENES[0].to_owned());
        if !SCENES.contains(&scene.as_str()) {
            let known = SCENES.join(", ");
            return Err(
                Refusal::invalid("scene", &format!("one of {known}"), &format!("以下之一：{known}")).into()
            );
        }
        let user = find(place, id, view)?;
        let (plan, code) = show_code(&user.user_id, &scene, view, env)?;
        let shown =
            code.map(|code| json!({"auth_code": code.code, "expires_at": code.expires_at.to_string()}));
        Ok((plan, shown.unwrap_or_default()))
    })())
}
