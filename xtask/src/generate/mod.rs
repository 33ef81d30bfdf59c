//! `cargo xtask generate`: everything that is written from `spec/`. The output is committed; a test fails when it is
//! stale.

mod api;
mod gateway;
mod readme;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail, ensure};

/// Folders that hold generated files only; what else lies there is removed.
const OWNED: &[&str] = &["crates/tael-api/src/generated", "docs/reference"];

/// Arguments of `generate`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail with the list of files that are not up to date.
    #[arg(long)]
    check: bool,
    /// The top of the repository.
    #[arg(long, default_value_os_t = crate::root())]
    root: PathBuf,
}

/// Writes or checks.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let files = files(&args.root)?;
    let stale = stale(&args.root, &files)?;
    if args.check {
        ensure!(
            stale.is_empty(),
            "generated files are stale, run `cargo xtask generate`:\n  {}",
            stale.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join("\n  ")
        );
        println!("{} generated files are up to date", files.len());
        return Ok(());
    }
    for path in &stale {
        let full = args.root.join(path);
        match files.get(path) {
            Some(text) => {
                fs::create_dir_all(full.parent().context("a file has a folder")?)?;
                fs::write(&full, text).with_context(|| format!("writing {}", full.display()))?;
                println!("wrote {}", path.display());
            }
            None => {
                fs::remove_file(&full)?;
                println!("removed {}", path.display());
                // a folder goes with its last file; one that is not empty stays
                if let Some(folder) = full.parent() {
                    let _ = fs::remove_dir(folder);
                }
            }
        }
    }
    println!("{} generated files, {} of them changed", files.len(), stale.len());
    Ok(())
}

/// All generated files: paths from the top of the repository, and contents.
fn files(root: &Path) -> anyhow::Result<BTreeMap<PathBuf, String>> {
    let mut files = BTreeMap::new();
    let parts = [api::generate(root)?, gateway::generate(root)?, readme::generate(root)?];
    for (path, text) in parts.into_iter().flatten() {
        let text = if path.extension().is_some_and(|e| e == "rs") {
            rustfmt(root, &text).with_context(|| format!("formatting {}", path.display()))?
        } else {
            text
        };
        ensure!(files.insert(path.clone(), text).is_none(), "{} is generated twice", path.display());
    }
    Ok(files)
}

/// Paths whose content on disk is not the generated one, and files that should not be there.
fn stale(root: &Path, files: &BTreeMap<PathBuf, String>) -> anyhow::Result<Vec<PathBuf>> {
    let mut stale: Vec<PathBuf> = files
        .iter()
        .filter(|(path, text)| fs::read_to_string(root.join(path)).ok().as_ref() != Some(text))
        .map(|(path, _)| path.clone())
        .collect();
    for folder in OWNED {
        let mut found = Vec::new();
        list(&root.join(folder), &mut found)?;
        stale.extend(
            found
                .iter()
                .filter_map(|path| path.strip_prefix(root).ok())
                .filter(|path| !files.contains_key(*path))
                .map(Path::to_path_buf),
        );
    }
    Ok(stale)
}

fn list(folder: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn rustfmt(root: &Path, text: &str) -> anyhow::Result<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root.join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting rustfmt")?;
    let mut input = child.stdin.take().context("rustfmt has an input")?;
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output()?;
    let written = writer.join();
    if !output.status.success() || !matches!(written, Ok(Ok(()))) {
        bail!("rustfmt refused the text");
    }
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committed_files_are_fresh() {
        let root = crate::root();
        let files = files(&root).expect("the specification can be generated from");
        assert_eq!(stale(&root, &files).expect("files can be read"), Vec::<PathBuf>::new());
    }
}
