use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;

fn metrics() -> Metrics {
    Metrics::new("0.1.0", "dev")
}

fn micros(total: u64) -> Micros {
    Micros { parse: 1, verify: 20, decide: 3, commit: 400, sign: 250, total }
}

#[test]
fn answers_are_counted_by_method_code_and_class() {
    let metrics = metrics();
    metrics.answered("alipay.trade.pay", "10000", None, &micros(900));
    metrics.answered("alipay.trade.pay", "40004", Some("ACQ.TRADE_NOT_EXIST"), &micros(3_000));
    metrics.answered("alipay.trade.pay", "40004", Some("ACQ.BUYER_SELLER_EQUAL"), &micros(3_000));
    metrics.answered("made.up", "40002", Some("isv.invalid-method"), &micros(100));
    let text = metrics.encode();
    for line in [
        r#"tael_requests_total{method="alipay.trade.pay",code="10000",sub_code="none"} 1"#,
        r#"tael_requests_total{method="alipay.trade.pay",code="40004",sub_code="ACQ"} 2"#,
        r#"tael_requests_total{method="other",code="40002",sub_code="isv"} 1"#,
        r#"tael_request_seconds_bucket{le="0.001",method="alipay.trade.pay"} 1"#,
        r#"tael_request_seconds_bucket{le="0.004",method="alipay.trade.pay"} 3"#,
        r#"tael_request_seconds_count{method="alipay.trade.pay"} 3"#,
        r#"tael_request_step_microseconds_total{step="commit"} 1600"#,
        r#"tael_request_step_microseconds_total{step="verify"} 80"#,
        r#"tael_build_info{version="0.1.0",mode="dev"} 1"#,
    ] {
        assert!(text.lines().any(|l| l == line), "{line} in {text}");
    }
    assert!(text.ends_with("# EOF\n"));
}

#[test]
fn made_up_names_do_not_grow_the_metrics() {
    let metrics = metrics();
    metrics.answered("x", "1", Some("y"), &micros(1));
    let before = metrics.encode().lines().count();
    for n in 0..1_000 {
        metrics.answered(&format!("x.{n}"), &n.to_string(), Some(&format!("{n}.y")), &micros(n));
    }
    assert_eq!(metrics.encode().lines().count(), before);
}

#[test]
fn requests_under_way_and_deliveries_are_shown() {
    let metrics = metrics();
    let shows = |line: &str| metrics.encode().lines().any(|l| l == line);
    assert!(shows(r#"tael_deliveries_total{result="timed_out"} 0"#));
    metrics.delivered(Delivered::TimedOut);
    metrics.signed();
    let (first, second) = (metrics.enter(), metrics.enter());
    assert!(shows("tael_requests_in_flight 2") && shows("tael_signatures_total 1"));
    assert!(shows(r#"tael_deliveries_total{result="timed_out"} 1"#));
    drop((first, second));
    assert!(shows("tael_requests_in_flight 0"));
}

#[test]
fn numbers_of_others_are_read_when_asked_for() {
    let metrics = metrics();
    let number = Arc::new(AtomicU64::new(3));
    let (dropped, depth) = (Arc::clone(&number), Arc::clone(&number));
    metrics.watch(&names::LOG_DROPPED, move || dropped.load(Ordering::Relaxed));
    metrics.watch(&names::QUEUE_DEPTH, move || depth.load(Ordering::Relaxed));
    number.store(7, Ordering::Relaxed);
    let text = metrics.encode();
    assert!(text.contains("# TYPE tael_request_log_dropped counter"), "{text}");
    assert!(text.contains("\ntael_request_log_dropped_total 7\n"), "{text}");
    assert!(text.contains("# TYPE tael_commit_queue_depth gauge\ntael_commit_queue_depth 7\n"), "{text}");
}

#[test]
fn the_table_names_every_metric_once_and_rightly() {
    let metrics = metrics();
    metrics.answered("alipay.trade.pay", "10000", None, &micros(900));
    let own = ["tael_commit_", "tael_request_log_"];
    for described in names::METRICS {
        if own.iter().any(|prefix| described.name.starts_with(prefix)) {
            metrics.watch(described, || 1);
        }
    }
    let text = metrics.encode();
    let mut typed: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")).collect();
    typed.sort_unstable();
    let kind = |kind| match kind {
        Kind::Counter => "counter",
        Kind::Gauge => "gauge",
        Kind::Histogram => "histogram",
        Kind::Info => "info",
    };
    let mut expected: Vec<String> =
        names::METRICS.iter().map(|d| format!("{} {}", d.name, kind(d.kind))).collect();
    expected.sort_unstable();
    assert_eq!(typed, expected);
    for described in names::METRICS {
        assert!(
            text.contains(&format!("# HELP {} {}.\n", described.name, described.help)),
            "{}",
            described.name
        );
        for label in described.labels {
            let holds =
                |line: &&str| line.starts_with(described.name) && line.contains(&format!("{label}=\""));
            assert!(text.lines().any(|line| holds(&line)), "{} has no {label}", described.name);
        }
    }
}
