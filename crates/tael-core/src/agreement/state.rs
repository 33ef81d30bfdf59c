//! The agreement itself: states, signing, deductions.

use std::ops::Deref;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{PeriodRule, Schedule};
use crate::date::Date;
use crate::env::Env;
use crate::id::{AppId, Book, Id, UserId, WorldId};
use crate::money::Fen;
use crate::time::Instant;
use crate::trade::{NotifyTarget, TradeData};

/// The states of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AgreementStatus {
    /// Not in force yet.
    Temp,
    /// In force.
    Normal,
    /// Paused.
    Stop,
    /// Ended by one of its parties; final.
    Unsign,
}

impl AgreementStatus {
    /// Every state.
    pub const ALL: [AgreementStatus; 4] =
        [AgreementStatus::Temp, AgreementStatus::Normal, AgreementStatus::Stop, AgreementStatus::Unsign];

    /// The text of the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            AgreementStatus::Temp => "TEMP",
            AgreementStatus::Normal => "NORMAL",
            AgreementStatus::Stop => "STOP",
            AgreementStatus::Unsign => "UNSIGN",
        }
    }

    /// The state with this text.
    #[must_use]
    pub fn parse(text: &str) -> Option<AgreementStatus> {
        AgreementStatus::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// What has been deducted so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Deduction {
    /// How many deductions succeeded.
    pub count: u32,
    /// What they come to.
    pub sum: Fen,
    /// When the last of them was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Instant>,
}

/// Facts of an agreement that no statement of a store searches by; kept as one JSON document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementDetail {
    /// The collecting product, for instance GENERAL_WITHHOLDING.
    pub product_code: SmolStr,
    /// How the user came to sign: ALIPAYAPP, QRCODE, QRCODEORSMS.
    pub channel: SmolStr,
    /// The application that asked for it; `None` where an operator made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_id: Option<AppId>,
    /// When it was signed.
    pub sign_time: Instant,
    /// From when on it is valid.
    pub valid_time: Instant,
    /// From when on it is not valid any more.
    pub invalid_time: Instant,
    /// The user's login name at the merchant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_logon_id: Option<String>,
    /// The rule of its periodic deductions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<PeriodRule>,
    /// Where the plan of that rule stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Schedule>,
    /// What has been deducted.
    #[serde(default)]
    pub deducted: Deduction,
    /// The trade with whose payment it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_with: Option<Id>,
    /// Where its merchant hears of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notify: Option<NotifyTarget>,
}

/// The stored facts of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementData {
    /// The key.
    pub id: Id,
    /// The book.
    pub book: Book,
    /// The world.
    pub world: WorldId,
    /// `agreement_no`.
    pub no: SmolStr,
    /// The merchant.
    pub pid: UserId,
    /// Who signed.
    pub user: UserId,
    /// `personal_product_code`.
    pub product: SmolStr,
    /// `sign_scene`.
    pub scene: SmolStr,
    /// `external_agreement_no`, the merchant's own number; empty where there is none.
    pub external_no: SmolStr,
    /// The state.
    pub status: AgreementStatus,
    /// Counts the changes, from 1.
    pub version: u32,
    /// Everything else.
    pub detail: AgreementDetail,
}

/// What an order asks its buyer to sign with the payment (`agreement_sign_params`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The collecting product.
    pub product_code: SmolStr,
    /// `personal_product_code`.
    pub product: SmolStr,
    /// `sign_scene`.
    pub scene: SmolStr,
    /// `external_agreement_no`; empty where there is none.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub external_no: SmolStr,
    /// How the user comes to sign.
    pub channel: SmolStr,
    /// The user's login name at the merchant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_logon_id: Option<String>,
    /// The rule of its periodic deductions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<PeriodRule>,
    /// Where its merchant hears of it; `None`: at the gateway address of the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notify: Option<NotifyTarget>,
}

impl Offer {
    /// The agreement that `user` signs with the payment of `trade` at `now`.
    #[must_use]
    pub fn accepted(&self, trade: &TradeData, user: &UserId, now: Instant) -> Signing {
        Signing {
            book: trade.book,
            world: trade.world,
            pid: trade.pid.clone(),
            user: user.clone(),
            product: self.product.clone(),
            scene: self.scene.clone(),
            external_no: self.external_no.clone(),
            status: AgreementStatus::Normal,
            detail: AgreementDetail {
                product_code: self.product_code.clone(),
                channel: self.channel.clone(),
                app_id: Some(trade.app_id.clone()),
                sign_time: now,
                valid_time: now,
                invalid_time: long_term(),
                external_logon_id: self.external_logon_id.clone(),
                rule: self.rule.clone(),
                schedule: None,
                deducted: Deduction::default(),
                signed_with: Some(trade.id),
                notify: self.notify.clone(),
            },
        }
    }
}

