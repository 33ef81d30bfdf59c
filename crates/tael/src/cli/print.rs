//! How things are printed.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde_json::Value;

/// Writes a file that holds keys: readable for its owner alone, replaced in one step.
pub(super) fn write_private(path: &Path, text: &str) -> anyhow::Result<()> {
    let fresh = path.with_extension("json.new");
    let _ = std::fs::remove_file(&fresh);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    std::fs::rename(&fresh, path)?;
    Ok(())
}

/// Prints what a command was asked for. That the reader has gone (`| head`) is no error.
pub(super) fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = stdout.write_all(b"\n");
    }
    let _ = stdout.flush();
}

/// Prints a JSON document.
pub(super) fn json(value: &Value) {
    // `{:#}` is the pretty form
    out(&format!("{value:#}"));
}

/// Says on stderr what is wrong.
pub(super) fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "tael: {text}");
}

/// A table whose columns are as wide as their widest cell.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| columns(cell));
        cells.chain(head.get(column).map(|name| columns(name))).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let head: Vec<String> = head.iter().map(|name| (*name).to_owned()).collect();
    let mut text = String::new();
    for row in std::iter::once(&head).chain(rows) {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width + 2 - columns(cell)));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// How many columns of a terminal a text takes: a Chinese character takes two.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if ('\u{1100}'..='\u{ffe6}').contains(&c) && c > '\u{2e7f}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_line_up_also_with_chinese_characters() {
        let rows = [vec!["支付宝".to_owned(), "1".to_owned()], vec!["a".to_owned(), "2".to_owned()]];
        assert_eq!(super::table(&["name", "n"], &rows), "name    n\n支付宝  1\na       2\n");
    }
}
