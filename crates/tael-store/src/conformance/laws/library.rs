//! The item library: what is there once, and stock that is never sold twice.

use std::sync::Arc;

use tael_core::id::{Book, Id};
use tael_core::item::{Item, ItemStatus, Material, Step, Stock, StockKey};

use super::{ask, conflict, duplicate, one, open, put};
use crate::conformance::sample::Sample;
use crate::key::Key;
use crate::library::{BoughtKey, ItemsPart, LibraryKey, LibraryRow, LibraryWrite};
use crate::plan::{Plan, Write};
use crate::row::Row;
use crate::store::{CommitError, Page, Query, Store};

const BOOK: Book = Book(0);

fn plan(writes: impl IntoIterator<Item = LibraryWrite>) -> Plan {
    Plan(writes.into_iter().map(Write::Library).collect())
}

async fn row(store: &dyn Store, key: LibraryKey) -> Option<LibraryRow> {
    match one(store, Key::Library(BOOK, key)).await {
        Some(Row::Library(row)) => Some(row),
        None => None,
        other => panic!("the key's variant fixes the row's, got {other:?}"),
    }
}

fn twin(of: &Item, change: impl FnOnce(&mut Item)) -> Write {
    let mut item = of.clone();
    change(&mut item);
    Write::Library(LibraryWrite::InsertItem(Arc::new(item)))
}

pub(super) async fn an_item_has_its_keys(store: &dyn Store) {
    let mut shop = open(store, BOOK).await;
    let item = shop.item("I1", &["S1", "S2"]);
    put(store, &mut shop, vec![plan([LibraryWrite::InsertItem(Arc::clone(&item))])]).await;
    let app = || item.app.clone();
    for key in [
        LibraryKey::Item(item.no.clone()),
        LibraryKey::ItemByOut(app(), "I1".into()),
        LibraryKey::ItemBySku(app(), "S1".into()),
        LibraryKey::ItemBySku(app(), "S2".into()),
    ] {
        assert_eq!(row(store, key).await, Some(LibraryRow::Item(Arc::clone(&item))));
    }
    assert_eq!(row(store, LibraryKey::ItemByOut("other".into(), "I1".into())).await, None);
    let other = shop.item("I2", &["S3"]);
    let same_id = twin(&other, |i| i.id = item.id);
    duplicate(store, &mut shop, vec![same_id], "item_pk").await;
    duplicate(store, &mut shop, vec![twin(&other, |i| i.no = item.no.clone())], "item_no_key").await;
    duplicate(store, &mut shop, vec![twin(&other, |i| i.out_item_id = "I1".into())], "item_out_key").await;
    let same_sku = shop.item("I3", &["S4", "S2"]);
    duplicate(store, &mut shop, vec![twin(&same_sku, |_| {})], "item_sku_key").await;
    // in another application all of them are free
    let elsewhere = twin(&same_sku, |i| (i.app, i.out_item_id) = ("other".into(), "I1".into()));
    put(store, &mut shop, vec![Plan::none().with(elsewhere)]).await;
}

pub(super) async fn a_change_of_an_item_is_made_once(store: &dyn Store) {
    let mut shop = open(store, BOOK).await;
    let item = shop.item("I1", &["S1"]);
    let insert = plan([LibraryWrite::InsertItem(Arc::clone(&item))]);
    let (online, approve) = shop.approve(&item, Some(3));
    put(store, &mut shop, vec![insert, approve.clone()]).await;
    conflict(store, &mut shop, approve.0.clone(), "item_version").await;
    let stock = LibraryKey::Stock(StockKey::whole(online.unit(1)));
    assert_eq!(row(store, stock.clone()).await, Some(LibraryRow::Stock(Stock::of(Some(3)))));
    // another SKU takes the place of the first, whose id is free then
    let mut content = online.newest();
    content.skus[0].out_sku_id = "S2".into();
    content.skus[0].number = 2;
    let edited = Arc::new(online.edited(&content, shop.now));
    let (after, approve) = shop.approve(&edited, Some(4));
    put(store, &mut shop, vec![plan([LibraryWrite::UpdateItem(Arc::clone(&edited))]), approve]).await;
    assert_eq!(row(store, LibraryKey::ItemBySku(item.app.clone(), "S1".into())).await, None);
    assert_eq!(row(store, stock).await, None);
    let gone = vec![Write::Library(LibraryWrite::DeleteItem(Arc::clone(&edited)))];
    conflict(store, &mut shop, gone, "item_version").await;
    put(store, &mut shop, vec![plan([LibraryWrite::DeleteItem(Arc::clone(&after))])]).await;
    for key in [
        LibraryKey::Item(item.no.clone()),
        LibraryKey::ItemBySku(item.app.clone(), "S2".into()),
        LibraryKey::Stock(StockKey::whole(after.unit(2))),
    ] {
        assert_eq!(row(store, key).await, None);
    }
    let again = vec![Write::Library(LibraryWrite::UpdateItem(after))];
    conflict(store, &mut shop, again, "item_version").await;
}

