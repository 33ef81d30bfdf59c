//! Each field of each API over HTTP: what its table refuses is refused and leaves nothing, what it accepts is accepted and
//! shown unchanged. The cases are generated from the field tables (semantics.md §12.1).

mod accepted;
mod judged;
mod refused;

use serde_json::{Value, json};
use tael_api::schema::cases::{Case, Expected, cases};
use tael_api::schema::{Api, Field};
use tael_wire::sign::SignType;

use crate::harness::{Answer, Connection, Gateway, Shop, text};

/// Who calls, and for which fields.
struct Stage {
    /// A merchant that sells for itself.
    plain: Shop,
    /// A platform whose sub-merchants sell: for `sub_merchant` and `settle_info`.
    platform: Shop,
    /// A merchant that may deduct: for `agreement_sign_params`.
    deducting: Shop,
    /// A mini program whose items pass their reviews at once; it has an item `base`.
    seller: Shop,
    /// A sub-merchant of the platform.
    smid: String,
    /// A buyer who can pay anything without a password.
    buyer: String,
}

impl Stage {
    fn set(gateway: &Gateway) -> Stage {
        let contract = json!({"product_code": "FACE_TO_FACE_PAYMENT", "mode": "DIRECT", "rate": "0.006", "settle_period": true});
        let plain = gateway.shop();
        let platform = gateway.shop_with(json!({"contracts": [contract]}), json!({}));
        let contracts = ["FACE_TO_FACE_PAYMENT", "GENERAL_WITHHOLDING"]
            .map(|product| json!({"product_code": product, "rate": "0.006"}));
        let deducting = gateway.shop_with(json!({"contracts": contracts}), json!({}));
        let accounts = json!([{"type": "cardAliasNo", "value": "A0001", "certified": true}]);
        let sub = json!({
            "owner": platform.pid, "mode": "DIRECT", "settle_accounts": accounts, "default_settle_account": "A0001",
        });
        let smid = text(&gateway.control_ok("POST", "/sub-merchants", sub), "/smid");
        let rich = json!({"balance": "99999999999.00", "password_free_up_to": "100000000.00"});
        let seller = gateway.shop_with(json!({}), json!({"mini_program": true, "item_audit": "auto"}));
        gateway.asks(&seller.client, "alipay.open.app.item.create", &an_item("base")).ok();
        Stage { plain, platform, deducting, seller, smid, buyer: gateway.new_buyer(rich) }
    }

    /// The shop whose calls try this field.
    fn shop(&self, api: &Api, field: &Field) -> &Shop {
        if is_of_items(api) {
            return &self.seller;
        }
        if is_of_platforms(field) {
            &self.platform
        } else if is_of_deductions(field) {
            &self.deducting
        } else {
            &self.plain
        }
    }

    /// The cases of an API, those of the platform's fields on the platform's own request, those of signing on a request
    /// that offers an agreement.
    fn cases(&self, api: &'static Api) -> Vec<Case> {
        let plain = cases(api, &self.base(api, &self.plain).to_string());
        let mut base = self.base(api, &self.platform);
        if api.request.iter().any(is_of_platforms) {
            base["sub_merchant"] = json!({"merchant_id": self.smid});
            let entry = json!({"trans_in_type": "cardAliasNo", "trans_in": "A0001", "amount": "88.88"});
            base["settle_info"] = json!({"settle_detail_infos": [entry]});
        }
        let of_platforms =
            cases(api, &base.to_string()).into_iter().filter(|case| is_of_platforms(case.field));
        let mut base = self.base(api, &self.deducting);
        if api.request.iter().any(is_of_deductions) {
            base["agreement_sign_params"] = sign_params();
        }
        let of_deductions =
            cases(api, &base.to_string()).into_iter().filter(|case| is_of_deductions(case.field));
        let cases: Vec<_> = plain
            .into_iter()
            .filter(|case| !is_of_platforms(case.field) && !is_of_deductions(case.field))
            .chain(of_platforms)
            .chain(of_deductions)
            .collect();
        assert!(cases.iter().any(is_refused) && !cases.iter().all(is_refused), "{}", api.method);
        cases
    }

