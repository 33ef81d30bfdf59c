//! Agreements and authorisations: what they have come to is what the trades that they paid come to, and what is still
//! frozen lies in the payers' accounts.

use std::sync::Arc;

use tael_core::agreement::Agreement;
use tael_core::authorisation::{Authorisation, AuthorisationStatus, OperationKind, Parts};
use tael_core::ledger::{AccountId, AccountKind};
use tael_core::trade::{Authority, Payment, Trade};
use tael_store::{OperationRow, Snapshot, StoreError};

use super::ledger::yuan;
use super::rows::Rows;
use super::{Audit, hash};
use crate::report::Kind;

/// What the paid trades say of an authority.
#[derive(Clone, Copy, Default)]
pub(super) struct Paid {
    count: u32,
    sum: i128,
}

impl Audit {
    /// A trade that was paid by what the buyer had allowed beforehand.
    pub(super) fn paid_by(&mut self, trade: &Trade, payment: &Payment) {
        let paid = match &payment.authority {
            None => return,
            Some(Authority::Agreement(no)) => self.deducted.entry((trade.book, hash(no))),
            Some(Authority::Authorisation(no)) => self.thawed.entry((trade.book, hash(no))),
        };
        let paid = paid.or_default();
        paid.count += 1;
        paid.sum += i128::from(trade.total.0);
    }

    /// Every agreement against the trades that it paid.
    pub(super) async fn agreements(&mut self, snapshot: &mut dyn Snapshot) -> Result<(), StoreError> {
        let mut rows = Rows::<Arc<Agreement>>::new();
        while let Some(row) = rows.next(snapshot).await? {
            self.report.totals.agreements += 1;
            self.agreed.insert((row.book, row.id), hash(&row.no));
            let paid = self.deducted.remove(&(row.book, hash(&row.no))).unwrap_or_default();
            for message in agreement_faults(&row, paid) {
                self.find(Kind::Agreement, "agreement", &row.no, message);
            }
        }
        for ((book, _), paid) in std::mem::take(&mut self.deducted) {
            let message =
                format!("{} trades in book {} were paid by one that is not there", paid.count, book.0);
            self.find(Kind::Agreement, "agreement", "?", message);
        }
        Ok(())
    }

    /// Every authorisation against its operations, the trades that it paid, and the frozen money of its payer.
    pub(super) async fn authorisations(&mut self, snapshot: &mut dyn Snapshot) -> Result<(), StoreError> {
        let (mut rows, mut operations) = (Rows::<Arc<Authorisation>>::new(), Rows::<OperationRow>::new());
        while let Some(row) = rows.next(snapshot).await? {
            self.report.totals.authorisations += 1;
            let own = (row.book, row.id);
            while let Some(stray) = operations.next_if(snapshot, |o| (o.book, o.authorisation) < own).await? {
                self.stray_operation(&stray);
            }
            let mut done = Vec::new();
            while let Some(operation) =
                operations.next_if(snapshot, |o| (o.book, o.authorisation) == own).await?
            {
                done.push(operation);
            }
            let paid = self.thawed.remove(&(row.book, hash(&row.no))).unwrap_or_default();
            for message in authorisation_faults(&row, &done, paid) {
                self.find(Kind::Authorisation, "authorisation", &row.no, message);
            }
            if let Some(account) = AccountId::of(&row.payer, AccountKind::AuthorisationFrozen) {
                *self.frozen.entry((row.book, account)).or_default() -= i128::from(row.rest().total().0);
            }
        }
        while let Some(stray) = operations.next(snapshot).await? {
            self.stray_operation(&stray);
        }
        for ((book, _), paid) in std::mem::take(&mut self.thawed) {
            let message =
                format!("{} trades in book {} were paid by one that is not there", paid.count, book.0);
            self.find(Kind::Authorisation, "authorisation", "?", message);
        }
        for ((_, account), difference) in std::mem::take(&mut self.frozen) {
            if difference != 0 {
                let message = format!("holds {} more than its authorisations freeze", yuan(difference));
                self.find(Kind::Authorisation, "account", format!("{account:?}"), message);
            }
        }
        Ok(())
    }

    fn stray_operation(&mut self, row: &OperationRow) {
        let message = format!("operation {} belongs to no authorisation", row.operation.version);
        self.find(Kind::Authorisation, "authorisation_operation", row.operation.id.0, message);
    }
}

fn agreement_faults(row: &Agreement, paid: Paid) -> Vec<String> {
    let mut faults = Vec::new();
    let done = &row.detail.deducted;
    if (done.count, i128::from(done.sum.0)) != (paid.count, paid.sum) {
        faults.push(format!(
            "counts {} deductions of {}, the trades say {} of {}",
            done.count,
            done.sum,
            paid.count,
            yuan(paid.sum)
        ));
    }
    if row.detail.rule.is_some() != row.detail.schedule.is_some() {
        faults.push("has a rule or a plan, not both".to_owned());
    }
    if let Some(rule) = &row.detail.rule
        && (rule.total_amount.is_some_and(|total| done.sum > total)
            || rule.total_payments.is_some_and(|times| done.count > times))
    {
        faults.push("has deducted more than was signed".to_owned());
    }
    faults
}

fn authorisation_faults(row: &Authorisation, operations: &[OperationRow], paid: Paid) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |holds: bool, message: &str| {
        if !holds {
            faults.push(message.to_owned());
        }
    };
    let of = |kind: OperationKind| {
        let done = operations.iter().map(|o| &o.operation).filter(|o| o.kind == kind);
        done.fold(Parts::ZERO, |sum, o| sum.plus(o.amount))
    };
    let gapless = operations.iter().zip(1..).all(|(o, version)| o.operation.version == version);
    let complete = operations.last().is_some_and(|o| o.operation.version == row.version);
    let detail = &row.detail;
    check(gapless && complete, "has operations with gaps");
    check(of(OperationKind::Freeze) == detail.frozen, "has frozen something else than its operations say");
    check(of(OperationKind::Pay) == detail.paid, "has paid something else than its operations say");
    check(
        of(OperationKind::Unfreeze) == detail.released,
        "has released something else than its operations say",
    );
    check(
        i128::from(detail.paid.total().0) == paid.sum,
        "has paid something else than the trades say that were paid by it",
    );
    let rest = row.rest();
    check(rest.fund.0 >= 0 && rest.credit.0 >= 0, "has given more than was frozen");
    check(
        (row.status == AuthorisationStatus::Authorized) == (rest != Parts::ZERO),
        "is in a state that contradicts what is frozen",
    );
    faults
}
