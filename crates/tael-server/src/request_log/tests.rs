//! The log as gateway and readers use it.

use std::path::PathBuf;
use std::sync::atomic::AtomicU32;

use bytes::Bytes;
use proptest::prelude::*;
use tael_core::id::WorldId;
use tael_core::time::Instant;
use tael_wire::charset::Charset;
use tael_wire::v2::canonical::{self, Variant};
use tael_wire::v2::form;
use tael_wire::v2::parse::{ParseOptions, RawRequest};

use super::*;

/// A directory of its own, taken away at the end.
struct TestDir(PathBuf);

impl TestDir {
    fn new() -> TestDir {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("tael-request-log-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        TestDir(dir)
    }

    fn text(&self) -> String {
        let files = std::fs::read_dir(&self.0).unwrap();
        files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
    }
}

impl Drop for TestDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn request(pairs: &[(&str, &str)], charset: Charset) -> Arc<RawRequest> {
    let body = form::encode(pairs.iter().copied(), charset);
    let content_type = format!("application/x-www-form-urlencoded;charset={}", charset.mime_name());
    let parsed = RawRequest::parse(None, Some(&content_type), body.as_bytes(), &ParseOptions::default());
    Arc::new(parsed.unwrap())
}

fn call(trace_id: &str, app_id: &str, parameters: Parameters) -> Call {
    Call {
        world: WorldId::MAIN,
        trace_id: trace_id.into(),
        received_at: Instant(1_795_312_800_123),
        remote: "127.0.0.1".into(),
        app_id: app_id.into(),
        method: "alipay.trade.pay".into(),
        parameters,
        verified: Verified::Nothing,
        verdict: Verdict::Accepted,
        diagnosis: None,
        warnings: Vec::new(),
        unknown_fields: Vec::new(),
        micros: Micros::default(),
        answer: Bytes::from_static(
            b"{\"alipay_trade_pay_response\":{\"code\":\"10000\",\"msg\":\"Success\"},\"sign\":\"s\"}",
        ),
        charset: Charset::Utf8,
        out_trade_no: None,
        trade_no: None,
    }
}

fn plain(trace_id: &str, app_id: &str) -> Call {
    call(trace_id, app_id, Parameters::Pairs(vec![("app_id".into(), app_id.into())]))
}

fn ids(entries: &[Arc<Entry>]) -> Vec<&str> {
    entries.iter().map(|e| e.trace_id.as_str()).collect()
}

fn newest(limit: usize) -> Filter {
    Filter { limit, ..Filter::default() }
}

#[tokio::test]
async fn an_entry_has_the_members_of_the_interface() {
    let log = RequestLog::open(Options::default()).unwrap();
    let biz = r#"{"out_trade_no":"1","auth_code":"28763443825664394","subject":"付款 €"}"#;
    let pairs = [
        ("method", "alipay.trade.pay"),
        ("app_id", "2026"),
        ("biz_content", biz),
        ("sign", "0123456789abcdefghij"),
    ];
    let sent = request(&pairs, Charset::Gbk);
    let answer = r#"{"alipay_trade_pay_response":{"code":"40004","msg":"Business Failed","sub_code":"ACQ.X","sub_msg":"付款"},"sign":"0123456789abcdefghij"}"#;
    log.record(Call {
        verified: Verified::V2(Variant::Standard),
        verdict: Verdict::Refused,
        diagnosis: Some(Diagnosis {
            cause: "parameter-not-signed".into(),
            parameter: Some("notify_url".into()),
            proved: true,
            hint: "sign 28763443825664394 too".into(),
        }),
        warnings: vec![Warning { cause: "timestamp-skew".into(), hint: "set the clock".into() }],
        unknown_fields: vec!["goods_detail[0].x".into()],
        micros: Micros { parse: 1, verify: 2, decide: 3, commit: 4, sign: 5, total: 15 },
        answer: Charset::Gbk.encode(answer).into_owned().into(),
        charset: Charset::Gbk,
        out_trade_no: Some("1".into()),
        ..call("t1", "2026", Parameters::V2(sent))
    });
    let entry = log.get("t1").await.unwrap();
    let json = serde_json::to_value(&*entry).unwrap();
    let redacted = r#"{"out_trade_no":"1","auth_code":"28****94","subject":"付款 €"}"#;
    assert_eq!(
        json,
        serde_json::json!({
            "world": 1, "trace_id": "t1", "received_at": "2026-11-22T10:00:00.123+08:00", "remote": "127.0.0.1",
            "app_id": "2026", "method": "alipay.trade.pay",
            "parameters": {
                "method": "alipay.trade.pay", "app_id": "2026", "biz_content": redacted, "sign": "01234567…ghij"
            },
            "string_to_sign": format!("app_id=2026&biz_content={redacted}&method=alipay.trade.pay"),
            "verdict": "refused",
            "diagnosis": {"cause": "parameter-not-signed", "parameter": "notify_url", "proved": true, "hint": "sign 28****94 too"},
            "warnings": [{"cause": "timestamp-skew", "hint": "set the clock"}],
            "unknown_fields": ["goods_detail[0].x"],
            "micros": {"parse": 1, "verify": 2, "decide": 3, "commit": 4, "sign": 5, "total": 15},
            "answer": {"alipay_trade_pay_response": {"code": "40004", "msg": "Business Failed", "sub_code": "ACQ.X", "sub_msg": "付款"}, "sign": "01234567…ghij"},
            "out_trade_no": "1",
        })
    );
    assert!(entry.answer.get().starts_with(r#"{"alipay_trade_pay_response":{"code":"40004","msg""#));
}

#[tokio::test]
async fn pages_and_missing_answers_are_told_apart() {
    let log = RequestLog::open(Options::default()).unwrap();
    log.record(Call { answer: Bytes::new(), ..plain("none", "a") });
    log.record(Call { answer: Bytes::from_static(b"<html>\"x\"</html>"), ..plain("page", "a") });
    log.record(Call { answer: Bytes::from_static(b"{\"broken\":"), ..plain("broken", "a") });
    assert_eq!(log.get("none").await.unwrap().answer.get(), "null");
    assert_eq!(log.get("page").await.unwrap().answer.get(), "\"<html>\\\"x\\\"</html>\"");
    assert_eq!(log.get("broken").await.unwrap().answer.get(), "\"{\\\"broken\\\":\"");
    assert!(log.get("other").await.is_none());
}

#[tokio::test]
async fn lists_are_newest_first_by_app_and_world() {
    let log = RequestLog::open(Options::default()).unwrap();
    for n in 0..6 {
        log.record(plain(&format!("t{n}"), if n % 2 == 0 { "even" } else { "odd" }));
    }
    log.record(Call { world: WorldId(7), ..plain("elsewhere", "even") });
    assert_eq!(ids(&log.list(&newest(3)).await), ["elsewhere", "t5", "t4"]);
    let even = Filter { app_id: Some("even".into()), world: Some(1), ..newest(10) };
    assert_eq!(ids(&log.list(&even).await), ["t4", "t2", "t0"]);
    let older = Filter { before: Some("t4".into()), ..even.clone() };
    assert_eq!(ids(&log.list(&older).await), ["t2", "t0"]);
    assert_eq!(ids(&log.list(&Filter { before: Some("t2".into()), ..newest(10) }).await), ["t1", "t0"]);
    assert!(log.list(&Filter { before: Some("gone".into()), ..newest(10) }).await.is_empty());
    assert!(log.list(&Filter { app_id: Some("nobody".into()), ..newest(10) }).await.is_empty());
}

#[tokio::test]
async fn memory_is_bounded_in_number_and_bytes() {
    let log = RequestLog::open(Options { entries_max: 3, ..Options::default() }).unwrap();
    (0..10).for_each(|n| log.record(plain(&format!("t{n}"), "a")));
    assert_eq!(ids(&log.list(&newest(100)).await), ["t9", "t8", "t7"]);
    assert!(log.get("t6").await.is_none());
    let log = RequestLog::open(Options { bytes_max: 2_000, ..Options::default() }).unwrap();
    (0..100).for_each(|n| log.record(plain(&format!("t{n}"), "a")));
    log.flush().await;
    assert!((1..10).contains(&log.kept()), "{}", log.kept());
}

#[tokio::test]
async fn a_trace_id_that_came_twice_stays_with_the_newer_call() {
    let log = RequestLog::open(Options { entries_max: 2, ..Options::default() }).unwrap();
    log.record(plain("same", "a"));
    log.record(plain("same", "b"));
    log.record(plain("other", "c"));
    assert_eq!(log.get("same").await.unwrap().app_id, "b");
}

#[tokio::test]
async fn the_files_are_read_back() {
    let dir = TestDir::new();
    let options = Options { dir: Some(dir.0.clone()), entries_max: 5, ..Options::default() };
    let log = RequestLog::open(options.clone()).unwrap();
    (0..8).for_each(|n| log.record(plain(&format!("t{n}"), "a")));
    log.close();
    assert_eq!(log.failures(), 0);
    // the process died over a line, and something else wrote another
    let file = dir.0.join("requests.jsonl");
    let mut text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text.lines().count(), 8);
    text.push_str("not json\n{\"world\":1,\"trace_id\":\"torn");
    std::fs::write(&file, text).unwrap();
    let log = RequestLog::open(options).unwrap();
    log.record(plain("t8", "a"));
    assert_eq!(ids(&log.list(&newest(100)).await), ["t8", "t7", "t6", "t5", "t4"]);
    log.close();
    assert!(std::fs::read_to_string(&file).unwrap().ends_with("}\n"));
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 11);
}

#[tokio::test]
async fn files_are_rotated_and_bounded() {
    let dir = TestDir::new();
    let bytes_max = 40_000;
    let options = Options { dir: Some(dir.0.clone()), bytes_max, ..Options::default() };
    let log = RequestLog::open(options.clone()).unwrap();
    (0..1_000).for_each(|n| log.record(plain(&format!("t{n}"), "a")));
    log.flush().await;
    let mut names: Vec<_> =
        std::fs::read_dir(&dir.0).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["requests.1.jsonl", "requests.2.jsonl", "requests.3.jsonl", "requests.jsonl"]);
    assert!(dir.text().len() <= bytes_max, "{}", dir.text().len());
    drop(log);
    let log = RequestLog::open(options).unwrap();
    let entries = log.list(&newest(50)).await;
    assert_eq!(ids(&entries)[..3], ["t999", "t998", "t997"]);
    assert_eq!(entries.len(), 50);
}

