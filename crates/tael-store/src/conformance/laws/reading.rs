//! Loads, snapshots and scans.

use std::collections::BTreeSet;

use smol_str::SmolStr;
use tael_core::id::{Book, Id, TradeNo, UserId, WorldId};
use tael_core::item::{StockKey, Unit};
use tael_core::ledger::{AccountId, AccountKind};
use tael_core::money::Fen;

use super::{ask, one, open, put};
use crate::conformance::sample::{Sample, delivery, of};
use crate::key::{CounterKey, CounterKind, Key, Terms};
use crate::library::{BoughtKey, LibraryKey};
use crate::plan::{Directory, Plan, Write};
use crate::row::{Outbound, Row, Setting};
use crate::store::{Cursor, Page, Query, Store, Table};

/// Every key finds its row right after the commit, and the keys of nothing find nothing.
pub(super) async fn what_is_committed_is_seen(store: &dyn Store) {
    let mut shop = open(store, Book(2)).await;
    let (trade, order) = shop.order("T1", Fen(100));
    put(store, &mut shop, vec![order]).await;
    for key in [
        Key::Trade(trade.book, trade.id),
        Key::TradeByNo(trade.book, trade.no.clone()),
        Key::TradeByOut(trade.book, trade.pid.clone(), trade.out_trade_no.clone()),
    ] {
        assert_eq!(one(store, key).await, Some(Row::Trade(trade.clone())));
    }
    let (paid, pay) = shop.pay(&trade, 1);
    put(store, &mut shop, vec![pay]).await;
    assert_eq!(one(store, Key::TradeByNo(trade.book, trade.no.clone())).await, Some(Row::Trade(paid)));
    assert_eq!(one(store, Key::World(shop.world.id)).await, Some(Row::World(shop.world.clone())));
    let setting = Setting { name: "control_token".into(), value: "secret".into() };
    put(store, &mut shop, vec![Plan::none().with(Write::Put(Directory::Setting(setting.clone())))]).await;
    assert_eq!(one(store, Key::Setting("control_token".into())).await, Some(Row::Setting(setting)));
    for key in [
        Key::App(shop.app_id.clone()),
        Key::Merchant(shop.merchant.clone()),
        Key::User(shop.buyers[0].clone()),
    ] {
        assert!(one(store, key.clone()).await.is_some(), "{key:?}");
    }
    let absent = absent_keys(&trade.pid);
    let loaded = store.load(&absent).await.unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(loaded.len(), absent.len());
    assert!(loaded.iter().all(|(key, row)| absent.contains(key) && row.is_none()), "{loaded:?}");
}

fn absent_keys(pid: &UserId) -> BTreeSet<Key> {
    let (book, text) = (Book(2), SmolStr::new("nothing"));
    let terms = Terms {
        pid: pid.clone(),
        user: pid.clone(),
        product: text.clone(),
        scene: text.clone(),
        external_no: SmolStr::default(),
    };
    BTreeSet::from([
        Key::Setting(text.clone()),
        Key::World(WorldId(99)),
        Key::App("nothing".into()),
        Key::Merchant(UserId::from_serial(9)),
        Key::User(UserId::from_serial(9)),
        Key::UsersByLogon(WorldId(3), text.clone()),
        Key::UsersByLogon(WorldId(3), SmolStr::default()),
        Key::Shop(pid.clone(), text.clone()),
        Key::ShopByAlipayId(pid.clone(), text.clone()),
        Key::MiniProgram("nothing".into()),
        Key::SubMerchant(text.clone()),
        Key::AuthCode(book, text.clone()),
        Key::CouponUse(book, pid.clone(), text.clone()),
        Key::Account(book, AccountId(1)),
        Key::Counter(book, CounterKey { owner: 9, kind: CounterKind::PaidDay, period: 1 }),
        Key::Trade(book, Id(1)),
        Key::TradeByNo(book, TradeNo::from("nothing")),
        Key::TradeByOut(book, pid.clone(), text),
        Key::Outbound(book, Id(1)),
        Key::Agreement(book, "nothing".into()),
        Key::AgreementByTerms(book, terms),
        Key::AgreementsOf(book, pid.clone(), pid.clone()),
        Key::Authorisation(book, "nothing".into()),
        Key::AuthorisationByOut(book, pid.clone(), "nothing".into()),
        Key::Library(book, LibraryKey::Item("nothing".into())),
        Key::Library(book, LibraryKey::ItemByOut("nothing".into(), "nothing".into())),
        Key::Library(book, LibraryKey::ItemBySku("nothing".into(), "nothing".into())),
        Key::Library(book, LibraryKey::Stock(StockKey::whole(Unit { item: Id(1), sku: 0 }))),
        Key::Library(book, LibraryKey::Bought(BoughtKey { item: Id(1), period: 0, buyer: pid.clone() })),
        Key::Library(book, LibraryKey::Material("nothing".into())),
        Key::Library(book, LibraryKey::MaterialByKey("nothing".into())),
        Key::Library(book, LibraryKey::Source("nothing".into())),
    ])
}

