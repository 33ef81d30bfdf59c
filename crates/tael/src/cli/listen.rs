//! `tael listen`: notifications as they are delivered, printed and forwarded.

use std::process::ExitCode;

use bytes::Bytes;
use clap::Args;
use http::{Request, Uri, header};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use super::admin::{Admin, Otherwise, Reach};
use super::words::{Lang, told};
use super::{entries, print};
use crate::config::Config;

/// Flags of `listen`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Flags {
    /// Where each notification is posted too, with its original form.
    #[arg(long, value_name = "URL")]
    forward_to: Option<String>,
    /// Stop after so many.
    #[arg(long, value_name = "N")]
    count: Option<u64>,
    /// How to print them.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: entries::Shape,
    #[command(flatten)]
    reach: Reach,
}

pub(super) fn run(config: &Config, flags: &Flags) -> anyhow::Result<ExitCode> {
    let target = flags.forward_to.as_deref().map(Target::parse).transpose()?;
    let admin = Admin::reach(config, &flags.reach, Otherwise::Refuse)?;
    let lines = admin.lines("/notifications/stream")?;
    eprintln!(
        "tael: {}",
        Lang::of_environment().pick("listening, Ctrl-C ends it", "正在监听，按 Ctrl-C 结束")
    );
    for (seen, delivery) in (1..).zip(lines) {
        let delivery = delivery?;
        if let Some(missed) = delivery["missed"].as_u64() {
            let lang = Lang::of_environment();
            eprintln!(
                "tael: {missed} {}",
                lang.pick("notifications were missed, they came too fast", "条通知因过快而错过")
            );
            continue;
        }
        let forwarded = target.as_ref().map(|target| target.forward(&delivery));
        show(&delivery, forwarded, flags.format);
        if flags.count == Some(seen) {
            break;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show(delivery: &Value, forwarded: Option<anyhow::Result<(u16, String)>>, shape: entries::Shape) {
    let forwarded = forwarded.map(|answer| match answer {
        Ok((status, body)) => serde_json::json!({"status": status, "body": body}),
        Err(error) => serde_json::json!({"error": error.to_string()}),
    });
    match shape {
        entries::Shape::Json => {
            let mut line = delivery.clone();
            if let (Some(members), Some(forwarded)) = (line.as_object_mut(), forwarded) {
                members.insert("forwarded".into(), forwarded);
            }
            print::out(&line.to_string());
        }
        entries::Shape::Text => {
            let text = |name: &str| match &delivery[name] {
                Value::Null => "-".to_owned(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let outcome = if delivery["error"].is_null() { text("status") } else { text("error") };
            print::out(&format!(
                "{}  {}  #{}  {}  {}",
                text("at"),
                text(if delivery["agreement_no"].is_null() { "trade_no" } else { "agreement_no" }),
                text("n"),
                text("url"),
                outcome
            ));
            print::out(&format!("    {}", text("form")));
            if let Some(forwarded) = forwarded {
                let status = forwarded.get("status").or(forwarded.get("error")).cloned().unwrap_or_default();
                let body = forwarded["body"].as_str().unwrap_or_default();
                let lang = Lang::of_environment();
                print::out(&format!("    {} {status} {body}", lang.pick("forwarded:", "转发：")));
            }
        }
    }
}

/// Where notifications are forwarded to.
struct Target {
    authority: String,
    path: String,
    runtime: tokio::runtime::Runtime,
}

/// How long the forwarded one may take, in seconds: as long as a delivery (`semantics.md §12.9`).
const FORWARD_SECONDS: u64 = 10;

impl Target {
    fn parse(url: &str) -> anyhow::Result<Target> {
        let wrong = || {
            told(
                format!(
                    "--forward-to {url:?} is not a URL like http://127.0.0.1:3000/notify (plain http only)"
                ),
                format!("--forward-to {url:?} 不是 http://127.0.0.1:3000/notify 这样的地址（仅支持 http）"),
            )
        };
        let uri: Uri = url.parse().map_err(|_| wrong())?;
        let authority = uri.authority().filter(|_| uri.scheme_str() == Some("http")).ok_or_else(wrong)?;
        let authority = match authority.port() {
            Some(_) => authority.to_string(),
            None => format!("{authority}:80"),
        };
        let path = uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Target { authority, path, runtime })
    }

    /// Posts the original form: status and text of the answer.
    fn forward(&self, delivery: &Value) -> anyhow::Result<(u16, String)> {
        let member = |name: &str| delivery[name].as_str().unwrap_or_default().to_owned();
        let request = Request::post(&self.path)
            .header(header::HOST, &self.authority)
            .header(header::CONTENT_TYPE, member("content_type"))
            .body(Full::new(Bytes::from(member("form"))))?;
        let limit = std::time::Duration::from_secs(FORWARD_SECONDS);
        self.runtime.block_on(async {
            let answered = tokio::time::timeout(limit, async {
                let stream = TcpStream::connect(&self.authority).await?;
                let (mut sender, connection) =
                    hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
                tokio::spawn(async move {
                    // what goes wrong on the connection is seen by the request on it
                    let _ = connection.await;
                });
                let response = sender.send_request(request).await?;
                let status = response.status().as_u16();
                let body = response.into_body().collect().await?.to_bytes();
                Ok((status, String::from_utf8_lossy(&body).into_owned()))
            });
            answered.await.unwrap_or_else(|_| anyhow::bail!("no answer within {FORWARD_SECONDS} s"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_http_urls() {
        let target = Target::parse("http://127.0.0.1:3000/a?b=c").unwrap();
        assert_eq!((target.authority.as_str(), target.path.as_str()), ("127.0.0.1:3000", "/a?b=c"));
        assert_eq!(Target::parse("http://localhost").unwrap().authority, "localhost:80");
        for wrong in ["", "localhost:3000", "https://shop.example/notify", "/notify"] {
            assert!(Target::parse(wrong).is_err(), "{wrong}");
        }
        let answer =
            Target::parse("http://127.0.0.1:1/").unwrap().forward(&serde_json::json!({"form": "a=1"}));
        assert!(answer.is_err());
    }
}
