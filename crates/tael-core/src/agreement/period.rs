//! Periodic deductions: the signed rule, and where its plan stands (`semantics.md §4.2–4.3`).

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::money::Fen;

/// How many days before its date a deduction may be made.
pub const WINDOW_DAYS: i32 = 5;
/// The shortest period in days.
const DAYS_MIN: u16 = 7;
/// The last day of a month on which a monthly plan may lie.
const DAY_OF_MONTH_MAX: u8 = 28;

/// What a period is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PeriodType {
    /// Calendar days.
    Day,
    /// Calendar months.
    Month,
}

/// The rule of a periodic deduction, as it was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodRule {
    /// What a period is counted in.
    pub period_type: PeriodType,
    /// How many of it a period has.
    pub period: u16,
    /// The first plan date: the next deduction behind the signing, not the payment that goes with it.
    pub execute_time: Date,
    /// The most of one deduction.
    pub single_amount: Fen,
    /// The most of all deductions together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_amount: Option<Fen>,
    /// The most successful deductions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_payments: Option<u32>,
}

/// Why something is no rule: the member that is to blame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotARule {
    /// A period of days shorter than a week, or of nothing.
    #[error("period must be at least 7 with DAY and at least 1 with MONTH")]
    Period,
    /// A monthly plan on a day that some month lacks.
    #[error("execute_time must lie on day 1 to 28 of a month with MONTH")]
    DayOfMonth,
    /// The first plan date is over.
    #[error("execute_time must not lie in the past")]
    Past,
    /// The limit of one deduction is nothing.
    #[error("single_amount must be above zero")]
    SingleAmount,
    /// The limit of all deductions is below that of one.
    #[error("total_amount must not be below single_amount")]
    TotalAmount,
    /// No deduction at all.
    #[error("total_payments must be at least 1")]
    TotalPayments,
}

impl NotARule {
    /// The member of `period_rule_params` that is to blame.
    #[must_use]
    pub fn member(self) -> &'static str {
        match self {
            NotARule::Period => "period",
            NotARule::DayOfMonth | NotARule::Past => "execute_time",
            NotARule::SingleAmount => "single_amount",
            NotARule::TotalAmount => "total_amount",
            NotARule::TotalPayments => "total_payments",
        }
    }
}

impl PeriodRule {
    /// The rules of a rule, on the day on which it is signed.
    ///
    /// # Errors
    /// [`NotARule`] for the first member that does not do.
    pub fn check(&self, today: Date) -> Result<(), NotARule> {
        let shortest = if self.period_type == PeriodType::Day { DAYS_MIN } else { 1 };
        let refused = [
            (self.period < shortest, NotARule::Period),
            (!self.may_lie_on(self.execute_time), NotARule::DayOfMonth),
            (self.execute_time < today, NotARule::Past),
            (!self.single_amount.is_positive(), NotARule::SingleAmount),
            (self.total_amount.is_some_and(|total| total < self.single_amount), NotARule::TotalAmount),
            (self.total_payments == Some(0), NotARule::TotalPayments),
        ];
        refused.into_iter().find(|(wrong, _)| *wrong).map_or(Ok(()), |(_, why)| Err(why))
    }

    /// True where a plan date may lie on this day: of months only days that each of them has.
    #[must_use]
    pub fn may_lie_on(&self, date: Date) -> bool {
        self.period_type == PeriodType::Day || date.day() <= DAY_OF_MONTH_MAX
    }

    /// The plan date so many periods behind `date`.
    #[must_use]
    pub fn later(&self, date: Date, periods: u32) -> Date {
        let units = i64::from(self.period) * i64::from(periods);
        let units = i32::try_from(units).unwrap_or(i32::MAX);
        match self.period_type {
            PeriodType::Day => date.plus_days(units),
            PeriodType::Month => date.plus_months(units),
        }
    }
}

/// Where the plan of a rule stands: one deduction is open, and the next one follows a period behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// How many plans are done: plan 0 is the first.
    pub period_id: u32,
    /// The date of the open plan.
    pub next: Date,
}

