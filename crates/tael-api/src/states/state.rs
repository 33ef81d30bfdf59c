//! What is said about a code. The generator of the reference pages reads this file too, so it stands alone.

/// A code and the state of Tael that raises it.
#[derive(Debug)]
pub struct State {
    /// The `sub_code`.
    pub code: &'static str,
    /// The state, in English.
    pub en: &'static str,
    /// The state, in Chinese.
    pub zh: &'static str,
    /// Methods whose table has the code and that never raise it.
    pub silent: &'static [Silent],
}

/// Why a code is never raised.
#[derive(Debug)]
pub struct Silent {
    /// By which method; empty: by none.
    pub method: &'static str,
    /// The reason, in English.
    pub en: &'static str,
    /// The reason, in Chinese.
    pub zh: &'static str,
}

impl State {
    /// Why this method never raises the code; `None` where it does.
    #[must_use]
    pub fn silence(&self, method: &str) -> Option<&'static Silent> {
        self.silent.iter().find(|silent| silent.method.is_empty() || silent.method == method)
    }
}
