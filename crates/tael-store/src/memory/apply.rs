//! Writing a batch: the constraints, one after the other.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use tael_core::agreement::Agreement;
use tael_core::authorisation::{Authorisation, Operation};
use tael_core::id::{Book, Id, WorldId};
use tael_core::ledger::{AccountId, Journal};
use tael_core::money::Fen;
use tael_core::trade::Trade;

use super::state::{CounterAt, State, at};
use crate::chain;
use crate::key::{CounterKey, Terms};
use crate::plan::{Directory, Happening, Write};
use crate::row::{
    Attempt, AttemptEnd, AuthCode, BatchRow, Counter, HistoryRow, Outbound, OutboundState, StoredJournal,
};
use crate::store::{Batch, CommitError, StoreError};

type Result<T> = std::result::Result<T, CommitError>;

/// The state after a batch.
pub(super) fn batch(before: &State, batch: &Batch) -> Result<State> {
    if batch.plans.iter().all(|plan| plan.is_empty()) {
        return Ok(before.clone());
    }
    let mut work = Work { state: before.clone(), ..Work::default() };
    for write in batch.plans.iter().flat_map(|plan| &plan.0) {
        work.write(batch.id, write)?;
    }
    work.accounts()?;
    work.counters()?;
    work.chains(batch.id)?;
    Ok(work.state)
}

/// A batch being written: the state so far, and what is settled at its end.
#[derive(Default)]
struct Work {
    state: State,
    touched: BTreeMap<Book, Vec<StoredJournal>>,
    deltas: BTreeMap<(Book, AccountId), i128>,
    counts: BTreeMap<CounterAt, Vec<(CounterKey, Fen, Option<Fen>)>>,
}

fn conflict<T>(constraint: &str) -> Result<T> {
    Err(CommitError::Conflict(constraint.to_owned()))
}

fn duplicate<T>(constraint: &str) -> Result<T> {
    Err(CommitError::Duplicate(constraint.to_owned()))
}

fn fits(amount: i128) -> Result<Fen> {
    i64::try_from(amount).map(Fen).map_err(|_| StoreError::new("an amount does not fit 64 bits").into())
}

impl Work {
    fn write(&mut self, batch: Id, write: &Write) -> Result<()> {
        match write {
            Write::InsertTrade { trade, happening, request } => self.insert_trade(trade, happening, request),
            Write::UpdateTrade { trade, happening } => self.update_trade(trade, happening),
            Write::IssueCode(code) => self.issue(code),
            Write::UseCode { book, code, trade } => {
                self.touch(*book, None);
                match self.state.code_uses.entry((*book, code.clone())) {
                    Entry::Occupied(_) => conflict("auth_code_use_pk"),
                    Entry::Vacant(entry) => {
                        entry.insert(*trade);
                        Ok(())
                    }
                }
            }
            Write::UseCoupon(usage) => {
                self.touch(usage.book, None);
                let owner = usage.user.serial().ok_or_else(|| StoreError::new("a coupon of no user"))?;
                match self.state.coupon_uses.entry((usage.book, owner, usage.coupon.clone())) {
                    Entry::Occupied(_) => conflict("coupon_use_pk"),
                    Entry::Vacant(entry) => {
                        entry.insert(usage.clone());
                        Ok(())
                    }
                }
            }
            Write::OpenAccount(book, id) => {
                self.touch(*book, None);
                self.state.accounts.entry((*book, *id)).or_default();
                Ok(())
            }
            Write::Post(book, journal) => self.post(*book, batch, journal),
            Write::Count { book, key, by, ceiling } => {
                self.touch(*book, None);
                self.counts.entry(at(*book, *key)).or_default().push((*key, *by, *ceiling));
                Ok(())
            }
            Write::Enqueue(row) => self.enqueue(row),
            Write::BeginAttempt { book, outbound, n, at, next } => {
                let attempt = Attempt { book: *book, outbound: *outbound, n: *n, at: *at, end: None };
                self.begin(attempt, |row| (row.attempts, row.due) = (*n, *next))
            }
            Write::EndAttempt { book, outbound, n, end } => self.end(*book, *outbound, *n, end),
            Write::Arm(timer) => {
                self.touch(timer.book, Some(timer.world));
                self.state.timers.insert((timer.book, timer.kind as i64, timer.subject), *timer);
                Ok(())
            }
            Write::Disarm { book, kind, subject } => {
                self.touch(*book, None);
                self.state.timers.remove(&(*book, *kind as i64, *subject));
                Ok(())
            }
            Write::InsertAgreement(row) => self.insert_agreement(row),
            Write::UpdateAgreement(row) => self.update_agreement(row),
            Write::InsertAuthorisation { authorisation, operation } => {
                self.insert_authorisation(authorisation, operation)
            }
            Write::UpdateAuthorisation { authorisation, operation } => {
                self.update_authorisation(authorisation, operation)
            }
            Write::Library(write) => {
                let (book, world) = write.place();
                self.touch(book, world);
                self.state.library.write(write)
            }
            Write::Put(row) => {
                self.put(row);
                Ok(())
            }
        }
    }

