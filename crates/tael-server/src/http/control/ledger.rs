//! The ledger: accounts and the trial balance.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};
use tael_api::admin::{Kind, Refusal};
use tael_core::ledger::AccountId;
use tael_core::money::Fen;
use tael_store::{Page, Plan, Query};

use super::extract::{Id, In, defect};
use super::listing::Answer;
use super::refused::Refused;
use crate::node::Node;

/// An account by its number: the number, whose it is, what it is for.
pub(super) fn name(account: AccountId) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("account".into(), account.to_string().into());
    if let Some(owner) = account.owner() {
        members.insert("owner".into(), owner.as_str().into());
    }
    members.insert("kind".into(), json!(account.kind()));
    members
}

/// `GET /ledger/accounts/{id}`: `{"account","owner"?,"kind","balance"}`.
pub(super) async fn account(State(node): State<Arc<Node>>, In(place): In, Id(id): Id) -> Answer {
    let unknown = || {
        Refused::from(Refusal::new(
            Kind::NotFound,
            "NOT_FOUND",
            format!(
                "there is no account {id}: the journals of GET /trades/{{trade_no}} have the numbers of accounts"
            ),
            format!("不存在账户 {id}：账户编号见 GET /trades/{{trade_no}} 的 journals"),
        ))
    };
    let account = AccountId(id.parse().map_err(|_| unknown())?);
    let balance =
        node.read(place.world, |view, _| Ok((Plan::none(), view.balance(place.book, account)?))).await?;
    let mut members = name(account);
    members.insert("balance".into(), json!(balance.ok_or_else(unknown)?));
    Ok(Json(members.into()))
}

/// `GET /ledger/trial-balance`: debits and credits of the world's book. Credit is what the platform owes to the owners
/// of accounts or has earned, debit what is owed to it.
pub(super) async fn trial_balance(State(node): State<Arc<Node>>, In(place): In) -> Answer {
    let Page::Totals { positive, negative } = node.store.page(Query::Totals(place.book)).await? else {
        return Err(defect("the totals of a book"));
    };
    let balanced = positive.checked_add(negative) == Some(Fen::ZERO);
    let book = json!({"book": place.book, "debit": -negative, "credit": positive, "balanced": balanced});
    Ok(Json(json!({"debit": -negative, "credit": positive, "balanced": balanced, "books": [book]})))
}
