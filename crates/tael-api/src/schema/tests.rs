//! The engine against the three tables, and against anything.

use proptest::prelude::*;

use super::*;
use crate::generated::{alipay_trade_create as create, alipay_trade_pay as pay, alipay_trade_query as query};

fn refusal(api: &'static Api, text: &str) -> Refusal {
    match read(api, text, Options::default()) {
        Err(Rejected::Refused(refusal)) => *refusal,
        other => panic!("{text} gave {other:?}"),
    }
}

fn accepted(api: &'static Api, text: &str) -> Accepted {
    read(api, text, Options::default()).unwrap_or_else(|why| panic!("{text} gave {why:?}"))
}

/// A create with these members behind the required ones.
fn create_with(more: &str) -> String {
    format!(r#"{{"out_trade_no":"n1","total_amount":"88.88","subject":"s"{more}}}"#)
}

#[test]
fn the_message_names_path_rule_and_value() {
    let it = refusal(&create::API, "");
    assert_eq!(
        (it.code, it.path.as_str(), it.rule.name()),
        ("ACQ.INVALID_PARAMETER", "out_trade_no", "missing")
    );
    assert_eq!(it.message_zh, "参数无效：out_trade_no 不能为空，实际为空");
    assert_eq!(it.message_en, "invalid parameter: out_trade_no is required, got nothing");
    let goods = r#","goods_detail":[{"goods_id":"1","goods_name":"n","quantity":1,"price":"1.234"}]"#;
    let it = refusal(&create::API, &create_with(goods));
    assert_eq!(it.message_zh, "参数无效：goods_detail[0].price 最多 2 位小数，实际为 1.234");
    let it = refusal(&create::API, r#"{"out_trade_no":"n1","total_amount":0,"subject":"s"}"#);
    assert_eq!(it.code, "ACQ.TOTAL_FEE_EXCEED");
    assert_eq!(it.message_zh, "订单总金额超过限额：total_amount 须不小于 0.01 且不大于 100000000，实际为 0");
}

#[test]
fn values_that_nobody_may_see_are_masked() {
    let code = "2".repeat(65);
    let it = refusal(&pay::API, &format!(r#"{{"out_trade_no":"1","auth_code":"{code}","subject":"s"}}"#));
    assert_eq!((it.code, it.got.as_str()), ("ACQ.PAYMENT_AUTH_CODE_INVALID", "***"));
    assert!(!it.message_zh.contains("22") && !it.message_en.contains("22"));
    let it = refusal(&create::API, &create_with(r#","ext_user_info":"{\"cert_no\":\"110101\",}""#));
    assert_eq!((it.path.as_str(), it.got.as_str()), ("ext_user_info", "***"));
    let it = refusal(&create::API, &create_with(&format!(r#","seller_id":"{}""#, "中".repeat(100))));
    assert_eq!(it.got, "中".repeat(GOT_MAX));
}

#[test]
fn input_is_read_tolerantly_and_kept_exactly() {
    let text = r#"{"out_trade_no":20150320010101001,"total_amount":88.880,"subject":"a=b","body":null,"seller_id":"",
        "product_code":"jsapi_pay","buyer_id":"2088102146225135","goods_detail":"[{\"goods_id\":1,\"goods_name\":\"n\",\"quantity\":\"1.50\",\"price\":2000}]",
        "business_params":"{\"data\":\"123\",\"mcCreateTradeIp\":\"127.0.0.1\"}","extend_params":{"royalty_freeze":"TRUE","x":1},
        "agreement_sign_params":{"product_code":"GENERAL_WITHHOLDING","personal_product_code":"P","sign_scene":"S","access_params":{"channel":"qrcode"},"allow_huazhi_degrade":"false"},
        "enable_pay_channels":"PCREDIT,moneyfund,x","what":{"ever":1},"subject":"s/t"}"#;
    let it = accepted(&create::API, text);
    assert_eq!(
        it.tree.to_json(),
        concat!(
            r#"{"out_trade_no":"20150320010101001","total_amount":"88.880","subject":"s/t","product_code":"JSAPI_PAY","#,
            r#""buyer_id":"2088102146225135","goods_detail":[{"goods_id":"1","goods_name":"n","quantity":"1.50","price":"2000"}],"#,
            r#""extend_params":{"royalty_freeze":"true"},"business_params":{"mc_create_trade_ip":"127.0.0.1","data":"123"},"#,
            r#""enable_pay_channels":"pcredit,moneyFund,x","agreement_sign_params":{"product_code":"GENERAL_WITHHOLDING","#,
            r#""personal_product_code":"P","sign_scene":"S","access_params":{"channel":"QRCODE"},"allow_huazhi_degrade":false}}"#,
        )
    );
    assert_eq!(it.unknown, ["what", "extend_params.x"]);
    let flag = |kind, path: &str| Flag { kind, path: path.to_owned() };
    assert_eq!(
        it.flags,
        [flag(FlagKind::DuplicateMember, "subject"), flag(FlagKind::ForbiddenCharacters, "subject")]
    );
    let request = create::Request::from_tree(&it.tree).unwrap();
    assert_eq!(request.total_amount, tael_core::money::Fen(8888));
    assert_eq!(request.goods_detail[0].quantity, "1.50");
    assert_eq!(
        request.enable_pay_channels.iter().map(|c| c.as_str()).collect::<Vec<_>>(),
        ["pcredit", "moneyFund", "x"]
    );
    assert_eq!(request.business_params.unwrap().mc_create_trade_ip.as_deref(), Some("127.0.0.1"));
    assert_eq!(Tree::from_json(&it.tree.to_json()).unwrap(), it.tree);
}

#[test]
fn strict_apps_refuse_forbidden_characters() {
    let strict = Options { strict_characters: true };
    let text = r#"{"out_trade_no":"n1","total_amount":"1","subject":"a&b"}"#;
    let Err(Rejected::Refused(it)) = read(&create::API, text, strict) else { panic!("accepted") };
    assert_eq!(
        (it.path.as_str(), it.rule.name(), it.code),
        ("subject", "characters", "ACQ.INVALID_PARAMETER")
    );
}

#[test]
fn groups_and_conditions_look_at_other_fields() {
    let it = refusal(&create::API, &create_with(r#","product_code":"JSAPI_PAY""#));
    assert_eq!((it.path.as_str(), it.rule.name()), ("buyer_id", "choice"));
    accepted(&create::API, &create_with(""));
    let it = refusal(&create::API, &create_with(r#","enable_pay_channels":"a","disable_pay_channels":"b""#));
    assert_eq!(
        (it.path.as_str(), it.got.as_str()),
        ("disable_pay_channels", "disable_pay_channels, enable_pay_channels")
    );
    let goods = r#","goods_detail":[{"goods_id":"1","goods_name":"n","quantity":1,"price":1,"out_item_id":"i"},{"goods_id":"1","goods_name":"n","quantity":1,"price":1}]"#;
    accepted(&create::API, &create_with(goods));
    for order in [r#"{"trade_component_order_id":"2"}"#, r#""{\"trade_component_order_id\":2}""#] {
        let it = refusal(&create::API, &create_with(&format!(r#"{goods},"extend_params":{order}"#)));
        assert_eq!((it.path.as_str(), it.rule.name()), ("goods_detail[1].out_item_id", "missing"));
    }
    let settle = |more: &str| {
        create_with(&format!(r#","settle_info":{{"settle_detail_infos":[{{"amount":1,{more}}}]}}"#))
    };
    let path = "settle_info.settle_detail_infos[0].trans_in";
    let it = refusal(&create::API, &settle(r#""trans_in_type":"userId""#));
    assert_eq!((it.path.as_str(), it.code), (path, "ACQ.INVALID_PARAMETER"));
    let it = refusal(&create::API, &settle(r#""trans_in_type":"DEFAULTSETTLE","trans_in":"1""#));
    assert_eq!((it.path.as_str(), it.code), (path, "ACQ.ILLEGAL_ARGUMENT"));
    accepted(&create::API, &settle(r#""trans_in_type":"defaultSettle""#));
    let it = accepted(&create::API, &settle(r#""trans_in_type":"cardSerialNo","trans_in":"A0001""#));
    let request = create::Request::from_tree(&it.tree).unwrap();
    assert_eq!(
        request.settle_info.unwrap().settle_detail_infos[0].trans_in_type,
        create::request::SettleInfoSettleDetailInfosTransInType::CardAliasNo
    );
    let it = refusal(&query::API, r#"{"out_trade_no":"","trade_no":null}"#);
    assert_eq!((it.path.as_str(), it.rule.name()), ("out_trade_no", "choice"));
}

#[test]
fn wrong_types_are_refused_where_they_stand() {
    for (member, path, rule) in [
        (r#""body":{"a":1}"#, "body", "type"),
        (r#""body":["a"]"#, "body", "type"),
        (r#""body":true"#, "body", "type"),
        (r#""goods_detail":{"goods_id":"1"}"#, "goods_detail", "type"),
        (r#""goods_detail":["a"]"#, "goods_detail[0]", "type"),
        (r#""goods_detail":[null]"#, "goods_detail[0]", "type"),
        (r#""extend_params":[1]"#, "extend_params", "type"),
        (r#""extend_params":"no json""#, "extend_params", "type"),
        (r#""extend_params":1"#, "extend_params", "type"),
        (r#""extend_params":{"industry_reflux_info":{"a":1}}"#, "extend_params.industry_reflux_info", "type"),
        (r#""query_options":["a",""]"#, "query_options[1]", "missing"),
        (r#""query_options":["a",{}]"#, "query_options[1]", "type"),
        (r#""query_options":"a""#, "query_options", "type"),
        (r#""time_expire":"2026-02-30 00:00:00""#, "time_expire", "format"),
        (r#""timeout_express":"16d""#, "timeout_express", "duration"),
        (r#""timeout_express":"90""#, "timeout_express", "pattern"),
        (r#""discountable_amount":"1e2""#, "discountable_amount", "type"),
        (r#""discountable_amount":-1"#, "discountable_amount", "type"),
        (r#""logistics_detail":{"logistics_type":"BOAT"}"#, "logistics_detail.logistics_type", "values"),
        (r#""settle_info":{"settle_detail_infos":[]}"#, "settle_info.settle_detail_infos", "items"),
    ] {
        let it = refusal(&create::API, &create_with(&format!(",{member}")));
        assert_eq!((it.path.as_str(), it.rule.name()), (path, rule), "{member}");
        assert!(it.message_zh.contains(path) && it.message_en.contains(path));
    }
    accepted(
        &create::API,
        &create_with(r#","timeout_express":"1c","extend_params":{"industry_reflux_info":12}"#),
    );
}

#[test]
fn what_is_no_json_is_not_a_refusal() {
    for text in ["[]", "{", "x", "{}{}"] {
        assert!(matches!(read(&create::API, text, Options::default()), Err(Rejected::NotJson(_))), "{text}");
    }
}

#[test]
fn notes_are_bounded() {
    let many: String = (0..500).map(|i| format!(r#","x{i}":1,"subject":"s""#)).collect();
    let it = accepted(&create::API, &create_with(&many));
    assert_eq!((it.unknown.len(), it.flags.len()), (NOTES_MAX, NOTES_MAX));
}

#[test]
fn tables_are_sound() {
    fn sound(api: &Api, fields: &[Field]) {
        for field in fields {
            assert!(field.pattern.is_none_or(Pattern::is_sound), "{}", field.path);
            for code in [
                field.codes.missing,
                field.codes.range,
                field.codes.length,
                field.codes.items,
                field.codes.values,
                field.codes.pattern,
            ] {
                assert!(code.is_none_or(|code| api.error(code).is_some()), "{}: {code:?}", field.path);
            }
            for condition in [field.required_when, field.forbidden_when].into_iter().flatten() {
                assert!(api.request_field(condition.path).is_some(), "{}: {}", field.path, condition.path);
                assert!(condition.code.is_none_or(|code| api.error(code).is_some()), "{}", field.path);
            }
            sound(api, field.children);
        }
    }
    for api in crate::generated::APIS {
        sound(api, api.request);
        let code = api.invalid_parameter;
        assert!(
            crate::generated::Code::ALL.iter().any(|known| known.as_str() == code),
            "{}: {code}",
            api.method
        );
    }
}

#[test]
fn answers_are_objects() {
    use tael_core::money::Fen;
    let goods =
        |id: &str| pay::response::DiscountGoodsDetail { goods_id: Some(id.into()), ..Default::default() };
    let answer = pay::Response {
        trade_no: Some("1".into()),
        total_amount: Some(Fen(12)),
        gmt_payment: tael_core::time::Instant::parse_beijing("2026-11-22 10:00:00"),
        fund_bill_list: vec![pay::response::FundBillList {
            fund_channel: Some("ALIPAYACCOUNT".into()),
            amount: Some(Fen(12)),
            ..Default::default()
        }],
        discount_goods_detail: vec![goods("a"), goods("b")],
        enterprise_pay_info: Some(pay::response::EnterprisePayInfo {
            is_use_enterprise_pay: Some(true),
            ..Default::default()
        }),
        ..Default::default()
    };
    assert_eq!(
        answer.object().to_json(),
        concat!(
            r#"{"discount_goods_detail":"[{\"goods_id\":\"a\"},{\"goods_id\":\"b\"}]","enterprise_pay_info":{"is_use_enterprise_pay":"true"},"#,
            r#""fund_bill_list":[{"amount":"0.12","fund_channel":"ALIPAYACCOUNT"}],"gmt_payment":"2026-11-22 10:00:00","#,
            r#""total_amount":"0.12","trade_no":"1"}"#
        )
    );
    assert_eq!(pay::Response::default().object().to_json(), "{}");
}

#[test]
fn errors_are_the_rows_of_the_table() {
    use crate::generated::Code;
    assert_eq!(query::Error::of(Code::TradeNotExist), Some(query::Error::TradeNotExist));
    assert_eq!(query::Error::of(Code::TradeHasClose), None);
    assert_eq!(pay::Error::ALL.len(), pay::API.errors.len());
    for error in pay::Error::ALL {
        let row = pay::API.error(error.code()).unwrap();
        assert_eq!((row.message_zh, row.fix_en), (error.message_zh(), error.fix_en()));
    }
    for code in Code::ALL {
        let row = create::API.error(code.as_str());
        assert_eq!(create::Error::of(*code).map(create::Error::code), row.map(|row| row.code));
    }
}

#[test]
fn every_field_refuses_and_accepts_what_its_rules_say() {
    use super::cases::{Expected, cases, minimal};
    for api in crate::generated::APIS {
        let base = minimal(api);
        accepted(api, &base);
        let cases = cases(api, &base);
        let mut wrong = Vec::new();
        for case in &cases {
            let is = match read(api, &case.biz_content, Options::default()) {
                Ok(it) => match &case.expected {
                    Expected::Accepted { path, .. } => Expected::Accepted {
                        path: path.clone(),
                        value: it.tree.get(path).map(Node::to_json).unwrap_or_default(),
                    },
                    Expected::Refused { path, .. } => {
                        Expected::Accepted { path: path.clone(), value: it.tree.to_json() }
                    }
                },
                Err(Rejected::Refused(it)) => {
                    assert!(it.message_zh.contains(&it.path), "{}", it.message_zh);
                    Expected::Refused { code: it.code, path: it.path }
                }
                Err(Rejected::NotJson(why)) => panic!("{}: {why}", case.name),
            };
            if is != case.expected {
                let short: String = case.biz_content.chars().take(300).collect();
                wrong.push(format!(
                    "{}\n  sent {short}\n  want {:.300?}\n  is   {is:.300?}",
                    case.name, case.expected
                ));
            }
        }
        assert!(wrong.is_empty(), "{}: {} of {}\n{}", api.method, wrong.len(), cases.len(), wrong.join("\n"));
        fn tried(fields: &[Field], cases: &[super::cases::Case]) {
            for field in fields {
                let of_field = || cases.iter().filter(|case| std::ptr::eq(case.field, field));
                let refused = |case: &super::cases::Case| matches!(case.expected, Expected::Refused { .. });
                assert!(of_field().any(refused), "{}: nothing refused", field.path);
                assert!(
                    of_field().any(|c| !refused(c)) || field.kind == Kind::Object,
                    "{}: nothing accepted",
                    field.path
                );
                tried(field.children, cases);
            }
        }
        tried(api.request, &cases);
    }
}

#[test]
fn a_case_can_have_an_order_number_of_its_own() {
    use super::cases::{cases, minimal};
    for case in cases(&create::API, &minimal(&create::API)) {
        let own = Tree::from_json(&case.with("out_trade_no", "x1")).unwrap();
        let is_set = own.get("out_trade_no") == Some(&Node::Text("x1".into()));
        assert_eq!(is_set, case.field.path != "out_trade_no", "{}", case.name);
    }
}

fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("\"\"".to_owned()),
        "-?[0-9]{1,20}(\\.[0-9]{1,4})?(e[0-9])?"
            .prop_filter("JSON", |n| serde_json::from_str::<serde_json::Value>(n).is_ok()),
        ".{0,12}".prop_map(|text| serde_json::to_string(&text).unwrap()),
        Just(r#""{\"a\":1}""#.to_owned()),
        Just(r#""[{}]""#.to_owned()),
    ];
    leaf.prop_recursive(4, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((names(), inner), 0..6).prop_map(|members| {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

fn names() -> impl Strategy<Value = String> {
    fn all(fields: &[Field], into: &mut Vec<String>) {
        for field in fields {
            into.push(field.name.to_owned());
            all(field.children, into);
        }
    }
    let mut known = vec!["what".to_owned()];
    for api in crate::generated::APIS {
        all(api.request, &mut known);
    }
    prop::sample::select(known)
}

proptest! {
    #[test]
    fn no_json_panics_and_what_is_accepted_reads_back(value in any_json()) {
        for api in crate::generated::APIS {
            if let Ok(accepted) = read(api, &value, Options::default()) {
                let tree = Tree::from_json(&accepted.tree.to_json());
                prop_assert_eq!(tree.as_ref(), Ok(&accepted.tree));
                // an accepted request is accepted again, unchanged
                let again = read(api, &accepted.tree.to_json(), Options::default()).map(|a| a.tree);
                prop_assert_eq!(again.ok(), Some(accepted.tree));
            }
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        for api in crate::generated::APIS {
            let _ = read(api, &text, Options::default());
            let _ = read(api, &format!("{{\"out_trade_no\":{text}}}"), Options::default());
        }
        let _ = Tree::from_json(&text);
    }

    #[test]
    fn typed_requests_follow_from_accepted_trees(amount in 1i64..=10_000_000_000, more in any_json()) {
        let text = format!(r#"{{"out_trade_no":"n","total_amount":"{}","subject":"s","extend_params":{more}}}"#, tael_core::money::Fen(amount));
        if let Ok(accepted) = read(&create::API, &text, Options::default()) {
            prop_assert_eq!(create::Request::from_tree(&accepted.tree).map(|r| r.total_amount.0), Ok(amount));
        }
    }
}
