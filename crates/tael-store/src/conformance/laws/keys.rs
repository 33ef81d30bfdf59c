//! Keys: what may be there once.

use std::sync::Arc;

use tael_core::id::{Book, Id, TradeNo, UserId};
use tael_core::ledger::JournalKind;
use tael_core::ledger::{AccountId, AccountKind};
use tael_core::money::Fen;
use tael_core::time::MINUTE;
use tael_core::trade::{Trade, TradeEvent};

use super::{conflict, duplicate, one, open, put};
use crate::conformance::sample::{Sample, journal, of};
use crate::key::Key;
use crate::plan::{Happening, Plan, Write};
use crate::row::Row;
use crate::store::Store;

/// A trade with these keys.
fn twin(of: &Trade, id: Id, no: &str, pid: &UserId, out: &str, book: Book) -> Vec<Write> {
    let mut data = (**of).clone();
    (data.id, data.book, data.pid, data.out_trade_no) = (id, book, pid.clone(), out.into());
    data.no = TradeNo::from(no);
    let happening = Happening::new(TradeEvent::Created, None, of.created_at);
    vec![Write::InsertTrade { trade: Arc::new(Trade::stored(data)), happening, request: "{}".into() }]
}

pub(super) async fn a_trade_has_three_keys(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (trade, order) = shop.order("T1", Fen(100));
    put(store, &mut shop, vec![order]).await;
    let (own, other) = (trade.pid.clone(), UserId::from_serial(77));
    let fresh = Id(trade.id.0 + 1);
    let book = Book(0);
    duplicate(store, &mut shop, twin(&trade, trade.id, "1", &other, "X", book), "trade_pk").await;
    duplicate(store, &mut shop, twin(&trade, fresh, trade.no.as_str(), &other, "X", book), "trade_no_key")
        .await;
    duplicate(store, &mut shop, twin(&trade, fresh, "1", &own, "T1", book), "trade_out_key").await;
    // several at once: named in the order of the keys
    duplicate(store, &mut shop, twin(&trade, trade.id, trade.no.as_str(), &own, "T1", book), "trade_pk")
        .await;
    duplicate(store, &mut shop, twin(&trade, fresh, trade.no.as_str(), &own, "T1", book), "trade_no_key")
        .await;
    // another merchant's number, the same one in other case, another book
    put(store, &mut shop, vec![Plan(twin(&trade, fresh, "1", &other, "T1", book))]).await;
    put(store, &mut shop, vec![Plan(twin(&trade, Id(fresh.0 + 1), "2", &own, "t1", book))]).await;
    put(store, &mut shop, vec![Plan(twin(&trade, trade.id, trade.no.as_str(), &own, "T1", Book(1)))]).await;
    // within one batch
    let mut both = twin(&trade, Id(fresh.0 + 2), "3", &own, "T3", book);
    both.extend(twin(&trade, Id(fresh.0 + 3), "4", &own, "T3", book));
    duplicate(store, &mut shop, both, "trade_out_key").await;
}

pub(super) async fn a_version_is_made_once(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (trade, order) = shop.order("T1", Fen(100));
    put(store, &mut shop, vec![order]).await;
    let (_, first) = shop.pay(&trade, 0);
    let (_, second) = shop.pay(&trade, 1);
    shop.now = trade.expires_at;
    let (_, late) = shop.time_out(&trade);
    let both = first.0.iter().chain(&second.0).cloned().collect();
    conflict(store, &mut shop, both, "trade_event_pk").await;
    put(store, &mut shop, vec![first]).await;
    conflict(store, &mut shop, second.0, "trade_event_pk").await;
    conflict(store, &mut shop, late.0, "trade_event_pk").await;
    match one(store, Key::Trade(trade.book, trade.id)).await {
        Some(Row::Trade(paid)) => assert_eq!(paid.buyer, Some(shop.buyers[0].clone())),
        other => panic!("expected the trade, got {other:?}"),
    }
}

pub(super) async fn a_trade_that_is_not_there_does_not_change(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (never, _) = shop.order("NEVER", Fen(100));
    shop.now = never.expires_at;
    let (_, late) = shop.time_out(&never);
    conflict(store, &mut shop, late.0, "trade_event_pk").await;
    // a version that was skipped
    let (trade, order) = shop.order("T1", Fen(100));
    put(store, &mut shop, vec![order]).await;
    shop.now = trade.created_at.plus(MINUTE);
    let left = trade.abandon(shop.now).and_then(|t| t.abandon(shop.now));
    let left = left.unwrap_or_else(|e| panic!("the trade waits: {e}"));
    let happening = Happening::new(TradeEvent::Abandoned, Some(trade.status), shop.now);
    let skip = vec![Write::UpdateTrade { trade: Arc::new(left), happening }];
    conflict(store, &mut shop, skip, "trade_event_pk").await;
}

