//! A merchant's program: an application with its key, and the requests it makes, of which nothing is hidden or helped.
//! Strings to sign and forms are made here and not by the gateway's own code, which they are to test.

use tael_wire::charset::Charset;
use tael_wire::sign::{PrivateKey, SignType, Signer};

use super::{Request, timestamp};

/// An application and its key.
pub(crate) struct Client {
    /// Its number.
    pub(crate) app_id: String,
    /// How it signs.
    pub(crate) sign_type: SignType,
    signer: Signer,
}

impl Client {
    /// An application with this key.
    pub(crate) fn new(app_id: &str, key: &PrivateKey, sign_type: SignType) -> Client {
        Client { app_id: app_id.to_owned(), sign_type, signer: Signer::new(key).expect("the key signs") }
    }

    /// Signs bytes as the client does.
    pub(crate) fn sign(&self, string: &[u8]) -> String {
        self.signer.sign(self.sign_type, string).expect("the client signs")
    }

    /// A call in utf-8 with all public parameters that are required.
    pub(crate) fn call(&self, method: &str, biz_content: &str) -> Call<'_> {
        let call = Call { client: self, charset: Charset::Utf8, parameters: Vec::new() };
        call.set("app_id", &self.app_id)
            .set("method", method)
            .set("format", "json")
            .set("charset", "utf-8")
            .set("sign_type", self.sign_type.as_str())
            .set("timestamp", &timestamp())
            .set("version", "1.0")
            .set("biz_content", biz_content)
    }
}

/// A call that is not signed yet.
#[derive(Clone)]
pub(crate) struct Call<'c> {
    client: &'c Client,
    charset: Charset,
    parameters: Vec<(String, Value)>,
}

#[derive(Clone)]
enum Value {
    Text(String),
    Bytes(Vec<u8>),
}

impl<'c> Call<'c> {
    /// Sets a parameter.
    pub(crate) fn set(self, name: &str, value: &str) -> Call<'c> {
        self.put(name, Value::Text(value.to_owned()))
    }

    /// Sets a parameter to bytes that no text encodes to.
    pub(crate) fn set_bytes(self, name: &str, value: &[u8]) -> Call<'c> {
        self.put(name, Value::Bytes(value.to_owned()))
    }

    /// Takes a parameter out.
    pub(crate) fn without(mut self, name: &str) -> Call<'c> {
        self.parameters.retain(|(known, _)| known != name);
        self
    }

    /// Writes the call in this charset and says so.
    pub(crate) fn charset(mut self, name: &str) -> Call<'c> {
        self.charset = Charset::parse(name).expect("a charset");
        self.set("charset", name)
    }

    fn put(mut self, name: &str, value: Value) -> Call<'c> {
        match self.parameters.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => self.parameters.push((name.to_owned(), value)),
        }
        self
    }

    /// The call as it stands, without a signature.
    pub(crate) fn unsigned(&self) -> Signed {
        let bytes = |value: &Value| match value {
            Value::Text(text) => self.charset.encode(text).into_owned(),
            Value::Bytes(bytes) => bytes.clone(),
        };
        Signed { pairs: self.parameters.iter().map(|(name, value)| (name.clone(), bytes(value))).collect() }
    }

    /// Signs it as the client does.
    pub(crate) fn signed(&self) -> Signed {
        self.signed_as(self.client.sign_type)
    }

    /// Signs it with this algorithm, whatever `sign_type` says.
    pub(crate) fn signed_as(&self, sign_type: SignType) -> Signed {
        let mut signed = self.unsigned();
        let sign = self.client.signer.sign(sign_type, &signed.string()).expect("the client signs");
        signed.pairs.push(("sign".to_owned(), sign.into_bytes()));
        signed
    }
}

/// A call with its signature, in bytes.
#[derive(Clone)]
pub(crate) struct Signed {
    pairs: Vec<(String, Vec<u8>)>,
}

impl Signed {
    /// What is to be signed: sorted, without sign and empty values (protocol.md §2).
    pub(crate) fn string(&self) -> Vec<u8> {
        let mut kept: Vec<_> = self.pairs.iter().filter(|(n, v)| n != "sign" && !v.is_empty()).collect();
        kept.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
        let joined: Vec<Vec<u8>> =
            kept.into_iter().map(|(n, v)| [n.as_bytes(), b"=", v.as_slice()].concat()).collect();
        joined.join(&b'&')
    }

    /// Sets a parameter behind the back of the signature.
    pub(crate) fn set(mut self, name: &str, value: &[u8]) -> Signed {
        match self.pairs.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => value.clone_into(known),
            None => self.pairs.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// The value of a parameter.
    pub(crate) fn get(&self, name: &str) -> &[u8] {
        &self.pairs.iter().find(|(known, _)| known == name).expect("a parameter").1
    }

    /// The parameters that `keep` names, as a form.
    pub(crate) fn form(&self, keep: impl Fn(&str) -> bool) -> String {
        let kept = self.pairs.iter().filter(|(name, _)| keep(name));
        kept.map(|(name, value)| format!("{name}={}", escape(value))).collect::<Vec<_>>().join("&")
    }

    /// `POST` with the parameters that `in_query` names in the query and the others in the body.
    pub(crate) fn split(&self, in_query: impl Fn(&str) -> bool) -> Request {
        let target = match self.form(&in_query) {
            query if query.is_empty() => "/gateway.do".to_owned(),
            query => format!("/gateway.do?{query}"),
        };
        let body = self.form(|name| !in_query(name));
        Request::new("POST", &target).body("application/x-www-form-urlencoded", body)
    }

    /// `POST` as the official SDKs send it: business parameters in the body, everything else in the query.
    pub(crate) fn post(&self) -> Request {
        self.split(|name| name != "biz_content")
    }

    /// `GET` with everything in the query.
    pub(crate) fn get_request(&self) -> Request {
        Request::new("GET", &format!("/gateway.do?{}", self.form(|_| true)))
    }

    /// `POST` of a multipart body with the parameters that `in_query` does not name, and a file that is not signed.
    pub(crate) fn multipart(&self, in_query: impl Fn(&str) -> bool) -> Request {
        const BOUNDARY: &str = "TAEL-BOUNDARY";
        let mut body = Vec::new();
        for (name, value) in self.pairs.iter().filter(|(name, _)| !in_query(name)) {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(value);
            body.extend_from_slice(b"\r\n");
        }
        let file = "Content-Disposition: form-data; name=\"file_content\"; filename=\"a.png\"\r\n\
                    Content-Type: image/png\r\n\r\n\u{89}PNG\r\n\0";
        body.extend_from_slice(format!("--{BOUNDARY}\r\n{file}\r\n--{BOUNDARY}--\r\n").as_bytes());
        let target = format!("/gateway.do?{}", self.form(in_query));
        Request::new("POST", &target).body(&format!("multipart/form-data; boundary={BOUNDARY}"), body)
    }
}

/// Percent-encodes every byte that is not a letter or a digit.
pub(crate) fn escape(bytes: &[u8]) -> String {
    let one = |byte: &u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(*byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    bytes.iter().map(one).collect()
}
