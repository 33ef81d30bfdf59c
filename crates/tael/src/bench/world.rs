//! What is there before a measurement: buyers, payment codes that live long enough, paid trades.
//!
//! All of it is decided by the methods themselves and written by the store's own commit; only the batches are larger
//! than a gateway's.

use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use serde_json::json;
use tael_api::method::{Answer, Call, CallFaults, Prepared};
use tael_api::{admin, registry, schema};
use tael_core::channel::Channel;
use tael_core::env::Env;
use tael_core::id::{Id, Ids, UserId, WorldId};
use tael_core::money::Fen;
use tael_core::party::User;
use tael_core::time::{DAY, Instant};
use tael_server::clock;
use tael_server::node::Node;
use tael_store::rounds::{self, Decide};
use tael_store::{AuthCode, Batch, Key, Need, Plan, Row, View, Write};

use crate::boot::Running;

/// Commands of a batch that prepares.
const BATCH: usize = 4096;

/// The node number of what is prepared; a measured node has another one.
const NODE: u16 = 511;

/// How long prepared payment codes live.
const CODE_LIFE: i64 = 10 * DAY;

/// Method that is measured most.
pub(super) const PAY: &str = "alipay.trade.pay";

/// Prepares the demo world of a node in this process.
pub(super) struct World<'a> {
    node: &'a Arc<Node>,
    runtime: tokio::runtime::Runtime,
    ids: Ids,
    call: Call,
    serial: u64,
}

