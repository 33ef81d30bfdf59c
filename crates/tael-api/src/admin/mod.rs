//! What operators do: worlds, users and their money, merchants, payment codes. Pure decisions like those of the methods,
//! used by the control API, the demo world and the administration commands.

pub mod agreement;
pub mod app;
pub mod app_auth;
pub mod authorisation;
pub mod buyer;
mod coupons;
mod document;
pub mod item;
pub mod merchant;
pub mod mini_program;
mod read;
mod refusal;
pub mod risk_rule;
pub mod shop;
pub mod source_id;
pub mod sub_merchant;

use std::sync::Arc;

use tael_core::channel::Channel;
use tael_core::env::Env;
use tael_core::id::{Book, UserId};
use tael_core::ledger::{AccountId, AccountKind, Journal, JournalKind, Posting};
use tael_core::money::Fen;
use tael_core::party::{Merchant, User};
use tael_store::{Directory, Need, Plan, View, World, Write};

pub use document::{Place, check_members};
pub use read::read;
pub use refusal::{Kind, Outcome, Refusal};

use crate::wallet;

/// A world with its clock, and the platform's accounts in its book.
pub fn found_world(world: World) -> Plan {
    let book = world.book;
    let mut plan = Plan::none().with(Write::Put(Directory::World(world)));
    for &kind in AccountKind::ALL.iter().filter(|k| k.is_platform()) {
        plan.push(Write::OpenAccount(book, AccountId::platform(kind)));
    }
    plan
}

/// A user, and what its channels shall hold; channels that are not named keep what they have.
///
/// # Errors
/// [`Need`].
pub fn put_user(user: &Arc<User>, holdings: &[(Channel, Fen)], view: &View, env: &Env) -> Result<Plan, Need> {
    let mut user = Arc::clone(user);
    let missing: Vec<Channel> = holdings
        .iter()
        .map(|(c, _)| *c)
        .filter(|c| *c != Channel::Balance && !user.channels.contains(c))
        .collect();
    if !missing.is_empty() {
        Arc::make_mut(&mut user).channels.extend(missing);
    }
    if user.coupons.iter().any(|c| c.id.is_empty()) {
        coupons::number(Arc::make_mut(&mut user), env);
    }
    let mut plan = Plan::none();
    open_accounts(&user, &mut plan);
    for (channel, target) in holdings {
        fund(&user, *channel, *target, view, env, &mut plan)?;
    }
    plan.push(Write::Put(Directory::User(user)));
    Ok(plan)
}

/// A merchant with its user account; the user is made where there is none.
///
/// # Errors
/// [`Need`].
pub fn put_merchant(merchant: &Arc<Merchant>, user: &Arc<User>, view: &View) -> Result<Plan, Need> {
    let mut plan = Plan::none().with(Write::Put(Directory::Merchant(Arc::clone(merchant))));
    if view.user(&merchant.partner_id)?.is_none() {
        open_accounts(user, &mut plan);
        plan.push(Write::Put(Directory::User(Arc::clone(user))));
    }
    Ok(plan)
}

fn open_accounts(user: &User, plan: &mut Plan) {
    let kinds = std::iter::once(AccountKind::Balance).chain(user.channels.iter().filter_map(|c| c.account()));
    for id in kinds.filter_map(|kind| AccountId::of(&user.user_id, kind)) {
        plan.push(Write::OpenAccount(user.book, id));
    }
}

/// Brings a channel's account to `target` by a journal against the account that such money comes from.
fn fund(
    user: &User,
    channel: Channel,
    target: Fen,
    view: &View,
    env: &Env,
    plan: &mut Plan,
) -> Result<(), Need> {
    let Some((kind, account)) = channel.account().and_then(|k| Some((k, AccountId::of(&user.user_id, k)?)))
    else {
        return Ok(());
    };
    let held = view.balance(user.book, account)?.unwrap_or(Fen::ZERO);
    let change = Fen(target.0 - held.0);
    let source = AccountId::platform(match kind {
        AccountKind::CreditLine => AccountKind::CreditCapital,
        AccountKind::Points => AccountKind::PointPool,
        _ => AccountKind::BankClearing,
    });
    let postings = vec![Posting { account, amount: change }, Posting { account: source, amount: -change }];
    if change != Fen::ZERO
        && let Ok(journal) = Journal::balanced(env.ids.next(), JournalKind::Funding, None, env.now, postings)
    {
        plan.push(Write::OpenAccount(user.book, account));
        plan.push(Write::Post(user.book, journal));
    }
    Ok(())
}

/// What a user's channel holds.
///
/// # Errors
/// [`Need`].
pub fn holding(book: Book, user: &UserId, channel: Channel, view: &View) -> Result<Option<Fen>, Need> {
    match channel.account().and_then(|kind| AccountId::of(user, kind)) {
        Some(account) => view.balance(book, account),
        None => Ok(None),
    }
}

/// A payment code that the user's phone shows.
///
/// # Errors
/// [`Need`].
pub fn show_code(
    user: &UserId,
    scene: &str,
    view: &View,
    env: &Env,
) -> Result<(Plan, Option<tael_store::AuthCode>), Need> {
    let Some(user) = view.user(user)? else { return Ok((Plan::none(), None)) };
    let code = wallet::issue(user, scene, env);
    Ok((Plan::none().with(Write::IssueCode(code.clone())), Some(code)))
}
