//! Redaction of whole requests and answers.

use super::*;

const CODE: &str = "28763443825664394";
const TOKEN: &str = "201509BBeff9351ad1874306903e96b91d248A36";

fn redacted(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    Redactor::default().parameters(pairs.iter().copied())
}

#[test]
fn a_payment_keeps_all_but_its_secrets() {
    let biz = r#"{"out_trade_no":"20150320010101001","scene":"bar_code","auth_code":"28763443825664394","subject":"Iphone6 16G","total_amount":88.880,"ext_user_info":{"mobile":"16587658765","cert_no":"362334768769238881"}}"#;
    let pairs = redacted(&[("app_id", "2014072300007148"), ("biz_content", biz), ("app_auth_token", TOKEN)]);
    assert_eq!(pairs[0].1, "2014072300007148");
    assert_eq!(
        pairs[1].1,
        r#"{"out_trade_no":"20150320010101001","scene":"bar_code","auth_code":"28****94","subject":"Iphone6 16G","total_amount":88.880,"ext_user_info":{"mobile":"16****65","cert_no":"36****81"}}"#
    );
    assert_eq!(pairs[2].1, "20****36");
}

#[test]
fn json_inside_json_text_is_read() {
    let inner = serde_json::json!({ "auth_code": CODE, "list": [serde_json::json!({"pay_password": "secret 1"}).to_string()] });
    let biz = serde_json::json!({ "extend_params": inner.to_string(), "body": "b" }).to_string();
    let value = redacted(&[("biz_content", &biz)]).remove(0).1;
    assert!(!value.contains(CODE) && !value.contains("secret 1"), "{value}");
    let outer: serde_json::Value = serde_json::from_str(&value).unwrap();
    let inner: serde_json::Value = serde_json::from_str(outer["extend_params"].as_str().unwrap()).unwrap();
    assert_eq!(inner["auth_code"], "28****94");
    assert_eq!(outer["body"], "b");
}

#[test]
fn duplicates_wrong_types_and_escapes_are_no_way_out() {
    for biz in [
        r#"{"auth_code":"aaaaaaaaaaaaSECRET","auth_code":"x"}"#,
        r#"{"auth_code":["aaaaaaaaaaaaSECRET"]}"#,
        r#"{"auth_code":{"deep":{"er":"aaaaaaaaaaaaSECRET"}}}"#,
        r#"{"auth\u005fcode":"aaaaaaaaaaaa\u0053ECRET"}"#,
        r#"{"auth_code":"aaaaaaaaaaaaSECRET""#,
        r#"{"subject":"a"b","auth_code":"aaaaaaaaaaaaSECRET"}"#,
        r#"{'auth_code':'aaaaaaaaaaaaSECRET'}"#,
        r#"{auth_code:aaaaaaaaaaaaSECRET}"#,
        r#"{"auth_code":["aaaaaaaaaaaaSECRET","#,
        r#"{"auth_code"=>"aaaaaaaaaaaaSECRET"}"#,
        r#"{\"auth_code\":\"aaaaaaaaaaaaSECRET\"}"#,
        "auth_code=aaaaaaaaaaaaSECRET&x=1",
        "{&quot;auth_code&quot;:&quot;aaaaaaaaaaaaSECRET&quot;}",
        "%7B%22auth_code%22%3A%22aaaaaaaaaaaaSECRET%22%7D",
        "\u{feff}{\"authCode\":\"aaaaaaaaaaaaSECRET\"}",
    ] {
        let value = redacted(&[("biz_content", biz)]).remove(0).1;
        assert!(!value.contains("SECRET") && !value.contains("\\u0053"), "{biz} -> {value}");
    }
}

