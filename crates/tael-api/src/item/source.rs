//! Source ids: base64 of `buyer|app_id|milliseconds|public|token` (`component-order.md §7`).

use smol_str::SmolStr;
use tael_core::env::Env;
use tael_core::id::{Book, UserId};
use tael_core::item::SourceToken;
use tael_core::time::Instant;
use tael_store::{Need, View};

/// The fifth part of a private id.
const PRIVATE: &str = "TOKEN_IS_NULL";
/// The two spellings of the example of the page, which is cut in the middle.
const SAMPLES: [&str; 2] = ["MjAfSVNfTlVMA==", "MJAFSVNFTlVMVMA=="];

/// Where an order comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// Nothing is traced. The flags are for the request log.
    Private {
        /// `sample-source-id`, `source-id-of-another`.
        flags: Vec<&'static str>,
    },
    /// A public source, which the order must use up ([`tael_store::LibraryWrite::UseSource`]).
    Public(SourceToken),
}

/// Why a source id does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceRefused {
    /// MINI_SOURCE_ID_INVALID.
    #[error(
        "source_id is not base64 of five parts: take it from my.checkBeforeAddOrder unchanged, or POST /source-ids"
    )]
    Malformed,
    /// MINI_SOURCE_ID_INVALID.
    #[error("there is no source with this token in this world: POST /source-ids gives one out")]
    Unknown,
    /// SOURCE_ID_INVALIDATE.
    #[error("the source was given out to another application or buyer")]
    Foreign,
    /// SOURCE_ID_INVALIDATE.
    #[error("the source has expired on the world's clock: POST /source-ids gives a new one out")]
    Expired,
    /// SOURCE_ID_INVALIDATE.
    #[error("another order has used the source; each works once")]
    Used,
    /// SOURCE_ID_INVALIDATE.
    #[error("the source is for other items: its goods do not have all out_item_id of the order")]
    OtherGoods,
}

impl SourceRefused {
    /// The code of alipay.open.mini.order.create.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            SourceRefused::Malformed | SourceRefused::Unknown => "MINI_SOURCE_ID_INVALID",
            _ => "SOURCE_ID_INVALIDATE",
        }
    }
}

/// An order that names a source.
#[derive(Clone, Copy, Debug)]
pub struct Ordering<'o> {
    /// The book.
    pub book: Book,
    /// The mini program of the order.
    pub app: &'o tael_core::id::AppId,
    /// Its buyer.
    pub buyer: &'o UserId,
    /// `out_item_id` of its lines.
    pub goods: &'o [&'o str],
}

/// Judges the `source_id` of a new order.
///
/// # Errors
/// [`Need`]; inside, [`SourceRefused`].
pub fn judge(
    source_id: Option<&str>,
    order: Ordering<'_>,
    view: &View,
    env: &Env,
) -> Result<Result<Source, SourceRefused>, Need> {
    let Some(text) = source_id.filter(|text| !text.is_empty()) else {
        return Ok(Ok(Source::Private { flags: Vec::new() }));
    };
    if SAMPLES.contains(&text) {
        return Ok(Ok(Source::Private { flags: vec!["sample-source-id"] }));
    }
    let Some(parts) = parts(text) else { return Ok(Err(SourceRefused::Malformed)) };
    if parts.token == PRIVATE {
        let own = parts.app == order.app.as_str() && parts.buyer == order.buyer.as_str();
        let flags = if own { Vec::new() } else { vec!["source-id-of-another"] };
        return Ok(Ok(Source::Private { flags }));
    }
    let Some(row) = view.source(order.book, &parts.token)? else { return Ok(Err(SourceRefused::Unknown)) };
    Ok(usable(row, order, env.now).map(|()| Source::Public(row.clone())))
}

fn usable(row: &SourceToken, order: Ordering<'_>, now: Instant) -> Result<(), SourceRefused> {
    if row.app != *order.app || row.buyer != *order.buyer {
        return Err(SourceRefused::Foreign);
    }
    if now >= row.expires_at {
        return Err(SourceRefused::Expired);
    }
    if row.used_by.is_some() {
        return Err(SourceRefused::Used);
    }
    let bound = |out: &&str| row.goods.iter().any(|own| own == *out);
    match row.goods.is_empty() || order.goods.iter().all(bound) {
        true => Ok(()),
        false => Err(SourceRefused::OtherGoods),
    }
}

struct Parts {
    buyer: String,
    app: String,
    token: SmolStr,
}

fn parts(text: &str) -> Option<Parts> {
    let bytes = base64_simd::STANDARD.decode_to_vec(text).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let parts: Vec<&str> = text.split('|').collect();
    let [buyer, app, at, public, token] = parts[..] else { return None };
    let sound = !buyer.is_empty() && !app.is_empty() && at.parse::<i64>().is_ok();
    let public = public.parse::<bool>().ok()?;
    (sound && public == (token != PRIVATE)).then(|| Parts {
        buyer: buyer.to_owned(),
        app: app.to_owned(),
        token: SmolStr::new(token),
    })
}

/// The id of a public source; `buyer` as the application names him (2088 number or open id).
#[must_use]
pub fn public_id(row: &SourceToken, buyer: &str) -> String {
    id(buyer, row.app.as_str(), row.created_at, true, &row.token)
}

/// The id of a private source.
#[must_use]
pub fn private_id(app: &str, buyer: &str, at: Instant) -> String {
    id(buyer, app, at, false, PRIVATE)
}

fn id(buyer: &str, app: &str, at: Instant, public: bool, token: &str) -> String {
    base64_simd::STANDARD.encode_to_string(format!("{buyer}|{app}|{}|{public}|{token}", at.0))
}

/// A fresh token: 128 random bits in hex.
#[must_use]
pub fn token(env: &Env) -> SmolStr {
    SmolStr::new(format!("{:016x}{:016x}", env.random(), env.random()))
}

#[cfg(test)]
mod tests;
