//! The authorisation itself: states and operations.

use std::ops::Deref;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Asset, Parts};
use crate::env::Env;
use crate::id::{AppId, Book, Id, UserId, WorldId};
use crate::money::Fen;
use crate::time::Instant;
use crate::trade::NotifyTarget;

/// The states of an authorisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AuthorisationStatus {
    /// Made, nothing frozen yet.
    Init,
    /// Frozen.
    Authorized,
    /// Paid from, and nothing is frozen any more.
    Finish,
    /// Over without a payment: timed out, cancelled or released.
    Closed,
}

impl AuthorisationStatus {
    /// Every state.
    pub const ALL: [AuthorisationStatus; 4] = [
        AuthorisationStatus::Init,
        AuthorisationStatus::Authorized,
        AuthorisationStatus::Finish,
        AuthorisationStatus::Closed,
    ];

    /// The text of the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            AuthorisationStatus::Init => "INIT",
            AuthorisationStatus::Authorized => "AUTHORIZED",
            AuthorisationStatus::Finish => "FINISH",
            AuthorisationStatus::Closed => "CLOSED",
        }
    }

    /// The state with this text.
    #[must_use]
    pub fn parse(text: &str) -> Option<AuthorisationStatus> {
        AuthorisationStatus::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// What happens to an authorisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OperationKind {
    /// It is asked for; nothing moves.
    Create,
    /// Money is frozen.
    Freeze,
    /// Frozen money is released.
    Unfreeze,
    /// A trade is paid from it.
    Pay,
    /// It ends before anything was frozen.
    Close,
}

impl OperationKind {
    /// Every kind.
    pub const ALL: [OperationKind; 5] = [
        OperationKind::Create,
        OperationKind::Freeze,
        OperationKind::Unfreeze,
        OperationKind::Pay,
        OperationKind::Close,
    ];

    /// The stored name; FREEZE, UNFREEZE and PAY are those of the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            OperationKind::Create => "CREATE",
            OperationKind::Freeze => "FREEZE",
            OperationKind::Unfreeze => "UNFREEZE",
            OperationKind::Pay => "PAY",
            OperationKind::Close => "CLOSE",
        }
    }

    /// The kind with this stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<OperationKind> {
        OperationKind::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// What an authorisation freezes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PreAuthType {
    /// Credit instead of money; `pre_auth_type` of the wire.
    CreditAuth,
}

/// One operation: what made a version of an authorisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The version that it made.
    pub version: u32,
    /// Its key, from which the `operation_id` of the wire follows.
    pub id: Id,
    /// What it did.
    pub kind: OperationKind,
    /// `out_request_no`: the merchant's number of it, if it has one.
    pub out_request_no: Option<SmolStr>,
    /// What it moved.
    pub amount: Parts,
    /// The trade that was paid.
    pub trade: Option<Id>,
    /// When, on the world's clock.
    pub at: Instant,
    /// A remark of whoever asked for it.
    pub remark: Option<String>,
}

/// Facts of an authorisation that no statement of a store searches by; kept as one JSON document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorisationDetail {
    /// PREAUTH_PAY or PRE_AUTH.
    pub product_code: SmolStr,
    /// The application that asked for it; `None` where an operator made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_id: Option<AppId>,
    /// What was asked for.
    pub asked: Parts,
    /// What was frozen in all.
    #[serde(default)]
    pub frozen: Parts,
    /// What was paid from it.
    #[serde(default)]
    pub paid: Parts,
    /// What was released.
    #[serde(default)]
    pub released: Parts,
    /// Credit or money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pre_auth_type: Option<PreAuthType>,
    /// The title that the buyer saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_title: Option<String>,
    /// Until when it may be frozen.
    pub expires_at: Instant,
    /// When it was made.
    pub created_at: Instant,
    /// When it was frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen_at: Option<Instant>,
    /// Where its merchant hears of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notify: Option<NotifyTarget>,
}

/// The stored facts of an authorisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorisationData {
    /// The key.
    pub id: Id,
    /// The book.
    pub book: Book,
    /// The world.
    pub world: WorldId,
    /// `auth_no`.
    pub no: SmolStr,
    /// The merchant whose numbers it has.
    pub pid: UserId,
    /// `out_order_no`.
    pub out_order_no: SmolStr,
    /// Whose money.
    pub payer: UserId,
    /// For whom.
    pub payee: UserId,
    /// The state, as stored; see [`Authorisation::status_at`].
    pub status: AuthorisationStatus,
    /// Counts the operations, from 1.
    pub version: u32,
    /// Everything else.
    pub detail: AuthorisationDetail,
}

