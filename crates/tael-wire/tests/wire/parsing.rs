//! Reading requests: charsets, duplicates, limits, damage (protocol.md §1.1, §1.4, semantics.md §12.1).

use proptest::prelude::*;
use tael_wire::charset::Charset;
use tael_wire::v2::MultipartError;
use tael_wire::v2::canonical::{Variant, join, request_string};
use tael_wire::v2::form;
use tael_wire::v2::parse::{
    CharsetSource, Flag, ParseError, ParseOptions, Place, RawRequest, target_path, target_query,
};

use crate::vectors::parse;

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn targets() {
    for (target, path, query) in [
        ("/gateway.do?a=b", "/gateway.do", Some("a=b")),
        ("/gateway.do", "/gateway.do", None),
        ("/gateway.do?", "/gateway.do", Some("")),
        ("http://127.0.0.1/gateway.do?a=b?c", "/gateway.do", Some("a=b?c")),
        ("https://h:443/gateway.do?u=http://x/y#f", "/gateway.do", Some("u=http://x/y")),
        ("http://h?a=b", "/", Some("a=b")),
        ("/x?u=http://h/p", "/x", Some("u=http://h/p")),
        ("/x#f", "/x", None),
        ("", "", None),
    ] {
        assert_eq!((target_path(target), target_query(target)), (path, query), "{target}");
    }
}

/// The rule of protocol.md §1.4, step by step: (query, Content-Type, body) → (charset, where it was found).
#[test]
fn the_charset_comes_from_query_then_header_then_body_then_gbk() {
    let utf8_header = "application/x-www-form-urlencoded;charset=UTF-8";
    let quoted_header = "application/x-www-form-urlencoded; Charset=\"utf-8\"";
    let latin_header = "application/x-www-form-urlencoded; charset=ISO-8859-1";
    for (query, header, body, charset, source) in [
        ("charset=utf-8", "", "", Charset::Utf8, CharsetSource::Query),
        ("charset=GBK", utf8_header, "charset=utf-8", Charset::Gbk, CharsetSource::Query),
        ("charset=utf-8", FORM, "charset=utf-8", Charset::Utf8, CharsetSource::Query),
        ("", utf8_header, "charset=utf-8", Charset::Utf8, CharsetSource::ContentType),
        ("charset=", quoted_header, "", Charset::Utf8, CharsetSource::ContentType),
        ("", latin_header, "charset=utf-8", Charset::Utf8, CharsetSource::Body),
        ("", FORM, "charset=gb2312", Charset::Gb2312, CharsetSource::Body),
        ("", FORM, "charset=", Charset::Gbk, CharsetSource::Default),
        ("", latin_header, "", Charset::Gbk, CharsetSource::Default),
        ("", "", "", Charset::Gbk, CharsetSource::Default),
        ("charset=gb18030", "", "", Charset::Gb18030, CharsetSource::Query),
    ] {
        let request = parse(&format!("/gateway.do?{query}"), Some(header), body.as_bytes());
        assert_eq!(
            (request.charset(), request.charset_source()),
            (charset, source),
            "{query} {header} {body}"
        );
        assert_eq!(request.unknown_charset(), None);
        let flag = |flag| request.flags().contains(&flag);
        assert_eq!(flag(Flag::CharsetOnlyInBody), source == CharsetSource::Body);
        assert_eq!(flag(Flag::CharsetMissing), source == CharsetSource::Default);
        assert_eq!(flag(Flag::CharsetExtension), charset == Charset::Gb18030);
    }
}

#[test]
fn strict_parsing_does_not_see_the_charset_of_the_body() {
    let body = "charset=utf-8&subject=%E6%94%AF%E4%BB%98";
    let strict = ParseOptions { strict_charset: true, ..ParseOptions::default() };
    let request = RawRequest::parse(None, Some(FORM), body.as_bytes(), &strict).unwrap();
    assert_eq!((request.charset(), request.charset_source()), (Charset::Gbk, CharsetSource::Default));
    assert_ne!(request.get("subject"), Some("支付"));
    assert!(request.is_misread());
    let ascii = RawRequest::parse(None, Some(FORM), b"charset=utf-8&subject=x", &strict).unwrap();
    assert!(!ascii.is_misread(), "ASCII text is the same in both");

    let lenient = parse("/gateway.do", Some(FORM), body.as_bytes());
    assert_eq!(lenient.get("subject"), Some("支付"));
    assert!(!lenient.is_misread());
    let contradiction = parse("/gateway.do?charset=GBK", Some(FORM), body.as_bytes());
    assert!(contradiction.is_misread());
    assert_eq!(contradiction.flags()[0], Flag::TwoValues("charset".into()));
}

#[test]
fn an_unknown_charset_is_reported_and_the_rest_is_read() {
    for (query, body, unknown) in [
        ("charset=latin1&a=1", "", "latin1"),
        ("a=1", "charset=utf-16", "utf-16"),
        ("charset=utf-8&a=1", "charset=big5", "big5"),
        ("charset=bogus&a=1", "charset=utf-8", "bogus"),
        ("charset=%FF&a=1", "", "\u{FFFD}"),
    ] {
        let request = parse(&format!("/gateway.do?{query}"), None, body.as_bytes());
        assert_eq!(request.unknown_charset(), Some(unknown), "{query} {body}");
        assert_eq!(request.get("a"), Some("1"));
    }
}

