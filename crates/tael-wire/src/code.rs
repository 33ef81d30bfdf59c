//! The gateway's public results: codes, refusals, their texts and what to do about them (protocol.md §4).
//!
//! The table comes from spec/gateway-errors.yaml and spec/gateway-fixes.yaml. Refusals of the methods themselves
//! (`ACQ.…`) belong to each method and are not here.

use std::borrow::Cow;

pub use crate::generated::gateway_errors::{GatewayError, ResultCode};

use crate::generated::gateway_errors::TABLE;
use crate::sign::SignType;
use crate::v2::envelope::Head;

/// What is known about one refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Info {
    /// The refusal itself.
    pub error: GatewayError,
    /// The code that it comes under.
    pub code: ResultCode,
    /// The `sub_code` of the wire.
    pub sub_code: &'static str,
    /// The Chinese text of `sub_msg`.
    pub zh: &'static str,
    /// Other texts found for the same cause, and templates with `{…}` in place of what depends on the request.
    pub other_zh: &'static [&'static str],
    /// What happened, in English; never on the wire.
    pub en: &'static str,
    /// What to do next, in English; never on the wire.
    pub fix: &'static str,
    /// Whether the answer is signed (semantics.md §12.6).
    pub signed: bool,
    /// The entry that is raised for the same cause, where this one never is (semantics.md §12.6).
    pub raised_instead: Option<GatewayError>,
    /// The HTTP status of the same refusal on V3, where it is known.
    pub v3_http: Option<u16>,
    /// The code of the same refusal on V3, where it is known.
    pub v3_code: Option<&'static str>,
}

impl Info {
    /// Whether this entry is raised at all.
    #[must_use]
    pub fn raised(&self) -> bool {
        self.raised_instead.is_none()
    }
}

impl GatewayError {
    /// All that is known about the refusal.
    #[must_use]
    pub fn info(self) -> &'static Info {
        &TABLE[self as usize]
    }

    /// The refusal of a `sub_code`.
    #[must_use]
    pub fn from_sub_code(sub_code: &str) -> Option<Self> {
        TABLE.iter().find(|info| info.sub_code == sub_code).map(|info| info.error)
    }

    /// The `sub_code` of the wire.
    #[must_use]
    pub fn sub_code(self) -> &'static str {
        self.info().sub_code
    }

    /// The head of an answer that refuses with the usual text.
    #[must_use]
    pub fn head(self) -> Head<'static> {
        self.head_with(self.info().zh)
    }

    /// The head of an answer that refuses with a text of its own.
    #[must_use]
    pub fn head_with<'a>(self, sub_msg: impl Into<Cow<'a, str>>) -> Head<'a> {
        let info = self.info();
        Head {
            code: info.code.code(),
            msg: info.code.msg(),
            sub_code: Some(Cow::Borrowed(info.sub_code)),
            sub_msg: Some(sub_msg.into()),
        }
    }
}

impl std::fmt::Display for GatewayError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let info = self.info();
        write!(f, "{} {}: {}. {}", info.code.code(), info.sub_code, info.en, info.fix)
    }
}

impl std::error::Error for GatewayError {}

/// The texts of isv.invalid-signature: the gateway tells three causes apart (protocol.md §3.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureRefusal<'a> {
    /// The signature does not verify; the text shows the string that should have been signed, HTML-escaped (see
    /// [`crate::v2::canonical::echo`]).
    Mismatch {
        /// The escaped string to sign.
        echo: &'a str,
    },
    /// It verifies as the other type than `sign_type` says.
    OtherType {
        /// What `sign_type` says.
        declared: SignType,
    },
    /// `charset` stands only in the body, and the signature does not verify.
    CharsetNotInQuery,
    /// The plain text of old gateways, for when the string is not to be shown.
    Plain,
}

impl SignatureRefusal<'_> {
    /// The text of `sub_msg`.
    #[must_use]
    pub fn text(&self) -> Cow<'static, str> {
        let info = GatewayError::InvalidSignature.info();
        match self {
            Self::Mismatch { echo } => fill(info.other_zh[0], &[echo]).into(),
            Self::OtherType { declared } => {
                fill(info.other_zh[1], &[declared.as_str(), declared.other().as_str()]).into()
            }
            Self::CharsetNotInQuery => info.other_zh[2].into(),
            Self::Plain => info.zh.into(),
        }
    }

    /// The head of the answer.
    #[must_use]
    pub fn head(&self) -> Head<'static> {
        GatewayError::InvalidSignature.head_with(self.text())
    }
}

