//! The world's clock.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::json;
use tael_api::admin::{self, Kind, Refusal};

use super::extract::{Body, In};
use super::listing::Answer;
use super::refused::Refused;
use crate::advance::AdvanceError;
use crate::node::Node;

/// The most that a clock is advanced in one call: ten years, in seconds.
const SECONDS_MAX: u32 = 3_653 * 24 * 3_600;

/// `GET /clock`: `{"now"}`.
pub(super) async fn show(State(node): State<Arc<Node>>, In(place): In) -> Answer {
    Ok(Json(json!({ "now": node.clocks.of(place.world).now().to_string() })))
}

/// `POST /clock/advance`: `{"seconds"}` to `{"now","fired"}`, when nothing due is left.
pub(super) async fn advance(State(node): State<Arc<Node>>, In(place): In, Body(body): Body) -> Answer {
    admin::check_members(&body, &["seconds"])?;
    let seconds = body.get("seconds").cloned().ok_or_else(missing)?;
    let seconds: u32 = admin::read(seconds, "seconds")?;
    if seconds > SECONDS_MAX {
        let (en, zh) =
            (format!("a whole number from 0 to {SECONDS_MAX}"), format!(" 0 到 {SECONDS_MAX} 的整数"));
        return Err(Refusal::invalid("seconds", &en, &zh).into());
    }
    match node.advancer.advance(place.world, seconds).await {
        Ok(advanced) => Ok(Json(json!({ "now": advanced.now.to_string(), "fired": advanced.fired }))),
        Err(AdvanceError::Failure(failure)) => Err(failure.into()),
        Err(error @ AdvanceError::UnknownWorld(_)) => Err(Refused::from(Refusal::new(
            Kind::NotFound,
            "UNKNOWN_WORLD",
            format!("{error}: leave the header tael-world out for the main one"),
            "不存在此环境：去掉请求头 tael-world 即使用 main",
        ))),
    }
}

fn missing() -> Refusal {
    Refusal::new(
        Kind::Invalid,
        "MISSING_MEMBER",
        "`seconds` is missing: send how far the clock shall go",
        "缺少 `seconds`：请说明时钟前进多少秒",
    )
    .at("seconds")
}
