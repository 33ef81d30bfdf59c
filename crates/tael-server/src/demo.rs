//! The demo world: what `tael dev` makes on its first start (`interfaces.md`, demo.json).

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use smol_str::SmolStr;
use tael_api::{admin, wallet};
use tael_core::channel::Channel;
use tael_core::id::{AppId, Book, UserId, WorldId};
use tael_core::money::{Fen, Rate};
use tael_core::party::{
    App, Contract, Coupon, CouponFunder, Identity, Merchant, MiniProgram, Shop, User, UserStatus,
};
use tael_store::{Directory, Plan, Setting, Store, Write};
use tael_wire::sign::PrivateKey;

use crate::committer::{Committer, Failure};
use crate::keys::{self, SecretsError};
use crate::node::Node;

/// Setting: what the demo world's callers need to know, as JSON.
pub const DEMO: &str = "demo";

/// The credentials of the demo world; URLs are added by each node.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Demo {
    /// The calling application with its keys.
    pub app: DemoApp,
    /// The merchant.
    pub merchant: DemoMerchant,
    /// Another merchant that must not see the first one's trades, with an application of its own.
    pub second_merchant: DemoMerchant,
    /// Its application.
    pub second_app: DemoApp,
    /// A service provider's application, authorised by the merchant; absent in worlds that an older version has made.
    #[serde(default)]
    pub isv_app: Option<DemoIsvApp>,
    /// A mini program linked to the merchant.
    pub mini_program: DemoMiniProgram,
    /// The buyers.
    pub buyers: Vec<DemoBuyer>,
}

/// An application with its private key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemoApp {
    /// Its number.
    pub app_id: AppId,
    /// Its signature type.
    pub sign_type: SmolStr,
    /// PKCS#1 in base64, without armour.
    pub private_key_pkcs1: String,
    /// PKCS#8 in base64, without armour.
    pub private_key_pkcs8: String,
    /// The public key as uploaded: base64 of its SubjectPublicKeyInfo.
    pub public_key: String,
    /// Base64 of the AES key.
    pub aes_key: String,
}

/// A service provider's application with what it needs to call for the demo merchant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemoIsvApp {
    /// The application.
    #[serde(flatten)]
    pub app: DemoApp,
    /// The service provider's own PID: `sys_service_provider_id`.
    pub partner_id: UserId,
    /// The merchant's authorisation.
    pub app_auth_token: SmolStr,
}

/// A merchant of the demo world.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemoMerchant {
    /// The PID.
    pub partner_id: UserId,
    /// A registered store.
    pub store_id: SmolStr,
}

/// The mini program of the demo world.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemoMiniProgram {
    /// Its number.
    pub app_id: AppId,
}

/// A buyer of the demo world.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemoBuyer {
    /// User id.
    pub user_id: UserId,
    /// Open id towards the demo application.
    pub open_id: String,
    /// Login name.
    pub logon_id: SmolStr,
    /// Payment password.
    pub pay_password: String,
    /// What it is for.
    pub note: SmolStr,
}

/// Why there is no demo world.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// It could not be written.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// A key could not be made.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// What is stored cannot be read.
    #[error("the stored demo world cannot be read: {0}")]
    Stored(#[from] serde_json::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] tael_store::StoreError),
}

const PASSWORD: &str = "111111";

/// The stored demo world, or `None` before the first start.
///
/// # Errors
/// [`DemoError`].
pub async fn stored(store: &dyn Store) -> Result<Option<Demo>, DemoError> {
    let key = tael_store::Key::Setting(DEMO.into());
    let rows = store.snapshot().await?.load(&[key].into()).await?;
    match rows.into_iter().next() {
        Some((_, Some(tael_store::Row::Setting(setting)))) => Ok(Some(serde_json::from_str(&setting.value)?)),
        _ => Ok(None),
    }
}

/// Makes the demo world, in the main world that is there already, with these two application keys.
///
/// # Errors
/// [`DemoError`].
pub async fn make(node: &Node, keys: [&PrivateKey; 2]) -> Result<Demo, DemoError> {
    let committer = &node.committer;
    let pids = [UserId::from_serial(serial()), UserId::from_serial(serial())];
    let mini = number();
    let mut apps = Vec::new();
    for (index, (pid, key)) in pids.iter().zip(keys).enumerate() {
        merchant(committer, pid, index).await?;
        apps.push(application(committer, pid, number(), key).await?);
    }
    let [app, second_app]: [DemoApp; 2] =
        apps.try_into().map_err(|_| Failure::Defect("two merchants".into()))?;
    mini_program(committer, &pids[0], &mini).await?;
    let buyers = buyers(node, &app.app_id, serial).await?;
    let store = |pid: &UserId| DemoMerchant { partner_id: pid.clone(), store_id: "NJ_001".into() };
    let demo = Demo {
        app,
        merchant: store(&pids[0]),
        second_merchant: store(&pids[1]),
        second_app,
        isv_app: None,
        mini_program: DemoMiniProgram { app_id: mini },
        buyers,
    };
    keep(node, &demo).await?;
    Ok(demo)
}

