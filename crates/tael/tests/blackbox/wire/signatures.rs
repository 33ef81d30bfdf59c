//! What a signature must cover, and the three texts of a wrong one (protocol.md §2, §3.4).

use tael_wire::sign::{PrivateKey, SignType};

use super::{ADMITTED, GATEWAY, NEVER, QUERY, QUERY_KEY, SAMPLES, in_charset, is, is_in};
use crate::harness::{Client, Signed};

/// Head and text of a refused signature up to what differs.
const HEAD: &str =
    r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-signature","sub_msg":"验签出错，"#;

#[test]
fn a_wrong_signature_is_answered_with_the_string_to_sign_escaped() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    let biz = r#"{"out_trade_no":"a&b<c>d'e/f\\ 支€😀𠮷"}"#;
    let call = client
        .call(QUERY, biz)
        .set("timestamp", "2026-11-22 10:00:00")
        .set("notify_url", "http://127.0.0.1:9/n?a=1&b=2")
        .set("alipay_sdk", "");
    // escaped for HTML, then for JSON
    let string = format!(
        "app_id={}&amp;biz_content={{&quot;out_trade_no&quot;:&quot;a&amp;b&lt;c&gt;d&#39;e\\/f\\\\\\\\ 支€😀𠮷&quot;}}&amp;charset=utf-8&amp;format=json&amp;\
         method=alipay.trade.query&amp;notify_url=http:\\/\\/127.0.0.1:9\\/n?a=1&amp;b=2&amp;sign_type=RSA2&amp;timestamp=2026-11-22 10:00:00&amp;version=1.0",
        client.app_id
    );
    let node =
        format!("{HEAD}建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：{string}\"}}");
    let stranger = Client::new(&client.app_id, &PrivateKey::generate(2048).unwrap(), SignType::Rsa2);
    let wrong: [Signed; 6] = [
        call.signed().set("sign", b"AAAA"),
        call.signed().set("sign", "支".as_bytes()),
        call.signed().set("sign", &[b'A'; 344]),
        call.signed().set("sign", call.clone().set("version", "1.1").signed().get("sign")),
        call.unsigned().set("sign", stranger.call(QUERY, biz).signed().get("sign")),
        call.signed().set("sign", &reversed(call.signed().get("sign"))),
    ];
    for signed in &wrong {
        is(&gateway.ask(signed.post()), QUERY_KEY, true, &node);
        is(&gateway.ask(signed.get_request()), QUERY_KEY, true, &node);
        is(&gateway.ask(signed.multipart(|name| name == "charset")), QUERY_KEY, true, &node);
    }
}

fn reversed(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().rev().copied().collect()
}

#[test]
fn a_signature_of_the_other_type_is_told_so() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    let signed = client.call(QUERY, NEVER).signed_as(SignType::Rsa);
    let node = format!(
        "{HEAD}sign值与sign_type参数指定的签名类型不一致：sign_type参数值为RSA2，您实际用的签名类型可能是RSA\"}}"
    );
    is(&gateway.ask(signed.post()), QUERY_KEY, true, &node);
}

#[test]
fn a_charset_that_speaks_against_the_query_is_told_so() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    // the body says utf-8 and is signed over utf-8, the query says GBK: what was signed is not what is read
    let call = client.call(QUERY, r#"{"out_trade_no":"支付"}"#);
    let signed = call.signed().set("sign", call.clone().set("version", "1.1").signed().get("sign"));
    let request = signed.split(|_| false);
    let request = request.at("/gateway.do?charset=GBK");
    let answer = gateway.ask(request);
    let text = "验签出错，请确认charset参数放在了URL查询字符串中且各参数值使用charset参数指示的字符集编码";
    assert_eq!(answer.text("sub_msg"), text);
    assert_eq!(answer.response.header("content-type"), Some("text/html;charset=GBK"));
    assert!(answer.signed);
}

/// Each parameter is covered: one that is changed, added or taken away behind the signature breaks it.
#[test]
fn every_parameter_is_covered() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    for (charset, answered, bytes) in SAMPLES {
        let call = client
            .call(QUERY, NEVER)
            .charset(charset)
            .set("alipay_sdk", "alipay-sdk-x")
            .set("notify_url", "http://127.0.0.1:9/n")
            .set_bytes("made_up", bytes);
        let admitted = in_charset(charset, ADMITTED);
        is_in(&gateway.ask(call.signed().post()), answered, QUERY_KEY, true, &admitted);
        let longer = [bytes, b" "].concat();
        let shorter = &bytes[..bytes.len() - 1];
        let changes: [(&str, &[u8]); 9] = [
            ("alipay_sdk", b"alipay-sdk-y"),
            ("notify_url", b"http://127.0.0.1:9/m"),
            ("made_up", &longer),
            ("made_up", shorter),
            ("made_up", b""),
            ("biz_content", br#"{"out_trade_no":"Never"}"#),
            ("format", b"JSON"),
            ("version", b"1.0 "),
            ("added", b"1"),
        ];
        for (name, value) in changes {
            let answer = gateway.ask(call.signed().set(name, value).post());
            let code = answer.text("sub_code");
            // a version that is no version is refused before anybody looks at the signature
            let expected = if name == "version" { "isv.invalid-parameter" } else { "isv.invalid-signature" };
            assert_eq!((code, answer.signed), (expected, true), "{charset} {name}");
        }
    }
}

/// What SDKs are known to do otherwise is accepted: node and python sign empty values, php drops `0`.
#[test]
fn empty_values_may_be_signed_and_zeros_dropped() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    let empties = client.call(QUERY, NEVER).set("app_auth_token", "").set("return_url", "");
    // dropped, as the rule is
    is(&gateway.ask(empties.signed().post()), QUERY_KEY, true, ADMITTED);
    // kept: sorted, they stand before and behind known neighbours
    let string = String::from_utf8(empties.signed().string()).unwrap();
    let kept = string.replacen("app_id=", "app_auth_token=&app_id=", 1).replacen(
        "&sign_type=",
        "&return_url=&sign_type=",
        1,
    );
    let sign = client.sign(kept.as_bytes());
    is(&gateway.ask(empties.unsigned().set("sign", sign.as_bytes()).post()), QUERY_KEY, true, ADMITTED);
    let zero = client.call(QUERY, NEVER).set("zero", "0");
    let without = client.sign(&zero.clone().without("zero").signed().string());
    is(&gateway.ask(zero.unsigned().set("sign", without.as_bytes()).post()), QUERY_KEY, true, ADMITTED);
}
