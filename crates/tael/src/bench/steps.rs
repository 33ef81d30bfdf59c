//! Where the time of an answer goes, as the gateway's request log tells it.

use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::report::{Table, decimals, median};

/// Medians in microseconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Steps {
    parse: f64,
    verify: f64,
    decide: f64,
    commit: f64,
    sign: f64,
    total: f64,
}

/// What of an entry of the request log is of interest here.
#[derive(Deserialize)]
struct Line {
    method: String,
    micros: Micros,
}

#[derive(Deserialize)]
struct Micros {
    parse: f64,
    verify: f64,
    decide: f64,
    commit: f64,
    sign: f64,
    total: f64,
}

/// The steps of the newest calls of a method.
pub(super) fn read(dir: &Path, method: &str) -> anyhow::Result<Steps> {
    let text = std::fs::read(dir.join("requests.jsonl")).context("the request log cannot be read")?;
    let mut calls: Vec<Micros> = Vec::new();
    for line in text.split(|byte| *byte == b'\n') {
        // the last line may be half written
        if let Ok(line) = serde_json::from_slice::<Line>(line)
            && line.method == method
        {
            calls.push(line.micros);
        }
    }
    let of = |step: &dyn Fn(&Micros) -> f64| median(calls.iter().map(step));
    Ok(Steps {
        parse: of(&|m| m.parse),
        verify: of(&|m| m.verify),
        decide: of(&|m| m.decide),
        commit: of(&|m| m.commit),
        sign: of(&|m| m.sign),
        total: of(&|m| m.total),
    })
}

/// A row for each method and number of connections.
pub(super) fn table<'a>(cases: impl Iterator<Item = (&'a str, usize, &'a Steps)>) -> Table {
    let mut table =
        Table::new(&["method", "connections", "parse", "verify", "decide", "commit", "sign", "total"]);
    for (method, connections, steps) in cases {
        let Steps { parse, verify, decide, commit, sign, total } = *steps;
        let mut row = vec![method.to_owned(), connections.to_string()];
        row.extend([parse, verify, decide, commit, sign, total].map(|micros| decimals(micros, 0)));
        table.row(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_medians_of_a_methods_calls() {
        let dir = std::env::temp_dir().join(format!("tael-bench-steps-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let line = |method: &str, n: u32| {
            format!(
                r#"{{"method":"{method}","micros":{{"parse":{n},"verify":2,"decide":3,"commit":4,"sign":5,"total":6}}}}"#
            )
        };
        let text = [line("a", 1), line("b", 9), line("a", 3), line("a", 2), line("a", 7)[..20].to_owned()];
        std::fs::write(dir.join("requests.jsonl"), text.join("\n")).unwrap();
        let steps = read(&dir, "a").unwrap();
        assert_eq!((steps.parse, steps.sign), (2.0, 5.0));
        assert!(read(&dir, "c").unwrap().total.is_nan());
        std::fs::remove_dir_all(&dir).unwrap();
        assert!(read(&dir, "a").is_err());
    }
}
