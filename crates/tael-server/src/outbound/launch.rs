//! Deliveries that begin in the commit of what they tell of (docs/decisions/0010).
//!
//! A notification that may leave at once is recorded as begun by the very command that enqueues it. Nobody has to look for
//! what is due then, and there is one command where there were two. The record is durable before the POST leaves all the
//! same (`semantics.md §12.9`). What may not leave at once is found by the dispatcher's loop.

use std::sync::Arc;

use tael_core::notify::slot_after;
use tael_core::time::Instant;
use tael_store::{Outbound, OutboundState, Plan, Write};
use tokio::sync::OwnedSemaphorePermit;

use super::Dispatcher;
use super::deliver::Begun;
use super::gate::Permit;
use crate::crash::{self, Point};

/// A delivery that has begun as soon as the plan that says so is committed. Dropped where it is not, it leaves nothing
/// behind.
#[derive(Debug)]
pub struct Launch {
    begun: Begun,
    permit: Permit,
}

impl Dispatcher {
    /// Adds to a plan, decided at `now`, that the deliveries of what it enqueues begin; those that may.
    pub fn begin_with(&self, plan: &mut Plan, now: Instant) -> Vec<Launch> {
        let mut launches = Vec::new();
        let writes = std::mem::take(&mut plan.0);
        for write in writes {
            let launch = match &write {
                Write::Enqueue(row) => self.enter(row, now),
                _ => None,
            };
            plan.push(write);
            if let Some(launch) = launch {
                let Begun { row, n, at } = &launch.begun;
                let next = slot_after(row.created_at, *at);
                plan.push(Write::BeginAttempt { book: row.book, outbound: row.id, n: *n, at: *at, next });
                launches.push(launch);
            }
        }
        launches
    }

    /// Makes deliveries whose plan is committed. Whoever has just signed hands its turn on to the first of them, which
    /// need not stand in line behind all answers then.
    pub fn launch(&self, launches: Vec<Launch>, mut turn: Option<OwnedSemaphorePermit>) {
        for Launch { begun, permit } in launches {
            self.0.deliver_in_background(begun, turn.take(), permit);
        }
    }

    fn enter(&self, row: &Arc<Outbound>, now: Instant) -> Option<Launch> {
        let is_due = row.state == OutboundState::Pending && row.due.is_some_and(|due| due <= now);
        if !is_due || self.0.stopping() {
            return None;
        }
        // while the world is being advanced its deliveries are the advance's; one that is to come waits for this one
        let _turn = self.0.turns.try_share(row.world)?;
        let permit = self.0.gate.try_line_up(row.world, &row.host)?;
        crash::pass(Point::BeforeRecord);
        Some(Launch { begun: Begun { row: Arc::clone(row), n: row.attempts + 1, at: now }, permit })
    }
}
