//! How each SDK is pointed at Tael (`protocol.md §10`): a line for the screen, a whole program to paste.
//!
//! The programs are files of their own language beside this one. `@@/app/app_id@@` in them stands for that member of
//! `demo.json`.

use serde_json::Value;

use super::words::told;

/// What `tael demo` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// The whole of demo.json.
    Json,
    /// Variables for a shell.
    Env,
    /// alipay-sdk, the official SDK for Node.js.
    Node,
    /// alipay-sdk-python, the official SDK for Python.
    Python,
    /// alipay-sdk-java, the official SDK for Java.
    Java,
    /// smartwalle/alipay, the most used SDK for Go.
    Go,
    /// alipaysdk/openapi, the official SDK for PHP.
    Php,
}

impl Format {
    /// Those that are SDKs.
    pub(crate) const SDKS: [Format; 5] =
        [Format::Node, Format::Python, Format::Java, Format::Go, Format::Php];

    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Env => "env",
            Format::Node => "node",
            Format::Python => "python",
            Format::Java => "java",
            Format::Go => "go",
            Format::Php => "php",
        }
    }
}

/// The URLs and ids of an SDK's set-up on one line, without keys.
pub(crate) fn line(format: Format, demo: &Value) -> String {
    let template = match format {
        Format::Json => "cat demo.json",
        Format::Env => "TAEL_GATEWAY_URL=@@/gateway_url@@",
        Format::Node => {
            r#"new AlipaySdk({ gateway: "@@/gateway_url@@", appId: "@@/app/app_id@@", privateKey, alipayPublicKey })"#
        }
        Format::Python => r#"config.server_url = "@@/gateway_url@@"; config.app_id = "@@/app/app_id@@""#,
        Format::Java => r#"config.setServerUrl("@@/gateway_url@@"); config.setAppId("@@/app/app_id@@");"#,
        Format::Go => {
            r#"alipay.New("@@/app/app_id@@", privateKey, false, alipay.WithSandboxGateway("@@/gateway_url@@"))"#
        }
        Format::Php => "$aop->gatewayUrl = '@@/gateway_url@@'; $aop->appId = '@@/app/app_id@@';",
    };
    let mut line = filled(template, demo).unwrap_or_default();
    if format == Format::Python && !on_port_80(demo) {
        line.push_str("   (knows port 80 only: tael dev --listen 127.0.0.9:80)");
    }
    line
}

/// The whole of it, keys included.
///
/// # Errors
/// Where the document lacks a member.
pub(crate) fn whole(format: Format, demo: &Value) -> anyhow::Result<String> {
    let template = match format {
        Format::Json => return Ok(format!("{demo:#}\n")),
        Format::Env => return environment(demo),
        Format::Node => include_str!("node.mjs"),
        Format::Python => include_str!("python.py"),
        Format::Java => include_str!("Main.java"),
        Format::Go => include_str!("main.go"),
        Format::Php => include_str!("php.php"),
    };
    let text = filled(template, demo)?;
    if format == Format::Python && !on_port_80(demo) {
        let note =
            "# This SDK knows port 80 only: start the gateway with `tael dev --listen 127.0.0.9:80`.\n";
        return Ok(format!("{note}{text}"));
    }
    Ok(text)
}

fn on_port_80(demo: &Value) -> bool {
    let endpoint = demo.pointer("/endpoint").and_then(Value::as_str).unwrap_or_default();
    let authority = endpoint.split("://").nth(1).unwrap_or_default();
    endpoint.starts_with("https://") || !authority.rsplit(']').next().unwrap_or_default().contains(':')
}

/// Variables for a shell: everything that a program needs, each under a name.
fn environment(demo: &Value) -> anyhow::Result<String> {
    const VARIABLES: [(&str, &str); 13] = [
        ("TAEL_GATEWAY_URL", "/gateway_url"),
        ("TAEL_ENDPOINT", "/endpoint"),
        ("TAEL_APP_ID", "/app/app_id"),
        ("TAEL_SIGN_TYPE", "/app/sign_type"),
        ("TAEL_PRIVATE_KEY_PKCS1", "/app/private_key_pkcs1"),
        ("TAEL_PRIVATE_KEY_PKCS8", "/app/private_key_pkcs8"),
        ("TAEL_AES_KEY", "/app/aes_key"),
        ("TAEL_ALIPAY_PUBLIC_KEY", "/platform/public_key"),
        ("TAEL_SELLER_ID", "/merchant/partner_id"),
        ("TAEL_BUYER_ID", "/buyers/0/user_id"),
        ("TAEL_BUYER_PASSWORD", "/buyers/0/pay_password"),
        ("TAEL_CONTROL_URL", "/control/url"),
        ("TAEL_CONTROL_TOKEN", "/control/token"),
    ];
    let mut text = String::new();
    for (name, pointer) in VARIABLES {
        text.push_str(&format!("export {name}={}\n", shell(member(demo, pointer)?)));
    }
    Ok(text)
}

