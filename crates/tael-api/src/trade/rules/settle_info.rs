//! Step 4: where a trade is settled, and for whom (`semantics.md §3.3`).

use std::sync::Arc;

use tael_core::id::UserId;
use tael_core::money::Fen;
use tael_core::party::{Merchant, SettleAccount, SettleAccountType, SubMerchant, User, UserStatus};
use tael_core::trade::settlement::{Destination, SettleEntity};
use tael_store::View;

use crate::generated::Code;
use crate::method::Rule;

/// What the only entry of `settle_info` says.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// `trans_in_type` in canonical case; the older name cardSerialNo is read as cardAliasNo.
    pub trans_in_type: &'a str,
    /// `trans_in`.
    pub trans_in: Option<&'a str>,
    /// `summary_dimension`.
    pub summary_dimension: Option<&'a str>,
    /// `settle_entity_type`.
    pub entity_type: Option<&'a str>,
    /// `settle_entity_id`.
    pub entity_id: Option<&'a str>,
    /// `amount`.
    pub amount: Fen,
}

/// For whom a trade may be settled.
#[derive(Clone, Copy)]
pub struct Owner<'a> {
    /// The calling merchant.
    pub merchant: &'a Merchant,
    /// The second-level merchant that sells.
    pub sub: Option<&'a SubMerchant>,
}

impl Owner<'_> {
    /// The accounts that were registered at on-boarding: the second-level merchant's; of a merchant that sells itself its
    /// own account, those that may receive its trades, and its cards.
    fn accounts(&self) -> Vec<SettleAccount> {
        if let Some(sub) = self.sub {
            return sub.settle_accounts.clone();
        }
        let account = |kind, value: &str| SettleAccount { kind, value: value.to_owned(), certified: true };
        let users = std::iter::once(&self.merchant.partner_id).chain(&self.merchant.receive_accounts);
        let users = users.map(|user| account(SettleAccountType::UserId, user.as_str()));
        let cards = self.merchant.card_aliases.iter();
        users.chain(cards.map(|alias| account(SettleAccountType::CardAliasNo, alias))).collect()
    }

    fn default_account(&self) -> Option<&str> {
        match self.sub {
            Some(sub) => sub.default_settle_account.as_deref(),
            None => self.merchant.default_settle_account.as_deref(),
        }
    }

    fn name(&self) -> String {
        match self.sub {
            Some(sub) => format!("sub-merchant {}", sub.smid),
            None => format!("merchant {}", self.merchant.partner_id),
        }
    }
}

/// What contradicts the trade or itself.
///
/// # Errors
/// ACQ.ILLEGAL_ARGUMENT.
pub fn consistent(entry: &Entry<'_>, total: Fen, sub: Option<&SubMerchant>) -> Result<(), Rule> {
    let refused = |hint: String| Err(Rule::because(Code::IllegalArgument, hint));
    if entry.amount != total {
        return refused(format!("settle_info settles {}, the trade amounts to {total}", entry.amount));
    }
    if entry.trans_in_type == "defaultSettle" && entry.entity_type == Some("Store") {
        return refused("defaultSettle does not go with settle_entity_type Store".into());
    }
    if entry.summary_dimension.is_some() && entry.trans_in_type != "cardAliasNo" {
        return refused("summary_dimension goes with trans_in_type cardAliasNo only".into());
    }
    // a merchant that sells itself may send it: the printed sample of trade.create does
    match (entry.entity_type, entry.entity_id, sub) {
        (Some("SecondMerchant"), Some(id), Some(sub)) if id != sub.smid => {
            refused(format!("settle_entity_id is {id}, but sub-merchant {} sells", sub.smid))
        }
        _ => Ok(()),
    }
}

/// The account that an entry names.
///
/// # Errors
/// ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID, ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID, ACQ.USER_LOGONID_DUP,
/// ACQ.DEFAULT_SETTLE_RULE_NOT_EXIST, ACQ.CUSTOMER_VALIDATE_ERROR; invalid parameter for a type that is none of them.
pub fn destination(entry: &Entry<'_>, owner: Owner<'_>, view: &View) -> Result<Destination, Rule> {
    let named = entry.trans_in.unwrap_or_default();
    match entry.trans_in_type {
        "cardAliasNo" => card(named, owner),
        "userId" => user(SettleAccountType::UserId, named, &owner.accounts(), owner, view),
        "loginName" => user(SettleAccountType::LoginName, named, &owner.accounts(), owner, view),
        "defaultSettle" => default(owner, view),
        other => Err(Rule::invalid(
            "settle_info.settle_detail_infos[0].trans_in_type",
            &format!("取值应为 cardAliasNo、userId、loginName 或 defaultSettle，实际为 {other}"),
            &format!("is {other}, not one of cardAliasNo, userId, loginName, defaultSettle"),
        )),
    }
}

