//! `multipart/form-data` over bytes that are already in memory (protocol.md §1.6).
//!
//! A parser of our own, because names and file names come in the request's charset, which is known only after the
//! parts have been read: they have to stay bytes, and a file with a GBK name must not be taken for a text.

/// One part. Texts have no file name; files are not signed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    pub(crate) name: Vec<u8>,
    pub(crate) file_name: Option<Vec<u8>>,
    pub(crate) content_type: Option<Vec<u8>>,
    pub(crate) body: &'a [u8],
}

/// Why a multipart body cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MultipartError {
    /// The Content-Type names no boundary, an empty one or one that is too long (70 bytes).
    #[error("the Content-Type names no usable boundary")]
    Boundary,
    /// The body holds no part and no end of parts.
    #[error("the body does not begin with the boundary of the Content-Type")]
    NoParts,
    /// The body ends inside a part.
    #[error("the body ends before the closing boundary")]
    Truncated,
    /// The head of a part is too long, or is not made of header lines.
    #[error("the head of a part is malformed")]
    PartHead,
    /// A part without a name.
    #[error("a part has no name in its Content-Disposition")]
    Unnamed,
    /// A part in base64 or quoted-printable, which form data does not use.
    #[error("a part has a Content-Transfer-Encoding that is not supported")]
    TransferEncoding,
}

/// The longest boundary that MIME allows, in bytes.
const BOUNDARY_BYTES_MAX: usize = 70;
/// The longest head of a part, in bytes.
const HEAD_BYTES_MAX: usize = 8 * 1024;

/// The boundary that a Content-Type names.
pub(crate) fn boundary(content_type: &str) -> Result<&str, MultipartError> {
    let boundary = super::content_type_parameter(content_type, "boundary").ok_or(MultipartError::Boundary)?;
    let usable = !boundary.is_empty()
        && boundary.len() <= BOUNDARY_BYTES_MAX
        && boundary.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    if usable { Ok(boundary) } else { Err(MultipartError::Boundary) }
}

/// Reads the parts of a body one after the other and stops at the first that cannot be read or that `visit` refuses.
pub(crate) fn for_each_part<'a, E: From<MultipartError>>(
    body: &'a [u8],
    boundary: &str,
    mut visit: impl FnMut(Part<'a>) -> Result<(), E>,
) -> Result<(), E> {
    let delimiter = format!("\r\n--{boundary}");
    // the first delimiter may lack its line break, all others belong to one
    let first = &delimiter.as_bytes()[2..];
    let mut rest = if body.starts_with(first) {
        &body[first.len()..]
    } else {
        let at = find_delimiter(body, delimiter.as_bytes()).ok_or(MultipartError::NoParts)?;
        &body[at + delimiter.len()..]
    };
    while !rest.starts_with(b"--") {
        let content = after_line_break(rest).ok_or(MultipartError::Truncated)?;
        let (head, content) = split_head(content)?;
        let end = find_delimiter(content, delimiter.as_bytes()).ok_or(MultipartError::Truncated)?;
        visit(part(head, &content[..end])?)?;
        rest = &content[end + delimiter.len()..];
    }
    Ok(())
}

/// Where the next line that is a delimiter starts; one that only begins like it is content.
fn find_delimiter(content: &[u8], delimiter: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + find(&content[from..], delimiter)?;
        let after = &content[at + delimiter.len()..];
        if after.starts_with(b"--") || after_line_break(after).is_some() {
            return Some(at);
        }
        from = at + 2;
    }
}

