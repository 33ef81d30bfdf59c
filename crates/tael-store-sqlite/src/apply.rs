//! Writing a batch inside its transaction, and what a violated constraint means.

use rusqlite::{CachedStatement, Connection, ErrorCode, OptionalExtension, Params, params};
use tael_core::id::{Book, Id};
use tael_core::ledger::{AccountId, Journal};
use tael_core::time::Instant;
use tael_core::trade::Trade;
use tael_store::sums::{Rise, Sums, Touched};
use tael_store::{
    AttemptEnd, Batch, BatchRow, CommitError, CounterKey, Directory, Happening, Outbound, StoreError, Timer,
    Write, chain,
};

use crate::error::store;
use crate::sql::Sql;

mod agreements;
mod library;

type Result<T> = std::result::Result<T, CommitError>;

/// The statements of one transaction, each prepared when it is first used.
pub(crate) struct Statements<'c> {
    conn: &'c Connection,
    slots: Vec<Option<CachedStatement<'c>>>,
}

impl<'c> Statements<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Statements<'c> {
        Statements { conn, slots: Sql::ALL.iter().map(|_| None).collect() }
    }

    fn get(&mut self, sql: Sql) -> rusqlite::Result<&mut CachedStatement<'c>> {
        let slot = &mut self.slots[sql as usize];
        match slot {
            Some(statement) => Ok(statement),
            None => Ok(slot.insert(self.conn.prepare_cached(sql.text())?)),
        }
    }

    /// Runs a statement that answers no rows; gives the number of changed rows.
    pub(crate) fn run(&mut self, sql: Sql, params: impl Params) -> rusqlite::Result<usize> {
        self.get(sql)?.execute(params)
    }

    /// Runs an insert whose key may be taken.
    fn insert(&mut self, sql: Sql, params: impl Params, taken: impl FnOnce() -> CommitError) -> Result<()> {
        match self.run(sql, params) {
            Ok(_) => Ok(()),
            Err(error) if is_constraint(&error) => Err(taken()),
            Err(error) => Err(store(error).into()),
        }
    }

    fn exists(&mut self, sql: Sql, params: impl Params) -> Result<bool> {
        let found = self.get(sql).and_then(|s| s.query_row(params, |_| Ok(())).optional());
        Ok(found.map_err(store)?.is_some())
    }
}

fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
}

fn conflict(constraint: &str) -> CommitError {
    CommitError::Conflict(constraint.to_owned())
}

fn duplicate(constraint: &str) -> CommitError {
    CommitError::Duplicate(constraint.to_owned())
}

/// JSON text of a document.
fn json(document: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(document)
        .map_err(|e| StoreError::new(format!("a document cannot be written: {e}")).into())
}

/// Writes everything: first the writes in their order, then each account, counter and chain once.
pub(crate) fn apply(on: &mut Statements<'_>, batch: &Batch) -> Result<()> {
    let sums = Sums::of(batch)?;
    for plan in &batch.plans {
        let mut writes = plan.0.as_slice();
        while let [write, rest @ ..] = writes {
            writes = match (write, begun(write, rest)) {
                (Write::Enqueue(row), Some((at, next))) => {
                    enqueue_begun(on, row, at, next)?;
                    &rest[1..]
                }
                _ => {
                    apply_write(on, batch.id, write)?;
                    rest
                }
            };
        }
    }
    for ((book, id), delta) in &sums.accounts {
        move_account(on, *book, *id, *delta)?;
    }
    for ((book, key), rise) in &sums.counters {
        count(on, *book, *key, *rise)?;
    }
    for (book, touched) in &sums.books {
        link(on, *book, batch.id, touched)?;
    }
    Ok(())
}

