//! Each corruption of a data file is found, by the row that it lies in; a file that is not corrupted has no finding.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use rusqlite::Connection;
use tael_core::agreement::Agreement;
use tael_core::authorisation::Authorisation;
use tael_core::id::{Book, Id};
use tael_core::money::Fen;
use tael_core::time::MINUTE;
use tael_core::trade::Trade;
use tael_sim::{Kind, Report, audit};
use tael_store::conformance::sample::{Sample, delivery};
use tael_store::conformance::{Scratch, ready};
use tael_store::{Key, Outbound, Plan, Row, Store, Write};
use tael_store_sqlite::{Options, SqliteStore};

/// A day in two shops, on disk.
struct Day {
    dir: Scratch,
    store: SqliteStore,
    /// Paid; its notification was confirmed at the second delivery.
    delivered: Arc<Trade>,
    /// Paid with a payment code; its notification waits for its second slot.
    refused: Arc<Trade>,
    /// Waiting.
    waiting: Arc<Trade>,
    /// Closed at its limit.
    closed: Arc<Trade>,
    /// Paid in the other book.
    elsewhere: Arc<Trade>,
    /// Signed, nothing deducted yet.
    agreement: Arc<Agreement>,
    /// Frozen, a part released.
    authorisation: Arc<Authorisation>,
    buyer: String,
    merchant: String,
}

const CODE: &str = "280000000000000001";

fn outbound(plan: &Plan) -> Arc<Outbound> {
    plan.0.iter().find_map(|w| if let Write::Enqueue(row) = w { Some(row.clone()) } else { None }).unwrap()
}

