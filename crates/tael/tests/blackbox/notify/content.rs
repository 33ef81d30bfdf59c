//! What a notification says, in which bytes, signed how.

use serde_json::json;
use tael_wire::sign::{PrivateKey, SignType};

use super::{CREATE, PAY, create, value, verified};
use crate::harness::{Client, Receiver, Shared, text};

static GATEWAY: Shared = Shared::new();

/// € 😀 𠮷 镕 a+b&c, sent and notified; GBK lacks two of them.
const SUBJECT_UTF8: &[u8] = b"\xE2\x82\xAC \xF0\x9F\x98\x80 \xF0\xA0\xAE\xB7 \xE9\x95\x95 a+b&c";
const SUBJECT_GB18030: &[u8] = b"\xA2\xE3 \x94\x39\xFC\x36 \x95\x34\xB2\x35 \xE9\x46 a+b&c";
const SUBJECT_GBK: &[u8] = b"\xA2\xE3 ? ? \xE9\x46 a+b&c";

#[test]
fn a_payment_is_notified_in_the_charset_and_with_the_signature_of_its_request() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let key = PrivateKey::generate(1024).unwrap();
    let body =
        json!({"partner_id": shop.pid, "sign_type": "RSA", "public_key": key.public_key().spki_base64()});
    let rsa = Client::new(&text(&gateway.control_ok("POST", "/apps", body), "/app_id"), &key, SignType::Rsa);
    let buyer = gateway.new_buyer(json!({"logon_id": "xudong@126.com"}));
    let receiver = Receiver::answering(&["success"]);
    let charsets = [
        ("utf-8", "utf-8", SUBJECT_UTF8, SUBJECT_UTF8),
        ("UTF-8", "utf-8", SUBJECT_UTF8, SUBJECT_UTF8),
        ("GBK", "GBK", SUBJECT_GB18030, SUBJECT_GBK),
        ("gb2312", "GB2312", SUBJECT_GB18030, SUBJECT_GBK),
        ("gb18030", "GB18030", SUBJECT_GB18030, SUBJECT_GB18030),
    ];
    for (index, (name, written, sent, told)) in charsets.into_iter().enumerate() {
        for client in [&shop.client, &rsa] {
            let number = format!("N{index}_{}", client.sign_type);
            let head = format!(
                r#"{{"out_trade_no":"{number}","total_amount":"88.88","buyer_id":"{buyer}","passback_params":"k=v%26","subject":""#
            );
            let biz = [head.as_bytes(), sent, b"\"}"].concat();
            let url = format!("{}?shop=1&k=v", receiver.url());
            let call = client.call(CREATE, "").charset(name).set("notify_url", &url);
            let created =
                gateway.ask_as(client.sign_type, call.set_bytes("biz_content", &biz).signed().post()).ok();
            let trade_no = created.text("trade_no").to_owned();
            gateway.pay(&trade_no, &buyer);
            let got = receiver.next();
            verified(&gateway, &got);
            assert_eq!(got.content_type, format!("application/x-www-form-urlencoded; charset={written}"));
            assert_eq!(got.raw("subject"), Some(told), "{name}");
            assert!(got.body.is_ascii(), "everything else is escaped");
            let trade = gateway.trade(&trade_no);
            let paid_at = text(&trade, "/paid_at");
            let expected = [
                ("app_id", client.app_id.as_str()),
                ("auth_app_id", client.app_id.as_str()),
                ("buyer_id", buyer.as_str()),
                ("buyer_logon_id", "xud***@126.com"),
                ("buyer_pay_amount", "88.88"),
                ("charset", name),
                ("fund_bill_list", r#"[{"amount":"88.88","fundChannel":"ALIPAYACCOUNT"}]"#),
                ("gmt_create", trade["created_at"].as_str().unwrap()),
                ("gmt_payment", paid_at.as_str()),
                ("invoice_amount", "88.88"),
                ("notify_type", "trade_status_sync"),
                ("out_trade_no", number.as_str()),
                ("passback_params", "k=v%26"),
                ("point_amount", "0.00"),
                ("receipt_amount", "88.88"),
                ("seller_id", shop.pid.as_str()),
                ("sign_type", client.sign_type.as_str()),
                ("total_amount", "88.88"),
                ("trade_no", trade_no.as_str()),
                ("trade_status", "TRADE_SUCCESS"),
                ("version", "1.0"),
            ];
            for (member, wanted) in expected {
                assert_eq!(value(&got, member), wanted, "{name} {member}");
            }
            let notify_id = value(&got, "notify_id");
            assert!(notify_id.len() == 34 && notify_id.bytes().all(|b| b.is_ascii_digit()), "{notify_id}");
            assert_eq!(value(&got, "notify_time").len(), 19);
            // nothing else, but what names the payee's account
            let mut names: Vec<&str> = got.parameters().iter().map(|p| p.name.as_str()).collect();
            names.retain(|name| *name != "seller_email");
            names.sort_unstable();
            let mut known: Vec<&str> = expected.iter().map(|(name, _)| *name).collect();
            known.extend(["notify_id", "notify_time", "sign", "subject"]);
            known.sort_unstable();
            assert_eq!(names, known);
        }
    }
    gateway.audit();
}

