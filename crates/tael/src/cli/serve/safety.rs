//! What `tael serve` refuses to start on, each with its name, the reason and the way out.

use std::net::IpAddr;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use http::Uri;
use tael_server::demo;
use tael_store::Store;

use crate::cli::words::{Lang, told};
use crate::config::Config;

/// Something that is not safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// The name of the check.
    pub(super) check: &'static str,
    en: String,
    zh: String,
}

impl Finding {
    fn new(check: &'static str, en: String, zh: String) -> Finding {
        Finding { check, en, zh }
    }

    /// Why, and what to do.
    pub(super) fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.en, &self.zh)
    }
}

/// Checks that an operator may overrule by `serve.allow`.
const OVERRULED: [&str; 3] = ["plain-http", "open-data", "control-api"];

/// What can be seen before anything is opened.
///
/// # Errors
/// Where `serve.allow` names a check that there is not, or that cannot be overruled.
pub(super) fn of_configuration(config: &Config) -> anyhow::Result<Vec<Finding>> {
    let allow = &config.serve.allow;
    if let Some(unknown) = allow.iter().find(|name| !OVERRULED.contains(&name.as_str())) {
        let known = OVERRULED.join(", ");
        return Err(told(
            format!("serve.allow: {unknown:?} is none of the checks that can be overruled: {known}"),
            format!("serve.allow：{unknown:?} 不是可以放行的检查项：{known}"),
        ));
    }
    let mut findings: Vec<Finding> = public_url(config).into_iter().collect();
    findings.extend(control(config));
    findings.extend(data(&config.store.data, &config.store.sqlite_path()?));
    findings.retain(|finding| !allow.iter().any(|name| name == finding.check));
    Ok(findings)
}

/// What can only be seen in the store.
///
/// # Errors
/// Where it cannot be read.
pub(super) async fn of_store(store: &dyn Store) -> anyhow::Result<Vec<Finding>> {
    Ok(match demo::stored(store).await? {
        None => Vec::new(),
        Some(_) => vec![Finding::new(
            "demo-world",
            "this data belongs to `tael dev`: it holds the demo world, whose private keys and passwords anybody may \
             have seen. Name another directory with --data"
                .into(),
            "此数据目录属于 `tael dev`，含有演示环境，其私钥与密码可能已泄露。请用 --data 指定其他目录".into(),
        )],
    })
}

/// Makes the data directory for its owner alone.
///
/// # Errors
/// Where it cannot be made.
pub(super) fn make_directory(path: &Path) -> anyhow::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(|error| {
        told(
            format!("cannot make the data directory {}: {error}", path.display()),
            format!("无法创建数据目录 {}：{error}", path.display()),
        )
    })
}

/// A listener that others reach must know by which URL, and that URL must be of TLS.
fn public_url(config: &Config) -> Option<Finding> {
    let listen = config.gateway.listen;
    let Some(url) = &config.gateway.public_url else {
        return (!listen.ip().is_loopback()).then(|| {
            Finding::new(
                "public-url",
                format!(
                    "{listen} is reached from other machines, but gateway.public_url is not set. Set it to the https \
                     URL that clients use, or listen on 127.0.0.1 behind a proxy that speaks TLS"
                ),
                format!(
                    "{listen} 可被其他机器访问，但未设置 gateway.public_url。请设为客户端使用的 https 地址，或仅监听 127.0.0.1 并由 TLS 代理转发"
                ),
            )
        });
    };
    let parsed: Option<Uri> = url.parse().ok();
    let scheme = parsed.as_ref().and_then(Uri::scheme_str);
    let Some((scheme @ ("http" | "https"), host)) = scheme.zip(parsed.as_ref().and_then(Uri::host)) else {
        return Some(Finding::new(
            "public-url",
            format!("gateway.public_url {url:?} is no URL: write for instance https://pay.example"),
            format!("gateway.public_url {url:?} 不是有效地址：例如 https://pay.example"),
        ));
    };
    (scheme == "http" && !is_loopback(host)).then(|| {
        Finding::new(
            "plain-http",
            format!(
                "gateway.public_url {url} is plain http: signed, but readable for everybody on the way. Put a proxy \
                 that speaks TLS before it and name its https URL, or accept it by serve.allow = [\"plain-http\"]"
            ),
            format!(
                "gateway.public_url {url} 是明文 http：内容虽有签名，但途中可被读取。请在前面放置 TLS 代理并填写其 https 地址，或以 serve.allow = [\"plain-http\"] 放行"
            ),
        )
    })
}

