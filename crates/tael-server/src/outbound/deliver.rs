//! One delivery: recorded, built, signed, posted, its end recorded (`semantics.md §12.9`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tael_core::env::Env;
use tael_core::id::{Book, Id};
use tael_core::notify::slot_after;
use tael_core::time::Instant;
use tael_store::{AttemptEnd, Need, Outbound, OutboundState, Plan, View, Write};
use tael_wire::sign::Signer;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::faults::{DeliveryFault, DeliveryFaults};
use super::form::{self, Form};
use super::gate::Permit;
use super::heard::{Followers, Heard};
use super::post::{Exchange, Poster};
use crate::committer::{Committer, Failure, Haste};
use crate::crash::{self, Point};
use crate::outbound::Observe;
use crate::pace::{along, patiently};
use crate::telemetry::Delivered;

/// A host that confirms within so many milliseconds is quick.
const QUICK: i64 = 1_000;

/// Why a delivery happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// A slot is due.
    Slot,
    /// Somebody asked for it; the slots stay as they are.
    ByHand,
    /// It was held back; the slots stay as they are.
    Released,
}

/// A delivery that is recorded and may leave.
#[derive(Clone, Debug)]
pub(crate) struct Begun {
    /// The notification as it was before.
    pub(crate) row: Arc<Outbound>,
    pub(crate) n: u32,
    pub(crate) at: Instant,
}

/// Where notifications are signed: among the answers, which wait for the same turns.
#[derive(Clone, Debug)]
pub struct Signing {
    /// What signatures are made on.
    pub runtime: Handle,
    /// Who may sign now.
    pub turns: Arc<Semaphore>,
}

/// Makes deliveries.
pub(crate) struct Deliverer {
    committer: Committer,
    signer: Arc<Signer>,
    poster: Poster,
    faults: Arc<dyn DeliveryFaults>,
    observe: Observe,
    signing: Signing,
    held_back: HeldBack,
    followers: Followers,
}

impl Deliverer {
    pub(crate) fn new(
        committer: Committer,
        signer: Arc<Signer>,
        poster: Poster,
        faults: Arc<dyn DeliveryFaults>,
        observe: Observe,
        signing: Signing,
    ) -> Deliverer {
        let (held_back, followers) = (HeldBack::default(), Followers::default());
        Deliverer { committer, signer, poster, faults, observe, signing, held_back, followers }
    }

    /// Who wants to hear of deliveries.
    pub(crate) fn followers(&self) -> &Followers {
        &self.followers
    }

    /// Records that a delivery begins. `None` where there is nothing to deliver (any more): another node has the slot,
    /// or the notification is unknown.
    pub(crate) async fn begin(&self, row: &Outbound, reason: Reason) -> Result<Option<Begun>, Failure> {
        crash::pass(Point::BeforeRecord);
        let (book, id) = (row.book, row.id);
        let decision = move |view: &View, env: &Env| begin(book, id, reason, view, env);
        patiently(&self.committer, row.world, None, decision).await
    }

    /// Makes a delivery that has begun, for somebody who waits until it is recorded.
    pub(crate) async fn deliver(&self, begun: Begun, reason: Reason) -> Delivery {
        self.make(begun, reason, None, None).await
    }

    /// Makes a delivery that nobody waits for: its place is free as soon as the host has answered, and its end is recorded
    /// along with whatever is committed next. With a `turn` to sign it does not stand in line for one; it must run where
    /// signatures are made then.
    pub(crate) async fn deliver_unwatched(
        &self,
        begun: Begun,
        turn: Option<OwnedSemaphorePermit>,
        permit: &mut Permit,
    ) -> Delivery {
        self.make(begun, Reason::Slot, turn, Some(permit)).await
    }

    async fn make(
        &self,
        begun: Begun,
        reason: Reason,
        turn: Option<OwnedSemaphorePermit>,
        mut permit: Option<&mut Permit>,
    ) -> Delivery {
        if reason == Reason::Slot && self.faults.take(DeliveryFault::OutOfOrder, &begun.row) {
            self.held_back.hold(&begun.row);
            (self.observe)(Delivered::NotSent);
            let end =
                not_sent("held back behind the next one of the trade, as the fault notify_out_of_order asks");
            self.end(&begun, end.clone(), Haste::Waited).await;
            return Delivery { end, timed_out: false, released: Vec::new() };
        }
        let twice = reason == Reason::Slot && self.faults.take(DeliveryFault::Duplicate, &begun.row);
        let form = match turn {
            Some(turn) => self.form_in_turn(&begun, turn),
            None => self.form(&begun).await,
        };
        if let Some(permit) = &mut permit {
            permit.posts();
        }
        let heard = form.as_ref().ok().filter(|_| self.followers.any()).cloned();
        let exchange = match form {
            Ok(form) => self.post(&begun.row.url, form, twice).await,
            Err(why) => Exchange { end: not_sent(&why), timed_out: false },
        };
        crash::pass(Point::AfterPost);
        (self.observe)(observed(&exchange));
        let haste = if permit.is_some() { Haste::Any } else { Haste::Waited };
        if let Some(permit) = permit {
            permit.answered(exchange.end.delivered && exchange.end.millis <= QUICK);
        }
        self.end(&begun, exchange.end.clone(), haste).await;
        if let Some(Form { content_type, body }) = heard {
            let (row, end) = (Arc::clone(&begun.row), exchange.end.clone());
            self.followers.tell(Heard { row, n: begun.n, at: begun.at, end, content_type, form: body });
        }
        let released = match reason {
            Reason::Slot | Reason::ByHand => self.held_back.release(&begun.row),
            Reason::Released => Vec::new(),
        };
        Delivery { end: exchange.end, timed_out: exchange.timed_out, released }
    }