#[test]
fn a_request_that_names_no_charset_is_notified_in_gbk() {
    let gateway = GATEWAY.get();
    let (shop, buyer) = (gateway.shop(), gateway.new_buyer(json!({})));
    let receiver = Receiver::answering(&["success"]);
    let biz = b"{\"out_trade_no\":\"G1\",\"total_amount\":\"1.00\",\"subject\":\"\xD6\xA7\xB8\xB6\"}";
    let call = shop.client.call(CREATE, "").without("charset").set_bytes("biz_content", biz);
    let trade_no =
        gateway.ask(call.set("notify_url", receiver.url()).signed().post()).ok().text("trade_no").to_owned();
    gateway.pay(&trade_no, &buyer);
    let got = receiver.next();
    verified(&gateway, &got);
    assert_eq!((value(&got, "charset"), got.raw("subject")), ("GBK", Some(&b"\xD6\xA7\xB8\xB6"[..])));
    gateway.audit();
}

#[test]
fn a_payment_by_code_is_notified_where_its_first_request_said() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let (first, second) = (Receiver::answering(&["success"]), Receiver::answering(&["success"]));
    let pay = |buyer: &str, url: &str| {
        let biz = json!({
            "out_trade_no": "C1", "total_amount": "8.00", "subject": "s", "scene": "bar_code",
            "auth_code": gateway.auth_code(buyer),
        });
        gateway.ask(shop.client.call(PAY, &biz.to_string()).set("notify_url", url).signed().post())
    };
    let poor = gateway.new_buyer(json!({"balance": "1.00"}));
    pay(&poor, first.url()).refused("ACQ.BUYER_BALANCE_NOT_ENOUGH");
    let rich = gateway.new_buyer(json!({}));
    pay(&rich, second.url()).ok();
    let got = first.next();
    verified(&gateway, &got);
    assert_eq!((value(&got, "buyer_id"), value(&got, "trade_status")), (rich.as_str(), "TRADE_SUCCESS"));
    gateway.advance(0);
    assert!(second.try_next().is_none() && first.try_next().is_none());
    gateway.audit();
}

#[test]
fn an_app_in_open_id_mode_is_told_an_open_id() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop_with(json!({}), json!({"open_id_mode": true}));
    let buyer = gateway.new_buyer(json!({}));
    let receiver = Receiver::answering(&["success"]);
    let trade_no = create(&gateway, &shop.client, "I1", receiver.url());
    gateway.pay(&trade_no, &buyer);
    let got = receiver.next();
    verified(&gateway, &got);
    assert!(got.get("buyer_id").is_none() && value(&got, "buyer_open_id").len() >= 32);
    gateway.audit();
}
