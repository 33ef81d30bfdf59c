//! Trades: what the buyer does in the cashier, and all that is known of one.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use tael_api::admin::{self, Kind, Place, Refusal};
use tael_api::registry;
use tael_api::trade::cashier::{self, CashierRefusal, PayButton};
use tael_api::trade::funding::Choice;
use tael_core::id::{TradeNo, UserId};
use tael_core::time::Instant;
use tael_core::trade::{Authority, Trade};
use tael_store::{HistoryRow, Key, Page, Query, Row, Snapshot, StoredJournal};

use super::extract::{Body, Id, In, defect};
use super::listing::Answer;
use super::refused::Refused;
use super::{ledger, notifications, rebates, settlement};
use crate::node::Node;

/// `POST /trades/{trade_no}/pay`: the cashier's pay button.
pub(super) async fn pay(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(no): Id,
    Body(body): Body,
) -> Answer {
    let button = button(place, no, body)?;
    let open_ids = Arc::clone(&node.open_ids);
    let paid = node.write(place.world, move |view, env| button.decide(&*open_ids, view, env)).await?;
    after(&node, place, paid)
}

fn button(place: Place, no: String, mut body: Map<String, Value>) -> Result<PayButton, Refusal> {
    admin::check_members(
        &body,
        &["buyer_id", "pay_password", "channel", "points", "coupons", "sign_agreement"],
    )?;
    let mut take = |name: &str| body.remove(name).unwrap_or(Value::Null);
    let sign_agreement =
        admin::read::<Option<bool>>(take("sign_agreement"), "sign_agreement")?.unwrap_or(false);
    let buyer: Option<String> = admin::read(take("buyer_id"), "buyer_id")?;
    let buyer = buyer.ok_or_else(|| {
        let (en, zh) =
            ("`buyer_id` is missing: send the user id of who pays", "缺少 `buyer_id`：请说明由谁付款");
        Refusal::new(Kind::Invalid, "MISSING_MEMBER", en, zh).at("buyer_id")
    })?;
    Ok(PayButton {
        book: place.book,
        world: place.world,
        trade_no: TradeNo::from(no),
        buyer: UserId::from(buyer),
        password: admin::read(take("pay_password"), "pay_password")?,
        choice: Choice {
            channel: admin::read(take("channel"), "channel")?,
            points: admin::read(take("points"), "points")?,
            coupons: admin::read(take("coupons"), "coupons")?,
        },
        sign_agreement,
    })
}

/// `POST /trades/{trade_no}/abandon`: the buyer leaves the cashier.
pub(super) async fn abandon(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(no): Id,
    Body(body): Body,
) -> Answer {
    admin::check_members(&body, &[])?;
    let no = TradeNo::from(no);
    let decision = move |view: &_, env: &_| cashier::abandon(place.book, place.world, &no, view, env);
    let left = node.write(place.world, decision).await?;
    after(&node, place, left)
}

/// The trade after a step in the cashier.
fn after(node: &Node, place: Place, outcome: cashier::Outcome) -> Answer {
    let trade = outcome.map_err(refused)?;
    let status = trade.status_at(node.clocks.of(place.world).now());
    let mut step = json!({ "trade_no": trade.no, "trade_status": status });
    if let (Some(members), Some(no)) = (step.as_object_mut(), signed(&trade)) {
        members.insert("agreement_no".into(), no.as_str().into());
    }
    Ok(Json(step))
}

/// The agreement that was signed with the payment.
fn signed(trade: &Trade) -> Option<&SmolStr> {
    trade.detail.payment.as_ref().and_then(|payment| payment.signed.as_ref())
}

