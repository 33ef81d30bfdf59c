//! Notifications and their deliveries.

use std::sync::Arc;

use tael_core::notify;
use tael_store::{Attempt, Outbound, OutboundState, Snapshot, StoreError, Topic};

use super::rows::Rows;
use super::{Audit, hash};
use crate::report::Kind;

impl Audit {
    /// Notifications and deliveries side by side.
    pub(super) async fn outbox(&mut self, snapshot: &mut dyn Snapshot) -> Result<(), StoreError> {
        let (mut rows, mut attempts) = (Rows::<Arc<Outbound>>::new(), Rows::<Attempt>::new());
        while let Some(row) = rows.next(snapshot).await? {
            let own = (row.book, row.id);
            while let Some(stray) = attempts.next_if(snapshot, |a| (a.book, a.outbound) < own).await? {
                self.stray_attempt(&stray);
            }
            let mut deliveries = Vec::new();
            while let Some(attempt) = attempts.next_if(snapshot, |a| (a.book, a.outbound) == own).await? {
                deliveries.push(attempt);
            }
            self.notification(&row, &deliveries);
        }
        while let Some(stray) = attempts.next(snapshot).await? {
            self.stray_attempt(&stray);
        }
        Ok(())
    }

    fn stray_attempt(&mut self, attempt: &Attempt) {
        self.report.totals.deliveries += 1;
        let message = format!("delivery {} in book {} belongs to no notification", attempt.n, attempt.book.0);
        self.find(Kind::Outbox, "outbox_attempt", attempt.outbound.0, message);
    }

    fn notification(&mut self, row: &Outbound, attempts: &[Attempt]) {
        self.report.totals.notifications += 1;
        self.report.totals.deliveries += attempts.len() as u64;
        let mut faults = delivery_faults(row, attempts);
        let key = (row.book, row.subject);
        let (what, known) = match row.topic {
            Topic::Trade => ("trade", self.known.get(&key).map(|trade| trade.no)),
            Topic::Agreement => ("agreement", self.agreed.get(&key).copied()),
        };
        match known {
            None => faults.push(format!("tells of {what} {}, which is not there", row.subject.0)),
            Some(no) if no != hash(&row.subject_no) => {
                faults.push(format!(
                    "names {what} {}, but tells of {what} {}, which has another number",
                    row.subject_no, row.subject.0
                ));
            }
            Some(_) => {}
        }
        for message in faults {
            self.find(Kind::Outbox, "outbox", row.id.0, message);
        }
    }
}

fn delivery_faults(row: &Outbound, attempts: &[Attempt]) -> Vec<String> {
    let mut faults = Vec::new();
    let gapless = attempts.iter().zip(1..).all(|(attempt, n)| attempt.n == n);
    if !gapless || attempts.len() != row.attempts as usize {
        let numbers: Vec<String> = attempts.iter().map(|a| a.n.to_string()).collect();
        faults.push(format!("{} deliveries were begun, there are [{}]", row.attempts, numbers.join(", ")));
    }
    if attempts.iter().any(|attempt| attempt.at < row.created_at) {
        faults.push("was delivered before it was made".to_owned());
    }
    let delivered = attempts.iter().any(|a| a.end.as_ref().is_some_and(|end| end.delivered));
    if delivered != (row.state == OutboundState::Delivered) {
        let confirmed = if delivered { "a delivery was confirmed" } else { "no delivery was confirmed" };
        faults.push(format!("is {}, but {confirmed}", row.state.as_str()));
    }
    faults.extend(due_fault(row, attempts));
    faults
}

/// When the next slot is due: the first one behind some delivery, the very first where there is none yet. Which slot does
/// not follow from the number of deliveries: those by hand use none, and one delivery makes up for slots that passed while
/// no node ran.
fn due_fault(row: &Outbound, attempts: &[Attempt]) -> Option<String> {
    let begun = attempts.len();
    let mut behind = attempts.iter().map(|attempt| notify::slot_after(row.created_at, attempt.at));
    match (row.state, row.due) {
        (OutboundState::Pending, Some(due)) => {
            let first = notify::slot(row.created_at, 1) == Some(due);
            let fits = first || behind.any(|slot| slot == Some(due));
            (!fits).then(|| format!("is due at {due:?}, which is no slot behind its {begun} deliveries"))
        }
        (OutboundState::Pending, None) => {
            let under_way = behind.any(|slot| slot.is_none()) && attempts.iter().any(|a| a.end.is_none());
            (!under_way).then(|| "is pending, but never due".to_owned())
        }
        (state, Some(_)) => Some(format!("is {}, but due", state.as_str())),
        (OutboundState::Exhausted, None) if behind.all(|slot| slot.is_some()) => {
            Some(format!("is exhausted after {begun} deliveries, none of them in the last slot"))
        }
        (_, None) => None,
    }
}
