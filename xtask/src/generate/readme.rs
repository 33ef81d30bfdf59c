//! The table of methods in the README files: everything between two marks is written anew.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Deserialize;

const START: &str = "<!-- methods: written by `cargo xtask generate` -->";
const END: &str = "<!-- end of methods -->";

#[derive(Deserialize)]
struct Api {
    method: String,
    title_zh: String,
    title_en: String,
    request: Vec<Field>,
    response: Vec<Field>,
    errors: Vec<serde_yaml_ng::Value>,
}

#[derive(Deserialize)]
struct Field {
    #[serde(default)]
    children: Vec<Field>,
}

/// The README files with fresh tables.
pub(super) fn generate(root: &Path) -> Result<Vec<(PathBuf, String)>> {
    let apis = apis(root)?;
    let english =
        table(&apis, ["method", "what it does", "request fields", "response fields", "errors"], |a| {
            &a.title_en
        });
    let chinese =
        table(&apis, ["接口", "用途", "请求字段", "响应字段", "错误码"], |a| &a.title_zh);
    let mut files = Vec::new();
    for (name, table) in [("README.md", english), ("README.zh-CN.md", chinese)] {
        let text = fs::read_to_string(root.join(name)).with_context(|| format!("reading {name}"))?;
        let marks = || format!("{name} has no place for the table of methods ({START} … {END})");
        let (before, rest) = text.split_once(START).with_context(marks)?;
        let (_, after) = rest.split_once(END).with_context(marks)?;
        files.push((PathBuf::from(name), format!("{before}{START}\n{table}{END}{after}")));
    }
    Ok(files)
}

fn apis(root: &Path) -> Result<Vec<Api>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root.join("spec/apis"))?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    let read = |path: &PathBuf| -> Result<Api> {
        serde_yaml_ng::from_str(&fs::read_to_string(path)?)
            .with_context(|| format!("reading {}", path.display()))
    };
    paths.iter().map(read).collect()
}

fn table(apis: &[Api], head: [&str; 5], title: impl Fn(&Api) -> &str) -> String {
    let mut out = format!("| {} |\n|---|---|---:|---:|---:|\n", head.join(" | "));
    for api in apis {
        out.push_str(&format!(
            "| [{0}](docs/reference/{0}.md) | {1} | {2} | {3} | {4} |\n",
            api.method,
            title(api),
            count(&api.request),
            count(&api.response),
            api.errors.len()
        ));
    }
    out
}

fn count(fields: &[Field]) -> usize {
    fields.iter().map(|f| 1 + count(&f.children)).sum()
}
