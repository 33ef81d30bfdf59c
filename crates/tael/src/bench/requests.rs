//! Requests, signed before anything is measured.

use std::net::SocketAddr;

use anyhow::Context;
use clap::ValueEnum;
use serde::Serialize;
use serde_json::{Value, json};
use tael_wire::charset::Charset;
use tael_wire::sign::{PrivateKey, SignType, Signer};
use tael_wire::v2::{canonical, form};

use super::process::Gateway;
use super::{load, machine, world};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(super) enum Method {
    /// alipay.trade.create: one signature, one durable commit.
    Create,
    /// alipay.trade.query of a paid trade: one signature, nothing written.
    Query,
    /// alipay.trade.pay with a payment code and notify_url: two signatures, the answer's and the notification's.
    Pay,
}

impl Method {
    pub(super) fn name(self) -> &'static str {
        match self {
            Method::Create => "alipay.trade.create",
            Method::Query => "alipay.trade.query",
            Method::Pay => world::PAY,
        }
    }

    /// Signatures that a call costs the gateway.
    pub(super) fn signatures(self) -> usize {
        match self {
            Method::Create | Method::Query => 1,
            Method::Pay => 2,
        }
    }
}

/// How much a request says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(super) enum Body {
    /// What an order needs.
    #[default]
    Plain,
    /// What a shop's till sends: goods, the parts that discounts apply to, terminal and operator, extend_params,
    /// business_params.
    Realistic,
}

impl Body {
    /// The order as this body says it; its total is that of the goods then.
    fn of(self, mut order: Value) -> Value {
        if self == Body::Plain {
            return order;
        }
        let goods = |id: &str, name: &str| {
            json!({
                "goods_id": id, "goods_name": name, "quantity": 1, "price": "0.01", "goods_category": "34543238",
                "categories_tree": "124868003|126232002|126252004", "body": "当季新品", "show_url": "https://shop.example/a.jpg",
            })
        };
        let more = json!({
            "total_amount": "0.03",
            "discountable_amount": "0.02",
            "undiscountable_amount": "0.01",
            "body": "苹果 5 斤，香蕉 2 斤，葡萄 1 斤",
            "goods_detail": [goods("apple-01", "苹果"), goods("banana-02", "香蕉"), goods("grape-03", "葡萄")],
            "operator_id": "Yx_001",
            "terminal_id": "NJ_T_001",
            "extend_params": {"sys_service_provider_id": "2088511833207846", "card_type": "S0JP0000"},
            "business_params": {"mc_create_trade_ip": "203.0.113.7"},
        });
        if let (Some(order), Value::Object(more)) = (order.as_object_mut(), more) {
            order.extend(more);
        }
        order
    }
}

/// Makes and signs requests of the demo application.
pub(super) struct Maker {
    address: SocketAddr,
    signer: Signer,
    app_id: String,
    buyer: String,
    notify_url: String,
    body: Body,
    serial: usize,
    /// Payment codes that no request has used yet.
    codes: Vec<String>,
    /// Numbers of paid trades.
    paid: Vec<String>,
}

impl Maker {
    pub(super) fn new(
        gateway: &Gateway,
        notify_url: String,
        body: Body,
        codes: Vec<String>,
        paid: Vec<String>,
    ) -> anyhow::Result<Maker> {
        let key = PrivateKey::parse(gateway.demo_text("/app/private_key_pkcs8")?)?;
        Ok(Maker {
            address: gateway.address,
            signer: Signer::new(&key)?,
            app_id: gateway.demo_text("/app/app_id")?.to_owned(),
            buyer: gateway.demo_text("/buyers/0/user_id")?.to_owned(),
            notify_url,
            body,
            serial: 0,
            codes,
            paid,
        })
    }

    /// So many requests; fewer where the payment codes run out.
    pub(super) fn make(&mut self, method: Method, count: usize) -> anyhow::Result<Vec<Vec<u8>>> {
        let mut contents = Vec::with_capacity(count);
        for _ in 0..count {
            self.serial += 1;
            let serial = self.serial;
            contents.push(match method {
                Method::Create => self.body.of(self.order(serial)),
                Method::Query => {
                    let number = self.paid.get(serial % self.paid.len().max(1));
                    json!({"out_trade_no": number.context("there are no paid trades")?})
                }
                Method::Pay => match self.codes.pop() {
                    Some(code) => self.body.of(world::payment(&format!("B{serial:010}"), &code)),
                    None => break,
                },
            });
        }
        let notify = (method == Method::Pay).then_some(self.notify_url.as_str());
        self.signed(method, notify, &contents)
    }

    fn order(&self, serial: usize) -> Value {
        json!({
            "out_trade_no": format!("C{serial:010}"),
            "product_code": "FACE_TO_FACE_PAYMENT",
            "subject": "苹果 5 斤",
            "total_amount": "88.88",
            "buyer_id": self.buyer,
            "store_id": "NJ_001",
            "timeout_express": "90m",
        })
    }

    fn signed(
        &self,
        method: Method,
        notify_url: Option<&str>,
        contents: &[Value],
    ) -> anyhow::Result<Vec<Vec<u8>>> {
        let share = contents.len().div_ceil(machine::cores()).max(1);
        let sign = |part: &[Value]| -> anyhow::Result<Vec<Vec<u8>>> {
            let post = |content| Ok(load::post(self.address, &self.form(method, notify_url, content)?));
            part.iter().map(post).collect()
        };
        let parts: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> =
                contents.chunks(share).map(|part| scope.spawn(move || sign(part))).collect();
            threads.into_iter().map(|thread| thread.join()).collect()
        });
        let mut requests = Vec::with_capacity(contents.len());
        for part in parts {
            requests.extend(part.map_err(|_| anyhow::anyhow!("a thread that signs panicked"))??);
        }
        Ok(requests)
    }

    fn form(&self, method: Method, notify_url: Option<&str>, content: &Value) -> anyhow::Result<String> {
        let (now, content) = (world::timestamp(), content.to_string());
        let mut pairs: Vec<(&str, &str)> = vec![
            ("app_id", &self.app_id),
            ("method", method.name()),
            ("format", "JSON"),
            ("charset", "utf-8"),
            ("sign_type", "RSA2"),
            ("timestamp", &now),
            ("version", "1.0"),
            ("biz_content", &content),
        ];
        pairs.extend(notify_url.map(|url| ("notify_url", url)));
        let string = canonical::join(pairs.iter().map(|(n, v)| (n.as_bytes(), v.as_bytes())));
        let sign = self.signer.sign(SignType::Rsa2, &string)?;
        pairs.push(("sign", &sign));
        Ok(form::encode(pairs, Charset::Utf8))
    }
}