#[tokio::test]
async fn a_full_queue_drops_and_counts() {
    let log = RequestLog::open(Options { queue_bytes_max: 10, ..Options::default() }).unwrap();
    log.record(plain("t0", "a"));
    assert_eq!((log.dropped(), log.kept(), log.queued()), (1, 0, 0));
    let log = RequestLog::open(Options::default()).unwrap();
    log.close();
    log.record(plain("late", "a"));
    assert_eq!(log.dropped(), 1);
    assert!(log.get("late").await.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_recorded_a_call_can_read_it() {
    let log = Arc::new(RequestLog::open(Options::default()).unwrap());
    let tasks = (0..8).map(|task| {
        let log = Arc::clone(&log);
        tokio::spawn(async move {
            for n in 0..50 {
                let id = format!("{task}-{n}");
                log.record(plain(&id, "a"));
                assert!(log.get(&id).await.is_some(), "{id}");
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    assert_eq!((log.dropped(), log.kept()), (0, 400));
}

#[tokio::test]
async fn calls_are_kept_without_anybody_asking() {
    let dir = TestDir::new();
    let log = RequestLog::open(Options { dir: Some(dir.0.clone()), ..Options::default() }).unwrap();
    log.flush().await;
    log.record(plain("t1", "a"));
    let begun = std::time::Instant::now();
    while !dir.text().contains("t1") {
        assert!(begun.elapsed().as_secs() < 30, "the thread was not woken");
        std::thread::yield_now();
    }
}

#[tokio::test]
async fn huge_calls_are_cut_and_stay_readable() {
    let dir = TestDir::new();
    let log = RequestLog::open(Options { dir: Some(dir.0.clone()), ..Options::default() }).unwrap();
    let big = "\u{1}\"付".repeat(60_000);
    let pairs = vec![("biz_content".to_owned(), big.clone()), ("app_id".to_owned(), "a".to_owned())];
    log.record(Call {
        verified: Verified::Bytes(big.clone().into_bytes()),
        answer: Bytes::from(big.clone()),
        warnings: vec![Warning { cause: big.clone(), hint: big.clone() }; 50],
        unknown_fields: vec![big.clone(); 50],
        ..call("big", "a", Parameters::Pairs(pairs))
    });
    let entry = log.get("big").await.unwrap();
    assert!(entry.truncated && entry.parameters["app_id"] == "a");
    let line = dir.text();
    assert!(line.len() <= cut::ENTRY_BYTES_MAX, "{}", line.len());
    assert_eq!(serde_json::from_str::<Entry>(&line).unwrap().trace_id, "big");
}

/// The string is put together from redacted parameters; without secrets it must be the one that was verified.
fn assert_string_to_sign(pairs: &[(&str, &str)], charset: Charset) {
    let sent = request(pairs, charset);
    for variant in [Variant::Standard, Variant::EmptyKept, Variant::ZeroDropped] {
        let signed = canonical::request_string(&sent, variant);
        let parameters = Parameters::V2(Arc::clone(&sent));
        let entry = Entry::of(&Call { verified: Verified::V2(variant), ..call("t", "a", parameters) });
        assert_eq!(entry.string_to_sign.unwrap(), charset.decode(&signed).unwrap());
        let parameters = Parameters::V2(Arc::clone(&sent));
        let call = call("t", "a", parameters);
        let entry = Entry::of(&Call { verified: Verified::Bytes(signed.clone()), charset, ..call });
        assert_eq!(entry.string_to_sign.unwrap(), charset.decode(&signed).unwrap());
    }
}

#[test]
fn the_string_to_sign_is_the_one_that_was_verified() {
    let pairs =
        [("b", "2 & 3=4"), ("a", "付款"), ("sign", "x"), ("sign_type", "RSA2"), ("zero", "0"), ("Z", "€")];
    assert_string_to_sign(&pairs, Charset::Utf8);
    assert_string_to_sign(&pairs, Charset::Gb18030);
    let query =
        RawRequest::parse(Some(b"x=&y=0&charset=utf-8&sign=s"), None, b"", &ParseOptions::default()).unwrap();
    let parameters = Parameters::V2(Arc::new(query));
    let entry = Entry::of(&Call { verified: Verified::V2(Variant::EmptyKept), ..call("t", "a", parameters) });
    assert_eq!(entry.string_to_sign.unwrap(), "charset=utf-8&x=&y=0");
}

#[test]
fn recording_costs_the_gateway_next_to_nothing() {
    let log = RequestLog::open(Options::default()).unwrap();
    let biz = format!(r#"{{"auth_code":"28763443825664394","body":"{}"}}"#, "x".repeat(900));
    let sent = request(&[("biz_content", &biz), ("app_id", "a")], Charset::Utf8);
    let calls: Vec<Call> =
        (0..1_000).map(|n| call(&format!("t{n}"), "a", Parameters::V2(Arc::clone(&sent)))).collect();
    let mut times: Vec<u128> = Vec::with_capacity(calls.len());
    for call in calls {
        let begun = std::time::Instant::now();
        log.record(call);
        times.push(begun.elapsed().as_nanos());
    }
    times.sort_unstable();
    // the median, because other tests share the processors; unoptimised code is a few times slower
    let median = times[times.len() / 2];
    println!("record: median {median} ns, 99 % {} ns", times[times.len() * 99 / 100]);
    let begun = std::time::Instant::now();
    log.close();
    println!("kept {} calls, the rest took {:?}", log.kept(), begun.elapsed());
    assert!(median < 20_000, "{median} ns");
    assert_eq!(log.dropped(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever part of a call holds a payment code or a token: the stored line does not.
    #[test]
    fn no_secret_reaches_the_log(
        code in "(2[5-9]|30)[0-9]{14,22}",
        token in "[0-9]{6}BB[0-9a-zA-Z]{32}",
        filler in "[ a-j\"'\\\\&=:{}\\[\\],<>付\n]{0,12}",
        gbk in any::<bool>(),
        prefix in prop_oneof![Just(""), Just("{\""), Just("x=")],
    ) {
        let charset = if gbk { Charset::Gbk } else { Charset::Utf8 };
        let planted = format!("{filler}{code}{filler} {token}{filler}");
        let biz = serde_json::json!({
            "auth_code": code, "subject": planted, "extend_params": {"x": [planted]},
            "text": serde_json::json!({"refresh_token": token, "y": planted}).to_string(), &planted: 1,
        }).to_string();
        let pairs = [
            ("app_auth_token", token.as_str()), ("biz_content", biz.as_str()), ("notify_url", planted.as_str()),
            (planted.as_str(), planted.as_str()), ("out_trade_no", code.as_str()),
        ];
        let sent = request(&pairs, charset);
        let answer = serde_json::json!({
            "r": {"sub_msg": canonical::echo(&sent), "access_token": token, "x": planted, "out_trade_no": code},
            "sign": planted,
        }).to_string();
        let text = || planted.clone();
        // a string of this request, or some other text
        let mut bytes = canonical::request_string(&sent, Variant::Standard);
        bytes.splice(0..0, charset.encode(prefix).iter().copied());
        let signed = Verified::Bytes(bytes);
        let entry = Entry::of(&Call {
            remote: text(), app_id: text(), method: text(), verified: signed,
            diagnosis: Some(Diagnosis { cause: text(), parameter: Some(text()), proved: false, hint: text() }),
            warnings: vec![Warning { cause: text(), hint: text() }],
            unknown_fields: vec![text()],
            answer: charset.encode(&answer).into_owned().into(),
            charset,
            out_trade_no: Some(code.clone()),
            trade_no: Some(token.clone()),
            ..call("t", "a", Parameters::V2(sent))
        });
        let line = serde_json::to_string(&entry).unwrap();
        prop_assert!(!line.contains(&code), "{} in {}", code, line);
        prop_assert!(!line.contains(&token), "{} in {}", token, line);
    }
}