/// What an agreement is signed with.
#[derive(Clone, Debug)]
pub struct Signing {
    /// The book of the merchant.
    pub book: Book,
    /// The world.
    pub world: WorldId,
    /// The merchant.
    pub pid: UserId,
    /// Who signs.
    pub user: UserId,
    /// `personal_product_code`.
    pub product: SmolStr,
    /// `sign_scene`.
    pub scene: SmolStr,
    /// `external_agreement_no`; empty where there is none.
    pub external_no: SmolStr,
    /// Its state from the start.
    pub status: AgreementStatus,
    /// Everything else.
    pub detail: AgreementDetail,
}

/// The end of an agreement that names none: 2115-02-01 00:00:00 (`semantics.md §4.1`).
#[must_use]
pub fn long_term() -> Instant {
    Instant(4_578_393_600_000)
}

/// Why a deduction is refused, in the order in which that is judged (`semantics.md §4.3`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDeductible {
    /// It is over, or not valid yet.
    #[error("the agreement is not valid at this time")]
    NotValid,
    /// It is not in force.
    #[error("the agreement is not in force")]
    NotNormal,
    /// The open plan may not be deducted today.
    #[error("today lies outside the window of the plan")]
    Date,
    /// More than one deduction may be.
    #[error("the amount is above the signed amount of one deduction")]
    Single,
    /// More than all deductions may come to.
    #[error("the deductions would pass the signed total")]
    Total,
    /// One deduction too many.
    #[error("the signed number of deductions is used up")]
    Times,
}

/// An agreement. Each change gives the changed agreement, one version on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement(AgreementData);

impl Deref for Agreement {
    type Target = AgreementData;
    fn deref(&self) -> &AgreementData {
        &self.0
    }
}

impl Agreement {
    /// The agreement that a store has kept.
    #[must_use]
    pub fn stored(data: AgreementData) -> Agreement {
        Agreement(data)
    }

    /// A new agreement. The plan of its rule starts at the first date.
    #[must_use]
    pub fn sign(signing: Signing, env: &Env) -> Agreement {
        let id = env.ids.next();
        let mut detail = signing.detail;
        detail.schedule = detail.rule.as_ref().map(Schedule::start);
        Agreement(AgreementData {
            id,
            book: signing.book,
            world: signing.world,
            no: id.agreement_no(env.now, signing.book),
            pid: signing.pid,
            user: signing.user,
            product: signing.product,
            scene: signing.scene,
            external_no: signing.external_no,
            status: signing.status,
            version: 1,
            detail,
        })
    }