/// Finds `needle`, which begins with a CR, without comparing it at every byte.
fn find(content: &[u8], needle: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + content[from..].iter().position(|byte| *byte == b'\r')?;
        if content[at..].starts_with(needle) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// What follows the rest of a delimiter's line, if that rest is blank.
fn after_line_break(rest: &[u8]) -> Option<&[u8]> {
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    rest[blanks..].strip_prefix(b"\r\n")
}

/// Splits a part at its first empty line.
fn split_head(part: &[u8]) -> Result<(&[u8], &[u8]), MultipartError> {
    if let Some(content) = part.strip_prefix(b"\r\n") {
        return Ok((&[], content));
    }
    let window = &part[..part.len().min(HEAD_BYTES_MAX)];
    let at = find(window, b"\r\n\r\n").ok_or(MultipartError::PartHead)?;
    Ok((&part[..at], &part[at + 4..]))
}

fn part<'a>(head: &[u8], body: &'a [u8]) -> Result<Part<'a>, MultipartError> {
    let (mut name, mut file_name, mut content_type) = (None, None, None);
    for line in head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii) {
        if line.is_empty() {
            continue;
        }
        let colon = line.iter().position(|byte| *byte == b':').ok_or(MultipartError::PartHead)?;
        let (field, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if field.eq_ignore_ascii_case(b"content-disposition") {
            for (parameter, value) in disposition_parameters(value) {
                match parameter.to_ascii_lowercase().as_slice() {
                    b"name" => name = Some(value),
                    b"filename" => file_name = Some(value),
                    b"filename*" => file_name = file_name.or(Some(value)),
                    _ => {}
                }
            }
        } else if field.eq_ignore_ascii_case(b"content-type") {
            content_type = Some(value.to_vec());
        } else if field.eq_ignore_ascii_case(b"content-transfer-encoding") {
            let encoding = value.to_ascii_lowercase();
            if !matches!(encoding.as_slice(), b"7bit" | b"8bit" | b"binary") {
                return Err(MultipartError::TransferEncoding);
            }
        }
    }
    let name = name.filter(|name| !name.is_empty()).ok_or(MultipartError::Unnamed)?;
    Ok(Part { name, file_name, content_type, body })
}

/// The parameters of a Content-Disposition, values without their quotes.
fn disposition_parameters(value: &[u8]) -> Vec<(&[u8], Vec<u8>)> {
    let mut parameters = Vec::new();
    let mut rest = match value.iter().position(|byte| *byte == b';') {
        Some(at) => &value[at + 1..],
        None => return parameters,
    };
    while let Some(equals) = rest.iter().position(|byte| *byte == b'=') {
        let name = rest[..equals].trim_ascii();
        let (value, after) = disposition_value(rest[equals + 1..].trim_ascii_start());
        parameters.push((name, value));
        rest = match after.iter().position(|byte| *byte == b';') {
            Some(at) => &after[at + 1..],
            None => break,
        };
    }
    parameters
}

