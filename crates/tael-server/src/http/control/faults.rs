//! Faults on order.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::{Value, json};
use tael_api::admin::{Kind, Refusal};

use super::extract::{Body, Id, In};
use super::listing::Answer;
use super::refused::Refused;
use crate::faults::{FaultError, FaultRule, FaultSpec};
use crate::node::Node;

/// `GET /faults`: the rules of the world, the oldest first.
pub(super) async fn list(State(node): State<Arc<Node>>, In(place): In) -> Answer {
    Ok(Json(json!({ "data": node.faults.list(place.world) })))
}

/// `POST /faults`.
pub(super) async fn create(
    State(node): State<Arc<Node>>,
    In(place): In,
    Body(body): Body,
) -> Result<(StatusCode, Json<FaultRule>), Refused> {
    let spec = FaultSpec::read(&Value::Object(body)).map_err(refused)?;
    let now = node.clocks.of(place.world).now();
    let rule = node.faults.add(place.world, spec, now).map_err(refused)?;
    Ok((StatusCode::CREATED, Json(rule)))
}

/// `DELETE /faults`: how many there were.
pub(super) async fn clear(State(node): State<Arc<Node>>, In(place): In) -> Answer {
    Ok(Json(json!({ "removed": node.faults.clear(place.world) })))
}

/// `DELETE /faults/{id}`.
pub(super) async fn remove(State(node): State<Arc<Node>>, In(place): In, Id(id): Id) -> Answer {
    if node.faults.remove(place.world, &id) {
        return Ok(Json(json!({ "removed": 1 })));
    }
    Err(Refused::from(Refusal::new(
        Kind::NotFound,
        "NOT_FOUND",
        format!("there is no fault {id} in this world: GET /faults lists them"),
        format!("此环境中不存在故障规则 {id}：GET /faults 可列出"),
    )))
}

fn refused(error: FaultError) -> Refused {
    let (kind, code, zh) = match &error {
        FaultError::NotAnObject => (Kind::Invalid, "INVALID_JSON", "故障规则必须是 JSON 对象".to_owned()),
        FaultError::Unknown(name) => (Kind::Invalid, "UNKNOWN_MEMBER", format!("没有成员 `{name}`：请去掉")),
        FaultError::Missing(name) => (Kind::Invalid, "MISSING_MEMBER", format!("缺少 `{name}`，请补上")),
        FaultError::Invalid { field, expected } => {
            (Kind::Invalid, "INVALID_VALUE", format!("`{field}` 的值无效，要求：{expected}"))
        }
        FaultError::TooMany => {
            (Kind::Conflict, "TOO_MANY", "待触发的故障规则过多：请先用 DELETE /faults 清除".to_owned())
        }
    };
    let advice = match &error {
        FaultError::Unknown(_) => ": leave it out",
        FaultError::Missing(_) => ": send it",
        FaultError::TooMany => ": DELETE /faults takes them away",
        FaultError::NotAnObject | FaultError::Invalid { .. } => "",
    };
    let refusal = Refusal::new(kind, code, format!("{error}{advice}"), zh);
    Refused::from(match error.field() {
        Some(field) => refusal.at(field),
        None => refusal,
    })
}
