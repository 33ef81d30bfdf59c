//! `tael sign`: signs a request as a client would (`protocol.md §2`).

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use serde_json::Value;
use tael_core::time::Instant;
use tael_wire::charset::Charset;
use tael_wire::sign::{PrivateKey, SignType, Signer};
use tael_wire::v2::{canonical, form};

use super::admin::Reach;
use super::entries::{read, text_of};
use super::snippet::shell;
use super::words::{Lang, told};
use super::{demo, print};
use crate::config::Config;

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Output {
    /// String to sign, signature and form, each under its name.
    All,
    /// The URL of a GET.
    Url,
    /// The form of a POST.
    Form,
    /// A command line of curl.
    Curl,
    /// The string to sign.
    String,
    /// The signature.
    Sign,
}

/// Flags of `sign`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Flags {
    /// The method, alipay.trade.create.
    #[arg(long)]
    method: String,
    /// The application; that of the demo world with --demo.
    #[arg(long, required_unless_present = "demo")]
    app_id: Option<String>,
    /// The application's private key: PEM, or base64 of PKCS#1 or PKCS#8.
    #[arg(long, value_name = "FILE", required_unless_present = "demo")]
    key: Option<PathBuf>,
    /// Take application, key and URL from the demo world.
    #[arg(long)]
    demo: bool,
    /// biz_content: JSON, the name of a file that holds it, or - for standard input.
    #[arg(long, value_name = "JSON|FILE|-")]
    biz_content: Option<String>,
    /// Charset of the request: utf-8, GBK, gb2312 or gb18030.
    #[arg(long, default_value = "utf-8")]
    charset: String,
    /// RSA2 or RSA.
    #[arg(long, default_value = "RSA2")]
    sign_type: String,
    /// Another public parameter, or another value of one; an empty value leaves it out.
    #[arg(long = "param", value_name = "NAME=VALUE")]
    params: Vec<String>,
    /// Where the request goes, https://…/gateway.do.
    #[arg(long, value_name = "URL")]
    gateway: Option<String>,
    /// What to print.
    #[arg(long, value_name = "WHAT", default_value = "all")]
    output: Output,
    #[command(flatten)]
    reach: Reach,
}

pub(super) fn run(config: &Config, flags: &Flags) -> anyhow::Result<ExitCode> {
    let demo = if flags.demo { demo::world(config, &flags.reach)? } else { Value::Null };
    let signed = Signed::of(flags, &demo)?;
    let demo_url = demo["gateway_url"].as_str().map(str::to_owned);
    let gateway = flags.gateway.clone().or(demo_url).unwrap_or_else(|| gateway_url(config));
    print::out(&signed.shown(flags.output, &gateway));
    Ok(ExitCode::SUCCESS)
}

fn gateway_url(config: &Config) -> String {
    let listen = config.gateway.listen;
    let endpoint = config.gateway.public_url.clone().unwrap_or_else(|| format!("http://{listen}"));
    format!("{}/gateway.do", endpoint.trim_end_matches('/'))
}

/// A signed request.
struct Signed {
    charset: Charset,
    charset_name: String,
    pairs: Vec<(String, String)>,
    string: Vec<u8>,
    sign: String,
}

