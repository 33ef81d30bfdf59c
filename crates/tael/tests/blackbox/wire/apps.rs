//! What depends on how an application is set up: its state, its methods, its keys, its switches.

use serde_json::{Value, json};
use tael_wire::sign::{PrivateKey, SignType};

use super::{ADMITTED, GATEWAY, NEVER, QUERY, QUERY_KEY, is, is_in};
use crate::harness::{Client, Request};

#[test]
fn state_and_rights_of_an_application_are_effective_at_once() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let app = format!("/apps/{}", shop.client.app_id);
    let refusals = [
        (
            json!({"status": "OFFLINE"}),
            r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"not-online-app","sub_msg":"应用未上线"}"#,
        ),
        (
            json!({"status": "PUNISHED"}),
            r#"{"code":"40006","msg":"Insufficient Permissions","sub_code":"isv.app-api-punished","sub_msg":"该接口已被处罚，不可调用"}"#,
        ),
        (
            json!({"status": "ONLINE", "methods_forbidden": [QUERY]}),
            r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.forbidden-api","sub_msg":"接口被禁用"}"#,
        ),
        (
            json!({"methods_forbidden": [], "methods_unsigned": [QUERY]}),
            r#"{"code":"40006","msg":"Insufficient Permissions","sub_code":"isv.insufficient-isv-permissions","sub_msg":"ISV权限不足，建议在开发者中心检查对应功能是否已经添加"}"#,
        ),
    ];
    for (patch, node) in refusals {
        gateway.change(&app, patch);
        is(&gateway.ask(shop.client.call(QUERY, NEVER).signed().post()), QUERY_KEY, true, node);
        // nobody learns of it who cannot sign
        let forged = shop.client.call(QUERY, NEVER).signed().set("sign", b"AAAA");
        assert_eq!(gateway.ask(forged.post()).text("sub_code"), "isv.invalid-signature");
    }
    // other methods of the same application go on
    let create = shop.client.call("alipay.trade.create", "{}").signed().post();
    gateway.ask(create).refused("ACQ.INVALID_PARAMETER");
    gateway.change(&app, json!({"methods_unsigned": []}));
    is(&gateway.ask(shop.client.call(QUERY, NEVER).signed().post()), QUERY_KEY, true, ADMITTED);
}

#[test]
fn an_rsa_application_is_verified_and_answered_with_sha1() {
    let gateway = GATEWAY.get();
    let shop = gateway.shop();
    let key = PrivateKey::generate(1024).unwrap();
    let body =
        json!({"partner_id": shop.pid, "sign_type": "RSA", "public_key": key.public_key().spki_base64()});
    let app = gateway.control_ok("POST", "/apps", body);
    let client = Client::new(app["app_id"].as_str().unwrap(), &key, SignType::Rsa);
    for charset in ["utf-8", "GBK"] {
        let call = client.call(QUERY, NEVER).charset(charset).set("body", "支付");
        for request in [call.signed().post(), call.signed().get_request(), call.signed().multipart(|_| false)]
        {
            let answer = gateway.ask_as(SignType::Rsa, request);
            assert_eq!((answer.text("sub_code"), answer.signed), ("ACQ.TRADE_NOT_EXIST", true));
        }
    }
    is(&gateway.ask_as(SignType::Rsa, client.call(QUERY, NEVER).signed().post()), QUERY_KEY, true, ADMITTED);
    // signed with the other hash
    let other = client.call(QUERY, NEVER).signed_as(SignType::Rsa2);
    let node = r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-signature","sub_msg":"验签出错，sign值与sign_type参数指定的签名类型不一致：sign_type参数值为RSA，您实际用的签名类型可能是RSA2"}"#;
    is(&gateway.ask_as(SignType::Rsa, other.post()), QUERY_KEY, true, node);
}

#[test]
fn an_application_may_have_a_key_for_each_type() {
    let gateway = GATEWAY.get();
    let key = PrivateKey::generate(1024).unwrap();
    let both = gateway.app(json!({"public_key_rsa": key.public_key().spki_base64()}));
    is(&gateway.ask(both.call(QUERY, NEVER).signed().post()), QUERY_KEY, true, ADMITTED);
    let rsa = Client::new(&both.app_id, &key, SignType::Rsa);
    is(&gateway.ask_as(SignType::Rsa, rsa.call(QUERY, NEVER).signed().post()), QUERY_KEY, true, ADMITTED);
    // each key for its own type only
    let crossed = rsa.call(QUERY, NEVER).set("sign_type", "RSA2").signed_as(SignType::Rsa2);
    assert_eq!(gateway.ask(crossed.post()).text("sub_code"), "isv.invalid-signature");
}

