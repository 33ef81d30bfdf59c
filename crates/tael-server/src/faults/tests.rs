use std::sync::Arc;

use proptest::prelude::*;
use serde_json::json;

use super::*;

const WORLD: WorldId = WorldId::MAIN;

fn spec(body: Value) -> FaultSpec {
    FaultSpec::read(&body).unwrap()
}

fn nothing(_: &str) -> Option<String> {
    None
}

fn add(faults: &Faults, body: Value) -> FaultRule {
    faults.add(WORLD, spec(body), Instant(1_795_312_800_000)).unwrap()
}

#[test]
fn a_rule_shows_what_was_ordered() {
    let faults = Faults::default();
    let rule = add(
        &faults,
        json!({"method": "alipay.trade.pay", "kind": "delay", "times": 2, "delay_ms": 50, "match": {"out_trade_no": "1"}}),
    );
    let shown = json!({
        "id": "fault-1", "method": "alipay.trade.pay", "kind": "delay", "times": 2, "left": 2, "delay_ms": 50,
        "match": {"out_trade_no": "1"}, "created_at": "2026-11-22 10:00:00",
    });
    assert_eq!(serde_json::to_value(&rule).unwrap(), shown);
    assert_eq!(faults.list(WORLD), [rule]);
    assert_eq!(
        serde_json::to_value(add(&faults, json!({"kind": "system_error", "method": null}))).unwrap(),
        json!({"id": "fault-2", "kind": "system_error", "times": 1, "left": 1, "created_at": "2026-11-22 10:00:00"})
    );
}

#[test]
fn every_kind_of_the_interface_is_read() {
    let words = "system_error business_system_error delay drop_response user_paying duplicate_notify notify_out_of_order";
    for (kind, word) in FaultKind::ALL.into_iter().zip(words.split(' ')) {
        let delay = if word == "delay" { json!(1) } else { Value::Null };
        assert_eq!(spec(json!({"kind": word, "delay_ms": delay})).kind, kind);
        assert_eq!(serde_json::to_value(kind).unwrap(), word);
    }
}

#[test]
fn bad_rules_are_refused_by_name() {
    for (body, field, word) in [
        (json!([]), None, "object"),
        (json!({}), Some("kind"), "missing"),
        (json!({"kind": "delay"}), Some("delay_ms"), "missing"),
        (json!({"kind": "meteor"}), Some("kind"), "notify_out_of_order"),
        (json!({"kind": 1}), Some("kind"), "one of"),
        (json!({"kind": "delay", "delay_ms": 600_001}), Some("delay_ms"), "600000"),
        (json!({"kind": "delay", "delay_ms": "50"}), Some("delay_ms"), "whole number"),
        (json!({"kind": "delay", "delay_ms": -1}), Some("delay_ms"), "whole number"),
        (json!({"kind": "delay", "delay_ms": 1.5}), Some("delay_ms"), "whole number"),
        (json!({"kind": "system_error", "delay_ms": 1}), Some("delay_ms"), "absent"),
        (json!({"kind": "system_error", "times": 0}), Some("times"), "from 1"),
        (json!({"kind": "system_error", "times": 1_000_001}), Some("times"), "from 1"),
        (json!({"kind": "system_error", "when": "now"}), Some("when"), "unknown member `when`"),
        (json!({"kind": "system_error", "method": ""}), Some("method"), "name of a method"),
        (json!({"kind": "system_error", "method": "a b"}), Some("method"), "name of a method"),
        (json!({"kind": "system_error", "method": 1}), Some("method"), "name of a method"),
        (json!({"kind": "duplicate_notify", "method": "alipay.trade.pay"}), Some("method"), "absent"),
        (json!({"kind": "system_error", "match": "x"}), Some("match"), "object"),
        (json!({"kind": "system_error", "match": {"a": []}}), Some("match.a"), "string or a number"),
        (json!({"kind": "system_error", "match": {"a": null}}), Some("match.a"), "string or a number"),
    ] {
        let error = FaultSpec::read(&body).unwrap_err();
        assert_eq!(error.field(), field, "{body}");
        assert!(error.to_string().contains(word), "{body}: {error}");
    }
}

#[test]
fn a_rule_fires_as_often_as_ordered_and_stays_to_be_seen() {
    let faults = Faults::default();
    add(&faults, json!({"kind": "delay", "times": 2, "delay_ms": 7}));
    let take = || faults.take(WORLD, &[FaultKind::Delay], "alipay.trade.pay", nothing);
    let delay = Some(Fault { kind: FaultKind::Delay, delay_ms: 7 });
    assert_eq!([take(), take(), take()], [delay, delay, None]);
    assert_eq!(faults.list(WORLD)[0].left, 0);
    assert_eq!(faults.waiting.load(Ordering::Relaxed), 0);
}

