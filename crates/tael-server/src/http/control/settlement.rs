//! The settlement of a trade, as `GET /trades/{trade_no}` shows it.

use serde_json::{Map, Value, json};
use tael_core::trade::settlement::{Destination, Held, Landing, Release, RoyaltyLine, SettleEntity};
use tael_core::trade::{Settlement, Trade};

use super::ledger;

/// `{"mode","smid"?,"destination","entity"?,"summary_dimension"?,"period_days"?,"royalty_freeze","royalties","royalty"?,
/// "held"?,"releases"}`; `held` names the account of the ledger that the amount lies on.
pub(super) fn shown(trade: &Trade) -> Value {
    let plain;
    let settlement = match trade.detail.settlement.as_deref() {
        Some(settlement) => settlement,
        None => {
            plain = Settlement::plain(&trade.payee);
            &plain
        }
    };
    let progress = settlement.progress.as_ref();
    let releases = progress.map_or(&[][..], |progress| &progress.releases);
    let mut members = Map::new();
    let mut add = |name: &str, value: Value| {
        if !value.is_null() {
            members.insert(name.to_owned(), value);
        }
    };
    add("mode", json!(settlement.mode));
    add("smid", json!(settlement.smid));
    add("destination", destination(&settlement.destination));
    add("entity", settlement.entity.as_ref().map_or(Value::Null, entity));
    add("summary_dimension", json!(settlement.summary_dimension));
    add("period_days", json!(settlement.period_days));
    add("royalty_freeze", json!(settlement.freeze));
    add("royalties", settlement.royalties.iter().map(royalty).collect());
    add("royalty", json!(progress.and_then(|progress| progress.royalty)));
    add("held", settlement.held().map_or(Value::Null, |amount| held(trade, amount)));
    add("releases", releases.iter().map(|release| released(release, settlement)).collect());
    members.into()
}

fn destination(destination: &Destination) -> Value {
    match destination {
        Destination::User(user) => json!({"user_id": user}),
        Destination::Bank(number) => json!({"bank": number}),
    }
}

fn entity(entity: &SettleEntity) -> Value {
    match entity {
        SettleEntity::SecondMerchant(smid) => json!({"type": "SecondMerchant", "id": smid}),
        SettleEntity::Store(id) => json!({"type": "Store", "id": id}),
    }
}

fn royalty(line: &RoyaltyLine) -> Value {
    json!({
        "serial_no": line.serial, "out_relation_id": line.relation, "from": line.from,
        "to": destination(&line.to), "amount": line.amount,
    })
}

fn held(trade: &Trade, held: &Held) -> Value {
    let mut members = held.held.account(&trade.payee).map(ledger::name).unwrap_or_default();
    members.insert("amount".into(), json!(held.amount));
    members.insert("since".into(), held.since.to_string().into());
    members.insert("due".into(), held.due.to_string().into());
    members.into()
}

fn released(release: &Release, settlement: &Settlement) -> Value {
    let to = match release.to {
        Landing::Destination => destination(&settlement.destination),
        Landing::RoyaltyFrozen => json!(release.to),
    };
    json!({"at": release.at.to_string(), "from": release.from, "to": to, "amount": release.amount})
}
