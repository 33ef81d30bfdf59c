//! Reads a request of `/gateway.do`: any split of parameters between query and body, in any form (protocol.md §1).

use super::form::{self, Pair};
use super::multipart::{self, MultipartError};
use crate::charset::Charset;

/// How much is read, and how strictly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseOptions {
    /// Bytes of query and form body together, and of all text parts of a multipart body.
    pub form_bytes_max: usize,
    /// Bytes of a multipart body.
    pub upload_bytes_max: usize,
    /// Parameters and files, each as often as it comes.
    pub parameters_max: usize,
    /// Behave like the official gateway when `charset` stands only in the body: do not see it there, assume GBK
    /// (protocol.md §1.4).
    pub strict_charset: bool,
}

impl Default for ParseOptions {
    /// 1 MB, uploads 50 MB (semantics.md §12.1), 512 parameters, lenient.
    fn default() -> Self {
        Self {
            form_bytes_max: 1024 * 1024,
            upload_bytes_max: 50 * 1024 * 1024,
            parameters_max: 512,
            strict_charset: false,
        }
    }
}

/// Why a request cannot be read. [`RawRequest::query_only`] still reads what the answer's envelope needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// More bytes than allowed: isv.invalid-parameter (semantics.md §12.1).
    #[error("the request has {actual} bytes, at most {max} are read")]
    TooLarge {
        /// Bytes received.
        actual: usize,
        /// Bytes allowed.
        max: usize,
    },
    /// More parameters than allowed: isv.invalid-parameter.
    #[error("the request has more than {max} parameters")]
    TooManyParameters {
        /// Parameters allowed.
        max: usize,
    },
    /// The multipart body cannot be read: isv.upload-fail.
    #[error("unreadable upload: {0}")]
    Multipart(#[from] MultipartError),
}

/// Where a parameter was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The query of the request target.
    Query,
    /// A urlencoded body.
    Body,
    /// A text part of a multipart body.
    Multipart,
}

/// One parameter of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The name as text.
    pub name: String,
    /// The value as text; sequences that are not of the request's charset are replaced (and flagged).
    pub value: String,
    /// The percent-decoded bytes of the value, in the request's charset: what was signed.
    pub raw: Vec<u8>,
    /// The percent-decoded bytes of the name.
    pub raw_name: Vec<u8>,
    /// Where the value that counts was found.
    pub place: Place,
}

/// A file of a multipart body; files are not signed (protocol.md §1.6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name of the part, the API's parameter.
    pub name: String,
    /// The name of the file at the client's.
    pub file_name: String,
    /// What the client says the content is.
    pub content_type: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Where the charset of a request was found (protocol.md §1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CharsetSource {
    /// `charset` in the query: the place that the documents demand.
    Query,
    /// The charset of the Content-Type.
    ContentType,
    /// `charset` in the body, which the official gateway does not see in time.
    Body,
    /// Nowhere: GBK.
    Default,
}

/// Something that was accepted but deserves a line in the request log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flag {
    /// `charset` stands only in the body; the official gateway would have read the request as GBK.
    CharsetOnlyInBody,
    /// No charset anywhere; GBK was assumed.
    CharsetMissing,
    /// The charset is an extension of ours (gb18030).
    CharsetExtension,
    /// This parameter came with two different values; the last one counts, the body's before the query's.
    TwoValues(String),
    /// The value or name of this parameter holds bytes that are not of the request's charset.
    Undecodable(String),
    /// This parameter holds a `%` that is no escape; it was kept literally.
    MalformedEscape(String),
    /// The body came under this Content-Type and was read as a urlencoded form.
    ForeignContentType(String),
}

/// A request as it arrived, before anybody decided anything about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRequest {
    parameters: Vec<Parameter>,
    files: Vec<File>,
    charset: Charset,
    charset_source: CharsetSource,
    unknown_charset: Option<String>,
    flags: Vec<Flag>,
}

/// A parameter before the charset is known.
struct Found {
    pair: Pair,
    place: Place,
}

impl RawRequest {
    /// Reads a request. `query` is the part of the target after `?` (see [`target_query`]), `content_type` the
    /// header of that name, `body` the whole body, also of a GET (empty then).
    ///
    /// An unknown charset is no error here, because the answer's envelope must be chosen first: see
    /// [`RawRequest::unknown_charset`].
    ///
    /// # Errors
    /// [`ParseError`] when the request is too large or its upload unreadable.
    pub fn parse(
        query: Option<&[u8]>,
        content_type: Option<&str>,
        body: &[u8],
        options: &ParseOptions,
    ) -> Result<Self, ParseError> {
        let query = query.unwrap_or_default();
        let mut found = Collector::new(options);
        let mut flags = Vec::new();
        let mut files = Vec::new();
        let multipart = content_type.filter(|value| is_media_type(value, "multipart/form-data"));
        let form_bytes = query.len() + if multipart.is_none() { body.len() } else { 0 };
        within(form_bytes, options.form_bytes_max)?;
        found.form(query, Place::Query)?;
        if let Some(content_type) = multipart {
            within(body.len(), options.upload_bytes_max)?;
            found.multipart(body, content_type, &mut files)?;
        } else {
            found.form(body, Place::Body)?;
            if let Some(foreign) = content_type.filter(|value| !body.is_empty() && !is_form(value)) {
                flags.push(Flag::ForeignContentType(foreign.to_owned()));
            }
        }
        Ok(Self::decode(found, files, flags, content_type))
    }

