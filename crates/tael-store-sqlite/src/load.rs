//! Loading: one row by its key.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Params, Row as SqlRow};
use tael_core::id::UserId;
use tael_store::{Key, Row, Terms};

use crate::rows;
use crate::sql::Sql;

mod library;

/// The row under this key, on whatever state the connection sees.
pub(crate) fn row(conn: &Connection, key: &Key) -> rusqlite::Result<Option<Row>> {
    match key {
        Key::Setting(name) => {
            one(conn, Sql::SettingById, [name.as_str()], |r| rows::setting(r).map(Row::Setting))
        }
        Key::World(id) => one(conn, Sql::WorldById, [id.0], |r| rows::doc(r, 0).map(Row::World)),
        Key::App(id) => document(conn, Sql::AppById, [id.as_str()], Row::App),
        Key::Merchant(id) => document(conn, Sql::MerchantById, [id.as_str()], Row::Merchant),
        Key::User(id) => document(conn, Sql::UserById, [id.as_str()], Row::User),
        Key::UsersByLogon(world, logon) => {
            let mut statement = conn.prepare_cached(Sql::UsersByLogon.text())?;
            let ids = statement
                .query_map((world.0, logon.as_str()), |r| Ok(UserId::from(r.get_ref(0)?.as_str()?)))?;
            let ids = ids.collect::<rusqlite::Result<Vec<_>>>()?;
            Ok((!ids.is_empty()).then_some(Row::UserIds(ids)))
        }
        Key::Shop(pid, id) => document(conn, Sql::ShopById, (pid.as_str(), id.as_str()), Row::Shop),
        Key::ShopByAlipayId(pid, id) => {
            document(conn, Sql::ShopByAlipayId, (pid.as_str(), id.as_str()), Row::Shop)
        }
        Key::MiniProgram(id) => document(conn, Sql::MiniProgramById, [id.as_str()], Row::MiniProgram),
        Key::SubMerchant(id) => document(conn, Sql::SubMerchantById, [id.as_str()], Row::SubMerchant),
        Key::CouponUse(book, user, coupon) => match user.serial() {
            Some(owner) => one(conn, Sql::CouponUseById, (book.0, owner, coupon.as_str()), |r| {
                rows::coupon_use(r).map(Row::CouponUse)
            }),
            None => Ok(None),
        },
        Key::AppAuth(token) => document(conn, Sql::AppAuthById, [token.as_str()], Row::AppAuth),
        Key::RiskRules(world) => document(conn, Sql::RiskRulesById, [world.0], Row::RiskRules),
        Key::AuthCode(book, code) => {
            one(conn, Sql::CodeById, (book.0, code.as_str()), |r| rows::auth_code(r).map(Row::AuthCode))
        }
        Key::Account(book, id) => {
            one(conn, Sql::AccountById, (book.0, id.0), |r| rows::account(r).map(Row::Account))
        }
        Key::Counter(book, key) => one(conn, Sql::CounterById, (book.0, key.packed(), key.period), |r| {
            rows::counter(r).map(Row::Counter)
        }),
        Key::Trade(book, id) => one(conn, Sql::TradeById, (book.0, id.0), |r| rows::trade(r).map(Row::Trade)),
        Key::TradeByNo(book, no) => {
            one(conn, Sql::TradeByNo, (book.0, no.as_str()), |r| rows::trade(r).map(Row::Trade))
        }
        Key::TradeByOut(book, pid, out) => {
            one(conn, Sql::TradeByOut, (book.0, pid.as_str(), out.as_str()), |r| {
                rows::trade(r).map(Row::Trade)
            })
        }
        Key::Outbound(book, id) => {
            one(conn, Sql::OutboundById, (book.0, id.0), |r| rows::outbound(r).map(Row::Outbound))
        }
        Key::Agreement(book, no) => {
            let read = |r: &SqlRow<'_>| rows::agreement(r).map(Row::Agreement);
            one(conn, Sql::AgreementByNo, (book.0, no.as_str()), read)
        }
        Key::AgreementByTerms(book, terms) => {
            let Terms { pid, user, product, scene, external_no } = terms;
            let (who, what) = ((pid.as_str(), user.as_str()), (product.as_str(), scene.as_str()));
            let params = (book.0, who.0, who.1, what.0, what.1, external_no.as_str());
            one(conn, Sql::AgreementByTerms, params, |r| rows::agreement(r).map(Row::Agreement))
        }
        Key::AgreementsOf(book, pid, user) => {
            let mut statement = conn.prepare_cached(Sql::AgreementsOf.text())?;
            let rows = statement.query_map((book.0, pid.as_str(), user.as_str()), rows::agreement)?;
            let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            Ok((!rows.is_empty()).then_some(Row::Agreements(rows)))
        }
        Key::Authorisation(book, no) => {
            let read = |r: &SqlRow<'_>| rows::authorisation(r).map(Row::Authorisation);
            one(conn, Sql::AuthorisationByNo, (book.0, no.as_str()), read)
        }
        Key::AuthorisationByOut(book, pid, out) => {
            let read = |r: &SqlRow<'_>| rows::authorisation(r).map(Row::Authorisation);
            one(conn, Sql::AuthorisationByOut, (book.0, pid.as_str(), out.as_str()), read)
        }
        Key::Library(book, key) => library::row(conn, *book, key),
    }
}

fn one(
    conn: &Connection,
    sql: Sql,
    params: impl Params,
    read: impl FnOnce(&SqlRow<'_>) -> rusqlite::Result<Row>,
) -> rusqlite::Result<Option<Row>> {
    conn.prepare_cached(sql.text())?.query_row(params, read).optional()
}

fn document<T: serde::de::DeserializeOwned>(
    conn: &Connection,
    sql: Sql,
    params: impl Params,
    wrap: impl FnOnce(Arc<T>) -> Row,
) -> rusqlite::Result<Option<Row>> {
    one(conn, sql, params, |r| rows::doc(r, 0).map(|row| wrap(Arc::new(row))))
}
