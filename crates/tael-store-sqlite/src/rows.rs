//! Rows: from columns to the types of the contract.

use std::sync::Arc;

use rusqlite::Row;
use smol_str::SmolStr;
use tael_core::agreement::{Agreement, AgreementData, AgreementStatus};
use tael_core::authorisation::{
    Authorisation, AuthorisationData, AuthorisationStatus, Operation, OperationKind, Parts,
};
use tael_core::id::{AppId, Book, Id, TradeNo, UserId, WorldId};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;
use tael_core::time::Instant;
use tael_core::trade::{Trade, TradeData, TradeEvent, TradeStatus};
use tael_store::{
    Account, Attempt, AttemptEnd, AuthCode, BatchRow, BookRow, Counter, CounterKey, CouponUse, HistoryRow,
    OperationRow, Outbound, OutboundState, Setting, StoredJournal, Timer, TimerKind, Topic,
};

use crate::error::unreadable;

pub(crate) mod library;

type Result<T> = rusqlite::Result<T>;

fn text(row: &Row<'_>, column: usize) -> Result<SmolStr> {
    Ok(SmolStr::new(row.get_ref(column)?.as_str()?))
}

fn maybe_text(row: &Row<'_>, column: usize) -> Result<Option<SmolStr>> {
    Ok(row.get_ref(column)?.as_str_or_null()?.map(SmolStr::new))
}

fn instant(row: &Row<'_>, column: usize) -> Result<Instant> {
    row.get(column).map(Instant)
}

fn maybe_instant(row: &Row<'_>, column: usize) -> Result<Option<Instant>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Instant))
}

fn book(row: &Row<'_>) -> Result<Book> {
    row.get(0).map(Book)
}

/// A name that one of our enumerations must know.
fn named<T>(row: &Row<'_>, column: usize, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
    let name = row.get_ref(column)?.as_str()?;
    parse(name).ok_or_else(|| unreadable(column, format!("{} has the unknown value {name:?}", key_of(row))))
}

/// A JSON document.
pub(crate) fn doc<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text)
        .map_err(|e| unreadable(column, format!("the document of {}: {e}", key_of(row))))
}

pub(crate) fn setting(row: &Row<'_>) -> Result<Setting> {
    Ok(Setting { name: text(row, 0)?, value: row.get(1)? })
}

/// A directory row: the document in the first column.
pub(crate) fn shared<T: serde::de::DeserializeOwned>(row: &Row<'_>) -> Result<Arc<T>> {
    doc(row, 0).map(Arc::new)
}

/// How messages name a row: the first three columns, by which nearly every table is keyed.
fn key_of(row: &Row<'_>) -> String {
    let columns = row.as_ref().column_names();
    let value = |i: usize| match row.get_ref(i) {
        Ok(rusqlite::types::ValueRef::Integer(n)) => n.to_string(),
        Ok(rusqlite::types::ValueRef::Text(t)) => String::from_utf8_lossy(t).chars().take(64).collect(),
        _ => "?".to_owned(),
    };
    let parts: Vec<String> = columns.enumerate().take(3).map(|(i, c)| format!("{c}={}", value(i))).collect();
    format!("the row {}", parts.join(" "))
}

/// A trade, from its columns in the order of `trade_columns`.
pub(crate) fn trade(row: &Row<'_>) -> Result<Arc<Trade>> {
    Ok(Arc::new(Trade::stored(TradeData {
        book: book(row)?,
        id: Id(row.get(1)?),
        world: WorldId(row.get(2)?),
        no: TradeNo(text(row, 3)?),
        pid: UserId(text(row, 4)?),
        out_trade_no: text(row, 5)?,
        app_id: AppId(text(row, 6)?),
        status: named(row, 7, TradeStatus::parse)?,
        version: row.get(8)?,
        total: Fen(row.get(9)?),
        payee: UserId(text(row, 10)?),
        buyer: maybe_text(row, 11)?.map(UserId),
        created_at: instant(row, 12)?,
        expires_at: instant(row, 13)?,
        paid_at: maybe_instant(row, 14)?,
        closed_at: maybe_instant(row, 15)?,
        detail: doc(row, 16)?,
    })))
}

/// A notification, from its columns in the order of `outbox_columns`.
pub(crate) fn outbound(row: &Row<'_>) -> Result<Arc<Outbound>> {
    Ok(Arc::new(Outbound {
        book: book(row)?,
        id: Id(row.get(1)?),
        world: WorldId(row.get(2)?),
        notify_id: text(row, 3)?,
        subject: Id(row.get(4)?),
        subject_no: text(row, 5)?,
        app_id: AppId(text(row, 6)?),
        url: row.get(7)?,
        host: row.get(8)?,
        charset: text(row, 9)?,
        sign_type: text(row, 10)?,
        params: doc(row, 11)?,
        created_at: instant(row, 12)?,
        due: maybe_instant(row, 13)?,
        attempts: row.get(14)?,
        state: named(row, 15, OutboundState::parse)?,
        topic: named(row, 16, Topic::parse)?,
    }))
}

/// An agreement, from its columns in the order of `agreement_columns`.
pub(crate) fn agreement(row: &Row<'_>) -> Result<Arc<Agreement>> {
    Ok(Arc::new(Agreement::stored(AgreementData {
        book: book(row)?,
        id: Id(row.get(1)?),
        world: WorldId(row.get(2)?),
        no: text(row, 3)?,
        pid: UserId(text(row, 4)?),
        user: UserId(text(row, 5)?),
        product: text(row, 6)?,
        scene: text(row, 7)?,
        external_no: text(row, 8)?,
        status: named(row, 9, AgreementStatus::parse)?,
        version: row.get(10)?,
        detail: doc(row, 11)?,
    })))
}

