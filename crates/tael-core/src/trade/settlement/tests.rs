use proptest::prelude::*;

use super::*;
use crate::channel::Channel;
use crate::ledger::JournalKind;
use crate::money::Rate;
use crate::trade::state::samples::{buyer, opened};
use crate::trade::{Payment, Trade, TradeError};

fn line(serial: i64, from: i64, to: Destination, amount: i64) -> RoyaltyLine {
    RoyaltyLine {
        serial,
        relation: format!("R{serial}"),
        from: buyer(from),
        to,
        asked: None,
        amount: Fen(amount),
        description: None,
    }
}

fn user(n: i64) -> Destination {
    Destination::User(buyer(n))
}

fn balance(n: i64) -> AccountId {
    AccountId::of(&buyer(n), AccountKind::Balance).unwrap()
}

/// A trade of one yuan with this settlement, paid without a fee.
fn paid(settlement: Settlement) -> (Trade, Vec<(AccountId, i64)>) {
    let (trade, env) = opened(None);
    let mut data = (*trade).clone();
    data.detail.settlement = Some(Box::new(settlement));
    let payment = Payment::single(buyer(1), Channel::Balance, Fen(100), Rate(0));
    let paid = Trade::stored(data).pay(payment.clone(), env.now).unwrap();
    let journal = payment.journal(Id(7), &paid, env.now).unwrap();
    let credits = journal.postings().iter().filter(|p| p.account != balance(1));
    (paid.clone(), credits.map(|p| (p.account, p.amount.0)).collect())
}

fn plain() -> Settlement {
    // the payee of the sample trade
    Settlement::plain(&buyer(9))
}

#[test]
fn a_receipt_goes_where_the_settlement_says() {
    assert!(plain().is_plain(&buyer(9)) && !plain().is_plain(&buyer(8)));
    assert_eq!(paid(plain()).1, [(balance(9), 100)]);
    let elsewhere = Settlement { destination: user(5), ..plain() };
    assert_eq!(paid(elsewhere).1, [(balance(5), 100)]);
    let bank = AccountId::platform(AccountKind::BankClearing);
    assert_eq!(paid(Settlement { destination: Destination::Bank("A1".into()), ..plain() }).1, [(bank, 100)]);
    let pending = AccountId::of(&buyer(9), AccountKind::PendingSettlement).unwrap();
    let period = Settlement { destination: user(5), period_days: Some(3), ..plain() };
    assert_eq!(paid(period).1, [(pending, 100)]);
    let frozen = AccountId::of(&buyer(9), AccountKind::RoyaltyFrozen).unwrap();
    assert_eq!(paid(Settlement { freeze: true, ..plain() }).1, [(frozen, 100)]);
}

#[test]
fn royalties_are_paid_in_their_order_all_or_none() {
    let lines = vec![line(1, 9, user(3), 30), line(2, 3, user(4), 10), line(3, 9, user(3), 5)];
    let split = Settlement { royalties: lines, ..plain() };
    let (trade, credits) = paid(split.clone());
    let expected = [(balance(9), 65), (balance(3), 30), (balance(3), -10), (balance(4), 10), (balance(3), 5)];
    assert_eq!(credits, expected);
    let progress = trade.detail.settlement.as_ref().unwrap().progress.clone().unwrap();
    assert_eq!((progress.royalty, progress.held), (Some(RoyaltyOutcome::Executed), None));
    // the receiver of line 1 passes on what it has only behind line 1
    let turned = vec![line(1, 3, user(4), 10), line(2, 9, user(3), 30)];
    let (trade, credits) = paid(Settlement { royalties: turned, ..plain() });
    assert_eq!(credits, [(balance(9), 100)]);
    let settlement = trade.detail.settlement.as_ref().unwrap();
    assert_eq!(settlement.progress.as_ref().unwrap().royalty, Some(RoyaltyOutcome::Short));
    // what a merchant's discount takes from the receipt may make it too little
    assert_eq!(split.royalty(&buyer(9), Fen(34)), Some(RoyaltyOutcome::Short));
    assert_eq!(split.royalty(&buyer(9), Fen(35)), Some(RoyaltyOutcome::Executed));
}

