//! `spec/apis/*.yaml` → `crates/tael-api/src/generated` and `docs/reference`.

mod effects;
mod errors;
mod model;
mod names;
mod pages;
mod request;
mod response;
mod scalar;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

use model::{Api, Field};

const CODE: &str = "crates/tael-api/src/generated";
const PAGES: &str = "docs/reference";
const NOTE: &str = "Written by `cargo xtask generate`; edit `spec/` instead.";

/// All files of all APIs: paths from the top of the repository, and contents.
pub(crate) fn generate(root: &Path) -> anyhow::Result<Vec<(PathBuf, String)>> {
    let mut apis = Vec::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(root.join("spec/apis"))
        .context("reading spec/apis")?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "yaml")) {
        let text = fs::read_to_string(path)?;
        let api = read(&text).with_context(|| format!("reading {}", path.display()))?;
        ensure!(
            path.file_stem().is_some_and(|stem| stem == api.method.as_str()),
            "{} declares {}",
            path.display(),
            api.method
        );
        apis.push(api);
    }
    let effects = effects::Effects::read(root, &apis)?;
    pages::check_notes(&apis)?;
    let mut files = vec![
        (PathBuf::from(CODE).join("mod.rs"), modules(&apis)),
        (PathBuf::from(CODE).join("code.rs"), errors::union(&apis)?),
        (PathBuf::from(PAGES).join("README.md"), pages::index(&apis)),
    ];
    for api in &apis {
        let folder = PathBuf::from(CODE).join(names::module(&api.method));
        let what = || format!("generating {}", api.method);
        files.push((folder.join("mod.rs"), module(api)));
        files.push((folder.join("table.rs"), table::write(api).with_context(what)?));
        files.push((folder.join("request.rs"), request::write(api).with_context(what)?));
        files.push((folder.join("response.rs"), response::write(api).with_context(what)?));
        files.push((folder.join("error.rs"), errors::write(api).with_context(what)?));
        files.push((
            PathBuf::from(PAGES).join(format!("{}.md", api.method)),
            pages::write(api, &effects).with_context(what)?,
        ));
    }
    Ok(files)
}

/// Reads a file and checks what its form alone does not say.
fn read(text: &str) -> anyhow::Result<Api> {
    let api: Api = serde_yaml_ng::from_str(text)?;
    for (side, fields) in [("request", &api.request), ("response", &api.response)] {
        check_fields(fields).with_context(|| format!("in the {side}"))?;
    }
    let mut codes = BTreeSet::new();
    for row in &api.errors {
        ensure!(codes.insert(&row.code), "the code {} stands twice", row.code);
    }
    drop(codes);
    Ok(api)
}

fn check_fields(fields: &[Field]) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    for field in fields {
        for name in std::iter::once(&field.name).chain(&field.aliases) {
            ensure!(seen.insert(name.as_str()), "the member {name} stands twice");
        }
    }
    for field in fields {
        if let Some(group) = &field.choice_group {
            for member in group.members.iter().chain(&group.priority) {
                ensure!(
                    fields.iter().any(|f| f.name == *member),
                    "{}: {member} of its group is not beside it",
                    field.name
                );
            }
        }
        check_fields(&field.children).with_context(|| format!("in {}", field.name))?;
    }
    Ok(())
}

/// The code of a refused field where it names no other. Families without `INVALID_PARAMETER` have a synonym.
fn invalid_parameter(api: &Api) -> &str {
    const CANDIDATES: [&str; 6] = [
        "ACQ.INVALID_PARAMETER",
        "INVALID_PARAMETER",
        "ILLEGAL_ARGUMENT",
        "ARGUMENT_ILLEGAL",
        "ILLEGAL_PARAM",
        "INVAILID_ARGUMENTS",
    ];
    CANDIDATES
        .into_iter()
        .find(|code| api.errors.iter().any(|row| row.code == *code))
        .unwrap_or("INVALID_PARAMETER")
}

/// Fields with their dotted paths, parents before children.
fn walk<'f>(fields: &'f [Field], parent: &str, visit: &mut dyn FnMut(&'f Field, &str)) {
    for field in fields {
        let path = below(parent, &field.name);
        visit(field, &path);
        walk(&field.children, &path, visit);
    }
}

