//! Read models of the memory store.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::agreement::Agreement;
use tael_core::authorisation::{Authorisation, Operation};
use tael_core::id::{Book, Id, UserId, WorldId};
use tael_core::item::{StockKey, Unit};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;

use super::state::State;
use crate::chain;
use crate::library::{BoughtKey, BoughtRow, StockRow};
use crate::plan::Directory;
use crate::row::{Account, BookRow, OperationRow, Outbound};
use crate::store::{Cursor, DirectoryKind, Page, Query, TABLE_NAMES, Table};

/// The answer to a query.
pub(super) fn answer(state: &State, query: &Query) -> Page {
    match query {
        Query::DueTimers { world, until, limit } => {
            let mut due: Vec<_> =
                state.timers.values().filter(|t| t.world == *world && t.due <= *until).copied().collect();
            due.sort_by_key(|t| (t.due, t.book, t.kind, t.subject));
            due.truncate(*limit as usize);
            Page::Timers(due)
        }
        Query::DueOutbound { world, until, limit, per_host, except_hosts } => {
            let ready = |o: &&Arc<Outbound>| {
                o.world == *world && o.due.is_some_and(|due| due <= *until) && !except_hosts.contains(&o.host)
            };
            let mut due: Vec<_> = state.outbox.values().filter(ready).cloned().collect();
            due.sort_by_key(|o| (o.due, o.book, o.id));
            let mut of_host: BTreeMap<String, u32> = BTreeMap::new();
            due.retain(|o| {
                let taken = of_host.entry(o.host.clone()).or_default();
                *taken += 1;
                *taken <= *per_host
            });
            due.truncate(*limit as usize);
            Page::Outbound(due)
        }
        Query::NextDue(world) => {
            let timers = state.timers.values().filter(|t| t.world == *world).map(|t| t.due);
            let outbox = state.outbox.values().filter(|o| o.world == *world).filter_map(|o| o.due);
            Page::Due(timers.chain(outbox).min())
        }
        Query::History(book, id) => Page::History(
            state.events.values().filter(|e| (e.book, e.trade) == (*book, *id)).cloned().collect(),
        ),
        Query::RequestOf(book, id) => {
            Page::Request(state.requests.get(&(*book, *id)).map(|text| text.to_string()))
        }
        Query::JournalsOf(book, id) => {
            let own = |j: &&crate::StoredJournal| j.book == *book && j.trade == Some(*id);
            Page::Journals(state.journals.values().filter(own).cloned().collect())
        }
        Query::OutboundOf(book, id) => Page::Outbound(
            state.outbox.values().filter(|o| (o.book, o.subject) == (*book, *id)).cloned().collect(),
        ),
        Query::AttemptsOf(book, id) => {
            let own = |a: &&crate::Attempt| (a.book, a.outbound) == (*book, *id);
            Page::Attempts(state.attempts.values().filter(own).cloned().collect())
        }
        Query::LatestOutbound(world, limit) => {
            let mut rows: Vec<_> = state.outbox.values().filter(|o| o.world == *world).cloned().collect();
            rows.sort_by_key(|o| std::cmp::Reverse((o.id, o.book)));
            rows.truncate(*limit as usize);
            Page::Outbound(rows)
        }
        Query::Books => Page::Books(books(state)),
        Query::Totals(book) => {
            let balances =
                || state.accounts.iter().filter(|((b, _), _)| b == book).map(|(_, balance)| balance.0);
            Page::Totals {
                positive: Fen(balances().filter(|b| *b > 0).sum()),
                negative: Fen(balances().filter(|b| *b < 0).sum()),
            }
        }
        Query::HighestId => Page::Id(highest(state)),
        Query::HasBatch(id) => Page::Truth(state.batches.values().any(|row| row.id == *id)),
        Query::Scan(table, after, limit) => scan(state, *table, after.as_ref(), *limit as usize),
        Query::List { kind, world, merchant, after, limit } => {
            let behind = after.as_deref();
            Page::Directory(list(state, *kind, *world, merchant.as_ref(), behind, *limit as usize))
        }
        Query::Agreements { book, world, user, after, limit } => {
            let wanted = |a: &&Arc<Agreement>| {
                let behind = after.as_ref().is_none_or(|after| a.no > *after);
                a.world == *world && behind && user.as_ref().is_none_or(|user| a.user == *user)
            };
            let mut rows: Vec<_> = state.agreements_in(*book).filter(wanted).cloned().collect();
            rows.sort_by(|a, b| a.no.cmp(&b.no));
            rows.truncate(*limit as usize);
            Page::Agreements(rows)
        }
        Query::Authorisations { book, world, payer, after, limit } => {
            let wanted = |a: &&Arc<Authorisation>| {
                let behind = after.as_ref().is_none_or(|after| a.no > *after);
                a.world == *world && behind && payer.as_ref().is_none_or(|payer| a.payer == *payer)
            };
            let mut rows: Vec<_> = state.authorisations_in(*book).filter(wanted).cloned().collect();
            rows.sort_by(|a, b| a.no.cmp(&b.no));
            rows.truncate(*limit as usize);
            Page::Authorisations(rows)
        }
        Query::Items { book, world, app, after, limit } => {
            let place = (*book, *world);
            Page::Items(state.library.list(place, app.as_ref(), after.as_deref(), *limit as usize))
        }
        Query::OperationsOf(book, id) => {
            let own = state.operations.range((*book, *id, 0)..=(*book, *id, u32::MAX));
            Page::Operations(own.map(|(key, row)| operation(key, row)).collect())
        }
        Query::RowCounts => Page::RowCounts(counts(state)),
    }
}

