//! The thread that redacts, keeps and writes what the gateway has queued.

use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use super::call::Call;
use super::entry::Entry;
use super::files::Files;
use super::{Options, Shared};

/// How long calls gather before they are worked on. A thread that is woken for each call costs the gateway more than
/// the call; readers do not wait for it.
const GATHER: Duration = Duration::from_millis(50);

/// What the thread is told apart from calls.
#[derive(Debug)]
pub(super) enum Order {
    /// Work on all that is queued, then say so.
    Flush(oneshot::Sender<()>),
    /// The same, and end.
    Close,
}

pub(super) struct Writer {
    pub(super) calls: Receiver<Box<Call>>,
    pub(super) orders: Receiver<Order>,
    pub(super) shared: Arc<Shared>,
    pub(super) files: Option<Files>,
    pub(super) options: Options,
    pub(super) line: Vec<u8>,
}

impl Writer {
    pub(super) fn run(mut self) {
        self.read_back();
        loop {
            self.shared.urgent.store(false, Ordering::SeqCst);
            // orders first: what was queued before an order is then surely seen
            let orders: Vec<Order> = self.orders.try_iter().collect();
            let worked = self.work();
            let mut closed = false;
            for order in orders {
                match order {
                    // whoever asked may have gone
                    Order::Flush(done) => drop(done.send(())),
                    Order::Close => closed = true,
                }
            }
            if closed {
                return;
            }
            if worked {
                std::thread::park_timeout(GATHER);
            } else {
                self.sleep();
            }
        }
    }

    /// Sleeps until there is something to do, then lets calls gather.
    fn sleep(&mut self) {
        self.shared.asleep.store(true, Ordering::SeqCst);
        // a call that came before the line above woke nobody
        if self.shared.queued.load(Ordering::SeqCst) == 0 {
            std::thread::park();
        }
        self.shared.asleep.store(false, Ordering::SeqCst);
        if !self.shared.urgent.load(Ordering::SeqCst) {
            std::thread::park_timeout(GATHER);
        }
    }

    /// Works on what is queued, at most one queue full; whether there was anything.
    fn work(&mut self) -> bool {
        let mut worked = false;
        for _ in 0..self.options.queue_max {
            let Ok(call) = self.calls.try_recv() else { break };
            self.shared.queued.fetch_sub(1, Ordering::SeqCst);
            self.shared.queued_bytes.fetch_sub(call.weight(), Ordering::Relaxed);
            self.keep(&call);
            worked = true;
        }
        if worked && let Some(Err(error)) = self.files.as_mut().map(Files::flush) {
            self.failed(&error);
        }
        worked
    }

    fn keep(&mut self, call: &Call) {
        let entry = Entry::of(call);
        self.line.clear();
        if let Err(error) = serde_json::to_writer(&mut self.line, &entry) {
            return self.failed(&error.into());
        }
        self.line.push(b'\n');
        debug_assert!(self.line.len() <= super::cut::ENTRY_BYTES_MAX, "the cuts bound an entry");
        if let Some(Err(error)) = self.files.as_mut().map(|files| files.append(&self.line)) {
            self.failed(&error);
        }
        self.push(entry, self.line.len());
    }

    fn push(&self, entry: Entry, bytes: usize) {
        self.shared.ring.write().unwrap_or_else(PoisonError::into_inner).push(Arc::new(entry), bytes);
    }

    /// Takes over what an earlier process has left. Lines that it did not finish are passed over.
    fn read_back(&self) {
        let Some(dir) = &self.options.dir else { return };
        Files::read_back(dir, &mut |line| {
            if let Ok(entry) = serde_json::from_slice::<Entry>(line) {
                self.push(entry, line.len());
            }
        });
    }

    fn failed(&self, error: &std::io::Error) {
        if self.shared.failures.fetch_add(1, Ordering::Relaxed) == 0 {
            tracing::warn!(%error, "the request log cannot be written; it goes on in memory");
        }
    }
}
