//! Signed requests in all their shapes (protocol.md §1.2, §2, §5.3).

use serde_json::Value;
use tael_wire::charset::Charset;
use tael_wire::sign::{PrivateKey, PublicKey, SignType, Signer, VerifyError};
use tael_wire::v2::canonical::{Variant, echo, escape_echo, request_string, request_strings};
use tael_wire::v2::form;
use tael_wire::v2::parse::{CharsetSource, Place, RawRequest};

use crate::vectors::{hex, load, parse, text};

const VECTORS: [&str; 3] = ["request_rsa2_utf8.json", "request_rsa2_gbk.json", "request_rsa_utf8.json"];

/// What every shape of a vector's request must come down to.
fn assert_is_the_request(vector: &Value, request: &RawRequest) {
    let string = request_string(request, Variant::Standard);
    assert_eq!(string, hex(text(vector, "/string_to_sign_bytes_hex")));
    assert_eq!(request.charset(), Charset::parse(text(vector, "/charset")).unwrap());
    let params = vector["params"].as_object().unwrap();
    assert_eq!(request.parameters().len(), params.len() + 1);
    for (name, value) in params {
        assert_eq!(request.get(name), value.as_str(), "{name}");
    }
    assert_eq!(request.flags(), []);
    assert!(!request.is_misread());
    let key = PublicKey::parse(text(vector, "/keys/app/public_key_pem")).unwrap();
    let sign_type = SignType::parse(request.get("sign_type").unwrap()).unwrap();
    assert_eq!(key.verify(sign_type, &string, request.get("sign").unwrap()), Ok(()));
}

#[test]
fn the_same_request_in_three_shapes() {
    for name in VECTORS {
        let vector = load(name);
        for shape in ["post_split", "post_all_in_body", "get"] {
            let wire = &vector["wire"][shape];
            let body = wire["body"].as_str().unwrap_or_default();
            let request = parse(
                wire["request_target"].as_str().unwrap(),
                wire["content_type"].as_str(),
                body.as_bytes(),
            );
            assert_is_the_request(&vector, &request);
            assert_eq!(request.charset_source(), CharsetSource::Query);
        }
    }
}

/// The Python SDK sends the whole URL in the request line.
#[test]
fn an_absolute_target_is_the_same_request() {
    for name in VECTORS {
        let vector = load(name);
        let wire = &vector["wire"]["post_split"];
        let target = format!("http://127.0.0.1{}", wire["request_target"].as_str().unwrap());
        let body = wire["body"].as_str().unwrap();
        assert_is_the_request(&vector, &parse(&target, wire["content_type"].as_str(), body.as_bytes()));
        // and some clients send no Content-Type, or another one
        assert_is_the_request(&vector, &parse(&target, None, body.as_bytes()));
    }
}