#[test]
fn a_secret_is_masked_wherever_else_it_stands() {
    let biz =
        format!(r#"{{"subject":"for tok/en+123&x","out_trade_no":"{TOKEN}","auth_code":"tok/en+123&x"}}"#);
    let mut redactor = Redactor::default();
    let parameters = [
        ("notify_url", "https://m.example/n?t=tok%2Fen%2B123%26x&u=tok/en+123&x"),
        ("tok/en+123&x", "1"),
        ("biz_content", biz.as_str()),
        ("auth_token", TOKEN),
    ];
    let pairs = redactor.parameters(parameters.into_iter());
    let answer = redactor
        .answer(r#"{"r":{"sub_msg":"got tok\/en+123&amp;x and tok\/en+12"},"sign":"0123456789abcdefghijk"}"#);
    assert_eq!(answer, r#"{"r":{"sub_msg":"got to****&x and ****"},"sign":"01234567…hijk"}"#);
    for text in pairs.iter().flat_map(|(n, v)| [n, v]) {
        assert!(!text.contains("en+123") && !text.contains("en%2B123") && !text.contains(TOKEN), "{text}");
    }
}

#[test]
fn the_code_of_an_exchange_is_a_secret_and_that_of_an_answer_is_not() {
    let mut redactor = Redactor::of("alipay.open.auth.token.app");
    let biz = r#"{"grant_type":"authorization_code","code":"abcdefghijklmn"}"#;
    let pairs = redactor.parameters([("biz_content", biz), ("code", "mnopqrstuvwxyz")].into_iter());
    assert_eq!(pairs[0].1, r#"{"grant_type":"authorization_code","code":"ab****mn"}"#);
    assert_eq!(pairs[1].1, "mn****yz");
    let answer =
        r#"{"x_response":{"code":"10000","msg":"Success","app_auth_token":"201509BBeff9351ad"},"sign":""}"#;
    let expected = r#"{"x_response":{"code":"10000","msg":"Success","app_auth_token":"20****ad"},"sign":""}"#;
    assert_eq!(redactor.answer(answer), expected);
}

#[test]
fn numbers_to_look_for_are_kept() {
    let mut redactor = Redactor::default();
    let pairs = redactor.parameters([("biz_content", r#"{"out_trade_no":"2612221000001234"}"#)].into_iter());
    assert_eq!(pairs[0].1, r#"{"out_trade_no":"2612221000001234"}"#);
    assert_eq!(redactor.text("2612221000001234 is paid"), "2612221000001234 is paid");
    // but a secret is a secret under every name
    let biz = format!(r#"{{"out_trade_no":"{CODE}","auth_code":"{CODE}"}}"#);
    assert_eq!(
        redacted(&[("biz_content", &biz)])[0].1,
        r#"{"out_trade_no":"28****94","auth_code":"28****94"}"#
    );
}

#[test]
fn a_call_full_of_secrets_is_not_kept_in_detail() {
    let members: Vec<String> =
        (0..SECRETS_MAX + 10).map(|n| format!(r#""a{n}":{{"token":"secret-number-{n:06}"}}"#)).collect();
    let biz = format!("{{{}}}", members.join(","));
    let pairs = redacted(&[("biz_content", &biz), ("subject", "echo secret-number-000070")]);
    assert!(pairs.iter().all(|(_, v)| !v.contains("secret-number")), "{pairs:?}");
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// A payment code: 16 to 24 digits that begin with 25 to 30.
    pub(super) fn code() -> impl Strategy<Value = String> {
        (25..=30_u8, "[0-9]{14,22}").prop_map(|(head, tail)| format!("{head}{tail}"))
    }

    /// Text without digits and without words that name secrets, so that nothing but the planted secret can be one.
    pub(super) fn filler() -> impl Strategy<Value = String> {
        "[ a-j\"'\\\\/&=:{}\\[\\],%<>付\n😀]{0,20}"
    }

    proptest! {
        #[test]
        fn a_code_in_any_text_is_masked(before in filler(), code in code(), after in filler()) {
            let text = format!("{before}{code}{after}");
            let pairs = redacted(&[("biz_content", &text), ("subject", &text)]);
            prop_assert!(pairs.iter().all(|(_, v)| !v.contains(&code)), "{:?}", pairs);
            let body = serde_json::json!({ "subject": text, &text: [text.as_str()], "n": text }).to_string();
            let value = redacted(&[("biz_content", &body)]).remove(0).1;
            prop_assert!(!value.contains(&code), "{}", value);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&value).is_ok());
        }

        #[test]
        fn a_named_token_is_masked_in_any_wrapping(
            token in "[A-Za-z0-9+/_.=-]{12,40}",
            name in "(app_)?auth_(token|code)|access_token|appRefreshToken|mobile|CERT_NO|pay_password",
            wraps in proptest::collection::vec(0..4_u8, 0..4),
            echo in filler(),
            broken in any::<bool>(),
        ) {
            let mut text = serde_json::json!({ "subject": format!("{echo}{token}"), &name: token }).to_string();
            for wrap in wraps {
                text = match wrap {
                    0 => serde_json::json!({ "inner": text }).to_string(),
                    1 => serde_json::json!([{ "a": 1, "b": [text] }]).to_string(),
                    2 => tael_wire::v2::canonical::escape_echo(&text),
                    _ => text.replace('/', "\\/"),
                };
            }
            if broken {
                text.pop();
            }
            let value = redacted(&[("biz_content", &text)]).remove(0).1;
            prop_assert!(!value.contains(&token), "{} -> {}", text, value);
        }

        #[test]
        fn any_text_at_all_is_survived(name in "\\PC{0,20}", value in "\\PC{0,200}", answer in "\\PC{0,200}") {
            let mut redactor = Redactor::default();
            redactor.parameters([(name.as_str(), value.as_str()), ("auth_code", value.as_str())].into_iter());
            redactor.answer(&answer);
            redactor.text(&answer);
        }

        #[test]
        fn ordinary_json_stays_to_the_byte(
            subject in "[a-z付 ]{0,30}", amount in 0..10_000_u32, number in "20[0-9]{26}",
        ) {
            let body = format!("{{ \"subject\" : \"{subject}\",\"total_amount\":{amount}.50,\"n\":\"{number}\"}}");
            let pairs = redacted(&[("biz_content", &body)]);
            prop_assert_eq!(&pairs[0].1, &body);
        }
    }
}
