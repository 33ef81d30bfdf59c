//! The four suites: the tools they need, how they are installed, and the program to run.

use std::ffi::OsStr;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::command::{missing, run_bounded};

/// How long one step of a set-up may take; the first one downloads.
const INSTALL_LIMIT: Duration = Duration::from_secs(900);

/// The Python SDK knows port 80 only; the suite's proxy has an address of its own for the same reason.
const PYTHON_GATEWAY: &str = "127.0.0.9:80";
const PYTHON_PROXY: &str = "127.0.0.10:80";

/// A suite under `tests/sdk`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suite {
    /// The official SDK for Node.js.
    Node,
    /// The official SDK for Python.
    Python,
    /// The official SDK for Java.
    Java,
    /// The most used SDK for Go.
    Go,
}

impl Suite {
    /// All suites, the quickest to install first.
    pub(crate) const ALL: [Self; 4] = [Self::Node, Self::Go, Self::Python, Self::Java];

    /// The folder under `tests/sdk`, and the name on a command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Python => "python",
            Self::Java => "java",
            Self::Go => "go",
        }
    }

    /// The SDK that it runs, as a reader knows it.
    pub(crate) fn sdk(self) -> &'static str {
        match self {
            Self::Node => "Node alipay-sdk",
            Self::Python => "Python alipay-sdk-python",
            Self::Java => "Java alipay-sdk-java",
            Self::Go => "Go smartwalle/alipay",
        }
    }

    /// The suite of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.name() == name)
    }

    /// Where the gateway of this suite listens.
    pub(super) fn listen(self) -> &'static str {
        match self {
            Self::Python => PYTHON_GATEWAY,
            Self::Node | Self::Java | Self::Go => "127.0.0.1:0",
        }
    }

    /// Why the suite cannot run on this machine, or nothing.
    pub(super) fn obstacle(self) -> Option<String> {
        match self {
            Self::Node => missing("node", &["--version"]).or_else(|| missing("npm", &["--version"])),
            Self::Go => missing("go", &["version"]),
            Self::Java => missing("java", &["-version"])
                .or_else(|| missing("javac", &["-version"]))
                .or_else(|| missing("mvn", &["--version"])),
            Self::Python => missing("python3", &["-c", "import ensurepip, venv"])
                .or_else(|| unbindable(PYTHON_GATEWAY))
                .or_else(|| unbindable(PYTHON_PROXY)),
        }
    }

    /// Installs the suite of `source` into `built` and gives the program that runs it.
    pub(super) fn install(self, source: &Path, built: &Path) -> Result<Command> {
        fs::create_dir_all(built).with_context(|| format!("cannot make {}", built.display()))?;
        let setup = Setup { source, built };
        match self {
            Self::Node => setup.node(),
            Self::Python => setup.python(),
            Self::Java => setup.java(),
            Self::Go => setup.go(),
        }
    }
}

fn unbindable(address: &str) -> Option<String> {
    let error = TcpListener::bind(address).err()?;
    Some(format!("{address} cannot be bound ({error}), and the SDK knows no other port than 80"))
}

struct Setup<'a> {
    source: &'a Path,
    built: &'a Path,
}