    fn touch(&mut self, book: Book, world: Option<WorldId>) -> &mut Vec<StoredJournal> {
        let known = self.state.books.entry(book).or_default();
        *known = known.or(world);
        self.touched.entry(book).or_default()
    }

    fn insert_agreement(&mut self, row: &Arc<Agreement>) -> Result<()> {
        self.touch(row.book, Some(row.world));
        if self.state.agreements.contains_key(&(row.book, row.id)) {
            return duplicate("agreement_pk");
        }
        if self.state.agreements_in(row.book).any(|a| a.no == row.no) {
            return duplicate("agreement_no_key");
        }
        self.terms_are_free(row)?;
        self.state.agreements.insert((row.book, row.id), Arc::clone(row));
        Ok(())
    }

    fn terms_are_free(&self, row: &Agreement) -> Result<()> {
        let terms = Terms::of(row);
        let mut live = self.state.agreements_in(row.book).filter(|a| a.is_live() && a.id != row.id);
        if row.is_live() && live.any(|a| Terms::of(a) == terms) {
            return duplicate("agreement_terms_key");
        }
        Ok(())
    }

    fn update_agreement(&mut self, row: &Arc<Agreement>) -> Result<()> {
        self.touch(row.book, Some(row.world));
        let stored = self.state.agreements.get(&(row.book, row.id));
        if stored.is_none_or(|stored| stored.version + 1 != row.version) {
            return conflict("agreement_version");
        }
        self.terms_are_free(row)?;
        self.state.agreements.insert((row.book, row.id), Arc::clone(row));
        Ok(())
    }

    fn insert_authorisation(&mut self, row: &Arc<Authorisation>, operation: &Operation) -> Result<()> {
        self.touch(row.book, Some(row.world));
        if self.state.authorisations.contains_key(&(row.book, row.id)) {
            return duplicate("authorisation_pk");
        }
        if self.state.authorisations_in(row.book).any(|a| a.no == row.no) {
            return duplicate("authorisation_no_key");
        }
        let same = |a: &Arc<Authorisation>| a.pid == row.pid && a.out_order_no == row.out_order_no;
        if self.state.authorisations_in(row.book).any(same) {
            return duplicate("authorisation_out_key");
        }
        self.state.authorisations.insert((row.book, row.id), Arc::clone(row));
        self.operation(row, operation)
    }

    fn update_authorisation(&mut self, row: &Arc<Authorisation>, operation: &Operation) -> Result<()> {
        self.touch(row.book, Some(row.world));
        self.operation(row, operation)?;
        match self.state.authorisations.get_mut(&(row.book, row.id)) {
            Some(stored) if stored.version + 1 == row.version => {
                *stored = Arc::clone(row);
                Ok(())
            }
            _ => conflict("authorisation_operation_pk"),
        }
    }

