//! The directory: rows that operators edit.

use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::id::{AppId, Book, UserId, WorldId};
use tael_core::party::{AppAuth, AppAuthStatus, MiniProgram, RiskRules, Shop, SubMerchant, User};

use super::{ask, one, open, put};
use crate::conformance::sample::{merchant, user};
use crate::key::Key;
use crate::plan::{Directory, Plan, Write};
use crate::row::{Row, Setting};
use crate::store::{DirectoryKind, Page, Query, Store};

fn putting(rows: impl IntoIterator<Item = Directory>) -> Plan {
    Plan(rows.into_iter().map(Write::Put).collect())
}

fn named(serial: i64, logon: &str, world: i32) -> User {
    User { logon_id: logon.into(), ..user(&UserId::from_serial(serial), WorldId(world), Book(0)) }
}

pub(super) async fn login_names_move_with_their_users(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let found =
        async |logon: &str, world: i32| match one(store, Key::UsersByLogon(WorldId(world), logon.into()))
            .await
        {
            Some(Row::UserIds(ids)) => ids.iter().filter_map(UserId::serial).collect(),
            None => Vec::new(),
            other => panic!("expected ids, got {other:?}"),
        };
    let steps: [(User, &str, &[i64]); 6] = [
        (named(902, "a@x.cn", 1), "a@x.cn", &[902]),
        (named(901, "a@x.cn", 1), "a@x.cn", &[901, 902]),
        (named(903, "A@x.cn", 1), "a@x.cn", &[901, 902]),
        (named(902, "b@x.cn", 1), "a@x.cn", &[901]),
        (named(902, "b@x.cn", 1), "b@x.cn", &[902]),
        (named(902, "", 1), "b@x.cn", &[]),
    ];
    for (user, logon, ids) in steps {
        put(store, &mut shop, vec![putting([Directory::User(Arc::new(user))])]).await;
        assert_eq!(found(logon, 1).await, ids);
    }
    assert_eq!(found("", 1).await, [0; 0], "users without a login name are not found by none");
    put(store, &mut shop, vec![putting([Directory::User(Arc::new(named(901, "a@x.cn", 2)))])]).await;
    assert_eq!((found("a@x.cn", 1).await, found("a@x.cn", 2).await), (vec![], vec![901]));
}

fn store_row(pid: i64, id: &str, alipay: Option<&str>) -> Arc<Shop> {
    Arc::new(Shop {
        store_id: id.into(),
        partner_id: UserId::from_serial(pid),
        world: WorldId(1),
        alipay_store_id: alipay.map(SmolStr::new),
        name: Some(format!("店 {id}")),
        account: None,
    })
}

pub(super) async fn stores_are_found_by_both_numbers(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let by_alipay =
        async |id: &str| match one(store, Key::ShopByAlipayId(UserId::from_serial(1), id.into())).await {
            Some(Row::Shop(row)) => Some(row.store_id.to_string()),
            None => None,
            other => panic!("expected a store, got {other:?}"),
        };
    let row = store_row(1, "S1", Some("A1"));
    put(store, &mut shop, vec![putting([Directory::Shop(row.clone())])]).await;
    assert_eq!(one(store, Key::Shop(row.partner_id.clone(), "S1".into())).await, Some(Row::Shop(row)));
    assert_eq!((by_alipay("A1").await, by_alipay("A2").await), (Some("S1".to_owned()), None));
    // the number moves to another store
    let moved = [store_row(1, "S1", Some("A2")), store_row(1, "S2", Some("A1"))].map(Directory::Shop);
    put(store, &mut shop, vec![putting(moved)]).await;
    assert_eq!(
        (by_alipay("A1").await, by_alipay("A2").await),
        (Some("S2".to_owned()), Some("S1".to_owned()))
    );
    put(store, &mut shop, vec![putting([Directory::Shop(store_row(1, "S2", None))])]).await;
    assert_eq!(by_alipay("A1").await, None);
    assert_eq!(one(store, Key::Shop(UserId::from_serial(2), "S1".into())).await, None);
}

/// The text key of a listed row.
fn key(row: &Directory, of_merchant: bool) -> SmolStr {
    match row {
        Directory::Setting(r) => r.name.clone(),
        Directory::World(r) => r.id.0.to_string().into(),
        Directory::App(r) => r.app_id.0.clone(),
        Directory::Merchant(r) => r.partner_id.0.clone(),
        Directory::User(r) => r.user_id.0.clone(),
        Directory::Shop(r) if of_merchant => r.store_id.clone(),
        Directory::Shop(r) => format!("{}/{}", r.partner_id, r.store_id).into(),
        Directory::MiniProgram(r) => r.app_id.0.clone(),
        Directory::SubMerchant(r) => r.smid.clone(),
        Directory::AppAuth(r) => r.app_auth_token.clone(),
        Directory::RiskRules(r) => r.world.0.to_string().into(),
    }
}

fn app_auth(token: &str) -> AppAuth {
    AppAuth {
        app_auth_token: token.into(),
        world: WorldId(1),
        app_id: AppId::from("a1"),
        partner_id: UserId::from_serial(1),
        auth_app_id: AppId::from("a2"),
        status: AppAuthStatus::Valid,
        methods: None,
        expires_at: None,
    }
}

