use super::super::content::{SaleStatus, Sku};
use super::*;
use crate::id::Ids;
use crate::money::Fen;

fn now() -> Instant {
    Instant::parse_beijing("2026-11-22 10:00:00").unwrap()
}

fn sku(number: u32, stock_num: Option<i64>) -> Sku {
    Sku {
        number,
        out_sku_id: SmolStr::new(format!("S{number}")),
        sale_price: Some(Fen(100)),
        stock_num,
        ..Sku::default()
    }
}

fn item(content: Content) -> Item {
    let opening = Opening {
        book: Book::MAIN,
        world: WorldId::MAIN,
        app: AppId::from("2021000000000001"),
        out_item_id: "I1".into(),
        content,
    };
    Item::open(opening, &Env::new(now(), Ids::new(0, Id(0)).block(now()), 1))
}

fn plain(stock_num: Option<i64>) -> Item {
    item(Content {
        title: Some("苹果".into()), sale_price: Some(Fen(100)), stock_num, ..Content::default()
    })
}

fn pass(item: &Item) -> Changed {
    item.reviewed(Verdict::Pass, now()).unwrap()
}

fn set(item: &Item, sku: u32, left: Option<i64>) -> Restock {
    Restock::Set(StockKey::whole(item.unit(sku)), left)
}

#[test]
fn a_new_item_sells_when_it_is_approved() {
    let new = plain(Some(7));
    assert_eq!((new.status(), new.units()), (ItemStatus::Auditing, vec![]));
    let (rejected, none) = new.reviewed(Verdict::Reject("标题".into()), now()).unwrap();
    assert_eq!((rejected.status(), none), (ItemStatus::AuditReject, vec![]));
    assert_eq!(rejected.reviewed(Verdict::Pass, now()).unwrap_err(), ItemError::NothingToReview);
    let again = rejected.edited(&Content { title: Some("青苹果".into()), ..Content::default() }, now());
    assert_eq!(again.status(), ItemStatus::Auditing);
    let (online, stock) = pass(&again);
    assert_eq!((online.status(), online.version), (ItemStatus::Available, 4));
    assert_eq!(stock, [set(&online, WHOLE_ITEM, Some(7))]);
    let content = online.detail.online.as_ref().unwrap();
    assert_eq!((content.title.as_deref(), content.sale_price), (Some("青苹果"), Some(Fen(100))));
    assert_eq!(pass(&plain(None)).1, [set(&plain(None), WHOLE_ITEM, None)]);
}

#[test]
fn the_online_version_sells_while_an_edit_is_reviewed() {
    let (online, _) = pass(&plain(Some(7)));
    let edit = Content { title: Some("梨".into()), sale_price: Some(Fen(5)), ..Content::default() };
    let edited = online.edited(&edit, now());
    assert_eq!(edited.status(), ItemStatus::Available);
    assert_eq!(edited.detail.online, online.detail.online);
    let (kept, _) = edited.reviewed(Verdict::Reject("不".into()), now()).unwrap();
    assert_eq!((kept.status(), &kept.detail.online), (ItemStatus::Available, &online.detail.online));
    // a price that is changed directly meanwhile stays where the edit does not speak of it
    let direct = Content { original_price: Some(Fen(900)), stock_num: Some(3), ..Content::default() };
    let (direct, stock) = edited.changed_directly(&direct, now()).unwrap();
    assert_eq!(stock, [set(&direct, WHOLE_ITEM, Some(3))]);
    let (swapped, stock) = pass(&direct);
    let content = swapped.detail.online.unwrap();
    assert_eq!((content.title.as_deref(), content.sale_price), (Some("梨"), Some(Fen(5))));
    assert_eq!((content.original_price, stock), (Some(Fen(900)), vec![]));
}

#[test]
fn skus_come_go_and_keep_their_stock() {
    let (online, stock) =
        pass(&item(Content { skus: vec![sku(1, Some(5)), sku(2, None)], ..Content::default() }));
    assert_eq!(stock, [set(&online, 1, Some(5)), set(&online, 2, None)]);
    assert_eq!((online.units(), online.detail.next_sku), (vec![1, 2], 3));
    let (quota, stock) = online.with_quota(Channel { sku: 2, scene: "LIVE".into() }, Some(4), now()).unwrap();
    let live = StockKey { unit: online.unit(2), scene: "LIVE".into() };
    assert_eq!(stock, [Restock::Set(live.clone(), Some(4))]);
    assert_eq!(quota.stocks().len(), 3);
    let kept = Sku { sale_price: None, sale_status: Some(SaleStatus::Delisting), ..sku(1, None) };
    let edited = quota.edited(&Content { skus: vec![kept, sku(3, Some(9))], ..Content::default() }, now());
    assert_eq!(edited.out_sku_ids().collect::<Vec<_>>(), ["S1", "S2", "S3"]);
    let (after, stock) = pass(&edited);
    let gone = StockKey::whole(online.unit(2));
    assert_eq!(stock, [set(&after, 3, Some(9)), Restock::Drop(gone), Restock::Drop(live)]);
    assert_eq!((after.units(), after.detail.next_sku), (vec![1, 3], 4));
    assert_eq!(after.detail.online.as_ref().unwrap().sku(1).unwrap().sale_price, Some(Fen(100)));
    assert_eq!(after.out_sku_ids().collect::<Vec<_>>(), ["S1", "S3"]);
    assert_eq!(after.sku_number(&after.sku_no(3)), Some(3));
    assert_eq!(after.sku_number(&after.no), None);
    assert!(after.with_quota(Channel { sku: 2, scene: "LIVE".into() }, Some(4), now()).is_err());
    let (without, stock) = quota.with_quota(Channel { sku: 2, scene: "LIVE".into() }, None, now()).unwrap();
    assert_eq!((without.detail.channels.len(), stock.len()), (0, 1));
}

#[test]
fn an_item_with_skus_is_on_sale_while_one_of_them_is() {
    let (online, _) = pass(&item(Content { skus: vec![sku(1, None), sku(2, None)], ..Content::default() }));
    let off = |number| Sku { sale_status: Some(SaleStatus::Delisting), ..sku(number, None) };
    let direct = |item: &Item, sent: Content| item.changed_directly(&sent, now()).unwrap().0;
    let one = direct(&online, Content { skus: vec![off(1)], ..Content::default() });
    assert_eq!((one.status(), one.units()), (ItemStatus::Available, vec![1, 2]));
    let both = direct(&one, Content { skus: vec![off(2)], ..Content::default() });
    assert_eq!(both.status(), ItemStatus::Delisting);
    let all = Content { sale_status: Some(SaleStatus::Available), ..Content::default() };
    assert_eq!(direct(&both, all).status(), ItemStatus::Available);
}

#[test]
fn a_frozen_item_neither_sells_nor_changes_directly() {
    let (online, _) = pass(&plain(None));
    let frozen = online.frozen(Some(Objection { remark: "投诉".into(), at: now() }), now());
    assert_eq!(frozen.status(), ItemStatus::Freeze);
    assert_eq!(frozen.changed_directly(&Content::default(), now()).unwrap_err(), ItemError::Frozen);
    assert_eq!(frozen.frozen(None, now()).status(), ItemStatus::Available);
    assert_eq!(
        plain(None).changed_directly(&Content::default(), now()).unwrap_err(),
        ItemError::NeverApproved
    );
    let limit = PurchaseLimit { count: 2, window: Default::default() };
    let priced = online.limited(Some(limit), now()).priced_in_points(Some(5), now());
    assert_eq!((priced.detail.limit, priced.detail.points_price), (Some(limit), Some(5)));
}