/// `curl -F`, with charset in the query and everything else in parts.
#[test]
fn a_multipart_request_is_signed_over_its_text_parts() {
    for name in VECTORS {
        let vector = load(name);
        let charset = Charset::parse(text(&vector, "/charset")).unwrap();
        let mut body = Vec::new();
        let sign = ("sign".to_owned(), vector["sign"].clone());
        for (name, value) in vector["params"].as_object().unwrap().clone().into_iter().chain([sign]) {
            body.extend_from_slice(
                format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(&charset.encode(value.as_str().unwrap()));
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(
            b"--xyz\r\nContent-Disposition: form-data; name=\"file_content\"; filename=\"",
        );
        body.extend_from_slice(&charset.encode("支付.png"));
        body.extend_from_slice(b"\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\r\n--xyz--\r\n");
        let target = format!("/gateway.do?charset={}", text(&vector, "/charset"));
        let request = parse(&target, Some("multipart/form-data; boundary=xyz"), &body);
        assert_is_the_request(&vector, &request);
        let [file] = request.files() else { panic!("one file") };
        assert_eq!((file.name.as_str(), file.file_name.as_str()), ("file_content", "支付.png"));
        assert_eq!(
            (file.content_type.as_deref(), file.bytes.as_slice()),
            (Some("image/png"), &b"\x89PNG\r\n"[..])
        );
        assert_eq!(request.parameter("biz_content").unwrap().place, Place::Multipart);
    }
}

#[test]
fn our_signature_is_the_sdks_signature() {
    for name in VECTORS {
        let vector = load(name);
        let key = PrivateKey::parse(text(&vector, "/keys/app/private_key_pkcs8_base64")).unwrap();
        let sign_type = SignType::parse(text(&vector, "/sign_type")).unwrap();
        let message = hex(text(&vector, "/string_to_sign_bytes_hex"));
        assert_eq!(Signer::new(&key).unwrap().sign(sign_type, &message).unwrap(), text(&vector, "/sign"));
    }
}

#[test]
fn wrong_signatures_are_refused_and_the_other_hash_is_recognised() {
    for name in VECTORS {
        let vector = load(name);
        let key = PublicKey::parse(text(&vector, "/keys/app/public_key_pem")).unwrap();
        let sign_type = SignType::parse(text(&vector, "/sign_type")).unwrap();
        let message = hex(text(&vector, "/string_to_sign_bytes_hex"));
        let negatives: Vec<_> = vector["negative"]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(name, _)| name.starts_with("sign_"))
            .collect();
        assert_eq!(negatives.len(), 5);
        for (cause, signature) in negatives {
            let signature = signature.as_str().unwrap();
            assert_eq!(key.verify(sign_type, &message, signature), Err(VerifyError::Mismatch), "{cause}");
            let other = key.verify(sign_type.other(), &message, signature);
            assert_eq!(other.is_ok(), cause == "sign_with_other_hash", "{cause}");
        }
    }
}

#[test]
fn an_order_string_is_read_from_query_or_body() {
    let vector = load("order_string_app_pay.json");
    let key = PublicKey::parse(text(&vector, "/app_public_key_pem")).unwrap();
    for form in ["/order_string_plus", "/order_string_percent20"] {
        let order = text(&vector, form);
        for request in
            [parse(&format!("/gateway.do?{order}"), None, b""), parse("/gateway.do", None, order.as_bytes())]
        {
            let string = request_string(&request, Variant::Standard);
            assert_eq!(string, text(&vector, "/string_to_sign").as_bytes());
            assert_eq!(key.verify(SignType::Rsa2, &string, request.get("sign").unwrap()), Ok(()));
        }
    }
}

/// The three characters on which charsets differ most, through the wire and back to the signed bytes.
#[test]
fn euro_emoji_and_a_rare_character_in_every_charset() {
    let biz = "{\"subject\":\"支付€😀𠮷㐂镕\"}";
    let cases: [(&str, &[u8], &str); 3] = [
        ("utf-8", biz.as_bytes(), biz),
        ("GBK", b"{\"subject\":\"\xD6\xA7\xB8\xB6\xA2\xE3???\xE9\x46\"}", "{\"subject\":\"支付€???镕\"}"),
        (
            "gb18030",
            b"{\"subject\":\"\xD6\xA7\xB8\xB6\xA2\xE3\x94\x39\xFC\x36\x95\x34\xB2\x35\x81\x39\xEF\x31\xE9\x46\"}",
            biz,
        ),
    ];
    for (name, raw, read) in cases {
        let charset = Charset::parse(name).unwrap();
        let body = form::encode([("biz_content", biz)], charset);
        let request = parse(&format!("/gateway.do?charset={name}&sign_type=RSA2"), None, body.as_bytes());
        assert_eq!(request.raw("biz_content"), Some(raw), "{name}");
        assert_eq!(request.get("biz_content"), Some(read), "{name}");
        let expected = [b"biz_content=", raw, b"&charset=", name.as_bytes(), b"&sign_type=RSA2"].concat();
        assert_eq!(request_string(&request, Variant::Standard), expected);
        assert_eq!(
            echo(&request),
            format!("biz_content={}&amp;charset={name}&amp;sign_type=RSA2", read.replace('"', "&quot;"))
        );
    }
}

/// Bytes that do not survive decoding and encoding again are verified as they came (semantics.md §12.7).
#[test]
fn the_string_is_made_of_the_bytes_that_came() {
    // 0x80 is read as €, which would be written A2 E3; FF is not GBK at all
    let request = parse("/gateway.do?charset=GBK&a=%80&b=%FF%FF&c=%A2%E3", None, b"");
    assert_eq!(request.get("a"), Some("€"));
    assert_eq!(request_string(&request, Variant::Standard), b"a=\x80&b=\xFF\xFF&c=\xA2\xE3&charset=GBK");
}

#[test]
fn variants_that_sdks_sign() {
    let request = parse("/gateway.do?b=0&sign=x&charset=utf-8&a=&sign_type=RSA2&B=1", None, b"");
    let strings = request_strings(&request);
    let text = |variant| {
        let (_, string) = strings.iter().find(|(found, _)| *found == variant).unwrap();
        std::str::from_utf8(string).unwrap()
    };
    assert_eq!(strings[0].0, Variant::Standard);
    assert_eq!(text(Variant::Standard), "B=1&b=0&charset=utf-8&sign_type=RSA2");
    assert_eq!(text(Variant::EmptyKept), "B=1&a=&b=0&charset=utf-8&sign_type=RSA2");
    assert_eq!(text(Variant::ZeroDropped), "B=1&charset=utf-8&sign_type=RSA2");
    let plain = parse("/gateway.do?b=1&sign=&charset=utf-8", None, b"");
    assert_eq!(request_strings(&plain).len(), 1, "nothing empty but sign, nothing 0: one string");
}

#[test]
fn escaping_of_the_echo() {
    assert_eq!(escape_echo("a&b=\"<d>'&amp;支€😀"), "a&amp;b=&quot;&lt;d&gt;&#39;&amp;amp;支€😀");
}
