//! Notifications and return_url (protocol.md §5.2, §8.2).

use tael_wire::charset::Charset;
use tael_wire::sign::{PrivateKey, PublicKey, SignType, Signer, VerifyError};
use tael_wire::v2::canonical::{Variant, notification_string, request_string};
use tael_wire::v2::notify::Notification;

use crate::vectors::{load, parse, text};

/// Two trade notifications follow rule V1, one message of the application gateway rule V2; none verifies by the other.
#[test]
fn recorded_messages_verify_by_their_own_rule_only() {
    for name in [
        "notify_real_trade_success_2019.json",
        "notify_real_trade_success_sandbox_2023.json",
        "notify_real_servicemarket_v2_2019.json",
    ] {
        let vector = load(name);
        let message = parse(
            "/notify",
            Some("application/x-www-form-urlencoded; charset=utf-8"),
            text(&vector, "/form_body_utf8").as_bytes(),
        );
        let v1 = notification_string(&message);
        let v2 = request_string(&message, Variant::Standard);
        let (own, other) = if text(&vector, "/rule") == "v1" { (v1, v2) } else { (v2, v1) };
        assert_eq!(std::str::from_utf8(&own).unwrap(), text(&vector, "/string_to_sign"));
        let key = PublicKey::parse(text(&vector, "/alipay_public_key_pem")).unwrap();
        let sign = message.get("sign").unwrap();
        assert_eq!(key.verify(SignType::Rsa2, &own, sign), Ok(()));
        assert_eq!(key.verify(SignType::Rsa2, &other, sign), Err(VerifyError::Mismatch));
    }
}

/// The recorded notifications, set parameter by parameter, give the recorded string and form.
#[test]
fn recorded_notifications_are_built_byte_for_byte() {
    for name in ["notify_real_trade_success_2019.json", "notify_real_trade_success_sandbox_2023.json"] {
        let vector = load(name);
        let form = text(&vector, "/form_body_utf8");
        let mut message = Notification::new(Charset::Utf8);
        for parameter in parse("/", None, format!("charset=utf-8&{form}").as_bytes()).parameters() {
            message.set(parameter.name.clone(), vector["params"][&parameter.name].as_str().unwrap());
        }
        assert_eq!(message.string_to_sign(), text(&vector, "/string_to_sign").as_bytes());
        let ours = message.to_form();
        let ours = parse("/", Some("application/x-www-form-urlencoded;charset=utf-8"), ours.as_bytes());
        let theirs = parse("/", Some("application/x-www-form-urlencoded;charset=utf-8"), form.as_bytes());
        for parameter in theirs.parameters() {
            assert_eq!(ours.raw(&parameter.name), Some(parameter.raw.as_slice()), "{}", parameter.name);
        }
        assert_eq!(ours.parameters().len(), theirs.parameters().len());
    }
}

#[test]
fn a_recorded_return_url_verifies_and_is_built_in_its_order() {
    let vector = load("return_url_real_page_pay_2023.json");
    let url = text(&vector, "/url");
    let request = parse(url, None, b"");
    let string = notification_string(&request);
    assert_eq!(std::str::from_utf8(&string).unwrap(), text(&vector, "/string_to_sign"));
    let key = PublicKey::parse(text(&vector, "/alipay_public_key_pem")).unwrap();
    assert_eq!(key.verify(SignType::Rsa2, &string, request.get("sign").unwrap()), Ok(()));

    let mut message = Notification::new(Charset::Utf8);
    for parameter in request.parameters() {
        message.set(parameter.name.clone(), parameter.value.clone());
    }
    assert_eq!(message.string_to_sign(), string);
    assert_eq!(message.to_form(), url.split_once('?').unwrap().1);
}

#[test]
fn a_signed_message_arrives_whole_in_every_charset_and_sign_type() {
    let vector = load("response_generated.json");
    let key = PrivateKey::parse(text(&vector, "/gateway_key/private_key_pkcs8_base64")).unwrap();
    let signer = Signer::new(&key).unwrap();
    for charset in [Charset::Utf8, Charset::Gbk, Charset::Gb2312, Charset::Gb18030] {
        for sign_type in [SignType::Rsa, SignType::Rsa2] {
            let mut message = Notification::new(charset);
            message
                .set("subject", "支付 a+b=c&d €😀𠮷㐂镕")
                .set("body", "")
                .set("charset", charset.mime_name());
            message.sign(sign_type, &signer).unwrap();
            let first = message.get("sign").unwrap().to_owned();
            // a second delivery signs again; the old signature must not get into the string
            message.set("notify_time", "2025-01-15 12:00:00").sign(sign_type, &signer).unwrap();
            assert_ne!(message.get("sign").unwrap(), first);

            let form = message.to_form();
            assert!(form.is_ascii());
            let read = parse("/notify", Some(&message.content_type()), form.as_bytes());
            assert_eq!(read.charset(), charset);
            assert_eq!(read.get("sign_type"), Some(sign_type.as_str()));
            assert_eq!(read.get("body"), None, "an empty parameter is never sent");
            assert_eq!(read.raw("subject"), Some(&*charset.encode("支付 a+b=c&d €😀𠮷㐂镕")));
            let string = notification_string(&read);
            assert_eq!(string, message.string_to_sign());
            assert_eq!(key.public_key().verify(sign_type, &string, read.get("sign").unwrap()), Ok(()));
        }
    }
}
