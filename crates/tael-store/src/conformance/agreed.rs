//! What the buyers of the little shop have allowed beforehand: agreements and authorisations.

use std::sync::Arc;

use smol_str::SmolStr;
use tael_core::agreement::{
    Agreement, AgreementDetail, AgreementStatus, Deduction, PeriodRule, PeriodType, Signing, long_term,
};
use tael_core::authorisation::{Authorisation, Opening, Operated, Parts};
use tael_core::date::Date;
use tael_core::ledger::JournalKind;
use tael_core::money::Fen;
use tael_core::time::MINUTE;

use super::sample::{Sample, of};
use crate::plan::{Plan, Write};

impl Sample {
    /// A monthly agreement of a buyer, whose first plan is open.
    pub fn agreement(&mut self, buyer: usize, external_no: &str) -> (Arc<Agreement>, Plan) {
        let env = self.env();
        let rule = PeriodRule {
            period_type: PeriodType::Day,
            period: 7,
            execute_time: Date::of(env.now),
            single_amount: Fen(1_000),
            total_amount: None,
            total_payments: Some(12),
        };
        let signing = Signing {
            book: self.world.book,
            world: self.world.id,
            pid: self.merchant.clone(),
            user: self.buyers[buyer].clone(),
            product: "CYCLE_PAY_AUTH_P".into(),
            scene: "INDUSTRY|DIGITAL_MEDIA".into(),
            external_no: SmolStr::new(external_no),
            status: AgreementStatus::Normal,
            detail: AgreementDetail {
                product_code: "GENERAL_WITHHOLDING".into(),
                channel: "ALIPAYAPP".into(),
                app_id: Some(self.app_id.clone()),
                sign_time: env.now,
                valid_time: env.now,
                invalid_time: long_term(),
                external_logon_id: None,
                rule: Some(rule),
                schedule: None,
                deducted: Deduction::default(),
                signed_with: None,
                notify: None,
            },
        };
        let agreement = Arc::new(Agreement::sign(signing, &env));
        (Arc::clone(&agreement), Plan::none().with(Write::InsertAgreement(agreement)))
    }

    /// An authorisation that freezes `fund` of a buyer's balance.
    ///
    /// # Panics
    /// Where nothing is to be frozen.
    pub fn authorisation(
        &mut self,
        buyer: usize,
        out_order_no: &str,
        fund: Fen,
    ) -> (Arc<Authorisation>, Plan) {
        let env = self.env();
        let payer = self.buyers[buyer].clone();
        let opening = Opening {
            book: self.world.book,
            world: self.world.id,
            pid: self.merchant.clone(),
            out_order_no: SmolStr::new(out_order_no),
            out_request_no: Some("R1".into()),
            payer: payer.clone(),
            payee: self.merchant.clone(),
            product_code: "PREAUTH_PAY".into(),
            app_id: Some(self.app_id.clone()),
            asked: Parts { fund, credit: Fen::ZERO },
            pre_auth_type: None,
            order_title: Some("押金".to_owned()),
            expires_at: env.now.plus(15 * MINUTE),
            notify: None,
        };
        let (init, created) = Authorisation::open(opening, &env);
        let (frozen, freeze) =
            init.freeze(&env).unwrap_or_else(|e| unreachable!("a new authorisation can be frozen: {e}"));
        let journal =
            freeze.amount.journal(env.ids.next(), JournalKind::AuthorisationFreeze, &payer, env.now);
        let journal = journal.unwrap_or_else(|e| unreachable!("something is frozen: {e}"));
        let frozen = Arc::new(frozen);
        let account = of(&payer, tael_core::ledger::AccountKind::AuthorisationFrozen);
        let plan = Plan::none()
            .with(Write::InsertAuthorisation { authorisation: Arc::new(init), operation: created })
            .with(Write::OpenAccount(self.world.book, account))
            .with(Write::UpdateAuthorisation { authorisation: Arc::clone(&frozen), operation: freeze })
            .with(Write::Post(self.world.book, journal));
        (frozen, plan)
    }

    /// The release of a part of an authorisation.
    ///
    /// # Panics
    /// Where it does not hold that.
    pub fn thaw(&mut self, authorisation: &Authorisation, amount: Fen) -> (Arc<Authorisation>, Plan) {
        let env = self.env();
        let (after, operation): Operated = authorisation
            .release(amount, &env)
            .unwrap_or_else(|e| unreachable!("the authorisation holds the amount: {e}"));
        let id = env.ids.next();
        let back = operation.amount.negated();
        let journal = back
            .journal(id, JournalKind::AuthorisationRelease, &authorisation.payer, env.now)
            .unwrap_or_else(|e| unreachable!("something is released: {e}"));
        let after = Arc::new(after);
        let plan = Plan::none()
            .with(Write::UpdateAuthorisation { authorisation: Arc::clone(&after), operation })
            .with(Write::Post(self.world.book, journal));
        (after, plan)
    }
}
