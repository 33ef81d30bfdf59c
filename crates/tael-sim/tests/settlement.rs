//! Corruptions of what is held of receipts: each is found, by the row that it lies in.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use rusqlite::Connection;
use tael_core::id::Book;
use tael_core::money::Fen;
use tael_core::time::DAY;
use tael_core::trade::{Settlement, Trade};
use tael_sim::{Kind, Report, audit};
use tael_store::Store;
use tael_store::conformance::sample::Sample;
use tael_store::conformance::{Scratch, ready};
use tael_store_sqlite::{Options, SqliteStore};

/// A shop in period mode that freezes receipts for royalties too.
struct Days {
    dir: Scratch,
    store: SqliteStore,
    /// Paid, waiting for its settlement.
    pending: Arc<Trade>,
    /// Settled, frozen for royalties now.
    frozen: Arc<Trade>,
    /// Released whole.
    done: Arc<Trade>,
    merchant: String,
    serial: i64,
}

fn days() -> Days {
    let dir = Scratch::within(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let store = SqliteStore::open(dir.path("tael.db"), &Options::default()).unwrap();
    let mut shop = Sample::new(Book(0), 2);
    let opening = shop.opening();
    ready(store.commit(shop.batch(vec![opening]))).unwrap();
    let settlement = |days: u16, freeze: bool| {
        let plain = Settlement::plain(&shop.merchant);
        Some(Settlement { period_days: Some(days), freeze, ..plain })
    };
    let wanted = [("A", settlement(300, false)), ("B", settlement(1, true)), ("C", settlement(1, false))];
    let mut paid = Vec::new();
    for (number, settlement) in wanted {
        let (trade, order) = shop.order_settled(number, Fen(8_888), settlement);
        ready(store.commit(shop.batch(vec![order]))).unwrap();
        let (trade, pay) = shop.pay(&trade, 0);
        ready(store.commit(shop.batch(vec![pay]))).unwrap();
        paid.push(trade);
    }
    shop.now = shop.now.plus(DAY);
    let (frozen, settle) = shop.release(&paid[1]);
    let (done, settle2) = shop.release(&paid[2]);
    ready(store.commit(shop.batch(vec![settle, settle2]))).unwrap();
    let pending = paid.swap_remove(0);
    let serial = shop.merchant.serial().unwrap();
    Days { dir, store, pending, frozen, done, merchant: shop.merchant.to_string(), serial }
}

impl Days {
    fn audit(&self) -> Report {
        ready(audit(&self.store)).unwrap()
    }

    fn corrupt(&self, sql: &str) {
        let changed = Connection::open(self.dir.path("tael.db")).unwrap().execute(sql, []).unwrap();
        assert!(changed > 0, "{sql} changes nothing");
    }
}

/// A corruption: its statement, and the finding that names it.
type Case = (String, Kind, &'static str, String);

fn cases(days: &Days) -> Vec<Case> {
    let on = |sql: &str, trade: &Trade, kind| {
        (sql.replace(":trade", &trade.id.0.to_string()), kind, "trade", trade.no.to_string())
    };
    let detail = |change: &str, trade: &Trade| {
        on(&format!("update trade set detail={change} where id=:trade"), trade, Kind::Settlement)
    };
    let (pending, frozen, done) = (&days.pending, &days.frozen, &days.done);
    let waits = days.serial << 8 | 20;
    let account = |kind: &str| format!("{}/{kind}", days.merchant);
    let held = "$.settlement.progress.held";
    vec![
        detail(&format!("json_set(detail, '{held}.amount', '0.01')"), pending),
        detail(&format!("json_remove(detail, '{held}')"), pending),
        detail(&format!("json_set(detail, '{held}.due', 5)"), frozen),
        detail(&format!("json_set(detail, '{held}.held', 'PENDING_SETTLEMENT')"), frozen),
        detail("json_remove(detail, '$.settlement.progress')", pending),
        detail("json_remove(detail, '$.settlement.progress.releases')", done),
        detail("json_set(detail, '$.settlement.progress.releases[0].amount', '1.00')", done),
        detail("json_set(detail, '$.settlement.progress.releases[0].to', 'DESTINATION')", frozen),
        detail("json_set(detail, '$.settlement.destination.user', '2088000000000042')", done),
        on("update journal set trade=7 where trade=:trade and kind='SETTLEMENT'", done, Kind::Settlement),
        on(
            "update journal set kind='FUNDING' where trade=:trade and kind='SETTLEMENT'",
            done,
            Kind::Settlement,
        ),
        on("update journal set at=at+1 where trade=:trade and kind='SETTLEMENT'", frozen, Kind::Settlement),
        on("update trade_event set at=at-1 where trade=:trade and event='SETTLED'", frozen, Kind::Settlement),
        on(
            "update trade_event set event='ROYALTY_RELEASED' where trade=:trade and event='SETTLED'",
            frozen,
            Kind::Settlement,
        ),
        on("delete from timer where subject=:trade", pending, Kind::Timer),
        on("update timer set kind=2 where subject=:trade", frozen, Kind::Timer),
        on("update timer set due=due-1 where subject=:trade", pending, Kind::Timer),
        on(
            "insert into timer (book, kind, subject, world, due) values (0, 3, :trade, 1, 1)",
            done,
            Kind::Timer,
        ),
        (
            format!("update account set balance=balance+1 where id={waits}"),
            Kind::Settlement,
            "account",
            account("PendingSettlement"),
        ),
        (
            format!("delete from account where id={waits}"),
            Kind::Settlement,
            "account",
            account("PendingSettlement"),
        ),
        // the posting to a holding account, moved to the balance: balances and journals would still add up
        on(
            &format!(
                "update entry set account={} where account={waits} and journal in (select id from journal where trade=:trade)",
                days.serial << 8 | 1
            ),
            pending,
            Kind::Settlement,
        ),
    ]
}

#[test]
fn held_receipts_are_audited() {
    let days = days();
    let report = days.audit();
    assert!(report.is_clean(), "{report}");
    assert_eq!((report.totals.paid_trades, report.totals.timers, report.totals.journals), (3, 2, 7));
}

#[test]
fn corrupted_settlements_are_found() {
    let count = cases(&days()).len();
    for n in 0..count {
        let days = days();
        let (sql, kind, table, id) = cases(&days).swap_remove(n);
        days.corrupt(&sql);
        let report = days.audit();
        let found = report.findings.iter().any(|f| (f.kind, f.table, &f.id) == (kind, table, &id));
        assert!(found, "{sql} must be found as {kind:?} of {table} {id}, but the report says:\n{report}");
    }
}

/// Journals that move held money without a trade are nobody's.
#[test]
fn held_money_of_no_trade_is_found() {
    let days = days();
    days.corrupt("update journal set trade=null where kind='SETTLEMENT'");
    let report = days.audit();
    let journals = report.findings.iter().filter(|f| (f.kind, f.table) == (Kind::Settlement, "journal"));
    assert_eq!(journals.count(), 5, "{report}");
}
