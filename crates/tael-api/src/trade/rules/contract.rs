//! Step 2: the merchant, its contract for the product, and the rules of mini programs.

use std::sync::Arc;

use tael_core::id::{AppId, UserId};
use tael_core::party::{Contract, Merchant, MerchantStatus};
use tael_store::{Join, View};

use crate::generated::Code;
use crate::method::{Call, Rule};

/// The product of an order that names none.
pub const FACE_TO_FACE: &str = "FACE_TO_FACE_PAYMENT";
/// The product of mini programs.
pub const JSAPI: &str = "JSAPI_PAY";

/// The calling merchant, if it may call at all.
///
/// # Errors
/// ACQ.PARTNER_ERROR, ACQ.MERCHANT_STATUS_NOT_NORMAL.
pub fn merchant(call: &Call, view: &View) -> Result<Arc<Merchant>, Rule> {
    let Some(pid) = &call.pid else {
        return Err(Rule::because(
            Code::PartnerError,
            format!("app {} belongs to no merchant", call.app.app_id),
        ));
    };
    let Some(merchant) = view.merchant(pid)? else {
        return Err(Rule::because(Code::PartnerError, format!("there is no merchant {pid}")));
    };
    match merchant.status {
        MerchantStatus::Disabled => {
            Err(Rule::because(Code::PartnerError, format!("merchant {pid} is DISABLED")))
        }
        MerchantStatus::Inactive => {
            Err(Rule::because(Code::MerchantStatusNotNormal, format!("merchant {pid} is INACTIVE")))
        }
        // as payee, in step 4
        MerchantStatus::Normal | MerchantStatus::Blocked => Ok(Arc::clone(merchant)),
    }
}

/// The contract for a product.
///
/// # Errors
/// ACQ.ACCESS_FORBIDDEN where none is in force.
pub fn product<'m>(merchant: &'m Merchant, product_code: &str) -> Result<&'m Contract, Rule> {
    merchant.contract(product_code).ok_or_else(|| {
        let pid = &merchant.partner_id;
        Rule::because(
            Code::AccessForbidden,
            format!("merchant {pid} has no active contract for {product_code}"),
        )
    })
}

/// What a creation says about mini programs.
#[derive(Clone, Copy, Debug)]
pub struct MiniProgramCall<'a> {
    /// `op_app_id`.
    pub op_app_id: Option<&'a str>,
    /// The product.
    pub product_code: &'a str,
    /// `extend_params.trade_component_order_id`.
    pub component_order: Option<&'a str>,
}

/// The product rules of mini programs (`semantics.md §7.1`).
///
/// # Errors
/// ACQ.BIZ_PRODUCT_NOT_ALLOWED, ACQ.PRODUCT_NOT_SUPPORT_IN_TINY_APP, ACQ.OPEN_ID_NOT_TINY_APP, ACQ.UNBOUND_APPLICATION.
pub fn mini_program(call: &Call, pid: &UserId, asked: MiniProgramCall<'_>, view: &View) -> Result<(), Rule> {
    let jsapi = asked.product_code == JSAPI;
    if asked.component_order.is_some() && !jsapi {
        return Err(Rule::because(
            Code::BizProductNotAllowed,
            "a trade component order is paid by JSAPI_PAY only",
        ));
    }
    if !jsapi {
        if asked.op_app_id.is_some() || call.app.mini_program {
            let hint =
                format!("a mini program cannot use {}; send product_code JSAPI_PAY", asked.product_code);
            return Err(Rule::because(Code::ProductNotSupportInTinyApp, hint));
        }
        return Ok(());
    }
    let id = asked.op_app_id.map_or_else(|| call.app.app_id.clone(), AppId::from);
    let (app, links) = (view.app(&id), view.mini_program(&id)).join()?;
    let is_mini = links.is_some() || app.is_some_and(|a| a.mini_program);
    if !is_mini {
        return Err(Rule::because(Code::OpenIdNotTinyApp, format!("app {id} is no mini program")));
    }
    let own = app.is_some_and(|a| a.partner_id.as_ref() == Some(pid));
    if own || links.is_some_and(|m| m.linked_to.contains(pid)) {
        return Ok(());
    }
    Err(Rule::because(Code::UnboundApplication, format!("mini program {id} is not linked to merchant {pid}")))
}
