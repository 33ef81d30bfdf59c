//! What is due in the outbox, host by host: the cost grows with the number of hosts that something is queued for, never
//! with how much is queued. A dead host with a long queue hides nothing and slows nobody.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Result};
use tael_core::id::WorldId;
use tael_core::time::Instant;
use tael_store::Outbound;

use crate::rows;
use crate::sql::Sql;

/// Notifications due at `until` or before, by their time: at most `per_host` to one host, at most `limit` in all.
pub(crate) fn due(
    conn: &Connection,
    world: WorldId,
    until: Instant,
    (limit, per_host): (u32, u32),
    except_hosts: &[String],
) -> Result<Vec<Arc<Outbound>>> {
    let mut found: Vec<(i64, i64, i64)> = Vec::new();
    for (host, next) in hosts(conn, world)? {
        if next <= until.0 && !except_hosts.contains(&host) {
            let mut statement = conn.prepare_cached(Sql::DueOfHost.text())?;
            let params = (world.0, &host, until.0, per_host.min(limit));
            let rows = statement.query_map(params, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
            for row in rows {
                found.push(row?);
            }
        }
    }
    found.sort_unstable();
    found.truncate(limit as usize);
    let mut statement = conn.prepare_cached(Sql::OutboundById.text())?;
    found.into_iter().map(|(_, book, id)| statement.query_row((book, id), rows::outbound)).collect()
}

/// When the next notification of a world is due.
pub(crate) fn next(conn: &Connection, world: WorldId) -> Result<Option<Instant>> {
    Ok(hosts(conn, world)?.into_iter().map(|(_, due)| Instant(due)).min())
}

/// The hosts that something is queued for, each with the time of its next.
fn hosts(conn: &Connection, world: WorldId) -> Result<Vec<(String, i64)>> {
    let mut statement = conn.prepare_cached(Sql::NextHost.text())?;
    let mut hosts: Vec<(String, i64)> = Vec::new();
    loop {
        let behind = hosts.last().map_or("", |(host, _)| host.as_str());
        let found = statement.query_row((world.0, behind), |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
        match found {
            Some(host) => hosts.push(host),
            None => return Ok(hosts),
        }
    }
}
