use tael_core::id::{AppId, Id};
use tael_core::time::MINUTE;
use tael_store::{LibraryWrite, Plan, Write};

use super::*;
use crate::testing::{FRIEND, RICH, World};

const APP: &str = "2021000000000001";

fn issue(world: &World, goods: &[&str]) -> SourceToken {
    world.run(|_, env| {
        let row = SourceToken {
            book: Book::MAIN,
            token: token(env),
            world: tael_core::id::WorldId::MAIN,
            app: AppId::from(APP),
            buyer: UserId::from(RICH),
            scene: "LIVE".into(),
            goods: goods.iter().map(SmolStr::new).collect(),
            created_at: env.now,
            expires_at: env.now.plus(24 * 60 * MINUTE),
            used_by: None,
        };
        Ok((Plan::none().with(Write::Library(LibraryWrite::IssueSource(row.clone()))), row))
    })
}

fn judged(world: &World, id: Option<&str>, buyer: &str, goods: &[&str]) -> Result<Source, SourceRefused> {
    let (app, buyer) = (AppId::from(APP), UserId::from(buyer));
    let order = Ordering { book: Book::MAIN, app: &app, buyer: &buyer, goods };
    world.run(|view, env| Ok((Plan::none(), judge(id, order, view, env)?)))
}

#[test]
fn private_sources_are_not_looked_at() {
    let world = World::new();
    let at = crate::testing::now();
    let own = private_id(APP, RICH, at);
    let other = private_id(APP, FRIEND, at);
    for (id, flags) in [
        (None, vec![]),
        (Some(""), vec![]),
        (Some(own.as_str()), vec![]),
        (Some(other.as_str()), vec!["source-id-of-another"]),
        (Some("MjAfSVNfTlVMA=="), vec!["sample-source-id"]),
        (Some("MJAFSVNFTlVMVMA=="), vec!["sample-source-id"]),
    ] {
        assert_eq!(judged(&world, id, RICH, &[]), Ok(Source::Private { flags }), "{id:?}");
    }
}

#[test]
fn a_public_source_works_once_for_its_buyer_and_items_until_it_expires() {
    let world = World::new();
    let row = issue(&world, &["I1", "I2"]);
    let id = public_id(&row, RICH);
    assert!(id.len() <= 256);
    assert_eq!(judged(&world, Some(&id), RICH, &["I2"]), Ok(Source::Public(row.clone())));
    assert_eq!(judged(&world, Some(&id), RICH, &["I2", "I3"]), Err(SourceRefused::OtherGoods));
    assert_eq!(judged(&world, Some(&id), FRIEND, &["I2"]), Err(SourceRefused::Foreign));
    let spent = issue(&world, &[]);
    let token = spent.token.clone();
    world.run(|_, _| {
        let usage = LibraryWrite::UseSource { book: Book::MAIN, token: token.clone(), order: Id(7) };
        Ok((Plan::none().with(Write::Library(usage)), ()))
    });
    let refused = judged(&world, Some(&public_id(&spent, RICH)), RICH, &[]).unwrap_err();
    assert_eq!((refused, refused.code()), (SourceRefused::Used, "SOURCE_ID_INVALIDATE"));
    world.wait(24 * 60 * MINUTE - 1);
    assert!(judged(&world, Some(&id), RICH, &["I1"]).is_ok());
    world.wait(1);
    assert_eq!(judged(&world, Some(&id), RICH, &["I1"]), Err(SourceRefused::Expired));
}

#[test]
fn what_is_no_source_is_invalid() {
    let world = World::new();
    let encoded = |text: &str| base64_simd::STANDARD.encode_to_string(text);
    for (id, refused) in [
        ("%%%".to_owned(), SourceRefused::Malformed),
        (encoded("a|b|1|true"), SourceRefused::Malformed),
        (encoded("a|b|x|true|t"), SourceRefused::Malformed),
        (encoded("a|b|1|maybe|t"), SourceRefused::Malformed),
        (encoded("a|b|1|false|t"), SourceRefused::Malformed),
        (encoded("a|b|1|true|TOKEN_IS_NULL"), SourceRefused::Malformed),
        (encoded("|b|1|true|t"), SourceRefused::Malformed),
        (encoded(&format!("{RICH}|{APP}|1|true|unknown")), SourceRefused::Unknown),
    ] {
        let got = judged(&world, Some(&id), RICH, &[]).unwrap_err();
        assert_eq!((got, got.code()), (refused, "MINI_SOURCE_ID_INVALID"), "{id}");
    }
}