/// Strict reading does what the real gateway does to hand-written clients: a charset in the body comes too late.
#[test]
fn a_strict_application_must_name_its_charset_in_the_query() {
    let gateway = GATEWAY.get();
    let strict = gateway.app(json!({"strict": {"charset_in_query": true}}));
    let call = strict.call(QUERY, r#"{"out_trade_no":"支付"}"#);
    let form = call.signed().form(|_| true);
    let answer = gateway
        .ask(Request::new("POST", "/gateway.do").body("application/x-www-form-urlencoded", form.clone()));
    // 验签出错，请确认charset参数放在了URL查询字符串中且各参数值使用charset参数指示的字符集编码, in GBK
    let node = b"{\"code\":\"40002\",\"msg\":\"Invalid Arguments\",\"sub_code\":\"isv.invalid-signature\",\"sub_msg\":\"\xD1\xE9\xC7\xA9\xB3\xF6\xB4\xED\xA3\xAC\xC7\xEB\xC8\xB7\xC8\xCFcharset\xB2\xCE\xCA\xFD\xB7\xC5\xD4\xDA\xC1\xCBURL\xB2\xE9\xD1\xAF\xD7\xD6\xB7\xFB\xB4\xAE\xD6\xD0\xC7\xD2\xB8\xF7\xB2\xCE\xCA\xFD\xD6\xB5\xCA\xB9\xD3\xC3charset\xB2\xCE\xCA\xFD\xD6\xB8\xCA\xBE\xB5\xC4\xD7\xD6\xB7\xFB\xBC\xAF\xB1\xE0\xC2\xEB\"}";
    is_in(&answer, "GBK", QUERY_KEY, true, node);
    // in the query or in the Content-Type it is in time, and ASCII is the same in every charset
    let in_query = call.signed().split(|name| name == "charset");
    assert_eq!(gateway.ask(in_query).text("sub_code"), "ACQ.INVALID_PARAMETER");
    let in_header =
        Request::new("POST", "/gateway.do").body("application/x-www-form-urlencoded;charset=utf-8", form);
    assert_eq!(gateway.ask(in_header).text("sub_code"), "ACQ.INVALID_PARAMETER");
    let ascii = strict.call(QUERY, NEVER).signed().split(|_| false);
    assert_eq!(gateway.ask(ascii).text("sub_code"), "ACQ.TRADE_NOT_EXIST");
}

/// What was accepted but deserves a remark stands in the request log.
#[test]
fn the_request_log_keeps_what_was_noticed() {
    let gateway = GATEWAY.get();
    let client = gateway.shop().client;
    let noticed = |request: Request| {
        let answer = gateway.ask(request);
        gateway.control_ok("GET", &format!("/requests/{}", answer.trace_id()), Value::Null)
    };
    let causes = |entry: &Value| {
        let warnings = entry["warnings"].as_array().unwrap();
        warnings
            .iter()
            .map(|w| format!("{} {}", w["cause"].as_str().unwrap(), w["hint"].as_str().unwrap()))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let call = client
        .call(QUERY, r#"{"out_trade_no":"never","made_up":1,"out_trade_no":"never"}"#)
        .set("app_cert_sn", "0123456789abcdef0123456789abcdef")
        .set("alipay_root_cert_sn", "0123456789abcdef0123456789abcdef_0123456789abcdef0123456789abcdef");
    let entry = noticed(call.signed().post());
    assert_eq!((&entry["verdict"], &entry["app_id"]), (&json!("accepted"), &json!(client.app_id)));
    assert_eq!((&entry["method"], &entry["unknown_fields"]), (&json!(QUERY), &json!(["made_up"])));
    let said = causes(&entry);
    assert!(
        said.contains("app_cert_sn is ignored") && said.contains("alipay_root_cert_sn is ignored"),
        "{said}"
    );
    assert!(said.contains("out_trade_no"), "a key that came twice: {said}");
    let string = String::from_utf8(call.signed().string()).unwrap();
    assert_eq!(entry["string_to_sign"], string);
    assert_eq!(entry["answer"][QUERY_KEY]["sub_code"], "ACQ.TRADE_NOT_EXIST");
    assert_eq!(entry["parameters"]["alipay_root_cert_sn"].as_str().map(str::len), Some(65));
    // charsets
    let gb18030 = causes(&noticed(client.call(QUERY, NEVER).charset("gb18030").signed().post()));
    assert!(gb18030.contains("CharsetExtension"), "{gb18030}");
    let late = causes(&noticed(client.call(QUERY, NEVER).signed().split(|_| false)));
    assert!(late.contains("CharsetOnlyInBody"), "{late}");
    let none = causes(&noticed(client.call(QUERY, NEVER).without("charset").signed().post()));
    assert!(none.contains("CharsetMissing"), "{none}");
    let twice = client.call(QUERY, NEVER).signed();
    let twice = twice
        .post()
        .at(&format!("/gateway.do?{}&version=2.0", twice.form(|n| n != "biz_content" && n != "version")));
    let entry = noticed(twice);
    assert_eq!(entry["verdict"], "refused");
    assert_eq!(entry["diagnosis"]["cause"], "isv.invalid-parameter");
    // a damaged signature is kept with the string that it should have covered
    let wrong = client.call(QUERY, NEVER).signed().set("sign", b"AAAA");
    let entry = noticed(wrong.post());
    assert_eq!(
        (&entry["verdict"], entry["string_to_sign"].as_str()),
        (&json!("refused"), std::str::from_utf8(&wrong.string()).ok())
    );
}