async fn keep(node: &Node, demo: &Demo) -> Result<(), DemoError> {
    let value: Arc<str> = serde_json::to_string(demo)?.into();
    run(&node.committer, move |_, _| {
        let setting = Setting { name: DEMO.into(), value: Arc::clone(&value) };
        Ok(Plan::none().with(Write::Put(Directory::Setting(setting))))
    })
    .await?;
    node.directory.edited();
    Ok(())
}

/// Adds the service provider with its application and the merchant's authorisation.
///
/// # Errors
/// [`DemoError`].
pub async fn add_provider(node: &Node, mut demo: Demo, key: &PrivateKey) -> Result<Demo, DemoError> {
    let committer = &node.committer;
    let (pid, app_id) = (UserId::from_serial(serial()), number());
    merchant(committer, &pid, 2).await?;
    let app = application(committer, &pid, app_id, key).await?;
    let (body, place) = (
        json!({"app_id": app.app_id, "auth_app_id": demo.app.app_id}),
        admin::Place { world: WorldId::MAIN, book: Book::MAIN },
    );
    let mut random = keys::random_hex(15);
    random.truncate(29);
    let body = body.as_object().cloned().unwrap_or_default();
    let decision = move |view: &_, env: &_| admin::app_auth::create(place, &body, &random, view, env);
    let made = committer.run(WorldId::MAIN, None, decision).await?;
    let made = made.map_err(|refusal| Failure::Defect(refusal.en))?;
    let token = made["app_auth_token"].as_str().unwrap_or_default().into();
    demo.isv_app = Some(DemoIsvApp { app, partner_id: pid, app_auth_token: token });
    keep(node, &demo).await?;
    Ok(demo)
}

fn serial() -> i64 {
    i64::try_from(rand::random::<u64>() % 900_000_000_000).unwrap_or(0) + 100_000_000_000
}

fn number() -> AppId {
    AppId::from(format!("2021{:012}", serial() % 1_000_000_000_000))
}

async fn run(
    committer: &Committer,
    mut decide: impl FnMut(&tael_store::View, &tael_core::env::Env) -> Result<Plan, tael_store::Need>
    + Send
    + 'static,
) -> Result<(), Failure> {
    committer.run(WorldId::MAIN, None, move |view, env| Ok((decide(view, env)?, ()))).await
}

async fn merchant(committer: &Committer, pid: &UserId, index: usize) -> Result<(), Failure> {
    let name = ["演示商户", "另一商户", "演示服务商"][index % 3];
    let rate = Rate(6_000);
    let merchant = Arc::new(Merchant {
        name: name.into(),
        certified: true,
        contracts: vec![Contract::plain("FACE_TO_FACE_PAYMENT", rate), Contract::plain("JSAPI_PAY", rate)],
        card_aliases: vec!["A0001".into()],
        has_stores: true,
        ..Merchant::new(pid.clone(), WorldId::MAIN, Book::MAIN)
    });
    let account =
        Arc::new(User { corporate: true, ..user(pid, &format!("merchant{}@tael.example", index + 1), name) });
    let shop = Arc::new(Shop {
        store_id: "NJ_001".into(),
        partner_id: pid.clone(),
        world: WorldId::MAIN,
        alipay_store_id: None,
        name: Some("演示门店".into()),
        account: None,
    });
    run(committer, move |view, _| {
        let plan = admin::put_merchant(&merchant, &account, view)?;
        Ok(plan.with(Write::Put(Directory::Shop(Arc::clone(&shop)))))
    })
    .await
}

async fn application(
    committer: &Committer,
    pid: &UserId,
    app_id: AppId,
    key: &PrivateKey,
) -> Result<DemoApp, DemoError> {
    let broken = |e: &dyn std::fmt::Display| SecretsError::Broken { name: DEMO, reason: e.to_string() };
    let demo = DemoApp {
        app_id: app_id.clone(),
        sign_type: "RSA2".into(),
        private_key_pkcs1: key.pkcs1_base64().map_err(|e| broken(&e))?,
        private_key_pkcs8: key.pkcs8_base64().map_err(|e| broken(&e))?,
        public_key: key.public_key().spki_base64(),
        aes_key: base64_simd::STANDARD.encode_to_string(rand::random::<[u8; 16]>()),
    };
    let app = Arc::new(App {
        partner_id: Some(pid.clone()),
        public_key: Some(demo.public_key.clone()),
        aes_key: Some(demo.aes_key.clone()),
        ..App::new(app_id, WorldId::MAIN)
    });
    run(committer, move |_, _| Ok(Plan::none().with(Write::Put(Directory::App(Arc::clone(&app)))))).await?;
    Ok(demo)
}