    fn operation(&mut self, row: &Authorisation, operation: &Operation) -> Result<()> {
        match self.state.operations.entry((row.book, row.id, operation.version)) {
            Entry::Occupied(_) => conflict("authorisation_operation_pk"),
            Entry::Vacant(entry) => {
                entry.insert(operation.clone());
                Ok(())
            }
        }
    }

    fn insert_trade(&mut self, trade: &Arc<Trade>, happening: &Happening, request: &Arc<str>) -> Result<()> {
        self.touch(trade.book, Some(trade.world));
        let (book, id) = (trade.book, trade.id);
        let no = (book, trade.no.clone());
        let out = (book, trade.pid.clone(), trade.out_trade_no.clone());
        if self.state.trades.contains_key(&(book, id)) {
            return duplicate("trade_pk");
        }
        if self.state.trades_by_no.contains_key(&no) {
            return duplicate("trade_no_key");
        }
        if self.state.trades_by_out.contains_key(&out) {
            return duplicate("trade_out_key");
        }
        self.state.trades.insert((book, id), Arc::clone(trade));
        self.state.trades_by_no.insert(no, id);
        self.state.trades_by_out.insert(out, id);
        self.state.requests.insert((book, id), Arc::clone(request));
        self.event(trade, happening)
    }

    fn update_trade(&mut self, trade: &Arc<Trade>, happening: &Happening) -> Result<()> {
        self.touch(trade.book, Some(trade.world));
        self.event(trade, happening)?;
        match self.state.trades.get_mut(&(trade.book, trade.id)) {
            Some(row) if row.version + 1 == trade.version => {
                *row = Arc::clone(trade);
                Ok(())
            }
            _ => conflict("trade_event_pk"),
        }
    }

    fn event(&mut self, trade: &Trade, happening: &Happening) -> Result<()> {
        let row = HistoryRow {
            book: trade.book,
            trade: trade.id,
            version: trade.version,
            event: happening.event,
            from: happening.from,
            to: trade.status,
            at: happening.at,
            note: happening.note.clone(),
        };
        match self.state.events.insert((trade.book, trade.id, trade.version), row) {
            Some(_) => conflict("trade_event_pk"),
            None => Ok(()),
        }
    }

    fn issue(&mut self, code: &AuthCode) -> Result<()> {
        self.touch(code.book, None);
        match self.state.codes.insert((code.book, code.code.clone()), code.clone()) {
            Some(_) => duplicate("auth_code_pk"),
            None => Ok(()),
        }
    }

    fn post(&mut self, book: Book, batch: Id, journal: &Journal) -> Result<()> {
        for posting in journal.postings() {
            *self.deltas.entry((book, posting.account)).or_default() += i128::from(posting.amount.0);
        }
        let row = StoredJournal::of(book, batch, journal);
        self.touch(book, None).push(row.clone());
        match self.state.journals.insert((book, journal.id()), row) {
            Some(_) => duplicate("journal_pk"),
            None => Ok(()),
        }
    }

    fn enqueue(&mut self, row: &Arc<Outbound>) -> Result<()> {
        self.touch(row.book, Some(row.world));
        match self.state.outbox.insert((row.book, row.id), Arc::clone(row)) {
            Some(_) => duplicate("outbox_pk"),
            None => Ok(()),
        }
    }

    fn begin(&mut self, attempt: Attempt, change: impl FnOnce(&mut Outbound)) -> Result<()> {
        self.touch(attempt.book, None);
        let Some(row) = self.state.outbox.get_mut(&(attempt.book, attempt.outbound)) else {
            return conflict("outbox_attempt_pk");
        };
        change(Arc::make_mut(row));
        match self.state.attempts.insert((attempt.book, attempt.outbound, attempt.n), attempt) {
            Some(_) => conflict("outbox_attempt_pk"),
            None => Ok(()),
        }
    }

