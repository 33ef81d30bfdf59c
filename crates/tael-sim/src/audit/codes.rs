//! Payment codes: a used one paid a trade of its owner.

use tael_store::{AuthCode, Snapshot, StoreError};

use super::Audit;
use super::rows::Rows;
use crate::report::Kind;

impl Audit {
    pub(super) async fn codes(&mut self, snapshot: &mut dyn Snapshot) -> Result<(), StoreError> {
        let mut rows = Rows::<AuthCode>::new();
        while let Some(code) = rows.next(snapshot).await? {
            self.report.totals.payment_codes += 1;
            let Some(trade) = code.used_by else { continue };
            let message = match self.known.get(&(code.book, trade)) {
                None => format!("was used for trade {}, which is not there", trade.0),
                Some(known) if known.buyer.is_none() || known.buyer != code.user.serial() => {
                    format!("is {}'s, but was used for trade {} of another buyer", code.user, trade.0)
                }
                Some(_) => continue,
            };
            self.find(Kind::AuthCode, "auth_code", &code.code, message);
        }
        Ok(())
    }
}