fn operation(key: &(Book, Id, u32), row: &Operation) -> OperationRow {
    OperationRow { book: key.0, authorisation: key.1, operation: row.clone() }
}

fn books(state: &State) -> Vec<BookRow> {
    let row = |(book, world): (&Book, &Option<WorldId>)| {
        let last = state.batches.range((*book, 0)..=(*book, i64::MAX)).next_back();
        let (seq, hash) = last.map_or((0, chain::GENESIS), |(_, row)| (row.seq, row.hash));
        BookRow { book: *book, world: *world, seq, hash }
    };
    state.books.iter().map(row).collect()
}

fn highest(state: &State) -> Id {
    let ids = [
        state.trades.keys().map(|(_, id)| *id).max(),
        state.journals.keys().map(|(_, id)| *id).max(),
        state.outbox.keys().map(|(_, id)| *id).max(),
        state.batches.values().map(|row| row.id).max(),
        state.agreements.keys().map(|(_, id)| *id).max(),
        state.authorisations.keys().map(|(_, id)| *id).max(),
        state.operations.values().map(|row| row.id).max(),
        state.library.items.keys().map(|(_, id)| *id).max(),
        state.library.materials.keys().map(|(_, id)| *id).max(),
    ];
    ids.into_iter().flatten().max().unwrap_or_default()
}

/// Rows behind a key, in its order.
fn behind<'a, K: Ord, V, T>(
    rows: &'a BTreeMap<K, V>,
    after: Option<K>,
    limit: usize,
    read: impl Fn(&'a K, &'a V) -> T,
) -> Vec<T> {
    let from = after.map_or(Bound::Unbounded, Bound::Excluded);
    rows.range((from, Bound::Unbounded)).take(limit).map(|(key, row)| read(key, row)).collect()
}