/// Puts values, in order, in place of the `{…}` of a template.
fn fill(template: &str, values: &[&str]) -> String {
    let mut filled =
        String::with_capacity(template.len() + values.iter().map(|value| value.len()).sum::<usize>());
    let mut rest = template;
    for value in values {
        let Some((before, after)) = rest.split_once('{') else { break };
        filled.push_str(before);
        filled.push_str(value);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_variant_finds_its_own_row() {
        for (index, error) in GatewayError::ALL.into_iter().enumerate() {
            let info = error.info();
            assert_eq!(info.error, error);
            assert_eq!(error as usize, index);
            assert_eq!(GatewayError::from_sub_code(info.sub_code), Some(error));
            assert!(
                !info.zh.is_empty() && !info.en.is_empty() && info.fix.ends_with('.'),
                "{}",
                info.sub_code
            );
            assert!(ResultCode::ALL.contains(&info.code));
            assert!(error.to_string().contains(info.sub_code));
        }
        assert_eq!(GatewayError::from_sub_code("isv.no-such-code"), None);
    }

    #[test]
    fn codes_as_recorded() {
        assert_eq!(ResultCode::ALL.map(ResultCode::code)[..3], ["10000", "10003", "20000"]);
        assert_eq!(ResultCode::OrderSuccessPayInprocess.msg(), " order success pay inprocess");
        assert_eq!(ResultCode::InsufficientTokenPermissions.msg(), "Insufficient Token Permissions");
        let head = GatewayError::MissingSignatureConfig.head();
        assert_eq!((head.code, head.msg), ("40003", "Insufficient Conditions"));
        assert_eq!(head.sub_code.as_deref(), Some("isv.missing-signature-config"));
        assert_eq!(head.sub_msg.as_deref(), Some("应用未配置对应签名算法的公钥或者证书"));
        let success = Head::SUCCESS;
        assert_eq!((success.code, success.msg), (ResultCode::Success.code(), ResultCode::Success.msg()));
    }

    #[test]
    fn entries_that_lose_name_the_one_that_is_raised() {
        let losers: Vec<_> = GatewayError::ALL.iter().filter(|error| !error.info().raised()).collect();
        assert_eq!(losers.len(), 4);
        for loser in losers {
            assert!(loser.info().raised_instead.unwrap().info().raised());
        }
        assert_eq!(
            GatewayError::MissingSignatureKey.info().raised_instead,
            Some(GatewayError::MissingSignatureConfig)
        );
    }

    #[test]
    fn only_refusals_without_a_key_to_choose_are_unsigned() {
        let unsigned: Vec<_> =
            GatewayError::ALL.iter().filter(|e| !e.info().signed).map(|e| e.sub_code()).collect();
        assert_eq!(
            unsigned,
            ["isv.missing-method", "isv.missing-signature", "isv.missing-app-id", "isv.invalid-app-id"]
        );
    }

    #[test]
    fn the_texts_of_a_bad_signature() {
        let echo = "a=1&amp;b={\"x\"}";
        assert_eq!(
            SignatureRefusal::Mismatch { echo }.text(),
            format!(
                "验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：{echo}"
            )
        );
        assert_eq!(
            SignatureRefusal::OtherType { declared: SignType::Rsa2 }.text(),
            "验签出错，sign值与sign_type参数指定的签名类型不一致：sign_type参数值为RSA2，您实际用的签名类型可能是RSA"
        );
        assert_eq!(
            SignatureRefusal::CharsetNotInQuery.text(),
            "验签出错，请确认charset参数放在了URL查询字符串中且各参数值使用charset参数指示的字符集编码"
        );
        assert_eq!(SignatureRefusal::Plain.text(), "无效签名");
        assert_eq!(SignatureRefusal::Plain.head().code, "40002");
    }

    #[test]
    fn templates_are_filled_in_order() {
        assert_eq!(fill("a{x}b{y}c", &["1", "{2}"]), "a1b{2}c");
        assert_eq!(fill("a{x}b", &["1", "2"]), "a1b");
        assert_eq!(fill("none", &["1"]), "none");
    }
}
