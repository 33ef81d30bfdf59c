//! Trade notifications: when one is sent, and what it says (`protocol.md §8.3–8.5`, `semantics.md §1.9`).

use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::env::Env;
use tael_core::id::UserId;
use tael_core::party::{App, User, mask_logon_id};
use tael_core::trade::{Payment, Trade, TradeApi, TradeStatus};
use tael_store::{Outbound, OutboundState, Plan, Topic, Write};

use super::pay;
use crate::open_id::OpenIds;
use crate::schema::answer::json_text;

/// A trade that has just come into a state of which its merchant may want to hear.
pub struct Notice<'a> {
    /// The trade.
    pub trade: &'a Trade,
    /// Its buyer, if known.
    pub buyer: Option<&'a User>,
    /// Its payee.
    pub payee: Option<&'a User>,
    /// The application that is notified.
    pub app: &'a App,
    /// Open ids.
    pub open_ids: &'a dyn OpenIds,
}

/// The default of a switch (`semantics.md §1.9`).
fn default_switch(api: TradeApi, status: TradeStatus) -> bool {
    match api {
        TradeApi::Create | TradeApi::Pay => status == TradeStatus::TradeSuccess,
    }
}

impl Notice<'_> {
    /// Puts the notification into the outbox, where there is an address and its switch is on.
    pub fn enqueue(&self, env: &Env, plan: &mut Plan) {
        let trade = self.trade;
        let Some(target) = &trade.detail.notify else { return };
        let switch = self.app.notify.get(trade.status.as_str()).copied();
        if !switch.unwrap_or_else(|| default_switch(trade.detail.api, trade.status)) {
            return;
        }
        let notify_id = notify_id(trade.buyer.as_ref().unwrap_or(&trade.payee), env);
        let outbound = Outbound {
            book: trade.book,
            id: env.ids.next(),
            world: trade.world,
            params: self.params(&notify_id),
            notify_id,
            topic: Topic::Trade,
            subject: trade.id,
            subject_no: trade.no.0.clone(),
            app_id: trade.app_id.clone(),
            url: target.url.clone(),
            host: host(&target.url),
            charset: target.charset.clone(),
            sign_type: target.sign_type.clone(),
            created_at: env.now,
            due: Some(env.now),
            attempts: 0,
            state: OutboundState::Pending,
        };
        plan.push(Write::Enqueue(Arc::new(outbound)));
    }

    fn params(&self, notify_id: &str) -> Vec<(SmolStr, String)> {
        let trade = self.trade;
        let detail = &trade.detail;
        let mut params = Params(Vec::with_capacity(32));
        params.add("notify_type", "trade_status_sync");
        params.add("notify_id", notify_id);
        params.add("version", "1.0");
        params.add("app_id", trade.app_id.as_str());
        params.add("auth_app_id", detail.context.auth_app_id.as_ref().unwrap_or(&trade.app_id).as_str());
        params.add("trade_no", trade.no.as_str());
        params.add("out_trade_no", trade.out_trade_no.as_str());
        params.add("trade_status", trade.status.as_str());
        params.add("total_amount", trade.total.to_string());
        params.add("subject", detail.subject.as_str());
        params.add("body", detail.body.as_deref().unwrap_or_default());
        self.parties(&mut params);
        params.add("gmt_create", trade.created_at.to_string());
        params.add("gmt_payment", trade.paid_at.map(|at| at.to_string()).unwrap_or_default());
        params.add("passback_params", detail.passback_params.as_deref().unwrap_or_default());
        match (trade.status, &detail.payment) {
            (TradeStatus::TradeSuccess | TradeStatus::TradeFinished, Some(payment)) => {
                amounts(payment, &mut params)
            }
            (TradeStatus::TradeClosed, _) => {
                params.add("refund_fee", "0.00");
                params.add("gmt_close", trade.closed_at.map(|at| at.to_string()).unwrap_or_default());
            }
            _ => {}
        }
        params.0
    }

    fn parties(&self, params: &mut Params) {
        let trade = self.trade;
        if let Some(id) = &trade.buyer {
            let open_id = self.app.open_id_mode.then(|| self.open_ids.of(&self.app.app_id, id)).flatten();
            match open_id {
                Some(open_id) => params.add("buyer_open_id", open_id),
                None => params.add("buyer_id", id.as_str()),
            }
        }
        if trade.status != TradeStatus::TradeClosed {
            params.add("buyer_logon_id", self.buyer.map(|u| mask_logon_id(&u.logon_id)).unwrap_or_default());
        }
        params.add("seller_id", trade.payee.as_str());
        let email = self.payee.map(|u| u.logon_id.as_str()).filter(|name| name.contains('@'));
        params.add("seller_email", email.unwrap_or_default());
    }
}