impl Setup<'_> {
    fn node(&self) -> Result<Command> {
        // Node looks for packages beside the program, so the program moves to where they are
        for name in ["package.json", "package-lock.json", ".npmrc", "suite.mjs", "products.mjs"] {
            copy(&self.source.join(name), &self.built.join(name))?;
        }
        let support = self.built.join("support");
        fs::create_dir_all(&support)?;
        for file in files(&self.source.join("support"), "mjs")? {
            copy(&file, &support.join(file.file_name().context("a file has a name")?))?;
        }
        self.once("package-lock.json", || {
            let mut npm = Command::new("npm");
            npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(self.built);
            self.step("npm", &mut npm)
        })?;
        let mut client = Command::new("node");
        client.arg("suite.mjs").current_dir(self.built);
        Ok(client)
    }

    fn python(&self) -> Result<Command> {
        let environment = self.built.join("venv");
        let python = environment.join("bin/python");
        self.once("requirements.txt", || {
            self.step("venv", Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
            // --no-compile: the SDK has thousands of modules and the suite needs a dozen
            let mut pip = Command::new(&python);
            pip.args([
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--no-deps",
                "--no-compile",
                "--requirement",
            ]);
            self.step("pip", pip.arg(self.source.join("requirements.txt")))?;
            self.step("pip-check", Command::new(&python).args(["-m", "pip", "check"]))
        })?;
        let mut client = Command::new(python);
        // -B: no __pycache__ in the source tree
        client.args(["-B", "-X", "utf8"]).arg(self.source.join("suite.py"));
        Ok(client)
    }

    fn java(&self) -> Result<Command> {
        self.once("pom.xml", || {
            let mut mvn = Command::new("mvn");
            mvn.args(["--quiet", "--batch-mode", "--file"]).arg(self.source.join("pom.xml"));
            mvn.arg(format!("-Dsuite.target={}", self.built.display())).arg("dependency:copy-dependencies");
            self.step("mvn", &mut mvn)
        })?;
        let classes = self.built.join("classes");
        let libraries = self.built.join("lib").join("*");
        let mut javac = Command::new("javac");
        javac
            .args(["-encoding", "UTF-8", "--release", "11", "-Xlint:all", "-Werror", "-classpath"])
            .arg(&libraries);
        javac.arg("-d").arg(&classes).args(files(&self.source.join("src/main/java/tael"), "java")?);
        self.step("javac", &mut javac)?;
        let mut client = Command::new("java");
        client.arg("-Dfile.encoding=UTF-8").arg("-classpath");
        client.arg(format!("{}:{}", classes.display(), libraries.display())).arg("tael.Suite");
        Ok(client)
    }

    fn go(&self) -> Result<Command> {
        let program = self.built.join("suite");
        let mut go = Command::new("go");
        go.args(["build", "-mod=readonly", "-o"]).arg(&program).arg(".").current_dir(self.source);
        self.step("go", &mut go)?;
        Ok(Command::new(program))
    }

    /// Runs one step; its output is shown only when it fails.
    fn step(&self, name: &str, command: &mut Command) -> Result<()> {
        run_bounded(command, INSTALL_LIMIT, &self.built.join(format!("{name}.log")))?;
        Ok(())
    }

    /// Installs unless it was done for the very same `pins`, the file that names the versions.
    fn once(&self, pins: &str, install: impl FnOnce() -> Result<()>) -> Result<()> {
        let wanted = fs::read(self.source.join(pins)).with_context(|| format!("cannot read {pins}"))?;
        let stamp = self.built.join(".installed");
        if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        install()?;
        fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// The files of a folder with this extension, in order of name.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new(extension)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_are_found_by_name() {
        assert_eq!(Suite::named("java"), Some(Suite::Java));
        assert_eq!(Suite::named("cobol"), None);
    }

    #[test]
    fn a_port_in_use_is_an_obstacle() {
        let holder = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = holder.local_addr().expect("it is bound").to_string();
        assert!(unbindable(&address).is_some_and(|reason| reason.contains(&address)));
    }

    #[test]
    fn an_installation_is_done_once_for_the_same_pins() {
        let folder = std::env::temp_dir().join(format!("tael-xtask-once-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("pins"), "a==1").expect("pins");
        let setup = Setup { source: &folder, built: &folder };
        let done = std::cell::Cell::new(0);
        let install = || {
            done.set(done.get() + 1);
            Ok(())
        };
        setup.once("pins", install).expect("installed");
        setup.once("pins", install).expect("nothing to do");
        assert_eq!(done.get(), 1);
        fs::write(folder.join("pins"), "a==2").expect("new pins");
        assert!(setup.once("pins", || anyhow::bail!("no network")).is_err());
        setup.once("pins", install).expect("installed again");
        assert_eq!(done.get(), 2);
        fs::remove_dir_all(folder).expect("the folder exists");
    }
}
