//! What the operations of an authorisation write: the row one version on, and the journal of the money that moves.

use std::sync::Arc;

use tael_core::authorisation::{Authorisation, Operated, OperationKind, Parts};
use tael_core::env::Env;
use tael_core::ledger::{AccountId, AccountKind, JournalKind};
use tael_core::money::Fen;
use tael_store::{Need, Plan, View, Write};

/// Writes an operation. A payment posts its journal itself; a freeze opens the account of frozen money.
pub fn write((after, operation): Operated, env: &Env, plan: &mut Plan) -> Arc<Authorisation> {
    let (book, payer, amount) = (after.book, after.payer.clone(), operation.amount);
    let moved = match operation.kind {
        OperationKind::Freeze => Some((amount, JournalKind::AuthorisationFreeze)),
        OperationKind::Unfreeze => Some((amount.negated(), JournalKind::AuthorisationRelease)),
        OperationKind::Create | OperationKind::Pay | OperationKind::Close => None,
    };
    if let Some((parts, kind)) = moved
        && let Ok(journal) = parts.journal(env.ids.next(), kind, &payer, env.now)
    {
        let frozen = AccountId::of(&payer, AccountKind::AuthorisationFrozen);
        plan.0.extend(frozen.map(|account| Write::OpenAccount(book, account)));
        plan.push(Write::Post(book, journal));
    }
    let authorisation = Arc::new(after);
    plan.push(match operation.kind {
        OperationKind::Create => {
            Write::InsertAuthorisation { authorisation: Arc::clone(&authorisation), operation }
        }
        _ => Write::UpdateAuthorisation { authorisation: Arc::clone(&authorisation), operation },
    });
    authorisation
}

/// The account of the payer that holds less than is to be frozen of it, and what it holds.
///
/// # Errors
/// [`Need`].
pub fn short_of(authorisation: &Authorisation, view: &View) -> Result<Option<(AccountKind, Fen)>, Need> {
    let Parts { fund, credit } = authorisation.detail.asked;
    for (kind, wanted) in [(AccountKind::Balance, fund), (AccountKind::CreditLine, credit)] {
        let Some(account) = AccountId::of(&authorisation.payer, kind).filter(|_| wanted.is_positive()) else {
            continue;
        };
        let held = view.balance(authorisation.book, account)?.unwrap_or(Fen::ZERO);
        if held < wanted {
            return Ok(Some((kind, held)));
        }
    }
    Ok(None)
}
