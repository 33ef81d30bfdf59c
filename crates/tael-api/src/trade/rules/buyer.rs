//! Step 5: the buyer that a request names (`semantics.md §12.2, §12.4`).

use std::sync::Arc;

use tael_core::id::{AppId, UserId};
use tael_core::party::{User, UserStatus};
use tael_store::View;
use tael_wire::code::GatewayError;

use crate::generated::Code;
use crate::method::{Call, Rule};
use crate::open_id::Opened;

/// The buyer members of a request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Named<'a> {
    /// `buyer_open_id`, towards the calling app.
    pub open_id: Option<&'a str>,
    /// `op_buyer_open_id`, towards `op_app_id`.
    pub op_open_id: Option<&'a str>,
    /// `op_app_id`.
    pub op_app_id: Option<&'a str>,
    /// `buyer_id`.
    pub user_id: Option<&'a str>,
    /// `buyer_logon_id`.
    pub logon_id: Option<&'a str>,
}

/// Finds the buyer. `None`: the request names nobody.
///
/// # Errors
/// ACQ.BUYER_NOT_EXIST, ACQ.USER_LOGONID_DUP, the public `invalid-openid`, and invalid parameter where two members name
/// different users.
pub fn find(named: Named<'_>, call: &Call, view: &View) -> Result<Option<Arc<User>>, Rule> {
    let mut found: Option<(&str, UserId)> = None;
    let mut agree = |path: &'static str, id: UserId| match &found {
        Some((first, other)) if *other != id => Err(Rule::invalid(
            path,
            &format!("与 {first} 指向不同的用户"),
            &format!("names another user than {first}"),
        )),
        Some(_) => Ok(()),
        None => {
            found = Some((path, id));
            Ok(())
        }
    };
    if let Some(open_id) = named.open_id {
        agree("buyer_open_id", opened(&call.app.app_id, open_id, call)?)?;
    }
    if let Some(open_id) = named.op_open_id {
        let app = named.op_app_id.map_or_else(|| call.app.app_id.clone(), AppId::from);
        agree("op_buyer_open_id", opened(&app, open_id, call)?)?;
    }
    if let Some(user_id) = named.user_id {
        if call.app.open_id_mode {
            let hint = "this app is in open id mode: name the buyer by buyer_open_id";
            return Err(Rule::because(Code::BuyerNotExist, hint));
        }
        agree("buyer_id", UserId::from(user_id))?;
    }
    if let Some(logon_id) = named.logon_id {
        match view.users_by_logon(call.world, logon_id)?.map(Vec::as_slice) {
            Some([only]) => agree("buyer_logon_id", only.clone())?,
            Some([_, _, ..]) => {
                return Err(Rule::because(Code::UserLogonidDup, "several users have this login name"));
            }
            _ => return Err(Rule::because(Code::BuyerNotExist, "no user has this login name")),
        }
    }
    let Some((_, id)) = found else { return Ok(None) };
    match view.user(&id)? {
        Some(user) if user.world == call.world => Ok(Some(Arc::clone(user))),
        _ => Err(Rule::because(Code::BuyerNotExist, format!("there is no user {id}"))),
    }
}

fn opened(app: &AppId, open_id: &str, call: &Call) -> Result<UserId, Rule> {
    match call.open_ids.open(app, open_id) {
        Opened::User(user) => Ok(user),
        Opened::OtherApp => Err(Rule::Public(GatewayError::InvalidOpenid)),
        Opened::Unknown => Err(Rule::because(Code::BuyerNotExist, "this open id was never issued")),
    }
}

/// The state of a buyer named in a creation.
///
/// # Errors
/// ACQ.BUYER_NOT_EXIST for a closed account, ACQ.BUYER_ENABLE_STATUS_FORBID for a frozen or disabled one.
pub fn enabled_for_creation(buyer: &User) -> Result<(), Rule> {
    if buyer.status == UserStatus::Cancelled {
        return Err(Rule::because(Code::BuyerNotExist, format!("user {} is CANCELLED", buyer.user_id)));
    }
    enabled(buyer)
}

/// The state of a buyer who is to pay.
///
/// # Errors
/// ACQ.BUYER_ENABLE_STATUS_FORBID.
pub fn enabled(buyer: &User) -> Result<(), Rule> {
    if buyer.status == UserStatus::Normal {
        return Ok(());
    }
    let hint = format!("user {} is {:?}", buyer.user_id, buyer.status);
    Err(Rule::because(Code::BuyerEnableStatusForbid, hint))
}

/// Buyer and payee differ.
///
/// # Errors
/// ACQ.BUYER_SELLER_EQUAL.
pub fn not_the_payee(buyer: &UserId, payee: &UserId) -> Result<(), Rule> {
    if buyer == payee {
        return Err(Rule::because(Code::BuyerSellerEqual, format!("{buyer} is buyer and payee")));
    }
    Ok(())
}