pub(super) async fn the_last_piece_is_ordered_once(store: &dyn Store) {
    let mut shop = open(store, BOOK).await;
    let item = shop.item("I1", &[]);
    let insert = plan([LibraryWrite::InsertItem(Arc::clone(&item))]);
    let (_, approve) = shop.approve(&item, Some(20));
    put(store, &mut shop, vec![insert, approve]).await;
    let key = Sample::stock_of(&item);
    let step = |step| plan([LibraryWrite::MoveStock { book: BOOK, key: key.clone(), step }]);
    let mut won = 0;
    // each of them believes that there is enough
    for _ in 0..200 {
        match store.commit(shop.batch(vec![step(Step::take(1))])).await {
            Ok(()) => won += 1,
            Err(CommitError::Conflict(name)) if name == "stock_floor" => {}
            Err(other) => panic!("expected a conflict on stock_floor, got {other:?}"),
        }
    }
    assert_eq!(won, 20);
    put(store, &mut shop, vec![step(Step::sell(15)), step(Step::give_back(2))]).await;
    let stock = Stock { left: Some(2), held: 3, sold: 15 };
    assert_eq!(row(store, LibraryKey::Stock(key.clone())).await, Some(LibraryRow::Stock(stock)));
    for wrong in [Step::take(3), Step::give_back(4), Step::sell(4)] {
        conflict(store, &mut shop, step(wrong).0, "stock_floor").await;
    }
    // what is set anew keeps what is held and sold
    let set = |left| plan([LibraryWrite::SetStock { book: BOOK, key: key.clone(), left }]);
    put(store, &mut shop, vec![set(None), step(Step::take(1_000))]).await;
    let stock = Stock { left: None, held: 1_003, sold: 15 };
    assert_eq!(row(store, LibraryKey::Stock(key.clone())).await, Some(LibraryRow::Stock(stock)));
    put(store, &mut shop, vec![plan([LibraryWrite::DropStock { book: BOOK, key: key.clone() }])]).await;
    conflict(store, &mut shop, step(Step::take(1)).0, "stock_floor").await;
}

pub(super) async fn a_buyer_orders_up_to_the_limit(store: &dyn Store) {
    let mut shop = open(store, BOOK).await;
    let key = BoughtKey { item: Id(7), period: 20_261_122, buyer: shop.buyers[0].clone() };
    let count =
        |by, limit| Write::Library(LibraryWrite::CountBought { book: BOOK, key: key.clone(), by, limit });
    conflict(store, &mut shop, vec![count(4, Some(3))], "purchase_limit").await;
    conflict(store, &mut shop, vec![count(-1, None)], "purchase_limit").await;
    put(store, &mut shop, vec![Plan(vec![count(2, Some(3)), count(1, Some(3))])]).await;
    conflict(store, &mut shop, vec![count(1, Some(3))], "purchase_limit").await;
    conflict(store, &mut shop, vec![count(-4, None)], "purchase_limit").await;
    put(store, &mut shop, vec![Plan(vec![count(5, None), count(-6, Some(1))])]).await;
    assert_eq!(row(store, LibraryKey::Bought(key)).await, Some(LibraryRow::Bought(2)));
}

