//! The laws, each a function that panics where it does not hold.

mod agreements;
mod batches;
mod directory;
mod keys;
mod ledger;
mod library;
mod outbox;
mod reading;
mod timers;

use std::collections::BTreeSet;
use std::sync::Arc;

use tael_core::id::{Book, Id};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;

use super::sample::Sample;
use crate::key::Key;
use crate::plan::{Plan, Write};
use crate::row::{Outbound, Row};
use crate::store::{BoxFuture, CommitError, Page, Query, Store};

/// A law.
pub(super) type Law = for<'a> fn(&'a dyn Store) -> BoxFuture<'a, ()>;

macro_rules! laws {
    ($($module:ident :: $name:ident,)*) => {
        /// Every law with its name.
        pub(super) const ALL: &[(&str, Law)] = &[$((stringify!($name), |store| Box::pin($module::$name(store)))),*];
    };
}

laws! {
    batches::a_batch_that_fails_leaves_nothing,
    batches::a_batch_of_nothing_writes_nothing,
    batches::a_batch_is_found_by_its_key,
    batches::the_chain_has_no_gap,
    keys::a_trade_has_three_keys,
    keys::a_version_is_made_once,
    keys::a_trade_that_is_not_there_does_not_change,
    keys::a_code_is_issued_once_and_used_once,
    keys::a_coupon_is_used_once,
    keys::journals_and_notifications_are_written_once,
    ledger::no_account_goes_below_its_floor,
    ledger::an_account_that_is_not_there_holds_nothing,
    ledger::movements_of_a_batch_are_summed,
    ledger::a_sum_that_does_not_fit_is_refused,
    ledger::counters_keep_their_ceilings,
    reading::what_is_committed_is_seen,
    reading::a_snapshot_stays_as_it_was,
    reading::scans_go_on_behind_their_cursor,
    reading::the_highest_key_is_known,
    directory::login_names_move_with_their_users,
    directory::stores_are_found_by_both_numbers,
    directory::lists_go_on_behind_their_key,
    directory::what_operators_decide_is_found_and_replaced,
    directory::rows_are_replaced_whole,
    timers::timers_come_in_the_order_of_their_time,
    timers::a_world_does_not_see_anothers_timers,
    outbox::notifications_come_in_the_order_of_their_time,
    outbox::hosts_can_be_left_out,
    outbox::a_delivery_begins_once_and_ends_once,
    outbox::a_delivery_begins_in_the_plan_that_enqueues_it,
    outbox::the_last_refusal_exhausts,
    outbox::the_newest_notifications_come_first,
    agreements::an_agreement_has_its_keys,
    agreements::a_change_of_an_agreement_is_made_once,
    agreements::an_authorisation_has_its_keys,
    agreements::an_operation_is_made_once,
    agreements::what_buyers_allowed_is_listed,
    library::an_item_has_its_keys,
    library::a_change_of_an_item_is_made_once,
    library::the_last_piece_is_ordered_once,
    library::a_buyer_orders_up_to_the_limit,
    library::pictures_and_sources_are_kept,
    library::items_are_listed,
}

/// A shop in this book that is open in the store.
async fn open(store: &dyn Store, book: Book) -> Sample {
    let mut shop = Sample::new(book, 3);
    let plan = shop.opening();
    put(store, &mut shop, vec![plan]).await;
    shop
}

/// Commits plans that must be written.
async fn put(store: &dyn Store, shop: &mut Sample, plans: Vec<Plan>) {
    if let Err(error) = store.commit(shop.batch(plans)).await {
        panic!("a batch that violates nothing is refused: {error}");
    }
}

/// Commits writes that must be refused, and makes sure that nothing of them is there.
async fn refused(store: &dyn Store, shop: &mut Sample, writes: Vec<Write>) -> CommitError {
    let before = super::dump(store).await;
    let result = store.commit(shop.batch(vec![Plan(writes.clone())])).await;
    let Err(error) = result else {
        panic!("these writes must be refused: {writes:?}");
    };
    assert_eq!(before, super::dump(store).await, "a refused batch has left something");
    error
}

async fn duplicate(store: &dyn Store, shop: &mut Sample, writes: Vec<Write>, constraint: &str) {
    match refused(store, shop, writes).await {
        CommitError::Duplicate(name) if name == constraint => {}
        other => panic!("expected a duplicate of {constraint}, got {other:?}"),
    }
}

async fn conflict(store: &dyn Store, shop: &mut Sample, writes: Vec<Write>, constraint: &str) {
    match refused(store, shop, writes).await {
        CommitError::Conflict(name) if name == constraint => {}
        other => panic!("expected a conflict on {constraint}, got {other:?}"),
    }
}

async fn one(store: &dyn Store, key: Key) -> Option<Row> {
    let loaded = store.load(&BTreeSet::from([key.clone()])).await;
    let mut loaded = loaded.unwrap_or_else(|e| panic!("{key:?}: {e}"));
    assert_eq!(loaded.len(), 1, "one key, one row");
    let (found, row) = loaded.remove(0);
    assert_eq!(found, key);
    row
}

async fn balance(store: &dyn Store, book: Book, id: AccountId) -> Option<Fen> {
    match one(store, Key::Account(book, id)).await {
        Some(Row::Account(account)) => Some(account.balance),
        None => None,
        other => panic!("the key's variant fixes the row's, got {other:?}"),
    }
}

async fn outbound(store: &dyn Store, book: Book, id: Id) -> Arc<Outbound> {
    match one(store, Key::Outbound(book, id)).await {
        Some(Row::Outbound(row)) => row,
        other => panic!("expected a notification, got {other:?}"),
    }
}

async fn ask(store: &dyn Store, query: Query) -> Page {
    let name = format!("{query:?}");
    store.page(query).await.unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The keys of the notifications of an answer.
fn outbound_ids(page: &Page) -> Vec<Id> {
    match page {
        Page::Outbound(rows) => rows.iter().map(|row| row.id).collect(),
        other => panic!("expected notifications, got {other:?}"),
    }
}