fn card(alias: &str, owner: Owner<'_>) -> Result<Destination, Rule> {
    let accounts = owner.accounts();
    let is = |a: &&SettleAccount| a.kind == SettleAccountType::CardAliasNo && a.value == alias;
    match accounts.iter().find(is) {
        Some(card) if !card.certified => Err(not_certified(&format!("card {alias}"), "is not certified")),
        Some(_) => Ok(Destination::Bank(alias.to_owned())),
        None => {
            let hint = format!("{} has no card {alias}", owner.name());
            Err(Rule::because(Code::SecondaryMerchantCardAliasNoInvalid, hint))
        }
    }
}

/// A wallet account, by either of its names; it is registered where the same user is, by either name too.
fn user(
    kind: SettleAccountType,
    name: &str,
    accounts: &[SettleAccount],
    owner: Owner<'_>,
    view: &View,
) -> Result<Destination, Rule> {
    let unlike = |why: &str| {
        let hint = format!("{name} {why}; the settle accounts of {} are others", owner.name());
        Rule::because(Code::SecondaryMerchantAlipayAccountInvalid, hint)
    };
    let user = match kind {
        SettleAccountType::LoginName => by_login_name(name, owner.merchant, view)?,
        _ => view.user(&UserId::from(name))?.map(Arc::clone),
    };
    let user =
        user.filter(|user| user.world == owner.merchant.world).ok_or_else(|| unlike("names nobody"))?;
    let is = |account: &&SettleAccount| match account.kind {
        SettleAccountType::UserId => account.value == user.user_id.as_str(),
        SettleAccountType::LoginName => account.value == user.logon_id,
        SettleAccountType::CardAliasNo => false,
    };
    let account = accounts.iter().find(is).ok_or_else(|| unlike("is not registered"))?;
    in_order(&user, account.certified, owner)?;
    Ok(Destination::User(user.user_id.clone()))
}

/// The user with this login name, if any.
///
/// # Errors
/// ACQ.USER_LOGONID_DUP where several have it.
fn by_login_name(name: &str, merchant: &Merchant, view: &View) -> Result<Option<Arc<User>>, Rule> {
    match view.users_by_logon(merchant.world, name)?.map(Vec::as_slice) {
        Some([only]) => Ok(view.user(only)?.map(Arc::clone)),
        Some([_, _, ..]) => {
            let hint = format!("several users have the login name {name} of the settlement account");
            Err(Rule::because(Code::UserLogonidDup, hint))
        }
        _ => Ok(None),
    }
}

/// The default account: a registered one by its name, else what its name looks like.
fn default(owner: Owner<'_>, view: &View) -> Result<Destination, Rule> {
    let Some(name) = owner.default_account() else {
        let hint = format!("{} has no default_settle_account", owner.name());
        return Err(Rule::because(Code::DefaultSettleRuleNotExist, hint));
    };
    let mut accounts = owner.accounts();
    if !accounts.iter().any(|account| account.value == name) {
        let kind = if UserId::from(name).serial().is_some() {
            SettleAccountType::UserId
        } else if by_login_name(name, owner.merchant, view)?.is_some() {
            SettleAccountType::LoginName
        } else {
            SettleAccountType::CardAliasNo
        };
        accounts.push(SettleAccount { kind, value: name.to_owned(), certified: true });
    }
    match accounts.iter().find(|account| account.value == name) {
        Some(account) if account.kind != SettleAccountType::CardAliasNo => {
            user(account.kind, name, &accounts, owner, view)
        }
        Some(account) if !account.certified => {
            Err(not_certified(&format!("card {name}"), "is not certified"))
        }
        _ => Ok(Destination::Bank(name.to_owned())),
    }
}

/// The owner of a settlement account is certified and its account in order.
fn in_order(user: &User, registered_certified: bool, owner: Owner<'_>) -> Result<(), Rule> {
    let merchant = owner.merchant;
    let own = user.user_id == merchant.partner_id;
    if user.status != UserStatus::Normal {
        return Err(not_certified(user.user_id.as_str(), &format!("is {:?}", user.status)));
    }
    if !registered_certified || !user.certified || (own && !merchant.certified) {
        return Err(not_certified(user.user_id.as_str(), "is not certified"));
    }
    Ok(())
}

fn not_certified(account: &str, why: &str) -> Rule {
    Rule::because(Code::CustomerValidateError, format!("the settlement account {account} {why}"))
}

/// For whom is settled, where the entry says so.
///
/// # Errors
/// ACQ.STORE_INFO_INVALID where it is a store that the merchant does not have.
pub fn entity(entry: &Entry<'_>, owner: Owner<'_>, view: &View) -> Result<Option<SettleEntity>, Rule> {
    let pid = &owner.merchant.partner_id;
    let invalid = |hint: String| Err(Rule::because(Code::StoreInfoInvalid, hint));
    match (entry.entity_type, entry.entity_id) {
        (Some("Store"), None) => invalid("settle_entity_type Store needs settle_entity_id".into()),
        (Some("Store"), Some(id)) => match view.shop(pid, id)? {
            Some(_) => Ok(Some(SettleEntity::Store(id.to_owned()))),
            None => invalid(format!("merchant {pid} has no store {id}")),
        },
        (Some(_), _) => Ok(owner.sub.map(|sub| SettleEntity::SecondMerchant(sub.smid.to_string()))),
        (None, _) => Ok(None),
    }
}
