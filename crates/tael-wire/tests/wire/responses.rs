//! Answers to the byte: the recorded ones of the official gateway, and ready ones (protocol.md §3).

use std::borrow::Cow;

use serde_json::Value as Json;
use tael_wire::charset::Charset;
use tael_wire::code::{GatewayError, SignatureRefusal};
use tael_wire::json::{Number, Object, Value};
use tael_wire::sign::{PrivateKey, PublicKey, SignType, Signer, VerifyError};
use tael_wire::v2::envelope::{Envelope, Head, is_method_name, node_name, object_bytes, splice};

use crate::vectors::{load, text};

/// Builds with our types what a JSON text says, members in reverse order so that ours is the one that counts.
fn value(json: &Json) -> Value {
    match json {
        Json::String(text) => text.clone().into(),
        Json::Bool(truth) => (*truth).into(),
        Json::Number(number) => Number::parse(number.to_string()).unwrap().into(),
        Json::Array(elements) => elements.iter().map(value).collect::<Vec<_>>().into(),
        Json::Object(_) => object(json, &[]).into(),
        Json::Null => panic!("a recorded answer holds a null"),
    }
}

fn object(json: &Json, without: &[&str]) -> Object {
    let mut object = Object::new();
    let members = json.as_object().unwrap();
    for (name, member) in members.iter().rev().filter(|(name, _)| !without.contains(&name.as_str())) {
        object.set(name.clone(), value(member));
    }
    object
}

/// Writes an answer's object again from its meaning.
fn rewritten(text: &str, charset: Charset) -> Vec<u8> {
    let json: Json = serde_json::from_str(text).unwrap();
    let member = |name: &str| json.get(name).and_then(Json::as_str);
    let head = Head {
        code: member("code").unwrap(),
        msg: member("msg").unwrap(),
        sub_code: member("sub_code").map(Cow::Borrowed),
        sub_msg: member("sub_msg").map(Cow::Borrowed),
    };
    object_bytes(Some(&head), &object(&json, &["code", "msg", "sub_code", "sub_msg"]), charset)
}