fn day() -> Day {
    let dir = Scratch::within(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let store = SqliteStore::open(dir.path("tael.db"), &Options::default()).unwrap();
    let (mut shop, mut other) = (Sample::new(Book(0), 2), Sample::new(Book(1), 2));
    let put = |shop: &mut Sample, plans: Vec<Plan>| ready(store.commit(shop.batch(plans))).unwrap();
    let (opening, opening2) = (shop.opening(), other.opening());
    put(&mut shop, vec![opening, opening2]);

    let (first, order) = shop.order("FIRST", Fen(8_888));
    let (second, order2) = shop.order("SECOND", Fen(1_000));
    let (third, order3) = shop.order("THIRD", Fen(5));
    put(&mut shop, vec![order, order2, order3]);
    let code = shop.code(CODE, 1);
    put(&mut shop, vec![Plan::none().with(Write::IssueCode(code.clone()))]);
    shop.now = shop.now.plus(MINUTE);
    let (delivered, pay) = shop.pay(&first, 0);
    let (refused, pay2) = shop.pay(&second, 1);
    let (row, row2) = (outbound(&pay), outbound(&pay2));
    let usage = Write::UseCode { book: code.book, code: code.code, trade: second.id };
    put(&mut shop, vec![pay, pay2.with(usage)]);
    put(&mut shop, delivery(&row, false).into());
    let row = match ready(store.load(&[Key::Outbound(row.book, row.id)].into())).unwrap().remove(0).1 {
        Some(Row::Outbound(row)) => row,
        other => panic!("expected the notification, got {other:?}"),
    };
    put(&mut shop, delivery(&row, true).into());
    put(&mut shop, delivery(&row2, false).into());
    let (waiting, order) = shop.order("LAST", Fen(77));
    shop.now = shop.now.plus(14 * MINUTE);
    let (closed, close) = shop.time_out(&third);
    put(&mut shop, vec![order, close]);

    let (agreement, sign) = shop.agreement(0, "E1");
    let (frozen, freeze) = shop.authorisation(1, "A1", Fen(500));
    put(&mut shop, vec![sign, freeze]);
    let (authorisation, release) = shop.thaw(&frozen, Fen(200));
    put(&mut shop, vec![release]);

    let library = shop.library(0);
    put(&mut shop, vec![library]);

    let (elsewhere, order) = other.order("FIRST", Fen(300));
    let (elsewhere, pay) = other.pay(&elsewhere, 0);
    put(&mut other, vec![order, pay]);
    let (buyer, merchant) = (shop.buyers[0].to_string(), shop.merchant.to_string());
    Day {
        dir,
        store,
        delivered,
        refused,
        waiting,
        closed,
        elsewhere,
        agreement,
        authorisation,
        buyer,
        merchant,
    }
}

impl Day {
    fn audit(&self) -> Report {
        ready(audit(&self.store)).unwrap()
    }

    /// One number out of the data file.
    fn number(&self, query: &str) -> i64 {
        Connection::open(self.dir.path("tael.db")).unwrap().query_row(query, [], |r| r.get(0)).unwrap()
    }

    fn text(&self, query: &str) -> String {
        Connection::open(self.dir.path("tael.db")).unwrap().query_row(query, [], |r| r.get(0)).unwrap()
    }

    fn corrupt(&self, sql: &str) {
        let changed = Connection::open(self.dir.path("tael.db")).unwrap().execute(sql, []).unwrap();
        assert!(changed > 0, "{sql} changes nothing");
    }

    fn journal_of(&self, trade: &Trade) -> i64 {
        self.number(&format!("select id from journal where trade={}", trade.id.0))
    }

    fn batch_of(&self, trade: &Trade) -> i64 {
        self.number(&format!("select batch from journal where trade={}", trade.id.0))
    }

    fn outbound_of(&self, trade: &Trade) -> i64 {
        self.number(&format!("select id from outbox where subject={}", trade.id.0))
    }
}

#[test]
fn a_clean_book_has_no_finding() {
    let day = day();
    let report = day.audit();
    assert!(report.is_clean(), "{report}");
    let totals = report.totals;
    assert_eq!((totals.books, totals.trades, totals.paid_trades, totals.transitions), (2, 5, 3, 9));
    assert_eq!((totals.notifications, totals.deliveries, totals.timers), (3, 3, 1));
    assert_eq!((totals.journals, totals.payment_codes), (9, 1));
    assert_eq!(totals.postings, day.number("select count(*) from entry") as u64);
    assert_eq!(totals.counters, day.number("select count(*) from counter") as u64);
    assert_eq!(report.heads.len(), 2);
    assert!(serde_json::to_string(&report).unwrap().contains("\"findings_total\":0"));
}

/// A corruption: its statement, and the finding that names it.
type Case = (String, Kind, &'static str, String);

fn ledger(day: &Day) -> Vec<Case> {
    let paid = &day.delivered;
    let (journal, batch) = (day.journal_of(paid), day.batch_of(paid));
    let account = format!("{}/Balance", day.buyer);
    let owner = paid.payee.serial().unwrap() << 8 | 1;
    let payee = format!("{}/Balance", day.merchant);
    let case = |sql: String, kind, table, id: &dyn ToString| (sql, kind, table, id.to_string());
    let of = |column: &str| format!("where book=0 and {column}={journal}");
    vec![
        case(
            format!("update account set balance=balance+1 where book=0 and id={owner}"),
            Kind::Balance,
            "account",
            &payee,
        ),
        case(
            format!("update account set balance=balance+1 where book=0 and id={owner}"),
            Kind::Book,
            "book",
            &0,
        ),
        case(format!("delete from account where book=0 and id={owner}"), Kind::Balance, "account", &payee),
        case(
            format!("update entry set amount=amount-1 {} and line=0", of("journal")),
            Kind::Journal,
            "journal",
            &journal,
        ),
        case(
            format!("update entry set amount=amount-1 {} and line=0", of("journal")),
            Kind::Balance,
            "account",
            &account,
        ),
        case(
            format!("update entry set amount=amount-1 {} and line=0", of("journal")),
            Kind::Chain,
            "batch",
            &batch,
        ),
        case(format!("delete from entry {} and line=2", of("journal")), Kind::Journal, "journal", &journal),
        case(format!("update journal set at=at+1 {}", of("id")), Kind::Chain, "batch", &batch),
        case(format!("update journal set kind='GIFT' {}", of("id")), Kind::Journal, "journal", &journal),
        case(format!("delete from journal {}", of("id")), Kind::Chain, "batch", &batch),
        case(format!("delete from journal {}", of("id")), Kind::Payment, "trade", &paid.no),
        case(
            format!("update journal set trade={} {}", day.waiting.id.0, of("id")),
            Kind::Payment,
            "journal",
            &journal,
        ),
        case(format!("update journal set trade=7 {}", of("id")), Kind::Payment, "trade", &paid.no),
        case(
            format!("update batch set hash=zeroblob(32) where book=0 and id={batch}"),
            Kind::Chain,
            "batch",
            &batch,
        ),
        case(format!("delete from batch where book=0 and id={batch}"), Kind::Chain, "journal", &journal),
        case(
            "delete from batch where book=0 and seq=(select max(seq) from batch where book=0)".into(),
            Kind::Chain,
            "book",
            &0,
        ),
        case("update book set chain_hash=zeroblob(32) where book=1".into(), Kind::Chain, "book", &1),
    ]
}

fn trades(day: &Day) -> Vec<Case> {
    let case = |sql: &str, trade: &Trade, kind| {
        (sql.replace(":trade", &trade.id.0.to_string()), kind, "trade", trade.no.to_string())
    };
    let (paid, waiting, closed) = (&day.delivered, &day.waiting, &day.closed);
    vec![
        case("update trade set status='TRADE_CLOSED' where id=:trade", paid, Kind::History),
        case("update trade set status='TRADE_SUCCESS' where id=:trade", waiting, Kind::Payment),
        case("update trade set status='TRADE_SUCCESS' where id=:trade", closed, Kind::Trade),
        case("update trade set version=7 where id=:trade", waiting, Kind::History),
        case("update trade set paid_at=paid_at+1 where id=:trade", paid, Kind::Trade),
        case("update trade set paid_at=null where id=:trade", paid, Kind::Trade),
        case("update trade set closed_at=closed_at-1 where id=:trade", closed, Kind::Trade),
        case("update trade set total=total+1 where id=:trade", &day.elsewhere, Kind::Payment),
        case("update trade set buyer='2088000000000042' where id=:trade", paid, Kind::Trade),
        case("update trade set payee='2088000000000042' where id=:trade", paid, Kind::Payment),
        case("update trade set detail=json_remove(detail, '$.payment') where id=:trade", paid, Kind::Payment),
        case(
            "update trade set detail=json_set(detail, '$.payment.fee', '0.54') where id=:trade",
            paid,
            Kind::Payment,
        ),
        case(
            "update trade set detail=json_set(detail, '$.payment.receipt', '88.87') where id=:trade",
            paid,
            Kind::Payment,
        ),
        case(
            "update trade set detail=json_set(detail, '$.payment.bills[0].channel', 'DEBIT_CARD') where id=:trade",
            paid,
            Kind::Payment,
        ),
        case("delete from trade_event where trade=:trade and version=1", paid, Kind::History),
        case("delete from trade_event where trade=:trade", closed, Kind::History),
        case(
            "update trade_event set event='ABANDONED' where trade=:trade and version=2",
            paid,
            Kind::History,
        ),
        case(
            "update trade_event set to_status='WAIT_BUYER_PAY' where trade=:trade and version=2",
            paid,
            Kind::History,
        ),
        case(
            "update trade_event set from_status='TRADE_CLOSED' where trade=:trade and version=2",
            paid,
            Kind::History,
        ),
        case("update trade_event set at=at-3600000 where trade=:trade and version=2", closed, Kind::History),
        case("delete from timer where subject=:trade", waiting, Kind::Timer),
        case("update timer set due=due+1 where subject=:trade", waiting, Kind::Timer),
        case(
            "insert into timer (book, kind, subject, world, due) values (0, 1, :trade, 1, 1)",
            paid,
            Kind::Timer,
        ),
    ]
}

fn others(day: &Day) -> Vec<Case> {
    let outbox = |sql: &str, trade: &Trade| {
        let id = day.outbound_of(trade).to_string();
        (sql.replace(":id", &id), Kind::Outbox, "outbox", id)
    };
    let (delivered, refused, fresh) = (&day.delivered, &day.refused, &day.elsewhere);
    let other = |sql: &str, kind, table, id: &str| (sql.to_owned(), kind, table, id.to_owned());
    let day_counter = format!("{}/ReceivedDay/20261122", day.merchant);
    let month_counter = format!("{}/PaidMonth/202611", day.buyer);
    let stray = Id(day.waiting.id.0 + 1).0;
    vec![
        outbox("update outbox set attempts=2 where id=:id", refused),
        outbox("update outbox set attempts=0 where id=:id", refused),
        outbox("delete from outbox_attempt where outbound=:id and n=1", delivered),
        outbox("update outbox set due=due+1 where id=:id", refused),
        outbox("update outbox set due=due+600000 where id=:id", fresh),
        outbox("update outbox set due=due+600000 where id=:id", refused),
        outbox("update outbox_attempt set at=at-1 where outbound=:id and n=1", refused),
        outbox("update outbox_attempt set at=at+600000 where outbound=:id and n=1", refused),
        outbox("update outbox set due=null where id=:id", refused),
        outbox("update outbox set due=created_at where id=:id", delivered),
        outbox("update outbox set state='DELIVERED', due=null where id=:id", refused),
        outbox("update outbox set state='EXHAUSTED', due=null where id=:id", refused),
        outbox("update outbox_attempt set delivered=0 where outbound=:id and n=2", delivered),
        outbox("update outbox set subject=1 where id=:id", fresh),
        outbox("update outbox set subject_no='2026112222000000000000000000' where id=:id", fresh),
        other(
            "update counter set used=used+1 where id & 255 = 1 and book=0",
            Kind::Counter,
            "counter",
            &day_counter,
        ),
        other(
            &format!(
                "delete from counter where id={}",
                Trade::clone(delivered).buyer.as_ref().unwrap().serial().unwrap() << 8 | 5
            ),
            Kind::Counter,
            "counter",
            &month_counter,
        ),
        other(
            &format!("update auth_code_use set trade={}", delivered.id.0),
            Kind::AuthCode,
            "auth_code",
            CODE,
        ),
        other("update auth_code_use set trade=9", Kind::AuthCode, "auth_code", CODE),
        other(
            &format!("update trade_event set trade={stray} where trade={}", day.closed.id.0),
            Kind::History,
            "trade_event",
            &stray.to_string(),
        ),
        other(&format!("update timer set subject={stray}"), Kind::Timer, "timer", &stray.to_string()),
        other(
            "insert into outbox_attempt (book, outbound, n, at) values (0, 5, 1, 0)",
            Kind::Outbox,
            "outbox_attempt",
            "5",
        ),
    ]
}

fn allowed(day: &Day) -> Vec<Case> {
    let agreement = day.agreement.no.to_string();
    let authorisation = day.authorisation.no.to_string();
    let account = format!("{}/AuthorisationFrozen", day.authorisation.payer);
    let of_trade = |authority: &str| {
        let no = day.delivered.id.0;
        format!(
            "update trade set detail=json_set(detail, '$.payment.authority', json('{authority}')) where id={no}"
        )
    };
    let row = |kind, table, id: &str| (kind, table, id.to_owned());
    let agreed = || row(Kind::Agreement, "agreement", &agreement);
    let frozen = || row(Kind::Authorisation, "authorisation", &authorisation);
    let cases = vec![
        ("update agreement set detail=json_set(detail, '$.deducted.count', 1)".to_owned(), agreed()),
        ("update agreement set detail=json_set(detail, '$.deducted.sum', '1.00')".to_owned(), agreed()),
        ("update agreement set detail=json_remove(detail, '$.schedule')".to_owned(), agreed()),
        (of_trade(&format!(r#"{{"agreement":"{agreement}"}}"#)), agreed()),
        (of_trade(r#"{"agreement":"1"}"#), row(Kind::Agreement, "agreement", "?")),
        (of_trade(&format!(r#"{{"authorisation":"{authorisation}"}}"#)), frozen()),
        (of_trade(r#"{"authorisation":"1"}"#), row(Kind::Authorisation, "authorisation", "?")),
        ("update authorisation set detail=json_set(detail, '$.paid.fund', '1.00')".to_owned(), frozen()),
        ("update authorisation set detail=json_set(detail, '$.released.fund', '3.00')".to_owned(), frozen()),
        ("update authorisation set status='FINISH'".to_owned(), frozen()),
        ("update authorisation set version=9".to_owned(), frozen()),
        ("update authorisation_operation set fund=fund-1 where version=3".to_owned(), frozen()),
        ("update authorisation_operation set kind='PAY' where version=3".to_owned(), frozen()),
        ("delete from authorisation_operation where version=2".to_owned(), frozen()),
        (
            "update authorisation_operation set authorisation=5, id=5 where version=3".to_owned(),
            row(Kind::Authorisation, "authorisation_operation", "5"),
        ),
        ("delete from authorisation".to_owned(), row(Kind::Authorisation, "account", &account)),
    ];
    cases.into_iter().map(|(sql, (kind, table, id))| (sql, kind, table, id)).collect()
}

fn check(cases: fn(&Day) -> Vec<Case>) {
    let count = cases(&day()).len();
    for n in 0..count {
        let day = day();
        let (sql, kind, table, id) = cases(&day).swap_remove(n);
        day.corrupt(&sql);
        let report = day.audit();
        assert!(!report.is_clean(), "{sql} is not found");
        let found = report.findings.iter().any(|f| (f.kind, f.table, &f.id) == (kind, table, &id));
        assert!(found, "{sql} must be found as {kind:?} of {table} {id}, but the report says:\n{report}");
    }
}

#[test]
fn corrupted_ledgers_are_found() {
    check(ledger);
}

#[test]
fn corrupted_trades_are_found() {
    check(trades);
}

#[test]
fn corrupted_notifications_counters_and_codes_are_found() {
    check(others);
}

#[test]
fn corrupted_agreements_and_authorisations_are_found() {
    check(allowed);
}

fn offered(day: &Day) -> Vec<Case> {
    let (item, no) = (day.number("select id from item"), day.text("select no from item"));
    let online = "$.online.skus[0]";
    let cases = vec![
        ("delete from stock".to_owned(), Kind::Stock, "stock", no.clone()),
        ("update stock set sku=2".to_owned(), Kind::Stock, "stock", no.clone()),
        ("update stock set scene='LIVE'".to_owned(), Kind::Stock, "stock", no.clone()),
        ("update stock set item=5".to_owned(), Kind::Stock, "stock", "5".to_owned()),
        ("delete from item".to_owned(), Kind::Stock, "stock", item.to_string()),
        ("update purchase set pieces=-1".to_owned(), Kind::Stock, "purchase", item.to_string()),
        (
            "update source_token set expires_at=created_at".to_owned(),
            Kind::Item,
            "source_token",
            "token0".to_owned(),
        ),
        ("update item set detail=json_remove(detail, '$.online')".to_owned(), Kind::Item, "item", no.clone()),
        (
            format!("update item set detail=json_set(detail, '{online}.number', 7)"),
            Kind::Item,
            "item",
            no.clone(),
        ),
        (
            "update item set detail=json_set(detail, '$.next_sku', 1)".to_owned(),
            Kind::Item,
            "item",
            no.clone(),
        ),
        (
            format!(
                "insert into item select book, 7, world, '7', app_id, '7', status, version, detail from item where id={item}"
            ),
            Kind::Item,
            "item",
            no,
        ),
    ];
    cases
}

#[test]
fn corrupted_items_stocks_and_sources_are_found() {
    check(offered);
}

/// What cannot be read at all stops the audit with an error that names the row.
#[test]
fn unreadable_rows_stop_the_audit() {
    let day = day();
    day.corrupt(&format!("update trade set detail='{{' where id={}", day.closed.id.0));
    let error = ready(audit(&day.store)).unwrap_err().to_string();
    assert!(error.contains(&day.closed.id.0.to_string()), "{error}");
}