fn amounts(payment: &Payment, params: &mut Params) {
    params.add("receipt_amount", payment.receipt.to_string());
    params.add("invoice_amount", payment.invoice.to_string());
    params.add("buyer_pay_amount", payment.buyer_pay.to_string());
    params.add("point_amount", payment.point.to_string());
    // camelCase here, unlike in answers
    let bills: Vec<String> = payment
        .bills
        .iter()
        .map(|b| format!(r#"{{"amount":"{}","fundChannel":"{}"}}"#, b.amount, b.channel.fund_channel()))
        .collect();
    params.add("fund_bill_list", format!("[{}]", bills.join(",")));
    discounts(payment, params);
    if payment.charged.amount {
        params.add("charge_amount", payment.fee.to_string());
    }
    params.add("charge_flags", payment.charged.flags.as_deref().unwrap_or_default());
    if let Some(plan) = &payment.instalments {
        let mut info =
            serde_json::json!({"fqAmount": plan.amount, "userInstallNum": plan.number.to_string()});
        if let Some(id) = &plan.inst_id {
            info["fqInstId"] = id.as_str().into();
        }
        params.add("hb_fq_pay_info", info.to_string());
    }
}

/// The vouchers, in camelCase, and what they took off which goods, where any were used.
fn discounts(payment: &Payment, params: &mut Params) {
    let vouchers: Vec<serde_json::Value> = payment
        .vouchers
        .iter()
        .map(|v| {
            let mut voucher = serde_json::json!({
                "amount": v.amount,
                "id": v.coupon.id,
                "merchantContribute": v.merchant_contribute,
                "name": v.coupon.name(),
                "otherContribute": v.other_contribute(),
                "type": v.coupon.voucher_type(),
            });
            for (name, text) in [("memo", &v.coupon.memo), ("templateId", &v.coupon.template_id)] {
                if let Some(text) = text {
                    voucher[name] = text.as_str().into();
                }
            }
            voucher
        })
        .collect();
    if !vouchers.is_empty() {
        params.add("voucher_detail_list", serde_json::Value::from(vouchers).to_string());
    }
    let goods = pay::goods(payment);
    if !goods.is_empty() {
        params.add("discount_goods_detail", json_text(&goods).unwrap_or_default());
    }
    if payment.hyb().is_positive() {
        params.add("hyb_amount", payment.hyb().to_string());
    }
}

/// Parameters of a notification; an empty one is never taken in.
#[derive(Default)]
pub(crate) struct Params(Vec<(SmolStr, String)>);

impl Params {
    /// As the outbox keeps them.
    pub(crate) fn into_pairs(self) -> Vec<(SmolStr, String)> {
        self.0
    }

    /// One more.
    pub(crate) fn add(&mut self, name: &'static str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.push((SmolStr::new_static(name), value));
        }
    }
}

/// 34 digits: day, `01222`, time of the event, a digit, four of the buyer, two digits, eight digits (`protocol.md §8.5`).
pub(crate) fn notify_id(buyer: &UserId, env: &Env) -> SmolStr {
    let at = env.now.to_string();
    let time: String = at.chars().skip(11).filter(char::is_ascii_digit).collect();
    let four = buyer.as_str().get(11..15).filter(|d| d.bytes().all(|b| b.is_ascii_digit())).unwrap_or("0000");
    let (a, b) = (env.random(), env.random());
    SmolStr::new(format!(
        "{}01222{time}{}{four}{:02}{:08}",
        env.now.beijing_day(),
        a % 10,
        a / 10 % 100,
        b % 100_000_000
    ))
}

/// `host:port` of an absolute http(s) URL, lower case, with the scheme's port where none is named.
#[must_use]
pub fn host(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host).to_ascii_lowercase();
    let behind_brackets = authority.rsplit(']').next().unwrap_or_default();
    if behind_brackets.contains(':') {
        return authority;
    }
    let port = if scheme.eq_ignore_ascii_case("https") { 443 } else { 80 };
    format!("{authority}:{port}")
}

/// The buyer as answers name it: by open id to an application in that mode, else by user id.
pub fn buyer_names(app: &App, buyer: &UserId, open_ids: &dyn OpenIds) -> (Option<String>, Option<String>) {
    if app.open_id_mode { (None, open_ids.of(&app.app_id, buyer)) } else { (Some(buyer.to_string()), None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_named_with_their_port() {
        for (url, name) in [
            ("http://Example.com/a?b=c", "example.com:80"),
            ("https://example.com", "example.com:443"),
            ("http://127.0.0.1:9000/n?x=http://y/", "127.0.0.1:9000"),
            ("http://[::1]/n", "[::1]:80"),
            ("http://[::1]:81?n", "[::1]:81"),
            ("https://u:p@h.cn/", "h.cn:443"),
        ] {
            assert_eq!(host(url), name, "{url}");
        }
    }
}
