//! The store itself, by the control API's router inside this process.

use axum::Router;
use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use crate::boot::{self, Running};
use crate::cli::words::{Lang, told};
use crate::config::Config;

/// A node without listeners.
pub(super) struct Embedded {
    running: Running,
    router: Router,
}

impl Embedded {
    /// Opens the store; `make` also where there is none yet.
    pub(super) fn open(config: &Config, make: bool) -> anyhow::Result<Embedded> {
        let path = config.store.sqlite_path()?;
        if !make && !path.exists() {
            return Err(told(
                format!(
                    "there is no Tael in {}: name its directory with --data",
                    config.store.data.display()
                ),
                format!("{} 中没有 Tael 数据：请用 --data 指定目录", config.store.data.display()),
            ));
        }
        let running = boot::embedded(config, "admin")?;
        let router = running.admin_router();
        Ok(Embedded { running, router })
    }

    /// One call: status and text of the answer.
    pub(super) fn call(
        &self,
        method: Method,
        world: &str,
        path: &str,
        body: Option<&Value>,
    ) -> anyhow::Result<(StatusCode, String)> {
        let request = Request::builder()
            .method(method)
            .uri(format!("/control/v1{path}"))
            .header("tael-world", world)
            .header(header::ACCEPT_LANGUAGE, Lang::of_environment().pick("en", "zh"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))?;
        self.running.block_on(async {
            let Ok(response) = self.router.clone().oneshot(request).await;
            let status = response.status();
            let bytes = response.into_body().collect().await?.to_bytes();
            Ok((status, String::from_utf8_lossy(&bytes).into_owned()))
        })
    }

    /// Writes what is queued and closes the store.
    pub(super) fn close(self) -> anyhow::Result<()> {
        self.running.stop()
    }
}