    /// Ends a delivery that has begun, without a POST.
    pub(crate) async fn skip(&self, begun: &Begun, why: &str) {
        (self.observe)(Delivered::NotSent);
        self.end(begun, not_sent(why), Haste::Waited).await;
    }

    fn form_in_turn(&self, begun: &Begun, turn: OwnedSemaphorePermit) -> Result<Form, String> {
        let form = form::build(&begun.row, begun.at, &self.signer);
        drop(turn);
        form.map_err(|e| e.to_string())
    }

    async fn form(&self, begun: &Begun) -> Result<Form, String> {
        let (row, at, signer) = (Arc::clone(&begun.row), begun.at, Arc::clone(&self.signer));
        let turns = Arc::clone(&self.signing.turns);
        let built = self.signing.runtime.spawn(async move {
            let _turn = turns.acquire().await;
            form::build(&row, at, &signer)
        });
        match built.await {
            Ok(form) => form.map_err(|e| e.to_string()),
            Err(_) => Err("the gateway is shutting down".into()),
        }
    }

    /// Posts, twice where a fault asks for it; the answer to the first counts.
    async fn post(&self, url: &str, form: Form, twice: bool) -> Exchange {
        let first = self.poster.post(url, &form.content_type, form.body.clone()).await;
        if twice {
            self.poster.post(url, &form.content_type, form.body).await;
        }
        first
    }

    async fn end(&self, begun: &Begun, end: AttemptEnd, haste: Haste) {
        let (book, outbound, n) = (begun.row.book, begun.row.id, begun.n);
        let decision = move |_: &View, _: &Env| {
            Ok((Plan::none().with(Write::EndAttempt { book, outbound, n, end: end.clone() }), ()))
        };
        let world = begun.row.world;
        let recorded = match haste {
            Haste::Any => along(&self.committer, world, decision).await,
            Haste::Waited | Haste::Signed => patiently(&self.committer, world, None, decision).await,
        };
        if let Err(failure) = recorded {
            // the slot stays used, the next one follows
            tracing::error!(%failure, ?outbound, n, "the end of a delivery could not be recorded");
        }
    }
}

/// A delivery that is over.
pub(crate) struct Delivery {
    pub(crate) end: AttemptEnd,
    pub(crate) timed_out: bool,
    /// Notifications that were held back behind this one.
    pub(crate) released: Vec<(Book, Id)>,
}

/// The decision to begin a delivery, on the row as it is now: of two nodes that see a slot due, one finds it taken.
fn begin(book: Book, id: Id, reason: Reason, view: &View, env: &Env) -> Result<(Plan, Option<Begun>), Need> {
    let Some(row) = view.outbound(book, id)? else { return Ok((Plan::none(), None)) };
    let next = match (reason, row.due) {
        (Reason::ByHand | Reason::Released, due) => due,
        (Reason::Slot, Some(due)) if row.state == OutboundState::Pending && due <= env.now => {
            // slots that passed while nobody could deliver are made up for by this one, not by a burst of deliveries
            slot_after(row.created_at, env.now)
        }
        (Reason::Slot, _) => return Ok((Plan::none(), None)),
    };
    let begun = Begun { row: Arc::clone(row), n: row.attempts + 1, at: env.now };
    let write = Write::BeginAttempt { book, outbound: id, n: begun.n, at: begun.at, next };
    Ok((Plan::none().with(write), Some(begun)))
}

fn not_sent(why: &str) -> AttemptEnd {
    AttemptEnd { status: None, body: String::new(), millis: 0, error: Some(why.to_owned()), delivered: false }
}

/// Notifications that wait for another one of their trade (`notify_out_of_order`). Their slot is used, the next one is
/// due as usual: so nothing is lost where no other follows, or the node stops.
#[derive(Default)]
struct HeldBack(Mutex<HashMap<(Book, Id), Vec<Id>>>);

impl HeldBack {
    fn hold(&self, row: &Outbound) {
        self.lock().entry((row.book, row.subject)).or_default().push(row.id);
    }

    /// What waited for `row`, which has been delivered; it does not wait itself any more.
    fn release(&self, row: &Outbound) -> Vec<(Book, Id)> {
        let mut waiting = self.lock().remove(&(row.book, row.subject)).unwrap_or_default();
        waiting.retain(|id| *id != row.id);
        waiting.into_iter().map(|id| (row.book, id)).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(Book, Id), Vec<Id>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How an exchange ended, for the metrics.
fn observed(exchange: &Exchange) -> Delivered {
    match (exchange.end.delivered, exchange.end.status) {
        (true, _) => Delivered::Success,
        (false, Some(_)) => Delivered::Refused,
        (false, None) if exchange.timed_out => Delivered::TimedOut,
        (false, None) => Delivered::Unreachable,
    }
}
