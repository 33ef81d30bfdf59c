//! Where receipts go, seen from outside: direct and indirect contracts, period mode, royalties, frozen receipts, and the
//! refusals of step 4 (semantics.md §2.4, §3, §12.2).

mod held;
mod refusals;
mod royalties;

use serde_json::{Value, json};

use crate::harness::{Gateway, Shared, Shop, text};

/// The gateway of the tests that leave the clock alone.
static GATEWAY: Shared = Shared::new();

const CREATE: &str = "alipay.trade.create";
const PAY: &str = "alipay.trade.pay";
const QUERY: &str = "alipay.trade.query";

/// A platform with a sub-merchant that is settled to a user or to a card.
struct Platform {
    shop: Shop,
    smid: String,
    /// The user behind the sub-merchant, certified and registered.
    seller: String,
    /// Its login name.
    login: String,
}

impl Platform {
    /// `mode` of its only contract, face to face; period mode or not.
    #[track_caller]
    fn set(gateway: &Gateway, mode: &str, period: bool) -> Platform {
        let contract = json!({
            "product_code": "FACE_TO_FACE_PAYMENT", "mode": mode, "rate": "0.006", "settle_period": period,
        });
        let shop = gateway.shop_with(json!({"contracts": [contract]}), json!({}));
        let login = format!("seller_{}@tael.example", gateway.fresh_number());
        let seller = gateway.new_buyer(json!({"balance": "0.00", "logon_id": login}));
        let accounts = json!([
            {"type": "userId", "value": seller, "certified": true},
            {"type": "cardAliasNo", "value": "A0001", "certified": true},
            {"type": "cardAliasNo", "value": "A0002"},
        ]);
        let sub = json!({"owner": shop.pid, "mode": mode, "settle_accounts": accounts});
        let smid = text(&gateway.control_ok("POST", "/sub-merchants", sub), "/smid");
        Platform { shop, smid, seller, login }
    }

    /// An order of 100.00 that is settled to this account.
    fn order(&self, number: &str, kind: &str, name: &str) -> Value {
        json!({
            "out_trade_no": number, "total_amount": "100.00", "subject": "苹果",
            "sub_merchant": {"merchant_id": self.smid},
            "settle_info": {"settle_detail_infos": [
                {"trans_in_type": kind, "trans_in": name, "amount": "100.00"},
            ]},
        })
    }

    /// Changes the sub-merchant.
    #[track_caller]
    fn patch(&self, gateway: &Gateway, patch: Value) {
        gateway.change(&format!("/sub-merchants/{}", self.smid), patch);
    }
}

/// The order with these members over its own.
fn with(mut order: Value, members: Value) -> Value {
    order.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    order
}

/// Creates the order and lets a fresh buyer pay it; its number.
#[track_caller]
fn sell(gateway: &Gateway, shop: &Shop, order: &Value) -> String {
    let created = gateway.asks(&shop.client, CREATE, order).ok();
    let trade_no = created.text("trade_no").to_owned();
    gateway.pay(&trade_no, &gateway.new_buyer(json!({})));
    trade_no
}

/// What a user's balance is.
#[track_caller]
fn balance(gateway: &Gateway, user: &str) -> String {
    text(&gateway.control_ok("GET", &format!("/buyers/{user}"), Value::Null), "/balance")
}

/// What an account of the ledger holds.
#[track_caller]
fn holds(gateway: &Gateway, account: &Value) -> String {
    let path = format!("/ledger/accounts/{}", account.as_str().expect("an account"));
    text(&gateway.control_ok("GET", &path, Value::Null), "/balance")
}

/// A query with the settlement.
#[track_caller]
fn query(gateway: &Gateway, shop: &Shop, trade_no: &str) -> Value {
    let asked = json!({"trade_no": trade_no, "query_options": ["trade_settle_info"]});
    gateway.asks(&shop.client, QUERY, &asked).ok().node
}