#[test]
fn a_parameter_twice() {
    for (query, body, value, place, two_values) in [
        ("a=1", "a=1", "1", Place::Query, false),
        ("a=1", "a=2", "2", Place::Body, true),
        ("a=1", "a=2&a=3", "3", Place::Body, true),
        ("a=1&a=2", "", "2", Place::Query, true),
        ("a=1", "a=2&a=1", "1", Place::Body, true),
        ("a=1", "a=", "1", Place::Query, false),
        ("a=", "a=1", "1", Place::Body, false),
        ("a=", "a=", "", Place::Query, false),
        ("a=%31", "a=1", "1", Place::Query, false),
    ] {
        let request = parse(&format!("/gateway.do?charset=utf-8&{query}"), Some(FORM), body.as_bytes());
        let parameter = request.parameter("a").unwrap();
        assert_eq!((parameter.value.as_str(), parameter.place), (value, place), "{query} {body}");
        let expected = if two_values { vec![Flag::TwoValues("a".into())] } else { vec![] };
        assert_eq!(request.flags(), expected, "{query} {body}");
        assert_eq!(request.parameters().len(), 2);
        assert_eq!(request.get_filled("a"), (!value.is_empty()).then_some(value));
    }
    assert_eq!(parse("/gateway.do", None, b"").get("a"), None);
}

#[test]
fn damage_is_kept_and_flagged() {
    let request = parse("/gateway.do?charset=utf-8&a=100%&b=%E6%94&%FF=1&c=%41", Some("text/plain"), b"d=1");
    assert_eq!(request.get("a"), Some("100%"));
    assert_eq!(request.get("b"), Some("\u{FFFD}"));
    assert_eq!(request.raw("b"), Some(&[0xE6, 0x94][..]));
    assert_eq!(request.get("c"), Some("A"));
    assert_eq!(request.get("d"), Some("1"));
    assert_eq!(
        request.flags(),
        [
            Flag::ForeignContentType("text/plain".into()),
            Flag::MalformedEscape("a".into()),
            Flag::Undecodable("b".into()),
            Flag::Undecodable("\u{FFFD}".into()),
        ]
    );
    for fine in [None, Some(""), Some("APPLICATION/X-WWW-FORM-URLENCODED ; charset=utf-8")] {
        assert_eq!(parse("/gateway.do?charset=utf-8", fine, b"d=1").flags(), [], "{fine:?}");
    }
    assert_eq!(parse("/gateway.do?charset=utf-8", Some("text/plain"), b"").flags(), [], "no body, no remark");
}

fn limited(form_bytes_max: usize, upload_bytes_max: usize, parameters_max: usize) -> ParseOptions {
    ParseOptions { form_bytes_max, upload_bytes_max, parameters_max, strict_charset: false }
}

#[test]
fn limits_are_kept_to_the_byte() {
    let options = limited(10, 200, 3);
    let read = |query: &str, content_type: Option<&str>, body: &str| {
        RawRequest::parse(Some(query.as_bytes()), content_type, body.as_bytes(), &options)
    };
    assert!(read("a=12", None, "b=3456").is_ok());
    assert_eq!(read("a=12", None, "b=34567").unwrap_err(), ParseError::TooLarge { actual: 11, max: 10 });
    assert!(read("a&b", None, "c").is_ok());
    assert_eq!(read("a&a", None, "a&a").unwrap_err(), ParseError::TooManyParameters { max: 3 });
    assert_eq!(read("a&b&c&d", None, "").unwrap_err(), ParseError::TooManyParameters { max: 3 });

    let multipart = Some("multipart/form-data; boundary=B");
    let part = |name: &str, body: &str| {
        format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{body}\r\n")
    };
    let file =
        |body: &str| format!("--B\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n{body}\r\n");
    let end = "--B--";
    assert!(read("", multipart, &(part("a", "12345") + &part("b", "67890") + end)).is_ok());
    let text = part("a", "12345") + &part("b", "678901") + end;
    assert_eq!(read("", multipart, &text).unwrap_err(), ParseError::TooLarge { actual: 11, max: 10 });
    let longest = file(&"x".repeat(200 - file("").len() - end.len())) + end;
    assert_eq!(longest.len(), 200);
    assert_eq!(read("", multipart, &longest).unwrap().files().len(), 1);
    let longer = longest.replace("xxx", "xxxx");
    assert_eq!(
        read("", multipart, &longer).unwrap_err(),
        ParseError::TooLarge { actual: longer.len(), max: 200 }
    );
    let many =
        RawRequest::parse(None, multipart, (file("").repeat(4) + end).as_bytes(), &limited(10, 1000, 3));
    assert_eq!(many.unwrap_err(), ParseError::TooManyParameters { max: 3 });

    let defaults = ParseOptions::default();
    assert_eq!((defaults.form_bytes_max, defaults.upload_bytes_max), (1 << 20, 50 << 20));
}

