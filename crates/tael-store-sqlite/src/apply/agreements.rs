//! Agreements and authorisations, and which of their keys a refused one violates.

use rusqlite::params;
use tael_core::agreement::Agreement;
use tael_core::authorisation::{Authorisation, Operation};
use tael_store::{CommitError, StoreError, Terms};

use super::{Result, Statements, conflict, duplicate, is_constraint, json, store};
use crate::sql::Sql;

pub(super) fn insert_agreement(on: &mut Statements<'_>, row: &Agreement) -> Result<()> {
    let detail = json(&row.detail)?;
    let inserted = on.run(
        Sql::InsertAgreement,
        params![
            row.book.0,
            row.id.0,
            row.world.0,
            row.no.as_str(),
            row.pid.as_str(),
            row.user.as_str(),
            row.product.as_str(),
            row.scene.as_str(),
            row.external_no.as_str(),
            row.status.as_str(),
            row.version,
            detail,
        ],
    );
    match inserted {
        Ok(_) => Ok(()),
        Err(error) if is_constraint(&error) => Err(which_key(on, row)?),
        Err(error) => Err(store(error).into()),
    }
}

/// Which key of a refused agreement is taken. The database names one of several in an order of its own.
fn which_key(on: &mut Statements<'_>, row: &Agreement) -> Result<CommitError> {
    let book = row.book.0;
    Ok(if on.exists(Sql::AgreementById, params![book, row.id.0])? {
        duplicate("agreement_pk")
    } else if on.exists(Sql::AgreementByNo, params![book, row.no.as_str()])? {
        duplicate("agreement_no_key")
    } else {
        terms_taken(on, row)?
    })
}

fn terms_taken(on: &mut Statements<'_>, row: &Agreement) -> Result<CommitError> {
    let Terms { pid, user, product, scene, external_no } = Terms::of(row);
    let terms = params![
        row.book.0,
        pid.as_str(),
        user.as_str(),
        product.as_str(),
        scene.as_str(),
        external_no.as_str()
    ];
    Ok(if on.exists(Sql::AgreementByTerms, terms)? {
        duplicate("agreement_terms_key")
    } else {
        let message = format!("agreement {} violates a constraint that is not known", row.no);
        StoreError::new(message).into()
    })
}

pub(super) fn update_agreement(on: &mut Statements<'_>, row: &Agreement) -> Result<()> {
    let detail = json(&row.detail)?;
    let key = params![row.book.0, row.id.0, row.status.as_str(), row.version, detail];
    match on.run(Sql::UpdateAgreement, key) {
        Ok(0) => Err(conflict("agreement_version")),
        Ok(_) => Ok(()),
        Err(error) if is_constraint(&error) => Err(terms_taken(on, row)?),
        Err(error) => Err(store(error).into()),
    }
}

pub(super) fn insert_authorisation(
    on: &mut Statements<'_>,
    row: &Authorisation,
    operation: &Operation,
) -> Result<()> {
    let detail = json(&row.detail)?;
    let inserted = on.run(
        Sql::InsertAuthorisation,
        params![
            row.book.0,
            row.id.0,
            row.world.0,
            row.no.as_str(),
            row.pid.as_str(),
            row.out_order_no.as_str(),
            row.payer.as_str(),
            row.payee.as_str(),
            row.status.as_str(),
            row.version,
            detail,
        ],
    );
    match inserted {
        Ok(_) => insert_operation(on, row, operation),
        Err(error) if is_constraint(&error) => Err(which_number(on, row)?),
        Err(error) => Err(store(error).into()),
    }
}

fn which_number(on: &mut Statements<'_>, row: &Authorisation) -> Result<CommitError> {
    let (book, out) = (row.book.0, row.out_order_no.as_str());
    Ok(if on.exists(Sql::AuthorisationById, params![book, row.id.0])? {
        duplicate("authorisation_pk")
    } else if on.exists(Sql::AuthorisationByNo, params![book, row.no.as_str()])? {
        duplicate("authorisation_no_key")
    } else if on.exists(Sql::AuthorisationByOut, params![book, row.pid.as_str(), out])? {
        duplicate("authorisation_out_key")
    } else {
        let message = format!("authorisation {} violates a constraint that is not known", row.no);
        StoreError::new(message).into()
    })
}

pub(super) fn update_authorisation(
    on: &mut Statements<'_>,
    row: &Authorisation,
    operation: &Operation,
) -> Result<()> {
    insert_operation(on, row, operation)?;
    let detail = json(&row.detail)?;
    let key = params![row.book.0, row.id.0, row.status.as_str(), row.version, detail];
    match on.run(Sql::UpdateAuthorisation, key).map_err(store)? {
        0 => Err(conflict("authorisation_operation_pk")),
        _ => Ok(()),
    }
}

fn insert_operation(on: &mut Statements<'_>, row: &Authorisation, operation: &Operation) -> Result<()> {
    on.insert(
        Sql::InsertOperation,
        params![
            row.book.0,
            row.id.0,
            operation.version,
            operation.id.0,
            operation.kind.as_str(),
            operation.out_request_no.as_ref().map(|no| no.as_str()),
            operation.amount.fund.0,
            operation.amount.credit.0,
            operation.trade.map(|id| id.0),
            operation.at.0,
            operation.remark,
        ],
        || conflict("authorisation_operation_pk"),
    )
}