pub(super) async fn pictures_and_sources_are_kept(store: &dyn Store) {
    let mut shop = open(store, BOOK).await;
    let picture = shop.picture("A*1");
    let source = shop.source("token", 0);
    let writes =
        [LibraryWrite::InsertMaterial(Arc::clone(&picture)), LibraryWrite::IssueSource(source.clone())];
    put(store, &mut shop, vec![plan(writes)]).await;
    for key in [LibraryKey::Material(picture.no.clone()), LibraryKey::MaterialByKey("A*1".into())] {
        assert_eq!(row(store, key).await, Some(LibraryRow::Material(Arc::clone(&picture))));
    }
    let other = shop.picture("A*2");
    let again = |change: &dyn Fn(&mut Material)| {
        let mut twin = (*other).clone();
        change(&mut twin);
        vec![Write::Library(LibraryWrite::InsertMaterial(Arc::new(twin)))]
    };
    duplicate(store, &mut shop, again(&|m| m.id = picture.id), "material_pk").await;
    duplicate(store, &mut shop, again(&|m| m.no = picture.no.clone()), "material_no_key").await;
    duplicate(store, &mut shop, again(&|m| m.key = "A*1".into()), "material_key_key").await;

    let twice = vec![Write::Library(LibraryWrite::IssueSource(source.clone()))];
    duplicate(store, &mut shop, twice, "source_token_pk").await;
    let used = |token: &str, order| {
        Write::Library(LibraryWrite::UseSource { book: BOOK, token: token.into(), order: Id(order) })
    };
    conflict(store, &mut shop, vec![used("token", 1), used("token", 2)], "source_token_use").await;
    conflict(store, &mut shop, vec![used("nothing", 1)], "source_token_use").await;
    put(store, &mut shop, vec![Plan(vec![used("token", 1)])]).await;
    conflict(store, &mut shop, vec![used("token", 2)], "source_token_use").await;
    let after = tael_core::item::SourceToken { used_by: Some(Id(1)), ..source };
    assert_eq!(row(store, LibraryKey::Source("token".into())).await, Some(LibraryRow::Source(after)));
}

pub(super) async fn items_are_listed(store: &dyn Store) {
    let mut shop = open(store, BOOK).await;
    let mut all = Vec::new();
    for n in 0..5 {
        let item = shop.item(&format!("I{n}"), &[]);
        let mut writes = plan([LibraryWrite::InsertItem(Arc::clone(&item))]);
        let mut last = item;
        if n % 2 == 0 {
            let (online, approve) = shop.approve(&last, None);
            writes.0.extend(approve.0);
            last = online;
        }
        put(store, &mut shop, vec![writes]).await;
        all.push(last);
        shop.now = shop.now.plus(1);
    }
    let app = shop.app_id.clone();
    for (status, offset, limit, found, total) in [
        (None, 0, 10, vec![0, 1, 2, 3, 4], 5),
        (None, 3, 1, vec![3], 5),
        (None, 5, 1, vec![], 5),
        (Some(ItemStatus::Available), 1, 10, vec![2, 4], 3),
        (Some(ItemStatus::Auditing), 0, 1, vec![1], 2),
        (Some(ItemStatus::Freeze), 0, 1, vec![], 0),
    ] {
        let key = LibraryKey::Items { app: app.clone(), status, offset, limit };
        let rows = found.into_iter().map(|n: usize| Arc::clone(&all[n])).collect();
        assert_eq!(row(store, key).await, Some(LibraryRow::Items(ItemsPart { rows, total })));
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let query =
            Query::Items { book: BOOK, world: shop.world.id, app: Some(app.clone()), after, limit: 2 };
        let Page::Items(rows) = ask(store, query).await else { panic!("the answer is items") };
        after = match rows.last() {
            Some(last) => Some(last.no.clone()),
            None => break,
        };
        seen.extend(rows);
    }
    assert_eq!(seen, all);
    let other =
        Query::Items { book: BOOK, world: shop.world.id, app: Some("other".into()), after: None, limit: 9 };
    assert_eq!(ask(store, other).await, Page::Items(Vec::new()));
}