impl<'a> World<'a> {
    /// The world of a node that `tael dev` has made.
    pub(super) fn of(running: &'a Running) -> anyhow::Result<World<'a>> {
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let (node, demo) = (&running.node, running.demo.as_ref().context("there is no demo world")?);
        let entry = runtime.block_on(node.directory.app(&demo.app.app_id))?.context("no demo app")?;
        let call = Call {
            world: WorldId::MAIN,
            book: entry.book,
            app: Arc::clone(&entry.app),
            pid: entry.app.partner_id.clone(),
            auth_app_id: None,
            notify: None,
            open_ids: Arc::clone(&node.open_ids),
            faults: CallFaults::default(),
        };
        // codes and numbers of earlier preparations are behind it
        let serial = u64::try_from(clock::real().0).unwrap_or(0) * 1000;
        Ok(World { node, runtime, ids: Ids::new(NODE, Id(0)), call, serial })
    }

    /// A call of the demo application, as admission makes it.
    pub(super) fn call(&self) -> Call {
        self.call.clone()
    }

    /// Copies of a demo buyer, with so much money each.
    pub(super) fn buyers(&mut self, like: &UserId, count: usize, each: Fen) -> anyhow::Result<Vec<UserId>> {
        let key = Key::User(like.clone());
        let loaded = self.runtime.block_on(self.node.store.load(&[key].into()))?;
        let Some((_, Some(Row::User(template)))) = loaded.into_iter().next() else {
            bail!("there is no demo buyer {like:?}");
        };
        let first = like.serial().context("a user id without a number")?;
        let mut ids = Vec::new();
        for n in 1..=i64::try_from(count)? {
            let user_id = UserId::from_serial((first + n) % 1_000_000_000_000);
            let logon_id = format!("bench{n}@tael.example").into();
            let user = Arc::new(User { user_id: user_id.clone(), logon_id, ..User::clone(&template) });
            let decide = move |view: &View, env: &Env| {
                Ok((admin::put_user(&user, &[(Channel::Balance, each)], view, env)?, ()))
            };
            self.runtime.block_on(self.node.committer.run(WorldId::MAIN, None, decide))?;
            ids.push(user_id);
        }
        Ok(ids)
    }

    /// So many payment codes, shown by the buyers in turn.
    pub(super) fn codes(&mut self, buyers: &[UserId], count: usize) -> anyhow::Result<Vec<String>> {
        let (mut codes, mut buyers) = (Vec::with_capacity(count), buyers.iter().cycle());
        let expires_at = clock::real().plus(CODE_LIFE);
        while codes.len() < count {
            let mut plans = Vec::new();
            for _ in 0..BATCH.min(count - codes.len()) {
                self.serial += 1;
                let book = self.call.book;
                let code = format!("28{:03}{:013}", book.0, self.serial % 10_000_000_000_000);
                plans.push(Plan::none().with(Write::IssueCode(AuthCode {
                    book,
                    code: code.as_str().into(),
                    user: buyers.next().context("nobody to show codes")?.clone(),
                    scene: "bar_code".into(),
                    expires_at,
                    used_by: None,
                })));
                codes.push(code);
            }
            self.commit(plans)?;
        }
        Ok(codes)
    }

    /// Pays a trade with each of these codes; the numbers of the trades.
    pub(super) fn pay(&mut self, codes: &[String]) -> anyhow::Result<Vec<String>> {
        let mut numbers = Vec::with_capacity(codes.len());
        for chunk in codes.chunks(BATCH) {
            let now = clock::real();
            let mut commands = Vec::new();
            for code in chunk {
                let number = format!("P{code}");
                let prepared = prepare(PAY, self.call(), &payment(&number, code).to_string())?;
                let env = Env::new(now, self.ids.block(now), 0);
                commands.push(Command(Box::new(Deciding { prepared, env, code: "" })));
                numbers.push(number);
            }
            let (mut view, store) = (View::default(), &self.node.store);
            let decided = self
                .runtime
                .block_on(rounds::decide(&mut commands, &mut view, async |keys| store.load(keys).await));
            let mut decided = decided?;
            ensure!(commands.iter().all(|c| c.0.code == "10000"), "a prepared payment is refused");
            self.commit(decided.order.iter().map(|&i| std::mem::take(&mut decided.plans[i])).collect())?;
        }
        Ok(numbers)
    }

    fn commit(&mut self, plans: Vec<Plan>) -> anyhow::Result<()> {
        let id = self.ids.block(clock::real()).next();
        self.runtime.block_on(self.node.store.commit(Batch { id, plans }))?;
        Ok(())
    }
}

/// biz_content of a payment with this code.
pub(super) fn payment(out_trade_no: &str, code: &str) -> serde_json::Value {
    json!({
        "out_trade_no": out_trade_no,
        "scene": "bar_code",
        "auth_code": code,
        "product_code": "FACE_TO_FACE_PAYMENT",
        "subject": "苹果 5 斤",
        "total_amount": "0.01",
        "store_id": "NJ_001",
        "timeout_express": "90m",
    })
}

/// A checked call that waits for its decision.
pub(super) fn prepare(method: &str, call: Call, biz_content: &str) -> anyhow::Result<Prepared> {
    let method = registry::by_name(method).context("there is no such method")?;
    let prepared = method.prepare(call, biz_content, schema::Options::default());
    prepared.map_err(|answer| anyhow::anyhow!("a request is refused: {}", refusal(&answer)))
}

/// What an answer says, for people.
pub(super) fn refusal(answer: &Answer) -> String {
    format!(
        "{} {} {}",
        answer.code,
        answer.sub_code.unwrap_or_default(),
        answer.hint.as_deref().unwrap_or_default()
    )
}

struct Deciding {
    prepared: Prepared,
    env: Env,
    code: &'static str,
}

impl Decide for Deciding {
    fn decide(&mut self, view: &View) -> Result<Plan, Need> {
        let (plan, answer) = (self.prepared.decide)(view, &self.env.restarted())?;
        self.code = answer.code;
        Ok(plan)
    }
}

struct Command(Box<Deciding>);

impl AsMut<dyn Decide + Send> for Command {
    fn as_mut(&mut self) -> &mut (dyn Decide + Send + 'static) {
        &mut *self.0
    }
}

/// The instant of now in Beijing time, as requests carry it.
pub(super) fn timestamp() -> String {
    let now: Instant = clock::real();
    now.to_string()
}
