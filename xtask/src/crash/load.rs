//! The load: eight merchants that create and pay as fast as they are answered, until their connection breaks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::client::{Connection, Demo};

const MERCHANTS: u32 = 8;

/// How long a random round may take to its moment.
const PATIENCE: Duration = Duration::from_secs(120);

/// An answer of 10000.
#[derive(Clone, Debug)]
pub(super) struct Answered {
    /// The order.
    pub(super) out_trade_no: String,
    /// Its trade.
    pub(super) trade_no: String,
    /// True for a payment.
    pub(super) paid: bool,
}

/// The load on one gateway.
pub(super) struct Load {
    threads: Vec<JoinHandle<Result<Ended>>>,
    progress: Arc<Progress>,
}

#[derive(Default)]
struct Progress {
    answers: Mutex<u64>,
    more: Condvar,
    failed: AtomicBool,
}

/// How a merchant ended.
struct Ended {
    answers: Vec<Answered>,
    in_flight: bool,
}

impl Load {
    /// Starts the merchants.
    pub(super) fn start(demo: &Demo, round: u32, notify_url: &str) -> Load {
        let progress = Arc::new(Progress::default());
        let merchant = |n: u32| {
            let (progress, notify_url) = (Arc::clone(&progress), notify_url.to_owned());
            let demo = demo.again();
            std::thread::spawn(move || {
                let ended =
                    demo.and_then(|demo| buy(&demo, &format!("R{round}_{n}"), &notify_url, &progress));
                if ended.is_err() {
                    progress.failed.store(true, Ordering::Release);
                    progress.more.notify_all();
                }
                ended
            })
        };
        let threads = (0..MERCHANTS).map(merchant).collect();
        Load { threads, progress }
    }

    /// Waits until so many calls were answered with 10000.
    pub(super) fn await_answers(&self, count: u64) -> Result<()> {
        let mut answers = self.progress.answers.lock().unwrap_or_else(PoisonError::into_inner);
        while *answers < count {
            if self.progress.failed.load(Ordering::Acquire) {
                bail!("a merchant was refused");
            }
            let (next, waited) =
                self.progress.more.wait_timeout(answers, PATIENCE).unwrap_or_else(PoisonError::into_inner);
            if waited.timed_out() {
                bail!("{} answers in {} s", *next, PATIENCE.as_secs());
            }
            answers = next;
        }
        Ok(())
    }

    /// Everything that was answered, and how many calls were not when the gateway died.
    pub(super) fn finish(self) -> Result<(Vec<Answered>, usize)> {
        let (mut answers, mut in_flight) = (Vec::new(), 0);
        for thread in self.threads {
            let ended = thread.join().map_err(|_| anyhow::anyhow!("a merchant panicked"))??;
            answers.extend(ended.answers);
            in_flight += usize::from(ended.in_flight);
        }
        Ok((answers, in_flight))
    }
}

/// Creates and pays in turn until the connection breaks. A refusal is an error: nothing in this load may be refused.
fn buy(demo: &Demo, prefix: &str, notify_url: &str, progress: &Progress) -> Result<Ended> {
    let mut ended = Ended { answers: Vec::new(), in_flight: false };
    let buyer = demo.text("/buyers/0/user_id")?;
    let Ok(mut connection) = Connection::open(demo) else { return Ok(ended) };
    for n in 0_u32.. {
        let out_trade_no = format!("{prefix}_{n}");
        let mut order = json!({"out_trade_no": out_trade_no, "total_amount": "1.01", "subject": "crash"});
        let paid = n % 2 == 1;
        let method = if paid { "alipay.trade.pay" } else { "alipay.trade.create" };
        if paid {
            let shown = connection.control(
                demo,
                &format!("/buyers/{buyer}/auth-codes"),
                &json!({"scene": "bar_code"}),
            );
            let Ok(shown) = shown else {
                ended.in_flight = true;
                return Ok(ended);
            };
            order["auth_code"] = shown["auth_code"].clone();
        }
        let Ok(answer) = connection.call(demo, method, &order, Some(notify_url)) else {
            ended.in_flight = true;
            return Ok(ended);
        };
        if answer["code"] != "10000" {
            bail!("{method} {order} was answered {answer}");
        }
        let trade_no = answer["trade_no"].as_str().context("an answer without trade_no")?.to_owned();
        ended.answers.push(Answered { out_trade_no, trade_no, paid });
        *progress.answers.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        progress.more.notify_all();
    }
    Ok(ended)
}

/// True for a member with this text.
pub(super) fn is(answer: &Value, name: &str, text: &str) -> bool {
    answer[name].as_str() == Some(text)
}
