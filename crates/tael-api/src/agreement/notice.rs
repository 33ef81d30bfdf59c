//! The notices of an agreement: `dut_user_sign` and `dut_user_unsign` (`semantics.md §4.1`, signed and delivered as
//! `protocol.md §8.1–8.2` says).

use std::sync::Arc;

use tael_core::agreement::{Agreement, AgreementStatus};
use tael_core::env::Env;
use tael_core::party::{App, User, mask_logon_id};
use tael_core::trade::NotifyTarget;
use tael_store::{Outbound, OutboundState, Plan, Topic, Write};

use crate::open_id::OpenIds;
use crate::trade::notice::{Params, buyer_names, host, notify_id};

/// An agreement that has just been signed or ended.
pub struct AgreementNotice<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Who signed.
    pub user: &'a User,
    /// The application that is told.
    pub app: &'a App,
    /// Open ids.
    pub open_ids: &'a dyn OpenIds,
}

impl AgreementNotice<'_> {
    /// Puts the notification into the outbox, where the agreement has an address; of states other than NORMAL and UNSIGN
    /// nobody is told.
    pub fn enqueue(&self, env: &Env, plan: &mut Plan) {
        let agreement = self.agreement;
        let notify_type = match agreement.status {
            AgreementStatus::Normal => "dut_user_sign",
            AgreementStatus::Unsign => "dut_user_unsign",
            AgreementStatus::Temp | AgreementStatus::Stop => return,
        };
        let Some(target) = self.target() else { return };
        let notify_id = notify_id(&agreement.user, env);
        let outbound = Outbound {
            book: agreement.book,
            id: env.ids.next(),
            world: agreement.world,
            params: self.params(notify_type, &notify_id, env).into_pairs(),
            notify_id,
            topic: Topic::Agreement,
            subject: agreement.id,
            subject_no: agreement.no.clone(),
            app_id: self.app.app_id.clone(),
            host: host(&target.url),
            url: target.url,
            charset: target.charset,
            sign_type: target.sign_type,
            created_at: env.now,
            due: Some(env.now),
            attempts: 0,
            state: OutboundState::Pending,
        };
        plan.push(Write::Enqueue(Arc::new(outbound)));
    }

    /// Where to: the agreement's own address, else the gateway address of the application.
    fn target(&self) -> Option<NotifyTarget> {
        let gateway = || {
            let url = self.app.gateway_url.clone().filter(|url| !url.is_empty())?;
            Some(NotifyTarget { url, charset: "utf-8".into(), sign_type: self.app.sign_type.clone() })
        };
        self.agreement.detail.notify.clone().or_else(gateway)
    }

    fn params(&self, notify_type: &'static str, notify_id: &str, env: &Env) -> Params {
        let (agreement, detail) = (self.agreement, &self.agreement.detail);
        let mut params = Params::default();
        params.add("notify_type", notify_type);
        params.add("notify_id", notify_id);
        params.add("version", "1.0");
        params.add("app_id", self.app.app_id.as_str());
        params.add("auth_app_id", self.app.app_id.as_str());
        params.add("agreement_no", agreement.no.as_str());
        params.add("external_agreement_no", agreement.external_no.as_str());
        params.add("personal_product_code", agreement.product.as_str());
        params.add("sign_scene", agreement.scene.as_str());
        params.add("status", agreement.status.as_str());
        params.add("sign_time", detail.sign_time.to_string());
        params.add("valid_time", detail.valid_time.to_string());
        params.add("invalid_time", detail.invalid_time.to_string());
        if agreement.status == AgreementStatus::Unsign {
            params.add("unsign_time", env.now.to_string());
        }
        let next = detail.schedule.map(|schedule| schedule.next.to_string());
        params.add("next_deduct_time", next.unwrap_or_default());
        params.add("partner_id", agreement.pid.as_str());
        let (user_id, open_id) = buyer_names(self.app, &agreement.user, self.open_ids);
        params.add("alipay_user_id", user_id.unwrap_or_default());
        params.add("alipay_open_id", open_id.unwrap_or_default());
        params.add("alipay_logon_id", mask_logon_id(&self.user.logon_id));
        params.add("external_logon_id", detail.external_logon_id.as_deref().unwrap_or_default());
        params
    }
}