/// What an authorisation is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The book of the merchant.
    pub book: Book,
    /// The world.
    pub world: WorldId,
    /// The merchant.
    pub pid: UserId,
    /// `out_order_no`.
    pub out_order_no: SmolStr,
    /// `out_request_no` of the freeze.
    pub out_request_no: Option<SmolStr>,
    /// Whose money.
    pub payer: UserId,
    /// For whom.
    pub payee: UserId,
    /// The product.
    pub product_code: SmolStr,
    /// The application; `None` where an operator makes it.
    pub app_id: Option<AppId>,
    /// How much of what.
    pub asked: Parts,
    /// Credit or money.
    pub pre_auth_type: Option<PreAuthType>,
    /// The title.
    pub order_title: Option<String>,
    /// Until when it may be frozen.
    pub expires_at: Instant,
    /// Where its merchant hears of it.
    pub notify: Option<NotifyTarget>,
}

/// Why an operation is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorisationError {
    /// Nothing is frozen yet.
    #[error("the authorisation is not frozen yet")]
    NotFrozen,
    /// It is frozen already.
    #[error("the authorisation is frozen already")]
    Frozen,
    /// It is closed.
    #[error("the authorisation is closed")]
    Closed,
    /// It is used up.
    #[error("the authorisation is used up")]
    Finished,
    /// More than was ever frozen.
    #[error("the amount is above what was frozen in all")]
    Exceeds,
    /// More than is still frozen.
    #[error("the amount is above what is still frozen")]
    NotEnough,
}

/// An authorisation. It changes by its operations only; each gives the changed authorisation, one version on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorisation(AuthorisationData);

impl Deref for Authorisation {
    type Target = AuthorisationData;
    fn deref(&self) -> &AuthorisationData {
        &self.0
    }
}

/// An operation that happened: the authorisation after it, and the operation.
pub type Operated = (Authorisation, Operation);

impl Authorisation {
    /// The authorisation that a store has kept.
    #[must_use]
    pub fn stored(data: AuthorisationData) -> Authorisation {
        Authorisation(data)
    }

    /// A new authorisation of which nothing is frozen.
    #[must_use]
    pub fn open(opening: Opening, env: &Env) -> Operated {
        let id = env.ids.next();
        let authorisation = Authorisation(AuthorisationData {
            id,
            book: opening.book,
            world: opening.world,
            no: id.auth_no(env.now, opening.book),
            pid: opening.pid,
            out_order_no: opening.out_order_no,
            payer: opening.payer,
            payee: opening.payee,
            status: AuthorisationStatus::Init,
            version: 1,
            detail: AuthorisationDetail {
                product_code: opening.product_code,
                app_id: opening.app_id,
                asked: opening.asked,
                frozen: Parts::ZERO,
                paid: Parts::ZERO,
                released: Parts::ZERO,
                pre_auth_type: opening.pre_auth_type,
                order_title: opening.order_title,
                expires_at: opening.expires_at,
                created_at: env.now,
                frozen_at: None,
                notify: opening.notify,
            },
        });
        let operation = Operation {
            out_request_no: opening.out_request_no,
            ..authorisation.operation(OperationKind::Create, Parts::ZERO, env)
        };
        (authorisation, operation)
    }

    /// The state at `now`: one that was not frozen in time is closed.
    #[must_use]
    pub fn status_at(&self, now: Instant) -> AuthorisationStatus {
        match self.status {
            AuthorisationStatus::Init if now >= self.detail.expires_at => AuthorisationStatus::Closed,
            status => status,
        }
    }

    /// What is still frozen.
    #[must_use]
    pub fn rest(&self) -> Parts {
        self.detail.frozen.minus(self.detail.paid).minus(self.detail.released)
    }

    /// True where it freezes credit.
    #[must_use]
    pub fn is_credit(&self) -> bool {
        self.detail.pre_auth_type == Some(PreAuthType::CreditAuth)
    }