    fn end(&mut self, book: Book, id: Id, n: u32, end: &AttemptEnd) -> Result<()> {
        self.touch(book, None);
        match self.state.attempts.get_mut(&(book, id, n)) {
            Some(attempt) if attempt.end.is_none() => attempt.end = Some(end.clone()),
            _ => return conflict("outbox_attempt_pk"),
        }
        if let Some(row) = self.state.outbox.get_mut(&(book, id)) {
            let row = Arc::make_mut(row);
            if end.delivered {
                (row.state, row.due) = (OutboundState::Delivered, None);
            } else if row.due.is_none() && row.state == OutboundState::Pending {
                row.state = OutboundState::Exhausted;
            }
        }
        Ok(())
    }

    fn put(&mut self, row: &Directory) {
        let state = &mut self.state;
        let place = match row {
            Directory::Setting(row) => {
                state.settings.insert(row.name.clone(), row.clone());
                None
            }
            Directory::World(row) => {
                state.worlds.insert(row.id, row.clone());
                Some((row.book, row.id))
            }
            Directory::App(row) => {
                state.apps.insert(row.app_id.clone(), Arc::clone(row));
                None
            }
            Directory::Merchant(row) => {
                state.merchants.insert(row.partner_id.clone(), Arc::clone(row));
                Some((row.book, row.world))
            }
            Directory::User(row) => {
                state.users.insert(row.user_id.clone(), Arc::clone(row));
                Some((row.book, row.world))
            }
            Directory::Shop(row) => {
                state.shops.insert((row.partner_id.clone(), row.store_id.clone()), Arc::clone(row));
                None
            }
            Directory::MiniProgram(row) => {
                state.mini_programs.insert(row.app_id.clone(), Arc::clone(row));
                None
            }
            Directory::SubMerchant(row) => {
                state.sub_merchants.insert(row.smid.clone(), Arc::clone(row));
                None
            }
            Directory::AppAuth(row) => {
                state.app_auths.insert(row.app_auth_token.clone(), Arc::clone(row));
                None
            }
            Directory::RiskRules(row) => {
                state.risk_rules.insert(row.world, Arc::clone(row));
                None
            }
        };
        if let Some((book, world)) = place {
            self.touch(book, Some(world));
        }
    }

    /// Each account moves by the sum of its postings.
    fn accounts(&mut self) -> Result<()> {
        for ((book, id), delta) in &self.deltas {
            let Some(balance) = self.state.accounts.get_mut(&(*book, *id)) else {
                return Err(CommitError::Insufficient(*book, *id));
            };
            *balance = fits(i128::from(balance.0) + delta)?;
            if *balance < id.floor() {
                return Err(CommitError::Insufficient(*book, *id));
            }
        }
        Ok(())
    }

    /// Each counter rises step by step; a step up must stay within the ceiling that it names.
    fn counters(&mut self) -> Result<()> {
        for (place, steps) in &self.counts {
            for (key, by, ceiling) in steps {
                let book = place.0;
                let fresh = Counter { book, key: *key, used: Fen::ZERO };
                let counter = self.state.counters.entry(*place).or_insert(fresh);
                counter.used = fits(i128::from(counter.used.0) + i128::from(by.0))?;
                if by.is_positive() && ceiling.is_some_and(|c| counter.used > c) {
                    return Err(CommitError::Limit(book, *key));
                }
            }
        }
        Ok(())
    }

    /// Every book that was written in gets its step of the chain.
    fn chains(&mut self, batch: Id) -> Result<()> {
        if self.touched.is_empty() {
            self.touch(Book::MAIN, None);
        }
        for (book, journals) in &mut self.touched {
            if self.state.batches.range((*book, 0)..=(*book, i64::MAX)).any(|(_, row)| row.id == batch) {
                return duplicate("batch_id_key");
            }
            journals.sort_by_key(|journal| journal.id);
            let last = self.state.batches.range((*book, 0)..=(*book, i64::MAX)).next_back();
            let (seq, previous) = last.map_or((0, chain::GENESIS), |(_, row)| (row.seq, row.hash));
            let row = BatchRow {
                book: *book,
                seq: seq + 1,
                id: batch,
                journals: journals.len() as u32,
                hash: chain::next(&previous, batch, journals.iter()),
            };
            self.state.batches.insert((*book, row.seq), row);
        }
        Ok(())
    }
}
