//! A service provider calls for a merchant by its app_auth_token (protocol.md §12, gateway-errors.yaml).

use serde_json::{Value, json};

use super::{CREATE, GATEWAY, PAY, QUERY, order, payment};
use crate::harness::{Answer, Client, Gateway, Receiver, Shop, text};

/// A merchant, and a provider's application that it has authorised.
struct Pair {
    shop: Shop,
    provider: Shop,
    token: String,
}

impl Pair {
    fn new(gateway: &Gateway, more: Value) -> Pair {
        let (shop, provider) = (gateway.shop(), gateway.shop());
        let mut body = json!({"app_id": provider.client.app_id, "auth_app_id": shop.client.app_id});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let made = gateway.control_ok("POST", "/app-auths", body);
        assert_eq!((&made["partner_id"], &made["status"]), (&json!(shop.pid), &json!("VALID")), "{made}");
        Pair { token: text(&made, "/app_auth_token"), shop, provider }
    }
}

fn for_merchant(
    gateway: &Gateway,
    client: &Client,
    token: &str,
    method: &str,
    biz: &Value,
    url: &str,
) -> Answer {
    let call = client.call(method, &biz.to_string()).set("app_auth_token", token);
    gateway.ask(if url.is_empty() { call } else { call.set("notify_url", url) }.signed().post())
}

#[test]
fn a_provider_creates_and_its_merchant_collects() {
    let gateway = GATEWAY.get();
    let receiver = Receiver::answering(&["success"]);
    let Pair { shop, provider, token } = &Pair::new(&gateway, json!({}));
    assert!(token.len() == 40 && token.contains("BB"), "{token}");
    let buyer = gateway.new_buyer(json!({}));
    let rebate = json!({"extend_params": {"sys_service_provider_id": provider.pid}});
    let made =
        for_merchant(&gateway, &provider.client, token, CREATE, &order("S1", rebate), receiver.url()).ok();
    let trade_no = made.text("trade_no").to_owned();
    // the number is the merchant's, whoever calls
    let again = gateway.asks(&shop.client, CREATE, &order("S1", json!({}))).ok();
    assert_eq!(again.text("trade_no"), trade_no);
    gateway.asks(&provider.client, QUERY, &json!({"out_trade_no": "S1"})).refused("ACQ.TRADE_NOT_EXIST");
    gateway.pay(&trade_no, &buyer);
    let trade = gateway.trade(&trade_no);
    assert_eq!((&trade["pid"], &trade["payee"]), (&json!(shop.pid), &json!(shop.pid)), "{trade}");
    assert_eq!(trade["app_id"], json!(provider.client.app_id));
    let asked = json!({"out_trade_no": "S1"});
    let seen = for_merchant(&gateway, &provider.client, token, QUERY, &asked, "").ok();
    assert_eq!(seen.text("trade_status"), "TRADE_SUCCESS");

    let told = receiver.next();
    let of = |name: &str| told.get(name);
    assert_eq!(of("app_id"), Some(provider.client.app_id.as_str()));
    assert_eq!(of("auth_app_id"), Some(shop.client.app_id.as_str()));
    assert_eq!(of("seller_id"), Some(shop.pid.as_str()));

    // what the provider may bill
    let record = &trade["rebate"];
    assert_eq!(record["sys_service_provider_id"], json!(provider.pid), "{trade}");
    assert_eq!((&record["receipt"], &record["fee"]), (&json!("88.88"), &json!("0.53")));
    let listed =
        gateway.control_ok("GET", &format!("/rebates?sys_service_provider_id={}", provider.pid), Value::Null);
    assert_eq!(listed["data"].as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(listed["data"][0]["trade_no"], json!(trade_no));
    gateway.audit();
}

#[test]
fn a_provider_scans_codes_for_its_merchant() {
    let gateway = GATEWAY.get();
    let Pair { shop, provider, token } = &Pair::new(&gateway, json!({"methods": [PAY]}));
    let buyer = gateway.new_buyer(json!({}));
    let request = payment("P1", &gateway.auth_code(&buyer), json!({}));
    let paid = for_merchant(&gateway, &provider.client, token, PAY, &request, "").ok();
    assert_eq!(gateway.trade(paid.text("trade_no"))["payee"], json!(shop.pid));
    // the merchant's contracts count, not the provider's
    gateway.change(&format!("/merchants/{}", shop.pid), json!({"contracts": []}));
    let request = payment("P2", &gateway.auth_code(&buyer), json!({}));
    for_merchant(&gateway, &provider.client, token, PAY, &request, "").refused("ACQ.ACCESS_FORBIDDEN");
    // and only what was authorised
    let refused = for_merchant(&gateway, &provider.client, token, QUERY, &json!({"out_trade_no": "P1"}), "");
    assert_eq!(refused.text("code"), "20001");
    assert_eq!(refused.key, "alipay_trade_query_response");
    refused.refused("aop.invalid-app-auth-token-no-api");
}

#[test]
fn a_token_that_does_not_hold_is_refused_and_writes_nothing() {
    let gateway = GATEWAY.get();
    let pair = Pair::new(&gateway, json!({}));
    let Pair { shop, provider, token } = &pair;
    let path = format!("/app-auths/{token}");
    let over = gateway.now_plus(-60);
    let expect = |client: &Client, token: &str, code: &str| {
        let refused = for_merchant(&gateway, client, token, CREATE, &order("T1", json!({})), "");
        assert_eq!((refused.text("code"), refused.key.as_str()), ("20001", "alipay_trade_create_response"));
        refused.refused(code);
    };
    expect(&provider.client, "201611BB0000000000000000000000000000X14", "aop.invalid-app-auth-token");
    expect(&provider.client, &"9".repeat(41), "aop.invalid-app-auth-token");
    // a token is its application's own: not the merchant's, not a stranger's
    expect(&shop.client, token, "aop.invalid-app-auth-token");
    expect(&gateway.shop().client, token, "aop.invalid-app-auth-token");
    for (patch, code) in [
        (json!({"status": "REVOKED"}), "aop.invalid-app-auth-token"),
        (json!({"status": "VALID", "expires_at": over}), "aop.app-auth-token-time-out"),
        (json!({"expires_at": null, "methods": []}), "aop.invalid-app-auth-token-no-api"),
    ] {
        gateway.change(&path, patch);
        expect(&provider.client, token, code);
    }
    gateway.change(&path, json!({"methods": [CREATE, QUERY]}));
    let asked = json!({"out_trade_no": "T1"});
    for_merchant(&gateway, &provider.client, token, QUERY, &asked, "").refused("ACQ.TRADE_NOT_EXIST");
    for_merchant(&gateway, &provider.client, token, CREATE, &order("T1", json!({})), "").ok();
}

#[test]
fn the_demo_provider_is_ready() {
    let gateway = GATEWAY.get();
    let client = gateway.client_of("/isv_app");
    let token = gateway.demo_text("/isv_app/app_auth_token");
    let made = for_merchant(&gateway, &client, token, CREATE, &order("D_isv", json!({})), "").ok();
    let trade = gateway.trade(made.text("trade_no"));
    assert_eq!(trade["pid"].as_str(), Some(gateway.demo_text("/merchant/partner_id")));
    assert!(trade.get("rebate").is_none(), "{trade}");
}