    /// Freezes what was asked for.
    ///
    /// # Errors
    /// [`AuthorisationError`].
    pub fn freeze(&self, env: &Env) -> Result<Operated, AuthorisationError> {
        match self.status_at(env.now) {
            AuthorisationStatus::Init => {}
            AuthorisationStatus::Authorized => return Err(AuthorisationError::Frozen),
            AuthorisationStatus::Finish => return Err(AuthorisationError::Finished),
            AuthorisationStatus::Closed => return Err(AuthorisationError::Closed),
        }
        let asked = self.detail.asked;
        Ok(self.step(OperationKind::Freeze, asked, env, |data| {
            data.status = AuthorisationStatus::Authorized;
            (data.detail.frozen, data.detail.frozen_at) = (asked, Some(env.now));
        }))
    }

    /// State and rest: what is taken of it for `amount`, from this asset first.
    ///
    /// # Errors
    /// [`AuthorisationError`].
    pub fn admits(&self, amount: Fen, first: Asset, now: Instant) -> Result<Parts, AuthorisationError> {
        self.in_force(now)?;
        if amount > self.detail.frozen.total() {
            return Err(AuthorisationError::Exceeds);
        }
        self.rest().take(amount, first).ok_or(AuthorisationError::NotEnough)
    }

    /// Its state admits payments and releases.
    ///
    /// # Errors
    /// [`AuthorisationError`].
    pub fn in_force(&self, now: Instant) -> Result<(), AuthorisationError> {
        match self.status_at(now) {
            AuthorisationStatus::Authorized => Ok(()),
            AuthorisationStatus::Init => Err(AuthorisationError::NotFrozen),
            AuthorisationStatus::Closed => Err(AuthorisationError::Closed),
            AuthorisationStatus::Finish => Err(AuthorisationError::Finished),
        }
    }

    /// A trade is paid from it, from this asset first.
    ///
    /// # Errors
    /// [`AuthorisationError`].
    pub fn pay(
        &self,
        amount: Fen,
        first: Asset,
        trade: Id,
        env: &Env,
    ) -> Result<Operated, AuthorisationError> {
        let parts = self.admits(amount, first, env.now)?;
        let (after, operation) = self.step(OperationKind::Pay, parts, env, |data| {
            data.detail.paid = data.detail.paid.plus(parts);
        });
        Ok((after, Operation { trade: Some(trade), ..operation }))
    }

    /// A part is released, own money first.
    ///
    /// # Errors
    /// [`AuthorisationError`].
    pub fn release(&self, amount: Fen, env: &Env) -> Result<Operated, AuthorisationError> {
        let parts = self.admits(amount, Asset::Fund, env.now)?;
        Ok(self.step(OperationKind::Unfreeze, parts, env, |data| {
            data.detail.released = data.detail.released.plus(parts);
        }))
    }

    /// It ends before anything was frozen.
    ///
    /// # Errors
    /// [`AuthorisationError`].
    pub fn close(&self, env: &Env) -> Result<Operated, AuthorisationError> {
        match self.status {
            AuthorisationStatus::Init => {}
            AuthorisationStatus::Authorized => return Err(AuthorisationError::Frozen),
            AuthorisationStatus::Finish => return Err(AuthorisationError::Finished),
            AuthorisationStatus::Closed => return Err(AuthorisationError::Closed),
        }
        Ok(self
            .step(OperationKind::Close, Parts::ZERO, env, |data| data.status = AuthorisationStatus::Closed))
    }

    fn step(
        &self,
        kind: OperationKind,
        amount: Parts,
        env: &Env,
        change: impl FnOnce(&mut AuthorisationData),
    ) -> Operated {
        let mut data = self.0.clone();
        data.version += 1;
        change(&mut data);
        let mut after = Authorisation(data);
        if after.status == AuthorisationStatus::Authorized && after.rest() == Parts::ZERO {
            let used = after.detail.paid != Parts::ZERO;
            after.0.status = if used { AuthorisationStatus::Finish } else { AuthorisationStatus::Closed };
        }
        let operation = after.operation(kind, amount, env);
        (after, operation)
    }

