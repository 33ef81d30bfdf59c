//! `tael errors`.

use super::tool::{Scratch, command, ended, tael};

#[test]
fn every_code_of_every_method_is_explained() {
    let scratch = Scratch::new();
    for (method, own) in [("alipay.trade.create", 46), ("alipay.trade.pay", 60), ("alipay.trade.query", 4)] {
        let document = tael(scratch.path(), &["errors", method, "--format", "json"]).json();
        let rows = document["errors"].as_array().unwrap();
        let business = rows.iter().filter(|row| row["kind"] == "business").count();
        assert!(business >= own, "{method} has {business}");
        for row in rows {
            let text = |name: &str| row[name].as_str().unwrap_or_default();
            assert!(
                !text("cause").is_empty() && !text("fix").is_empty() && !text("sub_msg").is_empty(),
                "{row}"
            );
            assert_eq!(row["raised"] == false, !text("never_because").is_empty(), "{row}");
        }
        let page = tael(scratch.path(), &["errors", method]).ok();
        for title in ["Raised by the method", "Raised by the gateway", "Never raised"] {
            assert!(page.contains(title), "{title} is not in {page}");
        }
    }
}

#[test]
fn one_code_in_each_language_and_none_that_is_not() {
    let scratch = Scratch::new();
    let pay = ["errors", "alipay.trade.pay", "--code", "ACQ.PAYMENT_AUTH_CODE_INVALID"];
    let english = tael(scratch.path(), &pay).ok();
    assert!(english.contains("auth_code is malformed, unknown, expired or used"), "{english}");
    let chinese = tael(scratch.path(), &[&pay[..], &["--lang", "zh"]].concat()).ok();
    assert!(chinese.contains("触发：") && chinese.contains("支付授权码无效"), "{chinese}");
    let mut by_locale = command(scratch.path(), &pay);
    by_locale.env("LANG", "zh_CN.UTF-8");
    assert_eq!(ended(by_locale).ok(), chinese);
    let silent =
        tael(scratch.path(), &["errors", "alipay.trade.create", "--code", "ACQ.SUB_MERCHANT_CREATE_FAIL"])
            .ok();
    assert!(silent.contains("never, because a code of former versions"), "{silent}");
    tael(scratch.path(), &["errors", "alipay.trade.pay", "--code", "ACQ.NOTHING"]).fails(2, "ACQ.NOTHING");
    tael(scratch.path(), &["errors", "alipay.trade.dance"]).fails(2, "alipay.trade.query");
    tael(scratch.path(), &["errors"]).fails(2, "METHOD");
    assert!(!scratch.path().exists(), "nothing is made");
}