/// An authorisation, from its columns in the order of `authorisation_columns`.
pub(crate) fn authorisation(row: &Row<'_>) -> Result<Arc<Authorisation>> {
    Ok(Arc::new(Authorisation::stored(AuthorisationData {
        book: book(row)?,
        id: Id(row.get(1)?),
        world: WorldId(row.get(2)?),
        no: text(row, 3)?,
        pid: UserId(text(row, 4)?),
        out_order_no: text(row, 5)?,
        payer: UserId(text(row, 6)?),
        payee: UserId(text(row, 7)?),
        status: named(row, 8, AuthorisationStatus::parse)?,
        version: row.get(9)?,
        detail: doc(row, 10)?,
    })))
}

/// An operation, from its columns in the order of `operation_columns`.
pub(crate) fn operation(row: &Row<'_>) -> Result<OperationRow> {
    Ok(OperationRow {
        book: book(row)?,
        authorisation: Id(row.get(1)?),
        operation: Operation {
            version: row.get(2)?,
            id: Id(row.get(3)?),
            kind: named(row, 4, OperationKind::parse)?,
            out_request_no: maybe_text(row, 5)?,
            amount: Parts { fund: Fen(row.get(6)?), credit: Fen(row.get(7)?) },
            trade: row.get::<_, Option<i64>>(8)?.map(Id),
            at: instant(row, 9)?,
            remark: row.get(10)?,
        },
    })
}

pub(crate) fn attempt(row: &Row<'_>) -> Result<Attempt> {
    let ended: bool = row.get(4)?;
    let end = || -> Result<AttemptEnd> {
        Ok(AttemptEnd {
            status: row.get(5)?,
            body: row.get(6)?,
            millis: row.get(7)?,
            error: row.get(8)?,
            delivered: row.get(9)?,
        })
    };
    Ok(Attempt {
        book: book(row)?,
        outbound: Id(row.get(1)?),
        n: row.get(2)?,
        at: instant(row, 3)?,
        end: if ended { Some(end()?) } else { None },
    })
}

pub(crate) fn timer(row: &Row<'_>) -> Result<Timer> {
    let code: i64 = row.get(1)?;
    let kind = TimerKind::from_code(code)
        .ok_or_else(|| unreadable(1, format!("{} has the unknown kind {code}", key_of(row))))?;
    Ok(Timer {
        book: book(row)?,
        kind,
        subject: Id(row.get(2)?),
        world: WorldId(row.get(3)?),
        due: instant(row, 4)?,
    })
}

pub(crate) fn history(row: &Row<'_>) -> Result<HistoryRow> {
    let from = match row.get_ref(4)?.as_str_or_null()? {
        Some(_) => Some(named(row, 4, TradeStatus::parse)?),
        None => None,
    };
    Ok(HistoryRow {
        book: book(row)?,
        trade: Id(row.get(1)?),
        version: row.get(2)?,
        event: named(row, 3, TradeEvent::parse)?,
        from,
        to: named(row, 5, TradeStatus::parse)?,
        at: instant(row, 6)?,
        note: row.get(7)?,
    })
}

/// A journal without its lines.
pub(crate) fn journal(row: &Row<'_>) -> Result<StoredJournal> {
    Ok(StoredJournal {
        book: book(row)?,
        id: Id(row.get(1)?),
        batch: Id(row.get(2)?),
        kind: text(row, 3)?,
        trade: row.get::<_, Option<i64>>(4)?.map(Id),
        at: instant(row, 5)?,
        lines: Vec::new(),
    })
}

pub(crate) fn account(row: &Row<'_>) -> Result<Account> {
    Ok(Account { book: book(row)?, id: AccountId(row.get(1)?), balance: Fen(row.get(2)?) })
}

pub(crate) fn counter(row: &Row<'_>) -> Result<Counter> {
    let (packed, period) = (row.get(1)?, row.get(2)?);
    let key = CounterKey::unpacked(packed, period)
        .ok_or_else(|| unreadable(1, format!("{} is of an unknown kind", key_of(row))))?;
    Ok(Counter { book: book(row)?, key, used: Fen(row.get(3)?) })
}

pub(crate) fn batch(row: &Row<'_>) -> Result<BatchRow> {
    Ok(BatchRow {
        book: book(row)?,
        seq: row.get(1)?,
        id: Id(row.get(2)?),
        journals: row.get(3)?,
        hash: row.get(4)?,
    })
}

pub(crate) fn book_row(row: &Row<'_>) -> Result<BookRow> {
    let world: Option<i32> = row.get(1)?;
    Ok(BookRow { book: book(row)?, world: world.map(WorldId), seq: row.get(2)?, hash: row.get(3)? })
}

pub(crate) fn coupon_use(row: &Row<'_>) -> Result<CouponUse> {
    Ok(CouponUse {
        book: book(row)?,
        user: UserId::from_serial(row.get(1)?),
        coupon: text(row, 2)?,
        trade: Id(row.get(3)?),
    })
}

pub(crate) fn auth_code(row: &Row<'_>) -> Result<AuthCode> {
    Ok(AuthCode {
        book: book(row)?,
        code: text(row, 1)?,
        user: UserId(text(row, 2)?),
        scene: text(row, 3)?,
        expires_at: instant(row, 4)?,
        used_by: row.get::<_, Option<i64>>(5)?.map(Id),
    })
}