#[test]
fn what_is_held_is_released_once_when_it_is_due() {
    let period = Settlement { destination: user(5), period_days: Some(3), freeze: true, ..plain() };
    let (trade, _) = paid(period);
    let at = trade.paid_at.unwrap();
    let held = *trade.detail.settlement.as_ref().unwrap().held().unwrap();
    assert_eq!((held.held, held.amount, held.due), (HeldAs::PendingSettlement, Fen(100), at.plus(3 * DAY)));
    assert_eq!(trade.release(HeldAs::RoyaltyFrozen, held.due).unwrap_err(), TradeError::NothingHeld);
    assert_eq!(trade.release(HeldAs::PendingSettlement, held.due.plus(-1)).unwrap_err(), TradeError::NotDue);
    let (settled, first) = trade.release(HeldAs::PendingSettlement, held.due).unwrap();
    assert_eq!((first.to, first.journal_kind()), (Landing::RoyaltyFrozen, JournalKind::Settlement));
    assert_eq!(settled.release(HeldAs::PendingSettlement, held.due).unwrap_err(), TradeError::NothingHeld);
    let of = settled.detail.settlement.as_deref().unwrap();
    let frozen = *of.held().unwrap();
    assert_eq!((frozen.held, frozen.due), (HeldAs::RoyaltyFrozen, held.due.plus(30 * DAY)));
    let journal = first.journal(Id(8), settled.id, &settled.payee, of).unwrap();
    assert_eq!(journal.postings()[1].account, HeldAs::RoyaltyFrozen.account(&settled.payee).unwrap());
    let (done, last) = settled.release(HeldAs::RoyaltyFrozen, frozen.due).unwrap();
    let of = done.detail.settlement.as_deref().unwrap();
    assert_eq!((of.held(), of.progress.as_ref().unwrap().releases.len()), (None, 2));
    let journal = last.journal(Id(9), done.id, &done.payee, of).unwrap();
    assert_eq!((journal.kind(), journal.postings()[1].account), (JournalKind::RoyaltyRelease, balance(5)));
    assert_eq!(done.version, trade.version + 2);
}

#[test]
fn only_the_indirect_mode_has_clearing_numbers() {
    let (trade, _) = paid(Settlement { mode: ContractMode::Indirect, ..plain() });
    let kept = trade.detail.settlement.clone().unwrap();
    assert_eq!(kept.clearing_no(Id(12), trade.paid_at.unwrap()).unwrap(), "2026112200000000000000000012");
    assert_eq!(plain().clearing_no(Id(12), trade.paid_at.unwrap()), None);
}

fn any_line() -> impl Strategy<Value = RoyaltyLine> {
    (prop_oneof![Just(9_i64), 2..6_i64], 2..6_i64, 1..80_i64, any::<bool>()).prop_map(
        |(from, to, amount, bank)| {
            let to = if bank { Destination::Bank(format!("B{to}")) } else { user(to) };
            line(1, from, to, amount)
        },
    )
}

proptest! {
    /// Whatever is split, held and released: every journal balances, nobody pays more than it has got of the trade, and in
    /// the end all of it has arrived.
    #[test]
    fn every_fen_of_the_receipt_arrives_once(
        lines in proptest::collection::vec(any_line(), 0..6),
        net in 1..200_i64,
        period in proptest::option::of(1..4_u16),
        freeze in any::<bool>(),
    ) {
        let payee = buyer(9);
        let mut settlement = Settlement { destination: user(7), period_days: period, freeze, royalties: lines, ..plain() };
        let credits = settlement.credits(&payee, Fen(net)).unwrap();
        prop_assert_eq!(credits.iter().map(|p| p.amount.0).sum::<i64>(), net);
        let mut holds = std::collections::BTreeMap::<AccountId, i64>::new();
        for posting in &credits {
            let has = holds.entry(posting.account).or_default();
            *has += posting.amount.0;
            prop_assert!(*has >= 0, "{:?} in {:?}", posting, credits);
        }
        let start = Instant(0);
        settlement.progress = Some(settlement.begun(&payee, Fen(net), start));
        let rest = settlement.rest(&payee, Fen(net));
        let mut releases = 0;
        while let Some(held) = settlement.held().copied() {
            prop_assert_eq!(held.amount, rest);
            let account = held.held.account(&payee).unwrap();
            prop_assert_eq!(holds.get(&account).copied(), Some(rest.0));
            let (progress, release) = settlement.released(held.due).unwrap();
            for posting in release.journal(Id(3), Id(1), &payee, &settlement).unwrap().postings() {
                *holds.entry(posting.account).or_default() += posting.amount.0;
            }
            settlement.progress = Some(progress);
            releases += 1;
            prop_assert!(releases <= 2);
        }
        prop_assert!(settlement.released(start).is_none());
        prop_assert_eq!(holds.get(&balance(7)).copied().unwrap_or(0), rest.0);
        let kinds = [AccountKind::PendingSettlement, AccountKind::RoyaltyFrozen];
        prop_assert!(holds.iter().all(|(id, sum)| *sum == 0 || !kinds.contains(&id.kind().unwrap())));
        prop_assert_eq!(holds.values().sum::<i64>(), net);
    }
}