    /// Reads the query alone and leaves out what goes over the limits: for the answer to a request whose body was
    /// refused.
    #[must_use]
    pub fn query_only(query: Option<&[u8]>, content_type: Option<&str>, options: &ParseOptions) -> Self {
        let query = query.unwrap_or_default();
        let query = &query[..query.len().min(options.form_bytes_max)];
        let mut found = Collector::new(options);
        // the only error is one parameter too many, and those before it are kept
        let _ = found.form(query, Place::Query);
        Self::decode(found, Vec::new(), Vec::new(), content_type)
    }

    /// Chooses the charset and decodes everything in it.
    fn decode(
        found: Collector<'_>,
        files: Vec<multipart::Part<'_>>,
        mut flags: Vec<Flag>,
        content_type: Option<&str>,
    ) -> Self {
        let choice = ChosenCharset::of(&found, content_type);
        let charset = choice.charset;
        flags.extend(choice.flags());
        let mut parameters = Vec::with_capacity(found.found.len());
        for (index, Found { pair, place }) in found.found.into_iter().enumerate() {
            let (name, name_is_sound) = decode_text(charset, &pair.name);
            let (value, value_is_sound) = decode_text(charset, &pair.value);
            if !(name_is_sound && value_is_sound) {
                flags.push(Flag::Undecodable(name.clone()));
            }
            if pair.malformed {
                flags.push(Flag::MalformedEscape(name.clone()));
            }
            if found.two_values.contains(&index) {
                flags.push(Flag::TwoValues(name.clone()));
            }
            parameters.push(Parameter { name, value, raw: pair.value, raw_name: pair.name, place });
        }
        let text = |bytes: &[u8]| charset.decode_lossy(bytes).into_owned();
        let files = files.into_iter().map(|part| File {
            name: text(&part.name),
            file_name: text(part.file_name.as_deref().unwrap_or_default()),
            content_type: part.content_type.as_deref().map(text),
            bytes: part.body.to_vec(),
        });
        Self {
            parameters,
            files: files.collect(),
            charset,
            charset_source: choice.source,
            unknown_charset: choice.unknown,
            flags,
        }
    }

    /// The value of a parameter as text; `None` when it is absent. An empty value is `Some("")`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameter(name).map(|parameter| parameter.value.as_str())
    }

    /// The value of a parameter, where an empty one counts as absent (semantics.md §12.1).
    #[must_use]
    pub fn get_filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// The percent-decoded bytes of a parameter's value.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<&[u8]> {
        self.parameter(name).map(|parameter| parameter.raw.as_slice())
    }

    /// A parameter with all that is known about it.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    /// All parameters in the order they came, the query's first; each name once.
    #[must_use]
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The files of a multipart body.
    #[must_use]
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// What was accepted but is worth a remark.
    #[must_use]
    pub fn flags(&self) -> &[Flag] {
        &self.flags
    }

    /// The charset that the request was read in; the answer and later notifications use it too (protocol.md §3.5).
    #[must_use]
    pub fn charset(&self) -> Charset {
        self.charset
    }

    /// Where the charset was found.
    #[must_use]
    pub fn charset_source(&self) -> CharsetSource {
        self.charset_source
    }

    /// The name of a charset that we do not know, if the request has one: isv.invalid-charset. The request was then
    /// read in the charset that the next source names.
    #[must_use]
    pub fn unknown_charset(&self) -> Option<&str> {
        self.unknown_charset.as_deref()
    }

    /// Whether the official gateway would have misread this request: its `charset` says one thing, the place where a
    /// charset is looked for says another (or nothing), and the two differ over the text at hand. The third text of
    /// isv.invalid-signature is for this case. Always false in lenient parsing unless query and Content-Type speak
    /// against the body.
    #[must_use]
    pub fn is_misread(&self) -> bool {
        let Some(declared) = self.get("charset").and_then(Charset::parse) else { return false };
        let is_utf8 = |charset: Charset| charset == Charset::Utf8;
        is_utf8(declared) != is_utf8(self.charset)
            && self.parameters.iter().any(|parameter| !parameter.raw.is_ascii())
    }
}

/// Gathers parameters, each name once.
struct Collector<'o> {
    options: &'o ParseOptions,
    found: Vec<Found>,
    /// Indexes into `found` of parameters that came with two different values.
    two_values: Vec<usize>,
    /// `charset` of the query, which decides over how the body is read whatever the body says.
    query_charset: Option<Vec<u8>>,
    count: usize,
}

impl<'o> Collector<'o> {
    fn new(options: &'o ParseOptions) -> Self {
        Self { options, found: Vec::new(), two_values: Vec::new(), query_charset: None, count: 0 }
    }