#[test]
fn only_what_fits_fires() {
    let faults = Faults::default();
    let rule =
        json!({"kind": "user_paying", "method": "alipay.trade.pay", "match": {"out_trade_no": "1", "n": 5}});
    add(&faults, rule);
    let subject = |out: &'static str, n: &'static str| {
        move |name: &str| match name {
            "out_trade_no" => Some(out.to_owned()),
            "n" => Some(n.to_owned()),
            _ => None,
        }
    };
    let kinds = [FaultKind::SystemError, FaultKind::UserPaying];
    let pay = "alipay.trade.pay";
    assert_eq!(faults.take(WorldId(2), &kinds, pay, subject("1", "5")), None);
    assert_eq!(faults.take(WORLD, &kinds[..1], pay, subject("1", "5")), None);
    assert_eq!(faults.take(WORLD, &[], pay, subject("1", "5")), None);
    assert_eq!(faults.take(WORLD, &kinds, "alipay.trade.create", subject("1", "5")), None);
    assert_eq!(faults.take(WORLD, &kinds, pay, subject("2", "5")), None);
    assert_eq!(faults.take(WORLD, &kinds, pay, subject("1", "6")), None);
    assert_eq!(faults.take(WORLD, &kinds, pay, nothing), None);
    let fault = faults.take(WORLD, &kinds, pay, subject("1", "5"));
    assert_eq!(fault.map(|f| f.kind), Some(FaultKind::UserPaying));
}

#[test]
fn the_oldest_rule_fires_first_and_removed_ones_do_not() {
    let faults = Faults::default();
    let first = add(&faults, json!({"kind": "delay", "delay_ms": 1}));
    add(&faults, json!({"kind": "delay", "delay_ms": 2}));
    add(&faults, json!({"kind": "delay", "delay_ms": 3}));
    assert!(faults.remove(WORLD, &first.id) && !faults.remove(WORLD, &first.id));
    assert!(!faults.remove(WorldId(2), "fault-2"));
    let take = || faults.take(WORLD, &[FaultKind::Delay], "", nothing).map(|fault| fault.delay_ms);
    assert_eq!(take(), Some(2));
    assert_eq!((faults.clear(WorldId(2)), faults.clear(WORLD)), (0, 2));
    assert_eq!(take(), None);
    assert!(faults.list(WORLD).is_empty());
}

#[test]
fn rules_are_bounded_and_spent_ones_give_way() {
    let faults = Faults::default();
    (0..RULES_MAX).for_each(|_| drop(add(&faults, json!({"kind": "drop_response"}))));
    let one_more = spec(json!({"kind": "drop_response"}));
    assert_eq!(faults.add(WORLD, one_more.clone(), Instant(0)), Err(FaultError::TooMany));
    assert!(faults.add(WorldId(2), one_more.clone(), Instant(0)).is_ok());
    assert!(faults.take(WORLD, &[FaultKind::DropResponse], "", nothing).is_some());
    assert!(faults.add(WORLD, one_more, Instant(0)).is_ok());
    assert_eq!(faults.list(WORLD).len(), RULES_MAX);
}

#[test]
fn threads_never_take_more_than_was_ordered() {
    let faults = Arc::new(Faults::default());
    add(&faults, json!({"kind": "system_error", "times": 100}));
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let faults = Arc::clone(&faults);
            std::thread::spawn(move || {
                let take = || faults.take(WORLD, &[FaultKind::SystemError], "m", nothing).is_some();
                (0..100).filter(|_| take()).count()
            })
        })
        .collect();
    let taken: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    assert_eq!(taken, 100);
}

proptest! {
    #[test]
    fn any_body_is_read_or_refused(name in "[a-z_]{1,8}", text in "\\PC{0,12}", number in any::<i64>(), pick in 0..4_u8) {
        let value = match pick {
            0 => json!(text),
            1 => json!(number),
            2 => json!([text]),
            _ => json!({ &text: number }),
        };
        for body in [json!({ &name: value }), json!({ "kind": "delay", "delay_ms": 1, &name: value }), value] {
            if let Ok(spec) = FaultSpec::read(&body) {
                let known = |name: &String| MEMBERS.contains(&name.as_str());
                prop_assert!(body.as_object().is_some_and(|o| o.keys().all(known)));
                prop_assert!(spec.times > 0);
            }
        }
    }
}
