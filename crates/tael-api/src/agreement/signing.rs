//! Signing: the one place where an agreement comes into being (`semantics.md §4.1`).

use std::sync::Arc;

use tael_core::agreement::{Agreement, CYCLE_AGREEMENTS_MAX, CYCLE_PAY, Signing};
use tael_core::env::Env;
use tael_core::id::{Book, UserId};
use tael_store::{Need, Plan, Terms, View, Write};

/// What signing comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signed {
    /// A new agreement.
    New(Arc<Agreement>),
    /// The same terms are signed and have not ended: there is one agreement of them.
    Known(Arc<Agreement>),
    /// The user has as many cycle agreements with the merchant as there may be.
    TooMany,
}

/// True where the user has as many cycle agreements with the merchant as there may be.
///
/// # Errors
/// [`Need`].
pub fn is_full(book: Book, pid: &UserId, user: &UserId, view: &View) -> Result<bool, Need> {
    let live = view.agreements_of(book, pid, user)?.map(Vec::as_slice).unwrap_or_default();
    Ok(live.iter().filter(|a| a.product == CYCLE_PAY).count() >= CYCLE_AGREEMENTS_MAX)
}

/// Signs, unless the same terms are signed already or there are too many.
///
/// # Errors
/// [`Need`].
pub fn sign(signing: Signing, view: &View, env: &Env, plan: &mut Plan) -> Result<Signed, Need> {
    let terms = Terms {
        pid: signing.pid.clone(),
        user: signing.user.clone(),
        product: signing.product.clone(),
        scene: signing.scene.clone(),
        external_no: signing.external_no.clone(),
    };
    if let Some(known) = view.agreement_by_terms(signing.book, &terms)?
        && known.is_live()
    {
        return Ok(Signed::Known(Arc::clone(known)));
    }
    if signing.product == CYCLE_PAY && is_full(signing.book, &signing.pid, &signing.user, view)? {
        return Ok(Signed::TooMany);
    }
    let agreement = Arc::new(Agreement::sign(signing, env));
    plan.push(Write::InsertAgreement(Arc::clone(&agreement)));
    Ok(Signed::New(agreement))
}
