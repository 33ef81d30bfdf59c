//! The gateway's own refusals, each reached by a real request (gateway-errors.yaml, semantics.md §12.6).

use tael_wire::sign::SignType;

use super::{ADMITTED, GATEWAY, NEVER, QUERY, QUERY_KEY, SAMPLES, in_charset, is, is_in};
use crate::harness::{Call, Request};

/// What is wrong with a call, and all that must be answered: envelope, signed or not, the bytes of the node.
struct Wrong {
    change: fn(Call<'_>) -> Call<'_>,
    key: &'static str,
    signed: bool,
    node: &'static str,
}

const ERROR: &str = "error_response";

/// Calls whose signature fits: something else is wrong with them.
const WRONG: &[Wrong] = &[
    Wrong {
        change: |call| call.without("method"),
        key: ERROR,
        signed: false,
        node: r#"{"code":"40001","msg":"Missing Required Arguments","sub_code":"isv.missing-method","sub_msg":"缺少方法名参数"}"#,
    },
    Wrong {
        change: |call| call.set("method", ""),
        key: ERROR,
        signed: false,
        node: r#"{"code":"40001","msg":"Missing Required Arguments","sub_code":"isv.missing-method","sub_msg":"缺少方法名参数"}"#,
    },
    Wrong {
        change: |call| call.set("method", "alipay/trade\"query"),
        key: ERROR,
        signed: false,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-method","sub_msg":"不存在的方法名"}"#,
    },
    Wrong {
        change: |call| call.set("method", "alipay.trade.nothing"),
        key: "alipay_trade_nothing_response",
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-method","sub_msg":"不存在的方法名"}"#,
    },
    // refusals of the token method come in error_response, signed; until it works it is unknown
    Wrong {
        change: |call| call.set("method", "alipay.system.oauth.token"),
        key: ERROR,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-method","sub_msg":"不存在的方法名"}"#,
    },
    Wrong {
        change: |call| call.without("app_id"),
        key: QUERY_KEY,
        signed: false,
        node: r#"{"code":"40001","msg":"Missing Required Arguments","sub_code":"isv.missing-app-id","sub_msg":"缺少AppID参数"}"#,
    },
    Wrong {
        change: |call| call.set("app_id", "2021000000000000"),
        key: QUERY_KEY,
        signed: false,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-app-id","sub_msg":"无效的AppID参数"}"#,
    },
    Wrong {
        change: |call| call.set("app_id", "x".repeat(10_000).as_str()),
        key: QUERY_KEY,
        signed: false,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-app-id","sub_msg":"无效的AppID参数"}"#,
    },
    Wrong {
        change: |call| call.without("sign_type"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40001","msg":"Missing Required Arguments","sub_code":"isv.missing-signature-type","sub_msg":"缺少签名类型参数"}"#,
    },
    Wrong {
        change: |call| call.set("sign_type", "MD5"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-signature-type","sub_msg":"无效的签名类型"}"#,
    },
    Wrong {
        change: |call| call.set("sign_type", "rsa2"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-signature-type","sub_msg":"无效的签名类型"}"#,
    },
    Wrong {
        change: |call| call.without("timestamp"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40001","msg":"Missing Required Arguments","sub_code":"isv.missing-timestamp","sub_msg":"缺少时间戳参数"}"#,
    },
    Wrong {
        change: |call| call.set("timestamp", "2026-11-22T10:00:00"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-timestamp","sub_msg":"非法的时间戳参数"}"#,
    },
    Wrong {
        change: |call| call.set("timestamp", "2026-02-30 10:00:00"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-timestamp","sub_msg":"非法的时间戳参数"}"#,
    },
    Wrong {
        change: |call| call.without("version"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40001","msg":"Missing Required Arguments","sub_code":"isv.missing-version","sub_msg":"缺少版本参数"}"#,
    },
    Wrong {
        change: |call| call.set("version", "2.0"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-parameter","sub_msg":"参数无效"}"#,
    },
    Wrong {
        change: |call| call.set("format", "xml"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-format","sub_msg":"无效的数据格式"}"#,
    },
    Wrong {
        change: |call| call.set("notify_url", "ftp://127.0.0.1/notify"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-parameter","sub_msg":"参数无效"}"#,
    },
    Wrong {
        change: |call| call.set("notify_url", "/notify"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-parameter","sub_msg":"参数无效"}"#,
    },
    Wrong {
        change: |call| call.set("notify_url", &format!("http://127.0.0.1/{}", "n".repeat(240))),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-parameter","sub_msg":"参数无效"}"#,
    },
    Wrong {
        change: |call| call.set("encrypt_type", "AES"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-encrypt-type","sub_msg":"无效的加密类型"}"#,
    },
    Wrong {
        change: |call| call.set("app_auth_token", "202501BB0123456789abcdef0123456789X01"),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"20001","msg":"Insufficient Token Permissions","sub_code":"aop.invalid-app-auth-token","sub_msg":"无效的应用授权令牌"}"#,
    },
    Wrong {
        change: |call| call.set("biz_content", r#"["never"]"#),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.illegal-json","sub_msg":"json格式错误"}"#,
    },
    Wrong {
        change: |call| call.set("biz_content", r#"{"out_trade_no":"never""#),
        key: QUERY_KEY,
        signed: true,
        node: r#"{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.illegal-json","sub_msg":"json格式错误"}"#,
    },
    // absent counts as {}: the first required field is missing then
    Wrong {
        change: |call| call.set("method", "alipay.trade.create").without("biz_content"),
        key: "alipay_trade_create_response",
        signed: true,
        node: r#"{"code":"40004","msg":"Business Failed","sub_code":"ACQ.INVALID_PARAMETER","sub_msg":"参数无效：out_trade_no 不能为空，实际为空"}"#,
    },
];

#[test]
fn each_refusal_comes_in_its_envelope_signed_or_not_byte_for_byte() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    for (charset, answered, bytes) in SAMPLES {
        for wrong in WRONG {
            let call = client.call(QUERY, NEVER).charset(charset).set_bytes("body", bytes);
            let signed = (wrong.change)(call).signed();
            let node = in_charset(charset, wrong.node);
            // wherever the parameters stand
            for request in [signed.post(), signed.get_request(), signed.split(|n| n == "charset")] {
                is_in(&gateway.ask(request), answered, wrong.key, wrong.signed, &node);
            }
        }
    }
    is(&gateway.ask(client.call(QUERY, NEVER).signed().post()), QUERY_KEY, true, ADMITTED);
}

#[test]
fn a_missing_signature_is_refused_unsigned_after_the_application() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    let call = client.call(QUERY, NEVER);
    let missing = r#"{"code":"40001","msg":"Missing Required Arguments","sub_code":"isv.missing-signature","sub_msg":"缺少签名参数"}"#;
    is(&gateway.ask(call.unsigned().post()), "error_response", false, missing);
    is(&gateway.ask(call.signed().set("sign", b"").post()), "error_response", false, missing);
    // the application is looked at first (recorded), so are the other public parameters
    let unknown = call.clone().set("app_id", "2021000000000000").unsigned().post();
    assert_eq!(gateway.ask(unknown).text("sub_code"), "isv.invalid-app-id");
    let format = call.set("format", "xml").unsigned().post();
    assert_eq!(gateway.ask(format).text("sub_code"), "isv.invalid-format");
}

#[test]
fn an_unknown_charset_is_refused_in_gbk() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    // 字符集错误
    let node = b"{\"code\":\"40002\",\"msg\":\"Invalid Arguments\",\"sub_code\":\"isv.invalid-charset\",\"sub_msg\":\"\xD7\xD6\xB7\xFB\xBC\xAF\xB4\xED\xCE\xF3\"}";
    for name in ["latin1", "utf-16", "utf-8;gbk", "支"] {
        let signed = client.call(QUERY, NEVER).set("charset", name).signed();
        for request in [signed.post(), signed.get_request(), signed.split(|_| false)] {
            is_in(&gateway.ask(request), "GBK", QUERY_KEY, true, node);
        }
    }
}

#[test]
fn a_request_without_anything_is_refused_too() {
    let gateway = GATEWAY.get();
    // no charset anywhere: GBK
    let missing = b"{\"code\":\"40001\",\"msg\":\"Missing Required Arguments\",\"sub_code\":\"isv.missing-method\",\"sub_msg\":\"\xC8\xB1\xC9\xD9\xB7\xBD\xB7\xA8\xC3\xFB\xB2\xCE\xCA\xFD\"}";
    for request in [
        Request::new("GET", "/gateway.do"),
        Request::new("GET", "/gateway.do?"),
        Request::new("POST", "/gateway.do"),
        Request::new("POST", "/gateway.do?&=&&%&=x"),
        Request::new("POST", "/gateway.do").body("application/json", r#"{"method":"alipay.trade.query"}"#),
        Request::new("PUT", "/gateway.do").body("application/octet-stream", [0xFF, 0x00, b'&', b'%']),
    ] {
        is_in(&gateway.ask(request), "GBK", "error_response", false, missing);
    }
}

#[test]
fn a_refusal_is_signed_as_its_sign_type_says() {
    let gateway = GATEWAY.get();
    let client = gateway.client();
    // the demo application has no key for RSA; the answer is signed with SHA-1 all the same
    let call = client.call(QUERY, NEVER).set("sign_type", "RSA");
    let answer = gateway.ask_as(SignType::Rsa, call.signed_as(SignType::Rsa).post());
    let node = r#"{"code":"40003","msg":"Insufficient Conditions","sub_code":"isv.missing-signature-config","sub_msg":"应用未配置对应签名算法的公钥或者证书"}"#;
    is(&answer, QUERY_KEY, true, node);
    // an application that has no key at all
    let call = client.call(QUERY, NEVER).set("app_id", gateway.demo_text("/mini_program/app_id"));
    is(&gateway.ask(call.signed().post()), QUERY_KEY, true, node);
    let format = client.call(QUERY, NEVER).set("sign_type", "RSA").set("format", "xml");
    let answer = gateway.ask_as(SignType::Rsa, format.signed().post());
    assert_eq!((answer.text("sub_code"), answer.signed), ("isv.invalid-format", true));
}
