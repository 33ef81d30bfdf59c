//! The answers of alipay.trade.pay.

use tael_core::money::Fen;
use tael_core::party::{User, mask_logon_id};
use tael_core::trade::Trade;

use super::funded;
use crate::generated::alipay_trade_pay::Response;
use crate::generated::alipay_trade_pay::response::{
    AsyncPayApplyStatus, AuthTradePayMode, BkagentRespInfo, BuyerUserType, CreditPayMode,
};
use crate::method::Call;
use crate::trade::asynchronous;
use crate::trade::funded::Groups;
use crate::trade::notice::buyer_names;

/// 10000: paid.
pub(super) fn paid(trade: &Trade, buyer: &User, groups: Groups, call: &Call) -> Response {
    let Some(payment) = &trade.detail.payment else { return waiting(trade, buyer, call) };
    let credit = payment.advance;
    let later = credit.filter(|advance| advance.pay_later);
    let settlement = trade.detail.settlement.as_deref();
    let clearing = settlement.zip(trade.paid_at).and_then(|(of, at)| of.clearing_no(trade.id, at));
    let location = settlement.and_then(|of| of.terminal_location.clone());
    let user_type = if buyer.corporate { BuyerUserType::Corporate } else { BuyerUserType::Private };
    let mut response = Response {
        receipt_amount: Some(payment.receipt),
        buyer_pay_amount: Some(payment.buyer_pay),
        point_amount: Some(payment.point),
        invoice_amount: Some(payment.invoice),
        gmt_payment: trade.paid_at,
        store_name: trade.detail.store_name.clone(),
        buyer_user_type: Some(user_type),
        auth_trade_pay_mode: credit.map(|_| AuthTradePayMode::CreditPreauthPay),
        pre_auth_pay_amount: credit.map(|_| trade.total),
        credit_pay_mode: later.map(|_| CreditPayMode::CreditAdvanceV2),
        credit_biz_order_id: later.and(payment.authority.as_ref()).map(|by| by.no().to_string()),
        advance_amount: later.map(|advance| advance.amount),
        settlement_id: clearing.map(|no| no.to_string()),
        bkagent_resp_info: location
            .map(|at| BkagentRespInfo { estter_location: Some(at), ..BkagentRespInfo::default() }),
        ..waiting(trade, buyer, call)
    };
    funded::add(payment, groups, &mut response);
    response
}

/// 10003: the buyer must confirm.
pub(super) fn waiting(trade: &Trade, buyer: &User, call: &Call) -> Response {
    let (user_id, open_id) = buyer_names(&call.app, &buyer.user_id, &*call.open_ids);
    Response {
        buyer_logon_id: Some(mask_logon_id(&buyer.logon_id)),
        buyer_user_id: user_id,
        buyer_open_id: open_id,
        total_amount: Some(trade.total),
        ..named(trade)
    }
}

/// 10003: the deduction is accepted, and made a little later.
pub(super) fn accepted(trade: &Trade, buyer: &User, call: &Call) -> Response {
    let kind = trade.detail.asynchronous.as_ref().map(|asynchronous| asynchronous.kind);
    Response {
        async_payment_mode: kind.map(|kind| asynchronous::mode(kind).to_owned()),
        async_pay_apply_status: kind.map(|_| AsyncPayApplyStatus::S),
        ..waiting(trade, buyer, call)
    }
}

/// 40004 that leaves a waiting trade.
pub(super) fn refused(trade: &Trade) -> Response {
    Response { trade_no: Some(trade.no.to_string()), ..failed(&trade.out_trade_no) }
}

/// 40004 that leaves nothing: the order's number and zero amounts, as the live gateway answers them.
pub(super) fn failed(out_trade_no: &str) -> Response {
    Response {
        out_trade_no: Some(out_trade_no.to_owned()),
        buyer_pay_amount: Some(Fen::ZERO),
        invoice_amount: Some(Fen::ZERO),
        point_amount: Some(Fen::ZERO),
        receipt_amount: Some(Fen::ZERO),
        ..Response::default()
    }
}

fn named(trade: &Trade) -> Response {
    Response {
        trade_no: Some(trade.no.to_string()),
        out_trade_no: Some(trade.out_trade_no.to_string()),
        ..Response::default()
    }
}