impl Signed {
    fn of(flags: &Flags, demo: &Value) -> anyhow::Result<Signed> {
        let member = |pointer: &str| demo.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let app_id = flags.app_id.clone().or_else(|| member("/app/app_id")).unwrap_or_default();
        let key = match &flags.key {
            Some(path) => read(path, "--key")?,
            None => member("/app/private_key_pkcs8").unwrap_or_default(),
        };
        let key = PrivateKey::parse(&key).map_err(|error| {
            told(format!("--key cannot be used: {error}"), format!("--key 无法使用：{error}"))
        })?;
        let mut pairs: Vec<(String, String)> = [
            ("app_id", app_id),
            ("method", flags.method.clone()),
            ("format", "JSON".into()),
            ("charset", flags.charset.clone()),
            ("sign_type", flags.sign_type.clone()),
            ("timestamp", now()),
            ("version", "1.0".into()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        if let Some(source) = &flags.biz_content {
            let text = text_of(source, "--biz-content")?;
            if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&text) {
                eprintln!("tael: biz_content is not JSON ({error}); it is signed as it is");
            }
            pairs.push(("biz_content".into(), text.trim_end_matches(['\n', '\r']).to_owned()));
        }
        for param in &flags.params {
            let Some((name, value)) = param.split_once('=').filter(|(name, _)| !name.is_empty()) else {
                return Err(told(
                    format!("--param {param:?} is not NAME=VALUE"),
                    format!("--param {param:?} 不是 名称=值 的形式"),
                ));
            };
            pairs.retain(|(known, _)| known != name);
            pairs.push((name.to_owned(), value.to_owned()));
        }
        // an empty parameter is never sent, and sign is what this makes
        pairs.retain(|(name, value)| !value.is_empty() && name != "sign");
        Signed::sign(pairs, &Signer::new(&key)?)
    }

    fn sign(pairs: Vec<(String, String)>, signer: &Signer) -> anyhow::Result<Signed> {
        let find = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone());
        // what the gateway assumes where a request names none (protocol.md §1.4)
        let charset_name = find("charset").unwrap_or_else(|| "GBK".into());
        let charset = Charset::parse(&charset_name).ok_or_else(|| {
            told(
                format!("charset {charset_name:?} is none of utf-8, GBK, gb2312, gb18030"),
                format!("charset {charset_name:?} 不是 utf-8、GBK、gb2312、gb18030 之一"),
            )
        })?;
        let type_name = find("sign_type").unwrap_or_default();
        let sign_type = SignType::parse(&type_name).ok_or_else(|| {
            told(
                format!("sign_type {type_name:?} is neither RSA2 nor RSA"),
                format!("sign_type {type_name:?} 不是 RSA2 或 RSA"),
            )
        })?;
        let encoded: Vec<_> = pairs.iter().map(|(n, v)| (charset.encode(n), charset.encode(v))).collect();
        let string = canonical::join(encoded.iter().map(|(n, v)| (n.as_ref(), v.as_ref())));
        let sign = signer.sign(sign_type, &string)?;
        Ok(Signed { charset, charset_name, pairs, string, sign })
    }

    fn form(&self, keep: impl Fn(&str) -> bool) -> String {
        let pairs = self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        form::encode(pairs.chain([("sign", self.sign.as_str())]).filter(|(n, _)| keep(n)), self.charset)
    }

    fn shown(&self, output: Output, gateway: &str) -> String {
        let string = self.charset.decode_lossy(&self.string);
        match output {
            Output::Url => format!("{gateway}?{}", self.form(|_| true)),
            Output::Form => self.form(|_| true),
            Output::String => string.into_owned(),
            Output::Sign => self.sign.clone(),
            // the charset of a body stands in the query (protocol.md §1.4)
            Output::Curl => format!(
                "curl {} \\\n  -H {} \\\n  --data {}",
                shell(&format!("{gateway}?{}", self.form(|name| name == "charset"))),
                shell(&format!(
                    "Content-Type: application/x-www-form-urlencoded;charset={}",
                    self.charset_name
                )),
                shell(&self.form(|name| name != "charset")),
            ),
            Output::All => {
                let lang = Lang::of_environment();
                format!(
                    "{}\n{string}\n\n{}\n{}\n\n{}\n{}\n",
                    lang.pick("string to sign:", "待签名字符串："),
                    lang.pick("signature:", "签名："),
                    self.sign,
                    lang.pick(format!("form for {gateway}:"), format!("发往 {gateway} 的表单：")),
                    self.form(|_| true)
                )
            }
        }
    }
}

/// Now in Beijing time, as requests carry it.
fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(charset: &str, value: &str) -> anyhow::Result<(Signed, tael_wire::sign::PublicKey)> {
        let key = PrivateKey::generate(2048)?;
        let pairs = [("sign_type", "RSA2"), ("charset", charset), ("subject", value), ("app_id", "2021")];
        let pairs = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Ok((Signed::sign(pairs, &Signer::new(&key)?)?, key.public_key().clone()))
    }

    #[test]
    fn the_string_is_sorted_and_its_bytes_are_those_of_the_charset() {
        let (signed, key) = signed("GBK", "镕 €").unwrap();
        assert!(
            signed.string.starts_with(b"app_id=2021&charset=GBK&sign_type=RSA2&subject=\xE9\x46 \xA2\xE3")
        );
        key.verify(SignType::Rsa2, &signed.string, &signed.sign).unwrap();
        let url = signed.shown(Output::Url, "http://x/gateway.do");
        assert!(
            url.starts_with("http://x/gateway.do?sign_type=RSA2&charset=GBK&subject=%E9%46+%A2%E3&"),
            "{url}"
        );
        let curl = signed.shown(Output::Curl, "http://x/gateway.do");
        assert!(curl.starts_with("curl 'http://x/gateway.do?charset=GBK'"), "{curl}");
        assert!(curl.contains("--data 'sign_type=RSA2&subject="), "{curl}");
        assert!(signed.shown(Output::All, "u").contains(&signed.sign));
    }

    #[test]
    fn unknown_charsets_and_sign_types_are_refused() {
        assert!(signed("latin1", "x").err().unwrap().to_string().contains("latin1"));
    }
}
