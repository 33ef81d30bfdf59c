//! Sixty-four clients want the same thing at the same time: one number, one payment code, one coupon, one counter, one
//! balance. Exactly one gets it, round after round, and the books balance behind them (`architecture.md`, decision 5).
//!
//! The clients are tasks over the real committer and a real data file; only HTTP and the signature are left out.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tael_api::method::{Answer, Call, CallFaults};
use tael_api::{admin, registry, schema};
use tael_core::channel::Channel;
use tael_core::env::Env;
use tael_core::id::{AppId, Book, UserId, WorldId};
use tael_core::money::{Fen, Rate};
use tael_core::party::{App, Contract, Coupon, CouponFunder, Merchant, User};
use tael_server::clock::Clocks;
use tael_server::committer::Committer;
use tael_server::open_ids::CipherOpenIds;
use tael_sim::audit;
use tael_store::conformance::Scratch;
use tael_store::{Directory, Need, Plan, Store, View, World, Write};
use tael_store_sqlite::{Options, SqliteStore};
use tael_wire::json::Value as Wire;

const CREATE: &str = "alipay.trade.create";
const PAY: &str = "alipay.trade.pay";
const CLIENTS: usize = 64;
/// Of each kind; there are five kinds.
const ROUNDS: usize = 2_000;
const PID: &str = "2088000000000100";

/// The verdicts of one round, counted.
type Verdicts = BTreeMap<&'static str, usize>;

struct Shop {
    _dir: Scratch,
    store: Arc<dyn Store>,
    committer: Committer,
    call: Call,
}

impl Shop {
    async fn open() -> Shop {
        let dir = Scratch::within(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let store: Arc<dyn Store> =
            Arc::new(SqliteStore::open(dir.path("tael.db"), &Options::default()).unwrap());
        let (committer, _) =
            Committer::start(Arc::clone(&store), Arc::new(Clocks::default()), 1, 4096).unwrap();
        let app = App {
            partner_id: Some(UserId::from(PID)),
            ..App::new(AppId::from("2021000000000001"), WorldId::MAIN)
        };
        let call = Call {
            world: WorldId::MAIN,
            book: Book::MAIN,
            pid: app.partner_id.clone(),
            auth_app_id: None,
            app: Arc::new(app.clone()),
            notify: None,
            open_ids: Arc::new(CipherOpenIds::new(&[7; 16]).unwrap()),
            faults: CallFaults::default(),
        };
        let shop = Shop { _dir: dir, store, committer, call };
        let world = World { id: WorldId::MAIN, name: "main".into(), book: Book::MAIN, offset: 0 };
        shop.run(move |_, _| Ok((admin::found_world(world.clone()), ()))).await;
        let merchant = Arc::new(Merchant {
            certified: true,
            contracts: vec![Contract::plain("FACE_TO_FACE_PAYMENT", Rate(6000))],
            ..Merchant::new(UserId::from(PID), WorldId::MAIN, Book::MAIN)
        });
        let user = Arc::new(User::new(UserId::from(PID), WorldId::MAIN, Book::MAIN));
        shop.run(move |view, _| Ok((admin::put_merchant(&merchant, &user, view)?, ()))).await;
        let app = Arc::new(app);
        shop.run(move |_, _| Ok((Plan::none().with(Write::Put(Directory::App(Arc::clone(&app)))), ()))).await;
        shop
    }

    async fn run<T: Send + 'static>(
        &self,
        decide: impl FnMut(&View, &Env) -> Result<(Plan, T), Need> + Send + 'static,
    ) -> T {
        self.committer.run(WorldId::MAIN, None, decide).await.unwrap()
    }

    /// A new buyer.
    async fn buyer(&self, serial: usize, balance: Fen, change: impl FnOnce(&mut User)) -> UserId {
        let id = UserId::from_serial(1_000_000 + i64::try_from(serial).unwrap());
        let mut user = User::new(id.clone(), WorldId::MAIN, Book::MAIN);
        user.certified = true;
        change(&mut user);
        let user = Arc::new(user);
        self.run(move |view, env| {
            Ok((admin::put_user(&user, &[(Channel::Balance, balance)], view, env)?, ()))
        })
        .await;
        id
    }

    async fn codes(&self, buyer: &UserId, count: usize) -> Vec<String> {
        let codes = (0..count).map(|_| {
            let buyer = buyer.clone();
            self.run(move |view, env| admin::show_code(&buyer, "bar_code", view, env))
        });
        join_all(codes).await.into_iter().map(|code| code.unwrap().code.to_string()).collect()
    }

