//! A gateway under test: the real binary, started on fresh data and a free port, and the clients that talk to it.

mod answer;
mod authority;
mod client;
mod connection;
mod http;
mod process;
mod receiver;
mod shared;
mod world;

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;
use tael_core::time::Instant;
use tael_wire::charset::Charset;
use tael_wire::sign::{PrivateKey, PublicKey, SignType, Signer};
use tael_wire::v2::{canonical, form};

pub(crate) use answer::Answer;
pub(crate) use authority::Authority;
pub(crate) use client::{Call, Client, Signed, escape};
pub(crate) use connection::Connection;
pub(crate) use http::{Request, Response};
use process::Process;
pub(crate) use receiver::{Delivery, Receiver};
pub(crate) use shared::Shared;
pub(crate) use world::{Shop, text};

/// A running gateway. Dropping it kills the process and removes its data.
pub(crate) struct Gateway {
    process: Process,
    demo: Value,
    signer: Signer,
    platform: PublicKey,
    numbers: AtomicU32,
}

impl Gateway {
    /// Starts `tael dev` on fresh data and waits until it is ready.
    pub(crate) fn start() -> Gateway {
        Gateway::start_with(&[], &[])
    }

    /// Starts `tael dev` with further flags and variables of the environment.
    pub(crate) fn start_with(flags: &[&str], variables: &[(&str, &str)]) -> Gateway {
        Gateway::of(Process::start("dev", flags, variables))
    }

    /// Stops the gateway as an operator does and starts it again on the same data, at another port.
    pub(crate) fn restart(self) -> Gateway {
        let Gateway { process, .. } = self;
        Gateway::of(process.restart())
    }

    fn of(process: Process) -> Gateway {
        let text = std::fs::read_to_string(process.data().join("demo.json")).expect("demo.json is written");
        let demo: Value = serde_json::from_str(&text).expect("demo.json is JSON");
        let key = demo["app"]["private_key_pkcs8"].as_str().expect("the demo app has a key");
        let key = PrivateKey::parse(key).expect("the demo app's key can be read");
        let platform = demo["platform"]["public_key"].as_str().expect("the platform has a key");
        Gateway {
            process,
            signer: Signer::new(&key).expect("the demo app's key signs"),
            platform: PublicKey::parse(platform).expect("the platform's key can be read"),
            demo,
            numbers: AtomicU32::new(1),
        }
    }

    /// demo.json.
    pub(crate) fn demo(&self) -> &Value {
        &self.demo
    }

    /// A text of demo.json by its JSON pointer.
    pub(crate) fn demo_text(&self, pointer: &str) -> &str {
        let found = self.demo.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_else(|| panic!("demo.json has no text {pointer}"))
    }

    /// The user id of the demo buyer with this note (`rich`, `blocked` …).
    pub(crate) fn buyer(&self, note: &str) -> String {
        let buyers = self.demo["buyers"].as_array().expect("buyers");
        let found = buyers.iter().find(|b| b["note"] == note).and_then(|b| b["user_id"].as_str());
        found.unwrap_or_else(|| panic!("there is no demo buyer for {note:?}")).to_owned()
    }

    /// The data directory.
    pub(crate) fn data(&self) -> &Path {
        self.process.data()
    }

    /// A request to the control API with its token: HTTP status and JSON document (null where there is none).
    pub(crate) fn control(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let token = self.demo_text("/control/token");
        let mut request = Request::new(method, &format!("/control/v1{path}"))
            .header("authorization", &format!("Bearer {token}"));
        if !body.is_null() {
            request = request.json(&body);
        }
        let response = self.send(request);
        (response.status, response.json())
    }

    /// The text of a document of the control API, whose numbers keep their digits.
    #[track_caller]
    pub(crate) fn control_text(&self, path: &str) -> String {
        let token = self.demo_text("/control/token");
        let request = Request::new("GET", &format!("/control/v1{path}"))
            .header("authorization", &format!("Bearer {token}"));
        let response = self.send(request);
        assert_eq!(response.status, 200, "{path}: {}", response.json());
        String::from_utf8(response.body).expect("JSON is utf-8")
    }

    /// Like [`Gateway::control`], of which only success is expected.
    #[track_caller]
    pub(crate) fn control_ok(&self, method: &str, path: &str, body: Value) -> Value {
        let (status, document) = self.control(method, path, body);
        assert!((200..300).contains(&status), "{method} {path}: {status} {document}");
        document
    }

    /// Sends any request to the listener.
    #[track_caller]
    pub(crate) fn send(&self, request: Request) -> Response {
        self.try_send(request).expect("the gateway answers")
    }

    /// Sends any request to the listener; an error where the connection broke.
    pub(crate) fn try_send(&self, request: Request) -> std::io::Result<Response> {
        http::exchange(std::net::TcpStream::connect(self.address())?, request)
    }

