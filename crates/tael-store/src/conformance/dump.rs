//! Everything that a store says about itself, as text that can be compared.

use std::fmt::Write;

use crate::store::{DirectoryKind, Page, Query, Snapshot, Store, Table};

const KINDS: [DirectoryKind; 10] = [
    DirectoryKind::Setting,
    DirectoryKind::World,
    DirectoryKind::App,
    DirectoryKind::Merchant,
    DirectoryKind::User,
    DirectoryKind::Shop,
    DirectoryKind::MiniProgram,
    DirectoryKind::SubMerchant,
    DirectoryKind::AppAuth,
    DirectoryKind::RiskRules,
];

/// All tables of a snapshot of a store, the directory and the sums, and what hangs on each trade and notification.
///
/// # Panics
/// Where the store cannot be read.
pub async fn dump(store: &dyn Store) -> String {
    let snapshot = store.snapshot().await;
    let mut snapshot = snapshot.unwrap_or_else(|e| panic!("a snapshot: {e}"));
    let mut text = String::new();
    for table in Table::ALL {
        let page = ask(&mut text, snapshot.as_mut(), Query::Scan(table, None, 100_000)).await;
        for query in details(&page) {
            ask(&mut text, snapshot.as_mut(), query).await;
        }
    }
    for kind in KINDS {
        let list = Query::List { kind, world: None, merchant: None, after: None, limit: 100_000 };
        ask(&mut text, snapshot.as_mut(), list).await;
    }
    ask(&mut text, snapshot.as_mut(), Query::RowCounts).await;
    ask(&mut text, snapshot.as_mut(), Query::HighestId).await;
    ask(&mut text, snapshot.as_mut(), Query::Books).await;
    text
}

fn details(page: &Page) -> Vec<Query> {
    match page {
        Page::Trades(rows) => rows
            .iter()
            .flat_map(|t| {
                let (book, id) = (t.book, t.id);
                [
                    Query::History(book, id),
                    Query::RequestOf(book, id),
                    Query::JournalsOf(book, id),
                    Query::OutboundOf(book, id),
                ]
            })
            .collect(),
        Page::Authorisations(rows) => rows.iter().map(|a| Query::OperationsOf(a.book, a.id)).collect(),
        Page::Outbound(rows) => rows.iter().map(|o| Query::AttemptsOf(o.book, o.id)).collect(),
        Page::Batches(rows) => rows.last().map(|b| Query::Totals(b.book)).into_iter().collect(),
        _ => Vec::new(),
    }
}

async fn ask(text: &mut String, snapshot: &mut dyn Snapshot, query: Query) -> Page {
    let name = format!("{query:?}");
    let page = snapshot.page(query).await.unwrap_or_else(|e| panic!("{name}: {e}"));
    writeln!(text, "{name}: {page:#?}").unwrap_or_else(|e| unreachable!("a text takes everything: {e}"));
    page
}