pub(super) async fn a_code_is_issued_once_and_used_once(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let code = shop.code("280000000000000001", 0);
    put(store, &mut shop, vec![Plan::none().with(Write::IssueCode(code.clone()))]).await;
    duplicate(store, &mut shop, vec![Write::IssueCode(code.clone())], "auth_code_pk").await;
    let key = || Key::AuthCode(code.book, code.code.clone());
    assert_eq!(one(store, key()).await, Some(Row::AuthCode(code.clone())));

    let usage = |trade| Write::UseCode { book: code.book, code: code.code.clone(), trade };
    conflict(store, &mut shop, vec![usage(Id(7)), usage(Id(8))], "auth_code_use_pk").await;
    put(store, &mut shop, vec![Plan::none().with(usage(Id(7)))]).await;
    conflict(store, &mut shop, vec![usage(Id(8))], "auth_code_use_pk").await;
    conflict(store, &mut shop, vec![usage(Id(7))], "auth_code_use_pk").await;
    let used = crate::AuthCode { used_by: Some(Id(7)), ..code.clone() };
    assert_eq!(one(store, key()).await, Some(Row::AuthCode(used)));
    // the same digits in another book are another code
    let elsewhere = crate::AuthCode { book: Book(1), ..code.clone() };
    put(store, &mut shop, vec![Plan::none().with(Write::IssueCode(elsewhere))]).await;
}

pub(super) async fn a_coupon_is_used_once(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (first, order) = shop.order("T1", Fen(100));
    let (second, order2) = shop.order("T2", Fen(100));
    put(store, &mut shop, vec![order, order2]).await;
    let usage = |shop: &Sample, buyer, trade| Write::UseCoupon(shop.coupon_use("C1", buyer, trade));
    let key = |n: usize, shop: &Sample| Key::CouponUse(Book(0), shop.buyers[n].clone(), "C1".into());
    assert_eq!(one(store, key(0, &shop)).await, None);
    let twice = vec![usage(&shop, 0, &first), usage(&shop, 0, &second)];
    conflict(store, &mut shop, twice, "coupon_use_pk").await;
    let once = Plan::none().with(usage(&shop, 0, &first));
    put(store, &mut shop, vec![once]).await;
    for trade in [&first, &second] {
        let again = vec![usage(&shop, 0, trade)];
        conflict(store, &mut shop, again, "coupon_use_pk").await;
    }
    let used = shop.coupon_use("C1", 0, &first);
    assert_eq!(one(store, key(0, &shop)).await, Some(Row::CouponUse(used)));
    // the same number in another wallet, and in another book, is another coupon
    let other = Plan::none().with(usage(&shop, 1, &second));
    let elsewhere = crate::CouponUse { book: Book(1), ..shop.coupon_use("C1", 0, &first) };
    put(store, &mut shop, vec![other, Plan::none().with(Write::UseCoupon(elsewhere))]).await;
}

pub(super) async fn journals_and_notifications_are_written_once(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (trade, order) = shop.order("T1", Fen(100));
    let (_, pay) = shop.pay(&trade, 0);
    put(store, &mut shop, vec![order, pay.clone()]).await;
    let again = |is: fn(&Write) -> bool| pay.0.iter().filter(|w| is(w)).cloned().collect::<Vec<_>>();
    let enqueue = again(|w| matches!(w, Write::Enqueue(_)));
    duplicate(store, &mut shop, enqueue, "outbox_pk").await;
    let post = again(|w| matches!(w, Write::Post(..)));
    duplicate(store, &mut shop, post, "journal_pk").await;
    let twice = twice(&mut shop);
    duplicate(store, &mut shop, twice, "journal_pk").await;
}

/// One journal, two times in a batch.
fn twice(shop: &mut Sample) -> Vec<Write> {
    let lines = [
        (of(&shop.buyers[0], AccountKind::Balance), Fen(-1)),
        (AccountId::platform(AccountKind::BankClearing), Fen(1)),
    ];
    let post = Write::Post(Book(0), journal(shop.env().ids.next(), JournalKind::Funding, shop.now, &lines));
    vec![post.clone(), post]
}