    /// Opens a connection that is kept.
    #[track_caller]
    pub(crate) fn connect(&self) -> Connection {
        Connection::open(&self.address()).expect("the gateway accepts connections")
    }

    /// The platform's public key, as merchants keep it.
    pub(crate) fn platform(&self) -> &PublicKey {
        &self.platform
    }

    /// `host:port` of the listener.
    pub(crate) fn address(&self) -> String {
        let endpoint = self.demo_text("/endpoint").trim_start_matches("http://");
        if endpoint.contains(':') { endpoint.to_owned() } else { format!("{endpoint}:80") }
    }

    /// The demo application as a client that hides nothing.
    pub(crate) fn client(&self) -> Client {
        self.client_of("/app")
    }

    /// The application of demo.json under this JSON pointer.
    pub(crate) fn client_of(&self, pointer: &str) -> Client {
        let key = self.demo_text(&format!("{pointer}/private_key_pkcs8"));
        let key = PrivateKey::parse(key).expect("the key can be read");
        Client::new(self.demo_text(&format!("{pointer}/app_id")), &key, SignType::Rsa2)
    }

    /// Sends a request and reads the answer, whose signature, if any, is checked as RSA2.
    #[track_caller]
    pub(crate) fn ask(&self, request: Request) -> Answer {
        self.ask_as(SignType::Rsa2, request)
    }

    /// Sends a request and reads the answer, whose signature, if any, is of this type.
    #[track_caller]
    pub(crate) fn ask_as(&self, sign_type: SignType, request: Request) -> Answer {
        self.read(sign_type, self.send(request))
    }

    /// Reads an answer, whose signature, if any, is of this type.
    #[track_caller]
    pub(crate) fn read(&self, sign_type: SignType, response: Response) -> Answer {
        Answer::read(response, &self.platform, sign_type)
    }

    /// Sends a request to the admin socket.
    #[track_caller]
    pub(crate) fn send_to_socket(&self, request: Request) -> Response {
        let socket = self.demo_text("/admin_socket");
        let stream = std::os::unix::net::UnixStream::connect(socket).expect("the admin socket opens");
        http::exchange(stream, request).expect("the admin socket answers")
    }

    /// Calls a method as the demo application does: signed with RSA2, in utf-8. `extra` adds public parameters or
    /// replaces them; an empty value leaves one out. The answer's signature is checked where there is one.
    #[track_caller]
    pub(crate) fn call(&self, method: &str, biz_content: &Value, extra: &[(&str, &str)]) -> Answer {
        let form = self.signed_form(method, biz_content, extra);
        let response = self.send(Request::new("POST", "/gateway.do").form(&form));
        self.read(SignType::Rsa2, response)
    }

    /// The signed form of a call.
    pub(crate) fn signed_form(&self, method: &str, biz_content: &Value, extra: &[(&str, &str)]) -> String {
        let (app_id, now, biz) = (self.demo_text("/app/app_id"), timestamp(), biz_content.to_string());
        let mut pairs: Vec<(&str, &str)> = vec![
            ("app_id", app_id),
            ("method", method),
            ("charset", "utf-8"),
            ("sign_type", "RSA2"),
            ("timestamp", &now),
            ("version", "1.0"),
            ("biz_content", &biz),
        ];
        for (name, value) in extra {
            pairs.retain(|(known, _)| known != name);
            pairs.push((name, value));
        }
        pairs.retain(|(_, value)| !value.is_empty());
        let string = canonical::join(pairs.iter().map(|(n, v)| (n.as_bytes(), v.as_bytes())));
        let sign = self.signer.sign(SignType::Rsa2, &string).expect("the demo app signs");
        pairs.push(("sign", &sign));
        form::encode(pairs, Charset::Utf8)
    }

    /// Creates a trade of the demo merchant; `members` go over those of an ordinary order. Its `trade_no`.
    #[track_caller]
    pub(crate) fn create(&self, members: Value, extra: &[(&str, &str)]) -> String {
        let mut order = serde_json::json!({
            "out_trade_no": self.fresh_number(), "total_amount": "88.88", "subject": "苹果",
        });
        for (name, value) in members.as_object().into_iter().flatten() {
            order[name] = value.clone();
        }
        self.call("alipay.trade.create", &order, extra).ok().text("trade_no").to_owned()
    }

    /// An order number that no other call of this gateway has got.
    pub(crate) fn fresh_number(&self) -> String {
        format!("order_{}", self.numbers.fetch_add(1, Ordering::Relaxed))
    }

    /// Stops the gateway as an operator does, and checks that it ended with success.
    pub(crate) fn stop(mut self) {
        self.process.stop();
    }
}

/// Now in Beijing time, as requests carry it.
fn timestamp() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock stands behind 1970");
    Instant(i64::try_from(since.as_millis()).expect("this century")).to_string()
}