/// The control API makes money out of nothing: it is for nobody but the machine's owner.
fn control(config: &Config) -> Option<Finding> {
    let public = config.gateway.public_url.as_deref().is_some_and(|url| {
        !url.parse::<Uri>().ok().and_then(|uri| uri.host().map(is_loopback)).unwrap_or(false)
    });
    (config.control.enabled && (public || !config.gateway.listen.ip().is_loopback())).then(|| {
        Finding::new(
            "control-api",
            "control.enabled answers the control API where others reach it: whoever has its token makes balances and \
             moves clocks. Leave it off and use the admin socket, or accept it by serve.allow = [\"control-api\"]"
                .into(),
            "control.enabled 会对外开放控制接口：持有令牌者可以修改余额和时钟。请关闭它并使用管理套接字，或以 serve.allow = [\"control-api\"] 放行"
                .into(),
        )
    })
}

/// Keys lie in the data directory: nobody else may read its files, or put others in their place.
fn data(directory: &Path, store: &Path) -> Vec<Finding> {
    let mut open = Vec::new();
    if mode(directory).is_some_and(|mode| mode & 0o022 != 0) {
        open.push((directory.to_owned(), "go-w"));
    }
    let beside = |suffix: &str| {
        let mut name = store.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let files = [store.to_owned(), beside("-wal"), beside("-shm"), directory.join("demo.json")];
    open.extend(files.into_iter().filter(|f| mode(f).is_some_and(|m| m & 0o077 != 0)).map(|f| (f, "go=")));
    let finding = |(path, change): (PathBuf, &str)| {
        let path = path.display();
        Finding::new(
            "open-data",
            format!(
                "{path} is open to other users of this machine, and keys lie there: chmod {change} {path}, or accept it \
                 by serve.allow = [\"open-data\"]"
            ),
            format!(
                "{path} 对本机其他用户开放，其中存有密钥：请执行 chmod {change} {path}，或以 serve.allow = [\"open-data\"] 放行"
            ),
        )
    };
    open.into_iter().map(finding).collect()
}

fn mode(path: &Path) -> Option<u32> {
    std::fs::metadata(path).ok().map(|meta| meta.permissions().mode())
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checks(change: impl FnOnce(&mut Config)) -> Vec<&'static str> {
        let mut config = Config::default();
        config.store.data = PathBuf::from("/nonexistent/tael");
        change(&mut config);
        let found = of_configuration(&config).unwrap();
        for finding in &found {
            assert!(!finding.text(Lang::En).is_empty() && !finding.text(Lang::Zh).is_empty());
        }
        found.iter().map(|f| f.check).collect()
    }

    fn address(text: &str) -> std::net::SocketAddr {
        text.parse().unwrap()
    }

    #[test]
    fn the_url_must_be_known_and_of_tls() {
        assert!(checks(|_| {}).is_empty());
        assert_eq!(checks(|c| c.gateway.listen = address("0.0.0.0:80")), ["public-url"]);
        assert_eq!(checks(|c| c.gateway.listen = address("[::]:80")), ["public-url"]);
        let with = |url: &str| {
            let url = url.to_owned();
            checks(move |c| (c.gateway.listen, c.gateway.public_url) = (address("0.0.0.0:80"), Some(url)))
        };
        assert!(with("https://pay.example").is_empty());
        assert!(with("http://127.0.0.1:8640").is_empty() && with("http://[::1]").is_empty());
        assert!(with("http://localhost:8640").is_empty());
        assert_eq!(with("http://pay.example"), ["plain-http"]);
        for wrong in ["pay.example", "ftp://pay.example", "", "/gateway.do", "https://"] {
            assert_eq!(with(wrong), ["public-url"], "{wrong}");
        }
    }

    #[test]
    fn the_control_api_stays_inside() {
        assert!(checks(|c| c.control.enabled = true).is_empty());
        let outside = |c: &mut Config| {
            c.control.enabled = true;
            c.gateway.public_url = Some("https://pay.example".into());
        };
        assert_eq!(checks(outside), ["control-api"]);
        let listening = |c: &mut Config| {
            c.control.enabled = true;
            c.gateway.listen = address("10.0.0.1:80");
        };
        assert_eq!(checks(listening), ["public-url", "control-api"]);
    }

    #[test]
    fn findings_are_overruled_by_name_and_only_some_of_them() {
        let plain = |c: &mut Config| {
            c.gateway.public_url = Some("http://pay.example".into());
            c.serve.allow = vec!["plain-http".into()];
        };
        assert!(checks(plain).is_empty());
        for name in ["public-url", "demo-world", "everything", ""] {
            let mut config = Config::default();
            config.serve.allow = vec![name.into()];
            assert!(of_configuration(&config).is_err(), "{name}");
        }
    }
}
