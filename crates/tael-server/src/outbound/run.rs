//! The dispatcher's loop, on real time: claim what is due, sleep until something is.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use tael_core::id::WorldId;
use tael_core::time::Instant;

use super::Inner;
use super::deliver::Reason;
use super::gate::Room;
use crate::committer::Failure;
use crate::pace::{PAUSE_AFTER_FAILURE, PAUSE_MAX, pause_until};

/// The most notifications that are claimed at once.
const PAGE: usize = 64;

pub(super) async fn run(inner: Arc<Inner>) {
    while !inner.stopping() {
        let pause = claim_all(&inner).await;
        tokio::select! {
            () = inner.woken.notified() => {}
            () = inner.gate.freed() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Claims what is due in every world; how long there is nothing more to do.
async fn claim_all(inner: &Arc<Inner>) -> Duration {
    let mut pause = PAUSE_MAX;
    inner.gate.want(true);
    let mut wanted = false;
    for world in inner.clocks.worlds() {
        match claim(inner, world).await {
            Ok(claimed) => {
                wanted |= claimed.wanted;
                pause = pause.min(claimed.pause);
            }
            Err(failure) => {
                tracing::warn!(%failure, ?world, "notifications that are due could not be claimed");
                pause = pause.min(PAUSE_AFTER_FAILURE);
            }
        }
    }
    inner.gate.want(wanted);
    pause
}

struct Claimed {
    /// A host takes no more, or no delivery at all may begin: look again when a place becomes free.
    wanted: bool,
    /// When the next notification is due.
    pause: Duration,
}

async fn claim(inner: &Arc<Inner>, world: WorldId) -> Result<Claimed, Failure> {
    // while the world is being advanced its deliveries are the advance's
    let Some(_turn) = inner.turns.try_share(world) else {
        return Ok(Claimed { wanted: false, pause: PAUSE_MAX });
    };
    let clock = inner.clocks.of(world);
    let mut progress = Progress::default();
    loop {
        let Room { total, per_host, full } = inner.gate.room();
        if inner.stopping() || total == 0 {
            return Ok(Claimed { wanted: true, pause: PAUSE_MAX });
        }
        let wanted = !full.is_empty();
        let rows = inner.due(world, clock.now(), total.min(PAGE), per_host, full.clone()).await?;
        if rows.is_empty() {
            let next = inner.due(world, Instant(i64::MAX), 1, 1, full).await?;
            let pause = pause_until(next.first().and_then(|row| row.due), &clock);
            return Ok(Claimed { wanted, pause });
        }
        let permits = rows.iter().map(|row| inner.gate.try_enter(world, &row.host));
        let claims: Vec<_> = rows.iter().zip(permits.collect::<Vec<_>>()).collect();
        let begun = join_all(claims.into_iter().filter_map(|(row, permit)| {
            let permit = permit?;
            Some(async move { (inner.deliverer.begin(row, Reason::Slot).await, permit) })
        }));
        let (mut failure, mut some) = (None, false);
        for (begun, permit) in begun.await {
            match begun {
                Ok(Some(begun)) => {
                    some = true;
                    inner.deliver_in_background(begun, None, permit);
                }
                Ok(None) => {}
                Err(why) => failure = Some(why),
            }
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
        progress.made(some)?;
    }
}

/// Notices rows that are due but never begin, instead of asking for them for ever.
#[derive(Default)]
pub(super) struct Progress(u32);

impl Progress {
    /// Pages in a row of which nothing began: other nodes may have been faster a few times.
    const EMPTY_MAX: u32 = 8;

    pub(super) fn made(&mut self, some: bool) -> Result<(), Failure> {
        self.0 = if some { 0 } else { self.0 + 1 };
        match self.0 {
            0..=Self::EMPTY_MAX => Ok(()),
            _ => Err(Failure::Defect("notifications are due that cannot begin".into())),
        }
    }
}
