//! alipay.trade.query — 统一收单交易查询 (what became of a trade).
//!
//! Declared in `spec/apis/alipay.trade.query.yaml`; rules: `semantics.md §1.6`.

mod funded;
mod settled;
mod told;

use std::sync::Arc;

use tael_core::env::Env;
use tael_core::id::TradeNo;
use tael_core::money::Fen;
use tael_core::party::{Merchant, User, mask_logon_id};
use tael_core::trade::{Payment, Trade, TradeStatus as Status};
use tael_store::{Join, Plan, View};

use super::funded::Groups;
use super::notice::buyer_names;
use crate::generated::alipay_trade_query::request::QueryOptions;
use crate::generated::alipay_trade_query::response::{
    AsyncPayApplyStatus, AuthTradePayMode, BuyerUserType, CreditPayMode, TradeStatus,
};
use crate::generated::alipay_trade_query::{API, Error, Request, Response};
use crate::method::{Accept, Call, Decision, Method, Outcome, Rule, Stop};
use crate::schema::Api;

crate::declare_api!(alipay_trade_query);

/// The method.
pub struct Query;

impl Method for Query {
    type Request = Request;
    type Response = Response;
    type Error = Error;
    const API: &'static Api = &API;
    const READS_ONLY: bool = true;

    fn decide(call: &Call, request: &Accept<Request>, view: &View, env: &Env) -> Outcome<Self> {
        let Some(pid) = &call.pid else { return Err(not_exist(request)) };
        let found = match (request.trade_no.as_deref(), request.out_trade_no.as_deref()) {
            (Some(no), _) => view.trade_by_no(call.book, &TradeNo::from(no))?,
            (None, Some(out)) => view.trade_by_out(call.book, pid, out)?,
            (None, None) => None,
        };
        // another merchant's trade does not exist for this one
        let Some(trade) = found.filter(|t| t.pid == *pid) else { return Err(not_exist(request)) };
        let buyer = trade.buyer.as_ref().map_or(Ok(None), |id| view.user(id));
        let (merchant, buyer) = (view.merchant(pid), buyer).join()?;
        let (merchant, buyer) = (merchant.map(Arc::as_ref), buyer.map(Arc::as_ref));
        let groups = funding_groups(request, trade, merchant);
        let mut response = answer(trade, buyer, groups, call, env);
        told::add(trade, merchant, &mut response);
        let asked = request.query_options.contains(&QueryOptions::EnterprisePayInfo);
        response.enterprise_pay_info = told::enterprise(asked, trade, buyer)?;
        Ok(Decision::done(Plan::none(), response))
    }
}

/// The live gateway answers an unknown trade with its number and zero amounts.
fn not_exist(request: &Request) -> Stop<Error, Response> {
    let body = Response { out_trade_no: request.out_trade_no.clone(), ..unpaid_amounts() };
    let hint = "this merchant has no trade with this number; before the buyer has scanned or opened the cashier none exists";
    let stop: Stop<Error, Response> = Rule::because(crate::generated::Code::TradeNotExist, hint).into();
    stop.with_body(body)
}

fn unpaid_amounts() -> Response {
    Response {
        buyer_pay_amount: Some(Fen::ZERO),
        invoice_amount: Some(Fen::ZERO),
        point_amount: Some(Fen::ZERO),
        receipt_amount: Some(Fen::ZERO),
        ..Response::default()
    }
}

/// The optional groups: asked for, or given by the contract.
fn funding_groups(request: &Request, trade: &Trade, merchant: Option<&Merchant>) -> Groups {
    let asked = request.query_options.iter().map(QueryOptions::as_str);
    let product = &trade.detail.product_code;
    let contract = merchant.and_then(|m| m.contracts.iter().find(|c| c.product_code == *product));
    Groups::of(asked, contract, trade.detail.payment.as_ref())
}

fn answer(trade: &Trade, buyer: Option<&User>, groups: Groups, call: &Call, env: &Env) -> Response {
    let (user_id, open_id) = match &trade.buyer {
        Some(id) => buyer_names(&call.app, id, &*call.open_ids),
        None => (None, None),
    };
    let amounts = match &trade.detail.payment {
        Some(payment) => paid_amounts(payment, trade, buyer, groups),
        None => unpaid_amounts(),
    };
    let mut response = Response {
        trade_no: Some(trade.no.to_string()),
        out_trade_no: Some(trade.out_trade_no.to_string()),
        trade_status: Some(status(trade.status_at(env.now))),
        total_amount: Some(trade.total),
        buyer_logon_id: buyer.map(|b| mask_logon_id(&b.logon_id)),
        buyer_user_id: user_id,
        buyer_open_id: open_id,
        store_id: trade.detail.store_id.clone(),
        alipay_store_id: trade.detail.alipay_store_id.clone(),
        store_name: trade.detail.store_name.clone(),
        terminal_id: trade.detail.terminal_id.clone(),
        async_pay_apply_status: trade.detail.asynchronous.as_ref().map(|_| AsyncPayApplyStatus::S),
        ..amounts
    };
    settled::add(trade, groups.settlement, &mut response);
    response
}

fn paid_amounts(payment: &Payment, trade: &Trade, buyer: Option<&User>, groups: Groups) -> Response {
    let credit = payment.advance;
    let later = credit.filter(|advance| advance.pay_later);
    let mut response = Response {
        auth_trade_pay_mode: credit.map(|_| AuthTradePayMode::CreditPreauthPay),
        pre_auth_pay_amount: credit.map(|_| trade.total),
        credit_pay_mode: later.map(|_| CreditPayMode::CreditAdvanceV2),
        credit_biz_order_id: later.and(payment.authority.as_ref()).map(|by| by.no().to_string()),
        receipt_amount: Some(payment.receipt),
        buyer_pay_amount: Some(payment.buyer_pay),
        point_amount: Some(payment.point),
        invoice_amount: Some(payment.invoice),
        send_pay_date: trade.paid_at,
        buyer_user_type: buyer
            .map(|b| if b.corporate { BuyerUserType::Corporate } else { BuyerUserType::Private }),
        ..Response::default()
    };
    funded::add(payment, groups, &mut response);
    response
}

fn status(status: Status) -> TradeStatus {
    match status {
        Status::WaitBuyerPay => TradeStatus::WaitBuyerPay,
        Status::TradeSuccess => TradeStatus::TradeSuccess,
        Status::TradeFinished => TradeStatus::TradeFinished,
        Status::TradeClosed => TradeStatus::TradeClosed,
    }
}

#[cfg(test)]
mod tests;
