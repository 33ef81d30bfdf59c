//! `cargo xtask check`: what must hold besides the tests.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::root;
use crate::suites::cargo;

/// Licences under which a dependency may come. Reasons for a new one belong into docs/decisions/.
const LICENCES: &[&str] = &[
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "OpenSSL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Formatting, lints, generated files, dependencies.
pub(crate) fn run() -> Result<()> {
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    cargo(&["run", "--quiet", "--package", "xtask", "--", "generate", "--check"])?;
    dependencies()
}

/// Every dependency comes from crates.io, as Cargo.lock pins it, under an allowed licence.
fn dependencies() -> Result<()> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()?;
    if !output.status.success() {
        bail!("cargo metadata --locked failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let mut wrong = Vec::new();
    for package in packages {
        let (name, version) = (text(package, "name"), text(package, "version"));
        let licence = text(package, "license");
        if !allowed(licence) {
            wrong.push(format!("{name} {version}: licence {licence:?}"));
        }
        // our own packages have no source
        let source = text(package, "source");
        if !source.is_empty() && !source.starts_with("registry+") {
            wrong.push(format!("{name} {version}: source {source:?}"));
        }
    }
    if wrong.is_empty() {
        println!("{} packages: licences and sources are in order", packages.len());
        return Ok(());
    }
    bail!("dependencies that may not be used:\n  {}", wrong.join("\n  "))
}

fn text<'a>(package: &'a Value, member: &str) -> &'a str {
    package[member].as_str().unwrap_or_default()
}

/// True where an SPDX expression can be satisfied: `OR` (also the old `/`) needs one side, `AND` both.
fn allowed(expression: &str) -> bool {
    let expression = expression.trim();
    if let Some(inner) = enclosed(expression) {
        return allowed(inner);
    }
    for (separator, all) in [(" AND ", true), (" OR ", false), ("/", false)] {
        let parts = split(expression, separator);
        if parts.len() > 1 {
            return if all { parts.iter().all(|p| allowed(p)) } else { parts.iter().any(|p| allowed(p)) };
        }
    }
    LICENCES.contains(&expression)
}

/// What stands inside parentheses that enclose the whole expression.
fn enclosed(expression: &str) -> Option<&str> {
    let inner = expression.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0;
    for c in inner.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return None,
            ')' => depth -= 1,
            _ => {}
        }
    }
    Some(inner)
}

/// Splits at a separator that is not inside parentheses.
fn split<'a>(expression: &'a str, separator: &str) -> Vec<&'a str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (index, c) in expression.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && index >= start && expression[index..].starts_with(separator) {
            parts.push(&expression[start..index]);
            start = index + separator.len();
        }
    }
    parts.push(&expression[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licence_expressions_are_understood() {
        for good in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "ISC AND (Apache-2.0 OR ISC)",
            "(MIT OR GPL-3.0) AND Zlib",
        ] {
            assert!(allowed(good), "{good}");
        }
        for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "(GPL-3.0 OR AGPL-3.0) AND MIT", "AGPL-3.0-only"] {
            assert!(!allowed(bad), "{bad}");
        }
    }
}
