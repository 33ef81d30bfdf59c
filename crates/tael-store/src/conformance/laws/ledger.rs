//! Balances and counters.

use tael_core::id::Book;
use tael_core::ledger::{AccountId, AccountKind, JournalKind};
use tael_core::money::Fen;

use super::{balance, one, open, put, refused};
use crate::conformance::sample::{FUNDS, Sample, journal, of};
use crate::key::{CounterKey, CounterKind, Key};
use crate::plan::{Plan, Write};
use crate::row::Row;
use crate::store::{CommitError, Store};

const BOOK: Book = Book(0);

fn transfer(shop: &mut Sample, from: AccountId, to: AccountId, amount: i64) -> Write {
    let id = shop.env().ids.next();
    let lines = [(from, Fen(-amount)), (to, Fen(amount))];
    Write::Post(BOOK, journal(id, JournalKind::Funding, shop.now, &lines))
}

async fn insufficient(store: &dyn Store, shop: &mut Sample, writes: Vec<Write>, account: AccountId) {
    match refused(store, shop, writes).await {
        CommitError::Insufficient(book, id) => assert_eq!((book, id), (BOOK, account)),
        other => panic!("expected that {account:?} does not hold enough, got {other:?}"),
    }
}

pub(super) async fn no_account_goes_below_its_floor(store: &dyn Store) {
    let mut shop = open(store, BOOK).await;
    let from = of(&shop.buyers[0], AccountKind::Balance);
    let bank = AccountId::platform(AccountKind::BankClearing);
    let too_much = transfer(&mut shop, from, bank, FUNDS.0 + 1);
    insufficient(store, &mut shop, vec![too_much], from).await;
    let all = transfer(&mut shop, from, bank, FUNDS.0);
    put(store, &mut shop, vec![Plan::none().with(all)]).await;
    assert_eq!(balance(store, BOOK, from).await, Some(Fen::ZERO));
    let more = transfer(&mut shop, from, bank, 1);
    insufficient(store, &mut shop, vec![more], from).await;
    // the platform's own accounts may fall
    let claim = transfer(&mut shop, bank, from, 1_000_000_000_000);
    put(store, &mut shop, vec![Plan::none().with(claim)]).await;
}

pub(super) async fn an_account_that_is_not_there_holds_nothing(store: &dyn Store) {
    let mut shop = open(store, BOOK).await;
    let (from, absent) =
        (of(&shop.buyers[0], AccountKind::Balance), of(&shop.buyers[0], AccountKind::MoneyFund));
    assert_eq!(balance(store, BOOK, absent).await, None);
    let receive = transfer(&mut shop, from, absent, 1);
    insufficient(store, &mut shop, vec![receive.clone()], absent).await;
    // also where the movements of the batch cancel out
    let back = transfer(&mut shop, absent, from, 1);
    insufficient(store, &mut shop, vec![receive.clone(), back], absent).await;
    // opened in the same batch, before or behind
    put(store, &mut shop, vec![Plan(vec![receive, Write::OpenAccount(BOOK, absent)])]).await;
    assert_eq!(balance(store, BOOK, absent).await, Some(Fen(1)));
    put(store, &mut shop, vec![Plan::none().with(Write::OpenAccount(BOOK, absent))]).await;
    assert_eq!(
        balance(store, BOOK, absent).await,
        Some(Fen(1)),
        "opening an account again does not empty it"
    );
}

/// The floor holds at the end of a batch; the order within it does not matter.
pub(super) async fn movements_of_a_batch_are_summed(store: &dyn Store) {
    let mut shop = open(store, BOOK).await;
    let accounts: Vec<AccountId> = shop.buyers.iter().map(|b| of(b, AccountKind::Balance)).collect();
    let circle = [(0, 1), (1, 2), (2, 0)]
        .map(|(from, to)| Plan::none().with(transfer(&mut shop, accounts[from], accounts[to], 3 * FUNDS.0)));
    put(store, &mut shop, circle.into()).await;
    for account in accounts {
        assert_eq!(balance(store, BOOK, account).await, Some(FUNDS));
    }
}

pub(super) async fn a_sum_that_does_not_fit_is_refused(store: &dyn Store) {
    let mut shop = open(store, BOOK).await;
    let (to, bank) =
        (of(&shop.buyers[0], AccountKind::Balance), AccountId::platform(AccountKind::BankClearing));
    let all = transfer(&mut shop, bank, to, i64::MAX);
    assert!(matches!(refused(store, &mut shop, vec![all]).await, CommitError::Store(_)));
    let half = || i64::MAX / 2 + 1;
    let twice = vec![transfer(&mut shop, bank, to, half()), transfer(&mut shop, bank, to, half())];
    assert!(matches!(refused(store, &mut shop, twice).await, CommitError::Store(_)));
}

pub(super) async fn counters_keep_their_ceilings(store: &dyn Store) {
    let mut shop = open(store, BOOK).await;
    let key = CounterKey { owner: 5, kind: CounterKind::ReceivedMonth, period: 202_611 };
    let count = |by: i64, ceiling: Option<i64>| Write::Count {
        book: BOOK,
        key,
        by: Fen(by),
        ceiling: ceiling.map(Fen),
    };
    let limited = async |shop: &mut Sample, writes: Vec<Write>| match refused(store, shop, writes).await {
        CommitError::Limit(book, counter) => assert_eq!((book, counter), (BOOK, key)),
        other => panic!("expected the limit, got {other:?}"),
    };
    assert_eq!(one(store, Key::Counter(BOOK, key)).await, None);
    limited(&mut shop, vec![count(101, Some(100))]).await;
    limited(&mut shop, vec![count(60, Some(100)), count(41, Some(100))]).await;
    // each step keeps the ceiling that it names itself
    limited(&mut shop, vec![count(60, Some(50)), count(1, Some(100))]).await;
    limited(&mut shop, vec![count(60, None), count(1, Some(50))]).await;
    put(store, &mut shop, vec![Plan(vec![count(60, Some(60)), count(40, Some(100))])]).await;
    limited(&mut shop, vec![count(1, Some(100))]).await;
    put(store, &mut shop, vec![Plan::none().with(count(5, None))]).await;
    // a lowered ceiling refuses what counts more, and nothing else
    limited(&mut shop, vec![count(1, Some(3))]).await;
    put(store, &mut shop, vec![Plan::none().with(count(0, Some(3)))]).await;
    put(store, &mut shop, vec![Plan::none().with(count(1, Some(106)))]).await;
    match one(store, Key::Counter(BOOK, key)).await {
        Some(Row::Counter(counter)) => assert_eq!((counter.key, counter.used), (key, Fen(106))),
        other => panic!("expected the counter, got {other:?}"),
    }
    // another period counts from nothing
    let next = CounterKey { period: 202_612, ..key };
    let count = Write::Count { book: BOOK, key: next, by: Fen(100), ceiling: Some(Fen(100)) };
    put(store, &mut shop, vec![Plan::none().with(count)]).await;
}