    /// True where it has not ended: nobody may sign the same terms a second time.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.status != AgreementStatus::Unsign
    }

    /// True where the agreement has begun and is not over.
    #[must_use]
    pub fn is_valid(&self, now: Instant) -> bool {
        self.detail.valid_time <= now && now < self.detail.invalid_time
    }

    /// State and time: the first two checks of a deduction.
    ///
    /// # Errors
    /// [`NotDeductible::NotValid`], [`NotDeductible::NotNormal`].
    pub fn in_force(&self, now: Instant) -> Result<(), NotDeductible> {
        if !self.is_valid(now) {
            return Err(NotDeductible::NotValid);
        }
        if self.status != AgreementStatus::Normal {
            return Err(NotDeductible::NotNormal);
        }
        Ok(())
    }

    /// The plan and the signed limits: what is left to check of a deduction of `amount`.
    ///
    /// # Errors
    /// [`NotDeductible`].
    pub fn admits(&self, amount: Fen, now: Instant) -> Result<(), NotDeductible> {
        let Some(rule) = &self.detail.rule else { return Ok(()) };
        let done = &self.detail.deducted;
        if self.detail.schedule.is_some_and(|schedule| !schedule.is_open(Date::of(now))) {
            return Err(NotDeductible::Date);
        }
        if amount > rule.single_amount {
            return Err(NotDeductible::Single);
        }
        let sum = done.sum.checked_add(amount);
        if rule.total_amount.is_some_and(|total| sum.is_none_or(|sum| sum > total)) {
            return Err(NotDeductible::Total);
        }
        if rule.total_payments.is_some_and(|times| done.count >= times) {
            return Err(NotDeductible::Times);
        }
        Ok(())
    }

    /// The agreement behind a successful deduction: sums rise, the plan goes one period on.
    ///
    /// # Errors
    /// [`NotDeductible`]; nothing has changed then.
    pub fn deduct(&self, amount: Fen, now: Instant) -> Result<Agreement, NotDeductible> {
        self.in_force(now)?;
        self.admits(amount, now)?;
        Ok(self.changed(|data| {
            let detail = &mut data.detail;
            detail.deducted.count = detail.deducted.count.saturating_add(1);
            detail.deducted.sum = Fen(detail.deducted.sum.0.saturating_add(amount.0));
            detail.deducted.last = Some(now);
            if let (Some(rule), Some(schedule)) = (&detail.rule, detail.schedule) {
                detail.schedule = Some(schedule.advance(rule));
            }
        }))
    }

    /// The agreement after a change of what may change: state, times, plan.
    #[must_use]
    pub fn changed(&self, change: impl FnOnce(&mut AgreementData)) -> Agreement {
        let mut data = self.0.clone();
        data.version += 1;
        change(&mut data);
        Agreement(data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::PeriodType;
    use crate::id::Ids;
    use crate::time::DAY;
    use proptest::prelude::*;

    fn at(text: &str) -> Instant {
        Instant::parse_beijing(text).expect("a time")
    }

    fn signed() -> Agreement {
        let now = at("2026-11-22 10:00:00");
        let rule = PeriodRule {
            period_type: PeriodType::Month,
            period: 1,
            execute_time: Date::parse("2026-11-25").expect("a date"),
            single_amount: Fen(1_000),
            total_amount: Some(Fen(2_500)),
            total_payments: Some(3),
        };
        let signing = Signing {
            book: Book::MAIN,
            world: WorldId::MAIN,
            pid: UserId::from_serial(9),
            user: UserId::from_serial(1),
            product: "CYCLE_PAY_AUTH_P".into(),
            scene: "INDUSTRY|DIGITAL_MEDIA".into(),
            external_no: SmolStr::default(),
            status: AgreementStatus::Normal,
            detail: AgreementDetail {
                product_code: "GENERAL_WITHHOLDING".into(),
                channel: "ALIPAYAPP".into(),
                app_id: Some(AppId::from("2021000000000001")),
                sign_time: now,
                valid_time: now,
                invalid_time: long_term(),
                external_logon_id: None,
                rule: Some(rule),
                schedule: None,
                deducted: Deduction::default(),
                signed_with: None,
                notify: None,
            },
        };
        Agreement::sign(signing, &Env::new(now, Ids::new(0, Id(0)).block(now), 1))
    }

    #[test]
    fn the_default_end_is_long_away() {
        assert_eq!(long_term().to_string(), "2115-02-01 00:00:00");
    }

    #[test]
    fn the_first_check_that_fails_names_the_reason() {
        let agreement = signed();
        let now = at("2026-11-22 10:00:00");
        let with = |change: &dyn Fn(&mut AgreementData)| agreement.changed(change);
        assert!(agreement.deduct(Fen(1_000), now).is_ok());
        let over = with(&|a| (a.detail.invalid_time, a.status) = (now, AgreementStatus::Stop));
        assert_eq!(over.deduct(Fen(9_999), now), Err(NotDeductible::NotValid));
        let early = with(&|a| a.detail.valid_time = now.plus(1));
        assert_eq!(early.deduct(Fen(1), now), Err(NotDeductible::NotValid));
        for status in [AgreementStatus::Temp, AgreementStatus::Stop, AgreementStatus::Unsign] {
            let other = with(&|a| a.status = status);
            assert_eq!(other.deduct(Fen(9_999), now), Err(NotDeductible::NotNormal), "{status:?}");
        }
        assert_eq!(agreement.deduct(Fen(9_999), now.plus(9 * DAY)), Err(NotDeductible::Date));
        assert_eq!(agreement.deduct(Fen(1_001), now), Err(NotDeductible::Single));
        let spent = with(&|a| (a.detail.deducted.sum, a.detail.deducted.count) = (Fen(2_000), 3));
        assert_eq!(spent.deduct(Fen(501), now), Err(NotDeductible::Total));
        assert_eq!(spent.deduct(Fen(500), now), Err(NotDeductible::Times));
    }

    proptest! {
        /// Whatever is asked for and whenever: sums never pass the signed limits, plans advance by success alone.
        #[test]
        fn limits_hold(asks in proptest::collection::vec((1_i64..1_200, 0_i64..20), 1..60)) {
            let mut agreement = signed();
            let mut now = agreement.detail.sign_time;
            for (amount, days) in asks {
                now = now.plus(days * DAY);
                let before = agreement.clone();
                match agreement.deduct(Fen(amount), now) {
                    Ok(next) => {
                        prop_assert_eq!(next.version, before.version + 1);
                        prop_assert_eq!(next.detail.deducted.count, before.detail.deducted.count + 1);
                        prop_assert_eq!(next.detail.schedule.map(|s| s.period_id), Some(next.detail.deducted.count));
                        // the same plan is not open a second time
                        prop_assert!(next.deduct(Fen(1), now).is_err());
                        agreement = next;
                    }
                    Err(_) => prop_assert_eq!(&agreement, &before),
                }
                prop_assert!(agreement.detail.deducted.sum <= Fen(2_500) && agreement.detail.deducted.count <= 3);
            }
        }
    }
}
