//! alipay.trade.pay — 统一收单交易支付接口 (the merchant scans the buyer's payment code).
//!
//! Declared in `spec/apis/alipay.trade.pay.yaml`; rules: `semantics.md §1.3, §1.5, §12.2`.

mod answer;
mod credential;
mod funded;

use std::sync::Arc;

use tael_core::channel::ChannelLists;
use tael_core::env::Env;
use tael_core::party::{Contract, Merchant, User};
use tael_core::trade::{
    AsyncPay, FundingTerms, Payment, Trade, TradeApi, TradeContext, TradeEvent, TradeStatus,
};
use tael_store::{Asked, AuthCode, Happening, Plan, View, Write};

use super::asynchronous;
use super::funded::Groups;
use super::funding::{self, Choice};
use super::order::{self, Order};
use super::payment::{Paying, not_payable};
use super::rules::contract::{self, FACE_TO_FACE};
use super::rules::known::{self, Asking};
use super::rules::payee::{self, Payee};
use super::rules::risk::{self, Stage};
use super::rules::{self, amounts, buyer, expiry, limits, payer, words};
use super::settlement;
use crate::generated::Code;
use crate::generated::alipay_trade_pay::{API, Error, Request, Response};
use crate::method::{Accept, Call, Decision, Method, Outcome, Rule, Stop};
use crate::schema::Api;
use crate::wallet;
use credential::Credential;
pub(super) use funded::goods;

crate::declare_api!(alipay_trade_pay);

/// The method.
pub struct Pay;

impl Method for Pay {
    type Request = Request;
    type Response = Response;
    type Error = Error;
    const API: &'static Api = &API;

    fn decide(call: &Call, request: &Accept<Request>, view: &View, env: &Env) -> Outcome<Self> {
        decide(call, request, view, env)
            .map_err(|stop| stop.or_body(|| answer::failed(&request.out_trade_no)))
    }
}

fn decide(call: &Call, request: &Accept<Request>, view: &View, env: &Env) -> Outcome<Pay> {
    // 1: what only the method can see of the syntax
    let order = order_of(request, env)?;
    let code =
        request.auth_code.as_deref().map(|code| view.auth_code(wallet::book_of(code), code)).transpose();
    let asked = Asked::new().and(code).and(view.app(&call.app.app_id)).and(view.risk_rules(call.world));
    let known = order::known(call, &order, asked, view)?;
    // 2
    let merchant = contract::merchant(call, view)?;
    let contract = contract::product(&merchant, order.product_code)?;
    // 3
    if let Some(trade) = &known {
        known::open(trade, env.now)?;
    }
    let attempt = Attempt { call, request, order: &order, merchant: &merchant, contract, view, env };
    match known {
        Some(trade) => attempt.again(trade),
        None => attempt.first(),
    }
}

fn table(code: Code) -> bool {
    Error::of(code).is_some()
}

fn order_of<'a>(request: &'a Accept<Request>, env: &Env) -> Result<Order<'a>, Rule> {
    let product_code = match request.product_code.as_ref().map_or(FACE_TO_FACE, |p| p.as_str()) {
        // two names of one product: that of the SDK, and that of the freezing call and of contracts
        "PRE_AUTH_ONLINE" => "PREAUTH_PAY",
        other => other,
    };
    let amounts = amounts::complete(
        request.total_amount,
        request.discountable_amount,
        request.undiscountable_amount,
        true,
    )?;
    let expires_at = expiry::ends(request.time_expire, request.timeout_express.as_deref(), true, env.now)?;
    let disabled = &request.disable_pay_channels;
    Ok(Order {
        api: TradeApi::Pay,
        out_trade_no: &request.out_trade_no,
        product_code,
        subject: &request.subject,
        body: request.body.as_deref(),
        amounts,
        expires_at,
        component_order: request.extend_params.as_ref().and_then(|e| e.trade_component_order_id.as_deref()),
        channels: ChannelLists { enable: None, disable: (!disabled.is_empty()).then(|| disabled.join(",")) },
        funding: funding_of(request)?,
        payee: payee::Asked {
            store_id: request.store_id.as_deref(),
            alipay_store_id: request.alipay_store_id.as_deref(),
            seller_id: request.seller_id.as_deref(),
        },
        settlement: settlement::asked!(&**request),
        terminal_id: request.terminal_id.as_deref(),
        passback_params: request.passback_params.as_deref(),
        offer: None,
        context: TradeContext {
            auth_app_id: None,
            op_app_id: None,
            payer: payer::demands(payer_of(request))?,
            buyer_ip: request.business_params.as_ref().and_then(|b| b.mc_create_trade_ip.clone()),
            service_provider: request.extend_params.as_ref().and_then(|e| e.sys_service_provider_id.clone()),
            enterprise: request.business_params.as_ref().and_then(|b| {
                let amount = b.enterprise_pay_amount.as_ref().map(|_| String::new());
                b.enterprise_pay_info.clone().or(amount)
            }),
            institution: request.request_org_pid.clone(),
        },
        request: &request.text,
    })
}