    /// Every request at once, each from a task of its own.
    async fn race(&self, method: &str, requests: impl Iterator<Item = Value>) -> Verdicts {
        let mut verdicts = Verdicts::new();
        for answer in self.answers(method, requests).await {
            *verdicts.entry(answer.sub_code.unwrap_or(answer.code)).or_default() += 1;
        }
        verdicts
    }

    async fn answers(&self, method: &str, requests: impl Iterator<Item = Value>) -> Vec<Answer> {
        let method = registry::by_name(method).unwrap();
        let clients = requests.map(|request| {
            let prepared =
                method.prepare(self.call.clone(), &request.to_string(), schema::Options::default());
            let prepared = prepared.map_err(|refused| refused.sub_code).unwrap();
            let committer = self.committer.clone();
            tokio::spawn(async move {
                committer
                    .run(WorldId::MAIN, None, move |view, env| (prepared.decide)(view, env))
                    .await
                    .unwrap()
            })
        });
        join_all(clients.collect::<Vec<_>>()).await.into_iter().map(Result::unwrap).collect()
    }

    async fn close(self) {
        let report = audit(&*self.store).await.unwrap();
        assert!(report.is_clean(), "{report}");
        self.committer.stop();
    }
}

fn payment(number: &str, code: &str) -> Value {
    json!({"out_trade_no": number, "total_amount": "1.00", "subject": "苹果", "auth_code": code})
}

/// One winner; everybody else has lost for one documented reason.
fn one_winner(verdicts: &Verdicts, lost: &'static str) {
    assert_eq!(*verdicts, Verdicts::from([("10000", 1), (lost, CLIENTS - 1)]));
}

fn contend(race: impl AsyncFn(&Shop, usize)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let shop = Shop::open().await;
        for round in 0..ROUNDS {
            race(&shop, round).await;
        }
        shop.close().await;
    });
}

#[test]
fn one_number_is_one_trade() {
    contend(async |shop, round| {
        let number = format!("N{round}");
        let order = || json!({"out_trade_no": number, "total_amount": "1.00", "subject": "苹果"});
        let made = shop.race(CREATE, (0..CLIENTS).map(|_| order())).await;
        assert_eq!(made, Verdicts::from([("10000", CLIENTS)]), "the same order is the same trade");
        let buyer = shop.buyer(round, Fen::yuan(100), |_| ()).await;
        let codes = shop.codes(&buyer, CLIENTS).await;
        let paid = shop.race(PAY, codes.iter().map(|code| payment(&number, code))).await;
        one_winner(&paid, "ACQ.TRADE_HAS_SUCCESS");
    });
}

#[test]
fn one_payment_code_pays_once() {
    contend(async |shop, round| {
        let buyer = shop.buyer(round, Fen::yuan(100), |_| ()).await;
        let code = shop.codes(&buyer, 1).await.remove(0);
        let paid = shop.race(PAY, (0..CLIENTS).map(|n| payment(&format!("C{round}_{n}"), &code))).await;
        one_winner(&paid, "ACQ.PAYMENT_AUTH_CODE_INVALID");
    });
}

#[test]
fn one_balance_pays_once() {
    contend(async |shop, round| {
        let buyer = shop.buyer(round, Fen(199), |_| ()).await;
        let codes = shop.codes(&buyer, CLIENTS).await;
        let requests = codes.iter().enumerate().map(|(n, code)| payment(&format!("B{round}_{n}"), code));
        one_winner(&shop.race(PAY, requests).await, "ACQ.BUYER_BALANCE_NOT_ENOUGH");
    });
}

#[test]
fn one_limit_lets_one_through() {
    contend(async |shop, round| {
        let buyer = shop.buyer(round, Fen::yuan(100), |user| user.limits.day = Some(Fen(199))).await;
        let codes = shop.codes(&buyer, CLIENTS).await;
        let requests = codes.iter().enumerate().map(|(n, code)| payment(&format!("L{round}_{n}"), code));
        one_winner(&shop.race(PAY, requests).await, "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR");
    });
}

#[test]
fn one_coupon_is_used_once() {
    contend(async |shop, round| {
        let coupon = Coupon::of(Fen(40), CouponFunder::Platform);
        let buyer = shop.buyer(round, Fen::yuan(100), |user| user.coupons.push(coupon)).await;
        let codes = shop.codes(&buyer, CLIENTS).await;
        let requests = codes.iter().enumerate().map(|(n, code)| payment(&format!("V{round}_{n}"), code));
        let answers = shop.answers(PAY, requests).await;
        let paid = |amount: &'static str| {
            let text = Some(&Wire::Text(amount.into()));
            answers.iter().filter(|a| a.code == "10000" && a.body.get("buyer_pay_amount") == text).count()
        };
        assert_eq!((paid("0.60"), paid("1.00")), (1, CLIENTS - 1), "all pay, one of them with the coupon");
    });
}