    /// A request that is accepted.
    fn base(&self, api: &Api, shop: &Shop) -> Value {
        match api.method {
            "alipay.trade.create" => json!({
                "out_trade_no": "base", "total_amount": "88.88", "subject": "苹果", "buyer_id": self.buyer,
            }),
            "alipay.trade.pay" => json!({
                "out_trade_no": "base", "total_amount": "88.88", "subject": "苹果", "scene": "bar_code",
                "auth_code": "280000000000000000", "seller_id": shop.pid,
            }),
            "alipay.trade.query" => json!({"out_trade_no": "base"}),
            "alipay.open.app.item.create" => an_item("new"),
            "alipay.open.app.item.modify"
            | "alipay.open.app.item.direct.modify"
            | "alipay.open.app.item.query" => {
                json!({"out_item_id": "base"})
            }
            "alipay.open.app.item.list.query" => json!({"page_num": 1, "page_size": 20}),
            "alipay.open.app.item.delete" => json!({"out_item_id_list": ["base"]}),
            other => panic!("{other} needs a base request"),
        }
    }
}

fn is_of_items(api: &Api) -> bool {
    api.method.starts_with("alipay.open.app.item.")
}

/// A new item without SKUs.
pub(crate) fn an_item(out_item_id: &str) -> Value {
    json!({
        "out_item_id": out_item_id, "title": "红富士苹果", "category_id": "C1", "path": "/pages/item",
        "head_img": "https://cdn.example/a.png", "sale_price": 8888, "stock_num": 5,
    })
}

fn is_of_platforms(field: &Field) -> bool {
    ["sub_merchant", "settle_info"].iter().any(|top| field.path.split(['.', '[']).next() == Some(top))
}

fn is_of_deductions(field: &Field) -> bool {
    field.path.split(['.', '[']).next() == Some("agreement_sign_params")
}

/// An offer that may be signed, with a rule that each of its members fits.
fn sign_params() -> Value {
    json!({
        "product_code": "GENERAL_WITHHOLDING", "personal_product_code": "CYCLE_PAY_AUTH_P",
        "sign_scene": "INDUSTRY|DIGITAL_MEDIA", "access_params": {"channel": "ALIPAYAPP"},
        "period_rule_params": {
            "period_type": "MONTH", "period": 7, "execute_time": "2099-01-15", "single_amount": "0.01",
        },
    })
}

/// Every API.
fn apis() -> impl Iterator<Item = &'static Api> {
    tael_api::registry::all().map(|method| method.api())
}

/// A caller that keeps its connection.
struct Caller<'g> {
    gateway: &'g Gateway,
    connection: Connection,
}

impl Caller<'_> {
    fn call(&mut self, shop: &Shop, api: &Api, biz_content: &str) -> Answer {
        let signed = shop.client.call(api.method, biz_content).signed();
        let response = self.connection.post("/gateway.do?charset=utf-8", &signed.form(|_| true));
        self.gateway.read(SignType::Rsa2, response)
    }
}

/// Runs `work` over the items on a few threads, each with a connection of its own, and gathers what it complains of.
fn on_connections<T: Sync>(
    gateway: &Gateway,
    items: &[T],
    work: impl Fn(&mut Caller<'_>, usize, &T) -> Option<String> + Sync,
) -> Vec<String> {
    const CONNECTIONS: usize = 4;
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS.min(items.len()))
            .map(|_| {
                scope.spawn(|| {
                    let mut caller = Caller { gateway, connection: gateway.connect() };
                    let mut wrong = Vec::new();
                    loop {
                        let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        let Some(item) = items.get(index) else { return wrong };
                        wrong.extend(work(&mut caller, index, item));
                    }
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a caller ends")).collect()
    })
}

fn is_refused(case: &Case) -> bool {
    matches!(case.expected, Expected::Refused { .. })
}

/// The beginning of a text, for messages.
fn short(text: &str) -> String {
    text.chars().take(400).collect()
}