/// The cashier's no: which state raised it, and the advice of the code's own table.
fn refused(CashierRefusal { code, hint }: CashierRefusal) -> Refused {
    let row = registry::all().find_map(|method| method.api().error(code));
    let (en, zh) = match (row, code) {
        (Some(row), _) => (format!("{hint}. {}", row.fix_en), format!("{}（{hint}）", row.message_zh)),
        (None, "NOTHING_TO_SIGN") => (
            format!(
                "{hint}. Send agreement_sign_params with alipay.trade.create, or leave `sign_agreement` out"
            ),
            format!(
                "该交易没有可签约的协议：请在 alipay.trade.create 传入 agreement_sign_params，或去掉 `sign_agreement`（{hint}）"
            ),
        ),
        (None, "TOO_MANY_AGREEMENTS") => (
            format!("{hint}. End one with PATCH /agreements/{{agreement_no}} and status UNSIGN"),
            format!(
                "周期扣款协议已达十个：请先用 PATCH /agreements/{{agreement_no}} 将其中一个设为 UNSIGN（{hint}）"
            ),
        ),
        (None, cashier::COUPON_NOT_USABLE) => (
            format!(
                "{hint}. GET /buyers/{{user_id}} shows the coupons; leave `coupons` out for all that apply"
            ),
            format!(
                "优惠券不可用：用 GET /buyers/{{user_id}} 查看，或去掉 coupons 以使用全部可用券（{hint}）"
            ),
        ),
        (None, _) => (
            format!("{hint}. Try again, or set another with PATCH /buyers/{{user_id}} and pay_password"),
            format!("支付密码错误：请重试，或用 PATCH /buyers/{{user_id}} 设置新的 pay_password（{hint}）"),
        ),
    };
    Refused::new(StatusCode::CONFLICT, Refusal::new(Kind::Conflict, code, en, zh))
}

/// The refusal of a trade that does not exist.
pub(super) fn not_found(no: &str) -> Refused {
    Refused::from(Refusal::new(
        Kind::NotFound,
        "NOT_FOUND",
        format!("there is no trade {no} in this world: the answer of alipay.trade.create has its trade_no"),
        format!("此环境中不存在交易 {no}：trade_no 见 alipay.trade.create 的响应"),
    ))
}

/// A trade with all that is known of it.
#[derive(Serialize)]
pub(super) struct Shown {
    trade_no: TradeNo,
    out_trade_no: String,
    trade_status: &'static str,
    pid: UserId,
    app_id: String,
    /// The merchant's own application, where a service provider's made the trade.
    #[serde(skip_serializing_if = "Option::is_none")]
    auth_app_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer: Option<UserId>,
    payee: UserId,
    created_at: String,
    expires_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    paid_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_at: Option<String>,
    /// Signed with the payment, or paid by.
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement_no: Option<String>,
    /// Paid by.
    #[serde(skip_serializing_if = "Option::is_none")]
    auth_no: Option<String>,
    /// The accepted request, as it is stored.
    request: Option<Box<RawValue>>,
    amounts: Value,
    /// What the service provider that the request names is owed a rebate for.
    #[serde(skip_serializing_if = "Option::is_none")]
    rebate: Option<Value>,
    /// How it is settled, what is held of it, and what was released.
    settlement: Value,
    history: Vec<Value>,
    journals: Vec<Value>,
    notifications: Vec<Value>,
}

