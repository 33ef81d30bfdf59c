//! Agreements and authorisations: what may be there once, and what may change.

use std::sync::Arc;

use tael_core::agreement::{Agreement, AgreementStatus};
use tael_core::id::{Book, Id};
use tael_core::ledger::AccountKind;
use tael_core::money::Fen;

use super::{ask, balance, conflict, duplicate, one, open, put};
use crate::conformance::sample::{FUNDS, of};
use crate::key::{Key, Terms};
use crate::plan::Write;
use crate::row::Row;
use crate::store::{Page, Query, Store};

fn twin(of: &Agreement, change: impl FnOnce(&mut tael_core::agreement::AgreementData)) -> Arc<Agreement> {
    let mut data = (**of).clone();
    change(&mut data);
    Arc::new(Agreement::stored(data))
}

pub(super) async fn an_agreement_has_its_keys(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (first, sign) = shop.agreement(0, "E1");
    put(store, &mut shop, vec![sign]).await;
    let row = || Some(Row::Agreement(Arc::clone(&first)));
    assert_eq!(one(store, Key::Agreement(Book(0), first.no.clone())).await, row());
    assert_eq!(one(store, Key::AgreementByTerms(Book(0), Terms::of(&first))).await, row());
    let of = || Key::AgreementsOf(Book(0), first.pid.clone(), first.user.clone());
    assert_eq!(one(store, of()).await, Some(Row::Agreements(vec![Arc::clone(&first)])));

    let fresh = Id(first.id.0 + 1);
    let same_id = twin(&first, |a| (a.no, a.external_no) = ("1".into(), "E2".into()));
    duplicate(store, &mut shop, vec![Write::InsertAgreement(same_id)], "agreement_pk").await;
    let same_no = twin(&first, |a| (a.id, a.external_no) = (fresh, "E2".into()));
    duplicate(store, &mut shop, vec![Write::InsertAgreement(same_no)], "agreement_no_key").await;
    let same_terms = twin(&first, |a| (a.id, a.no) = (fresh, "1".into()));
    let again = vec![Write::InsertAgreement(Arc::clone(&same_terms))];
    duplicate(store, &mut shop, again.clone(), "agreement_terms_key").await;
    // when the first has ended, the terms may be signed anew
    let ended = Arc::new(first.changed(|a| a.status = AgreementStatus::Unsign));
    let mut both = vec![Write::UpdateAgreement(Arc::clone(&ended))];
    both.extend(again);
    put(store, &mut shop, vec![crate::plan::Plan(both)]).await;
    let newest = one(store, Key::AgreementByTerms(Book(0), Terms::of(&first))).await;
    assert_eq!(newest, Some(Row::Agreement(Arc::clone(&same_terms))));
    assert_eq!(one(store, of()).await, Some(Row::Agreements(vec![same_terms])));
    assert_eq!(
        one(store, Key::Agreement(Book(0), first.no.clone())).await,
        Some(Row::Agreement(ended.clone()))
    );
    // and the ended one cannot come back beside it
    let back = Arc::new(ended.changed(|a| a.status = AgreementStatus::Normal));
    duplicate(store, &mut shop, vec![Write::UpdateAgreement(back)], "agreement_terms_key").await;
}

pub(super) async fn a_change_of_an_agreement_is_made_once(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (first, sign) = shop.agreement(0, "");
    let never = twin(&first, |a| (a.id, a.version) = (Id(first.id.0 + 7), 2));
    put(store, &mut shop, vec![sign]).await;
    let charge = |amount| {
        let after = first.deduct(Fen(amount), shop.now);
        Write::UpdateAgreement(Arc::new(after.unwrap_or_else(|e| panic!("the plan is open: {e}"))))
    };
    let (one_, two) = (charge(1), charge(2));
    conflict(store, &mut shop, vec![one_.clone(), two.clone()], "agreement_version").await;
    put(store, &mut shop, vec![crate::plan::Plan(vec![one_])]).await;
    conflict(store, &mut shop, vec![two], "agreement_version").await;
    conflict(store, &mut shop, vec![Write::UpdateAgreement(never)], "agreement_version").await;
}

