//! Deliveries as others hear of them: whoever follows a node's notifications gets each one as it ends.

use std::sync::Arc;

use bytes::Bytes;
use tael_core::time::Instant;
use tael_store::{AttemptEnd, Outbound};
use tokio::sync::broadcast;

/// So many deliveries wait for a slow follower; then it misses the oldest, and is told how many.
const KEPT: usize = 256;

/// A delivery that was posted, or tried to.
#[derive(Clone, Debug)]
pub struct Heard {
    /// The notification.
    pub row: Arc<Outbound>,
    /// Which delivery.
    pub n: u32,
    /// When it began, on the world's clock.
    pub at: Instant,
    /// How it ended.
    pub end: AttemptEnd,
    /// The content type of the form.
    pub content_type: String,
    /// The form that was posted, to the byte.
    pub form: Bytes,
}

/// Tells followers; where there are none it costs nothing.
#[derive(Clone)]
pub(crate) struct Followers(broadcast::Sender<Arc<Heard>>);

impl Default for Followers {
    fn default() -> Followers {
        Followers(broadcast::Sender::new(KEPT))
    }
}

impl Followers {
    /// Is there anybody?
    pub(crate) fn any(&self) -> bool {
        self.0.receiver_count() > 0
    }

    /// Tells everybody.
    pub(crate) fn tell(&self, heard: Heard) {
        // the last follower may have gone meanwhile
        let _ = self.0.send(Arc::new(heard));
    }

    /// Follows from now on.
    pub(crate) fn follow(&self) -> broadcast::Receiver<Arc<Heard>> {
        self.0.subscribe()
    }
}
