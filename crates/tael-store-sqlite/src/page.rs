//! Read models: lists, scans, sums.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Params, Row as SqlRow};
use smol_str::SmolStr;
use tael_core::id::{AppId, Book, Id, UserId, WorldId};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;
use tael_core::time::Instant;
use tael_store::{
    Cursor, Directory, DirectoryKind, Outbound, Page, Query, StoredJournal, TABLE_NAMES, Table,
};

use crate::outbox;
use crate::rows;
use crate::sql::Sql;

type Result<T> = rusqlite::Result<T>;

/// The answer to a query, on whatever state the connection sees.
pub(crate) fn answer(conn: &Connection, query: &Query) -> Result<Page> {
    Ok(match query {
        Query::DueTimers { world, until, limit } => {
            Page::Timers(all(conn, Sql::DueTimers, (world.0, until.0, limit), rows::timer)?)
        }
        Query::DueOutbound { world, until, limit, per_host, except_hosts } => {
            Page::Outbound(outbox::due(conn, *world, *until, (*limit, *per_host), except_hosts)?)
        }
        Query::NextDue(world) => {
            let timer: Option<i64> = one(conn, Sql::NextTimer, [world.0])?;
            let outbound = outbox::next(conn, *world)?;
            Page::Due(timer.map(Instant).into_iter().chain(outbound).min())
        }
        Query::History(book, id) => Page::History(all(conn, Sql::History, (book.0, id.0), rows::history)?),
        Query::RequestOf(book, id) => {
            let mut statement = conn.prepare_cached(Sql::RequestOf.text())?;
            Page::Request(statement.query_row((book.0, id.0), |r| r.get(0)).optional()?)
        }
        Query::JournalsOf(book, id) => {
            Page::Journals(with_lines(conn, all(conn, Sql::JournalsOf, (book.0, id.0), rows::journal)?)?)
        }
        Query::OutboundOf(book, id) => {
            Page::Outbound(all(conn, Sql::OutboundOf, (book.0, id.0), rows::outbound)?)
        }
        Query::AttemptsOf(book, id) => {
            Page::Attempts(all(conn, Sql::AttemptsOf, (book.0, id.0), rows::attempt)?)
        }
        Query::LatestOutbound(world, limit) => Page::Outbound(latest(conn, *world, *limit)?),
        Query::Books => Page::Books(all(conn, Sql::Books, [], rows::book_row)?),
        Query::Totals(book) => {
            let mut statement = conn.prepare_cached(Sql::Totals.text())?;
            let (positive, negative) =
                statement.query_row([book.0], |r| Ok((Fen(r.get(0)?), Fen(r.get(1)?))))?;
            Page::Totals { positive, negative }
        }
        Query::HighestId => Page::Id(Id(one(conn, Sql::HighestId, [])?)),
        Query::HasBatch(id) => Page::Truth(one(conn, Sql::HasBatch, [id.0])?),
        Query::Scan(table, after, limit) => scan(conn, *table, after.as_ref(), *limit)?,
        Query::List { kind, world, merchant, after, limit } => {
            Page::Directory(list(conn, *kind, *world, merchant.as_ref(), after.as_deref(), *limit)?)
        }
        Query::Agreements { book, world, user, after, limit } => {
            let user = user.as_ref().map(UserId::as_str);
            let key = (book.0, world.0, after.as_deref().unwrap_or(""), user, limit);
            Page::Agreements(all(conn, Sql::ListAgreement, key, rows::agreement)?)
        }
        Query::Authorisations { book, world, payer, after, limit } => {
            let payer = payer.as_ref().map(UserId::as_str);
            let key = (book.0, world.0, after.as_deref().unwrap_or(""), payer, limit);
            Page::Authorisations(all(conn, Sql::ListAuthorisation, key, rows::authorisation)?)
        }
        Query::Items { book, world, app, after, limit } => {
            let app = app.as_ref().map(AppId::as_str);
            let key = (book.0, world.0, after.as_deref().unwrap_or(""), app, limit);
            Page::Items(all(conn, Sql::ListItem, key, rows::library::item)?)
        }
        Query::OperationsOf(book, id) => {
            Page::Operations(all(conn, Sql::OperationsOf, (book.0, id.0), rows::operation)?)
        }
        Query::RowCounts => {
            let count = |name: &str| -> Result<(String, i64)> {
                let rows = conn.prepare_cached(&format!("select count(*) from {name}"))?;
                let mut rows = rows;
                Ok((name.to_owned(), rows.query_row([], |r| r.get(0))?))
            };
            Page::RowCounts(TABLE_NAMES.into_iter().map(count).collect::<Result<_>>()?)
        }
    })
}