pub(super) async fn an_authorisation_has_its_keys(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (first, freeze) = shop.authorisation(0, "A1", Fen(500));
    put(store, &mut shop, vec![freeze]).await;
    let row = || Some(Row::Authorisation(Arc::clone(&first)));
    assert_eq!(one(store, Key::Authorisation(Book(0), first.no.clone())).await, row());
    let out = Key::AuthorisationByOut(Book(0), first.pid.clone(), first.out_order_no.clone());
    assert_eq!(one(store, out).await, row());
    let buyer = shop.buyers[0].clone();
    assert_eq!(balance(store, Book(0), of(&buyer, AccountKind::Balance)).await, Some(Fen(FUNDS.0 - 500)));
    assert_eq!(balance(store, Book(0), of(&buyer, AccountKind::AuthorisationFrozen)).await, Some(Fen(500)));
    let (_, same) = shop.authorisation(0, "A1", Fen(1));
    duplicate(store, &mut shop, same.0, "authorisation_out_key").await;
    // more than the buyer has
    let (_, much) = shop.authorisation(0, "A2", Fen(FUNDS.0));
    let error = super::refused(store, &mut shop, much.0).await;
    assert!(matches!(error, crate::store::CommitError::Insufficient(..)), "{error:?}");
}

pub(super) async fn an_operation_is_made_once(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    let (first, freeze) = shop.authorisation(0, "A1", Fen(500));
    put(store, &mut shop, vec![freeze]).await;
    let (_, one_) = shop.thaw(&first, Fen(300));
    let (_, two) = shop.thaw(&first, Fen(400));
    let both = one_.0.iter().chain(&two.0).cloned().collect();
    conflict(store, &mut shop, both, "authorisation_operation_pk").await;
    put(store, &mut shop, vec![one_]).await;
    conflict(store, &mut shop, two.0, "authorisation_operation_pk").await;
    let Page::Operations(rows) = ask(store, Query::OperationsOf(Book(0), first.id)).await else {
        panic!("the answer is operations")
    };
    let kinds: Vec<_> = rows.iter().map(|row| (row.operation.version, row.operation.kind.as_str())).collect();
    assert_eq!(kinds, [(1, "CREATE"), (2, "FREEZE"), (3, "UNFREEZE")]);
}

pub(super) async fn what_buyers_allowed_is_listed(store: &dyn Store) {
    let mut shop = open(store, Book(0)).await;
    for buyer in [0, 1, 0] {
        let (_, sign) = shop.agreement(buyer, &format!("E{}", shop.now.0));
        let (_, freeze) = shop.authorisation(buyer, &format!("A{}", shop.now.0), Fen(5));
        put(store, &mut shop, vec![sign, freeze]).await;
        shop.now = shop.now.plus(1);
    }
    let (book, world, first) = (Book(0), shop.world.id, shop.buyers[0].clone());
    for (user, count) in [(None, 3), (Some(first), 2), (Some(shop.buyers[2].clone()), 0)] {
        let (mut seen, mut after) = (0, None);
        loop {
            let query = Query::Agreements { book, world, user: user.clone(), after, limit: 1 };
            let Page::Agreements(rows) = ask(store, query).await else { panic!("the answer is agreements") };
            seen += rows.len();
            after = match rows.last() {
                Some(row) => Some(row.no.clone()),
                None => break,
            };
        }
        assert_eq!(seen, count, "agreements of {user:?}");
        let query = Query::Authorisations { book, world, payer: user.clone(), after: None, limit: 10 };
        match ask(store, query).await {
            Page::Authorisations(rows) => assert_eq!(rows.len(), count, "authorisations of {user:?}"),
            other => panic!("the answer is authorisations, not {other:?}"),
        }
    }
}
