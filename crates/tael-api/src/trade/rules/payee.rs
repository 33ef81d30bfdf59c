//! Step 4: who receives (`semantics.md §3.1`).

use std::sync::Arc;

use tael_core::id::UserId;
use tael_core::party::{Merchant, MerchantStatus, Shop, UserStatus};
use tael_core::trade::Settlement;
use tael_store::{Join, View};

use crate::generated::Code;
use crate::method::Rule;

/// What the request says about the payee.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// `store_id`.
    pub store_id: Option<&'a str>,
    /// `alipay_store_id`.
    pub alipay_store_id: Option<&'a str>,
    /// `seller_id`.
    pub seller_id: Option<&'a str>,
}

/// Who receives.
#[derive(Clone, Debug)]
pub struct Payee {
    /// The account's owner.
    pub user: UserId,
    /// The registered store, if the request names one.
    pub shop: Option<Arc<Shop>>,
    /// The payee as a merchant, for its limits; the calling merchant where it is not one itself.
    pub merchant: Arc<Merchant>,
    /// How the receipt is settled, where it is not the payee's own at once.
    pub settlement: Option<Box<Settlement>>,
}

impl Payee {
    /// The merchant's number of the store: the registered store's, else what the request says.
    #[must_use]
    pub fn store_id(&self, asked: Option<&str>) -> Option<String> {
        self.shop.as_ref().map(|shop| shop.store_id.to_string()).or(asked.map(str::to_owned))
    }

    /// The platform's number of the store, as [`Payee::store_id`].
    #[must_use]
    pub fn alipay_store_id(&self, asked: Option<&str>) -> Option<String> {
        let of_shop = self.shop.as_ref().and_then(|shop| shop.alipay_store_id.as_ref());
        of_shop.map(ToString::to_string).or(asked.map(str::to_owned))
    }
}

/// Who receives: the store's account, else seller_id, else the merchant.
///
/// # Errors
/// ACQ.INVALID_STORE_ID, ACQ.ILLEGAL_ARGUMENT where the numbers name two stores, ACQ.SELLER_NOT_EXIST, ACQ.INVALID_RECEIVE_ACCOUNT, ACQ.SELLER_BEEN_BLOCKED.
pub fn resolve(asked: Asked<'_>, merchant: &Arc<Merchant>, view: &View) -> Result<Payee, Rule> {
    let shop = shop(asked, merchant, view)?;
    let user = match (shop.as_ref().and_then(|s| s.account.clone()), asked.seller_id) {
        (Some(account), _) => account,
        (None, Some(seller_id)) => seller(seller_id, merchant, view)?,
        (None, None) => merchant.partner_id.clone(),
    };
    let own = user == merchant.partner_id;
    let (owner, as_merchant) = (view.user(&user), view.merchant(&user)).join()?;
    let as_merchant = if own { Some(merchant) } else { as_merchant };
    let blocked = as_merchant.is_some_and(|m| m.status == MerchantStatus::Blocked)
        || owner.is_some_and(|u| u.status != UserStatus::Normal);
    if blocked {
        return Err(Rule::because(Code::SellerBeenBlocked, format!("the payee {user} is blocked")));
    }
    Ok(Payee { shop, merchant: Arc::clone(as_merchant.unwrap_or(merchant)), user, settlement: None })
}

fn shop(asked: Asked<'_>, merchant: &Merchant, view: &View) -> Result<Option<Arc<Shop>>, Rule> {
    if !merchant.has_stores {
        return Ok(None);
    }
    let pid = &merchant.partner_id;
    let unknown = |name: &str, id: &str| {
        Rule::because(
            Code::InvalidStoreId,
            format!("merchant {pid} has registered stores, but none with {name} {id}"),
        )
    };
    let own = match asked.store_id {
        Some(id) => Some(view.shop(pid, id)?.ok_or_else(|| unknown("store_id", id))?),
        None => None,
    };
    let platform = match asked.alipay_store_id {
        Some(id) => Some(view.shop_by_alipay_id(pid, id)?.ok_or_else(|| unknown("alipay_store_id", id))?),
        None => None,
    };
    match (own, platform) {
        (Some(own), Some(other)) if own.store_id != other.store_id => {
            let hint =
                format!("store_id names store {}, alipay_store_id store {}", own.store_id, other.store_id);
            Err(Rule::because(Code::IllegalArgument, hint))
        }
        _ => Ok(own.or(platform).cloned()),
    }
}

fn seller(seller_id: &str, merchant: &Merchant, view: &View) -> Result<UserId, Rule> {
    let user = UserId::from(seller_id);
    if user == merchant.partner_id {
        return Ok(user);
    }
    if view.user(&user)?.is_none_or(|user| user.world != merchant.world) {
        return Err(Rule::because(Code::SellerNotExist, format!("there is no user {seller_id}")));
    }
    if !merchant.receive_accounts.contains(&user) {
        let hint =
            format!("{seller_id} is not among the receive accounts of merchant {}", merchant.partner_id);
        return Err(Rule::because(Code::InvalidReceiveAccount, hint));
    }
    Ok(user)
}