    fn operation(&self, kind: OperationKind, amount: Parts, env: &Env) -> Operation {
        Operation {
            version: self.version,
            id: env.ids.next(),
            kind,
            out_request_no: None,
            amount,
            trade: None,
            at: env.now,
            remark: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Ids;
    use crate::ledger::{AccountId, AccountKind, JournalKind};
    use crate::time::MINUTE;
    use proptest::prelude::*;

    fn env() -> Env {
        let now = Instant::parse_beijing("2026-11-22 10:00:00").expect("a time");
        Env::new(now, Ids::new(0, Id(0)).block(now), 1)
    }

    fn opened(asked: Parts, env: &Env) -> Authorisation {
        let opening = Opening {
            book: Book::MAIN,
            world: WorldId::MAIN,
            pid: UserId::from_serial(9),
            out_order_no: "A1".into(),
            out_request_no: Some("R1".into()),
            payer: UserId::from_serial(1),
            payee: UserId::from_serial(9),
            product_code: "PREAUTH_PAY".into(),
            app_id: None,
            asked,
            pre_auth_type: None,
            order_title: None,
            expires_at: env.now.plus(15 * MINUTE),
            notify: None,
        };
        Authorisation::open(opening, env).0
    }

    #[test]
    fn states_follow_from_operations() {
        let env = env();
        let init = opened(Parts { fund: Fen(100), credit: Fen(50) }, &env);
        assert_eq!(init.no.len(), 28);
        assert_eq!(init.admits(Fen(1), Asset::Fund, env.now), Err(AuthorisationError::NotFrozen));
        assert_eq!(init.status_at(init.detail.expires_at), AuthorisationStatus::Closed);
        let (closed, _) = init.close(&env).expect("it may be closed");
        assert_eq!(closed.admits(Fen(1), Asset::Fund, env.now), Err(AuthorisationError::Closed));

        let (frozen, operation) = init.freeze(&env).expect("it may be frozen");
        assert_eq!((operation.version, operation.amount.total()), (2, Fen(150)));
        assert_eq!(frozen.freeze(&env), Err(AuthorisationError::Frozen));
        assert_eq!(frozen.admits(Fen(151), Asset::Fund, env.now), Err(AuthorisationError::Exceeds));
        let (used, operation) = frozen.pay(Fen(120), Asset::Fund, Id(7), &env).expect("it holds that");
        assert_eq!(operation.amount, Parts { fund: Fen(100), credit: Fen(20) });
        assert_eq!(operation.trade, Some(Id(7)));
        assert_eq!(used.admits(Fen(31), Asset::Fund, env.now), Err(AuthorisationError::NotEnough));
        let (done, _) = used.release(Fen(30), &env).expect("it holds that");
        assert_eq!((done.status, done.rest()), (AuthorisationStatus::Finish, Parts::ZERO));
        assert_eq!(done.pay(Fen(1), Asset::Fund, Id(8), &env), Err(AuthorisationError::Finished));
        let (released, _) = frozen.release(Fen(150), &env).expect("it holds that");
        assert_eq!(released.status, AuthorisationStatus::Closed);
    }

    proptest! {
        /// Nothing is taken twice, and what is released goes where it came from.
        #[test]
        fn parts_add_up(fund in 0_i64..500, credit in 0_i64..500, asks in proptest::collection::vec((1_i64..300, any::<bool>()), 0..7)) {
            let env = env();
            let asked = Parts { fund: Fen(fund), credit: Fen(credit) };
            prop_assume!(asked != Parts::ZERO);
            let (mut now, _) = opened(asked, &env).freeze(&env).expect("it may be frozen");
            for (amount, pay) in asks {
                let result = if pay { now.pay(Fen(amount), Asset::Credit, Id(7), &env) } else { now.release(Fen(amount), &env) };
                let fits = amount <= now.rest().total().0;
                prop_assert_eq!(result.is_ok(), fits);
                if let Ok((next, operation)) = result {
                    prop_assert_eq!(operation.amount.total(), Fen(amount));
                    prop_assert_eq!(now.rest().minus(operation.amount), next.rest());
                    now = next;
                }
                prop_assert!(now.rest().fund >= Fen::ZERO && now.rest().credit >= Fen::ZERO);
                prop_assert_eq!(now.status == AuthorisationStatus::Authorized, now.rest() != Parts::ZERO);
            }
            let user = UserId::from_serial(1);
            let journal = asked.journal(Id(1), JournalKind::AuthorisationFreeze, &user, env.now).expect("it balances");
            let frozen = AccountId::of(&user, AccountKind::AuthorisationFrozen);
            prop_assert!(journal.postings().iter().any(|p| Some(p.account) == frozen && p.amount == asked.total()));
            prop_assert!(asked.negated().journal(Id(1), JournalKind::AuthorisationRelease, &user, env.now).is_ok());
        }
    }
}