fn funding_of(request: &Request) -> Result<FundingTerms, Rule> {
    let goods = rules::funding::goods!(request.goods_detail).collect();
    let asked =
        request.extend_params.as_ref().map_or_else(Default::default, |e| rules::funding::Instalments {
            hb_number: e.hb_fq_num.as_deref(),
            hb_seller_percent: e.hb_fq_seller_percent.as_deref(),
            number: e.fq_num.as_deref(),
            seller_percent: e.fq_seller_percent.as_deref(),
            channels: e.fq_channels.as_deref(),
        });
    rules::funding::terms(goods, false, asked)
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

/// One attempt to pay an order.
struct Attempt<'a> {
    call: &'a Call,
    request: &'a Request,
    order: &'a Order<'a>,
    merchant: &'a Arc<Merchant>,
    contract: &'a Contract,
    view: &'a View,
    env: &'a Env,
}

/// The trade that an attempt is about.
struct Subject {
    trade: Arc<Trade>,
    /// True where this attempt makes it.
    is_new: bool,
}

impl Attempt<'_> {
    /// Step 3: the number is known and waits.
    fn again(&self, trade: Arc<Trade>) -> Outcome<Pay> {
        let (credential, buyer) = credential::resolve(self, Some(&trade), &trade.payee)?;
        let again = self.order.again(Asking::User(buyer.user_id.clone()), self.merchant, self.view)?;
        known::same(&trade, &again)?;
        let payee = payee::resolve(self.order.payee, self.merchant, self.view)?;
        self.settle(Subject { trade, is_new: false }, &credential, &buyer, &payee)
    }

    /// Steps 4 and 8, then on: the number is new.
    fn first(&self) -> Outcome<Pay> {
        let mut payee = payee::resolve(self.order.payee, self.merchant, self.view)?;
        payee.settlement = settlement::decide(self.order, self.contract, &payee, self.merchant, self.view)?;
        let (credential, buyer) = credential::resolve(self, None, &payee.user)?;
        let trade = self.order.open(self.call, &self.merchant.partner_id, &payee, None, self.env);
        self.settle(Subject { trade, is_new: true }, &credential, &buyer, &payee)
    }

    /// Steps 5, 6, 7 and 9.
    fn settle(
        &self,
        subject: Subject,
        credential: &Credential,
        buyer: &Arc<User>,
        payee: &Payee,
    ) -> Outcome<Pay> {
        let total = self.order.amounts.total;
        self.leaving(&subject, buyer::enabled(buyer))?;
        buyer::not_the_payee(&buyer.user_id, &subject.trade.payee)?;
        self.leaving(&subject, payer::buyer_certified(buyer, total, table))?;
        let demands = subject.trade.detail.context.payer.as_ref();
        self.leaving(&subject, payer::is_demanded(demands, buyer, self.env.now, table))?;
        let at = (self.call.book, self.env.now);
        payer::payee_certified(&payee.user, total, at, self.view, table)?;
        limits::of_payee(&payee.user, &payee.merchant, total, at, self.view, table)?;
        self.leaving(&subject, limits::of_buyer(buyer, total, self.env.now, self.view, table))?;
        words::allowed(self.merchant, self.order.subject, self.order.body)?;
        self.leaving(&subject, self.clear(Stage::Order, buyer, payee))?;
        if let Some(asynchronous) = credential.asynchronous(self.request, self.env) {
            return self.accept(&subject, asynchronous, buyer);
        }
        let payment = self.leaving(&subject, self.funded(credential, buyer, &subject.trade))?;
        self.leaving(&subject, self.clear(Stage::Channel, buyer, payee))?;
        if let Credential::Code(code) = credential
            && (self.call.faults.user_paying || funding::needs_password(buyer, total))
        {
            self.leaving(&subject, reachable(buyer))?;
            return self.wait(&subject, code, buyer);
        }
        self.execute(&subject, credential, buyer, payment)
    }

    /// No operator's risk rule speaks against it.
    fn clear(&self, stage: Stage, buyer: &User, payee: &Payee) -> Result<(), Rule> {
        let facts = self.order.facts(Some(buyer), &payee.user, &self.merchant.partner_id, self.call);
        risk::clear(stage, self.call.world, &facts, self.view, table)
    }

    /// Who funds it: what an authorisation froze, else the buyer's channels.
    fn funded(&self, credential: &Credential, buyer: &User, trade: &Trade) -> Result<Payment, Rule> {
        let tariff = funding::tariff(self.merchant, trade);
        if let Some(payment) = credential.frozen(trade, self.request, &tariff, self.env)? {
            return Ok(payment);
        }
        let choice = Choice::default();
        let order = funding::discounted(trade, buyer, &choice, self.env.now, self.view)?;
        let usable = funding::usable(&order, buyer, &choice)?;
        if credential.is_present() {
            self.switches(buyer, trade)?;
        }
        let payment = funding::paid(order, &usable, buyer, trade, &tariff, self.view)?;
        Ok(Payment { authority: credential.authority(), ..payment })
    }

    /// The switches of the wallet, where the buyer is there.
    fn switches(&self, buyer: &User, trade: &Trade) -> Result<(), Rule> {
        if !buyer.switches.mobile {
            return Err(Rule::because(
                Code::MobilePaymentSwitchOff,
                "the buyer has switched mobile payment off",
            ));
        }
        if !buyer.switches.face && trade.detail.product_code == FACE_TO_FACE {
            let hint = "the buyer has switched face-to-face payment off";
            return Err(Rule::because(Code::UserFacePaymentSwitchOff, hint));
        }
        Ok(())
    }

    /// A refusal for a reason of the payer or the channel leaves the trade waiting (`semantics.md §1.5`).
    fn leaving<T>(&self, subject: &Subject, result: Result<T, Rule>) -> Result<T, Stop<Error, Response>> {
        result.map_err(|rule| {
            let mut plan = Plan::none();
            if subject.is_new {
                self.order.insert(&subject.trade, &mut plan);
                order::arm(&subject.trade, &mut plan);
            }
            Stop::from(rule).leaving(plan, answer::refused(&subject.trade))
        })
    }

    fn execute(
        &self,
        subject: &Subject,
        credential: &Credential,
        buyer: &User,
        payment: Payment,
    ) -> Outcome<Pay> {
        let payee = self.view.user(&subject.trade.payee)?;
        let app = self.view.app(&subject.trade.app_id)?;
        let paying = Paying {
            trade: &subject.trade,
            buyer,
            payment,
            payee: payee.map(Arc::as_ref),
            app: app.unwrap_or(&self.call.app),
            open_ids: &*self.call.open_ids,
            armed: !subject.is_new,
        };
        let mut plan = Plan::none();
        if subject.is_new {
            self.order.insert(&subject.trade, &mut plan);
        }
        let (paid, payment) = paying.execute(self.env)?;
        plan.0.extend(payment.0);
        credential.spend(&subject.trade, self.request, self.env, &mut plan)?;
        Ok(Decision::done(plan, answer::paid(&paid, buyer, self.groups(&paid), self.call)))
    }

    /// The optional groups of the answer.
    fn groups(&self, paid: &Trade) -> Groups {
        let asked = self.request.query_options.iter().map(|option| option.as_str());
        let product = &paid.detail.product_code;
        let contract = self.merchant.contracts.iter().find(|c| c.product_code == *product);
        Groups::of(asked, contract, paid.detail.payment.as_ref())
    }

    /// A deduction that is made a little later.
    fn accept(&self, subject: &Subject, asynchronous: AsyncPay, buyer: &User) -> Outcome<Pay> {
        let mut plan = Plan::none();
        if subject.is_new {
            self.order.insert(&subject.trade, &mut plan);
        }
        let (trade, is_new) = (&subject.trade, subject.is_new);
        let accepted =
            asynchronous::accept(trade, is_new, &buyer.user_id, asynchronous, self.env, &mut plan)?;
        Ok(Decision::waiting(plan, answer::accepted(&accepted, buyer, self.call)))
    }

    fn wait(&self, subject: &Subject, code: &AuthCode, buyer: &User) -> Outcome<Pay> {
        let now = self.env.now;
        let trade = Arc::new(subject.trade.await_confirmation(&buyer.user_id, now).map_err(not_payable)?);
        let mut plan = Plan::none();
        if subject.is_new {
            self.order.insert(&subject.trade, &mut plan);
            order::arm(&subject.trade, &mut plan);
        }
        plan.push(Write::UpdateTrade {
            trade: Arc::clone(&trade),
            happening: Happening::new(TradeEvent::AwaitingConfirmation, Some(TradeStatus::WaitBuyerPay), now),
        });
        credential::use_code(code, &trade, &mut plan);
        Ok(Decision::waiting(plan, answer::waiting(&trade, buyer, self.call)))
    }
}

fn reachable(buyer: &User) -> Result<(), Rule> {
    if buyer.wallet_reachable {
        return Ok(());
    }
    Err(Rule::because(
        Code::PullMobileCashierFail,
        "the password is needed, but the buyer's wallet is unreachable",
    ))
}

#[cfg(test)]
mod allowed_tests;
#[cfg(test)]
mod tests;