pub(super) async fn what_operators_decide_is_found_and_replaced(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (token, rules) = (Key::AppAuth("t".into()), Key::RiskRules(WorldId(1)));
    assert_eq!((one(store, token.clone()).await, one(store, rules.clone()).await), (None, None));
    for (next, status) in [(1, AppAuthStatus::Valid), (2, AppAuthStatus::Revoked)] {
        let auth = Arc::new(AppAuth { status, ..app_auth("t") });
        let rows = Arc::new(RiskRules { world: WorldId(1), next, rules: Vec::new() });
        let plan = putting([Directory::AppAuth(auth.clone()), Directory::RiskRules(rows.clone())]);
        put(store, &mut shop, vec![plan]).await;
        assert_eq!(one(store, token.clone()).await, Some(Row::AppAuth(auth)));
        assert_eq!(one(store, rules.clone()).await, Some(Row::RiskRules(rows)));
    }
    assert_eq!(one(store, Key::RiskRules(WorldId(2))).await, None);
}

pub(super) async fn lists_go_on_behind_their_key(store: &dyn Store) {
    let mut shops = [open(store, Book(0)).await, open(store, Book(9)).await];
    let mini = |id: &str| MiniProgram { app_id: AppId::from(id), world: WorldId(1), linked_to: Vec::new() };
    let sub = |id: &str| -> SubMerchant {
        let doc = serde_json::json!({"smid": id, "owner": "2088000000000001", "world": 1});
        serde_json::from_value(doc).unwrap_or_else(|e| unreachable!("a sub-merchant with defaults: {e}"))
    };
    let mut rows = Vec::new();
    for n in 0..3 {
        rows.push(Directory::Setting(Setting { name: format!("s{n}").into(), value: "v".into() }));
        rows.push(Directory::MiniProgram(Arc::new(mini(&format!("m{n}")))));
        rows.push(Directory::SubMerchant(Arc::new(sub(&format!("s{n}")))));
        rows.push(Directory::AppAuth(Arc::new(app_auth(&format!("t{n}")))));
        let world = WorldId(9 + i32::try_from(n).unwrap_or_default());
        rows.push(Directory::RiskRules(Arc::new(RiskRules { world, next: 1, rules: Vec::new() })));
        rows.push(Directory::Merchant(Arc::new(merchant(&UserId::from_serial(50 + n), WorldId(1), Book(0)))));
        for pid in 1..3 {
            rows.push(Directory::Shop(store_row(pid, &format!("S{n}"), None)));
        }
    }
    put(store, &mut shops[0], vec![putting(rows)]).await;
    use DirectoryKind as K;
    for (kind, world, merchant, count) in [
        (K::Setting, None, None, 3),
        (K::Setting, Some(1), None, 0),
        (K::World, None, None, 2),
        (K::World, Some(10), None, 1),
        (K::App, None, None, 2),
        (K::App, Some(1), None, 1),
        (K::Merchant, Some(1), None, 4),
        (K::User, None, None, 8),
        (K::User, Some(10), None, 4),
        (K::Shop, None, None, 6),
        (K::Shop, None, Some(2), 3),
        (K::Shop, Some(2), Some(2), 0),
        (K::MiniProgram, Some(1), None, 3),
        (K::SubMerchant, None, None, 3),
        (K::AppAuth, Some(1), None, 3),
        (K::AppAuth, Some(2), None, 0),
        // 9 stands before 10: by number
        (K::RiskRules, None, None, 3),
        (K::RiskRules, Some(10), None, 1),
    ] {
        let merchant = merchant.map(UserId::from_serial);
        let (mut seen, mut after) = (0, None);
        loop {
            let list =
                Query::List { kind, world: world.map(WorldId), merchant: merchant.clone(), after, limit: 2 };
            let Page::Directory(part) = ask(store, list).await else {
                panic!("a list answers directory rows")
            };
            seen += part.len();
            match part.last() {
                Some(row) => after = Some(key(row, merchant.is_some())),
                None => break,
            }
        }
        assert_eq!(seen, count, "{kind:?} of world {world:?} and merchant {merchant:?}");
    }
}

pub(super) async fn rows_are_replaced_whole(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let id = shop.buyers[0].clone();
    for name in ["李四", "王五"] {
        let row = Arc::new(User { name: name.to_owned(), ..user(&id, shop.world.id, Book(0)) });
        // read before, so that what a store keeps in memory is replaced too
        assert!(one(store, Key::User(id.clone())).await.is_some());
        put(store, &mut shop, vec![putting([Directory::User(row.clone())])]).await;
        assert_eq!(one(store, Key::User(id.clone())).await, Some(Row::User(row)));
    }
    // a batch that fails does not replace
    let row = Arc::new(User { name: "赵六".to_owned(), ..user(&id, shop.world.id, Book(0)) });
    let before = one(store, Key::User(id.clone())).await;
    let (never, _) = shop.order("NEVER", tael_core::money::Fen(1));
    shop.now = never.expires_at;
    let (_, late) = shop.time_out(&never);
    assert!(store.commit(shop.batch(vec![putting([Directory::User(row)]), late])).await.is_err());
    assert_eq!(one(store, Key::User(id)).await, before);
}
