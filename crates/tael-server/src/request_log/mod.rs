//! The request log: every call of the gateway with its parameters, the string that was verified, the verdict, the
//! times and the answer, for the console and `GET /requests` (interfaces.md).
//!
//! It lies off the path of the commit (architecture.md, decision 12): [`RequestLog::record`] queues the call and never
//! waits; a thread of its own redacts it ([`redact`]), keeps the newest in memory ([`ring`]) and appends them to
//! files ([`files`]). What may be lost is the last tenth of a second before a crash, and calls that come faster than they can
//! be written, which are counted. A reader sees every call that was recorded before he asked.

mod call;
mod cut;
mod entry;
mod files;
mod redact;
mod ring;
mod writer;

#[cfg(test)]
mod tests;

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::{JoinHandle, Thread};

use tokio::sync::oneshot;

pub use call::{Call, Parameters, Verified};
pub use entry::{Diagnosis, Entry, Micros, Verdict, Warning};
pub use ring::Filter;

use files::Files;
use ring::Ring;
use writer::{Order, Writer};

/// How much is kept, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the files lie; `None` keeps the log in memory only.
    pub dir: Option<PathBuf>,
    /// Calls in memory.
    pub entries_max: usize,
    /// Bytes of JSON in memory, and again in files.
    pub bytes_max: usize,
    /// Calls that may wait for the thread; more are dropped.
    pub queue_max: usize,
    /// Bytes that may wait for the thread; more are dropped.
    pub queue_bytes_max: usize,
}

impl Default for Options {
    /// In memory only: 10,000 calls, 32 MB; queue of 4,096 calls, 16 MB.
    fn default() -> Self {
        Options {
            dir: None,
            entries_max: 10_000,
            bytes_max: 32 * 1024 * 1024,
            queue_max: 4_096,
            queue_bytes_max: 16 * 1024 * 1024,
        }
    }
}

/// What gateway and thread have in common.
#[derive(Debug)]
struct Shared {
    ring: RwLock<Ring>,
    queued: AtomicUsize,
    queued_bytes: AtomicUsize,
    /// The thread has nothing to do and must be woken.
    asleep: AtomicBool,
    /// Calls are not to gather: somebody waits, or the queue fills.
    urgent: AtomicBool,
    dropped: AtomicU64,
    failures: AtomicU64,
}

/// The request log. Cheap to clone through an [`Arc`].
#[derive(Debug)]
pub struct RequestLog {
    calls: SyncSender<Box<Call>>,
    orders: Sender<Order>,
    shared: Arc<Shared>,
    thread: Thread,
    handle: Mutex<Option<JoinHandle<()>>>,
    queue_max: usize,
    queue_bytes_max: usize,
}

impl RequestLog {
    /// Opens the log and starts its thread, which first takes over the newest entries of the files.
    ///
    /// # Errors
    /// Where the directory or the current file cannot be opened, or the thread not started.
    pub fn open(options: Options) -> io::Result<RequestLog> {
        let files = options.dir.as_ref().map(|dir| Files::open(dir, options.bytes_max as u64)).transpose()?;
        let (calls, call_inbox) = sync_channel(options.queue_max.max(1));
        let (orders, order_inbox) = channel();
        let shared = Arc::new(Shared {
            ring: RwLock::new(Ring::new(options.entries_max, options.bytes_max)),
            queued: AtomicUsize::new(0),
            queued_bytes: AtomicUsize::new(0),
            asleep: AtomicBool::new(false),
            urgent: AtomicBool::new(false),
            dropped: AtomicU64::new(0),
            failures: AtomicU64::new(0),
        });
        let (queue_max, queue_bytes_max) = (options.queue_max.max(1), options.queue_bytes_max);
        let writer = Writer {
            calls: call_inbox,
            orders: order_inbox,
            shared: Arc::clone(&shared),
            files,
            options,
            line: Vec::new(),
        };
        let handle = std::thread::Builder::new().name("request-log".into()).spawn(move || writer.run())?;
        let thread = handle.thread().clone();
        let handle = Mutex::new(Some(handle));
        Ok(RequestLog { calls, orders, shared, thread, handle, queue_max, queue_bytes_max })
    }

    /// Queues a call. Never waits: where the queue is full the call is dropped and counted.
    pub fn record(&self, call: Call) {
        let weight = call.weight();
        let waiting = self.shared.queued_bytes.fetch_add(weight, Ordering::Relaxed);
        // counted before it is sent, for the thread counts down what it receives
        let queued = self.shared.queued.fetch_add(1, Ordering::SeqCst);
        let fits = waiting + weight <= self.queue_bytes_max;
        if !fits || self.calls.try_send(Box::new(call)).is_err() {
            self.shared.queued.fetch_sub(1, Ordering::SeqCst);
            self.shared.queued_bytes.fetch_sub(weight, Ordering::Relaxed);
            self.shared.dropped.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let fills = queued >= self.queue_max / 4 || waiting >= self.queue_bytes_max / 4;
        let hurries = fills && !self.shared.urgent.swap(true, Ordering::SeqCst);
        let sleeps =
            self.shared.asleep.load(Ordering::SeqCst) && self.shared.asleep.swap(false, Ordering::SeqCst);
        if hurries || sleeps {
            self.thread.unpark();
        }
    }

    /// Returns when every call that was recorded before is kept.
    pub async fn flush(&self) {
        let (done, kept) = oneshot::channel();
        if self.orders.send(Order::Flush(done)).is_ok() {
            self.shared.urgent.store(true, Ordering::SeqCst);
            self.thread.unpark();
            // an error means that the thread has ended, and with it the queue
            let _ = kept.await;
        }
    }

    /// The call with this trace id.
    pub async fn get(&self, trace_id: &str) -> Option<Arc<Entry>> {
        self.flush().await;
        self.shared.ring.read().unwrap_or_else(PoisonError::into_inner).get(trace_id)
    }

    /// The newest calls first.
    pub async fn list(&self, filter: &Filter) -> Vec<Arc<Entry>> {
        self.flush().await;
        self.shared.ring.read().unwrap_or_else(PoisonError::into_inner).list(filter)
    }

    /// Keeps what is queued and ends the thread; blocks until it has. Later calls are dropped and counted.
    pub fn close(&self) {
        let handle = self.handle.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(handle) = handle {
            // an error means that the thread has ended
            let _ = self.orders.send(Order::Close);
            self.shared.urgent.store(true, Ordering::SeqCst);
            self.thread.unpark();
            if handle.join().is_err() {
                tracing::error!("the thread of the request log has failed");
            }
        }
    }

    /// Calls that were not kept because they came too fast.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.shared.dropped.load(Ordering::Relaxed)
    }

    /// Calls or flushes that could not be written to the files.
    #[must_use]
    pub fn failures(&self) -> u64 {
        self.shared.failures.load(Ordering::Relaxed)
    }

    /// Calls that wait for the thread.
    #[must_use]
    pub fn queued(&self) -> usize {
        self.shared.queued.load(Ordering::Relaxed)
    }

    /// Calls in memory.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.shared.ring.read().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Drop for RequestLog {
    fn drop(&mut self) {
        self.close();
    }
}
