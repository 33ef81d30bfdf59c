//! The item library, and which of their keys refused rows violate.

use rusqlite::params;
use tael_core::item::{Item, Material};
use tael_store::{CommitError, LibraryWrite, StoreError};

use super::{Result, Statements, conflict, duplicate, is_constraint, json, store};
use crate::sql::Sql;

pub(super) fn write(on: &mut Statements<'_>, write: &LibraryWrite) -> Result<()> {
    match write {
        LibraryWrite::InsertItem(row) => insert_item(on, row),
        LibraryWrite::UpdateItem(row) => update_item(on, row),
        LibraryWrite::DeleteItem(row) => delete_item(on, row),
        LibraryWrite::SetStock { book, key, left } => {
            let (unit, scene) = (key.unit, key.scene.as_str());
            on.run(Sql::SetStock, params![book.0, unit.item.0, unit.sku, scene, left]).map_err(store)?;
            Ok(())
        }
        LibraryWrite::MoveStock { book, key, step } => {
            let (unit, scene) = (key.unit, key.scene.as_str());
            let steps = (step.left, step.held, step.sold);
            let key = params![book.0, unit.item.0, unit.sku, scene, steps.0, steps.1, steps.2];
            guarded(on, Sql::MoveStock, key, "stock_floor")
        }
        LibraryWrite::DropStock { book, key } => {
            let (unit, scene) = (key.unit, key.scene.as_str());
            on.run(Sql::DropStock, params![book.0, unit.item.0, unit.sku, scene]).map_err(store)?;
            Ok(())
        }
        LibraryWrite::CountBought { book, key, by, limit } => {
            let limit = limit.filter(|_| *by > 0).unwrap_or(i64::MAX);
            let key = params![book.0, key.item.0, key.period, key.buyer.as_str(), by, limit];
            guarded(on, Sql::CountBought, key, "purchase_limit")
        }
        LibraryWrite::InsertMaterial(row) => insert_material(on, row),
        LibraryWrite::IssueSource(row) => {
            let goods = json(&row.goods)?;
            on.insert(
                Sql::IssueSource,
                params![
                    row.book.0,
                    row.token.as_str(),
                    row.world.0,
                    row.app.as_str(),
                    row.buyer.as_str(),
                    row.scene.as_str(),
                    goods,
                    row.created_at.0,
                    row.expires_at.0,
                    row.used_by.map(|order| order.0),
                ],
                || duplicate("source_token_pk"),
            )
        }
        LibraryWrite::UseSource { book, token, order } => {
            guarded(on, Sql::UseSource, params![book.0, token.as_str(), order.0], "source_token_use")
        }
    }
}

/// Runs a statement whose condition is the constraint: it changes its one row, or nothing.
fn guarded(on: &mut Statements<'_>, sql: Sql, params: impl rusqlite::Params, constraint: &str) -> Result<()> {
    match on.run(sql, params) {
        Ok(0) => Err(conflict(constraint)),
        Ok(_) => Ok(()),
        Err(error) if is_constraint(&error) => Err(conflict(constraint)),
        Err(error) => Err(store(error).into()),
    }
}

fn insert_item(on: &mut Statements<'_>, row: &Item) -> Result<()> {
    let detail = json(&row.detail)?;
    let inserted = on.run(
        Sql::InsertItem,
        params![
            row.book.0,
            row.id.0,
            row.world.0,
            row.no.as_str(),
            row.app.as_str(),
            row.out_item_id.as_str(),
            row.status().as_str(),
            row.version,
            detail,
        ],
    );
    match inserted {
        Ok(_) => claim_skus(on, row),
        Err(error) if is_constraint(&error) => Err(which_key(on, row)?),
        Err(error) => Err(store(error).into()),
    }
}

/// Which key of a refused item is taken. The database names one of several in an order of its own.
fn which_key(on: &mut Statements<'_>, row: &Item) -> Result<CommitError> {
    let book = row.book.0;
    Ok(if on.exists(Sql::ItemById, params![book, row.id.0])? {
        duplicate("item_pk")
    } else if on.exists(Sql::ItemByNo, params![book, row.no.as_str()])? {
        duplicate("item_no_key")
    } else if on.exists(Sql::ItemByOut, params![book, row.app.as_str(), row.out_item_id.as_str()])? {
        duplicate("item_out_key")
    } else {
        StoreError::new(format!("item {} violates a constraint that is not known", row.no)).into()
    })
}

fn claim_skus(on: &mut Statements<'_>, row: &Item) -> Result<()> {
    for sku in row.out_sku_ids() {
        let key = params![row.book.0, row.app.as_str(), sku.as_str(), row.id.0];
        on.insert(Sql::ClaimSku, key, || duplicate("item_sku_key"))?;
    }
    Ok(())
}

fn update_item(on: &mut Statements<'_>, row: &Item) -> Result<()> {
    let detail = json(&row.detail)?;
    let key = params![row.book.0, row.id.0, row.status().as_str(), row.version, detail];
    guarded(on, Sql::UpdateItem, key, "item_version")?;
    on.run(Sql::ReleaseSkus, params![row.book.0, row.id.0]).map_err(store)?;
    claim_skus(on, row)
}

fn delete_item(on: &mut Statements<'_>, row: &Item) -> Result<()> {
    guarded(on, Sql::DeleteItem, params![row.book.0, row.id.0, row.version], "item_version")?;
    on.run(Sql::ReleaseSkus, params![row.book.0, row.id.0]).map_err(store)?;
    on.run(Sql::DropStocks, params![row.book.0, row.id.0]).map_err(store)?;
    Ok(())
}

fn insert_material(on: &mut Statements<'_>, row: &Material) -> Result<()> {
    let inserted = on.run(
        Sql::InsertMaterial,
        params![
            row.book.0,
            row.id.0,
            row.world.0,
            row.no.as_str(),
            row.key.as_str(),
            row.app.as_str(),
            row.scene.as_str(),
            row.file_name,
            row.kind.as_str(),
            row.at.0,
            &*row.bytes,
        ],
    );
    match inserted {
        Ok(_) => Ok(()),
        Err(error) if is_constraint(&error) => {
            let book = row.book.0;
            Err(if on.exists(Sql::MaterialById, params![book, row.id.0])? {
                duplicate("material_pk")
            } else if on.exists(Sql::MaterialByNo, params![book, row.no.as_str()])? {
                duplicate("material_no_key")
            } else {
                duplicate("material_key_key")
            })
        }
        Err(error) => Err(store(error).into()),
    }
}