async fn mini_program(committer: &Committer, pid: &UserId, app_id: &AppId) -> Result<(), Failure> {
    let app = Arc::new(App {
        mini_program: true,
        partner_id: Some(pid.clone()),
        ..App::new(app_id.clone(), WorldId::MAIN)
    });
    let links =
        Arc::new(MiniProgram { app_id: app_id.clone(), world: WorldId::MAIN, linked_to: vec![pid.clone()] });
    run(committer, move |_, _| {
        let plan = Plan::none().with(Write::Put(Directory::App(Arc::clone(&app))));
        Ok(plan.with(Write::Put(Directory::MiniProgram(Arc::clone(&links)))))
    })
    .await
}

/// A user with the demo password and nothing else.
fn user(id: &UserId, logon_id: &str, name: &str) -> User {
    let salt = keys::random_hex(8);
    User {
        logon_id: logon_id.into(),
        name: name.into(),
        password_hash: wallet::hash_password(&salt, PASSWORD),
        password_salt: salt,
        certified: true,
        identity: Identity { name: name.into(), ..Identity::default() },
        ..User::new(id.clone(), WorldId::MAIN, Book::MAIN)
    }
}

async fn buyers(node: &Node, app: &AppId, serial: impl Fn() -> i64) -> Result<Vec<DemoBuyer>, Failure> {
    type Change = fn(&mut User);
    type Kind = (&'static str, &'static str, Change, Vec<(Channel, Fen)>);
    let kinds: [Kind; 6] = [
        (
            "rich",
            "13800000001",
            |_| {},
            vec![
                (Channel::Balance, Fen::yuan(100_000_000)),
                (Channel::DebitCard, Fen::yuan(1_000_000)),
                (Channel::CreditLine, Fen::yuan(50_000)),
            ],
        ),
        ("balance too low", "13800000002", |_| {}, vec![(Channel::Balance, Fen(1))]),
        (
            "blocked",
            "13800000003",
            |u| u.status = UserStatus::Frozen,
            vec![(Channel::Balance, Fen::yuan(10_000))],
        ),
        (
            "not certified",
            "13800000004",
            |u| u.certified = false,
            vec![(Channel::Balance, Fen::yuan(10_000))],
        ),
        ("only a bank card", "13800000005", |_| {}, vec![(Channel::DebitCard, Fen::yuan(10_000))]),
        (
            "has a coupon",
            "13800000006",
            |u| {
                u.coupons.push(Coupon {
                    min_amount: Fen::yuan(10),
                    ..Coupon::of(Fen::yuan(5), CouponFunder::Platform)
                })
            },
            vec![(Channel::Balance, Fen::yuan(10_000))],
        ),
    ];
    let mut buyers = Vec::new();
    for (note, logon_id, change, holdings) in kinds {
        let id = UserId::from_serial(serial());
        let mut row = user(&id, logon_id, "演示买家");
        change(&mut row);
        let row = Arc::new(row);
        run(&node.committer, move |view, env| admin::put_user(&row, &holdings, view, env)).await?;
        buyers.push(DemoBuyer {
            open_id: node.open_ids.of(app, &id).unwrap_or_default(),
            user_id: id,
            logon_id: logon_id.into(),
            pay_password: PASSWORD.into(),
            note: note.into(),
        });
    }
    Ok(buyers)
}

/// demo.json of this node.
#[must_use]
pub fn document(demo: &Demo, endpoint: &str, node: &Node, admin_socket: Option<&str>) -> Value {
    let mut document = json!({
        "gateway_url": format!("{endpoint}/gateway.do"),
        "endpoint": endpoint,
        "control": {"url": format!("{endpoint}/control/v1"), "token": node.secrets.control_token},
        "app": demo.app,
        "platform": {"public_key": node.secrets.platform_public_key},
        "merchant": demo.merchant,
        "second_merchant": demo.second_merchant,
        "second_app": demo.second_app,
        "isv_app": demo.isv_app,
        "mini_program": demo.mini_program,
        "buyers": demo.buyers,
    });
    if let (Some(socket), Some(members)) = (admin_socket, document.as_object_mut()) {
        members.insert("admin_socket".into(), socket.into());
    }
    document
}