fn apply_write(on: &mut Statements<'_>, batch: Id, write: &Write) -> Result<()> {
    match write {
        Write::InsertTrade { trade, happening, request } => insert_trade(on, trade, happening, request),
        Write::UpdateTrade { trade, happening } => update_trade(on, trade, happening),
        Write::IssueCode(code) => on.insert(
            Sql::IssueCode,
            params![
                code.book.0,
                code.code.as_str(),
                code.user.as_str(),
                code.scene.as_str(),
                code.expires_at.0
            ],
            || duplicate("auth_code_pk"),
        ),
        Write::UseCode { book, code, trade } => {
            on.insert(Sql::UseCode, params![book.0, code.as_str(), trade.0], || conflict("auth_code_use_pk"))
        }
        Write::UseCoupon(usage) => {
            let owner = usage.user.serial().ok_or_else(|| StoreError::new("a coupon of no user"))?;
            let key = params![usage.book.0, owner, usage.coupon.as_str(), usage.trade.0];
            on.insert(Sql::UseCoupon, key, || conflict("coupon_use_pk"))
        }
        Write::OpenAccount(book, id) => {
            on.run(Sql::OpenAccount, params![book.0, id.0, id.floor().0]).map_err(store)?;
            Ok(())
        }
        Write::Post(book, journal) => post(on, *book, batch, journal),
        // summed, written at the end
        Write::Count { .. } => Ok(()),
        Write::Enqueue(row) => enqueue(on, row, row.attempts, row.due),
        Write::BeginAttempt { book, outbound, n, at, next } => {
            let taken = || conflict("outbox_attempt_pk");
            on.insert(Sql::InsertAttempt, params![book.0, outbound.0, n, at.0], taken)?;
            let next = next.map(|at| at.0);
            match on.run(Sql::BeganAttempt, params![book.0, outbound.0, n, next]).map_err(store)? {
                0 => Err(taken()),
                _ => Ok(()),
            }
        }
        Write::EndAttempt { book, outbound, n, end } => end_attempt(on, *book, *outbound, *n, end),
        Write::Arm(timer) => arm(on, timer),
        Write::Disarm { book, kind, subject } => {
            on.run(Sql::Disarm, params![book.0, *kind as i64, subject.0]).map_err(store)?;
            Ok(())
        }
        Write::InsertAgreement(row) => agreements::insert_agreement(on, row),
        Write::UpdateAgreement(row) => agreements::update_agreement(on, row),
        Write::InsertAuthorisation { authorisation, operation } => {
            agreements::insert_authorisation(on, authorisation, operation)
        }
        Write::UpdateAuthorisation { authorisation, operation } => {
            agreements::update_authorisation(on, authorisation, operation)
        }
        Write::Library(write) => library::write(on, write),
        Write::Put(row) => put(on, row),
    }
}

fn insert_trade(on: &mut Statements<'_>, trade: &Trade, happening: &Happening, request: &str) -> Result<()> {
    let detail = json(&trade.detail)?;
    let inserted = on.run(
        Sql::InsertTrade,
        params![
            trade.book.0,
            trade.id.0,
            trade.world.0,
            trade.no.as_str(),
            trade.pid.as_str(),
            trade.out_trade_no.as_str(),
            trade.app_id.as_str(),
            trade.status.as_str(),
            trade.version,
            trade.total.0,
            trade.payee.as_str(),
            trade.buyer.as_ref().map(|b| b.as_str()),
            trade.created_at.0,
            trade.expires_at.0,
            trade.paid_at.map(|at| at.0),
            trade.closed_at.map(|at| at.0),
            detail,
        ],
    );
    match inserted {
        Ok(_) => {}
        Err(error) if is_constraint(&error) => return Err(which_key(on, trade)?),
        Err(error) => return Err(store(error).into()),
    }
    on.insert(Sql::InsertRequest, params![trade.book.0, trade.id.0, request], || {
        duplicate("trade_request_pk")
    })?;
    insert_event(on, trade, happening)
}

/// Which key of a refused trade is taken. The database names one of several in an order of its own.
fn which_key(on: &mut Statements<'_>, trade: &Trade) -> Result<CommitError> {
    let (book, pid) = (trade.book.0, trade.pid.as_str());
    Ok(if on.exists(Sql::TradeById, params![book, trade.id.0])? {
        duplicate("trade_pk")
    } else if on.exists(Sql::TradeByNo, params![book, trade.no.as_str()])? {
        duplicate("trade_no_key")
    } else if on.exists(Sql::TradeByOut, params![book, pid, trade.out_trade_no.as_str()])? {
        duplicate("trade_out_key")
    } else {
        StoreError::new(format!("trade {} of book {book} violates a constraint that is not known", trade.no))
            .into()
    })
}