fn scan(state: &State, table: Table, after: Option<&Cursor>, limit: usize) -> Page {
    let one = after.map(|c| (Book(c.book), Id(c.a)));
    let two = after.map(|c| (Book(c.book), Id(c.a), u32::try_from(c.b).unwrap_or_default()));
    match table {
        Table::Account => {
            let after = after.map(|c| (Book(c.book), AccountId(c.a)));
            let account = |key: &(Book, AccountId), balance: &Fen| Account {
                book: key.0,
                id: key.1,
                balance: *balance,
            };
            Page::Accounts(behind(&state.accounts, after, limit, account))
        }
        Table::Trade => Page::Trades(behind(&state.trades, one, limit, |_, row| Arc::clone(row))),
        Table::Journal => Page::Journals(behind(&state.journals, one, limit, |_, row| row.clone())),
        Table::TradeEvent => Page::History(behind(&state.events, two, limit, |_, row| row.clone())),
        Table::Outbox => Page::Outbound(behind(&state.outbox, one, limit, |_, row| Arc::clone(row))),
        Table::OutboxAttempt => Page::Attempts(behind(&state.attempts, two, limit, |_, row| row.clone())),
        Table::Timer => {
            let after = after.map(|c| (Book(c.book), c.a, Id(c.b)));
            Page::Timers(behind(&state.timers, after, limit, |_, row| *row))
        }
        Table::Counter => {
            let after = after.map(|c| (Book(c.book), c.a, i32::try_from(c.b).unwrap_or_default()));
            Page::Counters(behind(&state.counters, after, limit, |_, row| *row))
        }
        Table::Batch => {
            let after = after.map(|c| (Book(c.book), c.a));
            Page::Batches(behind(&state.batches, after, limit, |_, row| row.clone()))
        }
        Table::AuthCode => {
            let after = after.map(|c| (Book(c.book), c.text.clone()));
            Page::AuthCodes(behind(&state.codes, after, limit, |_, row| state.code(row)))
        }
        Table::Agreement => Page::Agreements(behind(&state.agreements, one, limit, |_, row| Arc::clone(row))),
        Table::Authorisation => {
            Page::Authorisations(behind(&state.authorisations, one, limit, |_, row| Arc::clone(row)))
        }
        Table::Operation => Page::Operations(behind(&state.operations, two, limit, operation)),
        Table::CouponUse => {
            let after = after.map(|c| (Book(c.book), c.a, c.text.clone()));
            Page::CouponUses(behind(&state.coupon_uses, after, limit, |_, row| row.clone()))
        }
        Table::Item => Page::Items(behind(&state.library.items, one, limit, |_, row| Arc::clone(row))),
        Table::Stock => {
            let unit = |c: &Cursor| Unit { item: Id(c.a), sku: u32::try_from(c.b).unwrap_or_default() };
            let after = after.map(|c| (Book(c.book), StockKey { unit: unit(c), scene: c.text.clone() }));
            Page::Stocks(behind(&state.library.stocks, after, limit, |(book, key), stock| StockRow {
                book: *book,
                key: key.clone(),
                stock: *stock,
            }))
        }
        Table::Bought => {
            let key = |c: &Cursor| BoughtKey {
                item: Id(c.a),
                period: i32::try_from(c.b).unwrap_or_default(),
                buyer: UserId(c.text.clone()),
            };
            let after = after.map(|c| (Book(c.book), key(c)));
            Page::Bought(behind(&state.library.bought, after, limit, |(book, key), pieces| BoughtRow {
                book: *book,
                key: key.clone(),
                pieces: *pieces,
            }))
        }
        Table::Source => {
            let after = after.map(|c| (Book(c.book), c.text.clone()));
            Page::Sources(behind(&state.library.sources, after, limit, |_, row| row.clone()))
        }
    }
}

