//! alipay.trade.create — 统一收单交易创建接口 (the merchant creates a trade, the buyer pays it later).
//!
//! Declared in `spec/apis/alipay.trade.create.yaml`; rules: `semantics.md §1.3, §12.2`.

mod signing;

use std::sync::Arc;

use tael_core::channel::ChannelLists;
use tael_core::env::Env;
use tael_core::id::{AppId, UserId};
use tael_core::party::{Contract, Merchant, User};
use tael_core::trade::{FundingTerms, Trade, TradeApi, TradeContext};
use tael_store::{Asked, Plan, View};

use super::notice::Notice;
use super::order::{self, Order};
use super::rules::contract::{self, FACE_TO_FACE, MiniProgramCall};
use super::rules::known::{self, Asking};
use super::rules::payee::{self, Payee};
use super::rules::risk::{self, Stage};
use super::rules::{amounts, buyer, expiry, funding, limits, payer, words};
use super::settlement;
use crate::generated::alipay_trade_create::request::LogisticsDetailLogisticsType;
use crate::generated::alipay_trade_create::{API, Error, Request, Response};
use crate::method::{Accept, Call, Decision, Method, Outcome, Rule};
use crate::schema::Api;

crate::declare_api!(alipay_trade_create);

/// The method.
pub struct Create;

impl Method for Create {
    type Request = Request;
    type Response = Response;
    type Error = Error;
    const API: &'static Api = &API;

    fn decide(call: &Call, request: &Accept<Request>, view: &View, env: &Env) -> Outcome<Self> {
        // a refused creation still names the order
        let named = || Response { out_trade_no: Some(request.out_trade_no.clone()), trade_no: None };
        decide(call, request, view, env).map_err(|stop| stop.or_body(named))
    }
}

fn decide(call: &Call, request: &Accept<Request>, view: &View, env: &Env) -> Outcome<Create> {
    // 1: what only the method can see of the syntax
    let order = order_of(call, request, env)?;
    let buyer = request.buyer_id.as_ref().map(|id| view.user(&UserId::from(id))).transpose();
    let asked = Asked::new().and(buyer).and(view.risk_rules(call.world));
    let known = order::known(call, &order, asked, view)?;
    // 2
    let merchant = contract::merchant(call, view)?;
    let contract = contract::product(&merchant, order.product_code)?;
    order.offer.as_ref().map_or(Ok(()), |offer| signing::contracted(offer, &merchant))?;
    let mini = MiniProgramCall {
        op_app_id: request.op_app_id.as_deref(),
        product_code: order.product_code,
        component_order: order.component_order,
    };
    contract::mini_program(call, &merchant.partner_id, mini, view)?;
    match known {
        Some(trade) => again(&trade, &order, call, request, &merchant, view, env),
        None => fresh(&order, contract, call, request, &merchant, view, env),
    }
}

fn table(code: crate::generated::Code) -> bool {
    Error::of(code).is_some()
}

fn order_of<'a>(call: &Call, request: &'a Accept<Request>, env: &Env) -> Result<Order<'a>, Rule> {
    let product_code = request.product_code.as_ref().map_or(FACE_TO_FACE, |p| p.as_str());
    let total = Some(request.total_amount);
    let amounts =
        amounts::complete(total, request.discountable_amount, request.undiscountable_amount, false)?;
    let face_to_face = product_code == FACE_TO_FACE;
    let expires_at =
        expiry::ends(request.time_expire, request.timeout_express.as_deref(), face_to_face, env.now)?;
    let list = |names: Vec<&str>| (!names.is_empty()).then(|| names.join(","));
    Ok(Order {
        api: TradeApi::Create,
        out_trade_no: &request.out_trade_no,
        product_code,
        subject: &request.subject,
        body: request.body.as_deref(),
        amounts,
        expires_at,
        component_order: request.extend_params.as_ref().and_then(|e| e.trade_component_order_id.as_deref()),
        channels: ChannelLists {
            enable: list(request.enable_pay_channels.iter().map(|c| c.as_str()).collect()),
            disable: list(request.disable_pay_channels.iter().map(|c| c.as_str()).collect()),
        },
        funding: funding_of(request)?,
        payee: payee::Asked {
            store_id: request.store_id.as_deref(),
            alipay_store_id: request.alipay_store_id.as_deref(),
            seller_id: request.seller_id.as_deref(),
        },
        settlement: settlement::asked!(&**request),
        terminal_id: request.terminal_id.as_deref(),
        passback_params: request.passback_params.as_deref(),
        offer: match &request.agreement_sign_params {
            Some(asked) => Some(signing::offer(asked, call, env)?),
            None => None,
        },
        context: TradeContext {
            auth_app_id: None,
            op_app_id: request.op_app_id.as_deref().map(AppId::from),
            payer: payer::demands(payer_of(request))?,
            buyer_ip: request.business_params.as_ref().and_then(|b| b.mc_create_trade_ip.clone()),
            service_provider: request.extend_params.as_ref().and_then(|e| e.sys_service_provider_id.clone()),
            enterprise: request.business_params.as_ref().and_then(|b| {
                let amount = b.enterprise_pay_amount.as_ref().map(|_| String::new());
                b.enterprise_pay_info.clone().or(amount)
            }),
            institution: None,
        },
        request: &request.text,
    })
}