fn update_trade(on: &mut Statements<'_>, trade: &Trade, happening: &Happening) -> Result<()> {
    insert_event(on, trade, happening)?;
    let detail = json(&trade.detail)?;
    let changed = on.run(
        Sql::UpdateTrade,
        params![
            trade.book.0,
            trade.id.0,
            trade.status.as_str(),
            trade.version,
            trade.buyer.as_ref().map(|b| b.as_str()),
            trade.expires_at.0,
            trade.paid_at.map(|at| at.0),
            trade.closed_at.map(|at| at.0),
            detail,
        ],
    );
    match changed.map_err(store)? {
        0 => Err(conflict("trade_event_pk")),
        _ => Ok(()),
    }
}

fn insert_event(on: &mut Statements<'_>, trade: &Trade, happening: &Happening) -> Result<()> {
    on.insert(
        Sql::InsertEvent,
        params![
            trade.book.0,
            trade.id.0,
            trade.version,
            happening.event.as_str(),
            happening.from.map(|s| s.as_str()),
            trade.status.as_str(),
            happening.at.0,
            happening.note,
        ],
        || conflict("trade_event_pk"),
    )
}

fn post(on: &mut Statements<'_>, book: Book, batch: Id, journal: &Journal) -> Result<()> {
    let (id, trade) = (journal.id().0, journal.trade().map(|t| t.0));
    on.insert(
        Sql::InsertJournal,
        params![book.0, id, batch.0, journal.kind().as_str(), trade, journal.at().0],
        || duplicate("journal_pk"),
    )?;
    for (line, posting) in (0_i64..).zip(journal.postings()) {
        on.insert(Sql::InsertEntry, params![book.0, id, line, posting.account.0, posting.amount.0], || {
            duplicate("journal_pk")
        })?;
    }
    Ok(())
}

fn move_account(on: &mut Statements<'_>, book: Book, id: AccountId, delta: i64) -> Result<()> {
    match on.run(Sql::MoveAccount, params![book.0, id.0, delta]) {
        Ok(0) => Err(CommitError::Insufficient(book, id)),
        Ok(_) => Ok(()),
        Err(error) if is_check(&error, "account_floor") => Err(CommitError::Insufficient(book, id)),
        // strict tables refuse the floating-point number that an overflow becomes
        Err(error) if is_constraint(&error) => Err(too_large().into()),
        Err(error) => Err(store(error).into()),
    }
}

fn count(on: &mut Statements<'_>, book: Book, key: CounterKey, rise: Rise) -> Result<()> {
    match on.run(Sql::Count, params![book.0, key.packed(), key.period, rise.by, rise.ceiling]) {
        Ok(_) => Ok(()),
        Err(error) if is_check(&error, "counter_ceiling") => Err(CommitError::Limit(book, key)),
        Err(error) if is_constraint(&error) => Err(too_large().into()),
        Err(error) => Err(store(error).into()),
    }
}

fn is_check(error: &rusqlite::Error, constraint: &str) -> bool {
    is_constraint(error) && error.to_string().contains(constraint)
}

fn too_large() -> StoreError {
    StoreError::new("an amount does not fit 64 bits")
}

/// The batch's step of the book's hash chain.
fn link(on: &mut Statements<'_>, book: Book, batch: Id, touched: &Touched) -> Result<()> {
    let world = touched.world.map(|w| w.0);
    let head: rusqlite::Result<(i64, [u8; 32])> = on
        .get(Sql::TouchBook)
        .and_then(|s| s.query_row(params![book.0, world], |r| Ok((r.get(0)?, r.get(1)?))));
    let (seq, previous) = head.map_err(store)?;
    let journals =
        u32::try_from(touched.journals.len()).map_err(|_| StoreError::new("a batch of too many journals"))?;
    let hash = chain::next(&previous, batch, &touched.journals);
    let row = BatchRow { book, seq: seq + 1, id: batch, journals, hash };
    on.insert(Sql::InsertBatch, params![book.0, row.seq, row.id.0, row.journals, row.hash], || {
        duplicate("batch_id_key")
    })?;
    on.run(Sql::MoveChain, params![book.0, row.seq, row.hash]).map_err(store)?;
    Ok(())
}

