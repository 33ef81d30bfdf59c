//! What people are told: in Chinese where their locale says so, else in English. Names, codes and JSON stay as they are.

use std::fmt;
use std::sync::OnceLock;

use tael_store_sqlite::OpenError;

/// A language that people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Lang {
    /// English.
    En,
    /// Chinese.
    Zh,
}

impl Lang {
    /// That of the environment: `LC_ALL`, else `LC_MESSAGES`, else `LANG`; the first that is not empty counts.
    pub(crate) fn of_environment() -> Lang {
        static LANG: OnceLock<Lang> = OnceLock::new();
        *LANG.get_or_init(|| {
            let named = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
            Lang::of_locale(
                &["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(named).unwrap_or_default(),
            )
        })
    }

    fn of_locale(locale: &str) -> Lang {
        let lower = locale.to_lowercase();
        if lower == "zh" || lower.starts_with("zh_") || lower.starts_with("zh-") || lower.starts_with("zh.") {
            Lang::Zh
        } else {
            Lang::En
        }
    }

    /// The text of this language.
    pub(crate) fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }
}

/// A sentence in both languages; shown in that of the environment.
#[derive(Debug)]
pub(crate) struct Told {
    en: String,
    zh: String,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Lang::of_environment().pick(&self.en, &self.zh))
    }
}

impl std::error::Error for Told {}

/// An error that says what to do, in both languages.
pub(crate) fn told(en: impl Into<String>, zh: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(Told { en: en.into(), zh: zh.into() })
}

/// The sentence for an error, in the language of the environment as far as there is a translation.
pub(crate) fn sentence(error: &anyhow::Error) -> String {
    let open = error.downcast_ref::<OpenError>();
    match (Lang::of_environment(), open.and_then(open_zh)) {
        (Lang::Zh, Some(zh)) => zh,
        _ => format!("{error:#}"),
    }
}

fn open_zh(error: &OpenError) -> Option<String> {
    Some(match error {
        OpenError::Locked { path, holder } => {
            let holder = holder.map_or("另一个进程".to_owned(), |pid| format!("进程 {pid}"));
            format!("{} 正被{holder}使用：请先停止该进程；同一数据文件只能由一个 Tael 使用", path.display())
        }
        OpenError::Newer { path, found, known } => format!(
            "{} 的结构版本为 {found}，而此 Tael 最高只支持 {known}：请使用升级该文件的新版 Tael，或恢复升级前的备份",
            path.display()
        ),
        OpenError::Older { path, found, known } => format!(
            "{} 的结构版本为 {found}，此 Tael 需要 {known}：请先备份，再运行 `tael migrate`",
            path.display()
        ),
        OpenError::Altered { path, version, name } => format!(
            "{}：迁移 {version}（{name}）与此 Tael 的内容不一致：它来自未发布的版本，或文件被手工改动过",
            path.display()
        ),
        OpenError::Foreign { path } => {
            format!("{} 是其他程序的数据库：请为 Tael 指定单独的路径", path.display())
        }
        OpenError::Missing { path } => format!("{} 不存在", path.display()),
        OpenError::Io { .. } | OpenError::Database { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_locales_are_known_by_their_names() {
        for locale in ["zh", "zh_CN.UTF-8", "zh_TW", "ZH-hans", "zh.UTF-8"] {
            assert_eq!(Lang::of_locale(locale), Lang::Zh, "{locale}");
        }
        for locale in ["", "C", "C.UTF-8", "en_US.UTF-8", "zha_CN", "POSIX"] {
            assert_eq!(Lang::of_locale(locale), Lang::En, "{locale}");
        }
    }
}
