//! Step 4: royalties at payment (`royalty_info`, `semantics.md §3.4–3.5`). The acquiring methods have no code for royalties
//! alone: a receiver that may not receive is ACQ.INVALID_RECEIVE_ACCOUNT, lines that contradict the trade or each other are
//! ACQ.ILLEGAL_ARGUMENT.

use tael_core::id::UserId;
use tael_core::money::Fen;
use tael_core::party::{Merchant, RoyaltyReceiverType, User, UserStatus};
use tael_core::trade::settlement::{Destination, RoyaltyLine};
use tael_store::View;

use crate::generated::Code;
use crate::method::Rule;

/// A line of `royalty_detail_infos`.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// `amount`; it wins over the percentage.
    pub amount: Option<Fen>,
    /// `amount_percentage`.
    pub percentage: Option<&'a str>,
    /// `desc`.
    pub description: Option<&'a str>,
    /// `out_relation_id`.
    pub relation: Option<&'a str>,
    /// `serial_no`.
    pub serial: Option<i64>,
    /// `trans_in`.
    pub to: &'a str,
    /// `trans_in_type`; userId where absent.
    pub to_type: &'a str,
    /// `trans_out`.
    pub from: &'a str,
}

/// Whose trade is split.
#[derive(Clone, Copy)]
pub struct Split<'a> {
    /// The calling merchant.
    pub merchant: &'a Merchant,
    /// The payee.
    pub payee: &'a UserId,
    /// The second-level merchant that sells; it stands for the payee where it is named as payer.
    pub smid: Option<&'a str>,
    /// The total of the trade.
    pub total: Fen,
    /// The merchant's order number, of which default relation numbers are made.
    pub out_trade_no: &'a str,
}

fn illegal<T>(hint: String) -> Result<T, Rule> {
    Err(Rule::because(Code::IllegalArgument, hint))
}

