//! The V2 gateway, `/gateway.do`: form in, signed JSON out.

pub mod canonical;
pub mod envelope;
pub mod form;
mod multipart;
pub mod notify;
pub mod page;
pub mod parse;

pub use multipart::MultipartError;

/// The value of a parameter of a Content-Type header, without its quotes.
fn content_type_parameter<'a>(content_type: &'a str, wanted: &str) -> Option<&'a str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim();
        let unquoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        name.trim().eq_ignore_ascii_case(wanted).then_some(unquoted)
    })
}