fn below(parent: &str, name: &str) -> String {
    if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") }
}

fn modules(apis: &[Api]) -> String {
    let mut out = format!("//! The declared APIs, one module each. {NOTE}\n\n");
    for api in apis {
        out.push_str(&format!("pub mod {};\n", names::module(&api.method)));
    }
    out.push_str("mod code;\n\npub use code::Code;\n\nuse crate::schema::Api;\n\n");
    out.push_str("/// Every declared API, by name.\npub const APIS: &[&Api] = &[\n");
    for api in apis {
        out.push_str(&format!("&{}::API,\n", names::module(&api.method)));
    }
    out.push_str("];\n");
    out
}

fn module(api: &Api) -> String {
    let method = &api.method;
    format!(
        "//! `{method}` ({}): {}.\n//!\n//! Declared in `spec/apis/{method}.yaml`. {NOTE}\n\n\
         mod error;\npub mod request;\npub mod response;\nmod table;\n\n\
         pub use error::Error;\npub use request::Request;\npub use response::Response;\npub use table::API;\n",
        api.title_zh,
        api.title_en.trim_end_matches('.'),
    )
}

/// A text as doc comments.
fn doc(text: &str) -> String {
    let text = text.replace('[', "\\[").replace(']', "\\]").replace('<', "\\<");
    let mut out = String::new();
    for line in wrap(text.trim(), 112) {
        out.push_str("/// ");
        out.push_str(&line);
        out.push('\n');
    }
    out
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !lines[last].is_empty() {
                lines[last].push(' ');
            }
            lines[last].push_str(word);
        }
    }
    lines
}

/// A Rust string literal.
fn literal(text: &str) -> String {
    format!("{text:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that is generated of an API with these fields of its request.
    fn generated(fields: &str) -> anyhow::Result<String> {
        let text = format!(
            "method: a.b\ntitle_zh: t\ntitle_en: t\nsources: []\nresponse: []\nnotifications: []\n\
             errors: [{{code: ACQ.INVALID_PARAMETER, message_zh: m, solution_en: s, sources: []}}]\nrequest:\n{fields}"
        );
        let api = read(&text)?;
        Ok(table::write(&api)?
            + &request::write(&api)?
            + &response::write(&api)?
            + &pages::write(&api, &effects::Effects::default())?)
    }

    fn field(more: &str) -> String {
        format!("- {{name: type, type: string, required: optional, description: d, sources: []{more}}}\n")
    }

    #[test]
    fn a_field_becomes_table_type_and_page() {
        let text =
            generated(&field(", max_length: 3, enum: [{value: a_b, meaning_en: m}]")).expect("generated");
        for part in ["max_length: 3", "pub r#type: Option<Type>", "AB = \"a_b\"", "| `type` | string | no |"]
        {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        for (fields, why) in [
            (field(", maxlength: 3"), "unknown field"),
            (field(", semantic: money_usd"), "unknown semantic"),
            (field(", format: dd.MM.yyyy"), "unknown format"),
            (field(", decided_in: heaven"), "unknown decided_in"),
            (field(", enforced_required: perhaps"), "unknown required-ness"),
            (field(", forbidden_chars: [/], enforcement: pray"), "unknown enforcement"),
            (field(", min: a"), "no limit"),
            (field(", required_when: {path: x}"), "not exactly one thing"),
            (field(", enum: [{value: a, meaning_en: m, alias_of: b}]"), "unknown value"),
            (field(", choice_group: {id: x, rule: at_least_one, members: [y]}"), "is not beside it"),
            (field(", choice_group: {id: x, rule: some, members: [type]}"), "unknown rule of a group"),
            (field("").replace("string", "text"), "unknown type"),
            (field("").replace("string", "date"), "a date without format"),
            (field("").replace("string", "array"), "without children and items"),
            (field("") + &field(""), "stands twice"),
        ] {
            let error = format!("{:#}", generated(&fields).expect_err(&fields));
            assert!(error.contains(why), "{fields} gave {error}");
        }
    }
}