/// The lines in the order of their serial numbers; a line without one has that of its place in the list.
///
/// # Errors
/// ACQ.INVALID_RECEIVE_ACCOUNT, ACQ.ILLEGAL_ARGUMENT; invalid parameter for a line without an amount.
pub fn lines(asked: &[Asked<'_>], split: Split<'_>, view: &View) -> Result<Vec<RoyaltyLine>, Rule> {
    let mut lines = Vec::with_capacity(asked.len());
    for (index, line) in asked.iter().enumerate() {
        let place = i64::try_from(index + 1).unwrap_or(i64::MAX);
        lines.push(read(line, index, line.serial.unwrap_or(place), split, view)?);
    }
    lines.sort_by_key(|line| line.serial);
    ordered(&lines, split)?;
    within(&lines, split)?;
    Ok(lines)
}

fn read(
    asked: &Asked<'_>,
    index: usize,
    serial: i64,
    split: Split<'_>,
    view: &View,
) -> Result<RoyaltyLine, Rule> {
    let to = receiver(asked, split.merchant, view)?;
    let from = if Some(asked.from) == split.smid { split.payee.clone() } else { UserId::from(asked.from) };
    Ok(RoyaltyLine {
        serial,
        relation: match asked.relation {
            Some(relation) => relation.to_owned(),
            None => format!("{}{serial}", split.out_trade_no),
        },
        from,
        asked: (asked.to != to.as_str()).then(|| asked.to.to_owned()),
        to,
        amount: amount(asked, index, split.total)?,
        description: asked.description.map(str::to_owned),
    })
}

/// The amount, or the percentage of the total, rounded down.
fn amount(asked: &Asked<'_>, index: usize, total: Fen) -> Result<Fen, Rule> {
    let path = |name: &str| format!("royalty_info.royalty_detail_infos[{index}].{name}");
    if let Some(amount) = asked.amount {
        return Ok(amount);
    }
    let Some(text) = asked.percentage else {
        return Err(Rule::invalid(
            &path("amount"),
            "缺少必填参数：请传分账金额或分账比例",
            "is missing; send it or amount_percentage",
        ));
    };
    let percent = Some(text).filter(|t| t.bytes().all(|b| b.is_ascii_digit())).and_then(|t| t.parse().ok());
    let Some(percent) = percent.filter(|percent| (1..=100_i64).contains(percent)) else {
        return Err(Rule::invalid(
            &path("amount_percentage"),
            &format!("应为 1 到 100 的整数，实际为 {text}"),
            &format!("is {text}, not a whole number from 1 to 100"),
        ));
    };
    match total.0 * percent / 100 {
        0 => illegal(format!("{percent} % of {total} are less than 0.01")),
        fen => Ok(Fen(fen)),
    }
}

/// The receiver, who must exist and be bound to the merchant.
fn receiver(asked: &Asked<'_>, merchant: &Merchant, view: &View) -> Result<Destination, Rule> {
    let (name, pid) = (asked.to, &merchant.partner_id);
    let refused = |why: String| Rule::because(Code::InvalidReceiveAccount, why);
    let unbound = || refused(format!("{name} is not among the royalty_receivers of merchant {pid}"));
    let bound = |kind: RoyaltyReceiverType, account: &str| {
        merchant.royalty_receivers.iter().any(|r| r.kind == kind && r.account == account)
    };
    match asked.to_type {
        "bankIndex" => match bound(RoyaltyReceiverType::BankIndex, name) {
            true => Ok(Destination::Bank(name.to_owned())),
            false => Err(unbound()),
        },
        "storeId" => {
            let shop = view.shop(pid, name)?;
            let shop = shop.ok_or_else(|| refused(format!("merchant {pid} has no store {name}")))?;
            if !bound(RoyaltyReceiverType::StoreId, name) {
                return Err(unbound());
            }
            let account = shop.account.as_ref().unwrap_or(pid);
            match view.user(account)? {
                Some(user) => may_receive(user).map(|()| Destination::User(account.clone())),
                None => Err(refused(format!("the account {account} of store {name} is gone"))),
            }
        }
        _ => {
            let user = view.user(&UserId::from(name))?.filter(|user| user.world == merchant.world);
            let user = user.ok_or_else(|| refused(format!("there is no user {name}")))?;
            let by_name = !user.logon_id.is_empty() && bound(RoyaltyReceiverType::LoginName, &user.logon_id);
            if !by_name && !bound(RoyaltyReceiverType::UserId, name) {
                return Err(unbound());
            }
            may_receive(user).map(|()| Destination::User(user.user_id.clone()))
        }
    }
}

fn may_receive(user: &User) -> Result<(), Rule> {
    if user.status == UserStatus::Normal {
        return Ok(());
    }
    let hint = format!("the receiver {} of a royalty is {:?}", user.user_id, user.status);
    Err(Rule::because(Code::InvalidReceiveAccount, hint))
}

/// Who pays is the payee or has received by an earlier line; nobody pays itself, and nothing comes back to the payee.
fn ordered(lines: &[RoyaltyLine], split: Split<'_>) -> Result<(), Rule> {
    let mut seen = std::collections::BTreeSet::new();
    for (index, line) in lines.iter().enumerate() {
        let (from, serial) = (&line.from, line.serial);
        let to_user = match &line.to {
            Destination::User(user) => Some(user),
            Destination::Bank(_) => None,
        };
        if to_user == Some(from) || to_user == Some(split.payee) {
            return illegal(format!("royalty line {serial} pays to {}, who pays or sells", line.to.as_str()));
        }
        let earlier = |user: &UserId| lines[..index].iter().any(|l| l.to == Destination::User(user.clone()));
        if from != split.payee && !earlier(from) {
            let payee = split.payee;
            return illegal(format!(
                "royalty line {serial} is paid by {from}, who is not the payee {payee} and receives by no earlier line"
            ));
        }
        if !seen.insert(line.relation.as_str()) {
            return illegal(format!("two royalty lines have the relation number {}", line.relation));
        }
    }
    Ok(())
}

/// The limit of the merchant on what leaves the payee.
fn within(lines: &[RoyaltyLine], split: Split<'_>) -> Result<(), Rule> {
    let paid = lines.iter().filter(|line| line.from == *split.payee).map(|line| i128::from(line.amount.0));
    let (sum, ratio) = (paid.sum::<i128>(), split.merchant.royalty_max_ratio);
    if sum * 100 > i128::from(split.total.0) * i128::from(ratio) {
        let total = split.total;
        return illegal(format!("the royalties come to more than royalty_max_ratio, {ratio} % of {total}"));
    }
    Ok(())
}