/// Takes one value, quoted or bare, off the front. `\"` is an escaped quote unless it closes the value: the second
/// byte of a GBK character may be a backslash.
fn disposition_value(text: &[u8]) -> (Vec<u8>, &[u8]) {
    let Some(quoted) = text.strip_prefix(b"\"") else {
        let end = text.iter().position(|byte| *byte == b';').unwrap_or(text.len());
        return (text[..end].trim_ascii().to_vec(), &text[end..]);
    };
    let mut value = Vec::with_capacity(quoted.len());
    for (index, byte) in quoted.iter().enumerate() {
        if *byte != b'"' {
            value.push(*byte);
            continue;
        }
        let after = &quoted[index + 1..];
        let closes = matches!(after.trim_ascii_start().first(), None | Some(b';'));
        if value.last() == Some(&b'\\') && !closes {
            value.pop();
            value.push(b'"');
        } else {
            return (value, after);
        }
    }
    (value, &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts<'a>(body: &'a [u8], boundary: &str) -> Result<Vec<Part<'a>>, MultipartError> {
        let mut parts = Vec::new();
        for_each_part(body, boundary, |part| {
            parts.push(part);
            Ok(())
        })
        .map(|()| parts)
    }

    fn text(name: &str, body: &'static str) -> Part<'static> {
        Part { name: name.into(), file_name: None, content_type: None, body: body.as_bytes() }
    }

    #[test]
    fn boundaries() {
        let long = format!("multipart/form-data; boundary={}", "x".repeat(71));
        for (content_type, expected) in [
            ("multipart/form-data; boundary=abc", Ok("abc")),
            ("multipart/form-data;boundary=\"a b\";charset=UTF-8", Ok("a b")),
            ("multipart/form-data; BOUNDARY=abc", Ok("abc")),
            ("multipart/form-data", Err(MultipartError::Boundary)),
            ("multipart/form-data; boundary=", Err(MultipartError::Boundary)),
            ("multipart/form-data; boundary=\"\"", Err(MultipartError::Boundary)),
            (long.as_str(), Err(MultipartError::Boundary)),
        ] {
            assert_eq!(boundary(content_type), expected, "{content_type}");
        }
    }

    /// Java begins with an empty line and writes no blank after the colon; curl and Node begin at once.
    #[test]
    fn parts_as_clients_write_them() {
        let java = "\r\n--B\r\nContent-Disposition:form-data;name=\"a\"\r\nContent-Type:text/plain\r\n\r\n1\r\n--B--\r\n";
        let read = parts(java.as_bytes(), "B").unwrap();
        assert_eq!(read, [Part { content_type: Some(b"text/plain".to_vec()), ..text("a", "1") }]);

        let curl = "--B\r\nContent-Disposition: form-data; name=\"biz_content\"\r\n\r\n{\"a\":1}\r\n\r\n--B \t\r\n\
                    content-disposition: form-data; filename=\"x;y.png\"; name=f\r\ncontent-type: image/png\r\n\r\n\
                    \r\n--BB\r\n--B--";
        let read = parts(curl.as_bytes(), "B").unwrap();
        assert_eq!(read[0], text("biz_content", "{\"a\":1}\r\n"));
        assert_eq!(read[1].name, b"f");
        assert_eq!(read[1].file_name.as_deref(), Some(&b"x;y.png"[..]));
        assert_eq!(read[1].content_type.as_deref(), Some(&b"image/png"[..]));
        assert_eq!(read[1].body, b"\r\n--BB");
        assert_eq!(parts(b"--B--", "B").unwrap(), []);
        assert_eq!(
            parts(b"--B\r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n\r\n--B--", "B").unwrap(),
            [text("e", "")]
        );
    }

    #[test]
    fn names_stay_bytes_and_quotes_are_undone() {
        for (disposition, name, file_name) in [
            (&b"form-data; name=\"a\\\"b\""[..], &b"a\"b"[..], None),
            (b"form-data; name=\"a\"; filename=\"\xD5\x5C\"", b"a", Some(&b"\xD5\x5C"[..])),
            (b"form-data; name=\"a\"; filename=\"C:\\x\\y.png\"", b"a", Some(b"C:\\x\\y.png")),
            (b"form-data; name=\"a\"; filename=\"\"", b"a", Some(b"")),
            (b"form-data; name=a; filename*=UTF-8''x.png", b"a", Some(b"UTF-8''x.png")),
            (b"form-data; name=a; filename=\"x\"; filename*=UTF-8''y", b"a", Some(b"x")),
            (b"form-data; name=\"unclosed", b"unclosed", None),
        ] {
            let head = [b"Content-Disposition: ", disposition].concat();
            let part = part(&head, b"").unwrap();
            assert_eq!((part.name.as_slice(), part.file_name.as_deref()), (name, file_name));
        }
    }

    #[test]
    fn unreadable_bodies() {
        let head = "Content-Disposition: form-data; name=\"a\"\r\n";
        for (body, error) in [
            (String::new(), MultipartError::NoParts),
            ("a=1&b=2".into(), MultipartError::NoParts),
            ("--C\r\n".into(), MultipartError::NoParts),
            ("--B".into(), MultipartError::Truncated),
            ("--B\r\n".into(), MultipartError::PartHead),
            (format!("--B\r\n{head}"), MultipartError::PartHead),
            (format!("--B\r\n{head}\r\n1"), MultipartError::Truncated),
            (format!("--B\r\n{head}\r\n1\r\n--Bx--"), MultipartError::Truncated),
            (format!("--B\r\n{head}\r\n1\r\n--B\r\n"), MultipartError::PartHead),
            ("--B\r\n\r\n1\r\n--B--".into(), MultipartError::Unnamed),
            ("--B\r\nContent-Type: a/b\r\n\r\n1\r\n--B--".into(), MultipartError::Unnamed),
            (
                "--B\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n1\r\n--B--".into(),
                MultipartError::Unnamed,
            ),
            ("--B\r\nno colon\r\n\r\n1\r\n--B--".into(), MultipartError::PartHead),
            (format!("--B\r\n{head}X: {}\r\n\r\n1\r\n--B--", "y".repeat(9000)), MultipartError::PartHead),
            (
                format!("--B\r\n{head}Content-Transfer-Encoding: base64\r\n\r\nMQ==\r\n--B--"),
                MultipartError::TransferEncoding,
            ),
        ] {
            assert_eq!(parts(body.as_bytes(), "B"), Err(error), "{body:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(body in "(\r\n|--B|--|\"|;|=|:|name|Content-Disposition|.){0,40}") {
            let _ = parts(body.as_bytes(), "B");
        }

        #[test]
        fn content_survives(content in any::<Vec<u8>>()) {
            let boundary = "a-boundary-that-random-bytes-do-not-hold";
            let mut body = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n").into_bytes();
            body.extend_from_slice(&content);
            body.extend_from_slice(format!("\r\n--{boundary}--").as_bytes());
            prop_assert_eq!(parts(&body, boundary).unwrap()[0].body, content.as_slice());
        }
    }
}
