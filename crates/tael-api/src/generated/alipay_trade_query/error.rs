//! The business errors of `alipay.trade.query`. Written by `cargo xtask generate`; edit `spec/` instead.

use super::table::API;
use crate::generated::Code;

/// A business error of `alipay.trade.query`: the rows of its own table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Error {
    /// `ACQ.SYSTEM_ERROR` 系统错误: Repeat the query.
    SystemError,
    /// `ACQ.INVALID_PARAMETER` 参数无效: Fix the parameter named in sub_msg.
    InvalidParameter,
    /// `ACQ.TRADE_NOT_EXIST` 交易不存在: Check the numbers. Before the buyer scanned / opened the cashier no trade exists.
    TradeNotExist,
    /// `ACQ.ENTERPRISE_PAY_BIZ_ERROR` 因公付业务异常: Retry; otherwise contact support.
    EnterprisePayBizError,
}

impl Error {
    /// All errors, in the order of the table.
    pub const ALL: &[Error] =
        &[Error::SystemError, Error::InvalidParameter, Error::TradeNotExist, Error::EnterprisePayBizError];

    /// The error that a code is in this method; `None` where its table lacks the code.
    #[must_use]
    pub fn of(code: Code) -> Option<Error> {
        Some(match code {
            Code::SystemError => Error::SystemError,
            Code::InvalidParameter => Error::InvalidParameter,
            Code::TradeNotExist => Error::TradeNotExist,
            Code::EnterprisePayBizError => Error::EnterprisePayBizError,
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