/// When the first delivery of a notification begins in the write behind the one that enqueues it, and what is due after it.
/// Both are written at once: that costs a row of the table and of its indexes less.
fn begun(write: &Write, rest: &[Write]) -> Option<(Instant, Option<Instant>)> {
    let (Write::Enqueue(row), Some(Write::BeginAttempt { book, outbound, n: 1, at, next })) =
        (write, rest.first())
    else {
        return None;
    };
    (row.attempts == 0 && (*book, *outbound) == (row.book, row.id)).then_some((*at, *next))
}

fn enqueue_begun(on: &mut Statements<'_>, row: &Outbound, at: Instant, next: Option<Instant>) -> Result<()> {
    enqueue(on, row, 1, next)?;
    on.insert(Sql::InsertAttempt, params![row.book.0, row.id.0, 1, at.0], || conflict("outbox_attempt_pk"))
}

/// A notification with so many deliveries begun.
fn enqueue(on: &mut Statements<'_>, row: &Outbound, attempts: u32, due: Option<Instant>) -> Result<()> {
    let params = json(&row.params)?;
    on.insert(
        Sql::Enqueue,
        params![
            row.book.0,
            row.id.0,
            row.world.0,
            row.notify_id.as_str(),
            row.subject.0,
            row.subject_no.as_str(),
            row.app_id.as_str(),
            row.url,
            row.host,
            row.charset.as_str(),
            row.sign_type.as_str(),
            params,
            row.created_at.0,
            due.map(|at| at.0),
            attempts,
            row.state.as_str(),
            row.topic.as_str(),
        ],
        || duplicate("outbox_pk"),
    )
}

fn end_attempt(on: &mut Statements<'_>, book: Book, outbound: Id, n: u32, end: &AttemptEnd) -> Result<()> {
    let ended = on.run(
        Sql::EndAttempt,
        params![book.0, outbound.0, n, end.status, end.body, end.millis, end.error, end.delivered],
    );
    // not begun, or ended already
    if ended.map_err(store)? == 0 {
        return Err(conflict("outbox_attempt_pk"));
    }
    let outcome = if end.delivered { Sql::Delivered } else { Sql::Refused };
    on.run(outcome, params![book.0, outbound.0]).map_err(store)?;
    Ok(())
}

fn arm(on: &mut Statements<'_>, timer: &Timer) -> Result<()> {
    let Timer { due, book, world, kind, subject } = timer;
    on.run(Sql::Arm, params![book.0, *kind as i64, subject.0, world.0, due.0]).map_err(store)?;
    Ok(())
}

fn put(on: &mut Statements<'_>, row: &Directory) -> Result<()> {
    let put = match row {
        Directory::Setting(row) => on.run(Sql::PutSetting, params![row.name.as_str(), &*row.value]),
        Directory::World(row) => on.run(Sql::PutWorld, params![row.id.0, json(row)?]),
        Directory::App(row) => on.run(Sql::PutApp, params![row.app_id.as_str(), row.world.0, json(&**row)?]),
        Directory::Merchant(row) => {
            on.run(Sql::PutMerchant, params![row.partner_id.as_str(), row.world.0, json(&**row)?])
        }
        Directory::User(row) => on.run(
            Sql::PutUser,
            params![row.user_id.as_str(), row.world.0, row.logon_id.as_str(), json(&**row)?],
        ),
        Directory::Shop(row) => {
            let alipay = row.alipay_store_id.as_ref().map(|id| id.as_str());
            let (pid, id) = (row.partner_id.as_str(), row.store_id.as_str());
            on.run(Sql::PutShop, params![pid, id, row.world.0, alipay, json(&**row)?])
        }
        Directory::MiniProgram(row) => {
            on.run(Sql::PutMiniProgram, params![row.app_id.as_str(), row.world.0, json(&**row)?])
        }
        Directory::SubMerchant(row) => {
            on.run(Sql::PutSubMerchant, params![row.smid.as_str(), row.world.0, json(&**row)?])
        }
        Directory::AppAuth(row) => {
            on.run(Sql::PutAppAuth, params![row.app_auth_token.as_str(), row.world.0, json(&**row)?])
        }
        Directory::RiskRules(row) => on.run(Sql::PutRiskRules, params![row.world.0, json(&**row)?]),
    };
    put.map_err(store)?;
    Ok(())
}
