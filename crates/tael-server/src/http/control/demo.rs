//! The demo world's credentials.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use tael_api::admin::{Kind, Refusal};

use super::listing::Answer;
use crate::node::Node;

/// `GET /demo`: demo.json of this node.
pub(super) async fn show(State(node): State<Arc<Node>>) -> Answer {
    let no_demo = || {
        Refusal::new(
            Kind::NotFound,
            "NO_DEMO_WORLD",
            "this node has no demo world: `tael dev` makes one",
            "此节点没有演示环境：`tael dev` 会创建",
        )
    };
    Ok(Json(node.demo.get().cloned().ok_or_else(no_demo)?))
}