impl Schedule {
    /// The schedule of a rule that has just been signed.
    #[must_use]
    pub fn start(rule: &PeriodRule) -> Schedule {
        Schedule { period_id: 0, next: rule.execute_time }
    }

    /// True where the open plan may be deducted on this day: from [`WINDOW_DAYS`] days before its date to that date.
    #[must_use]
    pub fn is_open(&self, today: Date) -> bool {
        self.next.plus_days(-WINDOW_DAYS) <= today && today <= self.next
    }

    /// The schedule behind a successful deduction.
    #[must_use]
    pub fn advance(&self, rule: &PeriodRule) -> Schedule {
        Schedule { period_id: self.period_id.saturating_add(1), next: rule.later(self.next, 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rule(period_type: PeriodType, period: u16, execute_time: &str) -> PeriodRule {
        PeriodRule {
            period_type,
            period,
            execute_time: Date::parse(execute_time).expect("a date"),
            single_amount: Fen(1_099),
            total_amount: Some(Fen(60_000)),
            total_payments: Some(12),
        }
    }

    #[test]
    fn rules_have_rules() {
        let today = Date::parse("2026-11-22").expect("a date");
        let good = rule(PeriodType::Month, 3, "2026-11-22");
        assert_eq!(good.check(today), Ok(()));
        assert_eq!(rule(PeriodType::Day, 7, "2026-11-30").check(today), Ok(()));
        assert_eq!(rule(PeriodType::Month, 1, "2026-11-28").check(today), Ok(()));
        for (wrong, why) in [
            (rule(PeriodType::Day, 6, "2026-11-30"), NotARule::Period),
            (rule(PeriodType::Month, 0, "2026-11-22"), NotARule::Period),
            (rule(PeriodType::Month, 1, "2026-11-29"), NotARule::DayOfMonth),
            (rule(PeriodType::Month, 1, "2026-11-21"), NotARule::Past),
            (PeriodRule { single_amount: Fen(0), ..good.clone() }, NotARule::SingleAmount),
            (PeriodRule { total_amount: Some(Fen(1_098)), ..good.clone() }, NotARule::TotalAmount),
            (PeriodRule { total_payments: Some(0), ..good.clone() }, NotARule::TotalPayments),
        ] {
            assert_eq!(wrong.check(today), Err(why), "{wrong:?}");
        }
    }

    #[test]
    fn the_window_is_five_days_and_the_date() {
        let schedule = Schedule::start(&rule(PeriodType::Month, 1, "2026-12-03"));
        for (day, open) in [
            ("2026-11-27", false),
            ("2026-11-28", true),
            ("2026-12-03", true),
            ("2026-12-04", false),
            ("2027-12-01", false),
        ] {
            assert_eq!(schedule.is_open(Date::parse(day).expect("a date")), open, "{day}");
        }
    }

    #[test]
    fn months_keep_the_day() {
        let rule = rule(PeriodType::Month, 1, "2027-01-28");
        let dates: Vec<String> = (0..4).map(|n| rule.later(rule.execute_time, n).to_string()).collect();
        assert_eq!(dates, ["2027-01-28", "2027-02-28", "2027-03-28", "2027-04-28"]);
    }

    proptest! {
        /// Plan n lies n periods behind the first, however it was come to, and windows never overlap.
        #[test]
        fn plans_follow_their_rule(days in any::<bool>(), period in 1_u16..400, day in 1..=28, plans in 1_u32..40) {
            let period_type = if days { PeriodType::Day } else { PeriodType::Month };
            let period = if days { period.max(7) } else { period.min(24) };
            let rule = rule(period_type, period, &format!("2026-12-{day:02}"));
            let mut schedule = Schedule::start(&rule);
            for n in 1..=plans {
                let next = schedule.advance(&rule);
                prop_assert_eq!(next.period_id, n);
                prop_assert_eq!(next.next, rule.later(rule.execute_time, n));
                prop_assert!(schedule.next < next.next && !next.is_open(schedule.next));
                if !days {
                    prop_assert_eq!(next.next.day(), rule.execute_time.day());
                }
                schedule = next;
            }
        }
    }
}