#[test]
fn an_unreadable_upload_leaves_the_query_for_the_envelope() {
    let query = Some(&b"method=alipay.open.file.upload&app_id=1&charset=utf-8"[..]);
    let options = ParseOptions::default();
    for (content_type, body, error) in [
        ("multipart/form-data", "--B--", MultipartError::Boundary),
        ("multipart/form-data; boundary=B", "", MultipartError::NoParts),
        (
            "Multipart/Form-Data;boundary=B",
            "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n1",
            MultipartError::Truncated,
        ),
    ] {
        let refused = RawRequest::parse(query, Some(content_type), body.as_bytes(), &options);
        assert_eq!(refused.unwrap_err(), ParseError::Multipart(error));
        let request = RawRequest::query_only(query, Some(content_type), &options);
        assert_eq!(request.get("method"), Some("alipay.open.file.upload"));
        assert_eq!(request.charset(), Charset::Utf8);
    }
    let short = RawRequest::query_only(query, None, &limited(10, 0, 1));
    assert_eq!(short.parameters().len(), 1, "limits hold here too");
    assert_eq!(short.get("method"), Some("ali"));
    assert_eq!(RawRequest::query_only(None, None, &options).parameters(), []);
}

#[test]
fn a_file_with_a_gbk_name_is_no_text() {
    let body = b"\r\n--B\r\nContent-Disposition:form-data;name=\"image_content\";filename=\"\xD6\xA7\x81\x5C\"\r\n\
                 Content-Type:application/octet-stream\r\n\r\n\xFF\r\n--B\r\n\
                 Content-Disposition:form-data;name=\"image_name\"\r\nContent-Type:text/plain\r\n\r\n\xD6\xA7\r\n--B--\r\n";
    let request = parse("/gateway.do?charset=GBK", Some("multipart/form-data;boundary=B;charset=GBK"), body);
    assert_eq!(request.files().len(), 1);
    assert_eq!(request.files()[0].file_name, "支乗");
    assert_eq!(request.get("image_content"), None);
    assert_eq!(request.get("image_name"), Some("支"));
    assert_eq!(request_string(&request, Variant::Standard), b"charset=GBK&image_name=\xD6\xA7");
}

/// Distinct names with values, as a client has them before it sends.
fn parameters() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::btree_map("[a-z_]{1,12}", "(支|€|😀|𠮷|[ -~]|\\PC){1,24}", 1..8).prop_map(|map| {
        map.into_iter().filter(|(name, value)| name != "charset" && !value.contains('\u{E5E5}')).collect()
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        query in any::<Vec<u8>>(),
        body in any::<Vec<u8>>(),
        content_type in prop::option::of("(multipart/form-data|text/x|;| boundary=[a-z]?|charset=\"?[a-z0-9-]{0,8}|.){0,6}"),
        strict_charset in any::<bool>(),
    ) {
        let options = ParseOptions { strict_charset, ..ParseOptions::default() };
        let _ = RawRequest::query_only(Some(&query), content_type.as_deref(), &options);
        if let Ok(request) = RawRequest::parse(Some(&query), content_type.as_deref(), &body, &options) {
            let _ = (request_string(&request, Variant::EmptyKept), request.is_misread());
            for parameter in request.parameters() {
                prop_assert_eq!(request.parameters().iter().filter(|p| p.raw_name == parameter.raw_name).count(), 1);
            }
        }
    }

    #[test]
    fn form_like_bytes_are_read(query in "([a-c%&=+]|%[0-9A-Fa-f]{2}|charset=|gbk|utf-8){0,40}") {
        let request = parse(&format!("/?{query}"), None, b"");
        let _ = request_string(&request, Variant::Standard);
    }

    /// What a client encodes, in any split between query and body, is what is verified.
    #[test]
    fn what_is_sent_is_what_is_signed(params in parameters(), split in 0_usize..8) {
        for charset in [Charset::Utf8, Charset::Gbk, Charset::Gb18030] {
            let name = charset.mime_name();
            let borrowed: Vec<_> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let (in_query, in_body) = borrowed.split_at(split.min(borrowed.len()));
            let query = format!("charset={name}&{}", form::encode(in_query.iter().copied(), charset));
            let body = form::encode(in_body.iter().copied(), charset);
            let request = parse(&format!("/gateway.do?{query}"), Some(FORM), body.as_bytes());
            prop_assert_eq!(request.flags().iter().filter(|f| **f != Flag::CharsetExtension).count(), 0);

            let encoded: Vec<_> = borrowed
                .iter()
                .chain([&("charset", name)])
                .filter(|(name, _)| *name != "sign")
                .map(|(name, value)| (name.as_bytes(), charset.encode(value)))
                .collect();
            let expected = join(encoded.iter().map(|(name, value)| (*name, value.as_ref())));
            prop_assert_eq!(request_string(&request, Variant::Standard), expected);
        }
    }
}
