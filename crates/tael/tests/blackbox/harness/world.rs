//! What a test sets up and what it does as the buyer, through the control API.

use std::process::Command;

use serde_json::{Value, json};
use tael_core::time::{Instant, SECOND};
use tael_store::TABLE_NAMES;
use tael_wire::sign::{PrivateKey, SignType};

use super::{Client, Gateway};

/// A merchant of a test's own.
pub(crate) struct Shop {
    /// Its PID.
    pub(crate) pid: String,
    /// Its application.
    pub(crate) client: Client,
}

impl Gateway {
    /// A merchant with the contracts of face to face and JSAPI, and its application.
    #[track_caller]
    pub(crate) fn shop(&self) -> Shop {
        self.shop_with(json!({}), json!({}))
    }

    /// The same with further members of the merchant and of its application.
    #[track_caller]
    pub(crate) fn shop_with(&self, merchant: Value, app: Value) -> Shop {
        let contract = |product: &str| json!({"product_code": product, "mode": "PLAIN", "rate": "0.006"});
        let contracts = [contract("FACE_TO_FACE_PAYMENT"), contract("JSAPI_PAY")];
        let body = merged(json!({"name": "a shop", "contracts": contracts}), merchant);
        let merchant = self.control_ok("POST", "/merchants", body);
        let pid = text(&merchant, "/partner_id");
        let client = self.app(merged(json!({"partner_id": pid}), app));
        Shop { pid, client }
    }

    /// An application with the demo application's key.
    #[track_caller]
    pub(crate) fn app(&self, body: Value) -> Client {
        let body = merged(json!({"public_key": self.demo_text("/app/public_key")}), body);
        let app = self.control_ok("POST", "/apps", body);
        let key = PrivateKey::parse(self.demo_text("/app/private_key_pkcs8")).expect("the key can be read");
        Client::new(&text(&app, "/app_id"), &key, SignType::Rsa2)
    }

    /// Changes an application, merchant, buyer …
    #[track_caller]
    pub(crate) fn change(&self, path: &str, patch: Value) {
        self.control_ok("PATCH", path, patch);
    }

    /// A buyer; certified, with the password 111111 and 10,000 yuan unless the body says otherwise.
    #[track_caller]
    pub(crate) fn new_buyer(&self, body: Value) -> String {
        let buyer = self.control_ok("POST", "/buyers", merged(json!({"balance": "10000.00"}), body));
        text(&buyer, "/user_id")
    }

    /// The payment code that the buyer's phone shows now.
    #[track_caller]
    pub(crate) fn auth_code(&self, buyer: &str) -> String {
        let code =
            self.control_ok("POST", &format!("/buyers/{buyer}/auth-codes"), json!({"scene": "bar_code"}));
        text(&code, "/auth_code")
    }

    /// The buyer presses the cashier's pay button and types the password.
    pub(crate) fn press(&self, trade_no: &str, buyer: &str) -> (u16, Value) {
        let body = json!({"buyer_id": buyer, "pay_password": "111111"});
        self.control("POST", &format!("/trades/{trade_no}/pay"), body)
    }

    /// The same, of which success is expected.
    #[track_caller]
    pub(crate) fn pay(&self, trade_no: &str, buyer: &str) {
        let (status, paid) = self.press(trade_no, buyer);
        assert_eq!((status, &paid["trade_status"]), (200, &json!("TRADE_SUCCESS")), "{paid}");
    }

    /// All that is known of a trade.
    #[track_caller]
    pub(crate) fn trade(&self, trade_no: &str) -> Value {
        self.control_ok("GET", &format!("/trades/{trade_no}"), Value::Null)
    }

    /// Moves the clock on.
    #[track_caller]
    pub(crate) fn advance(&self, seconds: u64) -> Value {
        self.control_ok("POST", "/clock/advance", json!({"seconds": seconds}))
    }

    /// The world's time in so many seconds, as requests carry it.
    #[track_caller]
    pub(crate) fn now_plus(&self, seconds: i64) -> String {
        let now = self.control_ok("GET", "/clock", Value::Null);
        let now = Instant::parse_beijing(&text(&now, "/now")).expect("a time");
        now.plus(seconds * SECOND).to_string()
    }

    /// Orders a fault.
    #[track_caller]
    pub(crate) fn fault(&self, body: Value) {
        self.control_ok("POST", "/faults", body);
    }

    /// A call of this application in utf-8, posted.
    #[track_caller]
    pub(crate) fn asks(&self, client: &Client, method: &str, biz_content: &Value) -> super::Answer {
        self.ask(client.call(method, &biz_content.to_string()).signed().post())
    }

    /// How many rows each table has, read by a connection of its own beside the running gateway.
    pub(crate) fn row_counts(&self) -> Vec<(&'static str, i64)> {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let file = rusqlite::Connection::open_with_flags(self.data().join("tael.db"), flags);
        let file = file.expect("the data file opens");
        let count = |table: &'static str| {
            let rows = file.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0));
            (table, rows.expect("the table can be counted"))
        };
        TABLE_NAMES.into_iter().map(count).collect()
    }

    /// Proves the books: `tael audit` finds nothing.
    #[track_caller]
    pub(crate) fn audit(&self) {
        let audit =
            Command::new(env!("CARGO_BIN_EXE_tael")).arg("audit").arg("--data").arg(self.data()).output();
        let audit = audit.expect("the audit runs");
        let said = [audit.stdout, audit.stderr].concat();
        assert!(audit.status.success(), "the audit found: {}", String::from_utf8_lossy(&said));
    }
}

/// A text at a JSON pointer.
#[track_caller]
pub(crate) fn text(document: &Value, pointer: &str) -> String {
    let found = document.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no text {pointer} in {document}")).to_owned()
}

fn merged(mut base: Value, more: Value) -> Value {
    if let (Some(base), Value::Object(more)) = (base.as_object_mut(), more) {
        base.extend(more);
    }
    base
}