/// A word of a POSIX shell.
pub(crate) fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn member<'a>(demo: &'a Value, pointer: &str) -> anyhow::Result<&'a str> {
    demo.pointer(pointer).and_then(Value::as_str).ok_or_else(|| {
        told(
            format!("the demo world has no {pointer}: start `tael dev` of this version once more"),
            format!("演示环境缺少 {pointer}：请用此版本重新启动 `tael dev`"),
        )
    })
}

/// Puts members in the place of their pointers, escaped for the quotes that they stand in.
fn filled(template: &str, demo: &Value) -> anyhow::Result<String> {
    let mut text = String::new();
    let mut parts = template.split("@@");
    text.push_str(parts.next().unwrap_or_default());
    while let (Some(pointer), Some(after)) = (parts.next(), parts.next()) {
        let quote = text.chars().next_back().unwrap_or_default();
        for c in member(demo, pointer)?.chars() {
            if c == '\\' || (c == quote && (quote == '"' || quote == '\'')) {
                text.push('\\');
            }
            text.push(c);
        }
        text.push_str(after);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn demo(endpoint: &str) -> Value {
        json!({
            "gateway_url": format!("{endpoint}/gateway.do"), "endpoint": endpoint,
            "control": {"url": format!("{endpoint}/control/v1"), "token": "t0ken"},
            "app": {"app_id": "2021", "sign_type": "RSA2", "private_key_pkcs1": "ONE+/=",
                    "private_key_pkcs8": "EIGHT", "aes_key": "AES"},
            "platform": {"public_key": "PUBLIC"}, "merchant": {"partner_id": "2088"},
            "buyers": [{"user_id": "2088x", "pay_password": "11'1"}],
        })
    }

    #[test]
    fn every_format_has_the_url_and_the_key_that_its_sdk_reads() {
        let demo = demo("http://127.0.0.1:8640");
        for (format, key) in [
            (Format::Node, "ONE+/="),
            (Format::Python, "ONE+/="),
            (Format::Java, "EIGHT"),
            (Format::Go, "ONE+/="),
            (Format::Php, "ONE+/="),
            (Format::Json, "EIGHT"),
            (Format::Env, "EIGHT"),
        ] {
            let text = whole(format, &demo).unwrap();
            for part in ["http://127.0.0.1:8640/gateway.do", "2021", "PUBLIC", key] {
                assert!(text.contains(part), "{format:?} lacks {part}");
            }
            assert!(!text.contains("@@"), "{format:?}");
            let line = line(format, &demo);
            assert!(!line.contains(key) && !line.contains("PUBLIC") && !line.contains("@@"), "{line}");
        }
        assert!(whole(Format::Env, &demo).unwrap().contains(r"export TAEL_BUYER_PASSWORD='11'\''1'"));
    }

    /// The first call of every program is one that the gateway takes: order numbers have no other characters than these.
    #[test]
    fn the_order_numbers_of_the_programs_are_valid() {
        let demo = demo("http://127.0.0.1");
        for format in Format::SDKS {
            let text = whole(format, &demo).unwrap();
            let number = text.split("order").find(|part| part.starts_with('_')).unwrap_or_default();
            assert!(!number.is_empty() && !text.contains("order-"), "{format:?}: {text}");
        }
    }

    #[test]
    fn python_is_told_about_its_port() {
        for (endpoint, told) in [
            ("http://127.0.0.1:8640", true),
            ("http://[::1]:8640", true),
            ("http://127.0.0.9", false),
            ("http://[::1]", false),
            ("https://pay.example", false),
        ] {
            let demo = demo(endpoint);
            assert_eq!(whole(Format::Python, &demo).unwrap().contains("--listen"), told, "{endpoint}");
            assert_eq!(line(Format::Python, &demo).contains("--listen"), told, "{endpoint}");
        }
    }

    #[test]
    fn a_member_that_is_missing_is_named_and_quotes_are_escaped() {
        let error = whole(Format::Node, &json!({"gateway_url": "x"})).unwrap_err().to_string();
        assert!(error.contains("/app/app_id") || error.contains("/"), "{error}");
        let odd = json!({"a": "it's \\ \"so\""});
        assert_eq!(filled("'@@/a@@'", &odd).unwrap(), r#"'it\'s \\ "so"'"#);
        assert_eq!(filled("\"@@/a@@\"", &odd).unwrap(), r#""it's \\ \"so\"""#);
    }
}
