//! `spec/field-effects.yaml`: what each member of a request does, or why it does nothing; which test produces each member
//! of an answer.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;

use super::model::Api;
use super::walk;

const FILE: &str = "spec/field-effects.yaml";

/// The file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Effects {
    methods: BTreeSet<String>,
    request: BTreeMap<String, Entry>,
    response: BTreeMap<String, PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    effect: Option<String>,
    proof: Option<PathBuf>,
    note: Option<String>,
}

impl Effects {
    /// Reads the file and compares it with the tables: no member without an entry, no entry without a member, no proof that
    /// does not name what it proves.
    pub(crate) fn read(root: &Path, apis: &[Api]) -> anyhow::Result<Effects> {
        let text = fs::read_to_string(root.join(FILE)).with_context(|| format!("reading {FILE}"))?;
        let effects: Effects = serde_yaml_ng::from_str(&text).with_context(|| format!("reading {FILE}"))?;
        let mut members = BTreeSet::new();
        for api in apis.iter().filter(|api| effects.methods.contains(&api.method)) {
            walk(&api.request, "", &mut |_, path| {
                members.insert(path.to_owned());
            });
        }
        let bare: Vec<&String> = members.iter().filter(|path| effects.covering(path).is_none()).collect();
        ensure!(bare.is_empty(), "{FILE} says nothing about {bare:?}");
        let strange: Vec<&String> = effects.request.keys().filter(|path| !members.contains(*path)).collect();
        ensure!(strange.is_empty(), "{FILE}: no request has {strange:?}");
        for (path, entry) in &effects.request {
            entry.check(root, path).with_context(|| format!("{FILE}: {path}"))?;
        }
        effects.check_response(root, apis)?;
        Ok(effects)
    }

    /// Each member of an answer has a test that produces it, or a reason why it is never sent, and not both.
    fn check_response(&self, root: &Path, apis: &[Api]) -> anyhow::Result<()> {
        let mut members = BTreeSet::new();
        for api in apis.iter().filter(|api| self.methods.contains(&api.method)) {
            walk(&api.response, "", &mut |_, path| {
                members.insert(path.to_owned());
            });
        }
        let undecided =
            |path: &&String| self.response.contains_key(*path) == super::pages::never(path).is_some();
        let undecided: Vec<&String> = members.iter().filter(undecided).collect();
        ensure!(
            undecided.is_empty(),
            "not exactly one of a test in {FILE} and a reason in response_notes.rs for {undecided:?}"
        );
        for (path, proof) in &self.response {
            ensure!(members.contains(path), "{FILE}: no answer has {path}");
            check_proof(root, path, proof).with_context(|| format!("{FILE}: {path}"))?;
        }
        Ok(())
    }

    /// The entry of a member or of the nearest one that it lies in.
    fn covering(&self, path: &str) -> Option<&Entry> {
        let shorter = path.rsplit_once('.').map(|(outer, _)| outer);
        self.request.get(path).or_else(|| self.covering(shorter?))
    }

    /// What the page says about a member of this method.
    pub(crate) fn sentence(&self, method: &str, path: &str) -> Option<String> {
        let entry = self.request.get(path).filter(|_| self.methods.contains(method))?;
        Some(match (&entry.effect, &entry.note) {
            (Some(effect), _) => format!("In Tael: {effect}"),
            (None, note) => {
                format!(
                    "In Tael: validated and stored, without effect: {}",
                    note.as_deref().unwrap_or_default()
                )
            }
        })
    }
}

impl Entry {
    fn check(&self, root: &Path, path: &str) -> anyhow::Result<()> {
        match (&self.effect, &self.proof, &self.note) {
            (Some(_), Some(proof), None) => check_proof(root, path, proof),
            (None, None, Some(note)) if !note.is_empty() => Ok(()),
            _ => bail!("an entry has an effect with its proof, or a note"),
        }
    }
}

/// A proof is a file of tests that names the member.
fn check_proof(root: &Path, path: &str, proof: &Path) -> anyhow::Result<()> {
    let text = fs::read_to_string(root.join(proof)).with_context(|| format!("{}", proof.display()))?;
    let name = path.rsplit('.').next().unwrap_or(path);
    let is_test = proof.to_string_lossy().contains("test") || text.contains("#[cfg(test)]");
    ensure!(is_test, "{} holds no test", proof.display());
    ensure!(text.contains(name), "{} does not name {name}", proof.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(effect: Option<&str>, proof: Option<&str>, note: Option<&str>) -> Entry {
        Entry {
            effect: effect.map(str::to_owned),
            proof: proof.map(PathBuf::from),
            note: note.map(str::to_owned),
        }
    }

    #[test]
    fn an_effect_needs_a_proof_that_names_the_member() {
        let root = crate::root();
        let this = "xtask/src/generate/api/effects.rs";
        assert!(entry(Some("x"), Some(this), None).check(&root, "a.covering").is_ok());
        let absent = ["no", "where"].join("_");
        assert!(entry(Some("x"), Some(this), None).check(&root, &absent).is_err());
        assert!(entry(Some("x"), Some("no/such/file"), None).check(&root, "covering").is_err());
        assert!(entry(Some("x"), None, None).check(&root, "covering").is_err());
        assert!(entry(None, None, Some("because")).check(&root, "covering").is_ok());
        assert!(entry(None, None, Some("")).check(&root, "covering").is_err());
        assert!(entry(Some("x"), Some(this), Some("because")).check(&root, "covering").is_err());
    }

    #[test]
    fn members_are_covered_by_what_they_lie_in() {
        let request = BTreeMap::from([("a".to_owned(), entry(None, None, Some("because")))]);
        let effects =
            Effects { methods: BTreeSet::from(["m".to_owned()]), request, response: BTreeMap::new() };
        assert!(effects.covering("a.b.c").is_some() && effects.covering("ab").is_none());
        assert!(effects.sentence("m", "a").is_some() && effects.sentence("m", "a.b").is_none());
        assert!(effects.sentence("other", "a").is_none());
    }

    #[test]
    fn a_member_of_an_answer_has_a_test_or_a_reason_and_not_both() {
        let text = |name: &str| {
            format!(
                "method: m\ntitle_zh: t\ntitle_en: t\nsources: []\nrequest: []\nnotifications: []\nerrors: []\n\
                 response:\n- {{name: {name}, type: string, required: optional, description: d, sources: []}}\n"
            )
        };
        let judged = |name: &str, proofs: &[&str]| {
            let this = PathBuf::from("xtask/src/generate/api/effects.rs");
            let response = proofs.iter().map(|path| ((*path).to_owned(), this.clone())).collect();
            let methods = BTreeSet::from(["m".to_owned()]);
            let effects = Effects { methods, request: BTreeMap::new(), response };
            let api = serde_yaml_ng::from_str(&text(name)).expect("an API");
            effects.check_response(&crate::root(), &[api]).is_ok()
        };
        assert!(judged("trade_no", &["trade_no"]) && judged("pay_currency", &[]));
        assert!(!judged("trade_no", &[]), "neither");
        assert!(!judged("pay_currency", &["pay_currency"]), "both");
        assert!(!judged("trade_no", &["trade_no", "walk"]), "no such member");
    }
}