    fn form(&mut self, form: &[u8], place: Place) -> Result<(), ParseError> {
        form::pairs(form).try_for_each(|pair| self.add(pair, place))
    }

    /// Adds the text parts as parameters and hands the files back in `files`.
    fn multipart<'a>(
        &mut self,
        body: &'a [u8],
        content_type: &str,
        files: &mut Vec<multipart::Part<'a>>,
    ) -> Result<(), ParseError> {
        let mut text_bytes = 0;
        multipart::for_each_part(body, multipart::boundary(content_type)?, |part| {
            if part.file_name.is_some() {
                self.count_one()?;
                files.push(part);
                return Ok(());
            }
            text_bytes += part.body.len();
            within(text_bytes, self.options.form_bytes_max)?;
            let pair = Pair { name: part.name, value: part.body.to_vec(), malformed: false };
            self.add(pair, Place::Multipart)
        })
    }

    /// A later value replaces an earlier one; an empty value is none, so it replaces nothing.
    fn add(&mut self, pair: Pair, place: Place) -> Result<(), ParseError> {
        self.count_one()?;
        if place == Place::Query && pair.name == b"charset" && !pair.value.is_empty() {
            self.query_charset = Some(pair.value.clone());
        }
        let known = self.found.iter_mut().enumerate().find(|(_, found)| found.pair.name == pair.name);
        let Some((index, known)) = known else {
            self.found.push(Found { pair, place });
            return Ok(());
        };
        if pair.value.is_empty() || known.pair.value == pair.value {
            return Ok(());
        }
        if !known.pair.value.is_empty() && !self.two_values.contains(&index) {
            self.two_values.push(index);
        }
        *known = Found { pair, place };
        Ok(())
    }

    /// Counts every pair and file, repeated ones too: looking a name up costs time.
    fn count_one(&mut self) -> Result<(), ParseError> {
        let max = self.options.parameters_max;
        self.count += 1;
        if self.count > max { Err(ParseError::TooManyParameters { max }) } else { Ok(()) }
    }
}

fn within(actual: usize, max: usize) -> Result<(), ParseError> {
    if actual > max { Err(ParseError::TooLarge { actual, max }) } else { Ok(()) }
}

/// The outcome of the charset rule of protocol.md §1.4.
struct ChosenCharset {
    charset: Charset,
    source: CharsetSource,
    unknown: Option<String>,
}

impl ChosenCharset {
    /// Query, then Content-Type, then (unless strict) body, then GBK.
    fn of(found: &Collector<'_>, content_type: Option<&str>) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let in_query = found.query_charset.as_deref().map(text);
        let in_header = content_type.and_then(|value| super::content_type_parameter(value, "charset"));
        let in_body = found
            .found
            .iter()
            .find(|found| found.pair.name == b"charset" && found.place != Place::Query)
            .map(|found| text(&found.pair.value))
            .filter(|name| !name.is_empty());
        let unknown =
            [&in_query, &in_body].into_iter().flatten().find(|name| Charset::parse(name).is_none()).cloned();
        let seen_in_body = in_body.filter(|_| !found.options.strict_charset);
        let sources = [
            (in_query.as_deref(), CharsetSource::Query),
            (in_header, CharsetSource::ContentType),
            (seen_in_body.as_deref(), CharsetSource::Body),
        ];
        let (charset, source) = sources
            .into_iter()
            .find_map(|(name, source)| Some((Charset::parse(name?)?, source)))
            .unwrap_or((Charset::Gbk, CharsetSource::Default));
        Self { charset, source, unknown }
    }

    fn flags(&self) -> impl Iterator<Item = Flag> {
        let source = match self.source {
            CharsetSource::Body => Some(Flag::CharsetOnlyInBody),
            CharsetSource::Default => Some(Flag::CharsetMissing),
            CharsetSource::Query | CharsetSource::ContentType => None,
        };
        let extension = (self.charset == Charset::Gb18030).then_some(Flag::CharsetExtension);
        source.into_iter().chain(extension)
    }
}

fn decode_text(charset: Charset, bytes: &[u8]) -> (String, bool) {
    match charset.decode(bytes) {
        Ok(text) => (text.into_owned(), true),
        Err(_) => (charset.decode_lossy(bytes).into_owned(), false),
    }
}

fn is_media_type(content_type: &str, wanted: &str) -> bool {
    content_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(wanted))
}

fn is_form(content_type: &str) -> bool {
    is_media_type(content_type, "application/x-www-form-urlencoded") || content_type.trim().is_empty()
}

/// The query of a request target, in origin form (`/gateway.do?a=b`) or absolute form (`http://host/gateway.do?a=b`,
/// as the Python SDK sends it: protocol.md §1.1).
#[must_use]
pub fn target_query(target: &str) -> Option<&str> {
    let (_, query) = target.split_once('?')?;
    Some(query.split_once('#').map_or(query, |(query, _)| query))
}

/// The path of a request target in origin or absolute form; `/` when an absolute one has none.
#[must_use]
pub fn target_path(target: &str) -> &str {
    let end = target.find(['?', '#']).unwrap_or(target.len());
    let target = &target[..end];
    match target.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => target,
    }
}