pub(super) async fn a_snapshot_stays_as_it_was(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (trade, order) = shop.order("T1", Fen(100));
    put(store, &mut shop, vec![order]).await;
    let account = Key::Account(Book(0), of(&shop.buyers[0], AccountKind::Balance));
    let keys = BTreeSet::from([Key::Trade(trade.book, trade.id), account, Key::World(shop.world.id)]);
    let before = store.load(&keys).await.unwrap_or_else(|e| panic!("{e}"));
    let mut snapshot = store.snapshot().await.unwrap_or_else(|e| panic!("{e}"));

    let (_, pay) = shop.pay(&trade, 0);
    shop.world.offset += 1000;
    let clock = Plan::none().with(Write::Put(Directory::World(shop.world.clone())));
    put(store, &mut shop, vec![pay, clock]).await;
    let after = store.load(&keys).await.unwrap_or_else(|e| panic!("{e}"));
    assert_ne!(before, after);
    for _ in 0..2 {
        assert_eq!(snapshot.load(&keys).await.unwrap_or_else(|e| panic!("{e}")), before);
        let scan = Query::Scan(Table::Journal, None, 100);
        let old = snapshot.page(scan.clone()).await.unwrap_or_else(|e| panic!("{e}"));
        assert_ne!(old, ask(store, scan).await);
    }
    let mut fresh = store.snapshot().await.unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(fresh.load(&keys).await.unwrap_or_else(|e| panic!("{e}")), after);
}

/// Something in every table, in two books.
async fn busy(store: &dyn Store) -> [Sample; 2] {
    let mut shops = [open(store, Book(0)).await, open(store, Book(1)).await];
    for shop in &mut shops {
        for n in 0..3 {
            let (trade, order) = shop.order(&format!("T{n}"), Fen(100));
            let (_, waiting) = shop.order(&format!("W{n}"), Fen(100));
            let (_, pay) = shop.pay(&trade, n);
            let code = shop.code(&format!("28000000000000000{n}"), n);
            let usage = Write::UseCode { book: code.book, code: code.code.clone(), trade: trade.id };
            let coupon = shop.coupon_use(&format!("C{n}"), n, &trade);
            let codes = Plan::none().with(Write::IssueCode(code)).with(usage).with(Write::UseCoupon(coupon));
            let sent =
                pay.0.iter().find_map(|w| if let Write::Enqueue(o) = w { Some(o.clone()) } else { None });
            let [begin, end] = delivery(&sent.unwrap_or_else(|| panic!("a payment notifies")), false);
            let (_, sign) = shop.agreement(n, "");
            let (_, freeze) = shop.authorisation(n, &format!("A{n}"), Fen(5));
            let library = shop.library(n);
            put(store, shop, vec![order, waiting, pay, codes, begin, end, sign, freeze, library]).await;
        }
    }
    shops
}

/// The rows of an answer as texts, for any table.
fn texts(page: &Page) -> Vec<String> {
    macro_rules! texts {
        ($($variant:ident),*) => {
            match page {
                $(Page::$variant(rows) => rows.iter().map(|row| format!("{row:?}")).collect(),)*
                other => panic!("a scan does not answer {other:?}"),
            }
        };
    }
    texts!(
        Accounts,
        Trades,
        Journals,
        History,
        Outbound,
        Attempts,
        Timers,
        Counters,
        Batches,
        AuthCodes,
        Agreements,
        Authorisations,
        Operations,
        CouponUses,
        Items,
        Stocks,
        Bought,
        Sources
    )
}

pub(super) async fn scans_go_on_behind_their_cursor(store: &dyn Store) {
    let _shops = busy(store).await;
    for table in Table::ALL {
        let whole = texts(&ask(store, Query::Scan(table, None, 10_000)).await);
        assert!(whole.len() >= 6, "{table:?} has rows in both books");
        for size in [1, 2, 5] {
            let (mut rows, mut after): (Vec<String>, Option<Cursor>) = (Vec::new(), None);
            loop {
                let page = ask(store, Query::Scan(table, after.clone(), size)).await;
                let part = texts(&page);
                assert!(part.len() <= size as usize);
                rows.extend(part);
                match page.end() {
                    Some(end) => {
                        assert!(after.is_none_or(|a| a < end), "{table:?}: cursors rise");
                        after = Some(end);
                    }
                    None => break,
                }
            }
            assert_eq!(rows, whole, "{table:?} in steps of {size}");
        }
    }
}

pub(super) async fn the_highest_key_is_known(store: &dyn Store) {
    assert_eq!(ask(store, Query::HighestId).await, Page::Id(Id(0)));
    let mut shops = busy(store).await;
    for shop in &mut shops {
        let batch = shop.batch(vec![shop_order()]);
        let id = batch.id;
        assert!(store.commit(batch).await.is_ok());
        let Page::Id(highest) = ask(store, Query::HighestId).await else { panic!("the answer is a key") };
        assert!(highest >= id);
    }
    // also where it is a notification's
    let row = Outbound { id: Id(i64::MAX), ..sent(store).await };
    put(store, &mut shops[0], vec![Plan::none().with(Write::Enqueue(row.into()))]).await;
    assert_eq!(ask(store, Query::HighestId).await, Page::Id(Id(i64::MAX)));
}

fn shop_order() -> Plan {
    Plan::none().with(Write::OpenAccount(Book(0), AccountId::platform(AccountKind::Transit)))
}

async fn sent(store: &dyn Store) -> Outbound {
    match ask(store, Query::Scan(Table::Outbox, None, 1)).await {
        Page::Outbound(rows) if !rows.is_empty() => (*rows[0]).clone(),
        other => panic!("expected a notification, got {other:?}"),
    }
}