#[test]
fn recorded_answers_come_out_of_the_formatter_byte_for_byte() {
    let vector = load("response_real.json");
    let cases = vector["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 12);
    for case in cases {
        let signed = text(case, "/signed_bytes_utf8");
        let bytes = rewritten(signed, Charset::Utf8);
        assert_eq!(std::str::from_utf8(&bytes).unwrap(), signed);
        let key = PublicKey::parse(text(case, "/alipay_public_key_pem")).unwrap();
        assert_eq!(key.verify(SignType::Rsa2, &bytes, text(case, "/sign")), Ok(()));
        if signed.contains("\\/") {
            let plain = signed.replace("\\/", "/");
            assert_eq!(
                key.verify(SignType::Rsa2, plain.as_bytes(), text(case, "/sign")),
                Err(VerifyError::Mismatch)
            );
        }
    }
}

#[test]
fn ready_answers_are_built_signed_and_spliced_byte_for_byte() {
    let vector = load("response_generated.json");
    let key = PrivateKey::parse(text(&vector, "/gateway_key/private_key_pkcs1_pem")).unwrap();
    let signer = Signer::new(&key).unwrap();
    let cases = vector["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 8);
    for case in cases {
        let decode = |pointer| base64_simd::STANDARD.decode_to_vec(text(case, pointer)).unwrap();
        let (body, signed) = (decode("/body_base64"), decode("/signed_bytes_base64"));
        let name = text(case, "/name");
        let charset = if name == "success_gbk" { Charset::Gbk } else { Charset::Utf8 };
        assert_eq!(charset.answer_content_type(), text(case, "/content_type"));
        let object = if signed[0] == b'{' {
            rewritten(&charset.decode(&signed).unwrap(), charset)
        } else {
            signed.clone()
        };
        assert_eq!(object, signed, "{name}");
        let sign = signer.sign(SignType::Rsa2, &object).unwrap();
        assert_eq!(sign, text(case, "/sign"), "{name}");
        let envelope = match text(case, "/response_key") {
            "error_response" => Envelope::ErrorResponse,
            node => Envelope::Method(node.to_owned()),
        };
        let whole = std::str::from_utf8(&body).ok().and_then(|body| serde_json::from_str::<Json>(body).ok());
        let cert_sn = whole.as_ref().and_then(|whole| whole.get("alipay_cert_sn")).and_then(Json::as_str);
        assert_eq!(cert_sn.is_some(), name == "success_cert_mode");
        assert_eq!(splice(&envelope, &object, cert_sn, Some(&sign)), body, "{name}");
    }
}

#[test]
fn an_unsigned_answer_has_no_sign_member() {
    let object = object_bytes(Some(&GatewayError::InvalidAppId.head()), &Object::new(), Charset::Utf8);
    let answer = splice(&Envelope::of("alipay.trade.query"), &object, None, None);
    assert_eq!(
        std::str::from_utf8(&answer).unwrap(),
        r#"{"alipay_trade_query_response":{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-app-id","sub_msg":"无效的AppID参数"}}"#
    );
    let answer = splice(&Envelope::of(""), b"{}", None, None);
    assert_eq!(answer, b"{\"error_response\":{}}");
}

#[test]
fn envelopes() {
    assert_eq!(node_name("alipay.trade.query"), "alipay_trade_query_response");
    assert_eq!(Envelope::of("alipay.trade.query").key(), "alipay_trade_query_response");
    assert_eq!(Envelope::of("no-such-method"), Envelope::ErrorResponse);
    let long = "a".repeat(129);
    for good in ["alipay.trade.pay", "a", "A.1", &long[..128]] {
        assert!(is_method_name(good), "{good}");
    }
    for bad in ["", "a b", "a\"b", "alipay/trade", "支付", "a_b", "a\n", &long] {
        assert!(!is_method_name(bad), "{bad:?}");
        assert_eq!(Envelope::of(bad).key(), "error_response");
    }
}

#[test]
fn the_head_comes_first_and_only_once() {
    let body = Object::new()
        .with("a", "1")
        .with("code", "x")
        .with("sub_msg", "y")
        .with("z", "")
        .with("trade_no", "2");
    let head = Head { sub_msg: Some("".into()), ..Head::SUCCESS };
    assert_eq!(
        object_bytes(Some(&head), &body, Charset::Utf8),
        br#"{"code":"10000","msg":"Success","a":"1","trade_no":"2"}"#
    );
    assert_eq!(
        object_bytes(None, &body, Charset::Utf8),
        br#"{"a":"1","code":"x","sub_msg":"y","trade_no":"2"}"#,
        "without a head no name is reserved"
    );
    assert_eq!(object_bytes(None, &Object::new(), Charset::Gbk), b"{}");
}

#[test]
fn answers_in_every_charset() {
    let body = Object::new().with("subject", "支€😀𠮷㐂镕/");
    for (charset, subject) in [
        (Charset::Utf8, "支€😀𠮷㐂镕".as_bytes()),
        (Charset::Gbk, &b"\xD6\xA7\xA2\xE3???\xE9\x46"[..]),
        (Charset::Gb2312, &b"\xD6\xA7\xA2\xE3???\xE9\x46"[..]),
        (Charset::Gb18030, &b"\xD6\xA7\xA2\xE3\x94\x39\xFC\x36\x95\x34\xB2\x35\x81\x39\xEF\x31\xE9\x46"[..]),
    ] {
        let expected =
            [b"{\"code\":\"10000\",\"msg\":\"Success\",\"subject\":\"", subject, b"\\/\"}"].concat();
        assert_eq!(object_bytes(Some(&Head::SUCCESS), &body, charset), expected);
    }
}

/// The recorded refusal of a bad signature, from the request that it echoes.
#[test]
fn a_bad_signature_is_answered_as_recorded() {
    let request = crate::vectors::parse(
        "/gateway.do?method=alipay.security.risk.content.analyze&app_id=2021000122671080&charset=utf-8&version=1.0\
         &sign_type=RSA2&timestamp=2024-05-13%2017%3A49%3A20&sign=x",
        None,
        b"",
    );
    let echo = tael_wire::v2::canonical::echo(&request);
    let head = SignatureRefusal::Mismatch { echo: &echo }.head();
    let vector = load("response_real.json");
    let case = vector["cases"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["name"] == "real_invalid_signature_error")
        .unwrap();
    let bytes = object_bytes(Some(&head), &Object::new(), Charset::Utf8);
    assert_eq!(std::str::from_utf8(&bytes).unwrap(), text(case, "/signed_bytes_utf8"));
    assert_eq!(Envelope::of(request.get("method").unwrap()).key(), text(case, "/response_key"));
}