fn funding_of(request: &Request) -> Result<FundingTerms, Rule> {
    let goods = funding::goods!(request.goods_detail).collect();
    let asked = request.extend_params.as_ref().map_or_else(Default::default, |e| funding::Instalments {
        hb_number: e.hb_fq_num.as_deref(),
        hb_seller_percent: e.hb_fq_seller_percent.as_deref(),
        number: e.fq_num.as_deref(),
        seller_percent: e.fq_seller_percent.as_deref(),
        channels: e.fq_channels.as_deref(),
    });
    let logistics = request.logistics_detail.as_ref().and_then(|l| l.logistics_type.as_ref());
    funding::terms(goods, logistics == Some(&LogisticsDetailLogisticsType::Virtual), asked)
}

/// `ext_user_info`, for the rule.
fn payer_of(request: &Request) -> payer::Asked<'_> {
    let Some(info) = &request.ext_user_info else { return payer::Asked::default() };
    payer::Asked {
        name: info.name.as_deref(),
        cert_no: info.cert_no.as_deref(),
        cert_type: info.cert_type.as_ref().map(|t| t.as_str()),
        min_age: info.min_age.as_deref(),
        identity_hash: info.identity_hash.as_deref(),
        check: info.need_check_info.as_ref().is_some_and(|t| t.as_str() == "T"),
        fix: info.fix_buyer.as_ref().is_some_and(|t| t.as_str() == "T"),
    }
}

fn named(request: &Request) -> buyer::Named<'_> {
    buyer::Named {
        open_id: request.buyer_open_id.as_deref(),
        op_open_id: request.op_buyer_open_id.as_deref(),
        op_app_id: request.op_app_id.as_deref(),
        user_id: request.buyer_id.as_deref(),
        logon_id: request.buyer_logon_id.as_deref(),
    }
}

/// Step 3: the number is known.
fn again(
    trade: &Trade,
    order: &Order<'_>,
    call: &Call,
    request: &Request,
    merchant: &Arc<Merchant>,
    view: &View,
    env: &Env,
) -> Outcome<Create> {
    known::open(trade, env.now)?;
    let found = buyer::find(named(request), call, view);
    let asking = match &found {
        Ok(Some(user)) => Asking::User(user.user_id.clone()),
        Ok(None) => Asking::Nobody,
        Err(Rule::Need(need)) => return Err(need.clone().into()),
        Err(Rule::Public(error)) => return Err(Rule::Public(*error).into()),
        Err(Rule::Refused { .. }) => Asking::Stranger,
    };
    known::same(trade, &order.again(asking, merchant, view)?)?;
    let payee = payee::resolve(order.payee, merchant, view)?;
    let order = Order { context: trade.detail.context.clone(), ..order.clone() };
    admissible(&order, found?.as_deref(), &payee, merchant, call, view, env)?;
    Ok(Decision::done(Plan::none(), answer(trade)))
}

/// Step 4 and on: the number is new.
fn fresh(
    order: &Order<'_>,
    contract: &Contract,
    call: &Call,
    request: &Request,
    merchant: &Arc<Merchant>,
    view: &View,
    env: &Env,
) -> Outcome<Create> {
    let mut payee = payee::resolve(order.payee, merchant, view)?;
    payee.settlement = settlement::decide(order, contract, &payee, merchant, view)?;
    let buyer = buyer::find(named(request), call, view)?;
    admissible(order, buyer.as_deref(), &payee, merchant, call, view, env)?;
    let trade =
        order.open(call, &merchant.partner_id, &payee, buyer.as_ref().map(|b| b.user_id.clone()), env);
    let seller = view.user(&payee.user)?;
    let mut plan = Plan::none();
    order.insert(&trade, &mut plan);
    order::arm(&trade, &mut plan);
    let notice = Notice {
        trade: &trade,
        buyer: buyer.as_deref(),
        payee: seller.map(Arc::as_ref),
        app: &call.app,
        open_ids: &*call.open_ids,
    };
    notice.enqueue(env, &mut plan);
    Ok(Decision::done(plan, answer(&trade)))
}

/// Steps 5 to 7.
fn admissible(
    order: &Order<'_>,
    buyer: Option<&User>,
    payee: &Payee,
    merchant: &Merchant,
    call: &Call,
    view: &View,
    env: &Env,
) -> Result<(), Rule> {
    let (total, at) = (order.amounts.total, (call.book, env.now));
    if let Some(buyer) = buyer {
        buyer::enabled_for_creation(buyer)?;
        buyer::not_the_payee(&buyer.user_id, &payee.user)?;
        payer::buyer_certified(buyer, total, table)?;
        payer::is_demanded(order.context.payer.as_ref(), buyer, env.now, table)?;
        order.offer.as_ref().map_or(Ok(()), |offer| signing::room(offer, buyer, merchant, call, view))?;
    }
    payer::payee_certified(&payee.user, total, at, view, table)?;
    limits::of_payee(&payee.user, &payee.merchant, total, at, view, table)?;
    if let Some(buyer) = buyer {
        limits::of_buyer(buyer, total, env.now, view, table)?;
    }
    words::allowed(merchant, order.subject, order.body)?;
    let facts = order.facts(buyer, &payee.user, &merchant.partner_id, call);
    risk::clear(Stage::Order, call.world, &facts, view, table)?;
    words::ip_named(merchant, order.context.buyer_ip.as_deref())
}

fn answer(trade: &Trade) -> Response {
    Response { out_trade_no: Some(trade.out_trade_no.to_string()), trade_no: Some(trade.no.to_string()) }
}

#[cfg(test)]
mod signing_tests;
#[cfg(test)]
mod tests;