fn list(
    state: &State,
    kind: DirectoryKind,
    world: Option<WorldId>,
    merchant: Option<&UserId>,
    after: Option<&str>,
    limit: usize,
) -> Vec<Directory> {
    let of = |w: WorldId| world.is_none_or(|asked| asked == w);
    let later = |key: &str| after.is_none_or(|a| key > a);
    let rows: Vec<Directory> = match kind {
        DirectoryKind::Setting => {
            let rows = state.settings.values().filter(|r| world.is_none() && later(&r.name));
            rows.cloned().map(Directory::Setting).collect()
        }
        DirectoryKind::World => {
            let number = after.and_then(|text| text.parse::<i64>().ok()).unwrap_or(i64::MIN);
            let rows = state.worlds.values().filter(|r| of(r.id) && i64::from(r.id.0) > number);
            rows.cloned().map(Directory::World).collect()
        }
        DirectoryKind::App => {
            let rows = state.apps.values().filter(|r| of(r.world) && later(r.app_id.as_str()));
            rows.cloned().map(Directory::App).collect()
        }
        DirectoryKind::Merchant => {
            let rows = state.merchants.values().filter(|r| of(r.world) && later(r.partner_id.as_str()));
            rows.cloned().map(Directory::Merchant).collect()
        }
        DirectoryKind::User => {
            let rows = state.users.values().filter(|r| of(r.world) && later(r.user_id.as_str()));
            rows.cloned().map(Directory::User).collect()
        }
        DirectoryKind::Shop => {
            let start = || (UserId(SmolStr::default()), SmolStr::default());
            let from = match (merchant, after) {
                (Some(pid), after) => (pid.clone(), after.unwrap_or("").into()),
                (None, None) => start(),
                (None, Some(after)) => {
                    let (pid, store) = after.split_once('/').unwrap_or((after, ""));
                    (UserId::from(pid), store.into())
                }
            };
            let rows = state.shops.range((Bound::Excluded(from), Bound::Unbounded));
            let rows = rows.filter(|((pid, _), r)| of(r.world) && merchant.is_none_or(|m| m == pid));
            rows.map(|(_, r)| Directory::Shop(Arc::clone(r))).collect()
        }
        DirectoryKind::MiniProgram => {
            let rows = state.mini_programs.values().filter(|r| of(r.world) && later(r.app_id.as_str()));
            rows.cloned().map(Directory::MiniProgram).collect()
        }
        DirectoryKind::SubMerchant => {
            let rows = state.sub_merchants.values().filter(|r| of(r.world) && later(&r.smid));
            rows.cloned().map(Directory::SubMerchant).collect()
        }
        DirectoryKind::AppAuth => {
            let rows = state.app_auths.values().filter(|r| of(r.world) && later(&r.app_auth_token));
            rows.cloned().map(Directory::AppAuth).collect()
        }
        DirectoryKind::RiskRules => {
            let number = after.and_then(|text| text.parse::<i64>().ok()).unwrap_or(i64::MIN);
            let rows = state.risk_rules.values().filter(|r| of(r.world) && i64::from(r.world.0) > number);
            rows.cloned().map(Directory::RiskRules).collect()
        }
    };
    rows.into_iter().take(limit).collect()
}

fn counts(state: &State) -> Vec<(String, i64)> {
    let count = |name: &str| match name {
        "book" => state.books.len(),
        "setting" => state.settings.len(),
        "world" => state.worlds.len(),
        "app" => state.apps.len(),
        "merchant" => state.merchants.len(),
        "user" => state.users.len(),
        "shop" => state.shops.len(),
        "mini_program" => state.mini_programs.len(),
        "sub_merchant" => state.sub_merchants.len(),
        "app_auth" => state.app_auths.len(),
        "risk_rules" => state.risk_rules.len(),
        "account" => state.accounts.len(),
        "counter" => state.counters.len(),
        "trade" => state.trades.len(),
        "trade_request" => state.requests.len(),
        "trade_event" => state.events.len(),
        "journal" => state.journals.len(),
        "entry" => state.journals.values().map(|j| j.lines.len()).sum(),
        "batch" => state.batches.len(),
        "outbox" => state.outbox.len(),
        "outbox_attempt" => state.attempts.len(),
        "timer" => state.timers.len(),
        "auth_code" => state.codes.len(),
        "auth_code_use" => state.code_uses.len(),
        "agreement" => state.agreements.len(),
        "authorisation" => state.authorisations.len(),
        "authorisation_operation" => state.operations.len(),
        "coupon_use" => state.coupon_uses.len(),
        "item" => state.library.items.len(),
        "item_sku" => state.library.skus.len(),
        "stock" => state.library.stocks.len(),
        "purchase" => state.library.bought.len(),
        "material" => state.library.materials.len(),
        "source_token" => state.library.sources.len(),
        other => unreachable!("{other} is in TABLE_NAMES but not counted"),
    };
    TABLE_NAMES.into_iter().map(|name| (name.to_owned(), count(name) as i64)).collect()
}