/// `GET /trades/{trade_no}`.
pub(super) async fn show(
    State(node): State<Arc<Node>>,
    In(place): In,
    Id(no): Id,
) -> Result<Json<Shown>, Refused> {
    let mut snapshot = node.store.snapshot().await?;
    let key = Key::TradeByNo(place.book, TradeNo::from(&no));
    let trade = match snapshot.load(&[key].into()).await?.into_iter().next() {
        Some((_, Some(Row::Trade(trade)))) if trade.world == place.world => trade,
        _ => return Err(not_found(&no)),
    };
    let (book, id) = (trade.book, trade.id);
    let Page::Request(request) = snapshot.page(Query::RequestOf(book, id)).await? else {
        return Err(defect("a request"));
    };
    let Page::History(history) = snapshot.page(Query::History(book, id)).await? else {
        return Err(defect("a history"));
    };
    let Page::Journals(journals) = snapshot.page(Query::JournalsOf(book, id)).await? else {
        return Err(defect("journals"));
    };
    let (by_agreement, by_authorisation) =
        match trade.detail.payment.as_ref().and_then(|payment| payment.authority.as_ref()) {
            Some(Authority::Agreement(no)) => (Some(no), None),
            Some(Authority::Authorisation(no)) => (None, Some(no)),
            None => (None, None),
        };
    let text = |at: Instant| at.to_string();
    Ok(Json(Shown {
        trade_no: trade.no.clone(),
        out_trade_no: trade.out_trade_no.to_string(),
        trade_status: trade.status_at(node.clocks.of(place.world).now()).as_str(),
        pid: trade.pid.clone(),
        app_id: trade.app_id.to_string(),
        auth_app_id: trade.detail.context.auth_app_id.as_ref().map(ToString::to_string),
        buyer: trade.buyer.clone(),
        payee: trade.payee.clone(),
        created_at: text(trade.created_at),
        expires_at: text(trade.expires_at),
        paid_at: trade.paid_at.map(text),
        closed_at: trade.closed_at.map(text),
        agreement_no: signed(&trade).or(by_agreement).map(SmolStr::to_string),
        auth_no: by_authorisation.map(SmolStr::to_string),
        request: request.and_then(|text| RawValue::from_string(text).ok()),
        amounts: amounts(&trade),
        rebate: rebates::show(&trade),
        settlement: settlement::shown(&trade),
        history: history.iter().map(step).collect(),
        journals: journals.iter().map(journal).collect(),
        notifications: told(&mut *snapshot, &trade).await?,
    }))
}

fn amounts(trade: &Trade) -> Value {
    let detail = &trade.detail;
    let mut amounts = json!({
        "total": trade.total,
        "discountable": detail.discountable,
        "undiscountable": detail.undiscountable,
    });
    if let (Some(members), Some(paid)) = (amounts.as_object_mut(), &detail.payment) {
        members.extend([
            ("receipt".to_owned(), json!(paid.receipt)),
            ("buyer_pay".to_owned(), json!(paid.buyer_pay)),
            ("point".to_owned(), json!(paid.point)),
            ("invoice".to_owned(), json!(paid.invoice)),
            ("discount".to_owned(), json!(paid.discount)),
            ("mdiscount".to_owned(), json!(paid.mdiscount)),
            ("fee".to_owned(), json!(paid.fee)),
            ("bills".to_owned(), json!(paid.bills)),
        ]);
        if !paid.vouchers.is_empty() {
            members.insert("vouchers".to_owned(), json!(paid.vouchers));
        }
        if let Some(plan) = &paid.instalments {
            members.insert("instalments".to_owned(), json!(plan));
        }
    }
    amounts
}

fn step(row: &HistoryRow) -> Value {
    let mut step = json!({"at": row.at.to_string(), "event": row.event, "from": row.from, "to": row.to});
    if let (Some(members), Some(note)) = (step.as_object_mut(), &row.note) {
        members.insert("note".into(), note.as_str().into());
    }
    step
}

fn journal(row: &StoredJournal) -> Value {
    let postings: Vec<Value> = row
        .lines
        .iter()
        .map(|(account, amount)| {
            let mut line = ledger::name(*account);
            line.insert("amount".into(), json!(amount));
            line.into()
        })
        .collect();
    json!({"id": row.id.0.to_string(), "kind": row.kind, "at": row.at.to_string(), "postings": postings})
}

async fn told(snapshot: &mut dyn Snapshot, trade: &Trade) -> Result<Vec<Value>, Refused> {
    let Page::Outbound(rows) = snapshot.page(Query::OutboundOf(trade.book, trade.id)).await? else {
        return Err(defect("notifications"));
    };
    let mut told = Vec::with_capacity(rows.len());
    for row in rows {
        let Page::Attempts(attempts) = snapshot.page(Query::AttemptsOf(row.book, row.id)).await? else {
            return Err(defect("attempts"));
        };
        told.push(notifications::summary(&row, &attempts));
    }
    Ok(told)
}
