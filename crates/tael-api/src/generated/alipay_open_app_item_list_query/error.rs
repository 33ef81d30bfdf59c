//! The business errors of `alipay.open.app.item.list.query`. Written by `cargo xtask generate`; edit `spec/` instead.

use super::table::API;
use crate::generated::Code;

/// A business error of `alipay.open.app.item.list.query`: the rows of its own table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Error {
    /// `SYSTEM_ERROR` 系统繁忙: Retry with the same request.
    SystemError,
    /// `INVALID_PARAMETER` 参数有误: Fix the parameter named in sub_msg.
    InvalidParameter,
}

impl Error {
    /// All errors, in the order of the table.
    pub const ALL: &[Error] = &[Error::SystemError, Error::InvalidParameter];

    /// The error that a code is in this method; `None` where its table lacks the code.
    #[must_use]
    pub fn of(code: Code) -> Option<Error> {
        Some(match code {
            Code::PlainSystemError => Error::SystemError,
            Code::PlainInvalidParameter => Error::InvalidParameter,
            #[allow(unreachable_patterns, reason = "while the union has no other codes")]
            _ => return None,
        })
    }

    /// The `sub_code`.
    #[must_use]
    pub fn code(self) -> &'static str {
        API.errors[self as usize].code
    }

    /// The `sub_msg` of the wire.
    #[must_use]
    pub fn message_zh(self) -> &'static str {
        API.errors[self as usize].message_zh
    }

    /// Cause and fix.
    #[must_use]
    pub fn fix_en(self) -> &'static str {
        API.errors[self as usize].fix_en
    }
}