fn all<T>(
    conn: &Connection,
    sql: Sql,
    params: impl Params,
    read: impl FnMut(&SqlRow<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    conn.prepare_cached(sql.text())?.query_map(params, read)?.collect()
}

fn one<T: rusqlite::types::FromSql>(conn: &Connection, sql: Sql, params: impl Params) -> Result<T> {
    conn.prepare_cached(sql.text())?.query_row(params, |r| r.get(0))
}

fn with_lines(conn: &Connection, mut journals: Vec<StoredJournal>) -> Result<Vec<StoredJournal>> {
    for journal in &mut journals {
        let line = |r: &SqlRow<'_>| Ok((AccountId(r.get(0)?), Fen(r.get(1)?)));
        journal.lines = all(conn, Sql::Lines, (journal.book.0, journal.id.0), line)?;
    }
    Ok(journals)
}

/// The newest of each book of the world, merged: there is no index by world for this rare question.
fn latest(conn: &Connection, world: WorldId, limit: u32) -> Result<Vec<Arc<Outbound>>> {
    let books: Vec<Book> = all(conn, Sql::BooksOfWorld, [world.0], |r| r.get(0).map(Book))?;
    let mut newest = Vec::new();
    for book in books {
        newest.extend(all(conn, Sql::LatestInBook, (book.0, world.0, limit), rows::outbound)?);
    }
    newest.sort_by_key(|row| std::cmp::Reverse((row.id, row.book)));
    newest.truncate(limit as usize);
    Ok(newest)
}

fn scan(conn: &Connection, table: Table, after: Option<&Cursor>, limit: u32) -> Result<Page> {
    // before every key: no book has this number
    let start = Cursor { book: i16::MIN, a: i64::MIN, b: i64::MIN, text: SmolStr::default() };
    let at = after.unwrap_or(&start);
    let key = (at.book, at.a, at.b, limit);
    Ok(match table {
        Table::Account => Page::Accounts(all(conn, Sql::ScanAccount, key, rows::account)?),
        Table::Trade => Page::Trades(all(conn, Sql::ScanTrade, key, rows::trade)?),
        Table::Journal => Page::Journals(with_lines(conn, all(conn, Sql::ScanJournal, key, rows::journal)?)?),
        Table::TradeEvent => Page::History(all(conn, Sql::ScanEvent, key, rows::history)?),
        Table::Outbox => Page::Outbound(all(conn, Sql::ScanOutbox, key, rows::outbound)?),
        Table::OutboxAttempt => Page::Attempts(all(conn, Sql::ScanAttempt, key, rows::attempt)?),
        Table::Timer => Page::Timers(all(conn, Sql::ScanTimer, key, rows::timer)?),
        Table::Counter => Page::Counters(all(conn, Sql::ScanCounter, key, rows::counter)?),
        Table::Batch => Page::Batches(all(conn, Sql::ScanBatch, key, rows::batch)?),
        Table::CouponUse => {
            let key = (at.book, at.a, at.text.as_str(), limit);
            Page::CouponUses(all(conn, Sql::ScanCouponUse, key, rows::coupon_use)?)
        }
        Table::AuthCode => {
            Page::AuthCodes(all(conn, Sql::ScanCode, (at.book, at.text.as_str(), limit), rows::auth_code)?)
        }
        Table::Agreement => Page::Agreements(all(conn, Sql::ScanAgreement, key, rows::agreement)?),
        Table::Authorisation => {
            Page::Authorisations(all(conn, Sql::ScanAuthorisation, key, rows::authorisation)?)
        }
        Table::Operation => Page::Operations(all(conn, Sql::ScanOperation, key, rows::operation)?),
        Table::Item => Page::Items(all(conn, Sql::ScanItem, key, rows::library::item)?),
        Table::Stock => {
            let key = (at.book, at.a, at.b, at.text.as_str(), limit);
            Page::Stocks(all(conn, Sql::ScanStock, key, rows::library::stock)?)
        }
        Table::Bought => {
            let key = (at.book, at.a, at.b, at.text.as_str(), limit);
            Page::Bought(all(conn, Sql::ScanBought, key, rows::library::bought)?)
        }
        Table::Source => {
            let key = (at.book, at.text.as_str(), limit);
            Page::Sources(all(conn, Sql::ScanSource, key, rows::library::source)?)
        }
    })
}

fn list(
    conn: &Connection,
    kind: DirectoryKind,
    world: Option<WorldId>,
    merchant: Option<&UserId>,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<Directory>> {
    let (world, behind) = (world.map(|w| w.0), after.unwrap_or(""));
    let key = (world, behind, limit);
    match kind {
        DirectoryKind::World => {
            let number = after.and_then(|text| text.parse::<i64>().ok()).unwrap_or(i64::MIN);
            all(conn, Sql::ListWorld, (world, number, limit), |r| rows::doc(r, 0).map(Directory::World))
        }
        DirectoryKind::Setting => {
            all(conn, Sql::ListSetting, key, |r| rows::setting(r).map(Directory::Setting))
        }
        DirectoryKind::App => all(conn, Sql::ListApp, key, |r| rows::shared(r).map(Directory::App)),
        DirectoryKind::Merchant => {
            all(conn, Sql::ListMerchant, key, |r| rows::shared(r).map(Directory::Merchant))
        }
        DirectoryKind::User => all(conn, Sql::ListUser, key, |r| rows::shared(r).map(Directory::User)),
        DirectoryKind::Shop => {
            let read = |r: &SqlRow<'_>| rows::shared(r).map(Directory::Shop);
            match merchant {
                Some(pid) => all(conn, Sql::ListShopOf, (world, behind, limit, pid.as_str()), read),
                None => {
                    let (pid, store) = behind.split_once('/').unwrap_or((behind, ""));
                    all(conn, Sql::ListShop, (world, pid, limit, store), read)
                }
            }
        }
        DirectoryKind::MiniProgram => {
            all(conn, Sql::ListMiniProgram, key, |r| rows::shared(r).map(Directory::MiniProgram))
        }
        DirectoryKind::SubMerchant => {
            all(conn, Sql::ListSubMerchant, key, |r| rows::shared(r).map(Directory::SubMerchant))
        }
        DirectoryKind::AppAuth => {
            all(conn, Sql::ListAppAuth, key, |r| rows::shared(r).map(Directory::AppAuth))
        }
        DirectoryKind::RiskRules => {
            let number = after.and_then(|text| text.parse::<i64>().ok()).unwrap_or(i64::MIN);
            let key = (world, number, limit);
            all(conn, Sql::ListRiskRules, key, |r| rows::shared(r).map(Directory::RiskRules))
        }
    }
}
